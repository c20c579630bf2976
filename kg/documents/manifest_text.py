"""`documents.toml` as a text that people keep: one entry more or less, and all else as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping

import tomlkit


def add_entry(manifest: bytes, slug: str, entry: Mapping[str, object]) -> bytes:
    """The list of documents with one entry more at its end."""
    text = manifest.decode()
    before = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    lines = [f"[document.{_make_key(slug)}]"]
    lines += [f"{key} = {_make_value(value)}" for key, value in entry.items()]
    return (text + before + "\n".join(lines) + "\n").encode()


def remove_entry(manifest: bytes, slug: str) -> bytes:
    """The list of documents without an entry. Raises KeyError where there is none of that slug."""
    data = tomlkit.parse(manifest.decode())
    documents = data["document"]
    if not isinstance(documents, MutableMapping):
        raise KeyError(slug)
    del documents[slug]
    return data.as_string().encode()


def set_value(manifest: bytes, slug: str, key: str, value: object) -> bytes:
    """The list of documents with another value of an entry's key. Raises KeyError likewise."""
    data = tomlkit.parse(manifest.decode())
    data["document"][slug][key] = value
    return data.as_string().encode()


def _make_key(slug: str) -> str:
    return slug if re.fullmatch("[A-Za-z0-9_-]+", slug) else _make_value(slug)


def _make_value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_make_value(one)}" for key, one in value.items()) + " }"
    return str(tomlkit.item(value).as_string())

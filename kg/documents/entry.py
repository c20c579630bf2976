"""The source text of a listed document: its file, or the text that a reader made of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from kg.documents.kept import find_kept, parse_places
from kg.documents.manifest import DocumentEntry
from kg.documents.source import SourceText, parse_source, read_bytes
from kg.errors import SourceError, locate

_NEW_NAME = "新しい版は別の名前のファイルにしてください / give a new edition a new file name"
_READ_AGAIN = "原本から読み直してください / read the original again: kg ingest --again"


def read_entry(entry: DocumentEntry) -> SourceText:
    """The text of a listed document.

    Raises SourceError where a file is missing, is no UTF-8, or is not what was recorded.
    """
    data = read_bytes(entry.file)
    digest = hashlib.sha256(data).hexdigest()
    _check(entry.file, digest, entry.sha256, _NEW_NAME)
    if entry.reader is None or entry.text_sha256 is None:
        return parse_source(data, entry.file)
    text, places = find_kept(entry.file)
    source = parse_source(read_bytes(text), text)
    _check(text, source.sha256, entry.text_sha256, _READ_AGAIN)
    return replace(
        source,
        sha256=digest,
        text_sha256=entry.text_sha256,
        reader=entry.reader,
        places=parse_places(read_bytes(places).decode("utf-8", "replace"), places),
    )


def _check(path: Path, found: str, recorded: str, fix: str) -> None:
    if found != recorded:
        raise SourceError(
            "登録された文書と中身が違います / other bytes than those recorded for this slug",
            where=locate(path),
            why=f"sha256 {found} ≠ {recorded}",
            fix=fix,
        )

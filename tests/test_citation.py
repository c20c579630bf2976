"""CITATION.cff says what the project says of itself, as Citation File Format 1.2.0 wants it."""

from __future__ import annotations

import re
import tomllib
from typing import Final

from kg.names import BASE
from kg.questions.catalogue_terms import CREATOR, LICENCE
from kg.questions.catalogue_void import cite
from kg.store.version import DataVersion, read_version
from tests.questions.conftest import REAL
from tests.test_house import ROOT

#: The schema's required keys, and those of its others that are used here.
REQUIRED: Final = {"cff-version", "message", "title", "authors"}
USED: Final = {"type", "abstract", "version", "license", "url", "keywords"}


def read_citation() -> dict[str, str | list[str]]:
    """The file's keys: a scalar, a folded scalar, or a list of scalars or one-key mappings."""
    found: dict[str, str | list[str]] = {}
    key = ""
    for line in (ROOT / "CITATION.cff").read_text(encoding="utf-8").splitlines():
        assert "\t" not in line
        if top := re.fullmatch(r"([a-z-]+):(?: (.+))?", line):
            key, value = top.groups()
            assert key not in found
            found[key] = [] if value is None else "" if value == ">-" else value
        else:
            assert line.startswith("  "), line
            held = found[key]
            if isinstance(held, list):
                assert line.startswith("  - "), line
                held.append(line.removeprefix("  - "))
            else:
                found[key] = f"{held} {line.strip()}".strip()
    return found


def test_the_file_has_the_keys_of_the_format() -> None:
    told = read_citation()
    assert REQUIRED <= told.keys() <= REQUIRED | USED
    assert told["cff-version"] == "1.2.0"
    assert told["type"] == "dataset"
    assert told["authors"] == [f"name: {CREATOR}"]
    assert all(told.values())


def test_version_licence_and_address_are_those_of_the_project() -> None:
    told = read_citation()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert told["version"] == project["version"] == read_version(REAL.ttl).release
    assert told["license"] == "CC-BY-4.0"
    assert "CC BY 4.0" in (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
    assert LICENCE.endswith("/by/4.0/")
    assert told["url"] == BASE
    assert "Seisaku KG" in told["title"]


def test_a_citation_names_version_hash_and_date() -> None:
    text = cite(DataVersion("1.2.3", "0123456789ab", "2026-01-02"))
    assert text == (f"{CREATOR}, Seisaku KG, 1.2.3 (0123456789ab, 2026-01-02), CC BY 4.0. {BASE}")

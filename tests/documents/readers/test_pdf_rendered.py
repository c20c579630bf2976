"""The project's own documents printed with tables in half a page: the same rows, no word lost.

tests/formats prints them in other ways, with tables over both columns, over pages, with heads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kg.documents.kept import KeptText
from kg.documents.manifest import load_manifest
from kg.documents.source import SourceText
from kg.layouts.layout import get_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction
from kg.text.fold import fold_key
from tests.documents.readers.pdf_made import read
from tests.documents.readers.pdf_print import make_html, print_pdf
from tests.test_house import ROOT

SOURCES = ROOT / "data/sources"
#: Names in a table of six columns in half a page break at blanks that the print does not show.
LEAST = 0.96
LEAST_NODES = 0.92


def load_text(slug: str) -> str:
    return (SOURCES / load_manifest(SOURCES).get_document(slug).file).read_text(encoding="utf-8")


def find_slugs() -> list[str]:
    return [entry.slug for entry in load_manifest(SOURCES).documents]


COUNTED: dict[str, Callable[[Extraction], Iterable[object]]] = {
    "rows": lambda found: [fold_key(row.label) for row in found.listings],
    "再掲": lambda found: [fold_key(row.label) for row in found.listings if row.reappearance],
    "bodies": lambda found: [fold_key(b.name) for row in found.listings for b in row.bodies],
    "cells": lambda found: [
        (fold_key(row.label), cell.period, fold_key(cell.value.text) if cell.value else "")
        for row in found.listings
        for cell in row.cells
    ],
    "nodes": lambda found: [(node.level, fold_key(node.label.text)) for node in found.nodes],
}


def measure(slug: str, kept: KeptText) -> dict[str, tuple[float, float]]:
    """Recall and precision of what the printed document gives against what its text gives."""
    layout = get_layout(load_manifest(SOURCES).get_document(slug).layout)
    told = recognise(SourceText(load_text(slug), ""), layout)
    found = recognise(SourceText(kept.text, ""), layout)
    shares: dict[str, tuple[float, float]] = {}
    for name, count in COUNTED.items():
        expected, got = Counter(count(told)), Counter(count(found))
        hits = (expected & got).total()
        if expected:
            shares[name] = hits / expected.total(), hits / max(got.total(), 1)
        print(f"{slug} {name}: {hits}/{expected.total()}, {got.total()} found")
    return shares


@pytest.mark.parametrize("slug", find_slugs())
def test_tables_in_half_a_page_give_the_same_rows_and_no_word_is_lost(
    slug: str, tmp_path: Path
) -> None:
    text = load_text(slug)
    kept = read(print_pdf(make_html(text, columns=2), tmp_path))
    shares = measure(slug, kept)
    assert shares
    for name, (recall, precision) in shares.items():
        least = LEAST_NODES if name == "nodes" else LEAST
        assert recall >= least, name
        assert precision >= least, name
    lost = Counter(fold_key(text.replace("#", ""))) - Counter(fold_key(kept.text))
    # Years of a merged header stand in brackets behind the word above them.
    assert {char: n for char, n in lost.items() if not char.isspace()} == {}

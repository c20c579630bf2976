"""The project's own documents printed to PDF and read back: the same rows, 再掲, bodies, nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.documents.kept import KeptText
from kg.documents.manifest import load_manifest
from kg.documents.source import SourceText
from kg.layouts.layout import get_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction
from kg.text.fold import fold_key
from tests.documents.readers.pdf_made import get_codes, read
from tests.documents.readers.pdf_print import make_html, print_pdf
from tests.test_house import ROOT

SOURCES = ROOT / "data/sources"
HEAD = "みなと市の計画 第２章"


@dataclass(frozen=True)
class Case:
    """How a document is printed, and of what the least must be found again."""

    slug: str
    name: str
    columns: int = 1
    turn: str = "portrait"
    head: str = ""
    least: float = 1.0
    least_nodes: float = 1.0

    def __str__(self) -> str:
        return f"{self.slug}-{self.name}"


def load_text(slug: str) -> str:
    return (SOURCES / load_manifest(SOURCES).get_document(slug).file).read_text(encoding="utf-8")


def find_cases() -> list[Case]:
    """Each document with running heads; one in two columns, those with wide tables turned, too."""
    cases: list[Case] = []
    for entry in load_manifest(SOURCES).documents:
        cases.append(Case(entry.slug, "heads", head=HEAD))
        # Tables of six columns in half a page: names break at blanks that the print does not show.
        cases.append(Case(entry.slug, "columns", 2, least=0.96, least_nodes=0.92))
    wide = max(load_manifest(SOURCES).documents, key=lambda entry: len(load_text(entry.slug)))
    cases.append(Case(wide.slug, "wide", turn="landscape"))
    return cases


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


def measure(case: Case, kept: KeptText) -> dict[str, tuple[float, float]]:
    """Recall and precision of what the printed document gives against what its text gives."""
    entry = load_manifest(SOURCES).get_document(case.slug)
    layout = get_layout(entry.layout)
    told = recognise(SourceText(load_text(entry.slug), ""), layout)
    found = recognise(SourceText(kept.text, ""), layout)
    shares: dict[str, tuple[float, float]] = {}
    for name, count in COUNTED.items():
        expected, got = Counter(count(told)), Counter(count(found))
        hits = (expected & got).total()
        if expected:
            shares[name] = hits / expected.total(), hits / max(got.total(), 1)
        print(f"{case} {name}: {hits}/{expected.total()}, {got.total()} found")
    return shares


@pytest.mark.parametrize("case", find_cases(), ids=str)
def test_a_printed_document_gives_the_same_rows_marks_bodies_and_nodes(
    case: Case, tmp_path: Path
) -> None:
    html = make_html(load_text(case.slug), columns=case.columns, turn=case.turn, head=case.head)
    kept = read(print_pdf(html, tmp_path))
    if case.head and kept.places[-1].page != 1:
        assert HEAD not in kept.text
        assert {"running-head", "page-number"} <= set(get_codes(kept))
    shares = measure(case, kept)
    assert shares
    for name, (recall, precision) in shares.items():
        least = case.least_nodes if name == "nodes" else case.least
        assert recall >= least, name
        assert precision >= least, name


def test_no_word_of_a_printed_document_is_lost(tmp_path: Path) -> None:
    for entry in load_manifest(SOURCES).documents:
        text = load_text(entry.slug)
        folder = tmp_path / entry.slug
        folder.mkdir()
        kept = read(print_pdf(make_html(text), folder))
        lost = Counter(fold_key(text.replace("#", ""))) - Counter(fold_key(kept.text))
        # Years of a merged header stand in brackets behind the word above them.
        assert {char: n for char, n in lost.items() if not char.isspace()} == {}, entry.slug

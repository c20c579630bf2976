"""How a fault is mended by whom it is told to: the graph itself is never edited by hand.

A shape says what the triples should be. Those of a document are made by `kg build`, so the mend is
its layout, a row of its corrections or its entry in the list of documents.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from kg.quality.finding import QualityFinding

#: Where to mend what is told of a thing, by the class that the name of the rule begins with.
_PLACES: Final = {
    "SourceDocument": (
        "documents.toml のこの文書の項目(title、issued、period など)を直し、"
        "kg build をやり直します。",
        "Mend the entry of this document in documents.toml and run kg build again.",
    ),
    "Correction": (
        "data/corrections のこの文書の行を直し、kg build をやり直します。",
        "Mend the row of this document in data/corrections and run kg build again.",
    ),
}
_READING: Final = (
    "この行の読み方を直し、kg build をやり直します: 見出し・列・印の語はレイアウト"
    "(docs/layouts.md)に、印刷の損傷は data/corrections の行に、題・日付・自治体は documents.toml"
    "に書きます。",
    "Mend how this line is read and run kg build again: forms of headings, words of columns and "
    "marks in the layout (docs/layouts.md), damaged print in a row of data/corrections, title, "
    "date and municipality in documents.toml.",
)
_BY_HAND: Final = (
    "data/ttl は作られるものなので、手では直しません。",
    "What lies in data/ttl is generated and never edited by hand.",
)


def find_reading_mend() -> tuple[str, str]:
    """How to mend the reading of a line, in Japanese and in English."""
    return _READING


def address_mends(
    findings: Iterable[QualityFinding], files: Collection[str], edited: Collection[str]
) -> list[QualityFinding]:
    """The findings, those of what a document gave with the place where a person mends it.

    `files` are the documents, `edited` the things that people write by hand into the graph: of
    these the shape's own mend is right.
    """
    return [
        _address(one) if _is_of_document(one, files) and one.thing not in edited else one
        for one in findings
    ]


def _is_of_document(finding: QualityFinding, files: Collection[str]) -> bool:
    file, _, line = finding.where.rpartition(":")
    return finding.where in files or (line.isdecimal() and file in files)


def _address(finding: QualityFinding) -> QualityFinding:
    ja, en = _PLACES.get(finding.code.partition("-")[0], _READING)
    return replace(
        finding,
        fix_ja=f"{ja}{_BY_HAND[0]} あるべき形: {finding.fix_ja}",
        fix_en=f"{en} {_BY_HAND[1]} How it should be: {finding.fix_en}",
    )

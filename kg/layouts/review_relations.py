"""What a sheet says of other projects and of its own past: related ones, former names, mergers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.layouts.ledger import Ledger
from kg.layouts.review_records import FormerName, Relation
from kg.layouts.review_table import Cell
from kg.layouts.review_words import ReviewWords
from kg.records import Span, Value
from kg.text.dates import find_dates
from kg.text.fold import fold_key

_NUMBERS: Final = re.compile(r"[^、,，／]+")
_EDGES: Final = " \u3000／/・"
_QUOTES: Final = (("「", "」"), ("『", "』"))


@dataclass(frozen=True)
class Told:
    """What a text tells of the past: projects that were merged into this one, former names."""

    relations: tuple[Relation, ...] = ()
    former: tuple[FormerName, ...] = ()


class RelationReader:
    """Reads the columns and remarks of one document that relate projects."""

    def __init__(self, words: ReviewWords, ledger: Ledger) -> None:
        self.words, self.ledger = words, ledger

    def split_name(self, cell: Cell) -> tuple[Value, tuple[FormerName, ...]]:
        """The name that a project has now, and the former ones that its cell tells."""
        for pattern in self.words.former_names:
            match = pattern.search(cell.text)
            name = cell.text[: match.start()].rstrip(_EDGES) if match else ""
            if match and name:
                now = Value(name, (Span(cell.span.start, cell.span.start + len(name)),))
                return now, (FormerName(_cut(cell, *match.span("name"))),)
        return cell.value, ()

    def read_numbers(self, cell: Cell) -> tuple[FormerName, ...]:
        """The numbers that a project had in former reviews."""
        found = []
        for match in _NUMBERS.finditer(cell.text):
            if match[0].strip() and not self.words.is_nothing(match[0]):
                found.append(FormerName(_cut(cell, *match.span())))
        return tuple(found)

    def read_remark(self, cell: Cell) -> Told:
        """What a remark tells."""
        since = self.words.merged_since and self.words.merged_since.search(cell.text)
        year = _find_year(since["since"]) if since else None
        merged = [
            Relation(
                "source",
                match["code"].strip(),
                _cut(cell, *match.span("name")),
                (_trim(cell, *match.span()),),
                year,
            )
            for pattern in self.words.merged
            for match in pattern.finditer(cell.text)
        ]
        former = [
            FormerName(_cut(cell, *match.span("name")), _find_year(match.groupdict().get("until")))
            for pattern in self.words.former_remarks
            for match in pattern.finditer(cell.text)
        ]
        return Told(tuple(merged), tuple(former))

    def read(self, code: Cell | None, name: Cell | None, word: Cell | None) -> list[Relation]:
        """The project that a row relates to its own, as a list of one; empty where it has none."""
        cells = [cell for cell in (code, name, word) if cell is not None]
        if not cells:
            return []
        if code is None or name is None:
            self._report(cells[0], "relation-without-code", _NO_CODE)
            return []
        kind = self.words.relations.get(fold_key(word.text)) if word else None
        if kind is None:
            self._report(word or code, "relation-not-understood", _NO_KIND)
        whole = Span(cells[0].span.start, cells[-1].span.end)
        told, _ = self.split_name(name)
        return [Relation(kind or "related", fold_key(code.text), told, (whole,))]

    def _report(self, cell: Cell, code: str, said: tuple[str, str]) -> None:
        self.ledger.report(code, cell.span, *said)


def _trim(cell: Cell, start: int, end: int) -> Span:
    """The stretch of the source that a stretch of a cell is, without signs and quotes around it."""
    text = cell.text[start:end]
    low = start + len(text) - len(text.lstrip(_EDGES))
    high = max(start + len(text.rstrip(_EDGES)), low + 1)
    inner = cell.text[low:high]
    if any(inner[0] == a and inner.find(b) == len(inner) - 1 > 1 for a, b in _QUOTES):
        low, high = low + 1, high - 1
    return Span(cell.span.start + low, cell.span.start + high)


def _cut(cell: Cell, start: int, end: int) -> Value:
    span = _trim(cell, start, end)
    base = cell.span.start
    return Value(cell.text[span.start - base : span.end - base], (span,))


def _find_year(text: str | None) -> int | None:
    dates = [
        one for one in find_dates(text or "") if one.kind == "fiscal-year" and not one.doubtful
    ]
    return dates[0].year if len(dates) == 1 else None


_NO_CODE: Final = (
    "関連する事業の番号か名前がないため、どの事業か分かりません",
    "a related project without a code or a name: nobody knows which one",
)
_NO_KIND: Final = (
    "関連の種類を表す語がレイアウトにありません。関連する事業とだけ書きます",
    "the layout does not know the word for this relation: it is only said to be related",
)

"""The laws that rows name: by their own columns, or in words that list several.

A law is known by its e-Gov id. A row that gives no id means the law that other rows of the
document call so; where none does, the law has no id and a finding says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.layouts.ledger import Ledger
from kg.layouts.review_lawtext import LawList, ListedLaw, read_laws
from kg.layouts.review_places import parse_cells
from kg.layouts.review_records import LawMention, LawPlace
from kg.layouts.review_table import Cell
from kg.layouts.review_words import ReviewWords, find_ending
from kg.records import Span, Value
from kg.text.fold import fold, fold_key
from kg.text.numerals import NUMBER, parse_number

_ID: Final = re.compile(r"[0-9]{3}(?P<type>[A-Z][A-Z0-9])[0-9A-Z]{7}(?P<number>[0-9]{3})")
#: What an id says of the kind of a law: 法律 is AC, all else is made by the government.
_BY_PARLIAMENT: Final = "AC"
#: The kinds that are legislation, which has articles in the graph.
LEGISLATION: Final = ("law", "regulation")
#: Where the name of a law ends and what is said of it begins.
_NAME_END: Final = re.compile(rf"\s*(?:第?{NUMBER}[条章編節]|附則|[(_]|抄\Z)")
_LAW_NUMBER: Final = re.compile(rf"第(?P<number>{NUMBER})号\Z")


@dataclass(frozen=True)
class LawCells:
    """The cells of a row that tell of a law; a cell that says nothing is None."""

    name: Cell
    number: Cell | None
    law_id: Cell | None
    places: tuple[Cell | None, Cell | None, Cell | None]

    @property
    def given(self) -> str | None:
        """The id that the row gives."""
        match = _ID.fullmatch(fold_key(self.law_id.text)) if self.law_id else None
        return match[0] if match else None

    @property
    def span(self) -> Span:
        """From the name to the last cell."""
        cells = [self.name, self.number, self.law_id, *self.places]
        ends = [cell.span.end for cell in cells if cell is not None]
        return Span(self.name.span.start, max(ends))


class LawReader:
    """Reads the laws of one document; `rows` are all its rows that name one."""

    def __init__(self, rows: Iterable[LawCells], words: ReviewWords, ledger: Ledger) -> None:
        self.words, self.ledger = words, ledger
        ids: dict[str, set[str]] = {}
        numbers: dict[str, Counter[str]] = {}
        for row in rows:
            if row.given is None:
                continue
            ids.setdefault(fold_key(self._get_name(row.name.text)), set()).add(row.given)
            if row.number is not None:
                numbers.setdefault(row.given, Counter())[fold_key(row.number.text)] += 1
        #: A name that two laws bear stands for neither of them.
        self._ids = {name: next(iter(laws)) for name, laws in ids.items() if len(laws) == 1}
        self._numbers = {law: _choose(law, counted) for law, counted in numbers.items()}
        self._lists: dict[str, LawList] = {}

    def _get_name(self, text: str) -> str:
        """The name in a cell that gives an id, and perhaps places behind the name."""
        bare = text.strip(" \u3000" + self.words.bullets + "「『」』")
        if find_ending(bare, self.words.instruments) in ("law", "regulation"):
            return bare
        folded = fold(bare)
        match = _NAME_END.search(folded.text, 1)
        return bare[: folded.starts[match.start()]].rstrip() if match else bare

    def read(self, row: LawCells) -> list[LawMention]:
        """The laws of a row; empty where its words name something else.

        What cannot be understood becomes a finding.
        """
        if row.law_id is not None and row.given is None:
            self._report("law-id-not-understood", row.law_id.span, _BAD_ID)
        read = self._read_given(row) if row.given else self.list_laws(row.name.text)
        if not read.laws or not read.whole:
            return []
        if read.left:
            self._report("law-part-not-understood", row.name.span, _say_left(read.left))
        places, left = parse_cells(*(cell.text if cell else "" for cell in row.places))
        if left:
            span = next(cell.span for cell in reversed(row.places) if cell)
            self._report("law-place-not-understood", span, _say_left([left]))
        first, *rest = read.laws
        return [self._make(first, row, places), *(self._make(law, row, []) for law in rest)]

    def _read_given(self, row: LawCells) -> LawList:
        """The law to which a row gives an id, with the places that its name's cell holds too."""
        text = row.name.text
        name = self._get_name(text)
        at = text.index(name)
        read = read_laws(text[at:], self.words, {fold_key(name)})
        if len(read.laws) == 1 and fold_key(read.laws[0].name) == fold_key(name):
            law = read.laws[0]
            moved = ListedLaw(
                name,
                _move(law.span, at),
                law.end + at,
                _move(law.number, at) if law.number else None,
                [(place, _move(span, at)) for place, span in law.places],
            )
            return replace(read, laws=(moved,), whole=True)
        end = at + len(name)
        rest = text[end:].strip()
        law = ListedLaw(name, Span(at, end), end)
        return LawList((law,), (rest,) if rest not in ("", "抄") else (), True)

    def list_laws(self, text: str) -> LawList:
        """The laws that words list."""
        if text not in self._lists:
            self._lists[text] = read_laws(text, self.words, self._ids)
        return self._lists[text]

    def make_listed(self, cell: Cell, read: LawList) -> list[LawMention]:
        """The laws of a list that stands in a column for something else."""
        row = LawCells(cell, None, None, (None, None, None))
        if read.left:
            self._report("law-part-not-understood", cell.span, _say_left(read.left))
        return [self._make(law, row, []) for law in read.laws]

    def _make(self, law: ListedLaw, row: LawCells, places: Sequence[LawPlace]) -> LawMention:
        base = row.name.span.start
        name = _move(law.span, base)
        found: dict[LawPlace, Span] = {}
        for place, span in law.places:
            found.setdefault(place, Span(name.start, base + span.end))
        for place in places:
            found.setdefault(place, row.span)
        given = row.given or self._ids.get(fold_key(law.name))
        if given is None:
            self._report("law-without-id", name, _NO_ID)
        kind = self._find_kind(law, given)
        if found and kind not in LEGISLATION:
            self._report("article-of-no-legislation", name, _NO_ARTICLES)
        number = self._find_number(row, given)
        whole = row.span if number or places else Span(name.start, max(name.end, base + law.end))
        return LawMention(
            Value(law.name, (name,)),
            given,
            kind,
            number,
            tuple(found.items()),
            whole,
        )

    def _find_number(self, row: LawCells, given: str | None) -> Value | None:
        """The number of a law where its row prints one that fits the id."""
        if row.number is None or given is None:
            return None
        if fold_key(row.number.text) != self._numbers.get(given):
            self._report("law-number-differs", row.number.span, _OTHER_NUMBER)
            return None
        return row.number.value

    def _find_kind(self, law: ListedLaw, given: str | None) -> str:
        match = _ID.fullmatch(given or "")
        if match:
            return "law" if match["type"] == _BY_PARLIAMENT else "regulation"
        return self.words.find_kind(re.sub(r"第[^第]*号\Z", "", fold_key(law.name)))

    def _report(self, code: str, span: Span, said: tuple[str, str]) -> None:
        self.ledger.report(code, span, *said)


def _move(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _choose(law: str, counted: Counter[str]) -> str:
    """Of the numbers that rows print for a law, the one that its id has, else the commonest."""
    match = _ID.fullmatch(law)
    own = [printed for printed in counted if match and _get_number(printed) == int(match["number"])]
    return max(own or counted, key=lambda printed: (counted[printed], printed))


def _get_number(printed: str) -> int | None:
    match = _LAW_NUMBER.search(printed)
    return parse_number(match["number"]) if match else None


_NO_ARTICLES: Final = (
    "法律や政省令でない規範の条です。条約などの条は条としては書かず、規範だけを結びます",
    "an article of a treaty or the like, which is no legislation: only the whole is linked",
)
_BAD_ID: Final = (
    "法令IDの形をしていません。ほかの行の同じ名前の法令で補います",
    "no id of a law: other rows of that name are asked instead",
)
_NO_ID: Final = (
    "法令IDがなく、ほかの行にも同じ名前の法令のIDがありません。名前だけの法令として書きます",
    "no id is given for this law, here or in another row: it is known by its name alone",
)
_OTHER_NUMBER: Final = (
    "法令番号が、法令IDやほかの行と合いません。この行の番号は使いません",
    "the law's number fits neither its id nor the other rows: it is not used",
)


def _say_left(left: Sequence[str]) -> tuple[str, str]:
    told = "、".join(left)
    return (
        f"根拠法令のうち「{told}」は、条・項・号や法令名として読み取れません",
        f"of the legal ground, 「{told}」 is understood neither as a place nor as a law",
    )

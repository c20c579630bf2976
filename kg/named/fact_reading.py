"""A statement read for facts: its names and dates as single signs, its sentences and clauses.

A name or a date becomes one character of a private use area, the quotation marks right around it
included. So the words of a name are never taken for words about it, and patterns stay short.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from kg.named.fact_words import either, get_words
from kg.named.name import Name
from kg.named.statements import Statement
from kg.records import Span, Thing
from kg.text.brackets import find_depths
from kg.text.dates import DateMention, find_dates
from kg.text.fold import Folded
from kg.text.numerals import fold_running

#: The sign of each kind of thing, and of dates.
SIGNS: Final = {
    "body": "\ue000",
    "instrument": "\ue001",
    "project": "\ue002",
    "service": "\ue003",
    "publication": "\ue004",
    "facility": "\ue005",
    "event": "\ue006",
    "ward": "\ue007",
    "municipality": "\ue008",
}
BODY, INSTRUMENT, EVENT, TOWN = (
    SIGNS[kind] for kind in ("body", "instrument", "event", "municipality")
)
DATE: Final = "\ue009"
#: Any name, as a class.
NAMES: Final = "".join(SIGNS.values())
ANY: Final = f"[{NAMES}]"
#: A bracket that may stand behind a name: （以下「X」という。）.
ASIDE: Final = r"(?:\([^()]{0,150}\))?"
#: What joins names to a list.
AND: Final = (
    r"(?:[、,・/と ]{1,2}|や|[、,]? ?(?:及び|および|並びに|ならびに|又は|または)"
    r"|等(?:と|や|、|及び))"
)

_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
_QUOTES: Final = {"「": "」", "『": "』", '"': '"', "“": "”"}
_CUT: Final = re.compile(r"。|[※○●■◆]")
_CLAUSE: Final = re.compile(
    r"(?:[いきぎしじちびみりえけげせてれべめっ]|[たるすだ]が|ものの|ところ|ので|ことから|一方で?)[、,]"
)
_RUNNING: Final = re.compile(f"{either(get_words('clause', 'running'))}[、,]\\Z")
_TOWNS: Final = "市町村区県府都道"


@dataclass(frozen=True)
class Token:
    """What a sign stands for: names that share a stretch, the longest first, or a date."""

    names: tuple[Name, ...]
    date: DateMention | None = None

    @property
    def things(self) -> tuple[Thing, ...]:
        """The things that the sign names."""
        return tuple(name.thing for name in self.names)


class Reading:
    """A statement with its signs. `text` is folded; positions below are positions in it."""

    def __init__(
        self,
        index: int,
        statement: Statement,
        names: Sequence[Name],
        municipality: Thing | None,
        era_context: str | None,
    ) -> None:
        self.index, self.statement, self.names = index, statement, names
        folded = fold_running(_PRIVATE.sub("\ufffc", statement.text))
        self.tokens: dict[int, Token] = {}
        self._positions: dict[str, list[int]] = {}
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.text = self._sign(folded, _find_stretches(folded, names, municipality, era_context))

    def _sign(self, folded: Folded, stretches: list[tuple[int, int, str, Token]]) -> str:
        chars: list[str] = []
        at = 0
        for start, end, sign, token in [*stretches, (len(folded.text), 0, "", Token(()))]:
            chars.extend(folded.text[at:start])
            self._starts.extend(folded.starts[at:start])
            self._ends.extend(folded.ends[at:start])
            if sign:
                self.tokens[len(chars)] = token
                chars.append(sign)
                first, last = folded.origin(start, end)
                self._starts.append(first)
                self._ends.append(last)
                at = end
        return "".join(chars)

    @cached_property
    def depths(self) -> list[int]:
        """The bracket depth at every position."""
        return find_depths(self.text)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        starts = {0}
        for match in _CUT.finditer(self.text):
            if self.depths[match.start()] == 0:
                starts.add(match.end() if match.group() == "。" else match.start())
        return sorted(starts - {len(self.text)}) or [0]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [
            match.end()
            for match in _CLAUSE.finditer(self.text)
            if self.depths[match.start()] == 0
            and not _RUNNING.search(self.text, max(0, match.end() - 10), match.end())
        ]

    def find_positions(self, kind: str) -> list[int]:
        """Where signs stand that name a thing of a kind, in order."""
        if kind not in self._positions:
            self._positions[kind] = [at for at in sorted(self.tokens) if self.get_things(at, kind)]
        return self._positions[kind]

    @property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences, each with its full stop."""
        return list(pairwise([*self._sentence_starts, len(self.text)]))

    def get_sentence(self, at: int) -> tuple[int, int]:
        """The sentence that holds a position."""
        index = bisect_right(self._sentence_starts, at)
        later = self._sentence_starts[index : index + 1]
        return self._sentence_starts[index - 1], later[0] if later else len(self.text)

    def get_clause(self, at: int) -> tuple[int, int]:
        """The clause that holds a position: the stretch of its sentence between two predicates."""
        start, end = self.get_sentence(at)
        index = bisect_right(self._clause_starts, at)
        if index:
            start = max(start, self._clause_starts[index - 1])
        later = self._clause_starts[index : index + 1]
        return start, min([end, *later])

    def get_words(self, start: int, end: int) -> str:
        """The stretch of the statement under a stretch of the text, as it is printed."""
        return self.statement.text[self._starts[start] : self._ends[end - 1]]

    def find_spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The stretches of the source under a stretch of the text."""
        return self.statement.find_spans(self._starts[start], self._ends[end - 1])

    def get_offset(self, at: int) -> int:
        """Where in the source a position stands."""
        return self.statement.offsets[self._starts[at]]

    def get_date(self, at: int) -> DateMention | None:
        """The date at a position."""
        token = self.tokens.get(at)
        return token.date if token else None

    def get_things(self, at: int, *kinds: str) -> list[Thing]:
        """The things of these kinds, or of any kind, that the sign at a position names."""
        token = self.tokens.get(at)
        things = token.things if token else ()
        return [thing for thing in things if not kinds or thing.kind in kinds]


def read_statements(
    statements: Sequence[Statement],
    names: Sequence[Sequence[Name]],
    municipality: Thing | None = None,
    era_context: str | None = None,
) -> list[Reading]:
    """The statements read, each with the names that stand in it."""
    return [
        Reading(index, statement, found, municipality, era_context)
        for index, (statement, found) in enumerate(zip(statements, names, strict=True))
    ]


def _find_stretches(
    folded: Folded,
    names: Sequence[Name],
    municipality: Thing | None,
    era_context: str | None,
) -> list[tuple[int, int, str, Token]]:
    """The stretches that become signs, in order: names, the municipality, dates."""
    found: list[tuple[int, int, str, Token]] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        start, end = folded.position(name.start), folded.position(name.end)
        if found and start < found[-1][1]:
            first, last, sign, token = found[-1]
            found[-1] = (first, max(last, end), sign, Token((*token.names, name)))
        else:
            sign = SIGNS.get(name.thing.kind, SIGNS["project"])
            if municipality and (name.thing.kind, name.thing.name) == ("body", municipality.name):
                sign = TOWN
            found.append((start, end, sign, Token((name,))))
    found = [(*_widen(folded.text, start, end), sign, token) for start, end, sign, token in found]
    if municipality:
        found = _add(found, _find_town(folded, municipality))
    dates = []
    for date in find_dates(folded.text, era_context):
        dates.append((date.span.start, date.span.end, DATE, Token((), date)))
    return _add(found, dates)


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the quotation marks that stand right around it."""
    if start > 0 and end < len(text) and _QUOTES.get(text[start - 1]) == text[end]:
        return start - 1, end + 1
    return start, end


def _find_town(folded: Folded, municipality: Thing) -> list[tuple[int, int, str, Token]]:
    """Where the municipality acts under its name or as 市, 本市."""
    last = municipality.name[-1:]
    words = [re.escape(municipality.name)]
    if last in _TOWNS:
        words += [f"{either(get_words('town', 'before'))}{last}(?:全体)?"]
        # 道が and 都が are a road and more, so the bare word stands for these alone.
        words += [last] if last in "市町村区県府" else []
    pattern = re.compile(
        rf"(?<![一-龠々ァ-ヶー])(?:{'|'.join(words)})"
        r"(?=と?は|が|で|と|の|、|,|及び|および|並びに|に|も|へ|を|\(|による|$)"
    )
    found = []
    for match in pattern.finditer(folded.text):
        start, end = folded.origin(*match.span())
        found.append((*match.span(), TOWN, Token((Name(municipality, start, end),))))
    return found


def _add(
    found: list[tuple[int, int, str, Token]], more: list[tuple[int, int, str, Token]]
) -> list[tuple[int, int, str, Token]]:
    """Both lists in order, without those of the second that touch one of the first."""
    starts = [one[0] for one in found]
    kept = list(found)
    for one in more:
        index = bisect_right(starts, one[0])
        before, after = found[index - 1 : index] if index else [], found[index : index + 1]
        if not (before and one[0] < before[0][1]) and not (after and after[0][0] < one[1]):
            kept.append(one)
    return sorted(kept, key=lambda one: one[0])

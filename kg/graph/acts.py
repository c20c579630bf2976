"""The ordinances and rules of a municipality whose number its documents tell, by their names.

A document that is such an act tells its number in its head; another prints it behind the name:
まちづくり基本条例（平成12年条例第45号）. Whatever document then names the act means this one, whose
IRI is made of the number (graph contract, Names); without a number it is made of the name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg import names
from kg.documents.manifest import DocumentEntry
from kg.documents.source import SourceText
from kg.graph.curated import Curated
from kg.graph.legislation_names import ActNames
from kg.graph.ntriples import Term, iri
from kg.legislation_records import ActNumber, LegislationExtraction, LegislationRecord
from kg.records import Extraction, Named, Span
from kg.text.fold import fold_key
from kg.text.law_numbers import ACT_NUMBER, make_act_number

#: The kind in a number -> the segment of the IRI.
_SEGMENTS: Final = {"条例": "jorei", "規則": "kisoku"}
_OWN: Final = frozenset({"ordinance", "regulation"})
_TOWN: Final = re.compile(
    r"[々ヶケ\u3040-\u30ff\u3400-\u9fff]{1,6}?[都道府県市区町村](?=.{2,}(?:条例|規則))"
)
_OPEN: Final = re.compile(r"[」』]?[（(]")
_BLANK: Final = re.compile(r"\s+")
#: Letters of the longest number with its day.
_LONGEST: Final = 48


@dataclass(frozen=True)
class PrintedNumber:
    """The number of an act behind one of its names; `thing` is the fullest, `span` holds both."""

    thing: str
    name: str
    number: ActNumber
    span: Span


@dataclass(frozen=True)
class Told:
    """A document as far as it can tell numbers of acts."""

    entry: DocumentEntry
    source: SourceText
    extraction: Extraction
    named: Named


class Acts:
    """The acts whose number is told, by every name that only one of them bears."""

    def __init__(self, town: str | None = None) -> None:
        self._town = town
        self._found: dict[str, set[Term]] = defaultdict(set)
        #: The name of each: its title, else the longest that was printed with its number.
        self.labels: dict[Term, str] = {}
        #: The numbers that each document prints, by its slug.
        self.printed: dict[str, list[PrintedNumber]] = {}

    def add(self, term: Term, name: str) -> None:
        """Take in an act by a name; the first is how it is called."""
        self.labels.setdefault(term, name)
        key = fold_key(name)
        self._found[key].add(term)
        if self._town is not None:
            town = fold_key(self._town)
            short = key.removeprefix(town)
            self._found[short].add(term)
            self._found[town + short].add(term)

    def find(self, name: str) -> Term | None:
        """The act of a name, with or without the town before it; None for a name of none or two."""
        found = self._found.get(fold_key(name), set())
        return next(iter(found)) if len(found) == 1 else None


def find_acts(code: str, documents: Sequence[Told], curated: Curated) -> Acts:
    """The acts whose numbers the documents of a municipality tell, those that are acts first."""
    town = curated.get_name(code)
    acts = Acts(town)
    for one in documents:
        record = get_legislation(one.extraction)
        if record is not None:
            acts.add(ActNames(one.entry, record, curated).name_own(), record.title.text)
    for one in documents:
        acts.printed[one.entry.slug] = find_printed_numbers(one.source, one.named, town)
        for printed in acts.printed[one.entry.slug]:
            for name in (printed.thing, printed.name):
                acts.add(name_printed(code, printed.number), name)
    return acts


def get_legislation(extraction: Extraction) -> LegislationRecord | None:
    """The act that a document is, None for a document that is none."""
    return extraction.legislation if isinstance(extraction, LegislationExtraction) else None


def name_printed(code: str, number: ActNumber) -> Term:
    """The IRI of a municipality's act by its number."""
    segment = _SEGMENTS[number.kind]
    return iri(names.make_legislation(code, segment, number.year, number.number))


def find_printed_numbers(source: SourceText, named: Named, town: str | None) -> list[PrintedNumber]:
    """The numbers behind names of the municipality's own acts, each name and number once."""
    known = {
        fold_key(value.text): (record.thing.name, value.text)
        for record in named.things
        if record.thing.kind == "instrument" and record.code in _OWN
        for value in record.names
    }
    if not known or "号" not in source.text:
        return []
    longest = max(map(len, known))
    text, offsets = _squeeze(source.text)
    found: dict[tuple[str, ActNumber], PrintedNumber] = {}
    for bracket in _OPEN.finditer(text):
        match = ACT_NUMBER.match(text, bracket.end(), bracket.end() + _LONGEST)
        number = make_act_number(match, match) if match else None
        if match is None or number is None or number.kind not in _SEGMENTS:
            continue
        before = range(max(0, bracket.start() - 2 * longest), bracket.start())
        start = next((at for at in before if fold_key(text[at : bracket.start()]) in known), None)
        if start is None:
            continue
        thing, name = known[fold_key(text[start : bracket.start()])]
        if name.endswith(number.kind) and _is_own(name, number.place, town):
            span = Span(offsets[start], offsets[match.end() - 1] + 1)
            found.setdefault((name, number), PrintedNumber(thing, name, number, span))
    return list(found.values())


def _is_own(name: str, place: str, town: str | None) -> bool:
    """Whether an act is the municipality's by who is printed to have made it, else by its name."""
    if place:
        return town is not None and (place.endswith(town) or town.endswith(place))
    other = _TOWN.match(name)
    return other is None or town is None or name.startswith(town)


def _squeeze(text: str) -> tuple[str, list[int]]:
    """A text without blanks and line breaks, and where each of its letters stands in it."""
    kept = [at for at, letter in enumerate(text) if not _BLANK.match(letter)]
    return "".join(text[at] for at in kept), kept

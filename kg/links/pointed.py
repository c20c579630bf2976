"""The rows to which the pointers of 再掲 rows lead: （前出 （２）①：P.59）, 再掲 花の日."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.graph.ntriples import DCT, MPO, SKOS, Term, Triples, get_text
from kg.layouts.again import parse_named_pointer
from kg.layouts.layout_words import load_vocabulary
from kg.links.rows import Row
from kg.text.fold import fold_key
from kg.text.pointers import Landing, Step, find_landing, make_chain, parse_target

_READ: Final = frozenset(
    (MPO.pointer, MPO.under, MPO.level, MPO.note, SKOS.broader, SKOS.notation, DCT.isPartOf)
)
_NUMBER: Final = re.compile(r"(?:番号|コード|no\.?)\Z", re.IGNORECASE)
_BY_NAME: Final = Landing(exact=True, agreement=0, common=0)
#: How many levels a hierarchy may have.
_DEEPEST: Final = 20


@dataclass(frozen=True)
class Led:
    """A row to which a pointer leads, and how well; `named` where it tells the row's very name."""

    row: Row
    landing: Landing
    named: bool = False


def find_led(graphs: Iterable[Triples], rows: Sequence[Row]) -> Mapping[Term, list[Led]]:
    """For each 再掲 row with a pointer, the unmarked rows of its document to which it leads.

    [] where it says a number that leads to none; a name may be that of a section, and is left out.
    """
    facts: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for graph in graphs:
        for subject, predicate, object_ in graph:
            if predicate in _READ:
                facts[subject][predicate].append(object_)
    pointing = [row for row in rows if row.reappearance and facts[row.listing][MPO.pointer]]
    places = {row.document for row in pointing}
    chains = {
        row.listing: _make_chain(row.listing, facts) for row in rows if row.document in places
    }
    unmarked: dict[Term, list[Row]] = defaultdict(list)
    for row in rows:
        if row.document in places and not row.reappearance:
            unmarked[row.document].append(row)
    found: dict[Term, list[Led]] = {}
    for row in pointing:
        printed = get_text(min(facts[row.listing][MPO.pointer]))
        target = parse_target(printed, _load_marks())
        if not target:
            name = fold_key(parse_named_pointer(printed, _load_marks()) or "")
            called = [other for other in unmarked[row.document] if other.key == name]
            if called:
                found[row.listing] = [Led(other, _BY_NAME, True) for other in called]
            continue
        led = [
            (other, find_landing(target, chains[other.listing], chains[row.listing]))
            for other in unmarked[row.document]
        ]
        found[row.listing] = [Led(other, landing) for other, landing in led if landing is not None]
    return found


@cache
def _load_marks() -> tuple[str, ...]:
    return tuple(fold_key(mark) for mark in load_vocabulary()["marks"]["reappearance"])


def _make_chain(
    listing: Term, facts: Mapping[Term, Mapping[Term, Sequence[Term]]]
) -> tuple[Step, ...]:
    """The numbers from the top of the document down to a row, its own number the last."""
    own: list[tuple[str, str]] = []
    for note in sorted(facts[listing][MPO.note]):
        header, _, value = get_text(note).partition("：")
        if _is_number(header):
            own = [(header, value)]
            break
    above: list[tuple[str, str]] = []
    node = next(iter(sorted(facts[listing][MPO.under])), None)
    while node is not None and len(above) < _DEEPEST:
        level = next(map(get_text, sorted(facts[node][MPO.level])), "")
        number = next(map(get_text, sorted(facts[node][SKOS.notation])), "")
        above.append((level, number))
        node = next(iter(sorted(facts[node][SKOS.broader])), None)
    return make_chain([*reversed(above), *own])


def _is_number(header: str) -> bool:
    key = fold_key(header)
    words = load_vocabulary()["columns"]["number"]
    return bool(_NUMBER.search(key)) or key in map(fold_key, words)

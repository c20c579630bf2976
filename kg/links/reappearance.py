"""再掲 to original: the row that a reappearing one points at, else that of its name or its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from kg.graph.claims import Reason, add_link
from kg.graph.ntriples import MPO, RULE, SEMAPV, Term, Triples, truth
from kg.graph.ontology import get_confidence
from kg.links.likeness import Alike, Entry, find_alike
from kg.links.pointed import Led, find_led
from kg.links.rows import Row, find_rows, tell_apart
from kg.text.fold import fold_key

#: The rules by which a row of another name is an original, the surest first, by the rule of
#: likeness each rests on. What differs by (各区) alone is no original.
_DRIFTED: Final = {
    "same-name-in-variants": "original-in-variants",
    "same-text": "original-of-the-same-text",
    "alike-name-and-text": "original-of-alike-name-and-text",
    "alike-name": "original-of-alike-name",
}
#: The rule by which the row that a pointer leads to is an original.
_POINTED: Final = "original-pointed-at"
#: By so much must the likest of several rows be more alike than the next to be the original.
_AHEAD: Final = 0.1
#: Candidates stay below one half, however many there are.
_MOST: Final = 0.49


#: Why the one that is left waits for a person all the same.
_LEFT: Final = ("もう一方は退けられた", "the other was rejected")
#: Why a row waits for a person whose name and number do not agree.
_ELSEWHERE: Final = (
    "再掲の番号はこの行を指さない",
    "the number behind the mark does not lead here",
)
_OTHER_NAME: Final = ("番号の指す行だが、名前が違う", "the row of that number, of another name")


@dataclass(frozen=True)
class _Choice:
    """A possible original, and why; `is_left` where it alone remains since others were rejected,
    `doubtful` where it waits for a person though it is the only one; `beside` are further rules
    that come to it."""

    row: Row
    rule: str
    reason: Reason | None = None
    is_left: bool = False
    doubtful: bool = False
    beside: tuple[str, ...] = ()


def find_originals(
    graphs: Sequence[Triples],
    is_rejected: Callable[[Term, Term, Term], bool] = lambda *_: False,
) -> Triples:
    """Links from each 再掲 row to its original row, or `mpo:originalUnknown`.

    The original is the row that the pointer behind its mark leads to (kg/links/pointed.py), where
    that has its name or one much alike. Else it is the one unmarked row of the same folded name in
    the same document, else in the municipality; of several the one that is described alike. Where
    no row has the name, it is the one whose name is a variant of it or whose text tells. Where
    that leaves two, none is chosen: both become candidates. What people have rejected is not
    looked at; what comes in its place nobody has judged, so it stays a candidate.
    """
    rows = find_rows(graphs)
    named: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if not row.reappearance:
            named[row.municipality, row.key].append(row)
    inferred = Triples()
    waiting: list[Row] = []
    rejected: set[Term] = set()
    pointed, astray = _find_pointed(graphs, rows, named, is_rejected)
    for row in rows:
        if row.listing in pointed:
            _add(inferred, row, pointed[row.listing])
        elif row.reappearance:
            same = named[row.municipality, row.key]
            found = [
                other
                for other in same
                if not is_rejected(row.listing, MPO.reappearanceOf, other.listing)
            ]
            if found:
                choices = _choose(row, found)
                before = choices if len(found) == len(same) else _choose(row, same)
                choices = _mark_left(choices, before)
                _add(inferred, row, _doubt(choices) if row.listing in astray else choices)
            else:
                waiting.append(row)
                if same:
                    rejected.add(row.listing)
    drifted = _find_drifted(waiting, rows, is_rejected)
    for row in waiting:
        choices = drifted.get(row.listing, [])
        choices = _doubt(choices) if row.listing in astray else choices
        _add(inferred, row, _mark_left(choices) if row.listing in rejected else choices)
    return inferred


def _doubt(choices: Sequence[_Choice]) -> list[_Choice]:
    """The choices by name or text of a row whose pointer leads to none of them."""
    return [
        replace(
            one,
            doubtful=True,
            reason=replace(
                one.reason,
                ja=f"{one.reason.ja}、{_ELSEWHERE[0]}",
                en=f"{one.reason.en}; {_ELSEWHERE[1]}",
            )
            if one.reason
            else Reason(1.0, *_ELSEWHERE),
        )
        for one in choices
    ]


def _find_pointed(
    graphs: Sequence[Triples],
    rows: Sequence[Row],
    named: Mapping[tuple[str, str], Sequence[Row]],
    is_rejected: Callable[[Term, Term, Term], bool],
) -> tuple[Mapping[Term, list[_Choice]], set[Term]]:
    """The originals of the rows whose pointers lead to one, by name, likeness or number alone; the
    rows whose pointers lead to none of their name."""
    by_listing = {row.listing: row for row in rows}
    chosen: dict[Term, list[_Choice]] = {}
    astray: set[Term] = set()
    for listing, all_ in find_led(graphs, rows).items():
        row = by_listing[listing]
        led = [one for one in all_ if not is_rejected(listing, MPO.reappearanceOf, one.row.listing)]
        same = named.get((row.municipality, row.key), [])
        choices = _choose_pointed(row, led, same)
        if choices and len(led) < len(all_):
            choices = _mark_left(choices, _choose_pointed(row, all_, same))
        if choices:
            chosen[listing] = choices
        elif len(led) == len(all_):
            astray.add(listing)
    return chosen, astray


def _choose_pointed(row: Row, led: Sequence[Led], same: Sequence[Row]) -> list[_Choice]:
    """The row that a pointer leads to, [] where names tell more.

    It has the name of the pointing row, or one much alike, or the name that the pointer tells. A
    row of another name is a candidate, and only where no row has the name: the pointer may be
    misprinted.
    """
    called = [one for one in led if one.row.key == row.key]
    if called:
        best = max(one.landing for one in called)
        chosen = [one.row for one in called if one.landing == best]
        alone = ("same-folded-name",) if len(same) == 1 == len(chosen) else ()
        return [_Choice(other, _POINTED, beside=alone) for other in chosen]
    if named := [one.row for one in led if one.named]:
        return [_Choice(other, _POINTED) for other in named]
    if same or not led:
        return []
    near = {one.row.listing: one.row for one in led}
    pairs = [
        (alike.rule, near[other], alike)
        for alike in find_alike([make_entry(row), *map(make_entry, near.values())])
        for one, other in ((alike.left, alike.right), (alike.right, alike.left))
        if one == row.listing and other in near and alike.rule in _DRIFTED
    ]
    if pairs:
        return [replace(one, rule=_POINTED) for one in _choose_drifted(pairs)]
    best = max(one.landing for one in led)
    exact = [one.row for one in led if one.landing == best]
    if len(exact) != 1 or not best.exact:
        return []
    return [_Choice(exact[0], _POINTED, Reason(0.0, *_OTHER_NAME), doubtful=True)]


def _mark_left(choices: list[_Choice], before: Sequence[_Choice] = ()) -> list[_Choice]:
    """The choices; where they were others before anything was rejected, they are what is left."""
    if [choice.row for choice in choices] == [choice.row for choice in before]:
        return choices
    return [replace(choice, is_left=True) for choice in choices]


def _choose(row: Row, candidates: list[Row]) -> list[_Choice]:
    """The row's possible originals among those of its name, one where it is told.

    Of several the one that is described alike, in whatever document; else the one of the row's own
    document, unless it is quite another text.
    """
    pool = candidates
    if len(pool) > 1:
        alike = [other for other in pool if row.told and _fold(other.told) == _fold(row.told)]
        if len(alike) == 1:
            return [_Choice(alike[0], "same-folded-name-and-text")]
        pool = alike or pool
        near = [other for other in pool if other.document == row.document]
        if len(near) == 1 and not tell_apart(row, near[0]):
            pool = near
    return [_Choice(other, "same-folded-name") for other in pool]


def _fold(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold_key, texts))


def _find_drifted(
    waiting: Sequence[Row],
    rows: Sequence[Row],
    is_rejected: Callable[[Term, Term, Term], bool],
) -> Mapping[Term, list[_Choice]]:
    """The possible originals of rows whose name no unmarked row has.

    The surest rule that finds any counts. Of several that are only alike, one that is much liker
    than the rest is taken; otherwise not even a row of the same document goes before others.
    """
    lost = {row.listing for row in waiting}
    by_key = {row.listing: row for row in rows if row.listing in lost or not row.reappearance}
    towns: dict[str, list[Entry]] = {row.municipality: [] for row in waiting}
    for row in by_key.values():
        if row.municipality in towns:
            towns[row.municipality].append(make_entry(row))
    found: dict[Term, list[tuple[str, Row, Alike]]] = defaultdict(list)
    for alike in chain.from_iterable(map(find_alike, towns.values())):
        for one, other in ((alike.left, alike.right), (alike.right, alike.left)):
            if (
                one in lost
                and other not in lost
                and alike.rule in _DRIFTED
                and not (alike.rule == "alike-name" and tell_apart(by_key[one], by_key[other]))
            ):
                found[one].append((alike.rule, by_key[other], alike))
    chosen: dict[Term, list[_Choice]] = {}
    for listing, pairs in found.items():
        left = [
            pair for pair in pairs if not is_rejected(listing, MPO.reappearanceOf, pair[1].listing)
        ]
        if left:
            choices = _choose_drifted(left)
            before = choices if len(left) == len(pairs) else _choose_drifted(pairs)
            chosen[listing] = _mark_left(choices, before)
    return chosen


def _choose_drifted(pairs: Sequence[tuple[str, Row, Alike]]) -> list[_Choice]:
    """The rows that the surest rule finds, one where it is much liker than the rest."""
    surest = next(rule for rule in _DRIFTED if any(rule == pair[0] for pair in pairs))
    best = [(row, alike) for rule, row, alike in pairs if rule == surest]
    best.sort(key=lambda pair: (-pair[1].score, pair[0].listing))
    if (
        surest.startswith("alike")
        and len(best) > 1
        and best[0][1].score >= best[1][1].score + _AHEAD
    ):
        best = best[:1]
    return [
        _Choice(row, _DRIFTED[surest], Reason(alike.score, alike.ja, alike.en))
        for row, alike in best
    ]


def make_entry(row: Row) -> Entry:
    """A row as it is compared with others."""
    return Entry(row.listing, row.municipality, row.name, row.text, row.bodies, row.wards)


def _add(inferred: Triples, row: Row, choices: Sequence[_Choice]) -> None:
    """The links to the possible originals; a single one holds."""
    if len(choices) != 1:
        inferred.add(row.listing, MPO.originalUnknown, truth(True))
    for choice in choices:
        rules = (choice.rule, *choice.beside)
        confidence = max(map(get_confidence, rules))
        settled = not choice.is_left and not choice.doubtful
        certain = len(choices) == 1 and confidence > 0.5 and settled
        if len(choices) == 1 and not certain:
            inferred.add(row.listing, MPO.originalUnknown, truth(True))
        add_link(
            inferred,
            row.listing,
            MPO.reappearanceOf,
            choice.row.listing,
            status=MPO.Inferred if certain else MPO.Candidate,
            confidence=confidence if certain else min(_MOST, confidence / len(choices)),
            justification=SEMAPV.LexicalMatching,
            rules=[RULE[rule] for rule in rules],
            proofs=[*row.proofs, *choice.row.proofs],
            reason=_say_left(choice.reason) if choice.is_left else choice.reason,
        )


def _say_left(reason: Reason | None) -> Reason:
    """The reason of what is left: what its rule says, and that the other was rejected."""
    if reason is None:
        return Reason(1.0, *_LEFT)
    return replace(reason, ja=f"{reason.ja}、{_LEFT[0]}", en=f"{reason.en}; {_LEFT[1]}")

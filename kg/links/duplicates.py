"""Repeats that nobody marked: projects of a municipality that look like one, and like projects
of other municipalities (rules over names and texts)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from kg.graph.claims import Reason, add_link
from kg.graph.ntriples import DCT, MPO, RDF, RULE, SEMAPV, Term, Triples
from kg.graph.ontology import get_confidence
from kg.links.likeness import Alike, Entry, find_alike
from kg.links.rows import Row, find_rows, tell_apart

#: The rules across municipalities, by the rule of likeness that each rests on.
_ACROSS: Final = {
    "same-name": "similar-by-name",
    "same-name-in-variants": "similar-by-name",
    "same-name-but-qualifier": "similar-by-name",
    "same-text": "similar-by-text",
    "alike-name-and-text": "similar-by-name-and-text",
    "alike-name": "similar-by-alike-name",
    "merged-or-split-name": "similar-by-part-of-name",
}
#: What already says that two projects are one: a repeat of theirs needs no suspicion.
_KNOWN: Final = frozenset((MPO.reappearanceOf, MPO.sameThingAs, DCT.isReplacedBy, DCT.replaces))


@dataclass(frozen=True)
class Compared:
    """The projects of municipalities as they are compared, each with its row, and the pairs, in
    both orders, of which it is said already how they are one."""

    main: Mapping[Term, Row]
    known: frozenset[tuple[Term, Term]]


def find_duplicates(graphs: Sequence[Triples], inferred: Triples) -> Triples:
    """Links between projects that look alike, `mpo:possibleDuplicateOf` within a municipality and
    `mpo:similarTo` across, each with its reason in words.

    `inferred` holds the originals that are known: what a 再掲 mark says is no suspicion.
    """
    within, _ = find_repeats([find_compared(graphs, inferred)])
    return within[0]


def find_compared(graphs: Sequence[Triples], inferred: Triples) -> Compared:
    """What has to be compared of some municipalities."""
    rows = find_rows(graphs)
    repeated = set(_find_repeated(rows, inferred))
    main = {
        project: _choose_main(own)
        for project, own in _group(rows).items()
        if project not in repeated
    }
    return Compared(main, frozenset(_find_known([*graphs, inferred], main)))


def find_repeats(parts: Sequence[Compared]) -> tuple[list[Triples], Triples]:
    """The links within each part, and those between projects of two of them.

    All projects are compared with all: what is rare among them decides which pairs are looked at.
    """
    main = {project: row for part in parts for project, row in part.main.items()}
    places = {project: number for number, part in enumerate(parts) for project in part.main}
    within, across = [Triples() for _ in parts], Triples()
    for alike in find_alike([_make_entry(project, row) for project, row in main.items()]):
        left, right = main[alike.left], main[alike.right]
        number = places[alike.left]
        found = within[number] if number == places[alike.right] else across
        if left.municipality != right.municipality:
            if alike.rule in _ACROSS:
                _add(found, MPO.similarTo, _ACROSS[alike.rule], alike, left, right)
        elif (alike.left, alike.right) not in parts[number].known:
            rule = _name_rule(alike.rule, left, right)
            _add(found, MPO.possibleDuplicateOf, rule, alike, left, right)
    return within, across


def _name_rule(rule: str, left: Row, right: Row) -> str:
    """The rule of a pair; one generic name over two quite different texts has its own."""
    other = rule == "same-name" and tell_apart(left, right)
    return "repeat-of-same-name-other-text" if other else f"repeat-of-{rule}"


def _find_repeated(rows: Sequence[Row], inferred: Triples) -> Iterable[Term]:
    """The projects that only 再掲 rows list, with an original of another project: that project
    stands for them."""
    project = {row.listing: row.project for row in rows}
    unmarked = {row.project for row in rows if not row.reappearance}
    for subject, predicate, object_ in inferred:
        if predicate == MPO.reappearanceOf:
            own, other = project[subject], project[object_]
            if own != other and own not in unmarked:
                yield own


def _group(rows: Iterable[Row]) -> dict[Term, list[Row]]:
    grouped: dict[Term, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.project].append(row)
    return grouped


def _choose_main(rows: Sequence[Row]) -> Row:
    """The row that says best what a project is: without a mark, and told."""
    return min(rows, key=lambda row: (row.reappearance, not row.told, row.listing))


def _make_entry(project: Term, row: Row) -> Entry:
    return Entry(project, row.municipality, row.name, row.text, row.bodies, row.wards)


def _find_known(graphs: Iterable[Triples], main: dict[Term, Row]) -> Iterable[tuple[Term, Term]]:
    """The pairs of projects of which it is said already how they are one, in both orders.

    A possible original is such a pair too: what waits is which of several it is.
    """
    lists: dict[Term, Term] = {}
    said: dict[Term, dict[Term, Term]] = defaultdict(dict)
    pairs: list[tuple[Term, Term]] = []
    for subject, predicate, object_ in chain.from_iterable(graphs):
        if predicate == MPO.lists:
            lists[subject] = object_
        elif predicate in _KNOWN:
            pairs.append((subject, object_))
        elif predicate in (RDF.subject, RDF.predicate, RDF.object):
            said[subject][predicate] = object_
    pairs += [
        (facts[RDF.subject], facts[RDF.object])
        for facts in said.values()
        if facts.get(RDF.predicate) == MPO.reappearanceOf
    ]
    for subject, object_ in pairs:
        left, right = lists.get(subject, subject), lists.get(object_, object_)
        if left in main and right in main:
            yield left, right
            yield right, left


def _add(found: Triples, predicate: Term, rule: str, alike: Alike, left: Row, right: Row) -> None:
    """The link in both directions where it holds, in one where it is only possible."""
    confidence = get_confidence(rule)
    holds = confidence > 0.5
    pairs = [(alike.left, alike.right), (alike.right, alike.left)]
    for subject, object_ in pairs if holds else pairs[:1]:
        add_link(
            found,
            subject,
            predicate,
            object_,
            status=MPO.Inferred if holds else MPO.Candidate,
            confidence=confidence,
            justification=SEMAPV.LexicalSimilarityThresholdMatching,
            rules=[RULE[rule]],
            proofs=[*left.proofs, *right.proofs],
            reason=Reason(alike.score, alike.ja, alike.en),
        )

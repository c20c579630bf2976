"""The rows and the projects that they list, as the rules over text compare them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.graph.ntriples import (
    DCT,
    MPO,
    PROV,
    RDF,
    SKOS,
    Term,
    Triples,
    get_iri,
    get_text,
    truth,
)
from kg.names import parse_document, parse_thing
from kg.text.fold import fold_key


@dataclass(frozen=True)
class Row:
    """One appearance of a project. `told` are its descriptions, `key` its project's folded name;
    `bodies` and `wards` are the names of who runs it and where."""

    listing: Term
    project: Term
    document: Term
    municipality: str
    name: str
    key: str
    told: tuple[str, ...]
    bodies: frozenset[str]
    wards: frozenset[str]
    reappearance: bool
    proofs: tuple[Term, ...]

    @property
    def text(self) -> str:
        """All that it says of the project."""
        return " ".join(self.told)


_READ = frozenset(
    (
        MPO.lists,
        MPO.isReappearance,
        MPO.responsibleBody,
        MPO.wardScope,
        DCT.isPartOf,
        DCT.description,
        PROV.wasDerivedFrom,
    )
)


#: Two texts less alike than this, in per cent of their letters, are on two things.
_OTHER_TEXT: Final = 40


def tell_apart(left: Row, right: Row) -> bool:
    """Whether both rows are described, and quite differently."""
    from rapidfuzz.fuzz import ratio

    if not left.text or not right.text:
        return False
    return ratio(fold_key(left.text), fold_key(right.text)) < _OTHER_TEXT


def find_rows(graphs: Iterable[Triples]) -> list[Row]:
    """The listings of all graphs, ordered by IRI."""
    kept = list(graphs)
    labels: dict[Term, Term] = {}
    said: dict[Term, dict[Term, list[Term]]] = {}
    for graph in kept:
        for subject, predicate, object_ in graph:
            if predicate == RDF.type and object_ == MPO.Listing:
                said.setdefault(subject, defaultdict(list))
            elif predicate == SKOS.prefLabel:
                # Documents may print one project's name in two widths: the first one stands.
                labels[subject] = min(object_, labels.get(subject, object_))
    for graph in kept:
        for subject, predicate, object_ in graph:
            if predicate in _READ and subject in said:
                said[subject][predicate].append(object_)
    return [_read_row(listing, said[listing], labels) for listing in sorted(said)]


def _read_row(
    listing: Term, facts: dict[Term, list[Term]], labels: dict[Term, Term]
) -> Row:
    document, project = facts[DCT.isPartOf][0], facts[MPO.lists][0]
    parts = parse_document(get_iri(document) or "")
    assert parts is not None, "a listing lies in a document"
    name = get_text(labels[project])
    return Row(
        listing,
        project,
        document,
        parts.code,
        name,
        fold_key(name),
        tuple(sorted(map(get_text, facts[DCT.description]))),
        _name_things(facts[MPO.responsibleBody]),
        _name_things(facts[MPO.wardScope]),
        truth(True) in facts[MPO.isReappearance],
        tuple(sorted(facts[PROV.wasDerivedFrom])),
    )


def _name_things(things: Sequence[Term]) -> frozenset[str]:
    """The names of bodies or wards out of their IRIs; that for all wards has none."""
    parts = (parse_thing(get_iri(thing) or "") for thing in things)
    return frozenset(part.name for part in parts if part is not None)

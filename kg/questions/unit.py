"""A part of legislation that is no article of the main provisions: what it says, where it is."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.graph.legislation_names import split_address
from kg.names import MPO
from kg.questions.article import Part, find_part
from kg.questions.citation import Citations, find_citations, is_division, say_unit
from kg.questions.describe import Description, describe
from kg.questions.kinds import find_label, prepare_labels
from kg.questions.reading import Named, make_short
from kg.questions.said import find_pointing
from kg.questions.wording import Clause, get_clause
from kg.store.store import Store
from kg.store.terms import Iri


@dataclass(frozen=True)
class UnitAnswer:
    """A paragraph, an item, a chapter, 附則, 別表: `above` are what it stands in, the widest first.

    `contents` are the articles and divisions of a division, `clause` the words of anything else.
    `printed` says whether a document prints it in that text, or others cite it alone.
    """

    iri: Iri
    label: str
    act: Named
    above: tuple[Named, ...]
    clause: Clause
    contents: tuple[Part, ...]
    printed: bool
    citations: Citations
    description: Description


def get_unit(store: Store, unit: Iri) -> UnitAnswer:
    """One part of legislation. Raises NotFoundError for what is none."""
    address, path = split_address(unit)
    if not path:
        raise NotFoundError(f"法令の一部ではありません / no part of legislation: {unit}")
    act = Iri(address)
    above = [Iri("/".join((act, *path[:size]))) for size in range(1, len(path))]
    prepare_labels(store, (act, unit, *above))
    # The contents of a whole act are more than the page of a paragraph needs.
    part = find_part(store, act, unit) if is_division(path) else None
    clause = get_clause(store, unit)
    documents = set(find_pointing(store, MPO + "embodies", act))
    return UnitAnswer(
        unit,
        say_unit(store, unit),
        Named(act, find_label(store, act) or make_short(act)),
        tuple(Named(one, say_unit(store, one)) for one in above),
        clause,
        () if part is None else part.parts,
        not documents.isdisjoint(one.document for one in clause.evidence),
        find_citations(store, (one.iri for one in clause.find_all()), unit),
        describe(store, unit),
    )

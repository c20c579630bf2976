"""A municipality: its documents, its bodies and wards, its ordinances, and how much there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.names import ID, MPO
from kg.questions.article import OrdinanceEntry, find_ordinances
from kg.questions.body import BodyEntry, find_bodies
from kg.questions.describe import Description, describe
from kg.questions.directory import is_own
from kg.questions.document import DocumentFacts, find_documents
from kg.questions.identity import find_same_projects
from kg.questions.query import get_query
from kg.questions.reading import group_rows
from kg.questions.shared import share
from kg.questions.tree import Count, PlacedRow, count_rows, read_placed
from kg.questions.ward import WardEntry, find_wards
from kg.store.store import Store
from kg.store.terms import Iri


@dataclass(frozen=True)
class MunicipalityAnswer:
    """A municipality with what the graph holds of it.

    `kana` is how its name is read; `count` is that of all its documents, `counts` of each.
    """

    iri: Iri
    code: str
    label: str
    kana: str
    documents: tuple[DocumentFacts, ...]
    bodies: tuple[BodyEntry, ...]
    wards: tuple[WardEntry, ...]
    ordinances: tuple[OrdinanceEntry, ...]
    count: Count
    counts: dict[Iri, Count]
    description: Description


def get_municipality(
    store: Store,
    municipality: Iri,
    documents: Iterable[DocumentFacts] | None = None,
    bodies: Iterable[BodyEntry] | None = None,
    wards: Iterable[WardEntry] | None = None,
) -> MunicipalityAnswer:
    """One municipality, out of all `documents`, `bodies` and `wards` where they are known already.

    Raises NotFoundError for what is none.
    """
    code = municipality.removeprefix(ID)
    if not municipality.startswith(ID) or "/" in code:
        raise NotFoundError(f"自治体ではありません / not a municipality: {municipality}")
    description = describe(store, municipality)
    rows = share(store, _find_rows)(municipality)
    readings = description.find_facts(MPO + "kana")
    return MunicipalityAnswer(
        iri=municipality,
        code=code,
        label=description.label,
        kana=str(readings[0].value) if readings else "",
        documents=tuple(
            document
            for document in (find_documents(store) if documents is None else documents)
            if document.municipality is not None and document.municipality.iri == municipality
        ),
        bodies=tuple(
            body
            for body in (find_bodies(store) if bodies is None else bodies)
            if body.iri.startswith(f"{municipality}/") and is_own(body.iri)
        ),
        wards=tuple(
            ward
            for ward in (find_wards(store).entries if wards is None else wards)
            if ward.iri.startswith(f"{municipality}/")
        ),
        ordinances=tuple(
            one for one in find_ordinances(store) if one.iri.startswith(f"{ID}eli/jp/{code}/")
        ),
        count=count_rows(row for own in rows.values() for row in own),
        counts={document: count_rows(own) for document, own in rows.items()},
        description=description,
    )


def _find_rows(store: Store, municipality: Iri) -> dict[Iri, tuple[PlacedRow, ...]]:
    same = find_same_projects(store)
    rows = store.select(get_query("municipality-rows"), municipality=municipality).rows
    return {
        document: tuple(read_placed(row, same) for row in own)
        for document, own in group_rows(rows, "document").items()
    }

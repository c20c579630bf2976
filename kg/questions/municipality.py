"""A municipality: its documents, its bodies, its ordinances."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.names import ID
from kg.questions.article import OrdinanceEntry, find_ordinances
from kg.questions.body import BodyEntry, find_bodies
from kg.questions.describe import Description, describe
from kg.questions.document import DocumentFacts, find_documents
from kg.store.store import Store
from kg.store.terms import Iri


@dataclass(frozen=True)
class MunicipalityAnswer:
    """A municipality with what the graph holds of it."""

    iri: Iri
    code: str
    label: str
    documents: tuple[DocumentFacts, ...]
    bodies: tuple[BodyEntry, ...]
    ordinances: tuple[OrdinanceEntry, ...]
    description: Description


def get_municipality(store: Store, municipality: Iri) -> MunicipalityAnswer:
    """One municipality. Raises NotFoundError for what is none."""
    code = municipality.removeprefix(ID)
    if not municipality.startswith(ID) or "/" in code:
        raise NotFoundError(f"自治体ではありません / not a municipality: {municipality}")
    description = describe(store, municipality)
    return MunicipalityAnswer(
        iri=municipality,
        code=code,
        label=description.label,
        documents=tuple(
            document
            for document in find_documents(store)
            if document.municipality is not None and document.municipality.iri == municipality
        ),
        bodies=tuple(
            body for body in find_bodies(store) if body.iri.startswith(f"{municipality}/body/")
        ),
        ordinances=tuple(
            one for one in find_ordinances(store) if one.iri.startswith(f"{ID}eli/jp/{code}/")
        ),
        description=description,
    )

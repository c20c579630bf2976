"""Appearances of projects: each row with its place, its texts, its years, and all their proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.cell import Cell, find_cells
from kg.questions.evidence import Evidence, Proofs, Saying, narrow_to
from kg.questions.listed import Row, find_row, find_row_wards, find_runners
from kg.questions.original import Original, find_originals
from kg.questions.path import Step, find_path
from kg.questions.reading import Named
from kg.questions.said import find_pointing, prepare_said, prepare_values
from kg.store.store import Store
from kg.store.terms import Iri, Text
from kg.text.fold import fold_key


@dataclass(frozen=True)
class Runner:
    """A body that a row names as the one who runs it."""

    body: Named
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Appearance:
    """One row. `candidates` are possible originals of which none was chosen.

    `notes` are its other columns, each a header with what the row says there. `pointer` is where a
    reappearance says that its original stands, as printed.
    """

    iri: Iri
    project: Named
    document: Named
    path: tuple[Step, ...]
    position: int
    printed_name: str
    descriptions: tuple[Saying, ...]
    current_state: Saying | None
    effort: Saying | None
    notes: tuple[tuple[str, Saying], ...]
    cells: tuple[Cell, ...]
    bodies: tuple[Runner, ...]
    wards: tuple[Named, ...]
    marks: tuple[Iri, ...]
    printed_marks: tuple[str, ...]
    reappearance: bool
    original: Original | None
    candidates: tuple[Original, ...]
    original_unknown: bool
    evidence: tuple[Evidence, ...]
    pointer: str | None = None


_CANDIDATE: Final = "#Candidate"
_AGAIN: Final = MPO + "isReappearance"
_LABEL: Final = PREFIXES["skos"] + "prefLabel"
_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"
#: How a row points at what it is a row of.
_SCOPES: Final = (
    *(MPO + name for name in ("lists", "under", "responsibleBody")),
    PREFIXES["dct"] + "isPartOf",
)
_MARKED: Final = (_AGAIN,)
#: What a row points at that is read to show it, and that is called by its name alone.
_TOLD: Final = (MPO + "under", MPO + "cell", _DERIVED)
_NAMED: Final = tuple(MPO + name for name in ("lists", "responsibleBody", "wardScope"))


def find_appearances(
    store: Store, scope: Iri | Text, proofs: Proofs | None = None
) -> tuple[Appearance, ...]:
    """The rows of a project, right under a node, run by a body, or of a document.

    With `TRUE` for the scope, all rows that carry a 再掲 mark. In the order of their documents.
    """
    properties = _SCOPES if isinstance(scope, Iri) else _MARKED
    listings = [one for name in properties for one in find_pointing(store, name, scope)]
    found = read_appearances(store, dict.fromkeys(listings), proofs or Proofs(store))
    return tuple(sorted(found, key=lambda one: (one.document.iri, one.position, one.iri)))


def find_appearance(store: Store, listing: Iri, proofs: Proofs | None = None) -> Appearance | None:
    """One row by its IRI, None when it is no row."""
    row = find_row(store, listing)
    return None if row is None else _read(store, row, proofs or Proofs(store))


def read_appearances(
    store: Store, listings: Iterable[Iri], proofs: Proofs
) -> tuple[Appearance, ...]:
    """The rows among some things, in the order given."""
    asked = tuple(listings)
    prepare_said(store, asked)
    rows = [row for listing in asked if (row := find_row(store, listing)) is not None]
    prepare_said(store, (one for row in rows for one in row.said.find_iris(*_TOLD)))
    prepare_values(store, _LABEL, (one for row in rows for one in row.said.find_iris(*_NAMED)))
    return tuple(_read(store, row, proofs) for row in rows)


def find_repeats(store: Store, listing: Iri) -> tuple[Iri, ...]:
    """The rows that reappear from a row."""
    return find_pointing(store, MPO + "reappearanceOf", listing)


def _read(store: Store, row: Row, proofs: Proofs) -> Appearance:
    said, listing = row.said, row.iri
    reappearance = said.is_true(_AGAIN)
    evidence = proofs.find(said.find_iris(_DERIVED))
    links = find_originals(store, listing, proofs) if reappearance else ()

    def texts(name: str) -> set[str]:
        return set(map(str, said.find(name)))

    def say(name: str) -> Saying | None:
        text = said.get_text(name)
        return None if text is None else Saying(text, evidence)

    return Appearance(
        iri=listing,
        project=row.project,
        document=row.document,
        path=find_path(store, row.node),
        position=said.get_integer(MPO + "position") or 0,
        printed_name=said.get_text(MPO + "printedName") or "",
        descriptions=tuple(
            Saying(text, narrow_to(text, evidence))
            for text in _order(texts(PREFIXES["dct"] + "description"), evidence)
        ),
        current_state=say(MPO + "currentState"),
        effort=say(MPO + "planPeriodEffort"),
        notes=tuple(_read_note(text, evidence) for text in _order(texts(MPO + "note"), evidence)),
        cells=find_cells(store, listing, proofs),
        bodies=tuple(
            Runner(body, _narrow(proofs.find(derived), evidence))
            for body, derived in find_runners(store, row, proofs).items()
        ),
        wards=find_row_wards(store, row),
        marks=said.find_iris(MPO + "mark"),
        printed_marks=tuple(sorted(texts(MPO + "printedMark"))),
        reappearance=reappearance,
        original=next((link for link in links if not link.status.endswith(_CANDIDATE)), None),
        candidates=tuple(link for link in links if link.status.endswith(_CANDIDATE)),
        original_unknown=said.is_true(MPO + "originalUnknown"),
        evidence=evidence,
        pointer=said.get_text(MPO + "pointer"),
    )


def _read_note(note: str, evidence: tuple[Evidence, ...]) -> tuple[str, Saying]:
    """The header of a column and what the row says in it, from `header：text`."""
    header, _, text = note.partition("：")
    return header, Saying(text, narrow_to(text, evidence))


def _order(texts: set[str], evidence: tuple[Evidence, ...]) -> list[str]:
    """Texts in the order in which their proofs hold them."""
    if len(texts) < 2:
        return list(texts)

    def place(text: str) -> tuple[int, int, str]:
        for number, one in enumerate(evidence):
            at = fold_key(one.quote or "").find(fold_key(text))
            if at >= 0:
                return number, at, text
        return len(evidence), 0, text

    return sorted(texts, key=place)


def _narrow(claimed: tuple[Evidence, ...], place: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Of the proofs of a claim, those inside this row, else the row itself."""
    inside = tuple(
        one
        for one in claimed
        if any(
            row.document == one.document
            and (row.start or 0) <= (one.start or 0)
            and (one.end or 0) <= (row.end or 0)
            for row in place
        )
    )
    return inside or place

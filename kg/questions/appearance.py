"""Appearances of projects: each row with its place, its texts, its years, and all their proof."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.questions.cell import Cell, find_cells
from kg.questions.evidence import Evidence, Proofs, Saying, narrow_to
from kg.questions.original import Original, find_originals
from kg.questions.path import Step, find_path
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    get_iri,
    group_rows,
    is_true,
    read_integer,
    read_iri,
    read_named,
    read_text,
)
from kg.store.store import Store
from kg.store.terms import Iri, Row, Text
from kg.text.fold import fold_key


@dataclass(frozen=True)
class Runner:
    """A body that a row names as the one who runs it."""

    body: Named
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Appearance:
    """One row. `candidates` are possible originals of which none was chosen.

    `notes` are its other columns, each a header with what the row says there.
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


_CANDIDATE = "#Candidate"


def find_appearances(
    store: Store, scope: Iri | Text, proofs: Proofs | None = None
) -> tuple[Appearance, ...]:
    """The rows of a project, right under a node, run by a body, or of a document.

    With `TRUE` for the scope, all rows that carry a 再掲 mark. In the order of their documents.
    """
    rows = store.select(get_query("appearance-rows"), scope=scope).rows
    return _read(store, rows, proofs or Proofs(store))


def find_appearance(store: Store, listing: Iri, proofs: Proofs | None = None) -> Appearance | None:
    """One row by its IRI, None when it is no row."""
    rows = store.select(get_query("appearance-row"), listing=listing).rows
    return next(iter(_read(store, rows, proofs or Proofs(store))), None)


def find_repeats(store: Store, listing: Iri) -> tuple[Iri, ...]:
    """The rows that reappear from a row."""
    rows = store.select(get_query("appearance-repeats"), listing=listing).rows
    return collect(read_iri(row, "repeat") for row in rows)


def _read(store: Store, rows: list[Row], proofs: Proofs) -> tuple[Appearance, ...]:
    proofs.prepare(rows)
    paths: dict[Iri | None, tuple[Step, ...]] = {}
    found: list[Appearance] = []
    for own in group_rows(rows, "listing").values():
        node = read_iri(own[0], "node")
        if node not in paths:
            paths[node] = find_path(store, node)
        found.append(_read_appearance(store, own, paths[node], proofs))
    return tuple(sorted(found, key=lambda one: (one.document.iri, one.position, one.iri)))


def _read_appearance(
    store: Store, rows: list[Row], path: tuple[Step, ...], proofs: Proofs
) -> Appearance:
    row = rows[0]
    listing, reappearance = get_iri(row, "listing"), is_true(row, "again")
    evidence = proofs.find(collect(read_iri(one, "proof") for one in rows))
    bodies, wards = _find_bodies(store, listing, evidence, proofs)
    links = find_originals(store, listing, proofs) if reappearance else ()
    project, document = read_named(row, "project"), read_named(row, "document")
    assert project is not None, "the query binds it"
    assert document is not None, "the query binds it"

    def texts(name: str) -> set[str]:
        return {text for one in rows if (text := read_text(one, name)) is not None}

    def say(name: str) -> Saying | None:
        text = read_text(row, name)
        return None if text is None else Saying(text, evidence)

    return Appearance(
        iri=listing,
        project=project,
        document=document,
        path=path,
        position=read_integer(row, "position") or 0,
        printed_name=read_text(row, "printed") or "",
        descriptions=tuple(
            Saying(text, narrow_to(text, evidence))
            for text in _order(texts("description"), evidence)
        ),
        current_state=say("state"),
        effort=say("effort"),
        notes=tuple(_read_note(text, evidence) for text in _order(texts("note"), evidence)),
        cells=find_cells(store, listing, proofs),
        bodies=bodies,
        wards=wards,
        marks=collect(sorted({read_iri(one, "mark") for one in rows} - {None}, key=str)),
        printed_marks=tuple(sorted(texts("printedMark"))),
        reappearance=reappearance,
        original=next((link for link in links if not link.status.endswith(_CANDIDATE)), None),
        candidates=tuple(link for link in links if link.status.endswith(_CANDIDATE)),
        original_unknown=is_true(row, "unknown"),
        evidence=evidence,
    )


def _read_note(note: str, evidence: tuple[Evidence, ...]) -> tuple[str, Saying]:
    """The header of a column and what the row says in it, from `header：text`."""
    header, _, text = note.partition("：")
    return header, Saying(text, narrow_to(text, evidence))


def _order(texts: set[str], evidence: tuple[Evidence, ...]) -> list[str]:
    """Texts in the order in which their proofs hold them."""

    def place(text: str) -> tuple[int, int, str]:
        for number, one in enumerate(evidence):
            at = fold_key(one.quote or "").find(fold_key(text))
            if at >= 0:
                return number, at, text
        return len(evidence), 0, text

    return sorted(texts, key=place)


def _find_bodies(
    store: Store, listing: Iri, place: tuple[Evidence, ...], proofs: Proofs
) -> tuple[tuple[Runner, ...], tuple[Named, ...]]:
    bodies: dict[Named, list[Iri | None]] = defaultdict(list)
    wards: dict[Named, None] = {}
    for row in store.select(get_query("appearance-bodies"), listing=listing).rows:
        if (body := read_named(row, "body")) is not None:
            bodies[body].append(read_iri(row, "proof"))
        if (ward := read_named(row, "ward")) is not None:
            wards[ward] = None
    return tuple(
        Runner(body, _narrow(proofs.find(collect(derived)), place))
        for body, derived in sorted(bodies.items(), key=lambda item: item[0].label)
    ), tuple(sorted(wards, key=lambda ward: ward.label))


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

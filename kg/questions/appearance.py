"""Appearances of projects: each row with its place, its texts, its years, and all their proof."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.questions.evidence import Evidence, Proofs, Saying
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    get_iri,
    is_true,
    make_short,
    read_integer,
    read_iri,
    read_named,
    read_text,
)
from kg.store.store import Store
from kg.store.terms import Iri, Row, Text


@dataclass(frozen=True)
class Step:
    """A node on the way from the root down to where a row stands."""

    iri: Iri
    label: str
    notation: str | None
    level: str | None


@dataclass(frozen=True)
class Cell:
    """What a row says for one period. `continues` is the cell that an empty one goes on from."""

    iri: Iri
    year: int
    open_ended: bool
    text: str | None
    milestones: tuple[str, ...]
    continues: Iri | None
    partial: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Runner:
    """A body that a row names as the one who runs it."""

    body: Named
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Original:
    """The row that a reappearing one repeats, and the link that says so."""

    listing: Iri
    project: Named
    document: Named
    path: tuple[Step, ...]
    link: Iri
    status: Iri
    confidence: float | None
    rules: tuple[Iri, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Appearance:
    """One row. `candidates` are possible originals of which none was chosen."""

    iri: Iri
    project: Named
    document: Named
    path: tuple[Step, ...]
    position: int
    printed_name: str
    description: Saying | None
    current_state: Saying | None
    effort: Saying | None
    cells: tuple[Cell, ...]
    bodies: tuple[Runner, ...]
    wards: tuple[Named, ...]
    mark: Iri | None
    printed_mark: str | None
    reappearance: bool
    original: Original | None
    candidates: tuple[Original, ...]
    original_unknown: bool
    evidence: tuple[Evidence, ...]


_CANDIDATE = "#Candidate"
_REJECTED = "#Rejected"


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


def find_path(store: Store, node: Iri | None) -> tuple[Step, ...]:
    """The nodes from the root down to a node."""
    if node is None:
        return ()
    steps: dict[Iri, Step] = {}
    for row in store.select(get_query("node-path"), node=node).rows:
        iri = get_iri(row, "above")
        steps.setdefault(
            iri,
            Step(iri, read_text(row, "label") or make_short(iri), read_text(row, "notation"),
                 read_text(row, "level")),
        )
    return tuple(steps.values())


def _read(store: Store, rows: list[Row], proofs: Proofs) -> tuple[Appearance, ...]:
    first: dict[Iri, Row] = {}
    derived: dict[Iri, list[Iri | None]] = defaultdict(list)
    for row in rows:
        listing = get_iri(row, "listing")
        first.setdefault(listing, row)
        derived[listing].append(read_iri(row, "proof"))
    paths: dict[Iri | None, tuple[Step, ...]] = {}
    found: list[Appearance] = []
    for listing, row in first.items():
        node = read_iri(row, "node")
        if node not in paths:
            paths[node] = find_path(store, node)
        evidence = proofs.find(collect(derived[listing]))
        found.append(_read_appearance(store, row, paths[node], evidence, proofs))
    return tuple(sorted(found, key=lambda one: (one.document.iri, one.position, one.iri)))


def _read_appearance(
    store: Store, row: Row, path: tuple[Step, ...], evidence: tuple[Evidence, ...], proofs: Proofs
) -> Appearance:
    listing, reappearance = get_iri(row, "listing"), is_true(row, "again")
    bodies, wards = _find_bodies(store, listing, evidence, proofs)
    links = _find_originals(store, listing, proofs) if reappearance else ()
    project, document = read_named(row, "project"), read_named(row, "document")
    assert project is not None, "the query binds it"
    assert document is not None, "the query binds it"

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
        description=say("description"),
        current_state=say("state"),
        effort=say("effort"),
        cells=_find_cells(store, listing, proofs),
        bodies=bodies,
        wards=wards,
        mark=read_iri(row, "mark"),
        printed_mark=read_text(row, "printedMark"),
        reappearance=reappearance,
        original=next((link for link in links if not link.status.endswith(_CANDIDATE)), None),
        candidates=tuple(link for link in links if link.status.endswith(_CANDIDATE)),
        original_unknown=is_true(row, "unknown"),
        evidence=evidence,
    )


def _find_cells(store: Store, listing: Iri, proofs: Proofs) -> tuple[Cell, ...]:
    first: dict[Iri, Row] = {}
    milestones: dict[Iri, dict[str, None]] = defaultdict(dict)
    derived: dict[Iri, list[Iri | None]] = defaultdict(list)
    for row in store.select(get_query("appearance-cells"), listing=listing).rows:
        cell = get_iri(row, "cell")
        first.setdefault(cell, row)
        derived[cell].append(read_iri(row, "proof"))
        if (milestone := read_text(row, "milestone")) is not None:
            milestones[cell][milestone] = None
    return tuple(
        Cell(
            iri=cell,
            year=read_integer(row, "year") or 0,
            open_ended=is_true(row, "open"),
            text=(text := read_text(row, "text")),
            # The graph keeps no order of items; the text of the cell does.
            milestones=tuple(
                sorted(milestones[cell], key=lambda one: ((text or "").find(one), one))
            ),
            continues=read_iri(row, "continues"),
            partial=is_true(row, "partial"),
            evidence=proofs.find(collect(derived[cell])),
        )
        for cell, row in first.items()
    )


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
        one for one in claimed
        if any(
            row.document == one.document
            and (row.start or 0) <= (one.start or 0) and (one.end or 0) <= (row.end or 0)
            for row in place
        )
    )
    return inside or place


def _find_originals(store: Store, listing: Iri, proofs: Proofs) -> tuple[Original, ...]:
    first: dict[Iri, Row] = {}
    rules: dict[Iri, list[Iri | None]] = defaultdict(list)
    derived: dict[Iri, list[Iri | None]] = defaultdict(list)
    for row in store.select(get_query("appearance-original"), listing=listing).rows:
        link = get_iri(row, "link")
        first.setdefault(link, row)
        rules[link].append(read_iri(row, "rule"))
        derived[link].append(read_iri(row, "proof"))
    found: list[Original] = []
    for link, row in first.items():
        status, original = get_iri(row, "status"), get_iri(row, "original")
        there = store.select(get_query("appearance-row"), listing=original).rows
        if status.endswith(_REJECTED) or not there:
            continue
        project, document = read_named(there[0], "project"), read_named(there[0], "document")
        assert project is not None, "the query binds it"
        assert document is not None, "the query binds it"
        confidence = read_text(row, "confidence")
        found.append(
            Original(
                original, project, document, find_path(store, read_iri(there[0], "node")), link,
                status, None if confidence is None else float(confidence),
                collect(rules[link]), proofs.find(collect(derived[link])),
            )
        )
    return tuple(sorted(found, key=lambda one: (-(one.confidence or 0), one.listing)))

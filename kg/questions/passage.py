"""Passages: what one proves, and all of a document for marking them in its text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from kg.errors import NotFoundError
from kg.names import MPO, PREFIXES
from kg.questions.describe import find_title
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import find_kinds, sort_kinds
from kg.questions.label import Labels, is_unnamed
from kg.questions.query import get_query
from kg.questions.reading import Named, get_iri, read_integer, read_iri, read_text
from kg.questions.vocabulary import Word, get_word
from kg.store.store import Store
from kg.store.terms import Iri, Row, Term

_STATEMENT = PREFIXES["rdf"] + "Statement"


@dataclass(frozen=True)
class Proven:
    """Something that a passage proves. Of a claim: its subject with its kind, property, value."""

    thing: Named
    kind: Word
    subject: Named | None = None
    property: Word | None = None
    value: Term | None = None
    value_label: str | None = None
    subject_kind: Word | None = None


@dataclass(frozen=True)
class PassageAnswer:
    """A passage, word for word, with everything that it proves."""

    evidence: Evidence
    document: Named
    proven: tuple[Proven, ...]


@dataclass(frozen=True)
class Mark:
    """A passage as it is marked in its document's text, by the one thing that it shows best."""

    passage: Iri
    start: int
    end: int
    thing: Iri
    kind: Iri
    label: str


def get_passage(store: Store, passage: Iri) -> PassageAnswer:
    """One passage. Raises NotFoundError for what is none."""
    evidence = Proofs(store).get(passage)
    if evidence.document is None:
        raise NotFoundError(f"文書の箇所ではありません / not a passage: {passage}")
    grouped: dict[Iri, list[Row]] = defaultdict(list)
    for row in store.select(get_query("passage"), passage=passage).rows:
        grouped[get_iri(row, "thing")].append(row)
    proven = [_read_proven(store, thing, rows) for thing, rows in grouped.items()]
    proven.sort(key=_order)
    return PassageAnswer(evidence, Named(evidence.document, evidence.title), tuple(proven))


def find_marks(store: Store, document: Iri) -> tuple[Mark, ...]:
    """The passages of a document in the order of their places, a longer before a shorter."""
    labels = Labels(store)
    best: dict[Iri, tuple[tuple[int, str], Mark]] = {}
    kinds: dict[Iri, set[Iri]] = defaultdict(set)
    rows = store.select(get_query("passages-of-document"), document=document).rows
    for row in rows:
        kinds[get_iri(row, "thing")].add(get_iri(row, "kind"))
    for row in rows:
        thing, passage = get_iri(row, "thing"), get_iri(row, "passage")
        kind = sort_kinds(kinds[thing])[0]
        shown = read_iri(row, "subject") or thing
        mark = Mark(
            passage,
            read_integer(row, "start") or 0,
            read_integer(row, "end") or 0,
            shown,
            kind,
            read_text(row, "label") or "",
        )
        rank = (_RANK.get(kind, len(_RANK)), thing)
        if passage not in best or rank < best[passage][0]:
            best[passage] = rank, mark
    marks = (
        replace(mark, label=labels.get(mark.thing, mark.label)) if is_unnamed(mark.thing) else mark
        for _, mark in best.values()
    )
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


# What a passage shows best, where it proves several: the row rather than the cell that only goes
# on, the thing rather than the claim of its name.
_RANK = {
    Iri(MPO + name): place
    for place, name in enumerate(
        (
            "Listing",
            "PolicyNode",
            "OtherSection",
            "Project",
            "Body",
            "Ward",
            "Instrument",
            "Article",
            "Statistic",
            "Opinion",
            "Event",
            "Service",
            "Publication",
            "Facility",
            "PlanCell",
            "TextPart",
            "Correction",
            "Link",
            "Claim",
        )
    )
}


def _order(one: Proven) -> tuple[object, ...]:
    shown, about = one.subject or one.thing, one.property
    return about is not None, about.iri if about else "", one.kind.iri, shown.label, one.thing.iri


def _read_proven(store: Store, thing: Iri, rows: list[Row]) -> Proven:
    kinds = sort_kinds({get_iri(row, "kind") for row in rows})
    labels = Labels(store)
    named_so = read_text(rows[0], "label")
    if named_so is None or is_unnamed(thing):
        named_so = find_title(store, thing)
    row, subject = rows[0], read_iri(rows[0], "subject")
    if _STATEMENT not in kinds or subject is None:
        return Proven(Named(thing, named_so), get_word(kinds[0]))
    named = Named(subject, labels.get(subject, read_text(row, "subjectLabel")))
    value, value_label = row["value"], read_text(row, "valueLabel")
    return Proven(
        Named(thing, named_so),
        get_word(kinds[0]),
        named,
        get_word(get_iri(row, "property")),
        value,
        labels.get(value, value_label)
        if isinstance(value, Iri) and is_unnamed(value)
        else value_label,
        get_word(told[0]) if (told := find_kinds(store, subject)) else None,
    )

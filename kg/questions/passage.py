"""Passages: what one proves, and all of a document for marking them in its text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from kg.errors import NotFoundError
from kg.names import MPO, PREFIXES
from kg.questions.describe import find_title
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import find_kinds, sort_kinds
from kg.questions.label import Labels, is_unnamed
from kg.questions.query import get_query
from kg.questions.reading import Named, get_iri, group_rows, read_integer, read_iri, read_text
from kg.questions.vocabulary import Word, get_word
from kg.store.store import Store
from kg.store.terms import Iri, Row, Term

_MENTIONS: Final = MPO + "mentions"
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


class MarkGroup(StrEnum):
    """What a passage is marked for: rows, headings and paragraphs, bodies, and so on."""

    ROW = "rows"
    HEADING = "headings"
    BODY = "bodies"
    INSTRUMENT = "instruments"
    STATISTIC = "statistics"
    NAME = "names"
    CORRECTION = "corrections"


@dataclass(frozen=True)
class Mark:
    """A passage as it is marked in its document's text, by the one thing that it shows best.

    `things` counts all that it proves something of, `groups` are those that these belong to, and
    `page` is the printed page where the source has pages.
    """

    passage: Iri
    start: int
    end: int
    thing: Iri
    kind: Iri
    label: str
    things: int = 1
    groups: frozenset[MarkGroup] = field(default_factory=frozenset)
    page: str | None = None


@dataclass(frozen=True)
class PrintedCorrection:
    """A place that is read otherwise than printed, and why."""

    iri: Iri
    start: int
    end: int
    printed: str
    reading: str
    reason: str


def get_passage(store: Store, passage: Iri) -> PassageAnswer:
    """One passage. Raises NotFoundError for what is none."""
    evidence = Proofs(store).get(passage)
    if evidence.document is None:
        raise NotFoundError(f"文書の箇所ではありません / not a passage: {passage}")
    found = store.select(get_query("passage"), passage=passage).rows
    proven = [_read_proven(store, thing, own) for thing, own in group_rows(found, "thing").items()]
    proven.sort(key=_order)
    return PassageAnswer(evidence, Named(evidence.document, evidence.title), tuple(proven))


def find_marks(store: Store, document: Iri) -> tuple[Mark, ...]:
    """The passages of a document in the order of their places, a longer before a shorter."""
    labels = Labels(store)
    rows = store.select(get_query("passages-of-document"), document=document).rows
    kinds: dict[Iri, set[Iri]] = defaultdict(set)
    claims: set[Iri] = set()
    for row in rows:
        kinds[get_iri(row, "thing")].add(get_iri(row, "kind"))
        if "subject" in row:
            claims.add(get_iri(row, "thing"))
    known: dict[Iri, Iri | None] = {}
    named = {get_iri(row, "thing"): label for row in rows if (label := read_text(row, "label"))}
    best: dict[Iri, tuple[tuple[int, str], Mark]] = {}
    things: dict[Iri, set[Iri]] = defaultdict(set)
    groups: dict[Iri, set[MarkGroup]] = defaultdict(set)
    for row in rows:
        thing, passage = get_iri(row, "thing"), get_iri(row, "passage")
        if thing in claims and "subject" not in row:
            continue
        kind = sort_kinds(kinds[thing])[0]
        shown = _find_shown(row) or thing
        if shown not in known:
            told = find_kinds(store, shown) if shown not in kinds else sort_kinds(kinds[shown])
            known[shown] = told[0] if told else None
        things[passage].add(shown)
        if (group := _GROUPS.get(known[shown] or kind)) is not None:
            groups[passage].add(group)
        mark = Mark(
            passage,
            read_integer(row, "start") or 0,
            read_integer(row, "end") or 0,
            shown,
            (known[shown] or kind) if read_iri(row, "property") == _MENTIONS else kind,
            named.get(shown, ""),
            page=read_text(row, "page"),
        )
        rank = (_RANK.get(kind, len(_RANK)), thing)
        if passage not in best or rank < best[passage][0]:
            best[passage] = rank, mark
    marks = (
        replace(
            mark,
            label=labels.get(mark.thing, mark.label) if is_unnamed(mark.thing) else mark.label,
            things=len(things[mark.passage]),
            groups=frozenset(groups[mark.passage]),
        )
        for _, mark in best.values()
    )
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def find_printed_corrections(store: Store, document: Iri) -> tuple[PrintedCorrection, ...]:
    """What is read otherwise than a document prints it, in the order of its places."""
    found = {
        (iri := get_iri(row, "correction")): PrintedCorrection(
            iri,
            read_integer(row, "start") or 0,
            read_integer(row, "end") or 0,
            read_text(row, "printed") or "",
            read_text(row, "reading") or "",
            read_text(row, "reason") or "",
        )
        for row in store.select(get_query("document-corrections"), document=document).rows
    }
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.end, one.iri)))


def _find_shown(row: Row) -> Iri | None:
    """What a claim is about: who is named, where it says that one thing names another."""
    named = read_iri(row, "object") if read_iri(row, "property") == _MENTIONS else None
    return named or read_iri(row, "subject")


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


_GROUPED: Final = {
    MarkGroup.ROW: ("Listing", "PlanCell", "Project"),
    MarkGroup.HEADING: ("PolicyNode", "TextPart", "OtherSection"),
    MarkGroup.BODY: ("Body", "Ward"),
    MarkGroup.INSTRUMENT: (
        "Instrument",
        "Legislation",
        "Law",
        "Ordinance",
        "Regulation",
        "Article",
    ),
    MarkGroup.STATISTIC: ("Statistic",),
    MarkGroup.NAME: ("Service", "Publication", "Facility", "Event", "Opinion"),
    MarkGroup.CORRECTION: ("Correction",),
}
_GROUPS: Final = {Iri(MPO + name): group for group, names in _GROUPED.items() for name in names}


def _order(one: Proven) -> tuple[object, ...]:
    shown, about = one.subject or one.thing, one.property
    return about is not None, about.iri if about else "", one.kind.iri, shown.label, one.thing.iri


def _read_proven(store: Store, thing: Iri, rows: list[Row]) -> Proven:
    kinds = sort_kinds({get_iri(row, "kind") for row in rows})
    labels = Labels(store)
    named_so = next((told for one in rows if (told := read_text(one, "label"))), None)
    if named_so is None or is_unnamed(thing):
        named_so = find_title(store, thing)
    row = next((one for one in rows if "subject" in one), rows[0])
    subject = read_iri(row, "subject")
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
        get_word(subject_kinds[0]) if (subject_kinds := find_kinds(store, subject)) else None,
    )

"""Rows marked 再掲 beside their originals, and pairs of projects that look alike without a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.questions.reappearances import Choice, filter_reappearances
from kg.questions.reappearances import Reappearance as FoundReappearance
from kg.questions.repeats import Repeat as FoundRepeat
from kg.questions.repeats import (
    RepeatKind,
    RepeatLink,
    RepeatSide,
    RepeatStatus,
    compare_repeats,
    filter_repeats,
)
from kg.questions.vocabulary import get_code, get_word
from web.api.route import Asked, Found, Parameter, Route, find_all
from web.api.rows import Drift, Listing, tell_drift, tell_row
from web.api.shapes import Code, Evidence, Label, Thing
from web.api.telling import find_url, tell_evidence, tell_thing, tell_word
from web.site import get_site


@dataclass(frozen=True)
class OriginalLink:
    """The link from a row to its original."""

    iri: str
    url: str
    status: Code
    confidence: float | None


@dataclass(frozen=True)
class Reappearance:
    """A row with a 再掲 mark: `state` is found, several or unknown; `drift` is None without one."""

    iri: str
    url: str
    label: Label
    state: str
    appearance: Listing
    original: Listing | None
    candidates: Sequence[Listing]
    link: OriginalLink | None
    drift: Drift | None
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Side:
    """One project of a pair; `main` is the row that says best what it is."""

    project: Thing
    municipality: Thing | None
    main: str | None
    appearances: Sequence[Listing]


@dataclass(frozen=True)
class Decision:
    """What a person decided on a pair: by role, when (UTC), why."""

    by: str
    at: str
    reason: str


@dataclass(frozen=True)
class Repeat:
    """Two projects that a link calls alike: duplicate within a municipality, similar across."""

    iri: str
    url: str
    label: Label
    kind: str
    predicate: Code
    status: str
    reason: Label
    score: float | None
    confidence: float | None
    rule: Sequence[Code]
    decision: Decision | None
    left: Side
    right: Side
    drift: Drift | None
    evidence: Sequence[Evidence]


def find_reappearances(asked: Asked) -> Found:
    """The rows of one state."""
    state = asked.text("state")
    rows = filter_reappearances(get_site().reappearances, Choice(state) if state else None)
    return find_all(rows, _tell_reappearance)


def _tell_reappearance(row: FoundReappearance) -> Reappearance:
    link = row.appearance.original
    return Reappearance(
        iri=row.appearance.iri,
        url=find_url(row.appearance.iri),
        label=Label(row.appearance.printed_name, None),
        state=row.state.value,
        appearance=tell_row(row.appearance),
        original=None if row.original is None else tell_row(row.original),
        candidates=[tell_row(one) for one in row.candidates],
        link=None
        if link is None
        else OriginalLink(
            link.link, find_url(link.link), tell_word(get_code(link.status)), link.confidence
        ),
        drift=None if row.drift is None else tell_drift(row.drift),
        evidence=tell_evidence(row.appearance.evidence),
    )


def find_repeats(asked: Asked) -> Found:
    """The pairs of one kind and status; only those that are shown are compared."""
    site = get_site()
    kind, status = asked.text("kind"), asked.text("status")
    links: Sequence[RepeatLink] = filter_repeats(
        site.repeat_links,
        RepeatKind(kind) if kind else None,
        RepeatStatus(status) if status else None,
    )

    def part(start: int, size: int) -> list[Repeat]:
        return [
            _tell_repeat(one) for one in compare_repeats(site.store, links[start : start + size])
        ]

    return Found(len(links), part)


def _tell_repeat(pair: FoundRepeat) -> Repeat:
    link = pair.link
    return Repeat(
        iri=link.link,
        url=find_url(link.link),
        label=Label(f"{link.left.label} – {link.right.label}", None),
        kind=link.kind.value,
        predicate=tell_word(get_word(link.predicate)),
        status=link.status.value,
        reason=Label(link.reason("ja"), link.reason("en")),
        score=link.score,
        confidence=link.confidence,
        rule=[tell_word(get_word(rule)) for rule in link.rules],
        decision=None
        if link.decision is None
        else Decision(link.decision.by, link.decision.at, link.decision.reason),
        left=_tell_side(pair.left),
        right=_tell_side(pair.right),
        drift=None if pair.drift is None else tell_drift(pair.drift),
        evidence=tell_evidence(pair.evidence),
    )


def _tell_side(side: RepeatSide) -> Side:
    return Side(
        tell_thing(side.project),
        None if side.municipality is None else tell_thing(side.municipality),
        None if side.main is None else side.main.iri,
        [tell_row(one) for one in side.appearances],
    )


ROUTES = (
    Route(
        "/reappearances",
        "listReappearances",
        "repeats",
        "再掲の行、元の行、欄ごとの違い",
        "Rows marked 再掲, their originals, and how they differ field by field",
        Reappearance,
        find_reappearances,
        (Parameter("state", "状態", "its state", choices=tuple(one.value for one in Choice)),),
        listed=True,
    ),
    Route(
        "/repeats",
        "listRepeats",
        "repeats",
        "印のない重複の候補と、ほかの自治体の似た事業",
        "Possible duplicates without a mark, and similar projects elsewhere",
        Repeat,
        find_repeats,
        (
            Parameter("kind", "種類", "its kind", choices=tuple(one.value for one in RepeatKind)),
            Parameter(
                "status", "状態", "its status", choices=tuple(one.value for one in RepeatStatus)
            ),
        ),
        listed=True,
    ),
)

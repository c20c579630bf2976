"""Repeats that nobody marked: pairs of projects that links call alike, and what hangs together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.appearance import Appearance, find_appearances
from kg.questions.drift import Drift, Sides, compare_appearances
from kg.questions.evidence import Evidence, Proofs
from kg.questions.project import find_municipality
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    get_iri,
    group_rows,
    read_iri,
    read_named,
    read_text,
)
from kg.questions.said import find_pointing
from kg.questions.vocabulary import Word, get_word
from kg.store.store import Store
from kg.store.terms import Iri, Row, Text


class RepeatKind(StrEnum):
    """Whether two projects may be one, within a municipality, or are alike, across them."""

    DUPLICATE = "duplicate"
    SIMILAR = "similar"


class RepeatStatus(StrEnum):
    """What became of a pair: concluded by a rule, proposed, decided by a person."""

    INFERRED = "inferred"
    CANDIDATE = "candidate"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


_KINDS: Final = {
    Iri(MPO + "possibleDuplicateOf"): RepeatKind.DUPLICATE,
    Iri(MPO + "similarTo"): RepeatKind.SIMILAR,
}
_SUBJECT: Final = PREFIXES["rdf"] + "subject"
_PREDICATE: Final = Iri(PREFIXES["rdf"] + "predicate")
_OBJECT: Final = PREFIXES["rdf"] + "object"
_STATUSES: Final = {
    Iri(MPO + "Stated"): RepeatStatus.CONFIRMED,
    **{Iri(MPO + one.value.title()): one for one in RepeatStatus},
}
#: What a person decided goes before what a rule concluded, and that before what it proposes.
_RANKS: Final = (
    RepeatStatus.REJECTED,
    RepeatStatus.CONFIRMED,
    RepeatStatus.INFERRED,
    RepeatStatus.CANDIDATE,
)


def find_codes(choice: RepeatKind | RepeatStatus | None) -> tuple[Iri, ...]:
    """What the graph says for a kind or a status; nothing for None."""
    return tuple(iri for iri, one in (*_KINDS.items(), *_STATUSES.items()) if one is choice)


@dataclass(frozen=True)
class RepeatDecision:
    """Who decided on a pair, by role, when (in UTC) and why."""

    by: str
    at: str
    reason: str

    @property
    def role(self) -> Word:
        """What `by` is, in words."""
        return get_word(MPO + "decidedBy")

    @property
    def day(self) -> str:
        """The day on which it was decided."""
        return self.at.partition("T")[0]


@dataclass(frozen=True)
class RepeatLink:
    """Two projects that are called alike, once though the links run both ways.

    `confidence` is how sure the rule is, `score` how alike the two are, both from 0 to 1. `link`
    is the IRI of the claim that counts, `proofs` the passages of both sides; `decision` is what a
    person decided on it.
    """

    left: Named
    right: Named
    link: Iri
    predicate: Iri
    kind: RepeatKind
    status: RepeatStatus
    confidence: float | None
    score: float | None
    rules: tuple[Iri, ...]
    reason_ja: str
    reason_en: str
    proofs: tuple[Iri, ...]
    decision: RepeatDecision | None = None

    @property
    def holds(self) -> bool:
        """Whether it is in force: concluded or confirmed, and not rejected."""
        return self.status in (RepeatStatus.INFERRED, RepeatStatus.CONFIRMED)

    def reason(self, language: str) -> str:
        """Why the two are alike, in words; in the other language where this one is missing."""
        first, second = self.reason_ja, self.reason_en
        return second or first if language == "en" else first or second

    def get_other(self, project: Iri) -> Named:
        """The side that a project is not."""
        return self.right if project == self.left.iri else self.left


@dataclass(frozen=True)
class RepeatSide:
    """A project of a pair: `main` is the appearance that says best what it is, None where only
    running text names it."""

    project: Named
    municipality: Named | None
    appearances: tuple[Appearance, ...]
    main: Appearance | None


@dataclass(frozen=True)
class Repeat:
    """A pair with all that its two projects say; `drift` compares their main appearances."""

    link: RepeatLink
    left: RepeatSide
    right: RepeatSide
    drift: Drift | None
    evidence: tuple[Evidence, ...]


def find_repeat_links(store: Store, project: Iri | None = None) -> tuple[RepeatLink, ...]:
    """The pairs of the graph, or of one project, the surest first and the likest of those."""
    query = get_query("repeat-links")
    if project is None:
        rows = store.select(query).rows
    else:
        rows = [
            row
            for name, claims in (("subject", _SUBJECT), ("object", _OBJECT))
            if _has_pair(store, find_pointing(store, claims, project))
            for row in store.select(query, **{name: project}).rows
        ]
    pairs: dict[tuple[Iri, Iri, Iri], list[Row]] = {}
    for own in group_rows(rows, "link").values():
        one, two = sorted((get_iri(own[0], "subject"), get_iri(own[0], "object")))
        pairs.setdefault((one, two, get_iri(own[0], "predicate")), []).extend(own)
    return tuple(sorted(map(_read, pairs.values()), key=_order))


def _has_pair(store: Store, claims: Iterable[Iri]) -> bool:
    """Whether some claims say that projects repeat each other or are alike."""
    return any(name in _KINDS for _, _, name in store.find_facts(claims, _PREDICATE))


def find_repeats(store: Store, project: Iri | None = None) -> tuple[Repeat, ...]:
    """The pairs with all that their projects say."""
    return compare_repeats(store, find_repeat_links(store, project), project)


def compare_repeats(
    store: Store, links: Sequence[RepeatLink], project: Iri | None = None
) -> tuple[Repeat, ...]:
    """The pairs with all that their projects say, in order; a given project stands on the left."""
    names = Sides.PROJECTS if project is None else Sides.OWN
    proofs = Proofs(store)
    sides: dict[Named, RepeatSide] = {}

    def read(project: Named) -> RepeatSide:
        if project not in sides:
            appearances = find_appearances(store, project.iri, proofs)
            home = find_municipality(store, project.iri)
            sides[project] = RepeatSide(project, home, appearances, choose_main(appearances))
        return sides[project]

    found: list[Repeat] = []
    for link in links:
        left, right = read(link.left), read(link.right)
        if project == link.right.iri:
            left, right = right, left
        drift = (
            compare_appearances(left.main, right.main, names)
            if left.main is not None and right.main is not None
            else None
        )
        found.append(Repeat(link, left, right, drift, proofs.find(link.proofs)))
    return tuple(found)


def choose_main(appearances: Iterable[Appearance]) -> Appearance | None:
    """The appearance that says best what a project is: without a 再掲 mark, and described."""

    def order(one: Appearance) -> tuple[bool, bool]:
        return one.reappearance, not one.descriptions

    return min(appearances, key=order, default=None)


def filter_repeats(
    links: Iterable[RepeatLink], kind: RepeatKind | None, status: RepeatStatus | None
) -> tuple[RepeatLink, ...]:
    """The pairs of one kind and one status, all for None."""
    return tuple(one for one in links if kind in (None, one.kind) and status in (None, one.status))


def _read(rows: list[Row]) -> RepeatLink:
    """One pair from the rows of its links in both directions."""

    def rank(row: Row) -> tuple[int, bool, str]:
        backwards = get_iri(row, "subject") > get_iri(row, "object")
        return _RANKS.index(_STATUSES[get_iri(row, "status")]), backwards, get_iri(row, "link")

    row = min(rows, key=rank)
    left, right = read_named(row, "subject"), read_named(row, "object")
    assert left is not None, "the query binds it"
    assert right is not None, "the query binds it"
    if right.iri < left.iri:
        left, right = right, left
    # Labels may come more than once: the same one is taken whatever the order of the rows.
    labels = {
        iri: min(one.label for each in rows for one in _read_ends(each) if one.iri == iri)
        for iri in (left.iri, right.iri)
    }
    predicate = get_iri(row, "predicate")
    own = [one for one in rows if one["link"] == row["link"]]
    return RepeatLink(
        left=Named(left.iri, labels[left.iri]),
        right=Named(right.iri, labels[right.iri]),
        link=get_iri(row, "link"),
        predicate=predicate,
        kind=_KINDS[predicate],
        status=_STATUSES[get_iri(row, "status")],
        confidence=_read_number(rows, "confidence"),
        score=_read_number(rows, "score"),
        rules=collect(sorted({read_iri(one, "rule") for one in rows} - {None}, key=str)),
        reason_ja=_read_reason(own, "ja") or _read_reason(rows, "ja"),
        reason_en=_read_reason(own, "en") or _read_reason(rows, "en"),
        proofs=collect(sorted({read_iri(one, "proof") for one in rows} - {None}, key=str)),
        decision=_read_decision(own) or _read_decision(rows),
    )


def _read_decision(rows: Iterable[Row]) -> RepeatDecision | None:
    found = (tuple(read_text(row, name) or "" for name in ("at", "by", "why")) for row in rows)
    at, by, reason = max(found, default=("", "", ""))
    return RepeatDecision(by, at, reason) if by else None


def _read_ends(row: Row) -> Iterable[Named]:
    return (one for name in ("subject", "object") if (one := read_named(row, name)) is not None)


def _read_number(rows: Iterable[Row], name: str) -> float | None:
    numbers = (float(text) for row in rows if (text := read_text(row, name)) is not None)
    return max(numbers, default=None)


def _read_reason(rows: Iterable[Row], language: str) -> str:
    values = {value for row in rows if isinstance(value := row.get("reason"), Text)}
    # A link of older data may give its reason without a language: it is Japanese.
    ours = {str(value) for value in values if (value.language or "ja") == language}
    return " / ".join(sorted(ours))


def _order(one: RepeatLink) -> tuple[bool, float, float, str, str, str, str]:
    """The surest first; what people rejected comes last."""
    return (
        one.status is RepeatStatus.REJECTED,
        -(one.confidence or 0),
        -(one.score or 0),
        one.left.label,
        one.left.iri,
        one.right.iri,
        one.predicate,
    )

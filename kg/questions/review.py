"""Links that wait for a person to decide: which, in what order, and what stands on both sides."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Final

from kg.decisions.load import Decisions
from kg.decisions.record import SINGLE, Outcome
from kg.graph.ntriples import iri
from kg.names import MPO, PREFIXES
from kg.questions.describe import find_title
from kg.questions.evidence import Evidence, Proofs, sort_evidence
from kg.questions.query import get_query
from kg.questions.reading import Named, collect, make_short, read_iri, read_text
from kg.questions.review_again import find_again
from kg.questions.review_links import Waiting, is_said_both_ways, make_link_key
from kg.questions.vocabulary import Word, get_code, get_word
from kg.store.store import Store
from kg.store.terms import Iri, Text

UNDECIDED: Final = ("candidate", "inferred")
DECIDED: Final = ("confirmed", "rejected")
STATUSES: Final = (*UNDECIDED, "stated", *DECIDED)


@dataclass(frozen=True)
class Side:
    """One of the two things that a link relates, with its texts and where it stands."""

    thing: Named
    texts: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Asked:
    """A link as a person needs to see it to decide."""

    waiting: Waiting
    subject: Side
    predicate: Word
    object: Side
    status: Word
    rules: tuple[Word, ...]
    via: tuple[Named, ...]
    reasons_ja: tuple[str, ...]
    reasons_en: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Wanted:
    """Which links to ask about; None is any."""

    rule: str | None = None
    status: str | None = None
    predicate: str | None = None
    least: float | None = None
    most: float | None = None

    def takes(self, link: Waiting) -> bool:
        """Whether a link is wanted, its status aside."""
        return (
            (self.rule is None or any(make_short(rule) == self.rule for rule in link.rules))
            and (self.predicate is None or link.predicate == self.predicate)
            and (self.least is None or link.confidence >= self.least)
            and (self.most is None or link.confidence <= self.most)
        )


def find_queue(
    links: dict[Iri, Waiting], store: Store, decisions: Decisions, wanted: Wanted
) -> list[Waiting]:
    """The links to decide on: first those whose decision no longer fits its words, oldest first,
    then the undecided ones by rule, in each the least sure first.

    What documents state, and what is decided, comes only when its status is asked for.
    `decisions` are anchored in the store.
    """
    queue = [
        link
        for link in find_again(links, store, decisions)
        if wanted.takes(link) and _has(link, wanted.status, STATUSES)
    ]
    asked = {make_link_key(link) for link in queue}
    taken = {
        (one.subject, one.predicate)
        for one in decisions.latest.values()
        if one.predicate in SINGLE and one.outcome is Outcome.CONFIRMED
    }
    rest = [
        link
        for link in links.values()
        if make_link_key(link) not in asked
        and not (link.object < link.subject and is_said_both_ways(links, link))
        and wanted.takes(link)
        and _has(link, wanted.status, UNDECIDED)
        and (wanted.status in DECIDED or not _is_decided(decisions, link))
        # Where one value at most holds and a person chose it, nothing is left to ask.
        and (wanted.status is not None or (iri(link.subject), iri(link.predicate)) not in taken)
    ]
    return queue + sorted(rest, key=lambda one: (one.rules[:1], one.confidence, one.link))


def _has(link: Waiting, status: str | None, default: Container[str]) -> bool:
    name = make_short(link.status).lower()
    return name == status if status is not None else name in default


def _is_decided(decisions: Decisions, link: Waiting) -> bool:
    return decisions.find(iri(link.subject), iri(link.predicate), iri(link.object)) is not None


def describe_link(store: Store, link: Waiting, proofs: Proofs) -> Asked:
    """What stands on both sides of a link, why it was made, and what proves it."""
    rows = store.select(get_query("review-link"), link=link.link).rows
    reasons = {value for row in rows if isinstance(value := row.get("reason"), Text)}
    via = collect(read_iri(row, "via") for row in rows)
    subject = _describe_side(store, link.subject, proofs)
    object_ = _describe_side(store, link.object, proofs)
    own = proofs.find(collect(read_iri(row, "proof") for row in rows))
    return Asked(
        link,
        subject,
        get_word(link.predicate),
        object_,
        get_code(link.status),
        tuple(map(get_word, link.rules)),
        tuple(Named(thing, find_title(store, thing)) for thing in via),
        tuple(sorted(str(text) for text in reasons if text.language != "en")),
        tuple(sorted(str(text) for text in reasons if text.language == "en")),
        # A link that is not there is proved by nothing but where its two sides stand.
        own or sort_evidence((*subject.evidence, *object_.evidence)),
    )


def _describe_side(store: Store, thing: Iri, proofs: Proofs) -> Side:
    rows = store.select(get_query("review-texts"), thing=thing).rows
    texts = sorted(rows, key=lambda row: (float(read_text(row, "position") or 0), row["text"]))
    derived = store.select(get_query("proofs"), thing=thing).rows
    return Side(
        Named(thing, find_title(store, thing)),
        tuple(dict.fromkeys(str(row["text"]) for row in texts)),
        proofs.find(collect(read_iri(row, "proof") for row in derived)),
    )


def find_predicate(name: str, links: Iterable[Waiting]) -> Iri | None:
    """The property that is called so: `reappearanceOf`, `mpo:reappearanceOf`, its word, its IRI."""
    for predicate in sorted({link.predicate for link in links} | _find_own_properties(name)):
        prefixed = {
            f"{prefix}:{predicate.removeprefix(base)}"
            for prefix, base in PREFIXES.items()
            if predicate.startswith(base)
        }
        word = get_word(predicate)
        if name in {predicate, make_short(predicate), word.ja, word.en, *prefixed}:
            return predicate
    return None


def _find_own_properties(name: str) -> set[Iri]:
    """A name of ours that no link happens to use now."""
    local = name.removeprefix("mpo:")
    known = re.fullmatch(r"[a-z]\w*", local, re.ASCII)
    return {Iri(MPO + local)} if known and get_word(MPO + local).definition_ja else set()

"""Links that wait for a person to decide: which, in what order, and what stands on both sides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Final

from kg.decisions.evidence import find_lost
from kg.decisions.load import Decisions
from kg.decisions.record import SYMMETRIC, Decision, make_key
from kg.graph.ntriples import Triple, iri
from kg.graph.ntriples import get_iri as get_term_iri
from kg.names import MPO, PREFIXES, make_link
from kg.questions.describe import find_title
from kg.questions.evidence import Evidence, Proofs
from kg.questions.query import get_query
from kg.questions.reading import Named, collect, get_iri, make_short, read_iri, read_text
from kg.questions.vocabulary import Word, get_code, get_word
from kg.store.store import Store
from kg.store.terms import Iri, Row, Text

UNDECIDED: Final = ("candidate", "inferred")
DECIDED: Final = ("confirmed", "rejected")
STATUSES: Final = (*UNDECIDED, "stated", *DECIDED)
_JUSTIFIED: Final = PREFIXES["semapv"] + "UnspecifiedMatching"


@dataclass(frozen=True)
class Waiting:
    """A link in the queue. `again` is a decision on it whose words have changed, those `lost`."""

    link: Iri
    subject: Iri
    predicate: Iri
    object: Iri
    status: Iri
    confidence: float
    score: float | None
    justification: Iri
    rules: tuple[Iri, ...]
    again: Decision | None = None
    lost: tuple[str, ...] = ()


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


def find_links(store: Store) -> dict[Iri, Waiting]:
    """All links by IRI. Of one that several graphs describe the surest description counts."""
    rules: dict[Iri, list[Iri]] = defaultdict(list)
    for row in store.select(get_query("review-rules")).rows:
        rules[get_iri(row, "link")].append(get_iri(row, "rule"))
    found: dict[Iri, Waiting] = {}
    for row in store.select(get_query("review-links")).rows:
        link = _read_link(row, rules)
        known = found.get(link.link)
        if known is None or known.confidence < link.confidence:
            found[link.link] = link
    return found


def _read_link(row: Row, rules: dict[Iri, list[Iri]]) -> Waiting:
    link = get_iri(row, "link")
    score = read_text(row, "score")
    return Waiting(
        link,
        get_iri(row, "subject"),
        get_iri(row, "predicate"),
        get_iri(row, "object"),
        get_iri(row, "status"),
        float(read_text(row, "confidence") or 0),
        None if score is None else float(score),
        read_iri(row, "justification") or Iri(_JUSTIFIED),
        tuple(sorted(set(rules.get(link, ())))),
    )


def find_queue(
    links: dict[Iri, Waiting], store: Store, decisions: Decisions, wanted: Wanted
) -> list[Waiting]:
    """The links to decide on: first those whose decision no longer fits its words, oldest first,
    then the undecided ones by rule, in each the least sure first.

    What documents state, and what is decided, comes only when its status is asked for.
    """
    queue: list[Waiting] = []
    for decision in decisions.latest.values():
        link = links.get(Iri(get_term_iri(decision.link) or ""))
        lost = find_lost_words(store, decision) if link is not None else ()
        if link is not None and lost and wanted.takes(link) and _has(link, wanted.status, STATUSES):
            queue.append(replace(link, again=decision, lost=lost))
    asked = {_make_key(link) for link in queue}
    rest = [
        link
        for link in links.values()
        if _make_key(link) not in asked
        and not (link.object < link.subject and _is_said_both_ways(links, link))
        and wanted.takes(link)
        and _has(link, wanted.status, UNDECIDED)
        and (wanted.status in DECIDED or not _is_decided(decisions, link))
    ]
    return queue + sorted(rest, key=lambda one: (one.rules[:1], one.confidence, one.link))


def _has(link: Waiting, status: str | None, default: Container[str]) -> bool:
    name = make_short(link.status).lower()
    return name == status if status is not None else name in default


def _make_key(link: Waiting) -> Triple:
    return make_key(iri(link.subject), iri(link.predicate), iri(link.object))


def _is_said_both_ways(links: Container[Iri], link: Waiting) -> bool:
    """Whether a symmetric relation has a link in each direction: it is asked about once."""
    turned = make_link(iri(link.object), iri(link.predicate), iri(link.subject))
    return iri(link.predicate) in SYMMETRIC and Iri(turned) in links


def _is_decided(decisions: Decisions, link: Waiting) -> bool:
    return decisions.find(iri(link.subject), iri(link.predicate), iri(link.object)) is not None


def find_lost_words(store: Store, decision: Decision) -> tuple[str, ...]:
    """The words that a person saw behind a link and that stand there no more."""
    terms = (decision.link, decision.opposite, decision.subject, decision.object)
    now = find_quotes(store, (Iri(get_term_iri(term) or "") for term in terms if term))
    proofs = Proofs(store)
    for passage in decision.passages:
        quote = proofs.get(Iri(get_term_iri(passage) or "")).quote
        if quote is not None:
            now.add(quote)
    return find_lost(decision.quotes, now)


def find_quotes(store: Store, things: Iterable[Iri]) -> set[str]:
    """The words of the passages that prove any of the things."""
    return {
        str(row["exact"])
        for thing in things
        for row in store.select(get_query("review-quotes"), thing=thing).rows
    }


def describe_link(store: Store, link: Waiting, proofs: Proofs) -> Asked:
    """What stands on both sides of a link, why it was made, and what proves it."""
    rows = store.select(get_query("review-link"), link=link.link).rows
    reasons = {value for row in rows if isinstance(value := row.get("reason"), Text)}
    via = collect(read_iri(row, "via") for row in rows)
    return Asked(
        link,
        _describe_side(store, link.subject, proofs),
        get_word(link.predicate),
        _describe_side(store, link.object, proofs),
        get_code(link.status),
        tuple(map(get_word, link.rules)),
        tuple(Named(thing, find_title(store, thing)) for thing in via),
        tuple(sorted(str(text) for text in reasons if text.language != "en")),
        tuple(sorted(str(text) for text in reasons if text.language == "en")),
        proofs.find(collect(read_iri(row, "proof") for row in rows)),
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

"""Links as a person decides on them: what they relate, how sure they are, who decided before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from kg.decisions.record import SYMMETRIC, Decision, make_key
from kg.graph.ntriples import Triple, iri
from kg.names import PREFIXES, make_link
from kg.questions.query import get_query
from kg.questions.reading import get_iri, read_iri, read_text
from kg.store.store import Store
from kg.store.terms import Iri, Row

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


def make_link_key(link: Waiting) -> Triple:
    """What a link says, the same for both directions of a symmetric relation."""
    return make_key(iri(link.subject), iri(link.predicate), iri(link.object))


def is_said_both_ways(links: Container[Iri], link: Waiting) -> bool:
    """Whether a symmetric relation has a link in each direction: it is asked about once."""
    turned = make_link(iri(link.object), iri(link.predicate), iri(link.subject))
    return iri(link.predicate) in SYMMETRIC and Iri(turned) in links

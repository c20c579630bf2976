"""From an article to what implements it: by which chain, who runs it, and where it says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.article import ArticleAnswer, find_ordinance_of, get_article
from kg.questions.describe import Fact
from kg.questions.evidence import Evidence, Proofs, narrow_to, sort_evidence
from kg.questions.implementer import Group, Implementer, find_implementers
from kg.questions.kinds import find_label
from kg.questions.label import make_heading_label
from kg.questions.reading import Named, make_short
from kg.questions.said import find_pointing, find_said
from kg.questions.trace_actors import Actor, find_actors
from kg.questions.trace_bodies import TraceBody, find_trace_bodies, narrow_bodies
from kg.questions.trace_chain import Chain, find_chains, is_rejected
from kg.questions.trace_link import Links
from kg.questions.trace_sources import Sources
from kg.questions.trace_words import Status, get_status, say_confidence
from kg.questions.trace_years import Years, find_years
from kg.store.store import Store
from kg.store.terms import Iri

_RANKS = tuple(Status)
_GROUPS = tuple(Group)
_ASKED = (Group.PROJECT, Group.NODE)
_SUBJECT: Final = PREFIXES["rdf"] + "subject"
_PREDICATE: Final = Iri(PREFIXES["rdf"] + "predicate")
_OBJECT: Final = PREFIXES["rdf"] + "object"
_IMPLEMENTS: Final = (MPO + "implementsArticle", PREFIXES["cpsv"] + "implements")


@dataclass(frozen=True)
class Traced:
    """Something that implements an article: by which chains, who runs it, in which years.

    `actors` are words that say who does it without naming a body, where none is named.
    """

    article: Named
    ordinance: Named
    implementer: Implementer
    status: Status
    chains: tuple[Chain, ...]
    bodies: tuple[TraceBody, ...]
    years: Years
    actors: tuple[Actor, ...] = ()

    @property
    def subject(self) -> Named:
        """What implements the article."""
        return self.implementer.subject

    @property
    def article_number(self) -> str:
        """The article without its heading: 第32条."""
        return self.article.label.partition(" ")[0]

    @property
    def confidence(self) -> float:
        """From 0 to 1; what a document states is 1."""
        given = self.implementer.confidence
        return given if given is not None else float(self.status is Status.STATED)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All that proves it, step by step."""
        return sort_evidence(
            (*self.implementer.evidence, *(one for chain in self.chains for one in chain.evidence))
        )

    @property
    def chief_proof(self) -> Evidence | None:
        """The proof to look at first: where the first step of its first chain names it."""
        first = self.chains[0].steps[0].evidence if self.chains else ()
        return next(iter(narrow_to(self.subject.label, first)), None)

    def say_confidence(self, language: str = "ja") -> str:
        """How sure it is, in words."""
        return say_confidence(self.implementer.status.iri, self.implementer.confidence, language)


@dataclass(frozen=True)
class Trace:
    """An article with all that implements it, the surest first.

    With a `year`, `undated` holds what no source gives a year for: neither kept nor lost.
    """

    article: Named
    number: str
    ordinance: Named
    intents: tuple[Fact, ...]
    implementers: tuple[Traced, ...]
    undated: tuple[Traced, ...] = ()
    year: int | None = None

    @property
    def asked(self) -> tuple[Traced, ...]:
        """The projects and measures: what the question asks for, the surest first."""
        return tuple(one for one in self.implementers if one.implementer.group in _ASKED)

    def find(self, status: Status) -> tuple[Traced, ...]:
        """What rests on words of a document, on a conclusion, or is only possible."""
        return tuple(one for one in self.implementers if one.status is status)


def find_trace(
    store: Store,
    article: Iri,
    *,
    year: int | None = None,
    statuses: Collection[Status] | None = None,
    least: float = 0.0,
) -> Trace:
    """What implements an article, of a fiscal year, of some statuses, at least so sure.

    What a person rejected is left out, and what rests on it. Raises NotFoundError for no article.
    """
    trace = trace_article(store, get_article(store, article))
    return narrow_trace(trace, year=year, statuses=statuses, least=least)


def trace_article(store: Store, answer: ArticleAnswer) -> Trace:
    """All that implements an article whose page is known."""
    label = make_heading_label(answer.article.number, answer.article.heading)
    article = Named(answer.article.iri, label)
    found = (*answer.stated, *answer.inferred, *answer.candidates)
    reader = _Reader(store)
    return Trace(
        article=article,
        number=answer.article.number,
        ordinance=answer.ordinance,
        intents=answer.intents,
        implementers=reader.read(article, answer.ordinance, found),
    )


def find_articles_of(
    store: Store,
    project: Iri,
    *,
    year: int | None = None,
    statuses: Collection[Status] | None = None,
    least: float = 0.0,
) -> tuple[Traced, ...]:
    """The articles that a project, or any other thing, implements, each with its chains."""
    reader = _Reader(store)
    found: list[Traced] = []
    for article in _find_reached(store, project):
        ordinance = find_ordinance_of(store, article) or article
        found += reader.read(
            Named(article, reader.links.label(article)),
            Named(ordinance, find_label(store, ordinance) or make_short(ordinance)),
            find_implementers(store, article, project),
        )
    kept = [one for one in found if _meets(one, statuses, least)]
    if year is not None:
        kept = [one for one in kept if one.years.meets(year) or not one.years.known]
    return tuple(sorted(kept, key=lambda one: (_RANKS.index(one.status), -one.confidence)))


def _find_reached(store: Store, thing: Iri) -> tuple[Iri, ...]:
    """The articles that links say a thing implements, in the order of their IRIs."""
    claims = find_pointing(store, _SUBJECT, thing)
    told = store.find_facts(claims, _PREDICATE)
    found: set[Iri] = set()
    for link in sorted({claim for claim, _, name in told if name in _IMPLEMENTS}):
        said = find_said(store, link)
        if MPO + "status" in said.values:
            found.update(said.find_iris(_OBJECT))
    return tuple(sorted(found))


def narrow_trace(
    trace: Trace,
    *,
    year: int | None = None,
    statuses: Collection[Status] | None = None,
    least: float = 0.0,
) -> Trace:
    """A trace with only what meets a fiscal year, some statuses and a least confidence."""
    kept = [one for one in trace.implementers if _meets(one, statuses, least)]
    if year is None:
        return replace(trace, implementers=tuple(kept))

    def turn(found: Iterable[Traced]) -> tuple[Traced, ...]:
        return tuple(replace(one, bodies=narrow_bodies(one.bodies, year)) for one in found)

    return replace(
        trace,
        implementers=turn(one for one in kept if one.years.meets(year)),
        undated=turn(one for one in kept if not one.years.known),
        year=year,
    )


def _order(one: Traced) -> tuple[int, int, int]:
    """By status and kind; headings as they are printed."""
    proof = one.chief_proof if one.implementer.group is Group.HEADING else None
    line = (proof.first_line or 0) if proof else 0
    return _RANKS.index(one.status), _GROUPS.index(one.implementer.group), line


def _meets(one: Traced, statuses: Collection[Status] | None, least: float) -> bool:
    return (statuses is None or one.status in statuses) and one.confidence >= least


class _Reader:
    """Reads implementers with all that belongs to them; links and proofs once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._proofs = Proofs(store)
        self._sources = Sources(store)
        self.links = Links(store, self._proofs)

    def read(
        self, article: Named, ordinance: Named, found: Iterable[Implementer]
    ) -> tuple[Traced, ...]:
        """One of each thing: what a document states goes before what a rule concluded of it."""
        best: dict[Iri, Traced] = {}
        asked = tuple(found)
        self.links.prepare(one.link for one in asked)
        for one in asked:
            traced = self._read(article, ordinance, one)
            if traced is None:
                continue
            known = best.get(one.subject.iri)
            if known is None or _RANKS.index(traced.status) < _RANKS.index(known.status):
                best[one.subject.iri] = traced
        return tuple(sorted(best.values(), key=_order))

    def _read(self, article: Named, ordinance: Named, one: Implementer) -> Traced | None:
        link = self.links.find(one.link)
        if link is None or is_rejected(self.links, link):
            return None
        status = get_status(one.status.iri, bool(link.rules or link.premises))
        if status is None:
            return None
        subject = one.subject.iri
        bodies = find_trace_bodies(self._store, subject, self._proofs)
        chains = find_chains(self.links, link)
        return Traced(
            article=article,
            ordinance=ordinance,
            implementer=one,
            status=status,
            chains=chains,
            bodies=bodies,
            years=find_years(self._store, subject),
            actors=() if bodies else find_actors(one.subject.label, one.evidence, self._sources),
        )

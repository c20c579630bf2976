"""Ordinances and their articles, and what implements an article, stated and inferred apart."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import NotFoundError
from kg.names import MPO
from kg.questions.describe import Description, Fact, describe
from kg.questions.evidence import Evidence, Proofs
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
from kg.questions.vocabulary import Word, get_code, get_word
from kg.store.store import Store
from kg.store.terms import Iri, Row


class Kind(StrEnum):
    """What a part of an ordinance is."""

    ARTICLE = "article"
    CHAPTER = "chapter"
    SECTION = "section"
    PART = "part"


@dataclass(frozen=True)
class Part:
    """An article, chapter or section, with the parts inside it.

    `heading` is None where only its number is known.
    """

    iri: Iri
    kind: Kind
    number: str
    heading: str | None
    evidence: tuple[Evidence, ...]
    parts: tuple[Part, ...] = ()

    def find_articles(self) -> tuple[Part, ...]:
        """All articles in it, itself when it is one."""
        if self.kind is Kind.ARTICLE:
            return (self,)
        return tuple(article for part in self.parts for article in part.find_articles())


@dataclass(frozen=True)
class OrdinanceEntry:
    """An ordinance, law or rule, with the number of its articles that the graph knows."""

    iri: Iri
    label: str
    number: str | None
    date: str | None
    articles: int


@dataclass(frozen=True)
class OrdinanceAnswer:
    """An ordinance with its contents in order."""

    iri: Iri
    label: str
    parts: tuple[Part, ...]
    description: Description

    @property
    def articles(self) -> tuple[Part, ...]:
        """All its articles in order."""
        return tuple(article for part in self.parts for article in part.find_articles())


@dataclass(frozen=True)
class Implementer:
    """Something that implements an article, with the link that says so and its chain."""

    subject: Named
    link: Iri
    status: Word
    confidence: float | None
    via: tuple[Named, ...]
    rules: tuple[Word, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class ArticleAnswer:
    """An article: its place, what it is about, and what implements it."""

    article: Part
    ordinance: Named
    path: tuple[Part, ...]
    intents: tuple[Fact, ...]
    related: tuple[Fact, ...]
    stated: tuple[Implementer, ...]
    inferred: tuple[Implementer, ...]
    candidates: tuple[Implementer, ...]
    before: Part | None
    after: Part | None
    description: Description


_KINDS = {"chp": Kind.CHAPTER, "sec": Kind.SECTION}
_DIGITS = "[0-9〇一二三四五六七八九十百]+"
_ONLY_NUMBER = re.compile(f"第{_DIGITS}[章節条款](の{_DIGITS})*")


def find_ordinances(store: Store) -> tuple[OrdinanceEntry, ...]:
    """All laws, ordinances and rules."""
    found: dict[Iri, OrdinanceEntry] = {}
    for row in store.select(get_query("ordinances")).rows:
        iri = get_iri(row, "ordinance")
        found.setdefault(
            iri,
            OrdinanceEntry(
                iri,
                read_text(row, "label") or make_short(iri),
                read_text(row, "number"),
                read_text(row, "date"),
                read_integer(row, "articles") or 0,
            ),
        )
    return tuple(found.values())


def get_ordinance(store: Store, ordinance: Iri) -> OrdinanceAnswer:
    """One ordinance. Raises NotFoundError for what is none."""
    description = describe(store, ordinance)
    if all(kind.iri != MPO + "Legislation" for kind in description.kinds):
        raise NotFoundError(f"条例・法令ではありません / not a law or ordinance: {ordinance}")
    return OrdinanceAnswer(ordinance, description.label, _find_parts(store, ordinance), description)


def get_article(store: Store, article: Iri) -> ArticleAnswer:
    """One article. Raises NotFoundError for what is none."""
    rows = store.select(get_query("article-ordinance"), article=article).rows
    answer = get_ordinance(store, get_iri(rows[0], "ordinance")) if rows else None
    articles = answer.articles if answer else ()
    place = next((n for n, part in enumerate(articles) if part.iri == article), None)
    if answer is None or place is None:
        raise NotFoundError(f"条文ではありません / not an article: {article}")
    description = describe(store, article)
    found = _find_implementers(store, article)
    return ArticleAnswer(
        article=articles[place],
        ordinance=Named(answer.iri, answer.label),
        path=_find_path(answer.parts, article),
        intents=description.find_facts(MPO + "intent"),
        related=description.find_facts(MPO + "relatedArticle"),
        stated=tuple(one for one in found if one.status.iri in (MPO + "Stated", MPO + "Confirmed")),
        inferred=tuple(one for one in found if one.status.iri == MPO + "Inferred"),
        candidates=tuple(one for one in found if one.status.iri == MPO + "Candidate"),
        before=articles[place - 1] if place else None,
        after=articles[place + 1] if place + 1 < len(articles) else None,
        description=description,
    )


def make_sort_key(number: str) -> tuple[int, ...]:
    """A key that sorts `30`, `30_2` and `31` in this order."""
    return tuple(int(part) for part in re.findall(r"\d+", number))


def _find_path(parts: tuple[Part, ...], article: Iri) -> tuple[Part, ...]:
    for part in parts:
        if part.kind is not Kind.ARTICLE and any(
            one.iri == article for one in part.find_articles()
        ):
            return (part, *_find_path(part.parts, article))
    return ()


def _find_parts(store: Store, ordinance: Iri) -> tuple[Part, ...]:
    first: dict[Iri, Row] = {}
    parents: dict[Iri, list[Iri | None]] = defaultdict(list)
    derived: dict[Iri, list[Iri | None]] = defaultdict(list)
    for row in store.select(get_query("ordinance-parts"), ordinance=ordinance).rows:
        part = get_iri(row, "part")
        first.setdefault(part, row)
        parents[part].append(read_iri(row, "parent"))
        derived[part].append(read_iri(row, "proof"))
    proofs = Proofs(store)
    inside: dict[Iri, list[Iri]] = defaultdict(list)
    for part in first:
        # Of several parents the deepest holds it: an article is in its section and the ordinance.
        inside[max(collect(parents[part]), key=len)].append(part)

    def build(iri: Iri) -> Part:
        row = first[iri]
        kind = (
            Kind.ARTICLE
            if is_true(row, "article")
            else _KINDS.get(make_short(iri).split("_")[0], Kind.PART)
        )
        label = read_text(row, "label")
        return Part(
            iri,
            kind,
            read_text(row, "number") or "",
            None if label is None or _ONLY_NUMBER.fullmatch(label) else label,
            proofs.find(collect(derived[iri])),
            _sort([build(part) for part in inside[iri]]),
        )

    return _sort([build(part) for part in inside[ordinance]])


def _sort(parts: list[Part]) -> tuple[Part, ...]:
    def key(part: Part) -> tuple[tuple[int, ...], str]:
        numbers = [make_sort_key(article.number) for article in part.find_articles()]
        return min(numbers, default=make_sort_key(part.number)), part.iri

    return tuple(sorted(parts, key=key))


def _find_implementers(store: Store, article: Iri) -> tuple[Implementer, ...]:
    grouped: dict[Iri, list[Row]] = defaultdict(list)
    for row in store.select(get_query("article-implementers"), article=article).rows:
        grouped[get_iri(row, "link")].append(row)
    proofs = Proofs(store)
    found: list[Implementer] = []
    for link, rows in grouped.items():
        subject, confidence = read_named(rows[0], "subject"), read_text(rows[0], "confidence")
        assert subject is not None, "the query binds it"
        vias = dict.fromkeys(via for row in rows if (via := read_named(row, "via")) is not None)
        found.append(
            Implementer(
                subject,
                link,
                get_code(get_iri(rows[0], "status")),
                None if confidence is None else float(confidence),
                tuple(vias),
                tuple(map(get_word, collect(read_iri(row, "rule") for row in rows))),
                proofs.find(collect(read_iri(row, "proof") for row in rows)),
            )
        )
    return tuple(sorted(found, key=lambda one: (-(one.confidence or 0), one.subject.label)))

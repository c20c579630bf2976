"""Ordinances and their articles, and what implements an article, stated and inferred apart."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.errors import NotFoundError
from kg.names import MPO, PREFIXES, make_municipality
from kg.questions.describe import Description, Fact, describe, find_title
from kg.questions.evidence import Evidence, Proofs, narrow_to
from kg.questions.implementer import Implementer, find_implementers
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    get_iri,
    make_short,
    parse_code,
    read_integer,
    read_text,
)
from kg.questions.said import find_said, prepare_said
from kg.questions.shared import keep, share
from kg.questions.statistic import Statistic, find_statistics
from kg.store.store import Store
from kg.store.terms import Iri


class Kind(StrEnum):
    """What a part of an ordinance is; a supplement is 附則, an annex 別表, 様式 and the like."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    DIVISION = "division"
    ARTICLE = "article"
    OTHER = "other"
    SUPPLEMENT = "supplement"
    ANNEX = "annex"


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
        return _find_articles(self.parts)

    @property
    def main(self) -> tuple[Part, ...]:
        """The main provisions."""
        return tuple(part for part in self.parts if part.kind not in _BEHIND)

    @property
    def supplements(self) -> tuple[Part, ...]:
        """附則, the first and those of amendments."""
        return tuple(part for part in self.parts if part.kind is Kind.SUPPLEMENT)

    @property
    def annexes(self) -> tuple[Part, ...]:
        """別表, 様式 and the like."""
        return tuple(part for part in self.parts if part.kind is Kind.ANNEX)


@dataclass(frozen=True)
class ArticleAnswer:
    """An article: its place, what it is about, what implements it, and figures about that."""

    article: Part
    ordinance: Named
    path: tuple[Part, ...]
    intents: tuple[Fact, ...]
    related: tuple[Fact, ...]
    stated: tuple[Implementer, ...]
    inferred: tuple[Implementer, ...]
    candidates: tuple[Implementer, ...]
    statistics: tuple[Statistic, ...]
    before: Part | None
    after: Part | None
    description: Description


#: Ordinances whose contents are kept.
_MOST = 256
_PART_OF = PREFIXES["eli"] + "is_part_of"
_TYPE = PREFIXES["rdf"] + "type"
_DERIVED = PREFIXES["prov"] + "wasDerivedFrom"
_LABEL = PREFIXES["skos"] + "prefLabel"
_NUMBER = PREFIXES["eli"] + "number"
#: What stands inside an article or 附則, and those two themselves.
_INSIDE = re.compile(r"/(?:para|item|sub)_[0-9_]+\Z|/suppl[0-9_]*/")
_CLOSED = re.compile(r"/(?:art|suppl)[0-9_]*\Z")
_STATED = (MPO + "Stated", MPO + "Confirmed")
#: What a part is by the name of its segment, in the order of a text where no number tells it.
_KINDS = {
    "part": Kind.PART, "chp": Kind.CHAPTER, "sec": Kind.SECTION, "subsec": Kind.SUBSECTION,
    "div": Kind.DIVISION, "suppl": Kind.SUPPLEMENT, "tbl": Kind.ANNEX, "form": Kind.ANNEX,
    "fig": Kind.ANNEX, "note": Kind.ANNEX,
}  # fmt: skip
_SEGMENTS = tuple(_KINDS)
_BEHIND = (Kind.SUPPLEMENT, Kind.ANNEX)
_DIGITS = "[0-9〇一二三四五六七八九十百]+"
_ONLY_NUMBER = re.compile(f"第{_DIGITS}[編章節条款目](の{_DIGITS})*")


def find_ordinances(store: Store) -> tuple[OrdinanceEntry, ...]:
    """All laws, ordinances and rules, found once."""
    return keep(store, _find_ordinances)


def _find_ordinances(store: Store) -> tuple[OrdinanceEntry, ...]:
    counts = {
        get_iri(row, "ordinance"): read_integer(row, "articles") or 0
        for row in store.select(get_query("ordinance-counts")).rows
    }
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
                counts.get(iri, 0),
            ),
        )
    return tuple(sorted(found.values(), key=_place))


def _place(one: OrdinanceEntry) -> tuple[str, bool, str, Iri]:
    """A key that puts the nation's first, and of a municipality its ordinances before its rules."""
    return parse_code(one.iri) or "", "/kisoku/" in one.iri, one.label, one.iri


def get_ordinance(store: Store, ordinance: Iri) -> OrdinanceAnswer:
    """One ordinance. Raises NotFoundError for what is none."""
    description = describe(store, ordinance)
    if all(kind.iri != MPO + "Legislation" for kind in description.kinds):
        raise NotFoundError(f"条例・法令ではありません / not a law or ordinance: {ordinance}")
    parts = share(store, _find_parts, _MOST)(ordinance)
    return OrdinanceAnswer(ordinance, description.label, parts, description)


def find_municipality_of(store: Store, ordinance: Iri) -> Named | None:
    """The municipality whose ordinance or rule it is, None for what is the nation's."""
    code = parse_code(ordinance)
    if code is None:
        return None
    municipality = Iri(make_municipality(code))
    return Named(municipality, find_title(store, municipality))


def find_ordinance_of(store: Store, part: Iri) -> Iri | None:
    """The law, ordinance or rule that an article, a chapter or a section belongs to."""
    waiting, seen = [part], {part}
    while waiting:
        said = find_said(store, waiting.pop(0))
        above = [one for one in said.find(_PART_OF) if isinstance(one, Iri) and one not in seen]
        for one in above:
            if MPO + "Legislation" in find_said(store, one).find(_TYPE):
                return one
        waiting += above
        seen.update(above)
    return None


def get_article(store: Store, article: Iri) -> ArticleAnswer:
    """One article. Raises NotFoundError for what is none."""
    ordinance = find_ordinance_of(store, article)
    parts = () if ordinance is None else share(store, _find_parts, _MOST)(ordinance)
    articles = _find_articles(parts)
    place = next((n for n, part in enumerate(articles) if part.iri == article), None)
    if ordinance is None or place is None:
        raise NotFoundError(f"条文ではありません / not an article: {article}")
    description = describe(store, article)
    found = find_implementers(store, article)
    sure = [one for one in found if one.status.iri in (*_STATED, MPO + "Inferred")]
    return ArticleAnswer(
        article=articles[place],
        ordinance=Named(ordinance, find_title(store, ordinance)),
        path=_find_path(parts, article),
        intents=tuple(
            replace(fact, evidence=narrow_to(fact.value, fact.evidence))
            for fact in description.find_facts(MPO + "intent")
        ),
        related=description.find_facts(MPO + "relatedArticle"),
        stated=tuple(one for one in found if one.status.iri in _STATED),
        inferred=tuple(one for one in found if one.status.iri == MPO + "Inferred"),
        candidates=tuple(one for one in found if one.status.iri == MPO + "Candidate"),
        statistics=find_statistics(store, *(one.subject.iri for one in sure)) if sure else (),
        before=articles[place - 1] if place else None,
        after=articles[place + 1] if place + 1 < len(articles) else None,
        description=description,
    )


def find_part(store: Store, ordinance: Iri, iri: Iri) -> Part | None:
    """A chapter, an article or another part of an ordinance that its contents list."""
    waiting = list(share(store, _find_parts, _MOST)(ordinance))
    while waiting:
        part = waiting.pop()
        if part.iri == iri:
            return part
        waiting += part.parts
    return None


def make_sort_key(number: str) -> tuple[int, ...]:
    """A key that sorts `30`, `30_2` and `31` in this order."""
    return tuple(int(part) for part in re.findall(r"\d+", number))


def _find_articles(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(article for part in parts for article in part.find_articles())


def _find_path(parts: tuple[Part, ...], article: Iri) -> tuple[Part, ...]:
    for part in parts:
        if part.kind is not Kind.ARTICLE and any(
            one.iri == article for one in part.find_articles()
        ):
            return (part, *_find_path(part.parts, article))
    return ()


def _find_parts(store: Store, ordinance: Iri) -> tuple[Part, ...]:
    parts = _walk(store, ordinance)
    prepare_said(store, parts)
    proofs = Proofs(store)
    prepare_said(
        store, (one for part in parts for one in find_said(store, part).find_iris(_DERIVED))
    )
    inside: dict[Iri, list[Iri]] = defaultdict(list)
    for part in parts:
        # Of several parents the deepest holds it: an article is in its section and the ordinance.
        inside[max(find_said(store, part).find_iris(_PART_OF), key=len)].append(part)

    def build(iri: Iri) -> Part:
        said = find_said(store, iri)
        kind = (
            Kind.ARTICLE
            if MPO + "Article" in said.find(_TYPE)
            else _KINDS.get(make_short(iri).split("_")[0], Kind.OTHER)
        )
        label = said.get_text(_LABEL)
        return Part(
            iri,
            kind,
            said.get_text(_NUMBER) or "",
            None if label is None or _ONLY_NUMBER.fullmatch(label) else label,
            proofs.find(said.find_iris(_DERIVED)),
            _sort([build(part) for part in inside[iri]]),
        )

    return _sort([build(part) for part in inside[ordinance]])


def _walk(store: Store, ordinance: Iri) -> tuple[Iri, ...]:
    """The parts of an ordinance, level by level: neither what stands inside its articles nor what
    stands inside its 附則.

    One look-up a level, and no path of any length, which engines plan in ways of their own.
    """
    found: dict[Iri, None] = {}
    waiting = [ordinance]
    while waiting:
        below = {part for part, _, _ in store.find_users(waiting, Iri(_PART_OF))}
        fresh = sorted(
            part for part in below - found.keys() if not _INSIDE.search(part) and part != ordinance
        )
        found.update(dict.fromkeys(fresh))
        waiting = [part for part in fresh if not _CLOSED.search(part)]
    return tuple(found)


def _sort(parts: list[Part]) -> tuple[Part, ...]:
    def key(part: Part) -> tuple[int, tuple[int, ...], str]:
        if part.kind in _BEHIND:
            # 附則 have no number but the year and number of what brought them.
            segment, _, number = make_short(part.iri).partition("_")
            return 1 + _SEGMENTS.index(segment), make_sort_key(number), part.iri
        numbers = [make_sort_key(article.number) for article in part.find_articles()]
        return 0, min(numbers, default=make_sort_key(part.number)), part.iri

    return tuple(sorted(parts, key=key))

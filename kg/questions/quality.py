"""What a person should look at in the graph: gaps, doubts, disagreements, what documents lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.quality.finding import Severity
from kg.questions.label import make_heading_label, shorten
from kg.questions.quality_words import WORDS, IssueKind
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    get_iri,
    group_rows,
    make_short,
    parse_code,
    read_integer,
    read_iri,
    read_named,
    read_text,
)
from kg.questions.vocabulary import get_word
from kg.store.store import Store
from kg.store.terms import Iri, Row

_PLAIN: Final = {
    IssueKind.ORIGINAL: "quality-originals",
    IssueKind.RUNNER: "quality-projects",
    IssueKind.IDLE: "quality-bodies",
    IssueKind.INCOMPLETE: "quality-incomplete",
}
_PARENT: Final = PREFIXES["skos"] + "broader"
_DUPLICATE: Final = MPO + "possibleDuplicateOf"


@dataclass(frozen=True)
class Spot:
    """Where in a document something stands: a line, and the stretch that proves it."""

    document: Iri
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Issue:
    """Something that a person should look at. `detail` says in both languages what exactly.

    `documents` are all that prove the thing, `document` the one that is shown. `fix` replaces what
    is to be done about its kind, where the finding knows better; `link` is the doubtful statement.
    """

    kind: IssueKind
    thing: Named | None
    spot: Spot | None
    document: Iri | None
    code: str | None
    bodies: tuple[Named, ...]
    detail: tuple[str, str]
    fix: tuple[str, str] = ("", "")
    link: Iri | None = None
    severity: Severity | None = None
    documents: tuple[Iri, ...] = ()

    @property
    def weight(self) -> Severity:
        """How grave it is, by its kind where it says nothing itself."""
        return self.severity or WORDS[self.kind].severity


def find_issues(store: Store) -> tuple[Issue, ...]:
    """All that the graph itself tells of, the graver kinds first, in the documents' order."""
    reader = _Reader(store)
    return sort_issues(
        (
            *reader.find_links(),
            *reader.find_disagreeing(),
            *reader.find_named(),
            *reader.find_articles(),
            *reader.find_documents(),
        )
    )


def sort_issues(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """The issues by kind, the graver first, then by document and place."""
    kinds = list(IssueKind)

    def key(one: Issue) -> tuple[object, ...]:
        start = one.spot.start if one.spot else -1
        thing = one.thing.iri if one.thing else ""
        return kinds.index(one.kind), one.document or "~", start, one.detail, thing, one.link or ""

    return tuple(sorted(issues, key=key))


class _Reader:
    """Reads issues; who runs what is read once, and the place of each thing by itself."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._runners: dict[Iri, dict[Iri, Named]] = defaultdict(dict)
        self._running: set[Iri] = set()
        for row in self._select("quality-runners"):
            if (body := read_named(row, "body")) is not None:
                self._runners[get_iri(row, "thing")][body.iri] = body
                self._running.add(body.iri)

    def find_named(self) -> Iterator[Issue]:
        """Rows without original, projects without body, bodies without project, texts cut off."""
        for kind, name in _PLAIN.items():
            for thing, rows in self._group(name).items():
                if kind is IssueKind.RUNNER and thing in self._runners:
                    continue
                if kind is IssueKind.IDLE and thing in self._running:
                    continue
                named = Named(thing, _read_label(thing, rows))
                told = (named.label, named.label)
                bodies = (named,) if kind is IssueKind.IDLE else None
                yield self._make(kind, named, told, bodies=bodies)

    def find_links(self) -> Iterator[Issue]:
        """Statements that a person may decide on."""
        told: set[tuple[str, frozenset[Iri]]] = set()
        # Of two links that say the same the one that is told is the same in every engine.
        for link, rows in sorted(self._group("quality-links", "link").items()):
            thing, other = get_iri(rows[0], "thing"), read_iri(rows[0], "other")
            predicate = get_iri(rows[0], "property")
            key = (predicate, frozenset({thing, other or thing}))
            # What is said both ways is one question.
            if predicate == _DUPLICATE and key in told:
                continue
            told.add(key)
            label, word = _read_label(thing, rows), get_word(predicate)
            target = _read_label(other or thing, rows, "otherLabel")
            kinds = {_PARENT: IssueKind.PARENT, _DUPLICATE: IssueKind.DUPLICATE}
            detail = (
                f"「{label}」→「{target}」（{word.ja}）",
                f"“{label}” → “{target}” ({word.en})",
            )
            kind = kinds.get(predicate, IssueKind.CANDIDATE)
            yield self._make(kind, Named(thing, label), detail, link=link)

    def find_disagreeing(self) -> Iterator[Issue]:
        """What documents say differently of one thing."""
        grouped: dict[tuple[Iri, Iri], list[Row]] = defaultdict(list)
        for row in self._select("quality-claims"):
            grouped[get_iri(row, "thing"), get_iri(row, "property")].append(row)
        for (thing, predicate), rows in grouped.items():
            label, word = _read_label(thing, rows), get_word(predicate)
            values = " / ".join(sorted({str(row["value"]) for row in rows}))
            detail = (f"「{label}」の{word.ja}: {values}", f"{word.en} of “{label}”: {values}")
            proved = min(get_iri(row, "claim") for row in rows)
            yield self._make(IssueKind.DISAGREE, Named(thing, label), detail, proved=proved)

    def find_articles(self) -> Iterator[Issue]:
        """Articles that nothing implements."""
        for thing, rows in self._group("quality-articles").items():
            number = read_text(rows[0], "number") or ""
            label = make_heading_label(number, read_text(rows[0], "label"))
            told = f"{_read_label(thing, rows, 'homeLabel')} {label}"
            yield self._make(IssueKind.ARTICLE, Named(thing, label), (told, told))

    def find_documents(self) -> Iterator[Issue]:
        """Documents that lack what one needs to find or date them."""
        for thing, rows in self._group("quality-documents").items():
            named = Named(thing, read_text(rows[0], "label") or make_short(thing))
            for kind, name in ((IssueKind.ISSUED, "issued"), (IssueKind.ADDRESS, "source")):
                if not any(name in row for row in rows):
                    told = (named.label, named.label)
                    yield Issue(kind, named, None, thing, parse_code(thing), (), told)

    def _make(
        self,
        kind: IssueKind,
        thing: Named,
        detail: tuple[str, str],
        *,
        bodies: tuple[Named, ...] | None = None,
        proved: Iri | None = None,
        link: Iri | None = None,
    ) -> Issue:
        places = self._select("quality-place", thing=proved or thing.iri)
        spot = find_spot(places)
        own = tuple(sorted(self._runners.get(thing.iri, {}).values(), key=lambda one: one.iri))
        document = spot.document if spot else None
        code = parse_code(thing.iri)
        documents = tuple(sorted({get_iri(row, "document") for row in places}))
        return Issue(
            kind, thing, spot, document, code, bodies or own, detail, link=link, documents=documents
        )

    def _select(self, name: str, **bound: Iri) -> list[Row]:
        return self._store.select(get_query(name), **bound).rows

    def _group(self, name: str, variable: str = "thing") -> dict[Iri, list[Row]]:
        return group_rows(self._select(name), variable)


def find_spot(rows: Iterable[Row]) -> Spot | None:
    """The first place of some rows, None where they have none."""
    spots = [
        Spot(
            get_iri(row, "document"),
            read_integer(row, "line") or 1,
            read_integer(row, "start") or 0,
            read_integer(row, "end") or 0,
        )
        for row in rows
    ]
    return min(spots, key=lambda one: (one.document, one.start, one.end), default=None)


def _read_label(thing: Iri, rows: Iterable[Row], name: str = "label") -> str:
    labels = [label for row in rows if (label := read_text(row, name)) is not None]
    return shorten(min(labels)) if labels else make_short(thing)

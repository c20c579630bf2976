"""What was found of follows, article links and identity, against reviewed readings
(tests/expected/links): three tables of judgements, each read from the sources alone.

A judgement that its reader doubts is counted apart: the certain ones are the score.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.graph.terms import ELI, MPO, SKOS
from kg.names import PREFIXES, parse_document
from kg.quality.scores import Score
from kg.text.articles import parse_article
from kg.text.fold import fold_key

Key = tuple[str, ...]
_FOLLOWS: Final = URIRef(PREFIXES["cpsv"] + "follows")
_HOLDING: Final = (MPO.Stated, MPO.Inferred, MPO.Confirmed)
#: The kinds that the tables name, by class; the more special first.
_KINDS: Final = (
    (MPO.PolicyNode, "node"),
    (MPO.Project, "project"),
    (MPO.Body, "body"),
    (MPO.Instrument, "instrument"),
    (MPO.Service, "service"),
    (MPO.Publication, "publication"),
    (MPO.Event, "event"),
    (MPO.Facility, "facility"),
)
_RELATIONS: Final = {_FOLLOWS: "follows", MPO.carriesOut: "carries-out"}
_IDENTITY: Final = {
    MPO.sameThingAs: "same",
    SKOS.exactMatch: "same",
    MPO.closeTo: "close",
    SKOS.closeMatch: "close",
}


@dataclass(frozen=True)
class ChainScore:
    """One question of a table: the score without doubts and with them, what is wrong or missing,
    and the keys that were found beyond doubt, with whether they are right."""

    name: str
    certain: Score
    all: Score
    wrong: tuple[Key, ...]
    missing: tuple[Key, ...]
    judged: Mapping[Key, bool]


def score_chains(graph: Graph, folder: Path) -> tuple[ChainScore, ...]:
    """The scores of the links of a graph; documents that it does not hold are not asked for."""
    reader = _Reader(graph)
    return (
        *_score_articles(reader, folder),
        *_score_follows(reader, folder),
        *_score_identity(reader, folder),
    )


def count_chain_rules(graph: Graph, scores: Iterable[ChainScore]) -> dict[str, tuple[int, int]]:
    """How many links of each rule were right, and how many were judged beyond doubt."""
    reader, judged = _Reader(graph), {score.name: score.judged for score in scores}
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    seen: set[tuple[str, Key]] = set()
    for name, predicates in (
        ("article inferred", [MPO.implementsArticle]),
        ("identity same", [MPO.sameThingAs, SKOS.exactMatch]),
        ("identity close", [MPO.closeTo, SKOS.closeMatch]),
    ):
        for link in chain.from_iterable(
            graph.subjects(RDF.predicate, predicate) for predicate in predicates
        ):
            key = reader.name_link(link, name)
            for rule in graph.objects(link, MPO.rule):
                slug = str(rule).rpartition("/")[2]
                if key in judged[name] and (slug, key) not in seen:
                    seen.add((slug, key))
                    total[slug] += 1
                    right[slug] += judged[name][key]
    return {slug: (right[slug], number) for slug, number in total.items()}


def _read(path: Path, documents: Iterable[str], column: str) -> Iterator[dict[str, str]]:
    known = set(documents)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[column] in known:
                yield row


class _Reader:
    """Labels, kinds and links of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.documents = {
            name.slug
            for one in graph.subjects(RDF.type, MPO.SourceDocument)
            if (name := parse_document(str(one))) is not None
        }

    def say(self, thing: Node) -> tuple[str, str]:
        """The kind and the folded name of a thing."""
        kinds = set(self.graph.objects(thing, RDF.type))
        kind = next((word for one, word in _KINDS if one in kinds), "")
        label = str(self.graph.value(thing, SKOS.prefLabel) or "")
        return kind, fold_key(label.partition("（")[0] if kind == "event" else label)

    def name_link(self, link: Node, question: str) -> Key:
        """The key of a link in a question's table."""
        subject, object_ = (self.graph.value(link, one) for one in (RDF.subject, RDF.object))
        assert subject is not None, "a link has its ends"
        assert object_ is not None, "a link has its ends"
        if question.startswith("article"):
            return (*self.say(subject), str(self.graph.value(object_, ELI.number) or ""))
        sides = sorted((self.say(subject), self.say(object_)))
        return tuple(part for side in sides for part in side)

    def find_names(self, thing: Node) -> set[str]:
        """All names of a thing, folded."""
        labels = (self.graph.objects(thing, one) for one in (SKOS.prefLabel, SKOS.altLabel))
        return {fold_key(str(label)) for label in chain.from_iterable(labels)}

    def find_links(self, *predicates: URIRef) -> Iterator[tuple[Node, URIRef, Node, Node]]:
        """The links of some predicates that hold: subject, predicate, object, status."""
        for predicate in predicates:
            for link in self.graph.subjects(RDF.predicate, predicate):
                status = self.graph.value(link, MPO.status)
                subject = self.graph.value(link, RDF.subject)
                object_ = self.graph.value(link, RDF.object)
                if status in _HOLDING and subject is not None and object_ is not None:
                    assert status is not None
                    yield subject, predicate, object_, status


def _compare(
    name: str, found: set[Key], expected: Mapping[Key, bool], neutral: set[Key]
) -> ChainScore:
    """The score of found keys; `expected` says of each whether it is doubted, `neutral` are those
    that a reader judged to cost nothing either way."""
    sure = {key for key, doubted in expected.items() if not doubted}
    doubted = set(expected) - sure
    held = found - neutral
    return ChainScore(
        name,
        Score(len(held & sure), len(held - doubted), len(sure)),
        Score(len(held & set(expected)), len(held), len(expected)),
        tuple(sorted(held - set(expected))),
        tuple(sorted(set(expected) - held)),
        {key: key in sure for key in held - doubted},
    )


def _is_doubted(row: Mapping[str, str]) -> bool:
    return row["note"].startswith("doubt")


def _score_articles(reader: _Reader, folder: Path) -> Iterator[ChainScore]:
    expected: dict[str, dict[Key, bool]] = {"stated": {}, "inferred": {}}
    neutral: set[Key] = set()
    for row in _read(folder / "articles.tsv", reader.documents, "document"):
        # Another ordinance is written out: 瑞川市自治基本条例第5条.
        number = parse_article("第" + row["article"].rpartition("第")[2]) or row["article"]
        key = (row["kind"], fold_key(row["subject"]), number)
        if row["status"] in expected:
            expected[row["status"]][key] = _is_doubted(row)
        elif _is_doubted(row):
            neutral.add(key)
    found: dict[str, set[Key]] = {"stated": set(), "inferred": set()}
    for subject, _, article, status in reader.find_links(MPO.implementsArticle):
        number = str(reader.graph.value(article, ELI.number) or "")
        word = "inferred" if status == MPO.Inferred else "stated"
        found[word].add((*reader.say(subject), number))
    for word, keys in found.items():
        yield _compare(f"article {word}", keys, expected[word], neutral)


def _score_follows(reader: _Reader, folder: Path) -> Iterator[ChainScore]:
    rows = list(_read(folder / "follows.tsv", reader.documents, "document"))
    found: dict[str, set[Key]] = {word: set() for word in _RELATIONS.values()}
    for subject, predicate, object_, _ in reader.find_links(*_RELATIONS):
        word = _RELATIONS[predicate]
        names = sorted(reader.find_names(object_))
        own = reader.say(subject)
        told = {fold_key(row["object"]) for row in rows if row["relation"] == word}
        name = next((one for one in names if one in told), reader.say(object_)[1])
        found[word].add((*own, name))
    for word, keys in found.items():
        expected: dict[Key, bool] = {}
        neutral: set[Key] = set()
        for row in rows:
            if row["relation"] != word:
                continue
            key = (row["kind"], fold_key(row["subject"]), fold_key(row["object"]))
            if row["verdict"] == "yes":
                expected[key] = _is_doubted(row)
            elif row["verdict"] == "doubt" or _is_doubted(row):
                neutral.add(key)
        yield _compare(word, keys, expected, neutral)


def _score_identity(reader: _Reader, folder: Path) -> Iterator[ChainScore]:
    expected: dict[str, dict[Key, bool]] = {"same": {}, "close": {}}
    neutral: dict[str, set[Key]] = {"same": set(), "close": set()}
    for row in _read(folder / "identity.tsv", reader.documents, "left_document"):
        sides = [
            (row[f"{side}_kind"], fold_key(row[f"{side}_name"])) for side in ("left", "right")
        ]
        if row["right_document"] not in reader.documents:
            continue
        if sides[0] == sides[1] and sides[0][0] != "node":
            # One name of one kind has one IRI.
            continue
        key = tuple(part for side in sorted(sides) for part in side)
        if row["verdict"] in expected:
            expected[row["verdict"]][key] = _is_doubted(row)
        elif _is_doubted(row):
            for keys in neutral.values():
                keys.add(key)
    # What is close with a doubt may as well be the same, and the other way round.
    for word, other in (("same", "close"), ("close", "same")):
        neutral[word] |= {key for key, doubted in expected[other].items() if doubted}
    found: dict[str, set[Key]] = {"same": set(), "close": set()}
    for left, predicate, right, _ in reader.find_links(*_IDENTITY):
        sides = sorted((reader.say(left), reader.say(right)))
        found[_IDENTITY[predicate]].add(tuple(part for side in sides for part in side))
    for word, keys in found.items():
        yield _compare(f"identity {word}", keys, expected[word], neutral[word])

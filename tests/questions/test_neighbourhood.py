"""The neighbourhood of a thing: bounded, counted, proven, in the same order every time."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pyoxigraph as ox
import pytest

from kg.errors import NotFoundError
from kg.names import ID, MPO, PREFIXES
from kg.questions.neighbourhood import (
    FIRST,
    MOST_THINGS,
    TOLD,
    Neighbourhood,
    Wish,
    find_neighbourhood,
)
from kg.questions.neighbours import MOST, SYMMETRIC, Relation
from kg.questions.query import get_query
from kg.questions.relation_words import find_relations
from kg.questions.trace_words import Status
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri
from tests.questions.small_graph import DOCUMENT, ORDINANCE, ROAD

ARTICLE = Iri(f"{ORDINANCE}/art_1")
LINKED = (
    "SELECT DISTINCT ?thing { ?link rdf:subject|rdf:object ?thing ; mpo:status ?status "
    "FILTER (isIRI(?thing)) } ORDER BY ?thing"
)
HUB = Iri(f"{ID}990001/ward/hub")
MANY = 5_000


def read_edges(shown: Neighbourhood) -> set[tuple[str, str, str]]:
    return {(one.subject.iri, one.predicate.iri, one.object.iri) for one in shown.edges}


def find_middles(store: EmbeddedStore) -> list[Iri]:
    rows = store.select("SELECT DISTINCT ?thing { ?thing a ?kind ; ^mpo:mentions|mpo:lists ?x }")
    found = sorted({Iri(row["thing"]) for row in rows.rows})
    return found[:: max(1, len(found) // 25)]


def test_every_edge_joins_the_middle_and_stands_in_the_graph(real: EmbeddedStore) -> None:
    for middle in find_middles(real):
        shown = find_neighbourhood(real, middle)
        assert shown.middle.iri == middle
        for edge in shown.edges:
            assert middle in (edge.subject.iri, edge.object.iri)
            said = real.select(
                "SELECT ?s ?p ?o { { ?s ?p ?o } UNION "
                "{ ?link rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } }",
                s=edge.subject.iri,
                p=edge.predicate.iri,
                o=edge.object.iri,
            ).rows
            assert said, edge


def test_nothing_is_left_out_uncounted(real: EmbeddedStore) -> None:
    """What is shown and what is counted as left out are together all there is."""
    relations = set(find_relations()) - TOLD
    for middle in find_middles(real):
        shown = find_neighbourhood(real, middle)
        there = set()
        for subject, object_ in ((middle, None), (None, middle)):
            bound = {"s": subject} if subject else {"o": object_}
            rows = real.select(
                "SELECT DISTINCT ?s ?p ?o { { ?s ?p ?o } UNION { ?link rdf:subject ?s ; "
                "rdf:predicate ?p ; rdf:object ?o ; mpo:status mpo:Candidate } }",
                **bound,
            ).rows
            for row in rows:
                ends = row["s"], row["o"]
                if row["p"] in relations and isinstance(row["o"], Iri) and MPO not in row["o"]:
                    one, two = sorted(ends) if row["p"] in SYMMETRIC else ends
                    there.add((one, row["p"], two))
        assert len(shown.edges) + sum(rest.left for rest in shown.rests) == len(there), middle


def test_a_link_has_its_status_and_its_proof(real: EmbeddedStore) -> None:
    statuses = set()
    for row in real.select(LINKED).rows[::9]:
        shown = find_neighbourhood(real, Iri(row["thing"]))
        for edge in shown.edges:
            if edge.link is not None:
                assert edge.status is not None
                assert edge.status.iri != MPO + "Rejected"
                assert edge.evidence, edge
                statuses.add(edge.status.iri)
    assert statuses >= {MPO + "Stated", MPO + "Inferred", MPO + "Candidate"}


@pytest.mark.parametrize("status", list(Status))
def test_one_status_leaves_what_has_another(real: EmbeddedStore, status: Status) -> None:
    every: dict[Status, set[str | None]] = {
        Status.STATED: {None, MPO + "Stated"},
        Status.INFERRED: {MPO + "Inferred", MPO + "Confirmed"},
        Status.CANDIDATE: {MPO + "Candidate"},
    }
    some = 0
    for row in real.select(LINKED).rows[::5]:
        thing = Iri(row["thing"])
        shown = find_neighbourhood(real, thing, Wish(status=status))
        met = {one.status.iri if one.status else None for one in shown.edges}
        assert met <= every[status]
        some += len(shown.edges)
    assert some


def test_a_relation_and_a_class_narrow_the_edges_and_the_counts(real: EmbeddedStore) -> None:
    rows = real.select("SELECT ?a (COUNT(*) AS ?n) { ?x mpo:implementsArticle ?a } GROUP BY ?a")
    article = max(rows.rows, key=lambda row: int(row["n"]))
    middle, relation = Iri(article["a"]), Iri(MPO + "implementsArticle")
    shown = find_neighbourhood(real, middle, Wish(relations=frozenset({relation})))
    assert {edge.predicate.iri for edge in shown.edges} == {relation}
    assert len(shown.edges) == FIRST
    assert shown.rests[0].left == int(article["n"]) - FIRST
    node = Iri(MPO + "PolicyNode")
    narrowed = find_neighbourhood(real, middle, Wish(kind=node))
    kinds = {one.kind.iri for one in narrowed.things[1:] if one.kind}
    assert kinds == {node}
    opened = Wish(opened=((middle, Relation(relation, False)),))
    whole = find_neighbourhood(real, middle, opened)
    implementing = [edge for edge in whole.edges if edge.predicate.iri == relation]
    assert len(implementing) == int(article["n"])


def test_a_thing_widened_brings_its_own_neighbours(real: EmbeddedStore) -> None:
    for middle in find_middles(real)[::4]:
        near = find_neighbourhood(real, middle)
        for thing in near.things[1:3]:
            wide = find_neighbourhood(real, middle, Wish(expanded=(thing.iri,)))
            own = find_neighbourhood(real, thing.iri)
            assert read_edges(near) <= read_edges(wide)
            assert len(read_edges(own) & read_edges(wide)) >= min(len(own.edges), 1)
            assert wide.expanded == (thing.iri,)
    # What is not shown cannot be widened, and says nothing.
    other = Wish(expanded=(Iri(f"{ID}none"),))
    assert read_edges(find_neighbourhood(real, middle, other)) == read_edges(near)


def test_two_steps_hold_one_step_and_no_more_than_can_be_drawn(real: EmbeddedStore) -> None:
    for middle in find_middles(real)[::3]:
        near, far = (find_neighbourhood(real, middle, Wish(depth=depth)) for depth in (1, 2))
        assert read_edges(near) <= read_edges(far)
        assert len(far.things) <= MOST_THINGS
        assert far == find_neighbourhood(real, middle, Wish(depth=2))


def test_a_symmetric_relation_is_one_edge(real: EmbeddedStore) -> None:
    rows = real.select("SELECT ?a ?b { ?a mpo:closeTo ?b }").rows
    assert rows
    for row in rows[::3]:
        shown = find_neighbourhood(real, Iri(row["a"]))
        pairs = [
            frozenset((one.subject.iri, one.object.iri))
            for one in shown.edges
            if one.predicate.iri == MPO + "closeTo"
        ]
        assert len(pairs) == len(set(pairs))
        assert frozenset((row["a"], row["b"])) in pairs


def test_what_implements_by_another_word_is_told_once(real: EmbeddedStore) -> None:
    rows = real.select(
        "SELECT ?a ?b { ?a cpsv:implements ?b MINUS { ?a mpo:implementsArticle ?b } }"
    ).rows
    assert rows == [], "kg.questions.neighbourhood.TOLD leaves cpsv:implements out"


def test_the_small_graph_and_what_it_does_not_hold(small: EmbeddedStore) -> None:
    assert find_neighbourhood(small, Iri(ROAD)).edges
    assert find_neighbourhood(small, Iri(DOCUMENT)).edges
    assert find_neighbourhood(small, ARTICLE).edges
    with pytest.raises(NotFoundError):
        find_neighbourhood(small, Iri(f"{ID}990001/project/none"))


def make_hub() -> EmbeddedStore:
    """A ward that thousands of rows name."""
    store, graph = ox.Store(), ox.DefaultGraph()

    def add(subject: str, predicate: str, value: str) -> ox.Quad:
        prefix, _, local = predicate.partition(":")
        node = ox.NamedNode(PREFIXES[prefix] + local)
        return ox.Quad(ox.NamedNode(subject), node, ox.NamedNode(value), graph)

    quads = [add(HUB, "rdf:type", MPO + "Ward")]
    for number in range(MANY):
        row, link = f"{ID}990001/document/d/listing/{number}", f"{ID}link/{number}"
        status = MPO + ("Inferred" if number % 5 == 0 else "Stated")
        quads += [
            add(row, "rdf:type", MPO + "Listing"),
            add(row, "mpo:mentions", HUB),
            add(link, "rdf:subject", row),
            add(link, "rdf:predicate", MPO + "mentions"),
            add(link, "rdf:object", HUB),
            add(link, "mpo:status", status),
        ]
    store.bulk_extend(quads)
    return EmbeddedStore(store, union=False)


class CountingStore(EmbeddedStore):
    """A store that counts the rows that it hands over."""

    rows = 0

    def select(self, query: str, **bindings):  # type: ignore[no-untyped-def]
        found = super().select(query, **bindings)
        self.rows += len(found.rows)
        return found


def test_a_hub_is_counted_but_not_read() -> None:
    store = CountingStore(make_hub().engine, union=False)
    shown = find_neighbourhood(store, HUB)
    assert len(shown.edges) == FIRST
    assert [rest.left for rest in shown.rests] == [MANY - FIRST]
    assert store.rows < 500
    relation = Relation(Iri(MPO + "mentions"), False)
    opened = find_neighbourhood(store, HUB, Wish(opened=((HUB, relation),)))
    assert len(opened.edges) == MOST
    assert [(rest.left, rest.more) for rest in opened.rests] == [(MANY - MOST, False)]
    for status, many in ((Status.STATED, MANY * 4 // 5), (Status.INFERRED, MANY // 5)):
        narrowed = find_neighbourhood(store, HUB, Wish(status=status))
        assert narrowed.rests[0].left == many - FIRST


def test_the_queries_ask_for_the_relations_that_have_words() -> None:
    text = (resources.files("kg.questions") / "relation_words.toml").read_text(encoding="utf-8")
    words = {f"{prefix}:{local}" for prefix, own in tomllib.loads(text).items() for local in own}
    for way in ("out", "in"):
        query = get_query(f"neighbours-{way}-count")
        (values,) = re.findall(r"VALUES \?predicate \{(.*?)\}", query, re.DOTALL)
        assert set(values.split()) == words

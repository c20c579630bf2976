"""The embedded engine: what queries give back, and that values stay values."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import GraphError, QueryError
from kg.names import GRAPH_CURATED, GRAPH_INFERRED, GRAPH_ONTOLOGY, PREFIXES
from kg.store.embedded import EmbeddedStore, load_store
from kg.store.terms import Fact, Iri, Result, Term, Text

XSD = PREFIXES["xsd"]
ANY = st.text(st.characters(exclude_categories=["Cs"]))
HOSTILE = st.one_of(
    ANY,
    st.sampled_from(
        [
            "'",
            '"',
            '" . ?s ?p ?o } #',
            "') } UNION { ?s ?p ?o } #",
            "\\",
            "\\u0022",
            "?o",
            "<urn:a>",
            '"""',
            "\n",
            "\x00",
            "}} ; DROP ALL #",
            "SERVICE <urn:x> {}",
            "\u2028",
        ]
    ),
)


def make_store(*triples: tuple[str, str, Term]) -> EmbeddedStore:
    store = ox.Store()
    for subject, predicate, value in triples:
        object_: ox.NamedNode | ox.Literal = (
            ox.NamedNode(value)
            if isinstance(value, Iri)
            else ox.Literal(value, language=value.language)
            if value.language
            else ox.Literal(value, datatype=ox.NamedNode(value.datatype or XSD + "string"))
        )
        graph = ox.NamedNode("urn:g")
        store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), object_, graph))
    return EmbeddedStore(store)


def test_rows_come_with_the_variables_in_their_order() -> None:
    store = make_store(("urn:a", "urn:p", Text("あ", "ja")))
    found = store.select("SELECT ?o ?s ?none { ?s ?p ?o OPTIONAL { ?s <urn:q> ?none } }")
    assert found == Result(("o", "s", "none"), [{"o": Text("あ"), "s": Iri("urn:a")}])
    (row,) = found.rows
    assert isinstance(row["s"], Iri)
    text = row["o"]
    assert isinstance(text, Text)
    assert (text.language, text.datatype) == ("ja", PREFIXES["rdf"] + "langString")


def test_a_query_without_graph_sees_the_union_of_all_graphs() -> None:
    store = make_store(("urn:a", "urn:p", Text("1")))
    assert store.run("ASK { ?s ?p ?o }") is True
    assert store.run("ASK { GRAPH <urn:g> { ?s ?p ?o } }") is True
    assert store.run("ASK { GRAPH <urn:h> { ?s ?p ?o } }") is False


TRIPLES = (
    ("urn:a", "urn:p", Text("名", "ja")),
    ("urn:a", "urn:p", Text("名", "en")),
    ("urn:a", "urn:q", Iri("urn:b")),
    ("urn:b", "urn:q", Iri("urn:b")),
    ("urn:c", "urn:r", Iri("urn:b")),
)


def make_united(store: EmbeddedStore) -> EmbeddedStore:
    """The same with its union kept as the default graph, and a graph that says it all again."""
    engine = store.engine
    for quad in list(engine):
        for graph in (ox.DefaultGraph(), ox.NamedNode("urn:h")):
            engine.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    return EmbeddedStore(engine, union=False)


def tell(facts: list[Fact]) -> list[tuple[str, ...]]:
    """Facts in an order, with the languages of their literals."""
    return sorted(
        (*fact, fact[2].language if isinstance(fact[2], Text) else "iri") for fact in facts
    )


@pytest.mark.parametrize("united", [False, True])
def test_facts_are_found_by_either_end_each_once_with_their_languages(united: bool) -> None:
    store = make_store(*TRIPLES)
    store = make_united(store) if united else store
    told = tell([(Iri(one), Iri(name), value) for one, name, value in TRIPLES])
    things = [Iri(one) for one in ("urn:a", "urn:b", "urn:c", "urn:none", "urn:a")]
    assert tell(store.find_facts(things)) == told
    assert tell(store.find_facts(things, Iri("urn:p"))) == [
        fact for fact in told if "urn:p" in fact
    ]
    users = [fact for fact in told if fact[2] == "urn:b"]
    assert tell(store.find_users([Iri("urn:b"), Iri("urn:none")])) == users
    assert tell(store.find_users([Iri("urn:b")], Iri("urn:r"))) == users[2:]
    (found,) = store.find_users([Text("名", "ja")])
    assert isinstance(found[2], Text)
    assert found[2].language == "ja"


def test_blank_nodes_have_no_facts_and_what_is_no_iri_is_refused() -> None:
    store = make_store(*TRIPLES)
    assert store.find_facts([Iri("_:a")]) == store.find_users([Iri("_:a")]) == []
    for hostile in ("a b", "<urn:a>", "urn:a> ?p ?o } #"):
        with pytest.raises(QueryError, match="IRI"):
            store.find_facts([Iri(hostile)])
        with pytest.raises(QueryError, match="IRI"):
            store.find_users([Iri(hostile)])


@given(text=HOSTILE)
def test_a_text_that_things_end_in_is_found_as_it_is(text: str) -> None:
    store = make_store(("urn:a", "urn:p", Text(text)))
    assert store.find_users([Text(text)]) == [(Iri("urn:a"), Iri("urn:p"), Text(text))]


def test_the_prefixes_of_the_project_need_no_declaring() -> None:
    store = make_store(("urn:a", PREFIXES["skos"] + "prefLabel", Text("あ", "ja")))
    assert store.run("ASK { ?s skos:prefLabel 'あ'@ja }") is True


@given(HOSTILE)
def test_a_bound_text_stays_a_value_whatever_it_says(text: str) -> None:
    store = make_store(("urn:a", "urn:p", Text(text)), ("urn:b", "urn:p", Text(text + "x")))
    found = store.select("SELECT ?s ?o { ?s <urn:p> ?o }", o=Text(text))
    assert found.rows == [{"s": Iri("urn:a"), "o": Text(text)}]


@given(HOSTILE, st.sampled_from(["", "ja", "en"]))
def test_a_text_comes_back_as_it_was_with_its_language(text: str, language: str) -> None:
    store = make_store(("urn:a", "urn:p", Text(text, language)))
    (row,) = store.select("SELECT ?o { ?s ?p ?o }").rows
    value = row["o"]
    assert isinstance(value, Text)
    assert (str(value), value.language) == (text, language)


def test_a_bound_language_and_datatype_count() -> None:
    store = make_store(
        ("urn:a", "urn:p", Text("1", "ja")),
        ("urn:b", "urn:p", Text("1", datatype=XSD + "integer")),
        ("urn:c", "urn:p", Text("1")),
        ("urn:d", "urn:p", Iri("urn:1")),
    )
    query = "SELECT ?s ?o { ?s <urn:p> ?o }"
    bound: list[Term] = [
        Text("1", "ja"),
        Text("1", datatype=XSD + "integer"),
        Text("1"),
        Iri("urn:1"),
    ]
    assert [str(store.select(query, o=value).rows[0]["s"]) for value in bound] == [
        "urn:a",
        "urn:b",
        "urn:c",
        "urn:d",
    ]


@pytest.mark.parametrize("iri", ["a b", "urn:a> <urn:b", "", "urn:{x}"])
def test_what_is_no_iri_cannot_be_bound(iri: str) -> None:
    with pytest.raises(QueryError):
        make_store().select("SELECT ?s { ?s ?p ?o }", s=Iri(iri))


@pytest.mark.parametrize("query", ["", "SELECT", "SELECT * {", "SELECT * { ?s ?p }", "x" * 100])
def test_a_query_that_does_not_parse_is_refused_with_the_reason(query: str) -> None:
    with pytest.raises(QueryError) as caught:
        make_store().run(query)
    assert caught.value.what == "問い合わせを解釈できません / the query does not parse"
    assert caught.value.why.startswith("error at ")
    assert caught.value.fix == "SPARQL 1.1 の書き方を確かめてください / check it against SPARQL 1.1"


def test_a_query_of_another_kind_is_refused() -> None:
    store = make_store()
    with pytest.raises(QueryError) as caught:
        store.select("ASK {}")
    assert str(caught.value) == "SELECT の問い合わせではありません / not a SELECT query"
    with pytest.raises(QueryError) as caught:
        store.construct("SELECT * {}", "nt")
    assert str(caught.value) == "CONSTRUCT の問い合わせではありません / not a CONSTRUCT query"


def test_triples_come_as_turtle_or_n_triples() -> None:
    store = make_store(("urn:a", PREFIXES["mpo"] + "mark", Iri(PREFIXES["mpo"] + "New")))
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    mpo = PREFIXES["mpo"]
    assert store.construct(query, "nt") == f"<urn:a> <{mpo}mark> <{mpo}New> .\n"
    assert "<urn:a> mpo:mark mpo:New ." in store.construct(query, "turtle")
    assert store.run(query) == store.construct(query, "turtle")


def test_a_thing_is_described_with_its_claims_and_its_proof() -> None:
    rdf, prov = PREFIXES["rdf"], PREFIXES["prov"]
    store = make_store(
        ("urn:a", "urn:p", Text("あ")),
        ("urn:claim", rdf + "subject", Iri("urn:a")),
        ("urn:claim", prov + "wasDerivedFrom", Iri("urn:passage")),
        ("urn:passage", "urn:exact", Text("原文")),
        ("urn:other", "urn:p", Text("い")),
    )
    text = store.describe(Iri("urn:a"), "nt")
    assert text is not None
    assert {line.split(" ")[0] for line in text.splitlines()} == {
        "<urn:a>",
        "<urn:claim>",
        "<urn:passage>",
    }
    assert store.describe(Iri("urn:a"), "nt") == text
    assert store.describe(Iri("urn:none"), "nt") is None


def test_a_store_holds_each_file_as_its_named_graph(tmp_path: Path) -> None:
    (tmp_path / "curated.ttl").write_text("<urn:a> <urn:p> 'あ' .", encoding="utf-8")
    (tmp_path / "inferred.ttl").write_text("<urn:b> <urn:p> 'い' .", encoding="utf-8")
    store = load_store(tmp_path)
    found = store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    graphs = [GRAPH_CURATED, GRAPH_INFERRED, GRAPH_ONTOLOGY]
    assert [row["g"] for row in found.rows] == graphs
    assert store.run("ASK { <urn:a> <urn:p> 'あ' . <urn:b> <urn:p> 'い' }") is True
    assert store.run(f"ASK {{ GRAPH <{GRAPH_CURATED}> {{ <urn:b> ?p ?o }} }}") is False


def test_a_store_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="there is no graph yet"):
        load_store(tmp_path / "none")

"""JSON-LD compacted with our context: in its words where it has some, and never another fact."""

from __future__ import annotations

import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.compare import isomorphic

from kg.errors import QueryError
from kg.names import MPO, PREFIXES
from kg.store.compaction import Compactor, compact_things
from kg.store.context import load_context
from kg.store.writers import write_graph

XSD = PREFIXES["xsd"]
#: Terms with a type, a language, a language map, a set, nothing; and properties without a term.
PROPERTIES = [
    MPO + "fiscalYear",
    MPO + "isReappearance",
    MPO + "lists",
    MPO + "wardScope",
    MPO + "printedName",
    MPO + "text",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["rdfs"] + "label",
    PREFIXES["rdf"] + "value",
    PREFIXES["rdf"] + "type",
    PREFIXES["sssom"] + "confidence",
    PREFIXES["eli"] + "number",
    PREFIXES["dct"] + "conformsTo",
    "urn:x",
    "https://example.org/p",
    MPO + "a/b",
]
VALUES: list[ox.NamedNode | ox.Literal] = [
    ox.NamedNode(MPO + "New"),
    ox.NamedNode(MPO + "Project"),
    ox.NamedNode(PREFIXES["eli"] + "number"),
    ox.NamedNode("urn:x:y"),
    ox.NamedNode("https://example.org/道"),
    ox.NamedNode(PREFIXES["dct"]),
    ox.NamedNode(PREFIXES["dct"] + "//x"),
    ox.Literal("mpo:New"),
    ox.Literal("道", language="ja"),
    ox.Literal("road", language="en"),
    ox.Literal("道路", language="ja"),
    ox.Literal(""),
    ox.Literal('<>&"\\\n\u2028'),
    ox.Literal("2011", datatype=ox.NamedNode(XSD + "integer")),
    ox.Literal("007", datatype=ox.NamedNode(XSD + "integer")),
    ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
    ox.Literal("0.80", datatype=ox.NamedNode(XSD + "decimal")),
    ox.Literal("2011-03", datatype=ox.NamedNode(XSD + "gYearMonth")),
    ox.Literal("x", datatype=ox.NamedNode("urn:type")),
]


def write(triples: list[ox.Triple]) -> bytes:
    out = io.BytesIO()
    write_graph(triples, "jsonld", out)
    return out.getvalue()


@given(
    st.lists(st.tuples(st.sampled_from(PROPERTIES), st.sampled_from(VALUES)), max_size=12),
    st.lists(st.tuples(st.sampled_from(PROPERTIES), st.sampled_from(VALUES)), max_size=3),
)
def test_whatever_a_graph_says_is_read_back(
    one: list[tuple[str, ox.NamedNode | ox.Literal]],
    other: list[tuple[str, ox.NamedNode | ox.Literal]],
) -> None:
    triples = [
        ox.Triple(ox.NamedNode(subject), ox.NamedNode(name), value)
        for subject, told in (("urn:one", one), (MPO + "other", other))
        for name, value in dict.fromkeys(told)
    ]
    data = write(triples)
    assert {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.JSON_LD)} == set(triples)


# rdflib's own reader of JSON-LD warns of a class that rdflib deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_a_second_reader_reads_the_same() -> None:
    subject = ox.NamedNode("urn:one")
    triples = [
        ox.Triple(subject, ox.NamedNode(name), value)
        for name in PROPERTIES
        for value in VALUES
        if "//x" not in str(value)
    ]
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert lines is not None
    told = Graph().parse(data=write(triples), format="json-ld")
    assert isomorphic(told, Graph().parse(data=lines, format="nt"))


def test_a_thing_is_said_in_the_words_of_the_context() -> None:
    text = f"""
    @prefix mpo: <{MPO}> . @prefix skos: <{PREFIXES["skos"]}> . @prefix prov: <{PREFIXES["prov"]}> .
    @prefix rdfs: <{PREFIXES["rdfs"]}> . @prefix dct: <{PREFIXES["dct"]}> .
    <urn:x> a mpo:Listing, prov:Entity ; skos:prefLabel "道"@ja, "road"@en ; mpo:mark mpo:New ;
      prov:wasDerivedFrom <urn:p> ; mpo:fiscalYear 2011 ; mpo:printedName "道" ;
      rdfs:label "道"@ja, "road"@en ; dct:conformsTo <urn:s> .
    """
    triples = (quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    assert list(compact_things(triples)) == [
        {
            "id": "urn:x",
            "type": ["Listing", "prov:Entity"],
            "prefLabel": "道",
            "skos:prefLabel": {"@language": "en", "@value": "road"},
            "mark": "mpo:New",
            "wasDerivedFrom": ["urn:p"],
            "fiscalYear": "2011",
            "printedName": "道",
            "label": {"ja": "道", "en": "road"},
            "dct:conformsTo": {"id": "urn:s"},
        }
    ]


def test_an_iri_that_a_prefix_would_twist_is_refused() -> None:
    triple = ox.Triple(ox.NamedNode("time:x"), ox.NamedNode("urn:p"), ox.Literal("x"))
    with pytest.raises(QueryError, match="time"):
        list(compact_things([triple]))
    assert Compactor({"time": "urn:not-a-namespace"}).compact("time:x", []) == {"id": "time:x"}


def test_a_thing_stands_on_a_line_of_its_own() -> None:
    triples = [
        ox.Triple(ox.NamedNode(f"urn:{n}"), ox.NamedNode("urn:p"), ox.Literal("a\nb"))
        for n in range(3)
    ]
    lines = write(triples).decode().splitlines()
    assert len(lines) == 6
    assert json.loads(lines[2].rstrip(","))["id"] == "urn:0"
    assert json.loads(write([])) == {"@context": load_context(), "@graph": []}

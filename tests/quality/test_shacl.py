"""Findings made of SHACL results."""

from __future__ import annotations

import pytest
from rdflib import Graph

from kg.errors import GraphError
from kg.names import MPO, PREFIXES
from kg.quality.shacl import check_shapes
from tests.quality.sample import DOCUMENT, LISTING, PASSAGE, make_graph

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + """
@prefix shapes: <https://w3id.org/seisaku-kg/shapes#> .
<https://w3id.org/seisaku-kg/shapes> a owl:Ontology ;
    sh:declare [ sh:prefix "mpo" ; sh:namespace "https://w3id.org/seisaku-kg/ontology#" ] .
"""
MESSAGE = """sh:message "欠けています。対処: 書いてください。"@ja , "Missing. Fix: Write it."@en"""
PROPERTY = f"""
shapes:Listing a sh:NodeShape ; sh:targetClass mpo:Listing ; sh:property shapes:Listing-mark .
shapes:Listing-mark sh:path mpo:planPeriodEffort ; sh:minCount 1 ; {MESSAGE} ."""
VALUE = f"""
shapes:Listing a sh:NodeShape ; sh:targetClass mpo:Listing ; sh:property shapes:Listing-effort .
shapes:Listing-effort sh:path mpo:planPeriodEffort ; sh:maxLength 2 ; {MESSAGE} ."""
QUERY = f"""
shapes:Passage-graph a sh:NodeShape ; sh:targetNode mpo:Passage ; sh:sparql shapes:Passage-one .
shapes:Passage-one a sh:SPARQLConstraint ; sh:prefixes <https://w3id.org/seisaku-kg/shapes> ;
    sh:select "SELECT $this ?value WHERE {{ ?value mpo:startLine 2 }}" ; {MESSAGE} ."""


def read(body: str) -> Graph:
    return Graph().parse(data=HEAD + body, format="turtle")


def test_a_result_becomes_a_finding_with_its_line_and_both_languages() -> None:
    (found,) = check_shapes(make_graph(), read(PROPERTY), Graph())
    assert (found.code, found.severity, found.where, found.thing) == (
        "Listing-mark", "fault", "141305/plan:2", str(LISTING),
    )
    assert (found.ja, found.fix_ja) == ("欠けています。", "書いてください。")
    assert (found.en, found.fix_en) == ("Missing.", "Write it.")


def test_the_value_at_fault_is_told() -> None:
    (found,) = check_shapes(make_graph(), read(VALUE), Graph())
    assert "事業推進" in found.ja
    assert "事業推進" in found.en


def test_a_query_over_the_whole_graph_tells_the_thing_it_found() -> None:
    (found,) = check_shapes(make_graph(), read(QUERY), Graph(), files={DOCUMENT: "plan.txt"})
    assert (found.code, found.thing, found.where) == ("Passage-one", str(PASSAGE), "plan.txt:2")


def test_a_thing_without_a_passage_stands_where_its_name_says() -> None:
    graph = make_graph()
    graph.remove((LISTING, None, None))
    (found,) = check_shapes(graph, read(VALUE), Graph())
    assert found.where == found.thing == DOCUMENT + "/listing/0"


@pytest.mark.parametrize(
    ("severity", "told"),
    [("sh:Violation", "fault"), ("sh:Warning", "warning"), ("sh:Info", "note")],
)
def test_the_severity_of_a_shape_is_that_of_its_findings(severity: str, told: str) -> None:
    shapes = read(PROPERTY + f"\nshapes:Listing-mark sh:severity {severity} .")
    (found,) = check_shapes(make_graph(), shapes, Graph())
    assert found.severity == told


def test_codes_and_rules_of_the_ontology_count_as_known() -> None:
    shapes = read(f"""
shapes:Listing a sh:NodeShape ; sh:targetClass mpo:Listing ; sh:property shapes:Listing-ward .
shapes:Listing-ward sh:path mpo:wardScope ; sh:class mpo:Ward ; {MESSAGE} .""")
    assert len(check_shapes(make_graph(), shapes, Graph())) == 1
    assert check_shapes(make_graph(), shapes, read("mpo:allWards a mpo:Ward .")) == []


def test_the_graphs_that_are_checked_stay_as_they_were() -> None:
    data, shapes, ontology = make_graph(), read(PROPERTY), read("mpo:Ward a owl:Class .")
    before = [set(graph) for graph in (data, shapes, ontology)]
    check_shapes(data, shapes, ontology)
    assert [set(graph) for graph in (data, shapes, ontology)] == before


def test_a_rule_without_messages_is_named_by_its_address() -> None:
    (found,) = check_shapes(make_graph(), read(PROPERTY.replace(f"; {MESSAGE}", "")), Graph())
    assert found.ja == found.en == "https://w3id.org/seisaku-kg/shapes#Listing-mark"


def test_a_query_that_shacl_forbids_is_an_error_and_no_silence() -> None:
    shapes = read(QUERY.replace("?value mpo:startLine 2", "VALUES ?value { mpo:Ward }"))
    with pytest.raises(GraphError, match="cannot be run"):
        check_shapes(make_graph(), shapes, Graph())


def test_findings_come_in_the_order_of_lines() -> None:
    graph = Graph()
    graph.parse(data=HEAD + "\n".join(
        f"<{DOCUMENT}/listing/{line}> a mpo:Listing ; prov:wasDerivedFrom <{DOCUMENT}/p/{line}> ."
        f"<{DOCUMENT}/p/{line}> oa:hasSource <{DOCUMENT}> ; <{MPO}startLine> {line} ."
        for line in (100, 9, 57)
    ), format="turtle")
    lines = [found.where for found in check_shapes(graph, read(PROPERTY), Graph())]
    assert lines == ["141305/plan:9", "141305/plan:57", "141305/plan:100"]

"""The graph as an rdflib Dataset."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Dataset, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery

from kg.api import PolicyGraph
from kg.errors import KgError, QueryError
from kg.graph.load import load_graphs
from kg.names import GRAPH_CURATED, GRAPH_ONTOLOGY, MPO
from tests.questions.conftest import REAL

#: rdflib 7 warns of what it calls itself.
pytestmark = pytest.mark.filterwarnings(r"ignore:Dataset\.:DeprecationWarning")
PROJECT = URIRef(MPO + "Project")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return PolicyGraph.open_dataset(REAL.root)


def test_the_default_graph_is_the_union_of_all(dataset: Dataset) -> None:
    union = {triple for graph in load_graphs(REAL.ttl).values() for triple in graph}
    projects = {s for s, p, o in union if (p, o) == (RDF.type, PROJECT)}
    assert set(dataset.subjects(RDF.type, PROJECT)) == projects
    assert len(dataset) > len(union)  # the ontology as well
    count = f"SELECT (COUNT(*) AS ?n) {{ ?s a <{PROJECT}> }}"
    rows: Any = dataset.query(count)
    assert [int(str(row[0])) for row in rows] == [len(projects)]


def test_a_named_graph_is_a_graph(dataset: Dataset) -> None:
    curated = dataset.graph(URIRef(GRAPH_CURATED))
    assert len(curated) == len(load_graphs(REAL.ttl)[GRAPH_CURATED])
    copy = Graph() + curated
    copy.add((URIRef("urn:a"), RDF.type, PROJECT))
    assert len(copy) == len(curated) + 1


def test_graphs_are_those_of_the_files_and_the_ontology(dataset: Dataset) -> None:
    names = {str(graph.identifier) for graph in dataset.graphs()}
    filled = {name for name, graph in load_graphs(REAL.ttl).items() if len(graph)}
    # The nameless default graph is one of them to rdflib.
    assert names - {"urn:x-rdflib:default"} == filled | {GRAPH_ONTOLOGY}


@pytest.mark.parametrize("deed", ["add", "remove"])
def test_it_cannot_be_changed(dataset: Dataset, deed: str) -> None:
    with pytest.raises(KgError, match="read-only"):
        getattr(dataset, deed)((URIRef("urn:a"), RDF.type, PROJECT))
    with pytest.raises(KgError, match="read-only"):
        dataset.update("CLEAR ALL")


COUNT = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"


def read_count(graph: Graph, query: str) -> int:
    rows: Any = graph.query(query)
    (row,) = rows
    return int(str(row[0]))


def test_from_is_what_a_query_asks(dataset: Dataset) -> None:
    curated = dataset.graph(URIRef(GRAPH_CURATED))
    ontology = dataset.graph(URIRef(GRAPH_ONTOLOGY))
    source = f"FROM <{GRAPH_CURATED}>"
    other = f"FROM <{GRAPH_ONTOLOGY}>"
    for graph in (dataset, ontology):
        assert read_count(graph, COUNT.format(source)) == len(curated)
        assert read_count(graph, COUNT.format(source + source)) == len(curated)
        both = len(Graph() + curated + ontology)
        assert read_count(graph, COUNT.format(source + other)) == both
    assert read_count(curated, COUNT.format("")) == len(curated)
    assert read_count(dataset, COUNT.format("")) == len(dataset)


@pytest.mark.parametrize("name", [None, GRAPH_CURATED])
def test_nothing_is_asked_outside(dataset: Dataset, name: str | None) -> None:
    graph = dataset if name is None else dataset.graph(URIRef(name))
    outside = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    with pytest.raises(QueryError, match="SERVICE"):
        graph.query(outside)
    # rdflib would answer these with its own engine.
    with pytest.raises(QueryError, match="SERVICE"):
        graph.query(prepareQuery(outside))
    with pytest.raises(QueryError, match="SERVICE"):
        graph.query(outside, base="urn:x")


def test_a_prepared_query_is_answered(dataset: Dataset) -> None:
    query = prepareQuery(f"ASK {{ ?project a <{PROJECT}> }}")
    assert dataset.query(query).askAnswer is True


def test_its_folder_cannot_be_deleted(dataset: Dataset, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="read-only"):
        dataset.destroy(str(tmp_path))
    assert tmp_path.exists()

"""What the endpoint offers, as the SPARQL 1.1 Service Description says it."""

from __future__ import annotations

from typing import Final

from kg.graph.ntriples import RDF, Triples, Vocabulary, en, integer, iri, ja
from kg.names import GRAPH, PREFIXES
from kg.questions.catalogue import CatalogueFigures
from kg.questions.catalogue_terms import (
    FORMAT_NAMES,
    FORMATS,
    SD,
    SPARQL,
    VOID,
    VOID_PAGE,
    Addresses,
)
from kg.store.formats import SOLUTION_FORMATS, TRIPLE_FORMATS

_RDFS: Final = Vocabulary(PREFIXES["rdfs"])
_SIMPLE: Final = "http://www.w3.org/ns/entailment/Simple"


def describe_endpoint(figures: CatalogueFigures, addresses: Addresses) -> Triples:
    """The service with its formats and its dataset: every named graph, and by default all."""
    told, service = Triples(), iri(SPARQL)
    told.add(service, RDF.type, SD.Service)
    told.add(service, _RDFS.label, ja("Seisaku KG の SPARQL エンドポイント"))
    told.add(service, _RDFS.label, en("SPARQL endpoint of Seisaku KG"))
    told.add(service, SD.endpoint, iri(addresses.sparql))
    told.add(service, SD.supportedLanguage, SD.SPARQL11Query)
    told.add(service, SD.feature, SD.UnionDefaultGraph)
    told.add(service, SD.defaultEntailmentRegime, iri(_SIMPLE))
    for media_type in (*SOLUTION_FORMATS.values(), *TRIPLE_FORMATS.values()):
        told.add(service, SD.resultFormat, FORMATS[FORMAT_NAMES[media_type]])
    dataset, default = iri(f"{SPARQL}#dataset"), iri(f"{SPARQL}#default-graph")
    told.add(service, SD.defaultDataset, dataset)
    told.add(dataset, RDF.type, SD.Dataset)
    told.add(dataset, _RDFS.seeAlso, iri(VOID_PAGE))
    told.add(dataset, SD.defaultGraph, default)
    told.add(default, RDF.type, SD.Graph)
    told.add(default, RDF.type, VOID.Dataset)
    told.add(default, VOID.triples, integer(figures.triples))
    for graph in figures.graphs:
        # The name of a graph in this dataset is apart from the graph that it names.
        name = graph.iri.removeprefix(GRAPH)
        named, held = iri(f"{SPARQL}#named-graph/{name}"), iri(f"{SPARQL}#graph/{name}")
        told.add(dataset, SD.namedGraph, named)
        told.add(named, RDF.type, SD.NamedGraph)
        told.add(named, SD.name, iri(graph.iri))
        told.add(named, SD.graph, held)
        told.add(held, RDF.type, SD.Graph)
        told.add(held, RDF.type, VOID.Dataset)
        told.add(held, VOID.triples, integer(graph.triples))
    return told

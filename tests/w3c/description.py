"""The W3C's tests of the Service Description: what a GET of the endpoint says of the service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from tests.w3c.endpoint import PATH
from tests.w3c.server import Client
from tests.w3c.verdict import Verdict

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS: Final = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
}
#: The properties of the vocabulary (SPARQL 1.1 Service Description, section 3) with the class of
#: their subject, and of their object where that has to be said in the description itself.
_PROPERTIES: Final[Mapping[str, tuple[str, str]]] = {
    "endpoint": ("Service", ""),
    "feature": ("Service", ""),
    "defaultEntailmentRegime": ("Service", ""),
    "defaultSupportedEntailmentProfile": ("Service", ""),
    "entailmentRegime": ("NamedGraph", ""),
    "supportedEntailmentProfile": ("NamedGraph", ""),
    "extensionFunction": ("Service", ""),
    "extensionAggregate": ("Service", ""),
    "languageExtension": ("Service", ""),
    "supportedLanguage": ("Service", ""),
    "propertyFeature": ("Service", ""),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "resultFormat": ("Service", ""),
    "inputFormat": ("Service", ""),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("GraphCollection", "NamedGraph"),
    "name": ("NamedGraph", ""),
    "graph": ("NamedGraph", "Graph"),
}
#: What is also an instance of a class (the vocabulary's rdfs:subClassOf).
_WIDER: Final = {"Dataset": "GraphCollection"}
_NAMES: Final = frozenset(
    {"Service", "Feature", "Language", "Function", "Aggregate", "EntailmentRegime"}
    | {"EntailmentProfile", "GraphCollection", "Dataset", "Graph", "NamedGraph"}
    | {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update", "DereferencesURIs"}
    | {"UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery"}
)


def judge_description(name: str, client: Client) -> Verdict:
    """Judge one of the suite's tests by what the endpoint says without a query."""
    reply = client.send("GET", PATH, (), {"Accept": ", ".join(_FORMATS)})
    if reply.status != 200 or reply.media_type not in _FORMATS:
        return Verdict(False, why=f"{reply.status} {reply.media_type}")
    graph = Graph().parse(data=reply.body, format=_FORMATS[reply.media_type])
    why = _TESTS[name](graph, client.address + PATH)
    return Verdict(not why, why=why)


def _find_nothing(graph: Graph, _address: str) -> str:
    return "" if len(graph) else "an empty graph"


def _find_wrong_address(graph: Graph, address: str) -> str:
    found = list(graph.objects(None, SD.endpoint))
    return "" if found == [URIRef(address)] else f"sd:endpoint {found}, not {address}"


def _find_breach(graph: Graph, _address: str) -> str:
    if len(list(graph.subjects(RDF.type, SD.Service))) != 1:
        return "not exactly one sd:Service"
    for subject, property_, value in graph:
        for term in (property_, value):
            if isinstance(term, URIRef) and term.startswith(SD):
                known = _PROPERTIES.keys() if term == property_ else _NAMES
                if term.removeprefix(SD) not in known:
                    return f"{term} is not in the vocabulary"
        if not property_.startswith(SD):  # type: ignore[attr-defined]
            continue
        domain, range_ = _PROPERTIES[str(property_).removeprefix(SD)]
        if not _is_a(graph, subject, domain) or (range_ and not _is_a(graph, value, range_)):
            return f"{property_} leads from {subject} to {value}, which are not of its classes"
        if isinstance(value, Literal):
            return f"{property_} has the text {value}"
    for named in graph.subjects(RDF.type, SD.NamedGraph):
        if len(list(graph.objects(named, SD.name))) != 1:
            return f"{named} has not exactly one sd:name"
    return ""


def _is_a(graph: Graph, node: Node, name: str) -> bool:
    kinds = {str(kind).removeprefix(SD) for kind in graph.objects(node, RDF.type)}
    return name in kinds | {_WIDER[kind] for kind in kinds & _WIDER.keys()}


_TESTS: Final[Mapping[str, Callable[[Graph, str], str]]] = {
    "returns-rdf": _find_nothing,
    "has-endpoint-triple": _find_wrong_address,
    "conforms-to-schema": _find_breach,
}

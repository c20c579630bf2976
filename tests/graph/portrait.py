"""A graph without its accidents: what it says, with things named by their labels.

Offsets, lines, positions and IRIs are left out, so that two portraits are equal just when the two
graphs differ only by those.
"""

from __future__ import annotations

from collections import Counter

from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.graph.terms import DCT, MPO, PROV, SKOS
from kg.names import PREFIXES

Line = tuple[str, ...]


def make_portrait(graph: Graph, *, rows_only: bool = False) -> Counter[Line]:
    """The statements of a graph as text, each with how often it is made.

    `rows_only` leaves out what running text names: a name inside a row's name is a text too.
    """
    names = _Names(graph)
    listed = set(graph.objects(None, MPO.lists)) | set(graph.objects(None, MPO.responsibleBody))
    portrait: Counter[Line] = Counter()
    for kind, thing in _find_things(graph):
        if rows_only and kind in ("Project", "Body") and thing not in listed:
            continue
        name = names.get(thing)
        portrait[kind, name] += 1
        for predicate, value in graph.predicate_objects(thing):
            if predicate in _LEFT_OUT or (rows_only and predicate in _NAMED):
                continue
            said = names.get(value) if isinstance(value, URIRef) else str(value)
            portrait[kind, name, str(predicate).rpartition("/")[2], said] += 1
    return portrait


_LEFT_OUT = {
    RDF.type,
    MPO.position,
    PROV.wasDerivedFrom,
    MPO.part,
    SKOS.inScheme,
    SKOS.topConceptOf,
    DCT.isPartOf,
    MPO.sha256,
    MPO.characters,
}
#: What running text says of things, and what rules conclude from names.
_NAMED = {
    MPO.possibleDuplicateOf,
    MPO.sameThingAs,
    MPO.closeTo,
    MPO.carriesOut,
    URIRef(PREFIXES["cpsv"] + "follows"),
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.altLabel,
    MPO.kana,
    MPO.mentions,
    MPO.implementsArticle,
    MPO.validFrom,
    MPO.validUntil,
    MPO.establishedBy,
    MPO.termOf,
    MPO.planned,
    MPO.memberCount,
    DCT.isReplacedBy,
    DCT.replaces,
    DCT.created,
}
_KINDS = (
    MPO.PolicyNode,
    MPO.OtherSection,
    MPO.Listing,
    MPO.PlanCell,
    MPO.Project,
    MPO.Body,
    MPO.TextPart,
)


def _find_things(graph: Graph) -> list[tuple[str, URIRef]]:
    return [
        (str(kind).rpartition("#")[2], thing)
        for kind in _KINDS
        for thing in graph.subjects(RDF.type, kind)
        if isinstance(thing, URIRef)
    ]


class _Names:
    """Names of things from what they say rather than from where they stand."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def get(self, thing: Node) -> str:
        graph = self.graph
        if (thing, RDF.type, MPO.PolicyNode) in graph:
            above = graph.value(thing, SKOS.broader)
            head = self.get(above) + " > " if above is not None else ""
            return head + str(graph.value(thing, SKOS.prefLabel))
        if (thing, RDF.type, MPO.Listing) in graph:
            under = graph.value(thing, MPO.under)
            head = self.get(under) + " | " if under is not None else ""
            return head + str(graph.value(thing, MPO.printedName))
        if (thing, RDF.type, MPO.PlanCell) in graph:
            row = graph.value(None, MPO.cell, thing)
            year = graph.value(thing, MPO.fiscalYear)
            assert row is not None, "a cell belongs to a row"
            return f"{self.get(row)} @ {year}"
        if (thing, RDF.type, MPO.TextPart) in graph:
            return str(graph.value(thing, RDF.value))
        label = graph.value(thing, SKOS.prefLabel)
        return str(label) if label is not None else str(thing).rpartition("/")[2]

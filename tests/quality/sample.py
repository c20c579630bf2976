"""A source of three lines and the graph that quotes it, for damaging one thing at a time."""

from __future__ import annotations

from rdflib import Graph, Literal, Namespace, URIRef

from kg.names import ID, MPO, PREFIXES

TEXT = "広報事業\n広聴事業(再掲)\n合計 2件"
DOCUMENT = ID + "141305/document/plan"
PASSAGE = URIRef(DOCUMENT + "/passage/5-13")
LISTING = URIRef(DOCUMENT + "/listing/5")

mpo = Namespace(MPO)
oa = Namespace(PREFIXES["oa"])

TURTLE = f"""
@base <{DOCUMENT}/> .
@prefix dct: <{PREFIXES["dct"]}> .
@prefix mpo: <{MPO}> .
@prefix oa: <{PREFIXES["oa"]}> .
@prefix prov: <{PREFIXES["prov"]}> .
@prefix skos: <{PREFIXES["skos"]}> .
@prefix xsd: <{PREFIXES["xsd"]}> .

<{DOCUMENT}>
    a mpo:SourceDocument ;
    mpo:sha256 "{"a" * 64}" ;
    mpo:characters {len(TEXT)} .

<node/1> a mpo:PolicyNode ; skos:inScheme <{DOCUMENT}> ; mpo:level "施策"@ja .
<node/1/1> a mpo:PolicyNode ; skos:inScheme <{DOCUMENT}> ; mpo:level "取組"@ja .
<section/14> a mpo:OtherSection ; dct:isPartOf <{DOCUMENT}> .

<listing/0>
    a mpo:Listing ;
    dct:isPartOf <{DOCUMENT}> ;
    mpo:isReappearance false ;
    mpo:wardScope mpo:allWards ;
    mpo:planPeriodEffort "事業推進"@ja .

<listing/5>
    a mpo:Listing ;
    dct:isPartOf <{DOCUMENT}> ;
    mpo:isReappearance true ;
    mpo:cell <listing/5/cell/2011> , <listing/5/cell/2012> ;
    prov:wasDerivedFrom <passage/5-13> .

<passage/5-13>
    a mpo:Passage ;
    oa:hasSource <{DOCUMENT}> ;
    oa:start "5"^^xsd:nonNegativeInteger ;
    oa:end "13"^^xsd:nonNegativeInteger ;
    oa:exact "広聴事業(再掲)" ;
    mpo:startLine 2 ;
    mpo:endLine 2 .
"""


def make_graph() -> Graph:
    return Graph().parse(data=TURTLE, format="turtle")


def make_damaged(subject: URIRef, predicate: URIRef, value: Literal | URIRef) -> Graph:
    """The sample graph in which one property of one thing has another value."""
    graph = make_graph()
    graph.set((subject, predicate, value))
    return graph

"""The JSON-LD context: whole, typed as the ontology says, and losing nothing."""

from __future__ import annotations

import json
from functools import cache

import pyoxigraph
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS, XSD

from kg.names import MPO, PREFIXES
from kg.quality.vocabulary import declared_terms, load_ontology
from tests.graph.test_ontology import NAME, PROPERTIES, find_terms, load
from tests.workbench import ROOT

FOLDER = ROOT / "ontology"


@cache
def read_context() -> dict[str, object]:
    context = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert isinstance(context, dict)
    return context


def test_the_context_has_the_prefixes_of_the_project() -> None:
    context = read_context()
    assert {prefix: context.get(prefix) for prefix in PREFIXES} == PREFIXES


def test_the_context_covers_every_class_and_no_undeclared_term() -> None:
    context = read_context()
    for term in find_terms(load("mpo"), OWL.Class):
        name = str(term).removeprefix(MPO)
        assert context.get(name) == f"mpo:{name}"
    assert set(NAME.findall(json.dumps(context))) <= {
        term.removeprefix(MPO) for term in declared_terms(load_ontology(FOLDER))
    }


def test_a_term_of_the_context_is_called_as_the_vocabulary_calls_it() -> None:
    terms = {name: term["@id"] for name, term in read_context().items() if isinstance(term, dict)}
    assert {n: iri for n, iri in terms.items() if n not in (iri, iri.partition(":")[2])} == {}


def test_the_context_covers_every_property_with_the_type_of_its_range() -> None:
    graph, context = load("mpo"), read_context()
    for term in find_terms(graph, *PROPERTIES):
        name, range_ = str(term).removeprefix(MPO), graph.value(term, RDFS.range)
        wanted = {"@id": f"mpo:{name}"}
        if (term, RDF.type, OWL.ObjectProperty) in graph:
            wanted["@type"] = "@id"
        elif range_ == RDF.langString:
            # A reading is Japanese in hiragana (RFC 5646).
            wanted["@language"] = "ja-Hira" if name == "kana" else "ja"
        elif range_ in (XSD.integer, XSD.boolean, XSD.decimal):
            wanted["@type"] = f"xsd:{str(range_).removeprefix(str(XSD))}"
        found = context.get(name)
        assert isinstance(found, dict), name
        assert {key: value for key, value in found.items() if key != "@container"} == wanted


SAMPLE = """
@base <https://w3id.org/seisaku-kg/id/141305/document/sample/> .
<listing/5> a mpo:Listing , prov:Entity ;
    dct:description "一つ目"@ja , "二つ目"@ja ;
    mpo:printedName "見守り事業(再掲)" ; mpo:isReappearance true ; mpo:position 13 ;
    mpo:mark mpo:New ; mpo:wardScope mpo:allWards ; mpo:cell <listing/5/cell/2014+> ;
    prov:wasDerivedFrom <passage/5-9> .
<listing/5/cell/2014+> a mpo:PlanCell ; mpo:fiscalYear 2014 ; mpo:openEnded true ;
    mpo:milestone "開始"@ja , "評価"@ja .
<passage/5-9> a mpo:Passage ; oa:exact "見守り\\n" ; mpo:page 499 ; mpo:startLine 2 ;
    oa:start "5"^^xsd:nonNegativeInteger ; oa:end "9"^^xsd:nonNegativeInteger .
<../../body/%E5%B1%80> a mpo:Body ; mpo:bodyKind mpo:municipality ;
    skos:prefLabel "局"@ja , "bureau"@en ; dct:created "2008-02"^^xsd:gYearMonth .
<statistic/1> a mpo:Statistic ; rdf:value 12.50 ; mpo:unit "円"@ja ; mpo:asOf "2013"^^xsd:gYear .
<part/1> a mpo:TextPart ; rdf:value "文"@ja ; mpo:role mpo:issue .
<../../../link/0123456789abcdef> a mpo:Link , mpo:Claim , rdf:Statement ;
    rdf:subject <listing/5> ; rdf:predicate mpo:reappearanceOf ; rdf:object <listing/2> ;
    mpo:status mpo:Inferred ; sssom:confidence 0.80 ; mpo:rule mpo:rule , mpo:Rule ;
    sssom:mapping_justification semapv:LexicalMatching .
<../../../claim/0123456789abcdef> a mpo:Claim , rdf:Statement ; rdf:object "局"@ja ;
    sssom:confidence 1.0 .
<art_32> a mpo:Article ; eli:number "32" ; eli:date_document "2004-12-22"^^xsd:date .
<event/3> a mpo:Event ; mpo:number 3 .
"""


def make_sample() -> Graph:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return Graph().parse(data=head + SAMPLE, format="turtle")


# rdflib's own reader of JSON-LD warns of a class that rdflib deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("name", ["sample", "mpo", "codes", "rules"])
def test_a_graph_compacted_with_the_context_reads_back_the_same(name: str) -> None:
    graph = make_sample() if name == "sample" else load(name)
    text = graph.serialize(format="json-ld", context=read_context())
    assert isomorphic(Graph().parse(data=text, format="json-ld"), graph)
    # A second reader, so that the context does not only suit the one that wrote.
    quads = pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.JSON_LD)
    triples = pyoxigraph.serialize((q.triple for q in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isomorphic(Graph().parse(data=triples, format="nt"), graph)


def test_a_compacted_graph_is_written_in_short_terms() -> None:
    text = make_sample().serialize(format="json-ld", context=read_context())
    things = {thing["id"].rpartition("/")[2]: thing for thing in json.loads(text)["@graph"]}
    assert things["2014+"]["fiscalYear"] == "2014"
    assert sorted(things["2014+"]["milestone"]) == ["評価", "開始"]
    listing = things["5"]
    assert [iri.rpartition("/")[2] for iri in listing["wasDerivedFrom"]] == ["5-9"]
    assert (listing["mark"], listing["wardScope"]) == ("mpo:New", ["mpo:allWards"])
    assert sorted(listing["type"]) == ["Listing", "prov:Entity"]

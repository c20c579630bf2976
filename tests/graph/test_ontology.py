"""The ontology, held to the graph contract, to both languages, and to what is made from it."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from kg.errors import GraphError
from kg.graph.load import read_turtle
from kg.names import MPO, PREFIXES
from kg.quality.closed import check_namespace
from kg.quality.vocabulary import (
    COMMAND,
    PAGE,
    declared_terms,
    load_ontology,
    render_vocabulary,
    write_vocabulary,
)
from tests.workbench import DATA, ROOT

FOLDER = ROOT / "ontology"
ONTOLOGY = URIRef("https://w3id.org/seisaku-kg/ontology")
M = Namespace(MPO)
SCHEMA = Namespace(PREFIXES["schema"])
SH = Namespace(PREFIXES["sh"])
SSSOM = Namespace(PREFIXES["sssom"])
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
LANGUAGES = ["en", "ja"]
NAME = re.compile(r"mpo:([A-Za-z]\w*)", re.ASCII)


@cache
def load(name: str) -> Graph:
    return read_turtle(FOLDER / f"{name}.ttl")


@cache
def load_all() -> Graph:
    return load_ontology(FOLDER)


@cache
def read_contract() -> str:
    return (ROOT / "docs" / "graph-contract.md").read_text(encoding="utf-8")


@cache
def read_context() -> dict[str, object]:
    context = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert isinstance(context, dict)
    return context


def find_terms(graph: Graph, *kinds: Node) -> list[Node]:
    return sorted({term for kind in kinds for term in graph.subjects(RDF.type, kind)}, key=str)


def find_unsaid(graph: Graph, terms: list[Node], predicates: list[URIRef]) -> list[str]:
    """The texts that do not stand exactly once in each language."""
    return [
        f"{term} {predicate}"
        for term in terms
        for predicate in predicates
        if sorted(getattr(o, "language", "") or "" for o in graph.objects(term, predicate))
        != LANGUAGES
        or not all(str(o).strip() for o in graph.objects(term, predicate))
    ]


def expand(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


# --- What it says of itself -----------------------------------------------------------------------


def test_the_ontology_names_its_version_licence_and_purpose_and_imports_nothing() -> None:
    graph = load("mpo")
    version = str(graph.value(ONTOLOGY, OWL.versionInfo))
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in graph
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert graph.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert graph.value(ONTOLOGY, DCTERMS.license) is not None
    assert find_unsaid(graph, [ONTOLOGY], [DCTERMS.title, DCTERMS.description]) == []
    assert list(load_all().objects(None, OWL.imports)) == []


def test_every_class_and_property_says_in_both_languages_what_it_is_and_is_not() -> None:
    graph = load("mpo")
    terms = find_terms(graph, OWL.Class, *PROPERTIES)
    assert len(terms) > 100
    texts = [RDFS.label, RDFS.comment, SKOS.scopeNote, SKOS.example]
    assert find_unsaid(graph, terms, texts) == []
    assert [str(term) for term in terms if not str(term).startswith(MPO)] == []


def test_what_a_term_is_not_is_said_in_the_first_sentence() -> None:
    faults = [
        f"{term} {note}"
        for term, note in load("mpo").subject_objects(SKOS.scopeNote)
        if not (str(note).startswith("Not ") or str(note).split("。")[0].endswith("ではない"))
    ]
    assert faults == []


def test_every_code_says_in_both_languages_what_it_means_and_stands_in_its_list() -> None:
    graph = load("codes")
    codes, schemes = find_terms(graph, SKOS.Concept), find_terms(graph, SKOS.ConceptScheme)
    assert find_unsaid(graph, [*codes, *schemes], [SKOS.prefLabel, SKOS.definition]) == []
    for code in codes:
        lists = set(graph.objects(code, SKOS.inScheme))
        assert lists, code
        assert lists <= set(schemes), code
        assert lists == set(graph.objects(code, SKOS.topConceptOf)), code


def test_no_two_terms_of_a_kind_have_one_name() -> None:
    for name, predicate, kinds in (
        ("mpo", RDFS.label, (OWL.Class,)),
        ("mpo", RDFS.label, PROPERTIES),
        ("codes", SKOS.prefLabel, (SKOS.Concept,)),
    ):
        graph = load(name)
        labels = Counter(
            label for term in find_terms(graph, *kinds) for label in graph.objects(term, predicate)
        )
        assert [label for label, count in labels.items() if count > 1] == []


def test_every_term_says_where_it_is_defined() -> None:
    for name, home in (("mpo", ONTOLOGY), ("codes", ONTOLOGY), ("rules", load_rules_home())):
        graph = load(name)
        for term in set(graph.subjects()) - {home}:
            assert list(graph.objects(term, RDFS.isDefinedBy)) == [home], term


def load_rules_home() -> URIRef:
    (home,) = load("rules").subjects(RDF.type, OWL.Ontology)
    assert isinstance(home, URIRef)
    return home


def test_everything_in_the_ontology_has_a_name() -> None:
    assert [triple for triple in load_all() if any(isinstance(t, BNode) for t in triple)] == []


def test_the_ontology_uses_declared_terms_only_in_its_texts_too() -> None:
    graph, declared = load_all(), declared_terms(load_all())
    assert check_namespace([graph], declared) == []
    texts = " ".join(str(o) for o in graph.objects() if isinstance(o, Literal))
    assert {MPO + name for name in NAME.findall(texts)} - declared == set()


def test_a_property_is_declared_with_one_kind_and_its_ends_are_known_classes() -> None:
    graph = load("mpo")
    for term in find_terms(graph, *PROPERTIES):
        assert len({*graph.objects(term, RDF.type)} & {*PROPERTIES}) == 1, term
        for strict, loose in (
            (RDFS.domain, SCHEMA.domainIncludes),
            (RDFS.range, SCHEMA.rangeIncludes),
        ):
            assert len(list(graph.objects(term, strict))) <= 1, term
            for end in (*graph.objects(term, strict), *graph.objects(term, loose)):
                own = str(end).startswith(MPO)
                assert not own or (end, RDF.type, OWL.Class) in graph, (term, end)
        wants_literal = (term, RDF.type, OWL.DatatypeProperty) in graph
        ranges = {*graph.objects(term, RDFS.range), *graph.objects(term, SCHEMA.rangeIncludes)}
        literal = {end for end in ranges if str(end).startswith(str(XSD)) or end == RDF.langString}
        assert literal == (ranges if wants_literal else set()), term


# --- What the contract says -----------------------------------------------------------------------


def test_every_term_of_the_contract_is_declared() -> None:
    names = set(NAME.findall(read_contract()))
    assert len(names) > 80
    assert {MPO + name for name in names} - declared_terms(load_all()) == set()


@pytest.mark.parametrize(
    ("prop", "scheme"),
    [("bodyKind", "BodyKindScheme"), ("instrumentKind", "InstrumentKindScheme")],
)
def test_a_code_list_is_the_one_the_contract_spells_out(prop: str, scheme: str) -> None:
    match = re.search(rf"`mpo:{prop}` \(([^)]+)\)", read_contract())
    assert match
    spelled = {item.split()[0] for item in match[1].split(",")}
    codes = load("codes").subjects(SKOS.inScheme, M[scheme])
    assert {str(code).removeprefix(MPO) for code in codes} == spelled


def test_only_two_codes_are_properties_too_as_the_contract_spells_them() -> None:
    codes = set(find_terms(load("codes"), SKOS.Concept))
    assert codes & set(load("mpo").subjects()) == {M.municipality, M.rule}


def read_supers() -> dict[URIRef, set[URIRef]]:
    """The superclasses that the contract's table of classes gives."""
    supers: dict[URIRef, set[URIRef]] = {}
    table = read_contract().partition("## Classes")[2].partition("## Properties")[0]
    for line in table.splitlines():
        if not line.startswith("| `mpo:"):
            continue
        terms, above = (cell.strip() for cell in line.split("|")[1:3])
        outer, nested, inner = terms.partition(" ⊃ ")
        names = re.findall(r"`([\w:]+)`", outer)
        columns = above.split(", ") if len(names) > 1 else [above]
        for name, column in zip(names, columns, strict=True):
            supers[expand(name)] = {expand(item) for item in re.findall(r"`([\w:]+)`", column)}
        if nested:
            for name in re.findall(r"`([\w:]+)`", inner):
                supers[expand(name)] = {expand(names[0])}
    return supers


def test_the_superclasses_are_those_of_the_contract() -> None:
    supers = read_supers()
    assert len(supers) > 20
    for term, above in supers.items():
        assert set(load("mpo").objects(term, RDFS.subClassOf)) == above, term


def test_see_also_stands_exactly_where_the_contract_says_so() -> None:
    said = re.findall(r"^\| `(mpo:\w+)`.*`rdfs:seeAlso ([\w:]+)`", read_contract(), re.MULTILINE)
    assert len(said) == 3
    assert set(load("mpo").subject_objects(RDFS.seeAlso)) == {
        (expand(term), expand(other)) for term, other in said
    }


# --- The JSON-LD context --------------------------------------------------------------------------


def test_the_context_has_the_prefixes_of_the_project() -> None:
    context = read_context()
    assert {prefix: context.get(prefix) for prefix in PREFIXES} == PREFIXES


def test_the_context_covers_every_class_and_no_undeclared_term() -> None:
    context = read_context()
    for term in find_terms(load("mpo"), OWL.Class):
        name = str(term).removeprefix(MPO)
        assert context.get(name) == f"mpo:{name}"
    assert set(NAME.findall(json.dumps(context))) <= {
        term.removeprefix(MPO) for term in declared_terms(load_all())
    }


def test_the_context_covers_every_property_with_the_type_of_its_range() -> None:
    graph, context = load("mpo"), read_context()
    for term in find_terms(graph, *PROPERTIES):
        name, range_ = str(term).removeprefix(MPO), graph.value(term, RDFS.range)
        wanted = {"@id": f"mpo:{name}"}
        if (term, RDF.type, OWL.ObjectProperty) in graph:
            wanted["@type"] = "@id"
        elif range_ == RDF.langString:
            wanted["@language"] = "ja"
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


# --- The rules ------------------------------------------------------------------------------------


def test_every_rule_is_described_and_earned_its_confidence() -> None:
    graph = load("rules")
    rules = find_terms(graph, M.Rule)
    assert rules
    assert find_unsaid(graph, rules, [RDFS.label, RDFS.comment]) == []
    for rule in rules:
        judged, right = (int(str(graph.value(rule, p))) for p in (M.judged, M.judgedRight))
        confidence = graph.value(rule, M.confidence)
        assert isinstance(confidence, Literal), rule
        assert confidence.datatype == XSD.decimal, rule
        assert 0 <= right <= judged, rule
        assert float(confidence) == round((right + 1) / (judged + 2), 3), rule


def test_every_rule_names_what_runs_it() -> None:
    graph = load("rules")
    for rule in find_terms(graph, M.Rule):
        if (rule, RDF.type, SH.SPARQLRule) in graph:
            assert graph.value(rule, SH.construct) is not None, rule
            assert list(graph.subjects(SH.rule, rule)), rule
            continue
        module, _, function = str(graph.value(rule, M.function)).rpartition(".")
        assert callable(getattr(import_module(module), function)), rule
        assert int(str(graph.value(rule, M.functionVersion))) >= 1, rule


def test_the_links_of_a_rule_have_its_confidence() -> None:
    rules, links = load("rules"), read_turtle(DATA / "ttl" / "inferred.ttl")
    inferred = list(links.subjects(M.status, M.Inferred))
    assert inferred
    for link in inferred:
        earned = [float(str(rules.value(rule, M.confidence))) for rule in links[link : M.rule]]
        assert earned, link
        assert float(str(links.value(link, SSSOM.confidence))) == max(earned), link


# --- The page -------------------------------------------------------------------------------------


def test_the_vocabulary_page_is_current() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8") if (ROOT / PAGE).exists() else ""
    current = page == render_vocabulary(load_all())
    assert current, f"{PAGE} は古くなっています / is out of date. 対処 fix: {COMMAND}"


def test_the_page_does_not_depend_on_the_order_of_the_triples() -> None:
    triples = sorted(load_all(), key=str)
    random.Random(1).shuffle(triples)
    shuffled = Graph()
    for triple in triples:
        shuffled.add(triple)
    assert render_vocabulary(shuffled) == render_vocabulary(load_all())


def test_the_page_shows_every_term_in_each_language() -> None:
    page = render_vocabulary(load_all())
    shown = Counter(re.findall(r"^(?:\| )?`(mpo:\w+)`", page, re.MULTILINE))
    for term in declared_terms(load_all()):
        assert shown[f"mpo:{term.removeprefix(MPO)}"] >= len(LANGUAGES), term


def test_the_page_is_written_below_the_root(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "ontology").symlink_to(FOLDER)
    assert write_vocabulary(tmp_path).read_text(encoding="utf-8") == render_vocabulary(load_all())


def test_a_term_without_its_text_is_named() -> None:
    graph = Graph()
    graph += load_all()
    graph.remove((M.Ward, RDFS.comment, None))
    with pytest.raises(GraphError, match="mpo:Ward"):
        render_vocabulary(graph)


def test_a_term_that_is_only_used_is_not_declared() -> None:
    graph = Graph()
    graph.add((M.Ward, RDF.type, OWL.Class))
    graph.add((M.somewhere, RDFS.label, Literal("何か")))
    graph.add((URIRef("https://example.org/a"), RDF.type, SKOS.Concept))
    assert declared_terms(graph) == {str(M.Ward)}

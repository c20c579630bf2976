"""The ontology and the rules, held to the graph contract and to both languages."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib import import_module

import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from kg.graph.load import read_turtle
from kg.names import MPO, PREFIXES
from kg.quality.closed import check_namespace
from kg.quality.vocabulary import declared_terms, load_ontology
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
        confidence = float(str(links.value(link, SSSOM.confidence)))
        if (link, M.premise, None) in links:
            # A chain is as sure as its least sure part.
            assert confidence <= max(earned), link
        else:
            assert confidence == max(earned), link

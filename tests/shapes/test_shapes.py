"""Each rule of ontology/shapes, shown by a file that conforms and a file that must fail.

A rule is a property shape, a SPARQL constraint, or a node shape that constrains its focus itself;
each has an IRI. `<stem>/pass.ttl` breaks no rule of `ontology/shapes/<stem>.ttl`;
`<stem>/fail-<rule>.ttl` names in its first line the one rule it breaks, and in its second how
often. A typo in a shape "conforms" silently, so these files are the only proof that a rule works.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from kg.names import MPO, PREFIXES
from kg.quality.closed import check_namespace
from kg.quality.finding import QualityFinding
from kg.quality.shacl import MEND, check_shapes
from kg.quality.vocabulary import declared_terms

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
HERE = Path(__file__).parent
SH = Namespace(PREFIXES["sh"])
SHAPES = "https://w3id.org/seisaku-kg/shapes#"

STEMS = sorted(path.stem for path in (ONTOLOGY / "shapes").glob("*.ttl") if path.stem != "prefixes")
FAILING = sorted(path.relative_to(HERE).as_posix() for path in HERE.glob("*/fail-*.ttl"))
HEADER = re.compile(r"# fails: shapes:(?P<rule>\S+)\n# results: (?P<results>\d+)\n")

TARGETS = {SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf}
#: What a rule says besides constraining.
NO_CONSTRAINT = {
    RDF.type, SH.path, SH.message, SH.severity, SH.name, SH.description, SH.prefixes, *TARGETS,
}


@cache
def load_graph(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


@cache
def load_shapes(stem: str) -> Graph:
    shapes = Graph()
    for name in (stem, "prefixes"):
        shapes += load_graph(ONTOLOGY / "shapes" / f"{name}.ttl")
    return shapes


@cache
def load_ontology() -> Graph:
    ontology = Graph()
    for name in ("mpo", "codes"):
        ontology += load_graph(ONTOLOGY / f"{name}.ttl")
    return ontology


def find_rules(shapes: Graph) -> list[Node]:
    kinds = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
    holders = set(shapes.subjects(SH.property)) | set(shapes.subjects(SH.sparql))
    rules = {rule for kind in kinds for rule in shapes.subjects(RDF.type, kind)}
    return sorted(rules - holders, key=str)


def find_parts(shapes: Graph, rule: Node) -> list[tuple[Node, Node]]:
    """What a rule demands, one part a parameter: each must be broken in its failing file."""
    return [
        (parameter, value)
        for parameter, value in shapes.predicate_objects(rule)
        if parameter not in NO_CONSTRAINT
    ]


def get_name(rule: Node) -> str:
    return str(rule).removeprefix(SHAPES)


def make_lone_rule(shapes: Graph, rule: Node) -> Graph:
    """The rule, with what it is made of and what targets it, and no other rule."""
    alone = Graph()
    alone += load_graph(ONTOLOGY / "shapes" / "prefixes.ttl")
    for link in (SH.property, SH.sparql):
        for holder in shapes.subjects(link, rule):
            alone.add((holder, link, rule))
            for predicate, value in shapes.predicate_objects(holder):
                if predicate in TARGETS | {RDF.type}:
                    alone.add((holder, predicate, value))
    waiting = [rule]
    while waiting:
        for triple in shapes.triples((waiting.pop(), None, None)):
            alone.add(triple)
            if isinstance(triple[2], BNode):
                waiting.append(triple[2])
    return alone


def find_all_rules() -> Iterator[tuple[str, Node]]:
    for stem in STEMS:
        for rule in find_rules(load_shapes(stem)):
            yield stem, rule


ALL_RULES = list(find_all_rules())
RULE_NAMES = [get_name(rule) for _, rule in ALL_RULES]


def get_failing_file(stem: str, rule: Node) -> Path:
    return HERE / stem / f"fail-{get_name(rule).partition('-')[2]}.ttl"


def check_file(path: Path, shapes: Graph, ontology: Graph | None = None) -> list[QualityFinding]:
    return check_shapes(load_graph(path), shapes, ontology if ontology is not None else Graph())


@pytest.mark.parametrize("stem", STEMS)
def test_a_conforming_file_breaks_no_rule(stem: str) -> None:
    assert check_file(HERE / stem / "pass.ttl", load_shapes(stem), load_ontology()) == []


@pytest.mark.parametrize("file", FAILING)
def test_a_failing_file_breaks_exactly_the_rule_it_names(file: str) -> None:
    path = HERE / file
    header = HEADER.match(path.read_text(encoding="utf-8"))
    assert header, f"{file} must begin with '# fails: shapes:<rule>' and '# results: <number>'"
    findings = check_file(path, load_shapes(path.parent.name), load_ontology())
    assert {found.code for found in findings} == {header["rule"]}
    assert len(findings) == int(header["results"])
    for found in findings:
        assert all((found.where, found.thing, found.ja, found.en, found.fix_ja, found.fix_en))


@pytest.mark.parametrize(("stem", "rule"), ALL_RULES, ids=RULE_NAMES)
def test_every_rule_has_the_failing_file_of_its_name(stem: str, rule: Node) -> None:
    path = get_failing_file(stem, rule)
    header = HEADER.match(path.read_text(encoding="utf-8"))
    assert header
    assert header["rule"] == get_name(rule)


def test_every_failing_file_belongs_to_a_rule() -> None:
    expected = {get_failing_file(stem, rule) for stem, rule in ALL_RULES}
    assert {HERE / file for file in FAILING} == expected


@pytest.mark.parametrize(("stem", "rule"), ALL_RULES, ids=RULE_NAMES)
def test_a_file_fails_for_each_part_of_its_rule_and_for_nothing_else(stem: str, rule: Node) -> None:
    shapes, path = load_shapes(stem), get_failing_file(stem, rule)
    whole = Counter(check_file(path, make_lone_rule(shapes, rule)))
    assert whole
    parts = find_parts(shapes, rule)
    assert parts
    for part in parts:
        weaker = make_lone_rule(shapes, rule)
        weaker.remove((rule, *part))
        if part[0] == SH.select:
            # A constraint without its query cannot be read: take away the constraint itself.
            weaker.remove((None, SH.sparql, rule))
        left = Counter(check_file(path, weaker))
        assert left < whole, f"{part[0].n3()} {part[1].n3()} is not what the file breaks"
        if len(parts) == 1:
            assert not left


def find_alternatives(shapes: Graph, rule: Node) -> list[tuple[Node, int]]:
    """The head of each list of alternatives inside a rule, with the number of one of them."""
    alone = make_lone_rule(shapes, rule)
    heads = [*alone.objects(predicate=SH["or"]), *alone.objects(predicate=SH.xone)]
    return [(head, place) for head in heads for place in range(len(Collection(alone, head)))]


def drop_alternative(rules: Graph, head: Node, place: int) -> None:
    items = list(Collection(rules, head))
    rest = Collection(rules, BNode(), items[:place] + items[place + 1 :])
    ((rule, kind),) = rules.subject_predicates(head)
    rules.set((rule, kind, rest.uri))


@pytest.mark.parametrize(
    ("stem", "rule"),
    [pair for pair in ALL_RULES if find_alternatives(load_shapes(pair[0]), pair[1])],
    ids=get_name,
)
def test_each_alternative_of_a_rule_saves_some_file_from_breaking_it(stem: str, rule: Node) -> None:
    """A typo in an alternative only makes a rule stricter, which no failing file would show."""
    shapes, own = load_shapes(stem), get_failing_file(stem, rule)
    others = [path for path in sorted((HERE / stem).glob("*.ttl"), reverse=True) if path != own]
    for head, place in find_alternatives(shapes, rule):
        stricter = make_lone_rule(shapes, rule)
        drop_alternative(stricter, head, place)
        assert any(check_file(path, stricter) for path in others), f"alternative {place}"


@pytest.mark.parametrize(("stem", "rule"), ALL_RULES, ids=RULE_NAMES)
def test_every_rule_says_its_fault_and_its_mend_in_both_languages(stem: str, rule: Node) -> None:
    terms = load_shapes(stem).objects(rule, SH.message)
    messages = {str(term.language): str(term) for term in terms if isinstance(term, Literal)}
    assert sorted(messages) == ["en", "ja"]
    for language, message in messages.items():
        fault, mend = message.split(MEND[language])
        assert fault.strip()
        assert mend.strip()


@pytest.mark.parametrize("stem", STEMS)
def test_every_rule_has_a_name_of_its_own_below_its_class(stem: str) -> None:
    shapes = load_shapes(stem)
    for link in (SH.property, SH.sparql):
        for holder, rule in shapes.subject_objects(link):
            assert isinstance(holder, URIRef)
            assert isinstance(rule, URIRef)
    for rule in find_rules(shapes):
        assert str(rule).startswith(SHAPES)
        assert "-" in get_name(rule)


def test_no_rule_is_written_twice() -> None:
    assert len(RULE_NAMES) == len(set(RULE_NAMES))


def test_every_shape_file_has_its_folder_and_the_other_way_round() -> None:
    assert sorted(path.name for path in HERE.iterdir() if (path / "pass.ttl").exists()) == STEMS


def test_the_shapes_and_their_files_use_declared_terms_only() -> None:
    graphs = [load_shapes(stem) for stem in STEMS]
    graphs += [load_graph(path) for path in HERE.glob("*/*.ttl")]
    assert check_namespace(graphs, declared_terms(load_ontology())) == []


@pytest.mark.parametrize("stem", STEMS)
def test_a_list_of_codes_is_the_whole_of_its_code_list(stem: str) -> None:
    shapes, codes = load_shapes(stem), load_ontology()
    for rule, head in shapes.subject_objects(SH["in"]):
        listed = {term for term in Collection(shapes, head) if str(term).startswith(MPO)}
        if isinstance(rule, BNode) or not listed:
            continue  # a part of a rule, or a list without codes
        shared = set.intersection(*(set(codes.objects(term, SKOS.inScheme)) for term in listed))
        members = {term for scheme in shared for term in codes.subjects(SKOS.inScheme, scheme)}
        assert members <= listed, f"{get_name(rule)} does not list every code of {shared}"

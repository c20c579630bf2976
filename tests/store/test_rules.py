"""Rules over graph patterns: the engine and pySHACL conclude the same from the same text."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import Graph
from rdflib.compare import graph_diff, to_isomorphic
from rdflib.namespace import RDF, SH

from kg.graph.claims import add_claim, add_link
from kg.graph.load import parse_turtle, read_turtle
from kg.graph.ntriples import (
    CPSV,
    DCT,
    MPO,
    OA,
    ORG,
    PROV,
    RULE,
    SEMAPV,
    SSSOM,
    Triples,
    decimal,
    from_graph,
    iri,
)
from kg.graph.ntriples import (
    RDF as TYPE,
)
from kg.graph.ontology import get_confidence, load_rules
from kg.graph.ontology_folder import find_ontology_folder
from kg.names import (
    make_article,
    make_document,
    make_entry,
    make_legislation,
    make_link,
    make_passage,
    make_thing,
)
from kg.store.rules import find_conclusions, keep_surest

PLACE = make_document("141305", "plan")


def make_plan() -> Triples:
    """Two rows marked 再掲 whose original has another name, and bodies of several kinds."""
    graph = Triples()
    passages = [iri(make_passage(PLACE, start, start + 5)) for start in range(0, 90, 10)]
    for passage in passages:
        graph.add(passage, OA.hasSource, iri(PLACE))
    rows = [iri(make_entry(PLACE, "listing", start)) for start in (10, 20, 30)]
    old, new = (iri(make_thing("141305", "project", name)) for name in ("あゆみ", "あゆみ事業"))
    graph.add(iri(PLACE), MPO.municipality, iri("https://w3id.org/seisaku-kg/id/141305"))
    for project in (old, new):
        graph.add(project, TYPE.type, MPO.Project)
    for row, project in zip(rows, (old, new, new), strict=True):
        graph.add(row, MPO.lists, project)
        graph.add(row, DCT.isPartOf, iri(PLACE))
    for row, confidence in zip(rows[1:], (0.6, 0.9), strict=True):
        add_link(
            graph,
            row,
            MPO.reappearanceOf,
            rows[0],
            status=MPO.Inferred,
            confidence=confidence,
            justification=SEMAPV.LexicalMatching,
            rules=[RULE["original-of-the-same-text"]],
            proofs=[passages[1], passages[4]],
        )
    for name, kind in (("企画局", "bureau"), ("市民課", "department"), ("審議会", "council")):
        body = iri(make_thing("141305", "body", name))
        graph.add(body, TYPE.type, MPO.Body)
        graph.add(body, MPO.bodyKind, MPO[kind])
        graph.add(rows[0], MPO.responsibleBody, body)
        add_claim(graph, old, MPO.responsibleBody, body, [passages[2], passages[3]])
    for triple in make_chain():
        graph.add(*triple)
    return graph


ARTICLE = iri(make_article(make_legislation("141305", "jorei", 2004, 60), "32"))
RULES, SHORT = (iri(make_thing("141305", "instrument", name)) for name in ("市ルール", "ルール"))
COUNTER = iri(make_thing("141305", "body", "窓口"))
FOLLOWER, RUNNER, EARLIER, OTHER = (
    iri(make_thing("141305", "project", name)) for name in ("従う", "営む", "昔", "別")
)


def make_chain() -> Triples:
    """Things that implement an article: as stated, and by one, two and three steps."""
    graph = Triples()
    classes = {RULES: MPO.Instrument, SHORT: MPO.Instrument, COUNTER: MPO.Body}
    for thing in (RULES, SHORT, COUNTER, FOLLOWER, RUNNER, EARLIER, OTHER):
        graph.add(thing, TYPE.type, classes.get(thing, MPO.Project))
    links = (
        (RULES, MPO.implementsArticle, ARTICLE, 1.0, MPO.Stated),
        (COUNTER, MPO.implementsArticle, ARTICLE, 1.0, MPO.Stated),
        (SHORT, MPO.sameThingAs, RULES, 0.9, MPO.Inferred),
        (RULES, MPO.sameThingAs, SHORT, 0.9, MPO.Inferred),
        (FOLLOWER, CPSV.follows, SHORT, 1.0, MPO.Stated),
        (RUNNER, MPO.carriesOut, COUNTER, 1.0, MPO.Stated),
        (EARLIER, DCT.isReplacedBy, RUNNER, 1.0, MPO.Stated),
        (OTHER, CPSV.follows, RULES, 0.4, MPO.Candidate),
        (OTHER, MPO.mentions, RULES, 1.0, MPO.Stated),
        (OTHER, MPO.closeTo, RUNNER, 0.8, MPO.Inferred),
    )
    for number, (subject, predicate, object_, confidence, status) in enumerate(links):
        add_link(
            graph,
            subject,
            predicate,
            object_,
            status=status,
            confidence=confidence,
            justification=SEMAPV.UnspecifiedMatching,
            rules=[],
            proofs=[iri(make_passage(PLACE, 100 + number, 101 + number))],
        )
    return graph


def find_reached() -> dict[str, set[str]]:
    """What is concluded to implement the article, with the rules that say so."""
    found = find_conclusions([make_chain()])
    reached = [s for s, p, o in found if (p, o) == (MPO.implementsArticle, ARTICLE)]
    rules: dict[str, set[str]] = {}
    for subject in reached:
        link = iri(make_link(subject, MPO.implementsArticle, ARTICLE))
        named = [o for s, p, o in found if (s, p) == (link, MPO.rule)]
        rules[subject] = {one[1:-1].rpartition("/")[2] for one in named}
    return rules


def test_an_article_is_reached_by_instruments_bodies_sameness_and_renaming() -> None:
    assert find_reached() == {
        SHORT: {"through-the-same-thing"},
        FOLLOWER: {"through-an-instrument"},
        RUNNER: {"through-what-it-carries-out"},
        EARLIER: {"through-a-renaming"},
    }


def test_a_chain_names_its_premises_what_is_between_and_every_proof() -> None:
    found = find_conclusions([make_chain()])
    link = iri(make_link(FOLLOWER, MPO.implementsArticle, ARTICLE))
    middle = iri(make_link(SHORT, MPO.implementsArticle, ARTICLE))
    premises = {o for s, p, o in found if (s, p) == (link, MPO.premise)}
    assert premises == {iri(make_link(FOLLOWER, CPSV.follows, SHORT)), middle}
    assert {o for s, p, o in found if (s, p) == (middle, MPO.premise)} == {
        iri(make_link(SHORT, MPO.sameThingAs, RULES)),
        iri(make_link(RULES, MPO.implementsArticle, ARTICLE)),
    }
    assert {o for s, p, o in found if (s, p) == (link, MPO.via)} == {SHORT, RULES}
    assert len([o for s, p, o in found if (s, p) == (link, PROV.wasDerivedFrom)]) == 3


def test_a_chain_is_as_sure_as_its_least_sure_part() -> None:
    found = find_conclusions([make_chain()])
    for subject, rule in ((SHORT, "the-same-thing"), (RUNNER, "what-it-carries-out")):
        link = iri(make_link(subject, MPO.implementsArticle, ARTICLE))
        (confidence,) = [o for s, p, o in found if (s, p) == (link, SSSOM.confidence)]
        least = min(get_confidence(f"through-{rule}"), 0.9 if subject == SHORT else 1.0)
        assert confidence == decimal(least)


def test_a_candidate_a_mention_and_what_is_only_close_pass_nothing_on() -> None:
    assert OTHER not in find_reached()


def test_what_is_stated_is_not_concluded_again() -> None:
    found = find_conclusions([make_chain()])
    assert not {RULES, COUNTER} & {s for s, p, _ in found if p == MPO.implementsArticle}


def expand(graph: Triples) -> Graph:
    """What pySHACL adds to a graph by the same rules."""
    union = to_graph(graph) + load_rules()
    rules = load_rules() + read_turtle(find_ontology_folder() / "shapes" / "prefixes.ttl")
    found = pyshacl.shacl_rules(union, shacl_graph=rules, advanced=True, iterate_rules=True)
    assert isinstance(found, Graph)
    added = Graph()
    for subject, predicate, object_, *_ in found:
        if (subject, predicate, object_) not in union:
            added.add((subject, predicate, object_))
    return to_graph(keep_surest(Triples(sorted(from_graph(added)))))


def to_graph(triples: Triples) -> Graph:
    return parse_turtle("".join(f"{' '.join(triple)} .\n" for triple in triples), "triples")


def test_every_rule_of_a_pattern_hangs_on_a_shape_and_is_run() -> None:
    rules = load_rules()
    texts = set(rules.subjects(RDF.type, SH.SPARQLRule))
    assert texts
    assert texts == set(rules.objects(None, SH.rule))
    said = {rule for _, verb, rule in find_conclusions([make_plan()]) if verb == MPO.rule}
    assert said == {f"<{rule}>" for rule in texts}


def test_the_engine_concludes_what_pyshacl_concludes() -> None:
    plan = make_plan()
    ours = to_graph(find_conclusions([plan]))
    theirs = expand(plan)
    assert len(ours) > 20
    _, only_ours, only_theirs = graph_diff(to_isomorphic(ours), to_isomorphic(theirs))
    assert not list(only_ours)
    assert not list(only_theirs)


def test_projects_of_a_row_and_its_original_are_the_same_as_surely_as_the_surest_row_says() -> None:
    found = find_conclusions([make_plan()])
    old, new = (iri(make_thing("141305", "project", name)) for name in ("あゆみ", "あゆみ事業"))
    for left, right in ((old, new), (new, old)):
        assert (left, MPO.sameThingAs, right) in found
        link = iri(make_link(left, MPO.sameThingAs, right))
        assert (link, SSSOM.confidence, decimal(0.9)) in found
        assert [o for s, p, o in found if (s, p) == (link, SSSOM.confidence)] == [decimal(0.9)]
        assert len([o for s, p, o in found if (s, p) == (link, PROV.wasDerivedFrom)]) == 2


@pytest.mark.parametrize(("name", "own"), [("企画局", True), ("市民課", True), ("審議会", False)])
def test_bureaus_and_departments_that_a_plan_names_are_its_municipalitys_own(
    name: str, own: bool
) -> None:
    body = iri(make_thing("141305", "body", name))
    town = iri("https://w3id.org/seisaku-kg/id/141305")
    assert ((body, ORG.subOrganizationOf, town) in find_conclusions([make_plan()])) == own


def test_a_row_of_the_same_project_as_its_original_concludes_nothing() -> None:
    graph = Triples(t for t in make_plan() if t[1] != MPO.lists)
    project = iri(make_thing("141305", "project", "あゆみ"))
    for start in (10, 20, 30):
        graph.add(iri(make_entry(PLACE, "listing", start)), MPO.lists, project)
    assert not [t for t in find_conclusions([graph]) if t[1] == MPO.sameThingAs]

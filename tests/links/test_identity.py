"""The same under other names in other documents: only where nothing else bears the name."""

from __future__ import annotations

from kg.graph.ntriples import MPO, PROV, RDF, SKOS, Term, Triples, iri, ja
from kg.links.identity import find_identities
from kg.names import (
    make_document,
    make_link,
    make_municipality,
    make_node,
    make_passage,
    make_thing,
)

CODE = "141305"


class World:
    """Things of a municipality's documents, as the graph names them."""

    def __init__(self) -> None:
        self.graph = Triples()
        self.graph.add(iri(make_municipality(CODE)), SKOS.prefLabel, ja("川崎市"))

    def add_thing(
        self, kind: str, name: str, document: str = "plan", code: str = CODE
    ) -> Term:
        term = iri(make_thing(code, kind, name))
        return self._add(term, name, document, code)

    def add_node(self, name: str, number: str, document: str, code: str = CODE) -> Term:
        term = iri(make_node(make_document(code, document), (number,)))
        self.graph.add(term, RDF.type, MPO.PolicyNode)
        return self._add(term, name, document, code)

    def _add(self, term: Term, name: str, document: str, code: str) -> Term:
        start = len(self.graph)
        passage = iri(make_passage(make_document(code, document), start, start + 1))
        self.graph.add(term, SKOS.prefLabel, ja(name))
        self.graph.add(term, PROV.wasDerivedFrom, passage)
        return term

    def find(self, predicate: Term) -> set[tuple[Term, Term]]:
        found = find_identities([self.graph])
        return {(s, o) for s, p, o in found if p == predicate}


def test_a_name_with_the_municipalitys_before_it_is_the_same_thing() -> None:
    world = World()
    long = world.add_thing("instrument", "川崎市市民活動支援指針")
    short = world.add_thing("instrument", "市民活動支援指針", "other")
    assert world.find(MPO.sameThingAs) == {(long, short), (short, long)}


def test_both_directions_have_a_link_with_proof_on_both_sides() -> None:
    world = World()
    long = world.add_thing("body", "川崎市自治推進委員会")
    short = world.add_thing("body", "自治推進委員会", "other")
    found = find_identities([world.graph])
    for left, right in ((long, short), (short, long)):
        link = iri(make_link(left, MPO.sameThingAs, right))
        proofs = {o for s, p, o in found if (s, p) == (link, PROV.wasDerivedFrom)}
        assert {("/other/" in proof, "/plan/" in proof) for proof in proofs} == {
            (True, False),
            (False, True),
        }


def test_other_kinds_terms_and_municipalities_are_other_things() -> None:
    world = World()
    world.add_thing("body", "川崎市自治推進委員会")
    world.add_thing("service", "自治推進委員会", "other")
    world.add_thing("body", "第3期自治推進委員会", "other")
    world.add_thing("body", "自治推進委員会", "far", code="261009")
    world.add_thing("body", "川崎市")
    assert world.find(MPO.sameThingAs) == set()


def test_a_row_and_a_node_of_another_document_under_one_name_are_the_same() -> None:
    world = World()
    node = world.add_node("快適な窓口サービスの提供", "1", "plan")
    project = world.add_thing("project", "快適な窓口サービスの提供", "review")
    assert world.find(MPO.sameThingAs) == {(node, project), (project, node)}


def test_variants_are_the_same_and_generic_words_make_two_things_only_close() -> None:
    world = World()
    one = world.add_node("子どもの居場所の取組", "1", "plan")
    two = world.add_thing("project", "こどもの居場所の取り組み", "review")
    three = world.add_node("放置自転車対策", "2", "plan")
    four = world.add_thing("project", "放置自転車対策の推進", "review")
    assert world.find(MPO.sameThingAs) == {(one, two), (two, one)}
    assert world.find(MPO.closeTo) == {(three, four), (four, three)}


def test_two_nodes_match_exactly_or_closely() -> None:
    world = World()
    one = world.add_node("区民会議の充実", "1", "plan")
    two = world.add_node("区民会議の充実", "4", "report")
    three = world.add_node("情報共有に関する取組", "2", "plan")
    four = world.add_node("情報共有の推進", "5", "report")
    assert world.find(SKOS.exactMatch) == {(one, two), (two, one)}
    assert world.find(SKOS.closeMatch) == {(three, four), (four, three)}


def test_within_a_document_nothing_is_concluded_and_of_several_none_is_taken() -> None:
    world = World()
    world.add_node("区民会議の充実", "1", "plan")
    world.add_thing("project", "区民会議の充実", "plan")
    world.add_node("協働のまちづくりの推進", "2", "plan")
    world.add_node("協働のまちづくりの推進", "3", "plan")
    world.add_node("協働のまちづくりの推進", "4", "report")
    for predicate in (MPO.sameThingAs, SKOS.exactMatch, MPO.closeTo, SKOS.closeMatch):
        assert world.find(predicate) == set()


def test_short_names_and_other_municipalities_say_nothing() -> None:
    world = World()
    world.add_node("推進体制", "1", "plan")
    world.add_node("推進体制", "2", "report")
    world.add_node("区民会議の充実", "3", "plan")
    world.add_node("区民会議の充実", "4", "far", code="261009")
    for predicate in (MPO.sameThingAs, SKOS.exactMatch, MPO.closeTo, SKOS.closeMatch):
        assert world.find(predicate) == set()


def make_council() -> tuple[World, Term]:
    world = World()
    council = world.add_thing("body", "区民会議")
    world.graph.add(council, RDF.type, MPO.Body)
    return world, council


def test_a_project_and_a_node_whose_names_hold_one_thing_are_close() -> None:
    world, _ = make_council()
    project = world.add_thing("project", "区民会議運営事業")
    node = world.add_node("開かれた区民会議の推進", "1", "report")
    world.add_node("開かれた議会の推進", "2", "report")
    # The ward's own row, a node of the same document, and a name that is the thing's alone.
    world.add_thing("project", "区民会議運営事業(各区)")
    world.add_node("区民会議の充実", "1", "plan")
    world.add_node("区民会議", "3", "report")
    assert world.find(MPO.closeTo) == {(project, node), (node, project)}
    assert world.find(MPO.sameThingAs) == set()


def test_a_project_that_carries_out_what_a_node_is_named_after_is_close() -> None:
    world, council = make_council()
    project = world.add_thing("project", "地域の声を聴く事業")
    node = world.add_node("開かれた区民会議の推進", "1", "report")
    assert world.find(MPO.closeTo) == set()
    world.graph.add(project, MPO.carriesOut, council)
    assert world.find(MPO.closeTo) == {(project, node), (node, project)}


def test_what_a_whole_document_is_about_makes_nothing_close() -> None:
    world, _ = make_council()
    world.add_thing("project", "区民会議運営事業")
    for number in range(1, 7):
        world.add_node(f"区民会議の取組その{number}の推進", str(number), "report")
    assert world.find(MPO.closeTo) == set()


def test_an_ordinance_makes_nothing_close() -> None:
    world = World()
    act = world.add_thing("instrument", "自治基本条例")
    for kind in (MPO.Instrument, MPO.Legislation, MPO.Ordinance):
        world.graph.add(act, RDF.type, kind)
    world.add_thing("project", "自治基本条例普及事業")
    world.add_node("自治基本条例の研修の実施", "1", "report")
    assert world.find(MPO.closeTo) == set()

"""Documents, nodes, bodies, municipalities and counts on the small graph."""

from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.questions.body import find_bodies, get_body
from kg.questions.document import find_documents, get_document
from kg.questions.figures import get_figures
from kg.questions.municipality import get_municipality
from kg.questions.node import get_node
from kg.questions.stats import Scope, count_appearances
from kg.questions.tree import Count, get_tree
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri
from tests.questions.small_graph import CODE, DOCUMENT, NORTH, ROAD


def test_a_document_has_its_hierarchy_with_counts_of_all_below(small: EmbeddedStore) -> None:
    answer = get_document(small, Iri(DOCUMENT))
    (root,) = answer.branches
    (below,) = root.children
    assert (root.node.label, root.count) == ("まちをつくる", Count(4, 3, 3))
    assert (below.node.label, below.count) == ("道をなおす", Count(1, 1, 0))
    assert answer.count == Count(6, 5, 3)
    assert answer.unplaced == Count(2, 2, 0)
    assert [section.label for section in answer.sections] == ["終わりに"]
    assert [one.quote for one in root.node.evidence] == ["1 まちをつくる"]


def test_a_document_says_what_it_is(small: EmbeddedStore) -> None:
    (facts,) = find_documents(small)
    assert (facts.title, facts.start, facts.end) == ("小さな計画", 2011, 2012)
    assert facts.municipality is not None
    assert facts.municipality.label == "小市"


def test_a_circle_of_parents_ends(small: EmbeddedStore) -> None:
    tree = get_tree(small, Iri(DOCUMENT))
    root = next(iter(tree.nodes.values()))
    looped = type(root)(root.iri, root.label, None, None, 1, root.iri, ())
    circle = type(tree)(tree.document, {root.iri: looped}, tree.rows)
    assert circle.find_path(root.iri) == (looped,)
    assert circle.find_rows(root.iri)
    assert circle.grow() == ()


def test_a_node_has_its_paragraphs_in_order_each_with_its_proof(small: EmbeddedStore) -> None:
    answer = get_node(small, Iri(f"{DOCUMENT}/node/1/1-(1)"))
    assert [fact.value for fact in answer.texts] == ["道が古い。", "だから直す。"]
    assert [fact.evidence[0].quote for fact in answer.texts] == ["道が古い。", "だから直す。"]
    assert [node.notation for node in answer.path] == ["1", "1-(1)"]
    assert [one.printed_name for one in answer.appearances] == ["道路事業"]


def test_a_body_knows_what_it_runs(small: EmbeddedStore) -> None:
    answer = get_body(small, Iri(NORTH))
    assert answer.entry.count == Count(1, 1, 0)
    assert answer.entry.kind is not None
    assert answer.entry.kind.iri.endswith("#bureau")
    assert [one.printed_name for one in answer.appearances] == ["橋事業"]
    assert {entry.label for entry in find_bodies(small)} == {
        "小市",
        "北局",
        "みち会議",
        "第2期みち会議",
    }


def test_a_municipality_gathers_what_is_its_own(small: EmbeddedStore) -> None:
    iri = Iri(DOCUMENT.split("/document/")[0])
    answer = get_municipality(small, iri)
    assert (answer.code, answer.label) == (CODE, "小市")
    assert [one.title for one in answer.documents] == ["小さな計画"]
    assert [one.label for one in answer.bodies] == ["みち会議", "北局", "第2期みち会議"]
    assert [one.label for one in answer.ordinances] == ["小市条例"]
    assert [one.label for one in get_body(small, iri).parts] == ["北局"]


def test_counts_come_by_document_node_ward_and_body(small: EmbeddedStore) -> None:
    tallies = {
        (tally.scope, tally.thing.label): (tally.depth, tally.count)
        for tally in count_appearances(small)
    }
    assert tallies == {
        (Scope.DOCUMENT, "小さな計画"): (0, Count(6, 5, 3)),
        (Scope.NODE, "まちをつくる"): (0, Count(4, 3, 3)),
        (Scope.NODE, "道をなおす"): (1, Count(1, 1, 0)),
        (Scope.WARD, "各区"): (0, Count(1, 1, 1)),
        (Scope.BODY, "北局"): (0, Count(1, 1, 0)),
    }


def test_the_figures_count_things_once(small: EmbeddedStore) -> None:
    figures = get_figures(small)
    assert (figures.documents, figures.nodes, figures.projects) == (1, 2, 10)
    assert (figures.listings, figures.reappearances, figures.originals_unknown) == (6, 3, 2)
    assert (figures.municipalities, figures.bodies, figures.articles) == (1, 3, 4)
    assert (figures.instruments, figures.statistics, figures.events) == (2, 3, 2)


def test_what_is_something_else_is_not_found(small: EmbeddedStore) -> None:
    for get in (get_document, get_node, get_body, get_municipality):
        with pytest.raises(NotFoundError):
            get(small, Iri(f"{ROAD}?"))

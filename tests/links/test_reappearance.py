"""再掲 to original: one row where it is told, candidates where it is not, never an invented one."""

from __future__ import annotations

import random

import pytest

from kg.graph.ntriples import DCT, MPO, PROV, RDF, SKOS, SSSOM, Triples, iri, ja, truth
from kg.graph.ontology import get_confidence
from kg.links.reappearance import find_originals
from kg.names import make_document, make_entry, make_link, make_passage, make_thing


class Rows:
    """Rows of documents, as the graph says them."""

    def __init__(self) -> None:
        self.triples = Triples()

    def add(
        self,
        name: str,
        start: int,
        *,
        marked: bool = False,
        told: str = "",
        document: str = "plan",
        code: str = "141305",
    ) -> str:
        place = make_document(code, document)
        row = iri(make_entry(place, "listing", start))
        project = iri(make_thing(code, "project", name))
        self.triples.add(row, RDF.type, MPO.Listing)
        self.triples.add(row, MPO.lists, project)
        self.triples.add(project, SKOS.prefLabel, ja(name))
        self.triples.add(row, DCT.isPartOf, iri(place))
        self.triples.add(row, MPO.isReappearance, truth(marked))
        self.triples.add(row, PROV.wasDerivedFrom, iri(make_passage(place, start, start + 5)))
        if told:
            self.triples.add(row, DCT.description, ja(told))
        return row

    def find(self) -> Triples:
        return find_originals([self.triples])


def get_originals(found: Triples) -> list[tuple[str, str]]:
    return sorted((row, other) for row, verb, other in found if verb == MPO.reappearanceOf)


def get_candidates(found: Triples) -> list[str]:
    links = {link for link, verb, kind in found if (verb, kind) == (MPO.status, MPO.Candidate)}
    return sorted(other for link, verb, other in found if verb == RDF.object and link in links)


def test_a_marked_row_repeats_the_one_unmarked_row_of_its_name() -> None:
    rows = Rows()
    original, again = rows.add("あゆみ事業", 10), rows.add("あゆみ事業", 90, marked=True)
    rows.add("ひかり事業", 50)
    found = rows.find()
    assert get_originals(found) == [(again, original)]
    assert (again, MPO.originalUnknown, truth(True)) not in found


def test_the_link_carries_rule_status_confidence_and_both_passages() -> None:
    rows = Rows()
    original, again = rows.add("あゆみ事業", 10), rows.add("あゆみ事業", 90, marked=True)
    link = iri(make_link(again, MPO.reappearanceOf, original))
    facts = {(verb, value) for thing, verb, value in rows.find() if thing == link}
    document = make_document("141305", "plan")
    assert {
        (RDF.type, MPO.Link),
        (MPO.status, MPO.Inferred),
        (PROV.wasDerivedFrom, iri(make_passage(document, 10, 15))),
        (PROV.wasDerivedFrom, iri(make_passage(document, 90, 95))),
    } <= facts
    (confidence,) = [value for verb, value in facts if verb == SSSOM.confidence]
    assert confidence.startswith(f'"{get_confidence("same-folded-name")}"')


@pytest.mark.parametrize("name", ["ＡＢＣ事業（市道）", "ABC 事業(市道)", "ABC事業(市道)"])
def test_width_and_blanks_of_a_name_do_not_matter(name: str) -> None:
    rows = Rows()
    original = rows.add("ABC事業(市道)", 10)
    again = rows.add(name, 90, marked=True)
    assert get_originals(rows.find()) == [(again, original)]


@pytest.mark.parametrize("name", ["あゆみ事業(各区)", "あゆみの里整備事業", "ひかり事業"])
def test_a_name_that_differs_is_another_name(name: str) -> None:
    rows = Rows()
    rows.add("あゆみ事業", 10)
    again = rows.add(name, 90, marked=True)
    found = rows.find()
    assert get_originals(found) == []
    assert list(found) == [(again, MPO.originalUnknown, truth(True))]


@pytest.mark.parametrize(("told", "found"), [("", True), ("みちを直します。", False)])
def test_a_name_that_differs_in_generic_words_is_an_original_unless_its_text_is_another(
    told: str, found: bool
) -> None:
    rows = Rows()
    original = rows.add("あゆみ支援事業", 10, told="子の育ちを支えるために集う場を設けます。")
    again = rows.add("あゆみの支援", 90, marked=True, told=told)
    assert get_originals(rows.find()) == ([(again, original)] if found else [])


def test_a_row_without_an_original_has_an_unknown_one() -> None:
    rows = Rows()
    first, second = rows.add("あゆみ", 10, marked=True), rows.add("あゆみ", 90, marked=True)
    assert sorted(rows.find()) == [
        (first, MPO.originalUnknown, truth(True)),
        (second, MPO.originalUnknown, truth(True)),
    ]


def test_of_two_alike_none_is_chosen_and_both_are_candidates() -> None:
    rows = Rows()
    originals = [rows.add("あゆみ事業", 10), rows.add("あゆみ事業", 50)]
    again = rows.add("あゆみ事業", 90, marked=True)
    found = rows.find()
    assert get_originals(found) == []
    assert get_candidates(found) == sorted(originals)
    assert (again, MPO.originalUnknown, truth(True)) in found
    for _, verb, value in found:
        if verb == SSSOM.confidence:
            assert float(value.split('"')[1]) < 0.5


def test_of_two_the_one_described_alike_is_chosen_with_less_confidence() -> None:
    rows = Rows()
    rows.add("あゆみ事業", 10, told="育てます。")
    original = rows.add("あゆみ事業", 50, told="支えます。")
    again = rows.add("あゆみ事業", 90, marked=True, told="支えます。")
    found = rows.find()
    assert get_originals(found) == [(again, original)]
    assert [value.split('"')[1] for _, verb, value in found if verb == SSSOM.confidence] == [
        str(get_confidence("same-folded-name-and-text"))
    ]


def test_a_row_of_the_same_document_goes_before_one_of_another() -> None:
    rows = Rows()
    rows.add("あゆみ事業", 10, document="other")
    near = rows.add("あゆみ事業", 50)
    again = rows.add("あゆみ事業", 90, marked=True)
    assert get_originals(rows.find()) == [(again, near)]


def test_the_row_that_is_described_alike_goes_before_one_of_the_same_document() -> None:
    rows = Rows()
    rows.add("見守り事業", 10, told="配水管を計画的に更新します。")
    alike = rows.add("見守り事業", 30, told="一人で暮らす高齢者を訪ねます。", document="other")
    again = rows.add("見守り事業", 90, marked=True, told="一人で暮らす高齢者を訪ねます。")
    assert get_originals(rows.find()) == [(again, alike)]


def test_a_near_row_of_quite_another_text_is_only_one_of_the_candidates() -> None:
    rows = Rows()
    near = rows.add("見守り事業", 10, told="配水管を計画的に更新します。")
    far = rows.add("見守り事業", 30, told="一人暮らしの高齢者の家を訪問する。", document="other")
    again = rows.add("見守り事業", 90, marked=True, told="一人で暮らす高齢者を訪ねます。")
    found = rows.find()
    assert get_originals(found) == []
    assert get_candidates(found) == sorted([near, far])
    assert (again, MPO.originalUnknown, truth(True)) in found


def test_an_original_may_stand_in_another_document_of_the_municipality() -> None:
    rows = Rows()
    original = rows.add("あゆみ事業", 10, document="other")
    again = rows.add("あゆみ事業", 90, marked=True)
    assert get_originals(rows.find()) == [(again, original)]


def test_no_original_is_looked_for_in_another_municipality() -> None:
    rows = Rows()
    rows.add("あゆみ事業", 10, code="261009")
    again = rows.add("あゆみ事業", 90, marked=True)
    assert list(rows.find()) == [(again, MPO.originalUnknown, truth(True))]


def test_an_original_is_never_itself_a_reappearance() -> None:
    rows = Rows()
    starts = range(10, 400, 10)
    marked = {
        rows.add(f"あゆみ{start % 70}事業", start, marked=start % 3 == 0): start % 3 == 0
        for start in starts
    }
    for again, original in get_originals(rows.find()):
        assert marked[again]
        assert not marked[original]


def test_the_order_of_the_triples_does_not_matter() -> None:
    rows = Rows()
    for start in range(10, 300, 10):
        rows.add(
            f"あゆみ{start % 50}事業", start, marked=start % 3 == 0, told=f"{start % 20}です。"
        )
    mixed = list(rows.triples)
    random.Random(1).shuffle(mixed)
    assert list(find_originals([Triples(mixed)])) == list(rows.find())
    assert list(find_originals([Triples(mixed[:40]), Triples(mixed[40:])])) == list(rows.find())


def test_an_empty_graph_says_nothing() -> None:
    assert list(find_originals([])) == []
    assert list(find_originals([Triples()])) == []

"""A count of a facet is the number of hits that its choice leads to, whatever else is chosen."""

from __future__ import annotations

import random

import pytest

from kg.names import MPO, parse_document
from kg.questions.find import SearchAnswer, SearchIndex, Sort
from kg.questions.reading import make_short, parse_code
from kg.questions.reappearances import find_reappearances
from kg.questions.search.facets import FACETS
from kg.store.embedded import EmbeddedStore

QUERIES = ("", "区", "協働", "推進 事業", "再掲", "平成24年度", "こども", "条例")


def count(answer: SearchAnswer) -> dict[str, dict[str, int]]:
    return {facet.name: {one.value: one.count for one in facet.values} for facet in answer.facets}


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("seed", range(6))
def test_the_count_of_a_value_is_the_number_of_hits_behind_it(
    index: SearchIndex, query: str, seed: int
) -> None:
    chance = random.Random(f"{query}{seed}")
    chosen: dict[str, str] = {}
    for _ in range(seed % 4 + 1):
        answer = index.search(query, chosen=chosen, limit=0)
        for facet in answer.facets:
            values = chance.sample(facet.values, min(3, len(facet.values)))
            for one in values:
                narrowed = index.search(query, chosen={**chosen, facet.name: one.value}, limit=0)
                assert narrowed.total == one.count, (chosen, facet.name, one.value)
                assert count(narrowed)[facet.name] == count(answer)[facet.name]
                assert one.chosen == (chosen.get(facet.name) == one.value)
        open_facets = [
            facet for facet in answer.facets if facet.name not in chosen and facet.values
        ]
        if not open_facets:
            break
        facet = chance.choice(open_facets)
        chosen[facet.name] = chance.choice(facet.values).value


def test_every_hit_has_the_values_that_were_chosen(index: SearchIndex) -> None:
    for facet in index.search("", limit=0).facets:
        for one in facet.values[:5]:
            hits = index.search("", chosen={facet.name: one.value}, limit=10_000).hits
            assert len(hits) == one.count
            for hit in hits:
                if facet.name == "kind":
                    assert make_short(hit.kind.iri) == one.value
                if facet.name == "municipality":
                    assert (parse_code(hit.iri) or "jp") == one.value
                if facet.name in ("ward", "year", "mark", "again", "body"):
                    assert make_short(hit.kind.iri) in ("Project", "Statistic")


def test_all_facets_have_values_in_the_real_graph(index: SearchIndex) -> None:
    counted = count(index.search("", limit=0))
    assert tuple(counted) == FACETS
    assert all(counted.values())
    assert all(parse_document_value(value) for value in counted["document"])
    assert {"new", "expanded"} <= set(counted["mark"])
    assert list(counted["year"]) == sorted(counted["year"])


def parse_document_value(value: str) -> bool:
    code, _, slug = value.partition("/")
    return parse_document(f"https://w3id.org/seisaku-kg/id/{code}/document/{slug}") is not None


def test_the_state_of_reappearances_is_that_of_their_own_page(
    real: EmbeddedStore, index: SearchIndex
) -> None:
    rows = find_reappearances(real)
    expected = {
        "found": {row.appearance.project.iri for row in rows if row.original is not None},
        "unknown": {row.appearance.project.iri for row in rows if row.original is None},
        "drifted": {
            row.appearance.project.iri
            for row in rows
            if row.drift is not None and row.drift.state == "drifted"
        },
    }
    marked = {row.appearance.project.iri for row in rows}
    for state, things in expected.items():
        assert things
        hits = index.search("", chosen={"again": state}, limit=10_000).hits
        assert {hit.iri for hit in hits} == things
    unmarked = index.search("", chosen={"again": "none"}, limit=10_000).hits
    assert not {hit.iri for hit in unmarked} & marked
    assert {hit.kind.iri for hit in unmarked} == {f"{MPO}Project"}


def test_a_value_that_is_none_is_refused_by_its_facet(index: SearchIndex) -> None:
    for name in FACETS:
        with pytest.raises(ValueError, match=name):
            index.search("", chosen={name: "<none>"})


@pytest.mark.parametrize("sort", list(Sort))
def test_an_order_is_total_and_pages_follow_it(index: SearchIndex, sort: Sort) -> None:
    whole = [hit.iri for hit in index.search("推進", sort=sort, limit=1000).hits]
    paged = [
        hit.iri
        for offset in range(0, len(whole), 7)
        for hit in index.search("推進", sort=sort, offset=offset, limit=7).hits
    ]
    assert paged == whole
    if sort is Sort.NAME:
        labels = [hit.label for hit in index.search("推進", sort=sort, limit=1000).hits]
        assert labels == sorted(labels)

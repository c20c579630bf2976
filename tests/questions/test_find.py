"""Search finds exactly what a substring search over all texts finds, ranked and explained."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.names import MPO
from kg.questions.find import Rank, SearchIndex
from kg.questions.match import make_key
from kg.questions.query import get_query
from kg.questions.snippet import make_pieces
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri
from tests.questions.small_graph import DOCUMENT, ROAD


@pytest.fixture(scope="session")
def texts(real: EmbeddedStore, index: SearchIndex) -> dict[Iri, list[str]]:
    """The folded texts of everything that can be found, read without the index."""
    known = {hit.iri for hit in index.search("", limit=100_000).hits}
    found: dict[Iri, list[str]] = defaultdict(list)
    for row in real.select(get_query("find-texts")).rows:
        if row["thing"] in known:
            found[Iri(row["thing"])].append(make_key(str(row["text"])))
    return found


def find_all(index: SearchIndex, query: str) -> set[Iri]:
    return {hit.iri for hit in index.search(query, limit=100_000).hits}


@pytest.mark.parametrize("length", [1, 2, 3, 4, 7])
def test_a_query_of_any_length_finds_what_a_substring_search_finds(
    index: SearchIndex, texts: dict[Iri, list[str]], length: int
) -> None:
    everything = [text for held in texts.values() for text in held if len(text) >= length]
    chance = random.Random(length)
    for _ in range(80):
        text = chance.choice(everything)
        start = chance.randrange(len(text) - length + 1)
        query = text[start : start + length]
        plain = {thing for thing, held in texts.items() if any(query in text for text in held)}
        assert find_all(index, query) == plain, query


@settings(max_examples=60, deadline=None)
@given(query=st.text(min_size=1, max_size=4))
def test_any_text_can_be_typed(index: SearchIndex, texts: dict[Iri, list[str]], query: str) -> None:
    found = find_all(index, query)
    words = [key for word in query.split() if (key := make_key(word))]
    if len(words) == 1 and "\x00" not in words[0]:
        assert found == {
            thing for thing, held in texts.items() if any(words[0] in text for text in held)
        }


def test_width_case_and_blanks_do_not_matter(index: SearchIndex) -> None:
    for hit in index.search("", limit=40).hits:
        wide = "".join(
            chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in hit.label
        )
        assert hit.iri in find_all(index, wide.replace(" ", ""))
        assert hit.iri in find_all(index, hit.label.upper())


def test_several_words_find_what_holds_them_all(index: SearchIndex) -> None:
    both = find_all(index, "協働 推進")
    assert both == find_all(index, "協働") & find_all(index, "推進")
    assert both


def test_an_exact_name_comes_before_a_beginning_before_a_part_before_a_text(
    small: EmbeddedStore,
) -> None:
    index = SearchIndex(small)
    assert index.search("道路事業").hits[0].rank == Rank.EXACT
    ranks = [hit.rank for hit in index.search("道", limit=50).hits]
    assert ranks == sorted(ranks)
    assert index.search("公園を守る").hits[0].rank == Rank.TEXT
    assert index.search("ミチ").hits[0].rank == Rank.NAME


def test_a_hit_says_where_its_text_stands(small: EmbeddedStore) -> None:
    (hit,) = SearchIndex(small).search("公園を守").hits
    assert hit.snippet is not None
    assert hit.snippet.pieces == ("", "公園を守", "る")
    assert [one.first_line for one in hit.snippet.evidence] == [7]
    assert [one.label for one in hit.context] == ["小市"]


def test_a_row_is_found_by_the_words_of_its_cells(small: EmbeddedStore) -> None:
    assert [hit.iri for hit in SearchIndex(small).search("完成").hits] == [Iri(ROAD)]


def test_facets_count_all_hits_and_a_chosen_kind_narrows_them(index: SearchIndex) -> None:
    answer = index.search("推進", limit=1000)
    assert sum(number for _, number in answer.kinds) == answer.total == len(answer.hits)
    for kind, number in answer.kinds:
        narrowed = index.search("推進", kind.iri, limit=1000)
        assert narrowed.total == number
        assert {hit.kind.iri for hit in narrowed.hits} == {kind.iri}
        assert narrowed.kinds == answer.kinds


def test_pages_follow_each_other_without_gap(index: SearchIndex) -> None:
    whole = [hit.iri for hit in index.search("推進", limit=1000).hits]
    paged = [
        hit.iri
        for offset in range(0, len(whole), 7)
        for hit in index.search("推進", offset=offset, limit=7).hits
    ]
    assert paged == whole


def test_a_node_is_found_by_its_number(small: EmbeddedStore) -> None:
    found = {hit.iri for hit in SearchIndex(small).search("1-(1) 道").hits}
    assert Iri(f"{DOCUMENT}/node/1/1-(1)") in found
    assert "PolicyNode" in SearchIndex(small).find_kinds()


def test_rows_and_cells_are_no_hits_of_their_own(index: SearchIndex) -> None:
    kinds = {hit.kind.iri for hit in index.search("", limit=100_000).hits}
    assert not kinds & {MPO + name for name in ("Listing", "PlanCell", "Claim", "Passage")}


@given(text=st.text(max_size=200), word=st.text(min_size=1, max_size=3))
def test_the_pieces_of_a_snippet_are_the_text_and_its_hits_the_word(text: str, word: str) -> None:
    pieces = make_pieces(text, [make_key(word)] if make_key(word) else [])
    assert "".join(pieces).strip("…") in text or "…" in text
    for hit in pieces[1::2]:
        assert hit in text
        assert hit

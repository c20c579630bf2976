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
from kg.questions.search.gathered import find_fields, find_thing_kinds
from kg.questions.search.spelling_numbers import Alternative
from kg.questions.search.suffixes import Suffixes, make_codes, sort_suffixes
from kg.questions.search.typed import Word, find_places, parse_typed
from kg.questions.snippet import make_pieces, mark_pieces
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri
from tests.questions.small_graph import DOCUMENT, ROAD

MPO_PROJECT = Iri(MPO + "Project")


@pytest.fixture(scope="session")
def texts(real: EmbeddedStore, index: SearchIndex) -> dict[Iri, list[str]]:
    """The folded texts of everything that can be found, read without the index."""
    known = {hit.iri for hit in index.search("", limit=100_000).hits}
    found: dict[Iri, list[str]] = defaultdict(list)
    for field in find_fields(real, find_thing_kinds(real)):
        if field.thing in known:
            found[field.thing].append(make_key(field.text))
    return found


def find_all(index: SearchIndex, query: str) -> set[Iri]:
    """What a query finds, read without showing any of it."""
    return {Iri(one) for one in index.find_iris(query)}


def find_plainly(texts: dict[Iri, list[str]], query: str) -> set[Iri]:
    return {thing for thing, held in texts.items() if any(query in text for text in held)}


def explain(texts: dict[Iri, list[str]], query: str) -> set[Iri]:
    """What any other spelling finds in the texts, and what is printed where a reading stands."""
    (word,) = parse_typed(query)
    return {
        thing
        for thing, held in texts.items()
        if any(find_places(text, word, number=True) for text in held)
    }


def find_grams(texts: dict[Iri, list[str]], length: int, most: int) -> list[str]:
    """The distinct stretches of so many signs in all texts, or a sample of them."""
    grams = {
        text[start : start + length]
        for held in texts.values()
        for text in held
        for start in range(len(text) - length + 1)
    }
    ordered = sorted(grams)
    return ordered if len(ordered) <= most else random.Random(length).sample(ordered, most)


@pytest.mark.parametrize("length", [1, 2, 3, 5, 8, 21])
def test_a_query_of_any_length_finds_what_a_substring_search_finds(
    index: SearchIndex,
    texts: dict[Iri, list[str]],
    corrected: set[Iri],
    length: int,
) -> None:
    grams = find_grams(texts, length, 2500)
    assert len(grams) > 500
    plain = spelled = 0
    for query in grams:
        found, expected = find_all(index, query), find_plainly(texts, query)
        added = found - expected
        assert expected <= found, query
        if parse_typed(query) == (Word(query, (Alternative(query),)),):
            # Only where a correction stands are there more texts than the graph's own.
            assert added <= corrected, query
            plain += 1
        else:
            assert added <= explain(texts, query) | corrected, query
            spelled += 1
    assert plain > spelled / 4


@pytest.fixture(scope="session")
def corrected(real: EmbeddedStore) -> set[Iri]:
    """The things in whose texts something was repaired."""
    rows = real.select(
        """SELECT DISTINCT ?source ?thing WHERE {
             ?correction a mpo:Correction ; prov:wasDerivedFrom ?place .
             ?place oa:hasSource ?document ; oa:start ?start ; oa:end ?end .
             ?proof oa:hasSource ?document ; oa:start ?first ; oa:end ?last .
             FILTER (?first <= ?start && ?end <= ?last)
             ?source prov:wasDerivedFrom ?proof .
             OPTIONAL { ?source ^mpo:part|mpo:lists|^mpo:cell/mpo:lists ?thing }
           }"""
    ).rows
    return {Iri(row.get("thing") or row["source"]) for row in rows}


def test_a_repaired_text_is_found_as_it_is_printed_and_as_it_is_read(
    real: EmbeddedStore, index: SearchIndex, texts: dict[Iri, list[str]]
) -> None:
    repaired = 0
    for row in real.select(get_query("find-corrections")).rows:
        printed = find_all(index, f"「{row['asPrinted']}」")
        read = find_all(index, f"「{row['reading']}」")
        assert row["correction"] in printed & read
        # What says the reading and no printed form by itself is found by the printed form.
        more = printed - find_plainly(texts, make_key(str(row["asPrinted"])))
        assert more <= read
        repaired += bool((printed & read) - {row["correction"]})
    assert repaired > 5


@settings(max_examples=150, deadline=None)
@given(query=st.text(min_size=1, max_size=4))
def test_any_text_can_be_typed(index: SearchIndex, texts: dict[Iri, list[str]], query: str) -> None:
    words = parse_typed(query)
    if len(words) == 1 and "\x00" not in words[0].key:
        assert find_plainly(texts, words[0].key) <= find_all(index, query)


@settings(max_examples=100, deadline=None)
@given(text=st.text("あいア区国\x01", max_size=60), word=st.text("あいア区国", max_size=20))
def test_a_word_is_found_wherever_it_stands(text: str, word: str) -> None:
    codes = make_codes(text)
    found = Suffixes(codes, sort_suffixes(codes)).find(word)
    expected = [at for at in range(len(text)) if word and text.startswith(word, at)]
    assert sorted(found.tolist()) == expected


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
    words = parse_typed(word)
    pieces = make_pieces(text, words)
    assert "".join(pieces).strip("…") in text or "…" in text
    for hit in pieces[1::2]:
        assert hit in text
        assert hit
        assert any(find_places(make_key(hit), one) for one in words)
    assert "".join(mark_pieces(text, words)) == text


@pytest.mark.parametrize(
    ("text", "typed", "hit"),
    [
        ("第㈱三号 ＣＡＬＳ／ＥＣの　導入", "cals/ec", "ＣＡＬＳ／ＥＣ"),
        ("取り組みを進める", "取組", "取り組み"),
        ("（平成 23 年度）", "2011年度", "平成 23 年度"),
        ("ｻｰﾋﾞｽの向上", "サービス", "ｻｰﾋﾞｽ"),
        ("㈱かわさき", "(株)", "㈱"),
        ("子ども・子育て", "こども", "子ども"),
    ],
)
def test_a_mark_covers_the_very_signs_of_the_source(text: str, typed: str, hit: str) -> None:
    assert mark_pieces(text, parse_typed(typed))[1::2] == (hit,)


def test_the_important_kinds_come_first_and_then_who_says_it_often_and_early(
    index: SearchIndex,
) -> None:
    for query in ("協働", "総務局", "第32条", "2012年度", "麻生区", "再掲", "区"):
        hits = index.search(query, limit=1000).hits
        assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert index.search("総務局").hits[0].kind.iri == f"{MPO}Body"
    assert index.search("麻生区").hits[0].kind.iri == f"{MPO}Ward"
    assert index.search("第三十二条").hits[0].kind.iri == f"{MPO}Article"
    planned = index.search("平成24年度", limit=100).hits
    assert planned[0].kind.iri == f"{MPO}Project"
    assert len(planned) > 10
    marked = index.search("再掲", limit=100).hits
    assert {hit.kind.iri for hit in marked[:20]} == {f"{MPO}Project"}


def test_who_runs_a_project_finds_it_with_the_row_that_says_so(index: SearchIndex) -> None:
    body, *projects = index.search("総務局", limit=100).hits
    assert projects
    for hit in projects:
        assert hit.snippet is not None
        assert hit.snippet.property.iri == f"{MPO}responsibleBody"
        assert hit.evidence
    assert body.snippet is None
    assert body.pieces == ("", "総務局", "")


def test_names_are_suggested_the_best_first_and_each_once(index: SearchIndex) -> None:
    for typed in ("協", "区", "第32", "こども", "再掲", ""):
        found = index.suggest(typed)
        assert len(found) == len(set(found)) <= 8
        assert bool(found) == bool(typed)
    assert index.suggest("協働推進")[0].label.startswith("協働推進")


def test_a_name_typed_wrong_is_answered_with_names_like_it(index: SearchIndex) -> None:
    name = index.search("", MPO_PROJECT, limit=1).hits[0].label
    wrong = name[:-1] + "龘"
    assert not index.search(wrong).hits
    assert name in {hit.label for hit in index.find_near(wrong)}
    assert index.find_near("") is not None
    assert index.find_near("龘龘龘龘") == ()


def test_a_body_or_ward_is_found_by_how_its_name_is_read(index: SearchIndex) -> None:
    assert [hit.label for hit in index.search("みやまえく").hits][:1] == ["宮前区"]

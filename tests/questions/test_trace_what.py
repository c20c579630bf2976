"""What people type for an article or a thing, and what they are told when it is unclear."""

from __future__ import annotations

import pytest

from kg.errors import KgError, NotFoundError
from kg.names import MPO
from kg.questions.trace_what import What, find_choices, get_thing, get_what, parse_what
from kg.store.embedded import EmbeddedStore, load_store
from kg.store.terms import Iri
from tests.questions import small_trace as small


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    return load_store(small.write_trace_data(tmp_path_factory.mktemp("what")).ttl)


@pytest.mark.parametrize(
    "typed",
    ["第3条", "3", "３", "第三条", "３条", "三条", "第3条第1項", "小市協働条例第3条", " 3 "],
)
def test_an_article_is_known_however_it_is_typed(store: EmbeddedStore, typed: str) -> None:
    assert get_what(store, typed) == small.ARTICLE


@pytest.mark.parametrize("typed", [small.ARTICLE, small.ARTICLE.partition("/id/")[2]])
def test_an_iri_and_its_path_name_an_article(store: EmbeddedStore, typed: str) -> None:
    assert get_what(store, typed) == small.ARTICLE


def test_branch_numbers_are_read(store: EmbeddedStore) -> None:
    assert get_what(store, "第30条の2").endswith("/art_30_2")


def test_what_is_typed_is_taken_apart() -> None:
    assert parse_what("協働条例 第三十二条") == What(number="32", ordinance="協働条例")
    assert parse_what("協働事業") is None
    assert parse_what("") is None


def test_an_article_of_several_ordinances_is_refused_with_all_of_them(
    store: EmbeddedStore,
) -> None:
    with pytest.raises(KgError) as raised:
        get_what(store, "第2条")
    assert raised.value.exit_code == 2
    for words in ("小市協働条例（990001）", "遠市協働条例（990002）", "--municipality"):
        assert words in str(raised.value)


def test_a_municipality_or_the_ordinances_name_narrows(store: EmbeddedStore) -> None:
    assert get_what(store, "第2条", "990002") == f"{small.OTHER}/art_2"
    assert get_what(store, "遠市協働条例第2条") == f"{small.OTHER}/art_2"
    assert get_what(store, "遠市 第2条") == f"{small.OTHER}/art_2"


def test_an_unknown_article_is_not_found_and_near_numbers_are_named(store: EmbeddedStore) -> None:
    with pytest.raises(NotFoundError) as raised:
        get_what(store, "第99条", "990001")
    assert raised.value.exit_code == 3
    assert "第3条、第30条の2" in str(raised.value)
    with pytest.raises(NotFoundError):
        get_what(store, f"{small.ORDINANCE}/art_99")
    with pytest.raises(NotFoundError, match="小市協働条例"):
        get_what(store, "無い条例第2条")


def test_what_is_no_article_is_a_wrong_call(store: EmbeddedStore) -> None:
    with pytest.raises(KgError) as raised:
        get_what(store, "甲事業")
    assert raised.value.exit_code == 2


def test_a_thing_is_found_by_its_name_or_refused_with_what_is_near(store: EmbeddedStore) -> None:
    assert get_thing(store, "乙事業").iri == small.SECOND
    assert get_thing(store, small.FIRST).iri == small.FIRST
    with pytest.raises(NotFoundError):
        get_thing(store, "無い事業")
    with pytest.raises(NotFoundError):
        get_thing(store, "乙事業", {MPO + "Body"})
    with pytest.raises(KgError, match="乙事業"):
        get_thing(store, "事業")


def test_of_namesakes_the_class_that_is_asked_for_first_is_taken(store: EmbeddedStore) -> None:
    with pytest.raises(KgError, match="複数"):
        get_thing(store, "甲事業")
    assert get_thing(store, "甲事業", first=MPO + "Project").iri == small.FIRST


def test_choices_are_one_thing_several_or_none(store: EmbeddedStore) -> None:
    assert [one.iri for one in find_choices(store, "3")] == [Iri(small.ARTICLE)]
    assert [one.iri for one in find_choices(store, "ルール")] == [Iri(small.RULE)]
    assert len(find_choices(store, "事業")) > 1
    assert find_choices(store, "無いもの") == ()
    assert find_choices(store, "第99条") == ()


def test_a_municipality_without_articles_is_told_with_those_that_have_some(
    store: EmbeddedStore,
) -> None:
    with pytest.raises(NotFoundError) as error:
        get_what(store, "第3条", "999999")
    for words in ("999999", "990001", "小市協働条例"):
        assert words in str(error.value)
    assert "条例名なし" not in str(error.value)

"""Ordinances and articles on the small graph."""

from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.questions.article import Kind, find_ordinances, get_article, get_ordinance
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri
from tests.questions.small_graph import ORDINANCE, ROAD


def test_articles_stand_in_their_order_inside_their_section(small: EmbeddedStore) -> None:
    answer = get_ordinance(small, Iri(ORDINANCE))
    assert [part.number for part in answer.articles] == ["1", "30", "30_2", "31"]
    first, chapter = answer.parts
    assert (first.kind, first.heading) == (Kind.ARTICLE, "目的")
    assert (chapter.kind, chapter.number, chapter.heading) == (Kind.CHAPTER, "2", None)
    (section,) = chapter.parts
    assert (section.kind, section.heading) == (Kind.SECTION, "参加")


def test_a_label_that_only_repeats_the_number_is_no_heading(small: EmbeddedStore) -> None:
    headings = {part.number: part.heading for part in get_ordinance(small, Iri(ORDINANCE)).articles}
    assert headings == {"1": "目的", "30": "見出し", "30_2": None, "31": None}


def test_an_article_knows_its_place_and_its_neighbours(small: EmbeddedStore) -> None:
    answer = get_article(small, Iri(f"{ORDINANCE}/art_30_2"))
    assert [part.number for part in answer.path] == ["2", "1"]
    assert answer.before is not None
    assert answer.after is not None
    assert (answer.before.number, answer.after.number) == ("30", "31")
    assert get_article(small, Iri(f"{ORDINANCE}/art_1")).before is None


def test_what_implements_an_article_is_kept_apart_by_status(small: EmbeddedStore) -> None:
    answer = get_article(small, Iri(f"{ORDINANCE}/art_1"))
    assert [one.subject.label for one in answer.stated] == ["道路事業"]
    assert [one.subject.label for one in answer.inferred] == ["公園事業(各区)"]
    assert [via.iri for via in answer.inferred[0].via] == [Iri(ROAD)]
    assert [one.subject.label for one in answer.candidates] == ["橋事業"]
    assert all(one.evidence for one in (*answer.stated, *answer.inferred, *answer.candidates))


def test_an_article_that_nothing_implements_has_empty_lists(small: EmbeddedStore) -> None:
    answer = get_article(small, Iri(f"{ORDINANCE}/art_31"))
    assert (answer.stated, answer.inferred, answer.candidates) == ((), (), ())


def test_what_an_article_is_for_comes_with_its_proof(small: EmbeddedStore) -> None:
    (intent,) = get_article(small, Iri(f"{ORDINANCE}/art_1")).intents
    assert intent.value == "まちのために定める。"
    assert [one.address for one in intent.evidence] == ["https://example.org/page"]


def test_ordinances_are_listed_with_the_number_of_their_articles(small: EmbeddedStore) -> None:
    (one,) = find_ordinances(small)
    assert (one.label, one.number, one.date, one.articles) == ("小市条例", "2", "2001-04-01", 4)


def test_what_is_no_ordinance_or_article_is_not_found(small: EmbeddedStore) -> None:
    with pytest.raises(NotFoundError):
        get_ordinance(small, Iri(ROAD))
    for iri in (ROAD, ORDINANCE, f"{ORDINANCE}/chp_2", f"{ORDINANCE}/art_99"):
        with pytest.raises(NotFoundError):
            get_article(small, Iri(iri))

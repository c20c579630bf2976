"""Names: what is made is parsed again, and two things never share an IRI."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import names
from kg.errors import (
    CorrectionError,
    CoverageError,
    GraphError,
    KgError,
    LayoutError,
    ManifestError,
    NotFoundError,
    QueryError,
    SourceError,
    locate,
)

#: Names as documents print them, with what an IRI cannot hold and what parts its segments.
NAME = st.one_of(
    st.text(
        st.sampled_from("あ漢Ａａ1-_.~～/／?#%() \u3000（各区）㈱ｶﾞ\u3099&=+:@é\ue000\x00"),
        min_size=1,
    ),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
)
CODE = st.one_of(st.just("jp"), st.from_regex(r"[0-9]{6}", fullmatch=True))
KIND = st.sampled_from(names.THING_KINDS)
SEGMENT = re.compile(r"(?:[^\x00-\x20<>\"{}|^`\\/?#%\[\]]|%[0-9A-F]{2})+")


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@given(NAME)
def test_a_name_is_one_segment_that_parses_to_its_nfkc_form(name: str) -> None:
    segment = names.make_name(name)
    assert SEGMENT.fullmatch(segment)
    assert names.parse_name(segment) == fold(name)
    assert ox.NamedNode(names.ID + segment).value.endswith(segment)


@given(NAME)
def test_a_name_of_any_width_has_one_segment(name: str) -> None:
    assert names.make_name(fold(name)) == names.make_name(name)


@pytest.mark.parametrize(
    ("name", "segment"),
    [
        ("あゆみ事業", "あゆみ事業"),
        ("あゆみ（各区）", "あゆみ%28各区%29"),
        ("ＣＩＯ　補佐", "CIO%20補佐"),
        ("a/b", "a%2Fb"),
        ("100%", "100%25"),
        ("a?b#c", "a%3Fb%23c"),
        ("\ue000", "%EE%80%80"),
        ("㈱ｶﾞｽ", "%28株%29ガス"),
    ],
)
def test_japanese_stays_readable_and_the_rest_is_percent_encoded(name: str, segment: str) -> None:
    assert names.make_name(name) == segment


@given(CODE, KIND, NAME, st.none() | NAME)
def test_a_thing_parses_to_the_parts_that_made_it(
    code: str, kind: str, name: str, apart: str | None
) -> None:
    parsed = names.parse_thing(names.make_thing(code, kind, name, apart))
    assert parsed == names.ThingName(code, kind, fold(name), None if apart is None else fold(apart))


def test_a_wave_in_a_name_does_not_tell_namesakes_apart() -> None:
    plain = names.make_thing("141305", "project", "ゆめ～あしたへ")
    apart = names.make_thing("141305", "project", "ゆめ", "あしたへ")
    assert plain != apart
    assert names.parse_thing(plain) == names.ThingName("141305", "project", "ゆめ~あしたへ", None)


@given(CODE, NAME)
def test_a_document_parses_to_the_parts_that_made_it(code: str, slug: str) -> None:
    iri = names.make_document(code, slug)
    assert names.parse_document(iri) == names.DocumentName(code, fold(slug))
    assert names.make_document_graph(code, slug) == iri.replace(names.ID, names.GRAPH)


@given(CODE, NAME, st.integers(0, 10**9), st.integers(1, 10**6))
def test_a_passage_parses_to_the_parts_that_made_it(
    code: str, slug: str, start: int, length: int
) -> None:
    document = names.make_document(code, slug)
    iri = names.make_passage(document, start, start + length)
    assert names.parse_passage(iri) == names.PassageName(document, start, start + length)


@pytest.mark.parametrize(
    "iri",
    [
        "",
        "https://example.org/id/141305/project/x",
        names.ID + "141305",
        names.ID + "141305/project",
        names.ID + "141305/project/",
        names.ID + "141305/project/a/b",
        names.ID + "1413/project/a",
        names.ID + "141305/nothing/a",
        names.ID + "１４１３０５/project/a",
        names.ID + "141305/document/a/passage/5-3",
        names.ID + "141305/document/a/passage/3-3",
        names.ID + "141305/document/a/passage/03-5",
        names.ID + "141305/document/a/passage/٣-٥",
        names.ID + "141305/document/a/passage/-5",
        names.ID + "141305/document/a/b/passage/3-5",
        names.ID + "141305/document/a/passage/3-5/",
        names.ID + "141305/document/a/passage/3-" + "5" * 5000,
    ],
)
def test_what_is_no_name_of_ours_parses_to_none(iri: str) -> None:
    assert names.parse_thing(iri) is None
    assert names.parse_document(iri) is None
    assert names.parse_passage(iri) is None


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_breaks_the_parsers(text: str) -> None:
    for iri in (text, names.ID + text, names.ID + "141305/" + text):
        names.parse_thing(iri)
        names.parse_document(iri)
        names.parse_passage(iri)


@pytest.mark.parametrize(
    ("number", "segment"),
    [
        ("1-(1)", "1-(1)"),
        ("１－（１）", "1-(1)"),
        ("Ⅶ", "VII"),
        (" 1 - ( 1 ) ", "1-(1)"),
        ("a/b", "a%2Fb"),
        ("3~2", "3~2"),
    ],
)
def test_a_path_segment_keeps_brackets_and_loses_blanks(number: str, segment: str) -> None:
    assert names.make_path_segment(number) == segment


def test_names_below_a_document_follow_the_contract() -> None:
    document = names.make_document("141305", "plan")
    node = names.make_node(document, ("VII", "1", "1-(1)", "1"))
    listing = names.make_entry(document, "listing", 120)
    assert node == names.ID + "141305/document/plan/node/VII/1/1-(1)/1"
    assert names.make_part(node, 7) == node + "/part/7"
    assert listing == names.ID + "141305/document/plan/listing/120"
    assert names.make_cell(listing, 2013, False) == listing + "/cell/2013"
    assert names.make_cell(listing, 2014, True) == listing + "/cell/2014+"


def test_legislation_and_articles_follow_the_contract() -> None:
    law = names.make_legislation("141305", "jorei", 2004, 60)
    assert law == names.ID + "eli/jp/141305/jorei/2004/60"
    assert names.make_article(law, "32") == law + "/art_32"
    assert names.make_article(law, "30_2") == law + "/art_30_2"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: names.make_municipality("1413"),
            "not a six-digit municipality code or 'jp': '1413'",
        ),
        (
            lambda: names.make_municipality("１４１３０５"),
            "not a six-digit municipality code or 'jp'",
        ),
        (lambda: names.make_thing("141305", "thing", "x"), "unknown kind of thing: 'thing'"),
        (lambda: names.make_passage("d", 3, 3), "not a stretch of text: 3-3"),
        (lambda: names.make_passage("d", -1, 3), "not a stretch of text: -1-3"),
        (
            lambda: names.make_legislation("141305", "law", 2004, 60),
            "unknown kind of legislation: 'law'",
        ),
        (lambda: names.make_article("l", "第32条"), "not an article number: '第32条'"),
        (lambda: names.make_article("l", "３２"), "not an article number: '３２'"),
        (lambda: names.make_article("l", "30の2"), "not an article number: '30の2'"),
    ],
)
def test_a_name_that_cannot_be_made_is_a_wrong_call(call: Callable[[], str], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        call()


@given(NAME, NAME, NAME)
def test_a_hash_depends_on_all_three_terms_and_on_nothing_else(a: str, b: str, c: str) -> None:
    made = names.make_hash(a, b, c)
    assert re.fullmatch(r"[0-9a-f]{16}", made)
    assert made == names.make_hash(a, b, c)
    assert made != names.make_hash(a, b, c + "x")
    assert made != names.make_hash(a + "x", b, c)
    assert names.make_link(a, b, c) == names.ID + "link/" + made
    assert names.make_claim(a, b, c) == names.ID + "claim/" + made


def test_no_namespace_stands_under_two_prefixes() -> None:
    assert len(set(names.PREFIXES.values())) == len(names.PREFIXES)
    assert unquote(names.BASE) == names.BASE


ERRORS: list[tuple[type[KgError], int]] = [
    (SourceError, 2),
    (ManifestError, 2),
    (LayoutError, 2),
    (CorrectionError, 2),
    (GraphError, 2),
    (QueryError, 2),
    (CoverageError, 1),
    (NotFoundError, 3),
]


def test_every_kind_of_error_has_its_exit_code() -> None:
    # Other rooms have kinds of their own below these.
    own = [kind for kind in KgError.__subclasses__() if kind.__module__ == KgError.__module__]
    assert {kind: kind.exit_code for kind in own} == dict(ERRORS)


@pytest.mark.parametrize("kind", [kind for kind, _ in ERRORS])
def test_an_error_prints_where_what_why_and_how_to_mend(kind: type[KgError]) -> None:
    error = kind("何 / what", where=locate(Path("a.txt"), 3), why="訳 / why", fix="直し方 / fix")
    assert str(error) == ("a.txt:3: 何 / what\n  理由 why: 訳 / why\n  対処 fix: 直し方 / fix")
    assert str(kind("何 / what")) == "何 / what"
    assert locate("a.txt") == "a.txt"

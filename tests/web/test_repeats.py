"""Repeats that nobody marked: pairs with reasons, filters, clusters, chains, and files."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from kg.names import ID
from kg.questions.repeats import RepeatKind, RepeatLink, RepeatStatus, filter_repeats
from tests.questions.small_repeats import (
    FAR,
    HOSTILE,
    KIDS,
    KIDS_TOO,
    KIDS_WARD,
    ODD,
    PARK,
    TALK,
    write_repeats_data,
)
from tests.web.hostile import check as check_text
from tests.web.reading import make_test_app, read_page
from tests.web.test_crawl import check as check_crawl
from tests.web.test_crawl import crawl
from web.links import Links


@pytest.fixture(scope="module")
def repeats_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_test_app(write_repeats_data(tmp_path_factory.mktemp("repeats")))


@pytest.fixture
def site(repeats_app: Flask) -> FlaskClient:
    return repeats_app.test_client()


@pytest.fixture
def pairs(repeats_app: Flask) -> tuple[RepeatLink, ...]:
    found: tuple[RepeatLink, ...] = repeats_app.extensions["site"].repeat_links
    return found


def short(iri: str) -> str:
    return iri.removeprefix(ID)


def test_a_pair_shows_its_reason_likeness_both_texts_and_what_differs(site: FlaskClient) -> None:
    page = read_page(site, "/repeats")
    for text in ("こども/子どもの違い", "0.95", "0.90", "計画990001", "小市", "遠市"):
        assert text in page.main
    assert {"del", "ins"} <= set(page.tags)
    english = read_page(site, "/en/repeats")
    assert "reason: possibleDuplicateOf" in english.main
    assert "Possible duplicates" in english.heading


@pytest.mark.parametrize("kind", [None, *RepeatKind])
@pytest.mark.parametrize("status", [None, *RepeatStatus])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_pairs_are_narrowed_by_kind_and_status(
    site: FlaskClient,
    pairs: tuple[RepeatLink, ...],
    kind: RepeatKind | None,
    status: RepeatStatus | None,
    language: str,
) -> None:
    page = read_page(site, Links(language).repeats(kind or "", status or ""))
    links = Links(language)
    for one in pairs:
        shown = links.page(one.link) in page.links
        assert shown == (one in filter_repeats(pairs, kind, status))


def test_the_page_of_a_project_shows_what_looks_like_it_and_not_what_was_rejected(
    site: FlaskClient,
) -> None:
    page = read_page(site, f"/page/{short(KIDS)}")
    assert "repeats" in page.ids
    assert "こども/子どもの違い" in page.main
    assert "相手の事業" in page.main
    assert "別の事業" not in read_page(site, f"/page/{short(PARK)}").main
    assert "Possible duplicates" in read_page(site, f"/en/page/{short(KIDS)}").main


def test_clusters_show_their_members_and_the_way_between_two(site: FlaskClient) -> None:
    page = read_page(site, "/repeats/clusters")
    assert "4事業" in page.main
    address = f"/repeats/clusters?from={short(FAR)}&to={short(KIDS_WARD)}"
    html = site.get(address).text
    way = html[html.index('<ol class="way">') : html.index("</ol>", html.index('class="way"'))]
    places = [way.index(f"/page/{short(one)}") for one in (FAR, KIDS, KIDS_TOO, KIDS_WARD)]
    assert places == sorted(places)
    apart = f"/repeats/clusters?from={short(KIDS)}&to={short(TALK)}"
    assert "この二つをつなぐものはありません" in read_page(site, apart).main
    assert "Nothing joins these two" in read_page(site, f"/en{apart}").main


def test_a_graph_without_repeats_says_so(small: FlaskClient) -> None:
    assert "いまのグラフにはありません" in read_page(small, "/repeats").main
    assert "no pairs" in read_page(small, "/en/repeats").main
    assert "いまのグラフにはありません" in read_page(small, "/repeats/clusters").main
    assert small.get("/repeats.json").get_json()["repeats"] == []
    assert load_workbook(io.BytesIO(small.get("/repeats.xlsx").data)).sheetnames


def test_the_excel_file_holds_every_pair_with_reason_documents_lines_and_addresses(
    site: FlaskClient, pairs: tuple[RepeatLink, ...]
) -> None:
    book = load_workbook(io.BytesIO(site.get("/repeats.xlsx").data))
    whole, fields = book.worksheets
    told = [[cell.value for cell in row] for row in whole.iter_rows(min_row=2)]
    assert len(told) == len(pairs)
    for values, one in zip(told, pairs, strict=True):
        assert {one.link, one.left.iri, one.right.iri} <= set(map(str, values))
        assert one.score in values
        assert one.reason_ja in values
        assert "行目" in str(values)
    assert fields.max_row > len(pairs)
    for page in book.worksheets:
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    chosen = load_workbook(io.BytesIO(site.get("/repeats.xlsx?status=rejected").data))
    assert chosen.worksheets[0].max_row == 2


def test_the_json_file_holds_the_same_pairs(
    site: FlaskClient, pairs: tuple[RepeatLink, ...]
) -> None:
    told = site.get("/repeats.json").get_json()["repeats"]
    assert [one["link"] for one in told] == [one.link for one in pairs]
    first = told[0]
    assert first["reason"] == {"ja": "こども/子どもの違い", "en": "reason: possibleDuplicateOf"}
    assert first["left"]["main"]["document"]["title"] == "計画990001"
    assert first["left"]["main"]["evidence"][0]["firstLine"]
    assert first["drift"]["state"] == "drifted"
    similar = site.get("/repeats.json?kind=similar").get_json()["repeats"]
    assert [one["kind"] for one in similar] == ["similar"]


@pytest.mark.parametrize("language", ["", "/en"])
def test_hostile_text_in_a_pair_stays_text(site: FlaskClient, language: str) -> None:
    for address in ("/repeats", "/repeats/clusters", f"/page/{short(ODD)}", f"/page/{short(TALK)}"):
        check_text(site.get(language + address).text)
        assert HOSTILE in read_page(site, language + address).main


def test_every_link_between_these_pages_leads_somewhere(site: FlaskClient) -> None:
    check_crawl(crawl(site, "/repeats", english=False))
    check_crawl(crawl(site, "/en/repeats/clusters", english=True))

"""Every kind of page, in both languages, on both graphs."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.names import ID
from tests.questions.small_graph import (
    BRIDGE,
    DOCUMENT,
    NORTH,
    ODD,
    ORDINANCE,
    PARK,
    ROAD,
    TEXT,
    quote,
    row,
)
from tests.questions.small_named import COUNCIL, LEAFLET, NEW, OLD, RULE, TERM
from tests.web.reading import PageReader, get_location, read_page


def path(iri: str) -> str:
    return f"/page/{iri.removeprefix(ID)}"


PLACE = f"/text/{DOCUMENT.removeprefix(ID)}"
PAGES = [
    "/",
    "/search",
    "/search?q=道",
    "/search?q=道&kind=Project",
    "/search?q=どこにもない",
    "/documents",
    "/ordinances",
    "/bodies",
    "/reappearances",
    "/reappearances?state=found",
    "/reappearances?state=several",
    "/reappearances?state=same",
    "/repeats",
    "/repeats/clusters",
    "/instruments",
    "/instruments?sort=date",
    "/instruments?sort=places&municipality=990001&document=990001/small-plan",
    "/statistics",
    "/statistics?municipality=990001",
    "/events",
    "/events?document=990001/small-plan",
    "/names",
    "/names?kind=publication",
    "/names?kind=facility",
    "/names?kind=renaming",
    "/about",
    "/ontology",
    PLACE,
    f"{PLACE}?passage=0-1",
    *(path(iri) for iri in (DOCUMENT, ROAD, PARK, BRIDGE, ODD, NORTH, ORDINANCE)),
    *(path(iri) for iri in (RULE, COUNCIL, TERM, LEAFLET, OLD, NEW)),
    *(path(f"{DOCUMENT}/{tail}") for tail in ("statistic/1", "event/2", "opinion/1")),
    path(f"{ORDINANCE}/art_30"),
    path(f"{DOCUMENT}/node/1"),
    path(f"{DOCUMENT}/node/1/1-(1)"),
    path(f"{ORDINANCE}/art_1"),
    path(f"{ORDINANCE}/art_30_2"),
    path(f"{ORDINANCE}/chp_2"),
    path(quote("道が古い。")[1:-1]),
    path(f"{DOCUMENT}/section/{TEXT.index('終わりに')}"),
    "/page/990001",
    "/page/link/1",
    "/page/link/2",
    "/page/claim/1",
    "/page/source/page",
]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_kind_of_page_answers_in_both_languages(
    small: FlaskClient, address: str, language: str
) -> None:
    page = read_page(small, address if language == "ja" else f"/en{address}")
    assert page.languages == [language]
    assert page.heading.strip()
    assert page.tags.count("h1") == 1
    assert "Seisaku KG" in page.title
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_a_way_home_a_permalink_and_the_version_of_its_data(
    small: FlaskClient, address: str
) -> None:
    page = read_page(small, address)
    assert "/" in page.links
    assert "固定リンク" in page.main
    assert "データの版" in page.main
    if address.startswith("/page/"):
        assert any(link.endswith(".ttl") for link in page.links)
        assert any(link.endswith(".jsonld") for link in page.links)


@pytest.mark.parametrize("address", PAGES)
def test_the_language_switch_keeps_the_page_and_leads_back(
    small: FlaskClient, address: str
) -> None:
    there = [link for link in read_page(small, address).links if link.startswith("/en/")]
    assert there
    back = read_page(small, there[0])
    assert read_page(small, address).heading == read_page(small, switch_of(back)).heading


def switch_of(page: PageReader) -> str:
    return next(
        link
        for link in page.links
        if link.startswith("/") and not link.startswith(("/en", "/static", "/id", "/data", "/dump"))
    )


def test_the_home_page_shows_how_much_there_is(app: Flask, client: FlaskClient) -> None:
    page = read_page(client, "/")
    figures = app.extensions["site"].figures
    for number in (figures.projects, figures.listings, figures.reappearances, figures.passages):
        assert f"{number:,}" in page.main


def test_a_project_shows_its_rows_side_by_side_with_their_years(small: FlaskClient) -> None:
    page = read_page(small, path(ROAD))
    for words in (
        "2箇所に載っています",
        "うち1箇所は再掲",
        "2011年度の内容が続く",
        "2011年度の内容の一部が続く",
        "2013年度以降",
        "道路事業(再掲)",
        "確かさ 0.9",
    ):
        assert words in page.main
    assert f"listing-{row('道路事業').rsplit('/', 1)[1][:-1]}" in page.ids


def test_a_project_of_which_no_document_says_who_runs_it_says_so(small: FlaskClient) -> None:
    assert "資料に記載なし" in read_page(small, path(ROAD)).main
    assert "原本不明" in read_page(small, path(PARK)).main
    assert "選んでいません" in read_page(small, path(BRIDGE)).main


def test_an_article_keeps_stated_inferred_and_possible_apart(small: FlaskClient) -> None:
    main = read_page(small, path(f"{ORDINANCE}/art_1")).main
    order = ("文書が述べている", "道路事業", "つながりから導いた", "公園事業", "可能性", "橋事業")
    proofs = main[main.index("この条文を実施するもの（") :]
    proofs = proofs[proofs.index("文書が述べている") :]
    places = [proofs.index(words) for words in order]
    assert places == sorted(places)


def test_an_article_that_nothing_implements_says_so_in_words(small: FlaskClient) -> None:
    main = read_page(small, path(f"{ORDINANCE}/art_31")).main
    assert "この条文を実施するものを述べていません" in main
    assert "つながりから導いたものはありません" in main


def test_a_proof_leads_to_the_text_with_the_passage_highlighted(small: FlaskClient) -> None:
    links = read_page(small, path(ROAD)).links
    start = TEXT.index("調査 設計")
    proof = f"{PLACE}?passage={start}-{start + 5}#passage"
    assert proof in links
    response = small.get(proof.split("#")[0])
    assert 'hit" href="' in response.text
    assert response.text.count('id="passage"') == 1
    marked = response.text.split('id="passage"')[1].split("</a>")[0]
    assert marked.endswith(">調査 設計")


def test_the_text_is_shown_as_received(small: FlaskClient) -> None:
    html = small.get(PLACE).text
    lines = html.split('<ol class="lines"')[1].split("</ol>")[0].split('class="line-text"')[1:]
    texts = (line.split("\n</span>")[0].split("</span></li>")[0] for line in lines)
    shown = [PageReader(f"<main><p {text}</main>").main.rstrip("\n") for text in texts]
    assert shown == TEXT.split("\n")


def test_a_passage_links_to_what_it_proves(small: FlaskClient) -> None:
    page = read_page(small, path(quote("北局")[1:-1]))
    assert path(NORTH) in page.links
    assert "橋事業" in page.main


def test_the_page_of_a_row_is_its_place_on_the_page_of_its_project(small: FlaskClient) -> None:
    listing = row("道路事業")[1:-1]
    anchor = f"#listing-{listing.rsplit('/', 1)[1]}"
    for iri in (listing, f"{listing}/cell/2013+"):
        location = get_location(small.get(path(iri)))
        assert location.endswith(anchor)
        assert anchor[1:] in read_page(small, location).ids
    part = get_location(small.get(path(f"{DOCUMENT}/node/1/1-(1)/part/3")))
    assert part.split("#")[1] in read_page(small, part).ids


def test_search_marks_the_hit_in_its_text(small: FlaskClient) -> None:
    assert "<mark>公園を守</mark>る" in small.get("/search?q=公園を守").text


def test_search_without_hits_says_what_to_do(small: FlaskClient) -> None:
    page = read_page(small, "/search?q=どこにもない")
    assert "見つかりませんでした" in page.main
    assert "/documents" in page.links


def test_without_its_file_a_document_still_shows_its_quotations(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from tests.questions.small_graph import write_small_data
    from web.app import create_app

    root = tmp_path_factory.mktemp("bare")
    app = create_app(write_small_data(root, with_sources=False))
    app.testing = True
    page = read_page(app.test_client(), PLACE)
    assert "原文のファイルがこのサーバーにない" in page.main
    assert path(quote("道が古い。")[1:-1]) in page.links
    read_page(app.test_client(), path(quote("道が古い。")[1:-1]))
    read_page(app.test_client(), "/about")
    page = read_page(app.test_client(), PLACE.replace("/text/", "/coverage/"))
    assert "もう一度読むことができません" in page.main


def test_what_became_of_a_text_is_told_by_kind(app: Flask, client: FlaskClient) -> None:
    for document in app.extensions["site"].documents:
        page = read_page(client, f"/coverage/{document.iri.removeprefix(ID)}")
        assert "事実として読み取った" in page.main
        assert "表の見出し" in page.main

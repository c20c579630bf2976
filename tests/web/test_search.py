"""The page of a search: facets that can be combined and taken away, marks, places, suggestions."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.questions.search.facets import FACETS
from tests.web.reading import PageReader, read_page
from web.pages.search import LIMIT
from web.site import Site

LANGUAGES = pytest.mark.parametrize("language", ["", "/en"])


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def read_total(page: PageReader) -> int:
    match = re.search(r"([\d,]+)(?:件見つかりました|\s*things? found)", page.main)
    assert match, page.main[:300]
    return int(match[1].replace(",", ""))


def read_facets(client: FlaskClient, address: str) -> list[tuple[str, int, bool]]:
    """The links of the facets: address, count, whether it takes a choice away."""
    html = client.get(address).text
    found = re.findall(
        r'<a href="([^"]*)" rel="nofollow"( aria-current="true")?><span[^>]*>[^<]*</span> '
        r'<span class="facet-count">([\d,]+)</span>',
        html,
    )
    return [
        (unescape(href), int(number.replace(",", "")), bool(chosen))
        for href, chosen, number in found
    ]


@LANGUAGES
@pytest.mark.parametrize("query", ["", "?q=区", "?q=協働&kind=Project", "?q=推進&sort=name"])
def test_the_count_on_a_link_is_the_number_of_hits_of_its_page(
    client: FlaskClient, query: str, language: str
) -> None:
    links = read_facets(client, f"{language}/search{query}")
    assert len(links) > 15
    for href, count, chosen in links[::3]:
        page = read_page(client, href)
        if not chosen:
            assert read_total(page) == count, href


def test_a_choice_keeps_the_others_and_can_be_taken_away(client: FlaskClient) -> None:
    start = "/search?q=区&kind=Project&municipality=141305&sort=name"
    links = read_facets(client, start)
    for href, _count, chosen in links:
        asked = {name: value for name, (value,) in parse_qs(urlsplit(href).query).items()}
        assert asked["q"] == "区"
        assert asked["sort"] == "name"
        assert "page" not in asked
        names = set(asked) - {"q", "sort"}
        assert names <= set(FACETS)
        if chosen:
            assert len(names) == 1
        else:
            assert names >= {"kind", "municipality"}
    page = read_page(client, start)
    assert "選んだ条件" in page.main
    assert "/search?q=%E5%8C%BA&sort=name" in page.links


def test_a_choice_without_hits_says_so_and_leads_out(client: FlaskClient) -> None:
    page = read_page(client, "/search?q=協働&kind=Ward&mark=new")
    assert read_total(page) == 0
    assert "/search?q=%E5%8D%94%E5%83%8D" in page.links
    assert "この条件に合うものは見つかりませんでした" in page.main


@LANGUAGES
@pytest.mark.parametrize("name", [*FACETS, "sort"])
def test_a_value_that_is_none_is_refused_in_plain_words(
    client: FlaskClient, name: str, language: str
) -> None:
    page = read_page(client, f"{language}/search?q=区&{name}=none-such", 400)
    assert "Traceback" not in page.text
    assert ("検索の画面" in page.main) != bool(language)


def test_a_hit_is_marked_in_its_name_and_text_and_says_where_it_stands(
    client: FlaskClient,
) -> None:
    html = client.get("/search?q=取り組み").text
    marks = re.findall("<mark>([^<]*)</mark>", html)
    assert {"取組"} <= set(marks)
    assert re.search(r'<p class="entry-title">.*<mark>', html)
    assert "/text/141305/document/" in html
    assert "ほかの書き方でも見つかりました" in html


def test_a_name_typed_wrong_is_answered_with_near_ones(client: FlaskClient) -> None:
    page = read_page(client, "/search?q=協働推信事業")
    assert "似た名前のもの" in page.main
    assert "協働推進事業" in page.main


def test_names_are_suggested_with_their_kinds(client: FlaskClient) -> None:
    response = client.get("/search/suggest?q=協働")
    assert response.mimetype == "application/json"
    found = response.get_json()
    assert 0 < len(found) <= 8
    assert all(set(one) == {"label", "kind"} for one in found)
    assert all("協働" in one["label"] for one in found)
    assert {one["kind"] for one in client.get("/en/search/suggest?q=協働").get_json()} & {
        "project",
        "Policy node",
    }
    assert client.get("/search/suggest").get_json() == []
    assert client.get(f"/search/suggest?q={'a' * 201}").status_code == 400


@pytest.mark.parametrize("address", ["/", "/search?q=区", "/about"])
def test_every_search_form_says_where_its_suggestions_are(
    client: FlaskClient, address: str
) -> None:
    html = client.get(address).text
    forms = re.findall(r'<form class="search[^"]*"[^>]*>', html)
    assert forms
    assert all('data-suggest="/search/suggest"' in form for form in forms)
    assert html.count("suggest.js") == 1


def test_every_choice_of_the_page_is_a_choice_of_its_query(asking: Flask) -> None:
    client = asking.test_client()
    site: Site = asking.extensions["site"]
    tried = 0
    for facet in site.index.search("", limit=0).facets:
        for one in facet.values[:3]:
            chosen = {facet.name: one.value}
            hits = {hit.iri for hit in site.index.search("区", chosen=chosen, limit=1000).hits}
            page = read_page(client, f"/search?q=区&{facet.name}={quote(one.value)}")
            links = [link for link in page.links if link.startswith("/query?query=")]
            if one.value == "drifted":
                assert not links
                continue
            (query,) = parse_qs(urlsplit(links[0]).query)["query"]
            found = client.get("/sparql", query_string={"query": query, "format": "json"})
            rows = found.get_json(force=True)["results"]["bindings"]
            things = {row["thing"]["value"] for row in rows}
            assert hits <= things, (facet.name, one.value)
            # An opinion about what is called so; a thing of a narrower kind.
            assert facet.name == "kind" or len(things) <= len(hits) + 8, (facet.name, one.value)
            tried += bool(hits)
    assert tried > 12


@pytest.mark.parametrize(
    "typed", ["取り組み", "こども", "平成24年度", "H23", "第三十二条", "霞ヶ関", "7"]
)
def test_the_query_looks_for_the_spellings_that_the_page_does(asking: Flask, typed: str) -> None:
    client = asking.test_client()
    site: Site = asking.extensions["site"]
    hits = {hit.iri for hit in site.index.search(typed, limit=1000).hits}
    page = read_page(client, f"/search?q={quote(typed)}")
    (link,) = [one for one in page.links if one.startswith("/query?query=")]
    (query,) = parse_qs(urlsplit(link).query)["query"]
    found = client.get("/sparql", query_string={"query": query, "format": "json"})
    rows = found.get_json(force=True)["results"]["bindings"]
    things = {row["thing"]["value"] for row in rows}
    assert hits <= things
    assert len(things) <= len(hits) + 4


def test_a_file_says_its_limit(client: FlaskClient) -> None:
    told = client.get("/search.json?q=区&kind=Project").get_json()
    assert told["limit"] == LIMIT
    assert told["total"] == len(told["hits"])
    assert told["chosen"] == {"kind": "Project"}

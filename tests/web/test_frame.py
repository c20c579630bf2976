"""The frame of every page: the menu, the way back, what paper keeps, how much is sent."""

from __future__ import annotations

import gzip
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.names import ID
from tests.web.reading import PageReader, read_page
from tests.web.test_pages import PAGES

_STOP = re.compile(r"<(?:a\s[^>]*href|button|input|select|textarea|summary)[\s>=]")
_CLOSED = re.compile(r"<details(?![^>]*\sopen)[^>]*>(.*?)</details>", re.DOTALL)
#: Bytes that a page may take on the way, the editor of queries and the drawing of graphs aside.
MOST = 100_000


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_few_stops_of_the_keyboard_lie_before_the_main_part(
    small: FlaskClient, address: str, language: str
) -> None:
    html = small.get(language + address).text
    before = html.split('<main id="main"')[0]
    assert before.index('class="skip"') < before.index('class="brand"')
    # What a closed menu holds is no stop.
    shut = _CLOSED.sub(lambda found: found[0].split("<ul>")[0], before)
    crumbs = shut.count("<a ", shut.index('class="trail"')) if 'class="trail"' in shut else 0
    assert len(_STOP.findall(shut)) - crumbs <= 10
    assert len(_STOP.findall(shut)) <= 30


def test_the_menu_holds_every_list_and_marks_where_the_reader_is(small: FlaskClient) -> None:
    html = small.get("/statistics").text
    menu = html.split('<nav class="site-nav"')[1].split("</nav>")[0]
    assert menu.count("<details") == 3
    assert menu.count('name="menu"') == 3
    links = re.findall(r'href="([^"]+)"', menu)
    wanted = {"/documents", "/tree", "/ordinances", "/bodies", "/wards", "/instruments", "/events"}
    wanted |= {"/reappearances", "/repeats", "/gaps", "/paths", "/around", "/quality"}
    wanted |= {"/query", "/api", "/dumps", "/ontology", "/about", "/statistics", "/names"}
    assert wanted <= set(links)
    assert re.findall(r'href="([^"]+)" aria-current="page"', menu) == ["/statistics"]
    assert menu.count("menu-here") == 1
    assert "page" not in re.findall(r'aria-current="(\w+)"', small.get("/").text.split("<main")[0])


def test_under_a_list_its_entry_of_the_menu_is_marked(small: FlaskClient) -> None:
    html = small.get("/page/990001/body/北局").text
    menu = html.split('<nav class="site-nav"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)" aria-current="true"', menu) == ["/bodies"]


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_of_the_menu_is_there(client: FlaskClient, language: str) -> None:
    menu = client.get(f"{language}/about").text.split('<nav class="site-nav"')[1].split("</nav>")[0]
    for link in map(unescape, re.findall(r'href="([^"]+)"', menu)):
        if "/query" not in link:
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("address", PAGES)
def test_paper_keeps_the_address_and_the_version_of_every_page(
    small: FlaskClient, address: str
) -> None:
    html = small.get(address).text
    head = html.split('<p class="print-head">')[1].split("</p>")[0]
    assert html.count('class="print-head"') == 1
    version = small.application.extensions["site"].version
    assert version.digest in head
    assert version.date in head
    assert "http" in head


def test_paper_has_no_forms_and_no_menus(small: FlaskClient) -> None:
    css = small.get("/static/site.css").text.split("@media print {")[1]
    hidden = css[: css.index("display: none")]
    for name in (".site-header", ".site-footer", ".trail", ".facets", ".filter", ".save", ".pager"):
        assert name in hidden
    assert "table-header-group" in css
    assert "break-inside: avoid" in css


def test_the_look_comes_from_the_tokens_of_the_design_system(small: FlaskClient) -> None:
    tokens = small.get("/static/vendor/design-tokens/tokens.css").text
    known = set(re.findall(r"(--[a-z0-9-]+):", tokens))
    assert len(known) > 150
    css = small.get("/static/site.css").text + small.get("/static/query.css").text
    own = set(re.findall(r"(--[a-z0-9-]+):", css))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", css))
    assert used <= known | own
    for name in ("font-size", "line-height", "border-radius", "color", "elevation", "font-weight"):
        assert any(one.startswith(f"--{name}-") for one in used), name
    # No colour is written by hand.
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{}]*\{)", css.split("@media print")[0])


def measure(client: FlaskClient, address: str) -> tuple[int, list[str]]:
    """The bytes of a page with all that it loads, packed, and what that is."""
    page = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert page.status_code == 200, address
    html = gzip.decompress(page.data).decode()
    size, parts = len(page.data), []
    for link in re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"', html):
        if "/vendor/" in link and "design-tokens" not in link:
            continue
        part = client.get(unescape(link), headers={"Accept-Encoding": "gzip"})
        assert part.status_code == 200, link
        size += len(part.data)
        parts.append(link)
    return size, parts


def test_no_page_weighs_more_than_a_telephone_bears(client: FlaskClient, app: Flask) -> None:
    site = app.extensions["site"]
    places = ["/", "/search", "/search?q=市民", "/documents", "/ordinances", "/bodies", "/about"]
    places += ["/reappearances", "/repeats", "/repeats/clusters", "/gaps", "/gaps?kind=project"]
    places += ["/instruments", "/statistics", "/events", "/names", "/names?kind=renaming", "/paths"]
    places += ["/ontology", "/dumps", "/tree", "/wards", "/quality", "/around", "/api"]
    for document in site.documents:
        name = document.iri.removeprefix(ID)
        places += [f"/page/{name}", f"/text/{name}", f"/coverage/{name}"]
    for kind in ("project", "node", "article"):
        links = heaviest(client, kind)
        places += links
    weights = {place: measure(client, place)[0] for place in places}
    heavy = {place: size for place, size in weights.items() if size > MOST}
    assert heavy == {}
    assert measure(client, "/")[1]


def heaviest(client: FlaskClient, kind: str) -> list[str]:
    """The pages of a kind that some of the lists lead to."""
    found: list[str] = []
    starts = {"project": "/search?kind=Project", "node": "/search?kind=PolicyNode"}
    page = read_page(client, starts.get(kind, "/ordinances"))
    marks = {"project": "/project/", "node": "/node/", "article": "/art_"}
    found += [link for link in page.links if marks[kind] in link]
    return found[:12]


def test_lists_that_grow_are_paged(client: FlaskClient) -> None:
    for address in ("/reappearances", "/repeats"):
        html = client.get(address).text
        assert html.count('<li class="pair">') <= 10
        assert len(html) < 60_000
        assert "pager" in html or html.count('<li class="pair">') < 10


def test_a_page_says_where_it_is_and_where_its_data_are(small: FlaskClient) -> None:
    page = PageReader(small.get("/bodies").text)
    for words in (
        "このページの情報",
        "固定リンク",
        "データの版",
        "Turtle",
        "JSON-LD",
        "CSV",
        "Excel",
    ):
        assert words in page.main, words

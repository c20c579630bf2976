"""The drawing of a neighbourhood and its table say the same, without scripts and in any size."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from html import unescape
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from kg.names import ID, MPO
from kg.questions.neighbourhood import MOST_THINGS, Thing, Wish, find_neighbourhood
from kg.questions.trace_words import Status
from kg.store.terms import Iri
from tests.questions.small_graph import HOSTILE, ODD, ORDINANCE, ROAD
from tests.web.hostile import STRINGS
from tests.web.reading import PageReader, get_location, read_page
from tests.web.test_open_in_sparql import ask
from web.drawing import draw, fit, measure
from web.drawing_edges import BOX, Place
from web.site import Site

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = pytest.mark.parametrize("language", ["", "/en"])


@pytest.fixture(scope="module")
def whole(app: Flask) -> Site:
    site = app.extensions["site"]
    assert isinstance(site, Site)
    return site


def find_middles(site: Site) -> list[Iri]:
    """A thing of every class that a page is about."""
    rows = site.store.select(
        "SELECT ?kind (MIN(?thing) AS ?one) { ?thing a ?kind . ?other ?p ?thing } GROUP BY ?kind"
    ).rows
    found = {Iri(row["one"]) for row in rows if row["one"].startswith(ID)}
    article = max(
        (part.iri for one in site.ordinances for part in one.articles),
        key=lambda iri: len(site.get_trace(iri).implementers),
    )
    return [article, *sorted(found)]


def read_drawing(html: str) -> ElementTree.Element:
    found = re.search(r'<svg class="drawing".*?</svg>', html, re.DOTALL)
    assert found
    return ElementTree.fromstring(found[0].replace(" data-swap", ' data-swap=""'))


def read_rows(html: str) -> list[tuple[str, str]]:
    return [
        (unescape(one), unescape(two))
        for one, two in re.findall(r'<tr data-from="([^"]*)" data-to="([^"]*)">', html)
    ]


@LANGUAGES
def test_every_line_of_the_drawing_is_a_row_of_the_table(
    client: FlaskClient, whole: Site, language: str
) -> None:
    drawn = 0
    for middle in find_middles(whole):
        for depth in ("", "?depth=2"):
            response = client.get(
                f"{language}/around/{quote(middle.removeprefix(ID), safe='/%~')}{depth}"
            )
            assert response.status_code == 200, middle
            if 'class="drawing"' not in response.text:
                continue
            lines = read_drawing(response.text).findall(f".//{SVG}g[@data-from]")
            rows = read_rows(response.text)
            assert {(one.get("data-from"), one.get("data-to")) for one in lines} == set(rows)
            boxes = read_drawing(response.text).findall(f".//{SVG}g[@data-thing]")
            things = {one.get("data-thing") for one in boxes}
            assert {end for row in rows for end in row} == things
            for box in boxes:
                link = box.find(f"{SVG}a")
                assert link is not None
                assert (link.get("href") or "").startswith(f"{language}/page/")
            drawn += len(lines)
    assert drawn > 50


def test_no_two_boxes_overlap_and_all_names_fit(whole: Site) -> None:
    for middle in find_middles(whole):
        for depth in (1, 2):
            drawing = draw(find_neighbourhood(whole.store, middle, Wish(depth=depth)))
            places = [one.place for one in drawing.things]
            places += [one.place for one in drawing.rests]
            for number, one in enumerate(places):
                assert 0 <= one.x <= drawing.width - BOX.width
                assert 0 <= one.y <= drawing.height - BOX.height
                for two in places[number + 1 :]:
                    apart = abs(one.x - two.x) >= BOX.width or abs(one.y - two.y) >= BOX.height
                    assert apart, (middle, one, two)
            for thing in drawing.things:
                assert len(thing.lines) <= 2
                assert all(measure(line) <= 15.5 for line in thing.lines)
            words = Counter(route.at for route in drawing.routes)
            assert max(words.values(), default=0) <= 1, middle


def test_a_drawing_is_the_same_every_time(whole: Site) -> None:
    middle = find_middles(whole)[0]
    first, second = (draw(find_neighbourhood(whole.store, middle)) for _ in range(2))
    assert first == second
    assert {one.shape for one in first.things} > {"cut"}


def test_a_long_name_is_cut_and_a_short_one_is_not() -> None:
    assert fit("道路事業") == ("道路事業",)
    lines = fit("とても" * 20)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert Place(0, 0, 0).column == 0


def test_a_box_with_a_cut_name_tells_the_whole(client: FlaskClient, whole: Site) -> None:
    cut = 0
    for middle in find_middles(whole):
        labels = {
            one.iri: one.label for one in find_neighbourhood(whole.store, middle, Wish()).things
        }
        html = client.get(f"/around/{quote(middle.removeprefix(ID), safe='/%~')}").text
        if 'class="drawing"' not in html:
            continue
        for box in read_drawing(html).findall(f".//{SVG}g[@data-thing]"):
            *_, last = box.findall(f".//{SVG}text[@class='node-name']")
            title = box.find(f"{SVG}a/{SVG}title")
            assert (title is not None) == (last.text or "").endswith("…")
            if title is not None:
                assert title.text == labels[Iri(box.get("data-thing") or "")]
                cut += 1
    assert cut


def test_a_page_carries_no_style_and_no_script_of_its_own(client: FlaskClient, whole: Site) -> None:
    html = client.get(f"/around/{find_middles(whole)[0].removeprefix(ID)}").text
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*src=|[^>]*ld\+json)", html)
    assert not re.search(r" on[a-z]+=", html)


@LANGUAGES
def test_every_way_on_leads_to_a_page_that_shows_more(
    client: FlaskClient, whole: Site, language: str
) -> None:
    middle = find_middles(whole)[0]
    start = f"{language}/around/{middle.removeprefix(ID)}"
    page = read_page(client, start)
    ways = [link for link in page.links if link.startswith(f"{start}?") and "format" not in link]
    assert any("expand=" in link for link in ways)
    assert any("more=" in link for link in ways)
    before = len(read_rows(client.get(start).text))
    for way in ways:
        after = client.get(way)
        assert after.status_code == 200, way
        assert len(read_rows(after.text)) >= before
        # What was widened can be folded again, and the address says all of it.
        if "expand=" in way:
            assert start in PageReader(after.text).links
    two = next(link for link in ways if "expand=" in link)
    deeper = [link for link in read_page(client, two).links if link.count("expand=") == 2]
    assert deeper
    assert client.get(deeper[0]).status_code == 200


def test_the_filters_keep_what_they_say(client: FlaskClient, whole: Site) -> None:
    middle = find_middles(whole)[0]
    start = f"/around/{middle.removeprefix(ID)}"
    html = client.get(f"{start}?relation=mpo:implementsArticle&status=inferred").text
    assert "つながりから導いた" in html
    assert "route-inferred" in html
    assert "route-stated" not in html.split("drawing-legend")[0]
    kept = client.get(f"{start}?kind=Project").text
    assert {one.kind.iri for one in shown_things(whole, middle, "Project") if one.kind} == {
        MPO + "Project"
    }
    assert 'value="Project" selected' in kept
    nothing = read_page(client, f"{start}?kind=Facility")
    assert "この条件でつながるものはありません" in nothing.main


def shown_things(site: Site, middle: Iri, kind: str) -> list[Thing]:
    shown = find_neighbourhood(site.store, middle, Wish(kind=Iri(MPO + kind)))
    return list(shown.things[1:])


@pytest.mark.parametrize(
    "query",
    [
        "depth=3",
        "depth=x",
        "status=x",
        "kind=x",
        "relation=x",
        "relation=rdf:type",
        "expand=//",
        "more=x",
        "more=in:mpo:lists",
        "&".join(f"expand=990001/project/{number}" for number in range(13)),
    ],
)
@LANGUAGES
def test_what_cannot_be_chosen_is_answered_by_what_to_change(
    small: FlaskClient, query: str, language: str
) -> None:
    page = read_page(small, f"{language}/around/{ROAD.removeprefix(ID)}?{query}", 400)
    assert "400" in page.main
    assert small.get(f"{language}/edges/{ROAD.removeprefix(ID)}?{query}").status_code == 400


@LANGUAGES
def test_what_is_not_there_is_404(small: FlaskClient, language: str) -> None:
    read_page(small, f"{language}/around/990001/project/none", 404)
    assert small.get(f"{language}/edges/990001/project/none").status_code == 404
    assert small.get(f"/edges/{ROAD.removeprefix(ID)}?format=pdf").status_code == 400


@pytest.mark.parametrize("text", STRINGS, ids=lambda text: ascii(text)[:30])
def test_hostile_text_in_any_parameter_stays_text(small: FlaskClient, text: str) -> None:
    typed = quote(text, safe="")
    thing = ROAD.removeprefix(ID)
    names = ("depth", "relation", "status", "kind", "expand", "more", "format", "q")
    addresses = [f"/around/{thing}?{name}={typed}" for name in names]
    addresses += [f"/edges/{thing}?{name}={typed}" for name in names]
    addresses += [f"/around?q={typed}", f"/en/around/{typed}", f"/edges/{typed}"]
    addresses += [f"/around/{thing}?more=in:mpo:lists:{typed}"]
    for address in addresses:
        response = small.get(address)
        assert response.status_code in (200, 303, 308, 400, 404), address
        if response.mimetype == "text/html":
            page = PageReader(response.text)
            assert not set(page.tags) & {"img", "iframe", "object", "base", "embed", "style"}
            assert "onerror=alert(1)>" not in response.text


def test_hostile_names_in_the_drawing_stay_text(small: FlaskClient) -> None:
    html = small.get(f"/around/{ODD.removeprefix(ID)}").text
    assert HOSTILE not in html
    assert "<script>alert" not in html
    assert read_drawing(html).find(f".//{SVG}script") is None if "drawing" in html else True


def test_every_page_of_a_thing_leads_to_its_drawing(client: FlaskClient, whole: Site) -> None:
    for middle in find_middles(whole)[:12]:
        response = client.get(f"/page/{quote(middle.removeprefix(ID), safe='/%~')}")
        if response.status_code == 200:
            links = PageReader(response.text).links
            assert f"/around/{middle.removeprefix(ID)}" in links, middle


def test_the_form_leads_to_the_thing_of_a_name(client: FlaskClient, whole: Site) -> None:
    article = find_middles(whole)[0]
    found = client.get("/around", query_string={"q": article})
    assert quote(article.removeprefix(ID), safe="/") in get_location(found)
    assert "zzzz" in read_page(client, "/around?q=zzzz").main
    page = read_page(client, "/around")
    assert any(link.startswith("/around/") for link in page.links)


@LANGUAGES
def test_the_files_hold_the_rows_with_their_proof(
    client: FlaskClient, whole: Site, language: str
) -> None:
    middle = find_middles(whole)[0].removeprefix(ID)
    edges = set(read_rows(client.get(f"{language}/around/{middle}").text))
    file = client.get(f"{language}/edges/{middle}?format=csv")
    assert file.data.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(file.text.lstrip("\ufeff"))))
    assert {(row[11], row[13]) for row in rows[1:]} == edges
    assert all(len(row) == len(rows[0]) for row in rows)
    assert any(row[6] and row[8] and row[9] for row in rows[1:])
    book = load_workbook(io.BytesIO(client.get(f"{language}/edges/{middle}?format=xlsx").data))
    assert book.worksheets[0].max_row == len(rows)


@LANGUAGES
def test_the_query_of_the_page_gives_its_edges(asking: Flask, site: Site, language: str) -> None:
    client = asking.test_client()
    some = 0
    for middle in find_middles(site)[::2]:
        for asked, wish in (("", Wish()), ("?status=stated", Wish(status=Status.STATED))):
            shown = find_neighbourhood(site.store, middle, wish)
            address = f"{language}/around/{quote(middle.removeprefix(ID), safe='/%~')}{asked}"
            if shown.rests or not shown.edges or "open-sparql" not in client.get(address).text:
                continue
            rows = ask(client, address)
            told = {(row["subject"], row["predicate"], row["object"]) for row in rows}
            edges = {(one.subject.iri, one.predicate.iri, one.object.iri) for one in shown.edges}
            # A symmetric relation stands in the graph from both ends.
            assert edges <= told
            assert {one for one in told if one[::-1] not in edges} <= edges
            some += 1
    assert some > 3


def test_a_page_is_never_larger_than_can_be_drawn(client: FlaskClient, whole: Site) -> None:
    for document in whole.documents:
        html = client.get(f"/around/{document.iri.removeprefix(ID)}?depth=2").text
        boxes = read_drawing(html).findall(f".//{SVG}g[@data-thing]")
        assert 1 < len(boxes) <= MOST_THINGS
        assert len(set(re.findall(r' id="([^"]*)"', html))) == len(re.findall(r' id="', html))


def test_the_article_of_the_small_graph_is_drawn_in_both_languages(small: FlaskClient) -> None:
    for language in ("", "/en"):
        page = read_page(small, f"{language}/around/{ORDINANCE.removeprefix(ID)}/art_1")
        assert "第1条" in page.heading

"""A text in pages: every line and passage on its page, nested marks, filters, and the way back."""

from __future__ import annotations

import gzip
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.documents.source import parse_source
from kg.names import ID
from kg.questions.passage import MarkGroup, find_marks, find_printed_corrections
from tests.questions.small_graph import DOCUMENT, TEXT
from tests.web.reading import PageReader, read_page
from web.sourcetext import make_lines
from web.textpages import CHARACTERS, LINES, TextPages, find_runs, make_text_pages

PLACE = f"/text/{DOCUMENT.removeprefix(ID)}"
IDS = re.compile(r'<li id="L(\d+)"')


def find_long(app: Flask) -> str:
    """The longest document of the real graph."""
    site = app.extensions["site"]
    found: str = max(
        (one.iri for one in site.documents), key=lambda iri: len(site.get_source(iri).lines)
    )
    return found


def address_of(document: str) -> str:
    return f"/text/{document.removeprefix(ID)}"


def test_the_pages_of_a_long_text_hold_every_line_once(app: Flask, client: FlaskClient) -> None:
    document = find_long(app)
    source = app.extensions["site"].get_source(document)
    assert len(source.lines) > LINES
    found: list[int] = []
    page = 1
    while True:
        html = client.get(f"{address_of(document)}?page={page}").text
        found += [int(number) for number in IDS.findall(html)]
        if 'rel="next"' not in html:
            break
        page += 1
    assert found == list(range(1, len(source.lines) + 1))
    assert client.get(f"{address_of(document)}?page={page + 1}").status_code == 404


def test_every_passage_lands_on_the_page_that_holds_it(app: Flask, client: FlaskClient) -> None:
    document = find_long(app)
    marks = app.extensions["site"].get_marks(document)
    for mark in (*marks[::60], marks[-1]):
        html = client.get(f"{address_of(document)}?passage={mark.start}-{mark.end}").text
        assert html.count('id="passage"') == 1
        assert "この箇所が根拠になっている事実" in html


def test_every_line_lands_on_its_page_by_its_number(app: Flask, client: FlaskClient) -> None:
    document = find_long(app)
    last = len(app.extensions["site"].get_source(document).lines)
    for line in (1, LINES, LINES + 1, last):
        page = read_page(client, f"{address_of(document)}?line={line}")
        assert {f"L{line}", "asked"} <= set(page.ids)


@pytest.mark.parametrize("line", ["0", "x", "-1", "9999999999", "1.5", "１"])
def test_a_line_that_is_not_there_says_which_there_are(small: FlaskClient, line: str) -> None:
    page = read_page(small, f"{PLACE}?line={line}", 400)
    assert f"1から{len(TEXT.split(chr(10)))}まで" in page.main


def test_every_passage_of_a_text_leads_to_what_it_proves(app: Flask, client: FlaskClient) -> None:
    """By its own stretch, or, where shorter passages take all of it, by the number of its line."""
    site = app.extensions["site"]
    document = find_long(app)
    source, marks = site.get_source(document), site.get_marks(document)
    html = "".join(client.get(f"{address_of(document)}?page={page}").text for page in (1, 2))
    links = {unescape(link) for link in re.findall(r'href="([^"]*)"', html)}
    shortest = {
        piece.mark
        for line in make_lines(source, marks)
        for piece in line.pieces
        if piece.mark and piece.reachable
    }
    covered = [mark for mark in marks if mark not in shortest]
    assert len(shortest) > len(marks) / 2
    for mark in shortest:
        if mark.things > 1:
            assert f"{address_of(document)}?passage={mark.start}-{mark.end}#passage" in links
        else:
            assert f"/page/{mark.thing.removeprefix(ID)}" in links
    for mark in covered[::20]:
        line = source.line_at(mark.start)
        page = read_page(client, f"{address_of(document)}?line={line}")
        assert f"{address_of(document)}?passage={mark.start}-{mark.end}#passage" in page.links


def test_a_passage_of_several_things_names_them_all(app: Flask, client: FlaskClient) -> None:
    site = app.extensions["site"]
    marks = [mark for one in site.documents for mark in site.get_marks(one.iri) if mark.things > 3]
    assert marks
    for mark in marks[:5]:
        document = mark.passage.partition("/passage/")[0]
        page = read_page(client, f"{address_of(document)}?passage={mark.start}-{mark.end}")
        assert len({link for link in page.links if "/page/" in link}) > 3


def test_a_line_names_all_that_stands_on_it(small: FlaskClient) -> None:
    number = next(
        at for at, line in enumerate(TEXT.split("\n"), 1) if line.startswith("道路事業\t")
    )
    page = read_page(small, f"{PLACE}?line={number}")
    panel = page.main.split(f"{number}行目が示すもの")[1]
    for words in ("道路事業", "調査 設計", "完成"):
        assert words in panel
    empty = read_page(small, f"{PLACE}?line={len(TEXT.split(chr(10)))}").main
    assert "この行からは、何も読み取っていません" in empty


@pytest.mark.parametrize("show", [*MarkGroup, "ignored"])
def test_a_filter_leaves_only_lines_with_what_was_asked_for(
    app: Flask, client: FlaskClient, show: str
) -> None:
    site = app.extensions["site"]
    document = find_long(app)
    html = client.get(f"{address_of(document)}?show={show}").text
    shown = {int(number) for number in IDS.findall(html)}
    source = site.get_source(document)
    if show == "ignored":
        usages = site.get_reading(document).extraction.usages
        wanted = {source.line_at(one.span.start) for one in usages if one.kind != "used"}
    else:
        wanted = {
            line
            for mark in site.get_marks(document)
            if show in mark.groups
            for line in range(source.line_at(mark.start), source.line_at(mark.end - 1) + 1)
        }
    assert shown == set(sorted(wanted)[:LINES])
    assert wanted
    pieces = re.findall(r'class="(piece [^"]*)"', html.split('<ol class="lines"')[1])
    assert pieces
    assert all(("ignored" in piece) == (show == "ignored") for piece in pieces)


def test_an_unknown_filter_is_refused_in_words(small: FlaskClient) -> None:
    assert "選び直して" in read_page(small, f"{PLACE}?show=everything", 400).main


def test_corrections_stand_below_their_lines_with_the_reason(
    app: Flask, client: FlaskClient
) -> None:
    site = app.extensions["site"]
    many = 0
    for one in site.documents:
        for repair in find_printed_corrections(site.store, one.iri):
            line = site.get_source(one.iri).line_at(repair.end - 1)
            html = client.get(f"{address_of(one.iri)}?line={line}").text
            told = PageReader(html.split(f'id="L{line}"')[1].split("</li>")[0]).text
            assert f"{repair.printed} → {repair.reading} {repair.reason}" in told
            many += 1
    assert many


def test_no_page_of_a_text_weighs_more_than_it_may(app: Flask, client: FlaskClient) -> None:
    for one in app.extensions["site"].documents:
        for language in ("", "/en"):
            html = client.get(f"{language}{address_of(one.iri)}").data
            assert len(gzip.compress(html, 5)) < 60_000


def test_a_text_is_cut_by_lines_and_by_characters() -> None:
    lines = parse_source(("あ" * 100 + "\n").encode() * 1000, "many")
    pages = make_text_pages(lines).pages
    assert [number for page in pages for number in page] == list(range(1, 1002))
    assert max(map(len, pages)) <= LINES
    assert max(len(page) * 100 for page in pages) <= CHARACTERS
    long = parse_source(("あ" * (CHARACTERS + 1) + "\nい\n").encode(), "long")
    assert make_text_pages(long).pages == ((1,), (2, 3))
    assert make_text_pages(lines, ()).pages == ((),)


def test_a_line_between_pages_is_found_on_the_next() -> None:
    pages = TextPages(((1, 2), (5, 9)))
    assert [pages.find(line) for line in (1, 2, 3, 5, 9, 10)] == [1, 1, 2, 2, 2, 2]
    assert find_runs((1, 2, 5, 6, 9)) == (range(1, 3), range(5, 7), range(9, 10))


def test_marks_know_all_that_a_passage_proves(app: Flask) -> None:
    store = app.extensions["site"].store
    for one in app.extensions["site"].documents:
        rows = store.select(
            "SELECT ?p (COUNT(DISTINCT ?t) AS ?n) WHERE { ?p oa:hasSource ?d . "
            "?t prov:wasDerivedFrom ?p } GROUP BY ?p",
        ).rows
        held = {row["p"]: int(row["n"]) for row in rows}
        for mark in find_marks(store, one.iri):
            assert 1 <= mark.things <= 2 * held[mark.passage]
            assert mark.groups

"""Every file that a page offers holds what the page shows, each row with where it is written."""

from __future__ import annotations

import re
from html import unescape

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.names import ID
from kg.questions.appearance import find_appearances
from kg.questions.body import find_bodies
from kg.questions.describe import describe
from kg.store.terms import Iri
from tests.questions.small_graph import DOCUMENT, NORTH, ORDINANCE, ROAD
from tests.web.hostile import check_csv, check_workbook
from tests.web.reading import read_page
from web.exports import Export, Line
from web.site import Site

PLACE = DOCUMENT.removeprefix(ID)
PAGES = (
    "/",
    "/documents",
    "/ordinances",
    "/bodies",
    "/wards",
    "/instruments",
    "/statistics",
    "/events",
    "/names",
    "/names?kind=publication",
    "/names?kind=renaming",
    "/gaps",
    "/gaps?kind=project",
    "/reappearances",
    "/reappearances?state=found",
    "/repeats",
    f"/page/{PLACE}",
    f"/page/{PLACE}/node/1",
    f"/page/{ROAD.removeprefix(ID)}",
    f"/page/{NORTH.removeprefix(ID)}",
    f"/text/{PLACE}",
    f"/page/{ORDINANCE.removeprefix(ID)}/art_1",
)
LISTED = (
    "documents",
    "articles",
    "bodies",
    "wards",
    "instruments",
    "statistics",
    "events",
    "names",
)
_ALTERNATE = re.compile(r'<link rel="alternate" type="([^"]+)" href="([^"]+)">')
_FILE = re.compile(r'<a [^>]*href="([^"]+)" type="[^"]+"')


def find_files(client: FlaskClient, address: str) -> dict[str, set[str]]:
    """The data that a page offers, by kind: csv, xlsx, ttl, json."""
    html = client.get(address).text
    links = {unescape(one) for one in _FILE.findall(html)}
    links |= {unescape(one) for _type, one in _ALTERNATE.findall(html)}
    found: dict[str, set[str]] = {}
    for link in links:
        form = link.split("?")[0].rpartition(".")[2]
        if "/implementers/" in link:
            form = link.partition("format=")[2] or "csv"
        found.setdefault(form, set()).add(link)
    return found


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_its_list_as_csv_and_excel_and_its_data_as_rdf(
    small: FlaskClient, address: str, language: str
) -> None:
    found = find_files(small, language + address)
    assert found["csv"]
    assert found["xlsx"]
    assert found.get("ttl")
    for link in found["csv"]:
        response = small.get(link)
        assert response.status_code == 200, link
        assert response.mimetype == "text/csv"
        assert "attachment" in response.headers["Content-Disposition"]
        header, *rows = check_csv(response.data, link)
        assert len(set(header)) == len(header), header
        assert all(len(row) == len(header) for row in rows)
        assert_proven(header, rows, link)
    for link in found["xlsx"]:
        response = small.get(link)
        assert response.status_code == 200, link
        assert check_workbook(response.data, link)


def assert_proven(header: list[str], rows: list[list[str]], link: str) -> None:
    """A row says its document, edition, line or page, and the address of what proves it."""
    ends = ("文書", "版", "document", "edition", "documents", "editions", "アドレス")
    columns = {
        name: place
        for place, name in enumerate(header)
        if name.casefold().endswith((*ends, "address of the source text", "of the sources"))
    }
    assert len(columns) >= 3, (link, header)
    assert any(one.casefold().endswith(("固定リンク", "permalink")) for one in header), header
    for row in rows:
        # What people added has a source outside, which has no edition.
        told = [row[place] for name, place in columns.items() if not name.endswith("版")]
        assert any(told), (link, row)


def test_a_csv_and_a_workbook_hold_the_same(small: FlaskClient) -> None:
    for name in LISTED:
        csv_rows = check_csv(small.get(f"/tables/{name}.csv").data, name)
        book_rows = check_workbook(small.get(f"/tables/{name}.xlsx").data, name)
        assert [[one.removeprefix("'") for one in row] for row in csv_rows] == [
            [one.removeprefix("'") for one in row] for row in book_rows
        ]


@pytest.mark.parametrize("which", ["client", "small"])
def test_a_file_has_a_row_for_each_thing_of_its_page(
    which: str, request: pytest.FixtureRequest
) -> None:
    client: FlaskClient = request.getfixturevalue(which)
    site = client.application.extensions["site"]
    assert isinstance(site, Site)
    wanted = {
        "documents": len(site.documents),
        "articles": sum(len(one.articles) for one in site.ordinances),
        "bodies": sum("/body/" in one.iri for one in find_bodies(site.store)),
        "wards": len(site.wards.entries),
        "instruments": len(site.instruments),
        "statistics": len(site.statistics),
        "events": len(site.events),
        "names?kind=renaming": len(site.renamings),
    }
    for name, number in wanted.items():
        table, _, query = name.partition("?")
        _header, *rows = check_csv(client.get(f"/tables/{table}.csv?{query}").data, name)
        assert len(rows) == number, name
    for suffix in ("csv", "xlsx"):
        data = client.get(f"/gaps.{suffix}").data
        rows = (check_csv if suffix == "csv" else check_workbook)(data, suffix)
        assert len(rows) - 1 == len(site.gaps)
        data = client.get(f"/reappearances.{suffix}").data
        rows = (check_csv if suffix == "csv" else check_workbook)(data, suffix)
        assert len(rows) - 1 == len(site.reappearances)


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_files_of_wards_hold_what_their_page_lists(
    client: FlaskClient, site: Site, language: str
) -> None:
    for code in ("", *filter(None, site.wards.codes)):
        wanted = site.wards.find(code, "").entries
        files = find_files(client, f"{language}/wards?municipality={code}")
        (sheet,) = (one for one in files["csv"] if "/tables/wards." in one)
        header, *rows = check_csv(client.get(sheet).data, sheet)
        assert [row[-1] for row in rows] == [one.iri for one in wanted]
        assert header[1] == ("Ward" if language else "区")
        for row, one in zip(rows, wanted, strict=True):
            assert row[1:6] == [
                one.label,
                one.kana,
                str(one.count.listings),
                str(one.count.projects),
                str(one.count.reappearances),
            ]
        for form in ("ttl", "jsonld"):
            (data,) = (one for one in files[form] if "/tables/wards." in one)
            body = client.get(data).data
            told = {
                one.subject.value
                for one in ox.parse(
                    body, ox.RdfFormat.TURTLE if form == "ttl" else ox.RdfFormat.JSON_LD
                )
                if isinstance(one.subject, ox.NamedNode)
            }
            assert {one.iri for one in wanted[:100]} <= told, data


def test_the_file_of_bodies_is_narrowed_and_ordered_as_their_page_is(
    client: FlaskClient, site: Site
) -> None:
    narrowed = 0
    for code in ("", *filter(None, site.bodies.codes)):
        for kind in ("", *site.bodies.sorts):
            wanted = [one.iri for one in site.bodies.find(code, kind).entries]
            files = find_files(client, f"/bodies?municipality={code}&kind={kind}")
            (link,) = (one for one in files["csv"] if "/tables/" in one)
            _header, *rows = check_csv(client.get(link).data, link)
            assert [row[-1] for row in rows] == wanted
            narrowed += 0 < len(wanted) < len(site.bodies.entries)
    assert narrowed
    for asked in ("municipality=x", "kind=x"):
        assert client.get(f"/tables/bodies.csv?{asked}").status_code == 400


def test_a_filter_narrows_the_file_as_it_narrows_the_page(client: FlaskClient, app: Flask) -> None:
    document = app.extensions["site"].documents[0].iri.removeprefix(ID)
    value = document.replace("/document/", "/")
    for page in ("instruments", "statistics", "events", "names"):
        (link,) = (
            link
            for link in find_files(client, f"/{page}?document={value}&page=1")["csv"]
            if "/tables/" in link
        )
        assert "document=" in link
        assert "page=" not in link
        _header, *rows = check_csv(client.get(link).data, link)
        _header, *everything = check_csv(client.get(link.split("?")[0]).data, link)
        assert len(rows) <= len(everything)
        shown = read_page(client, f"/{page}?document={value}").main
        assert f"{len(rows)}件" in shown or page != "instruments"


def test_the_rows_of_a_document_a_node_a_project_and_a_body(
    client: FlaskClient, app: Flask
) -> None:
    site = app.extensions["site"]
    document = site.documents[0].iri
    found = find_appearances(site.store, document)
    link = f"/tables/rows/{document.removeprefix(ID)}.csv"
    header, *rows = check_csv(client.get(link).data, link)
    assert len(rows) == len(found)
    assert [row[-1] for row in rows] == [one.iri for one in found]
    node = next(one.path[0].iri for one in found if one.path)
    under = [one for one in found if node in {step.iri for step in one.path}]
    link = f"/tables/rows/{node.removeprefix(ID)}.csv"
    assert len(check_csv(client.get(link).data, link)) == len(under) + 1
    cells = next(one for one in found if any(cell.text for cell in one.cells))
    row = next(row for row in rows if row[-1] == cells.iri)
    told = dict(zip(header, row, strict=True))
    for cell in cells.cells:
        if cell.text:
            assert cell.text in row
    assert told["事業"] == cells.project.label
    assert told["行・ページ"].endswith("行目")
    assert told["原文のアドレス"].startswith("http://localhost/text/")
    text = client.get(told["原文のアドレス"].removeprefix("http://localhost").split("#")[0])
    assert text.status_code == 200
    assert 'id="passage"' in text.text


def test_a_thing_has_a_row_for_each_fact_with_its_status_and_its_proof(small: FlaskClient) -> None:
    store = small.application.extensions["site"].store
    wanted = describe(store, Iri(ROAD)).facts
    link = f"/data/{ROAD.removeprefix(ID)}.csv"
    header, *rows = check_csv(small.get(link).data, link)
    assert len(rows) == len(wanted)
    assert [row[1] for row in rows] == [fact.property.label("ja") for fact in wanted]
    assert [row[2] for row in rows] == [fact.property.label("en") for fact in wanted]
    assert "記載" in {row[5] for row in rows} or len({row[5] for row in rows}) > 1
    english, *same = check_csv(small.get(f"{link}?lang=en").data, link)
    assert english != header
    assert len(same) == len(rows)
    assert small.get(f"{link}?lang=xx").status_code == 400
    assert small.get("/data/990001/project/none.csv").status_code == 404


def test_the_rdf_of_a_list_holds_what_the_list_names(small: FlaskClient) -> None:
    for name in ("documents", "articles", "bodies", "instruments", "statistics", "events"):
        _header, *rows = check_csv(small.get(f"/tables/{name}.csv").data, name)
        texts = {form: small.get(f"/tables/{name}.{form}").text for form in ("ttl", "jsonld")}
        turtle = {one.triple for one in ox.parse(texts["ttl"], format=ox.RdfFormat.TURTLE)}
        other = {one.triple for one in ox.parse(texts["jsonld"], format=ox.RdfFormat.JSON_LD)}
        assert {row[-1] for row in rows} <= {one.subject.value for one in turtle}
        assert other == turtle


def test_a_table_has_a_cell_for_each_of_its_heads(app: Flask) -> None:
    with app.test_request_context("/"):
        export = Export("x", "x", ("a", "b"), (Line(Iri(ROAD), ("1", 2), ()),))
        (row,) = export.rows
        assert len(row) == len(export.head)

"""All hits as files that an office opens as they are, each row with where it is written."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from kg.names import ID
from web.pages import search_files
from web.site import Site


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def read_csv(client: FlaskClient, address: str) -> tuple[list[str], list[list[str]]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert response.data.count(b"\r\n") >= response.text.count("\n") > 0
    head, *rows = csv.reader(io.StringIO(response.data.decode("utf-8-sig")))
    return head, rows


@pytest.mark.parametrize(
    "query", ["q=区", "q=再掲&kind=Project", "q=協働&sort=place", "q=無い言葉"]
)
def test_a_file_holds_all_hits_in_their_order(client: FlaskClient, app: Flask, query: str) -> None:
    site: Site = app.extensions["site"]
    with app.test_request_context(f"/search?{query}"):
        from web.pages.search import read_asked

        hits = read_asked().find(limit=10_000).hits
    assert site.index
    _, rows = read_csv(client, f"/search.csv?{query}")
    assert [row[-1] for row in rows] == [hit.iri for hit in hits]
    told = client.get(f"/search.json?{query}").get_json()["hits"]
    assert [one["iri"] for one in told] == [hit.iri for hit in hits]


def test_a_row_says_its_document_edition_line_words_and_address(client: FlaskClient) -> None:
    head, rows = read_csv(client, "/search.csv?q=再掲&kind=Project")
    assert head == [
        "種類",
        "名前",
        "自治体",
        "見つかった欄",
        "見つかった文",
        "このサイトのページ",
        "文書",
        "版",
        "行・ページ",
        "原文",
        "原文のアドレス",
        "固定リンク",
    ]
    assert rows
    for row in rows:
        assert all(row), row
        assert row[5].startswith("http://")
        assert row[10].startswith("http://")
        assert row[11].startswith(ID)
        assert "行" in row[8]
        assert "再掲" in row[4]


def test_a_workbook_has_the_same_rows_a_header_widths_filters_and_no_formula(
    client: FlaskClient,
) -> None:
    head, rows = read_csv(client, "/search.csv?q=区")
    book = load_workbook(io.BytesIO(client.get("/search.xlsx?q=区").data))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    cells = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == head
    assert [row[-1] for row in cells[1:]] == [row[-1] for row in rows]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_more_than_fits_is_told_in_the_last_row(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_files, "LIMIT", 5)
    total = client.get("/search.json?q=区").get_json()["total"]
    _, rows = read_csv(client, "/search.csv?q=区")
    assert len(rows) == 6
    assert f"{total - 5}" in rows[-1][1]
    assert "/search?q=" in rows[-1][-1]


def test_another_suffix_and_a_bad_choice_are_no_faults_of_ours(client: FlaskClient) -> None:
    assert client.get("/search.pdf?q=区").status_code == 404
    assert client.get("/search.csv?q=区&mark=x").status_code == 400
    assert client.get("/en/search.xlsx?q=zzz").status_code == 200

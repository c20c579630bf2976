"""Lists of what is named, the pages of named things, filters, and the figures as a file."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from kg.names import ID
from kg.questions.article import find_ordinances
from tests.questions.small_graph import ORDINANCE, ROAD
from tests.questions.small_named import COUNCIL, DOCUMENT, NEW, OLD, RULE
from tests.web.reading import read_page
from web.sheets import make_csv, make_plain


def path(iri: str) -> str:
    return f"/page/{iri.removeprefix(ID)}"


def test_the_menu_leads_to_every_list(small: FlaskClient) -> None:
    links = read_page(small, "/").links
    assert {"/instruments", "/statistics", "/events", "/names"} <= set(links)


def test_years_of_a_series_stand_side_by_side(small: FlaskClient) -> None:
    html = small.get("/statistics").text
    series = html.split('class="stack series"')[1].split("</table>")[0]
    assert series.index("2008年度") < series.index("2009年度") < series.index("10事例")
    page = read_page(small, "/statistics")
    assert "500万円" in page.main
    assert "概数" in page.main
    assert "各区" in page.main


def test_held_and_planned_are_apart_and_planned_is_not_said_to_be_held(small: FlaskClient) -> None:
    held, planned = small.get("/events").text.split('id="planned"')
    assert "第2回みち会議" in held
    assert "みち会議を4回" not in held
    assert "みち会議を4回" in planned
    assert "その後に開かれたかどうかは" in planned


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/names?kind=facility", "この種類の記載はありません"),
        ("/names?kind=service", "この種類の記載はありません"),
    ],
)
def test_an_empty_list_says_so_in_words(small: FlaskClient, address: str, words: str) -> None:
    assert words in read_page(small, address).main


def test_renamings_say_old_new_year_and_source(small: FlaskClient) -> None:
    main = read_page(small, "/names?kind=renaming").main
    for words in ("旧みち事業", "新みち事業", "2008年度", "平成20年度に"):
        assert words in main


def test_a_name_of_a_chain_shows_the_whole_line_and_marks_itself(small: FlaskClient) -> None:
    html = small.get(path(NEW)).text
    chain = html.split('<ol class="chain">')[1].split("</ol>")[0]
    assert chain.count("<li") == 3
    assert chain.index("旧みち事業") < chain.index("新みち事業") < chain.index("次みち事業")
    assert chain.count("aria-current") == 1
    assert "本文に名前が出てくるだけ" in read_page(small, path(OLD)).main


def test_an_instrument_shows_its_date_its_figures_and_the_lines_that_name_it(
    small: FlaskClient,
) -> None:
    page = read_page(small, path(RULE))
    for words in ("指針", "2008年2月", "10事例", "まちをつくる", "に基づく。"):
        assert words in page.main
    assert "<mark>みちの指針(平成20年2月策定)</mark>" in small.get(path(RULE)).text


def test_a_body_shows_its_terms_and_events(small: FlaskClient) -> None:
    main = read_page(small, path(COUNCIL)).main
    for words in ("期ごとの組織", "第2期みち会議", "2009年1月", "予定", "4回"):
        assert words in main


def test_an_article_groups_what_implements_it_and_says_who_runs_it(small: FlaskClient) -> None:
    page = read_page(small, path(f"{ORDINANCE}/art_30"))
    assert {f"stated-{kind}" for kind in ("instrument", "project", "body", "event")} <= set(
        page.ids
    )
    assert "資料に記載なし" in page.main
    assert "同じ名前の「規範」が別にあります" in page.main
    assert "同じ名前の「事業」が別にあります" in page.main
    assert "関係する条文を挙げていません" in page.main


def test_opinions_stand_on_the_page_of_their_node_and_say_when_they_are_cut(
    small: FlaskClient,
) -> None:
    main = read_page(small, path(f"{DOCUMENT}/node/1")).main
    assert "みちはよい。" in main
    assert main.count("途中で切れています") == 1
    assert "途中で切れています" in read_page(small, path(f"{DOCUMENT}/opinion/1")).main
    assert "途中で切れています" not in read_page(small, path(f"{DOCUMENT}/opinion/2")).main


def test_other_columns_of_a_row_stand_on_the_page_of_its_project(small: FlaskClient) -> None:
    main = read_page(small, path(ROAD)).main
    assert main.index("そのほかの欄") < main.index("対象者") < main.index("市民")


def test_a_filter_keeps_what_the_document_names_and_can_be_removed(
    client: FlaskClient, app: Flask
) -> None:
    site = app.extensions["site"]
    for document in site.documents:
        value = document.iri.removeprefix(ID).replace("/document/", "/")
        page = read_page(client, f"/instruments?document={value}")
        wanted = [
            one for one in site.instruments if document.iri in {d.iri for d in one.entry.documents}
        ]
        assert f"{len(wanted)}件あります" in page.main or not wanted
        assert "絞り込みをやめる" in page.main


@pytest.mark.parametrize(
    "address",
    [
        "/instruments?municipality=1",
        "/instruments?sort=x",
        "/statistics?document=x",
        "/statistics.csv?document=x",
        "/events?municipality=x",
        "/names?kind=x",
    ],
)
def test_what_cannot_be_chosen_is_refused_in_words(small: FlaskClient, address: str) -> None:
    assert "選び直してください" in read_page(small, address, 400).main


def read_rows(client: FlaskClient, address: str) -> list[list[str]]:
    response = client.get(address)
    assert response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]
    data = response.data.decode("utf-8")
    assert data.startswith("\ufeff")
    assert data.count("\n") == data.count("\r\n")
    return list(csv.reader(io.StringIO(data[1:], newline="")))


def test_the_file_holds_every_figure_with_its_line(client: FlaskClient, app: Flask) -> None:
    header, *rows = read_rows(client, "/statistics.csv")
    statistics = app.extensions["site"].statistics
    assert len(rows) == len(statistics)
    assert {row[-1] for row in rows} == {one.iri for one in statistics}
    for row in rows:
        assert len(row) == len(header)
        assert all(row[place] for place in (0, 1, 3, 4, 12, 13, 14))
    english, *_ = read_rows(client, "/en/statistics.csv")
    assert english[1] == "Indicator"


@given(value=st.text(max_size=20))
def test_no_cell_of_a_file_is_a_formula(value: str) -> None:
    plain = make_plain(value)
    assert plain.removeprefix("'") == value.removeprefix("'")
    assert not plain.lstrip(" \t\r\n\u3000").startswith(("=", "+", "@", "＝", "＋", "＠"))


@pytest.mark.parametrize("value", ["=1+1", " =1", "\t=1", "＝1", "-x", "@a", "+1", "\u202e=1"])
def test_what_looks_like_a_formula_is_disarmed(value: str) -> None:
    assert make_plain(value) == f"'{value}"
    assert make_plain("-5") == "-5"
    assert make_csv(["a"], [[value]]).startswith("\ufeffa\r\n")


def test_an_ordinance_that_is_only_named_is_shown_as_an_instrument(
    client: FlaskClient, app: Flask
) -> None:
    for one in find_ordinances(app.extensions["site"].store):
        page = read_page(client, path(one.iri))
        assert ("目次" in page.main) == (one.articles > 0), one.label
        assert "この名前が出てくる箇所" in page.main
        assert (path(one.iri) in read_page(client, "/ordinances").links) == (one.articles > 0)


def test_what_implements_an_article_can_be_handed_over_with_its_runners_and_proof(
    small: FlaskClient,
) -> None:
    article = f"{ORDINANCE.removeprefix(ID)}/art_1"
    file = f"/implementers/{article}"
    assert file in read_page(small, f"/page/{article}").links
    header, *rows = read_rows(small, file)
    assert header[:4] == ["条文", "種類", "名称", "担当"]
    assert len(rows) >= 2
    for row in rows:
        assert len(row) == len(header)
        told = dict(zip(header, row, strict=True))
        assert told["条文"].endswith("第1条")
        assert told["原文"].startswith("「")
        assert told["固定リンク"].startswith(ID)
    projects = [row for row in rows if row[1] == "事業"]
    assert len(projects) >= 2
    assert all(row[3] for row in projects)


def test_a_file_of_no_article_is_not_found(small: FlaskClient) -> None:
    assert small.get("/implementers/141305/instrument/x").status_code == 404

"""再掲 beside its original: what differs is marked, told in words, and handed on as files."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from kg.names import ID
from kg.questions.drift import DriftState
from kg.questions.reappearances import Choice, Reappearance, filter_reappearances
from tests.questions.small_repeats import TALK, listing, write_repeats_data
from tests.web.reading import make_test_app, read_page
from web.links import Links


@pytest.fixture(scope="module")
def repeating(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return make_test_app(write_repeats_data(tmp_path_factory.mktemp("repeats"))).test_client()


#: As a plan prints it, with what must stay text.
POINTER = "前出 （２）①：P.59 <b>&"


@pytest.fixture(scope="module")
def pointing(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The same with a row that says where its original stands."""
    folder = write_repeats_data(tmp_path_factory.mktemp("pointing"))
    graph = next(
        one for one in folder.ttl.rglob("*.ttl") if listing(70) in one.read_text(encoding="utf-8")
    )
    with graph.open("a", encoding="utf-8") as more:
        more.write(f'<{listing(70)}> mpo:pointer "{POINTER}" .\n')
    return make_test_app(folder).test_client()


@pytest.fixture
def rows(app: Flask) -> tuple[Reappearance, ...]:
    found: tuple[Reappearance, ...] = app.extensions["site"].reappearances
    return found


@pytest.mark.parametrize("choice", Choice)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_state_shows_its_rows_and_no_others(
    client: FlaskClient, rows: tuple[Reappearance, ...], choice: Choice, language: str
) -> None:
    chosen = filter_reappearances(rows, choice)
    links = Links(language)
    shown: list[str] = []
    for number in range(1, max(1, -(-len(chosen) // 10)) + 1):
        shown += read_page(client, links.reappearances(choice, number)).links
    for row in rows:
        anchor = f"#listing-{row.appearance.iri.rsplit('/', 1)[-1]}"
        told = any(link.endswith(anchor) for link in shown)
        if row in chosen:
            assert told
        elif choice is not Choice.FOUND:
            originals = {one.original.iri for one in chosen if one.original}
            assert not told or row.appearance.iri in originals


def test_what_differs_is_marked_also_without_colours(repeating: FlaskClient) -> None:
    html = repeating.get("/reappearances?state=drifted").text
    assert '<del><span aria-hidden="true">［−</span>' in html
    assert '<span class="visually-hidden" lang="ja">削除：</span>' in html
    assert '<ins><span aria-hidden="true">［＋</span>' in html
    page = read_page(repeating, "/reappearances")
    assert "名称は一致、説明が異なる" in page.main
    english = read_page(repeating, "/en/reappearances")
    assert "Name: the same; description: different" in english.main
    assert "deleted: " in english.main


def test_moved_columns_are_told_in_words(
    client: FlaskClient, rows: tuple[Reappearance, ...]
) -> None:
    drift = next(row.drift for row in rows if row.drift and row.drift.shift)
    page = read_page(client, "/reappearances?state=drifted")
    assert drift.summary_ja in page.main
    assert "右へ1列" in page.main
    english = read_page(client, "/en/reappearances?state=drifted")
    assert drift.summary_en in english.main
    assert "1 column to the right" in english.main


def test_the_page_of_a_project_tells_how_its_rows_differ(
    client: FlaskClient, repeating: FlaskClient, rows: tuple[Reappearance, ...]
) -> None:
    row = next(row for row in rows if row.drift and row.drift.state is DriftState.DRIFTED)
    page = read_page(client, f"/page/{row.appearance.project.iri.removeprefix(ID)}")
    assert "differences" in page.ids
    assert row.drift is not None
    assert row.drift.summary_ja in page.main
    page = read_page(repeating, f"/en/page/{TALK.removeprefix(ID)}")
    assert "How the appearances differ" in page.main


def test_the_excel_file_holds_every_row_with_its_document_lines_and_address(
    client: FlaskClient, rows: tuple[Reappearance, ...]
) -> None:
    response = client.get("/reappearances.xlsx")
    assert response.content_type.endswith("spreadsheetml.sheet")
    assert "reappearances.xlsx" in response.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(response.data))
    assert book.sheetnames == ["再掲の一覧", "欄ごとの比較"]
    whole, fields = book.worksheets
    told = [[cell.value for cell in row] for row in whole.iter_rows(min_row=2)]
    assert len(told) == len(rows)
    for values, row in zip(told, rows, strict=True):
        assert row.appearance.iri in values
        assert row.appearance.document.label in values
        assert f"{row.appearance.evidence[0].first_line}行目" in str(values)
        if row.original is not None:
            assert row.original.iri in values
    compared = [row.drift for row in rows if row.drift]
    assert fields.max_row - 1 == sum(len(one.fields) for one in compared)
    english = load_workbook(io.BytesIO(client.get("/en/reappearances.xlsx").data))
    assert english.sheetnames == ["Reappearances", "Column by column"]


def test_the_excel_file_marks_differences_in_words(repeating: FlaskClient) -> None:
    book = load_workbook(io.BytesIO(repeating.get("/reappearances.xlsx?state=drifted").data))
    texts = [str(cell.value) for row in book["欄ごとの比較"].iter_rows() for cell in row]
    assert any("【削除：" in text for text in texts)
    assert any("【追加：" in text for text in texts)


def test_the_json_file_holds_the_same_rows(
    client: FlaskClient, rows: tuple[Reappearance, ...]
) -> None:
    for choice in (None, *Choice):
        response = client.get(Links("ja").reappearances_file("json", choice or ""))
        assert response.mimetype == "application/json"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        told = response.get_json()
        chosen = filter_reappearances(rows, choice)
        assert [one["appearance"]["iri"] for one in told["reappearances"]] == [
            row.appearance.iri for row in chosen
        ]
        for one, row in zip(told["reappearances"], chosen, strict=True):
            assert one["appearance"]["document"]["title"] == row.appearance.document.label
            proof = one["appearance"]["evidence"][0]
            assert proof["firstLine"] == row.appearance.evidence[0].first_line
            assert (one["drift"] is None) == (row.drift is None)
            if row.drift is not None:
                assert one["drift"]["shift"] == row.drift.shift
                for field in one["drift"]["fields"]:
                    left = "".join(piece["left"] for piece in field["segments"])
                    assert left == (field["left"] or "")
    assert told["version"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("", "再掲の指す先:"), ("/en", "It says that the original stands at:")],
)
def test_where_a_row_says_that_its_original_stands_is_shown_with_it(
    pointing: FlaskClient, repeating: FlaskClient, language: str, words: str
) -> None:
    code, _, name = TALK.removeprefix(ID).partition("/project/")
    places = (
        f"/page/{code}/project/{name}",
        "/reappearances",
        f"/page/{code}/document/plan-{code}/node/1",
    )
    for place in places:
        page = read_page(pointing, language + place)
        assert " ".join(f"{words} 「{POINTER}」".split()) in " ".join(page.main.split()), place
        assert page.main.count(POINTER) == 1, place
        assert words not in read_page(repeating, language + place).main
        quoted = pointing.get(language + place).text
        assert "<b>&" not in quoted
        assert ('lang="ja">「前出' in quoted) == bool(language)


def test_where_a_row_points_stands_in_its_files_and_in_the_api(pointing: FlaskClient) -> None:
    document = "990001/document/plan-990001"
    header, *rows = csv.reader(
        io.StringIO(pointing.get(f"/tables/rows/{document}.csv").data.decode("utf-8-sig"))
    )
    at = header.index("再掲の指す先")
    assert [row[at] for row in rows if row[at]] == [POINTER]
    told = pointing.get("/reappearances.json").get_json()["reappearances"]
    assert [one["appearance"]["pointer"] for one in told] == [POINTER]
    answer = pointing.get("/api/v1/reappearances").get_json()["items"]
    assert [one["appearance"]["pointer"] for one in answer] == [POINTER]

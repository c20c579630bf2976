"""What a person should look at: every finding with its place, counted, narrowed, taken along."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from kg.documents.folder import DataFolder
from kg.names import ID
from kg.quality.finding import QualityFinding
from kg.quality.kept import keep_run, name_run
from kg.questions.gaps import GapKind
from kg.questions.quality_words import WORDS, IssueKind
from tests.questions.conftest import REAL
from tests.questions.small_graph import DOCUMENT, write_small_data
from tests.web.reading import make_test_app, read_page
from web.checks import CheckState
from web.quality import find_documents, make_body_value
from web.site import Site


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The small site with the findings of checks kept beside it."""
    monkeypatch.setenv("KG_VAR", str(tmp_path / "var"))
    folder = write_small_data(tmp_path / "root")
    app = make_test_app(folder)
    file = next(folder.sources.rglob("*.txt"))
    found = [
        QualityFinding(
            "unplaced", "warning", f"{file}:3", "道が古い。", "当てはまりません", "fits nothing",
            "レイアウトを直してください。", "Mend the layout.",
        ),
        QualityFinding("evidence-exact", "fault", f"{file}:1", f"{DOCUMENT}/passage/0-1",
                       "引用が違います", "misquoted", "作り直してください。", "Build again."),
    ]  # fmt: skip
    keep_run(name_run(folder, app.extensions["site"].version), folder, found, 1.5)
    return app


def test_the_findings_of_the_graph_are_those_of_the_gaps(site: Site) -> None:
    kinds = {
        GapKind.ARTICLE: IssueKind.ARTICLE,
        GapKind.BODY: IssueKind.RUNNER,
        GapKind.ORIGINAL: IssueKind.ORIGINAL,
    }
    for gap, issue in kinds.items():
        told = {one.thing.iri for one in site.issues if one.kind is issue and one.thing}
        assert told == {one.thing.iri for one in site.gaps if one.kind is gap}


def test_doubtful_parents_and_repeats_wait_for_a_decision_once(site: Site) -> None:
    pairs = [
        frozenset({one.thing.iri, one.detail[0]})
        for one in site.issues
        if one.kind is IssueKind.DUPLICATE and one.thing
    ]
    assert pairs
    assert len(pairs) == len(set(pairs))
    assert any(one.kind is IssueKind.PARENT for one in site.issues)
    assert all(one.link for one in site.issues if one.kind is IssueKind.PARENT)


def test_every_finding_with_a_line_leads_to_it(client: FlaskClient, site: Site) -> None:
    page = read_page(client, "/quality?kind=parent")
    for one in site.issues:
        if one.kind is IssueKind.PARENT:
            assert one.spot is not None
            document = one.spot.document.removeprefix(ID)
            link = f"/text/{document}?passage={one.spot.start}-{one.spot.end}#passage"
            assert link in page.links
            assert one.detail[0] in page.main


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_kind_says_why_it_matters_and_what_to_do(
    client: FlaskClient, site: Site, language: str
) -> None:
    for kind in {one.kind for one in site.issues}:
        main = read_page(client, f"{language}/quality?kind={kind}").main
        for words in (WORDS[kind].title, WORDS[kind].why, WORDS[kind].fix):
            assert words[language == "/en"] in main


def test_facets_count_what_they_lead_to(client: FlaskClient, site: Site) -> None:
    counts = Counter(one.kind for one in site.issues)
    main = read_page(client, "/quality").main
    for kind, number in counts.items():
        if kind is not IssueKind.READING:
            assert f"{WORDS[kind].title[0]} {number}" in main
            found = client.get(f"/quality.json?kind={kind}").get_json(force=True)["findings"]
            assert len(found) == number


def test_a_document_and_a_body_have_lists_of_their_own(client: FlaskClient, site: Site) -> None:
    for document in site.documents:
        value = document.iri.removeprefix(ID).replace("/document/", "/")
        found = client.get(f"/quality.json?document={value}").get_json(force=True)["findings"]
        told = [one for one in site.issues if value in find_documents(one)]
        assert len(found) >= len(told) > 0
        assert document.title in read_page(client, f"/quality?document={value}").main
    bodies = {body.iri: body.label for one in site.issues for body in one.bodies}
    assert bodies
    for iri, label in list(bodies.items())[:5]:
        query = {"body": make_body_value(iri)}
        found = client.get("/quality.json", query_string=query).get_json(force=True)["findings"]
        assert found
        assert all(label in one["bodies"] for one in found)


def test_the_files_carry_title_edition_line_and_address(client: FlaskClient, site: Site) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/quality.csv").data.decode("utf-8-sig"))))
    head, lines = rows[0], rows[1:]
    assert {"文書", "版（発行の日）", "行", "入手先", "すること", "固定リンク"} <= set(head)
    assert len(lines) >= len(site.issues)
    at = head.index("行")
    assert sum(bool(line[at]) for line in lines) > len(lines) / 2
    book = load_workbook(io.BytesIO(client.get("/quality.xlsx").data))
    assert book.active is not None
    assert book.active.max_row == len(rows)


@pytest.mark.parametrize(
    "asked", ["kind=x", "document=x", "municipality=x", "body=x", "page=x", "page=0"]
)
def test_what_cannot_be_chosen_is_refused_in_words(client: FlaskClient, asked: str) -> None:
    for suffix in ("", ".csv") if not asked.startswith("page") else ("",):
        response = client.get(f"/quality{suffix}?{asked}")
        assert response.status_code == 400
    assert client.get("/quality?page=999").status_code == 404


def test_the_pages_of_the_list_hold_everything_once(client: FlaskClient) -> None:
    shown = 0
    page = 1
    while (response := client.get(f"/quality?kind=runner&page={page}")).status_code == 200:
        shown += response.text.count('<th scope="row">')
        page += 1
    found = client.get("/quality.json?kind=runner").get_json(force=True)["findings"]
    assert page > 2
    assert shown == len(found)


def test_what_the_checks_found_stands_at_its_line_with_its_mend(checked: Flask) -> None:
    page = read_page(checked.test_client(), "/quality")
    for words in ("当てはまりません", "道が古い。", "レイアウトを直してください", "引用が違います"):
        assert words in page.main
    assert "1.5秒" in page.main
    assert page.main.index("引用が違います") < page.main.index("当てはまりません")
    kinds = {IssueKind.EVIDENCE, IssueKind.READING}
    for kind in kinds:
        assert f"kind-{kind}" in page.ids
    english = read_page(checked.test_client(), "/en/quality?kind=reading").main
    assert "Mend the layout." in english


def test_while_the_checks_run_the_page_says_so_and_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_VAR", str(tmp_path / "var"))
    folder = write_small_data(tmp_path / "root")
    manifest = folder.sources / "documents.toml"
    told = manifest.read_text(encoding="utf-8")
    manifest.write_text(told.replace("none-of-ours", "chapter-of-measures"), encoding="utf-8")
    app = make_test_app(folder)
    response = app.test_client().get("/quality")
    assert "いま行っています" in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
    checks = app.extensions["checks"]
    checks.wait()
    state, run = checks.get()
    assert state is CheckState.MADE
    assert run is not None
    after = app.test_client().get("/quality")
    assert "いま行っています" not in after.text
    assert "ETag" in after.headers


def test_checks_that_cannot_be_made_are_told_and_not_tried_again_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_VAR", str(tmp_path / "var"))
    app = make_test_app(write_small_data(tmp_path / "root", with_sources=False))
    app.test_client().get("/quality")
    app.extensions["checks"].wait()
    assert app.extensions["checks"].get() == (CheckState.FAILED, None)
    assert "終えられませんでした" in app.test_client().get("/quality").text


def test_a_large_graph_is_not_checked_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_VAR", str(tmp_path / "var"))
    monkeypatch.setattr("web.checks.LARGEST", 10)
    app = make_test_app(write_small_data(tmp_path / "root"))
    assert "自動では行いません" in app.test_client().get("/quality").text


def test_the_run_of_other_data_is_not_taken(checked: Flask) -> None:
    folder: DataFolder = checked.extensions["site"].folder
    assert name_run(folder, checked.extensions["site"].version).exists()
    (folder.sources / "new.txt").write_text("新しい", encoding="utf-8")
    assert not name_run(folder, checked.extensions["site"].version).exists()


def test_measured_precision_and_recall_stand_by_document_and_field(client: FlaskClient) -> None:
    from kg.quality.published import load_scores

    scores = load_scores(REAL)
    assert scores is not None
    page = read_page(client, "/about/quality")
    for document in scores.documents:
        assert f"{document.total.precision:.3f}" in page.main
        assert f"{document.total.recall:.3f}" in page.main
    for run in scores.unseen:
        assert run.ja in page.main
        assert f"{run.precision:.3f}" in page.main
    assert scores.date in page.main
    assert scores.command in page.main
    for field in scores.fields:
        assert field.name in page.main

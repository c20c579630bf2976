"""Articles with their chains, gaps and paths as pages, and the same as files."""

from __future__ import annotations

import csv
import io
import json
import re

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.names import ID
from kg.questions.implementer import Group
from kg.questions.trace_words import Status
from kg.store.terms import Iri
from tests.questions import small_trace as small
from tests.web.reading import make_test_app, read_page

PAGE = f"/page/{small.ARTICLE.removeprefix(ID)}"
FILE = f"/implementers/{small.ARTICLE.removeprefix(ID)}"


@pytest.fixture(scope="module")
def trace_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_test_app(small.write_trace_data(tmp_path_factory.mktemp("traces")))


@pytest.fixture
def site(trace_app: Flask) -> FlaskClient:
    return trace_app.test_client()


def cut(html: str, name: str) -> str:
    """The section of a page whose heading has an id."""
    return html.split(f'aria-labelledby="{name}"')[1].split("</section>")[0]


def test_a_chain_is_a_list_in_order_with_its_arrows_in_words(site: FlaskClient) -> None:
    inferred = cut(site.get(PAGE).text, "inferred")
    card = inferred.split(">乙事業</a></h4>")[1].split('<li class="traced">')[0]
    diagram = card.split('<ol class="diagram">')[1].split("</ol>")[0]
    boxes = re.findall(r'class="diagram-box[^"]*"><a [^>]*>([^<]+)</a>', diagram)
    assert boxes == ["乙事業", "指針", "ルール", "第3条"]
    # What a screen reader hears instead of the arrows.
    assert re.findall(r'visually-hidden">([^<]+)<', diagram) == [
        "「乙事業」は「指針」に基づく",
        "「指針」と「ルール」は同じもの",
        "「ルール」は「第3条」を実施する",
    ]


def test_each_step_quotes_its_proof_and_links_to_the_line(site: FlaskClient) -> None:
    inferred = cut(site.get(PAGE).text, "inferred")
    assert "<mark>乙事業は指針に基づく。</mark>" in inferred
    assert f"/text/{small.PLAN.removeprefix(ID)}?passage=" in inferred


def test_stated_inferred_and_candidates_stand_apart(site: FlaskClient) -> None:
    page = read_page(site, PAGE)
    assert {"stated", "inferred", "candidate"} <= set(page.ids)
    html = site.get(PAGE).text
    assert ">丁事業</a>" in cut(html, "candidate")
    assert ">丁事業</a>" not in cut(html, "stated") + cut(html, "inferred")
    assert "戊事業" not in page.main
    assert "己事業" not in page.main


def test_confidence_and_bodies_are_told_in_words(site: FlaskClient) -> None:
    main = read_page(site, PAGE).main
    for words in ("ほぼ確か", "たぶん", "ありうる", "候補（確かめていない）"):
        assert words in main
    assert "人が補った、出典:" in main
    assert "資料に記載なし" in main
    assert "https://example.org/page" in read_page(site, PAGE).links


def test_an_article_is_narrowed_by_status_and_year(site: FlaskClient) -> None:
    stated = site.get(f"{PAGE}?status=stated").text
    assert 'id="inferred"' not in stated
    page = read_page(site, f"{PAGE}?year=2013")
    assert "年度の分からないもの" in page.main
    assert "丙事業" in page.main
    assert "甲事業" not in page.main
    assert "絞り込みに合うものはありません" in page.main


@pytest.mark.parametrize("query", ["status=x", "year=x", "year=99999", "year=２０１１"])
def test_what_cannot_be_chosen_is_refused_in_words(site: FlaskClient, query: str) -> None:
    assert "選び直してください" in read_page(site, f"{PAGE}?{query}", 400).main
    assert "選び直してください" in read_page(site, f"{FILE}?{query}", 400).main


def test_files_are_narrowed_as_the_page_is(site: FlaskClient) -> None:
    links = read_page(site, f"{PAGE}?status=stated&year=2011").links
    for form in ("xlsx", "md", "json"):
        assert f"{FILE}?format={form}&status=stated&year=2011" in links
    told = site.get(f"{FILE}?format=json&status=stated").get_json()
    assert {one["status"] for one in told["implementers"]} == {"stated"}


def test_csv_is_for_a_spreadsheet(site: FlaskClient) -> None:
    response = site.get(FILE)
    text = response.data.decode("utf-8")
    assert text.startswith("\ufeff")
    header, *rows = csv.reader(io.StringIO(text[1:], newline=""))
    told = {row[2]: dict(zip(header, row, strict=True)) for row in rows}
    assert (
        told["乙事業"]["つながり"] == "乙事業 ─根拠とする→ 指針 ─同じもの→ ルール ─実施する→ 第3条"
    )
    assert told["甲事業"]["担当"].startswith("市民課（2011年度、人が補った")
    assert told["丙事業"]["担当"] == "資料に記載なし"
    assert text.count("\r\n") == len(rows) + 1


def test_excel_has_a_sheet_of_things_and_one_of_steps(site: FlaskClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(site.get(f"{FILE}?format=xlsx").data))
    things, steps = book.worksheets
    assert things.max_row == 11
    assert steps.max_row > things.max_row
    assert [cell.value for cell in things[1]][:3] == ["条文", "種類", "名称"]


def test_the_handout_is_markdown_in_the_pages_language(site: FlaskClient) -> None:
    response = site.get(f"/en{FILE}?format=md")
    assert response.mimetype == "text/markdown"
    assert response.text.startswith("# What implements 小市協働条例 第3条")


def test_the_page_prints_with_its_version_and_without_its_forms(site: FlaskClient) -> None:
    html = site.get(PAGE).text
    assert 'class="print-head"' in html
    css = site.get("/static/site.css").text.split("@media print {")[1]
    hidden = next(line for line in css.splitlines() if "display: none" in line)
    for name in (".site-header", ".filter", ".save", ".site-footer", ".trail"):
        assert name in hidden


def test_a_project_says_which_articles_it_reaches_and_how(site: FlaskClient) -> None:
    html = cut(site.get(f"/page/{small.SECOND.removeprefix(ID)}").text, "reaches")
    assert ">第3条</a>" in html
    assert html.count('class="diagram-box') == 4
    nothing = cut(site.get(f"/page/{small.ALONE.removeprefix(ID)}").text, "reaches")
    assert "/gaps?kind=project" in nothing


def test_gaps_are_listed_by_kind_and_municipality(site: FlaskClient) -> None:
    assert "第30条の2" in read_page(site, "/gaps").main
    assert "孤事業(再掲)" in read_page(site, "/gaps?kind=original").main
    far = read_page(site, "/gaps?municipality=990002").main
    assert "遠市協働条例" in far
    assert "小市協働条例" not in far
    assert "この種類の抜けはありません" in (
        read_page(site, "/gaps?kind=body&municipality=990002").main
    )
    for address in ("/gaps?kind=x", "/gaps?municipality=x", "/gaps.csv?kind=x"):
        assert "選び直してください" in read_page(site, address, 400).main
    assert site.get("/gaps?page=9").status_code == 404


def test_gaps_are_saved_as_csv_and_excel(site: FlaskClient) -> None:
    header, *rows = csv.reader(io.StringIO(site.get("/gaps.csv?kind=article").text[1:]))
    assert len(rows) == 4
    assert header[0] == "欠けているもの"
    book = openpyxl.load_workbook(io.BytesIO(site.get("/gaps.xlsx").data))
    assert book.worksheets[0].max_row > 5


def test_a_path_is_told_step_by_step(site: FlaskClient) -> None:
    main = read_page(site, "/paths?from=乙事業&to=第3条").main
    order = ("「乙事業」は「指針」に基づく", "同じもの", "「ルール」は「第3条」を実施する")
    places = [main.index(words) for words in order]
    assert places == sorted(places)
    assert "「乙事業は指針に基づく。」" not in main
    assert "乙事業は指針に基づく。" in main


def test_a_path_says_what_is_unclear_unknown_or_unjoined(site: FlaskClient) -> None:
    page = read_page(site, "/paths?from=事業&to=3")
    assert "「事業」はどれですか" in page.main
    assert any(link.startswith("/paths?from=https") for link in page.links)
    assert "グラフにありません" in read_page(site, "/paths?from=無い&to=3").main
    assert "つなぐものはありません" in read_page(site, "/paths?from=丁事業&to=ルール").main
    assert "二つは同じもの" in read_page(site, "/paths?from=ルール&to=ルール").main
    assert "/paths?from=" in " ".join(read_page(site, "/paths").links)


def test_english_pages_mark_the_documents_words_as_japanese(site: FlaskClient) -> None:
    html = site.get(f"/en{PAGE}").text
    assert '“<span lang="ja">乙事業</span>” is carried out according to' in html
    assert "nearly certain" in html


def test_hostile_words_stay_text_in_sentences(small: FlaskClient) -> None:
    html = small.get("/paths?from=odd&to=<script>").text
    assert "<script>" not in html


def test_from_home_two_clicks_lead_to_the_answer(client: FlaskClient) -> None:
    assert "/ordinances" in read_page(client, "/").links
    articles = [one for one in read_page(client, "/ordinances").links if "/art_32" in one]
    assert articles
    assert "つながりから導いた" in read_page(client, articles[0]).main


@pytest.mark.parametrize("typed", ["第32条", "第三十二条", "32", "３２条", "自治基本条例第32条"])
def test_one_search_leads_to_the_article(client: FlaskClient, typed: str) -> None:
    links = read_page(client, f"/search?q={typed}").links
    assert any(one.endswith("/art_32") for one in links)


def test_json_says_which_data_it_is(site: FlaskClient) -> None:
    told = json.loads(site.get(f"{FILE}?format=json").text)
    assert {"release", "digest", "date", "implementers", "article"} <= set(told)


def test_many_are_a_line_each_with_their_passages_folded_and_few_are_unfolded(
    trace_app: Flask, site: FlaskClient
) -> None:
    trace = trace_app.extensions["site"].get_trace(Iri(small.ARTICLE))
    html = site.get(PAGE).text
    entries = html.split('<li class="traced" id="link-')[1:]
    wanted = [one for one in trace.implementers if one.implementer.group is not Group.HEADING]
    assert len(entries) == len(wanted) > 4
    for entry in entries:
        head, folded = entry.split("</dl>")[0], entry.split("<details>")[1]
        assert 'class="traced-sure"' in head
        assert 'class="source' in head
        # What opens says for a screen reader of what it is.
        summary = folded.split("</summary>")[0]
        name = re.search(r"<h4[^>]*>.*<a [^>]*>([^<]+)</a>", head)
        assert name
        assert name[1] in summary
        assert "<q" in folded.split("</details>")[0]
        # One click shows all: no part opens within another.
        assert "<details" not in folded.split("</details>")[0]
    few = site.get(f"{PAGE}?status=candidate").text
    assert few.count('<li class="traced" id=') in (1, 2, 3)
    assert few.count("<details open>") >= few.count('<li class="traced" id=')


def test_an_article_counts_first_by_status_and_kind_with_a_link_to_each(
    trace_app: Flask, site: FlaskClient
) -> None:
    trace = trace_app.extensions["site"].get_trace(Iri(small.ARTICLE))
    html = site.get(PAGE).text
    told = cut(html, "summary")
    for status in Status:
        found = trace.find(status)
        assert found
        assert f'href="#{status}"' in told
        assert f"<b>{len(found)}</b>" in told.split(f'href="#{status}"')[1].split("</a>")[0]
        for group in {one.implementer.group for one in found}:
            assert f'href="#{status}-{group}"' in told
    for anchor in re.findall(r'href="#([^"]+)"', told):
        assert f'id="{anchor}"' in html
    assert html.index('id="summary"') < html.index('id="stated"')

"""Whole tasks in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.names import ID
from kg.questions.appearance import find_appearances
from kg.questions.article import get_article
from kg.questions.implementer import Group
from kg.questions.reappearances import State
from kg.questions.trace_words import Status
from kg.store.terms import Iri
from tests.browser.conftest import PHONE, open_window
from web.site import Site


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_search_to_the_line_of_the_source_that_proves_it(
    browser: Browser, address: str, site: Site, scripts: bool
) -> None:
    row = next(row for row in site.reappearances if row.original and row.appearance.cells)
    rows = find_appearances(site.store, row.appearance.project.iri)
    appearance = next(one for one in rows if one.cells)
    cell = next(cell for cell in appearance.cells if cell.text and not cell.continues)
    evidence = cell.evidence[0]
    with open_window(browser, scripts=scripts) as page:
        page.goto(f"{address}/")
        page.get_by_label("検索する言葉").fill(appearance.project.label)
        page.get_by_role("button", name="検索").click()
        page.locator(".hits a").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(appearance.project.label)
        expect(page.locator("#timeline + .table-box")).to_contain_text(cell.milestones[0])
        cells = page.locator(".timeline td", has_text=cell.milestones[0])
        cells.locator("a.source").first.click()
        hit = page.locator(".hit")
        expect(page.locator("#passage")).to_be_in_viewport()
        shown = "".join(hit.all_inner_texts())
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", evidence.quote or "")
        expect(page.locator(".notice")).to_contain_text(f"{evidence.first_line}行目")


def test_a_passage_leads_back_to_what_it_proves(page: Page, address: str, site: Site) -> None:
    row = next(row for row in site.reappearances if row.state is State.FOUND)
    evidence = row.appearance.evidence[0]
    document = (evidence.document or "").partition("/id/")[2]
    page.goto(f"{address}/text/{document}?passage={evidence.start}-{evidence.end}#passage")
    page.locator("#passage").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(row.appearance.project.label)


def test_a_reappearance_is_beside_its_original(page: Page, address: str, site: Site) -> None:
    row = next(row for row in site.reappearances if row.state is State.FOUND)
    page.goto(f"{address}/")
    page.get_by_role("link", name="再掲から").click()
    page.get_by_role("link", name=re.compile("^元の行あり")).click()
    pair = page.locator(".pair").first
    expect(pair).to_contain_text(row.appearance.printed_name)
    expect(pair.locator(".side")).to_have_count(2)
    boxes = [side.bounding_box() for side in pair.locator(".side").all()]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] < boxes[1]["x"]


def test_a_clerk_finds_a_drifted_reappearance_what_differs_and_takes_it_as_a_file(
    page: Page, address: str, site: Site
) -> None:
    row = next(row for row in site.reappearances if row.drift and row.drift.shift)
    assert row.drift is not None
    page.goto(f"{address}/")
    page.get_by_role("link", name="再掲から").click()
    page.get_by_role("link", name=re.compile("^うち違いあり")).click()
    pair = page.locator(".pair", has_text=row.drift.summary_ja)
    expect(pair).to_have_count(1)
    moved = pair.locator("tbody tr").last.locator(".chip-shifted")
    expect(moved.first).to_be_visible()
    expect(moved.first).to_contain_text("右へ1列")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel", exact=True).first.click()
    assert download.value.suggested_filename == "reappearances.xlsx"


def test_an_unknown_original_is_said_in_words(page: Page, address: str) -> None:
    page.goto(f"{address}/reappearances?state=unknown")
    expect(page.locator(".side-missing").first).to_contain_text("原本不明")
    expect(page.locator(".side-missing")).to_have_count(page.locator(".pair").count())


def test_an_article_is_three_clicks_from_home(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.get_by_role("link", name="条文から").click()
    page.locator(".contents .article a").last.click()
    expect(page.get_by_role("heading", name=re.compile("この条文を実施するもの"))).to_have_count(2)
    page.get_by_role("link", name="目次").click()
    expect(page.locator(".contents").first).to_be_visible()


def test_a_row_of_years_stays_readable_on_a_phone(
    browser: Browser, address: str, places: dict[str, str]
) -> None:
    with open_window(browser, PHONE) as page:
        page.goto(address + places["project"])
        cell = page.locator(".timeline td").first
        label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
        assert "現状" in label
        box = cell.bounding_box()
        assert box
        assert box["width"] <= PHONE


def test_a_permalink_leads_to_the_page_and_the_data_links_to_data(
    page: Page, address: str, places: dict[str, str]
) -> None:
    page.goto(address + places["project"])
    here = page.url
    heading = page.get_by_role("heading", level=1).inner_text()
    page.locator(".about-page .iri").click()
    assert unquote(page.url) == unquote(here)
    link = page.get_by_role("link", name="Turtle").get_attribute("href")
    assert link
    answer = page.request.get(address + link)
    assert answer.headers["content-type"].startswith("text/turtle")
    assert heading in answer.text()


def test_a_clerk_learns_what_implements_an_article_who_runs_it_and_where_it_says_so(
    page: Page, address: str, places: dict[str, str], site: Site
) -> None:
    answer = get_article(site.store, Iri(ID + places["article"].removeprefix("/page/")))
    project = next(one for one in answer.stated if one.group is Group.PROJECT)
    page.goto(f"{address}/")
    page.get_by_role("link", name="条文から").click()
    page.locator(f'.contents a[href="{places["article"]}"]').click()
    page.locator('.answered a[href="#stated-project"]').click()
    row = page.locator("#stated-project + .answers > .traced", has_text=project.subject.label).first
    expect(row).to_be_in_viewport()
    said = [runner.body.label for runner in project.runners] or ["資料に記載なし"]
    for words in said:
        expect(row).to_contain_text(words)
    row.locator("summary").click()
    expect(row.locator("q mark").first).to_be_visible()
    row.locator("q").first.locator("xpath=preceding-sibling::a").click()
    expect(page.locator("#passage")).to_be_in_viewport()


def test_a_clerk_follows_a_chain_to_its_sentences_and_prints_it(
    page: Page, address: str, places: dict[str, str], site: Site
) -> None:
    trace = site.get_trace(Iri(ID + places["article"].removeprefix("/page/")))
    one = trace.find(Status.INFERRED)[0]
    page.goto(f"{address}/")
    page.get_by_label("検索する言葉").fill(f"{trace.ordinance.label}{trace.number}条")
    page.get_by_role("button", name="検索").click()
    page.locator(".named-articles a").click()
    card = page.locator("#inferred ~ .traced-list .traced", has_text=one.subject.label).first
    card.locator("summary").click()
    for thing in one.chains[0].things:
        expect(card.locator(".diagram").first).to_contain_text(thing.label)
    expect(card.locator("q mark").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".print-head")).to_contain_text(site.version.digest)
    expect(page.locator("form.filter")).to_be_hidden()
    expect(card.locator(".diagram").first).to_be_visible()
    page.emulate_media(media="screen")
    card.locator(".quotes .source").first.click()
    expect(page.locator("#passage")).to_be_in_viewport()


def test_figures_are_saved_as_a_file_for_a_spreadsheet(
    page: Page, address: str, site: Site
) -> None:
    page.goto(f"{address}/statistics")
    with page.expect_download() as download:
        page.get_by_role("link", name="一覧 (CSV)").first.click()
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == len(site.statistics) + 1


def test_a_list_is_narrowed_to_a_document_without_scripts(
    browser: Browser, address: str, site: Site
) -> None:
    document = site.instruments[0].entry.documents[0]
    wanted = [one for one in site.instruments if document in one.entry.documents]
    with open_window(browser, PHONE, scripts=False) as page:
        page.goto(f"{address}/instruments")
        page.get_by_label("文書", exact=True).select_option(label=document.label)
        page.get_by_role("button", name="絞り込む").click()
        expect(page.locator("table.instruments tbody tr")).to_have_count(len(wanted))
        page.locator(".filter").get_by_role("link", name="絞り込みをやめる").click()
        expect(page.locator("table.instruments tbody tr")).to_have_count(len(site.instruments))

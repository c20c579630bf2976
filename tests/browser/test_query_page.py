"""A query typed, run, shared and opened again, with the editor and without any script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from kg.names import MPO, PREFIXES
from kg.questions.examples import find_examples
from tests.browser.conftest import NARROW, PHONE, WIDE, open_window
from web.pages import query as page_module
from web.site import Site

QUERY = (
    f"PREFIX mpo: <{MPO}>\nPREFIX skos: <{PREFIXES['skos']}>\n"
    "SELECT ?project ?name {\n  ?project a mpo:Project ; skos:prefLabel ?name\n}\n"
    "ORDER BY ?name LIMIT 4"
)


@pytest.fixture(autouse=True, scope="module")
def built() -> None:
    assert page_module.EDITOR.exists(), "make assets (make test does it)"


@pytest.fixture
def quiet(page: Page) -> Iterator[Page]:
    """A page that says nothing on its console and asks nothing of another site."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url))
    yield page
    origin = "/".join(page.url.split("/", 3)[:3])
    refused = "Failed to load resource: the server responded with a status of 4"
    assert [one for one in said if not one.startswith((f"{origin}/", refused))] == []


def open_editor(page: Page, address: str) -> None:
    page.goto(f"{address}/query")
    expect(page.locator(".CodeMirror")).to_be_visible()


def clear_editor(page: Page) -> None:
    page.locator(".CodeMirror-lines").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def read_editor(page: Page) -> str:
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert isinstance(text, str)
    return text


def read_names(page: Page) -> list[str]:
    cells = page.locator(".result tbody tr td:nth-child(2) .literal")
    expect(cells.first).to_be_visible()
    return cells.all_inner_texts()


def expect_names(site: Site) -> list[str]:
    found = site.store.select(QUERY)
    return [row["name"] for row in found.rows]


def test_a_query_is_typed_with_completions_run_and_its_address_opens_the_same(
    browser: Browser, quiet: Page, address: str, site: Site
) -> None:
    open_editor(quiet, address)
    clear_editor(quiet)
    quiet.keyboard.type("SELECT ?project ?name {\n?project a mpo:Proj", delay=10)
    hints = quiet.locator(".CodeMirror-hint")
    expect(hints.first).to_have_text("mpo:Project 事業")
    quiet.keyboard.press("Enter")
    quiet.keyboard.type(" ; prefLab", delay=10)
    expect(hints.first).to_contain_text("skos:prefLabel")
    quiet.keyboard.press("Enter")
    quiet.keyboard.type(" ?name } ORDER BY ?name LIMIT 4", delay=10)
    text = read_editor(quiet)
    assert f"PREFIX mpo: <{MPO}>" in text
    assert f"PREFIX skos: <{PREFIXES['skos']}>" in text
    quiet.keyboard.press("Control+Enter")
    assert read_names(quiet) == expect_names(site)
    assert parse_qs(urlsplit(quiet.url).query)["query"] == [text]
    expect(quiet.locator("#answer")).to_be_focused()
    for scripts in (True, False):
        with open_window(browser, scripts=scripts) as other:
            other.goto(quiet.url)
            assert read_names(other) == expect_names(site)
            assert other.locator("#query-text").input_value() == text


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_same_is_done_without_scripts(
    browser: Browser, address: str, site: Site, language: str
) -> None:
    with open_window(browser, PHONE, scripts=False) as page:
        page.goto(f"{address}{language}/query")
        page.locator("#query-text").fill(QUERY)
        page.get_by_role("button", name="Run" if language else "実行", exact=True).click()
        assert read_names(page) == expect_names(site)
        assert parse_qs(urlsplit(page.url).query)["query"] == [QUERY]
        expect(page.locator("#answer h2")).to_be_in_viewport()
        page.locator(".result a").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(expect_names(site)[0])


def test_without_the_editors_files_the_plain_form_runs_in_place(
    quiet: Page, address: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "EDITOR", Path("none"))
    quiet.goto(f"{address}/query")
    quiet.locator("#query-text").fill(QUERY)
    quiet.keyboard.press("Control+Enter")
    assert read_names(quiet) == expect_names(site)
    assert "query=PREFIX" in quiet.url
    expect(quiet.locator("#plain")).to_be_hidden()


def test_a_completion_is_found_by_its_japanese_name(quiet: Page, address: str) -> None:
    open_editor(quiet, address)
    clear_editor(quiet)
    quiet.keyboard.type("SELECT * { ?row mpo:printedName ?name ; ", delay=10)
    quiet.keyboard.insert_text("再掲")
    expect(quiet.locator(".CodeMirror-hints")).to_contain_text("mpo:isReappearance")


def test_the_editor_lets_the_keyboard_out_and_can_be_put_aside(
    quiet: Page, address: str, site: Site
) -> None:
    open_editor(quiet, address)
    quiet.locator(".CodeMirror-lines").click()
    quiet.keyboard.press("Escape")
    quiet.keyboard.press("Tab")
    expect(quiet.locator("#format")).to_be_focused()
    quiet.get_by_role("button", name="簡単な入力欄にする").click()
    area = quiet.locator("#editor ~ textarea")
    expect(area).to_be_visible()
    area.fill(QUERY)
    quiet.get_by_role("button", name="実行", exact=True).click()
    assert read_names(quiet) == expect_names(site)
    quiet.get_by_role("button", name="簡単な入力欄にする").click()
    assert read_editor(quiet) == QUERY


def test_going_back_brings_the_earlier_answer(quiet: Page, address: str) -> None:
    for query in ("ASK {}", "ASK { ?s ?p <urn:none> }"):
        quiet.goto(f"{address}/query?{urlencode({'query': 'ASK {}'})}")
        open_editor(quiet, address)
        clear_editor(quiet)
        quiet.keyboard.insert_text(query)
        quiet.keyboard.press("Control+Enter")
        expect(quiet.locator(".truth")).to_be_visible()
    quiet.go_back()
    expect(quiet.locator(".truth")).to_have_count(0)
    quiet.go_back()
    expect(quiet.locator(".truth")).to_contain_text("はい")


def test_a_fault_is_said_while_typing_and_after_running(quiet: Page, address: str) -> None:
    open_editor(quiet, address)
    clear_editor(quiet)
    quiet.keyboard.insert_text("SELECT * {\n  ?s ?p ?o .\n  ?s ) ?o\n}")
    expect(quiet.locator("#query-check")).to_have_text(
        "3行目の「)」から先は、SPARQL として読めません。"
    )
    quiet.keyboard.press("Control+Enter")
    expect(quiet.locator(".fault-place")).to_have_text("3行目の6文字目")
    expect(quiet.locator(".fault-line mark")).to_have_text(")")


def test_a_long_run_is_counted_and_can_be_stopped(quiet: Page, address: str) -> None:
    open_editor(quiet, address)
    quiet.route("**/query?query=*", lambda _route: None)
    quiet.get_by_role("button", name="実行", exact=True).click()
    expect(quiet.locator("#query-status")).to_have_text("実行しています… 1秒")
    quiet.get_by_role("button", name="中止").click()
    expect(quiet.locator("#query-status")).to_have_text("実行を中止しました。")
    expect(quiet.get_by_role("button", name="中止")).to_be_hidden()


def test_a_query_too_long_for_an_address_is_run_all_the_same(
    quiet: Page, address: str, site: Site
) -> None:
    open_editor(quiet, address)
    clear_editor(quiet)
    quiet.keyboard.insert_text(f"{QUERY} # {'長' * 2000}")
    answers: list[Response] = []
    quiet.on("response", lambda response: answers.append(response))
    quiet.keyboard.press("Control+Enter")
    assert read_names(quiet) == expect_names(site)
    assert [one.request.method for one in answers] == ["POST"]
    assert urlsplit(quiet.url).query == ""
    with quiet.expect_download() as download:
        quiet.get_by_role("button", name="TSV").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").count("\n") == 5


def test_an_answer_is_saved_as_a_file(quiet: Page, address: str, site: Site) -> None:
    quiet.goto(f"{address}/query?{urlencode({'query': QUERY})}")
    with quiet.expect_download() as download:
        quiet.get_by_role("link", name="CSV", exact=True).click()
    assert download.value.suggested_filename == "answer.csv"
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert [line.partition(",")[2] for line in lines[1:]] == expect_names(site)


def test_an_example_is_chosen_and_run(quiet: Page, address: str) -> None:
    example = find_examples()[0]
    quiet.goto(f"{address}/query")
    quiet.get_by_role("link", name=example.question_ja).click()
    expect(quiet.locator(".CodeMirror")).to_be_visible()
    assert read_editor(quiet) == example.query
    quiet.get_by_role("button", name="実行", exact=True).click()
    expect(quiet.locator(".result tbody tr").first).to_be_visible()


@pytest.mark.parametrize("width", [WIDE, PHONE, NARROW])
def test_the_page_never_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    everything = urlencode({"query": "SELECT * { ?s ?p ?o } LIMIT 50"})
    graph = urlencode({"query": "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 50"})
    with open_window(browser, width) as page:
        for place in ("/query", f"/en/query?{everything}", f"/query?{graph}", "/query?query=SELEC"):
            page.goto(address + place)
            expect(page.locator(".CodeMirror")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, place

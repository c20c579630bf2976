"""The questions of city staff, each in three steps from home: a click is one, a search is one."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from kg.questions.appearance import find_appearances
from kg.questions.reappearances import State
from tests.browser.conftest import PHONE, WIDE, open_window
from web.site import Site

#: Searches and clicks that a question may take.
MOST = 3


@dataclass
class Reader:
    """Somebody at the first page, and how many steps they have taken."""

    page: Page
    steps: int = 0

    def search(self, words: str) -> None:
        """Type into the first page's field, and Enter."""
        self.page.get_by_label("検索する言葉").fill(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(re.compile("/search"))
        self._count()

    def click(self, link: Locator) -> None:
        """Click the first of such links."""
        link.first.click()
        self._count()

    def save(self, link: Locator) -> Path:
        """The file behind the first of such links."""
        with self.page.expect_download() as download:
            self.click(link)
        return Path(download.value.path())

    def _count(self) -> None:
        self.steps += 1
        assert self.steps <= MOST


@pytest.fixture(
    params=[(WIDE, True), (WIDE, False), (PHONE, True), (PHONE, False)],
    ids=["desk", "desk without scripts", "phone", "phone without scripts"],
)
def reader(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Reader]:
    width, scripts = request.param
    with open_window(browser, width, scripts=scripts) as page:
        page.goto(f"{address}/")
        yield Reader(page)


def read_asked(page: Page) -> list[tuple[str, set[str]]]:
    """The projects and measures of an article: each name, and the lines that say so."""
    kinds = ("stated-project", "inferred-project", "inferred-node")
    rows = page.locator(", ".join(f"#{kind} + .answers > .traced" for kind in kinds))
    expect(rows.first).to_be_visible()
    return [
        (
            row.locator(".traced-name a").first.inner_text(),
            set(re.findall(r"\d+行目", row.locator(".traced-where").inner_text())),
        )
        for row in rows.all()
    ]


def test_what_implements_article_32_and_the_same_as_a_file(
    reader: Reader, places: dict[str, str]
) -> None:
    reader.search("第32条")
    reader.click(reader.page.locator(f'.named-articles a[href="{places["article"]}"]'))
    shown = read_asked(reader.page)
    file = reader.save(reader.page.get_by_role("link", name="CSV", exact=True))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        saved = list(csv.DictReader(lines))
    for name, lines_said in shown:
        rows = [row for row in saved if row["名称"] == name]
        assert rows, name
        assert lines_said <= set(re.findall(r"\d+行目", "\n".join(row["行"] for row in rows)))
        assert all(row["原文"] and row["原文の固定リンク"] for row in rows)


def test_the_workbook_says_what_the_page_says(reader: Reader, places: dict[str, str]) -> None:
    reader.search("第32条")
    reader.click(reader.page.locator(f'.named-articles a[href="{places["article"]}"]'))
    shown = {name for name, _lines in read_asked(reader.page)}
    file = reader.save(reader.page.get_by_role("link", name="Excel", exact=True))
    sheet = load_workbook(BytesIO(file.read_bytes())).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    assert shown <= {row[head.index("名称")] for row in rows}
    assert sheet.auto_filter.ref


def test_how_a_drifted_reappearance_differs_from_its_original(reader: Reader, site: Site) -> None:
    row = next(
        row
        for row in site.reappearances
        if row.state is State.FOUND and row.drift and row.drift.shift
    )
    assert row.drift is not None
    reader.click(reader.page.get_by_role("link", name="再掲から"))
    reader.click(reader.page.get_by_role("link", name=re.compile("^うち違いあり")))
    pair = reader.page.locator(".pair", has_text=row.drift.summary_ja)
    expect(pair.locator(".chip-shifted").first).to_be_visible()
    expect(pair.locator(".side")).to_have_count(2)


def test_which_ward_runs_a_project(reader: Reader) -> None:
    reader.search("冒険あそび場")
    reader.click(reader.page.locator(".hits .entry-title a"))
    wards = reader.page.locator(".brief dd", has=reader.page.locator('a[href*="/ward/"]'))
    expect(wards).to_contain_text("宮前区")
    reader.click(wards.locator(".source"))
    expect(reader.page.locator("#passage")).to_be_in_viewport()
    expect(reader.page.locator(".hit").first).to_contain_text("冒険あそび場活動支援事業")


def test_what_a_project_planned_for_2012_and_where_it_is_printed(
    reader: Reader, site: Site
) -> None:
    project, cell = next(
        (row.appearance.project, cell)
        for row in site.reappearances
        for one in find_appearances(site.store, row.appearance.project.iri)
        for cell in one.cells
        if cell.year == 2012 and cell.text and not cell.continues
    )
    proof = cell.evidence[0]
    reader.search(project.label)
    reader.click(
        reader.page.locator(".hits .entry-title a", has_text=re.compile(f"^{project.label}$"))
    )
    said = reader.page.locator('.timeline td[data-label="2012年度"]', has_text=cell.milestones[0])
    reader.click(said.first.locator("a.source"))
    expect(reader.page.locator("#passage")).to_be_in_viewport()
    marked = "".join(reader.page.locator(".hit").all_inner_texts())
    assert re.sub(r"[\s*]", "", proof.quote or "") in re.sub(r"[\s*]", "", marked)
    expect(reader.page.locator(".notice")).to_contain_text(f"{proof.first_line}行目")


def test_the_language_is_switched_anywhere_and_back(
    browser: Browser, address: str, shown: dict[str, str]
) -> None:
    """The page and its parameters stay, and both say what language they are in."""
    wrong: list[str] = []
    with open_window(browser) as page:
        for name, place in shown.items():
            page.goto(address + place)
            before = unquote(page.url.partition("#")[0])
            page.locator("a.switch").click()
            path = urlsplit(before).path
            other = unquote(page.url.partition("#")[0])
            english = page.locator("html").get_attribute("lang") == "en"
            page.locator("a.switch").click()
            after = unquote(page.url.partition("#")[0])
            if not english or after != before:
                wrong.append(f"{name}: {before} became {other}, then {after}")
            if other != before.replace(f"{address}{path}", f"{address}/en{path}", 1):
                wrong.append(f"{name}: {before} became {other}")
    assert not wrong, "\n".join(wrong)

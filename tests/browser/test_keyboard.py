"""The keyboard alone: few stops before the main part, each of them seen, no way without an end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE, WIDE, open_window
from tests.browser.look import look
from web.site import Site

#: Stops before the main part that a reader must not have to pass.
MOST_BEFORE = 30
#: More stops than any page has.
MOST = 3_000
#: Links and buttons of a page that is walked at one width only.
LONG = 150


@dataclass
class Walk:
    """What somebody meets who presses Tab until the page ends."""

    before: int | None = None
    stops: int = 0
    ended: bool = False
    footer: bool = False
    faults: dict[str, str] = field(default_factory=dict)


def walk(page: Page) -> Walk:
    """From the start of a page to its end; an editor is left by Escape, as it says."""
    done = Walk()
    while done.stops < MOST and not done.ended:
        page.keyboard.press("Tab")
        stop = look(page, "focus")
        if stop is None:
            done.ended = True
            continue
        if stop["inEditor"]:
            page.keyboard.press("Escape")
        if stop["inMain"] and done.before is None:
            done.before = done.stops
        done.stops += 1
        done.footer |= stop["inFooter"]
        for fault in stop["faults"]:
            done.faults.setdefault(fault, stop["name"])
    return done


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_stop_is_seen_and_the_page_is_walked_to_its_end(
    browser: Browser, address: str, places: dict[str, str], width: int
) -> None:
    found: list[str] = []
    walked: set[str] = set()
    with open_window(browser, width) as page:
        for name, place in places.items():
            page.goto(address + place)
            # A long page is walked once: at the other width, and in other states, its stops are
            # of the same kinds.
            kind = place.partition("?")[0]
            if page.locator("a, button, summary").count() > LONG:
                if width == PHONE or kind in walked:
                    continue
                walked.add(kind)
            done = walk(page)
            found += [f"{name} {place}: {fault} of {stop}" for fault, stop in done.faults.items()]
            if not done.ended or not done.footer:
                found.append(f"{name} {place}: {done.stops} stops do not lead out of the page")
            if done.before is None or done.before > MOST_BEFORE:
                found.append(f"{name} {place}: {done.before} stops before the main part")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["", "/en"], ids=["ja", "en"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_first_stop_skips_to_the_main_part(
    browser: Browser, address: str, places: dict[str, str], width: int, language: str
) -> None:
    with open_window(browser, width) as page:
        for place in places.values():
            page.goto(address + language + place)
            page.keyboard.press("Tab")
            first = page.locator("a.skip")
            expect(first).to_be_focused()
            expect(first).to_be_in_viewport()
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.id") == "main"


def go_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is on it."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if wanted.evaluate_all("all => all.includes(document.activeElement)"):
            return
    pytest.fail(f"Tab does not lead to {wanted}")


def skip_to_main(page: Page) -> None:
    """By the skip link, as everybody does who uses the keyboard."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_article_is_searched_opened_and_saved_by_the_keyboard_alone(
    browser: Browser, address: str, places: dict[str, str], scripts: bool
) -> None:
    with open_window(browser, scripts=scripts) as page:
        page.goto(f"{address}/")
        go_to(page, page.get_by_label("検索する言葉"))
        page.keyboard.insert_text("第32条")
        page.keyboard.press("Enter")
        expect(page.locator(".named-articles")).to_be_visible()
        skip_to_main(page)
        go_to(page, page.locator(f'.named-articles a[href="{places["article"]}"]'))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("第32条")
        skip_to_main(page)
        go_to(page, page.get_by_role("link", name="Excel", exact=True).first)
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        sheet = load_workbook(BytesIO(Path(download.value.path()).read_bytes())).worksheets[0]
        assert sheet.max_row > 1


def test_a_drifted_reappearance_is_found_by_the_keyboard_alone(
    page: Page, address: str, site: Site
) -> None:
    row = next(row for row in site.reappearances if row.drift and row.drift.shift)
    assert row.drift is not None
    page.goto(f"{address}/")
    go_to(page, page.get_by_role("link", name="再掲から"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("再掲の一覧")
    skip_to_main(page)
    go_to(page, page.get_by_role("link", name=re.compile("^うち違いあり")))
    page.keyboard.press("Enter")
    pair = page.locator(".pair", has_text=row.drift.summary_ja).first
    expect(pair).to_be_visible()
    skip_to_main(page)
    go_to(page, pair.get_by_role("link", name=row.appearance.printed_name).first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(row.appearance.project.label)

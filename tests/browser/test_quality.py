"""What holds on every kind of page: width, keyboard, focus, targets, and no request outside."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NARROW, PHONE, WIDE, open_window

_NOT_LOADED = "Failed to load resource: the server responded with a status of 404"
_SMALL = """
    alone => [...document.querySelectorAll(alone)]
      .map(target => [target, target.getBoundingClientRect()])
      .filter(([, box]) => box.width && Math.min(box.width, box.height) < 24)
      .map(([target, box]) => `${target.innerText} ${box.width}x${box.height}`)
"""


@pytest.mark.parametrize("width", [WIDE, PHONE, NARROW])
def test_no_page_scrolls_sideways(
    browser: Browser, address: str, places: dict[str, str], width: int
) -> None:
    wide: list[str] = []
    with open_window(browser, width) as page:
        for language in ("", "/en"):
            for name, place in places.items():
                page.goto(address + language + place)
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wide.append(f"{language} {name}")
    assert wide == []


def test_nothing_is_asked_of_another_site_and_nothing_is_blocked(
    page: Page, address: str, places: dict[str, str]
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for place in places.values():
        page.goto(address + place)
    assert asked
    assert [url for url in asked if not url.startswith(f"{address}/")] == []
    assert [text for text in said if not text.startswith(_NOT_LOADED)] == []


def test_the_first_stop_of_the_keyboard_skips_to_the_main_part(
    page: Page, address: str, places: dict[str, str]
) -> None:
    for place in places.values():
        page.goto(address + place)
        page.keyboard.press("Tab")
        first = page.get_by_role("link", name="本文へ移動")
        expect(first).to_be_focused()
        expect(first).to_be_in_viewport()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_few_stops_lie_before_the_main_part(page: Page, address: str) -> None:
    page.goto(f"{address}/documents")
    for stop in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.querySelector('main').contains(document.activeElement)"):
            assert stop < 20
            return
    pytest.fail("30 stops did not reach the main part")


def test_the_focus_is_seen(page: Page, address: str, places: dict[str, str]) -> None:
    page.goto(address + places["project"])
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const style = getComputedStyle(document.activeElement);"
            " return [style.outlineStyle, parseFloat(style.outlineWidth)]; })()"
        )
        assert style[0] == "solid"
        assert style[1] >= 2


def test_what_is_clicked_is_large_enough(
    browser: Browser, address: str, places: dict[str, str]
) -> None:
    small: list[str] = []
    alone = "button, summary, .site-nav a, .switch, .brand, .facets a, .pager a, .button, .source"
    with open_window(browser, PHONE) as page:
        for name, place in places.items():
            page.goto(address + place)
            small += [f"{name}: {target}" for target in page.evaluate(_SMALL, alone)]
    assert small == []


def test_paper_leaves_out_what_cannot_be_used_on_it(
    page: Page, address: str, places: dict[str, str]
) -> None:
    page.goto(address + places["project"])
    page.emulate_media(media="print")
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".about-page")).to_be_visible()


def test_every_page_names_itself_and_its_parts(
    page: Page, address: str, places: dict[str, str]
) -> None:
    titles: dict[str, str] = {}
    for name, place in places.items():
        page.goto(address + place)
        assert page.title() not in titles.values(), name
        titles[name] = page.title()
        assert page.get_by_role("main").count() == 1
        assert page.get_by_role("heading", level=1).count() == 1
        levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])"
        )
        assert all(below - above <= 1 for above, below in pairwise(levels))

"""Small windows, large text and a reader's own spacing: nothing is cut, hidden or sideways."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import NARROW, PHONE, WIDE, choose, open_window
from tests.browser.look import LARGE, SPACING, add_style, look


@dataclass(frozen=True)
class Window:
    """How a reader has set their browser: size in px of the page, zoom, and their own style."""

    width: int
    height: int = 900
    zoom: float = 1
    style: str = ""


#: 1,280 by 1,024 is what WCAG counts from: 1.4.4 and 1.4.10 zoom it to 200 and 400 %.
WINDOWS = {
    "on a desk": Window(WIDE),
    "on a phone": Window(PHONE),
    "zoomed to 200 %": Window(WIDE // 2, 512, 2),
    "zoomed to 400 %, 320 px": Window(NARROW, 256, 4),
    "text at 200 %": Window(WIDE, style=LARGE),
    "spaced on a desk": Window(WIDE, style=SPACING),
    "spaced on a phone": Window(PHONE, style=SPACING),
}


@pytest.mark.parametrize("language", ["", "/en"], ids=["ja", "en"])
def test_all_can_be_read_without_scrolling_sideways(
    browser: Browser, address: str, places: dict[str, str], states: dict[str, str], language: str
) -> None:
    found: list[str] = []
    shown = choose(places, states, WIDE, language)
    with open_window(browser) as page:
        for name, place in shown.items():
            page.goto(address + language + place)
            for setting, window in WINDOWS.items():
                resize(page, window)
                found += [f"{name} {place} {setting}: {one}" for one in look(page, "reflow")]
    assert not found, "\n".join(found)


def resize(page: Page, window: Window) -> None:
    """Set the window of an open page, its zoom and its reader's style."""
    page.context.new_cdp_session(page).send(
        "Emulation.setDeviceMetricsOverride",
        {
            "width": window.width,
            "height": window.height,
            "deviceScaleFactor": window.zoom,
            "mobile": False,
        },
    )
    add_style(page, window.style)


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("h1 { white-space: nowrap; width: 3em; overflow: hidden }", "cut: h1"),
        ("h1 { width: 2000px }", "the page is"),
        ("main h2 { position: absolute; top: 20rem; left: 10rem }", "lies over other text"),
        ("main { overflow-x: auto } h1 { width: 2000px }", "scrolls: main"),
    ],
)
def test_what_cannot_be_read_is_found(page: Page, address: str, css: str, said: str) -> None:
    page.goto(f"{address}/about")
    add_style(page, css)
    assert any(said in one for one in look(page, "reflow"))

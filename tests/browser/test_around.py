"""The drawing of a neighbourhood in a browser: widened in place, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from kg.names import ID
from tests.browser.conftest import WIDE, open_window
from web.site import Site


@pytest.fixture(scope="module")
def around(site: Site) -> str:
    """The address of the neighbourhood of the article that most implements."""
    articles = (part.iri for one in site.ordinances for part in one.articles)
    article = max(articles, key=lambda iri: len(site.get_trace(iri).implementers))
    return f"/around/{article.removeprefix(ID)}"


def count(page: Page) -> tuple[int, int]:
    return page.locator(".drawing .node").count(), page.locator(".around-edges tbody tr").count()


def test_a_thing_is_widened_and_folded_in_place_and_the_address_follows(
    page: Page, address: str, around: str
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(read(message)))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + around)
    before = count(page)
    page.evaluate("window.same = true")
    handle = page.locator(".handle").first
    name = handle.get_attribute("aria-label")
    handle.click()
    page.wait_for_url("**expand=**")
    assert count(page) > before
    assert page.evaluate("window.same"), "the page was not left"
    # Focus stays at the same thing, now to be folded.
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused
    assert focused != name
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "expand=" not in url)
    page.wait_for_function(
        "n => document.querySelectorAll('.drawing .node').length === n", arg=before[0]
    )
    page.go_back()
    page.wait_for_url("**expand=**")
    page.wait_for_function(
        "n => document.querySelectorAll('.drawing .node').length > n", arg=before[0]
    )
    assert said == [], "no error, none of the policy's either"


def read(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text}"


def test_more_of_a_relation_and_a_filter_without_leaving_the_page(
    page: Page, address: str, around: str
) -> None:
    page.goto(address + around)
    before = count(page)
    page.evaluate("window.same = true")
    page.locator(".node-rest a").first.click()
    page.wait_for_url("**more=**")
    page.wait_for_function(
        "n => document.querySelectorAll('.drawing .node').length > n", arg=before[0]
    )
    opened = count(page)
    page.select_option("#status", "inferred")
    page.get_by_role("button", name="絞り込む").click()
    page.wait_for_url("**status=inferred**")
    page.wait_for_function(
        "n => document.querySelectorAll('.around-edges tbody tr').length < n", arg=opened[1]
    )
    assert page.evaluate("window.same")
    assert page.locator(".route-stated[data-from]").count() == 0
    assert page.locator("a.switch").get_attribute("href", timeout=1000) is not None
    assert "status=inferred" in (page.locator("a.switch").get_attribute("href") or "")


def test_a_box_is_moved_and_its_lines_follow(page: Page, address: str, around: str) -> None:
    page.goto(address + around)
    box = page.locator(".node:not(.node-middle)[data-thing]").first
    thing = box.get_attribute("data-thing")
    line = page.locator(f'.route[data-from="{thing}"] path, .route[data-to="{thing}"] path').first
    before, place = line.get_attribute("d"), box.locator(".outline").bounding_box()
    assert place
    page.locator(".drawing-box").scroll_into_view_if_needed()
    place = box.locator(".outline").bounding_box()
    assert place
    x, y = place["x"] + 60, place["y"] + 45
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 50, steps=4)
    page.mouse.up()
    assert box.get_attribute("transform") == "translate(40 50)"
    assert line.get_attribute("d") != before
    assert page.url == address + around, "pulling a box follows no link"


def test_it_is_zoomed_by_its_buttons_and_never_holds_the_keyboard(
    page: Page, address: str, around: str
) -> None:
    page.goto(address + around)
    drawing = page.locator(".drawing")
    width = int(drawing.get_attribute("width") or 0)
    page.get_by_role("button", name="拡大").click()
    assert int(drawing.get_attribute("width") or 0) > width
    page.get_by_role("button", name="元の大きさ").click()
    assert int(drawing.get_attribute("width") or 0) == width
    page.locator(".around-drawing .note a").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "around-table"
    page.locator(".drawing-box").focus()
    stops = page.locator(".drawing a").count()
    for _ in range(stops + 1):
        page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.drawing-box') !== null")


def test_without_scripts_everything_is_there(browser: Browser, address: str, around: str) -> None:
    with open_window(browser, WIDE, scripts=False) as page:
        page.goto(address + around)
        before = count(page)
        assert not page.locator(".drawing-tools").is_visible()
        page.locator(".handle").first.click()
        assert "expand=" in page.url
        assert count(page) > before
        page.locator(".around-relations summary").click()
        page.locator(".around-relations input").first.check()
        page.get_by_role("button", name="絞り込む").click()
        assert "relation=" in page.url
        assert page.locator(".around-edges tbody tr").count() > 0

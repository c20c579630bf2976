"""Suggestions while one types: by keyboard, by pointer, with an input method, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import open_window
from web.site import Site


@pytest.fixture(params=["/", "/about", "/search?q=区"])
def field(request: pytest.FixtureRequest, page: Page, address: str, site: Site) -> Locator:
    """The first search field of a page, empty, over an index that is there."""
    assert site.index
    page.goto(f"{address}{request.param}")
    field = page.locator("form[data-suggest] input[name=q]").first
    field.fill("")
    return field


def get_list(field: Locator) -> Locator:
    return field.page.locator(f"#{field.get_attribute('aria-controls')}")


def test_names_are_offered_taken_by_arrows_and_looked_for(field: Locator) -> None:
    field.press_sequentially("協働")
    options = get_list(field).get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    assert 0 < options.count() <= 8
    field.press("ArrowDown")
    field.press("ArrowDown")
    chosen = options.nth(1)
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    label = chosen.locator("span").first.inner_text()
    expect(field).to_have_value(label)
    field.press("Enter")
    field.page.wait_for_url("**/search?q=*")
    expect(field.page.locator("h1")).to_contain_text(label)


def test_escape_closes_the_list_and_gives_back_what_was_typed(field: Locator) -> None:
    field.press_sequentially("協働")
    options = get_list(field).get_by_role("option")
    expect(options.first).to_be_visible()
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(get_list(field)).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("協働")


def test_a_name_is_taken_by_the_pointer(field: Locator) -> None:
    field.press_sequentially("第32")
    option = get_list(field).get_by_role("option").first
    expect(option).to_be_visible()
    label = option.locator("span").first.inner_text()
    option.click()
    field.page.wait_for_url("**/search?q=*")
    expect(field.page.locator("h1")).to_contain_text(label)


def test_an_input_method_is_left_alone(field: Locator) -> None:
    asked: list[str] = []
    field.page.on("request", lambda one: asked.append(one.url) if "suggest?" in one.url else None)
    place = field.page.url
    field.focus()
    method = field.page.context.new_cdp_session(field.page)
    for text in ("ky", "きょう", "きょうどう"):
        method.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
        field.page.wait_for_timeout(250)
    # The Enter that ends a composition comes while it goes on.
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    assert asked == []
    assert field.page.url == place
    method.send("Input.insertText", {"text": "協働"})
    expect(get_list(field).get_by_role("option").first).to_be_visible()
    assert asked
    assert field.page.url == place


def test_the_plain_form_works_without_scripts(browser: Browser, address: str) -> None:
    with open_window(browser, scripts=False) as page:
        page.goto(address)
        page.locator("#q").fill("再掲")
        page.locator("main form[role=search] button").first.click()
        assert "/search?q=" in page.url
        expect(page.locator("main")).to_contain_text("件見つかりました")

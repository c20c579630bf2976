"""axe-core over every page type, in both languages, on a desk and on a phone."""

from __future__ import annotations

import json

import pytest
from flask import Flask, abort
from playwright.sync_api import Browser, Page

from tests.browser.axe import (
    SOURCE,
    Reviewed,
    check_page,
    find_answer,
    load_table,
    read_version,
    run_axe,
)
from tests.browser.conftest import PHONE, WIDE, Walked, open_window
from tests.test_house import ROOT


def test_axe_finds_nothing_on_any_page(walked: Walked) -> None:
    assert not walked.faults, "\n".join(walked.faults)


def test_axe_finds_nothing_in_forced_colours_with_less_motion(
    browser: Browser, address: str, places: dict[str, str]
) -> None:
    found: list[str] = []
    with open_window(browser) as page:
        page.emulate_media(forced_colors="active", reduced_motion="reduce")
        for name, place in places.items():
            page.goto(address + place)
            # What is forced is the reader's own choice; axe-core takes it for ours.
            found += [f"{name} {place}\n  {one}" for one in check_page(page, colours=False)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("status", [405, 406, 429, 500, 503])
def test_axe_finds_nothing_on_pages_of_errors(
    browser: Browser, app: Flask, address: str, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    for endpoint in ("about.show_about", "en-about.show_about"):
        monkeypatch.setitem(app.view_functions, endpoint, lambda: abort(status))
    with open_window(browser, PHONE) as page:
        for language in ("", "/en"):
            answer = page.goto(f"{address}{language}/about")
            assert answer
            assert answer.status == status
            assert not check_page(page)


def test_a_fault_is_found_and_told_in_japanese(page: Page, address: str) -> None:
    page.goto(f"{address}/about")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    (found,) = check_page(page)
    assert "button-name" in found
    assert "要素" in found


def test_a_question_that_nobody_looked_at_is_found(page: Page, address: str) -> None:
    page.goto(f"{address}/about")
    page.evaluate("document.querySelector('h1').style.background = 'linear-gradient(white, black)'")
    (found,) = check_page(page)
    assert found.startswith("look at (1): color-contrast bgGradient")


def test_every_row_of_what_was_looked_at_is_still_needed(
    browser: Browser, address: str, shown: dict[str, str]
) -> None:
    unused: set[Reviewed | None] = set(load_table().reviewed)
    for width in (PHONE, WIDE):
        with open_window(browser, width) as page:
            for place in shown.values():
                if not unused:
                    break
                page.goto(address + place)
                if any(one and page.locator(one.within).count() for one in unused):
                    unused -= {find_answer(page, one) for one in run_axe(page).asked}
    assert unused == set()


def test_the_version_is_the_locked_one_and_so_are_those_of_others_parts() -> None:
    lock = json.loads((SOURCE.parent.parent / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"]["node_modules/axe-core"]["version"] == read_version()
    assets = json.loads((ROOT / "web/assets/package-lock.json").read_text(encoding="utf-8"))
    for one in load_table().third_party:
        assert assets["packages"][f"node_modules/{one.package}"]["version"] == one.version

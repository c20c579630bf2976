"""The page of an article that much implements: short on a phone, whole by a click and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.names import ID
from kg.questions.implementer import Group
from kg.questions.trace import Traced
from kg.store.terms import Iri
from tests.browser.conftest import PHONE, WIDE, open_window
from web.site import Site

#: Pixels of a phone's screen for each thing that implements the article, and for all else.
EACH, ALL_ELSE = 120, 3_500


def find_entries(site: Site, place: str) -> list[Traced]:
    """What the page shows an entry of: all but the headings, which stand in a list."""
    trace = site.get_trace(Iri(ID + place.removeprefix("/page/")))
    return [one for one in trace.implementers if one.implementer.group is not Group.HEADING]


@pytest.mark.parametrize("language", ["", "/en"])
def test_many_implementers_make_no_endless_page_on_a_phone(
    browser: Browser, address: str, places: dict[str, str], site: Site, language: str
) -> None:
    many = len(site.get_trace(Iri(ID + places["article"].removeprefix("/page/"))).implementers)
    assert many > 40
    with open_window(browser, PHONE) as page:
        page.goto(address + language + places["article"])
        height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= EACH * many + ALL_ELSE


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_passage_is_one_click_away(
    browser: Browser,
    address: str,
    places: dict[str, str],
    site: Site,
    width: int,
    scripts: bool,
) -> None:
    entries = find_entries(site, places["article"])
    with open_window(browser, width, scripts=scripts) as page:
        page.goto(address + places["article"])
        shown = page.locator(".answers > .traced")
        expect(shown).to_have_count(len(entries))
        for entry, one in zip(shown.all(), entries, strict=True):
            expect(entry.locator(".traced-name")).to_contain_text(one.subject.label)
            expect(entry.locator(".traced-sure")).to_be_visible()
            expect(entry.locator(".traced-where .source")).to_be_visible()
            passages = entry.locator("q")
            expect(passages.first).to_be_hidden()
            entry.locator("summary").click()
            for passage in passages.all():
                expect(passage).to_be_visible()


def test_paper_has_every_passage_and_figure_of_an_article(
    page: Page, address: str, places: dict[str, str]
) -> None:
    page.goto(address + places["article"])
    page.emulate_media(media="print")
    for found in ("#main .answers q", "#main .headings a", "#statistics ~ details td q"):
        assert page.locator(found).count(), found
        hidden = page.locator(found).evaluate_all(
            "all => all.filter(one => !one.checkVisibility()).map(one => one.textContent)"
        )
        assert hidden == []


def test_the_counts_by_status_and_kind_lead_to_what_they_count(
    page: Page, address: str, places: dict[str, str]
) -> None:
    page.goto(address + places["article"])
    links = page.locator(".answered a")
    assert links.count() > 4
    for link in links.all():
        anchor = (link.get_attribute("href") or "").removeprefix("#")
        link.click()
        expect(page.locator(f'[id="{anchor}"]')).to_be_in_viewport()

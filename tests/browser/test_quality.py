"""What holds on every kind of page: targets, names, paper, and no request outside."""

from __future__ import annotations

from itertools import pairwise

from playwright.sync_api import Page, expect

from tests.browser.conftest import Walked
from web.site import Site

#: What the browser says of a page of an error.
_NOT_LOADED = "Failed to load resource: the server responded with a status of 4"


def test_nothing_is_asked_of_another_site_and_nothing_is_blocked(
    address: str, walked: Walked
) -> None:
    assert walked.asked
    assert [url for url in walked.asked if not url.startswith(f"{address}/")] == []
    assert [text for text in walked.said if _NOT_LOADED not in text] == []


def test_a_blocked_style_and_an_outside_request_would_be_seen(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/about")
    page.evaluate(
        "document.body.innerHTML = '<i style=\"color:red\"></i><img src=https://example.org/a.png>'"
    )
    page.wait_for_timeout(200)
    blocked = " ".join(text for text in said if "Content Security Policy" in text)
    assert "style" in blocked
    assert "https://example.org/a.png" in blocked


def test_what_is_clicked_is_large_enough_or_has_room(walked: Walked) -> None:
    assert not walked.small, "\n".join(walked.small)


def test_paper_leaves_out_what_cannot_be_used_on_it_and_says_where_it_is_from(
    page: Page, address: str, places: dict[str, str], site: Site
) -> None:
    page.goto(address + places["project"])
    page.emulate_media(media="print")
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".print-head")).to_contain_text(places["project"].rpartition("/")[2])
    expect(page.locator(".print-head")).to_contain_text(site.version.digest)


def test_every_page_names_itself_and_its_parts(
    page: Page, address: str, places: dict[str, str]
) -> None:
    titles: dict[str, str] = {}
    for name, place in places.items():
        page.goto(address + place)
        # Further states of one page keep its name.
        path = place.partition("?")[0]
        assert page.title() not in [one for at, one in titles.items() if at != path], name
        titles[path] = page.title()
        assert page.get_by_role("main").count() == 1
        assert page.get_by_role("heading", level=1).count() == 1
        levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])"
        )
        assert all(below - above <= 1 for above, below in pairwise(levels))

"""What docs say of pages and of accessibility is what the tables of these tests hold."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.accessibility import make_tables
from tests.browser.screenshots import LANGUAGES, load_pages, make_document, make_name
from tests.test_house import ROOT

DOCS = ROOT / "docs"
SCREENSHOTS = DOCS / "screenshots"
#: What all screenshots may take, in bytes.
LARGEST = 7_000_000


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_what_a_person_looked_at_is_told() -> None:
    assert make_tables() in read(DOCS / "accessibility.md")


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(test_\w+\.py)`", read(DOCS / "accessibility.md")))
    assert named
    assert [name for name in named if not (ROOT / "tests" / "browser" / name).exists()] == []


def test_the_pages_are_shown_in_both_languages_on_a_desk_and_on_a_phone() -> None:
    assert read(DOCS / "pages.md") == make_document(SCREENSHOTS.name)
    names = {
        make_name(one.place, language, width)
        for one in load_pages()
        for language in LANGUAGES
        for width in (1280, 360)
    }
    assert {path.name for path in SCREENSHOTS.iterdir()} == names
    assert sum(path.stat().st_size for path in SCREENSHOTS.iterdir()) < LARGEST


def test_every_page_that_is_shown_is_a_place(places: dict[str, str]) -> None:
    assert {one.place for one in load_pages()} <= set(places)

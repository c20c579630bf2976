"""What docs/add-a-municipality.md shows is what its commands print, from nothing."""

from __future__ import annotations

from tests.formats.walkthrough import DOCUMENT, make_current


def test_the_walkthrough_shows_what_its_commands_print() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert make_current(text) == text, "python -m tests.formats.walkthrough"

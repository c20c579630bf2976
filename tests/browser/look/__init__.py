"""What a person with good eyes would see on a page, as scripts that run inside of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

_HOME: Final = Path(__file__).parent
_STYLE: Final = """
(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}
"""
#: A reader's own spacing, WCAG 1.4.12.
SPACING: Final = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"
)
#: Text twice as large, and nothing else, WCAG 1.4.4.
LARGE: Final = "html { font-size: 200% !important; }"


@cache
def _read(name: str) -> str:
    text = (_HOME / f"{name}.js").read_text(encoding="utf-8")
    return text[text.index("() =>") :]


def look(page: Page, name: str) -> Any:
    """What the script of that name says of the page as it stands."""
    return page.evaluate(_read(name))


def add_style(page: Page, css: str) -> None:
    """Lay a reader's own style over the page, as browsers let them."""
    page.evaluate(_STYLE, css)

"""Screenshots of the main pages, and the document that shows them.

python -m tests.browser.screenshots docs/screenshots docs/pages.md
"""

from __future__ import annotations

import base64
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, WIDE, find_places
from tests.browser.serving import open_browser, serve
from tests.questions.conftest import REAL
from web.app import create_app
from web.origin import SETTING

TABLE: Final = Path(__file__).with_suffix(".toml")
LANGUAGES: Final = {"ja": "", "en": "/en"}
#: The height that is kept of a longer page, in px, by the window's width.
HEIGHTS: Final = {WIDE: 1600, PHONE: 1600}
#: Of WebP, from 0 to 100: text stays sharp, and all of them take about 5 MB.
QUALITY: Final = 55
_HEAD: Final = """\
# 画面 / Pages

`make screenshots` が作ります。左は机の画面(1,280 px)、右は電話の画面(360 px)。
Made by `make screenshots`: on a desk (1,280 px) and on a phone (360 px). Long pages are cut.
"""


@dataclass(frozen=True)
class Shown:
    """A page of the document: its place in `find_places`, its name and what it is for."""

    place: str
    ja: str
    en: str
    told_ja: str
    told_en: str


def load_pages() -> tuple[Shown, ...]:
    """The pages that are shown, in order."""
    return tuple(Shown(**row) for row in tomllib.loads(TABLE.read_text(encoding="utf-8"))["page"])


def make_name(place: str, language: str, width: int) -> str:
    """The name of an image."""
    return f"{place.replace(' ', '-')}-{language}-{width}.webp"


def make_document(folder: str) -> str:
    """The document that shows all images of a folder beside it, in Markdown."""
    parts = [_HEAD]
    for one in load_pages():
        parts.append(f"## {one.ja} / {one.en}\n\n{one.told_ja}\n{one.told_en}\n")
        for language in LANGUAGES:
            parts.append(
                "".join(
                    f'<img src="{folder}/{make_name(one.place, language, width)}" '
                    f'width="{width // 2}" '
                    f'alt="{one.ja if language == "ja" else one.en}, {width} px">\n'
                    for width in HEIGHTS
                )
            )
    return "\n".join(parts)


def take(page: Page, height: int) -> bytes:
    """The page as it stands from its top, at most so high, as WebP."""
    width, whole = page.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.scrollHeight]"
    )
    shot = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {
            "format": "webp",
            "quality": QUALITY,
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": width, "height": min(whole, height), "scale": 1},
        },
    )
    return base64.b64decode(shot["data"])


def take_all(browser: Browser, address: str, places: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every image with its name. Raises AssertionError for a page that cannot be shown."""
    for width, height in HEIGHTS.items():
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="ja-JP", reduced_motion="reduce"
        )
        page = context.new_page()
        for one in load_pages():
            for language, prefix in LANGUAGES.items():
                answer = page.goto(address + prefix + places[one.place], wait_until="networkidle")
                assert answer
                assert answer.status == (404 if one.place == "error" else 200), one.place
                page.evaluate("scrollTo(0, 0)")
                yield make_name(one.place, language, width), take(page, height)
        context.close()


def main(folder: Path, document: Path) -> None:
    """Write all images into a folder, remove others from it, and write the document."""
    app = create_app(REAL)
    # The same on every machine, whatever port is free.
    app.config[SETTING] = "http://localhost:8000"
    folder.mkdir(parents=True, exist_ok=True)
    with serve(app) as address, open_browser() as browser:
        images = dict(take_all(browser, address, find_places(app.extensions["site"])))
    for path in folder.glob("*.webp"):
        path.unlink()
    for name, image in images.items():
        (folder / name).write_bytes(image)
    document.write_text(make_document(folder.relative_to(document.parent).as_posix()), "utf-8")
    size = sum(map(len, images.values())) / 1_000_000
    print(f"{len(images)} images, {size:.1f} MB")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

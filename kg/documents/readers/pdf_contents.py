"""Contents pages: lines that end in the page on which a heading stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.documents.readers.pdf_lines import Line

#: How many entries make a list of contents.
_FEWEST: Final = 3
_PAGE: Final = r"(?P<page>[(（]?\s*(?:[PpＰｐ]\.?\s*)?(?:[0-9０-９]{1,4}|[ivxlⅰ-ⅻ]{1,6})\s*[)）]?)"
_LED: Final = re.compile(
    rf"(?P<title>\S.*?)\s*[.．・･…‥‧·⋯─―_－\-\s]*[.．・･…‥‧·⋯─―_－\-]{{3,}}\s*{_PAGE}\s*"
)
_ELLIPSIS_LED: Final = re.compile(rf"(?P<title>\S.*?)\s*[…‥⋯]+\s*{_PAGE}\s*")
_BARE: Final = re.compile(rf"(?P<title>\S.*?)\s+{_PAGE}\s*")
_TIGHT: Final = re.compile(r"(?P<title>\S.*?[^0-9０-９.．])\s*(?P<page>[0-9０-９]{1,4})")
#: How far apart, in points, the pages of entries end.
_SAME_END: Final = 3.0
_HEAD: Final = re.compile(r"[\W_]*(?:目\s*次|もくじ|Contents|CONTENTS|contents)[\W_]*")
#: What is written for the leader between a title and its page.
_LEADER: Final = " …… "
#: How much of the width an entry takes that goes on in the next line.
_FULL: Final = 0.75


def is_contents_head(text: str) -> bool:
    """Whether a line is the heading of a list of contents."""
    return bool(_HEAD.fullmatch(text))


def find_contents(lines: Sequence[Line], led_only: bool) -> tuple[int, int] | None:
    """From which to before which line a list of contents stands, None where there is none.

    With `led_only` a page counts only behind a row of dots; without, as below the heading of a
    list of contents, behind a blank as well.
    """
    found = [at for at, line in enumerate(lines) if parse_entry(line.text, led_only)]
    if len(found) < _FEWEST:
        return None
    first, last = found[0], found[-1]
    if 2 * len(found) < last + 1 - first:
        return None
    width = max(line.box.x1 for line in lines) - min(line.box.x0 for line in lines)
    while first > 0 and _goes_on(lines[first - 1], lines[first], width):
        first -= 1
    return first, last + 1


def parse_entry(text: str, led_only: bool) -> tuple[str, str] | None:
    """The title and the page of an entry."""
    found = _parse(_LED, text) or _parse(_ELLIPSIS_LED, text)
    return found or (None if led_only else _parse(_BARE, text))


def _parse(pattern: re.Pattern[str], text: str) -> tuple[str, str] | None:
    match = pattern.fullmatch(text)
    return (match["title"], match["page"].strip()) if match else None


def make_entries(lines: Sequence[Line], led_only: bool) -> list[list[Line]]:
    """The entries of a list of contents, each with the lines that it takes.

    The row of dots before the page is written as one sign that stands for it.
    """
    width = max(line.box.x1 for line in lines) - min(line.box.x0 for line in lines)
    right = max(line.box.x1 for line in lines if parse_entry(line.text, led_only))
    entries: list[list[Line]] = []
    open_entry: list[Line] = []
    for line in lines:
        if open_entry and not _goes_on(open_entry[-1], line, width):
            entries.append(open_entry)
            open_entry = []
        parsed = parse_entry(line.text, led_only)
        if parsed is None and abs(line.box.x1 - right) < _SAME_END:
            # No room was left for dots: the page stands where all do.
            parsed = _parse(_TIGHT, line.text)
        if parsed is None:
            open_entry.append(line)
            continue
        title, page = parsed
        entries.append([*open_entry, replace(line, text=title + _LEADER + page, marks=())])
        open_entry = []
    return entries + ([open_entry] if open_entry else [])


def _goes_on(line: Line, after: Line, width: float) -> bool:
    """Whether an entry without a page goes on in the next line, which is set further in."""
    return line.box.width >= _FULL * width or (
        line.box.width >= _FULL * width * 0.8 and after.box.x0 > line.box.x0 + line.size
    )

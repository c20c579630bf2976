"""Which part of a page is its content, and what a reader of the page does not see as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.documents.readers.tree import Element

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
#: What holds no words of the page.
_MUTE: Final = frozenset(
    {
        *("head", "script", "style", "noscript", "template", "link", "meta", "base"),
        *("title", "rp", "rt", "rtc", "param", "source", "track", "area", "colgroup"),
        *("col",),
    }
)
_CONTROLS: Final = frozenset(
    ["button", "input", "select", "textarea", "datalist", "option", "progress", "meter"]
)
_ELSEWHERE: Final = frozenset(
    ["iframe", "frame", "object", "embed", "applet", "audio", "video", "canvas"]
)
_DELETED: Final = frozenset({"del", "s", "strike"})
_AROUND_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "search"})
#: Names by which pages without `<nav>` call what stands around their content.
_AROUND: Final = re.compile(
    r"(?:(?:g|global|local|sub|side|main|foot|footer|header|head|site|page|tmp)[-_]?)?"
    r"(?:navi?(?:gation)?|menu|header|footer|bread-?crumbs?|pankuzu|topic-?path|side-?bar|"
    r"hnavi|gnavi|lnavi|fnavi|sns|social|share|skip(?:-?link)?|page-?top|back-?to-?top)"
)
_MAIN_NAMES: Final = ("main", "maincontents", "maincontent", "honbun", "contents", "content")
_NAME: Final = re.compile(r"[-_]|^tmp")
_HIDDEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_TO_TOP: Final = re.compile(
    r"(?:この)?ページの?(?:先頭|トップ|上部?|top)(?:へ|に)?(?:戻る|もどる)?|"
    r"(?:先頭|トップ|上)(?:へ|に)(?:戻る|もどる)|page ?top|back to top|"
    r"本文へ(?:スキップ|移動).{0,10}",
    re.IGNORECASE,
)
#: The longest word of a header, and more than one cell of a table says.
_WORD: Final = 20
_LONG_CELL: Final = 1_000
#: What a part of the page must hold of its words to be the content.
_ENOUGH: Final = 0.3


def find_reason(element: Element) -> str | None:
    """Why the words of an element are not of the content, None where they are."""
    name = element.name
    if name in _MUTE:
        return "mute"
    if name in _DELETED:
        return "deleted"
    if name in _CONTROLS:
        return "controls"
    if name in _ELSEWHERE:
        return "elsewhere"
    if "hidden" in element.attributes or _HIDDEN.search(element.get("style")):
        return "hidden"
    if (
        name == "a"
        and element.get("href").startswith("#")
        and _TO_TOP.fullmatch(re.sub(r"\s+", "", element.text))
    ):
        return "navigation"
    if _is_around(element) and not has_data_table(element):
        return "navigation"
    return None


def find_content(root: Element) -> Element:
    """The element that holds the content: `main`, `#main`, an article, or all of the page.

    One that leaves a table of figures or rows outside, or most of the words, is not it.
    """
    body = root.find("body") or root
    seen = list(_walk_seen(body))
    enough = count_words(body) * _ENOUGH
    for candidate in _find_candidates(seen):
        if count_words(candidate) < enough:
            continue
        inside = set(map(id, candidate.walk()))
        if all(id(table) in inside for table in seen if is_data_table(table)):
            return candidate
    return body


def count_words(element: Element) -> int:
    """How many characters of an element are seen."""
    words = (child for found in _walk_seen(element) for child in found.children)
    return sum(len("".join(word.split())) for word in words if isinstance(word, str))


def has_data_table(element: Element) -> bool:
    """Whether a table with rows and columns stands in an element."""
    return any(is_data_table(below) for below in element.walk())


def is_data_table(element: Element) -> bool:
    """Whether an element is a table with rows and columns, and not one that places parts."""
    return (
        element.name == "table"
        and not is_layout(element)
        and sum(len(row.elements("td", "th")) > 1 for row in find_rows(element)) > 1
    )


def find_rows(table: Element) -> list[Element]:
    """The rows of a table in the order in which they are shown: `tfoot` last."""
    parts = [part for part in table.elements() if part.name != "tfoot"]
    rows: list[Element] = []
    for part in [*parts, *table.elements("tfoot")]:
        if part.name == "tr":
            rows.append(part)
        elif part.name in ("thead", "tbody", "tfoot"):
            rows += part.elements("tr")
    return rows


def is_layout(table: Element) -> bool:
    """Whether a table only places parts of the page beside each other."""
    if table.get("role").lower() in ("presentation", "none"):
        return True
    rows = find_rows(table)
    cells = [cell for row in rows for cell in row.elements("td", "th")]
    if table.elements("caption", "thead") or any(cell.name == "th" for cell in cells):
        return False
    widest = max((len(row.elements("td", "th")) for row in rows), default=0)
    if widest <= 1:
        return True
    holding = [row for row in rows if any(map(_holds_parts, row.elements("td", "th")))]
    if not holding:
        return False
    first = [len("".join(cell.text.split())) for cell in rows[0].elements("td", "th")]
    headed = len(first) > 1 and rows[0] is not holding[0] and all(0 < n <= _WORD for n in first)
    return not headed or any(len(cell.text) > _LONG_CELL for cell in cells)


def _holds_parts(cell: Element) -> bool:
    return any(below.name in (*HEADINGS, "table") for below in cell.walk())


def _walk_seen(element: Element) -> Iterator[Element]:
    ahead = [element]
    while ahead:
        found = ahead.pop()
        yield found
        ahead += [child for child in reversed(found.elements()) if find_reason(child) is None]


def _find_candidates(seen: list[Element]) -> Iterator[Element]:
    yield from (e for e in seen if e.name == "main" or e.get("role").lower() == "main")
    names = [(_NAME.sub("", e.get("id").lower()), e) for e in seen if e.get("id")]
    for wanted in _MAIN_NAMES:
        yield from (element for name, element in names if name == wanted)
    articles = [element for element in seen if element.name == "article"]
    if len(articles) == 1:
        yield articles[0]


def _is_around(element: Element) -> bool:
    if not element.attributes and element.name not in ("nav", "header", "footer"):
        return False
    if element.name == "nav" or element.get("role").lower() in _AROUND_ROLES:
        return True
    if element.name in ("html", "body", "main", "article", "a", "td", "th", *HEADINGS):
        return False
    above = element.parent
    while above is not None and above.name not in ("main", "article"):
        above = above.parent
    if above is not None:
        return False
    if element.name in ("header", "footer"):
        return True
    names = [element.get("id"), *element.get("class").split()]
    return any(_AROUND.fullmatch(name.lower()) for name in names if name)

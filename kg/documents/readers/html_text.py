"""The words of a page as a browser shows them: blanks, lines, and the marks of lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.documents.kept import Piece
from kg.documents.readers.lines import drop_unseen
from kg.documents.readers.ordinals import make_ordinal
from kg.documents.readers.tree import Element

_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.IGNORECASE)
#: The forms of list numbers by the names of HTML and CSS.
_TYPES: Final = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman"} | {
    "I": "upperRoman"
}
_STYLES: Final = {
    "decimal": ("decimal", ". "),
    "decimal-leading-zero": ("decimalZero", ". "),
    "lower-alpha": ("alphabetic", ". "),
    "lower-latin": ("alphabetic", ". "),
    "upper-alpha": ("upperLetter", ". "),
    "upper-latin": ("upperLetter", ". "),
    "lower-roman": ("lowerRoman", ". "),
    "upper-roman": ("upperRoman", ". "),
    "hiragana": ("hiragana", "、"),
    "katakana": ("katakana", "、"),
    "katakana-iroha": ("irohaFullWidth", "、"),
    "cjk-ideographic": ("japaneseCounting", "、"),
    "cjk-decimal": ("ideographDigital", "、"),
    "japanese-informal": ("japaneseCounting", "、"),
}
#: The marks of lists without numbers, by how deep they lie.
_BULLETS: Final = ("・", "－")


@dataclass(frozen=True)
class Run:
    """A text of the page: the element that holds it, and which of its texts it is."""

    text: str
    element: Element
    number: int


def make_piece(runs: Sequence[Run], kept_blanks: bool) -> Piece | None:
    """The line that texts make, with the XPath of what holds them all; None without a word."""
    shown = drop_unseen("".join(run.text for run in runs))
    shown = shown if kept_blanks else _close_blanks(shown)
    if not shown.strip():
        return None
    said = [run for run in runs if run.text.strip()]
    holder = said[0].element
    if len(said) == 1:
        whole = not any(
            isinstance(child, Element) and child.name == "br" for child in holder.children
        )
        path = holder.path if whole else f"{holder.path}/text()[{said[0].number}]"
        return Piece(shown.strip(), path)
    for run in said[1:]:
        holder = _find_common(holder, run.element)
    return Piece(shown.strip(), holder.path)


def find_marks(element: Element) -> dict[int, str]:
    """The mark that stands before each item of a list, by the identity of the item."""
    items = element.elements("li")
    style = _find_style(element)
    if element.name != "ol":
        nested = _count_lists_above(element)
        bullet = _BULLETS[min(nested, len(_BULLETS) - 1)]
        return {
            id(item): bullet for item in items if "none" not in (style, _find_style(item) or style)
        }
    down = "reversed" in element.attributes
    number = _read_number(element.get("start"), len(items) if down else 1)
    marks: dict[int, str] = {}
    for item in items:
        number = _read_number(item.get("value"), number)
        form, behind = _TYPES.get(element.get("type"), "decimal"), ". "
        own = _find_style(item) or style
        if own in _STYLES:
            form, behind = _STYLES[own]
        if own != "none":
            marks[id(item)] = f"{make_ordinal(number, form)}{behind}"
        number += -1 if down else 1
    return marks


def _close_blanks(text: str) -> str:
    """Blanks as one; a line end of the file between Japanese characters is none."""

    def close(match: re.Match[str]) -> str:
        around = text[max(match.start() - 1, 0) : match.start()], text[match.end() :][:1]
        wide = all(char >= "\u2e80" for char in around)
        return "" if "\n" in match[0] and wide and all(around) else " "

    return _BLANKS.sub(close, text)


def _find_common(first: Element, second: Element) -> Element:
    while first is not second:
        if first.depth >= second.depth and first.parent is not None:
            first = first.parent
        elif second.parent is not None:
            second = second.parent
    return first


def _find_style(element: Element) -> str:
    match = _STYLE.search(element.get("style"))
    words = match[1].lower().split() if match else []
    return next((word for word in words if word in _STYLES or word == "none"), "")


def _count_lists_above(element: Element) -> int:
    count, above = 0, element.parent
    while above is not None and above.name not in ("td", "th"):
        count += above.name in ("ul", "menu", "dir")
        above = above.parent
    return count


def _read_number(printed: str, otherwise: int) -> int:
    match = re.match(r"\s*(-?\d{1,6})", printed)
    return int(match[1]) if match else otherwise

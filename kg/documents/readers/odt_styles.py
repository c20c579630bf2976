"""What the styles of an OpenDocument text say: numbers of lists and headings, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.documents.readers.ordinals import make_ordinal
from kg.documents.readers.tree import Element

_PLACE: Final = re.compile(r"%(\d{1,2})%")
#: The forms of numbers by how a format begins (OpenDocument 1.3, 19.506).
_FORMS: Final = (
    ("１", "decimalFullWidth"),
    ("①", "decimalEnclosedCircle"),
    ("一", "japaneseCounting"),
    ("壱", "japaneseLegal"),
    ("ア", "aiueoFullWidth"),
    ("ｱ", "aiueo"),
    ("イ", "irohaFullWidth"),
    ("ｲ", "iroha"),
    ("01", "decimalZero"),
    ("1", "decimal"),
    ("a", "lowerLetter"),
    ("A", "upperLetter"),
    ("i", "lowerRoman"),
    ("I", "upperRoman"),
)


@dataclass(frozen=True)
class _Level:
    """A level of a list: its first number, how it looks, and the mark of one without numbers."""

    start: int
    form: str
    text: str
    bullet: str


class OdtStyles:
    """The styles of a file by name."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._lists: dict[str, dict[int, _Level]] = {}
        self._styles: dict[str, Element] = {}
        self._outline: dict[int, _Level] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for root in roots:
            for element in root.walk():
                if element.name == "text:list-style":
                    self._lists[element.get("style:name")] = _read_levels(element)
                elif element.name == "text:outline-style":
                    self._outline = _read_levels(element)
                elif element.name == "style:style":
                    self._styles[element.get("style:name")] = element

    def begin_list(self, style: str) -> None:
        """A list that does not go on from the one before it."""
        self._counts[style] = {}

    def make_mark(self, style: str, level: int, start: int | None) -> str:
        """What is printed before the next item of a list."""
        return self._make(self._lists.get(style, {}), style, level, start)

    def make_heading_mark(self, level: int) -> str:
        """What is printed before the next heading of a level."""
        return self._make(self._outline, "", level, None)

    def find_reason(self, style: str) -> str | None:
        """Why the words of a style are not shown: hidden or struck; None where they are."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            held = self._styles[style].find("style:text-properties")
            if held is not None and held.get("text:display") == "none":
                return "hidden"
            if held is not None and held.get("style:text-line-through-style", "none") != "none":
                return "struck"
            style = self._styles[style].get("style:parent-style-name")
        return None

    def _make(self, levels: dict[int, _Level], style: str, level: int, start: int | None) -> str:
        found = levels.get(level)
        if found is None:
            return ""
        if found.bullet:
            return found.bullet + " "
        counts = self._counts.setdefault(style, {})
        counts[level] = counts[level] + 1 if level in counts else found.start
        if start is not None:
            counts[level] = start
        for deep in [deep for deep in counts if deep > level]:
            del counts[deep]

        def put(match: re.Match[str]) -> str:
            other = levels.get(int(match[1]))
            if other is None or not other.form:
                return ""
            return make_ordinal(counts.get(int(match[1]), other.start), other.form)

        printed = _PLACE.sub(put, found.text) if found.form else ""
        return f"{printed} " if printed else ""


def _read_levels(style: Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in style.elements():
        level = read_number(element.get("text:level"), 0)
        bullet = element.get("text:bullet-char")
        if bullet and "\ue000" <= bullet <= "\uf8ff":
            bullet = "・"
        form = element.get("style:num-format")
        named = next((name for head, name in _FORMS if form.startswith(head)), "")
        shown = read_number(element.get("text:display-levels"), 1)
        places = range(max(level - shown + 1, 1), level + 1)
        text = (
            element.get("style:num-prefix")
            + ".".join(f"%{at}%" for at in places)
            + element.get("style:num-suffix")
        )
        text = element.get("num-list-format") or element.get("style:num-list-format") or text
        start = read_number(element.get("text:start-value"), 1)
        levels[level] = _Level(start, named, text, bullet)
    return levels


def read_number(value: str, otherwise: int) -> int:
    """A number of an attribute, or what stands for one that is none."""
    return int(value) if value.isdecimal() and len(value) < 7 else otherwise

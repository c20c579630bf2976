"""The numbers that Word prints before paragraphs, counted as Word counts them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from kg.documents.readers.ordinals import make_ordinal
from kg.documents.readers.tree import Element
from kg.documents.readers.word_styles import Numbered, is_on
from kg.documents.readers.word_symbols import read_symbols

_PLACE: Final = re.compile(r"%([1-9])")
#: Counting lists where one follows the style of another: no list is defined through more.
_LINKS: Final = 8


@dataclass(frozen=True)
class _Level:
    """A level of a list: how its number looks, and after which level it begins anew."""

    start: int
    form: str
    text: str
    behind: str
    legal: bool
    restart: int | None
    style: str


class Numbering:
    """The lists of a file, and how far each has been counted."""

    def __init__(self, root: Element | None) -> None:
        found = root.elements("w:abstractNum") if root is not None else []
        self._abstract = {one.get("w:abstractNumId"): one for one in found}
        lists = root.elements("w:num") if root is not None else []
        self._lists = {one.get("w:numId"): one for one in lists}
        self._styles = {
            link.get("w:val"): one for one in found if (link := one.find("w:styleLink"))
        }
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def make_mark(self, numbered: Numbered, style: str) -> str:
        """What is printed before the next item of a list, "" where nothing is."""
        levels = self._find_levels(numbered.list_id)
        at = numbered.level
        if at < 0:
            at = next((deep for deep, one in levels.items() if one.style == style and style), 0)
        level = levels.get(at)
        if level is None:
            return ""
        counts = self._counts[self._find_counter(numbered.list_id)]
        self._count(numbered.list_id, at, level, counts, levels)
        if level.form == "none" and not _PLACE.search(level.text):
            return level.text + level.behind if level.text else ""
        if level.form == "bullet":
            return (level.text or "・") + level.behind

        def put(match: re.Match[str]) -> str:
            deep = int(match[1]) - 1
            other = levels.get(deep)
            if other is None or other.form == "none":
                return ""
            number = counts.get(deep, other.start)
            return make_ordinal(number, "decimal" if level.legal else other.form)

        printed = _PLACE.sub(put, level.text)
        return printed + level.behind if printed.strip() else ""

    def _count(
        self,
        list_id: str,
        at: int,
        level: _Level,
        counts: dict[int, int],
        levels: dict[int, _Level],
    ) -> None:
        anew = (list_id, at) not in self._begun and self._find_override(list_id, at) is not None
        self._begun.add((list_id, at))
        counts[at] = level.start if anew or at not in counts else counts[at] + 1
        for deep in [deep for deep in counts if deep > at]:
            restart = levels[deep].restart if deep in levels else None
            if restart is None or (restart and at < restart):
                del counts[deep]

    def _find_counter(self, list_id: str) -> str:
        one = self._lists.get(list_id)
        return _get_value(one, "w:abstractNumId") if one is not None else ""

    def _find_override(self, list_id: str, at: int) -> str | None:
        """The number with which a list begins a level that others have counted."""
        one = self._lists.get(list_id)
        for override in one.elements("w:lvlOverride") if one is not None else []:
            if override.get("w:ilvl") == str(at):
                return _get_value(override, "w:startOverride") or None
        return None

    def _find_levels(self, list_id: str) -> dict[int, _Level]:
        if list_id in self._levels:
            return self._levels[list_id]
        one = self._lists.get(list_id)
        abstract = self._abstract.get(self._find_counter(list_id))
        for _ in range(_LINKS):
            link = abstract.find("w:numStyleLink") if abstract is not None else None
            if link is None:
                break
            abstract = self._styles.get(link.get("w:val"))
        told = abstract.elements("w:lvl") if abstract is not None else []
        levels = {_read_number(level.get("w:ilvl")): _read_level(level) for level in told}
        for override in one.elements("w:lvlOverride") if one is not None else []:
            at = _read_number(override.get("w:ilvl"))
            if (own := override.find("w:lvl")) is not None:
                levels[at] = _read_level(own)
            start = _get_value(override, "w:startOverride")
            if start and at in levels:
                old = levels[at]
                levels[at] = _Level(
                    _read_number(start),
                    old.form,
                    old.text,
                    old.behind,
                    old.legal,
                    old.restart,
                    old.style,
                )
        self._levels[list_id] = levels
        return levels


def _read_level(level: Element) -> _Level:
    form = level.find("w:numFmt") or level.find("mc:AlternateContent", "mc:Choice", "w:numFmt")
    name = form.get("w:val") if form is not None else "decimal"
    if form is not None and name == "custom" and form.get("w:format").startswith("0"):
        name = "decimalZero"
    font = level.find("w:rPr", "w:rFonts")
    fonts = set(font.attributes.values()) if font is not None else set()
    text, _ = read_symbols(_get_value(level, "w:lvlText"), " ".join(sorted(fonts)))
    restart = _get_value(level, "w:lvlRestart")
    behind = _get_value(level, "w:suff") or "tab"
    hidden = is_on(level.find("w:rPr"), "w:vanish")
    return _Level(
        _read_number(_get_value(level, "w:start"), 0),
        "none" if hidden else name,
        "" if hidden else text,
        "" if behind == "nothing" else " ",
        bool(is_on(level, "w:isLgl")),
        int(restart) if restart.isdecimal() else None,
        _get_value(level, "w:pStyle"),
    )


def _get_value(element: Element, name: str) -> str:
    child = element.find(name)
    return child.get("w:val") if child is not None else ""


def _read_number(value: str, otherwise: int = 0) -> int:
    return int(value) if value.isdecimal() and len(value) < 7 else otherwise

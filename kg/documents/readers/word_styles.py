"""What the styles of a Word file say of a paragraph or a run: heading level, numbering, hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.documents.readers.tree import Element

_HEADING: Final = re.compile(r"(?:heading|見出し)\s*([1-9])", re.IGNORECASE)
_TITLE: Final = re.compile(r"title|表題", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"(?:toc|目次)\s*[1-9]|table of figures|図表目次", re.IGNORECASE)
#: The outline level that says "body text".
_BODY_LEVEL: Final = 9


@dataclass(frozen=True)
class Numbered:
    """The list that a paragraph is an item of, and how deep."""

    list_id: str
    level: int


def is_on(properties: Element | None, *names: str) -> bool | None:
    """Whether one of some switches is on; None where none is set."""
    for name in names:
        switch = properties.find(name) if properties is not None else None
        if switch is not None:
            return switch.get("w:val", "1").lower() not in ("0", "false", "off", "none")
    return None


class Styles:
    """The styles of a file by identifier."""

    def __init__(self, root: Element | None) -> None:
        found = root.elements("w:style") if root is not None else []
        self._styles = {style.get("w:styleId"): style for style in found}
        self._found = found
        self._told: dict[tuple[str, tuple[str, ...]], bool | None] = {}

    @cached_property
    def _default(self) -> str:
        """The style of paragraphs that name none."""
        for style in self._found:
            if style.get("w:type") == "paragraph" and is_on_value(style.get("w:default", "0")):
                return style.get("w:styleId")
        return ""

    def find_level(self, properties: Element | None) -> int:
        """The level of a heading from 1, 0 for a paragraph that is none."""
        own = properties.find("w:outlineLvl") if properties is not None else None
        if own is not None:
            return _read_level(own)
        for style in self._find_chain(self._find_style(properties)):
            name = style.find("w:name")
            printed = name.get("w:val") if name is not None else ""
            if _TITLE.fullmatch(printed):
                return 1
            outline = style.find("w:pPr", "w:outlineLvl")
            if outline is not None:
                return _read_level(outline)
            if (match := _HEADING.fullmatch(printed)) is not None:
                return int(match[1])
        return 0

    def is_contents(self, properties: Element | None) -> bool:
        """Whether a paragraph has a style of tables of contents."""
        chain = self._find_chain(self._find_style(properties))
        names = [name.get("w:val") for style in chain if (name := style.find("w:name"))]
        return any(_CONTENTS.fullmatch(name) for name in names)

    def find_numbered(self, properties: Element | None) -> Numbered | None:
        """The list of a paragraph, its own or that of its style, None where it is in none."""
        chain = list(self._find_chain(self._find_style(properties)))
        held = [properties, *(style.find("w:pPr") for style in chain)]
        list_id, level = "", ""
        for one in held:
            numbering = one.find("w:numPr") if one is not None else None
            if numbering is None:
                continue
            of_list, deep = numbering.find("w:numId"), numbering.find("w:ilvl")
            level = level or (deep.get("w:val") if deep is not None else "")
            if of_list is not None:
                list_id = of_list.get("w:val")
                break
        if list_id in ("", "0"):
            return None
        return Numbered(list_id, int(level) if level.isdecimal() else -1)

    def get_style(self, properties: Element | None) -> str:
        """The identifier of a paragraph's style."""
        return self._find_style(properties)

    def is_hidden(self, run: Element | None, paragraph: Element | None) -> bool:
        """Whether the words of a run are hidden, by itself, its style or its paragraph's."""
        return self._find_switch(run, paragraph, "w:vanish")

    def is_struck(self, run: Element | None, paragraph: Element | None) -> bool:
        """Whether the words of a run are struck out."""
        return self._find_switch(run, paragraph, "w:strike", "w:dstrike")

    def _find_switch(self, run: Element | None, paragraph: Element | None, *names: str) -> bool:
        own = is_on(run, *names)
        if own is not None:
            return own
        named = run.find("w:rStyle") if run is not None else None
        styles = [named.get("w:val")] if named is not None else []
        for style in (*styles, self._find_style(paragraph)):
            told = self._find_told(style, names)
            if told is not None:
                return told
        return False

    def _find_told(self, identifier: str, names: tuple[str, ...]) -> bool | None:
        """How a style, or one that it is based on, sets a switch."""
        key = (identifier, names)
        if key not in self._told:
            found = (is_on(one.find("w:rPr"), *names) for one in self._find_chain(identifier))
            self._told[key] = next((told for told in found if told is not None), None)
        return self._told[key]

    def _find_style(self, properties: Element | None) -> str:
        style = properties.find("w:pStyle") if properties is not None else None
        return style.get("w:val") if style is not None else self._default

    def _find_chain(self, identifier: str) -> Iterator[Element]:
        """A style and those on which it is based."""
        seen: set[str] = set()
        while identifier in self._styles and identifier not in seen:
            seen.add(identifier)
            style = self._styles[identifier]
            yield style
            base = style.find("w:basedOn")
            identifier = base.get("w:val") if base is not None else ""


def is_on_value(value: str) -> bool:
    """Whether a switch's value is on."""
    return value.lower() in ("1", "true", "on")


def _read_level(outline: Element) -> int:
    value = outline.get("w:val")
    level = int(value) if value.isdecimal() else _BODY_LEVEL
    return level + 1 if level < _BODY_LEVEL else 0

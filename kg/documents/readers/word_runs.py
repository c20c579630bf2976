"""The words of a Word paragraph as printed: fields, signs, notes, changes and what is hidden."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from kg.documents.readers.lines import drop_unseen
from kg.documents.readers.tree import Element
from kg.documents.readers.word_styles import Styles
from kg.documents.readers.word_symbols import read_equation, read_symbol, read_symbols

#: What stands around words without changing them.
_THROUGH: Final = frozenset(
    {
        *("w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent"),
        *("w:customXml", "w:fldSimple", "w:dir", "w:bdo", "w:ruby", "w:rubyBase"),
        *("m:oMathPara",),
    }
)
_GONE: Final = frozenset({"w:del", "w:moveFrom"})
_SIGNS: Final = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:br": "\n", "w:noBreakHyphen": "-"}
_NOTES: Final = {"w:footnoteReference": "w:footnote", "w:endnoteReference": "w:endnote"}
_CONTENTS: Final = re.compile(r"\s*TOC\b", re.IGNORECASE)
_SYMBOL: Final = re.compile(
    r"\s*SYMBOL\s+(0x[0-9A-F]{1,6}|\d{1,6})(?:.*?\\f\s*\"?([^\"\\]+))?", re.IGNORECASE
)
_EQUATION: Final = re.compile(r"\s*EQ\b(.*)", re.IGNORECASE | re.DOTALL)


@dataclass
class _Field:
    """A field whose end has not come: its code, and whether its result has begun."""

    code: str = ""
    result: bool = False


@dataclass
class Paragraph:
    """A paragraph: its lines, and the text boxes and notes that hang on it."""

    lines: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    contents: bool = False


class RunReader:
    """Reads the paragraphs of a file in order; fields may reach over several."""

    def __init__(self, styles: Styles, left: Counter[str], words: Counter[str]) -> None:
        self._styles, self._left, self._left_words = styles, left, words
        self._fields: list[_Field] = []
        self._text: list[str] = []
        self._found = Paragraph()
        self._properties: Element | None = None

    def read(self, paragraph: Element) -> Paragraph:
        """The words of a paragraph and what hangs on it."""
        self._text, self._found = [], Paragraph()
        self._properties = paragraph.find("w:pPr")
        contents = self._is_in_contents() or self._styles.is_contents(self._properties)
        self._read_inline(paragraph)
        self._found.contents = contents or self._is_in_contents()
        for line in drop_unseen("".join(self._text)).split("\n"):
            title, _, page = line.rpartition("\t")
            if self._found.contents and title.strip() and page.strip().isdecimal():
                line = f"{title.strip()} …… {page.strip()}"
            if words := line.replace("\t", " ").strip():
                self._found.lines.append(words)
        return self._found

    def leave_out(self, element: Element, reason: str) -> None:
        """Note that the words of an element are not taken in."""
        words = sum(
            len("".join(part.text.split()))
            for part in element.walk()
            if part.name in ("w:t", "w:delText")
        )
        if words:
            self._left[reason] += 1
            self._left_words[reason] += words

    def _is_in_contents(self) -> bool:
        return any(one.result and _CONTENTS.match(one.code) for one in self._fields)

    def _is_shown(self) -> bool:
        return all(one.result for one in self._fields)

    def _read_inline(self, element: Element) -> None:
        for child in element.elements():
            if child.name == "w:r":
                self._read_run(child)
            elif child.name in _THROUGH:
                self._left["inserted"] += child.name in ("w:ins", "w:moveTo")
                self._read_inline(child)
            elif child.name in _GONE:
                self.leave_out(child, "deleted")
            elif child.name == "m:oMath":
                self._text += [part.text for part in child.walk() if part.name == "m:t"]
            elif child.name == "mc:AlternateContent":
                self._read_inline(choose(child))

    def _read_run(self, run: Element) -> None:
        properties = run.find("w:rPr")
        for reason, gone in (
            ("hidden", self._styles.is_hidden(properties, self._properties)),
            ("struck", self._styles.is_struck(properties, self._properties)),
        ):
            if gone:
                self.leave_out(run, reason)
                self._read_marks(run)
                return
        self._read_content(run, properties)

    def _read_marks(self, run: Element) -> None:
        """The ends of fields count also where they are hidden."""
        for child in run.elements("w:fldChar", "w:instrText"):
            self._read_field(child)

    def _read_content(self, run: Element, properties: Element | None) -> None:
        for child in run.elements():
            if child.name in ("w:fldChar", "w:instrText"):
                self._read_field(child)
            elif not self._is_shown():
                continue
            elif child.name == "w:t":
                self._read_words(child, properties)
            elif child.name in _SIGNS:
                self._text.append(_SIGNS[child.name])
            elif child.name == "w:sym":
                self._add_sign(read_symbol(child.get("w:char"), child.get("w:font")))
            elif child.name in _NOTES:
                self._found.notes.append((_NOTES[child.name], child.get("w:id")))
            elif child.name == "w:ruby":
                for base in child.elements("w:rubyBase"):
                    self._read_inline(base)
            elif child.name == "mc:AlternateContent":
                self._read_content(choose(child), properties)
            elif child.name in ("w:drawing", "w:pict", "w:object"):
                self._read_drawing(child)

    def _read_words(self, element: Element, properties: Element | None) -> None:
        text = element.text
        if any("\uf000" <= char <= "\uf0ff" for char in text):
            fonts = properties.find("w:rFonts") if properties is not None else None
            names = " ".join(sorted(fonts.attributes.values())) if fonts is not None else ""
            text, unknown = read_symbols(text, names)
            self._left["signs"] += unknown
        self._text.append(text.replace("\n", " "))

    def _read_field(self, element: Element) -> None:
        if element.name == "w:instrText":
            if self._fields and not self._fields[-1].result:
                self._fields[-1].code += element.text
            return
        kind = element.get("w:fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not ended.result and self._is_shown():
                self._read_code(ended.code)

    def _read_code(self, code: str) -> None:
        """The print of a field that keeps no result of its own."""
        if (match := _EQUATION.match(code)) is not None:
            self._add_sign(read_equation(match[1]))
        elif (match := _SYMBOL.match(code)) is not None:
            self._add_sign(read_symbol(f"{int(match[1], 0):X}", (match[2] or "").strip()))

    def _add_sign(self, sign: str | None) -> None:
        self._left["signs"] += sign is None
        self._text.append(sign or "")

    def _read_drawing(self, drawing: Element) -> None:
        boxes = find_boxes(drawing)
        self._found.boxes += boxes
        if not boxes:
            self._left["objects" if drawing.name == "w:object" else "images"] += 1


def choose(alternatives: Element) -> Element:
    """Of several forms of a thing the first, which the newest Word shows."""
    chosen = alternatives.find("mc:Choice") or alternatives.find("mc:Fallback")
    return chosen if chosen is not None else alternatives


def find_boxes(drawing: Element) -> list[Element]:
    """The contents of the text boxes in a drawing, each once."""
    boxes: list[Element] = []
    ahead = [drawing]
    while ahead:
        element = ahead.pop()
        if element.name == "w:txbxContent":
            boxes.append(element)
        elif element.name == "mc:AlternateContent":
            ahead.append(choose(element))
        else:
            ahead += reversed(element.elements())
    return boxes

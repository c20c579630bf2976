"""The characters of a page of a PDF, as PDFium finds them."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from typing import Any, Final

from kg.documents.readers.pdf_page import Char, Font, Frame

#: What stands for a character of which the file does not say what letter it is.
UNKNOWN_CHAR: Final = "\ufffd"
#: PDFium's own mark for a hyphen at a line's end.
_HYPHEN: Final = 0x02
_BLANKS: Final = " \u00a0\u3000\t"
_STROKED: Final = (1, 2, 5, 6)
_INVISIBLE: Final = (3, 7)
_BOLD: Final = ("bold", "heavy", "black", "-w6", "-w7", "-w8", "-w9", "ultra")
_MIDDLE_WEIGHT: Final = 600
#: How far from level or upright, in radians, a line still counts as such.
_LEAN: Final = math.radians(5)
#: The sizes, in points, of characters that can be seen.
_SMALLEST: Final = 0.5
_LARGEST: Final = 2_000
#: How much of its size a character stands above its base line.
_ABOVE: Final = 0.86

#: A stretch's font, how its line runs, whether it has no ink, and the height of its base line.
_Style = tuple[Font, Frame | None, bool, float | None]


class View:
    """The part of a page that is shown, and how far `/Rotate` turns it."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_cropbox()
        media = page.get_mediabox()
        self._left, self._bottom = max(left, media[0]), max(bottom, media[1])
        self._right, self._top = min(right, media[2]), min(top, media[3])
        if self._right <= self._left or self._top <= self._bottom:
            self._left, self._bottom, self._right, self._top = media
        self.turn = page.get_rotation() % 360
        sides = (self._right - self._left, self._top - self._bottom)
        self.width, self.height = sides if self.turn in (0, 180) else sides[::-1]

    def show(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file's page on the page as shown."""
        if self.turn == 90:
            return y - self._bottom, x - self._left
        if self.turn == 180:
            return self._right - x, y - self._bottom
        if self.turn == 270:
            return self._top - y, self._right - x
        return x - self._left, self._top - y


class Reading:
    """The characters of one page."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.chars: list[Char] = []
        self.outside = self.unknown = self.invisible = 0
        self.slanted: list[str] = []
        self._named: dict[int, tuple[str, bool]] = {}
        self._fonts: dict[tuple[str, float, bool], Font] = {}

    def read(self, text: Any, count: int) -> None:
        """Take in the characters of a text page."""
        from pypdfium2 import raw

        self._raw = raw
        box = raw.FS_RECTF()
        known: dict[int, _Style] = {}
        high = 0
        for at in range(count):
            piece = raw.FPDFText_GetTextObject(text, at)
            if not piece:
                continue  # PDFium's own blanks and line ends
            code = raw.FPDFText_GetUnicode(text, at)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
            high = 0
            key = ctypes.addressof(piece.contents)
            style = known.get(key)
            if style is None:
                style = known[key] = self._find_style(text, at, piece)
            raw.FPDFText_GetLooseCharBox(text, at, box)
            if not style[0].name:
                self._widen(text, at, box, chr(code), style[0].size)
            letter = self._find_letter(code, raw.FPDFText_HasUnicodeMapError(text, at) == 1)
            self._add(letter, box, style)

    def _find_letter(self, code: int, unmapped: bool) -> str:
        if code == _HYPHEN or code == 0xFFFE:
            return "-"
        if code < 0x20 or code == 0xFFFF or code == 0xFFFD or (unmapped and code < 0x100):
            return UNKNOWN_CHAR
        return chr(code)

    def _add(self, letter: str, box: Any, style: _Style) -> None:
        font, frame, invisible, line = style
        x0, y0 = self.view.show(box.left, box.top)
        x1, y1 = self.view.show(box.right, box.bottom)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        blank = letter in _BLANKS
        if blank and frame is None:
            return
        shown = 0 <= x <= self.view.width and 0 <= y <= self.view.height
        if not (shown and _SMALLEST <= font.size <= _LARGEST):
            self.outside += not blank
            return
        if line is not None and frame is Frame.LEVEL and y0 + 0.5 * (y1 - y0) < line <= y1 + 1:
            # Fonts differ in how high they say they are; sizes and base lines are comparable.
            y0, y1 = line - _ABOVE * font.size, line + (1 - _ABOVE) * font.size
        self.unknown += letter == UNKNOWN_CHAR
        self.invisible += invisible
        if frame is None:
            self.slanted.append(letter)
            return
        self.chars.append(Char(letter, x0, y0, x1, y1, font, len(self.chars), frame))

    def _widen(self, text: Any, at: int, box: Any, letter: str, size: float) -> None:
        """Make the box of a drawn glyph (Type 3, of no named font) that of its whole character."""
        x, y = ctypes.c_double(), ctypes.c_double()
        self._raw.FPDFText_GetCharOrigin(text, at, x, y)
        if abs(y.value - box.bottom) > size or not x.value - size < box.left < x.value + size:
            return
        box.left = min(x.value, box.left)
        if unicodedata.east_asian_width(letter) in "WF":
            box.right = max(box.left + size, box.right)
        box.top, box.bottom = y.value + _ABOVE * size, y.value - (1 - _ABOVE) * size

    def _find_style(self, text: Any, at: int, piece: Any) -> _Style:
        raw = self._raw
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, at, matrix)
        size = raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        mode = raw.FPDFTextObj_GetTextRenderMode(piece)
        name, heavy = self._find_name(raw.FPDFTextObj_GetFont(piece))
        key = (name, round(size, 1), heavy or mode in _STROKED)
        font = self._fonts.get(key)
        if font is None:
            font = self._fonts[key] = Font(*key)
        line = self.view.show(matrix.e, matrix.f)[1]
        return font, self._find_frame(matrix), mode in _INVISIBLE, line

    def _find_name(self, font: Any) -> tuple[str, bool]:
        """The name of a font, "" where it has none, and whether it is heavy."""
        if not font:
            return "", False
        key = ctypes.addressof(font.contents)
        known = self._named.get(key)
        if known is None:
            buffer = ctypes.create_string_buffer(256)
            self._raw.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
            heavy = self._raw.FPDFFont_GetWeight(font) >= _MIDDLE_WEIGHT
            heavy |= any(word in name.lower() for word in _BOLD)
            known = self._named[key] = name, heavy
        return known

    def _find_frame(self, matrix: Any) -> Frame | None:
        """How a line runs by its matrix, None where it runs askew."""
        angle = math.atan2(matrix.b, matrix.a) - math.radians(self.view.turn)
        quarter = round(angle / (math.pi / 2))
        if abs(angle - quarter * math.pi / 2) > _LEAN:
            return None
        return (Frame.LEVEL, Frame.UP, Frame.TURNED, Frame.DOWN)[quarter % 4]

"""Characters as printed lines: doubles dropped, gaps told from blanks, small signs kept apart."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.documents.readers.pdf_page import Box, Char, Font, join_boxes
from kg.documents.readers.pdf_spacing import LATIN, Spacing, find_usual_gap
from kg.documents.readers.pdf_starts import find_hang

#: In sizes of the characters: what still is one stretch, and what blanks may bridge.
_REACH: Final = 1.25
_BRIDGED: Final = 6.0
#: How near, in sizes, the same character drawn again is the same one.
_DOUBLE: Final = 0.16
_MARK_SIZE: Final = 0.78
_RUBY_SIZE: Final = 0.62
_MARK: Final = re.compile(r"[0-9０-９※*＊†‡注()（）)、,～~\-]+")
_KANA: Final = re.compile(r"[\u3041-\u30ff・\s]+")
_OPENING: Final = "（「『【［〔〈《([{“‘"
_NO_START: Final = (
    "、。，．・：；？！ー々ゝ）」』】］〕〉》)]},.:;?!％%ぁぃぅぇぉっゃゅょァィゥェォッャュョ”’…‥"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or a stretch of one that a wide gap ends.

    `unit` is the width of what its print cannot break at its beginning; `hang` where the words
    begin behind a bullet or number; `heavy` the share of heavy characters; `marks` small raised
    signs, each with its offset in the text, in which they are not.
    """

    text: str
    box: Box
    font: Font
    heavy: float
    unit: float
    hang: float
    page: int
    marks: tuple[tuple[int, str], ...] = ()

    @property
    def size(self) -> float:
        """The size that most of it has."""
        return self.font.size


def drop_doubles(chars: Sequence[Char]) -> list[Char]:
    """The characters without those that are drawn again at the same place to look heavy."""
    seen: dict[tuple[str, int, int], list[Char]] = defaultdict(list)
    kept: list[Char] = []
    for char in chars:
        reach = max(_DOUBLE * char.size, 0.3)
        column, row = int(char.x0 // 4), int(char.y0 // 4)
        near = (
            other
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for other in seen[char.text, x, y]
        )
        if any(
            abs(other.x0 - char.x0) < reach
            and abs(other.y0 - char.y0) < reach
            and abs(other.size - char.size) < 0.1 * char.size
            for other in near
        ):
            continue
        seen[char.text, column, row].append(char)
        kept.append(char)
    return kept


def find_stretches(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters that stand side by side, in the order in which they are read."""
    rows: dict[int, list[list[Char]]] = defaultdict(list)
    stretches: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char.x0, char.order)):
        middle = int(char.middle[1] // 8)
        best: list[Char] | None = None
        gap = 0.0
        for row in (middle - 1, middle, middle + 1):
            for stretch in rows[row]:
                last = stretch[-1]
                distance = char.x0 - last.x1
                if _reaches(stretch, char) and (best is None or distance < gap):
                    best, gap = stretch, distance
        if best is None:
            best = []
            stretches.append(best)
            rows[middle].append(best)
        best.append(char)
    return [trimmed for stretch in stretches if (trimmed := _trim(stretch))]


def _reaches(stretch: Sequence[Char], char: Char) -> bool:
    last = stretch[-1]
    overlap = min(last.y1, char.y1) - max(last.y0, char.y0)
    if overlap < 0.5 * min(last.y1 - last.y0, char.y1 - char.y0):
        return False
    size = max(last.size, char.size)
    if char.x0 - last.x1 < -0.8 * size:
        return False
    glyph = last
    if last.text.isspace():
        glyph = next((other for other in reversed(stretch) if not other.text.isspace()), last)
        if char.x0 - glyph.x1 > _BRIDGED * size:
            return False
    if not any(_MARK.fullmatch(one.text) for one in (last, char)):
        # Beside larger print, as of a heading in the next column, the smaller one tells.
        size = min(last.size, char.size)
    return char.x0 - last.x1 <= _REACH * size


def _trim(stretch: list[Char]) -> list[Char]:
    start, end = 0, len(stretch)
    while start < end and stretch[start].text.isspace():
        start += 1
    while end > start and stretch[end - 1].text.isspace():
        end -= 1
    return stretch[start:end]


def make_line(chars: Sequence[Char], page: int, spacing: Spacing) -> Line:
    """The line of characters that stand side by side."""
    font = Counter(char.font for char in chars if not char.text.isspace()).most_common(1)[0][0]
    size = max((char.size for char in chars if char.font == font), default=font.size)
    bottom = max(char.y1 for char in chars if char.size > _MARK_SIZE * size)
    words: list[Char] = []
    marks: list[Char] = []
    for char in chars:
        small = char.size <= _MARK_SIZE * size and char.y1 < bottom - 0.12 * size
        (marks if small and _MARK.fullmatch(char.text) else words).append(char)
    words = _trim(words)
    text, offsets = _join(words, marks, spacing)
    box = join_boxes([Box(char.x0, char.y0, char.x1, char.y1) for char in words])
    heavy = sum(char.font.heavy for char in words) / len(words)
    found = _place_marks(marks, words, offsets, len(text))
    hang = find_hang(text)
    at = next((n for n, offset in enumerate(offsets) if offset >= hang), 0) if hang else 0
    return Line(text, box, font, heavy, _find_unit(words), words[at].x0, page, found)


def _place_marks(
    marks: Sequence[Char], words: Sequence[Char], offsets: Sequence[int], end: int
) -> tuple[tuple[int, str], ...]:
    placed: dict[int, str] = {}
    for mark in marks:
        at = next((n for n, char in enumerate(words) if char.x0 >= mark.x0), None)
        offset = end if at is None else offsets[at]
        placed[offset] = placed.get(offset, "") + mark.text
    return tuple(sorted(placed.items()))


def _join(chars: Sequence[Char], marks: Sequence[Char], spacing: Spacing) -> tuple[str, list[int]]:
    """The text of characters, and the offset of each; marks between two take up their gap."""
    glyphs = [char for char in chars if not char.text.isspace()]
    spaced = _is_spaced(glyphs) and len(glyphs) == len(chars)
    usual = find_usual_gap(glyphs)
    text, offsets, blank, last = "", [], "", None
    for char in chars:
        if char.text.isspace():
            blank += char.text
            offsets.append(len(text))
            continue
        if last is not None and not spaced:
            taken = any(last.x0 < mark.x0 < char.x0 for mark in marks)
            text += "" if taken else spacing.find_blank(last, char, blank, usual)
        offsets.append(len(text))
        text += char.text
        last, blank = char, ""
    return text, offsets


def _is_spaced(glyphs: Sequence[Char]) -> bool:
    """Whether characters are set wide apart in equal steps: 担　当　課."""
    if len(glyphs) < 3:
        return False
    gaps = [after.x0 - before.x1 for before, after in itertools.pairwise(glyphs)]
    size = glyphs[0].size
    return min(gaps) > 0.4 * size and max(gaps) - min(gaps) < 0.4 * size


def _find_unit(words: Sequence[Char]) -> float:
    """The width of what stands first and is not broken: a word, a sign with its brackets."""
    end = 0
    while end < len(words) - 1 and words[end].text in _OPENING:
        end += 1
    if words[end].text.isascii() and words[end].text.isalnum():
        while end < len(words) - 1 and words[end + 1].text.isascii():
            if words[end + 1].text.isspace() or words[end + 1].x0 - words[end].x1 > 2:
                break
            end += 1
    while end < len(words) - 1 and words[end + 1].text in _NO_START:
        end += 1
    return words[end].x1 - words[0].x0


def join_stretches(lines: Sequence[Line]) -> Line:
    """One line of stretches that stand at one height, from left to right."""
    if len(lines) == 1:
        return lines[0]
    text, marks, before = "", [], lines[0].box.x0
    for line in lines:
        text += " " if text and _is_apart(text, line, before) else ""
        before = line.box.x1
        marks += [(offset + len(text), mark) for offset, mark in line.marks]
        text += line.text
    longest = max(lines, key=lambda line: len(line.text))
    length = sum(len(line.text) for line in lines)
    heavy = sum(line.heavy * len(line.text) for line in lines) / length
    box = join_boxes([line.box for line in lines])
    hang = lines[1].box.x0 if find_hang(lines[0].text + " x") else lines[0].hang
    return Line(text, box, longest.font, heavy, lines[0].unit, hang, lines[0].page, tuple(marks))


def _is_apart(text: str, line: Line, before: float) -> bool:
    """Whether a gap parts a stretch from the text before it."""
    latin = bool(LATIN.match(text[-1])) or bool(LATIN.match(line.text))
    return line.box.x0 - before > (0.17 if latin else 0.9) * line.size


def make_lines(chars: Sequence[Char], page: int, spacing: Spacing) -> list[Line]:
    """The lines of characters of one column or cell, from the top down."""
    found = [make_line(stretch, page, spacing) for stretch in find_stretches(chars)]
    return [join_stretches(row) for row in group_rows(found)]


def group_rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Stretches of one height together, rows from the top down and each from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.box.y0 + line.box.y1, line.box.x0)):
        row = rows[-1] if rows else None
        if row is not None:
            other = row[-1].box
            overlap = min(other.y1, line.box.y1) - max(other.y0, line.box.y0)
            if overlap >= 0.5 * min(other.height, line.box.height):
                row.append(line)
                continue
        rows.append([line])
    return [sorted(row, key=lambda line: line.box.x0) for row in rows]


def split_ruby(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines, and apart from them the small kana that stand above others."""
    kept: list[Line] = []
    ruby: list[Line] = []
    for line in lines:
        small = _KANA.fullmatch(line.text) and any(_is_ruby(line, other) for other in lines)
        (ruby if small else kept).append(line)
    return kept, ruby


def _is_ruby(line: Line, other: Line) -> bool:
    if line.size > _RUBY_SIZE * other.size:
        return False
    gap = other.box.y0 - line.box.y1
    inside = other.box.x0 - other.size < line.box.x0 and line.box.x1 < other.box.x1 + other.size
    return inside and -0.4 * other.size < gap < 0.4 * other.size

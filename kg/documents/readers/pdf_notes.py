"""Footnotes: the lines at the foot of a page that explain small signs in its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.documents.readers.pdf_lines import Line
from kg.documents.readers.pdf_page import Rule

#: How small, against the text, the print of footnotes is at most; with a line above, and without.
_BELOW_RULE: Final = 0.97
_SMALL: Final = 0.92
#: How much of the text's width the line above footnotes takes at most.
_SHORT: Final = 0.6
#: The part of a page in which footnotes stand.
_FOOT: Final = 0.35
_SIGN: Final = re.compile(r"(?:※|＊|\*|†|‡|[(（]?注)\s*[0-9０-９]{0,3}[)）:：.．]?\s*")
_BEFORE: Final = "※"


def split_notes(
    lines: Sequence[Line], rules: Sequence[Rule], height: float, size: float
) -> tuple[list[Line], list[Line]]:
    """The lines of the text and those of footnotes; `size` is that of the text."""
    if not lines:
        return [], []
    left = min(line.box.x0 for line in lines)
    width = max(line.box.x1 for line in lines) - left
    for rule in sorted(rules, key=lambda rule: rule.at):
        short = rule.level and 20 < rule.end - rule.start <= _SHORT * width
        if not short or rule.at < _FOOT * height or rule.start > left + 0.25 * width:
            continue
        below = [line for line in lines if line.box.y0 >= rule.at - 2]
        if below and all(line.size <= _BELOW_RULE * size for line in below):
            return _part(lines, below)
    small: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.box.y0):
        if line.size > _SMALL * size or line.box.y0 < _FOOT * height:
            break
        small.append(line)
    signed = [line for line in small if find_sign(line)]
    if not signed:
        return list(lines), []
    top = min(line.box.y0 for line in signed)
    return _part(lines, [line for line in small if line.box.y0 >= top - 1])


def _part(lines: Sequence[Line], notes: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    known = {id(line) for line in notes}
    return (
        [line for line in lines if id(line) not in known],
        [line for line in lines if id(line) in known],
    )


def find_sign(line: Line) -> str:
    """The sign of the footnote that a line begins, "" where it begins none."""
    if line.marks and line.marks[0][0] == 0:
        return line.marks[0][1]
    match = _SIGN.match(line.text)
    return match.group().strip() if match else ""


def make_note(line: Line) -> Line:
    """The first line of a footnote as it is kept: a small figure before it becomes ※ and figure."""
    if not line.marks or line.marks[0][0] != 0:
        return line
    sign = line.marks[0][1]
    lead = sign if _SIGN.match(sign) else _BEFORE + sign
    moved = tuple((at + len(lead) + 1, mark) for at, mark in line.marks[1:])
    return replace(line, text=f"{lead} {line.text}", marks=moved)


def fold_sign(sign: str) -> str:
    """A sign as it is compared."""
    return unicodedata.normalize("NFKC", sign).strip("()※*注 .:")


def place_marks(line: Line, known: frozenset[str]) -> tuple[str, int]:
    """The text of a line, and how many signs of footnotes were left out of it.

    A small raised sign that is no footnote's stands in the text where it is printed.
    """
    text, left_out = line.text, 0
    for offset, mark in reversed(line.marks):
        if all(fold_sign(sign) in known for sign in re.split("[、,，]", mark)):
            left_out += 1
        else:
            text = text[:offset] + mark + text[offset:]
    return text, left_out

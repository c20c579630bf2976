"""The header of a table on a sheet: how many rows it takes, and the word of each column.

Several rows become one. The word that says what the column holds stands free, the others in
brackets behind it, which is how a layout finds the column and its year: 予算額(令和6年度),
現状値(成果指標). Words that only together are a column's are written together: 担当 over 局.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Final

from kg.documents.readers.sheet import Sheet, Shown
from kg.documents.readers.sheet_words import join_print_lines
from kg.text.dates import parse_year_header
from kg.text.fold import fold_key

#: How many rows a header may take, and how long a word of it is when folded.
_DEEPEST: Final = 6
_LONGEST: Final = 40
#: How many words are kept with what they were found to be.
_KNOWN: Final = 4096
#: Columns whose figures are those of the year beside their word.
_FIGURES: Final = ("budget", "target", "actual")
_BRACKETS: Final = re.compile(r"[()（）\[\]［］「」『』【】〔〕〈〉《》]")


@cache
def _load_vocabulary() -> Callable[[str], str | None]:
    # The layouts are read after the documents: only their words are asked for.
    from kg.layouts.layout import parse_layout

    return parse_layout("", "vocabulary").find_column


@lru_cache(_KNOWN)
def find_role(word: str) -> str:
    """What a column of that header word holds by the vocabulary of layouts, "" where unknown."""
    if is_year(word):
        return "period"
    return _load_vocabulary()(word) or ""


@lru_cache(_KNOWN)
def is_record(word: str) -> bool:
    """Whether a header word is that of projects, also beyond the vocabulary."""
    from kg.layouts.proposal.words import load_words

    if (role := find_role(word)) or len(word) > _LONGEST:
        return role == "name"
    key = fold_key(word)
    return next((role for part, role in load_words().columns if part in key), "") == "name"


def is_year(word: str) -> bool:
    """Whether a header word is a fiscal year, in whatever era."""
    return parse_year_header(word, "令和") is not None


def count_header_rows(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> int:
    """How many rows from the first on are the header: tied by merged cells, or refined by years."""
    bottom, at = rows[0], 0
    while at < len(rows) and rows[at] <= bottom:
        for column in columns:
            if (shown := sheet.find_shown(rows[at], column)) is not None:
                bottom = max(bottom, shown.range.bottom)
        at += 1
        if at > _DEEPEST:
            return 1
    deep = at
    if at == 1 and len(rows) > 2 and _is_parted(sheet, rows, columns):
        deep = 2
    if deep == 1:
        return 2 if _is_refined(sheet, rows, columns) else 1
    cells = [sheet.find_shown(row, column) for row in rows[:deep] for column in columns]
    words = [join_print_lines(shown.words) for shown in cells if shown]
    if deep >= len(rows) or any(len(fold_key(word)) > _LONGEST or "。" in word for word in words):
        return 1
    banner = any(_has_banner(sheet, row, columns) for row in rows[: deep - 1])
    known = sum(1 for word in set(words) if find_role(word))
    return deep if known >= 2 or (banner and at > 1) else 1


def _has_banner(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    """Whether a cell of a row spans several columns, beside others."""
    ranges = [shown.range for column in columns if (shown := sheet.find_shown(row, column))]
    return len(set(ranges)) > 1 and len(set(ranges)) < len(ranges)


def _is_parted(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether the second row parts the words of the first that span columns.

    Beside them it is blank, or half of its words are those of columns, alone or behind the first.
    """
    if not _has_banner(sheet, rows[0], columns):
        return False
    upper = [sheet.find_shown(rows[0], column) for column in columns]
    lower = [sheet.find_shown(rows[1], column) for column in columns]
    beside = [
        below
        for above, below in zip(upper, lower, strict=True)
        if above is None or above.range.left == above.range.right
    ]
    if beside and not any(beside):
        return True
    words = [
        (join_print_lines(above.words) if above else "", join_print_lines(below.words))
        for above, below in zip(upper, lower, strict=True)
        if below
    ]
    known = sum(bool(find_role(word) or find_role(above + word)) for above, word in words)
    return known * 2 >= len(words)


def _is_refined(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether the second row holds only years or known words, in part below blanks."""
    if len(rows) < 3:
        return False
    upper = [sheet.find_shown(rows[0], column) for column in columns]
    lower = [sheet.find_shown(rows[1], column) for column in columns]
    filled = [at for at, shown in enumerate(lower) if shown]
    if len(filled) < 2 or len([shown for shown in upper if shown]) < 2:
        return False
    if any(not find_role(join_print_lines(shown.words)) for shown in lower if shown):
        return False
    below = [at for at in filled if upper[at] is None]
    # A word above a filled cell is a banner: the cells beside it have none of their own.
    banners = all(upper[at] is None or at + 1 in below for at in filled)
    return bool(below) and banners


def read_header(
    sheet: Sheet, rows: Sequence[int], columns: Sequence[int]
) -> list[list[tuple[str, Shown, bool]]]:
    """For each column the words of its header in order, and whether one follows without a blank."""
    head: list[list[tuple[str, Shown, bool]]] = []
    carried: Shown | None = None
    for at, column in enumerate(columns):
        stack: list[Shown] = []
        for row in rows:
            shown = sheet.find_shown(row, column)
            if shown is not None and shown not in stack:
                stack.append(shown)
        top = sheet.find_shown(rows[0], column)
        if len(rows) > 1 and top is not None:
            carried = top if len(stack) > 1 and top.range.left == top.range.right else None
        elif len(rows) > 1 and carried is not None and stack and at:
            stack.insert(0, carried)
        head.append(_combine(stack))
    return head


def _combine(stack: Sequence[Shown]) -> list[tuple[str, Shown, bool]]:
    """The words of a column's header from the top as one."""
    words = [(join_print_lines(shown.words), shown) for shown in stack]
    if len(words) < 2:
        return [(word, shown, False) for word, shown in words]
    years = [pair for pair in words if is_year(pair[0])]
    others = [pair for pair in words if not is_year(pair[0])]
    if years and others:
        return _combine_year(others, years[-1])
    lowest, above = words[-1], words[:-1]
    if find_role(lowest[0]):
        return [(*lowest, False), _bracket(above)]
    for at in range(len(above)):
        if find_role("".join(word for word, _ in words[at:])):
            together = [
                (word, shown, number > 0) for number, (word, shown) in enumerate(words[at:])
            ]
            return [*together, *([_bracket(above[:at])] if at else [])]
    known = next((pair for pair in reversed(above) if find_role(pair[0])), None)
    if known is not None:
        return [(*known, False), _bracket([pair for pair in words if pair is not known])]
    return [(word, shown, False) for word, shown in words]


def _combine_year(
    others: Sequence[tuple[str, Shown]], year: tuple[str, Shown]
) -> list[tuple[str, Shown, bool]]:
    """The words of a column of one year. A layout finds the year alone in the only brackets."""
    figure = next((pair for pair in reversed(others) if find_role(pair[0]) in _FIGURES), None)
    if figure is None or len(others) == 1:
        return [*((word, shown, False) for word, shown in others), _bracket([year])]
    if find_role("".join(word for word, _ in others)) in _FIGURES:
        together = [(word, shown, at > 0) for at, (word, shown) in enumerate(others)]
        return [*together, _bracket([year])]
    return [(*figure, False), _bracket([*(pair for pair in others if pair is not figure), year])]


def _bracket(pairs: Sequence[tuple[str, Shown]]) -> tuple[str, Shown, bool]:
    """Words in brackets, those inside them left out, at the place of the last word."""
    words = " ".join(_BRACKETS.sub("", word).strip() for word, _ in pairs)
    return f"({words})", pairs[-1][1], True

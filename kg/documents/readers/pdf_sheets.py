"""Each page of a PDF as lines and tables, not yet in order: what is kept of it while reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg.documents.readers.pdf_lines import (
    Line,
    drop_doubles,
    find_stretches,
    make_line,
    split_ruby,
)
from kg.documents.readers.pdf_page import (
    Box,
    Char,
    Frame,
    Page,
    Rule,
    show_box,
    split_frames,
    turn_box,
)
from kg.documents.readers.pdf_spacing import Spacing
from kg.documents.readers.pdf_tables import Table, split_tables


@dataclass
class PageText:
    """A page's lines, tables and ruling lines, in the frame in which its text lies level.

    `sides` are lines that run in another direction; `ruby` small kana above others.
    """

    number: int
    width: float
    height: float
    frame: Frame
    lines: list[Line]
    tables: list[Table]
    rules: list[Rule]
    ruby: list[Line] = field(default_factory=list)
    sides: list[Line] = field(default_factory=list)

    def make_fragment(self, box: Box) -> str:
        """Where a rectangle stands, as a fragment identifier of the file (RFC 8118, 3)."""
        shown = show_box(box, self.frame, self.width, self.height)
        left, top = round(max(shown.x0, 0)), round(max(shown.y0, 0))
        right, bottom = round(shown.x1 + 0.49), round(shown.y1 + 0.49)
        return (
            f"page={self.number}&viewrect={left},{top},"
            f"{max(right - left, 1)},{max(bottom - top, 1)}"
        )


def make_page_text(page: Page, spacing: Spacing) -> PageText:
    """The lines and tables of a page as drawn."""
    main, *others = split_frames(page)
    chars = drop_doubles(main.chars)
    tables, left = split_tables(main, chars, spacing)
    lines, ruby = split_ruby(_make_lines(left, page.number, spacing))
    sides: list[Line] = []
    for other in others:
        for line in _make_lines(drop_doubles(other.chars), page.number, spacing):
            shown = show_box(line.box, other.frame, other.width, other.height)
            sides.append(replace(line, box=turn_box(shown, main.frame, page.width, page.height)))
    rules = [rule for rule in main.rules if rule.level]
    return PageText(
        page.number, main.width, main.height, main.frame, lines, tables, rules, ruby, sides
    )


def _make_lines(chars: Sequence[Char], page: int, spacing: Spacing) -> list[Line]:
    return [make_line(stretch, page, spacing) for stretch in find_stretches(chars)]


@dataclass(frozen=True)
class Print:
    """How the text of a document is set for the most part: its size, and whether heavy."""

    size: float
    heavy: bool


def find_print(pages: Iterable[PageText]) -> Print:
    """How most characters outside of tables are set; of all, where there are none."""
    sizes: Counter[float] = Counter()
    heavy: Counter[bool] = Counter()
    inside: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
            heavy[line.heavy > 0.5] += len(line.text)
        for table in page.tables:
            for cell in table.cells:
                for line in cell.lines:
                    inside[round(line.size * 2) / 2] += len(line.text)
    ranked = (sizes or inside).most_common(1)
    size = ranked[0][0] if ranked else 10.0
    return Print(size, bool(heavy) and heavy.most_common(1)[0][0])

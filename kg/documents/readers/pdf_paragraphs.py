"""Lines as paragraphs: what the print broke is told by geometry from what the author ended.

A line was broken by the print where what follows would not have fitted into it. A paragraph
begins where a line is set in, where a bullet or number heads it, or where a sentence ends before
the margin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from kg.documents.readers.pdf_lines import Line
from kg.documents.readers.pdf_starts import begins_anew, ends_sentence, find_hang
from kg.text.items import goes_on

#: In sizes of the print: how exact margins are, and how far a paragraph is set in.
_SLACK: Final = 0.35
_INDENT: Final = 0.6
_DEEPEST_INDENT: Final = 2.6
#: The distance to the line above, beyond the usual one, that ends a paragraph, and a title.
_APART: Final = 0.5
_TITLE: Final = 1.3
_CANNOT_BEGIN: Final = re.compile(r"[を、。，．）)」』】〕］ーっッゃゅょャュョぁァ々・％%]")
_LATIN_END: Final = re.compile(r"[A-Za-z0-9,.;:!?'\")\]]\Z")
_LATIN_START: Final = re.compile(r"[A-Za-z0-9('\"\[]")
_POINTER: Final = re.compile(r"[PpＰｐ]\.?\s?[0-9０-９]{1,4}[)）]?\Z")
_ADDRESS: Final = re.compile(r"https?://[!-~]*\Z")


@dataclass
class Paragraph:
    """A paragraph: its lines, the right margin of the last, how it stands to what is above.

    `gap` is the distance to the line above, in sizes, beyond what lines usually have; `entry`
    says that it is one of a list of contents, `note` that it is a footnote.
    """

    lines: list[Line]
    right: float
    gap: float = 0.0
    entry: bool = False
    note: bool = False
    notes: list[Paragraph] = field(default_factory=list)
    #: The lines that begin anew inside a footnote, by their number.
    breaks: list[int] = field(default_factory=list)
    #: The left margin where it begins, and the number of its first line in the present column.
    left: float = float("inf")
    turned: int = 0

    @property
    def text(self) -> str:
        """Its words in one line, as they are compared."""
        return "".join(line.text for line in self.lines)


def is_broken(before: Line, after: Line, right: float) -> bool:
    """Whether a line ended because what follows had no room before the right margin."""
    return after.unit > right - before.box.x1 - _SLACK * before.size


def goes_on_in(paragraph: Paragraph, after: Line, gap: float | None) -> bool:
    """Whether a paragraph goes on in a line; `gap` as in `Paragraph`, None over a page break."""
    before = paragraph.lines[-1]
    size = before.size
    if abs(after.size - size) > 0.09 * size or (gap is not None and gap > _APART):
        return gap is not None and gap <= _TITLE and _is_one_title(before, after)
    if abs(before.heavy - after.heavy) > 0.9:
        return False
    ended = ends_sentence(before.text)
    if not is_broken(before, after, paragraph.right):
        return _is_one_title(before, after)
    placed = _find_place(paragraph, after, crossing=gap is None)
    if placed == "new" and _is_one_title(before, after):
        return True
    if begins_anew(after.text):
        # 第 / 32 条, …の / （１）: what stands before cannot end there.
        held = placed == "inside" or (placed == "along" and _cannot_end(before.text))
        return held and not ended
    if ended:
        # What goes on there is a line as full as this one, or the end of the paragraph.
        full = after.box.x1 > paragraph.right - 2 * size
        return placed == "inside" and (full or ends_sentence(after.text))
    return placed != "new"


def _cannot_end(text: str) -> bool:
    return goes_on(text) or text.endswith("第")


def _is_one_title(before: Line, after: Line) -> bool:
    """Whether a centred title goes on: its second line begins with what cannot begin one."""
    if abs(after.size - before.size) > 0.09 * before.size or ends_sentence(before.text):
        return False
    middle = abs((before.box.x0 + before.box.x1) - (after.box.x0 + after.box.x1)) / 2
    begins = _CANNOT_BEGIN.match(after.text) is not None and not begins_anew(after.text)
    return begins and (middle < 1.5 * before.size or abs(before.box.x0 - after.box.x0) < 2)


def _find_place(paragraph: Paragraph, after: Line, *, crossing: bool) -> str:
    """Where a line begins: "inside" a paragraph that is set otherwise, "along" it, or "new"."""
    first, size = paragraph.lines[0], after.size
    begin = after.box.x0
    hang = find_hang(first.text) > 0
    if crossing:
        # Margins of left and right pages may differ: only what a paragraph begins with tells.
        return "along"
    if paragraph.turned:
        # The lines in the column before say how it is set, those in this one where it runs.
        if abs(begin - paragraph.lines[paragraph.turned].box.x0) > _INDENT * size:
            return "new"
        runs = paragraph.lines[1].box.x0 if paragraph.turned > 1 else paragraph.left
        set_in = hang if paragraph.turned == 1 else runs - first.box.x0 > _INDENT * size
        return "inside" if set_in or first.box.x0 - runs > _INDENT * size else "along"
    if len(paragraph.lines) > 1:
        second = paragraph.lines[1].box.x0
        if abs(begin - second) > _INDENT * size:
            return "new"
        differs = abs(second - first.box.x0) > _INDENT * size
        return "inside" if differs else "along"
    if hang and abs(begin - first.hang) <= _INDENT * size:
        return "inside"
    step = first.box.x0 - begin
    if _INDENT * size < step <= _DEEPEST_INDENT * size:
        return "inside"
    if hang:
        return "along" if -_INDENT * size <= begin - first.box.x0 <= 3 * size else "new"
    return "along" if abs(step) <= _INDENT * size else "new"


def joins(before: str, after: str) -> bool:
    """Whether a line follows another without a blank: not between two Latin words."""
    if _ADDRESS.search(before):
        return True
    if _POINTER.match(after) and not before.endswith(("(", "（")):
        return False
    return not (_LATIN_END.search(before) and _LATIN_START.match(after))

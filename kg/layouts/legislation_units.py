"""Articles, paragraphs and items as the lines of a text open them one after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kg.layouts.legislation_lines import Line, read_paragraph
from kg.layouts.legislation_marks import Mark, read_marks
from kg.legislation_records import Path, UnitRecord
from kg.records import Span, Value

#: The words of an article that is no more.
DELETED: Final = "削除"
#: How far a branch of the range 第十条から第三十条まで is written out.
_LONGEST_RANGE: Final = 500


@dataclass
class Draft:
    """A unit that is being read; `more` are further numbers of an article that was deleted."""

    path: Path
    level: str
    number: str
    notation: str
    start: int
    end: int
    heading: Value | None = None
    division: Path | None = None
    texts: list[Value] = field(default_factory=list)
    remarks: list[Value] = field(default_factory=list)
    more: tuple[str, ...] = ()

    def make_records(self) -> list[UnitRecord]:
        """The unit, and the others of a range."""
        deleted = [value.text for value in self.texts] == [DELETED]
        return [
            UnitRecord(
                (*self.path[:-1], f"art_{number}") if self.more else self.path,
                self.level,
                number,
                self.notation,
                self.heading,
                tuple(self.texts),
                (Span(self.start, self.end),),
                deleted,
                self.division,
                tuple(self.remarks),
            )
            for number in (self.number, *self.more)
        ]


@dataclass
class _Open:
    style: str
    value: int
    draft: Draft


class Units:
    """The units of a text, in order. `say` gives a stretch as the graph says it."""

    def __init__(self, say: Callable[[Span], Value]) -> None:
        self.say = say
        self.drafts: list[Draft] = []
        self.article: Draft | None = None
        #: The number of the last article of the main provisions, and of each 附則.
        self.last: dict[Path, str] = {}
        self._home: Path = ()
        self._paragraph: Draft | None = None
        self._items: list[_Open] = []
        self._used: set[Path] = set()

    @property
    def is_open(self) -> bool:
        """Whether anything can take in a line of text."""
        return bool(self._home)

    @property
    def innermost(self) -> Draft | None:
        """What the last line belongs to."""
        if self._items:
            return self._items[-1].draft
        return self._paragraph or self.article

    def make_records(self) -> tuple[UnitRecord, ...]:
        """All that was read."""
        return tuple(record for draft in self.drafts for record in draft.make_records())

    def close(self, home: Path = ()) -> None:
        """End what is open; paragraphs that follow stand right below `home`."""
        self._home, self.article, self._paragraph, self._items = home, None, None, []

    def has(self, path: Path) -> bool:
        """Whether a unit has that path already."""
        return path in self._used

    def open_article(self, draft: Draft) -> None:
        """Begin an article; its paragraphs stand below it."""
        self.close(draft.path)
        self.article = draft
        self.last[draft.path[:-1]] = draft.number
        self._add(draft)
        self._used.update((*draft.path[:-1], f"art_{number}") for number in draft.more)

    def add_remark(self, line: Line) -> bool:
        """Give a remark to the article, else to the last paragraph."""
        draft = self.article or self.innermost
        if draft is None:
            return False
        draft.remarks.append(self.say(line.body))
        self._reach(line)
        return True

    def add_paragraph(self, line: Line, caption: tuple[Value, int] | None, loose: bool) -> bool:
        """Begin the paragraph that a line is by its number, if it counts on; `loose`: with gaps."""
        read = read_paragraph(line.text) if self._home else None
        if read is None:
            return False
        number, start, parted = read
        last = int(self._paragraph.number) if self._paragraph else 0
        marked = bool(line.hashes) or line.start > line.span.start
        skips = number > last and (loose or (marked and parted)) and parted
        if number != last + 1 and not skips:
            return False
        self._begin_paragraph(number, line.text[:start].rstrip(" \u3000"), line, caption)
        self._say_rest(line, start)
        return True

    def opens_item(self, line: Line) -> bool:
        """Whether a line begins an item by its mark; nothing is taken in."""
        return self._find_item(line) is not None

    def add_item(self, line: Line) -> bool:
        """Begin the item that a line is by its mark, if it counts on or opens a series."""
        found = self._find_item(line)
        return found is not None and self._begin_item(line, *found)

    def _find_item(self, line: Line) -> tuple[Mark, int, int] | None:
        """The mark of the item that a line begins, its number, and how deep it stands."""
        if not self._home:
            return None
        for mark in read_marks(line.text):
            for depth in range(len(self._items) - 1, -1, -1):
                one = self._items[depth]
                if one.style == mark.style and (value := _find_next(mark, one)) is not None:
                    return mark, value, depth
        styles = {one.style for one in self._items}
        for mark in read_marks(line.text):
            first = not self._items and mark.style in ("kanji", "(digit)")
            if mark.style not in styles and (first or 1 in mark.values):
                value = 1 if 1 in mark.values else mark.values[0]
                return mark, value, len(self._items)
        return None

    def add_text(
        self, line: Line, start: int = 0, caption: tuple[Value, int] | None = None
    ) -> bool:
        """Take in the words of a line from `start` on: they go on, or begin a first paragraph."""
        if not self._home:
            return False
        gone = self.article is not None and not self._paragraph
        if gone and line.text[start:].strip(" \u3000") == DELETED:
            self._say_rest(line, start)
            return True
        if self._paragraph is None:
            self._begin_paragraph(1, "", line, caption)
        self._say_rest(line, start)
        return True

    def add_row(self, line: Line, cells: list[Span | None]) -> None:
        """Take in a row of a table as words, its cells parted by wide blanks."""
        draft = self.innermost
        spans = [cell for cell in cells if cell is not None]
        if draft is not None and spans:
            words = "\u3000".join(self.say(span).text for span in spans)
            draft.texts.append(Value(words, tuple(spans)))
        self._reach(line)

    def _begin_paragraph(
        self, number: int, notation: str, line: Line, caption: tuple[Value, int] | None
    ) -> None:
        start = caption[1] if caption else line.span.start
        heading = caption[0] if caption else None
        path = (*self._home, f"para_{number}")
        self._items = []
        draft = Draft(path, "項", str(number), notation, start, line.span.end, heading)
        self._paragraph = draft
        self._add(draft)

    def _begin_item(self, line: Line, mark: Mark, value: int, depth: int) -> bool:
        number = f"{value}{mark.branch}"
        above = self._items[depth - 1].draft if depth else self._paragraph
        if above is None:
            # An article may hold items alone.
            self._begin_paragraph(1, "", line, None)
            above = self._paragraph
            assert above is not None
        path = (*above.path, f"sub_{number}" if depth else f"item_{number}")
        if path in self._used:
            return False
        draft = Draft(
            path, "細分" if depth else "号", number, mark.printed, line.span.start, line.span.end
        )
        del self._items[depth:]
        self._items.append(_Open(mark.style, mark.find_last(value), draft))
        self._add(draft)
        self._say_rest(line, mark.end)
        return True

    def _add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self._used.add(draft.path)

    def _say_rest(self, line: Line, start: int) -> None:
        draft = self.innermost
        words = line.text[start:]
        left = start + len(words) - len(words.lstrip(" \u3000"))
        if draft is not None and left < len(line.text):
            draft.texts.append(self.say(line.part(left, len(line.text))))
        self._reach(line)

    def _reach(self, line: Line) -> None:
        """Let all that is open reach to the end of a line."""
        for draft in (self.article, self._paragraph, *(one.draft for one in self._items)):
            if draft is not None:
                draft.end = max(draft.end, line.span.end)


def _find_next(mark: Mark, one: _Open) -> int | None:
    """The number by which a mark goes on with a series, None where it does not."""
    if mark.branch and one.value in mark.values:
        return one.value
    later = sorted(value for value in mark.values if value > one.value)
    return later[0] if later else None


def find_range(number: str, last: str | None, joint: str | None) -> tuple[str, ...]:
    """The further numbers of 第十条から第十二条まで or 第三条及び第四条."""
    if last is None:
        return ()
    first, end = number.split("_")[0], last.split("_")[0]
    if joint != "から" or "_" in number or "_" in last:
        return (last,)
    size = int(end) - int(first)
    return (
        tuple(map(str, range(int(first) + 1, int(end) + 1))) if size < _LONGEST_RANGE else (last,)
    )

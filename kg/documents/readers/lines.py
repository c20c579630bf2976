"""The kept text of a marked-up file as it grows: words, lines, rows, and the limits of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.documents.kept import KeptText, KeptWriter, Piece
from kg.documents.readers.grid import Grid
from kg.documents.readers.limits import Limits
from kg.documents.readers.sheet_writer import SheetWriter
from kg.errors import SourceError

#: What no one sees: the soft hyphen, blanks without width, marks of direction.
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
#: A line that already begins with a mark or number of its own.
_MARKED: Final = re.compile(
    r"\s*(?:[・･•●○◎◯〇■□◆◇▲△▼▽★☆※→⇒➢➤►▶✓✔♦❖*＊]"
    r"|[①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴➀-➓⑴-⒇⒈-⒛Ⅰ-Ⅻⅰ-ⅻ]"
    r"|[(（\[［【〔<＜][^)）\]］】〕>＞]{1,6}[)）\]］】〕>＞]"
    r"|第?[0-9０-９]{1,3}(?:[-－.．‐][0-9０-９]{1,3})*(?:[)）.．、:：]|\s|[章節項条編部])"
    r"|第?[一二三四五六七八九十]{1,3}(?:[、.．)）]|\s|[章節項条編部])"
    r"|[ア-ンｱ-ﾝあ-んa-zA-Zａ-ｚＡ-Ｚ](?:[)）.．、:：]|\s))"
)


class Lines:
    """Writes what a reader found, line by line. Raises SourceError past the limits."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self._out = KeptWriter()
        self._written = 0

    def add_line(self, pieces: Sequence[Piece], heading: int = 0) -> None:
        """A paragraph, or a heading."""
        self._measure(pieces)
        if heading:
            self._out.add_blank()
        self._out.add_line(pieces, heading)
        if heading:
            self._out.add_blank()

    def add_table(self, grid: Grid) -> None:
        """A table, by the rule of workbooks."""
        for row, cells in grid.sheet.rows.items():
            for column, words in cells.items():
                self._measure([Piece(words, grid.paths[row, column])])
        SheetWriter(self._out, self.name, self.limits).write(grid.sheet, grid.get_path)

    def add_blank(self) -> None:
        """A blank line, where there is none already."""
        self._out.add_blank()

    def add_notice(self, code: str, where: str, ja: str, en: str) -> None:
        """Something that a person should know of the reading."""
        self._out.add_notice(code, where or self.name, ja, en)

    def finish(self, reader: str) -> KeptText:
        """All that was written. Raises SourceError where there is no word."""
        kept = self._out.finish(reader)
        if not kept.text.strip():
            raise SourceError(
                "読める文字がありません / there is no text to read",
                where=self.name,
                why="本文が画像だけか、空です / the body is empty or holds images only",
                fix="文字のある版(もとの文書や、文字の入った PDF)を使ってください / "
                "use an edition with text: the original document or a PDF with a text layer",
            )
        return kept

    def _measure(self, pieces: Sequence[Piece]) -> None:
        length = sum(len(piece.text) + 1 for piece in pieces)
        self._written += length
        if length > self.limits.line_characters or self._written > self.limits.characters:
            most = self.limits.line_characters
            long = length > most
            raise SourceError(
                "一行が長すぎて読めません / a line is too long to be read"
                if long
                else "文書が長すぎて読めません / the document is too long to be read",
                where=f"{self.name} {pieces[0].fragment}",
                why=f"{most if long else self.limits.characters} 字を超えています / "
                f"more than {most if long else self.limits.characters} characters",
                fix="段落や文書を分けてください / split the paragraph or the document",
            )


def drop_unseen(text: str) -> str:
    """The text without what no one sees."""
    return _UNSEEN.sub("", text)


def has_mark(text: str) -> bool:
    """Whether a line begins with a mark or a number of its own."""
    return _MARKED.match(text) is not None


def put_mark(mark: str, piece: Piece) -> Piece:
    """The piece behind the mark of its list, where it has none of its own."""
    if not mark or has_mark(piece.text):
        return piece
    return replace(piece, text=mark + piece.text.lstrip())

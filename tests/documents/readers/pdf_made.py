"""PDFs made line by line with an independent library, for what a reader must tell apart."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from kg.documents.kept import KeptText
from kg.documents.readers.limits import DEFAULT_LIMITS, Limits
from kg.documents.readers.pdf import read_pdf

MINCHO: Final = "HeiseiMin-W3"
GOTHIC: Final = "HeiseiKakuGo-W5"
WIDTH, HEIGHT = A4
LEFT: Final = 60.0
SIZE: Final = 10.0
#: How many characters fit into a line of `Sheet.lines`.
FULL: Final = 40


class Sheet:
    """A PDF being drawn; heights are points from the top of the page."""

    def __init__(self, size: tuple[float, float] = A4, **options: Any) -> None:
        for font in (MINCHO, GOTHIC):
            pdfmetrics.registerFont(UnicodeCIDFont(font))
        self._out = io.BytesIO()
        self.width, self.height = size
        self.canvas = Canvas(self._out, pagesize=size, invariant=1, **options)

    def text(self, words: str, x: float, y: float, size: float = SIZE, font: str = MINCHO) -> None:
        """Words whose base line begins at a point."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, words)

    def lines(
        self, lines: Sequence[str], y: float, x: float = LEFT, size: float = SIZE, step: float = 16
    ) -> float:
        """Lines one below the other; gives back the height of the next."""
        for line in lines:
            self.text(line, x, y, size)
            y += step
        return y

    def paragraph(
        self, words: str, y: float, x: float = LEFT, count: int = FULL, indent: bool = True
    ) -> float:
        """Words broken every so many characters, the first line set in; the next height."""
        first = count - 1 if indent else count
        self.text(words[:first], x + (SIZE if indent else 0), y)
        rest = words[first:]
        cut = [rest[at : at + count] for at in range(0, len(rest), count)]
        return self.lines(cut, y + 16, x)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """A table's ruling lines."""
        self.canvas.grid(list(xs), [self.height - y for y in ys])

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A line."""
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def row(self, cells: Sequence[str], xs: Sequence[float], y: float, size: float = 8) -> None:
        """The words of a table's row."""
        for words, x in zip(cells, xs, strict=False):
            self.text(words, x + 2, y, size)

    def page(self) -> None:
        """End the page."""
        self.canvas.showPage()

    def save(self) -> bytes:
        """The bytes of the file."""
        self.canvas.save()
        return self._out.getvalue()


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> KeptText:
    """The kept text of a file."""
    return read_pdf(data, "made.pdf", limits)


def get_lines(kept: KeptText) -> list[str]:
    """The lines of a kept text that have words."""
    return [line for line in kept.text.split("\n") if line]


def get_codes(kept: KeptText) -> list[str]:
    """The codes of a kept text's notices."""
    return [notice.code for notice in kept.notices]

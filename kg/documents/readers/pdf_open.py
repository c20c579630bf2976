"""A PDF opened: its pages as drawn, one at a time, read with PDFium.

PDFium is no library for several threads at once; a file is read from beginning to end in one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.documents.readers.limits import Limits
from kg.documents.readers.pdf_chars import Reading, View
from kg.documents.readers.pdf_drawn import find_drawn
from kg.documents.readers.pdf_page import Page
from kg.documents.readers.pdf_vertical import find_vertical
from kg.errors import SourceError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


def open_pdf(data: bytes, name: str, limits: Limits) -> PdfDocument:
    """The file opened. Raises SourceError where it is encrypted, damaged or has too many pages."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise SourceError(
                "パスワードの要る PDF は読めません / a PDF that asks for a password is not read",
                where=name,
                why="暗号化されていて、開くのにパスワードが要ります / "
                "it is encrypted and opens with a password only",
                fix="パスワードを外して保存し直してください / save it again without the password",
            ) from error
        raise SourceError(
            "PDF が壊れています / the PDF is damaged",
            where=name,
            why=str(error),
            fix="元の PDF を取り直すか、PDF ビューアーで開いて保存し直してください / "
            "fetch the PDF again, or open it in a viewer and save it anew",
        ) from error
    if count > limits.pages:
        document.close()
        raise SourceError(
            "PDF のページが多すぎて読めません / the PDF has too many pages to be read",
            where=name,
            why=f"{count} ページ、上限 {limits.pages} / {count} pages, at most {limits.pages}",
            fix="章ごとに分けて保存し直してください / save it in parts, chapter by chapter",
        )
    return document


def load_pages(document: PdfDocument, name: str, limits: Limits) -> Iterator[Page]:
    """The pages one after the other. Raises SourceError past the limit of characters."""
    left = limits.characters
    for index in range(len(document)):
        page = _load_page(document, index, left)
        left -= len(page.chars)
        if left < 0:
            raise _refuse_length(name, index + 1, limits)
        yield page


def _refuse_length(name: str, number: int, limits: Limits) -> SourceError:
    return SourceError(
        "PDF の文字が多すぎて読めません / the PDF has too many characters to be read",
        where=f"{name} p.{number}",
        why=f"{limits.characters} 文字を超えています / more than {limits.characters} characters",
        fix="章ごとに分けて保存し直してください / save it in parts, chapter by chapter",
    )


def _load_page(document: PdfDocument, index: int, left: int) -> Page:
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        # A page whose own dictionary is damaged is told of; the others can be read.
        return Page(index + 1, 0, 0, ())
    try:
        view = View(page)
        reading = Reading(view)
        text = page.get_textpage()
        try:
            reading.read(text.raw, min(text.count_chars(), left + 1))
        finally:
            text.close()
        drawn = find_drawn(page.raw, view.show)
        chars = find_vertical(reading.chars)
        return Page(
            index + 1,
            view.width,
            view.height,
            tuple(chars),
            drawn.rules,
            tuple(area / max(view.width * view.height, 1) for area in drawn.pictures),
            reading.outside,
            reading.unknown,
            reading.invisible,
            page.get_rotation(),
            "".join(reading.slanted),
            drawn.dense,
        )
    finally:
        page.close()

"""What a person should know of the reading of a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.documents.readers.lines import Lines
from kg.documents.readers.pdf_flows import Block
from kg.documents.readers.pdf_page import Frame, Page
from kg.documents.readers.pdf_running import Running
from kg.documents.readers.pdf_sheets import PageText
from kg.documents.readers.pdf_tables_joined import TableRun
from kg.errors import SourceError

#: The share of a page from which on a picture is told of.
_PICTURE: Final = 0.08
_LONGEST: Final = 60
_MOST_NAMED: Final = 5


@dataclass(frozen=True)
class Seen:
    """What was seen on a page while it was loaded."""

    number: int
    chars: int
    largest_picture: float
    outside: int
    unknown: int
    invisible: int
    turned: int
    slanted: str
    dense: bool
    broken: bool

    @classmethod
    def of(cls, page: Page) -> Seen:
        """What a page as drawn shows."""
        return cls(
            page.number,
            sum(not char.text.isspace() for char in page.chars),
            max(page.pictures, default=0.0),
            page.outside,
            page.unknown,
            page.invisible,
            page.turned,
            page.slanted,
            page.dense,
            page.width == 0,
        )


def check_readable(seen: Sequence[Seen], name: str) -> None:
    """Raise SourceError for a file without any text."""
    if any(page.chars for page in seen):
        return
    pictures = sum(page.largest_picture > 0 for page in seen)
    why = f"{len(seen)} ページのどこにも文字がありません / no word on any of {len(seen)} pages"
    if pictures:
        why = (
            f"{len(seen)} ページのうち {pictures} ページは画像だけです / "
            f"{pictures} of {len(seen)} pages are pictures only"
        )
    raise SourceError(
        "PDF に文字がありません / the PDF has no text layer",
        where=name,
        why=why,
        fix="OCR で文字を付けてから読ませてください / run OCR over it first",
    )


def name_pages(numbers: Sequence[int]) -> str:
    """Pages as they are printed in messages: p.3, 5-9."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return "p." + ", ".join(
        str(part[0]) if len(part) == 1 else f"{part[0]}-{part[-1]}" for part in parts
    )


def add_notices(
    out: Lines,
    name: str,
    seen: Sequence[Seen],
    pages: Sequence[PageText],
    running: Sequence[Running],
    blocks: Sequence[Block],
    signs: int,
) -> None:
    """Tell of all that was left out or read with doubt."""
    telling = _Telling(out, name)
    for head in running:
        telling.tell_running(head)
    telling.tell_seen(seen)
    telling.tell_pages(pages)
    tables = [block for block in blocks if isinstance(block, TableRun)]
    repeated = [table.first.page for table in tables if table.repeated]
    if repeated:
        telling.add(
            "table-header-repeated",
            repeated,
            f"ページごとに繰り返された表の見出しは一度だけ入れました(表 {len(repeated)} 件)",
            f"headers repeated on the next page are kept once (tables: {len(repeated)})",
        )
    rejoined = [table.first.page for table in tables if table.rejoined]
    if rejoined:
        count = sum(table.rejoined for table in tables)
        telling.add(
            "table-row-rejoined",
            rejoined,
            f"改ページで切れた表の行をつなぎました({count} 行)。確かめてください",
            f"rows broken by a page break were rejoined ({count}): look at them",
        )
    unruled = [table.first.page for table in tables if not table.first.ruled]
    if unruled:
        telling.add(
            "table-without-lines",
            unruled,
            f"罫線のない並びを表として読みました({len(unruled)} 件)。確かめてください",
            f"words in columns without lines were read as tables ({len(unruled)}): look at them",
        )
    if signs:
        notes = [line.page for block in blocks for note in block.notes for line in note.lines]
        telling.add(
            "note-signs",
            notes,
            f"本文の中の小さな脚注番号 {signs} 個は文に入れていません。脚注は段落の後にあります",
            f"{signs} small signs of footnotes are not in the sentences; "
            "the footnotes stand behind the paragraph",
        )


class _Telling:
    def __init__(self, out: Lines, name: str) -> None:
        self.out, self.name = out, name

    def add(self, code: str, pages: Sequence[int], ja: str, en: str) -> None:
        """One notice about pages."""
        self.out.add_notice(code, f"{self.name} {name_pages(pages)}", ja, en)

    def tell_running(self, head: Running) -> None:
        """A running head, or the page numbers."""
        text = _shorten(head.text)
        count = len(head.pages)
        if head.number:
            self.add(
                "page-number",
                head.pages,
                f"ページ番号(「{text}」、# がその数)を本文に入れていません({count} ページ)",
                f"page numbers ({text}, # being the number) are left out ({count} pages)",
            )
        else:
            self.add(
                "running-head",
                head.pages,
                f"柱「{text}」を本文に入れていません({count} ページ)",
                f"the running head {text} is left out ({count} pages)",
            )

    def tell_seen(self, seen: Sequence[Seen]) -> None:
        """What was seen on pages as they were loaded."""
        for page in seen:
            if page.broken:
                self.add(
                    "page-damaged",
                    [page.number],
                    "このページは壊れていて読めません",
                    "this page is damaged and was not read",
                )
            if page.unknown:
                share = page.unknown / max(page.chars, 1)
                self.add(
                    "unknown-characters",
                    [page.number],
                    f"どの文字か PDF に書かれていない字が {page.unknown} 字({share:.0%})あり、"
                    "\ufffd としました",
                    f"{page.unknown} characters ({share:.0%}) of which the PDF does not say "
                    "what letter they are stand as \ufffd",
                )
            if page.slanted:
                self.add(
                    "slanted-text",
                    [page.number],
                    f"斜めの文字を入れていません: {_shorten(page.slanted)}",
                    f"text that runs askew is left out: {_shorten(page.slanted)}",
                )
            if page.outside:
                self.add(
                    "outside-page",
                    [page.number],
                    f"ページの外にあるか大きさのない {page.outside} 字を入れていません",
                    f"{page.outside} characters outside the page or without size are left out",
                )
        self._tell_kinds(seen)

    def _tell_kinds(self, seen: Sequence[Seen]) -> None:
        empty = [p.number for p in seen if not p.chars and p.largest_picture > _PICTURE]
        if empty:
            self.add(
                "image-only-page",
                empty,
                f"画像だけで文字のないページです({len(empty)} ページ)。OCR をかけてください",
                f"pages that are pictures without text ({len(empty)}): run OCR over them",
            )
        scanned = [p.number for p in seen if p.chars and 2 * p.invisible > p.chars]
        if scanned:
            self.add(
                "ocr-layer",
                scanned,
                f"画像の上の見えない文字(OCR)を読みました({len(scanned)} ページ)。誤読があり得ます",
                f"invisible text over a picture (OCR) was read ({len(scanned)} pages): "
                "it may be misread",
            )
        pictures = [
            p.number
            for p in seen
            if p.chars and p.largest_picture > _PICTURE and p.number not in scanned
        ]
        if pictures:
            self.add(
                "pictures",
                pictures,
                f"図や写真の中の文字は読んでいません({len(pictures)} ページ)",
                f"words inside pictures are not read ({len(pictures)} pages)",
            )
        turned = [p.number for p in seen if p.turned]
        if turned:
            self.add(
                "rotated-page",
                turned,
                f"回転して表示されるページを、表示の向きで読みました({len(turned)} ページ)",
                f"pages that are shown rotated were read as shown ({len(turned)})",
            )
        dense = [p.number for p in seen if p.dense]
        if dense:
            self.add(
                "dense-drawing",
                dense,
                f"図の線が多すぎるため、罫線を見ずに読みました({len(dense)} ページ)",
                f"too many lines are drawn: read without ruling lines ({len(dense)} pages)",
            )

    def tell_pages(self, pages: Sequence[PageText]) -> None:
        """How the text of pages runs, and the small kana above it."""
        down = [page.number for page in pages if page.frame is Frame.DOWN and page.lines]
        if down:
            self.add(
                "vertical-page",
                down,
                f"縦書き(または横倒し)のページを、その向きで読みました({len(down)} ページ)",
                f"pages whose lines run from top to bottom were read so ({len(down)})",
            )
        turned = [p.number for p in pages if p.frame in (Frame.UP, Frame.TURNED) and p.lines]
        if turned:
            self.add(
                "turned-text",
                turned,
                f"横倒しの文字のページを、文字の向きで読みました({len(turned)} ページ)",
                f"pages whose text is turned were read along its lines ({len(turned)})",
            )
        sides = [page.number for page in pages if page.sides]
        if sides:
            words = "、".join(line.text for page in pages for line in page.sides)
            self.add(
                "side-text",
                sides,
                f"向きの違う文字は、そのページの文の後に置きました: {_shorten(words)}",
                f"text that runs another way stands behind its page's: {_shorten(words)}",
            )
        ruby = [line for page in pages for line in page.ruby]
        if ruby:
            words = "、".join(line.text for line in ruby[:_MOST_NAMED])
            self.add(
                "ruby",
                [line.page for line in ruby],
                f"振り仮名 {len(ruby)} 個は文に入れていません: {_shorten(words)}",
                f"{len(ruby)} readings above words are not in the text: {_shorten(words)}",
            )


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

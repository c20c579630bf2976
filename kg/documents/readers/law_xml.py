"""The standard law XML of e-Gov as a kept text in the form in which ordinances are printed.

A line a title, heading, paragraph or item; 目次, divisions and articles as headings; what the XML
says in attributes alone (the day of promulgation, the law that amends) stands in the line where a
printed law has it. Places are absolute XPaths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.documents.kept import KeptText, KeptWriter, Piece
from kg.documents.readers.law_table import make_rows
from kg.documents.readers.law_tree import Element, parse_tree
from kg.documents.readers.limits import Limits
from kg.errors import SourceError, locate
from kg.text.numerals import make_kanji

READER: Final = "law-xml 1"

_DIVISIONS: Final = ("Part", "Chapter", "Section", "Subsection", "Division")
#: Numbered units: the line is their number and sentence, what else they hold stands below it.
_UNITS: Final = re.compile(r"Paragraph|Item|Subitem\d+|Class")
_LISTS: Final = re.compile(r"List|Sublist\d+")
_APPENDIX: Final = re.compile(r"(?:SupplProvision)?Appdx(?:Table|Note|Style|Format|Fig)?")
_TITLED: Final = re.compile(
    r"(?:TableStruct|FigStruct|StyleStruct|FormatStruct|NoteStruct|Remarks)"
)
_INLINE: Final = frozenset({"Ruby", "Rt", "Sup", "Sub", "Line", "ArithFormula", "QuoteStruct"})
_ERAS: Final = {
    "Meiji": "明治", "Taisho": "大正", "Showa": "昭和", "Heisei": "平成", "Reiwa": "令和",
}  # fmt: skip


def read_law_xml(data: bytes, name: str, limits: Limits) -> KeptText:
    """The text of a law. Raises SourceError for what is no law XML, or harms."""
    root = parse_tree(data, name, limits)
    law = next((one for one in root.walk() if one.tag == "Law"), None)
    body = law.find("LawBody") if law else None
    if law is None or body is None:
        raise SourceError(
            "法令標準 XML ではありません / not the standard law XML",
            where=locate(name, root.line),
            why=f"<{root.tag}> の中に <Law><LawBody> がありません / no <Law> with a <LawBody>",
            fix="e-Gov 法令の XML を渡してください / give the XML of e-Gov",
        )
    return _Reading(name, limits).read(law, body)


class _Reading:
    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.writer = KeptWriter()

    def read(self, law: Element, body: Element) -> KeptText:
        for title in body.find_all("LawTitle"):
            self.writer.add_line(self.find_pieces(title), 1)
        for number in law.find_all("LawNum"):
            self.writer.add_line(self.find_pieces(number))
        if promulgated := _make_promulgation(law):
            self.writer.add_line([Piece(promulgated, f"{law.path}/@PromulgateDay")])
        for part in body.find_all():
            if part.tag != "LawTitle":
                self.read_element(part, 2)
        for other in law.find_all():
            if other.tag not in ("LawNum", "LawBody"):
                self._report(other, "unknown-element")
        return self.writer.finish(READER)

    def read_element(self, element: Element, level: int) -> None:
        """Write an element and what stands in it; `level` is that of its heading."""
        tag = element.tag
        if tag == "TOC":
            self._read_contents(element)
        elif tag in _DIVISIONS:
            self.writer.add_blank()
            self._read_parts(element, f"{tag}Title", level)
        elif tag == "Article":
            self._read_article(element, level)
        elif tag == "SupplProvision":
            self._read_supplement(element)
        elif _APPENDIX.fullmatch(tag):
            self.writer.add_blank()
            heading = element.find_all(f"{tag}Title", "ArithFormulaNum", "RelatedArticleNum")
            self._add_line([p for one in heading for p in self.find_pieces(one)], 2)
            self._read_rest(element, heading, 3)
        elif _UNITS.fullmatch(tag) or _LISTS.fullmatch(tag):
            self._read_unit(element, level)
        elif tag == "Table":
            self._read_table(element)
        elif tag == "Fig":
            self._report(element, "figure")
        elif _TITLED.fullmatch(tag) or self._is_container(element):
            self.writer.add_blank()
            self._read_rest(element, [], level)
            self.writer.add_blank()
        elif element.text.strip():
            if not _is_known_line(tag):
                self._report(element, "unknown-element")
            self._add_line(list(self.find_pieces(element)))

    def find_pieces(self, element: Element, joined: bool = False) -> Iterator[Piece]:
        """The words of an element, a piece for each sentence; columns are parted by a blank."""
        if not self._is_container(element):
            yield Piece(_spell(element), element.path, joined=joined)
            return
        loose = [one for one in element.contents if isinstance(one, str) and one.strip()]
        if loose:
            # Words beside elements: a sentence with a formula in it.
            yield Piece(_spell(element), element.path, joined=joined)
            return
        first = True
        for child in element.find_all():
            parted = first or child.tag == "Column"
            yield from self.find_pieces(child, joined if parted else True)
            first = False

    def _read_contents(self, element: Element) -> None:
        self.writer.add_blank()
        for one in element.find_all():
            if one.tag == "TOCLabel":
                self._add_line(list(self.find_pieces(one)), 2)
            else:
                self._read_contents_line(one)
        self.writer.add_blank()

    def _read_contents_line(self, element: Element) -> None:
        below = [one for one in element.find_all() if one.tag.startswith("TOC")]
        own = [one for one in element.find_all() if one not in below]
        pieces = [p for one in own for p in self.find_pieces(one)]
        self._add_line(pieces if own else [Piece(_spell(element), element.path)])
        for one in below if own else []:
            self._read_contents_line(one)

    def _read_parts(self, element: Element, title: str, level: int) -> None:
        heading = element.find_all(title)
        for one in heading:
            self._add_line(list(self.find_pieces(one)), level)
        self._read_rest(element, heading, level + 1)

    def _read_rest(self, element: Element, done: list[Element], level: int) -> None:
        for one in element.find_all():
            if one not in done:
                self.read_element(one, level)

    def _read_article(self, element: Element, level: int) -> None:
        self.writer.add_blank()
        captions = element.find_all("ArticleCaption")
        for caption in captions:
            self._add_line(list(self.find_pieces(caption)))
        self._read_parts_after(element, captions, "ArticleTitle", level)

    def _read_parts_after(
        self, element: Element, done: list[Element], title: str, level: int
    ) -> None:
        heading = element.find_all(title)
        if not heading:
            self._report(element, "article-without-number")
        for one in heading:
            self._add_line(list(self.find_pieces(one)), level)
        self._read_rest(element, [*done, *heading], level + 1)

    def _read_supplement(self, element: Element) -> None:
        """附則, with the law that brought it and 抄 where it is an extract."""
        self.writer.add_blank()
        label = element.find_all("SupplProvisionLabel")
        pieces = [p for one in label for p in self.find_pieces(one)]
        if number := element.attributes.get("AmendLawNum"):
            pieces.append(Piece(f"（{number}）", f"{element.path}/@AmendLawNum"))
        if element.attributes.get("Extract") == "true":
            pieces.append(Piece("抄", f"{element.path}/@Extract"))
        self._add_line(pieces, 2)
        self._read_rest(element, label, 3)

    def _read_unit(self, element: Element, level: int) -> None:
        """A paragraph, item or list entry: its caption, then its number and sentence, then all
        that stands below it."""
        captions = element.find_all(f"{element.tag}Caption")
        for caption in captions:
            self._add_line(list(self.find_pieces(caption)))
        own = element.find_all(f"{element.tag}Num", f"{element.tag}Title", f"{element.tag}Sentence")
        self._add_line([p for one in own for p in self.find_pieces(one)])
        self._read_rest(element, [*captions, *own], level)

    def _read_table(self, element: Element) -> None:
        rows, notes = make_rows(element, self.limits, self.name)
        for row in rows:
            self.writer.add_row([list(self.find_pieces(cell)) if cell else [] for cell in row])
        for other in notes:
            self.read_element(other, 6)
        self.writer.add_blank()

    def _add_line(self, pieces: list[Piece], heading: int = 0) -> None:
        self.writer.add_line(pieces, heading)

    @staticmethod
    def _is_container(element: Element) -> bool:
        return any(one.tag not in _INLINE for one in element.find_all())

    def _report(self, element: Element, code: str) -> None:
        ja, en = _NOTICES[code]
        self.writer.add_notice(code, f"{self.name}:{element.line} {element.path}", ja, en)


_NOTICES: Final = {
    "figure": (
        "図や画像は文字がないため取り込んでいません",
        "a figure has no words and is not taken in",
    ),
    "unknown-element": (
        "法令標準 XML にない要素です。文字は一行として取り込みました",
        "an element that the law XML does not know: its words were taken as a line",
    ),
    "article-without-number": (
        "条の番号(ArticleTitle)がありません",
        "an article has no number (ArticleTitle)",
    ),
}
_LINES: Final = re.compile(
    r"LawTitle|EnactStatement|Preamble|.*(?:Sentence|Title|Label|Caption|Num)|ArticleRange"
    r"|SuppleNote|Note|Style|Format|ArithFormula|AmendProvision\w*|NewProvision|QuoteStruct"
    r"|SupplNote|AppdxNote"
)


def _is_known_line(tag: str) -> bool:
    return bool(_LINES.fullmatch(tag))


def _spell(element: Element) -> str:
    """The words of an element; the reading of a word stands in brackets behind it."""
    words: list[str] = []
    for one in element.contents:
        if isinstance(one, str):
            words.append(one)
        elif one.tag == "Rt":
            words.append(f"（{_spell(one)}）")
        else:
            words.append(_spell(one))
    return "".join(words)


def _make_promulgation(law: Element) -> str | None:
    """The day of promulgation as a line, from the attributes that alone tell it."""
    told = law.attributes
    era = _ERAS.get(told.get("Era", ""))
    numbers = [told.get(key, "") for key in ("Year", "PromulgateMonth", "PromulgateDay")]
    if era is None or not all(number.isdecimal() and 0 < int(number) < 100 for number in numbers):
        return None
    year, month, day = (make_kanji(int(number)) for number in numbers)
    return f"{era}{'元' if year == '一' else year}年{month}月{day}日公布"

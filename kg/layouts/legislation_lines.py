"""What a line of a law, ordinance or rule can be by its own form: a heading, number, remark, row.

Widths and writings of numbers are not told apart, nor is the number of # before a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.documents.source import SourceText
from kg.records import Span
from kg.text.law_numbers import NUMBER
from kg.text.numerals import parse_number

_BLANK: Final = r"[ \u3000\t]"
_OPEN: Final = r"[（(〔［\[]"
_CLOSE: Final = r"[）)〕］\]]"
BRANCH: Final = rf"(?:{_BLANK}?[のノ]{_BLANK}?{NUMBER}){{0,3}}"

_MARK: Final = re.compile(r"[\s\ufeff]*(?P<hashes>#{1,6})?[ \u3000]*(?:[-*+][ \u3000]+)?")
ARTICLE: Final = re.compile(
    rf"第{_BLANK}?(?P<number>{NUMBER}){_BLANK}?条(?P<branch>{BRANCH})"
    rf"(?:(?P<joint>から|及び|、|・){_BLANK}?第(?P<last>{NUMBER})条(?P<last_branch>{BRANCH})"
    rf"(?:まで)?)?"
    rf"(?=\Z|{_BLANK}|[（(]|削除)"
)
DIVISION: Final = re.compile(
    rf"第{_BLANK}?(?P<number>{NUMBER}){_BLANK}?(?P<kind>[編章節款目])(?P<branch>{BRANCH})"
    rf"(?:(?:から|及び|、)第{NUMBER}[編章節款目]{BRANCH}(?:まで)?)?"
    rf"(?:\Z|{_BLANK}+|(?=[^\u3041-\u3096。、（(]))(?P<title>[^。]{{0,60}})"
)
SUPPLEMENT: Final = re.compile(
    rf"[附付]{_BLANK}*則{_BLANK}*(?P<rest>{_OPEN}.{{1,80}}{_CLOSE}{_BLANK}*抄?|抄?)"
)
CONTENTS: Final = re.compile(rf"目{_BLANK}*次")
PREAMBLE: Final = re.compile(rf"前{_BLANK}*文")
_ANNEX_END: Final = (
    rf"(?:{_BLANK}*(?P<related>[（(].{{1,120}}[)）])?{_BLANK}*(?P<title>[^。]{{0,60}}))"
)
ANNEX: Final = re.compile(
    rf"(?:(?P<table>別{_BLANK}*表)(?:{_BLANK}*第?(?P<number>{NUMBER})(?P<branch>{BRANCH}))?"
    rf"|(?:別記)?第(?P<form>{NUMBER})号(?P<form_branch>{BRANCH})(?:の)?様式(?:{BRANCH})"
    rf"|(?:別記)?(?:様式)第(?P<after>{NUMBER})(?:号)?(?P<after_branch>{BRANCH})"
    rf"|(?P<other>別記様式|別記|別図)(?:{_BLANK}*第(?P<other_number>{NUMBER})(?:号)?"
    rf"(?P<other_branch>{BRANCH}))?)(?:\Z|(?=[（( \u3000])){_ANNEX_END}"
)
_WHOLE: Final = re.compile(
    r"[（(](?P<words>[^（()）]{1,80}(?:[（(][^（()）]{1,40}[)）][^（()）]{0,40})?)[)）]"
)
_CHANGE: Final = r"(?:全部改正|一部改正|改正|全改|追加|削除|繰上げ?|繰下げ?|旧第[^〔、]{1,30})"
#: 一部改正〔平成21年条例13号〕, （平21条例13・追加）: what changed the words above it.
_REMARK: Final = re.compile(
    rf"[（(〔\[]?{_CHANGE}[^。]{{0,40}}?[〔\[（(].*"
    rf"|[（(〔\[].*(?:条例|規則|法律|法|政令|令|規程){_BLANK}?第?{NUMBER}.*{_CHANGE}.*[)）〕\]]"
)
#: (平成一二年二月規則第三号で、平成一二年四月一日から施行): when a rule set the day.
_ENFORCED: Final = re.compile(r"[（(〔].*号で、.*施行.*[)）〕]")
_PARAGRAPH: Final = re.compile(
    r"(?P<number>[0-9０-９]{1,3}|[①-⑳])"
    r"(?:(?P<blank>[ \u3000]+)"
    r"|(?![0-9０-９条項号年月日時分.,．，、。・%％／/）)つ個本人㎡㎝メパ以の]))(?=\S)"
)
#: No line that is longer is a remark.
_LONGEST: Final = 600
_RULE: Final = re.compile(r"[-―─＿_=*]{3,}")
_ROW_RULE: Final = re.compile(r"\|?[\s:|-]+\|[\s:|-]*")


@dataclass(frozen=True)
class Line:
    """A line with words: its whole stretch, and its text behind the marks before it."""

    number: int
    span: Span
    start: int
    text: str
    hashes: int
    gap: int

    def part(self, start: int, end: int) -> Span:
        """A stretch of the text, in the source."""
        return Span(self.start + start, self.start + end)

    @property
    def body(self) -> Span:
        """The stretch of the text."""
        return Span(self.start, self.start + len(self.text))

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.text.startswith("|") or "\t" in self.text

    @property
    def is_rule(self) -> bool:
        """Whether it is a drawn rule, also one below the heads of a table."""
        return bool(_RULE.fullmatch(self.text) or _ROW_RULE.fullmatch(self.text))


def find_lines(source: SourceText) -> list[Line]:
    """The lines of a source that hold anything, in order."""
    found: list[Line] = []
    gap = 0
    for line in source.lines:
        span = source.strip(line.start, line.end)
        if span is None:
            gap += 1
            continue
        mark = _MARK.match(line.text)
        start = line.start + (mark.end() if mark else 0)
        body = source.strip(start, line.end)
        if body is None or _RULE.fullmatch(source.quote(span)):
            body = span
        hashes = len((mark and mark["hashes"]) or "") if body != span else 0
        found.append(Line(line.number, span, body.start, source.quote(body), hashes, gap))
        gap = 0
    return found


def parse_numbers(number: str, branch: str | None = None) -> str | None:
    """A printed number and its branches (三十六, の三) as "36_3", None where one is no number."""
    printed = [number, *re.split(rf"{_BLANK}?[のノ]{_BLANK}?", branch or "")[1:]]
    values = [parse_number(one) for one in printed]
    return "_".join(map(str, values)) if all(values) else None


def read_caption(text: str) -> str | None:
    """The words of a line that is one bracket, where they can head an article or paragraph."""
    match = _WHOLE.fullmatch(text)
    if match is None or is_remark(text) or is_enforcement(text) or "。" in match["words"]:
        return None
    return match["words"].strip(" \u3000")


def is_remark(text: str) -> bool:
    """Whether a line only says what changed the words above it."""
    return len(text) <= _LONGEST and bool(_REMARK.fullmatch(text)) and not text.endswith("。")


def is_enforcement(text: str) -> bool:
    """Whether a line in brackets says which rule set the day of coming into force."""
    return len(text) <= _LONGEST and bool(_ENFORCED.fullmatch(text))


def read_paragraph(text: str) -> tuple[int, int, bool] | None:
    """The number of a paragraph, where its words start, and whether a blank parts them."""
    match = _PARAGRAPH.match(text)
    if match is None:
        return None
    printed = match["number"]
    value = ord(printed) - 0x245F if "①" <= printed <= "⑳" else parse_number(printed)
    return (value, match.end(), bool(match["blank"])) if value else None


def find_cells(line: Line) -> list[Span | None]:
    """The cells of a row, None where one is blank; the bars at its ends part nothing."""
    text = line.text
    sign = "|" if text.startswith("|") else "\t"
    start, end = (1, len(text) - text.endswith("|")) if sign == "|" else (0, len(text))
    cells: list[Span | None] = []
    for piece in text[start:end].split(sign):
        words = piece.strip(" \u3000")
        at = start + len(piece) - len(piece.lstrip(" \u3000"))
        cells.append(line.part(at, at + len(words)) if words else None)
        start += len(piece) + 1
    return cells

"""A line taken apart as a numbered heading: the words and number before a title, or behind it.

Headings of one level are printed alike: 基本目標1 …, (1) …, 1-(2) …, 【施策 3】…, … [施策番号 32].
What they share is their family; a template of kg/layouts/pattern.py is made from each print.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.layouts.pattern import ARTICLES, LONGEST, PAGE_REFERENCE
from kg.layouts.proposal.words import load_words
from kg.layouts.prose import ends_sentence
from kg.text.fold import Folded, fold, fold_key
from kg.text.numerals import parse_number

#: Signs that stand before a heading or an item.
MARKS = "■□◆◇●○◎◉▼▽▲△★☆▶►❖◉・※•♦"
_CIRCLED = re.compile("[①-⑳⑴-⒇❶-❿⓵-⓾]")
#: Those that stand before the entries of plain lists.
PLAIN = "・※•"
#: What marks a structure whose number has no blank behind it.
CLOSE = "~"
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"
_KANJI = "一二三四五六七八九十"
_TOKEN = rf"(?:\d{{1,3}}(?!\d)|[IVX]{{1,6}}(?![A-Za-z])|[{_KANJI}]{{1,3}}|[A-Za-zア-ン](?![\w]))"
_ITEM = rf"(?:\(\s*{_TOKEN}\s*\)|{_TOKEN})"
_NUMBER = re.compile(
    rf"(?<![\d.,])(?:-\s*)?{_ITEM}(?:\s*[-.ー]\s*{_ITEM}|\s*\(\s*{_TOKEN}\s*\)){{0,3}}"
)
_MARK = re.compile(rf"[{MARKS}]{{1,2}}\s*")
_OPEN = re.compile(r"[\[(【〔〈《<「『]\s*")
_WORD = re.compile(r"[^\W\d_]{1,12}?(?=\s*(?:-\s*)?\(?\s*(?:\d|[IVX]|[一二三四五六七八九十]))")
#: A word before a number whose letters are set apart: 基 本 目 標 ２.
_SPACED = re.compile(r"\A(?:[^\W\d_a-zA-Z]\s){2,11}[^\W\d_a-zA-Z](?=\s?(?:\d|[IVXⅠ-Ⅻ]))")
_AFTER = re.compile(
    r"(?P<suffix>\s*(?:章|節|編|部|款|項))?(?P<close>\s*[\])】〕〉》>」』])?"
    r"(?P<point>\s*[.、:,])?(?P<blank>\s*)"
)
_BEHIND = re.compile(
    r"(?P<junk>(?:[●○◎◉■□◆◇▲△▼▽★☆・•*]|\d{1,2}(?!\d)|\s){0,4})(?P<title>\S.{0,150}?)\s*"
    rf"[\[(【〔]\s*(?P<word>[^\W\d_]{{1,8}}?)\s*(?:No\.?)?\s*(?P<number>{_NUMBER.pattern})\s*[\])】〕]\s*"
)
_ARTICLE = re.compile(
    rf"(?P<title>\S.{{0,150}}?)\s*(?P<open>[(\[【〔])\s*{ARTICLES}\s*[)\]】〕]\s*"
)
_ARTICLE_FIRST = re.compile(
    r"第\s*(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,7})\s*条(?:の\d{1,2})?\s*"
    r"\(\s*(?P<title>[^()]{2,60}?)\s*\)\s*"
)
_PAGE = re.compile(rf"(?P<bare>.*?){PAGE_REFERENCE}[\s.・･…‥_=*-]*")
_PIECE = re.compile(rf"(?P<token>{_TOKEN})|(?P<sign>[-.ー()])|\s+")


@dataclass(frozen=True, order=True)
class Family:
    """What the headings of one level share: words around the number and its structure.

    `structure` writes D for digits, C for a circled one, R for Roman, K for kanji, L for a letter:
    "D-(D)". `place` is
    "before" or "behind" the title, or "article".
    """

    word: str
    structure: str
    place: str = "before"


@dataclass(frozen=True)
class Numbered:
    """A line as a numbered heading. `template` is its own print as a pattern."""

    family: Family
    numbers: tuple[int, ...]
    template: str
    title: str
    blank: bool
    mark: str
    page: bool = False

    @property
    def key(self) -> str:
        """The title for comparing."""
        return fold_key(self.title)


def parse_numbered(text: str) -> Numbered | None:
    """The line as a numbered heading, None where no number leads or follows a title."""
    if len(text) > LONGEST or not text.strip():
        return None
    text = _SPACED.sub(lambda word: re.sub(r"\s", "", word.group()), text.strip(), count=1)
    folded = fold(text)
    articled = _parse_articled(folded, text)
    return articled or _parse_behind(folded.text) or _parse_before(folded, text)


def strip_page(text: str) -> tuple[str, bool]:
    """A folded title without the page reference behind it, and whether it had one."""
    match = _PAGE.fullmatch(text)
    if match is None or match["page"] is None:
        return text.strip(), False
    return match["bare"].strip(), True


def _parse_articled(folded: Folded, printed: str) -> Numbered | None:
    """A heading with a number before its title and articles behind it: (2) … (第15条関係)."""
    match = _ARTICLE.fullmatch(folded.text)
    if match is None:
        return None
    title = printed[: folded.origin(match.start("title"), match.end("title"))[1]]
    numbered = _parse_before(fold(title), title)
    if numbered is None or not numbered.title or ends_sentence(printed):
        return None
    return replace(numbered, template=f"{numbered.template}({{article}})")


def _parse_behind(text: str) -> Numbered | None:
    match = _ARTICLE.fullmatch(text)
    if match is not None and not ends_sentence(text):
        family = Family("", "", "article")
        return Numbered(family, (), "{title}({article})", match["title"], False, "")
    match = _ARTICLE_FIRST.fullmatch(text)
    if match is not None:
        number = parse_number(match["number"]) or 0
        return Numbered(
            Family("条", "", "article"), (number,), "{article}({title})", match["title"], False, ""
        )
    match = _BEHIND.fullmatch(text)
    if match is None or match["word"] in load_words().behind or match["word"].endswith("第"):
        return None
    if not re.search(r"[^\W\d_]", match["title"]):
        return None
    numbers, structure, template = _read_number(match["number"])
    junk = "{bullet}" if match["junk"].strip() else ""
    return Numbered(
        Family(match["word"], structure, "behind"),
        numbers,
        f"{junk} {{title}} [{match['word']} <{template}>]".strip(),
        match["title"],
        True,
        match["junk"].strip(),
    )


def _parse_before(folded: Folded, printed: str) -> Numbered | None:
    text = folded.text
    mark = _MARK.match(text)
    if mark is not None and mark.group()[0] in PLAIN:
        return None
    at = mark.end() if mark else 0
    opened, word = "", ""
    number = _NUMBER.match(text, at)
    if number is None:
        if (bracket := _OPEN.match(text, at)) is not None:
            opened, at = bracket.group().strip(), bracket.end()
            number = _NUMBER.match(text, at)
        if number is None:
            found = _WORD.match(text, at)
            if found is None or found.group().endswith(load_words().before):
                return None
            word = found.group()
            number = _NUMBER.match(text, _skip_blank(text, found.end()))
    if number is None:
        return None
    after = _AFTER.match(text, number.end())
    assert after is not None, "the pattern matches nothing too"
    circled = bool(_CIRCLED.match(printed, folded.starts[number.start()]))
    return _make(text, circled, mark.group().strip() if mark else "", opened, word, number, after)


def _skip_blank(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _make(
    text: str,
    circled: bool,
    mark: str,
    opened: str,
    word: str,
    number: re.Match[str],
    after: re.Match[str],
) -> Numbered | None:
    suffix, close, point = ((after[name] or "").strip() for name in ("suffix", "close", "point"))
    rest = text[after.end() :]
    if word.endswith("第") != bool(suffix) and not (word.endswith("第") and after["blank"]):
        # 1部 is no heading's number, and 第3期 is none either.
        rest, suffix, close, point = text[number.end() :].lstrip(), "", "", ""
        if word.endswith("第") or not text[number.end() : number.end() + 1].isspace():
            return None
    blank = bool(after["blank"]) and bool(rest)
    if opened and not close:
        return _make_inside(text, mark, opened, word, number)
    numbers, structure, template = _read_number(number.group())
    if circled:
        structure = structure.replace("D", "C", 1)
        template = template.replace("{number}", "{circled}", 1)
    if not _is_number_of_heading(word, structure, close, point, blank, rest):
        if word or mark or structure not in ("D", "R") or not _stands_close(rest):
            return None
        structure += CLOSE
    title, page = strip_page(rest)
    if title and not re.search(r"[^\W\d_]", title):
        return None
    structure += (")" if close and not opened else "") + (point if not word else "")
    pieces = [
        f"{mark} " if mark else "",
        _write(opened),
        f"{word} " if word else "",
        f"<{template}>",
        suffix,
        _write(close),
        point,
        ("{blank}" if blank else " ") + "{title}" if title else "",
    ]
    family = Family(f"{word}…{suffix}" if suffix else word, structure)
    return Numbered(family, numbers, "".join(pieces), title, blank, mark, page)


def _make_inside(
    text: str, mark: str, opened: str, word: str, number: re.Match[str]
) -> Numbered | None:
    """A heading whose bracket holds its title too: 【施策1 …】."""
    inner = re.match(
        r"[.、:,]?(\s*)([^\])】〕〉》>」』]+)[\])】〕〉》>」』]\s*\Z", text[number.end() :]
    )
    if inner is None or not (word or inner[1]) or ends_sentence(inner[2]):
        return None
    numbers, structure, template = _read_number(number.group())
    close = text.rstrip()[-1]
    blank = "{blank}" if inner[1] else " "
    lead = f"{mark} " if mark else ""
    pattern = f"{lead}{_write(opened)}{word} <{template}>{blank}{{title}}{_write(close)}"
    family = Family(word, structure + opened)
    return Numbered(family, numbers, pattern, inner[2].strip(), bool(inner[1]), mark)


def _is_number_of_heading(
    word: str,
    structure: str,
    close: str,
    point: str,
    blank: bool,
    rest: str,
) -> bool:
    """Whether a number is a heading's and does not count or date what follows it."""
    words = load_words()
    apart = blank or bool(point) or bool(close) or not rest
    if word:
        known = fold_key(word) in words.ranks or word == "第"
        return apart or (known and not rest.startswith(words.after))
    if not rest:
        return False
    if structure in ("D", "-D", "R", "K", "L") and not point and not close:
        return blank and not re.match(r"(?:年|か年|月|日|回)(?!\S*計画)", rest)
    if structure in ("K", "L") and not (blank or point or close):
        return False
    return not (structure == "D" and point and rest[:1].isdigit())


def _stands_close(rest: str) -> bool:
    """Whether a title may follow a bare number without a blank: no word that is counted does."""
    noun = re.match(r"[\u4e00-\u9fff\u30a1-\u30fa][^\W\d_]", rest)
    return bool(noun) and not rest.startswith(load_words().after)


def _read_number(text: str) -> tuple[tuple[int, ...], str, str]:
    """The values of a printed number, its structure and its template."""
    numbers: list[int] = []
    structure = template = ""
    for match in _PIECE.finditer(text):
        if match["token"]:
            kind, value = _read_token(match["token"])
            numbers.append(value)
            structure += kind
            template += {"R": "{roman}", "L": "{letter}"}.get(kind, "{number}")
        elif match["sign"]:
            sign = "-" if match["sign"] == "ー" else match["sign"]
            structure += sign
            template += f" {match['sign']} " if sign == "-" else sign
    return tuple(numbers), structure, re.sub(r"\s+", " ", template).strip()


def _read_token(token: str) -> tuple[str, int]:
    if token.isdecimal():
        return "D", int(token)
    if re.fullmatch("[IVX]+", token):
        values = ["IVX".index(char) for char in token]
        size = [1, 5, 10]
        total = 0
        for at, value in enumerate(values):
            bigger = at + 1 < len(values) and values[at + 1] > value
            total += -size[value] if bigger else size[value]
        return "R", total
    if token[0] in _KANJI:
        return "K", _read_kanji(token)
    row = _KANA if token in _KANA else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return "L", row.find(token.upper()) + 1


def _read_kanji(token: str) -> int:
    tens, found, ones = token.partition("十")
    if not found:
        return int("".join(str(_KANJI.index(char) + 1) for char in token if char != "十") or 0)
    high = _KANJI.index(tens[-1]) + 1 if tens else 1
    return high * 10 + (_KANJI.index(ones[0]) + 1 if ones else 0)


def _write(bracket: str) -> str:
    """A bracket as a template may hold it: < and > have a meaning of their own."""
    return bracket.replace("<", "＜").replace(">", "＞")

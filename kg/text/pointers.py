"""Pointers of 再掲 rows: the mark, the numbers it leads to, the page, and what these lead to.

    （前出 （２）①：P.59）   再掲 1-2-3   （1-2-3の再掲）   【再掲 Ⅲ-1-(2)①】   再掲：施策12

A mark without a number or page is no pointer, and neither is 1-(2)-③ 参照 without a mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.records import Pointer, Span
from kg.text.brackets import CLOSING, OPENING
from kg.text.fold import fold, fold_key
from kg.text.numerals import parse_number

#: The longest text that is looked at, and the longest pointer.
_TEXT, _LONGEST = 2000, 80
_CIRCLED = "[①-⑳㉑-㉟㊱-㊿⑴-⒇❶-❿⓵-⓾]"
_KANJI = "[一二三四五六七八九十]{1,3}+"
_LETTER = (
    r"(?<![A-Za-zＡ-Ｚａ-ｚ])(?![PpＰｐ][.．]?\s*[0-9０-９])[A-Za-zＡ-Ｚａ-ｚ](?![A-Za-zＡ-Ｚａ-ｚ])"
    r"|[ア-ン](?![ァ-ヶー])"
)
_ROMAN = r"[Ⅰ-Ⅻⅰ-ⅻ]|(?<![A-Za-zＡ-Ｚａ-ｚ])[IVXＩＶＸ]{1,6}(?![A-Za-zＡ-Ｚａ-ｚ])"
_NUMBER = (
    rf"(?:{_CIRCLED}|[(（]\s*(?:[0-9０-９]{{1,3}}|{_KANJI}|{_LETTER})\s*[)）]"
    rf"|[0-9０-９]{{1,4}}+|{_ROMAN}|{_KANJI}|{_LETTER})"
)
#: A word before a number holds no numeral; 三 in a word is none that any plan counts by.
_LETTERS = r"[^\W\d_A-Za-zＡ-Ｚａ-ｚⅠ-ⅿ①-⒛一二三四五六七八九十]"
_WORD = rf"(?:№|No|Ｎｏ|(?:(?!の?(?:再掲|再揭|前出|前掲)){_LETTERS}){{1,10}}?)"
_AFTER = r"(?:\s*(?:章|節|編|款|項|番(?!号)))?+"
_PIECE = rf"(?:{_WORD}\s*[.．]?\s*)?{_NUMBER}{_AFTER}"
_BETWEEN = r"[-‐‑–—−－ー・.．/／\s]*+"
_TARGET = rf"(?P<target>{_PIECE}(?:{_BETWEEN}{_PIECE}){{0,5}})"
_PAGE = (
    r"(?:[\s:：、,・]*(?:[PpＰｐ][.．]?\s*(?P<page>[0-9０-９]{1,4})|"
    r"(?P<leaf>[0-9０-９]{1,4})\s*(?:ページ|頁)))?"
)
#: What stands before a mark by itself: P.23再掲.
_PAGE_ALONE = (
    r"(?:[PpＰｐ][.．]?\s*(?P<alone>[0-9０-９]{1,4})|"
    r"(?P<leaf_alone>[0-9０-９]{1,4})\s*(?:ページ|頁))"
)
_SIGNS = r"[\s※＊*]*"
#: A pointer in a place that says itself that it is one.
_BARE = re.compile(
    rf"{_SIGNS}(?:{_PAGE_ALONE}|{_TARGET}{_PAGE})(?:\s*(?:を|に)?\s*(?:参照|掲載|記載))?\s*"
)
_STEP = re.compile(rf"(?P<word>{_WORD})?\s*[.．]?\s*(?P<number>{_NUMBER}){_AFTER}")
_PAIRS = dict(zip(CLOSING, OPENING, strict=True))
_RINGED = re.compile("[①-⑳㉑-㉟㊱-㊿❶-❿⓵-⓾]")


@dataclass(frozen=True)
class Step:
    """One number on the way to a place, the word before it (施策, No), and whether it is ①."""

    number: str
    word: str = ""
    circled: bool = False


@dataclass(frozen=True)
class Found:
    """A pointer in a text: `start` and `end` hold its brackets too."""

    start: int
    end: int
    pointer: Pointer


@lru_cache(maxsize=8)
def _compile(marks: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    spaced = (r"\s*".join(map(re.escape, mark)) for mark in marks)
    mark = f"(?:{'|'.join(spaced)})"
    tail = r"(?:\s*(?:を|に)?\s*(?:参照|掲載|記載))?"
    leading = rf"{mark}[\s:：・、,]*(?:{_TARGET})?{_PAGE}{tail}"
    trailing = rf"(?:{_PAGE_ALONE}|{_TARGET}{_PAGE})\s*の?{mark}".replace("?P<", "?P<b_")
    first = re.compile(rf"{_SIGNS}(?:{leading}|(?!){trailing})\s*")
    return re.compile(mark), re.compile(rf"{_SIGNS}(?:{leading}|{trailing})\s*"), first


def find_pointer(
    text: str, offset: int, marks: tuple[str, ...], *, behind: bool = False
) -> Found | None:
    """The pointer in a text that starts at `offset` of its document, None where it has none.

    It stands in brackets, or is all that stands from a blank or the beginning on. With `behind`
    the text is a name: without brackets it stands behind one, and begins with the mark.
    """
    if not marks or len(text) > _TEXT:
        return None
    mark, whole, first = _compile(marks)
    pairs: list[tuple[int, int]] | None = None
    for match in mark.finditer(text):
        pairs = _find_pairs(text) if pairs is None else pairs
        around = [pair for pair in pairs if pair[0] < match.start() and match.end() <= pair[1]]
        if around:
            start, end = max(around)
            if (found := _read(whole, text, start + 1, end, offset)) is not None:
                return replace(found, start=start, end=end + 1)
            continue
        if len(text) - match.start() > _LONGEST:
            continue
        for begin in _find_beginnings(text, match.start()):
            if behind and not text[:begin].strip():
                continue
            form = first if behind else whole
            if (found := _read(form, text, begin, len(text), offset)) is not None:
                return found
    return None


def find_bare_pointer(text: str, offset: int) -> Found | None:
    """The pointer that a text is without a mark, as cells of a column 再掲 hold it: 1-2-3, P.23."""
    return _read(_BARE, text, 0, len(text), offset)


def _find_beginnings(text: str, at: int) -> list[int]:
    """Where an unbracketed pointer may begin whose mark stands at `at`: at the text, at a blank."""
    first = max(0, at - _LONGEST)
    return [
        begin
        for begin in range(first, at + 1)
        if begin == 0 or text[begin - 1].isspace() or text[begin : begin + 1] in ("※", "＊")
    ]


def _find_pairs(text: str) -> list[tuple[int, int]]:
    """The brackets that belong together; one that nothing closes belongs to none."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for at, printed in enumerate(text):
        char = fold(printed).text
        if char in _PAIRS.values():
            opened.append((char, at))
        elif char in _PAIRS:
            wanted = _PAIRS[char]
            if any(opening == wanted for opening, _ in opened):
                while opened:
                    opening, start = opened.pop()
                    if opening == wanted:
                        pairs.append((start, at))
                        break
    return pairs


def _read(whole: re.Pattern[str], text: str, start: int, end: int, offset: int) -> Found | None:
    if end - start > _LONGEST:
        return None
    match = whole.fullmatch(text, start, end)
    if match is None:
        return None
    target = match["target"] or match.groupdict().get("b_target") or ""
    kinds = (
        *("page", "leaf", "alone", "leaf_alone"),
        *("b_page", "b_leaf", "b_alone", "b_leaf_alone"),
    )
    said = match.groupdict()
    page = next((said[kind] for kind in kinds if said.get(kind)), None)
    path = tuple(step.number for step in parse_steps(target))
    if not path and page is None:
        return None
    printed = text[start:end].strip()
    begin = offset + start + text[start:end].index(printed)
    pointer = Pointer(
        printed, path, int(fold(page).text) if page else None, Span(begin, begin + len(printed))
    )
    return Found(start, end, pointer)


def parse_steps(text: str, word: str = "") -> tuple[Step, ...]:
    """The numbers of a printed number or target in order: Ⅲ-1-(2)①, 施策12, No.007.

    `word` is said of the first, where the text prints none before it.
    """
    steps: list[Step] = []
    for match in _STEP.finditer(text[:_LONGEST]):
        said = fold_key(match["word"] or ("" if steps else word)).removeprefix("第")
        number = _make_number(match["number"])
        steps.append(Step(number, said, bool(_RINGED.match(match["number"]))))
    return tuple(steps)


def parse_target(printed: str, marks: tuple[str, ...]) -> tuple[Step, ...]:
    """The steps of a pointer as printed, () where it says no number."""
    if len(printed) > _LONGEST:
        return ()
    match = _compile(marks)[1].fullmatch(printed) or _BARE.fullmatch(printed)
    return parse_steps(match["target"] or match.groupdict().get("b_target") or "") if match else ()


def _make_number(printed: str) -> str:
    """A number for comparing: Ⅲ, III, 三, (3) and ③ are all 3."""
    key = re.sub(r"[()\s]", "", fold(printed).text)
    if re.fullmatch("[IVXivx]+", key):
        values = ["IVX".index(char) for char in key.upper()]
        size = (1, 5, 10)
        pairs = zip(values, [*values[1:], -1], strict=True)
        return str(sum(-size[one] if after > one else size[one] for one, after in pairs))
    number = parse_number(key)
    return key.upper() if number is None else str(number)


def make_chain(levels: Sequence[tuple[str, str]]) -> tuple[Step, ...]:
    """The steps from the top of a document down to a place, by the words and numbers of its levels.

    A number that tells those above it again (1, 1-2, 1-2-3) tells them once.
    """
    chain: tuple[Step, ...] = ()
    for word, notation in levels:
        steps = parse_steps(notation, word)
        if not steps:
            continue
        if len(steps) == 1:
            chain = (*chain, steps[0])
            continue
        # The word of a level is that of its last number.
        steps = (*(replace(step, word="") for step in steps[:-1]), replace(steps[-1], word=word))
        kept = len(chain)
        while kept > 0 and not _tells_again(chain[:kept], steps):
            kept -= 1
        again = _tells_again(chain[:kept], steps) if kept else 0
        chain = (*chain[:kept], *steps[again:]) if kept == len(chain) else (*chain, *steps)
    return chain


def _tells_again(chain: Sequence[Step], steps: Sequence[Step]) -> int:
    """How many of the first steps are the last of the chain, the most that are; never all."""
    for size in range(min(len(chain), len(steps) - 1), 0, -1):
        if [one.number for one in chain[-size:]] == [one.number for one in steps[:size]]:
            return size
    return 0


@dataclass(frozen=True, order=True)
class Landing:
    """How well a target leads to a row: by its very number before its heading, by the print of
    the numbers, and by how much of the way the pointing row stands on too."""

    exact: bool
    agreement: int
    common: int


def find_landing(
    target: Sequence[Step], chain: Sequence[Step], origin: Sequence[Step]
) -> Landing | None:
    """How a target leads to the place of a chain, None where it does not.

    `origin` is the chain of the row that points.
    """
    numbers = [step.number for step in target]
    best: Landing | None = None
    for end in range(len(chain), 0, -1):
        size = min(len(numbers), end)
        part = chain[end - size : end]
        whole = size == len(numbers) or (size == end > 1)
        if not whole or [step.number for step in part] != numbers[len(numbers) - size :]:
            continue
        agreement = sum(map(_agree, target[len(numbers) - size :], part))
        common = 0
        for one, other in zip(chain, origin, strict=False):
            if one.number != other.number:
                break
            common += 1
        landing = Landing(end == len(chain), agreement, common)
        best = landing if best is None else max(best, landing)
    return best


def _agree(said: Step, there: Step) -> int:
    """Whether the print of two like numbers agrees: ① with ①, 施策 with 施策."""
    agreement = 0
    if said.circled:
        agreement += 1 if there.circled else -1
    if said.word and there.word:
        word, level = said.word, fold_key(there.word)
        agreement += 1 if word.endswith(level) or level.startswith(word) else -1
    return agreement

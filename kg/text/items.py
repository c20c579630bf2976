"""Where the items of a table cell part, and where a name ends and its description begins.

Layout damage leaves one to three blanks or tags where a line ended in the printed cell, and
blanks inside names ("CIO 補佐業務") besides. A run of two blanks or a tag always parts; a single
blank parts unless its surroundings say that it stands inside a phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.text.brackets import find_depths
from kg.text.fold import fold

ARROWS = "→⇒➡➔➜⇨⟶⇢"
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>")
#: An arrow in one character, or drawn with a line.
_ARROW = rf"[─━═]{{1,80}}[►▶▷▸➤]|[{ARROWS}]"
_BREAK = re.compile(rf"{_TAG.pattern}|{_ARROW}|\s+")
_LATIN = re.compile(r"[A-Za-z0-9.,:/%&+-]")
_KANJI_OR_CLOSING = re.compile(r"[\u4e00-\u9fff\U00020000-\U0003ffff々〆ヶ)\]」』】〕〉》]")
_CONTINUES_AFTER = re.compile(
    r"(?:[、,・をにへがはでや]|(?<!も)の|(?<!こ)と|(?<!ど)も|及び|又は|並びに|若しくは|かつ|または|および)\Z"
)
_CONTINUES_BEFORE = re.compile(r"[、。,・()\[\]」』】]|(?:及び|又は|並びに)")
_BULLET = re.compile(r"[①-⑳❶-❿●○◆◇■□・](?=\S)")
#: 第2期 計画の策定, 2期 工事: what an ordinal stands before is one with it.
_MARK_END = re.compile(r"[(\[【〔]\s*(?:再掲|各区)\s*[)\]】〕]\Z")
#: A description: a sentence, perhaps with a pointer in brackets behind it, or with a label in
#: brackets and names.
_TOLD = re.compile(
    r"[。．](?:[)\]」』】）]|\s*[(（][^()（）]*[)）])*\s*(?:[【〔][^【】〔〕]{2,12}[】〕][^。．]{0,60})?\Z"
)
_NAME_PART = re.compile(
    r"[^をがは、。]*(?:事業|事務|推進|整備|強化|再編|運営|支援|対策|計画|制度|教室|センター)"
    r"(?:\([^()]*\))*"
)
_MOST_BREAKS = 200
_ORDINAL = re.compile(r"(?:\A|\s)第?\d{1,3}(?:期|次|回|段階|号)\Z")
_FIGURE = re.compile(r"(?:約|計|延べ)?\d[\d,.]*[^\s\dのを、]{0,4}(?:\s|\Z)")


#: How many characters each side of a blank decide about it.
_NEAR = 16


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, `start` and `end` relative to it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Break:
    start: int
    end: int
    hard: bool
    arrow: bool
    tag: bool


def _find_breaks(text: str) -> list[_Break]:
    """Runs of blanks, tags and arrows; a tag, an arrow, a line end or two blanks make one hard."""
    breaks: list[_Break] = []
    for match in _BREAK.finditer(text):
        token = match.group()
        blank = token.isspace()
        hard = not blank or len(token) > 1 or token in "\n\r"
        start, tag = match.start(), token.startswith("<")
        arrow = not blank and not tag
        if breaks and breaks[-1].end == start:
            last = breaks.pop()
            hard, arrow, tag = hard or last.hard, arrow or last.arrow, tag or last.tag
            start = last.start
        breaks.append(_Break(start, match.end(), hard, arrow, tag))
    return breaks


def _cut_at_markup(text: str, start: int) -> str:
    """What stands near behind a break, up to the next tag or arrow."""
    return re.split(rf"<|{_ARROW}", text[start : start + _NEAR], maxsplit=1)[0]


def _parts(left: str, right: str) -> bool:
    """Whether a single blank between the two stretches parts items; both as received."""
    if _BULLET.match(right):
        return True
    before, after = _fold(left), _fold(right)
    if not before or not after:
        return True
    if _CONTINUES_AFTER.search(before) or _CONTINUES_BEFORE.match(after):
        return False
    if _LATIN.match(before[-1]) or _ORDINAL.search(before):
        return False
    if _FIGURE.match(after):
        # A figure alone belongs to the noun before it: 定員 200人.
        return False
    if _LATIN.match(after[0]):
        return bool(_KANJI_OR_CLOSING.match(before[-1]))
    return True


def split_items(text: str) -> list[Piece]:
    """The items of a cell, each without markup; blanks inside an item folded to one."""
    pieces: list[Piece] = []
    depths = _depths(text)
    start: int | None = None
    end = 0
    cursor = 0
    for gap in [*_find_breaks(text), _Break(len(text), len(text), True, False, False)]:
        if cursor < gap.start:
            start = cursor if start is None else start
            end = gap.start
        if start is not None:
            inside = gap.start > 0 and gap.end < len(text) and depths[gap.start] > 0
            # A bracket that a tag or line end cuts is still one item; an arrow never is inside.
            if gap.arrow or (
                not inside
                and (
                    gap.hard
                    or gap.end == len(text)
                    or _parts(text[max(start, end - _NEAR) : end], _cut_at_markup(text, gap.end))
                )
            ):
                pieces.append(Piece(start, end, clean(text[start:end])))
                start = None
        cursor = gap.end
    if start is not None:
        pieces.append(Piece(start, end, clean(text[start:end])))
    return pieces


def clean(text: str) -> str:
    """The text without markup, arrows and line ends, blanks folded to one."""
    without = re.sub(rf"{_TAG.pattern}|{_ARROW}", " ", text)
    return re.sub(r"\s+", " ", without).strip()


def goes_on(text: str) -> bool:
    """Whether a text ends in the middle of a phrase: after a particle or comma, in a bracket."""
    folded = fold(text.strip())
    opened = sum(char in "([「『【" for char in folded.text)
    closed = sum(char in ")]」』】" for char in folded.text)
    return bool(_CONTINUES_AFTER.search(folded.text)) or opened > closed


def has_arrow(text: str) -> bool:
    """Whether an arrow stands in the text."""
    return bool(re.search(_ARROW, text))


def close_line_ends(text: str) -> str:
    """The text with the blanks closed that stand between two Japanese characters."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", text)


def split_name(text: str) -> tuple[Piece, Piece | None]:
    """The name and the description of a cell that holds both.

    The name ends at the first of the likeliest breaks: a tag, a mark in brackets, a blank between
    Japanese characters. No name holds a full stop, and what follows a blank is a description only
    when it is a sentence: otherwise the blank is a line end inside the name.
    """
    depths = _depths(text)
    sentence = bool(_TOLD.search(_TAG.sub("", text)))
    chosen: list[tuple[float, _Break]] = []
    for gap in _find_breaks(text)[:_MOST_BREAKS]:
        if gap.start == 0 or gap.end == len(text) or (depths[gap.start] > 0 and not gap.hard):
            continue
        left = text[max(0, gap.start - _NEAR) : gap.start]
        right = text[gap.end : gap.end + _NEAR]
        if not clean(text[: gap.start]) or not clean(right):
            continue
        marked = bool(_MARK_END.search(_fold(left)))
        if gap.tag or marked or sentence:
            chosen.append((_score_name_end(_fold(left), _fold(right), gap, marked), gap))
        if "。" in text[: gap.end]:
            break
    if not chosen:
        return _piece(text, 0, len(text)), None
    best = max(score for score, _ in chosen)
    equal = [gap for score, gap in chosen if score == best]
    gap = equal[0]
    for later in equal[1:]:
        # 放課後 こども教室推進事業 居場所を…: what ends like a project is still the name, and so is
        # a second mark: 見守り(各区) (再掲) 声を…
        between = _fold(text[gap.end : later.start])
        if not _NAME_PART.fullmatch(between) and not _MARK_END.match(between):
            break
        gap = later
    return _piece(text, 0, gap.start), _piece(text, gap.end, len(text))


def _score_name_end(left: str, right: str, gap: _Break, marked: bool) -> float:
    if gap.hard:
        return 3.0
    if marked:
        return 2.5
    if left[-1:].isascii() and left[-1:].isdigit():
        score = 0.6
    elif _LATIN.match(left[-1:] or " "):
        score = 0.2
    elif _LATIN.match(right):
        score = 0.8 if _KANJI_OR_CLOSING.match(left[-1:]) else 0.4
    else:
        score = 1.0
    if "。" in left:
        return score * 0.05
    if _CONTINUES_AFTER.search(left) or _CONTINUES_BEFORE.match(right):
        return score * 0.1
    return score


def _piece(text: str, start: int, end: int) -> Piece:
    """The stretch without the markup and blanks around it."""
    inner = text[start:end]
    breaks = _find_breaks(inner)
    left, right = 0, len(inner)
    if breaks and breaks[0].start == 0:
        left = breaks[0].end
    if breaks and breaks[-1].end == len(inner) and breaks[-1].start >= left:
        right = breaks[-1].start
    return Piece(start + left, start + right, clean(inner[left:right]))


def trim(text: str) -> Piece | None:
    """The stretch of a cell that its content takes, None for a blank or markup-only one."""
    if not clean(text):
        return None
    return _piece(text, 0, len(text))


def _fold(text: str) -> str:
    return fold(text.strip()).text


def _depths(text: str) -> list[int]:
    """The bracket depth at each original character."""
    folded = fold(text)
    depths = find_depths(folded.text)
    result = [0] * len(text)
    for index, depth in enumerate(depths):
        result[folded.starts[index]] = max(result[folded.starts[index]], depth)
    return result

"""Where the name of an act begins and ends in running text, and what stands behind it.

All of this looks at a bounded stretch on either side of a place, so reading a text stays linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from kg.text.article_refs_text import Running
from kg.text.article_refs_words import FAMILIES, KINDS, LAW_NUMBER, Lexicon, either, get_words

_WORD: Final = "々ヶ\u30a1-\u30fa\u30fc\u3400-\u9fff\U00020000-\U0003ffffA-Za-z"
_NEAR: Final = 24
_LONGEST: Final = 60
_LONGEST_TAIL: Final = 160

_WORD_CHAR: Final = re.compile(rf"[{_WORD}\u3041-\u3096]")
_NOT_JOINED: Final = "".join(f"(?<!{word})" for word in get_words("joined"))
_PARTICLE: Final = re.compile(rf"(?:{either(get_words('particles'))}){_NOT_JOINED}\Z")
_LABEL: Final = re.compile(rf"(?<![{_WORD}])(?:{either(get_words('labels'))})\Z|(?<![{_WORD}])市\Z")
_VERSION: Final = re.compile(rf"(?:{either(get_words('versions'))})\Z")
_PLACE: Final = re.compile(
    r"(?P<place>[々ヶー\u30a1-\u30fa\u3400-\u9fff]{0,8}[市区町村都道府県国]|他(?:の)?自治体|他)"
    r"(?:の|が定める|における)\Z"
)
_OWN_PLACES: Final = frozenset({"市", "本市", "当市", "区", "国", "各区", "同区"})
_PREFECTURE: Final = re.compile(r"(?<![\u3400-\u9fff])[\u3400-\u9fff]{2,3}[都道府県]\Z")
_TOWN: Final = re.compile(r"[^の]{1,6}[市区町村]")
#: The words of a name, read backwards: only so is its beginning found in one go.
_RUN: Final = re.compile(
    rf"(?:[{_WORD}・]|{either(word[::-1] for word in get_words('inside'))}){{1,{_LONGEST}}}"
)
_LONG_END: Final = 20
_LONG_FORM: Final = re.compile(
    r"(?:に関する|に関し必要な事項を定める|のための|についての|に対する|に係る|の一部を改正する)"
    rf"(?:{KINDS})\Z"
)
#: Where the words before a long name end: 市は、…に関する法律.
_CLAUSE: Final = re.compile(
    rf"[、。「」『』()\[\]:;\s]|は(?=[{_WORD}])|により|に基づき|に基づく|として|この(?:条例|法律|規則)による"
    r"|(?<=[例法則令条項号])(?:及び|並びに|又は|若しくは|と|や)"
)
#: The end of another reference, which the run of word characters would take along.
_CUT: Final = re.compile(
    rf"[0-9〇一二三四五六七八九十百千同前次本][条項号](?!例)中?|(?:{KINDS})附則"
)
_POINT: Final = re.compile(
    r"(?:(?<![\u3400-\u9fff])|(?<=[0-9〇一二三四五六七八九十百千][条項号]))"
    r"(?P<point>この|同|当該|本|右の)\Z"
)
_NO_NAMES: Final = frozenset(word + kind for word in get_words("no_name") for kind in FAMILIES)
_NO_ACT: Final = re.compile(rf"(?:{either(get_words('no_act'))})\Z")
_DRAFTS: Final = either(get_words("drafts"))
_DRAFT: Final = re.compile(rf"の?(?:{_DRAFTS})(?:(?=第|附則)|(?![\u3400-\u9fff]))")
_DRAFT_TAIL: Final = re.compile(rf"(?:{_DRAFTS}|改正[前後])\Z")
_TAIL: Final = re.compile(rf"以下|通称|略称|いわゆる|{LAW_NUMBER.pattern}|{_DRAFT_TAIL.pattern}")
_SHORT: Final = re.compile(
    r"(?:以下|通称|略称|いわゆる)[^「」()]{0,12}?"
    r"(?:「(?P<quoted>[^「」]{1,30})」|、?(?P<plain>[^「」、。]{1,20}?)と(?:いう|する|略))"
)

Longer = Literal["unknown-act", "other-version"]


@dataclass(frozen=True)
class Tail:
    """What follows a name: its end with brackets and quotes, what they say of it."""

    end: int
    draft: bool = False
    short: str | None = None
    number: str | None = None


def read_tail(text: str, end: int) -> Tail:
    """The quotes and brackets right behind a name: 」（以下「条例」という。）."""
    draft = bool(match := _DRAFT.match(text, end))
    position = match.end() if match else end
    short = number = None
    for _ in range(4):
        if text[position : position + 1] in ("」", "』"):
            position += 1
            continue
        close = _find_close(text, position)
        content = text[position + 1 : close] if close else ""
        if not close or not _TAIL.search(content):
            break
        draft = draft or bool(_DRAFT_TAIL.search(content))
        if said := _SHORT.search(content):
            short = said["quoted"] or said["plain"]
        if law := LAW_NUMBER.search(content):
            number = law[0]
        position = close + 1
    return Tail(position, draft, short, number)


def _find_close(text: str, start: int) -> int | None:
    """Where the bracket that opens at a place is closed, None where none opens or closes near."""
    if not text.startswith("(", start):
        return None
    depth = 0
    for index in range(start, min(len(text), start + _LONGEST_TAIL)):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return None


def find_longer(
    running: Running, start: int, lexicon: Lexicon, key: str | None
) -> tuple[int, Longer] | None:
    """Where the longer name begins that a name is a part of, and what the whole is; else None.

    区自治基本条例 is not 自治基本条例, nor is 改正前の自治基本条例, nor 京都市の自治基本条例.
    """
    before = running.text[max(0, start - _NEAR) : start]
    if not before or start in running.parts:
        return None
    if version := _VERSION.search(before):
        return start - len(version[0]), "other-version"
    place = _PLACE.search(before)
    if place:
        name = place["place"]
        own = name in _OWN_PLACES or (key is not None and lexicon.is_of(key, name))
        return None if own else (start - len(place[0]), "unknown-act")
    wide = _PREFECTURE.search(before) and _TOWN.match(running.text, start)
    if wide or not _WORD_CHAR.match(before[-1]) or _LABEL.search(before):
        return None
    if _PARTICLE.search(before):
        return None
    longer = find_name_start(running, start)
    # Only the end of another reference before it: 第3条自治基本条例.
    return (longer, "unknown-act") if longer < start else None


def find_within(text: str, lexicon: Lexicon) -> frozenset[int]:
    """Where something ends that looks like an act's name but lies inside a longer known one.

    都市緑地法 in 都市緑地法施行令, 関係法律 in …関係法律の整備等に関する法律.
    """
    if lexicon.nested is None:
        return frozenset()
    return frozenset(
        inner.end()
        for name in lexicon.nested.finditer(text)
        for inner in lexicon.ends.finditer(text, name.start(), name.end())
        if inner.end() < name.end()
    )


def find_name_start(running: Running, end: int, size: int = 0) -> int:
    """Where the name begins that ends at a place; a blank in its last `size` parts nothing."""
    text = running.text
    floor = max(0, end - _LONGEST, running.last_part(end - size))
    window = text[floor:end]
    if _LONG_FORM.search(window[-_LONG_END:]):
        cuts = [cut.end() for cut in _CLAUSE.finditer(window)]
        return floor + (cuts[-1] if cuts else 0)
    run = _RUN.match(window[::-1])
    if run is None:
        return end
    begin = len(window) - run.end()
    cuts = [cut.end() for cut in _CUT.finditer(window, max(0, begin - 1))]
    return floor + max([begin, *cuts])


def find_pointer(text: str, start: int) -> str | None:
    """The word that points to an act named elsewhere (同, この, 本, 当該), right before a place."""
    match = _POINT.search(text[max(0, start - 4) : start])
    return match["point"] if match else None


def is_dull(text: str, end: int) -> bool:
    """Whether the word that ends in 法 is none for an act: 方法, 手法."""
    return bool(_NO_ACT.search(text[max(0, end - 4) : end]))


def is_name(name: str) -> bool:
    """Whether an unknown name names one act: not 関係条例, nor the bare word."""
    return name not in FAMILIES and name not in _NO_NAMES


def is_loose(running: Running, start: int) -> bool:
    """Whether words before 条例 tell which one is meant, so that it stands for none before.

    …を改正する条例第2条, 市の条例第3条.
    """
    before = running.text[max(0, start - 1) : start]
    return start not in running.parts and before in tuple("るたのなくいぐ")

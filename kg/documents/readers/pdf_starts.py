"""What begins a paragraph of its own by its first signs: bullets, numbers, headings."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = "0-9０-９"
_KANJI: Final = "一二三四五六七八九十百〇"
_BULLET: Final = "・●○◎◯〇■□◆◇▲△▼▽★☆※▶►➢✓✔•❖◦⚫⚪➤☑☐◉◈➣｡•"
_ROMAN: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ"
#: What ends a number before a title; a figure goes on behind it: 5,971件, 4.2％.
_ENDS: Final = r"(?:[.．、,，:：](?![0-9０-９])|[)）\]］〕】])"
_NO_UNIT: Final = r"(?![0-9０-９%％人件億万千円倍㎡㎞mkｍ点か箇ヶカ歳名校台回年月日時分])"
_START: Final = re.compile(
    rf"(?:[{_BULLET}⃝]\s*"
    r"|[①-⑳㉑-㉟❶-❿⓫-⓴➀-➉Ⓐ-ⓩ㋐-㋾⑴-⒇]\s*"
    rf"|[(（〔［\[〈<＜][{_DIGITS}{_KANJI}{_ROMAN}ア-ンa-zA-Zａ-ｚＡ-Ｚ]{{1,3}}[)）〕］\]〉>＞]\s*"
    rf"|[{_DIGITS}]{{1,3}}(?:[-‐－―ー–.．][{_DIGITS}]{{1,3}}){{0,4}}(?:{_ENDS}\s*|\s+)"
    rf"|[{_DIGITS}]{{1,2}}(?:[-‐－–.．][{_DIGITS}]{{1,3}}){{1,4}}{_NO_UNIT}\s*"
    rf"|[{_ROMAN}]{{1,2}}[-‐－.．、:：\s]*"
    rf"|第\s*[{_DIGITS}{_KANJI}]{{1,4}}\s*(?:編|部|章|節|款|項|条|目|号)"
    rf"(?:の[{_DIGITS}{_KANJI}]+)?[\s　]*"
    rf"|(?:基本目標|基本方針|基本施策|基本政策|施策|方針|目標|重点|取組|事業|柱|No\.?|Ｎｏ．?)"
    rf"\s*[{_DIGITS}{_ROMAN}①-⑳]{{1,3}}(?:[-‐－–][{_DIGITS}]{{1,3}}){{0,3}}[\s　:：.．、]+"
    rf"|[ア-ンａ-ｚa-zＡ-ＺA-Z](?:[)）.．、]\s*|[　\s]+)"
    rf"|[(（]?注\s*[{_DIGITS}]{{0,2}}[)）:：\s]\s*"
    r"|[-－–—―]\s+"
    r"|[*＊]\s*[0-9０-９]{0,2}\s*)"
)
#: A line of its own by its brackets: 【基本施策 1】, ＜参考＞, ［目標］.
_BRACKETED: Final = re.compile(r"[【＜<〈《［\[〔][^】＞>〉》］\]〕]{1,30}[】＞>〉》］\]〕]")
_NUMBERED: Final = re.compile(
    rf"(?:[①-⑳❶-❿]|[(（][{_DIGITS}{_KANJI}]{{1,3}}[)）]|[{_DIGITS}]{{1,3}}|[{_ROMAN}]"
    rf"|第\s*[{_DIGITS}{_KANJI}]{{1,4}}\s*[編部章節款項条])"
)
_ENDED: Final = re.compile(r"[。．！？!?][)\]」』】）］〕”]*\Z")


def find_hang(text: str) -> int:
    """How many characters a bullet or number before a text takes, 0 where there is none."""
    match = _START.match(text)
    return match.end() if match and match.end() < len(text) else 0


def begins_anew(text: str) -> bool:
    """Whether a line begins with a bullet, a number or a bracket that heads a paragraph."""
    return bool(_START.match(text) or _BRACKETED.match(text))


def is_numbered(text: str) -> bool:
    """Whether a line begins with a number."""
    return bool(_NUMBERED.match(text))


def ends_sentence(text: str) -> bool:
    """Whether a line ends a sentence."""
    return bool(_ENDED.search(text.rstrip()))

"""Whether a number with a unit states a size: by the words around it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from kg.named.fact_words import either
from kg.named.figure_ground import Ground
from kg.named.figure_words import KINDS, LETTERS, get_words

_ACTS: Final = either(get_words("cue", "acts"))
_DEMONSTRATIVE: Final = re.compile(
    rf"(?<![{LETTERS}])(?:{either(get_words('cue', 'demonstratives'))})[ ]?\Z"
)
_CUE_BEFORE: Final = re.compile(
    rf"(?:{either(get_words('cue', 'before'))}|(?:数|額|率|値|実績|規模|を)[ :は]{{0,2}})[ (]?\Z"
)
_CUE_AFTER: Final = re.compile(
    rf"(?:程度|以上|余)?[ ]?[をがにで]?(?:新たに|全て|すべて)?{_ACTS}|[のはが]?うち|の内[、,]"
    r"|(?:程度|以上)?(?:と|に)?(?:増|減|拡大|上|達)"
)
_AREA_AFTER: Final = re.compile(
    r"が(?!対象)|(?:を|に|で)?(?:全て)?(?:構成|参加|加入|加盟|拡大|増|減|実績|合併)|のうち|の内[、,]|[)、。,]|\Z|(?:程度|以上)"
)
_NO_AREA_BEFORE: Final = re.compile(r"(?:東京都?|特別|[0-9][市町村県区]|[都道府県市])\Z")
_TIMES_BEFORE: Final = re.compile(either(get_words("cue", "times_before")))
_SPAN_BEFORE: Final = re.compile(either(get_words("cue", "span_before")))
_PARTY_AFTER: Final = re.compile(
    r"(?:が|から|による|で)?(?:応募|提案|参加|入札|選定|契約|申請|参加|辞退)"
)
_REPEAT: Final = re.compile(r"(?:ひとり|一人|1[人台校館か]|一[台校館])")
_RATIO: Final = re.compile(rf"(?<![0-9])[1一][{LETTERS}]{{1,3}}\Z|[0-9][人名]\Z")
_MARK: Final = either(get_words("cue", "criterion_marks"))
_NOUN: Final = either(get_words("cue", "criterion_nouns"))
_CLAUSE: Final = either(get_words("cue", "criterion_clauses"))
_ASKED: Final = either(get_words("cue", "legal_nouns"))
_CONDITION: Final = re.compile(
    rf"{_MARK}(?:る|た)?の?(?:[{LETTERS}の]{{0,8}}?{_NOUN}|{_CLAUSE}|{_ASKED})"
)
#: 2団体以上の場合, 75％以上達成した場合.
_IF: Final = re.compile(rf"{_MARK}[^、。()]{{0,10}}(?:場合|とき)")
_LEGAL: Final = re.compile(rf"{_MARK}の?{_ASKED}")
#: Counts of what a condition may ask for; 100社以上の企業 is a result.
_CONDITIONED: Final = frozenset(("人", "名", "戸", "床", "棟", "世帯", "台", "区画", "室"))
_LIMIT_CAPTION: Final = re.compile(
    rf"{either(get_words('cue', 'criterion_captions'))}(?:数|は|を)?\Z"
)
_SEPARATOR: Final = re.compile(r"、|,|・|及び|および|並びに|又は|または|と|や")
_JOINTS: Final = ("及び", "および", "並びに", "と", "、", ",", "や")
_LIST: Final = re.compile(r"\((?P<inner>[^()]{2,160})\)")
_MOST_LISTED: Final = 12


def states_size(text: str, match: re.Match[str], value: Decimal) -> bool:
    """Whether what stands around says that the number is a size, where its unit leaves it open."""
    unit = match["noun"] or match["plain"]
    kind = KINDS[unit]
    start, end = match.start("number"), match.end()
    before = text[max(0, start - 16) : start]
    if kind in ("money", "share", "latin", "measure"):
        return True
    if value <= _MOST_LISTED and _DEMONSTRATIVE.search(before):
        return False
    if value == 1 and (match["joint"] or _REPEAT.match(text, end) or _RATIO.search(before)):
        return False
    if kind in ("counter", "thing"):
        return True
    if kind == "span":
        cue = _SPAN_BEFORE.search(before[-9:])
        return cue is not None and (unit[-1] not in "年月" or cue.group() != "延べ")
    if kind == "times":
        return bool(_TIMES_BEFORE.search(before))
    if kind == "party":
        return bool(_PARTY_AFTER.match(text, end))
    if kind == "area":
        known = not _NO_AREA_BEFORE.search(before)
        return value >= 2 and known and bool(_AREA_AFTER.match(text, end))
    large = value >= 10 or value % 1 != 0
    cued = _CUE_BEFORE.search(before) or _CUE_AFTER.match(text, end)
    return value > 1 and bool(large or cued)


def is_condition(text: str, start: int, end: int, unit: str) -> bool:
    """Whether the number bounds what is meant (20人未満の事業所) and measures nothing."""
    kind = KINDS.get(unit, "share")
    if _IF.match(text, end):
        return True
    if kind == "share":
        return bool(_LEGAL.match(text, end))
    if kind not in ("measure", "latin", "money") and unit not in _CONDITIONED:
        return False
    if not _CONDITION.match(text, end):
        return False
    caption = _LIMIT_CAPTION.search(text[max(0, start - 8) : start])
    return not (caption and unit in ("人", "名"))


def is_just_listed(ground: Ground, start: int, end: int, value: Decimal, kind: str) -> bool:
    """Whether it only counts what is listed beside it: A、B及びCの3者, 4館（A、B、C、D）."""
    if value > _MOST_LISTED or kind in ("money", "share", "latin", "measure", "span"):
        return False
    text, number = ground.text, int(value)
    after = _LIST.match(text, end)
    if after and not re.search("[0-9]", after["inner"]):
        return len(_SEPARATOR.findall(after["inner"])) + 1 >= number >= 2
    if not text.endswith("の", 0, start):
        return False
    return number >= 2 and _count_items(ground, start - 1, number) >= number


def _count_items(ground: Ground, end: int, most: int) -> int:
    """How many nouns stand in a list that ends at a position, up to the number looked for."""
    text, items, position = ground.text, 0, end
    while items < most:
        start = ground.get_noun(position)
        if start == position:
            break
        if text[start - 1 : start] == "の":
            start = ground.get_noun(start - 1)
        items += 1 + text[start:position].count("・")
        joint = next((word for word in _JOINTS if text.endswith(word, 0, start)), None)
        if joint is None:
            break
        position = start - len(joint)
    return items

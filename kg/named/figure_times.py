"""When a figure holds: the date that the text ties to it, and no other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.named.fact_words import either
from kg.named.figure_counts import Count
from kg.named.figure_ground import Dated, Ground
from kg.named.figure_words import LETTERS, get_words
from kg.records import Time

_AS_OF: Final = frozenset(("現在", "時点", "末"))
_FOUNDING: Final = either(get_words("time", "foundings"))
_COMPARED: Final = re.compile(
    r"(?:[ ]?(?:と比|に比|比|より|と同|を(?:上|下)回|並み|に策定|に制定))"
)
#: 2007年10月の開始から: a time that goes on.
_SINCE: Final = re.compile(rf"(?:の[{LETTERS}]{{1,8}})?(?:から|より|以来|以降)")
_MEASURE: Final = either(get_words("indicator", "measures"))
_TIED: Final = re.compile(
    r"(?:[ ]?(?:現在|時点|末|実績|決算|当初|中|の1年間))?(?:"
    r"の|に(?:は|おいて|おける)?|は|では?|までに|まで(?=[0-9約延計累])|も|が"
    r"|、|,|[ )]|:|[0-9約延計全]|[(「]|\Z"
    rf"|[{LETTERS}]{{0,12}}(?:{_MEASURE}|調査|統計))"
)
_DAY_TIED: Final = re.compile(r"[ ]?(?:現在|時点)|の")
_NOTE: Final = re.compile(
    r"(?:約|現在|時点|末|度|実績|見込み?|決算|予算|当初|目標|予定|ベース|まで|の|値|※|調べ|中|比"
    r"|から|[ 、,:()]){0,6}"
)
_AFTER: Final = re.compile(r"[ ]?\(")
_CARRIED: Final = re.compile(r"(?:には?|は|では|においては|中は)?[、, ]|は|中は")
_BULLETS: Final = " ○●・■□◆◇▲△→※*-・。"
_MOST_SKIPPED: Final = 6
_MOST_GROUPS: Final = 6


def find_times(ground: Ground, counts: Sequence[Count]) -> list[Time | None]:
    """For each figure the time that the text gives it."""
    behind = [_find_behind(ground, count) for count in counts]
    times: list[Time | None] = []
    for index, count in enumerate(counts):
        floor = counts[index - 1].end if index else 0
        dated = behind[index] or _find_before(ground, count, floor)
        times.append(_make_time(dated))
    for index in range(len(counts) - 2, -1, -1):
        # 7区で291事業（24年度）: one note dates the figures of its clause.
        between = ground.text[counts[index].end : counts[index + 1].start]
        noted = behind[index + 1]
        if (
            times[index] is None
            and noted
            and len(between) <= 8
            and not re.search("[、。,()]", between)
        ):
            behind[index], times[index] = noted, times[index + 1]
    return times


def _make_time(dated: Dated | None) -> Time | None:
    mention = dated.mention if dated else None
    return Time(mention.start, mention.datatype) if mention else None


def _is_plain(dated: Dated) -> bool:
    """Whether a date is one single, certain time."""
    mention = dated.mention
    if mention is None or mention.doubtful or mention.open_ended or mention.kind == "range":
        return False
    return "以前" not in mention.qualifiers


def _find_behind(ground: Ground, count: Count) -> Dated | None:
    """The date in brackets directly after a figure, or after it in its own brackets."""
    text = ground.text
    opening = _AFTER.match(text, count.joined)
    index = ground.find_date_before(count.end) + 1
    if index >= len(ground.dates):
        return None
    dated = ground.dates[index]
    if opening:
        inside = text[opening.end() : dated.start]
        ends = text.find(")", dated.end, dated.end + 16)
        tied = ends >= 0 and _NOTE.fullmatch(inside) and _NOTE.fullmatch(text[dated.end : ends])
        return dated if tied and _is_plain(dated) else None
    group = ground.groups[count.start]
    if group >= 0 and ground.groups[dated.start] == group and dated.start - count.end <= 4:
        as_of = dated.mention and not _AS_OF.isdisjoint(dated.mention.qualifiers)
        closed = text.startswith(")", dated.end)
        return dated if (as_of or closed) and _is_plain(dated) else None
    return None


def _find_before(ground: Ground, count: Count, floor: int) -> Dated | None:
    """The nearest date before a figure in its sentence that is tied to it."""
    sentence = ground.get_sentence(count.start)
    index = ground.find_date_before(count.start)
    for _ in range(_MOST_SKIPPED):
        if index < 0 or ground.dates[index].start < sentence:
            break
        dated = ground.dates[index]
        index -= 1
        if not _holds(ground, dated, count, floor):
            continue
        mention = dated.mention
        if mention and (mention.kind == "range" or mention.open_ended):
            return None
        if _is_tied(ground, dated, count):
            return dated
    else:
        return None
    return _find_carried(ground, sentence)


def _holds(ground: Ground, dated: Dated, count: Count, floor: int) -> bool:
    """Whether a date stands where it can speak of the figure, not inside other brackets."""
    here = ground.groups[dated.start]
    group = ground.groups[count.start]
    for _ in range(_MOST_GROUPS):
        if group == here:
            return True
        if group < 0:
            break
        group = ground.groups[group]
    # 登録者数（平成23年3月末現在）は2,345人: a note between the caption and its figure.
    close = ground.text.find(")", dated.end, dated.end + 8)
    noted = close >= 0 and _NOTE.fullmatch(ground.text[dated.end : close])
    opened = _NOTE.fullmatch(ground.text[here + 1 : dated.start]) if here >= 0 else None
    return bool(noted and opened and dated.start >= floor)


def _is_tied(ground: Ground, dated: Dated, count: Count) -> bool:
    mention, text = dated.mention, ground.text
    if mention is None or not _is_plain(dated):
        return False
    after = text[dated.end : dated.end + 12]
    if _COMPARED.match(after):
        return False
    as_of = not _AS_OF.isdisjoint(mention.qualifiers)
    if mention.kind == "date" and not as_of and not _DAY_TIED.match(after):
        return False
    if not as_of and _SINCE.match(text, dated.end):
        return False
    if not as_of and re.match(rf"[ ]?{_FOUNDING}", after):
        return False
    between = text[dated.end : count.start]
    if not as_of and len(between) <= 120 and _is_founding(between):
        return False
    return as_of or bool(_TIED.match(text, dated.end))


def _is_founding(between: str) -> bool:
    """Whether a clause about a founding stands between: 平成20年に開設した館では120件."""
    match = re.search(
        rf"{_FOUNDING}(?:し|され)た[{LETTERS}「」・の]{{2,40}}(?:には?|では?|の|へ|は(?=[、,]))",
        between,
    )
    if match:
        return True
    return bool(re.match(rf"に[^、。は]{{0,40}}?{_FOUNDING}(?:し、|し[^た]|され、)", between))


def _find_carried(ground: Ground, sentence: int) -> Dated | None:
    """The year with which an earlier sentence of the statement begins: 平成24年度は…。参加者は…."""
    index = ground.find_date_before(sentence)
    for _ in range(_MOST_SKIPPED):
        if index < 0:
            return None
        dated = ground.dates[index]
        index -= 1
        lead = ground.text[ground.get_sentence(dated.start) : dated.start]
        if lead.strip(_BULLETS) or len(lead) > 8:
            continue
        mention = dated.mention
        if mention is None or mention.kind not in ("fiscal-year", "year") or not _is_plain(dated):
            return None
        return dated if _CARRIED.match(ground.text, dated.end) else None
    return None

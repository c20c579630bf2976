"""What a figure counts: its caption, else the noun phrase that it stands with, else its unit.

What is done to the counted things is no part of it: 地域ポータルサイトの試行実施（5サイト） counts
地域ポータルサイト.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.named.fact_words import either
from kg.named.figure_approach import find_approach
from kg.named.figure_counts import Count
from kg.named.figure_ground import Ground, Stretch
from kg.named.figure_phrase import (
    Phrase,
    is_act,
    make_phrase,
    read_clause,
    read_phrase,
    strip_act,
)
from kg.named.figure_sentences import BESIDE, COPULAR, JOINED, MADE_SO, NOUN_AFTER, SAID
from kg.named.figure_words import LETTERS, get_words

_STOPS: Final = frozenset(get_words("indicator", "stops"))
_CHANGES: Final = frozenset(get_words("indicator", "changes"))
_MEASURE: Final = re.compile(rf"{either(get_words('indicator', 'measures'))}\Z")
_IN_BRACKET: Final = re.compile(r"[がをにではもへ]|から|と")
_DEEDS: Final = frozenset(get_words("cue", "deeds"))
_DEED_UNITS: Final = frozenset(("件", "通", "人", "名", "回"))
#: Between the counted word and the bracket: の試行実施, を統合, への助成.
_DONE: Final = re.compile(rf"(?:(?:の|を|が|に|への|との)[{LETTERS}・]{{0,14}})?[ ]?")
_INSTITUTIONS: Final = frozenset(get_words("indicator", "institutions"))
_ASPECTS: Final = frozenset(get_words("indicator", "aspects"))
_UNDERTAKING: Final = re.compile(rf"{either(get_words('indicator', 'undertakings'))}\Z")
#: Kinds of units that are words for what is counted.
_OWN: Final = frozenset(("thing", "structure", "area"))
_FAR: Final = 100


def find_indicators(ground: Ground, counts: Sequence[Count]) -> list[str]:
    """For each figure the words that say what it counts, as printed."""
    found: list[str] = []
    said = False
    for index, count in enumerate(counts):
        before = counts[index - 1] if index else None
        phrase = _find_phrase(ground, count)
        if phrase is None and before and _goes_on(ground, before, count, said):
            found.append(found[-1])
            continue
        phrase = phrase or _find_topic(ground, count)
        said = phrase is not None
        found.append(phrase.quote(ground) if phrase else _quote_unit(ground, count))
    return found


def _quote_unit(ground: Ground, count: Count) -> str:
    if count.unit_start < 0:
        return count.unit
    return ground.quote(count.unit_start, count.unit_start + len(count.unit))


def _find_phrase(ground: Ground, count: Count) -> Phrase | None:
    """The phrase that stands with the figure."""
    place = find_approach(ground, count.start)
    return (
        _read_caption(ground, count, place)
        or _read_after(ground, count)
        or _read_subject(ground, count, place)
        or _read_modifier(ground, count, place)
    )


def _read_caption(ground: Ground, count: Count, place: int) -> Phrase | None:
    """参加者数 120人, 冊子を300部, 委員（20名）."""
    text = ground.text
    last = text[place - 1 : place]
    if last == "を":
        return _fit(ground, count, read_phrase(ground, place - 1))
    if last == "(":
        if _IN_BRACKET.match(text, count.joined):
            return None
        end = place - 1 - (text[place - 2 : place - 1] == " ")
        named = _find_unit_noun(ground, count, end)
        phrase = None if named else read_phrase(ground, end)
        left = _fit(ground, count, phrase)
        if left and left == phrase and count.kind in _OWN and not _can_count(ground, count, left):
            return None
        return named or left
    phrase = read_phrase(ground, place)
    return _fit(ground, count, phrase) if phrase else None


def _can_count(ground: Ground, count: Count, phrase: Phrase) -> bool:
    """Whether a unit that is a noun itself may count the noun before its brackets."""
    word = ground.text[phrase.head : phrase.end]
    if word.endswith(count.unit):
        return True
    return count.unit not in _ASPECTS and not _UNDERTAKING.search(word)


def _fit(ground: Ground, count: Count, phrase: Phrase | None) -> Phrase | None:
    """The phrase without what is done, if the figure can count what is left."""
    if phrase is None:
        return None
    left = strip_act(ground, phrase, made=count.kind in _OWN)
    if left is None or is_act(ground.text[left.start : left.end]):
        word = ground.text[phrase.head : phrase.end]
        return phrase if word in _DEEDS and count.unit in _DEED_UNITS else None
    return left


def _find_unit_noun(ground: Ground, count: Count, end: int) -> Phrase | None:
    """The phrase before a bracket whose last word is the unit: 電話対応業務を統合（30業務）."""
    if count.kind not in _OWN:
        return None
    low = max(ground.get_floor(end), end - _FAR)
    at = ground.text.rfind(count.unit, low, end)
    stop = at + len(count.unit)
    if at < 0 or not _DONE.fullmatch(ground.text, stop, end):
        return None
    return read_phrase(ground, stop)


def _read_after(ground: Ground, count: Count) -> Phrase | None:
    """120件の相談, 300人弱の会員."""
    if count.kind in _OWN and count.unit not in _INSTITUTIONS:
        return None
    match = NOUN_AFTER.match(ground.text, count.joined)
    if not match:
        return None
    noun = match["noun"]
    if noun in _CHANGES or noun in _STOPS or (count.unit != "件" and is_act(noun)):
        return None
    return make_phrase(match.start("noun"), match.end("noun"), match.start("noun"))


def _read_subject(ground: Ground, count: Count, place: int) -> Phrase | None:
    """相談件数は120件, 利用者が350人に増えた."""
    text = ground.text
    if (
        text[place - 1 : place] not in ("は", "が", "も")
        or text[place - 2 : place - 1] in "にでとへ"
    ):
        return None
    if not COPULAR.match(text, count.end):
        return None
    phrase = _fit(ground, count, read_phrase(ground, place - 1))
    if phrase and count.kind == "structure":
        return phrase if text.endswith(count.unit, 0, phrase.end) else None
    return phrase


def _read_modifier(ground: Ground, count: Count, place: int) -> Phrase | None:
    """市民の35％, 市が所有する19地区."""
    text = ground.text
    if text[place - 1 : place] == "の" and count.kind not in _OWN:
        phrase = read_phrase(ground, place - 1)
        general = phrase and text[phrase.head : phrase.end] in _STOPS
        return None if general else phrase
    if count.unit_start < 0 or count.kind not in ("thing", "area", "structure", "counter"):
        return None
    clause = read_clause(ground, place)
    if clause == place or (count.kind == "counter" and count.unit not in ("人", "名")):
        return None
    unit = Stretch(count.unit_start, count.unit_start + len(count.unit))
    return Phrase((Stretch(clause, place), unit), unit.start)


def _goes_on(ground: Ground, before: Count, count: Count, said: bool) -> bool:
    """Whether the figure counts the same as the one before it: 120件から185件に."""
    between = _drop_dates(ground, before.joined, count.start)
    if not JOINED.fullmatch(between):
        return False
    if before.unit == count.unit:
        return True
    sizes = {before.kind, count.kind} <= {"counter", "thing", "latin", "measure"}
    return (
        said
        and sizes
        and count.kind not in _OWN
        and BESIDE[count.kind].fullmatch(between) is not None
    )


def _drop_dates(ground: Ground, start: int, end: int) -> str:
    if end - start > _FAR:
        return "?"
    parts, position = [], start
    index = ground.find_date_before(start) + 1
    while index < len(ground.dates) and ground.dates[index].end <= end:
        parts.append(ground.text[position : ground.dates[index].start])
        position = max(position, ground.dates[index].end)
        index += 1
    return "".join(parts) + ground.text[position:end]


def _find_topic(ground: Ground, count: Count) -> Phrase | None:
    """What the sentence is about, where that is something measured: 加入率は…35％から…."""
    if count.kind in _OWN:
        return None
    text = ground.text
    lowest = max(ground.get_sentence(count.start), count.start - _FAR)
    group = ground.groups[count.start]
    for position in range(count.start - 1, lowest, -1):
        char = text[position]
        if char not in "はがもを" or text[position - 1] in "にでとへての":
            continue
        if char == "を" and not MADE_SO.match(text, count.joined):
            continue
        if ground.groups[position] not in (-1, group):
            continue
        phrase = read_phrase(ground, position)
        if phrase is None:
            continue
        word = text[phrase.head : phrase.end]
        if word in _STOPS or is_act(word):
            continue
        said = char == "は" and (count.kind == "share" or SAID.match(text, count.joined))
        if _MEASURE.search(word) or said:
            return _fit(ground, count, phrase)
    return None

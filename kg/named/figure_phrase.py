"""Noun phrases, read backwards from where they end: 市が所有する緑地, 市民の認知度."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.named.fact_words import either
from kg.named.figure_ground import Ground, Stretch
from kg.named.figure_words import LETTERS, get_words

_STOPS: Final = frozenset(get_words("indicator", "stops"))
_ACTS: Final = either(get_words("cue", "acts"))
#: 実施, 新規整備: what is done, and no thing.
_ACT: Final = re.compile(
    rf"(?:{either(get_words('cue', 'act_prefixes'))}){{0,2}}{_ACTS}(?:等|中|予定)?"
)
_ENDS_IN_ACT: Final = re.compile(rf"{_ACTS}(?:等)?\Z")
_MADE: Final = re.compile(rf"{either(get_words('cue', 'acts_on_things'))}(?:等)?\Z")
#: The end of a clause that says more about the noun behind it: 所有する, 指定された, 新たな.
_ATTRIBUTIVE: Final = frozenset("たるいなうむすぶくぐつ")
#: 広く, 1つ: no clause, though it ends like one.
_ADVERB: Final = re.compile(
    r"(?:[広多近早遠高低長新]|大き|小さ|な|よ|し)く\Z|[0-9一二三四五六七八九]つ\Z|(?:また|うち)\Z"
)
_BOUNDARY: Final = re.compile(r"[、。,:;!?()※○●・■□◆◇▲△→\s]|は|には|では")
_LEADING: Final = re.compile(
    r"(?:また|なお|さらに|特に|このうち|そのうち|うち|ただし|そして|一方|の|に|で|が|を|も|へ|と|から|まで|は|、|,|年度|現在|末){0,4}"
)
_PLACED: Final = re.compile(
    rf"(?P<place>[{LETTERS}]{{1,12}}(?:区|市|町|村|駅前|地区|内))(?:における|において|での|の)"
)
_LONGEST_CLAUSE: Final = 48
_LONGEST_CHAIN: Final = 4


@dataclass(frozen=True)
class Phrase:
    """A phrase by the stretches that it is printed in; `head` is where its last noun begins."""

    parts: tuple[Stretch, ...]
    head: int

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.parts[-1].end

    def quote(self, ground: Ground) -> str:
        """The phrase as printed, the figure inside it left out."""
        return "".join(ground.quote(part.start, part.end).strip() for part in self.parts)


def make_phrase(start: int, end: int, head: int) -> Phrase:
    """A phrase in one stretch."""
    return Phrase((Stretch(start, end),), head)


def read_phrase(ground: Ground, end: int) -> Phrase | None:
    """The noun phrase that ends at a position, with what says more about it; None without noun."""
    text, head = ground.text, ground.get_noun(end)
    if text.startswith("等", max(head, end - 1)):
        end -= 1
    if head >= end or text[head:end] in _STOPS:
        return None
    start = head
    for _ in range(_LONGEST_CHAIN):
        before = _read_link(ground, start)
        if before == start:
            break
        start = before
    clause = read_clause(ground, start)
    return make_phrase(clause if clause < start else start, end, head)


def _read_link(ground: Ground, start: int) -> int:
    """Where the noun begins that の joins to what starts here; `start` where none is joined."""
    text = ground.text
    if text[start - 1 : start] != "の" or start - 1 <= ground.get_floor(start - 1):
        return start
    end = start - 1
    for link in ("から", "まで", "より", "へ", "と", "で"):
        if text.endswith(link, 0, end):
            end -= len(link)
            break
    begin = ground.get_noun(end)
    word = text[begin:end]
    if begin == end or word in _STOPS or word.endswith("等") or ground.ends_name(end):
        return start
    return start if _PLACED.fullmatch(text, begin, start) else begin


def read_clause(ground: Ground, end: int) -> int:
    """Where the clause begins that says more about the noun after it; `end` where none does."""
    text, floor = ground.text, ground.get_floor(end)
    if end <= floor or text[end - 1] not in _ATTRIBUTIVE:
        return end
    if _ADVERB.search(text[max(floor, end - 4) : end]):
        return end
    lowest = max(floor, end - _LONGEST_CLAUSE)
    position = end
    while position > lowest:
        char = text[position - 1]
        if char == "」":
            start = text.rfind("「", lowest, position)
            if start < 0:
                break
            position = start
        elif _BOUNDARY.match(char):
            break
        else:
            position -= 1
    if position == lowest and lowest > floor:
        # The clause is longer than we read: where it begins is not known.
        return end
    lead = _LEADING.match(text, position, end)
    position = lead.end() if lead else position
    placed = _PLACED.match(text, position, end)
    position = placed.end() if placed else position
    return position if end - position >= 2 else end


def is_act(word: str) -> bool:
    """Whether a word says what is done: 実施, 新規整備."""
    return bool(_ACT.fullmatch(word))


def strip_act(ground: Ground, phrase: Phrase, *, made: bool) -> Phrase | None:
    """The phrase without what is done to its things (Xの整備, Xへの支援); None if nothing is left.

    With `made`, only acts that make or run the things: Xの支援 counts those who are supported.
    """
    text = ground.text
    word = text[phrase.head : phrase.end]
    if not _ENDS_IN_ACT.search(word):
        return phrase
    if made and not _MADE.search(word):
        return None
    if phrase.head > phrase.start and text[phrase.head - 1] == "の":
        end = phrase.head - 1
        end -= 1 if text[end - 1] in "へで" else 0
        return read_phrase(ground, end)
    if is_act(word):
        if text[phrase.head - 1 : phrase.head] == "を":
            return read_phrase(ground, phrase.head - 1)
        return None
    act = _MADE.search(word)
    if act and act.start() >= 2 and not is_act(word[: act.start()]):
        return Phrase((Stretch(phrase.start, phrase.head + act.start()),), phrase.head)
    return phrase

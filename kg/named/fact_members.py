"""How many members a body has: 43機関が参加, 委員15名, 20人の委員からなる."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.named.fact_reading import ASIDE, BODY, NAMES, Reading
from kg.named.fact_titles import Titles
from kg.named.fact_words import MARK, either, get_words
from kg.records import Thing, ThingFact
from kg.text.numerals import KANJI, parse_number

_NUMBER: Final = (
    r"(?:(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3}){0,2}(?![0-9,])|(?<![0-9,.])[0-9]{1,5}(?![0-9,])"
    rf"|(?<!{KANJI}){KANJI}{{1,5}}(?!{KANJI}))"
)
_UNIT: Final = either(get_words("members", "units"))
_NOUN: Final = either(get_words("members", "nouns"))
_JOINED: Final = either(get_words("members", "joined"))
_LOOSE: Final = either(get_words("members", "loose"))
#: Not 約20名, 延べ20名. 計20名 is the sum of what is told before.
_NONE: Final = "".join(f"(?<!{word})" for word in get_words("members", "rough"))
_ALL: Final = either(get_words("members", "all"))
_COMPOUND: Final = "[一-龠ァ-ヶー]"
#: Not 公募委員3名.
_WHO: Final = rf"(?<!{_COMPOUND}){_NOUN}(?:数|定数|総数)?(?:は|が|の数は)?(?:、|:)? ?{_ALL}?"
_AS: Final = (
    rf"(?:の(?:{_NOUN}|者))?(?:から|で|により|によって|をもって)(?:構成|組織|成|な[るりっ])"
)
_SUM: Final = re.compile(rf"{_ALL}\Z")
_COUNTED: Final = re.compile(rf"{_NUMBER} ?{_UNIT}")


def _size(group: str = "size") -> str:
    """A figure with its unit, as the group of a name."""
    return rf"{_NONE}(?P<{group}>{_NUMBER}) ?{_UNIT}(?!{_LOOSE}|{_COMPOUND}{{0,4}}会議)"


_EDGE: Final = r"(?:\A|[、,;・/ ])"
_IN_BRACKET: Final = re.compile(
    rf"{_EDGE}(?:現在|市内の|{_ALL})?{_size()}(?:が|の){_JOINED}"
    rf"|{_EDGE}{_ALL}?{_size('size2')}{_AS}"
    rf"|{_EDGE}{_WHO}{_size('size3')}(?=\Z|[、,;・/ でが])"
)
_BRACKET: Final = re.compile(r"\((?P<content>[^()]{2,90})\)")
_FOUND: Final = rf"{either(get_words('found', 'stems'))}(?:し|され)?(?:た|ました)?"
_BEFORE_BRACKET: Final = re.compile(rf"(?P<body>{BODY})[」』]?(?:を|が|の)?(?:{_FOUND})?\Z")
_SET_UP: Final = re.compile(
    rf"{_COMPOUND}{{0,12}}{either(get_words('members', 'bodies'))}を?{_FOUND}\Z"
)

#: 20人の委員からなるX, 43団体で構成するX, 43機関が参加するX.
_AHEAD: Final = re.compile(
    rf"(?:{_WHO})?{_size()}(?:{_AS}[^、。をがは()]{{0,8}}|(?:の{_NOUN})?が{_JOINED}"
    rf"(?:する|している|した|し、?))[「『]?(?P<body>{BODY})"
)
#: What may be told between: 学識経験者5名、公募市民10名の計 before 15名で構成.
_TOLD: Final = (
    rf"(?P<mid>[^。{NAMES}]{{0,90}}?)(?<!{_COMPOUND}){_size()}{_AS}"
    rf"|(?P<mid2>[^。{NAMES}]{{0,60}}?(?:{_ALL}|{_NOUN})){_size('size2')}{_AS}"
)
#: Xは、…20名で構成, Xは委員20名, Xの委員は20名, Xには25団体が加盟している.
_BEHIND: Final = re.compile(
    rf"(?P<body>{BODY})[」』]?{ASIDE}(?:(?:は|では|には|を)(?:{_TOLD})"
    rf"|(?:は|では|には|が)、?[^。{NAMES}]{{0,60}}?(?<!{_COMPOUND}){_size('size3')}が{_JOINED}してい"
    rf"|(?:は|では|には)、?[^。{NAMES}公女]{{0,60}}?(?<!{_COMPOUND}){_size('size6')}の{_NOUN}が"
    rf"|(?:は、?|の){_WHO}{_size('size4')}(?!の(?!任期|う)|を(?:募|公募|追加))"
    rf"|に(?:は|、)?[^。{NAMES}]{{0,12}}?{_size('size5')}が{_JOINED}(?:してい|しており|する))"
)
_OPENING: Final = re.compile(rf"{MARK}(?:{_WHO}{_size('size3')}(?=で|\Z|。|、|\()|{_TOLD})")


def find_members(reading: Reading, titles: Titles) -> Iterator[ThingFact]:
    """The numbers of members that a statement tells."""
    text = reading.text
    for bracket in _BRACKET.finditer(text):
        if found := _IN_BRACKET.search(bracket["content"]):
            things, start = _find_owner(reading, titles, bracket.start())
            yield from _make(reading, things, found, start, bracket.end())
    for pattern in (_AHEAD, _BEHIND):
        for found in pattern.finditer(text):
            things = reading.get_things(found.start("body"), "body")
            yield from _make(reading, things, found, *found.span())
    if BODY not in text and (found := _OPENING.match(text)):
        yield from _make(reading, titles.find_things(reading, "body"), found, *found.span())


def _find_owner(reading: Reading, titles: Titles, bracket: int) -> tuple[list[Thing], int]:
    """The bodies whose members a bracket counts, and where what is said of them begins."""
    before = reading.text[max(0, bracket - 30) : bracket]
    if named := _BEFORE_BRACKET.search(before):
        at = bracket - len(before) + named.start("body")
        return reading.get_things(at, "body"), at
    start, _ = reading.get_sentence(bracket)
    set_up = _SET_UP.search(before)
    if not before or (set_up and BODY not in reading.text[start:bracket]):
        start = bracket - len(before) + set_up.start() if set_up else bracket
        return titles.find_things(reading, "body"), start
    return [], bracket


def _make(
    reading: Reading, things: Sequence[Thing], found: re.Match[str], start: int, stop: int
) -> Iterator[ThingFact]:
    """The fact, unless the figure is a part of what is counted: 5名、公募市民10名で構成."""
    groups = {key: value for key, value in found.groupdict().items() if value}
    between = groups.get("mid") or groups.get("mid2") or ""
    if _COUNTED.search(between) and not _SUM.search(between):
        return
    size = next(value for key, value in groups.items() if key.startswith("size"))
    number = parse_number(size)
    if number:
        spans = reading.find_spans(start, stop)
        for thing in things:
            yield ThingFact(thing, "mpo:memberCount", str(number), "xsd:integer", spans)

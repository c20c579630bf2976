"""On what a body rests, and what an instrument holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.named.fact_acts import Act
from kg.named.fact_reading import AND, ASIDE, BODY, INSTRUMENT, Reading
from kg.named.fact_words import either, get_words
from kg.records import Thing, ThingFact

_ARTICLE: Final = r"(?:\(?第[0-9一二三四五六七八九十百]{1,5}条[^、。()]{0,16}?\)?)?(?:の規定)?"
_BASE: Final = rf"(?P<ground>{INSTRUMENT})[」』]?{ASIDE}{_ARTICLE}"
_TIED: Final = re.compile(rf"{_BASE}{either(get_words('based', 'ties'))}")
_OF: Final = either(get_words("based", "direct"))
#: 「指針」に位置付けられた「委員会」, 条例第5条に基づく審議会.
_DIRECT: Final = re.compile(
    rf"{_BASE}(?:(?:に|で){either(get_words('based', 'said'))}(?:た|ている|ました)|{_OF})"
    rf"(?:[^、。をがは()「」]{{0,14}}(?:である|として(?:の)?|の))?[「『]?(?P<body>{BODY})"
)
#: Xは、条例第15条に基づく市長の附属機関です.
_BEING: Final = re.compile(
    rf"(?P<body>{BODY})[」』]?{ASIDE}は、?{_BASE}(?:{_OF}|により設置された|に基づき設置された)"
    rf"[^、。をがは]{{0,12}}{either(get_words('based', 'kinds'))}(?:です|であ|で、|として|。)"
)
#: 区民会議は、条例に規定されています; 条例に区民会議が位置付けられ.
_PROVIDED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<body>{BODY})[」』]?{ASIDE}[はがも]、?{_BASE}(?:に|で|において)"
        rf"(?:、|明確に|新たに)?{either(get_words('based', 'said'))}",
        rf"{_BASE}(?:に|で|において)(?:は|も)?、?[「『]?(?P<body>{BODY})[」』]?{ASIDE}[をがは]"
        rf"(?:、|明確に|新たに)?{either(get_words('based', 'said'), get_words('based', 'say'))}",
    )
)
#: Another verb between the ground and the founding: it is that verb that rests on it.
_BETWEEN: Final = re.compile(r"ため|する(?!と)|進め|推進し|取組|[しきりてえけめれ]、")

_LIST: Final = rf"[「『]?{INSTRUMENT}[」』]?(?:{ASIDE}{AND}[「『]?{INSTRUMENT}[」』]?){{0,9}}"
_WHOLE: Final = rf"(?P<whole>{INSTRUMENT})[」』]?{ASIDE}"
#: 「ルール」に示されている「6つの原則」.
_SHOWN: Final = re.compile(
    rf"{_WHOLE}{_ARTICLE}(?:に|で|の中で|において){either(get_words('part', 'stems'))}"
    rf"(?:ている|ています|ました|た|る|れた)?(?:[^、。をがは()「」]{{0,8}}(?:である|の))?{_LIST}"
)
#: 総合計画は、X、Y及びZで構成.
_COMPOSED: Final = re.compile(
    rf"{_WHOLE}は、?{_LIST}{ASIDE}(?:の[0-9一二三四五六七八九十]{{1,2}}(?:つ|編|層|部|計画)?)?"
    r"(?:で|から|により|によって)(?:構成|成|な[るりっ])"
)


def find_grounds(reading: Reading, act: Act, things: Sequence[Thing]) -> Iterator[ThingFact]:
    """What bodies were founded on: 条例第6条の規定に基づき設置された."""
    text = reading.text
    low = max(reading.get_sentence(act.verb)[0], act.verb - 200)
    tied = list(_TIED.finditer(text, low, act.verb))
    if not tied or reading.depths[tied[-1].start()] != reading.depths[act.verb]:
        return
    if _BETWEEN.search(text, tied[-1].end(), act.verb):
        return
    ground = tied[-1].start("ground")
    spans = reading.find_spans(min(act.start, ground), act.stop)
    for instrument in reading.get_things(ground, "instrument"):
        for thing in things:
            yield ThingFact(thing, "mpo:establishedBy", instrument, "", spans)


def find_placed(reading: Reading) -> Iterator[ThingFact]:
    """What stands right behind the instrument that provides for it: bodies, and parts of it."""
    text = reading.text
    for pattern in (_DIRECT, _BEING, *_PROVIDED):
        for found in pattern.finditer(text):
            spans = reading.find_spans(*found.span())
            for instrument in reading.get_things(found.start("ground"), "instrument"):
                for thing in reading.get_things(found.start("body"), "body"):
                    yield ThingFact(thing, "mpo:establishedBy", instrument, "", spans)
    for pattern in (_SHOWN, _COMPOSED):
        for found in pattern.finditer(text):
            yield from _find_parts(reading, found)


def _find_parts(reading: Reading, found: re.Match[str]) -> Iterator[ThingFact]:
    whole, spans = found.start("whole"), reading.find_spans(*found.span())
    inside = (at for at in range(whole + 1, found.end()))
    for at in (at for at in inside if reading.depths[at] == reading.depths[whole]):
        for part in reading.get_things(at, "instrument"):
            for instrument in reading.get_things(whole, "instrument"):
                if part != instrument:
                    yield ThingFact(instrument, "dct:hasPart", part, "", spans)

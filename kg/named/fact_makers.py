"""Who made an instrument, and between whom an agreement was signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.named.fact_acts import Act
from kg.named.fact_reading import AND, ASIDE, BODY, DATE, INSTRUMENT, TOWN, Reading
from kg.named.fact_words import either, get_words
from kg.records import Thing, ThingFact

_MAKER: Final = f"[{BODY}{TOWN}]"
_ONE: Final = re.compile(_MAKER)
_REACH: Final = 300
#: 市が策定した, 委員会が平成19年5月に取りまとめた: the maker right before what it made.
_NEAR: Final = re.compile(
    rf"(?P<maker>{_MAKER}){ASIDE}(?P<particle>が|により|によって|で|の)?、?"
    rf"(?:{DATE}(?:付け?)?(?:に|で)?、?|{either(get_words('clause', 'adverbs'))}){{0,3}}\Z"
)
_TOPIC: Final = re.compile(
    rf"(?P<maker>{_MAKER}){ASIDE}(?P<particle>では|において(?:は|も)?|は|も|が)、?"
)
#: Another subject, or another topic: the maker before it did not do what follows.
_OTHER: Final = re.compile(rf"(?<![てにでるたはもと、がを{BODY}{TOWN}])が")
_OTHER_TOPIC: Final = re.compile(
    r"(?<![てにでともか])"
    + "".join(f"(?<!{word})" for word in get_words("clause", "asides"))
    + "は、"
)
_QUALIFIES: Final = re.compile(r"[るたうくすつむぶぐ](?=[一-龠ァ-ヶ「『])")


def find_creators(reading: Reading, act: Act, things: Sequence[Thing]) -> Iterator[ThingFact]:
    """Who the text says has made it: the subject of the verb, where it is named."""
    maker = _find_maker(reading, act)
    if maker is None:
        return
    spans = reading.find_spans(min(act.start, maker), max(act.stop, maker + 1))
    for creator in reading.get_things(maker, "body", "municipality"):
        for thing in things:
            yield ThingFact(thing, "dct:creator", creator, "", spans)


def _find_maker(reading: Reading, act: Act) -> int | None:
    text = reading.text
    if act.bracket:
        inside = _ONE.search(text, text.rfind("(", act.start, act.verb) + 1, act.verb)
        return inside.start() if inside else None
    low = max(reading.get_sentence(act.verb)[0], act.verb - _REACH)
    head = act.objects[0] if act.before else act.verb
    start = max(low, head - 60)
    near = _NEAR.search(text[start:head].rstrip("「『"))
    if near and not (act.before and near["particle"] == "の"):
        return start + near.start("maker")
    if act.before:
        # Xは、市が策定したものです: the maker stands between the object and its verb.
        between = act.objects[-1] + 1
        near = _NEAR.search(text[between : act.verb])
        if near:
            return between + near.start("maker")
    if _OTHER.search(text, max(text.rfind("、", low, head), low), head):
        return None
    return _find_topic(reading, low, head, reading.depths[act.verb])


def _find_topic(reading: Reading, low: int, head: int, depth: int) -> int | None:
    """The maker that is the topic of the sentence: 市では、…ため、「X」を定め."""
    text = reading.text
    for topic in reversed(list(_TOPIC.finditer(text, low, head))):
        if reading.depths[topic.start()] != depth:
            continue
        if _OTHER_TOPIC.search(text, topic.end(), head):
            return None
        chunk = text[topic.end() : head].split("、", 1)[0]
        # 協議会が実施する事業: a subject of that verb alone.
        if topic["particle"] != "が" or not _QUALIFIES.search(chunk):
            return topic.start("maker")
    return None


_PARTY: Final = re.compile(
    rf"(?P<party>{_MAKER}){ASIDE}(?:等|など|ほか[^、。]{{0,10}})?"
    r"(?=、|,|・|と|及び|および|並びに|ならびに|が|は|では|による|により"
    r"|の(?:間|[0-9一二三四五六七八九十]{1,3}者|両者|双方))"
)
#: 市とみどり大学との「協定」.
_BETWEEN: Final = re.compile(
    rf"{_MAKER}(?:{ASIDE}{AND}{_MAKER}){{0,8}}{ASIDE}(?:等|など)?と(?:の間)?の"
    rf"(?:間(?:で|に)(?:締結した|結んだ|取り交わした)?の?)?(?P<deed>{INSTRUMENT})"
)
_DEED: Final = re.compile(either(get_words("issue", "deeds")))


def find_parties(reading: Reading, act: Act, things: Sequence[Thing]) -> Iterator[ThingFact]:
    """The parties of what was signed, as far as the clause names them."""
    text, depth = reading.text, reading.depths[act.verb]
    low = max(reading.get_sentence(act.verb)[0], act.verb - _REACH)
    clause = reading.get_clause(act.verb)[0]
    for party in _PARTY.finditer(text, act.start if act.bracket else low, act.verb):
        at = party.start("party")
        topic = text[party.end() : party.end() + 1] in ("は", "が")
        if reading.depths[at] != depth or (reading.get_clause(at)[0] != clause and not topic):
            continue
        spans = reading.find_spans(min(act.start, at), max(act.stop, at + 1))
        for thing in things:
            for named in reading.get_things(at, "body", "municipality"):
                yield ThingFact(thing, "mpo:hasParty", named, "", spans)


def find_parties_before(reading: Reading) -> Iterator[ThingFact]:
    """The parties that stand right before a deed."""
    for found in _BETWEEN.finditer(reading.text):
        deed = found.start("deed")
        spans = reading.find_spans(found.start(), deed + 1)
        for thing in reading.get_things(deed, "instrument"):
            if _DEED.search(thing.name):
                for at in range(found.start(), deed):
                    for named in reading.get_things(at, "body", "municipality"):
                        yield ThingFact(thing, "mpo:hasParty", named, "", spans)

"""Since when a body works, and which committee it is a term of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.named.fact_dates import is_sharp
from kg.named.fact_mood import Plans, is_done, is_planned, read_ending
from kg.named.fact_reading import ASIDE, BODY, DATE, Reading
from kg.named.fact_titles import Titles
from kg.named.fact_words import either, get_words
from kg.records import Span, Thing, ThingFact
from kg.text.fold import fold_key
from kg.text.numerals import KANJI

_WORK: Final = either(get_words("activity", "nouns"))
_BEGIN: Final = either(get_words("activity", "begin"))
_ACTIVE: Final = re.compile(
    rf"(?P<date>{DATE})(?:から|より)(?P<mid>[^。{DATE}]{{0,60}}?)(?:(?<![一-龠ァ-ヶー])|(?<=[年月]間))活動"
    rf"(?P<tail>(?:を|が)?(?:行|{_BEGIN}|継続)?[いっわ]?)"
    rf"|(?P<date2>{DATE})(?:に|から|より|、)(?P<mid2>[^。{DATE}]{{0,40}}?){_WORK}"
    rf"(?:を|が)?(?P<tail2>{_BEGIN})"
)
_SUBJECT: Final = re.compile(rf"(?P<body>{BODY})[」』]?{ASIDE}(?P<particle>は|が|も|では)")
_ACTIVE_BRACKET: Final = re.compile(
    rf"(?P<body>{BODY})[」』]?{ASIDE}\((?P<date>{DATE})(?:から|より|に)?活動(?:を)?(?:{_BEGIN})?\)"
)
_ATTRIBUTIVE: Final = re.compile(rf"(?:した|している|してきた|た|る)[「『]?(?P<body>{BODY})")


def find_active(
    reading: Reading, plans: Plans
) -> Iterator[ThingFact | tuple[Thing, tuple[Span, ...]]]:
    """Since when bodies work, or the body with the proof that it has yet to begin."""
    text = reading.text
    for found in _ACTIVE_BRACKET.finditer(text):
        yield from _make_start(reading, found.start("body"), found.start("date"), *found.span())
    for found in _ACTIVE.finditer(text):
        which = "" if found["date"] else "2"
        date, end = found.start("date" + which), found.end()
        if reading.depths[date]:
            continue
        ending = read_ending(text, end)
        behind = _ATTRIBUTIVE.match(text, end)
        low = max(reading.get_sentence(date)[0], date - 200)
        clause, _ = reading.get_clause(date)
        subjects = [
            match
            for match in _SUBJECT.finditer(text, low, date)
            if match["particle"] != "が" or match.start() >= clause
        ]
        if behind is not None:
            body, start, stop = behind.start("body"), date, behind.end()
        elif subjects:
            body, start, stop = subjects[-1].start("body"), subjects[-1].start("body"), ending.end
        else:
            continue
        if is_planned(reading, date, ending.form, plans):
            spans = reading.find_spans(start, max(stop, end)) + plans.find_spans(reading)
            for thing in reading.get_things(body, "body"):
                yield thing, spans
        elif behind is not None or is_done(reading, date, ending.form, plans):
            yield from _make_start(reading, body, date, start, max(stop, end))


def _make_start(reading: Reading, body: int, at: int, start: int, stop: int) -> Iterator[ThingFact]:
    date = reading.get_date(at)
    if date is None or not is_sharp(date):
        return
    spans = reading.find_spans(start, stop)
    for thing in reading.get_things(body, "body"):
        yield ThingFact(thing, "mpo:activityStart", date.lexical, date.datatype, spans)


# --- terms ------------------------------------------------------------------------------

_TERM: Final = re.compile(rf"第(?:[0-9]{{1,3}}|{KANJI}{{1,4}})期(?:の)?(?P<base>.{{2,200}})")
_TERM_BEHIND: Final = re.compile(rf"(?P<base>.{{2,200}}?)\(?第(?:[0-9]{{1,3}}|{KANJI}{{1,4}})期\)?")


def find_terms(
    readings: Sequence[Reading], municipality: Thing | None, titles: Titles
) -> Iterator[ThingFact]:
    """第3期X委員会 is a term of X委員会, under the fullest name that the document prints."""
    bases: dict[str, Thing] = {}
    for reading in readings:
        for name in reading.names:
            if name.thing.kind != "body" or name.short:
                continue
            key = fold_key(name.thing.name)
            found = _TERM.fullmatch(key) or _TERM_BEHIND.fullmatch(key)
            if found is None:
                continue
            base = found["base"]
            if base not in bases:
                bases[base] = _get_base(base, readings, municipality, titles)
            spans = reading.statement.find_spans(name.start, name.end)
            yield ThingFact(name.thing, "mpo:termOf", bases[base], "", spans)


def _get_base(
    base: str, readings: Sequence[Reading], municipality: Thing | None, titles: Titles
) -> Thing:
    town = fold_key(municipality.name) if municipality else ""
    full = base if base.startswith(town) else town + base
    for name in (full, base, base.removeprefix(town)):
        if name and (thing := titles.get_named("body", name)):
            return thing
    if any(full in reading.statement.text for reading in readings):
        return Thing("body", full)
    return Thing("body", base)

"""Occasions: where a statement tells that an event was held, is planned, or only names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from kg.named.event_naming import Candidate, Meetings, find_candidates
from kg.named.event_patterns import (
    ALONE,
    ALONE_END,
    AT,
    BRACKET,
    CUE,
    DATED,
    DID,
    GAPPED,
    HABIT,
    HELD,
    HOST,
    LEAD,
    MEET,
    PART,
    QUALIFIED,
    SESSIONS,
    THROUGH,
)
from kg.named.fact_dates import IN_BRACKET, find_date_before
from kg.named.fact_mood import Form, Mood, Plans, get_mood, is_done, is_planned, read_ending
from kg.named.fact_reading import DATE, Reading
from kg.named.fact_verbs import PHRASE
from kg.named.fact_words import get_words
from kg.records import Span, Thing, Time
from kg.text.numerals import parse_number


@dataclass(frozen=True)
class Occasion:
    """A place that tells of an event held or planned.

    `start` and `stop` bound the clause that tells it; what is described goes on to `reach`.
    `further` are other proofs. `announced`
    tells that it says in words that it is planned (予定). `part_of` is the larger event.
    """

    reading: Reading
    candidate: Candidate
    planned: bool
    start: int
    stop: int
    reach: int
    time: Time | None = None
    sessions: int | None = None
    approximate: bool = False
    description: str | None = None
    announced: bool = False
    further: tuple[Span, ...] = ()
    part_of: Thing | None = None


#: The longest sentence that tells what was done at an event.
_LONGEST: Final = 500


def find_occasions(
    reading: Reading, plans: Plans, meetings: Meetings, events: Sequence[Thing]
) -> Iterator[Occasion]:
    """What a statement tells of events, in order."""
    teller = _Teller(reading, plans)
    for candidate in find_candidates(reading, meetings, events):
        occasion = teller.read(candidate)
        if occasion is not None:
            yield occasion


class _Teller:
    def __init__(self, reading: Reading, plans: Plans) -> None:
        self.reading, self.plans, self.text = reading, plans, reading.text

    def read(self, candidate: Candidate) -> Occasion | None:
        """The occasion of a candidate, None of what is only named."""
        return (
            self._read_bracket(candidate)
            or self._read_qualified(candidate)
            or self._read_verb(candidate)
            or self._read_at(candidate)
            or self._read_alone(candidate)
        )

    # --- how it is told ------------------------------------------------------------------

    def _read_bracket(self, candidate: Candidate) -> Occasion | None:
        """第3回協議会（平成25年1月開催）, 第3回協議会（平成25年1月15日）."""
        found = BRACKET.match(self.text, candidate.end)
        if found is None:
            return None
        if found["verb"] is None and not (candidate.is_meeting or candidate.is_event):
            return None
        if found["verb"] and not self._suits(candidate, found["verb"]):
            return None
        mood = get_mood(self.reading, found.end() - 1)
        planned = bool(found["plan"]) or (
            bool(self.plans.find_spans(self.reading)) and mood is not Mood.DONE
        )
        planned |= found["verb"] is None and mood in (Mood.FUTURE, Mood.PLANNED)
        description = None
        at = AT.match(self.text, found.end())
        if at is not None and candidate.is_meeting:
            description = self._take_rest(at.end())
        return self._make(
            candidate, planned, candidate.start, found.end(),
            date=found.start("date"), description=description, announced=bool(found["plan"]),
        )  # fmt: skip

    def _read_qualified(self, candidate: Candidate) -> Occasion | None:
        """平成25年1月に開催した第3回協議会."""
        low = max(self.reading.get_sentence(candidate.start)[0], candidate.start - 120)
        found = QUALIFIED.search(self.text, max(low, candidate.start - 24), candidate.start)
        if found is None or not self._suits(candidate, found["verb"]):
            return None
        verb = found.start("verb")
        clause = self.reading.get_clause(verb)[0]
        date = find_date_before(self.reading, max(low, clause), verb)
        planned = "予定" in found["end"] or found["end"].endswith("る")
        if found["end"] in ("の", "する", "される") and date is None:
            return None
        description = None
        at = AT.match(self.text, candidate.end)
        if at is not None and candidate.is_meeting:
            description = self._take_rest(at.end())
        start = date if date is not None else verb
        return self._make(
            candidate, planned, start, candidate.end, date=date, description=description,
            announced=planned,
        )  # fmt: skip

    def _read_verb(self, candidate: Candidate) -> Occasion | None:
        """協議会を4回程度開催し, フォーラム等のイベントを開催して."""
        _, stop = self.reading.get_sentence(candidate.start)
        verbs = HELD.finditer(self.text, candidate.end, min(stop, candidate.end + 100))
        for verb in islice(verbs, 4):
            lead = LEAD.match(self.text, candidate.end, verb.start())
            if lead is not None and self._fits(candidate, lead, verb):
                gapped = GAPPED.match(lead["mid"])
                own = lead.start("mid") + gapped.end("own") if gapped else verb.start()
                return self._tell(candidate, lead["particle"], verb, own)
        return None

    def _fits(self, candidate: Candidate, lead: re.Match[str], verb: re.Match[str]) -> bool:
        particle, at = lead["particle"], verb.start()
        mid = PHRASE.sub("", lead["mid"])
        reading = self.reading
        if not self._suits(candidate, verb.group()):
            return False
        if reading.depths[at] != reading.depths[candidate.start]:
            return False
        if particle == "を":
            same = reading.get_clause(candidate.start)[0] == reading.get_clause(at)[0]
            gapped = GAPPED.match(mid)
            return same and "を" not in (mid[gapped.end() :] if gapped else mid)
        if particle in ("が", "は", "も"):
            if "を" in mid or "が" in mid:
                return False
            passive = self.text.startswith(("され", "れ", "が行"), verb.end())
            return passive or (particle != "が" and candidate.is_event)
        if particle == "の":
            return mid == ""
        return mid.strip() == "" and verb.group() in ("開催", "実施")

    def _tell(
        self, candidate: Candidate, particle: str, held: re.Match[str], own: int
    ) -> Occasion | None:
        """What a verb tells; its date and count stand before `own`."""
        reading, verb, end = self.reading, held.start(), held.end()
        ending = read_ending(self.text, end)
        form = ending.form
        low = max(reading.get_sentence(candidate.start)[0], candidate.start - 160)
        clause = max(low, reading.get_clause(candidate.start)[0])
        date = find_date_before(reading, clause, own, beginning=True)
        noun = particle in ("の", "") or (form is Form.BARE and reading.statement.label)
        behind = IN_BRACKET.match(self.text, ending.end)
        if date is None and behind is not None:
            date = behind.start("date")
        if noun and form is not Form.PLANNED and date is None:
            return self._read_noun(candidate, end)
        announced = self._is_announced(verb, ending.end)
        sessions, about = self._find_sessions(clause, candidate, own)
        planned = not is_done(reading, verb, form, self.plans)
        later = form is Form.LINK and get_mood(reading, verb) is Mood.FUTURE
        if planned and not later and not is_planned(reading, verb, form, self.plans):
            return None
        vague = date is None and sessions is None and not candidate.is_meeting
        # That a body meets is no occasion of its own, unless a text says that it did or will.
        idle = (planned and not announced) or HABIT.search(self.text, clause, verb)
        if vague and not candidate.is_event and idle:
            return None
        description = None
        if form is Form.LINK and not noun and own == verb:
            description = self._find_outcome(candidate, ending.end, vague)
        start = min([candidate.start, *([date] if date is not None else [])])
        stop = max(ending.end, behind.end() if behind and date == behind.start("date") else 0)
        return self._make(
            candidate, planned, start, stop, date=date, sessions=sessions, about=about,
            description=description, announced=announced,
        )  # fmt: skip

    def _read_noun(self, candidate: Candidate, end: int) -> Occasion | None:
        """フォーラムの開催などを通じて、…図った; 発表会（仮称）の開催 is still to come."""
        through = THROUGH.match(self.text, end)
        if through and get_mood(self.reading, end) is Mood.DONE:
            return self._make(candidate, False, candidate.start, through.end())
        name = candidate.thing.name if candidate.thing is not None else ""
        if candidate.is_event and any(word in name for word in get_words("plan", "names")):
            return self._make(candidate, True, candidate.start, end)
        return None

    def _read_at(self, candidate: Candidate) -> Occasion | None:
        """第3回協議会において、…を実施した, 説明会では…を説明した."""
        found = AT.match(self.text, candidate.end)
        if found is None or not (candidate.is_event or candidate.is_meeting):
            return None
        reading = self.reading
        mood = get_mood(reading, candidate.start)
        low = max(reading.get_sentence(candidate.start)[0], candidate.start - 60)
        dated = DATED.search(self.text, low, candidate.start)
        date = dated.start() if dated else None
        listed = mood is Mood.BARE and bool(self.plans.find_spans(reading))
        planned = listed or mood in (Mood.FUTURE, Mood.PLANNED)
        if planned and not candidate.is_meeting:
            return None
        description = self._take_rest(found.end()) if candidate.is_meeting else None
        start = date if date is not None else candidate.start
        _, stop = reading.get_sentence(candidate.start)
        stop = stop if stop - start <= _LONGEST else found.end()
        return self._make(candidate, planned, start, stop, date=date, description=description)

    def _read_alone(self, candidate: Candidate) -> Occasion | None:
        """平成25年6月10日 第1回検討委員会: an entry of a chronicle."""
        if not (candidate.is_event or candidate.is_meeting):
            return None
        low = self.reading.get_sentence(candidate.start)[0]
        if candidate.start - low > 20:
            return None
        found = ALONE.match(self.text, low, candidate.start)
        end = ALONE_END.match(self.text, candidate.end)
        if found is None or end is None:
            return None
        date = self.text.index(DATE, low)
        planned = bool(self.plans.find_spans(self.reading))
        return self._make(candidate, planned, date, end.end(), date=date)

    # --- what it tells -------------------------------------------------------------------

    def _suits(self, candidate: Candidate, verb: str) -> bool:
        """Whether that verb holds it: a body is not 実施, but its third meeting is."""
        if candidate.is_event or candidate.is_meeting:
            return True
        return verb in MEET

    def _is_announced(self, verb: int, end: int) -> bool:
        low = max(self.reading.get_sentence(verb)[0], verb - 160)
        words = self.text[verb : end + 3]
        return (
            "予定" in words
            or bool(self.plans.find_spans(self.reading))
            or CUE.search(self.text, low, verb) is not None
            or get_mood(self.reading, verb) is Mood.PLANNED
        )

    def _find_sessions(
        self, clause: int, candidate: Candidate, verb: int
    ) -> tuple[int | None, bool]:
        """How often: the count nearest to the verb, behind the name or before it."""
        for start, stop in ((candidate.end, verb), (clause, candidate.start)):
            found = list(SESSIONS.finditer(self.text, start, stop))
            if found:
                count = parse_number(found[-1]["count"])
                return count or None, bool(found[-1]["about"] or found[-1]["about2"])
        return None, False

    def _take_rest(self, start: int) -> tuple[str, int] | None:
        """The rest of the sentence from a position on, as it is printed, and where it ends."""
        if start >= len(self.text):
            return None
        _, stop = self.reading.get_sentence(start)
        if stop - start > _LONGEST:
            return None
        words = self.reading.get_words(start, stop).strip() if start < stop else ""
        return (words, stop) if len(words) > 3 else None

    def _find_outcome(self, candidate: Candidate, end: int, vague: bool) -> tuple[str, int] | None:
        """What was done there: 開催し、…を実施した."""
        comma = self.text[end : end + 1]
        if comma not in "、,":
            return None
        rest = self._take_rest(end + 1)
        if vague or rest is None:
            return None
        return rest if not candidate.is_event or DID.search(rest[0]) else None

    def _make(
        self,
        candidate: Candidate,
        planned: bool,
        start: int,
        stop: int,
        *,
        date: int | None = None,
        sessions: int | None = None,
        about: bool = False,
        description: tuple[str, int] | None = None,
        announced: bool = False,
    ) -> Occasion:
        reading = self.reading
        time, rough = _get_time(reading, date)
        low = max(reading.get_sentence(candidate.start)[0], candidate.start - 80)
        of = candidate.of
        if host := HOST.search(self.text, low, candidate.start):
            of = of or reading.get_things(host.start("body"), "body")[0]
        whole = PART.search(self.text, low, candidate.start)
        part_of = reading.get_things(whole.start("whole"), "event")[0] if whole else None
        if whole:
            start = min(start, whole.start("whole"))
        further = self.plans.find_spans(reading) if planned else ()
        told, reach = (description[0], max(stop, description[1])) if description else (None, stop)
        return Occasion(
            reading, replace(candidate, of=of), planned, start, stop, reach, time, sessions,
            about or rough, told, announced, further, part_of,
        )  # fmt: skip


def _get_time(reading: Reading, at: int | None) -> tuple[Time | None, bool]:
    """The time that a date tells, and whether it is a rough one."""
    date = reading.get_date(at) if at is not None else None
    marks = set(date.qualifiers) if date else set()
    if date is None or date.doubtful or not marks.isdisjoint(("以前", "現在", "時点")):
        return None, False
    if not marks.isdisjoint(("以降", "以後", "～")):
        return None, False
    return Time(date.lexical, date.datatype), date.approximate

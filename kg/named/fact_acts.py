"""Acts: a verb of making or founding with what it is done to, and when.

「X」（平成20年2月策定）, 平成20年2月に「X」を策定し, Xは…策定され, 平成20年2月に策定した「X」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.named.fact_dates import find_date_before, is_sharp
from kg.named.fact_mood import Form, read_ending
from kg.named.fact_reading import DATE, NAMES, Reading
from kg.named.fact_verbs import PHRASE, Patterns, Verbs, make_patterns

#: How far back a verb's object is looked for.
_REACH: Final = 300
#: The names of one list at most.
_LONGEST: Final = 12


@dataclass(frozen=True)
class Act:
    """A verb at `verb`, `end` behind its ending, done to what stands at `objects`.

    `date` is the position of the sharp date that the text gives it. `start` and `stop` bound the
    stretch that tells all this. `before` tells that the objects stand before the verb, `bracket`
    that the verb stands in a bracket; an act without objects speaks of what the title names.
    """

    stem: str
    verb: int
    end: int
    form: Form
    objects: tuple[int, ...]
    date: int | None
    start: int
    stop: int
    before: bool = False
    bracket: bool = False


def find_acts(reading: Reading, verbs: Verbs) -> Iterator[Act]:
    """The acts of a statement that verbs of one meaning tell."""
    patterns = make_patterns(verbs)
    for match in patterns.verb.finditer(reading.text):
        act = _Telling(reading, verbs, patterns, match).read()
        if act is not None:
            yield act
    yield from _find_bracketed(reading, verbs, patterns)
    yield from _find_opening(reading, patterns)


def _find_bracketed(reading: Reading, verbs: Verbs, patterns: Patterns) -> Iterator[Act]:
    """What brackets say right behind a name, or at the beginning of a statement of their own."""
    text = reading.text
    for bracket in patterns.bracket.finditer(text):
        inner = patterns.inner.search(text, bracket.start() + 1, bracket.end() - 1)
        if inner is None:
            continue
        at = _step_back(text, bracket.start())
        if at >= 0 and text[at] != verbs.sign:
            continue
        which = "" if inner["stem"] else "2"
        date = inner.start("date" + which)
        yield Act(
            stem=inner["stem" + which],
            verb=inner.start("stem" + which),
            end=inner.end(),
            form=Form.PLANNED if inner["tail" + which] else Form.DONE,
            objects=(at,) if at >= 0 else (),
            date=date if is_sharp(reading.get_date(date)) else None,
            start=at if at >= 0 else bracket.start(),
            stop=bracket.end(),
            bracket=True,
        )


def _find_opening(reading: Reading, patterns: Patterns) -> Iterator[Act]:
    """What a statement that names nothing says of its title: 平成22年4月に開設し, 設置年月：…."""
    opening = patterns.opening.match(reading.text)
    if opening is None:
        return
    which = "" if opening["stem"] else "2"
    date, verb = opening.start("date" + which), opening.start("stem" + which)
    ending = read_ending(reading.text, opening.end("stem" + which))
    form = Form.DONE if which else ending.form
    if form is not Form.OTHER:
        sharp = is_sharp(reading.get_date(date))
        yield Act(
            stem=opening["stem" + which],
            verb=verb,
            end=opening.end(),
            form=form,
            objects=(),
            date=date if sharp else None,
            start=min(date, verb),
            stop=max(opening.end(), ending.end),
        )


def _step_back(text: str, start: int) -> int:
    """The position right before a bracket, or before the other brackets that precede it; -1."""
    at = start - 1
    for _ in range(3):
        while at >= 0 and text[at] in " 」』":
            at -= 1
        if at < 0 or text[at] != ")":
            break
        at = text.rfind("(", max(0, at - 160), at) - 1
    return at


_EQUAL: Final = re.compile(r"[^、。をがは]{0,14}(?:です|であ|で、|だ)")
_QUALIFIES: Final = re.compile(
    rf"(?:し|され|られ)?(?:まし)?[ただ](?=[一-龠ァ-ヶー「{NAMES}{DATE}])"
)
_DATE_BEHIND: Final = re.compile(rf"\((?P<date>{DATE})\)")


class _Telling:
    """One verb of a statement."""

    def __init__(
        self, reading: Reading, verbs: Verbs, patterns: Patterns, match: re.Match[str]
    ) -> None:
        self.reading, self.text = reading, reading.text
        self.verbs, self.patterns = verbs, patterns
        self.stem, (self.verb, self.behind) = match["stem"], match.span()
        self.ending = read_ending(self.text, self.behind)
        sentence, self.limit = reading.get_sentence(self.verb)
        self.low = max(sentence, self.verb - _REACH)

    def read(self) -> Act | None:
        """The act, None where it is not told what it is done to or where it is not done."""
        form, stop = self.ending.form, self.ending.end
        objects = self._find_before()
        before = bool(objects)
        if not before:
            objects = self._find_after()
            coming = self.patterns.coming.match(self.text, self.behind)
            form = Form.PLANNED if coming else Form.DONE
            stop = objects[-1] + 1 if objects else stop
        if not objects or form is Form.OTHER:
            return None
        start = objects[0] if before else self.verb
        date = self._find_date(objects, before)
        if date is not None and not is_sharp(self.reading.get_date(date)):
            date = None
        if date is not None:
            start = min(start, date)
            stop = max(stop, date + (2 if self.text[date + 1 : date + 2] == ")" else 1))
        return Act(self.stem, self.verb, self.ending.end, form, objects, date, start, stop, before)

    def _find_before(self) -> tuple[int, ...]:
        """The objects that stand before the verb and are marked as such."""
        at = self.text.rfind(self.verbs.sign, self.low, self.verb)
        for _ in range(4):
            if at < 0:
                break
            found = self.patterns.object.match(self.text, at, self.verb)
            if found and self._fits(at, found["particle"], found["mid"]):
                return self._widen_left(at)
            at = self.text.rfind(self.verbs.sign, self.low, at)
        return ()

    def _fits(self, at: int, particle: str, mid: str) -> bool:
        """Whether the verb is done to what stands at a position with this particle."""
        reading = self.reading
        if reading.depths[at] != reading.depths[self.verb]:
            return False
        plain = PHRASE.sub("", mid)
        if particle == "を":
            if PHRASE.match("を" + mid) or "を" in plain:
                return False
            return reading.get_clause(at)[0] == reading.get_clause(self.verb)[0]
        if particle in ("は", "が", "も"):
            return self._fits_subject(particle, plain)
        if particle == "として":
            return "を" not in plain and self.text.startswith(("し", "さ", "ら", "た"), self.behind)
        bare = mid.strip(" のに") in ("", DATE)
        return bare and self.ending.form in (Form.BARE, Form.PLANNED, Form.LINK)

    def _fits_subject(self, particle: str, plain: str) -> bool:
        """Whether the subject is what the verb is done to: 策定され, 発足し; Xは、…に設置し."""
        passive = self.text.startswith(("され", "られ", "が行われ"), self.behind)
        if passive or self.stem in self.verbs.alone:
            # Xは、参加を進めるため、平成18年に制定され: what stands near the verb is the verb's.
            return "が" not in plain.rpartition("、")[2]
        if particle == "が" or "を" in plain:
            return False
        qualifies = _QUALIFIES.match(self.text, self.behind)
        if self.ending.form is Form.DONE and qualifies:
            return _EQUAL.match(self.text, self.behind) is not None
        return True

    def _widen_left(self, at: int) -> tuple[int, ...]:
        """The object and those joined to it on its left."""
        objects = [at]
        while len(objects) < _LONGEST:
            low = max(self.low, objects[0] - 175)
            joined = self.patterns.before.search(self.text, low, objects[0])
            if joined is None:
                break
            objects.insert(0, joined.start())
        return tuple(objects)

    def _find_after(self) -> tuple[int, ...]:
        """The objects that the verb qualifies, right behind it."""
        text, end = self.text, self.behind
        found = self.patterns.revised.match(text, end, min(self.limit, end + 60))
        if found is None:
            past = self.patterns.coming.match(text, end) or self.patterns.past.match(text, end)
            begin = past.end() if past else end
            found = self.patterns.after.match(text, begin, min(self.limit, begin + 20))
            if found is None or (past is None and found["mod"].strip()):
                return ()
        objects = [found.start("object")]
        while len(objects) < _LONGEST:
            joined = self.patterns.next.match(text, objects[-1] + 1, self.limit)
            if joined is None:
                break
            objects.append(joined.start("object"))
        return tuple(objects)

    def _find_date(self, objects: tuple[int, ...], before: bool) -> int | None:
        """The date: in a bracket or right behind the verb, else the nearest one before it."""
        text, end = self.text, self.ending.end
        if before:
            if text[end : end + 1] == DATE and text[end - 1] in "ただ":
                return end
            behind = _DATE_BEHIND.match(text, end) or _DATE_BEHIND.match(text, objects[-1] + 1)
            if behind is not None:
                return behind.start("date")
        clause = self.reading.get_clause(min(objects[0], self.verb))[0]
        return find_date_before(self.reading, max(self.low, clause), self.verb)

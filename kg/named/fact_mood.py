"""Whether what a verb tells has been done, is planned, or goes with the rest of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kg.named.fact_reading import DATE, Reading
from kg.named.fact_words import BULLETS, either, get_words
from kg.records import Span, Subject


class Form(Enum):
    """How a verb ends."""

    DONE = "done"  # した, された, している
    LINK = "link"  # し、 as its sentence goes on
    BARE = "bare"  # 策定。 and 策定（, a noun without a verb
    PLANNED = "planned"  # する予定, します, を目指す
    OTHER = "other"  # していない, する + noun, a longer word


class Mood(Enum):
    """How a sentence ends."""

    DONE = "done"
    FUTURE = "future"
    PLANNED = "planned"
    BARE = "bare"


_DID: Final = r"(?:し|され|せられ|られ|れ|いたし|を行い|を行っ|を開始し|を始め|が行われ)?"
_FORMS: Final = (
    (
        Form.OTHER,
        rf"{_DID}(?:て(?:は)?)?(?:い|お)?(?:な[いかく]|ませ|ら?ず)|せず|{_DID}た(?:ら|場合|とき|際には)"
        r"|(?:を|の|が)?(?:する|される|る)?(?:こと|よう)?(?:を|が|に)?(?:必要|求め|要望|提案|提言)",
    ),
    (
        Form.PLANNED,
        rf"{_DID}(?:ます(?!が)|ていく|ていき|てまいり|て参り|たい|よう|べき)|すべき|しよう|していく"
        r"|(?:を|の|が|に)?(?:する|される|られる|る|していく|行う)?"
        r"(?:の|こと)?(?:を|と|が|に)?"
        r"(?:予定|検討|計画(?!的|期間|に)|目指|めざ|見込|方針|準備|向けた?|取り組|進め|着手)"
        r"|(?:する|される|られる|る)(?=[。)」]|\Z)",
    ),
    (
        Form.DONE,
        rf"{_DID}(?:まし(?:た|て)|て(?:き(?:た|まし)|い(?:る|ます|た|まし|て)|お(?:り|る))"
        rf"|た(?![めいくら])|だ(?![けっ])|でい(?:る|ます))|済み?(?![ま])",
    ),
    (
        Form.LINK,
        rf"(?:し|され|られ|れ|いたし)(?:て|つつ|ながら|た上で|たうえで|(?=[、,一-龠{DATE} ]))|て"
        r"|(?:する|し|)(?:とともに|ほか|など|こと(?:で|により|によって)|と同時に|一方)|(?=[、,])",
    ),
    (
        Form.BARE,
        r"(?=[。)」』・/ (\[【]|\Z)"
        r"|(?=後|以[降来]|時|から|を(?:受け|機|契機)|に(?:伴|際|より|よる)|の(?:上|うえ))",
    ),
)
_FORM: Final = re.compile("|".join(f"(?P<{form.value}>{pattern})" for form, pattern in _FORMS))

_CLOSING: Final = re.compile(r"(?:\([^()]{0,200}\)|[。、」』)】 ]){1,8}\Z")
_MOODS: Final = (
    (
        Mood.PLANNED,
        r"(?:予定|見込み?|見通し|方針)(?:です|である|であり|だ|となってい(?:る|ます))?"
        r"|(?:予定|計画|見込|こと|方向)(?:し|を|と)?(?:[一-龠]{0,2}し)?て(?:い|お)(?:る|ます|ります|く|きます)"
        r"|たい(?:です|と(?:考え|思)[^。]{0,8})?",
    ),
    (Mood.DONE, r"た|でした|に至る|[いん]だ|て(?:い|お)(?:る|ます|ります)|済み?"),
    (Mood.FUTURE, r"ます|[うくぐすつぬぶむる]|べき(?:です|である)?|ない|ません"),
)
_MOOD: Final = re.compile(
    "|".join(f"(?P<{mood.value}>(?:{pattern})\\Z)" for mood, pattern in _MOODS)
)
_BEFORE: Final = re.compile(either(get_words("issue", "never")) + r"\Z")


@dataclass(frozen=True)
class Ending:
    """How a verb ends and where."""

    form: Form
    end: int


def read_ending(text: str, end: int) -> Ending:
    """The ending that follows a verb's stem."""
    match = _FORM.match(text, end)
    if match is None:
        return Ending(Form.OTHER, end)
    form = Form(match.lastgroup)
    if form is Form.BARE and text[end - 1] in "うぶるすく":
        form = Form.PLANNED
    return Ending(form, match.end())


def get_mood(reading: Reading, at: int) -> Mood:
    """How the sentence that holds a position ends."""
    start, end = reading.get_sentence(at)
    tail = reading.text[max(start, end - 260) : end]
    if closing := _CLOSING.search(tail):
        tail = tail[: closing.start()]
    match = _MOOD.search(tail[-40:])
    return Mood(match.lastgroup) if match else Mood.BARE


class Plans:
    """What stands under the word that it is planned: （予定）, or a title that says so."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._spans: dict[int, tuple[Span, ...]] = {}
        titles: dict[Subject, tuple[Span, ...]] = {}
        owner: Subject | None = None
        current: tuple[Span, ...] = ()
        for reading in readings:
            statement = reading.statement
            if statement.owner != owner or statement.label:
                owner, current = statement.owner, ()
            if statement.label:
                if _HEADED.search(reading.text[-60:]) or _HEADED.search(reading.text[:60]):
                    titles[owner] = reading.find_spans(0, len(reading.text))
            elif head := _HEAD.match(reading.text):
                said = head.group("bracket") or head.group("run")
                spans = reading.find_spans(*head.span())
                current = spans if _PLANNED_HEAD.search(said) else ()
            titled = [titles[one] for one in statement.subjects if one in titles]
            self._spans[reading.index] = current or (titled[0] if titled else ())

    def find_spans(self, reading: Reading) -> tuple[Span, ...]:
        """The word that says of a statement that it is planned, nothing where none does."""
        return self._spans.get(reading.index, ())


_WORDS: Final = either(get_words("plan", "heads"))
_PLANNED_HEAD: Final = re.compile(_WORDS)
_HEADED: Final = re.compile(
    either(tuple(w for w in get_words("plan", "heads") if w != "今後"))
    + r"(?!価格|地)|今後の(?:取|進|展|方)"
)
#: A head in brackets that a date or a name is part of is no head.
_HEAD: Final = re.compile(
    rf"[{re.escape(BULLETS)}]{{0,4}}(?:[(\[【〔〈《](?P<bracket>[^()\[\]【】〔〕〈〉《》\ue000-\ue009]{{1,20}})[)\]】〕〉》]"
    rf"|(?P<run>今後の(?:予定|スケジュール|取組予定|進め方)) ?[:: ])"
)


def is_done(reading: Reading, at: int, form: Form, plans: Plans) -> bool:
    """Whether the text says of a verb at a position that it has happened."""
    if form is Form.DONE:
        return True
    if form not in (Form.LINK, Form.BARE) or plans.find_spans(reading):
        return False
    mood = get_mood(reading, at)
    return mood is Mood.DONE or mood is Mood.BARE or (form is Form.BARE and mood is Mood.FUTURE)


_FUTURE: Final = re.compile(either(get_words("plan", "words")))


def is_planned(reading: Reading, at: int, form: Form, plans: Plans) -> bool:
    """Whether the text says of a verb at a position that it is still to come."""
    if form is Form.PLANNED:
        return True
    if form not in (Form.LINK, Form.BARE):
        return False
    if plans.find_spans(reading):
        return True
    mood = get_mood(reading, at)
    start, _ = reading.get_sentence(at)
    cue = _FUTURE.search(reading.text, max(start, at - 200), at)
    return mood is Mood.PLANNED or (mood is Mood.FUTURE and cue is not None)

"""The patterns in which verbs of one meaning stand with what they are done to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.named.fact_dates import DAY
from kg.named.fact_reading import AND, ANY, ASIDE, DATE, NAMES
from kg.named.fact_words import MARK, either, get_words

#: Between an object and its verb.
_BETWEEN: Final = 160
#: A verb that qualifies what follows: 策定した「X」, 策定の「X」.
_PAST: Final = (
    r"(?:した|しました|された|している|されている|済みの|の|た|られた|られている|ている|だ)"
)
#: を of these phrases marks no object of the verb behind them.
PHRASE: Final = re.compile(either(get_words("clause", "apart"), get_words("clause", "phrases")))
_MODIFIER: Final = r"[^、。をがは()]{0,14}?"


@dataclass(frozen=True)
class Verbs:
    """Verbs of one meaning; `alone` are those that their subject does by itself (発足).

    `sign` is that of the things that they are done to.
    """

    stems: tuple[str, ...]
    alone: tuple[str, ...]
    sign: str


@dataclass(frozen=True)
class Patterns:
    """`verb` finds the verbs, the others what stands around one."""

    verb: re.Pattern[str]
    bracket: re.Pattern[str]
    inner: re.Pattern[str]
    opening: re.Pattern[str]
    object: re.Pattern[str]
    before: re.Pattern[str]
    past: re.Pattern[str]
    coming: re.Pattern[str]
    after: re.Pattern[str]
    revised: re.Pattern[str]
    next: re.Pattern[str]


@lru_cache(maxsize=16)
def make_patterns(verbs: Verbs) -> Patterns:
    """The patterns of such verbs."""
    stem = rf"(?P<stem>{either(verbs.stems)})"
    other = rf"(?P<stem2>{either(verbs.stems)})"
    revise = either(get_words("issue", "revise"))
    never = f"(?<![{''.join(get_words('issue', 'never'))}])"
    when = either(get_words("clause", "whens"))
    sign = verbs.sign
    named = rf"[「『]?(?P<object>{sign})"
    return Patterns(
        # 策定委員会 is no 策定: a verb's stem goes on in kana.
        verb=re.compile(rf"{never}{stem}(?![一-龠](?<![済後以時前予見])|ー)"),
        bracket=re.compile(r"\((?P<content>[^()]{1,90})\)"),
        inner=re.compile(
            rf"(?P<date>{DATE})(?:付け?)?[にの]? ?(?:[一-龠]{{0,6}}|{ANY})(?:が|により|で|と)?"
            rf"{never}{stem}(?P<tail>予定)?(?=[、,;・/ ]|済み?|した|し|され|しました|\Z)"
            rf"|{other}{when}?[:… ]{{0,2}}(?P<date2>{DATE})(?P<tail2>予定)?(?=[、,;・/ ]|\Z)"
        ),
        opening=re.compile(
            rf"{MARK}(?:(?P<date>{DATE}){DAY}(?:付け?)?(?:に|には|、)?、? ?"
            rf"[^、。をがはも{NAMES}]{{0,12}}?{stem}(?=し|さ|ら|た|。|、|\(|\Z)"
            rf"|{other}(?:{when}[:…、 ]{{0,3}}| ?: ?)(?P<date2>{DATE})(?=[。、 (]|\Z))"
        ),
        object=re.compile(
            rf"{sign}[」』]?{ASIDE}[」』]?(?:等|など)?(?P<particle>を|は|が|も|の|として|)"
            rf"(?P<mid>.{{0,{_BETWEEN}}})\Z"
        ),
        before=re.compile(rf"{sign}[」』]?{ASIDE}{AND}[「『]?\Z"),
        past=re.compile(_PAST),
        coming=re.compile(r"(?:する|される)?予定(?:の|である)"),
        after=re.compile(rf"(?P<mod>{_MODIFIER}){named}"),
        # 策定し、平成20年3月に改定した「X」: what was made was made before it was revised.
        revised=re.compile(
            rf"(?:し|され|て)?[、 ]{{0,2}}{DATE}(?:に|には|、)?{revise}(?:し|され)?(?:{_PAST})?"
            rf"{_MODIFIER}{named}"
        ),
        next=re.compile(rf"[」』]?{ASIDE}{AND}{named}"),
    )

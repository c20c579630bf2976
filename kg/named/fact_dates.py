"""Which date of a sentence tells when a verb of it happened."""

from __future__ import annotations

import re
from typing import Final

from kg.named.fact_reading import ANY, DATE, NAMES, Reading
from kg.named.fact_words import either, get_words
from kg.text.dates import DateMention

_ROUGH: Final = frozenset({"以前", "以降", "以後", "現在", "時点", "頃", "前後", "半ば", "～"})
_APART: Final = re.compile(either(get_words("clause", "apart")))
#: A weekday behind a date.
DAY: Final = r"(?:\([^()]{1,4}\))?"
#: A date of its own in a bracket, the place behind it: （平成24年6月10日、市民公園）.
IN_BRACKET: Final = re.compile(rf"\((?P<date>{DATE}){DAY}(?:[、, ][^(){DATE}]{{0,30}})?\)")

#: Behind a date that tells when its verb happened. `wide` dates all that follows in the clause.
_WHEN: Final = re.compile(
    rf"(?P<own>の(?=[「『]?{ANY}?[」』]?の?\Z))"
    rf"|(?P<reform>の[^、。{NAMES}]{{0,10}}{either(get_words('clause', 'reforms'))}"
    r"(?:により|で|に伴い|に際し|に合わせ))"
    rf"|{DAY}(?:付け?)?(?:に(?:は|おいて|も)?|で|末|から|より|は(?=、)|)"
    rf"(?P<wide>[、, ]|\Z|(?=[「『{NAMES}]))?"
)
#: 提出された提言: what happened then is told of something else.
_PASSED: Final = re.compile(
    rf"[いきぎしちっりみびれられんけめえ][ただ](?=[一-龠ァ-ヶー「『{NAMES}])"
)


def is_sharp(date: DateMention | None) -> bool:
    """Whether a date is a single one, no rough one and no fiscal year."""
    return (
        date is not None
        and date.kind in ("date", "month", "year")
        and not date.doubtful
        and _ROUGH.isdisjoint(date.qualifiers)
    )


def find_date_before(
    reading: Reading, low: int, verb: int, *, beginning: bool = False
) -> int | None:
    """The nearest date from `low` on that tells when the verb at a position happened.

    `beginning`: a date from which it goes on (6月頃から) serves too.
    """
    text = reading.text
    depth = reading.depths[verb] if verb < len(text) else 0
    at = text.rfind(DATE, low, verb)
    while at >= 0 and reading.depths[at] != depth:
        at = text.rfind(DATE, low, at)
    if at < 0:
        return None
    rest = text[at + 1 : verb]
    when = _WHEN.match(rest)
    if when is None or _PASSED.search(rest):
        return None
    if when.group().startswith(("から", "より")) and not beginning:
        return None
    if rest and not when.group() and when["wide"] is None:
        return None
    scoped = when["wide"] is not None or when["reform"] or when["own"]
    return at if scoped or not _APART.search(rest) else None

"""The first day on which any part of a law or ordinance came into force, as its 附則 tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.legislation_records import LegislationRecord
from kg.records import Span, Time, Value
from kg.text.dates import find_dates

#: 公布の日から施行する; not 公布の日から起算して六月を超えない範囲内において.
_ON_PROMULGATION: Final = re.compile(
    r"公布の日(?:[（(][^（()）]{0,60}[)）])?から(?:、)?(?:これを)?施行"
)
_IN_FORCE: Final = re.compile(r"(?:から(?:、)?(?:これを)?施行|施行期日)")
#: （以下「施行日」という。）, which is no end of a clause.
_SHORT: Final = re.compile(r"[（(]以下[^（()）]{1,60}[)）]")
_CLAUSE: Final = re.compile(r"[^。]+")


def find_entry_in_force(record: LegislationRecord) -> tuple[Time, tuple[Span, ...]] | None:
    """The day and its proof, None where the text does not tell it."""
    found: list[tuple[str, Time, tuple[Span, ...]]] = []
    for value in _find_texts(record):
        for clause in _CLAUSE.finditer(_SHORT.sub("", value.text)):
            if not _IN_FORCE.search(clause[0]):
                continue
            if _ON_PROMULGATION.search(clause[0]) and record.act and record.act.day:
                proofs = (*value.spans, *record.act.spans)
                found.append((record.act.day.lexical, record.act.day, proofs))
            for date in find_dates(clause[0]):
                # 平成…規則第三号で、平成十二年四月一日から施行: only a day 「から」 is one.
                after = clause[0][date.span.end :]
                if date.kind == "date" and not date.doubtful and after.startswith("から"):
                    found.append((date.lexical, Time(date.lexical, date.datatype), value.spans))
    if not found:
        return None
    first = min(found, key=lambda one: one[0])
    return first[1], first[2]


def _find_texts(record: LegislationRecord) -> Iterator[Value]:
    """The words of the first 附則 that can tell the day, remarks on it included."""
    first = next((one for one in record.supplements if one.act is None), None)
    if first is None:
        return
    yield from first.remarks
    for unit in record.units:
        if unit.path[: len(first.path)] == first.path:
            texts = [value for value in unit.texts if "施行" in value.text]
            yield from texts
            yield from unit.remarks
            if texts:
                # Later paragraphs speak of other days: what was done before that of 施行.
                return

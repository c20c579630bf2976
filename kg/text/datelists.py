"""Dates that are printed together: 平成24・25年度, 2011～2013年度, 4月1日から同年6月30日まで.

A list lends: the unit goes back to the years before it, the era, year or month goes on to what
follows. Where the borrowed value is not certain the form keeps no year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kg.text.dateforms import HEAD, Form, check_form, read_form, read_part, resolve_same
from kg.text.numerals import KANJI

#: How far, in years, a date may lie from the one that lends it its era.
REACH: Final = 15

_LONGEST_LIST: Final = 40
_RANGE_MARKS: Final = frozenset({"~", "-"})
_SPELLINGS: Final = {"ごろ": "頃", "ころ": "頃", "末日": "末", "なかば": "半ば"}
_QUALIFIER: Final = re.compile(
    r"[ ]?(以前|以降|以後|現在|時点|末日|末|初頭|当初(?!予算)|上旬|中旬|下旬|[上下]半期|[前後]半"
    r"|前後|半ば|なかば|頃|ごろ|ころ"
    r"|[春夏秋冬中](?=[にのはでも、。)]|から|まで|頃|ごろ|\Z))"
)
_OPEN_WAVE: Final = re.compile(r"[ ]?~(?=[ ]?(?:[)」』】\]、。,;/|\n\t]|\Z))")
_JOINT: Final = re.compile(r"[ ]?(~|-|から|・|、|,|及び|および|並びに|と|又は|または)[ ]?")
_CLOSE: Final = re.compile(
    rf"(まで)|にかけて|の[ ]?(?:[0-9]{{1,2}}|{KANJI}{{1,3}})[ ]?(?:年間|日間|[かカヵヶケ箇][年月])"
)


@dataclass(frozen=True)
class Item:
    """A form of a list with its qualifiers, the end of both, and the joint before it."""

    form: Form
    end: int
    qualifiers: tuple[str, ...]
    joint: str


def read_list(text: str, form: Form) -> tuple[list[Item], int]:
    """The form and those joined to it, with their units, and where to read on.

    The list is empty when none turns out to be a date.
    """
    items = [_read_qualifiers(text, form, "")]
    while len(items) < _LONGEST_LIST and (joint := _JOINT.match(text, items[-1].end)):
        after = _read_next(text, joint.end(), items[-1].form, joint.group(1))
        if after is None:
            break
        items.append(_read_qualifiers(text, after, joint.group(1)))
    kept = _give_units(items)
    return kept, kept[-1].end if kept else items[-1].end


def find_range_end(text: str, first: Item, after: Item) -> int | None:
    """Where the range from one item to the next ends, まで included; None when it is no range."""
    close = _CLOSE.match(text, after.end)
    if after.joint not in _RANGE_MARKS and not (after.joint == "から" and close):
        return None
    if first.form.year is None or after.form.year is None:
        return None
    if first.form.datatype != after.form.datatype or first.form.lexical >= after.form.lexical:
        return None
    return close.end() if close and close.group(1) else after.end


def _read_next(text: str, start: int, before: Form, mark: str) -> Form | None:
    """The form after a joint, with its year where the one before it lends it."""
    head = HEAD.match(text, start)
    if head and head.lastgroup in ("era", "letter", "western"):
        form = read_form(text, head)
        return form if form and (form.unit or form.bare or not before.unit) else None
    if head and head.lastgroup == "same":
        form = read_form(text, head)
        return resolve_same(form, before) if form else None
    form = read_part(text, start, before)
    if form is None or form.year is not None:
        # A month or day before the one it goes on from would lie in another year or month.
        later = form is None or (form.month, form.day or 0) > (before.month, before.day or 0)
        return form if later else None
    if form.unit == "calendar" and not form.month and not _is_year(text, form, mark):
        return None
    return _lend_year(form, before, mark)


def _lend_year(form: Form, before: Form, mark: str) -> Form | None:
    """25年度 after 平成23, or 13年度 after 2011, with its year."""
    if before.era and before.year:
        year = before.era.get_year(form.number)
        in_range = mark in _RANGE_MARKS or mark == "から"
        near = abs(year - before.year) <= REACH and (year > before.year or not in_range)
        return check_form(replace(form, era=before.era, year=year)) if near else form
    if before.year and (mark in _RANGE_MARKS or not before.unit) and form.number < 100:
        year = before.year // 100 * 100 + form.number
        year += 100 if year <= before.year else 0
        return check_form(replace(form, year=year)) if year - before.year <= 2 * REACH else form
    return form if before.year is None else None


def _is_year(text: str, form: Form, mark: str) -> bool:
    """Whether 5年 after a joint is a year for certain, and no stretch of five years."""
    if mark == "から":
        return _CLOSE.match(text, _read_qualifiers(text, form, mark).end) is not None
    return mark not in ("、", ",", "と")


def _read_qualifiers(text: str, form: Form, joint: str) -> Item:
    end = form.end
    qualifiers: list[str] = []
    while form.unit and len(qualifiers) < 3 and (match := _QUALIFIER.match(text, end)):
        qualifiers.append(_SPELLINGS.get(match.group(1), match.group(1)))
        end = match.end()
    wave = _OPEN_WAVE.match(text, end) if form.unit or form.bare else None
    if wave and text[max(form.start - 1, 0)] != "~":  # ～2011年～ is an ornament
        qualifiers.append("～")
        end = wave.end()
    return Item(form, end, tuple(qualifiers), joint)


def _give_units(items: list[Item]) -> list[Item]:
    """The items with the unit of the next where none is printed, without those that get none."""
    kept: list[Item] = []
    unit = None
    for item in reversed(items):
        form = item.form
        if form.unit:
            unit = None if form.month else form.unit
        elif unit or form.bare:
            form = check_form(replace(form, unit=unit or "calendar"))
        else:
            continue
        kept.append(replace(item, form=form))
    return kept[::-1]

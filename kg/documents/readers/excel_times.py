"""Dates and times as a number format of a workbook shows them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from kg.text.eras import ERAS

#: A piece of a number format: its kind and its letters or words.
Token = tuple[str, str]

_WEEKDAYS: Final = "月火水木金土日"
_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
#: The days from 1900 to the end of 9999, and to 1904.
_LAST_DAY: Final = 2_958_465
_DAYS_TO_1904: Final = 1_462
_DAY: Final = 86_400


def show_time(value: float, tokens: tuple[Token, ...], since_1904: bool) -> str | None:
    """The day and time of a serial number, None for one that no calendar reaches."""
    if not 0 <= value < _LAST_DAY - _DAYS_TO_1904:
        return None
    days, seconds = divmod(round(value * _DAY), _DAY)
    if since_1904:
        day = date(1904, 1, 1) + timedelta(days)
    else:
        # The calendar of 1900 has a 29th of February that never was.
        day = date(1899, 12, 31 if days < 60 else 30) + timedelta(days)
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    half = any(kind == "half" for kind, _ in tokens)
    clock = [kind + word[:1] for kind, word in tokens if kind in ("time", "elapsed")]
    shown: list[str] = []
    at = 0
    for place, (kind, word) in enumerate(tokens):
        if kind == "half":
            early, _, late = word.partition("/")
            shown.append(early if hour < 12 else late)
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[word[0]]
            shown.append(str((days * _DAY + seconds) // unit).zfill(len(word)))
            at += 1
        elif kind == "time":
            before, after = clock[at - 1] if at else "", "".join(clock[at + 1 : at + 2])
            at += 1
            if word[0] == "h":
                hours = hour % 12 or 12 if half else hour
                shown.append(str(hours).zfill(min(len(word), 2)))
            elif word[0] == "s":
                shown.append(str(second).zfill(min(len(word), 2)))
            elif word[0] == "m" and len(word) < 3 and (before[-1:] == "h" or after[-1:] == "s"):
                shown.append(str(minute).zfill(len(word)))
            else:
                shown.append(_show_date(day, word))
        elif kind == "text" or (word and word in "/,."):
            parts_second = word == "." and "digits" in (k for k, _ in tokens[place + 1 : place + 2])
            shown.append("" if parts_second else word)
    return "".join(shown)


def _show_date(day: date, word: str) -> str:
    sign, size = word[0], len(word)
    era = next((era for era in ERAS if era.first <= day), None)
    year = day.year - era.first.year + 1 if era else day.year
    if sign == "y":
        return f"{day.year % 100:02d}" if size < 3 else f"{day.year:04d}"
    if sign == "m":
        names = {3: _MONTHS[day.month - 1], 5: _MONTHS[day.month - 1][0]}
        return names.get(size, str(day.month).zfill(size) if size < 3 else day.strftime("%B"))
    if sign == "d":
        return str(day.day).zfill(size) if size < 3 else day.strftime("%a" if size == 3 else "%A")
    if sign == "a":
        return _WEEKDAYS[day.weekday()] + ("曜日" if size == 4 else "")
    if sign == "g" and era:
        return {1: era.letter, 2: era.name[0]}.get(size, era.name)
    if sign == "e":
        return str(year).zfill(min(size, 2))
    if sign == "r" and era:
        return (era.name if size > 1 else "") + str(year).zfill(2)
    return ""

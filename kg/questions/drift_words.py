"""A comparison in words: what its fields are called, and the whole in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from kg.questions.drift_fields import Drift, Field, FieldDrift, FieldState, Sides
from kg.questions.timeline import Column

_WORDS: Final = {
    Field.NAME: ("名称", "name"),
    Field.DESCRIPTION: ("説明", "description"),
    Field.CURRENT_STATE: ("現状", "current state"),
    Field.EFFORT: ("計画期間の取組", "efforts in the plan period"),
    Field.CELL: ("年度の計画", "plan of the years"),
    Field.MARKS: ("新規・充実の印", "mark of new or expanded"),
    Field.BODIES: ("担当", "responsible body"),
    Field.WARDS: ("区", "wards"),
    Field.NOTE: ("そのほかの欄", "other column"),
}
_SIDES: Final = {
    Sides.ORIGINAL: (("元の行", "再掲の行"), ("original row", "reappearing row")),
    Sides.ROWS: (("一つ目の行", "二つ目の行"), ("first row", "second row")),
    Sides.PROJECTS: (("一つ目の事業", "二つ目の事業"), ("first project", "second project")),
    Sides.OWN: (("この事業", "相手の事業"), ("this project", "other project")),
    Sides.EDITIONS: (("旧版", "新版"), ("old edition", "new edition")),
}
#: More cells than this are told by their first and last year.
_MOST_CELLS: Final = 2


def say_field(one: FieldDrift, language: str) -> str:
    """What a field is called: a cell by its period, another column by its header."""
    if one.period is not None:
        return say_period(one.period, language)
    return one.header or _WORDS[one.field][language == "en"]


def say_period(period: Column, language: str) -> str:
    """A fiscal year in words."""
    if language == "en":
        return f"FY{period.year}" + (" and after" if period.open_ended else "")
    return f"{period.year}年度" + ("以降" if period.open_ended else "")


def say_sides(drift: Drift, language: str) -> tuple[str, str]:
    """What the left row and the right row are called."""
    return _SIDES[drift.sides][language == "en"]


def say_drift(drift: Drift) -> tuple[str, str]:
    """The comparison in one sentence, in Japanese and English."""
    return _say_ja(drift), _say_en(drift)


def _say_ja(drift: Drift) -> str:
    left, right = say_sides(drift, "ja")
    told = _find_told(drift.agreeing)
    if not drift.differing and not drift.shifted:
        width = [one for one in drift.fields if one.state is FieldState.WIDTH]
        return "すべての欄が一致" + (
            f"（{_list(width, 'ja')}は空白や字の幅だけが違う）" if width else ""
        )
    parts = [f"{_list(told, 'ja')}は一致"] if told else []
    if drift.shift:
        way = "右" if drift.shift > 0 else "左"
        parts.append(f"{_say_moved(drift, 'ja')}が{way}へ{abs(drift.shift)}列ずれている")
    for state, words in (
        (FieldState.CHANGED, "{}が異なる"),
        (FieldState.ONLY_LEFT, f"{{}}は{left}だけにある"),
        (FieldState.ONLY_RIGHT, f"{{}}は{right}だけにある"),
    ):
        if fields := [one for one in drift.differing if one.state is state]:
            parts.append(words.format(_list(fields, "ja")))
    return "、".join(parts)


def _say_en(drift: Drift) -> str:
    left, right = say_sides(drift, "en")
    told = _find_told(drift.agreeing)
    if not drift.differing and not drift.shifted:
        width = [one for one in drift.fields if one.state is FieldState.WIDTH]
        return "All columns agree" + (
            f" (only blanks or widths differ: {_list(width, 'en')})" if width else ""
        )
    parts = [f"{_list(told, 'en')}: the same"] if told else []
    if drift.shift:
        size, way = abs(drift.shift), "right" if drift.shift > 0 else "left"
        parts.append(
            f"{_say_moved(drift, 'en')}: moved {size} column{'s' if size > 1 else ''} to the {way}"
        )
    for state, words in (
        (FieldState.CHANGED, "different"),
        (FieldState.ONLY_LEFT, f"only in {_point_at(left)}"),
        (FieldState.ONLY_RIGHT, f"only in {_point_at(right)}"),
    ):
        if fields := [one for one in drift.differing if one.state is state]:
            parts.append(f"{_list(fields, 'en')}: {words}")
    sentence = "; ".join(parts)
    return sentence[:1].upper() + sentence[1:]


def _point_at(side: str) -> str:
    return side if side.startswith("this ") else f"the {side}"


def _find_told(agreeing: Sequence[FieldDrift]) -> list[FieldDrift]:
    """Of what agrees, what a reader asks about first."""
    return [one for one in agreeing if one.field in (Field.NAME, Field.DESCRIPTION)][-1:]


def _say_moved(drift: Drift, language: str) -> str:
    cells = [one for one in drift.shifted if one.field is Field.CELL]
    others = [one for one in drift.shifted if one.field is not Field.CELL]
    names = [say_field(one, language) for one in others]
    if cells:
        years = _say_years(cells, language)
        names.append(f"目標の欄（{years}）" if language == "ja" else f"targets ({years})")
    return _join(names, language)


def _list(fields: Sequence[FieldDrift], language: str) -> str:
    """The fields by name, each once; many cells by their first and last year."""
    cells = [one for one in fields if one.field is Field.CELL]
    names = dict.fromkeys(say_field(one, language) for one in fields if one not in cells)
    listed = list(names)
    if len(cells) > _MOST_CELLS:
        whole: Callable[[str], str] = (
            "年度の計画（{}）".format if language == "ja" else "plan of the years ({})".format
        )
        listed.append(whole(_say_years(cells, language)))
    else:
        listed += [say_field(one, language) for one in cells]
    return _join(listed, language)


def _say_years(cells: Sequence[FieldDrift], language: str) -> str:
    years = [say_period(one.period, language) for one in cells if one.period is not None]
    if len(years) == 1:
        return years[0]
    return f"{years[0]}から{years[-1]}" if language == "ja" else f"{years[0]} to {years[-1]}"


def _join(names: Sequence[str], language: str) -> str:
    return ("・" if language == "ja" else ", ").join(names)

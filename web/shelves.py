"""A page of a list by municipality and by the fifty sounds (あ か さ …), with jumps to them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Final, TypeVar

from flask import abort, request
from flask_babel import gettext as _

from kg.names import make_municipality
from kg.questions.body import BodyEntry
from kg.questions.directory import Directory, Narrowed, Run, get_code
from kg.questions.kinds import find_label
from kg.questions.reading import Named
from kg.questions.ward import WardEntry
from kg.store.terms import Iri
from web.body_contexts import Jump, Section, Shelf
from web.filters import Choice
from web.site import get_site

#: So many things stand on a page.
SIZE: Final = 100
One = TypeVar("One", BodyEntry, WardEntry)
_ANCHORS: Final = {
    "あ": "a",
    "か": "ka",
    "さ": "sa",
    "た": "ta",
    "な": "na",
    "は": "ha",
    "ま": "ma",
    "や": "ya",
    "ら": "ra",
    "わ": "wa",
}


def read_code(directory: Directory[One]) -> str:
    """The municipality that a request narrows a list to, empty for all; 400 for none of it."""
    code = request.args.get("municipality", "")
    if code and code not in directory.codes and code not in map(_get_code, list_municipalities()):
        abort(400, _("「自治体」の値が正しくありません。画面で選び直してください。"))
    return code


def read_kind(directory: Directory[One]) -> str:
    """The kind that a request narrows a list to, empty for all; 400 for none of it."""
    kind = request.args.get("kind", "")
    if kind and kind not in directory.sorts:
        abort(400, _("「種類」の値が正しくありません。画面で選び直してください。"))
    return kind


def list_municipalities() -> tuple[Named, ...]:
    """The municipalities of the documents, in the order of their codes."""
    found = {one.municipality for one in get_site().documents if one.municipality is not None}
    return tuple(sorted(found, key=lambda one: one.iri))


def list_choices() -> tuple[Choice, ...]:
    """The municipalities that a list can be narrowed to."""
    return tuple(Choice(_get_code(one), one.label) for one in list_municipalities())


def make_sections(
    narrowed: Narrowed[One], page: int, address: Callable[[int], str]
) -> tuple[Section, ...]:
    """What stands on a page, each municipality with the jumps to all of its headings."""
    first, end = (page - 1) * SIZE, page * SIZE
    shown = narrowed.entries[first:end]
    sections: list[Section] = []
    for code, own in groupby(shown, key=get_code):
        here = {one.iri for one in own}
        runs = [run for run in narrowed.runs if run.code == code]
        shelves = [
            Shelf(
                run.row,
                make_anchor(run),
                run.first < first,
                narrowed.entries[max(run.first, first) : min(run.end, end)],
            )
            for run in runs
            if run.first < end and run.end > first
        ]
        assert sum(len(one.entries) for one in shelves) == len(here), "runs cover the list"
        sections.append(
            Section(
                _name(code),
                sum(run.end - run.first for run in runs),
                tuple(_make_jump(run, address) for run in runs),
                tuple(shelves),
                get_site().ward_list.every.get(code) if isinstance(shown[0], WardEntry) else None,
            )
        )
    return tuple(sections)


def make_anchor(run: Run) -> str:
    """The anchor of a heading."""
    return f"{run.code or 'jp'}-{_ANCHORS.get(run.row, 'other')}"


def _make_jump(run: Run, address: Callable[[int], str]) -> Jump:
    return Jump(
        run.row, run.end - run.first, f"{address(run.first // SIZE + 1)}#{make_anchor(run)}"
    )


def _name(code: str) -> Named | None:
    if not code:
        return None
    iri = Iri(make_municipality(code))
    return Named(iri, find_label(get_site().store, iri) or code)


def _get_code(one: Named) -> str:
    return one.iri.rpartition("/")[2]

"""Labels of what has no name of its own: figures, events, opinions, passages, cells.

An article has a heading at most, and says its number before it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kg.names import MPO, PREFIXES, parse_passage
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import find_label
from kg.questions.query import get_query
from kg.questions.reading import get_iri, group_rows, is_true, make_short, read_text
from kg.questions.said import Said, find_said
from kg.questions.shared import share
from kg.store.store import Store
from kg.store.terms import Iri, Row
from kg.text.articles import make_article_label

_LONGEST: Final = 40
#: IRIs of things that are named by where they stand (graph contract, "Names").
_UNNAMED: Final = re.compile(
    r"/document/[^/]+/(?:statistic|event|opinion|passage|correction)/|/part/[0-9]+$|/cell/[^/]+$"
    r"|/art_[0-9_]+$"
)
_TEXTS: Final = (MPO + "reading", "http://www.w3.org/1999/02/22-rdf-syntax-ns#value")
_TYPE: Final = PREFIXES["rdf"] + "type"
_LABEL: Final = PREFIXES["skos"] + "prefLabel"
_NUMBER: Final = PREFIXES["eli"] + "number"
_APPROXIMATE: Final = {"approximate": MPO + "approximate"}
#: What labels are made of, by its name in `made-labels.rq`; the name of an indicator besides.
_MADE: Final = {
    MPO + "Statistic": {
        "printed": MPO + "printedValue",
        "unit": MPO + "unit",
        "year": MPO + "fiscalYear",
        "asOf": MPO + "asOf",
        "per": MPO + "per",
        **_APPROXIMATE,
    },
    MPO + "Event": {
        "name": _LABEL,
        "date": PREFIXES["dct"] + "date",
        "status": MPO + "eventStatus",
        **_APPROXIMATE,
    },
    MPO + "Opinion": {"text": MPO + "text", "incomplete": MPO + "incomplete"},
}
_DATE: Final = re.compile(r"(\d{4,})(?:-(\d\d))?(?:-(\d\d))?")


class Labels:
    """The labels of a store's things, each made once."""

    def __init__(self, store: Store) -> None:
        self._make = share(store, _make_of)

    def get(self, thing: Iri, label: str | None) -> str:
        """What to call a thing in a list; `label` is its name in the graph, None where it has none.

        A thing that is told by where it stands is called by what it says, never by an offset.
        """
        return (self.make(thing) if is_unnamed(thing) else label) or label or make_short(thing)

    def make(self, thing: Iri) -> str | None:
        """The label made of what an unnamed thing says, None where it says nothing."""
        return self._make(thing)


def _make_of(store: Store, thing: Iri) -> str | None:
    if parse_passage(thing):
        return make_place_label(Proofs(store).get(thing))
    said = find_said(store, thing)
    if MPO + "Article" in said.find(_TYPE):
        heading = said.get(_LABEL)
        return make_heading_label(
            str(said.get(_NUMBER) or ""), None if heading is None else str(heading)
        )
    kind = next((one for one in said.find_iris(_TYPE) if one in _MADE), None)
    if kind is not None:
        return _make_label([_make_row(store, kind, said)])
    for name in _TEXTS:
        if (text := said.get(name)) is not None:
            return shorten(str(text))
    head, _, tail = thing.rpartition("/cell/")
    if head and (listing := find_label(store, Iri(head))) is not None:
        open_ended = "以降" if tail.endswith("+") else ""
        return f"{listing} {tail.rstrip('+')}年度{open_ended}"
    return None


def _make_row(store: Store, kind: Iri, said: Said) -> Row:
    """What a label of a kind is made of, as a row of `made-labels.rq`."""
    found = {name: said.get(of) for name, of in _MADE[kind].items()}
    indicator = said.get_iri(MPO + "indicator")
    if indicator is not None:
        found["indicator"] = find_said(store, indicator).get(_LABEL)
    return {"kind": kind, **{name: value for name, value in found.items() if value is not None}}


def is_unnamed(thing: str) -> bool:
    """Whether a thing is named by where it stands."""
    return _UNNAMED.search(thing) is not None


def find_made_labels(store: Store) -> dict[Iri, str]:
    """The label of every statistic, event, opinion and article."""
    rows = store.select(get_query("made-labels")).rows
    return {thing: _make_label(own) for thing, own in group_rows(rows, "thing").items()}


def make_place_label(evidence: Evidence) -> str:
    """A passage by its document and lines; what is no passage by its title."""
    if evidence.first_line is None:
        return evidence.title
    lines = f"{evidence.first_line}"
    if evidence.last_line not in (None, evidence.first_line):
        lines += f"–{evidence.last_line}"
    return f"{evidence.title} {lines}行目"


def make_statistic_label(
    indicator: str | None,
    value: str,
    year: int | str | None = None,
    as_of: str | None = None,
    per: str | None = None,
    approximate: bool = False,
) -> str:
    """協働型事業の数 184事業（2008年度）, from what it counts and its value with the unit."""
    notes = [
        f"{year}年度" if year is not None else "",
        f"{make_date_label(as_of)}現在" if as_of else "",
        per or "",
        "概数" if approximate else "",
    ]
    told = "、".join(note for note in notes if note)
    return f"{indicator or ''} {value}".strip() + (f"（{told}）" if told else "")


def make_event_label(name: str, date: str | None, planned: bool, approximate: bool) -> str:
    """第3回協議会（2013年1月）; what is only planned says so."""
    notes = [
        make_date_label(date) + ("頃" if approximate else "") if date else "",
        "予定" if planned else "",
    ]
    told = "、".join(note for note in notes if note)
    return name + (f"（{told}）" if told else "")


def make_value(printed: str, unit: str | None) -> str:
    """A figure as printed with its unit; a table prints the unit elsewhere."""
    folded = unicodedata.normalize("NFKC", printed)
    with_unit = not unit or unicodedata.normalize("NFKC", unit) in folded
    return printed if with_unit else f"{printed}{unit}"


def make_date_label(date: str) -> str:
    """2013-03 as 2013年3月, no sharper than it is; what is no date stays as it is."""
    match = _DATE.fullmatch(date)
    if match is None:
        return date
    year, month, day = match.groups()
    return (
        f"{int(year)}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
    )


def make_heading_label(number: str, heading: str | None) -> str:
    """第30条の2 見出し; of one without a heading the number alone."""
    printed = make_article_label(number)
    return printed if heading in (None, printed) else f"{printed} {heading}"


def shorten(text: str, *, incomplete: bool = False) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        return line[: _LONGEST - 1] + "…"
    return line + ("…" if incomplete else "")


def _make_label(rows: list[Row]) -> str:
    row = rows[0]
    kind = get_iri(row, "kind")
    if kind == MPO + "Opinion":
        return shorten(read_text(row, "text") or "", incomplete=is_true(row, "incomplete"))
    if kind == MPO + "Article":
        return make_heading_label(read_text(row, "number") or "", read_text(row, "name"))
    if kind == MPO + "Event":
        planned = read_text(row, "status") == MPO + "Planned"
        dates = sorted(date for one in rows if (date := read_text(one, "date")) is not None)
        return make_event_label(
            read_text(row, "name") or "",
            dates[0] if dates else None,
            planned,
            is_true(row, "approximate"),
        )
    return make_statistic_label(
        read_text(row, "indicator"),
        make_value(read_text(row, "printed") or "", read_text(row, "unit")),
        read_text(row, "year"),
        read_text(row, "asOf"),
        read_text(row, "per"),
        is_true(row, "approximate"),
    )

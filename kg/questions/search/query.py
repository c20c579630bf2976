"""The query that finds what a search finds: `make_search_query`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from kg.names import ID, MPO, PREFIXES, make_document
from kg.questions.page_query import make_rows_query
from kg.questions.search.faceted import NATIONAL
from kg.questions.search.spelling_numbers import Alternative, make_roman_sign
from kg.questions.search.typed import Word
from kg.store.terms import Iri, Term, Text

_PAGE: Final = "search"
#: Texts that are made of numbers, by the signs that are all they hold.
_TOLD: Final = {"number": re.compile("[0-9第条の]+"), "years": re.compile("[0-9年度]+")}
_AGAIN: Final = ("found", "unknown", "none")
_NAMED: Final = re.compile(r"[0-9]{6}/[^/]+")


def _read_thing(value: str) -> Term | None:
    return Iri(ID + value) if value else None


def _read_document(value: str) -> Term | None:
    code, _, slug = value.partition("/")
    return Iri(make_document(code, slug)) if _NAMED.fullmatch(value) else None


def _read_ward(value: str) -> Term | None:
    return Iri(MPO + "allWards") if value == "all" else _read_thing(value)


def _read_mark(value: str) -> Term | None:
    return Iri(MPO + value.capitalize())


def _read_year(value: str) -> Term | None:
    return Text(value, datatype=PREFIXES["xsd"] + "integer")


def _read_place(value: str) -> Term | None:
    """What the address of a thing of a municipality holds; what is national has no code."""
    return Text("/id/(eli/jp/[a-z]|jp)" if value == NATIONAL else f"/id/(eli/jp/)?{value}(/|$)")


#: The variable of each facet, and what it is bound to.
_BOUND: Final[Mapping[str, tuple[str, Callable[[str], Term | None]]]] = {
    "municipality": ("place", _read_place),
    "document": ("document", _read_document),
    "branch": ("branch", _read_thing),
    "body": ("body", _read_thing),
    "ward": ("ward", _read_ward),
    "year": ("year", _read_year),
    "mark": ("mark", _read_mark),
    "article": ("article", _read_thing),
}
_KINDS: Final = {"LegalResourceSubdivision": Iri(PREFIXES["eli"] + "LegalResourceSubdivision")}


def make_search_query(typed: str, words: Sequence[Word], chosen: Mapping[str, str]) -> str:
    """The query for what holds all words, narrowed; empty where a query cannot say the choice.

    Whether a row drifted from its original is no triple.
    """
    values: dict[str, Sequence[Term]] = {}
    lines: set[str] = set()
    for name, value in chosen.items():
        if name == "kind":
            values["kind"] = (_KINDS.get(value) or Iri(MPO + value),)
        elif name == "again":
            if value not in _AGAIN:
                return ""
            lines.add(f"again={value}")
        else:
            variable, read = _BOUND[name]
            if (term := read(value)) is None:
                return ""
            values[variable] = (term,)
            lines.add(name)
    rows = list(_make_rows(typed, words))
    lines |= {
        name
        for name, signs in _TOLD.items()
        if any(signs.fullmatch(spelling) for _, spelling, _ in rows)
    }
    guarded = any(guard for *_, guard in rows)
    lines |= {"guard"} if guarded else set()
    columns = ("word", "spelling", "guard")[: 3 if guarded else 2]
    return make_rows_query(
        _PAGE,
        columns,
        [tuple(map(Text, row[: len(columns)])) for row in rows],
        lines=lines,
        words=(Text(str(max(1, len(words))), datatype=PREFIXES["xsd"] + "integer"),),
        **values,
    )


def _make_rows(typed: str, words: Sequence[Word]) -> Iterator[tuple[str, str, str]]:
    """For each spelling of each word: which word, the spelling, what guards it.

    Every text holds the empty word.
    """
    if not words:
        yield "1", "", ""
    raw = typed.split()
    for place, word in enumerate(words):
        # As typed too: the query does not level widths.
        own = [raw[place]] if len(raw) == len(words) else []
        spelled = {spelling.lower(): spelling for spelling in (*own, word.key)}
        for spelling in spelled.values():
            yield str(place + 1), spelling, ""
        for one in word.alternatives[1:]:
            yield str(place + 1), one.text, _make_guard(one)
            if one.number and (sign := make_roman_sign(one.text)):
                yield str(place + 1), sign, f"^{sign}$"


def _make_guard(one: Alternative) -> str:
    """A pattern that holds where a spelling stands alone, empty where it may stand anywhere."""
    if one.number:
        return f"^{one.text}$"
    if not (one.before or one.after):
        return ""
    before = f"(^|[^{one.before}])" if one.before else ""
    after = f"([^{_shorten(one.after)}]|$)" if one.after else ""
    return before + re.escape(one.text) + after


def _shorten(signs: str) -> str:
    """A run of signs as a range."""
    if len(signs) > 20 and ord(signs[-1]) - ord(signs[0]) == len(signs) - 1:
        return f"{signs[0]}-{signs[-1]}"
    return signs

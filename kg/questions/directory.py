"""A list in the order of the fifty sounds: by municipality, then by how the names are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, Protocol, TypeVar

from kg.names import ID
from kg.questions.reading import parse_code
from kg.store.terms import Iri
from kg.text.kana import find_row, make_kana_key

#: Filters whose lists are kept.
_KEPT: Final = 256


class Listed(Protocol):
    """What such a list holds."""

    @property
    def iri(self) -> Iri:
        """The thing."""

    @property
    def label(self) -> str:
        """Its name."""

    @property
    def kana(self) -> str:
        """How that is read; empty where it is not known."""

    @property
    def sort(self) -> str:
        """By what the list can be narrowed; empty for nothing."""


One = TypeVar("One", bound=Listed)


@dataclass(frozen=True)
class Run:
    """Neighbours of a list under one heading; `code` is empty for what is national."""

    code: str
    row: str
    first: int
    end: int


@dataclass(frozen=True)
class Narrowed(Generic[One]):
    """The things of a filter in their order, and the runs that they fall into."""

    entries: tuple[One, ...]
    runs: tuple[Run, ...]


class Directory(Generic[One]):
    """All things of a list. Make one per store and keep it."""

    def __init__(self, entries: Iterable[One]) -> None:
        self.entries = tuple(sorted(entries, key=make_order))
        self.codes = tuple(dict.fromkeys(get_code(one) for one in self.entries))
        self.sorts = tuple(dict.fromkeys(one.sort for one in self.entries if one.sort))
        self._own = self._group()
        #: The things of a municipality's code and a kind, empty for all.
        self.find = lru_cache(_KEPT)(self._find)

    def _group(self) -> dict[str, tuple[One, ...]]:
        found: dict[str, list[One]] = {code: [] for code in self.codes}
        for one in self.entries:
            found[get_code(one)].append(one)
        return {code: tuple(own) for code, own in found.items()}

    def _find(self, code: str, sort: str) -> Narrowed[One]:
        entries = self._own.get(code, ()) if code else self.entries
        kept = tuple(one for one in entries if sort in ("", one.sort))
        return Narrowed(kept, _find_runs(kept))


def make_order(one: Listed) -> tuple[object, ...]:
    """The place of a thing: national ones last, unread names behind all that are read."""
    code = get_code(one)
    return not code, code, not one.kana, make_kana_key(one.kana), one.label, one.iri


def get_code(one: Listed) -> str:
    """The code of the municipality under which a thing is named, empty for what is national."""
    return parse_code(one.iri) or ""


def is_own(iri: str) -> bool:
    """Whether a thing is named under a municipality or the country, and is neither itself."""
    return "/" in iri.removeprefix(ID)


def _find_runs(entries: tuple[Listed, ...]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for place, one in enumerate(entries):
        code, row = get_code(one), find_row(one.kana)
        if runs and (runs[-1].code, runs[-1].row) == (code, row):
            runs[-1] = Run(code, row, runs[-1].first, place + 1)
        else:
            runs.append(Run(code, row, place, place + 1))
    return tuple(runs)

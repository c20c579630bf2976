"""What the page of a neighbourhood is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.questions.match import Match
from kg.questions.neighbourhood import Neighbourhood
from kg.questions.reading import Named
from kg.questions.trace_words import Status
from kg.questions.vocabulary import Word
from web.around import Asked
from web.contexts import Page
from web.drawing import Drawing


@dataclass(frozen=True)
class RelationChoice:
    """A relation to filter by: its value, its words, how many things it leads to."""

    value: str
    predicate: Word
    many: int
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class NeighbourhoodPage(Page):
    """What stands around a thing: a drawing, and a table that says the same."""

    template: ClassVar[str] = "neighbourhood.html"
    shown: Neighbourhood
    drawing: Drawing
    asked: Asked
    relations: tuple[RelationChoice, ...]
    statuses: tuple[Status, ...]
    kinds: tuple[Word, ...]
    legend: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class AroundPage(Page):
    """The form that asks for a thing; `typed` may name several of a name."""

    template: ClassVar[str] = "neighbourhoods.html"
    typed: str
    choices: tuple[Match, ...]
    examples: tuple[Named, ...]

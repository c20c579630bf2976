"""What the titles of a document name, for statements that speak of it without its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.named.fact_reading import ANY, Reading
from kg.named.fact_words import BULLETS
from kg.records import Subject, Thing

#: A title that is a name and nothing else but a mark, a number or a bracket.
_WHOLE: Final = re.compile(
    rf"[{re.escape(BULLETS)}]{{0,4}}(?:\(?[0-9A-Za-z]{{1,3}}[).]? ?)?(?P<name>{ANY})"
    r" ?(?:\([^()]{0,80}\))?(?:について|の概要|の設置|の運営|の活動|の取組|の開催)? ?\Z"
)


class Titles:
    """The things that titles name, by what the titles are titles of."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._things: dict[Subject, tuple[Thing, ...]] = {}
        self._named = {
            (thing.kind, thing.name): thing
            for reading in readings
            for token in reading.tokens.values()
            for thing in token.things
        }
        for reading in readings:
            if reading.statement.label and (found := _WHOLE.match(reading.text)):
                things = reading.get_things(found.start("name"))
                self._things.setdefault(reading.statement.owner, tuple(things))

    def find_things(self, reading: Reading, kind: str) -> list[Thing]:
        """The things of a kind that the title over a statement names.

        A row may bear the name of a body or of an instrument: it is that thing as well.
        """
        if reading.statement.label:
            return []
        found = self._things.get(reading.statement.owner, ())
        twins = [self._named.get((kind, thing.name)) for thing in found]
        return list(dict.fromkeys(twin for twin in twins if twin is not None))

    def get_named(self, kind: str, name: str) -> Thing | None:
        """The thing of a kind and name that the document names, None where it names none."""
        return self._named.get((kind, name))

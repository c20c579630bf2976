"""What a query gives back: IRIs and literals as strings that know what they are."""

from __future__ import annotations

from typing import NamedTuple


class Iri(str):
    """An IRI."""

    __slots__ = ()


class Text(str):
    """A literal: its text, with `language` ("" for none) and `datatype` (an IRI)."""

    language: str
    datatype: str

    def __new__(cls, value: str, language: str = "", datatype: str = "") -> Text:
        """A literal of that language or datatype."""
        text = super().__new__(cls, value)
        text.language = language
        text.datatype = datatype
        return text


Term = Iri | Text
Row = dict[str, Term]
#: Subject, property, value.
Fact = tuple[Iri, Iri, Term]


class Result(NamedTuple):
    """The rows of a SELECT query with its variables in order; unbound variables are left out."""

    variables: tuple[str, ...]
    rows: list[Row]

"""Turtle read fast and in its order: triples in N-Triples form, and the prefixes at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError, locate
from kg.graph.ntriples import Term, Triple, quote
from kg.names import PREFIXES

_STRING = PREFIXES["xsd"] + "string"


@dataclass(frozen=True)
class Text:
    """The triples of a Turtle text in its order, and what its prefixes mean at its end."""

    triples: tuple[Triple, ...]
    prefixes: Mapping[str, str]


def read_text(text: str, path: Path) -> Text:
    """What a Turtle text says. Raises GraphError for one that is broken or has a blank node."""
    try:
        parser = ox.parse(text, format=ox.RdfFormat.TURTLE)
        triples = [
            (_make_term(one.subject), _make_term(one.predicate), _make_term(one.object))
            for one in parser
        ]
    except (SyntaxError, ValueError) as error:
        raise GraphError(
            "Turtle として読めません / not valid Turtle",
            where=locate(path, getattr(error, "lineno", None)),
            why=str(error),
            fix="この行を直してください / mend the line",
        ) from error
    return Text(tuple(dict.fromkeys(triples)), dict(parser.prefixes))


def _make_term(term: object) -> Term:
    if isinstance(term, ox.NamedNode):
        return f"<{term.value}>"
    if isinstance(term, ox.Literal):
        if term.language:
            return f"{quote(term.value)}@{term.language}"
        datatype = term.datatype.value
        return quote(term.value) + ("" if datatype == _STRING else f"^^<{datatype}>")
    raise ValueError(f"everything in the graph has a name, this has none: {term!r}")

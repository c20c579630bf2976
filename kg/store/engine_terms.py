"""Terms, rows and triples between the engine's own types and ours, both ways."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.names import PREFIXES
from kg.store.terms import Iri, Result, Row, Term, Text

_XSD_STRING = PREFIXES["xsd"] + "string"
_FORMATS = {"turtle": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES}


def read_rows(found: ox.QuerySolutions) -> Result:
    """The solutions of a SELECT query as rows."""
    variables = tuple(variable.value for variable in found.variables)
    rows: list[Row] = []
    for solution in found:
        row: Row = {}
        for name in variables:
            value = solution[name]
            if value is not None:
                row[name] = from_engine(value)
        rows.append(row)
    return Result(variables, rows)


def write_triples(triples: Iterable[ox.Triple], form: str) -> str:
    """The triples as `turtle` or `nt`, with the datatypes and digits of the Turtle files."""
    mended = (restore(triple) for triple in triples)
    data = ox.serialize(mended, format=_FORMATS[form], prefixes=PREFIXES)
    assert data is not None, "serialize without an output returns the bytes"
    return data.decode("utf-8")


#: The engine stores every whole number as xsd:integer; these are published otherwise.
_COUNTED = {PREFIXES["oa"] + "start", PREFIXES["oa"] + "end"}
_COUNT = ox.NamedNode(PREFIXES["xsd"] + "nonNegativeInteger")
_INTEGER = PREFIXES["xsd"] + "integer"
_DECIMAL = PREFIXES["xsd"] + "decimal"


def restore(triple: ox.Triple) -> ox.Triple:
    """The triple as the Turtle files have it: datatype and digits that the engine drops."""
    value = triple.object
    if not isinstance(value, ox.Literal):
        return triple
    is_counted = triple.predicate.value in _COUNTED and value.datatype.value == _INTEGER
    # A stranger's triple may say anything of these properties.
    if is_counted and value.value.isdecimal():
        value = ox.Literal(value.value, datatype=_COUNT)
    elif value.datatype.value == _DECIMAL and "." not in value.value:
        value = ox.Literal(f"{value.value}.0", datatype=value.datatype)
    else:
        return triple
    return ox.Triple(triple.subject, triple.predicate, value)


def from_engine(value: object) -> Term:
    """Our term for one of the engine's; a blank node is an Iri `_:name`."""
    if isinstance(value, ox.NamedNode):
        return Iri(value.value)
    if isinstance(value, ox.Literal):
        return Text(value.value, value.language or "", value.datatype.value)
    return Iri(str(value))


def to_engine(term: Term) -> ox.NamedNode | ox.Literal:
    """The engine's term for one of ours."""
    if isinstance(term, Iri):
        return ox.NamedNode(term)
    if term.language:
        return ox.Literal(term, language=term.language)
    return ox.Literal(term, datatype=ox.NamedNode(term.datatype or _XSD_STRING))

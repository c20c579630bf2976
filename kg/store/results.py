"""What a server's answer says, in the same terms as the embedded engine gives it.

Oxigraph stores values, other engines what was written, or values of their own. The differences that
the graph's datatypes meet are mended here, each for the reason beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import SEEK_END, BytesIO
from typing import BinaryIO, Final

import pyoxigraph as ox

from kg.names import PREFIXES
from kg.store.engine_terms import from_engine, read_rows, to_engine
from kg.store.terms import Result, Term, Text
from kg.store.tokens import find_tokens

_XSD: Final = PREFIXES["xsd"]
#: Virtuoso answers ASK with rows: one that says 1 for true, none for false.
TRUTH_ROW: Final = ("__ASK_RETVAL",)
#: Virtuoso keeps a truth value as a number and prints it so (XSD allows both).
_TRUTH: Final = {"1": "true", "0": "false"}
#: Oxigraph stores every whole number as xsd:integer; other engines keep the narrower type.
_WHOLE: Final = frozenset(
    _XSD + name
    for name in (
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "long",
        "int",
        "short",
        "byte",
        "unsignedLong",
        "unsignedInt",
        "unsignedShort",
        "unsignedByte",
    )
)
_INTEGER: Final = _XSD + "integer"
_BOOLEAN: Final = _XSD + "boolean"
_DECIMAL: Final = _XSD + "decimal"
_SETTLED: Final = {*_WHOLE, _INTEGER, _BOOLEAN, _DECIMAL}
_NUMBER: Final = re.compile(r"(?P<sign>[+-]?)0*(?P<whole>\d*?)(?:\.(?P<part>\d*?)0*)?")


def parse_rows(body: bytes) -> Result | bool:
    """The rows, or the truth value, of an answer in SPARQL JSON. Raises SyntaxError for a part."""
    try:
        return _parse_rows(body)
    except (SyntaxError, ValueError) as error:
        why = str(error)
    # The engine's rows must end in the thread that made them: no traceback may keep them alive.
    raise SyntaxError(why)


def _parse_rows(body: bytes) -> Result | bool:
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    assert isinstance(found, ox.QuerySolutions)
    variables, rows = read_rows(found)
    if variables == TRUTH_ROW:
        return any(row.get(TRUTH_ROW[0]) == "1" for row in rows)
    return Result(variables, [{name: settle(term) for name, term in row.items()} for row in rows])


def is_distinct(query: str) -> bool:
    """Whether a query says SELECT DISTINCT."""
    words = [token for token in find_tokens(query) if token.kind == "word"]
    first = next((place for place, one in enumerate(words) if one.is_word("SELECT")), len(words))
    return any(word.is_word("DISTINCT") for word in words[first + 1 : first + 2])


def drop_repeats(query: str, found: Result) -> Result:
    """The rows, each once where the query says DISTINCT: Virtuoso 7.2 leaves some in twice."""
    if not is_distinct(query):
        return found
    rows = {tuple((name, _key(term)) for name, term in row.items()): row for row in found.rows}
    return Result(found.variables, list(rows.values()))


def _key(term: Term) -> tuple[str, ...]:
    if isinstance(term, Text):
        return ("literal", term, term.language, term.datatype)
    return ("iri", term)


def parse_triples(told: bytes | BinaryIO) -> Iterator[ox.Triple]:
    """The triples of an answer in N-Triples. Raises SyntaxError for a part of one."""
    if isinstance(told, bytes):
        told = BytesIO(told)
    if told.seek(0, SEEK_END):
        told.seek(-1, SEEK_END)
        if told.read(1) != b"\n":
            raise SyntaxError("the last line has no end")
    told.seek(0)
    return map(settle_triple, ox.parse(told, format=ox.RdfFormat.N_TRIPLES))


def settle_triple(given: ox.Triple | ox.Quad) -> ox.Triple:
    """The triple as the embedded engine stores it."""
    value = given.object
    if isinstance(value, ox.Literal) and value.datatype.value in _SETTLED:
        value = to_engine(settle(from_engine(value)))
    return ox.Triple(given.subject, given.predicate, value)


def settle(term: Term) -> Term:
    """The term as the embedded engine gives it."""
    if not isinstance(term, Text):
        return term
    if term.datatype == _BOOLEAN:
        return Text(_TRUTH.get(term, term), datatype=term.datatype)
    if term.datatype in _WHOLE or term.datatype == _INTEGER:
        return Text(_shorten(term), datatype=_INTEGER)
    if term.datatype == _DECIMAL:
        return Text(_shorten(term), datatype=term.datatype)
    return term


def _shorten(number: str) -> str:
    """A number without the signs and zeros that say nothing; as it is when it is none."""
    match = _NUMBER.fullmatch(number)
    if match is None or not (match["whole"] or match["part"] or "0" in number):
        return number
    digits = (match["whole"] or "0") + (f".{match['part']}" if match["part"] else "")
    return f"-{digits}" if match["sign"] == "-" and digits != "0" else digits

"""Answers in the formats of the standards, written to a file within limits of rows and bytes.

SPARQL 1.1 Query Results JSON, XML, CSV and TSV; RDF 1.1 Turtle, N-Triples, RDF/XML, JSON-LD 1.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, BinaryIO, Final, cast

import pyoxigraph as ox

from kg.errors import QueryError
from kg.names import PREFIXES
from kg.store.counting import COUNTERS
from kg.store.engine_terms import restore
from kg.store.jsonld import make_jsonld
from kg.store.limits import Limits
from kg.store.query_errors import NotAcceptableError, make_rows_error, make_size_error

Kind = str  # "solutions", "boolean" or "triples"

#: Short names of formats, as `format=` and file names say them, with their media types.
SOLUTION_FORMATS: Final = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
#: CSV and TSV are defined for the rows of SELECT alone.
BOOLEAN_FORMATS: Final = {name: SOLUTION_FORMATS[name] for name in ("json", "xml")}
TRIPLE_FORMATS: Final = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
FORMATS: Final[Mapping[Kind, Mapping[str, str]]] = {
    "solutions": SOLUTION_FORMATS,
    "boolean": BOOLEAN_FORMATS,
    "triples": TRIPLE_FORMATS,
}
_RESULTS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_RDF: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}
Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True)
class Answer:
    """What was written: the kind of answer, its format, and how many rows or triples."""

    kind: Kind
    form: str
    rows: int

    @property
    def media_type(self) -> str:
        """The media type of the format."""
        return FORMATS[self.kind][self.form]


_KINDS: Final = {
    "solutions": "SELECT の答えは行です / SELECT answers with rows",
    "boolean": "ASK の答えは真偽で、CSV と TSV は行のためのものです / "
    "ASK answers true or false; CSV and TSV are for rows",
    "triples": "CONSTRUCT と DESCRIBE の答えはトリプルです / "
    "CONSTRUCT and DESCRIBE answer with triples",
}


def write_answer(
    found: Found, forms: Mapping[Kind, str | None], file: BinaryIO, limits: Limits
) -> Answer:
    """Write an answer in the format wanted for its kind.

    Raises NotAcceptableError where there is none, LimitError past the limits, QueryError for what
    the format cannot say.
    """
    kind = get_kind(found)
    form = forms.get(kind)
    if form is None:
        raise NotAcceptableError(
            "求められた形式では答えられません / no format that you accept can say the answer",
            why=_KINDS[kind],
            fix="Accept に次のどれかを加えてください / accept one of: "
            + ", ".join(FORMATS[kind].values()),
        )
    out = _Bounded(file, limits.size)
    if isinstance(found, ox.QueryBoolean):
        found.serialize(_as_file(out), _RESULTS[form])
        return Answer(kind, form, 1)
    if isinstance(found, ox.QuerySolutions):
        counted = _Counted(out, form, limits.rows)
        found.serialize(_as_file(counted), _RESULTS[form])
        return Answer(kind, form, counted.rows)
    rows = _write_triples(found, form, out, limits.rows)
    return Answer(kind, form, rows)


def get_kind(found: Found) -> Kind:
    """Whether an answer is solutions, a boolean or triples."""
    if isinstance(found, ox.QuerySolutions):
        return "solutions"
    return "boolean" if isinstance(found, ox.QueryBoolean) else "triples"


class _Bounded:
    """A file that takes so many bytes and no more."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size, self._left = file, size, size

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise make_size_error(self._size)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


def _as_file(out: _Bounded | _Counted) -> IO[bytes]:
    """The engine needs no more of a file than `write` and `flush`."""
    return cast(IO[bytes], out)


class _Counted:
    """Counts the rows that pass through on their way to the file."""

    def __init__(self, out: _Bounded, form: str, limit: int) -> None:
        self._out, self._limit, self._counter = out, limit, COUNTERS[form]()

    @property
    def rows(self) -> int:
        return self._counter.rows

    def write(self, data: bytes) -> int:
        self._counter.read(data)
        if self.rows > self._limit:
            raise make_rows_error(self._limit)
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()


def _write_triples(triples: Iterable[ox.Triple], form: str, out: _Bounded, limit: int) -> int:
    count = 0

    def read() -> Iterator[ox.Triple]:
        nonlocal count
        for triple in triples:
            count += 1
            if count > limit:
                raise make_rows_error(limit)
            yield restore(triple)

    if form == "jsonld":
        lines = ox.serialize(read(), format=ox.RdfFormat.N_TRIPLES)
        assert lines is not None, "serialize without an output returns the bytes"
        out.write(make_jsonld(lines.decode()).encode())
        return count
    try:
        ox.serialize(read(), _as_file(out), format=_RDF[form], prefixes=PREFIXES)
    except ValueError as error:
        raise QueryError(
            f"{TRIPLE_FORMATS[form]} では書けません / cannot be said in this format",
            why=str(error),
            fix="Turtle か N-Triples を求めてください / ask for Turtle or N-Triples",
        ) from error
    return count

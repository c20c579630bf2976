"""Answers in the formats of the standards, written to a file within limits of rows and bytes.

SPARQL 1.1 Query Results JSON, XML, CSV and TSV; RDF 1.1 Turtle, N-Triples, RDF/XML, JSON-LD 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, BinaryIO, Final, cast

import pyoxigraph as ox

from kg.names import PREFIXES
from kg.store.counting import COUNTERS
from kg.store.engine_terms import restore
from kg.store.formats import (
    FORMATS,
    RDF_WRITERS,
    RESULT_WRITERS,
    SOLUTION_FORMATS,
    TRIPLE_FORMATS,
    Kind,
    make_format_error,
)
from kg.store.jsonld import say_jsonld
from kg.store.limits import Limits
from kg.store.query_errors import NotAcceptableError, make_rows_error, make_size_error

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
        found.serialize(_as_file(out), RESULT_WRITERS[form])
        return Answer(kind, form, 1)
    if isinstance(found, ox.QuerySolutions):
        checked = _Xml(out, SOLUTION_FORMATS[form]) if form == "xml" else out
        counted = _Counted(checked, form, limits.rows)
        found.serialize(_as_file(counted), RESULT_WRITERS[form])
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


def _as_file(out: _Bounded | _Xml | _Counted) -> IO[bytes]:
    """The engine needs no more of a file than `write` and `flush`."""
    return cast(IO[bytes], out)


class _Xml:
    """Lets through what is a character of XML 1.0 (production 2), a carriage return as a reference.

    The engine writes any character as it is; a reader would take the one for a fault, and the other
    for a line feed.
    """

    _CONTROLS: Final = bytes({*range(0x20)} - {*b"\t\n\r"})
    _NONE: Final = ("\ufffe".encode(), "\uffff".encode())

    def __init__(self, out: _Bounded, media_type: str) -> None:
        self._out, self._media_type, self._tail = out, media_type, b""

    def write(self, data: bytes) -> int:
        text = self._tail + data
        if len(data.translate(None, self._CONTROLS)) < len(data) or any(
            one in text for one in self._NONE
        ):
            raise make_format_error(
                self._media_type, "XML 1.0 にない文字があります / a character that XML 1.0 lacks"
            )
        # What is cut by the pieces' border is one byte short of three.
        self._tail = text[-2:]
        self._out.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        self._out.flush()


class _Counted:
    """Counts the rows that pass through on their way to the file."""

    def __init__(self, out: _Bounded | _Xml, form: str, limit: int) -> None:
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
        for piece in say_jsonld(read()):
            out.write(piece.encode())
        return count
    given, file = read(), _as_file(out)
    if form == "rdf":
        given, file = _check_names(given), _as_file(_Xml(out, TRIPLE_FORMATS[form]))
    try:
        ox.serialize(given, file, format=RDF_WRITERS[form], prefixes=PREFIXES)
    except ValueError as error:
        raise make_format_error(TRIPLE_FORMATS[form], str(error)) from error
    return count


_NAME_START: Final = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
#: The end of an IRI that is an NCName (Namespaces in XML 1.0, production 4).
_LOCAL: Final = re.compile(rf"[{_NAME_START}][{_NAME_START}.0-9\xb7\u0300-\u036f\u203f\u2040-]*\Z")
_TYPE: Final = PREFIXES["rdf"] + "type"
_XMLNS: Final = "http://www.w3.org/2000/xmlns/"
#: RDF 1.1 XML Syntax, section 6.2.1: names that say something else there than as a property.
_RESERVED: Final = {
    PREFIXES["rdf"] + name
    for name in (
        *("Description", "RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype"),
        *("li", "aboutEach", "aboutEachPrefix", "bagID"),
    )
}


def _check_names(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The triples, as long as RDF/XML has names for its elements. Raises QueryError."""
    subject = None
    known: set[str] = set()
    for triple in triples:
        names = [triple.predicate.value]
        value = triple.object
        # A thing's first type names its element.
        if triple.subject != subject and names == [_TYPE] and isinstance(value, ox.NamedNode):
            names.append("" if value.value in _RESERVED else value.value)
        while isinstance(value, ox.Triple):
            names.append(value.predicate.value)
            value = value.object
        subject = triple.subject
        for name in names:
            if name and name not in known:
                _check_name(name)
                known.add(name)
        yield triple


def _check_name(iri: str) -> None:
    if iri in _RESERVED or iri.startswith(_XMLNS) or _LOCAL.search(iri) is None:
        raise make_format_error(
            TRIPLE_FORMATS["rdf"],
            f"{iri[:200]}: XML の要素の名になりません / is no name of an XML element",
        )

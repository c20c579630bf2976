"""The external engine as it answers strangers (an `Answerer`)."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from threading import BoundedSemaphore
from typing import BinaryIO, cast

import pyoxigraph as ox

from kg.errors import KgError
from kg.store.answers import Answer, Found, write_answer
from kg.store.asking import Answerer, Question
from kg.store.choose import open_remote
from kg.store.endpoint import ROWS, TRIPLES, Dataset, Endpoint, check_form
from kg.store.engine_terms import from_engine
from kg.store.limits import Limits
from kg.store.query_errors import make_busy_error
from kg.store.results import is_distinct, parse_rows, parse_triples, settle
from kg.store.terms import Iri, Term
from kg.store.version import read_version


def find_remote(limits: Limits, ttl: Path) -> Answerer | None:
    """The external engine that KG_STORE names, None where the embedded one is used.

    Raises KgError for a server that cannot be reached or that holds another graph than `ttl`.
    """
    store = open_remote(ttl, limits)
    return (
        None if store is None else RemoteAnswers(store.endpoint, limits, read_version(ttl).digest)
    )


class RemoteAnswers:
    """Passes questions on to a server; its answers are written as those of the embedded engine.

    An answer is kept in files, not in memory, until its end has come within the limits.
    """

    def __init__(self, endpoint: Endpoint, limits: Limits, version: str = "") -> None:
        self._endpoint, self._limits = endpoint, limits
        self.version = version
        self._free = BoundedSemaphore(limits.running)

    def answer(self, question: Question, file: BinaryIO) -> Answer:
        """Write the answer to a file. Raises QueryError of a kind of `kg.store.query_errors`."""
        form = check_form(question.query)
        if not self._free.acquire(timeout=self._limits.seconds):
            raise make_busy_error(self._limits.running)
        try:
            with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as settled:
                self._ask(question, ROWS if form in ("SELECT", "ASK") else TRIPLES, told)
                told.seek(0)
                return self._write(form, question, told, settled, file)
        finally:
            self._free.release()

    def _write(
        self, form: str, question: Question, told: BinaryIO, settled: BinaryIO, file: BinaryIO
    ) -> Answer:
        try:
            # Not kept by a name here, or the error below would keep it.
            return write_answer(
                _read(form, question.query, told, settled), question.forms, file, self._limits
            )
        except (SyntaxError, ValueError) as error:
            failure: KgError = self._endpoint.break_off(str(error))
        except KgError as error:
            failure = error.with_traceback(None)
            failure.__cause__ = failure.__context__ = None
        # The engine's rows must end in this thread: no traceback may keep them alive.
        raise failure

    def _ask(self, question: Question, media_type: str, file: BinaryIO) -> None:
        given = question.default_graphs, question.named_graphs
        dataset = None if given == (None, None) else Dataset(given[0] or (), given[1] or ())
        # A stranger's query declares its prefixes itself, as with the embedded engine.
        self._endpoint.ask(question.query, media_type, dataset, file, complete=False)


def _read(form: str, query: str, told: BinaryIO, settled: BinaryIO) -> Found:
    """What a server told, in the terms of the embedded engine; rows pass through a second file."""
    if form in ("CONSTRUCT", "DESCRIBE"):
        return cast(Found, parse_triples(told))
    found = ox.parse_query_results(told, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QuerySolutions) and form == "ASK":
        told.seek(0)
        truth = b"true" if parse_rows(told.read()) is True else b"false"
        return ox.parse_query_results(
            b'{"head":{},"boolean":' + truth + b"}", format=ox.QueryResultsFormat.JSON
        )
    if isinstance(found, ox.QuerySolutions):
        _settle_rows(found, settled, once=is_distinct(query))
        settled.seek(0)
        found = ox.parse_query_results(settled, format=ox.QueryResultsFormat.JSON)
    return found


def _settle_rows(found: ox.QuerySolutions, file: BinaryIO, once: bool) -> None:
    names = [variable.value for variable in found.variables]
    file.write(b'{"head":{"vars":' + json.dumps(names).encode() + b'},"results":{"bindings":[')
    comma = b""
    for row in _write_rows(found, names, once):
        file.write(comma + row)
        comma = b",\n"
    file.write(b"]}}")


def _write_rows(found: ox.QuerySolutions, names: list[str], once: bool) -> Iterator[bytes]:
    """The rows in SPARQL JSON; each `once` where the query says DISTINCT."""
    seen: set[bytes] = set()
    for solution in found:
        row = {
            name: _tell(settle(from_engine(value)))
            for name in names
            if (value := solution[name]) is not None
        }
        text = json.dumps(row, ensure_ascii=False).encode()
        if once:
            # Of a million rows their texts would not fit into memory, their hashes do.
            if (known := blake2b(text, digest_size=16).digest()) in seen:
                continue
            seen.add(known)
        yield text


def _tell(term: Term) -> dict[str, str]:
    """A term in SPARQL 1.1 Query Results JSON, section 3.2.2."""
    if isinstance(term, Iri):
        if term.startswith("_:"):
            return {"type": "bnode", "value": term.removeprefix("_:")}
        return {"type": "uri", "value": str(term)}
    told = {"type": "literal", "value": str(term)}
    if term.language:
        return {**told, "xml:lang": term.language}
    return {**told, "datatype": term.datatype} if term.datatype else told

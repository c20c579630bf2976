"""The results that the suites expect, read from whatever form they come in."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from tests.w3c.answer import Answer, Row
from tests.w3c.manifest import get_path

_RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RESULTS: Final = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
RDF: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".nt": ox.RdfFormat.N_TRIPLES,
}


@cache
def read_answer(iri: str) -> Answer:
    """The answer in a result file: SPARQL's own formats, a graph, or a graph of a result set."""
    path = get_path(iri)
    if path.suffix == ".csv":
        return read_csv(path.read_text(encoding="utf-8"))
    if path.suffix in RESULTS:
        return read_results(path.read_bytes(), RESULTS[path.suffix])
    triples = read_triples(path, iri)
    if any(row[1:] == (ox.NamedNode(_TYPE), ox.NamedNode(_RS + "ResultSet")) for row in triples):
        return _read_result_set(triples)
    return Answer(triples)


def read_triples(path: Path, iri: str) -> tuple[Row, ...]:
    """The triples of an RDF file."""
    quads = ox.parse(path=str(path), format=RDF[path.suffix], base_iri=iri)
    return tuple((quad.subject, quad.predicate, quad.object) for quad in quads)


def read_results(data: bytes, form: ox.QueryResultsFormat) -> Answer:
    """The answer in one of SPARQL's formats that say what each term is."""
    found = ox.parse_query_results(data, format=form)
    return convert(found)


def convert(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    """An answer of the engine's own kind."""
    if isinstance(found, ox.QueryBoolean):
        return Answer(boolean=bool(found))
    if isinstance(found, ox.QueryTriples):
        return Answer(tuple((one.subject, one.predicate, one.object) for one in found))
    variables = tuple(variable.value for variable in found.variables)
    return Answer(tuple(tuple(solution) for solution in found), variables)


def read_csv(text: str) -> Answer:
    """The answer in CSV, which has texts only; `_:` begins a blank node (RFC 4180 for the rest)."""
    variables, *lines = csv.reader(io.StringIO(text, newline=""))
    # A row of one empty cell, or of none, is an empty line.
    padded = (line or [""] * len(variables) for line in lines)
    rows = (tuple(_read_cell(cell) for cell in line) for line in padded)
    return Answer(tuple(rows), tuple(variables))


def _read_cell(cell: str) -> object:
    return ox.BlankNode(cell.removeprefix("_:")) if cell.startswith("_:") else cell


def flatten(answer: Answer) -> Answer:
    """What CSV leaves of an answer."""

    def write(term: object) -> object:
        if isinstance(term, ox.NamedNode | ox.Literal):
            return term.value
        return "" if term is None else term

    return Answer(tuple(tuple(map(write, row)) for row in answer.rows), answer.variables)


def _read_result_set(triples: tuple[Row, ...]) -> Answer:
    """The answer that a graph describes with the working group's result-set vocabulary."""

    def find(subject: object, name: str) -> list[object]:
        property_ = ox.NamedNode(_RS + name)
        return [value for one, known, value in triples if one == subject and known == property_]

    def get_text(subject: object, name: str) -> str:
        (value,) = find(subject, name)
        assert isinstance(value, ox.Literal)
        return value.value

    (top,) = {one for one, _, value in triples if value == ox.NamedNode(_RS + "ResultSet")}
    if find(top, "boolean"):
        return Answer(boolean=get_text(top, "boolean") == "true")
    variables = []
    for value in find(top, "resultVariable"):
        assert isinstance(value, ox.Literal)
        variables.append(value.value)
    solutions = find(top, "solution")
    if all(find(solution, "index") for solution in solutions):
        solutions.sort(key=lambda solution: int(get_text(solution, "index")))
    rows = []
    for solution in solutions:
        row = {}
        for binding in find(solution, "binding"):
            (value,) = find(binding, "value")
            row[get_text(binding, "variable")] = value
        rows.append(tuple(row.get(name) for name in variables))
    return Answer(tuple(rows), tuple(variables))

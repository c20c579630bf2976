"""Every answer to a query of the suites, written in each format and read back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.errors import QueryError
from kg.store.answers import write_answer
from kg.store.formats import FORMATS
from kg.store.limits import Limits
from tests.w3c.answer import Answer, find_difference, read_values
from tests.w3c.engine import find
from tests.w3c.exceptions import load_reasons
from tests.w3c.manifest import EVALUATED, Entry, find_entries
from tests.w3c.results import convert, flatten, read_csv, read_results


def _read_graph(data: bytes, form: str) -> Answer:
    """Triples as rdflib reads them, a reader of its own."""
    lines = Graph().parse(data=data, format=form).serialize(format="nt")
    quads = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    return Answer(tuple((quad.subject, quad.predicate, quad.object) for quad in quads))


_READERS: dict[str, Callable[[bytes], Answer]] = {
    "json": partial(read_results, form=ox.QueryResultsFormat.JSON),
    "xml": partial(read_results, form=ox.QueryResultsFormat.XML),
    "tsv": partial(read_results, form=ox.QueryResultsFormat.TSV),
    "csv": lambda data: read_csv(data.decode()),
    "ttl": partial(_read_graph, form="turtle"),
    "nt": partial(_read_graph, form="nt"),
    "rdf": partial(_read_graph, form="xml"),
    "jsonld": partial(_read_graph, form="json-ld"),
}


def _find_answers(kind: str) -> Iterator[tuple[Entry, Answer]]:
    for entry in find_entries(EVALUATED):
        try:
            answer = convert(find(entry))
        except QueryError:
            assert entry.short in load_reasons()
            continue
        found = "boolean" if answer.boolean is not None else "solutions"
        if kind == ("triples" if answer == Answer(answer.rows) else found):
            yield entry, answer


# rdflib reads JSON-LD by a class of its own that it means to remove.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("kind", "form"), [(kind, form) for kind, forms in FORMATS.items() for form in forms]
)
def test_what_is_written_reads_back_as_the_same_answer(kind: str, form: str) -> None:
    count = 0
    for entry, answer in _find_answers(kind):
        file = io.BytesIO()
        told = write_answer(find(entry), {kind: form}, file, Limits())
        assert (told.kind, told.form) == (kind, form)
        assert told.rows == (len(answer.rows) if answer.boolean is None else 1)
        wanted = flatten(answer) if form == "csv" else read_values(answer)
        found = read_values(_READERS[form](file.getvalue()))
        assert not find_difference(found, wanted, ordered=False), entry
        count += 1
    assert count > 5

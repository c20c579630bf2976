"""The query tests of the suites, asked of the endpoint over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pyoxigraph as ox

from kg.errors import QueryError
from tests.endpoint.served import Reply
from tests.w3c.answer import Answer
from tests.w3c.engine import get_query, load_file
from tests.w3c.manifest import EVALUATED, Entry, find_entries
from tests.w3c.results import RESULTS, read_csv, read_results
from tests.w3c.server import Client

PATH: Final = "/sparql"
#: The media type that is asked for where a suite's result has this suffix: a test of CSV has to be
#: answered in CSV. Results in RDF are of the working group's making; they are asked for in XML.
_TYPES: Final = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".srj": "application/sparql-results+json",
}
_XML: Final = "application/sparql-results+xml, text/turtle"
_FORMS: Final = {
    "text/tab-separated-values": RESULTS[".tsv"],
    "application/sparql-results+json": RESULTS[".srj"],
    "application/sparql-results+xml": RESULTS[".srx"],
}


def fill_with_suites(store: ox.Store) -> None:
    """Load the data of all query tests, each file as the named graph of its own address."""
    entries = find_entries(EVALUATED)
    for iri in sorted({iri for entry in entries for iri in (*entry.data, *entry.graphs)}):
        load_file(store, iri, ox.NamedNode(iri))


def make_asker(client: Client) -> Callable[[Entry], Answer]:
    """A function that asks the endpoint what a test of the suites asks."""

    def ask(entry: Entry) -> Answer:
        suffix = entry.result[entry.result.rfind(".") :]
        return read_reply(ask_endpoint(client, entry, _TYPES.get(suffix, _XML)))

    return ask


def ask_endpoint(client: Client, entry: Entry, accept: str) -> Reply:
    """The reply to a test's query. The protocol says its dataset where the query does not."""
    fields = [("query", get_query(entry))]
    if not entry.names_dataset:
        fields += [("default-graph-uri", iri) for iri in entry.data]
        fields += [("named-graph-uri", iri) for iri in entry.graphs]
    return client.post_form(PATH, fields, accept)


def read_reply(reply: Reply) -> Answer:
    """The answer in a reply. Raises QueryError for one that says what is wrong with the query."""
    if reply.status != 200:
        raise QueryError(reply.describe(f"status {reply.status}"))
    if reply.media_type == "text/csv":
        return read_csv(reply.body.decode())
    if reply.media_type == "text/turtle":
        quads = ox.parse(reply.body, format=ox.RdfFormat.TURTLE)
        return Answer(tuple((quad.subject, quad.predicate, quad.object) for quad in quads))
    return read_results(reply.body, _FORMS[reply.media_type])

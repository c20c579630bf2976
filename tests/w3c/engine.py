"""The product's engine over the data of one test of the suites, asked as a stranger's query is."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import pyoxigraph as ox

from kg.store.answers import Found
from kg.store.asking import Question, ask
from tests.w3c.answer import Answer
from tests.w3c.manifest import Entry, get_path, read_text
from tests.w3c.results import RDF, convert, flatten

#: Texts, IRIs and comments, in which a bracket or ORDER BY means nothing.
_QUIET: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#.*'
)


def load_data(entry: Entry) -> ox.Store:
    """A store with a test's default graph and named graphs."""
    store = ox.Store()
    for iri in entry.data:
        load_file(store, iri, ox.DefaultGraph())
    for iri in entry.graphs:
        load_file(store, iri, ox.NamedNode(iri))
    return store


def load_file(store: ox.Store, iri: str, graph: ox.NamedNode | ox.DefaultGraph) -> None:
    """Load a file of the suites into a graph."""
    path = get_path(iri)
    store.load(path=str(path), format=RDF[path.suffix], base_iri=iri, to_graph=graph)


def find(entry: Entry) -> Found:
    """What the engine finds. Raises QueryError for what it does not understand or refuses."""
    return ask(load_data(entry), Question(get_query(entry)))


def find_answer(entry: Entry) -> Answer:
    """What the engine answers, as far as the format of the expected result can say it."""
    found = convert(find(entry))
    return flatten(found) if entry.result.endswith(".csv") else found


def get_query(entry: Entry) -> str:
    """The query with its own address as the base of relative IRIs, which the suites count on."""
    return f"BASE <{entry.action}>\n{read_text(entry.action)}"


@cache
def is_ordered(iri: str) -> bool:
    """Whether the query of a file puts its own solutions in an order (not those of a subquery)."""
    text, depth, outside = _QUIET.sub(" ", read_text(iri)), 0, ""
    for char in text:
        depth -= char == "}"
        outside += char if depth == 0 else ""
        depth += char == "{"
    return re.search(r"\bORDER\s+BY\b", outside, re.I) is not None

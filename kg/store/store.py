"""One interface to whatever engine answers SPARQL 1.1 queries over the graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from kg.store.terms import Fact, Iri, Result, Term


class Store(Protocol):
    """Read-only access to the named graphs; a query without GRAPH sees their union.

    Values go into a query as `bindings` of variables that it projects; no user text is ever put
    into a query's string. All methods raise QueryError for a query that does not parse or that
    asks for an update, `SERVICE` or anything remote.
    """

    def select(self, query: str, **bindings: Term) -> Result:
        """The rows of a SELECT query."""

    def find_facts(self, things: Iterable[Iri], property_: Iri | None = None) -> list[Fact]:
        """The triples that begin with one of some things, those of one property where given.

        Each once, in no order; blank nodes have none. Raises QueryError for what is no IRI.
        """

    def find_users(self, values: Iterable[Term], property_: Iri | None = None) -> list[Fact]:
        """The triples that end in one of some values, in the same way."""

    def construct(self, query: str, form: str) -> str:
        """The triples of a CONSTRUCT or DESCRIBE query as `turtle` or `nt`."""

    def run(self, query: str) -> Result | bool | str:
        """The answer of any query: rows, true or false, or triples as Turtle."""

    def describe(self, iri: Iri, form: str) -> str | None:
        """The thing's triples, its claims and links, and its passages, None when there is none."""

"""An external engine: any server that answers the query operation of the SPARQL 1.1 Protocol."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.endpoint import ROWS, TRIPLES, Dataset, Endpoint, check_form
from kg.store.engine_terms import from_engine, to_engine, write_triples
from kg.store.http import Client
from kg.store.results import drop_repeats, parse_rows, parse_triples, settle
from kg.store.substitute import bind, bind_many
from kg.store.terms import Fact, Iri, Result, Row, Term, Text

_FACTS: Final = "SELECT ?subject ?property ?value WHERE { ?subject ?property ?value }"
_DESCRIBE: Final = """
SELECT DISTINCT ?thing ?subject ?predicate ?object WHERE {
  { ?thing ?predicate ?object . BIND (?thing AS ?subject) }
  UNION { ?subject rdf:subject ?thing ; ?predicate ?object }
  UNION { ?thing prov:wasDerivedFrom ?subject . ?subject ?predicate ?object }
  UNION { ?claim rdf:subject ?thing ; prov:wasDerivedFrom ?subject . ?subject ?predicate ?object }
}
"""
#: Things that one query asks for.
_AT_ONCE: Final = 200


class RemoteStore:
    """A SPARQL 1.1 server; its answers are those of the embedded engine."""

    def __init__(self, client: Client, dataset: Dataset | None = None) -> None:
        self.endpoint = Endpoint(client, dataset)

    def close(self) -> None:
        """Close the connections that are kept."""
        self.endpoint.client.close()

    def limit_to(self, dataset: Dataset) -> RemoteStore:
        """The same server, asked about these graphs."""
        return RemoteStore(self.endpoint.client, dataset)

    def select(self, query: str, **bindings: Term) -> Result:
        """The rows of a SELECT query."""
        if check_form(query) != "SELECT":
            raise QueryError("SELECT の問い合わせではありません / not a SELECT query")
        if not bindings:
            return self._ask_rows(query)
        bound = bind(query, bindings)
        # What is bound is known, and the same in every row.
        known: Row = {name: settle(from_engine(to_engine(term))) for name, term in bindings.items()}
        return Result(bound.variables, [row | known for row in self._ask_rows(bound.query).rows])

    def find_facts(self, things: Iterable[Iri], property_: Iri | None = None) -> list[Fact]:
        """The triples that begin with one of some things, those of one property where given."""
        named = (thing for thing in things if not thing.startswith("_:"))
        return self._find_facts("subject", named, property_)

    def find_users(self, values: Iterable[Term], property_: Iri | None = None) -> list[Fact]:
        """The triples that end in one of some values, in the same way."""
        named = (one for one in values if isinstance(one, Text) or not one.startswith("_:"))
        return self._find_facts("value", named, property_)

    def _find_facts(self, name: str, terms: Iterable[Term], property_: Iri | None) -> list[Fact]:
        asked, found = list(dict.fromkeys(terms)), list[Fact]()
        bound: dict[str, Term] = {} if property_ is None else {"property": property_}
        for first in range(0, len(asked), _AT_ONCE):
            some = asked[first : first + _AT_ONCE]
            if len(some) == 1:
                rows = self.select(_FACTS, **bound, **{name: some[0]}).rows
            else:
                rows = self.select(bind_many(_FACTS, name, some), **bound).rows
            found += ((Iri(row["subject"]), Iri(row["property"]), row["value"]) for row in rows)
        return found

    def construct(self, query: str, form: str) -> str:
        """The triples of a CONSTRUCT or DESCRIBE query as `turtle` or `nt`."""
        if check_form(query) not in ("CONSTRUCT", "DESCRIBE"):
            raise QueryError("CONSTRUCT の問い合わせではありません / not a CONSTRUCT query")
        return write_triples(self._ask_triples(query), form)

    def run(self, query: str) -> Result | bool | str:
        """The answer of any query: rows, true or false, or triples as Turtle."""
        match check_form(query):
            case "SELECT":
                return self._ask_rows(query)
            case "ASK":
                return self._ask_truth(query)
            case _:
                return write_triples(self._ask_triples(query), "turtle")

    def describe(self, iri: Iri, form: str) -> str | None:
        """The thing's triples, its claims and links, and its passages, None when there is none."""
        rows = self.select(_DESCRIBE, thing=iri).rows
        if not any(row["subject"] == iri for row in rows):
            return None
        triples = {
            ox.Triple(
                ox.NamedNode(row["subject"]),
                ox.NamedNode(row["predicate"]),
                to_engine(row["object"]),
            )
            for row in rows
        }
        return write_triples(sorted(triples, key=str), form)

    def _ask_rows(self, query: str) -> Result:
        found = self._read_rows(query)
        if isinstance(found, bool):
            raise self.endpoint.refuse("行の代わりに真偽が返りました / a truth value came for rows")
        return drop_repeats(query, found)

    def _ask_truth(self, query: str) -> bool:
        found = self._read_rows(query)
        if not isinstance(found, bool):
            raise self.endpoint.refuse("真偽の代わりに行が返りました / rows came for a truth value")
        return found

    def _read_rows(self, query: str) -> Result | bool:
        answer = self.endpoint.ask(query, ROWS)
        try:
            return parse_rows(answer.body)
        except (SyntaxError, ValueError) as error:
            raise self.endpoint.break_off(str(error)) from error

    def _ask_triples(self, query: str) -> list[ox.Triple]:
        answer = self.endpoint.ask(query, TRIPLES)
        try:
            return sorted(set(parse_triples(answer.body)), key=str)
        except (SyntaxError, ValueError) as error:
            raise self.endpoint.break_off(str(error)) from error

"""The embedded engine: Oxigraph in this process, loaded from the Turtle files of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import GraphError, QueryError, locate
from kg.names import PREFIXES
from kg.store.engine_terms import from_engine, read_rows, to_engine, write_triples
from kg.store.graph_files import find_named_graphs, parse_triples
from kg.store.refusals import check_query
from kg.store.substitute import FILLER, bind
from kg.store.terms import Fact, Iri, Result, Row, Term, Text

#: Quads that are sorted into the store at once; each takes some hundred bytes meanwhile.
_BATCH: Final = 400_000


def load_store(ttl: Path) -> EmbeddedStore:
    """A store in memory with all graphs of a graph folder. Raises GraphError for bad Turtle."""
    store = ox.Store()
    fill_store(store, ttl)
    return EmbeddedStore(store, union=False)


def fill_store(store: ox.Store, ttl: Path) -> None:
    """Load every named graph and, as the default graph, their union. Raises GraphError.

    The union is kept rather than computed: FROM then means what SPARQL 1.1, section 13.2, says,
    and no query has to drop the triples that two graphs share (2 to 10 times faster at 1 M).
    """
    quads = _read_quads(ttl)
    while batch := list(islice(quads, _BATCH)):
        store.bulk_extend(batch)


def _read_quads(ttl: Path) -> Iterator[ox.Quad]:
    """Every triple of the graph and of the ontology twice: in its graph and in the default one."""
    default = ox.DefaultGraph()
    for iri, paths in find_named_graphs(ttl).items():
        graph = ox.NamedNode(iri)
        for path in paths:
            for one in parse_triples(path):
                yield ox.Quad(one.subject, one.predicate, one.object, graph)
                yield ox.Quad(one.subject, one.predicate, one.object, default)


def check_turtle(text: str, path: Path) -> None:
    """Raise GraphError when the engine could not read a Turtle text that is about to be written."""
    try:
        for _ in ox.parse(text, format=ox.RdfFormat.TURTLE):
            pass
    except SyntaxError as error:
        raise GraphError(
            "作られた Turtle が読めません / the Turtle that was made cannot be read",
            where=locate(path, error.lineno),
            why=str(error),
            fix="documents.toml の値を確かめ、直らなければ知らせてください / "
            "check the values in documents.toml, or report it",
        ) from error


class EmbeddedStore:
    """Oxigraph in this process."""

    def __init__(self, store: ox.Store, union: bool = True, place: Path | None = None) -> None:
        """`union`: a query without GRAPH sees all named graphs, else the default graph alone.

        `place` is the folder of the snapshot that it reads, None in memory.
        """
        self._store, self._union, self.place = store, union, place

    @property
    def engine(self) -> ox.Store:
        """The engine's own store."""
        return self._store

    def select(self, query: str, **bindings: Term) -> Result:
        """The rows of a SELECT query."""
        if not bindings:
            return self._select(query)
        # As text, not as the engine's substitutions: the planner takes those for unknown, and
        # begins with what is most in the whole graph (up to 300 times slower at 1 M).
        bound = bind(query, bindings)
        known: Row = {name: from_engine(to_engine(term)) for name, term in bindings.items()}
        # Terms that the engine has written open nothing: what could is the query's own.
        check_query(query)
        found = self._select(bound.query, checked=True)
        for row in found.rows if FILLER in found.variables else ():
            del row[FILLER]
        return Result(bound.variables, [row | known for row in found.rows])

    def find_facts(self, things: Iterable[Iri], property_: Iri | None = None) -> list[Fact]:
        """The triples that begin with one of some things, those of one property where given."""
        return [
            (thing, property_ or Iri(one.predicate.value), from_engine(one.object))
            for thing in dict.fromkeys(things)
            if not thing.startswith("_:")
            for one in self._match(thing, property_, None)
        ]

    def find_users(self, values: Iterable[Term], property_: Iri | None = None) -> list[Fact]:
        """The triples that end in one of some values, in the same way."""
        return [
            (_name(one.subject), property_ or Iri(one.predicate.value), value)
            for value in values
            if isinstance(value, Text) or not value.startswith("_:")
            for one in self._match(None, property_, value)
        ]

    def construct(self, query: str, form: str) -> str:
        """The triples of a CONSTRUCT or DESCRIBE query as `turtle` or `nt`."""
        found = self._run(query)
        if not isinstance(found, ox.QueryTriples):
            raise QueryError("CONSTRUCT の問い合わせではありません / not a CONSTRUCT query")
        return write_triples(found, form)

    def run(self, query: str) -> Result | bool | str:
        """The answer of any query: rows, true or false, or triples as Turtle."""
        found = self._run(query)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        return (
            read_rows(found)
            if isinstance(found, ox.QuerySolutions)
            else write_triples(found, "turtle")
        )

    def describe(self, iri: Iri, form: str) -> str | None:
        """The thing's triples, its claims and links, and its passages, None when there is none."""
        thing = ox.NamedNode(iri)
        triples = {quad.triple for quad in self._store.quads_for_pattern(thing, None, None)}
        if not triples:
            return None
        about = ox.NamedNode(PREFIXES["rdf"] + "subject")
        for quad in self._store.quads_for_pattern(None, about, thing):
            triples |= {q.triple for q in self._store.quads_for_pattern(quad.subject, None, None)}
        derived = ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom")
        for proof in {triple.object for triple in triples if triple.predicate == derived}:
            if isinstance(proof, ox.NamedNode):
                triples |= {q.triple for q in self._store.quads_for_pattern(proof, None, None)}
        return write_triples(sorted(triples, key=str), form)

    def _match(
        self, subject: Iri | None, property_: Iri | None, value: Term | None
    ) -> Iterable[ox.Quad | ox.Triple]:
        """The triples of a pattern, without a query: parsing one takes longer than finding them."""
        try:
            pattern = (
                None if subject is None else ox.NamedNode(subject),
                None if property_ is None else ox.NamedNode(property_),
                None if value is None else to_engine(value),
            )
        except ValueError as error:
            raise QueryError(
                "IRI ではないものです / it is no IRI: "
                f"{next(term for term in (subject, property_, value) if term is not None)}",
                why=str(error),
            ) from error
        if self._union:
            return {quad.triple for quad in self._store.quads_for_pattern(*pattern)}
        return self._store.quads_for_pattern(*pattern, ox.DefaultGraph())

    def _select(self, query: str, checked: bool = False) -> Result:
        found = self._run(query, checked)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("SELECT の問い合わせではありません / not a SELECT query")
        return read_rows(found)

    def _run(
        self, query: str, checked: bool = False
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if not checked:
            check_query(query)
        try:
            return self._store.query(
                query, use_default_graph_as_union=self._union, prefixes=PREFIXES
            )
        except (SyntaxError, ValueError) as error:
            raise QueryError(
                "問い合わせを解釈できません / the query does not parse",
                why=str(error),
                fix="SPARQL 1.1 の書き方を確かめてください / check it against SPARQL 1.1",
            ) from error


def _name(subject: object) -> Iri:
    return Iri(subject.value if isinstance(subject, ox.NamedNode) else str(subject))

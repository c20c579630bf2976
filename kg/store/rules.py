"""What the rules over graph patterns conclude: the sh:SPARQLRule texts of ontology/rules.ttl.

SHACL Advanced Features, section 8.3, has pySHACL run them thing by thing; the engine runs the same
text once over the whole graph, which a test holds to give the same triples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kg.errors import GraphError, QueryError, locate
from kg.graph.load import parse_turtle
from kg.graph.ntriples import SSSOM, Term, Triples, from_graph, get_text
from kg.graph.ontology import load_rules
from kg.graph.ontology_folder import find_ontology_folder
from kg.store.embedded import EmbeddedStore

#: No chain is longer, so that rules which feed each other come to an end.
_ROUNDS: Final = 8


def find_conclusions(graphs: Iterable[Triples]) -> Triples:
    """All that the rules over graph patterns conclude from the union of the graphs.

    They are run again as long as they add something, so that a conclusion may be another's premise.
    Raises GraphError for a rule whose text is no CONSTRUCT query.
    """
    rules = load_rules()
    store = ox.Store()
    for graph in chain(graphs, [Triples(from_graph(rules))]):
        lines = "".join(f"{' '.join(triple)} .\n" for triple in graph)
        store.bulk_load(lines.encode(), format=ox.RdfFormat.N_TRIPLES)
    engine, found = EmbeddedStore(store), Triples()
    texts = sorted(_find_texts(rules))
    for _ in range(_ROUNDS):
        before = len(found)
        for rule, text in texts:
            turtle = _run(engine, rule, text)
            store.load(turtle.encode(), format=ox.RdfFormat.N_TRIPLES)
            found.update(sorted(from_graph(parse_turtle(turtle, rule))))
        if len(found) == before:
            break
    return keep_surest(found)


def _run(engine: EmbeddedStore, rule: str, text: str) -> str:
    try:
        return engine.construct(text, "nt")
    except QueryError as error:
        raise GraphError(
            f"規則 {rule} を実行できません / the rule cannot be run",
            where=locate(find_ontology_folder() / "rules.ttl"),
            why=str(error),
            fix="sh:construct を SPARQL 1.1 に直してください / mend its sh:construct",
        ) from error


def keep_surest(triples: Triples) -> Triples:
    """The triples, of several confidences of a claim the highest (graph contract, mpo:rule)."""
    highest: dict[Term, Term] = {}
    for subject, predicate, object_ in triples:
        if predicate == SSSOM.confidence:
            known = highest.setdefault(subject, object_)
            highest[subject] = max(known, object_, key=lambda term: float(get_text(term)))
    return Triples(
        triple
        for triple in triples
        if triple[1] != SSSOM.confidence or highest[triple[0]] == triple[2]
    )


def _find_texts(rules: Graph) -> Iterator[tuple[str, str]]:
    for rule in rules.subjects(RDF.type, SH.SPARQLRule):
        yield str(rule), str(rules.value(rule, SH.construct))

"""What the rules over graph patterns conclude: the sh:SPARQLRule texts of ontology/rules.ttl.

SHACL Advanced Features, section 8.3, has pySHACL run them thing by thing; the engine runs the same
text once over the whole graph, which a test holds to give the same triples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kg.errors import GraphError, QueryError, locate
from kg.graph.load import parse_turtle
from kg.graph.ntriples import Triples, from_graph
from kg.graph.ontology import find_ontology_folder, load_rules
from kg.store.embedded import EmbeddedStore


def find_conclusions(graphs: Iterable[Triples]) -> Triples:
    """All that the rules over graph patterns conclude from the union of the graphs.

    Raises GraphError for a rule whose text is no CONSTRUCT query.
    """
    rules = load_rules()
    store = ox.Store()
    for graph in chain(graphs, [Triples(from_graph(rules))]):
        lines = "".join(f"{' '.join(triple)} .\n" for triple in graph)
        store.bulk_load(lines.encode(), format=ox.RdfFormat.N_TRIPLES)
    engine, found = EmbeddedStore(store), Triples()
    for rule, text in sorted(_find_texts(rules)):
        try:
            turtle = engine.construct(text, "nt")
        except QueryError as error:
            raise GraphError(
                f"規則 {rule} を実行できません / the rule cannot be run",
                where=locate(find_ontology_folder() / "rules.ttl"),
                why=str(error),
                fix="sh:construct を SPARQL 1.1 に直してください / mend its sh:construct",
            ) from error
        found.update(sorted(from_graph(parse_turtle(turtle, rule))))
    return found


def _find_texts(rules: Graph) -> Iterator[tuple[str, str]]:
    for rule in rules.subjects(RDF.type, SH.SPARQLRule):
        yield str(rule), str(rules.value(rule, SH.construct))

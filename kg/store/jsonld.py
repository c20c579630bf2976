"""JSON-LD 1.1, compacted with the project's context (ontology/context.jsonld)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from kg.graph.ontology_folder import find_ontology_folder
from kg.names import PREFIXES


def make_jsonld(ntriples: str, more: Mapping[str, str] | None = None) -> str:
    """The triples of an N-Triples text as compacted JSON-LD, with `more` prefixes than ours."""
    from rdflib import BNode, Graph, URIRef

    # rdflib leaves out blank nodes that none but each other point at; IRIs it keeps.
    graph = Graph()
    for triple in Graph().parse(data=ntriples, format="nt"):
        subject, property_, value = (
            URIRef(term.n3()) if isinstance(term, BNode) else term for term in triple
        )
        graph.add((subject, property_, value))
    return graph.serialize(format="json-ld", context={**load_context(), **(more or {})}, indent=1)


@cache
def load_context() -> dict[str, object]:
    """The context that every JSON-LD answer carries."""
    path = find_ontology_folder() / "context.jsonld"
    if not path.exists():
        return dict(PREFIXES)
    context = json.loads(path.read_text(encoding="utf-8"))["@context"]
    assert isinstance(context, dict), path
    return context

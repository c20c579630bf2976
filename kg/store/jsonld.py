"""JSON-LD 1.1, compacted with the project's context (ontology/context.jsonld)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.ontology_folder import find_ontology_folder
from kg.names import PREFIXES


def make_jsonld(ntriples: str, more: Mapping[str, str] | None = None) -> str:
    """The triples of an N-Triples text as compacted JSON-LD, with `more` prefixes than ours."""
    quads = ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES)
    return "".join(say_jsonld((quad.triple for quad in quads), more))


def say_jsonld(
    triples: Iterable[ox.Triple], more: Mapping[str, str] | None = None
) -> Iterator[str]:
    """A graph as compacted JSON-LD, piece by piece, each thing once; every literal as it is.

    Raises QueryError for what JSON-LD 1.1 cannot say.
    """
    # The compactor reads our context from here.
    from kg.store.compaction import Compactor

    context = {**load_context(), **(more or {})}
    things: dict[ox.NamedNode | ox.BlankNode | ox.Triple, list[ox.Triple]] = {}
    for triple in triples:
        _check(triple.object)
        things.setdefault(triple.subject, []).append(triple)
    compactor = Compactor(context)
    yield f'{{"@context": {json.dumps(context, ensure_ascii=False, indent=1)}'
    yield ',\n"@graph": ['
    for number, (subject, told) in enumerate(things.items()):
        name = subject.value if isinstance(subject, ox.NamedNode) else str(subject)
        yield ",\n" if number else "\n"
        yield json.dumps(compactor.compact(name, told), ensure_ascii=False, indent=1)
    yield "\n]}\n"


def _check(value: object) -> None:
    if isinstance(value, ox.Triple):
        why = "トリプルを指すトリプル / a triple term, which RDF 1.2 alone knows"
    elif isinstance(value, ox.Literal) and value.direction is not None:
        why = "向きのある文字列 / a text with a direction, which RDF 1.2 alone knows"
    else:
        return
    raise QueryError(
        "application/ld+json では書けません / cannot be said in this format",
        where=str(value)[:200],
        why=why,
        fix="Turtle か N-Triples を求めてください / ask for Turtle or N-Triples",
    )


@cache
def load_context() -> dict[str, object]:
    """The context that every JSON-LD answer carries."""
    path = find_ontology_folder() / "context.jsonld"
    if not path.exists():
        return dict(PREFIXES)
    context = json.loads(path.read_text(encoding="utf-8"))["@context"]
    assert isinstance(context, dict), path
    return context

"""JSON-LD 1.1, compacted with the project's context (ontology/context.jsonld)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.store.compaction import Compactor
from kg.store.context import load_context
from kg.store.formats import TRIPLE_FORMATS, make_format_error


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
    raise make_format_error(TRIPLE_FORMATS["jsonld"], why, str(value)[:200])

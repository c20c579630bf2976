"""Graphs and datasets written as they are read, in memory that does not grow with them.

RDF 1.1 Turtle, TriG, N-Triples, N-Quads, RDF/XML; JSON-LD 1.1 compacted with our context, one
thing a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Final

import pyoxigraph as ox

from kg.names import PREFIXES
from kg.store.compaction import compact_things
from kg.store.context import load_context
from kg.store.formats import RDF_WRITERS, TRIPLE_FORMATS, make_format_error

_OPEN: Final = b'{"@context":%s,\n"@graph":[\n'
_CLOSE: Final = b"\n]}\n"
Named = Iterable[tuple[str, Iterable[ox.Triple]]]


def write_graph(triples: Iterable[ox.Triple], form: str, out: IO[bytes]) -> None:
    """Write a graph; in JSON-LD a thing is one object where its triples come together.

    Raises QueryError for what RDF/XML cannot say.
    """
    if form == "jsonld":
        out.write(_OPEN % _say(load_context()))
        _write_things(triples, out)
        out.write(_CLOSE)
        return
    try:
        ox.serialize(triples, out, format=RDF_WRITERS[form], prefixes=PREFIXES)
    except ValueError as error:
        raise make_format_error(TRIPLE_FORMATS[form], str(error)) from error


def write_trig(graphs: Named, out: IO[bytes]) -> None:
    """Write a dataset as TriG, graph after graph."""
    ox.serialize(_read_quads(graphs), out, format=ox.RdfFormat.TRIG, prefixes=PREFIXES)


def write_jsonld_dataset(graphs: Iterable[tuple[str, IO[bytes]]], out: IO[bytes]) -> None:
    """Write a dataset as JSON-LD, each named graph an object with a `@graph` of its own.

    The graphs come as `write_graph` has written them.
    """
    out.write(_OPEN % _say(load_context()))
    for number, (name, file) in enumerate(graphs):
        out.write(b'%s{"id":%s,"@graph":[\n' % (b",\n" if number else b"", _say(name)))
        next(file), next(file)  # the context and the opening
        out.writelines(line for line in file if line != _CLOSE.lstrip())
        out.write(b"]}")
    out.write(_CLOSE)


def make_lines(triples: Iterable[ox.Triple]) -> Iterator[bytes]:
    """A graph as lines of canonical N-Triples, in the order in which they come."""
    for one in triples:
        yield f"{one.subject} {one.predicate} {one.object} .\n".encode()


def read_lines(lines: IO[bytes]) -> Iterator[ox.Triple]:
    """The triples of N-Triples, each as soon as it is read."""
    return (quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))


def read_union(quads: IO[bytes]) -> Iterator[ox.Triple]:
    """The triples of sorted N-Quads, each once: what all their graphs say together."""
    last = None
    for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS):
        if quad.triple != last:
            yield quad.triple
        last = quad.triple


def _read_quads(graphs: Named) -> Iterator[ox.Quad]:
    for name, triples in graphs:
        graph = ox.NamedNode(name)
        for one in triples:
            yield ox.Quad(one.subject, one.predicate, one.object, graph)


def _write_things(triples: Iterable[ox.Triple], out: IO[bytes]) -> None:
    for number, thing in enumerate(compact_things(triples)):
        out.write(b"%s%s" % (b",\n" if number else b"", _say(_sort(thing))))


def _sort(value: object) -> object:
    """What JSON-LD says in no order, always in the same one; only a list has an order."""
    if isinstance(value, dict):
        return {name: one if name == "@list" else _sort(one) for name, one in value.items()}
    return sorted(map(_sort, value), key=_say) if isinstance(value, list) else value


def _say(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()

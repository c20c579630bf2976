"""Small graphs from one format to another, whole in memory."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.graph.ntriples import Triple
from kg.graph.turtle import write_turtle
from kg.store.jsonld import make_jsonld
from kg.store.writers import write_graph


def convert(ntriples: str, form: str) -> str:
    """A graph of N-Triples in another format. Raises QueryError for what RDF/XML cannot say."""
    if form == "jsonld":
        return make_jsonld(ntriples)
    quads = ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES)
    return _write((quad.triple for quad in quads), form)


def convert_files(paths: Sequence[Path], form: str) -> str:
    """What Turtle files say together; for Turtle, as they are written, one after the other."""
    if form == "ttl":
        return "\n".join(path.read_text(encoding="utf-8") for path in paths)
    graph = ox.Dataset(
        quad for path in paths for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    )
    # Blank nodes get the same labels every time (W3C RDF Dataset Canonicalization).
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    ntriples = _write(sorted((quad.triple for quad in graph), key=str), "nt")
    return ntriples if form == "nt" else convert(ntriples, form)


def write_small(triples: Iterable[Triple], form: str, prefixes: Mapping[str, str]) -> str:
    """A graph of ours, sorted, with more prefixes than ours."""
    if form == "ttl":
        return write_turtle(triples, prefixes=prefixes)
    lines = sorted(f"{subject} {predicate} {object_} ." for subject, predicate, object_ in triples)
    ntriples = "\n".join(lines) + "\n"
    if form == "nt":
        return ntriples
    return make_jsonld(ntriples, prefixes) if form == "jsonld" else convert(ntriples, form)


def _write(triples: Iterable[ox.Triple], form: str) -> str:
    buffer = io.BytesIO()
    write_graph(triples, form, buffer)
    return buffer.getvalue().decode()

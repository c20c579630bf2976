"""Where a thing of the graph stands in its source."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import locate
from kg.names import MPO, PREFIXES, parse_document

_SOURCE = URIRef(PREFIXES["oa"] + "hasSource")
_START_LINE = URIRef(MPO + "startLine")
_DERIVED = URIRef(PREFIXES["prov"] + "wasDerivedFrom")


def get_place(graph: Graph, thing: Node, files: Mapping[str, str] | None = None) -> str:
    """`document:line` of the thing's first passage (or of the passage itself), else its own name.

    `files` gives the path to print for a document's IRI; without it the document is printed as
    `code/slug`, the slug being the stem of its file's name.
    """
    lines = sorted(
        (str(document), line)
        for passage in (thing, *graph.objects(thing, _DERIVED))
        for document in graph.objects(passage, _SOURCE)
        if (line := _read_line(graph, passage)) is not None
    )
    if not lines:
        return get_document_name(str(thing), files)
    document, line = lines[0]
    return locate(get_document_name(document, files), line)


def get_document_name(document: str, files: Mapping[str, str] | None = None) -> str:
    """The document as reports print it: its file, else `code/slug`, else the IRI itself."""
    if files and document in files:
        return files[document]
    name = parse_document(document)
    return f"{name.code}/{name.slug}" if name else document


def _read_line(graph: Graph, passage: Node) -> int | None:
    # A passage with two start lines is a fault of its own; here the first will do.
    lines = [
        term.value
        for term in graph.objects(passage, _START_LINE)
        if isinstance(term, Literal) and isinstance(term.value, int)
    ]
    return min(lines, default=None)

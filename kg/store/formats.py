"""The formats of answers by name and media type: SPARQL 1.1 results, RDF 1.1, JSON-LD 1.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox

from kg.errors import QueryError

Kind = str  # "solutions", "boolean" or "triples"

#: Short names of formats, as `format=` and file names say them, with their media types.
SOLUTION_FORMATS: Final = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
#: CSV and TSV are defined for the rows of SELECT alone.
BOOLEAN_FORMATS: Final = {name: SOLUTION_FORMATS[name] for name in ("json", "xml")}
TRIPLE_FORMATS: Final = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
FORMATS: Final[Mapping[Kind, Mapping[str, str]]] = {
    "solutions": SOLUTION_FORMATS,
    "boolean": BOOLEAN_FORMATS,
    "triples": TRIPLE_FORMATS,
}
#: The engine's writers; JSON-LD is written by us, with our context.
RESULT_WRITERS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
RDF_WRITERS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}


def make_format_error(media_type: str, why: str, where: str = "") -> QueryError:
    """The error of what a format cannot say."""
    return QueryError(
        f"{media_type} では書けません / cannot be said in this format",
        where=where,
        why=why,
        fix="Turtle か N-Triples を求めてください / ask for Turtle or N-Triples"
        if media_type in TRIPLE_FORMATS.values()
        else "JSON を求めてください / ask for JSON",
    )

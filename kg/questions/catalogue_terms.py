"""The terms by which a catalogue speaks, and where the things that it names are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.graph.ntriples import Term, Vocabulary, iri
from kg.names import BASE

#: Prefixes beside the project's own.
CATALOGUE_PREFIXES: Final = {
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "formats": "http://www.w3.org/ns/formats/",
}
VOID: Final = Vocabulary(CATALOGUE_PREFIXES["void"])
SD: Final = Vocabulary(CATALOGUE_PREFIXES["sd"])
SPDX: Final = Vocabulary(CATALOGUE_PREFIXES["spdx"])
FORMATS: Final = Vocabulary(CATALOGUE_PREFIXES["formats"])

#: What the formats of answers and files are called at http://www.w3.org/ns/formats/.
FORMAT_NAMES: Final = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
}
VOID_PAGE: Final = f"{BASE}void"
SPARQL: Final = f"{BASE}sparql"
GRAPH_STORE: Final = f"{BASE}rdf-graph-store"
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
CREATOR: Final = "Seisaku KG contributors"


def name_part(name: str) -> Term:
    """A part of the catalogue, by an anchor of its document."""
    return iri(f"{VOID_PAGE}#{name}")


DATASET: Final = name_part("dataset")


@dataclass(frozen=True)
class Addresses:
    """Where a server answers; `files` is the folder of this version's dumps and ends in `/`."""

    home: str
    about: str
    void: str
    sparql: str
    graph_store: str
    files: str

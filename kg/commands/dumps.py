"""Dumps of the graph. Sources whose rights are unclear are quoted only by their passages."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import BinaryIO

from kg.commands.output import write_delimited
from kg.graph.load import find_graph_files, load_graphs, merge_graphs, read_turtle
from kg.graph.ntriples import from_graph
from kg.graph.turtle import write_blocks, write_turtle
from kg.names import PREFIXES
from kg.store.embedded import load_store
from kg.store.store import Store

_ROWS = """
SELECT ?document ?title ?line ?node_number ?node ?printed_name ?project_name ?reappearance
       ?original ?mark ?bodies ?description ?current_state ?effort ?notes ?listing ?project
       ?passage ?quote
WHERE {
  ?listing a mpo:Listing ; mpo:lists ?project ; dct:isPartOf ?document ; mpo:position ?position ;
           mpo:printedName ?printed_name ; mpo:isReappearance ?reappearance .
  ?document dct:title ?title .
  ?project skos:prefLabel ?project_name .
  {
    SELECT ?listing (MIN(?l) AS ?line) WHERE {
      ?listing a mpo:Listing ; prov:wasDerivedFrom/mpo:startLine ?l
    } GROUP BY ?listing
  }
  ?listing prov:wasDerivedFrom ?passage .
  ?passage mpo:startLine ?line ; oa:exact ?quote .
  OPTIONAL { ?listing mpo:under ?n . ?n skos:prefLabel ?node
             OPTIONAL { ?n skos:notation ?node_number } }
  OPTIONAL { ?listing mpo:reappearanceOf ?original }
  OPTIONAL { ?listing mpo:mark ?mark }
  OPTIONAL {
    SELECT ?listing (GROUP_CONCAT(?told; separator="\\n") AS ?description) WHERE {
      ?listing a mpo:Listing ; dct:description ?told
    } GROUP BY ?listing
  }
  OPTIONAL {
    SELECT ?listing (GROUP_CONCAT(?noted; separator="\\n") AS ?notes) WHERE {
      ?listing mpo:note ?noted
    } GROUP BY ?listing
  }
  OPTIONAL { ?listing mpo:currentState ?current_state }
  OPTIONAL { ?listing mpo:planPeriodEffort ?effort }
  OPTIONAL {
    SELECT ?listing (GROUP_CONCAT(?b; separator="、") AS ?bodies) WHERE {
      ?listing mpo:responsibleBody/skos:prefLabel ?b
    } GROUP BY ?listing
  }
}
ORDER BY ?document ?position
"""


def write_dump(ttl: Path, form: str, stream: BinaryIO) -> None:
    """Write the whole graph as `ttl`, `trig`, `nt`, `jsonld`, or its rows as `csv`."""
    if form == "csv":
        stream.write(make_csv(load_store(ttl)))
    elif form == "ttl":
        stream.write(write_turtle(from_graph(merge_graphs(load_graphs(ttl)))).encode())
    elif form == "nt":
        triples = sorted(from_graph(merge_graphs(load_graphs(ttl))))
        lines = [f"{subject} {predicate} {object_} ." for subject, predicate, object_ in triples]
        stream.write(("\n".join(lines) + "\n").encode())
    elif form == "trig":
        for prefix, iri in sorted(PREFIXES.items()):
            stream.write(f"@prefix {prefix}: <{iri}> .\n".encode())
        for name, path in find_graph_files(ttl).items():
            body = write_blocks(from_graph(read_turtle(path)), PREFIXES)
            stream.write(f"\n<{name}> {{\n{body}}}\n".encode())
    else:
        stream.write(_make_json_ld(ttl))


def _make_json_ld(ttl: Path) -> bytes:
    """One JSON-LD document: each named graph as an object with its own `@graph`."""
    named = []
    for name, graph in load_graphs(ttl).items():
        text = graph.serialize(format="json-ld", context=dict(PREFIXES), sort_keys=True)
        content = json.loads(text)
        content.pop("@context", None)
        # A graph of one thing is written as that thing alone.
        things = content.get("@graph", [content] if content else [])
        named.append({"@id": name, "@graph": sorted(things, key=lambda thing: str(thing["@id"]))})
    document = {"@context": dict(PREFIXES), "@graph": named}
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def make_csv(store: Store) -> bytes:
    """The rows of all documents with their proof, as a spreadsheet wants it (BOM, CRLF)."""
    result = store.select(_ROWS)
    buffer = io.StringIO(newline="")
    write_delimited(result.variables, result.rows, buffer, ",", "\r\n", spreadsheet=True)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()

"""A graph of any size in the shape of the real one: its cities over again under other codes.

Every IRI of a copy is its own, links and claims too; the texts are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.graph.load import find_graph_files
from kg.names import GRAPH

#: The codes of the real cities, and where those of the copies begin.
_CODE: Final = re.compile(r"(?<=/)([0-9]{6})(?=[/>])")
_HASHED: Final = re.compile(r"(?<=/id/)(link|claim)/")
_FIRST: Final = 500_000


def write_copies(ttl: Path, target: Path, triples: int) -> int:
    """Write a graph folder of at least so many triples; how many it has."""
    texts = {iri: _read(path) for iri, path in find_graph_files(ttl).items()}
    size = sum(text.count("\n") for text in texts.values())
    copies = max(1, -(-triples // size))
    codes = sorted({code for text in texts.values() for code in _CODE.findall(text)})
    for iri, text in texts.items():
        name = iri.removeprefix(GRAPH)
        if name.count("/") != 2:
            path = target / f"{name.replace('/', '-')}.ttl"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8") as file:
                file.writelines(_make_copies(text, codes, copies))
            continue
        code, _, slug = name.split("/")
        for number, copy in enumerate(_make_copies(text, codes, copies)):
            path = target / _rename(code, codes, number) / f"{slug}.ttl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(copy, encoding="utf-8")
    return copies * size


def _read(path: Path) -> str:
    """A Turtle file as N-Triples, whose lines are easily rewritten."""
    triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    lines = ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.N_TRIPLES)
    assert lines is not None, "serialize without an output returns the bytes"
    return lines.decode("utf-8")


def _make_copies(text: str, codes: list[str], copies: int) -> Iterator[str]:
    yield text
    for number in range(1, copies):
        copy = _CODE.sub(lambda code, number=number: _rename(code[0], codes, number), text)
        yield _HASHED.sub(lambda kind, number=number: f"{kind[1]}/{number}-", copy)


def _rename(code: str, codes: list[str], number: int) -> str:
    return code if number == 0 else str(_FIRST + number * len(codes) + codes.index(code))

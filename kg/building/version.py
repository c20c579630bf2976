"""What the results of a build rest on besides its input: the program and what it reads with it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from kg.graph.ontology_folder import find_ontology_folder

#: The libraries whose results stand in the graph.
_LIBRARIES: Final = (
    "numpy",
    "pyahocorasick",
    "pyoxigraph",
    "rapidfuzz",
    "rdflib",
    "sudachidict-core",
    "sudachipy",
)
_READ: Final = frozenset((".py", ".toml", ".tsv", ".rq", ".ttl", ".jsonld"))


@cache
def find_version() -> str:
    """A digest of the program's own files, its word tables, the ontology and the libraries."""
    parts = [sys.version]
    for name in _LIBRARIES:
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            parts.append(name)
    for folder in (Path(__file__).parent.parent, find_ontology_folder()):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _READ and path.is_file():
                parts.append(str(path.relative_to(folder)))
                parts.append(hashlib.sha256(path.read_bytes()).hexdigest())
    return make_key(parts)


def make_key(parts: Iterable[object]) -> str:
    """A digest of parts whose text tells all that they are."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()

"""Which data is shown: the release, a hash of the graph's files, the day of the newest.

The vocabulary is a named graph like the others, though its files lie elsewhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.graph.ontology import find_ontology_files


@dataclass(frozen=True)
class DataVersion:
    """Which data is shown: the release, the first digits of its hash, the day of its files."""

    release: str
    digest: str
    date: str


def read_version(ttl: Path) -> DataVersion:
    """The version of the graph in a folder; the same files give the same digest."""
    digest, newest = hashlib.sha256(), 0.0
    for path in sorted(ttl.rglob("*.ttl")):
        digest.update(path.relative_to(ttl).as_posix().encode())
        digest.update(path.read_bytes())
        newest = max(newest, path.stat().st_mtime)
    for path in find_ontology_files():
        digest.update(path.read_bytes())
        newest = max(newest, path.stat().st_mtime) if newest else 0.0
    try:
        release = version("seisaku-kg")
    except PackageNotFoundError:
        release = "0"
    date = datetime.fromtimestamp(newest, UTC).date().isoformat() if newest else ""
    return DataVersion(release, digest.hexdigest()[:12], date)

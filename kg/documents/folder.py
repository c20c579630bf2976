"""Where things lie in a data folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DataFolder:
    """A data folder: sources, corrections, layouts of its own, and the graph made from them."""

    root: Path

    @property
    def sources(self) -> Path:
        """The source documents and their manifest."""
        return self.root / "sources"

    @property
    def corrections(self) -> Path:
        """The readings that people decided."""
        return self.root / "corrections"

    @property
    def readings(self) -> Path:
        """How names are read where the dictionary is wrong."""
        return self.corrections / "readings.tsv"

    @property
    def layouts(self) -> Path:
        """Layouts of this folder's own, beside those of the package."""
        return self.root / "layouts"

    @property
    def responsible_bodies(self) -> Path:
        """Who runs what, where no document says so."""
        return self.root / "curated" / "responsible-bodies.tsv"

    @property
    def ttl(self) -> Path:
        """The graph."""
        return self.root / "ttl"

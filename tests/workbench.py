"""Small data folders for tests: sources, manifest and graph in a temporary place."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph

from kg.documents.folder import DataFolder
from kg.graph.load import parse_turtle
from kg.publish import Build, make_build

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
EXPECTED = ROOT / "tests" / "expected"


@dataclass
class Sample:
    """A source document for a test."""

    slug: str
    text: str
    layout: str = "action-plan"
    municipality: str = "141305"
    extra: str = ""
    corrections: str = ""
    data: bytes | None = field(default=None)


def make_folder(root: Path, *samples: Sample) -> DataFolder:
    """A data folder with these documents, and with the curated facts of the real one."""
    folder = DataFolder(root)
    manifest = []
    for sample in samples:
        data = sample.text.encode() if sample.data is None else sample.data
        place = folder.sources / sample.municipality / f"{sample.slug}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        manifest.append(
            f'[document.{sample.slug}]\nfile = "{sample.municipality}/{sample.slug}.txt"\n'
            f'municipality = "{sample.municipality}"\ntitle = "試験 {sample.slug}"\n'
            f'layout = "{sample.layout}"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\n'
            f"minimum_coverage = 0.0\n{sample.extra}\n"
        )
        if sample.corrections:
            rows = folder.corrections / sample.municipality / f"{sample.slug}.tsv"
            rows.parent.mkdir(parents=True, exist_ok=True)
            rows.write_text(sample.corrections, encoding="utf-8")
    (folder.sources / "documents.toml").write_text("\n".join(manifest), encoding="utf-8")
    folder.ttl.mkdir(parents=True, exist_ok=True)
    for name in ("curated.ttl", "decisions.ttl"):
        shutil.copy(DATA / "ttl" / name, folder.ttl / name)
    return folder


def build_graph(root: Path, *samples: Sample) -> tuple[Build, Graph]:
    """The build of these documents, and the union of its graphs."""
    build = make_build(make_folder(root, *samples))
    union = Graph()
    for path, text in build.files.items():
        union += parse_turtle(text, path)
    return build, union


def copy_real_data(root: Path) -> DataFolder:
    """A copy of the project's own data folder that a test may damage."""
    shutil.copytree(DATA, root / "data")
    return DataFolder(root / "data")


def read_real(slug: str) -> str:
    """The text of one of the project's own documents."""
    return next((DATA / "sources").glob(f"*/{slug}.txt")).read_text(encoding="utf-8")

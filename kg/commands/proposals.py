"""How nearly the layouts that documents suggest themselves find the graph of the hand-made ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.commands.scores import find_document_facts
from kg.documents.folder import DataFolder
from kg.documents.manifest import MANIFEST, load_manifest
from kg.layouts.proposal.proposal import propose_layout
from kg.publish import Build, make_build
from kg.quality.scores import (
    Comparison,
    compare,
    load_expected,
)


@dataclass(frozen=True)
class Measure:
    """A proposal's result beside the hand-made layout's, and beside the reviewed reading."""

    slug: str
    layout: str
    against_layout: Comparison
    against_reading: Comparison | None


def measure_proposals(folder: DataFolder, expected: Path) -> Iterator[Measure]:
    """The measures of all documents of a data folder, their own layouts left out."""
    manifest = load_manifest(folder.sources)
    own = make_build(folder, corrected=False)
    with TemporaryDirectory() as place:
        trial = _make_trial(folder, Path(place), own)
        proposed = make_build(trial, corrected=False)
    for mine, theirs in zip(proposed.documents, own.documents, strict=True):
        entry = theirs.entry
        path = expected / entry.municipality / f"{entry.slug}.tsv"
        reading = load_expected(path, corrected=False) if path.exists() else None
        found = find_document_facts(proposed, mine, reading or set())
        yield Measure(
            entry.slug,
            manifest.get_document(entry.slug).layout,
            compare(found, find_document_facts(own, theirs, reading or set())),
            compare(found, reading) if reading is not None else None,
        )


def _make_trial(folder: DataFolder, root: Path, build: Build) -> DataFolder:
    """The data folder once more, each document with its own proposal for a layout."""
    trial = DataFolder(root)
    trial.layouts.mkdir(parents=True)
    if folder.ttl.exists():
        trial.ttl.symlink_to(folder.ttl.resolve())
    lines: list[str] = []
    for document in build.documents:
        entry = document.entry
        place = trial.sources / entry.municipality / entry.file.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(entry.file.resolve())
        name = f"proposed-{entry.slug}"
        text = propose_layout(document.source).toml
        (trial.layouts / f"{name}.toml").write_text(text, encoding="utf-8")
        lines += [
            f'[document."{entry.slug}"]',
            f'file = "{entry.municipality}/{entry.file.name}"',
            f'municipality = "{entry.municipality}"',
            f'title = "{entry.slug}"',
            f'layout = "{name}"',
            f'sha256 = "{entry.sha256}"',
        ]
        if entry.plan is not None:
            name, kind = (json.dumps(one, ensure_ascii=False) for one in vars(entry.plan).values())
            lines.append(f"plan = {{ name = {name}, kind = {kind} }}")
    (trial.sources / MANIFEST).write_text("\n".join(lines), encoding="utf-8")
    return trial


def render_measures(measures: Iterator[Measure]) -> str:
    """The measures as a Markdown table."""
    lines = [
        "| 文書 document | 手書き layout | 事実 facts | 適合率 precision | 再現率 recall "
        "| 期待値に対する適合率 against the reading | 再現率 recall |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for measure in measures:
        total = measure.against_layout.total
        cells = [str(total.expected), f"{total.precision:.4f}", f"{total.recall:.4f}"]
        if measure.against_reading is not None:
            other = measure.against_reading.total
            cells += [f"{other.precision:.4f}", f"{other.recall:.4f}"]
        else:
            cells += ["", ""]
        lines.append(f"| {measure.slug} | {measure.layout} | {' | '.join(cells)} |")
    return "\n".join(lines)

"""What the checks found, kept on disk for who shows it: they take too long for one reader.

A run is found again by the graph, the sources and the vocabulary that it looked at.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rdflib import URIRef

from kg.documents.folder import DataFolder
from kg.documents.manifest import load_manifest
from kg.graph.ontology import load_shapes
from kg.names import PREFIXES, make_document
from kg.quality.finding import QualityFinding, Severity
from kg.store.kept import find_kept_folder
from kg.store.version import DataVersion

#: Runs that were written otherwise are made anew.
FORMAT: Final = 1
_REFERENCES: Final = {"article-reference-unresolved", "article-without-ordinance"}
_SHAPES: Final = {"undeclared-term"}


@dataclass(frozen=True)
class CheckedFinding:
    """A finding with the kind of check that made it, its document and its line.

    `group` is evidence, count, shape, reading, reference or decision.
    """

    group: str
    code: str
    severity: Severity
    document: str | None
    line: int | None
    thing: str
    ja: str
    en: str
    fix_ja: str
    fix_en: str


@dataclass(frozen=True)
class CheckRun:
    """What the checks found, when (UTC, ISO 8601) and in how many seconds."""

    made: str
    seconds: float
    findings: tuple[CheckedFinding, ...]


def name_run(folder: DataFolder, version: DataVersion) -> Path:
    """Where the run over this version of the data lies, whether or not it was made."""
    digest = hashlib.sha256(f"{version.release} {version.digest}\n".encode())
    for place in (folder.sources, folder.corrections, folder.layouts):
        for path in sorted(one for one in place.rglob("*") if one.is_file()):
            stat = path.stat()
            digest.update(f"{path.relative_to(place)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return find_kept_folder(folder.ttl, "quality") / f"{digest.hexdigest()[:16]}.json"


def load_run(path: Path) -> CheckRun | None:
    """The run of a file, None where there is none or one of another make."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return None
    findings = tuple(CheckedFinding(**one) for one in told["findings"])
    return CheckRun(told["made"], told["seconds"], findings)


def keep_run(
    path: Path, folder: DataFolder, findings: Iterable[QualityFinding], seconds: float
) -> CheckRun:
    """Write what the checks found where `load_run` reads it. Raises OSError."""
    made = datetime.now(UTC).isoformat(timespec="minutes")
    run = CheckRun(made, round(seconds, 1), place_findings(folder, findings))
    told = {"format": FORMAT, **asdict(run)}
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    fresh.replace(path)
    for old in path.parent.glob("*.json"):
        if old != path:
            old.unlink(missing_ok=True)
    return run


def place_findings(
    folder: DataFolder, findings: Iterable[QualityFinding]
) -> tuple[CheckedFinding, ...]:
    """The findings by their documents and lines, and by the kind of check that made them."""
    documents = {
        str(entry.file): make_document(entry.municipality, entry.slug)
        for entry in load_manifest(folder.sources).documents
    }
    message = URIRef(PREFIXES["sh"] + "message")
    shapes = {str(one).rpartition("#")[2] for one in load_shapes().subjects(message)}
    return tuple(
        CheckedFinding(
            _name_group(one, shapes),
            one.code,
            one.severity,
            *_place(one.where, documents),
            one.thing,
            one.ja,
            one.en,
            one.fix_ja,
            one.fix_en,
        )
        for one in findings
    )


def _name_group(one: QualityFinding, shapes: set[str]) -> str:
    if one.code in shapes | _SHAPES:
        return "shape"
    for group in ("evidence", "count"):
        if one.code.startswith(f"{group}-"):
            return group
    if one.code in _REFERENCES:
        return "reference"
    return "decision" if one.where.endswith("decisions.ttl") else "reading"


def _place(where: str, documents: dict[str, str]) -> tuple[str | None, int | None]:
    """The document and the line of `file:line`, of `file`, or of neither."""
    head, _, tail = where.rpartition(":")
    if head in documents and tail.isdecimal():
        return documents[head], int(tail)
    return documents.get(where), None

"""`documents.toml`: what each source document is, whose, and how much of it must be found."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import ManifestError, locate

MANIFEST = "documents.toml"


@dataclass(frozen=True)
class PlanName:
    """The plan, rule or report that a document embodies, by a name its own text prints."""

    name: str
    kind: str


@dataclass(frozen=True)
class DocumentEntry:
    """One document of the manifest. `issued` and the period are what the document says of itself.

    `rights` is "open" where the source may be passed on whole, else "passages-only".
    """

    slug: str
    municipality: str
    file: Path
    title: str
    layout: str
    sha256: str
    issued: str | None = None
    source: str | None = None
    rights: str = "passages-only"
    license: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    plan: PlanName | None = None
    minimum_coverage: float = 1.0
    expected: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    """The documents of a data folder, in the order of their IRIs."""

    path: Path
    documents: tuple[DocumentEntry, ...]

    def get_document(self, slug: str) -> DocumentEntry:
        """The entry of that slug. Raises ManifestError naming the nearest slugs."""
        for entry in self.documents:
            if entry.slug == slug:
                return entry
        near = difflib.get_close_matches(slug, [entry.slug for entry in self.documents], cutoff=0.4)
        raise ManifestError(
            f"文書「{slug}」は登録されていません / no document of that slug",
            where=locate(self.path),
            fix="近い名前 / nearest: " + ("、".join(near) or "(なし)"),
        )


_REQUIRED = {"file", "municipality", "title", "layout", "sha256"}
_OPTIONAL = {
    "issued",
    "source",
    "rights",
    "license",
    "period",
    "plan",
    "minimum_coverage",
    "expected",
}


def load_manifest(sources: Path) -> Manifest:
    """The manifest of a `sources` folder. Raises ManifestError where it is missing or wrong."""
    path = sources / MANIFEST
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ManifestError(
            "文書の一覧がありません / the list of documents is missing",
            where=locate(path),
            why=error.strerror or str(error),
            fix="docs/add-a-municipality.md を見て作ってください / write one, see docs/",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestError(
            "TOML として読めません / not valid TOML", where=locate(path), why=str(error)
        ) from error
    unknown = set(data) - {"document"}
    if unknown:
        raise _wrong(path, "", f"知らない項目 / unknown table: {', '.join(sorted(unknown))}")
    tables = data.get("document", {})
    if not isinstance(tables, dict):
        raise _wrong(
            path, "", "[document.<slug>] の表が要ります / tables [document.<slug>] expected"
        )
    entries = [_parse_entry(path, sources, slug, table) for slug, table in tables.items()]
    return Manifest(
        path, tuple(sorted(entries, key=lambda entry: (entry.municipality, entry.slug)))
    )


def _wrong(path: Path, slug: str, what: str, fix: str = "") -> ManifestError:
    return ManifestError(
        what, where=locate(path) + (f" [document.{slug}]" if slug else ""), fix=fix
    )


def _parse_entry(path: Path, sources: Path, slug: str, table: Any) -> DocumentEntry:
    if not isinstance(table, dict):
        raise _wrong(path, slug, "表ではありません / not a table")
    if missing := _REQUIRED - set(table):
        raise _wrong(path, slug, f"項目が足りません / missing: {', '.join(sorted(missing))}")
    for key in set(table) - _REQUIRED - _OPTIONAL:
        near = difflib.get_close_matches(key, _REQUIRED | _OPTIONAL, n=1)
        raise _wrong(
            path, slug, f"知らない項目 / unknown key: {key}", f"→ {near[0]}" if near else ""
        )
    code = table["municipality"]
    if not isinstance(code, str) or not re.fullmatch(r"\d{6}", code):
        raise _wrong(path, slug, f"団体コードは6桁の文字列です / six digits expected: {code!r}")
    if Path(table["file"]).stem != slug:
        raise _wrong(
            path,
            slug,
            "見出しの slug はファイル名の幹と同じでなければなりません / "
            "the slug must be the stem of the file's name",
            f"→ [document.{Path(table['file']).stem}]",
        )
    period = table.get("period", {})
    plan = table.get("plan")
    expected = table.get("expected", {})
    if not all(isinstance(value, int) for value in expected.values()):
        raise _wrong(path, slug, "expected は整数です / expected counts are integers")
    return DocumentEntry(
        slug=slug,
        municipality=code,
        file=sources / table["file"],
        title=table["title"],
        layout=table["layout"],
        sha256=table["sha256"],
        issued=table.get("issued"),
        source=table.get("source"),
        rights=table.get("rights", "passages-only"),
        license=table.get("license"),
        period_start=period.get("start"),
        period_end=period.get("end"),
        plan=PlanName(plan["name"], plan["kind"]) if plan else None,
        minimum_coverage=float(table.get("minimum_coverage", 1.0)),
        expected=dict(expected),
    )

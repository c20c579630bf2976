"""`documents.toml`: what each source document is, whose, and how much of it must be found."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.documents.source import find_undecodable_line
from kg.errors import ManifestError, locate

MANIFEST = "documents.toml"
#: The codes of mpo:instrumentKind (ontology/codes.ttl).
INSTRUMENT_KINDS = (
    "law", "ordinance", "regulation", "rule", "guideline", "policy", "plan", "outline",
    "agreement", "memorandum", "other",
)  # fmt: skip
_ISSUED = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


@dataclass(frozen=True)
class PlanName:
    """The plan, rule or report that a document embodies, by a name its own text prints."""

    name: str
    kind: str


@dataclass(frozen=True)
class DocumentEntry:
    """One document of the manifest. `issued` and the period are what the document says of itself.

    `rights` is "open" where the source may be passed on whole, else "passages-only". `reader` is
    what made the text that is kept beside a file of another format, with that text's digest.
    `replaces` is the slug of the edition before.
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
    minimum_coverage: float = 0.0
    expected: dict[str, int] = field(default_factory=dict)
    reader: str | None = None
    text_sha256: str | None = None
    replaces: str | None = None


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


_TYPES: dict[str, tuple[type, ...]] = {
    "file": (str,),
    "municipality": (str,),
    "title": (str,),
    "layout": (str,),
    "sha256": (str,),
    "issued": (str,),
    "source": (str,),
    "rights": (str,),
    "license": (str,),
    "period": (dict,),
    "plan": (dict,),
    "minimum_coverage": (int, float),
    "expected": (dict,),
    "reader": (str,),
    "text_sha256": (str,),
    "replaces": (str,),
}
_REQUIRED = ("file", "layout", "municipality", "sha256", "title")
_RIGHTS = ("open", "passages-only")


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
            fix="docs/layouts.md を見て書いてください / write one, see docs/layouts.md",
        ) from error
    except UnicodeDecodeError as error:
        raise ManifestError(
            "UTF-8 ではない文字があります / not UTF-8",
            where=locate(path, find_undecodable_line(path.read_bytes())),
            fix="UTF-8 で保存し直してください / save the file as UTF-8",
        ) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ManifestError(
            "TOML として読めません / not valid TOML",
            where=locate(path, int(line[1]) if line else None),
            why=str(error),
        ) from error
    unknown = set(data) - {"document"}
    if unknown:
        raise _wrong(path, "", f"知らない項目 / unknown table: {', '.join(sorted(unknown))}")
    tables = data.get("document", {})
    if not isinstance(tables, dict):
        raise _wrong(
            path, "", "[document.<slug>] の表が要ります / tables [document.<slug>] expected"
        )
    if not tables:
        raise _wrong(
            path,
            "",
            "文書が一つも書かれていません / no document is listed",
            "[document.<slug>] を書いてください / write [document.<slug>], see docs/layouts.md",
        )
    entries = [_parse_entry(path, sources, slug, table) for slug, table in tables.items()]
    _check_editions(path, entries)
    return Manifest(
        path, tuple(sorted(entries, key=lambda entry: (entry.municipality, entry.slug)))
    )


def _check_editions(path: Path, entries: list[DocumentEntry]) -> None:
    """Raise ManifestError unless every edition replaces one that is listed, and none itself."""
    known = {entry.slug: entry for entry in entries}
    for entry in entries:
        seen, before = {entry.slug}, entry.replaces
        while before is not None:
            if before not in known:
                near = difflib.get_close_matches(before, known, n=1, cutoff=0.4)
                raise _wrong(
                    path,
                    entry.slug,
                    f"replaces の文書がありません / no document of that slug: {before}",
                    f"→ {near[0]}" if near else "",
                )
            if before in seen:
                raise _wrong(
                    path,
                    entry.slug,
                    "replaces が輪になっています / editions replace each other in a ring",
                )
            if known[before].municipality != entry.municipality:
                raise _wrong(
                    path,
                    entry.slug,
                    "別の自治体の文書は旧版になりません / "
                    f"an edition of another municipality: {before}",
                )
            seen.add(before)
            before = known[before].replaces


def _wrong(path: Path, slug: str, what: str, fix: str = "") -> ManifestError:
    return ManifestError(
        what, where=locate(path) + (f" [document.{slug}]" if slug else ""), fix=fix
    )


def _parse_entry(path: Path, sources: Path, slug: str, table: Any) -> DocumentEntry:
    if not isinstance(table, dict):
        raise _wrong(path, slug, "表ではありません / not a table")
    if missing := [key for key in _REQUIRED if key not in table]:
        raise _wrong(path, slug, f"項目が足りません / missing: {', '.join(missing)}")
    for key, value in table.items():
        if key not in _TYPES:
            near = difflib.get_close_matches(key, _TYPES, n=1)
            raise _wrong(
                path, slug, f"知らない項目 / unknown key: {key}", f"→ {near[0]}" if near else ""
            )
        if not isinstance(value, _TYPES[key]) or isinstance(value, bool):
            kinds = " | ".join(kind.__name__ for kind in _TYPES[key])
            raise _wrong(path, slug, f"{key} の型が違います / {key} must be {kinds}: {value!r}")
    code = table["municipality"]
    if not re.fullmatch(r"[0-9]{6}|jp", code):
        raise _wrong(path, slug, f"団体コードは6桁の文字列です / six digits expected: {code!r}")
    if Path(table["file"]).stem != slug:
        raise _wrong(
            path,
            slug,
            "見出しの slug はファイル名の幹と同じでなければなりません / "
            "the slug must be the stem of the file's name",
            f"→ [document.{Path(table['file']).stem}]",
        )
    if ("reader" in table) != ("text_sha256" in table):
        raise _wrong(
            path,
            slug,
            "reader と text_sha256 は対です / reader and text_sha256 go together",
        )
    rights = table.get("rights", "passages-only")
    if rights not in _RIGHTS:
        raise _wrong(
            path, slug, f"知らない権利 / unknown rights: {rights}", f"→ {' | '.join(_RIGHTS)}"
        )
    period, plan = table.get("period", {}), table.get("plan")
    if period and (set(period) != {"start", "end"} or not _are_integers(period)):
        raise _wrong(path, slug, "period は start と end の年です / years start and end expected")
    if period and period["start"] > period["end"]:
        raise _wrong(path, slug, "period の start が end より後です / start lies after end")
    if plan is not None and (
        set(plan) != {"name", "kind"} or not all(isinstance(word, str) for word in plan.values())
    ):
        raise _wrong(path, slug, "plan は name と kind です / name and kind expected")
    if plan is not None and (not plan["name"].strip() or plan["kind"] not in INSTRUMENT_KINDS):
        raise _wrong(
            path,
            slug,
            f"plan の name か kind が違います / plan: {plan}",
            "kind: " + "、".join(INSTRUMENT_KINDS),
        )
    for key in ("source", "license"):
        if key in table and not re.fullmatch(r"https?://[^\s<>\"{}|^`\\]+", table[key]):
            raise _wrong(
                path,
                slug,
                f"{key} は http(s) の IRI です / {key} must be an http(s) IRI: {table[key]!r}",
            )
    if "issued" in table and not _ISSUED.fullmatch(table["issued"]):
        raise _wrong(
            path,
            slug,
            f"issued は西暦の 2011、2011-03、2011-03-31 のどれかの形です / "
            f"issued must be a year, a month or a day: {table['issued']!r}",
        )
    coverage = table.get("minimum_coverage", 0.0)
    if not 0 <= coverage <= 1:
        raise _wrong(path, slug, f"minimum_coverage は0から1です / from 0 to 1: {coverage}")
    expected = table.get("expected", {})
    if not _are_integers(expected):
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
        rights=rights,
        license=table.get("license"),
        period_start=period.get("start"),
        period_end=period.get("end"),
        plan=PlanName(plan["name"], plan["kind"]) if plan else None,
        minimum_coverage=float(coverage),
        expected=dict(expected),
        reader=table.get("reader"),
        text_sha256=table.get("text_sha256"),
        replaces=table.get("replaces"),
    )


def _are_integers(table: dict[str, Any]) -> bool:
    return all(isinstance(value, int) and not isinstance(value, bool) for value in table.values())

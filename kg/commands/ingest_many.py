"""`kg ingest` of a folder or a list: every file is read, over the cores; one that fails is named.

A list is a TOML file like documents.toml: [document.<name>] with `file`, and what is known of it.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
import tomllib
from argparse import Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from kg.commands.codes import find_unknown_municipality
from kg.commands.counts import Counted, count_read
from kg.commands.incoming import Asked, make_registration, read_incoming
from kg.commands.register import Registration, find_conflicts, write_registrations
from kg.documents.folder import DataFolder
from kg.documents.kept import PLACES_SUFFIX, TEXT_SUFFIX
from kg.documents.manifest import MANIFEST, DocumentEntry, load_manifest
from kg.errors import KgError, ManifestError, locate

#: What a list may say of a file beside its layout, municipality, title and edition before.
_MORE: Final = ("issued", "source", "rights", "license", "period", "plan", "minimum_coverage")
_KNOWN: Final = ("file", "municipality", "layout", "title", "replaces", *_MORE)


@dataclass(frozen=True)
class Outcome:
    """What became of a file: read, known already and the same, or failed with its message."""

    asked: Asked
    seconds: float
    counted: Counted | None = None
    registration: Registration | None = None
    unchanged: bool = False
    error: str = ""


def ingest_many(folder: DataFolder, options: Namespace) -> int:
    """Read every file of a folder or list and print a summary; with `--write` take them in.

    Exits with 1 where a file could not be read or taken in; the others are taken in all the same.
    """
    asked = find_asked(options.file, options.municipality, options.layout)
    outcomes = _find_conflicts(folder, read_all(folder, asked))
    failed = [one for one in outcomes if one.error]
    _print_summary(outcomes)
    new = [one.registration for one in outcomes if one.registration is not None]
    if options.write and new:
        for line in write_registrations(folder, new):
            print(line, file=sys.stderr)
        for code in sorted({one.municipality for one in new}):
            for line in find_unknown_municipality(folder, code):
                print(line, file=sys.stderr)
    elif new:
        print("次に next (まだ何も変えていません / nothing was changed): --write")
    return 1 if failed else 0


def find_asked(place: Path, municipality: str | None, layout: str | None) -> list[Asked]:
    """The files of a folder, whatever their depth, or of a list, in order.

    What is kept beside a file, hidden files and lists are no documents. Raises ManifestError.
    """
    if not place.is_dir():
        return list(_read_list(place, municipality, layout))
    kept = (TEXT_SUFFIX, PLACES_SUFFIX)
    files = [
        path
        for path in sorted(place.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(place).parts)
        and path.suffix != ".toml"
    ]
    beside = {path.with_name(path.name + suffix) for path in files for suffix in kept}
    found = [Asked(path, municipality, layout) for path in files if path not in beside]
    if not found:
        raise ManifestError(
            "フォルダーに文書がありません / no documents in the folder", where=locate(place)
        )
    return found


def _read_list(path: Path, municipality: str | None, layout: str | None) -> Iterator[Asked]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("document", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ManifestError(
            "一覧を読めません / the list cannot be read", where=locate(path), why=str(error)
        ) from error
    if not isinstance(tables, dict) or not tables:
        raise ManifestError(
            "文書が一つも書かれていません / no document is listed",
            where=locate(path),
            fix='[document.<名前>] に file = "…" を書いてください / write [document.<name>]',
        )
    for name, table in tables.items():
        _check_table(path, name, table)
        layout_file = table.get("layout", layout)
        if layout_file is not None and layout_file.endswith(".toml"):
            layout_file = str(path.parent / layout_file)
        yield Asked(
            path.parent / table["file"],
            table.get("municipality", municipality),
            layout_file,
            table.get("title"),
            table.get("replaces"),
            tuple((key, table[key]) for key in _MORE if key in table),
        )


def _check_table(path: Path, name: str, table: Any) -> None:
    where = f"{locate(path)} [document.{name}]"
    if not isinstance(table, dict) or not isinstance(table.get("file"), str):
        raise ManifestError("file が要ります / file is needed", where=where)
    for key in table:
        if key not in _KNOWN:
            raise ManifestError(
                f"知らない項目 / unknown key: {key}",
                where=where,
                fix="使えるもの / known: " + "、".join(_KNOWN),
            )
    for key in ("municipality", "layout", "title", "replaces"):
        if not isinstance(table.get(key, ""), str):
            raise ManifestError(f"{key} は文字列です / {key} must be a string", where=where)


def read_all(folder: DataFolder, asked: Sequence[Asked]) -> list[Outcome]:
    """What became of each file, in order; those that are registered already are not read again."""
    known = _find_known(folder)
    workers = min(os.cpu_count() or 1, len(asked))
    read = partial(_read_one, folder, known)
    if workers < 2:
        return list(_watch(map(read, asked), len(asked)))
    with ProcessPoolExecutor(workers) as pool:
        return list(_watch(pool.map(read, asked), len(asked)))


def _find_conflicts(folder: DataFolder, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, those failed that cannot be registered beside the others."""
    places = [at for at, one in enumerate(outcomes) if one.registration is not None]
    new = [one.registration for one in outcomes if one.registration is not None]
    failed = {places[at]: error for at, error in find_conflicts(folder, new).items()}
    return [
        replace(one, registration=None, error=str(failed[at])) if at in failed else one
        for at, one in enumerate(outcomes)
    ]


def _find_known(folder: DataFolder) -> dict[str, DocumentEntry]:
    if not (folder.sources / MANIFEST).exists():
        return {}
    return {entry.slug: entry for entry in load_manifest(folder.sources).documents}


def _read_one(folder: DataFolder, known: dict[str, DocumentEntry], asked: Asked) -> Outcome:
    start = time.monotonic()
    try:
        if _is_registered(known.get(asked.file.stem), asked):
            return Outcome(asked, time.monotonic() - start, unchanged=True)
        reading = read_incoming(folder, asked)
        counted = count_read(reading.extraction, len(reading.received.notices))
        registration = make_registration(reading)
    except KgError as error:
        return Outcome(asked, time.monotonic() - start, error=str(error))
    return Outcome(asked, time.monotonic() - start, counted, registration)


def _is_registered(entry: DocumentEntry | None, asked: Asked) -> bool:
    """Whether the same bytes are registered already, and under no other layout than asked for."""
    if entry is None or not asked.file.is_file():
        return False
    name = None if asked.layout is None else Path(asked.layout).stem
    digest = hashlib.sha256(asked.file.read_bytes()).hexdigest()
    return entry.sha256 == digest and name in (None, entry.layout)


def _watch(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """The outcomes, with a progress bar when a person watches."""
    if not sys.stderr.isatty():
        return outcomes
    from tqdm import tqdm

    return iter(tqdm(outcomes, total=total, unit="文書", file=sys.stderr, leave=False))


def _print_summary(outcomes: Sequence[Outcome]) -> None:
    for one in outcomes:
        name = one.asked.file.name
        if one.error:
            print(f"× {name}: 取り込めません / not taken in\n{one.error}")
        elif one.unchanged:
            print(f"= {name}: 登録済みで、変わっていません / registered and unchanged")
        elif one.counted is not None:
            print(f"○ {name}: {_tell(one.counted)} ({one.seconds:.1f} s)")
    counted = [one.counted for one in outcomes if one.counted is not None and not one.error]
    total = Counted(
        *(sum(getattr(one, name) for one in counted) for name in Counted.__dataclass_fields__)
    )
    print(
        f"計 total: 読んだ文書 read {len(counted)}、"
        f"変わらない文書 unchanged {sum(one.unchanged for one in outcomes)}、"
        f"取り込めない文書 failed {sum(bool(one.error) for one in outcomes)}、{_tell(total)}"
    )


def _tell(counted: Counted) -> str:
    return (
        f"節点 nodes {counted.nodes}、行 rows {counted.rows}（再掲 {counted.reappearances}）、"
        f"担当 bodies {counted.bodies}、条 articles {counted.articles}、"
        f"未配置 unplaced {counted.unplaced}、指摘 findings {counted.findings}、"
        f"読み取りの注意 notices {counted.notices}"
    )

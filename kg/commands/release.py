"""`kg release`: the dumps of one version, with their catalogue and checksums."""

from __future__ import annotations

import os
import re
import shutil
import sys
from argparse import Namespace
from pathlib import Path
from typing import Final

from kg.commands.dumps import make_csv
from kg.documents.folder import DataFolder
from kg.errors import KgError, locate
from kg.names import BASE
from kg.questions.catalogue import count_catalogue
from kg.questions.catalogue_terms import CATALOGUE_PREFIXES
from kg.questions.catalogue_void import describe_catalogue
from kg.store.convert import write_small
from kg.store.embedded import load_store
from kg.store.release import CATALOGUE, STEM, SUMS, Release, name_release, save_list
from kg.store.release_files import ReleaseWriter, write_graphs
from kg.store.version import DataVersion, read_version

_ORIGIN: Final = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[\w.~/-]+)?")


def run_release(root: Path, options: Namespace) -> int:
    """Write the release of the data's version as a folder of its own, whole or not at all.

    Raises GraphError for bad Turtle, KgError for an address that is none or a place that cannot
    be written.
    """
    folder = DataFolder(root)
    origin = (options.origin or BASE).rstrip("/")
    if not _ORIGIN.fullmatch(origin):
        raise KgError(
            "サイトの住所ではありません / not the address of a site",
            where=origin[:200],
            fix="--origin https://example.org",
        )
    version = read_version(folder.ttl)
    place: Path = options.output / name_release(version)
    draft = place.with_name(f".{place.name}.{os.getpid()}.new")
    try:
        draft.mkdir(parents=True)
        try:
            release = _write(folder, draft, version, origin)
            if place.exists():
                # The same data as before, perhaps written otherwise.
                shutil.rmtree(place)
            draft.rename(place)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise KgError(
            "書き出せません / the release cannot be written",
            where=locate(error.filename or place),
            why=error.strerror or str(error),
            fix="書き込めるフォルダーを渡してください / give a folder that can be written",
        ) from error
    size = sum(one.size for one in release.files)
    print(f"{place}: {len(release.files)} files, {size:,} bytes", file=sys.stderr)
    return 0


def _write(folder: DataFolder, draft: Path, version: DataVersion, origin: str) -> Release:
    from web.links import make_addresses

    writer = ReleaseWriter(draft)
    write_graphs(folder.ttl, writer)
    store = load_store(folder.ttl)
    with writer.open(f"{STEM}-rows.csv.gz", "text/csv") as out:
        out.write(make_csv(store))
    told = describe_catalogue(
        count_catalogue(store), version, writer.files, make_addresses(origin, name_release(version))
    )
    with writer.open(CATALOGUE, "text/turtle", CATALOGUE) as out:
        out.write(write_small(told, "ttl", CATALOGUE_PREFIXES).encode())
    release = Release(draft, version, tuple(writer.files))
    save_list(release)
    sums = [f"{one.sha256}  {one.name}\n" for one in sorted(release.files, key=lambda f: f.name)]
    (draft / SUMS).write_text("".join(sums), encoding="utf-8")
    return release

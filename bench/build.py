"""A full build beside one after one document of many has changed, and over one core and all.

    python -m bench.build [--documents 200]

The documents are the project's own over again for other municipalities (bench/build_data.py). Each
figure is a process of its own, its start included.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.build_data import change_one, write_data
from kg.building.work import count_cores
from kg.documents.folder import DataFolder
from kg.documents.manifest import load_manifest

DATA: Final = Path(__file__).parent.parent / "data"
_BUILD: Final = """
import sys
from pathlib import Path
from kg.documents.folder import DataFolder
from kg.publish import make_build, open_kept_store, write_build
folder = DataFolder(Path(sys.argv[1]))
write_build(folder, make_build(folder, store=open_kept_store(folder), cores=int(sys.argv[2])))
"""


@dataclass(frozen=True)
class Measure:
    """How long a build took, by the clock and by the work of all its processes, in seconds."""

    clock: float
    work: float


def main() -> int:
    """Print the figures as a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    count = parser.parse_args().documents
    cores = count_cores()
    with TemporaryDirectory() as place:
        root = Path(place)
        folder = write_data(DATA, root / "data", count)
        size = sum(one.file.stat().st_size for one in load_manifest(folder.sources).documents)
        print(
            f"Python {platform.python_version()}, {cores} cores, {count} documents, {size:,} bytes"
        )
        print("\n| build | seconds | work, s | share of the full build's work |")
        print("| --- | ---: | ---: | ---: |")
        full = _show("full, one core", _run(folder, root / "var-one", 1), None)
        _show(f"full, {cores} cores", _run(folder, root / "var", cores), full)
        _show("nothing changed", _run(folder, root / "var", cores), full)
        slug = change_one(folder)
        one = _show(f"one document changed ({slug})", _run(folder, root / "var", cores), full)
        whole = _read(folder)
        _run(folder, root / "var-again", cores)
        assert _read(folder) == whole, "what was kept gives other bytes than a full build"
    return 0 if one.work <= full.work / 10 else 1


def _run(folder: DataFolder, var: Path, cores: int) -> Measure:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    command = [sys.executable, "-c", _BUILD, str(folder.root), str(cores)]
    subprocess.run(command, check=True, env={**os.environ, "KG_VAR": str(var)})
    clock = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measure(clock, work)


def _read(folder: DataFolder) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.ttl.rglob("*.ttl"))}


def _show(name: str, measure: Measure, full: Measure | None) -> Measure:
    share = measure.work / full.work if full else 1.0
    print(f"| {name} | {measure.clock:.1f} | {measure.work:.1f} | {share:.1%} |", flush=True)
    return measure


if __name__ == "__main__":
    sys.exit(main())

"""A release: the whole graph as files of one version, with their sizes and checksums.

`kg release` writes one (kg/store/release_files.py); the server keeps one of its own and hands its
files out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kg.documents.folder import DataFolder
from kg.errors import KgError
from kg.store.formats import TRIPLE_FORMATS
from kg.store.kept import find_kept_folder, make_alone, make_kept_error
from kg.store.version import DataVersion, read_version

#: Releases that were written otherwise are made anew.
FORMAT: Final = 1
LIST: Final = "release.json"
SUMS: Final = "SHA256SUMS"
CATALOGUE: Final = "void.ttl"
STEM: Final = "seisaku-kg"
#: In place of a graph's IRI: what all named graphs say together.
UNION: Final = "union"


@dataclass(frozen=True)
class ReleaseFile:
    """A file of a release; `size` and `sha256` are its own, `content` the size unpacked.

    `graph` is the named graph that it holds, or UNION, "" for the whole dataset or its rows.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    content: int
    graph: str = ""

    @property
    def packed(self) -> bool:
        """Whether it is compressed with gzip."""
        return self.name.endswith(".gz")


@dataclass(frozen=True)
class Release:
    """The files of one version of the data, in `folder`."""

    folder: Path
    version: DataVersion
    files: tuple[ReleaseFile, ...]

    @property
    def name(self) -> str:
        """The name of the version: the release and the first digits of the data's hash."""
        return name_release(self.version)

    def find(self, name: str) -> ReleaseFile | None:
        """The file of that name, None where there is none."""
        return next((one for one in self.files if one.name == name), None)

    def find_graph(self, graph: str, form: str) -> ReleaseFile | None:
        """The file of a named graph, or of UNION, in a format; None for an unknown graph."""
        wanted = (graph, TRIPLE_FORMATS[form])
        return next((one for one in self.files if (one.graph, one.media_type) == wanted), None)


#: What could not be made, when, and why: not every reader sets off another try.
_failed: Final[dict[Path, tuple[float, KgError]]] = {}
_PAUSE: Final = 60.0


def name_release(version: DataVersion) -> str:
    """The name of a release's folder."""
    return f"{version.release}-{version.digest}"


def save_list(release: Release) -> None:
    """Write what `load_release` reads."""
    told = {
        "format": FORMAT,
        **asdict(release.version),
        "files": [asdict(one) for one in release.files],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (release.folder / LIST).write_text(f"{text}\n", encoding="utf-8")


def load_release(folder: Path) -> Release | None:
    """The release in a folder, None where there is none or one of another make."""
    try:
        told = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if told.get("format") != FORMAT:
        return None
    version = DataVersion(told["release"], told["digest"], told["date"])
    return Release(folder, version, tuple(ReleaseFile(**one) for one in told["files"]))


def prepare_release(folder: DataFolder, version: DataVersion) -> Release:
    """The server's own release of this version, made first when there is none yet.

    It is made by a process of its own: the server's memory does not grow by it. Raises KgError
    where it cannot be made, and for a while again without trying.
    """
    place = find_kept_folder(folder.ttl, "release")
    found = load_release(place / name_release(version))
    if found is not None:
        return found
    try:
        place.mkdir(parents=True, exist_ok=True)
        with make_alone(place / ".making"):
            found = load_release(place / name_release(version))
            if found is None:
                _make(folder, place, version)
                found = load_release(place / name_release(version))
                _clear(place, name_release(version))
    except OSError as error:
        what = "一括データを置けません / the dumps cannot be kept on disk"
        raise make_kept_error(what, place, error) from error
    if found is None:
        raise _make_changed_error()
    return found


def _make(folder: DataFolder, place: Path, version: DataVersion) -> None:
    if read_version(folder.ttl).digest != version.digest:
        raise _make_changed_error()
    moment, failure = _failed.get(place, (0.0, None))
    if failure is not None and time.monotonic() < moment + _PAUSE:
        raise failure
    command = [sys.executable, "-m", "kg.cli", "--data", str(folder.root), "release", str(place)]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as run:
        # Readers go first.
        os.setpriority(os.PRIO_PROCESS, run.pid, 10)
        _, said = run.communicate()
    if run.returncode != 0:
        failure = KgError(
            "一括データを作れません / the dumps cannot be made",
            why=said.decode("utf-8", "replace").strip()[-1000:],
        )
        _failed[place] = time.monotonic(), failure
        raise failure


def _make_changed_error() -> KgError:
    return KgError(
        "データがサーバーの起動後に変わりました / the data changed after the server started",
        fix="サーバーを起動し直してください / start the server again",
    )


def _clear(place: Path, name: str) -> None:
    """Remove the releases of other versions: what is being read of them stays until it is read."""
    for old in place.iterdir():
        if old.is_dir() and old.name != name:
            shutil.rmtree(old, ignore_errors=True)

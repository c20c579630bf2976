"""The W3C's SPARQL suites, unpacked below `var/w3c/`: `python -m tests.w3c.fetch`.

They come inside rdflib's source distribution, of the version and with the hash that
requirements.lock pins. They are other people's files and never become part of this repository.
pip reads a source distribution's metadata by its build backend, poetry-core: a pinned development
dependency, so that nothing unpinned runs.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
HOME: Final = ROOT / "var" / "w3c"
#: The folders of the source distribution, and what they are called here.
SUITES: Final = {"dawg-data-r2": "sparql10", "sparql11": "sparql11"}
_INSIDE: Final = ("test", "data", "suites", "w3c")


class SuitesMissingError(Exception):
    """The suites have not been fetched."""

    def __init__(self) -> None:
        super().__init__(
            f"the W3C suites are not in {get_folder().relative_to(ROOT)}: "
            "run `make suites`, or `python -m tests.w3c.fetch`"
        )


def read_requirement() -> tuple[str, str]:
    """The locked version of rdflib, and its lines of requirements.lock with the hashes."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = re.search(r"^rdflib==(\S+)((?: \\\n +--hash=\S+)+)", lock, re.MULTILINE)
    assert found, "requirements.lock pins rdflib with its hashes"
    return found.group(1), found.group()


def get_folder() -> Path:
    """Where the suites of the locked version are, or will be."""
    return HOME / f"rdflib-{read_requirement()[0]}"


def fetch() -> Path:
    """The folder of the suites, fetched when it is not there; whole or not at all."""
    folder = get_folder()
    if folder.is_dir():
        return folder
    HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=HOME, prefix=".new-") as name:
        place = Path(name)
        archive = _download(place)
        whole = place / "whole"
        unpack(archive, whole)
        for old in HOME.glob("rdflib-*"):
            shutil.rmtree(old)
        whole.rename(folder)
    return folder


def _download(place: Path) -> Path:
    """The source distribution, whose hash pip has compared with requirements.lock."""
    wanted = place / "requirements.txt"
    wanted.write_text(read_requirement()[1] + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    command += ["download", "--quiet", "--no-deps", "--no-build-isolation", "--require-hashes"]
    command += ["--no-binary", "rdflib", "--dest", str(place), "--requirement", str(wanted)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise SystemExit(
            f"{run.stderr.strip()}\n"
            "W3C の試験が取れません / rdflib's source distribution, which holds the W3C suites, "
            "could not be fetched: pip needs its package index, and poetry-core installed"
        )
    (archive,) = place.glob("rdflib-*.tar.gz")
    return archive


def unpack(archive: Path, folder: Path) -> None:
    """The plain files of the suites, and nothing else of the archive."""
    depth = len(_INSIDE) + 1
    with tarfile.open(archive) as tar:
        for member in tar:
            parts = Path(member.name).parts
            if not member.isfile() or parts[1:depth] != _INSIDE or ".." in parts:
                continue
            if (suite := SUITES.get(parts[depth])) is None:
                continue
            target = folder.joinpath(suite, *parts[depth + 1 :])
            target.parent.mkdir(parents=True, exist_ok=True)
            data = tar.extractfile(member)
            assert data is not None, "a plain file has data"
            target.write_bytes(data.read())


if __name__ == "__main__":
    print(fetch().relative_to(ROOT))

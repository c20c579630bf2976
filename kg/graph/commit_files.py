"""Steps of a change of files, each of which is done or not: write, put, remove, link a folder."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Final

#: Where a file cannot be linked, it is copied.
_NO_LINK: Final = frozenset((errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP))
_BLOCK: Final = 1 << 20


def write_file(path: Path, data: bytes, above: Path) -> None:
    """Write a new file and have it kept from a power cut, with its folders below `above`."""
    _make_folders(path.parent)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    for folder in path.parents:
        sync_folder(folder)
        if folder == above:
            break


def put(source: Path, target: Path, staging: Path) -> None:
    """Put a file in the place of another in one step; the source stays where it is."""
    _make_folders(target.parent)
    draft = staging / "draft-of-one"
    remove_file(draft)
    _link(source, draft)
    try:
        os.replace(draft, target)  # noqa: PTH105
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The target lies on another device, behind a link: its draft must lie beside it.
        beside = target.with_name(f".{target.name}.new")
        remove_file(beside)
        write_file(beside, source.read_bytes(), beside.parent)
        os.replace(beside, target)  # noqa: PTH105
    remove_file(draft)
    sync_folder(target.parent)


def link_tree(folder: Path, target: Path, left_out: Collection[Path]) -> None:
    """Make a folder with the same files as another, but for those left out.

    The files are the same, not copies, where the file system can do that.
    """
    os.mkdir(target)  # noqa: PTH102
    shutil.copymode(folder, target)
    for place, folders, files in os.walk(folder):
        own = Path(place).relative_to(folder)
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in (*files, *links):
            path = own / name
            if path not in left_out:
                _make_folders((target / path).parent)
                _link(folder / path, target / path)
        if (target / own).is_dir():
            shutil.copymode(place, target / own)
    for place, _, _ in os.walk(target, topdown=False):
        sync_folder(Path(place))


def read_digest(path: Path) -> str | None:
    """The SHA-256 of a file, None where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def remove_file(path: Path) -> None:
    """Remove a file if it is there."""
    try:
        os.unlink(path)  # noqa: PTH108
    except FileNotFoundError:
        return
    sync_folder(path.parent)


def remove_tree(folder: Path) -> None:
    """Remove a folder with all in it, if it is there."""
    if folder.is_dir():
        shutil.rmtree(folder)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder kept from a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_folders(folder: Path) -> None:
    if not folder.is_dir():
        _make_folders(folder.parent)
        os.mkdir(folder)  # noqa: PTH102


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        shutil.copy2(source, target, follow_symlinks=False)
        if not target.is_symlink():
            descriptor = os.open(target, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

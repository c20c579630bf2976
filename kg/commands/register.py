"""A new document registered in a data folder: file, layout, entry and graph, all or none."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rdflib import URIRef

from kg.documents.folder import DataFolder
from kg.documents.manifest import MANIFEST, DocumentEntry, load_manifest
from kg.errors import KgError, LayoutError, ManifestError, SourceError, locate
from kg.graph.load import read_turtle
from kg.graph.lock import lock_folder
from kg.graph.terms import SKOS
from kg.names import make_municipality
from kg.publish import make_build, write_build

_WEIGHTS = (6, 5, 4, 3, 2)


@dataclass(frozen=True)
class Registration:
    """What is to be registered. `layout_text` is the layout to keep, None where it is kept."""

    slug: str
    municipality: str
    title: str
    layout: str
    file: Path
    data: bytes
    layout_text: str | None

    @property
    def sha256(self) -> str:
        """The digest of the bytes as received."""
        return hashlib.sha256(self.data).hexdigest()


def write_registration(folder: DataFolder, registration: Registration) -> list[str]:
    """Register a document and build the graph; returns what was done, a line each.

    The build is made beside the data folder first: when anything is wrong nothing is changed.
    """
    check_code(registration.municipality)
    with lock_folder(folder.root):
        known = _find_known(folder, registration)
        files = _plan_files(folder, registration, known)
        _try_build(folder, files)
        done = _write_files(files)
        try:
            changed, removed = write_build(folder, make_build(folder))
        except BaseException:
            _undo(files)
            raise
    done += [f"書きました wrote {folder.ttl / path}" for path in changed]
    done += [f"消しました removed {folder.ttl / path}" for path in removed]
    return done or ["変わったものはありません / nothing changed"]


def check_code(code: str) -> None:
    """Raise KgError unless a code is a 全国地方公共団体コード, check digit included."""
    digits = [int(char) for char in code] if re.fullmatch("[0-9]{5,6}", code) else []
    if not digits:
        raise KgError(
            f"団体コードは6桁の数字です / a code of six digits expected: {code}",
            where="--municipality",
        )
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=False))
    right = code[:5] + str((11 - total % 11) % 10)
    if code != right:
        raise KgError(
            f"団体コードの検査数字が合いません / the check digit of the code is wrong: {code}",
            where="--municipality",
            fix=f"{right} ではありませんか / did you mean {right}?",
        )


def find_unknown_municipality(folder: DataFolder, code: str) -> list[str]:
    """What to write into the curated facts where neither they nor a document name it yet."""
    path = folder.ttl / "curated.ttl"
    municipality = URIRef(make_municipality(code))
    for file in (path, *sorted((folder.ttl / code).glob("*.ttl"))):
        if file.exists() and (municipality, SKOS.prefLabel, None) in read_turtle(file):
            return []
    return [
        f"自治体 {code} の名前がまだありません(kg check が指摘します)。{path} に書いてください / "
        "the municipality has no name yet (kg check says so): write it there",
        f"  id:{code} a mpo:Body, org:Organization ;",
        '    skos:prefLabel "○○市"@ja ; mpo:bodyKind mpo:municipality ;',
        "    prov:wasDerivedFrom source:soumu-municipal-codes .",
    ]


@dataclass(frozen=True)
class _File:
    """A file to write: its new bytes, and those it has now, None where it is new."""

    path: Path
    new: bytes
    old: bytes | None


def _find_known(folder: DataFolder, registration: Registration) -> DocumentEntry | None:
    """The entry of the slug, None where it is new. Raises ManifestError where it differs."""
    path = folder.sources / MANIFEST
    if not path.exists() or not tomllib.loads(path.read_text(encoding="utf-8")):
        return None
    manifest = load_manifest(folder.sources)
    known = next((one for one in manifest.documents if one.slug == registration.slug), None)
    if known is None:
        return None
    where = f"{locate(path)} [document.{known.slug}]"
    if known.sha256 != registration.sha256 or known.municipality != registration.municipality:
        raise ManifestError(
            "同じ名前の、別の文書が登録されています / another document has this name",
            where=where,
            why=f"sha256 {known.sha256[:12]}… ≠ {registration.sha256[:12]}…",
            fix="新しい版には別のファイル名を付けてください / give a new edition another file name",
        )
    if known.layout != registration.layout:
        raise ManifestError(
            f"レイアウト「{known.layout}」で登録されています / registered with another layout",
            where=where,
            fix=f"--layout {known.layout} を付けるか、一覧の layout を書き換えてください / "
            "give that one, or change `layout` in the list",
        )
    return known


def _plan_files(
    folder: DataFolder, registration: Registration, known: DocumentEntry | None
) -> list[_File]:
    """The files to write, in order: the document, its layout, and last the list of documents."""
    files: list[_File] = []
    place = folder.sources / registration.municipality / registration.file.name
    target = known.file if known else place
    old = target.read_bytes() if target.exists() else None
    if old is not None and old != registration.data:
        raise SourceError(
            "別の中身のファイルがすでにあります / a file with other content is there already",
            where=locate(target),
            fix="新しい版には別のファイル名を付けてください / give a new edition another file name",
        )
    if old is None:
        files.append(_File(target, registration.data, None))
    if registration.layout_text is not None:
        text = registration.layout_text.encode()
        layout = folder.layouts / f"{registration.layout}.toml"
        old = layout.read_bytes() if layout.exists() else None
        if old is not None and old != text:
            raise LayoutError(
                "別の中身のレイアウトがすでにあります / another layout has this name",
                where=locate(layout),
                fix=f"使うなら / to use it: --layout {registration.layout}",
            )
        if old is None:
            files.append(_File(layout, text, None))
    if known is None:
        path = folder.sources / MANIFEST
        old = path.read_bytes() if path.exists() else None
        files.append(_File(path, add_entry(old or b"", registration), old))
    return files


def add_entry(manifest: bytes, registration: Registration) -> bytes:
    """The list of documents with one entry more at its end; all else stays as it is."""
    text = manifest.decode()
    slug = registration.slug
    key = slug if re.fullmatch("[A-Za-z0-9_-]+", slug) else _quote(slug)
    before = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    lines = [
        f"[document.{key}]",
        f"file = {_quote(f'{registration.municipality}/{registration.file.name}')}",
        f"municipality = {_quote(registration.municipality)}",
        f"title = {_quote(registration.title)}",
        f"layout = {_quote(registration.layout)}",
        f"sha256 = {_quote(registration.sha256)}",
        'rights = "passages-only"',
    ]
    return (text + before + "\n".join(lines) + "\n").encode()


def _quote(text: str) -> str:
    """A TOML string: a JSON string is one, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _try_build(folder: DataFolder, files: list[_File]) -> None:
    """Build the graph as it will be, in a folder of its own. Raises what the build raises."""
    with TemporaryDirectory() as place:
        trial = DataFolder(Path(place))
        for name in ("corrections", "ttl"):
            if (folder.root / name).exists():
                (trial.root / name).symlink_to((folder.root / name).resolve())
        new = {file.path.resolve(): file for file in files}
        for own in (folder.sources, folder.layouts):
            for path in sorted(own.rglob("*")) if own.exists() else []:
                copy = trial.root / path.relative_to(folder.root)
                if path.is_file() and path.resolve() not in new:
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    copy.symlink_to(path.resolve())
        for file in files:
            copy = trial.root / file.path.relative_to(folder.root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.new)
        try:
            make_build(trial)
        except KgError as error:
            # The message names the places as they will be.
            error.where = error.where.replace(place, str(folder.root))
            error.why = error.why.replace(place, str(folder.root))
            raise


def _write_files(files: list[_File]) -> list[str]:
    """Write the files, each whole or not at all; undoes what was written when one fails."""
    written: list[_File] = []
    try:
        for file in files:
            file.path.parent.mkdir(parents=True, exist_ok=True)
            draft = file.path.with_name(f".{file.path.name}.{os.getpid()}.new")
            try:
                draft.write_bytes(file.new)
                draft.replace(file.path)
            finally:
                draft.unlink(missing_ok=True)
            written.append(file)
    except BaseException:
        _undo(written)
        raise
    return [f"書きました wrote {file.path}" for file in files]


def _undo(files: list[_File]) -> None:
    for file in reversed(files):
        if file.old is None:
            file.path.unlink(missing_ok=True)
        else:
            file.path.write_bytes(file.old)

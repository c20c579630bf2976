"""Taking documents into a data folder: the files, their layouts, their entries, the graph; or none.

`kg ingest --write`, `kg replace` and `kg remove` do it; reading and proposing come before.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.building.work import count_cores
from kg.commands.codes import check_code
from kg.documents.folder import DataFolder
from kg.documents.kept import KeptText, find_kept, write_places
from kg.documents.manifest import MANIFEST, DocumentEntry, load_manifest
from kg.documents.manifest_text import add_entry, remove_entry
from kg.errors import KgError, LayoutError, ManifestError, SourceError, locate
from kg.graph.lock import lock_folder
from kg.publish import Build, make_build, open_kept_store, write_build


@dataclass(frozen=True)
class Registration:
    """What is to be registered. `layout_text` is the layout to keep, None where it is kept.

    `kept` is the text that a reader made of a file that is none itself, `replaces` the slug of the
    edition before, `more` further keys of the list of documents.
    """

    slug: str
    municipality: str
    title: str
    layout: str
    file: Path
    data: bytes
    layout_text: str | None
    kept: KeptText | None = None
    replaces: str | None = None
    more: tuple[tuple[str, object], ...] = ()

    @property
    def sha256(self) -> str:
        """The digest of the bytes as received."""
        return hashlib.sha256(self.data).hexdigest()


def write_registration(folder: DataFolder, registration: Registration) -> list[str]:
    """Register a document and build the graph; returns what was done, a line each."""
    return write_registrations(folder, [registration])


def write_registrations(folder: DataFolder, registrations: Sequence[Registration]) -> list[str]:
    """Register documents and build the graph; returns what was done, a line each.

    The build is made beside the data folder first: when anything is wrong nothing is changed. Then
    the documents, their layouts, the list and the graph are written, all or none.
    """
    with lock_folder(folder.root):
        return _write(folder, _plan(folder, registrations))


def try_registrations(folder: DataFolder, registrations: Sequence[Registration]) -> Build:
    """The build as it would be with documents more; nothing is written. Raises what it raises."""
    with lock_folder(folder.root):
        return _try_build(folder, _plan(folder, registrations), ())


def find_conflicts(folder: DataFolder, registrations: Sequence[Registration]) -> dict[int, KgError]:
    """Which of some documents cannot be registered beside those before them, and why."""
    files: dict[Path, bytes] = {}
    found: dict[int, KgError] = {}
    for at, registration in enumerate(registrations):
        planned = dict(files)
        try:
            check_code(registration.municipality)
            _plan_files(folder, registration, planned)
        except KgError as error:
            found[at] = error
        else:
            files = planned
    return found


def remove_document(folder: DataFolder, slug: str) -> list[str]:
    """Take a document out of the graph, with all that is kept of it; returns what was done.

    Its layout stays where another document uses it. What people decided stays: a decision is
    theirs. Raises ManifestError for an unknown slug, or where a newer edition replaces it.
    """
    with lock_folder(folder.root):
        gone = plan_removal(folder, slug)
        path = folder.sources / MANIFEST
        return _write(folder, {path: remove_entry(path.read_bytes(), slug)}, gone)


def plan_removal(folder: DataFolder, slug: str) -> list[Path]:
    """The files that go with a document. Raises as `remove_document`."""
    manifest = load_manifest(folder.sources)
    entry = manifest.get_document(slug)
    newer = [one.slug for one in manifest.documents if one.replaces == slug]
    if newer:
        raise ManifestError(
            f"「{newer[0]}」の旧版なので消せません / a newer edition replaces it: {newer[0]}",
            where=f"{locate(manifest.path)} [document.{newer[0]}]",
            fix=f"先に kg remove {newer[0]} とするか、その replaces を消してください / "
            "remove that first, or its `replaces`",
        )
    if len(manifest.documents) == 1:
        raise ManifestError(
            "最後の文書は消せません / the last document cannot be removed",
            where=f"{locate(manifest.path)} [document.{slug}]",
            fix="別の文書を取り込んでからにしてください / take another document in first",
        )
    gone = [entry.file, folder.corrections / entry.municipality / f"{slug}.tsv"]
    gone += find_kept(entry.file) if entry.reader is not None else ()
    if all(one.slug == slug or one.layout != entry.layout for one in manifest.documents):
        gone.append(folder.layouts / f"{entry.layout}.toml")
    return [path for path in gone if path.exists()]


def _plan(folder: DataFolder, registrations: Sequence[Registration]) -> dict[Path, bytes]:
    """The files to write for documents."""
    files: dict[Path, bytes] = {}
    for registration in registrations:
        check_code(registration.municipality)
        _plan_files(folder, registration, files)
    return files


def _write(folder: DataFolder, files: Mapping[Path, bytes], gone: Sequence[Path] = ()) -> list[str]:
    """Build with files written and others gone, then do so; returns what was done, a line each."""
    build = _try_build(folder, files, gone)
    more = {path.relative_to(folder.root): data for path, data in files.items()}
    changed, removed = write_build(
        folder, build, more, [path.relative_to(folder.root) for path in gone]
    )
    done = [f"書きました wrote {path}" for path in files]
    done += [f"消しました removed {path}" for path in gone]
    done += [f"書きました wrote {folder.ttl / path}" for path in changed]
    done += [f"消しました removed {folder.ttl / path}" for path in removed]
    return done or ["変わったものはありません / nothing changed"]


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
            fix="新しい版は別のファイル名にして / rename a new edition, then "
            f"kg replace {known.slug} FILE",
        )
    if known.layout != registration.layout:
        raise ManifestError(
            f"レイアウト「{known.layout}」で登録されています / registered with another layout",
            where=where,
            fix=f"--layout {known.layout} を付けるか、一覧の layout を書き換えてください / "
            "give that one, or change `layout` in the list",
        )
    return known


def _plan_files(folder: DataFolder, registration: Registration, files: dict[Path, bytes]) -> None:
    """Add the files to write: the document, what is kept with it, its layout, and its entry."""
    known = _find_known(folder, registration)
    place = folder.sources / registration.municipality / registration.file.name
    target = known.file if known else place
    wanted = {target: registration.data}
    if registration.kept is not None and known is None:
        text, places = find_kept(target)
        wanted[text] = registration.kept.text.encode()
        wanted[places] = write_places(registration.kept.places).encode()
    for path, data in wanted.items():
        _add_file(files, path, data)
    if registration.layout_text is not None:
        layout = folder.layouts / f"{registration.layout}.toml"
        _add_layout(files, layout, registration)
    if known is None:
        path = folder.sources / MANIFEST
        before = files.get(path, path.read_bytes() if path.exists() else b"")
        slugs = set(tomllib.loads(before.decode()).get("document", {}))
        if registration.slug in slugs:
            raise ManifestError(
                "同じ名前の文書が二つあります / two documents of one name",
                where=locate(registration.file),
                fix="ファイル名を変えてください / rename one of the files",
            )
        files[path] = add_entry(before, registration.slug, _make_entry(registration))


def _add_file(files: dict[Path, bytes], path: Path, data: bytes) -> None:
    old = path.read_bytes() if path.exists() else None
    if old is not None and old != data:
        raise SourceError(
            "別の中身のファイルがすでにあります / a file with other content is there already",
            where=locate(path),
            fix="新しい版には別のファイル名を付けてください / give a new edition another file name",
        )
    if old is None:
        files[path] = data


def _add_layout(files: dict[Path, bytes], path: Path, registration: Registration) -> None:
    text = (registration.layout_text or "").encode()
    old = files.get(path, path.read_bytes() if path.exists() else None)
    if old is not None and old != text:
        raise LayoutError(
            "別の中身のレイアウトがすでにあります / another layout has this name",
            where=locate(path),
            fix=f"使うなら / to use it: --layout {registration.layout}",
        )
    if old is None:
        files[path] = text


def _make_entry(registration: Registration) -> dict[str, object]:
    """The entry of a document in the list."""
    entry: dict[str, object] = {
        "file": f"{registration.municipality}/{registration.file.name}",
        "municipality": registration.municipality,
        "title": registration.title,
        "layout": registration.layout,
        "sha256": registration.sha256,
    }
    if registration.kept is not None:
        entry["reader"] = registration.kept.reader
        entry["text_sha256"] = registration.kept.sha256
    if registration.replaces is not None:
        entry["replaces"] = registration.replaces
    return {**entry, "rights": "passages-only", **dict(registration.more)}


def _try_build(folder: DataFolder, files: Mapping[Path, bytes], gone: Iterable[Path]) -> Build:
    """The build of the graph as it will be, made in a folder of its own. Raises what it raises."""
    with TemporaryDirectory() as place:
        trial = DataFolder(Path(place))
        for name in ("curated", "ttl"):
            if (folder.root / name).exists():
                (trial.root / name).symlink_to((folder.root / name).resolve())
        out = {path.resolve() for path in (*files, *gone)}
        for own in (folder.sources, folder.layouts, folder.corrections):
            for path in sorted(own.rglob("*")) if own.exists() else []:
                copy = trial.root / path.relative_to(folder.root)
                if path.is_file() and path.resolve() not in out:
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    copy.symlink_to(path.resolve())
        for path, data in files.items():
            copy = trial.root / path.relative_to(folder.root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(data)
        try:
            return make_build(trial, store=open_kept_store(folder), cores=count_cores())
        except KgError as error:
            # The message names the places as they will be.
            error.where = error.where.replace(place, str(folder.root))
            error.why = error.why.replace(place, str(folder.root))
            raise

"""`kg diff`, `kg replace` and `kg remove`: editions of a document compared, taken in, taken out."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.commands.incoming import Asked, make_registration, read_incoming
from kg.commands.ingest_text import print_reading, print_received
from kg.commands.register import (
    Registration,
    plan_removal,
    remove_document,
    try_registrations,
    write_registration,
)
from kg.commands.tables import write_table, write_text
from kg.documents.folder import DataFolder
from kg.documents.manifest import load_manifest
from kg.errors import ManifestError, locate
from kg.names import make_document
from kg.questions.drift_words import say_field
from kg.questions.edition_tables import (
    BRIDGES,
    CHANGES,
    make_node_table,
    make_row_table,
    say_changes,
    say_node,
)
from kg.questions.editions import Change, EditionChanges, RowChange, compare_documents
from kg.questions.pair_tables import find_changes, mark_difference, say_lines, say_path
from kg.store.choose import open_store
from kg.store.embedded import load_store
from kg.store.store import Store
from kg.store.terms import Iri


def run_diff(root: Path, options: Namespace) -> int:
    """Print what was added, removed, changed, renamed and moved between two documents."""
    folder = DataFolder(root)
    manifest = load_manifest(folder.sources)
    documents = [manifest.get_document(slug) for slug in (options.old, options.new)]
    old, new = (Iri(make_document(one.municipality, one.slug)) for one in documents)
    _write(compare_documents(open_store(folder), old, new), options)
    return 0


def run_replace(root: Path, options: Namespace) -> int:
    """Compare a file with the edition that it replaces; with `--write` take it in as the new one.

    Municipality and layout are those of the old edition where no other is given.
    """
    folder = DataFolder(root)
    old = load_manifest(folder.sources).get_document(options.old)
    asked = Asked(
        options.file,
        old.municipality,
        options.layout or (None if options.propose else old.layout),
        options.title,
        old.slug,
    )
    reading = read_incoming(folder, asked)
    print_received(reading.received)
    print_reading(reading)
    registration = make_registration(reading)
    before = Iri(make_document(old.municipality, old.slug))
    after = Iri(make_document(registration.municipality, registration.slug))
    if not options.write:
        with _try(folder, registration) as store:
            _write(compare_documents(store, before, after), options)
        print("次に next (まだ何も変えていません / nothing was changed): --write", file=sys.stderr)
        return 0
    for line in write_registration(folder, registration):
        print(line, file=sys.stderr)
    _write(compare_documents(open_store(folder), before, after), options)
    return 0


def run_remove(root: Path, options: Namespace) -> int:
    """Print what would go with a document; with `--write` take it out of the graph."""
    folder = DataFolder(root)
    if not options.write:
        for path in plan_removal(folder, options.slug):
            print(f"消すもの would remove {path}")
        print("次に next (まだ何も変えていません / nothing was changed): --write", file=sys.stderr)
        return 0
    for line in remove_document(folder, options.slug):
        print(line, file=sys.stderr)
    return 0


@contextmanager
def _try(folder: DataFolder, registration: Registration) -> Iterator[Store]:
    """The graph as it would be with a document more, in a store of its own."""
    manifest = load_manifest(folder.sources)
    if any(one.slug == registration.slug for one in manifest.documents):
        raise ManifestError(
            "同じ名前の文書が登録されています / a document of this name is listed already",
            where=f"{locate(manifest.path)} [document.{registration.slug}]",
            fix=f"比べるだけなら / to compare: kg diff {registration.replaces} {registration.slug}",
        )
    build = try_registrations(folder, [registration])
    with TemporaryDirectory() as place:
        ttl = Path(place)
        for path, text in build.files.items():
            (ttl / path).parent.mkdir(parents=True, exist_ok=True)
            (ttl / path).write_text(text, encoding="utf-8")
        for name in ("curated.ttl", "decisions.ttl"):
            if (folder.ttl / name).exists():
                (ttl / name).write_bytes((folder.ttl / name).read_bytes())
        yield load_store(ttl)


def _write(changes: EditionChanges, options: Namespace) -> None:
    if options.form == "text":
        write_text(render_changes(changes, options.lang), options)
        return
    tables = {
        "rows": make_row_table(changes, options.lang),
        "nodes": make_node_table(changes, options.lang),
    }
    write_table(tables, options)


def render_changes(changes: EditionChanges, language: str) -> str:
    """The changes as a text: counts first, then headings, then rows with what differs."""
    english = language == "en"
    lines = [f"{changes.old.title} → {changes.new.title}", ""]
    for head, counts in (
        (("見出し", "headings"), changes.node_counts),
        (("行", "rows"), changes.row_counts),
    ):
        told = ("  " if english else "、").join(
            f"{words[english]} {counts.get(change, 0)}" for change, words in CHANGES.items()
        )
        lines.append(f"{head[english]}: {told}")
    shown = [node for node in changes.nodes if node.changes != (Change.SAME,)]
    if shown:
        lines += ["", "■ headings" if english else "■ 見出し"]
    for node in shown:
        sides = [say_node(side) for side in (node.old, node.new) if side is not None]
        lines.append(f"[{say_changes(node.changes, language)}] " + " → ".join(dict.fromkeys(sides)))
    rows = [row for row in changes.rows if row.changes != (Change.SAME,)]
    if rows:
        lines += ["", "■ rows" if english else "■ 行"]
    for row in rows:
        lines += _render_row(row, language)
    return "\n".join(lines) + "\n"


def _render_row(row: RowChange, language: str) -> Iterator[str]:
    english = language == "en"
    names = [side.printed_name for side in (row.old, row.new) if side is not None]
    yield f"[{say_changes(row.changes, language)}] " + " → ".join(dict.fromkeys(names))
    places = [say_path(side) for side in (row.old, row.new) if side is not None]
    yield "    " + " → ".join(dict.fromkeys(places))
    lines = [
        f"{words[english]} {say_lines(side.evidence)}"
        for side, words in (
            (row.old, ("旧版の行", "old lines")),
            (row.new, ("新版の行", "new lines")),
        )
        if side is not None
    ]
    bridge = "" if row.bridge is None else f"、{BRIDGES[row.bridge][english]}"
    yield "    " + "、".join(lines) + bridge
    for field in find_changes(row.drift) if row.drift is not None else ():
        yield f"    {say_field(field, language)}: {mark_difference(field, language)}"

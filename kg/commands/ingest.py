"""`kg ingest`: read a file, under the layout that it suggests itself where none is given.

Nothing is changed without `--write`, which registers the document and builds the graph.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from kg.commands.codes import find_unknown_municipality
from kg.commands.incoming import Asked, make_registration, read_incoming
from kg.commands.ingest_text import print_explained, print_reading, print_reasons, print_received
from kg.commands.register import write_registration
from kg.documents.folder import DataFolder
from kg.documents.source import SourceText
from kg.errors import KgError, LayoutError, locate
from kg.layouts.layout import find_layouts, get_layout
from kg.layouts.proposal.proposal import Proposal
from kg.layouts.recogniser import recognise
from kg.records import Extraction

#: The longest text that is read under all known layouts to compare.
_COMPARED = 300_000


def run_ingest(root: Path, options: Namespace) -> int:
    """Read a file and print what was made of it; with `--write` take it into the graph."""
    folder = DataFolder(root)
    if options.measure:
        from kg.commands.proposals import measure_proposals, render_measures

        print(render_measures(measure_proposals(folder, options.expected)))
        return 0
    if options.file is None:
        raise KgError(
            "読む文書がありません / no file is given",
            fix="kg ingest FILE",
        )
    if options.file.is_dir() or options.file.suffix == ".toml":
        from kg.commands.ingest_many import ingest_many

        return ingest_many(folder, options)
    asked = Asked(options.file, options.municipality, options.layout, options.title)
    reading = read_incoming(folder, asked)
    source, proposal, layout = reading.source, reading.proposal, reading.layout
    if options.save_layout is not None:
        _save_layout(options.save_layout, proposal)
    print_received(reading.received)
    if proposal is not None:
        print_reasons(proposal)
    else:
        print(f"レイアウト layout: {layout.name} {layout.description}")
    print_reading(reading)
    if options.explain:
        print_explained(source, reading.extraction)
    if not options.write:
        if proposal is not None:
            _print_equal(folder, source, reading.extraction)
        _print_next(asked.file, options, proposal is not None)
        return 0
    registration = make_registration(reading)
    for line in write_registration(folder, registration):
        print(line, file=sys.stderr)
    for line in find_unknown_municipality(folder, registration.municipality):
        print(line, file=sys.stderr)
    return 0


def _save_layout(path: Path, proposal: Proposal | None) -> None:
    """Write the proposed layout to a file. Raises LayoutError rather than overwrite another."""
    if proposal is None:
        raise LayoutError(
            "--layout と --save-layout は一緒に使えません / they exclude each other",
            where="--layout --save-layout",
        )
    if path.exists() and (path.is_dir() or path.read_text(encoding="utf-8") != proposal.toml):
        raise LayoutError(
            "別の中身のファイルがすでにあります / a file with other content is there already",
            where=locate(path),
            fix="別の名前を書いてください / name another file",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(proposal.toml, encoding="utf-8")
    print(f"書きました wrote {path}", file=sys.stderr)


def _print_equal(folder: DataFolder, source: SourceText, extraction: Extraction) -> None:
    """Print the known layouts that read the document just as the proposal does."""
    if len(source.text) > _COMPARED:
        return
    for name in find_layouts(folder.layouts):
        try:
            other = recognise(source, get_layout(name, folder.layouts))
        except LayoutError:
            # One that does not load says so where it is asked for.
            continue
        if _outline(other) == _outline(extraction):
            print(f"今あるレイアウトでも同じに読めます / reads it the same: --layout {name}")


def _outline(extraction: Extraction) -> tuple[object, ...]:
    """What two readings must have in common to be one: hierarchy, rows, and what was left."""
    nodes = tuple((node.path, node.label.text) for node in extraction.nodes)
    return nodes, extraction.listings, len(extraction.findings)


def _print_next(file: Path, options: Namespace, proposed: bool) -> None:
    code = options.municipality or "<6桁の団体コード>"
    print("次に next (まだ何も変えていません / nothing was changed):")
    if proposed:
        print(f"  直す edit   kg ingest {file} --save-layout {file.stem}.toml")
    layout = f" --layout {options.layout}" if options.layout else ""
    print(f"  取り込む take in   kg ingest {file}{layout} --municipality {code} --write")

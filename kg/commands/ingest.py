"""`kg ingest`: read a file, under the layout that it suggests itself where none is given.

Nothing is changed without `--write`, which registers the document and builds the graph.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from kg.commands.ingest_text import print_explained, print_reading, print_reasons
from kg.documents.folder import DataFolder
from kg.documents.source import SourceText, find_undecodable_line, parse_source
from kg.errors import CoverageError, KgError, LayoutError, SourceError, locate
from kg.layouts.layout import Layout, find_layouts, get_layout, load_layout
from kg.layouts.proposal.proposal import Proposal, propose_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction

#: What files of other kinds begin with.
_KINDS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Excel・Word などの圧縮された文書 / a zipped document (Excel, Word)",
    b"\xd0\xcf\x11\xe0": "古い Excel・Word の文書 / an old Excel or Word document",
    b"\x89PNG": "画像 / an image",
    b"\xff\xd8\xff": "画像 / an image",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
#: The longest text that is read under all known layouts to compare.
_COMPARED = 300_000
#: The longest title that a document gives itself.
_TITLE = 80


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
    file = Path(options.file)
    data = _read_bytes(file)
    source = _parse(data, file)
    slug = file.stem
    name = options.layout or slug
    proposal, layout = _choose_layout(folder, source, options.layout, slug)
    if options.save_layout is not None:
        _save_layout(options.save_layout, proposal)
    extraction = recognise(source, layout)
    print(f"{file}: {len(source.text)} 文字 characters、{len(source.lines)} 行 lines")
    if proposal is not None:
        print_reasons(proposal)
    else:
        print(f"レイアウト layout: {layout.name} {layout.description}")
    print_reading(source, extraction)
    if options.explain:
        print_explained(source, extraction)
    if not options.write:
        if proposal is not None:
            _print_equal(folder, source, extraction)
        _print_next(file, options, proposal is not None)
        return 0
    if not extraction.nodes and not extraction.listings:
        raise CoverageError(
            "体系も行も見つからなかったので、登録しません / no nodes and no rows: not registered",
            where=locate(file),
            fix="--save-layout でレイアウトを書き出し、直して --layout で渡してください / "
            "save the layout, mend it and give it with --layout",
        )
    from kg.commands.register import (
        Registration,
        find_unknown_municipality,
        write_registration,
    )

    registration = Registration(
        slug=slug,
        municipality=options.municipality or _find_code(file),
        title=options.title or find_title(source, extraction) or slug,
        layout=_make_layout_name(name, proposal is not None),
        file=file,
        data=data,
        layout_text=_find_text(proposal, name),
    )
    for line in write_registration(folder, registration):
        print(line, file=sys.stderr)
    for line in find_unknown_municipality(folder, registration.municipality):
        print(line, file=sys.stderr)
    return 0


def _read_bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError(
            "文書を読めません / the document cannot be read",
            where=locate(file),
            why=getattr(error, "strerror", None) or str(error),
            fix="ファイルの名前と権限を確かめてください / check the file's name and rights",
        ) from error


def _parse(data: bytes, file: Path) -> SourceText:
    """The text of a file's bytes. Raises SourceError telling what they are if no UTF-8 text."""
    kind = next((kind for sign, kind in _KINDS.items() if data.startswith(sign)), None)
    if kind is not None:
        raise SourceError(
            f"テキストではありません: {kind} / not a text file",
            where=locate(file),
            fix="UTF-8 のテキストにしてから渡してください / convert it to UTF-8 text first",
        )
    try:
        source = parse_source(data, file)
    except SourceError as error:
        if _is_cp932(data):
            error.fix = (
                "Shift_JIS (CP932) のようです / it seems to be Shift_JIS: "
                f"iconv -f CP932 -t UTF-8 {file}"
            )
        raise
    control = next(
        (at for at, char in enumerate(source.text) if char < " " and char not in "\t\n\r\f"), None
    )
    if control is not None:
        raise SourceError(
            "制御文字があります。テキストではないようです / a control character: no text file?",
            where=locate(file, source.line_at(control)),
            why=f"U+{ord(source.text[control]):04X}",
            fix="その文字を除いてください / remove the character",
        )
    if not source.text.strip("\ufeff \t\r\n\f\u3000"):
        raise SourceError("文書に何も書かれていません / the document is empty", where=locate(file))
    return source


def _is_cp932(data: bytes) -> bool:
    line = find_undecodable_line(data)
    if line is None:
        return False
    try:
        data.decode("cp932")
    except UnicodeDecodeError:
        return False
    return True


def _choose_layout(
    folder: DataFolder, source: SourceText, asked: str | None, slug: str
) -> tuple[Proposal | None, Layout]:
    """The layout that was asked for, or the proposal and its layout."""
    if asked is None:
        proposal = propose_layout(source, slug)
        return proposal, proposal.layout
    if asked.endswith(".toml"):
        return None, load_layout(Path(asked))
    return None, get_layout(asked, folder.layouts, "--layout")


def _find_text(proposal: Proposal | None, name: str) -> str | None:
    """The TOML that must be kept with the document, None where the layout is kept already."""
    if proposal is not None:
        return proposal.toml
    return Path(name).read_text(encoding="utf-8") if name.endswith(".toml") else None


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


def _find_code(file: Path) -> str:
    """The municipality's code that the file's folder is called. Raises KgError where it is none."""
    code = file.resolve().parent.name
    if len(code) == 6 and code.isascii() and code.isdecimal():
        return code
    raise KgError(
        "どの自治体の文書か分かりません / whose document it is, is unknown",
        where=locate(file),
        fix="--municipality に全国地方公共団体コード(6桁)を書いてください / "
        "say the six-digit code with --municipality",
    )


def find_title(source: SourceText, extraction: Extraction) -> str | None:
    """The title that a document gives itself: its title line, else the heading of its only root."""
    for usage in extraction.usages:
        if usage.what == "title":
            return _clean_title(source.quote(usage.span))
    roots = [node for node in extraction.nodes if node.parent is None]
    if len(roots) != 1:
        return None
    line = source.lines[source.line_at(roots[0].spans[0].start) - 1].text
    return _clean_title(line) or _clean_title(roots[0].label.text)


def _clean_title(text: str) -> str | None:
    title = " ".join(text.strip(" \t\u3000\ufeff#*").split())
    return title if 0 < len(title) <= _TITLE else None


def _make_layout_name(name: str, proposed: bool) -> str:
    """The name under which the layout is kept; a proposal never takes that of a packaged one."""
    if proposed and name in find_layouts():
        return f"{name}-proposed"
    return Path(name).stem if name.endswith(".toml") else name


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

"""`kg ingest FILE --write` in every format, end to end: evidence points into the original."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal

from kg.cli import main
from kg.documents.folder import DataFolder
from kg.documents.fragments import unite_fragments
from kg.documents.kept import find_kept, parse_places
from kg.documents.manifest import DocumentEntry, load_manifest
from kg.documents.place import find_places
from kg.graph.terms import MPO, OA
from kg.records import Span
from tests.formats.parts import Table, find_parts
from tests.formats.write_excel import write_excel
from tests.formats.write_html import write_html
from tests.formats.write_pdf import write_columns, write_heads
from tests.formats.write_word import write_word
from tests.workbench import Sample, make_folder

Capture = pytest.CaptureFixture[str]
CODE = "012033"
TOWN = "小樽市"
#: Rows of the plan below, those marked 再掲, and its bodies.
ROWS, AGAIN, BODIES = 4, 1, 3
PLAN = """# みなとまちづくり計画

## 基本目標1 学ぶまち

市民が生涯にわたって学び、その成果を地域に生かすことのできるまちをつくります。

### 施策1-1 読書の推進

図書館の蔵書を増やし、誰もが本に親しむことのできる環境を整えます。

事業名\t事業概要\t担当課\t年次計画\t
\t\t\t2024年度\t2025年度
電子図書館の導入\tどこでも読めるようにします。\t図書館\t設計\t運用
移動図書館の運行\t遠い地区に本を届けます。\t地域振興課\t運行\t運行

### 施策1-2 学びの場の充実

公民館の講座を見直し、働く世代も参加しやすい時間に開きます。

事業名\t事業概要\t担当課\t年次計画\t
\t\t\t2024年度\t2025年度
夜間講座の開設\t夜に学べる講座を開きます。\t公民館\t検討\t開設
電子図書館の導入（再掲）\tどこでも読めるようにします。\t図書館\t設計\t運用
"""


def write_csv(text: str) -> bytes:
    """The tables alone, as CP932, which many offices still save."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("事業名", "事業概要", "担当課", "2024年度", "2025年度"))
    for part in find_parts(text):
        if isinstance(part, Table):
            for row in range(part.head, part.height):
                cells = sorted((c for c in part.cells if c.row == row), key=lambda c: c.column)
                table.writerow([cell.text for cell in cells])
    return out.getvalue().encode("cp932")


#: Each format: the file's ending, what writes it, and how a place in it is told.
FORMATS: dict[str, tuple[str, Callable[[str, Path], bytes], str]] = {
    "excel": ("xlsx", lambda text, _: write_excel(text), r"'?[^!]+'?!\$?[A-Z]+[0-9]+"),
    "csv": ("csv", lambda text, _: write_csv(text), r"cell=\d+,\d+"),
    "html": ("html", lambda text, _: write_html(text), r"/html"),
    "word": ("docx", lambda text, _: write_word(text), r"/w:document"),
    "pdf": ("pdf", write_heads, r"page=\d+&viewrect=[\d.]+,[\d.]+,[\d.]+,[\d.]+"),
    "pdf-columns": ("pdf", write_columns, r"page=\d+&viewrect="),
}


def run(folder: DataFolder, *arguments: object) -> int:
    return main(["--data", str(folder.root), *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    text = "第1章 はじめの章\n\n説明です。\n"
    return make_folder(tmp_path / "data", Sample("first", text, "chapter-of-measures", "261009"))


def take_in(name: str, folder: DataFolder, place: Path) -> DocumentEntry:
    """The plan in one format, taken in by the name of its town."""
    ending, write, _ = FORMATS[name]
    file = place / f"plan-{name}.{ending}"
    file.write_bytes(write(PLAN, place))
    assert run(folder, "ingest", file, "--municipality", TOWN, "--write") == 0
    return load_manifest(folder.sources).get_document(file.stem)


def load_graph(folder: DataFolder) -> Graph:
    graph = Graph()
    for path in sorted((folder.ttl / CODE).glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_of_any_format_is_taken_in_with_evidence_that_points_into_it(
    name: str, folder: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    taken = take_in(name, folder, tmp_path)
    assert f"行 rows {ROWS}（再掲 {AGAIN}）、担当 bodies {BODIES}" in capsys.readouterr().out
    ending, _, place = FORMATS[name]
    original = tmp_path / f"{taken.slug}.{ending}"
    assert taken.municipality == CODE
    assert taken.file.read_bytes() == original.read_bytes(), "the original is kept as received"
    text_file, places_file = find_kept(taken.file)
    text = text_file.read_text(encoding="utf-8")
    places = parse_places(places_file.read_text(encoding="utf-8"), places_file)
    assert text.count("電子図書館の導入") == 2
    graph = load_graph(folder)
    passages = set(graph.subjects(RDF.type, MPO.Passage))
    assert passages
    for passage in passages:
        told_at = [int(str(graph.value(passage, name))) for name in (OA.start, OA.end)]
        touched = find_places(places, Span(*told_at))
        fragments = set(graph.objects(passage, MPO.fragment))
        assert fragments == set(map(Literal, unite_fragments(one.fragment for one in touched)))
        assert fragments, "no passage without its place"
        assert all(re.match(place, str(fragment)) for fragment in fragments)
        assert str(graph.value(passage, OA.exact)) == text[told_at[0] : told_at[1]]
        pages = list(graph.objects(passage, MPO.page))
        assert [int(str(one)) for one in pages] == ([1] if ending == "pdf" else [])
    assert len(set(graph.subjects(RDF.type, MPO.Listing))) == ROWS
    again = set(graph.subjects(MPO.isReappearance, Literal(True)))
    assert [str(graph.value(one, MPO.printedName)) for one in again] == ["電子図書館の導入（再掲）"]
    years = {str(one) for one in graph.objects(None, MPO.fiscalYear)}
    assert any("2024" in one for one in years)
    assert any("2025" in one for one in years)


@pytest.mark.parametrize("name", FORMATS)
def test_the_graph_of_a_file_of_any_format_passes_every_check(
    name: str, folder: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    take_in(name, folder, tmp_path)
    assert run(folder, "build", "--check") == 0
    capsys.readouterr()
    assert run(folder, "check") == 0, capsys.readouterr().out


@pytest.mark.parametrize("which", ["original", "text"])
def test_a_kept_file_that_was_changed_is_refused_by_name(
    which: str, folder: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(write_excel(PLAN))
    assert run(folder, "ingest", file, "--municipality", TOWN, "--write") == 0
    entry = load_manifest(folder.sources).get_document("plan")
    damaged = entry.file if which == "original" else find_kept(entry.file)[0]
    before = damaged.read_bytes()
    damaged.write_bytes(before + b"\n")
    capsys.readouterr()
    assert run(folder, "build", "--check") == 2
    told = capsys.readouterr().err
    assert damaged.name in told
    assert "sha256" in told
    damaged.write_bytes(before)
    assert run(folder, "build", "--check") == 0


def test_a_table_of_places_that_was_changed_is_seen(
    folder: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(write_word(PLAN))
    assert run(folder, "ingest", file, "--municipality", TOWN, "--write") == 0
    entry = load_manifest(folder.sources).get_document("plan")
    places = find_kept(entry.file)[1]
    lines = places.read_text(encoding="utf-8").splitlines()
    capsys.readouterr()
    places.write_text("\n".join([*lines[:3], "x"]), encoding="utf-8")
    assert run(folder, "build", "--check") == 2
    assert f"{places.name}:4" in capsys.readouterr().err
    moved = [line.replace("/w:tbl[1]", "/w:tbl[2]") for line in lines]
    assert moved != lines
    places.write_text("\n".join([*moved, ""]), encoding="utf-8")
    assert run(folder, "build", "--check") == 1, "the graph says other places"

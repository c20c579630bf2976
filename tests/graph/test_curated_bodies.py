"""Who runs a project by a table that people keep: a curated claim with its source, or an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from kg.errors import GraphError
from kg.graph.curated_bodies import COLUMNS
from kg.graph.load import find_graph_files, read_turtle
from kg.graph.terms import DCT, MPO, PROV
from kg.names import GRAPH_CURATED_BODIES, make_claim, make_thing
from kg.publish import find_stale, make_build, write_build
from tests.workbench import copy_real_data

ROW = (
    "141305",
    "市民活動支援事業",
    "市民・こども局",
    "bureau",
    "2011",
    "組織と仕事",
    "https://www.example.org/soshiki",
    "2026-11",
)


def write_table(root: Path, *rows: tuple[str, ...]) -> Path:
    path = root / "data" / "curated" / "responsible-bodies.tsv"
    lines = ["\t".join(row) for row in (COLUMNS, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_row_is_a_claim_that_rests_on_its_source(tmp_path: Path) -> None:
    folder = copy_real_data(tmp_path)
    write_table(tmp_path, ROW)
    write_build(folder, make_build(folder))
    graph = read_turtle(find_graph_files(folder.ttl)[GRAPH_CURATED_BODIES])
    project = URIRef(make_thing(ROW[0], "project", ROW[1]))
    body = URIRef(make_thing(ROW[0], "body", ROW[2]))
    assert (project, MPO.responsibleBody, body) in graph
    claim = URIRef(
        make_claim(f"<{project}>", f"<{MPO.responsibleBody}>", f"<{body}>")
    )
    assert graph.value(claim, MPO.fiscalYear) == Literal(2011)
    source = graph.value(claim, PROV.wasDerivedFrom)
    assert graph.value(source, DCT.source) == URIRef(ROW[6])
    assert str(graph.value(source, DCT.title)) == ROW[5]


def test_an_empty_table_makes_no_file_and_takes_away_an_old_one(tmp_path: Path) -> None:
    folder = copy_real_data(tmp_path)
    write_table(tmp_path, ROW)
    write_build(folder, make_build(folder))
    write_table(tmp_path)
    build = make_build(folder)
    assert find_stale(folder, build) == [folder.ttl / "curated-bodies.ttl"]
    write_build(folder, build)
    assert GRAPH_CURATED_BODIES not in find_graph_files(folder.ttl)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (1, "ない事業", "no such project"),
        (0, "1413", "municipality"),
        (3, "局", "kind"),
        (4, "平成23", "year"),
        (6, "市のページ", "source_address"),
        (7, "昨日", "seen"),
    ],
)
def test_a_row_that_is_not_right_is_refused_with_its_line_and_how_to_mend_it(
    tmp_path: Path, column: int, value: str, words: str
) -> None:
    folder = copy_real_data(tmp_path)
    write_table(tmp_path, ROW, (*ROW[:column], value, *ROW[column + 1 :]))
    with pytest.raises(GraphError, match=r"responsible-bodies\.tsv:3.*") as caught:
        make_build(folder)
    assert words in str(caught.value)
    assert caught.value.fix


def test_wrong_columns_are_named(tmp_path: Path) -> None:
    folder = copy_real_data(tmp_path)
    path = write_table(tmp_path)
    path.write_text("project\tbody\n", encoding="utf-8")
    with pytest.raises(GraphError, match="source_address"):
        make_build(folder)


def test_the_real_table_is_well_formed(tmp_path: Path) -> None:
    folder = copy_real_data(tmp_path)
    assert folder.responsible_bodies.exists()
    assert isinstance(make_build(folder).curated, Graph)

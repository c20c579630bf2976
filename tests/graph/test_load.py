"""Graph files: one named graph a file, and a file that is no Turtle is refused at its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from kg.errors import GraphError
from kg.graph.load import (
    find_graph_files,
    load_graphs,
    merge_graphs,
    name_graph,
    parse_turtle,
    read_turtle,
)
from kg.names import (
    GRAPH_CURATED,
    GRAPH_DECISIONS,
    GRAPH_INFERRED,
    make_document_graph,
)
from kg.store.embedded import load_store
from tests.workbench import DATA

GOOD = "<urn:a> <urn:p> 'あ' .\n"
READERS: dict[str, Callable[[Path], object]] = {
    "build": lambda path: read_turtle(path),
    "serve": lambda path: load_store(path.parent.parent),
}


def write(ttl: Path, name: str, data: str | bytes = GOOD) -> Path:
    path = ttl / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_each_file_holds_the_graph_of_its_name(tmp_path: Path) -> None:
    for name in ("curated.ttl", "inferred.ttl", "decisions.ttl", "141305/計画.ttl", "note.txt"):
        write(tmp_path, name)
    assert find_graph_files(tmp_path) == {
        GRAPH_CURATED: tmp_path / "curated.ttl",
        GRAPH_INFERRED: tmp_path / "inferred.ttl",
        GRAPH_DECISIONS: tmp_path / "decisions.ttl",
        make_document_graph("141305", "計画"): tmp_path / "141305/計画.ttl",
    }
    assert list(find_graph_files(tmp_path)) == sorted(find_graph_files(tmp_path))


def test_the_name_of_a_file_is_the_one_under_which_it_is_found(tmp_path: Path) -> None:
    for name in ("curated.ttl", "inferred.ttl", "decisions.ttl", "141305/plan.ttl"):
        write(tmp_path, name)
    for iri, path in find_graph_files(tmp_path).items():
        assert name_graph(tmp_path, path) == iri


@pytest.mark.parametrize("name", ["other.ttl", "a/b/c.ttl", "a/b.ttl"])
def test_a_file_elsewhere_holds_no_graph(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"no graph lies at|not a six-digit municipality code"):
        name_graph(tmp_path, tmp_path / name)


def test_a_missing_folder_is_refused_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(GraphError) as caught:
        find_graph_files(tmp_path / "ttl")
    assert str(caught.value) == (
        f"{tmp_path / 'ttl'}: グラフがまだありません / there is no graph yet\n"
        "  対処 fix: `kg build` で作ってください / make it with `kg build`"
    )


def test_a_file_in_a_folder_that_is_no_municipality_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "kawasaki/plan.ttl")
    with pytest.raises(GraphError) as caught:
        find_graph_files(tmp_path)
    assert str(caught.value) == (
        f"{path}: "
        "団体コードの名でないフォルダにあります / lies in a folder that is no municipality\n"
        "  理由 why: not a six-digit municipality code or 'jp': 'kawasaki'\n"
        "  対処 fix: data/ttl から除いてください / take it out of data/ttl"
    )


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("damage", "line"),
    [
        ("<urn:a> <urn:p> .\n", 3),
        ("<urn:a> <urn:p> 'い\n", 3),
        ("nothing:a <urn:p> 'い' .\n", 3),
        ("\n\n<urn:a> <urn:p> 'い' <urn:b>\n", 5),
        ("\n}\n", 4),
        ("\n<urn:a> <urn:p> \x00 .\n", 4),
    ],
)
def test_a_file_that_is_no_turtle_is_refused_at_its_line(
    tmp_path: Path, reader: str, damage: str, line: int
) -> None:
    path = write(tmp_path, "141305/plan.ttl", GOOD + GOOD + damage)
    with pytest.raises(GraphError) as caught:
        READERS[reader](path)
    name, _, found = caught.value.where.rpartition(":")
    assert name == str(path)
    # A parser may notice at the next line that the last one had no end.
    assert line <= int(found) <= line + 1
    assert caught.value.what == "Turtle として読めません / not valid Turtle"
    assert caught.value.why
    assert caught.value.fix == (
        "この行を直すか、`kg build` で作り直してください / mend the line, or build the file again"
    )


@pytest.mark.parametrize("reader", READERS)
def test_a_file_that_is_not_utf_8_is_refused_at_its_line(tmp_path: Path, reader: str) -> None:
    path = write(tmp_path, "141305/plan.ttl", (GOOD + GOOD).encode() + GOOD.encode("cp932"))
    with pytest.raises(GraphError) as caught:
        READERS[reader](path)
    assert caught.value.where == f"{path}:3"


def test_a_missing_file_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(GraphError) as caught:
        read_turtle(tmp_path / "plan.ttl")
    assert caught.value.where == str(tmp_path / "plan.ttl")
    assert caught.value.what == "Turtle ファイルを読めません / the Turtle file cannot be read"


def test_literals_are_read_as_they_are_written() -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    for text, kind in (("2011年", "gYear"), ("x", "integer"), ("0.50", "decimal")):
        graph = parse_turtle(f'<urn:a> <urn:p> "{text}"^^<{xsd}{kind}> .', "x.ttl")
        assert [str(value) for value in graph.objects()] == [text]


def test_windows_line_ends_and_no_last_line_end_change_nothing() -> None:
    plain = parse_turtle(GOOD + GOOD, "x.ttl")
    assert set(parse_turtle((GOOD + GOOD).replace("\n", "\r\n").strip(), "x.ttl")) == set(plain)


def test_the_union_holds_the_triples_of_every_graph() -> None:
    graphs = {f"urn:g{n}": Graph() for n in range(3)}
    for n, graph in enumerate(graphs.values()):
        graph.add((URIRef("urn:a"), URIRef("urn:p"), Literal(str(n))))
        graph.add((URIRef("urn:a"), URIRef("urn:p"), Literal("all")))
    union = merge_graphs(graphs)
    assert len(union) == 4
    assert all(triple in union for graph in graphs.values() for triple in graph)
    assert len(merge_graphs({})) == 0


def test_the_graph_of_the_project_loads_whole() -> None:
    files = find_graph_files(DATA / "ttl")
    assert set(load_graphs(DATA / "ttl")) == set(files)
    assert all(name_graph(DATA / "ttl", path) == iri for iri, path in files.items())

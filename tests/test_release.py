"""`kg release`: the dumps of a version are whole, the same every time, and what their sums say."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, VOID

from kg.cli import main
from kg.documents.folder import DataFolder
from kg.errors import KgError
from kg.names import BASE, GRAPH_ONTOLOGY
from kg.store.graph_files import find_named_graphs, read_triples
from kg.store.release import load_release, prepare_release
from kg.store.sorting import sort_lines
from kg.store.version import read_version
from tests.questions.conftest import REAL
from tests.questions.small_graph import write_small_data

Capture = pytest.CaptureFixture[str]
QUADS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
}
TRIPLES = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
#: RDF 1.1 N-Triples, section 4: only these four are escaped, and nothing else.
LINE = re.compile(
    r'<[^<>"{}|^`\\\x00-\x20]+> <[^<>"{}|^`\\\x00-\x20]+> '
    r'(?:<[^<>"{}|^`\\\x00-\x20]+>|"(?:[^"\\\n\r]|\\[tbnrf"\\])*"(?:@[A-Za-z-]+|\^\^<[^<>]+>)?)'
    r" <[^<>]+> \."
)


def make_release(folder: DataFolder, place: Path, *options: str) -> Path:
    assert main(["--data", str(folder.root), "release", str(place), *options]) == 0
    (made,) = place.iterdir()
    return made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_release(REAL, tmp_path_factory.mktemp("release"))


@pytest.fixture
def small(tmp_path: Path) -> DataFolder:
    return write_small_data(tmp_path / "data")


def read_all(folder: DataFolder) -> set[ox.Quad]:
    return {
        ox.Quad(one.subject, one.predicate, one.object, ox.NamedNode(name))
        for name, paths in find_named_graphs(folder.ttl).items()
        for one in read_triples(paths)
    }


def unpack(path: Path) -> bytes:
    with gzip.open(path) as file:
        return file.read()


def test_the_name_of_a_release_is_its_version(made: Path) -> None:
    version = read_version(REAL.ttl)
    assert made.name == f"{version.release}-{version.digest}"
    told = json.loads((made / "release.json").read_text(encoding="utf-8"))
    assert (told["release"], told["digest"], told["date"]) == (
        version.release,
        version.digest,
        version.date,
    )


@pytest.mark.parametrize("form", QUADS)
def test_a_dump_holds_every_quad_of_the_turtle_files(made: Path, form: str) -> None:
    quads = list(ox.parse(unpack(made / f"seisaku-kg.{form}.gz"), format=QUADS[form]))
    assert set(quads) == read_all(REAL)
    assert len(quads) == len(set(quads))
    assert GRAPH_ONTOLOGY in {getattr(quad.graph_name, "value", "") for quad in quads}


def test_a_second_reader_finds_the_same_in_the_quads(made: Path) -> None:
    triples = set()
    for line in unpack(made / "seisaku-kg.nq.gz").decode().splitlines():
        triple, _, name = line.removesuffix(" .").rpartition(" ")
        assert name.startswith(f"<{BASE}graph/")
        triples.add(f"{triple} .")
    graph = Graph().parse(data="\n".join(triples), format="nt")
    assert len(graph) == len(triples) == len({quad.triple for quad in read_all(REAL)})


def test_the_quads_are_sorted_and_canonical(made: Path) -> None:
    data = unpack(made / "seisaku-kg.nq.gz")
    lines = data.splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert [line for line in data.decode().splitlines() if not LINE.fullmatch(line)] == []
    again = ox.serialize(ox.parse(data, format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    assert again == data


def test_the_union_says_what_all_graphs_say_once(made: Path) -> None:
    whole = {quad.triple for quad in read_all(REAL)}
    turtle = list(ox.parse(unpack(made / "seisaku-kg.ttl.gz"), format=ox.RdfFormat.TURTLE))
    assert {quad.triple for quad in turtle} == whole
    assert len(turtle) == len(whole)
    for form, parser in TRIPLES.items():
        quads = ox.parse(unpack(made / f"graphs/union.{form}.gz"), format=parser)
        assert {quad.triple for quad in quads} == whole


def test_jsonld_is_compacted_and_has_a_thing_a_line(made: Path) -> None:
    text = unpack(made / "seisaku-kg.jsonld.gz").decode()
    told = json.loads(text)
    assert told["@context"]["Project"] == "mpo:Project"
    for graph in told["@graph"]:
        assert graph["id"].startswith(BASE)
        assert all({"id"} < thing.keys() for thing in graph["@graph"])
    things = sum(len(graph["@graph"]) for graph in told["@graph"])
    assert text.count("\n") > things


def test_the_rows_are_those_of_the_export(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    export = ["export", "--format", "csv", "-o", str(path)]
    assert main(["--data", str(REAL.root), *export]) == 0
    assert unpack(made / "seisaku-kg-rows.csv.gz") == path.read_bytes()


def test_every_file_is_what_the_sums_say(made: Path) -> None:
    run = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=made, check=False
    )
    assert run.returncode == 0
    summed = {line.split("  ")[1] for line in (made / "SHA256SUMS").read_text().splitlines()}
    files = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert files - summed == {"SHA256SUMS", "release.json"}
    release = load_release(made)
    assert release is not None
    for file in release.files:
        data = (made / file.name).read_bytes()
        assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert file.content == len(gzip.decompress(data) if file.packed else data)


def test_no_compressed_file_bears_a_date_or_a_name(made: Path) -> None:
    packed = list(made.rglob("*.gz"))
    assert len(packed) > 40
    for path in packed:
        head = path.read_bytes()[:10]
        assert head[:3] == b"\x1f\x8b\x08"
        assert (head[3], head[4:8]) == (0, b"\0\0\0\0"), path


def test_the_catalogue_of_a_release_tells_of_its_files(made: Path) -> None:
    told = Graph().parse(made / "void.ttl")
    dataset = URIRef(f"{BASE}void#dataset")
    release = load_release(made)
    assert release is not None
    addresses = set(map(str, told.objects(None, DCAT.downloadURL)))
    untold = [
        file.name
        for file in release.files
        if f"{BASE}dump/{made.name}/{file.name}" not in addresses
    ]
    # Itself, and a graph that holds nothing yet.
    assert all(name == "void.ttl" or name.startswith("graphs/decisions.") for name in untold)
    triples = int(str(told.value(dataset, VOID.triples)))
    assert triples == unpack(made / "graphs/union.nt.gz").count(b"\n")


def test_the_same_data_gives_the_same_bytes(small: DataFolder, tmp_path: Path) -> None:
    first = make_release(small, tmp_path / "first")
    copy = DataFolder(tmp_path / "copy")
    shutil.copytree(small.root, copy.root)
    command = [sys.executable, "-m", "kg.cli", "--data", str(copy.root), "release"]
    # Another process, another order of sets, another day.
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati"}
    subprocess.run([*command, str(tmp_path / "second")], env=environment, check=True)
    second = tmp_path / "second" / first.name
    for path in first.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (second / path.relative_to(first)).read_bytes(), path


def test_a_release_is_made_again_in_its_place(small: DataFolder, tmp_path: Path) -> None:
    place = tmp_path / "out"
    first = make_release(small, place)
    (first / "void.ttl").write_text("spoilt", encoding="utf-8")
    (first / "left over").touch()
    again = make_release(small, place)
    assert again == first
    assert "spoilt" not in (again / "void.ttl").read_text(encoding="utf-8")
    assert not (again / "left over").exists()


def test_other_data_is_another_release(small: DataFolder, tmp_path: Path) -> None:
    place = tmp_path / "out"
    first = make_release(small, place)
    with (small.ttl / "curated.ttl").open("a", encoding="utf-8") as file:
        file.write("<urn:a> <urn:b> <urn:c> .\n")
    assert main(["--data", str(small.root), "release", str(place)]) == 0
    (second,) = set(place.iterdir()) - {first}
    assert b"urn:c" in unpack(second / "seisaku-kg.nq.gz")


def test_the_catalogue_names_the_site_that_is_given(small: DataFolder, tmp_path: Path) -> None:
    made = make_release(small, tmp_path / "out", "--origin", "https://kg.example.org/")
    told = Graph().parse(made / "void.ttl")
    dataset = URIRef(f"{BASE}void#dataset")
    assert str(told.value(dataset, VOID.sparqlEndpoint)) == "https://kg.example.org/sparql"
    addresses = list(map(str, told.objects(None, DCAT.downloadURL)))
    assert addresses
    assert all(one.startswith("https://kg.example.org/dump/") for one in addresses)


@pytest.mark.parametrize("origin", ["example.org", "ftp://x", "https://a b", "https://x/?y", "x>"])
def test_what_is_no_site_is_refused(small: DataFolder, capsys: Capture, origin: str) -> None:
    place = small.root.parent / "out"
    command = ["--data", str(small.root), "release", str(place), "--origin", origin]
    assert main(command) == 2
    assert "--origin https://" in capsys.readouterr().err
    assert not place.exists()


@pytest.mark.parametrize("text", ["this is no turtle", "[] <urn:b> <urn:c> ."])
def test_a_graph_that_cannot_be_released_leaves_nothing(
    small: DataFolder, tmp_path: Path, capsys: Capture, text: str
) -> None:
    (small.ttl / "curated.ttl").write_text(text, encoding="utf-8")
    place = tmp_path / "out"
    assert main(["--data", str(small.root), "release", str(place)]) == 2
    assert "curated.ttl" in capsys.readouterr().err
    assert list(place.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(small: DataFolder, capsys: Capture) -> None:
    file = small.root.parent / "file"
    file.touch()
    assert main(["--data", str(small.root), "release", str(file / "out")]) == 2
    assert "書き出せません" in capsys.readouterr().err


def test_the_servers_own_release_is_made_once_and_its_elders_go(
    small: DataFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KG_VAR", str(tmp_path / "var"))
    first = prepare_release(small, read_version(small.ttl))
    stamp = (first.folder / "release.json").stat().st_mtime_ns
    assert first.folder.is_relative_to(tmp_path / "var")
    again = prepare_release(small, read_version(small.ttl))
    assert (again.folder / "release.json").stat().st_mtime_ns == stamp
    with (small.ttl / "curated.ttl").open("a", encoding="utf-8") as file:
        file.write("<urn:a> <urn:b> <urn:c> .\n")
    second = prepare_release(small, read_version(small.ttl))
    assert second.folder != first.folder
    assert not first.folder.exists()


def test_what_cannot_be_made_is_not_tried_by_every_reader(
    small: DataFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KG_VAR", str(tmp_path / "var"))
    (small.ttl / "curated.ttl").write_text("this is no turtle", encoding="utf-8")
    version = read_version(small.ttl)
    with pytest.raises(KgError, match=r"curated\.ttl"):
        prepare_release(small, version)
    monkeypatch.setattr(sys, "executable", "/nonexistent")
    with pytest.raises(KgError, match=r"curated\.ttl"):
        prepare_release(small, version)


@given(lines=st.lists(st.binary(max_size=3), max_size=40), piece=st.integers(1, 9))
def test_lines_are_sorted_in_pieces_as_they_are_whole(lines: list[bytes], piece: int) -> None:
    ended = [line.replace(b"\n", b"") + b"\n" for line in lines]
    assert list(sort_lines(ended, piece)) == sorted(set(ended))

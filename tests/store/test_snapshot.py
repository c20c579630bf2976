"""The graph on disk: whole or not at all, made again when the Turtle changed, kept while read."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.errors import GraphError, KgError
from kg.names import GRAPH_CURATED, GRAPH_ONTOLOGY
from kg.store.embedded import load_store
from kg.store.kept import SETTING
from kg.store.snapshot import open_snapshot, prepare_snapshot
from tests.questions.conftest import REAL
from tests.questions.small_graph import write_small_data

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
OPEN = (
    "import sys; from pathlib import Path; from kg.store.snapshot import open_snapshot\n"
    f"store = open_snapshot(Path(sys.argv[1])); print(store.select({COUNT!r}).rows[0]['n'])\n"
)


@pytest.fixture
def ttl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(SETTING, str(tmp_path / "var"))
    return write_small_data(tmp_path / "data").ttl


def count(ttl: Path) -> int:
    return int(open_snapshot(ttl).select(COUNT).rows[0]["n"])


@contextmanager
def start(ttl: Path, code: str = OPEN) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", code, str(ttl)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        process.kill()


def read(ttl: Path, code: str = OPEN) -> int:
    """The number of triples that a process of its own finds."""
    with start(ttl, code) as process:
        return int(process.communicate(timeout=60)[0])


def find_snapshots(var: Path) -> list[str]:
    return sorted(path.name for path in var.glob("store/*/*") if path.is_dir())


def test_it_holds_what_the_turtle_files_hold(ttl: Path) -> None:
    queries = [
        COUNT,
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "SELECT ?s ?name { ?s skos:prefLabel ?name } ORDER BY ?s ?name",
    ]
    memory, disk = load_store(ttl), open_snapshot(ttl)
    for query in queries:
        assert disk.select(query) == memory.select(query)


def test_the_real_graph_on_disk_is_the_one_in_memory() -> None:
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    assert open_snapshot(REAL.ttl).select(query) == load_store(REAL.ttl).select(query)


def test_the_default_graph_is_the_union_and_from_narrows_it(ttl: Path) -> None:
    store = open_snapshot(ttl)
    everything = int(store.select(COUNT).rows[0]["n"])
    union = store.select(
        "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    )
    assert int(union.rows[0]["n"]) == everything
    one = store.select(f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH_ONTOLOGY}> {{ ?s ?p ?o }}")
    assert 0 < int(one.rows[0]["n"]) < everything
    none = store.select(f"SELECT * FROM NAMED <{GRAPH_CURATED}> {{ ?s ?p ?o }}")
    assert none.rows == []


def test_it_is_made_once_and_again_when_the_turtle_changed(ttl: Path, tmp_path: Path) -> None:
    first = prepare_snapshot(ttl)
    made = first.stat().st_ino
    assert prepare_snapshot(ttl).stat().st_ino == made
    file = next(ttl.rglob("*.ttl"))
    file.write_text(file.read_text() + "<urn:a> <urn:b> <urn:c> .\n")
    second = prepare_snapshot(ttl)
    assert second != first
    # This process may still read the first one.
    assert first.is_dir()
    assert len(find_snapshots(tmp_path / "var")) == 2


def test_old_ones_are_cleared_away_when_nobody_reads_them(ttl: Path, tmp_path: Path) -> None:
    before = read(ttl)
    file = next(ttl.rglob("*.ttl"))
    with start(ttl, OPEN + "sys.stdout.flush(); sys.stdin.read()") as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        file.write_text(file.read_text() + "<urn:a> <urn:b> <urn:c> .\n")
        assert read(ttl) == before + 1
        assert len(find_snapshots(tmp_path / "var")) == 2
    file.write_text(file.read_text() + "<urn:a> <urn:b> <urn:d> .\n")
    assert read(ttl) == before + 2
    assert len(find_snapshots(tmp_path / "var")) == 1


def test_killed_at_any_moment_the_next_one_finds_it_whole(ttl: Path, tmp_path: Path) -> None:
    whole = count(ttl)
    rng = random.Random(20261126)
    for _ in range(15):
        shutil.rmtree(tmp_path / "var", ignore_errors=True)
        with start(ttl):
            time.sleep(rng.uniform(0.1, 0.6))
        assert read(ttl) == whole
        assert len(find_snapshots(tmp_path / "var")) == 1


def test_two_that_come_at_once_make_it_once(ttl: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(read, [ttl] * 4))
    assert len(answers) == 1
    assert len(find_snapshots(tmp_path / "var")) == 1


def test_bad_turtle_leaves_the_old_one_and_is_told_with_its_line(ttl: Path, tmp_path: Path) -> None:
    before = prepare_snapshot(ttl)
    file = next(ttl.rglob("*.ttl"))
    file.write_text(file.read_text() + "broken\n")
    with pytest.raises(GraphError) as caught:
        prepare_snapshot(ttl)
    assert caught.value.where.startswith(f"{file}:")
    assert before.is_dir()
    assert find_snapshots(tmp_path / "var") == [before.parent.name]


def test_a_folder_that_cannot_be_written_is_told_with_the_setting(
    ttl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(SETTING, str(tmp_path / "file"))
    with pytest.raises(KgError, match=SETTING):
        prepare_snapshot(ttl)


def test_it_is_read_from_a_folder_that_nobody_may_write(ttl: Path) -> None:
    place = prepare_snapshot(ttl)
    for path in (*place.iterdir(), place, place.parent):
        path.chmod(0o555 if path.is_dir() else 0o444)
    code = OPEN if os.geteuid() else OPEN.replace("\n", "\nimport os; os.setuid(65534)\n", 1)
    for path in (ttl.parent.parent, *ttl.parent.parent.parents):
        if path.stat().st_uid == os.geteuid() and len(path.parts) > 2:
            path.chmod(path.stat().st_mode | 0o055)
    assert read(ttl, code) > 0
    place.parent.chmod(0o755)
    place.chmod(0o755)

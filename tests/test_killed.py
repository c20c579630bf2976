"""A command that is killed at any moment leaves the data as before or complete."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.cli import main
from kg.documents.folder import DataFolder
from kg.graph.commit import STAGING, recover
from kg.publish import make_build, write_build
from tests.workbench import Sample, make_folder

PLAN = (
    "## 基本政策Ⅰ\n\n題\n\n事業名\t事業概要\t計画期間の取組\n"
    "{}広報事業\t{}に知らせます。\t推進\n{}相談事業(再掲)\t{}の相談に応じます。\t推進\n"
)
MANIFEST = Path("sources/documents.toml")
#: Kills spread over the whole run, and over the time in which files are changed.
ANYWHERE, AT_THE_END = 100, 100


def make_text(who: str) -> str:
    return PLAN.format(*[who] * 4)


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A folder of two small documents, built."""
    monkeypatch.setenv("KG_VAR", str(tmp_path / "var"))
    # A kill loses nothing of what was written; waiting for the disk only makes the test slow.
    monkeypatch.setattr(os, "fsync", lambda _: None)
    folder = make_folder(
        tmp_path / "data", Sample("one", make_text("市民")), Sample("two", make_text("区民"))
    )
    write_build(folder, make_build(folder))
    return folder


def hash_files(root: Path, below: str) -> dict[str, str]:
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((root / below).rglob("*"))
        if path.is_file() and STAGING not in path.relative_to(root).parts
    }


def start(arguments: Sequence[str]) -> int:
    """The process of a command, begun without waiting for the interpreter."""
    child = os.fork()
    if child == 0:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        code = 7
        try:
            code = main(arguments)
        finally:
            os._exit(code)
    return child


def wait(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def wait_for_changes(child: int, root: Path) -> None:
    """Wait until a command begins to change files, or ends."""
    ended = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while not (root / STAGING).exists() and os.waitid(os.P_PID, child, ended) is None:
        time.sleep(0.0005)


def kill_at(child: int, root: Path, delay: float, *, at_the_end: bool) -> None:
    """Kill a command after a time, `at_the_end` counted from when it begins to change files."""
    if at_the_end:
        wait_for_changes(child, root)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def run_killed(folder: DataFolder, place: Path, command: Sequence[str]) -> None:
    """Kill a command many times, each time on a copy, and look what is left."""
    random.seed(1)
    whole = place / "whole"
    shutil.copytree(folder.root, whole)
    before = hash_files(whole, ".")
    began = time.monotonic()
    child = start(["--data", str(whole), *command])
    wait_for_changes(child, whole)
    changing = time.monotonic()
    assert wait(child) == 0
    ended = time.monotonic()
    after = hash_files(whole, ".")
    graph_before, graph_after = (
        {path: one for path, one in files.items() if path.startswith("ttl/")}
        for files in (before, after)
    )
    assert graph_after != graph_before
    left, outcomes = 0, set()
    for number in range((ANYWHERE + AT_THE_END) // 2):
        root = place / str(number)
        shutil.copytree(folder.root, root)
        at_the_end = number >= ANYWHERE // 2
        span = (ended - changing if at_the_end else ended - began) * 1.1
        child = start(["--data", str(root), *command])
        kill_at(child, root, random.random() * span, at_the_end=at_the_end)
        graph = hash_files(root, "ttl")
        assert graph in (graph_before, graph_after)
        listed = hash_files(root, "sources")[str(MANIFEST)]
        assert listed in (before[str(MANIFEST)], after[str(MANIFEST)])
        if graph == graph_after:
            # The graph is the last to change: what it was made from is there already.
            assert listed == after[str(MANIFEST)]
        if (root / STAGING).exists():
            left += 1
        if (root / STAGING).exists() and left < 4:
            # Any command does; this one also says that the graph is what the sources give.
            if "ingest" in command:
                assert wait(start(["--data", str(root), "build", "--check"])) == 0
            else:
                assert wait(start(["--data", str(root), "coverage"])) == 0
        recover(root)
        found = hash_files(root, ".")
        assert found in (before, after)
        assert not (root / STAGING).exists()
        outcomes.add(found == after)
        shutil.rmtree(root)
    assert outcomes == {True, False}
    assert left > 0


def test_a_killed_build_leaves_the_graph_before_or_after(begun: DataFolder, tmp_path: Path) -> None:
    manifest = begun.sources / "documents.toml"
    source = begun.sources / "141305" / "one.txt"
    old = hashlib.sha256(source.read_bytes()).hexdigest()
    source.write_text(make_text("町民"), encoding="utf-8")
    new = hashlib.sha256(source.read_bytes()).hexdigest()
    listed = manifest.read_text("utf-8").replace(old, new).replace("試験 two", "別の題")
    manifest.write_text(listed, encoding="utf-8")
    run_killed(begun, tmp_path / "killed", ["build"])


def test_a_killed_ingest_leaves_the_data_before_or_after(begun: DataFolder, tmp_path: Path) -> None:
    file = tmp_path / "three.txt"
    file.write_text(make_text("村民"), encoding="utf-8")
    command = ["ingest", str(file), "--municipality", "141305", "--write"]
    run_killed(begun, tmp_path / "killed", [*command, "--layout", "action-plan"])

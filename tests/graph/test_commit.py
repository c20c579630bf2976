"""Files of a data folder change all or none, at whatever step the process dies."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.graph import commit
from kg.graph.commit import STAGING, commit_files, lock_data, recover

#: Every call that changes a file system or makes it keep something, as the module calls them.
STEPS = ("mkdir", "link", "replace", "unlink", "rmdir", "fsync", "open")
LIST = Path("sources/documents.toml")
BEFORE = {
    LIST: b"one, two",
    Path("sources/1/one.txt"): b"one",
    Path("sources/1/two.txt"): b"two",
    Path("ttl/curated.ttl"): b"kept",
    Path("ttl/inferred.ttl"): b"inferred before",
    Path("ttl/1/one.ttl"): b"one before",
    Path("ttl/1/two.ttl"): b"two",
    Path("ttl/1/same.ttl"): b"same",
}
WRITES = {
    Path("sources/2/three.txt"): b"three",
    LIST: b"one, three",
    Path("ttl/2/three.ttl"): b"three",
    Path("ttl/1/one.ttl"): b"one after",
    Path("ttl/inferred.ttl"): b"inferred after",
}
REMOVALS = [Path("ttl/1/two.ttl"), Path("sources/1/two.txt")]
AFTER = {path: data for path, data in {**BEFORE, **WRITES}.items() if path not in REMOVALS}


@pytest.fixture(autouse=True)
def keep_nothing_from_power_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process loses nothing that was not on the disk yet; waiting for it takes long."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def make(root: Path) -> Path:
    for path, data in BEFORE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def read(root: Path) -> dict[Path, bytes]:
    """All files that are not the change's own drafts."""
    return {
        path.relative_to(root): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.relative_to(root).parts[0] != STAGING
    }


def get_graph(files: Mapping[Path, bytes]) -> dict[Path, bytes]:
    return {path: data for path, data in files.items() if path.parts[0] == "ttl"}


def change(root: Path) -> None:
    with lock_data(root):
        commit_files(root, WRITES, REMOVALS)


def run_and_die(number: int, work: Callable[[], None]) -> bool:
    """Whether a child process ended its work before the step of that number, before which it dies
    as if it were killed."""
    child = os.fork()
    if child == 0:
        left = number

        def wrap(call: Callable[..., object]) -> Callable[..., object]:
            def step(*args: object, **more: object) -> object:
                nonlocal left
                left -= 1
                if left < 0:
                    os._exit(9)
                return call(*args, **more)

            return step

        try:
            for name in STEPS:
                setattr(os, name, wrap(getattr(os, name)))
            vars(commit)["exchange"] = wrap(vars(commit)["exchange"])
            work()
        except BaseException:
            os._exit(7)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9)
    return code == 0


def check_visible(root: Path) -> None:
    """What a reader finds who runs no command: a whole graph and all that it was made from."""
    files = read(root)
    assert get_graph(files) in (get_graph(BEFORE), get_graph(AFTER))
    assert files[LIST] in (BEFORE[LIST], AFTER[LIST])
    if get_graph(files) == get_graph(AFTER):
        assert files[LIST] == AFTER[LIST]
    named = ["one", "two"] if files[LIST] == BEFORE[LIST] else ["one", "three"]
    names = {path.stem for path in files if path.suffix == ".txt"}
    assert names.issuperset(named)
    assert names.issuperset(path.stem for path in get_graph(files) if path.stem in ("two", "three"))


def test_a_change_is_made(tmp_path: Path) -> None:
    make(tmp_path)
    change(tmp_path)
    assert read(tmp_path) == AFTER
    assert not (tmp_path / STAGING).exists()


def test_at_every_step_a_reader_finds_the_graph_before_or_after_and_recovery_ends_it(
    tmp_path: Path,
) -> None:
    outcomes = set()
    for number in range(1000):
        root = make(tmp_path / str(number))
        is_done = run_and_die(number, lambda root=root: change(root))  # type: ignore[misc]
        check_visible(root)
        recover(root)
        assert read(root) in (BEFORE, AFTER)
        assert not (root / STAGING).exists()
        outcomes.add(read(root) == AFTER)
        if is_done:
            break
    assert number > 60
    assert outcomes == {True, False}


def test_a_recovery_that_dies_at_any_step_is_ended_by_the_next(tmp_path: Path) -> None:
    committed = []
    for number in range(1000):
        root = tmp_path / f"probe{number}"
        if is_ended(root, number):
            break
        if (root / STAGING / "journal").exists():
            committed.append(number)
    assert len(committed) > 20
    for number in committed[:: len(committed) // 3]:
        for second in range(0, 500, 3):
            root = make(tmp_path / f"{number}-{second}")
            run_and_die(number, lambda root=root: change(root))  # type: ignore[misc]
            is_done = run_and_die(second, lambda root=root: recover(root))  # type: ignore[misc]
            check_visible(root)
            recover(root)
            assert read(root) == AFTER
            if is_done:
                break


def is_ended(root: Path, number: int) -> bool:
    make(root)
    return run_and_die(number, lambda: change(root))


def test_without_an_exchange_of_folders_the_files_are_moved_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "exchange", lambda *_: False)
    for number in range(1000):
        root = make(tmp_path / str(number))
        is_done = run_and_die(number, lambda root=root: change(root))  # type: ignore[misc]
        for path, data in get_graph(read(root)).items():
            assert data in (BEFORE.get(path), AFTER.get(path))
        recover(root)
        assert read(root) in (BEFORE, AFTER)
        if is_done:
            break
    assert read(root) == AFTER


def test_a_graph_folder_behind_a_link_stays_there(tmp_path: Path) -> None:
    root = make(tmp_path / "data")
    (root / "ttl").rename(tmp_path / "elsewhere")
    (root / "ttl").symlink_to(tmp_path / "elsewhere")
    change(root)
    assert (root / "ttl").is_symlink()
    assert (root / "ttl/1/one.ttl").read_bytes() == b"one after"
    assert not (tmp_path / "elsewhere/1/two.ttl").exists()


@pytest.mark.parametrize("failing", range(1, 12))
def test_a_change_that_fails_is_taken_back(
    failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make(tmp_path)
    left = failing
    replaced = os.replace

    def fail(source: Path, target: Path) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        replaced(source, target)

    monkeypatch.setattr(os, "replace", fail)
    failed: OSError | None = None
    try:
        change(root)
    except OSError as error:
        failed = error
    assert (failed is None) == (left > 0)
    assert read(root) == (AFTER if failed is None else BEFORE)
    assert not (root / STAGING).exists()


def test_what_people_wrote_between_the_kill_and_the_recovery_is_kept(tmp_path: Path) -> None:
    for number in range(1000):
        root = make(tmp_path / str(number))
        run_and_die(number, lambda root=root: change(root))  # type: ignore[misc]
        if (root / STAGING / "journal").exists() and not (root / "ttl/2").exists():
            break
    (root / "ttl/curated.ttl").unlink()
    (root / "ttl/curated.ttl").write_bytes(b"kept and more")
    recover(root)
    assert read(root) == {**AFTER, Path("ttl/curated.ttl"): b"kept and more"}


@pytest.mark.parametrize(
    ("journal", "why"),
    [
        (b"{", "JSON"),
        (b'{"version": 9}', "version 9"),
        (b'{"version": 1, "writes": {"../x": "0"}, "removals": []}', r"\.\./x"),
        (b'{"version": 1, "writes": {"/x": "0"}, "removals": []}', "/x"),
        (b'{"version": 1, "writes": {"ttl/x.ttl": "0"}, "removals": []}', "sha256"),
        (b'{"version": 1, "writes": [], "removals": []}', "AttributeError"),
    ],
)
def test_a_journal_that_cannot_be_followed_is_named_and_nothing_is_done(
    journal: bytes, why: str, tmp_path: Path
) -> None:
    root = make(tmp_path)
    (root / STAGING).mkdir()
    (root / STAGING / "journal").write_bytes(journal)
    with pytest.raises(GraphError, match=why) as caught:
        recover(root)
    assert str(root / STAGING) in caught.value.where
    assert read(root) == BEFORE


def test_the_lock_is_that_of_the_folder_that_lies_there_now(tmp_path: Path) -> None:
    root = make(tmp_path)
    begin, begun = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(begin, 1)
        with lock_data(root):
            os._exit(0 if read(root) == AFTER else 1)
    with lock_data(root):
        os.write(begun, b"x")
        # The child waits for the folder that is there now.
        time.sleep(0.1)
        commit_files(root, WRITES, REMOVALS)
        assert os.waitpid(child, os.WNOHANG) == (0, 0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

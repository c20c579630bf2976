"""decisions.ttl is the old file or the new one at any moment, and keeps what people wrote."""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from kg.decisions import write
from kg.decisions.load import read_decisions
from kg.decisions.record import FILE, Decision
from kg.decisions.write import append_decision
from kg.errors import GraphError
from kg.graph.ntriples import MPO
from tests.decisions.made import CONFIRMED, NOON, name_row
from tests.decisions.test_record import make_one

HAND = (
    "# 手で書いた覚え書き\r\n"
    "@prefix mpo:   <https://w3id.org/seisaku-kg/ontology#>.\n"
    "@prefix 本: <https://example.org/> .\n\n"
    '本:いち   <https://example.org/note>  \'かな\'@ja ; mpo:reason """二\n行"""@ja.   # 注\n\n\n'
)


def make(number: int) -> Decision:
    """A decision of its own link and time."""
    return replace(make_one(), object=name_row(number), at=NOON + timedelta(seconds=number))


def test_the_first_decision_makes_the_file_with_a_heading(tmp_path: Path) -> None:
    path = append_decision(tmp_path, make(1))
    assert path == tmp_path / FILE
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    assert "@prefix mpo: " in text
    assert read_decisions(tmp_path).all == (make(1),)
    assert [one.name for one in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("ending", ["", "# 終わり", "本:に 本:は 本:さん ."])
def test_what_stood_in_the_file_before_stays_byte_for_byte(tmp_path: Path, ending: str) -> None:
    old = (HAND + ending).encode()
    (tmp_path / FILE).write_bytes(old)
    for number in range(3):
        append_decision(tmp_path, make(number))
    new = (tmp_path / FILE).read_bytes()
    assert new.startswith(old)
    assert read_decisions(tmp_path).all == tuple(map(make, range(3)))
    assert new.count(b"@prefix prov:") == 1
    assert new.count(b"@prefix mpo:") == 1


@pytest.mark.parametrize(
    "head",
    [
        "@prefix mpo: <https://example.org/other#> .\n",
        "PREFIX mpo: <https://example.org/other#>\n",
        "@prefix mpo: <https://w3id.org/seisaku-kg/ontology#> .\nPREFIX mpo: <https://e.org/o#>\n",
        "# @prefix mpo: <https://w3id.org/seisaku-kg/ontology#> .\n",
        '<x:y> <x:z> """\n@prefix mpo: <https://w3id.org/seisaku-kg/ontology#> .\n""" .\n',
        "@base <https://example.org/> .\n",
    ],
)
def test_a_prefix_that_means_something_else_makes_no_other_decision(
    tmp_path: Path, head: str
) -> None:
    (tmp_path / FILE).write_text(head, encoding="utf-8")
    append_decision(tmp_path, make(1))
    append_decision(tmp_path, make(2))
    assert read_decisions(tmp_path).all == (make(1), make(2))


def test_decisions_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    made = [replace(make(n), at=NOON) for n in (5, 3, 9, 1, 7)]
    for one in made:
        append_decision(tmp_path, one)
    assert read_decisions(tmp_path).all == tuple(made)
    append_decision(tmp_path, replace(made[0], outcome=CONFIRMED))
    assert read_decisions(tmp_path).is_confirmed(
        made[0].subject, MPO.reappearanceOf, made[0].object
    )


def test_the_rights_of_the_file_and_a_link_to_it_are_kept(tmp_path: Path) -> None:
    (tmp_path / "ttl").mkdir()
    place = tmp_path / "elsewhere.ttl"
    place.write_text("", encoding="utf-8")
    place.chmod(0o640)
    (tmp_path / "ttl" / FILE).symlink_to(place)
    append_decision(tmp_path / "ttl", make(1))
    assert (tmp_path / "ttl" / FILE).is_symlink()
    assert stat.S_IMODE(place.stat().st_mode) == 0o640
    assert len(read_decisions(tmp_path / "ttl").all) == 1


def _tear(data: bytes) -> Iterator[bytes]:
    for share in (0.3, 0.6, 0.95):
        yield data[: int(len(data) * share)]
    yield data.rstrip()[:-1]
    yield data + "あ".encode()[:1]
    yield data + b'<x:y> <x:z> "'
    yield data.replace(b"mpo:outcome", b"mpo:outcom")
    yield data + b"[] <x:y> <x:z> .\n"


def test_a_torn_or_broken_file_is_refused_with_its_place_and_left_as_it_is(tmp_path: Path) -> None:
    append_decision(tmp_path, make(1))
    whole = (tmp_path / FILE).read_bytes()
    for torn in _tear(whole):
        (tmp_path / FILE).write_bytes(torn)
        with pytest.raises(GraphError) as caught:
            append_decision(tmp_path, make(2))
        assert FILE in caught.value.where
        assert caught.value.why
        assert caught.value.fix
        assert (tmp_path / FILE).read_bytes() == torn
        with pytest.raises(GraphError):
            read_decisions(tmp_path)


def test_a_decision_older_than_the_one_on_the_same_link_is_refused(tmp_path: Path) -> None:
    append_decision(tmp_path, make(5))
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(GraphError, match="later time"):
        append_decision(tmp_path, replace(make(5), at=NOON - timedelta(days=1)))
    assert (tmp_path / FILE).read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError) as caught:
        append_decision(tmp_path / "nowhere", make(1))
    assert "nowhere" in caught.value.where


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append_decision(tmp_path, make(1))
    before = (tmp_path / FILE).read_bytes()

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(GraphError, match="No space left"):
        append_decision(tmp_path, make(2))
    assert (tmp_path / FILE).read_bytes() == before


@contextmanager
def child(work: Callable[[int], None]) -> Iterator[tuple[int, int]]:
    """Another process that does the work and tells by a pipe; its number and the pipe's end."""
    reader, writer = os.pipe()
    number = os.fork()
    if number == 0:
        try:
            os.close(reader)
            work(writer)
        finally:
            os._exit(0)
    os.close(writer)
    try:
        yield number, reader
    finally:
        os.waitpid(number, 0)
        os.close(reader)


def _read_all(pipe: int) -> list[int]:
    data = b""
    while part := os.read(pipe, 4096):
        data += part
    return [int(word) for word in data.split()]


def _append_many(ttl: Path, first: int, count: int, pipe: int) -> None:
    for number in range(first, first + count):
        append_decision(ttl, make(number))
        os.write(pipe, b"%d\n" % number)


def test_a_kill_at_any_moment_loses_no_decision_that_was_told_to_be_written(
    tmp_path: Path,
) -> None:
    ran = random.Random(4)
    most = 0
    for trial in range(40):
        ttl = tmp_path / str(trial)
        ttl.mkdir()
        (ttl / FILE).write_bytes(HAND.encode())
        with child(partial(_append_many, ttl, 0, 10_000)) as (number, pipe):
            time.sleep(ran.uniform(0, 0.3))
            os.kill(number, signal.SIGKILL)
            told = _read_all(pipe)
        most = max(most, len(told))
        assert (ttl / FILE).read_bytes().startswith(HAND.encode())
        found = read_decisions(ttl).all
        assert found == tuple(map(make, range(len(found))))
        assert len(told) <= len(found) <= len(told) + 1
        append_decision(ttl, make(100))
        assert len(read_decisions(ttl).all) == len(found) + 1
        assert [path.name for path in ttl.iterdir()] == [FILE]
        shutil.rmtree(ttl)
    assert most > 1


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("point", range(6))
def test_a_kill_right_before_or_after_each_step_leaves_the_old_or_the_new_file(
    tmp_path: Path, point: int
) -> None:
    (tmp_path / FILE).write_bytes(HAND.encode())
    replace_file, fsync, copymode = Path.replace, os.fsync, shutil.copymode
    synced: list[int] = []

    def count_and_die_at(wanted: int) -> Callable[[int], None]:
        def sync(descriptor: int) -> None:
            synced.append(descriptor)
            if len(synced) == wanted:
                _die()
            fsync(descriptor)

        return sync

    def move(draft: Path, target: Path) -> Path:
        found = replace_file(draft, target)
        _die()
        return found

    def copy(source: Path, target: Path) -> None:
        copymode(source, target)
        _die()

    steps = (
        (write, "_put_in_place", _die),
        (os, "fsync", count_and_die_at(1)),
        (shutil, "copymode", copy),
        (Path, "replace", _die),
        (Path, "replace", move),
        (os, "fsync", count_and_die_at(2)),
    )

    def work(pipe: int) -> None:
        setattr(*steps[point])
        _append_many(tmp_path, 0, 1, pipe)

    with child(work) as (_, pipe):
        assert _read_all(pipe) == []
    whole = (tmp_path / FILE).read_bytes()
    assert whole.startswith(HAND.encode())
    assert len(read_decisions(tmp_path).all) == (1 if point >= 4 else 0)
    assert (whole == HAND.encode()) == (point < 4)
    append_decision(tmp_path, make(7))
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_several_who_decide_at_once_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(HAND.encode())
    with (
        child(partial(_append_many, tmp_path, 0, 8)) as (_, one),
        child(partial(_append_many, tmp_path, 20, 8)) as (_, two),
        child(partial(_append_many, tmp_path, 40, 8)) as (_, three),
    ):
        told = [number for pipe in (one, two, three) for number in _read_all(pipe)]
    assert len(told) == 24
    assert set(read_decisions(tmp_path).all) == set(map(make, told))
    assert (tmp_path / FILE).read_bytes().startswith(HAND.encode())

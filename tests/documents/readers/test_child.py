"""A reader in a child process: what it reads comes back, and whatever it does is told in words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.documents.kept import KeptText
from kg.documents.readers.answer import make_answer, parse_answer
from kg.documents.readers.child import Bounds, read_in_child
from kg.documents.readers.limits import DEFAULT_LIMITS, Limits
from kg.errors import SourceError
from tests.documents.readers import misbehaving

PLAN = "計画".encode()
HERE = "tests.documents.readers.misbehaving"
SMALL = Bounds(memory=300_000_000, cpu_seconds=20, wall_seconds=40, answer_bytes=20_000_000)


def read(reader: str, data: bytes | Path = PLAN, bounds: Bounds = SMALL) -> KeptText:
    return read_in_child(f"{HERE}:{reader}", data, "計画.bin", DEFAULT_LIMITS, bounds)


def refuse(reader: str, data: bytes = b"x", bounds: Bounds = SMALL) -> str:
    with pytest.raises(SourceError) as raised:
        read(reader, data, bounds)
    error = raised.value
    assert error.where.startswith("計画.bin")
    assert error.why
    assert " / " in error.what
    assert " / " in error.fix
    return str(error)


def find_children() -> set[str]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {pid for task in tasks for pid in task.read_text().split()}


def write_when_read(pipe: Path) -> None:
    """Write to a pipe as soon as a child reads it: by then the child runs."""
    until = time.monotonic() + 30
    while True:
        try:
            descriptor = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            os.write(descriptor, b"go")
            os.close(descriptor)
            return


@pytest.fixture(autouse=True)
def _leave_no_process() -> Iterator[None]:
    before = find_children()
    yield
    left = {pid for pid in find_children() - before if Path(f"/proc/{pid}/cmdline").exists()}
    assert {
        pid for pid in left if b"child_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    } == set()


@pytest.mark.parametrize("reader", ["read_words", "read_much"])
def test_what_a_reader_keeps_comes_back_the_same(reader: str) -> None:
    data = "計画\n".encode()
    expected = getattr(misbehaving, reader)(data, "計画.bin", DEFAULT_LIMITS)
    assert read(reader, data) == expected


def test_a_reader_is_given_the_limits() -> None:
    kept = read_in_child(f"{HERE}:read_words", b"a", "a", Limits(rows=7), SMALL)
    assert kept.notices[0].en == "at most 7 rows"


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "計画.bin"
    file.write_bytes("まちづくり".encode())
    assert read("read_words", file).text == "## まちづくり\n左\t右端\n"


def test_a_file_that_is_missing_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="読めません"):
        read("read_words", tmp_path / "none.bin")
    file = tmp_path / "large.bin"
    file.write_bytes(bytes(1_001))
    with pytest.raises(SourceError, match=r"1001 bytes > 1000"):
        read_in_child(f"{HERE}:read_words", file, "l", Limits(file_bytes=1_000), SMALL)


def test_a_refusal_comes_back_the_same() -> None:
    with pytest.raises(SourceError) as raised:
        read("refuse", b"abc")
    error = raised.value
    assert (error.what, error.where, error.why, error.fix) == (
        "読めません / no",
        "計画.bin:3",
        "3",
        "直す / mend",
    )


def test_a_reader_that_takes_all_memory_is_ended_and_told() -> None:
    message = refuse("eat_memory")
    assert "メモリー" in message
    assert "286 MiB" in message


def test_a_reader_that_computes_for_ever_is_ended_and_told() -> None:
    began = time.monotonic()
    message = refuse("compute_for_ever", bounds=Bounds(cpu_seconds=1, wall_seconds=30))
    assert time.monotonic() - began < 20
    assert "時間" in message
    assert "1 秒" in message


def test_a_reader_that_waits_for_ever_is_ended_and_told() -> None:
    began = time.monotonic()
    assert "時間" in refuse("wait_for_ever", bounds=Bounds(wall_seconds=1.5))
    assert time.monotonic() - began < 10


def test_a_reader_that_falls_is_told_with_how_it_fell() -> None:
    assert "SIGSEGV" in refuse("fall")
    assert "exit code 0" in refuse("leave")
    assert "計画.bin のない鍵" in refuse("stumble")
    assert "RecursionError" in refuse("recurse")


def test_a_reader_that_answers_too_much_is_ended_and_told() -> None:
    assert "多すぎ" in refuse("read_much", bounds=Bounds(answer_bytes=100_000))


def test_what_a_library_prints_is_no_answer() -> None:
    assert read("chatter") == read("read_words")


@pytest.mark.parametrize("reader", ["connect", "start_process"])
def test_a_reader_opens_no_connection_and_starts_no_process(reader: str) -> None:
    assert "a reader may not" in refuse(reader)


def test_a_reader_writes_no_file(tmp_path: Path) -> None:
    file = tmp_path / "new.txt"
    assert "a reader may not: open" in refuse("write_file", str(file).encode())
    assert not file.exists()


def test_a_reader_has_no_input() -> None:
    assert read("read_input").text.startswith("## ''\n")


def test_nothing_is_imported_from_where_the_documents_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path.cwd()
    monkeypatch.setattr(sys, "path", [str(root), *filter(None, sys.path)])
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read("read_words").reader == "words 1"


def test_an_interruption_ends_the_child(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def interrupt() -> None:
        write_when_read(pipe)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    # A shell starts what runs in the background with interruptions ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        thread.start()
        with pytest.raises(KeyboardInterrupt):
            read("tell_process", str(pipe).encode())
        thread.join()
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b"\xff\xfe"],
        [b"[" * 100_000],
        [b'{"text": 3}'],
        [b'{"text": "a"}'],
        [b'{"text": "a"}', b'{"places": [[0, 2, "x", null]]}', b'{"reader": "r"}'],
        [b'{"text": "ab"}', b'{"places": [[0, 2, "x", null], [1, 2, "y", 1]]}', b'{"reader": "r"}'],
        [b'{"text": "ab"}', b'{"places": [[0, "2", "x", null]]}', b'{"reader": "r"}'],
        [b'{"error": ["a", "b"]}'],
    ],
)
def test_an_answer_that_is_none_is_not_taken(lines: list[bytes]) -> None:
    assert parse_answer(lines) is None


def test_an_answer_reads_back() -> None:
    kept = misbehaving.read_much(b"", "a", DEFAULT_LIMITS)
    answer = parse_answer(line.encode("ascii") for line in make_answer(kept))
    assert answer is not None
    assert answer.kept == kept


def test_a_child_does_not_outlive_who_asked(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code = (
        "import sys; from kg.documents.readers.child import read_in_child\n"
        f"read_in_child({f'{HERE}:tell_process'!r}, sys.argv[1].encode(), 'a')"
    )
    around = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    asking = subprocess.Popen([sys.executable, "-c", code, str(pipe)], env=around)
    write_when_read(pipe)
    (child,) = Path(f"/proc/{asking.pid}/task/{asking.pid}/children").read_text().split()
    assert Path(f"/proc/{child}").exists()
    asking.kill()
    asking.wait()
    until = time.monotonic() + 10
    while Path(f"/proc/{child}/exe").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{child}/exe").exists()

"""A reader in a child process that may die without harm: its kept text, or an error in words.

A file comes from anywhere. What reads it has bounded memory and time, opens no connection, starts
no process and writes no file; whatever becomes of it, the program that asked goes on. The child
gets the file by an open descriptor and answers in JSON lines, of which nothing is run.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

from kg.documents.kept import KeptText
from kg.documents.readers.answer import Answer, parse_answer
from kg.documents.readers.limits import DEFAULT_LIMITS, Limits
from kg.errors import SourceError, locate

#: The address space of a reader, libraries included: 4 GiB.
MEMORY: Final = 4 * 2**30
#: The time that a reader may compute, and the time by the clock, in seconds.
CPU_SECONDS: Final = 600
WALL_SECONDS: Final = 900
#: The most that a reader may answer, in bytes: some millions of places.
ANSWER_BYTES: Final = 500_000_000
#: The files that a reader may hold open, and the most that it may write to one of them.
OPEN_FILES: Final = 64
FILE_BYTES: Final = 1_000_000
#: How a child says that its memory was used up (see `child_main`).
NO_MEMORY: Final = 77
_INHERITED: Final = ("HOME", "LANG", "TZ", "LD_LIBRARY_PATH", "PYTHONHOME")
_CHUNK: Final = 1 << 16
#: A child that has answered, or whose answer is none, has ended by then.
_LAST_SECONDS: Final = 5
#: A line of an answer is smaller: the child cuts its text and its places (see `answer`).
_LONGEST_LINE: Final = 8_000_000


@dataclass(frozen=True)
class Bounds:
    """What one reader may use: memory and answer in bytes, time in seconds."""

    memory: int = MEMORY
    cpu_seconds: int = CPU_SECONDS
    wall_seconds: float = WALL_SECONDS
    answer_bytes: int = ANSWER_BYTES


DEFAULT_BOUNDS: Final = Bounds()


def read_in_child(
    reader: str,
    file: bytes | Path,
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    bounds: Bounds = DEFAULT_BOUNDS,
) -> KeptText:
    """The kept text that a reader, `module:function`, makes of a file.

    Raises the reader's own SourceError, and one that says why when the reader takes too long or
    too much memory, answers too much, or falls.
    """
    with _open(file, name, limits) as source, tempfile.TemporaryFile() as complaints:
        ending = time.monotonic() + bounds.wall_seconds
        child = _start(reader, name, limits, bounds, source, complaints)
        try:
            answer = parse_answer(_receive(child, name, bounds, ending))
            child.wait(_LAST_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise _refuse_fall(name, "its answer is none, or it does not end") from error
        finally:
            # Also when the person who asked has had enough.
            _end(child)
        complaints.seek(0)
        return _settle(answer, child.returncode, complaints.read(), name, bounds)


def _open(file: bytes | Path, name: str, limits: Limits) -> IO[bytes]:
    """The file, open at its beginning."""
    if isinstance(file, bytes):
        held = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
        held.write(file)
        held.seek(0)
        return held
    try:
        opened = file.open("rb")
    except OSError as error:
        raise SourceError(
            "文書を読めません / the document cannot be read",
            where=locate(file),
            why=error.strerror or str(error),
            fix="ファイルの場所と権限を確かめてください / "
            "check where the file lies and who may read it",
        ) from error
    size = os.fstat(opened.fileno()).st_size
    if size > limits.file_bytes:
        opened.close()
        raise SourceError(
            "ファイルが大きすぎて読めません / the file is too large to be read",
            where=name,
            why=f"{size} bytes > {limits.file_bytes}",
            fix="文書を分けるか、画像を減らしてください / split the document or take out images",
        )
    return opened


def _start(
    reader: str,
    name: str,
    limits: Limits,
    bounds: Bounds,
    source: IO[bytes],
    complaints: IO[bytes],
) -> subprocess.Popen[bytes]:
    order = {
        "reader": reader,
        "name": name,
        "descriptor": source.fileno(),
        "limits": asdict(limits),
        "memory": bounds.memory,
        "cpu_seconds": bounds.cpu_seconds,
        "parent": os.getpid(),
    }
    # -P and the paths of this process: nothing is imported from beside the documents.
    paths = [path for path in sys.path if path and Path(path).exists()]
    environment = {key: os.environ[key] for key in _INHERITED if key in os.environ}
    environment |= {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    return subprocess.Popen(
        [
            *(sys.executable, "-P", "-B", "-X", "utf8"),
            *("-m", "kg.documents.readers.child_main", json.dumps(order)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=complaints,
        pass_fds=(source.fileno(),),
        env=environment,
        start_new_session=True,
    )


def _receive(
    child: subprocess.Popen[bytes], name: str, bounds: Bounds, ending: float
) -> Iterator[bytes]:
    """The lines of an answer as they come. Raises SourceError when time or size run out."""
    assert child.stdout is not None, "the child was started with a pipe"
    received = 0
    held = bytearray()
    with selectors.DefaultSelector() as waiting:
        waiting.register(child.stdout, selectors.EVENT_READ)
        while True:
            left = ending - time.monotonic()
            if left <= 0 or not waiting.select(left):
                raise _refuse_time(name, bounds)
            chunk = os.read(child.stdout.fileno(), _CHUNK)
            received += len(chunk)
            if received > bounds.answer_bytes or len(held) > _LONGEST_LINE:
                raise _refuse_size(name, bounds)
            if not chunk:
                break
            held += chunk
            *lines, rest = held.split(b"\n") if b"\n" in chunk else [held]
            held = bytearray(rest)
            yield from map(bytes, lines)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and all that it may have begun."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    if child.stdout is not None:
        child.stdout.close()
    child.wait()


def _settle(
    answer: Answer | None, code: int, complaint: bytes, name: str, bounds: Bounds
) -> KeptText:
    """The kept text of an answer that is whole, else the error that explains its lack."""
    if answer is not None and answer.error is not None:
        raise answer.error
    if code == 0 and answer is not None and answer.kept is not None:
        return answer.kept
    if code == -signal.SIGXCPU:
        raise _refuse_time(name, bounds)
    words = complaint.decode("utf-8", "replace").strip()
    if code in (NO_MEMORY, -signal.SIGKILL) or "MemoryError" in words or "bad_alloc" in words:
        raise SourceError(
            "読むためのメモリーが足りません / reading takes too much memory",
            where=name,
            why=f"上限 at most {bounds.memory // 2**20} MiB",
            fix="文書を分けるか、作ったソフトで保存し直してください / "
            "split the document, or save it again where it was made",
        )
    ended = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    told = words.splitlines()[-1][:300] if words else ""
    raise _refuse_fall(name, f"{ended}: {told}" if told else ended)


def _refuse_fall(name: str, why: str) -> SourceError:
    return SourceError(
        "読み取りの途中でプログラムが止まりました / the reader fell while reading the file",
        where=name,
        why=why,
        fix="文書が壊れていないか確かめ、作ったソフトで保存し直してください / "
        "check that the document is whole, and save it again where it was made",
    )


def _refuse_time(name: str, bounds: Bounds) -> SourceError:
    return SourceError(
        "読み取りに時間がかかりすぎます / reading takes too long",
        where=name,
        why=f"上限 at most {bounds.cpu_seconds} 秒 seconds of computing, "
        f"{bounds.wall_seconds:g} 秒 by the clock",
        fix="文書を分けるか、作ったソフトで保存し直してください / "
        "split the document, or save it again where it was made",
    )


def _refuse_size(name: str, bounds: Bounds) -> SourceError:
    return SourceError(
        "読み取った文字が多すぎます / what was read is too much",
        where=name,
        why=f"{bounds.answer_bytes // 10**6} MB を超えました / more than that",
        fix="文書を分けてください / split the document",
    )

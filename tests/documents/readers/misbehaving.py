"""Readers that do what a reader fed with a hostile file may do."""

from __future__ import annotations

import ctypes
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from kg.documents.kept import KeptText, KeptWriter, Piece
from kg.documents.readers.limits import Limits
from kg.errors import SourceError


def read_words(data: bytes, name: str, limits: Limits) -> KeptText:
    out = KeptWriter()
    out.add_line([Piece(data.decode(), "/a[1]", 3)], 2)
    out.add_row([[Piece("左", "/a[2]")], [Piece("右", "/a[3]"), Piece("端", "/a[4]", None, True)]])
    out.add_notice("doubt", name, f"{limits.rows} 行まで", f"at most {limits.rows} rows")
    return out.finish("words 1")


def read_much(*_: object) -> KeptText:
    out = KeptWriter()
    for number in range(20_000):
        out.add_row([[Piece(f"事業{number}", f"/r[{number}]/c[1]")], [Piece("内容" * 50, "/x")]])
    return out.finish("much 1")


def refuse(data: bytes, name: str, _: Limits) -> KeptText:
    raise SourceError("読めません / no", where=f"{name}:3", why=str(len(data)), fix="直す / mend")


def eat_memory(*_: object) -> KeptText:
    held: list[bytes] = []
    while True:
        held.append(bytes(10_000_000))


def compute_for_ever(*_: object) -> KeptText:
    while True:
        hash("")


def wait_for_ever(*_: object) -> KeptText:
    time.sleep(3_600)
    raise AssertionError("still there")


def fall(*_: object) -> KeptText:
    ctypes.string_at(0)
    raise AssertionError("still there")


def stumble(_: bytes, name: str, __: Limits) -> KeptText:
    raise KeyError(f"{name} のない鍵")


def recurse(data: bytes, name: str, limits: Limits) -> KeptText:
    return recurse(data, name, limits)


def leave(*_: object) -> KeptText:
    os._exit(0)


def chatter(data: bytes, name: str, limits: Limits) -> KeptText:
    print(json.dumps({"reader": "forged"}))
    sys.stdout.flush()
    os.write(1, b'{"reader": "forged"}\n')
    return read_words(data, name, limits)


def connect(data: bytes, name: str, limits: Limits) -> KeptText:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
    return read_words(data, name, limits)


def start_process(data: bytes, name: str, limits: Limits) -> KeptText:
    subprocess.run(["true"], check=True)
    return read_words(data, name, limits)


def write_file(data: bytes, name: str, limits: Limits) -> KeptText:
    Path(data.decode()).write_text("written", encoding="utf-8")
    return read_words(data, name, limits)


def read_input(_: bytes, name: str, limits: Limits) -> KeptText:
    return read_words(repr(sys.stdin.read()).encode(), name, limits)


def tell_process(data: bytes, *_: object) -> KeptText:
    """Reads a pipe that the test made, so that the test knows that it runs; and waits."""
    Path(data.decode()).read_bytes()
    time.sleep(3_600)
    raise AssertionError("still there")

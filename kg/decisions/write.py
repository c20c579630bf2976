"""A decision put at the end of decisions.ttl: the old file or the new one is there, never a part.

The text before stays byte for byte what it was, for people write into this file too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kg.decisions.load import parse_decisions
from kg.decisions.record import FILE, Decision, make_triples
from kg.errors import GraphError, locate
from kg.graph.lock import lock_folder
from kg.graph.turtle import write_blocks
from kg.names import PREFIXES
from kg.store.turtle import read_text

_HEADING: Final = (
    "# 関連について人が決めたこと。`kg decide` と `kg review` が一つずつ書き足します。\n"
    "# What people decided about links: `kg decide` and `kg review` add one after another.\n"
)
_USED: Final = {name: PREFIXES[name] for name in ("mpo", "prov", "rdf", "semapv", "sssom", "xsd")}


def append_decision(ttl: Path, decision: Decision) -> Path:
    """The file of decisions in a graph folder, with one decision more at its end.

    Waits for others who write. Raises GraphError, and changes nothing, when the file there is
    broken, when it holds a later decision on the same link, or when it cannot be written.
    """
    path = ttl / FILE
    try:
        with lock_folder(ttl):
            old = path.read_bytes() if path.exists() else b""
            new = _extend(old, decision, path)
            _put_in_place(path.resolve(), new)
    except OSError as error:
        raise GraphError(
            "決定を書けません / the decision cannot be written",
            where=locate(error.filename or path),
            why=error.strerror or str(error),
            fix="場所と権限、空き容量を確かめてください / check the place, rights and space",
        ) from error
    return path


def _extend(old: bytes, decision: Decision, path: Path) -> bytes:
    """The file's bytes with the decision at the end.

    What stood there is read once, whole; behind it a statement begins, so that only what its
    prefixes mean there bears on the new one, which is read back with them.
    """
    decisions, prefixes = parse_decisions(old, path)
    _check_clock(decision, decisions.latest.values(), path)
    triples = list(make_triples(decision))
    lines = [
        f"@prefix {name}: <{iri}> .\n" for name, iri in _USED.items() if prefixes.get(name) != iri
    ]
    block = "".join([*lines, "\n"] if lines else []) + write_blocks(triples, _USED)
    known = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    if set(read_text(known + block, path).triples) != set(triples):
        raise GraphError(
            "決定を書き足せません。何も変えていません / "
            "the decision cannot be added; nothing changed",
            where=locate(path),
            why="書いた決定が読み戻せません / the decision would not read back",
            fix="--by と --reason の文字を確かめてください / "
            "look at the letters of --by and --reason",
        )
    head = old or _HEADING.encode("utf-8")
    head += b"" if head.endswith(b"\n") else b"\n"
    return head + b"\n" + block.encode("utf-8")


def _check_clock(decision: Decision, latest: Iterable[Decision], path: Path) -> None:
    """Refuse a decision that would not count, for the file holds one of a later time."""
    for other in latest:
        if other.key == decision.key and other.at > decision.at:
            raise GraphError(
                "同じ関連に、これより後の時刻の決定があります。何も変えていません / "
                "there is a decision of a later time on the same link; nothing was changed",
                where=locate(path),
                why=f"{other.time} > {decision.time}",
                fix="時計が合っているか、その決定の時刻が正しいかを確かめてください / "
                "check the clock, and the time of that decision",
            )


def _put_in_place(path: Path, data: bytes) -> None:
    """Write a file whole: beside its place first, then moved there, both kept from a power cut."""
    # The folder is locked, so there is one draft; a writer that was killed may have left it.
    draft = path.with_name(f".{path.name}.new")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, draft)
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

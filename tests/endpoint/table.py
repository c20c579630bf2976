"""The limits of the endpoint with the test that proves each, as the README prints them.

python -m tests.endpoint.table README.md docs/endpoint.md
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from kg.commands.output import write_between
from kg.store.limits import Limits

ROOT: Final = Path(__file__).parent.parent.parent
FILES: Final = (ROOT / "README.md", ROOT / "docs" / "endpoint.md")
NAME: Final = "limits"
_LIMITS: Final = "test_limits"
_HOSTILE: Final = "test_hostile"
_BUSY: Final = "test_more_than_may_run_wait_or_come_again"


@dataclass(frozen=True)
class Proof:
    """What a limit is called, how its value is said, and where it is proved."""

    japanese: str
    english: str
    module: str
    test: str


PROOFS: Final = {
    "seconds": Proof("時間(秒)", "seconds", _LIMITS, "test_seconds"),
    "rows": Proof("行・トリプル", "rows, triples", _LIMITS, "test_rows_to_the_very_row"),
    "size": Proof("答えの大きさ(バイト)", "bytes of the answer", _LIMITS, "test_bytes"),
    "memory": Proof("メモリー(バイト)", "bytes of memory", _LIMITS, "test_memory"),
    "all_memory": Proof(
        "全部で使うメモリー", "memory of all together", _LIMITS, "test_memory_of_all_together"
    ),
    "text": Proof("問合せの長さ(字)", "characters of the query", _LIMITS, "test_text_of_the_query"),
    "running": Proof("同時に動く数", "queries at once", _LIMITS, _BUSY),
    "waiting": Proof("待てる数", "queries that wait", _LIMITS, _BUSY),
}
#: What holds without a setting.
OTHERS: Final = (
    ("入れ子 100", "nesting", _LIMITS, "test_depth_and_operators"),
    ("演算子と括弧 1,000", "operators and groups", _LIMITS, "test_depth_and_operators"),
    ("外への接続 0", "connections outward", _HOSTILE, "test_nothing_reaches_outside"),
    ("死ぬサーバー 0", "servers that die", _HOSTILE, "test_each_is_answered_by_its_deadline"),
    (
        "重い八つと一緒のときの軽い問合せ",
        "a cheap query beside eight hostile ones",
        _HOSTILE,
        "test_a_cheap_query_stays_quick_meanwhile",
    ),
)


def make_table() -> str:
    """The table in Markdown."""
    lines = [
        "| 限り limit | 値 value | 設定 setting | 検査 proved by |",
        "| --- | ---: | --- | --- |",
    ]
    for one in fields(Limits):
        proof = PROOFS[one.name]
        lines.append(
            f"| {proof.japanese} {proof.english} | {one.default:,} | `{one.metadata['setting']}` |"
            f" `{proof.module}.py::{proof.test}` |"
        )
    for japanese, english, module, test in OTHERS:
        lines.append(f"| {japanese} {english} | | | `{module}.py::{test}` |")
    return "\n".join(lines)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        write_between(Path(name), NAME, make_table())
    if len(sys.argv) == 1:
        print(make_table())

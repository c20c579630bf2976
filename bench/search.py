"""Searching at real size and at a million triples, beside SQLite's own index and a plain scan.

    python -m bench.search [ROUNDS] [TRIPLES]

The peers hold the same folded texts: SQLite FTS5 with its trigram tokenizer, and LIKE for words of
one and two signs, which it cannot find; and a scan of all texts in Python. All three must find the
same things, which is checked for every word. Ours is measured twice: finding alone, as the peers
do, and a whole page: facets, order, twenty hits with their snippets and proofs. One after the other
in every round, in one process, by the time of the processor; what travels is the ratio.
"""

from __future__ import annotations

import os
import random
import re
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from bench.sparql_data import write_copies
from kg.questions.search.columns import open_columns
from kg.questions.search.found import Finder
from kg.questions.search.keep import open_index
from kg.questions.search.spelling_numbers import Alternative
from kg.questions.search.typed import Word
from kg.store.snapshot import open_snapshot, prepare_snapshot

DATA: Final = Path(__file__).parent.parent / "data"
ROUNDS: Final = 15
TRIPLES: Final = 1_000_000
WORDS: Final = (
    "区",
    "市民",
    "再掲",
    "協働",
    "総務局",
    "第32条",
    "推進事業",
    "地域コミュニティ",
    "無い言葉",
)
SAMPLED: Final = 200
Find = Callable[[str], set[int]]


def build(ttl: Path) -> tuple[float, float, float, int, int]:
    """Seconds to make the index, of the processor for it, and to open it; its size; the most memory
    that it took.
    """
    store = open_snapshot(ttl)
    begin, busy = time.perf_counter(), time.process_time()
    open_index(store)
    made, busy = time.perf_counter() - begin, time.process_time() - busy
    begin = time.perf_counter()
    open_index(store)
    opened = time.perf_counter() - begin
    assert store.place is not None
    size = sum(path.stat().st_size for path in find_index(store.place).iterdir())
    return made, busy, opened, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def find_index(place: Path) -> Path:
    (kept,) = place.glob("search-*")
    return kept


def read_keys(kept: Path) -> list[tuple[int, str]]:
    """Every folded text with the number of its thing."""
    columns = open_columns(kept)
    text = columns["codes"].tobytes().decode("utf-32-be", "surrogatepass")
    return [
        (int(thing), text[start : start + size])
        for thing, start, size in zip(
            columns["field_thing"], columns["field_start"], columns["field_size"], strict=True
        )
    ]


def make_sqlite(path: Path, keys: list[tuple[int, str]]) -> Find:
    """SQLite on disk, as a program of its kind uses it.

    LIKE asks a table beside: over a trigram index SQLite 3.40 finds nothing for 区 by it.
    """
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE plain (thing INTEGER, key TEXT)")
    base.execute("CREATE VIRTUAL TABLE texts USING fts5(key, thing UNINDEXED, tokenize='trigram')")
    for table in ("plain", "texts"):
        base.executemany(f"INSERT INTO {table} (thing, key) VALUES (?, ?)", keys)
    base.execute("INSERT INTO texts (texts) VALUES ('optimize')")
    base.commit()

    def find(word: str) -> set[int]:
        if len(word) < 3:
            asked = "SELECT DISTINCT thing FROM plain WHERE key LIKE ? ESCAPE '!'"
            plain = re.sub("([%_!])", r"!\1", word)
            rows = base.execute(asked, (f"%{plain}%",))
        else:
            quoted = '"' + word.replace('"', '""') + '"'
            rows = base.execute("SELECT DISTINCT thing FROM texts WHERE texts MATCH ?", (quoted,))
        return {thing for (thing,) in rows}

    return find


def scan(keys: list[tuple[int, str]]) -> Find:
    return lambda word: {thing for thing, key in keys if word in key}


def make_ours(kept: Path) -> Find:
    """A word as it is, in no other spelling, as the peers look for it."""
    finder = Finder(open_columns(kept))
    return lambda word: set(finder.find([Word(word, (Alternative(word),))]).things.tolist())


def time_all(rounds: int, words: list[str], engines: list[Callable[[str], object]]) -> list[float]:
    """The median of each engine's seconds over the words, by turns; of the last also the p95."""
    taken: list[list[float]] = [[] for _ in engines]
    for _ in range(rounds):
        for word in words:
            for engine, own in zip(engines, taken, strict=True):
                begin = time.process_time()
                engine(word)
                own.append(time.process_time() - begin)
    return [statistics.median(own) for own in taken] + [
        statistics.quantiles(taken[-1], n=20)[-1] if len(taken[-1]) > 1 else taken[-1][0]
    ]


def run(ttl: Path, triples: int, rounds: int, folder: Path) -> None:
    prepare = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=prepare) as other:
        other.submit(prepare_snapshot, ttl).result()
    with ProcessPoolExecutor(1, mp_context=prepare) as other:
        made, busy, opened, size, memory = other.submit(build, ttl).result()
    store = open_snapshot(ttl)
    assert store.place is not None
    index, kept = open_index(store), find_index(store.place)
    keys = read_keys(kept)
    begin = time.perf_counter()
    trigram = make_sqlite(folder / f"{triples}.sqlite", keys)
    theirs = time.perf_counter() - begin
    ours, plain = make_ours(kept), scan(keys)
    print(f"\n{triples:,} triples, {len(keys):,} texts, {sum(len(k) for _, k in keys):,} signs")
    print(f"made in {made:.1f} s ({busy:.1f} s of the processor),")
    print(f"with {memory >> 20:,} MiB at most; {size >> 20} MiB on disk;")
    print(f"opened in {1000 * opened:.0f} ms; the FTS5 table alone is made in {theirs:.1f} s\n")
    print("| word | things | ours ms | FTS5 trigram / LIKE | scan | a whole page ms, p95 |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
    chance = random.Random(7)
    grams = [
        key[at : at + length]
        for length in (1, 2, 3, 5, 8)
        for key in chance.sample([key for _, key in keys if len(key) >= 8], SAMPLED // 5)
        for at in (chance.randrange(len(key) - length + 1),)
    ]
    finders: list[Callable[[str], object]] = [
        ours,
        trigram,
        plain,
        index.search,
    ]
    for word in (*WORDS, ""):
        asked = [word] if word else [gram for gram in grams if "'" not in gram]
        for one in asked:
            found = ours(one)
            assert found == plain(one) == trigram(one), one
        first, second, third, page, worst = time_all(rounds if word else 1, asked, finders)
        name = word or f"{len(asked)} sampled"
        number = str(len(ours(word))) if word else ""
        print(
            f"| {name} | {number} | {1000 * first:.2f} | {1000 * second:.2f} "
            f"({second / first:.1f}x) | {1000 * third:.2f} ({third / first:.1f}x) "
            f"| {1000 * page:.1f}, {1000 * worst:.1f} |",
            flush=True,
        )


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    triples = int(sys.argv[2]) if len(sys.argv) > 2 else TRIPLES
    with tempfile.TemporaryDirectory() as name:
        os.environ["KG_VAR"] = f"{name}/var"
        for size in (1, triples):
            ttl = Path(name) / str(size) / "data" / "ttl"
            run(ttl, write_copies(DATA / "ttl", ttl, size), rounds, Path(name))
    return 0


if __name__ == "__main__":
    sys.exit(main())

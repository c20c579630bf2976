"""Repeats found in made plans, ours beside splink: precision and recall by kind, time, memory.

    python -m bench.repeats [ROWS ...] [--no-splink] [--misses FILE] [--seed N]

Rows default to 1000 and 10000; 100000 takes minutes. splink is an extra of its own:
`pip install -e .[bench]`. It is given the same normalised columns and chooses its threshold on
plans of another seed; ours has its thresholds in the code. Judged are pairs inside one
municipality; what `same-name-other-qualifier` proposes is a candidate only and counts for none.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from bench.repeats_plans import REPEATS, TRAPS, Plans, make_plans
from kg.links.likeness import find_alike
from kg.links.likeness_shape import make_shape
from kg.links.likeness_sieve import find_candidates

SEED: Final = 20110301
SHOWN: Final = 20
Pair = tuple[str, str]


def measure_ours(plans: Plans) -> tuple[set[Pair], float]:
    """The pairs found inside municipalities, and the seconds it took."""
    begin = time.perf_counter()
    found = find_alike(plans.entries)
    seconds = time.perf_counter() - begin
    weak = "same-name-other-qualifier"
    pairs = {(p.left, p.right) for p in found if p.rule != weak}
    return _keep_inside(pairs), seconds


def measure_blocking(plans: Plans) -> tuple[float, int]:
    """The share of all repeats that the blocking proposes, and how many pairs it proposes."""
    ordered = sorted(plans.entries, key=lambda entry: entry.key)
    shapes = [make_shape(entry) for entry in ordered]
    pairs = find_candidates(shapes, [entry.municipality for entry in ordered], 20)
    position = {entry.key: index for index, entry in enumerate(ordered)}
    codes = {one << 32 | two for one, two in pairs.tolist()}
    met = sum((position[one] << 32 | position[two]) in codes for one, two in plans.repeats)
    return met / len(plans.repeats), len(pairs)


def _keep_inside(pairs: Iterable[Pair]) -> set[Pair]:
    return {pair for pair in pairs if pair[0].split("/")[0] == pair[1].split("/")[0]}


def print_result(name: str, plans: Plans, found: set[Pair], seconds: float) -> None:
    """Print a table: recall of each kind of repeat, share of each trap fallen for."""
    right = found & plans.repeats.keys()
    print(
        f"\n{name}: {len(plans.entries):,} rows, {len(plans.repeats):,} repeats; "
        f"precision {len(right) / max(1, len(found)):.3f}, "
        f"recall {len(right) / len(plans.repeats):.3f}, {seconds:.1f} s, "
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB"
    )
    all_of, met = Counter(plans.repeats.values()), Counter(plans.repeats[p] for p in right)
    for kind in REPEATS:
        print(
            f"  {kind:<16}{met[kind]:>7} of {all_of[kind]:<7}{met[kind] / max(1, all_of[kind]):.3f}"
        )
    fallen = Counter(plans.traps[p] for p in found & plans.traps.keys())
    traps = Counter(plans.traps.values())
    for kind in TRAPS:
        print(f"  trap {kind:<15}{fallen[kind]:>3} of {traps[kind]}")
    print(f"  neither repeat nor trap: {len(found - plans.repeats.keys() - plans.traps.keys())}")


def list_misses(plans: Plans, found: set[Pair]) -> list[str]:
    """A line for each repeat not found and each pair found that is none, with both names."""
    entries = {entry.key: entry for entry in plans.entries}
    missed = [(kind, "missed", pair) for pair, kind in plans.repeats.items() if pair not in found]
    wrong = [
        (plans.traps.get(pair, "other"), "wrong", pair) for pair in found - plans.repeats.keys()
    ]
    lines = []
    for kind, what, (one, two) in sorted(missed + wrong):
        a, b = entries[one], entries[two]
        lines.append("\t".join((what, kind, one, a.name, a.text, two, b.name, b.text)))
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both results for each number of rows."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rows", type=int, nargs="*", default=[1000, 10_000])
    parser.add_argument("--no-splink", action="store_true")
    parser.add_argument("--misses", type=Path, help="a file for all misses, tab separated")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    lines: list[str] = []
    for rows in options.rows:
        plans = make_plans(rows, options.seed)
        found, seconds = measure_ours(plans)
        print_result("kg.links.likeness", plans, found, seconds)
        recall, count = measure_blocking(plans)
        print(f"  blocking: recall {recall:.3f}, {count:,} pairs")
        missed = list_misses(plans, found)
        print(*missed[:SHOWN], sep="\n")
        lines += missed
        if not options.no_splink:
            if find_spec("splink") is None:
                print("splink is not installed: pip install -e .[bench]", file=sys.stderr)
                continue
            from bench.repeats_splink import measure_splink

            held_out = make_plans(rows, options.seed + 1)
            theirs, seconds, learnt = measure_splink(plans, held_out)
            print_result("splink", plans, _keep_inside(theirs), seconds)
            print(f"  learning before: {learnt:.1f} s on as many rows of another seed")
    if options.misses:
        options.misses.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

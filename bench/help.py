"""`kg --help` beside `flask --help` of the same environment and a bare Python, interleaved.

    python -m bench.help [ROUNDS]

A start-up time alone says more about the machine than about us; the ratios travel. Budget:
`kg --help` under 0.3 s, and no more than a few bare starts of Python.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

BUDGET: Final = 0.3
ROUNDS: Final = 15


def make_commands() -> dict[str, list[str]]:
    """The commands to compare, by the name that is printed."""
    scripts = Path(sys.executable).parent
    return {
        "kg --help": [str(scripts / "kg"), "--help"],
        "flask --help": [str(scripts / "flask"), "--help"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }


def measure(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each command in each round, every round running all of them in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            begin = time.perf_counter()
            subprocess.run(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
            )
            if number:  # the first round only warms the file cache
                seconds[name].append(time.perf_counter() - begin)
    return seconds


def main() -> int:
    """0 when `kg --help` keeps its budget, else 1."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    medians = {
        name: statistics.median(values) for name, values in measure(make_commands(), rounds).items()
    }
    ours = medians["kg --help"]
    print(f"{'command':<16}{'median':>10}{'kg --help is':>15}   ({rounds} rounds, interleaved)")
    for name, median in medians.items():
        print(f"{name:<16}{median * 1000:>7.0f} ms{ours / median:>14.2f}x")
    print(f"budget {BUDGET * 1000:.0f} ms: {'kept' if ours < BUDGET else 'broken'}")
    return 0 if ours < BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())

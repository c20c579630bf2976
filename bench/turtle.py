"""Our Turtle writer beside rdflib's longturtle, and our whole build per row, interleaved.

    python -m bench.turtle [ROUNDS]

Both write the same triples of the project's own graph; the figure that travels is the ratio.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from rdflib import Graph

from kg.documents.folder import DataFolder
from kg.graph.load import load_graphs, merge_graphs
from kg.graph.ntriples import Triple, from_graph
from kg.graph.turtle import write_turtle
from kg.publish import make_build

ROUNDS: Final = 5
DATA: Final = Path(__file__).parent.parent / "data"


def measure(rounds: int) -> dict[str, list[float]]:
    """Seconds of each job in each round, every round doing all of them in turn."""
    graph: Graph = merge_graphs(load_graphs(DATA / "ttl"))
    triples: list[Triple] = list(from_graph(graph))
    jobs: dict[str, Callable[[], object]] = {
        "write_turtle": lambda: write_turtle(triples),
        "rdflib longturtle": lambda: graph.serialize(format="longturtle"),
        "kg build, in memory": lambda: make_build(DataFolder(DATA)),
    }
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            begin = time.perf_counter()
            job()
            seconds[name].append(time.perf_counter() - begin)
    return seconds


def main() -> int:
    """Print the medians and the ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    medians = {name: statistics.median(times) for name, times in measure(rounds).items()}
    for name, median in medians.items():
        print(f"{name:22} {median * 1000:8.0f} ms")
    ratio = medians["write_turtle"] / medians["rdflib longturtle"]
    print(f"write_turtle / longturtle = {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

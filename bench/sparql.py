"""Ten typical queries over HTTP with the bounds on, beside Virtuoso and rdflib's own evaluator.

    python -m bench.sparql [ROUNDS] [TRIPLES]

Ours is `kg serve` as users run it: every query in a process of its own limits, its answer written
whole before it is sent. Virtuoso 7 answers over HTTP too; rdflib evaluates in its process, without
HTTP. The same data, the same machine, one engine after the other in every round. What travels is
the ratio. A query that rdflib has not answered after a minute is given up, and said to be.
"""

from __future__ import annotations

import http.client
import json
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

from bench.sparql_data import write_copies
from bench.sparql_engines import read_resident, serve_ours, serve_virtuoso
from kg.questions.examples import find_examples

DATA: Final = Path(__file__).parent.parent / "data"
ROUNDS: Final = 5
TRIPLES: Final = 1_000_000
PATIENCE: Final = 60.0
#: Seconds after which once is enough.
SLOW: Final = 2.0
QUERIES: Final = (
    "10-what-implements-an-article",
    "16-reappearing-rows",
    "18-unmarked-repeats",
    "20-projects-per-ward",
    "21-projects-per-body",
    "22-bodies-by-kind",
    "26-planned-for-a-year",
    "29-policy-tree",
    "35-chain-to-an-article",
    "44-search-in-the-text",
)
Ask = Callable[[str], int | None]


@dataclass
class Engine:
    """An engine that answers: how, how long it took to load, and what it holds in memory."""

    name: str
    ask: Ask
    load: float
    resident: Callable[[], int]
    times: dict[str, list[float]] = field(default_factory=dict)


def make_asker(address: str, **parameters: str) -> Ask:
    """Ask an endpoint over one connection that stays open; the number of rows."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)

    def ask(query: str) -> int | None:
        target = f"{parts.path}?{urlencode({'query': query, **parameters})}"
        headers = {"Accept": "application/sparql-results+json"}
        try:
            connection.request("GET", target, headers=headers)
            response = connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError):
            # It was left open too long; the next one is not.
            connection.close()
            connection.request("GET", target, headers=headers)
            response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{response.status} {body[:300]!r}")
        return len(json.loads(body)["results"]["bindings"])

    return ask


def run_rdflib(connection: Connection, ttl: Path) -> None:
    """Load the union into rdflib and evaluate what is asked, until nothing more is."""
    from rdflib import Graph

    from kg.graph.load import find_graph_files
    from kg.graph.ontology import find_ontology_files

    begin = time.perf_counter()
    graph = Graph()
    for path in (*find_graph_files(ttl).values(), *find_ontology_files()):
        graph.parse(path, format="turtle")
    connection.send(time.perf_counter() - begin)

    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, give_up)
    while True:
        query = connection.recv()
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        try:
            rows: int | None = len(list(graph.query(query)))
        except TimeoutError:
            rows = None
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send(rows)


@contextmanager
def evaluate_with_rdflib(ttl: Path) -> Iterator[Engine]:
    """rdflib in a process of its own, so that it can be given up."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=run_rdflib, args=(theirs, ttl), daemon=True)
    process.start()
    load = ours.recv()
    tired: set[str] = set()

    def ask(query: str) -> int | None:
        if query in tired:
            return None
        ours.send(query)
        rows: int | None = ours.recv()
        if rows is None:
            tired.add(query)
        return rows

    yield Engine("rdflib", ask, load, lambda: read_resident(process.pid or 0))
    process.kill()


def measure(engines: list[Engine], rounds: int) -> list[str]:
    """The lines of the table: medians in ms and ratios to ours, checked to find the same rows."""
    examples = {one.name: one.query for one in find_examples()}
    lines = []
    for name in QUERIES:
        query = examples[name]
        rows: dict[str, int | None] = {}
        slow: set[str] = set()
        for turn in range(rounds + 1):
            for engine in engines:
                if engine.name in slow:
                    continue
                begin = time.perf_counter()
                rows[engine.name] = engine.ask(query)
                seconds = time.perf_counter() - begin
                if seconds > SLOW:
                    slow.add(engine.name)
                if (turn or engine.name in slow) and rows[engine.name] is not None:
                    engine.times.setdefault(name, []).append(seconds)
        medians = [statistics.median(one.times.get(name, [float("nan")])) for one in engines]
        cells = [f"{1000 * medians[0]:.1f}"]
        for engine, median in zip(engines[1:], medians[1:], strict=True):
            found = rows[engine.name]
            if found is None:
                cells.append(f"> {PATIENCE:.0f} s")
                continue
            note = "" if found == rows[engines[0].name] else f" ({found} rows)"
            cells.append(f"{1000 * median:.1f} ({median / medians[0]:.2f}x){note}")
        lines.append(f"| {name} | {rows[engines[0].name]} | " + " | ".join(cells) + " |")
        print(lines[-1], flush=True)
    return lines


def run(ttl: Path, triples: int, rounds: int) -> None:
    """Measure all engines over one graph folder and print the table."""
    with ExitStack() as stack, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        served = stack.enter_context(serve_ours(ttl.parent, folder / "var"))
        virtuoso = stack.enter_context(serve_virtuoso(ttl, folder / "virtuoso"))
        engines = [
            Engine("kg serve", make_asker(served.address), served.load, served.resident),
            Engine(
                "Virtuoso",
                make_asker(virtuoso.address, **virtuoso.parameters),
                virtuoso.load,
                virtuoso.resident,
            ),
            stack.enter_context(evaluate_with_rdflib(ttl)),
        ]
        print(f"\n{triples:,} triples\n")
        names = " | ".join(f"{one.name} ms" for one in engines)
        print(f"| query | rows | {names} |\n| --- | ---: |{' ---: |' * len(engines)}")
        measure(engines, rounds)
        print("\n| | " + " | ".join(one.name for one in engines) + " |")
        print("| --- |" + " ---: |" * len(engines))
        print("| load s | " + " | ".join(f"{one.load:.1f}" for one in engines) + " |")
        resident = " | ".join(f"{one.resident() >> 20:,}" for one in engines)
        print(f"| resident MiB | {resident} |", flush=True)


def main() -> int:
    """Measure at real size and at the size that was asked for."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    triples = int(sys.argv[2]) if len(sys.argv) > 2 else TRIPLES
    with tempfile.TemporaryDirectory() as name:
        for size in (1, triples):
            ttl = Path(name) / str(size) / "data" / "ttl"
            written = write_copies(DATA / "ttl", ttl, size)
            run(ttl, written, rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())

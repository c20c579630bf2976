"""How long pages take, beside the same templates rendered from memory, at two sizes of the graph.

    python -m bench.pages [SAMPLES] [TRIPLES]

Every page of a kind is asked for once over Flask's test client, each a different thing, in a
process that has read what all pages share, as one that serves does at its start, and has answered
one page of that kind before. Its peer is the very same page object, held in memory and rendered by
the same template over the same client in the same round, so that what travels is the ratio: what
finding the answer adds to showing it. Times are those of the processor, so that what else the
machine does does not count; all data lie in the memory of the system. Of copies of the graph the
source texts are not here: what is read of these counts at real size alone.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Flask, g

from bench.sparql_data import write_copies
from kg.documents.folder import DataFolder
from kg.names import ID, MPO
from kg.store.store import Store
from web.app import create_app
from web.contexts import Page
from web.links import make_ascii
from web.prepare import prepare_app
from web.render import render

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

DATA: Final = Path(__file__).parent.parent / "data"
SAMPLES: Final = 40
TRIPLES: Final = 1_000_000
#: Kinds of things that have pages of their own.
KINDS: Final = (
    "SourceDocument",
    "PolicyNode",
    "Project",
    "Body",
    "Ward",
    "Ordinance",
    "Article",
    "Instrument",
    "Statistic",
    "Event",
    "Passage",
    "Link",
)
_THINGS: Final = "SELECT DISTINCT ?thing WHERE { ?thing a ?kind } ORDER BY ?thing"


@dataclass(frozen=True)
class Times:
    """Seconds that full requests took, and the same pages from memory."""

    full: list[float]
    memory: list[float]


def find_things(store: Store, kind: str, samples: int) -> list[str]:
    """The addresses of some things of a kind, spread over all of them."""
    rows = store.select(_THINGS.replace("?kind", f"<{MPO}{kind}>")).rows
    things = [str(row["thing"]) for row in rows]
    chosen = random.Random(0).sample(things, min(samples, len(things)))
    return [make_ascii("/page/" + thing.removeprefix(ID)) for thing in chosen if ID in thing]


def find_lists(app: Flask, samples: int) -> dict[str, list[str]]:
    """The addresses of pages without a thing in their path, each again and again."""
    plain = sorted(
        str(rule.rule)
        for rule in app.url_map.iter_rules()
        if not rule.arguments and "." in str(rule.endpoint) and not rule.rule.startswith("/en")
    )
    pages = [path for path in plain if "." not in path and path not in ("/sparql", "/query")]
    return {path: [path] * samples for path in pages}


def measure(app: Flask, addresses: list[str]) -> Times | None:
    """Full requests and the same pages from memory, in turn; None where no page answers."""
    client, held = app.test_client(), app.extensions["held"]
    times = Times([], [])
    for turn, address in enumerate([addresses[0], *addresses]):
        held.clear()
        full, status = _clock(lambda path=address: client.get(path))
        if status != 200 or not held:
            return None
        memory, _ = _clock(lambda: client.get("/from-memory"))
        if turn:
            times.full.append(full)
            times.memory.append(memory)
    return times


def make_app(folder: DataFolder) -> Flask:
    """The site, and a route that shows the last page once more from memory."""
    app = create_app(folder)
    held: list[Page] = []
    app.extensions["held"] = held

    @app.get("/from-memory")
    def show_from_memory() -> Response:
        return render(held[0])

    @app.after_request
    def hold(response: Response) -> Response:
        page = g.get("page")
        if page is not None and not held:
            held.append(page)
        return response

    return app


def find_p95(times: list[float]) -> float:
    """The 95th percentile in milliseconds."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def run(folder: DataFolder, samples: int) -> None:
    """Measure one graph folder and print the table."""
    app = make_app(folder)
    # As a process that serves does at its start.
    prepare_app(app)
    store = app.extensions["site"].store
    groups = {kind: find_things(store, kind, samples) for kind in KINDS}
    groups |= find_lists(app, samples)
    print("| page | first ms | p95 ms | from memory p95 ms | ratio |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, addresses in groups.items():
        if not addresses:
            continue
        first, _ = _clock(lambda path=addresses[0]: app.test_client().get(path))
        times = measure(app, addresses)
        if times is None:
            continue
        full, memory = find_p95(times.full), find_p95(times.memory)
        print(
            f"| {name} | {1000 * first:.0f} | {full:.1f} | {memory:.1f} | {full / memory:.1f}x |",
            flush=True,
        )


def _clock(ask: Callable[[], Response]) -> tuple[float, int]:
    # What one request leaves behind is not to be swept up at the cost of another.
    gc.collect()
    begin = time.thread_time()
    response = ask()
    response.get_data()
    return time.thread_time() - begin, response.status_code


def main() -> None:
    """Measure at real size and at a size of a million triples."""
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    triples = int(sys.argv[2]) if len(sys.argv) > 2 else TRIPLES
    print("real size\n")
    run(DataFolder(DATA), samples)
    if not triples:
        return
    with tempfile.TemporaryDirectory() as name:
        size = write_copies(DATA / "ttl", Path(name) / "data" / "ttl", triples)
        print(f"\n{size:,} triples\n")
        run(DataFolder(Path(name) / "data"), samples)


if __name__ == "__main__":
    main()

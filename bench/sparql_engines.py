"""The engines of the comparison, started as their users do and loaded their quickest way."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.graph.load import find_graph_files
from kg.graph.ontology import find_ontology_files
from kg.store.kept import SETTING
from kg.store.snapshot import prepare_snapshot
from tests.endpoint.served import find_processes, serve
from tests.engines.servers import run_virtuoso

#: Where Virtuoso keeps the union; it has no default graph of its own.
_UNION: Final = "urn:union"
#: 8 KiB each: what its manual advises for 2 GiB of memory.
_BUFFERS: Final = 170_000


@dataclass(frozen=True)
class Loaded:
    """Where an engine answers, seconds of its load, and how many bytes it holds."""

    address: str
    load: float
    resident: Callable[[], int]
    parameters: dict[str, str] = field(default_factory=dict)


@contextmanager
def serve_ours(data: Path, var: Path) -> Iterator[Loaded]:
    """`kg serve` over a data folder, its snapshot built first."""
    os.environ[SETTING] = str(var)
    begin = time.perf_counter()
    prepare_snapshot(data / "ttl")
    load = time.perf_counter() - begin
    with serve(data, {SETTING: str(var)}) as served:
        pid = served.process.pid

        def resident() -> int:
            return sum(read_share(one) for one in find_processes(pid, depth=5))

        yield Loaded(f"{served.address}/sparql", load, resident)


@contextmanager
def serve_virtuoso(ttl: Path, folder: Path) -> Iterator[Loaded]:
    """Virtuoso with the union of the graphs, by its bulk loader."""
    folder.mkdir(parents=True)
    triples = {
        one.triple
        for path in (*find_graph_files(ttl).values(), *find_ontology_files())
        for one in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    }
    ox.serialize(triples, folder / "union.nt", format=ox.RdfFormat.N_TRIPLES)
    with run_virtuoso(folder, buffers=_BUFFERS) as server:
        script = (
            f"ld_dir('.', 'union.nt', '{_UNION}'); rdf_loader_run(); checkpoint;"
            " select ll_state, ll_error from DB.DBA.load_list;"
        )
        begin = time.perf_counter()
        done = subprocess.run(
            ["isql-vt", server.sql, server.user, server.password, f"EXEC={script}"],
            capture_output=True,
            text=True,
            check=True,
        )
        load = time.perf_counter() - begin
        assert "NULL" in done.stdout, done.stdout
        yield Loaded(
            server.query,
            load,
            lambda: read_resident(server.pid),
            {"default-graph-uri": _UNION},
        )


def read_resident(pid: int) -> int:
    """Bytes of memory that a process has resident."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def read_share(pid: int) -> int:
    """Bytes of memory of a process, what it shares divided among those that share it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))

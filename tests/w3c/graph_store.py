"""The W3C's tests of the Graph Store HTTP Protocol: the requests of `graph-store.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.names import make_document_graph
from tests.endpoint.served import Reply
from tests.w3c.answer import is_same
from tests.w3c.fetch import get_folder
from tests.w3c.manifest import BASES, Entry
from tests.w3c.server import Client
from tests.w3c.verdict import Verdict

PATH: Final = "/rdf-graph-store"
KIND: Final = "GraphStoreTest"
_FILE: Final = Path(__file__).parent / "graph-store.toml"
_MANIFEST: Final = f"{BASES['sparql11']}http-rdf-update/manifest#"
_TURTLE: Final = "text/turtle"


@dataclass(frozen=True)
class Request:
    """One request, and what its reply has to be."""

    test: str
    method: str
    parameters: tuple[tuple[str, str], ...]
    media_type: str
    body: bytes | None
    status: int
    holds: str | None
    tells: str | None


def load_entries() -> tuple[Entry, ...]:
    """The tests of the suite's page, as entries of a manifest that it might have had."""
    return tuple(Entry(_MANIFEST + name, KIND, name.replace("_", " ")) for name in load_requests())


def read_page() -> str:
    """The page that the tests are told on."""
    return (get_folder() / "sparql11/http-rdf-update/tests.txt").read_text(encoding="utf-8")


@cache
def load_requests() -> dict[str, Request]:
    """The requests by the names of their tests."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    requests = [_read_request(one, told["bodies"], told["case"]) for one in told["case"]]
    assert len({request.test for request in requests}) == len(requests)
    return {request.test: request for request in requests}


def write_graphs(ttl: Path) -> None:
    """Write what the tests read as the files of a graph folder."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    folder = ttl / told["municipality"]
    folder.mkdir(parents=True)
    for one in told["case"]:
        if "holds" in one:
            (folder / f"{one['graph']}.ttl").write_text(one["holds"], encoding="utf-8")


def judge_request(request: Request, client: Client) -> Verdict:
    """Send a test's request and judge the reply."""
    headers = {"Accept": f"{_TURTLE}; charset=utf-8"}
    if request.body is not None:
        headers["Content-Type"] = request.media_type
    reply = client.send(request.method, PATH, request.parameters, headers, request.body)
    why = _find_fault(request, reply)
    return Verdict(not why, why=reply.describe(why))


def _find_fault(request: Request, reply: Reply) -> str:
    if reply.status != request.status:
        return f"status {reply.status}, not {request.status}"
    if reply.status == 200 and reply.media_type != _TURTLE:
        return f"Content-Type {reply.media_type}"
    found = _read(reply.body) if request.method == "GET" and reply.status == 200 else []
    if request.holds is not None and not is_same(found, _read(request.holds.encode())):
        return "another graph"
    if request.tells is not None and not set(_read(request.tells.encode())) <= set(found):
        return "the default graph leaves something out"
    return ""


def _read(turtle: bytes) -> list[tuple[object, ...]]:
    quads = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    return [(quad.subject, quad.predicate, quad.object) for quad in quads]


def _read_request(
    told: dict[str, Any], bodies: dict[str, str], every: list[dict[str, Any]]
) -> Request:
    named = {one["graph"]: one["holds"] for one in every if "holds" in one}
    municipality = tomllib.loads(_FILE.read_text(encoding="utf-8"))["municipality"]
    parameters = (("default", ""),)
    if "graph" in told:
        parameters = (("graph", make_document_graph(municipality, told["graph"])),)
    return Request(
        test=told["test"],
        method=told["method"],
        parameters=() if told.get("names_nothing") else parameters,
        media_type=told.get("type", _TURTLE),
        body=bodies.get(told["sends"], "").encode() if "sends" in told else None,
        status=told["status"],
        holds=told.get("holds"),
        tells=named[told["tells"]] if "tells" in told else None,
    )

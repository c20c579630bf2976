"""The W3C's protocol tests: the requests of `protocol.toml`, sent and judged."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import pyoxigraph as ox

from tests.endpoint.served import Reply
from tests.w3c.endpoint import PATH, read_reply
from tests.w3c.server import FORM, Client
from tests.w3c.verdict import Verdict

_FILE: Final = Path(__file__).parent / "protocol.toml"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Case:
    """One request, and what its reply has to be."""

    test: str
    method: str
    address: Pairs
    headers: Pairs
    body: bytes | None
    status: tuple[int, ...]
    types: tuple[str, ...]
    boolean: bool | None


@cache
def load_cases() -> dict[str, Case]:
    """The cases by the names of their tests."""
    told, _data = _load()
    sets = {name: tuple(types) for name, types in told["sets"].items()}
    cases = [_read_case(one, sets) for one in told["case"]]
    assert len({case.test for case in cases}) == len(cases)
    return {case.test: case for case in cases}


def fill_with_graphs(store: ox.Store) -> None:
    """Load the graphs that the cases ask about."""
    told, data = _load()
    for name, turtle in told["graphs"].items():
        graph = ox.NamedNode(data + name)
        store.add_graph(graph)
        store.load(turtle.encode(), format=ox.RdfFormat.TURTLE, to_graph=graph)


def judge_request(case: Case, client: Client) -> Verdict:
    """Send a case's request and judge the reply."""
    reply = client.send(case.method, PATH, case.address, dict(case.headers), case.body)
    why = _find_fault(case, reply)
    return Verdict(not why, why=reply.describe(why))


def _find_fault(case: Case, reply: Reply) -> str:
    if reply.status // 100 not in case.status:
        return f"status {reply.status}"
    if case.types and reply.media_type not in case.types:
        return f"Content-Type {reply.media_type}"
    if case.boolean is not None and read_reply(reply).boolean is not case.boolean:
        return "another answer"
    return ""


def _load() -> tuple[dict[str, Any], str]:
    text = _FILE.read_text(encoding="utf-8")
    data = tomllib.loads(text)["data"]
    return tomllib.loads(text.replace("{data}", data)), data


def _read_case(told: dict[str, Any], sets: dict[str, tuple[str, ...]]) -> Case:
    """A case as it is sent: a POST without a body of its own sends a form."""
    query = [("query", told["query"])] if "query" in told else []
    address = [(name, value) for name, value in told.get("address", ())]
    form = [(name, value) for name, value in told.get("form", ())]
    body, media_type = None, told.get("type")
    if "body" in told:
        body = told["body"].encode(told.get("encoding", "utf-8"))
    elif told["method"] == "POST":
        body = urlencode(query + form).encode()
        media_type = FORM if media_type is None else media_type
    else:
        address = query + address
    return Case(
        test=told["test"],
        method=told["method"],
        address=tuple(address),
        headers=(("Content-Type", media_type),) if media_type else (),
        body=body,
        status=tuple(told["status"]),
        types=sets[told["types"]] if "types" in told else (),
        boolean=told.get("boolean"),
    )

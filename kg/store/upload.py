"""The graph put into an external server: SPARQL 1.1 Graph Store HTTP Protocol, graph by graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from kg.errors import KgError
from kg.store.endpoint import say
from kg.store.http import Client, Sent
from kg.store.remote import RemoteStore
from kg.store.served import GRAPH_UNION, count_held, read_settled

#: Every N-Triples text is a Turtle text, and Turtle is what all graph stores take.
_TURTLE: Final = {"Content-Type": "text/turtle; charset=utf-8"}
#: No triples; some servers refuse a body of no bytes.
_EMPTY: Final = b"\n"
_DONE: Final = (200, 201, 204)


def upload(
    client: Client,
    store: RemoteStore,
    files: Mapping[str, tuple[Path, ...]],
    tell: Callable[[str], None],
) -> None:
    """Replace every named graph and the union; take away graphs of ours that are no more.

    `client` writes (the graph store), `store` reads (the query service) the same server. The union
    goes into the default graph, or into `graph/union` where there is none. Readers see old and new
    graphs beside each other until it is done. Raises KgError where the server refuses.
    """
    # The smallest request first: a server that asks who we are is answered before much is sent.
    place = "default"
    if client.send(_make(client, "PUT", place, _EMPTY)).status not in _DONE:
        place = _name(GRAPH_UNION)
        _send(client, "PUT", place, _EMPTY)
    for iri, paths in files.items():
        body = _read(paths)
        _send(client, "PUT", _name(iri), body)
        _send(client, "POST", place, body)
        tell(iri)
    tell("union" if place == "default" else GRAPH_UNION)
    kept = {*files} | ({GRAPH_UNION} if place != "default" else set())
    for iri in sorted(count_held(store).keys() - kept):
        _send(client, "DELETE", _name(iri), b"")
        tell(f"- {iri}")


def _name(iri: str) -> str:
    return f"graph={quote(iri, safe='')}"


def _make(client: Client, method: str, graph: str, body: bytes) -> Sent:
    path = client.address.path
    return Sent(
        method, f"{path}{'&' if '?' in path else '?'}{graph}", body, _TURTLE if body else {}
    )


def _read(paths: tuple[Path, ...]) -> bytes:
    data = ox.serialize(sorted(read_settled(paths), key=str), format=ox.RdfFormat.N_TRIPLES)
    assert data is not None, "serialize without an output returns the bytes"
    return data or _EMPTY


def _send(client: Client, method: str, graph: str, body: bytes) -> None:
    answer = client.send(_make(client, method, graph, body))
    if answer.status in _DONE:
        return
    raise KgError(
        f"グラフを送れません / the graph cannot be sent ({answer.status})",
        where=f"{client.address} {graph}",
        why=say(answer),
        fix="KG_STORE_USER と KG_STORE_PASSWORD を確かめてください / check them"
        if answer.status in (401, 403)
        else "--to が Graph Store Protocol の URL か確かめてください / "
        "see that --to is the URL of a graph store",
    )

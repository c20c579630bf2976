"""Asking the API in tests: JSON, and an address of every route that the real graph answers."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from kg.names import ID
from web.api.route import ROOT, Route


def ask(client: FlaskClient, path: str, status: int = 200) -> Any:
    """The JSON at a path of the API, or at a whole address."""
    address = path if path.startswith(("/api", "http")) else f"{ROOT}{path}"
    response = client.get(address)
    assert response.status_code == status, (address, response.text[:300])
    kind = "application/json" if status == 200 else "application/problem+json"
    assert response.mimetype == kind, address
    return response.get_json(force=True)


def ask_all(client: FlaskClient, path: str) -> list[Any]:
    """All items of a list, part by part."""
    items: list[Any] = []
    address: str | None = f"{path}{'&' if '?' in path else '?'}limit=50"
    while address is not None:
        told = ask(client, address)
        items += told["items"]
        address = told["next"]
    assert len(items) == told["total"]
    return items


def find_examples(client: FlaskClient, route: Route) -> list[str]:
    """Paths of a route, with what the graph holds in the place of `{path}`."""
    if route.path == "/path":
        first, second = (one["iri"] for one in ask(client, "/articles?limit=2")["items"])
        return [f"/path?from={first}&to={second}"]
    if not route.has_path:
        return [f"{route.path}?limit=200" if route.listed else route.path]
    return [route.path.replace("{path}", one) for one in find_paths(client, route)]


def find_paths(client: FlaskClient, route: Route) -> list[str]:
    """What stands for `{path}` in a route: things of its kind."""
    subject = route.path.split("/")[1]
    if subject == "passages":
        rows = ask(client, "/reappearances?limit=5")["items"]
        return [row["evidence"][0]["iri"].removeprefix(ID) for row in rows]
    if subject in ("things", "around"):
        kinds = ("/projects", "/bodies", "/wards", "/instruments", "/statistics", "/events")
        found = [ask(client, f"{kind}?limit=2")["items"][-1]["iri"] for kind in kinds]
        return [iri.removeprefix(ID) for iri in found]
    items = ask(client, f"/{subject}?limit=200")["items"]
    step = max(1, len(items) // 12)
    return [one["iri"].removeprefix(ID) for one in items[::step]]

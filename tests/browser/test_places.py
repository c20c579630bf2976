"""No page type can be forgotten: what the quality bar is held over, against the app itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from flask import Flask, template_rendered
from werkzeug.routing import Rule

from kg.names import ID, MPO
from kg.questions.kinds import find_kinds
from kg.store.terms import Iri
from tests.browser.states import PARTS, find_firsts, make_page
from web.app import create_app
from web.contexts import Page, Pager
from web.pages import things
from web.site import Site


def find_pages(app: Flask) -> list[Rule]:
    """The rules that are answered in both languages: pages, and the files beside them."""
    names = {rule.endpoint for rule in app.url_map.iter_rules()}
    return [rule for rule in app.url_map.iter_rules() if f"en-{rule.endpoint}" in names]


def find_endpoint(app: Flask, address: str) -> str:
    endpoint, _values = app.url_map.bind("localhost").match(urlsplit(address).path)
    assert isinstance(endpoint, str)
    return endpoint


@contextmanager
def record(app: Flask) -> Iterator[list[dict[str, object]]]:
    """What every template was given that is shown meanwhile, its own name under `template`."""
    seen: list[dict[str, object]] = []

    def add(_app: Flask, template: object, context: dict[str, object], **_more: object) -> None:
        seen.append({**context, "template": getattr(template, "name", "")})

    with template_rendered.connected_to(add, app):
        yield seen


@pytest.fixture(scope="module")
def contexts(app: Flask, shown: dict[str, str]) -> dict[str, dict[str, object]]:
    """What the template of each place was given, and the status of its answer."""
    found = {}
    with record(app) as seen, app.test_client() as client:
        for name, place in shown.items():
            seen.clear()
            answer = client.get(place)
            assert seen, f"{name} is no page: {place}"
            found[name] = {**seen[-1], "status": answer.status_code}
    return found


def find_forgotten(app: Flask, shown: dict[str, str], files: dict[str, str]) -> list[str]:
    """The rules of pages that no address is an example of."""
    known = {find_endpoint(app, place) for place in shown.values()} | set(files)
    return [rule.rule for rule in find_pages(app) if rule.endpoint not in known]


def is_file(rule: Rule) -> bool:
    """Whether a rule says by its suffix that it answers with a file."""
    return "suffix" in rule.arguments or rule.rule.endswith((".csv", ".json", ".xlsx"))


@pytest.fixture(scope="module")
def files(app: Flask, places: dict[str, str]) -> dict[str, str]:
    """An address of each rule beside the pages that answers with a file, by its endpoint."""
    article = places["article"].removeprefix("/page/")
    project = places["project"].removeprefix("/page/")
    named = {rule.endpoint: rule.rule for rule in find_pages(app) if is_file(rule)}
    path, _, asked = places["editions"].partition("?")
    code, _, slug = path.removeprefix("/editions/").split("/")
    editions = f"?municipality={code}&document={slug}&{asked}"
    return named | {
        "traces.show_implementers_file": f"/implementers/{article}",
        "editions.show_editions_file": f"/editions.csv{editions}",
        "editions.show_editions_data": f"/editions.json{editions}",
        "ontology.show_file": "/ontology/mpo.ttl",
        "search.show_suggestions": "/search/suggest?q=区",
        "around.show_edges_file": f"/edges/{project}",
    }


def test_every_route_of_a_page_has_an_example(
    app: Flask, shown: dict[str, str], files: dict[str, str]
) -> None:
    assert find_forgotten(app, shown, files) == []


def test_every_example_but_those_of_errors_is_a_page(
    contexts: dict[str, dict[str, object]], places: dict[str, str]
) -> None:
    statuses = {name: contexts[name]["status"] for name in places}
    assert {name: code for name, code in statuses.items() if code != 200} == {"error": 404}


def test_a_route_without_an_example_is_found(shown: dict[str, str], site: Site) -> None:
    app = create_app(site.folder, site.store)
    for name in ("new.show", "en-new.show"):
        app.add_url_rule(f"/{name}", name, lambda: "")
    assert "/new.show" in find_forgotten(app, shown, {})


def test_what_is_said_to_be_a_file_is_none_of_the_pages(app: Flask, files: dict[str, str]) -> None:
    suffixes = {"<suffix>": "csv", "<any(csv, xlsx):suffix>": "csv"}
    kinds = {}
    with app.test_client() as client:
        for name, address in files.items():
            for part, suffix in suffixes.items():
                address = address.replace(part, suffix)
            if "<" not in address:
                kinds[name] = client.get(address).mimetype
    assert len(kinds) > len(files) / 2
    assert {name: kind for name, kind in kinds.items() if kind == "text/html"} == {}


def test_every_template_of_a_page_is_shown(contexts: dict[str, dict[str, object]]) -> None:
    wanted = {page.template for page in Page.__subclasses__()}
    assert wanted - {one["template"] for one in contexts.values()} == set()


def test_every_kind_of_thing_has_an_example(site: Site, shown: dict[str, str]) -> None:
    known = {
        kind
        for place in shown.values()
        if place.startswith("/page/")
        for kind in find_kinds(site.store, Iri(ID + place.removeprefix("/page/")))
    }
    parts = {MPO + name for name in PARTS}
    assert {MPO + name for name in find_firsts(site)} - known == parts
    assert set(things._PAGES) - known == parts


def test_a_part_is_shown_at_its_place_on_the_page_of_the_whole(app: Flask, site: Site) -> None:
    firsts = find_firsts(site)
    with app.test_client() as client:
        for name in PARTS:
            answer = client.get(make_page(firsts[name]))
            assert answer.status_code == 303
            page, _, anchor = answer.location.partition("#")
            assert f'id="{anchor}"' in client.get(page).text


def test_every_list_that_goes_on_has_an_example_of_its_second_page(
    app: Flask, shown: dict[str, str], contexts: dict[str, dict[str, object]]
) -> None:
    pagers = {
        name: pager
        for name, one in contexts.items()
        if isinstance(pager := one.get("pager"), Pager) and pager.pages > 1
    }
    lists = {find_endpoint(app, shown[name]) for name in pagers}
    seen = {find_endpoint(app, shown[name]) for name, pager in pagers.items() if pager.page > 1}
    assert lists
    assert lists - seen == set()

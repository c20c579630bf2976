"""Hostile text: it stays text everywhere, wherever it comes from, and nothing gives a 500."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote as percent

import pytest
from flask import Flask, Request
from flask.testing import FlaskClient
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule

import web
from kg.names import ID
from tests.questions.small_graph import (
    DOCUMENT,
    HOSTILE,
    ODD,
    ORDINANCE,
    ROAD,
    quote,
    write_small_data,
)
from tests.web.hostile import PLANTED, STRINGS, Markup, check_answer, write_hostile_data
from tests.web.reading import PageReader, make_test_app, read_page

WEB: Final = Path(web.__file__).parent
PLACE: Final = DOCUMENT.removeprefix(ID)
ARTICLE: Final = f"{ORDINANCE.removeprefix(ID)}/art_1"
PROJECT: Final = ROAD.removeprefix(ID)
PASSAGE: Final = quote("終わり")[1:-1].removeprefix(ID)
#: Routes that ask the pool of processes, or take no text: each with the test that holds them.
ELSEWHERE: Final = {
    "sparql": "tests/endpoint/test_hostile.py",
    "graph_store": "tests/endpoint/test_hostile.py",
    "query": "tests/web/test_query_page.py",
}
#: Addresses of the routes that have variable parts, by endpoint; `{}` is where text is typed.
EDITIONS: Final = "municipality=990001&document=small-plan&from=small-plan"
EXAMPLES: Final = {
    "search_files.show_search_file": ("/search.csv", "/search.xlsx", "/search.{}"),
    "around.show_around": (f"/around/{PROJECT}", "/around/{}"),
    "around.show_edges_file": (f"/edges/{PROJECT}", "/edges/{}"),
    "trees.show_tree": (f"/tree/{PLACE}", "/tree/{}"),
    "api-v1.miss": ("/api/v1/{}",),
    "api-v1.getDocument": (f"/api/v1/documents/{PLACE}", "/api/v1/documents/{}"),
    "api-v1.getProject": (f"/api/v1/projects/{PROJECT}", "/api/v1/projects/{}"),
    "api-v1.getBody": ("/api/v1/bodies/{}",),
    "api-v1.getOrdinance": ("/api/v1/ordinances/{}",),
    "api-v1.listImplementers": (
        f"/api/v1/articles/{ARTICLE}/implementers",
        "/api/v1/articles/{}/implementers",
    ),
    "api-v1.getArticle": (f"/api/v1/articles/{ARTICLE}", "/api/v1/articles/{}"),
    "api-v1.getAround": (f"/api/v1/around/{PROJECT}", "/api/v1/around/{}"),
    "api-v1.getPassage": (f"/api/v1/passages/{PASSAGE}", "/api/v1/passages/{}"),
    "api-v1.getThing": (f"/api/v1/things/{PROJECT}", "/api/v1/things/{}"),
    "documents.show_coverage": (f"/coverage/{PLACE}", "/coverage/{}"),
    "editions.show_editions": (f"/editions/{PLACE}", "/editions/{}"),
    "editions.show_editions_file": (f"/editions.csv?{EDITIONS}", f"/editions.xlsx?{EDITIONS}"),
    "texts.show_text": (f"/text/{PLACE}", "/text/{}", f"/text/{PLACE}?page={{}}"),
    "reappearances.show_reappearances_file": ("/reappearances.csv", "/reappearances.xlsx"),
    "repeat_files.show_repeats_file": ("/repeats.csv", "/repeats.xlsx"),
    "gaps.show_gaps_file": ("/gaps.csv", "/gaps.xlsx"),
    "quality.show_quality_file": ("/quality.csv", "/quality.xlsx", "/quality.{}"),
    "tables.show_list": (
        "/tables/documents.csv",
        "/tables/instruments.xlsx",
        "/tables/names.csv",
        "/tables/events.jsonld",
        "/tables/{}.csv",
    ),
    "tables.show_part": (
        f"/tables/rows/{PLACE}.csv",
        f"/tables/passages/{PLACE}.csv",
        "/tables/rows/990001/project/{}.csv",
        "/tables/{}/990001.xlsx",
    ),
    "traces.show_implementers_file": (f"/implementers/{ARTICLE}", "/implementers/{}"),
    "things.show_thing": (
        f"/page/{ARTICLE}",
        f"/page/{PROJECT}",
        f"/page/{PLACE}",
        f"/page/{PLACE}/node/{{}}",
        "/page/990001/project/{}",
        "/page/{}",
    ),
    "ontology.show_file": ("/ontology/{}",),
    "data.find_thing": ("/id/{}",),
    "data.show_data": (f"/data/{PROJECT}.csv", "/data/{}.ttl", "/data/{}", "/data/{}.xlsx"),
    "data.find_graph": ("/graph/{}",),
    "data.show_dump": ("/dump/{}", "/dump/{}.ttl"),
    "catalogue.show_catalogue_as": ("/void.{}",),
    "static.send_static": ("/static/site.css", "/static/{}"),
    "terms.show_ontology_data": ("/ontology.{}",),
    "terms.show_shapes": ("/shapes.{}",),
    "terms.find_rule": ("/rule/{}",),
    "terms.find_example": ("/example/{}",),
}
#: Good values that let a view read on to its other parameters.
WAYS: Final = {
    "/editions.json": f"/editions.json?{EDITIONS}",
    "/paths": "/paths?from=道路事業&to=公園事業",
    "/api/v1/path": f"/api/v1/path?from={PROJECT}&to={ARTICLE}",
}


class Recorder(ImmutableMultiDict[str, str]):
    """Parameters that remember which of them were asked for."""

    asked: set[str] = set()  # noqa: RUF012

    def get(self, key: str, *args: Any, **kwargs: Any) -> Any:
        self.asked.add(key)
        return super().get(key, *args, **kwargs)

    def getlist(self, key: str, *args: Any, **kwargs: Any) -> Any:
        self.asked.add(key)
        return super().getlist(key, *args, **kwargs)

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)


class RecordingRequest(Request):
    """A request whose parameters remember."""

    parameter_storage_class = Recorder


@pytest.fixture(scope="module")
def hostile_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_test_app(write_hostile_data(tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="module")
def small_recording(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = make_test_app(write_small_data(tmp_path_factory.mktemp("recording")))
    app.request_class = RecordingRequest
    return app


@pytest.fixture(scope="module")
def targets(small_recording: Flask) -> dict[str, frozenset[str]]:
    """Every address of the site with the parameters that its view reads; `{}` takes any text."""
    client = small_recording.test_client()
    found: dict[str, frozenset[str]] = {}
    for address in find_addresses(small_recording):
        Recorder.asked = set()
        client.get(WAYS.get(address, address.replace("{}", "990001")))
        found[address] = frozenset(Recorder.asked)
    return found


def find_addresses(app: Flask) -> Iterator[str]:
    """An address of every route that reads, in Japanese; fails for a route without one."""
    for rule in app.url_map.iter_rules():
        blueprint = rule.endpoint.split(".")[0]
        if (
            blueprint.startswith("en-")
            or blueprint in ELSEWHERE
            or "GET" not in (rule.methods or ())
        ):
            continue
        if not rule.arguments:
            yield rule.rule
        else:
            assert rule.endpoint in EXAMPLES, f"{rule.rule}: give an example of its address"
            yield from EXAMPLES[rule.endpoint]


def has_english(app: Flask, address: str) -> bool:
    """Whether a page is there in English too."""
    with app.test_request_context(f"/en{address.replace('{}', 'x')}") as context:
        matched: Rule | None = context.request.url_rule
        return matched is not None


def find_parameters() -> set[str]:
    """The names of parameters that the code of the pages writes as constants."""
    found: set[str] = set()
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case (
                    ast.Call(
                        func=ast.Attribute(
                            value=ast.Attribute(attr="args"), attr="get" | "getlist"
                        ),
                        args=[ast.Constant(value=str(name)), *_],
                    )
                    | ast.Subscript(
                        value=ast.Attribute(attr="args"), slice=ast.Constant(value=str(name))
                    )
                ):
                    found.add(name)
    return found


def test_no_parameter_of_the_code_is_forgotten_here(targets: dict[str, frozenset[str]]) -> None:
    read = set().union(*targets.values())
    assert find_parameters() <= read
    assert {"q", "page", "kind", "from", "to", "municipality", "passage", "lang"} <= read
    assert len(STRINGS) >= 80


@pytest.mark.parametrize(
    "number", range(len(STRINGS)), ids=lambda number: ascii(STRINGS[number])[:30]
)
def test_hostile_text_in_any_parameter_of_any_route_stays_text(
    small_recording: Flask, targets: dict[str, frozenset[str]], number: int
) -> None:
    client, typed = small_recording.test_client(), percent(STRINGS[number], safe="")
    asked = 0
    for place, (address, names) in enumerate(targets.items()):
        here = ("/en" if number % 4 > 1 and has_english(small_recording, address) else "") + address
        joined = "&" if "?" in here else "?"
        tries = [here.replace("{}", typed)]
        if "{}" not in here:
            tries = [f"{here}{joined}{name}={typed}" for name in sorted(names)]
        for turn, one in enumerate(tries):
            # Of the strings every second comes to each place: forty and more.
            if (number + place + turn) % 2:
                continue
            response = client.get(one)
            assert response.status_code in (200, 302, 303, 308, 400, 404, 406), one
            check_answer(response, one)
            asked += 1
    assert asked > 40


@pytest.mark.parametrize("text", STRINGS, ids=lambda text: ascii(text)[:30])
def test_hostile_text_in_a_header_is_let_by(small: FlaskClient, text: str) -> None:
    value = text.encode("ascii", "ignore").decode().translate(dict.fromkeys(range(32)))
    for name in ("Accept", "Accept-Language", "Cookie", "If-None-Match", "Range", "Referer"):
        response = small.get("/page/990001", headers={name: value})
        assert response.status_code in (200, 206, 416), name
        check_answer(response, name)


@pytest.mark.parametrize("language", ["", "/en"])
def test_hostile_text_in_the_data_stays_text_on_every_page_and_in_every_file(
    hostile_app: Flask, targets: dict[str, frozenset[str]], language: str
) -> None:
    client = hostile_app.test_client()
    places = [WAYS.get(one, one) for one in targets if "{}" not in one]
    places += [f"/search?q={percent(text[:200])}" for text in PLANTED]
    for number in range(len(PLANTED)):
        kinds = ("project", "body", "instrument", "service")
        places += [f"/page/990001/{kind}/h{number}" for kind in kinds[number % 2 :: 2]]
        places += [f"/page/{PLACE}/event/9{number}", f"/page/{PLACE}/statistic/9{number}"]
        places += [f"/tables/rows/990001/project/h{number}.csv"]
        places += [f"/data/990001/project/h{number}.{form}" for form in ("csv", "xlsx", "jsonld")]
    for place in places:
        here = language + place if has_english(hostile_app, place) else place
        response = client.get(here)
        assert response.status_code in (200, 302, 303), here
        check_answer(response, here)


def test_what_was_planted_is_shown_and_not_dropped(hostile_app: Flask) -> None:
    client = hostile_app.test_client()
    for number, text in enumerate(PLANTED):
        shown = Markup(client.get(f"/page/990001/project/h{number}").text).text
        assert text.strip() in shown, text
    assert HOSTILE in read_page(client, f"/page/{ODD.removeprefix(ID)}").heading
    rows = client.get(f"/tables/rows/{PLACE}.csv").text
    assert "'=HYPERLINK" in rows


def test_every_answer_carries_the_headers_that_keep_a_reader_safe(small: FlaskClient) -> None:
    for address in (
        "/",
        "/page/none",
        "/static/site.css",
        "/data/990001.ttl",
        "/search?page=x",
        "/tables/bodies.csv",
        "/tables/none.csv",
        "/statistics.csv",
    ):
        headers = small.get(address).headers
        policy = dict(one.split(" ", 1) for one in headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == "'none'"
        assert policy["frame-ancestors"] == "'none'"
        assert {policy[name] for name in ("script-src", "style-src", "img-src")} == {"'self'"}
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Set-Cookie" not in headers
        assert "charset=utf-8" in headers["Content-Type"]


def test_scripts_of_other_sites_read_data_and_nothing_else(small: FlaskClient) -> None:
    origin = {"Origin": "https://other.example"}
    for address in ("/", "/search?q=a", "/tables/bodies.csv", "/static/site.css", "/none"):
        headers = small.get(address, headers=origin).headers
        assert "Access-Control-Allow-Origin" not in headers, address
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    for address in ("/data/990001.ttl", "/data/990001.csv", "/ontology.ttl"):
        headers = small.get(address, headers=origin).headers
        assert headers["Access-Control-Allow-Origin"] == "*", address
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Access-Control-Allow-Credentials" not in headers


def test_https_is_made_lasting_where_the_site_is_reached_by_it(small: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in small.get("/").headers
    for address in ("/", "/none", "/data/990001.ttl"):
        headers = small.get(address, base_url="https://example.org").headers
        assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_no_page_asks_anything_of_another_site(small: FlaskClient) -> None:
    html = small.get("/").text
    assert all(link.startswith("/") for link in PageReader(html.split("</head>")[0]).links)
    sources: dict[str, list[str]] = defaultdict(list)
    for path in (WEB / "static").rglob("*.css"):
        css = path.read_text(encoding="utf-8")
        for word in ("url(", "@import", "http:", "//fonts"):
            if word in css:
                sources[path.name].append(word)
    # The editor's drawings are data within its own file.
    assert set(sources) <= {"yasqe.min.css"}


def test_a_graph_that_does_not_parse_stops_the_start(tmp_path: Path) -> None:
    from kg.errors import GraphError
    from web.app import create_app

    folder = write_small_data(tmp_path)
    (folder.ttl / "curated.ttl").write_text("this is no turtle", encoding="utf-8")
    with pytest.raises(GraphError, match=r"curated\.ttl"):
        create_app(folder)

"""How the API is asked: kept answers, scripts of any site, errors that say what to change."""

from __future__ import annotations

import gzip
import json
import shlex
from html import unescape
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.web.api.asking import ask, find_examples
from tests.web.hostile import STRINGS
from tests.web.reading import read_page
from web.api.route import ROOT, Kind
from web.api.routes import ROUTES


def test_an_answer_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(f"{ROOT}/documents")
    again = client.get(f"{ROOT}/documents", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data
    packed = client.get(f"{ROOT}/documents", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.data)) == first.get_json(force=True)


def test_the_same_question_has_the_same_answer_byte_for_byte(client: FlaskClient) -> None:
    for route in ROUTES:
        (path, *_) = find_examples(client, route)
        assert client.get(f"{ROOT}{path}").data == client.get(f"{ROOT}{path}").data, path


def test_scripts_of_any_site_may_ask_and_read_errors(client: FlaskClient) -> None:
    for path in ("/", "/openapi.json", "/things/none", "/projects?limit=x", "/nothing"):
        response = client.get(ROOT + path, headers={"Origin": "https://example.org"})
        assert response.headers["Access-Control-Allow-Origin"] == "*", path
        assert "Set-Cookie" not in response.headers
    allowed = client.options(f"{ROOT}/projects")
    assert allowed.status_code == 204
    assert "GET" in allowed.headers["Access-Control-Allow-Methods"]


def test_only_reading_is_allowed(client: FlaskClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        response = client.open(f"{ROOT}/projects", method=method)
        assert response.status_code == 405
        assert response.mimetype == "application/problem+json"
        assert "GET" in response.headers["Allow"]
    assert client.head(f"{ROOT}/projects").status_code == 200


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("*/*", 200),
        ("text/html, */*;q=0.1", 200),
        ("text/html", 406),
        ("text/turtle", 406),
    ],
)
def test_json_is_all_that_can_be_asked_for(client: FlaskClient, accept: str, status: int) -> None:
    response = client.get(f"{ROOT}/documents", headers={"Accept": accept})
    assert response.status_code == status


@pytest.mark.parametrize(
    ("path", "status", "where"),
    [
        ("/projects?limit=201", 400, "limit"),
        ("/projects?limit=0", 400, "limit"),
        ("/projects?limit=-1", 400, "limit"),
        ("/projects?page=x", 400, "page"),
        ("/projects?page=９", 400, "page"),
        ("/projects?page=9999", 404, "page"),
        ("/projects?municipality=1", 400, "municipality"),
        ("/projects?fiscalYear=12", 400, "fiscalYear"),
        ("/projects?limit=1&limit=2", 400, "limit"),
        ("/search?q=" + "a" * 201, 400, "q"),
        ("/search?kind=none", 400, "kind"),
        ("/path?from=x", 400, "to"),
        ("/path?from=zzzzzz&to=zzzzzz", 404, "from"),
    ],
)
def test_an_error_names_the_parameter_and_what_to_change(
    client: FlaskClient, path: str, status: int, where: str
) -> None:
    told = ask(client, path, status)
    assert told["where"] == where
    assert told["detail"]
    assert told["type"].startswith("/api#problem-")


@pytest.mark.parametrize(
    "path", ["/things/none", "/projects/none", "/documents/none", "/bodies/none", "/around/none"]
)
def test_what_is_not_there_is_looked_for_in_the_api_itself(client: FlaskClient, path: str) -> None:
    assert f"{ROOT}/search?q=" in ask(client, path, 404)["fix"]


def test_a_parameter_that_is_none_is_refused_rather_than_left_aside(client: FlaskClient) -> None:
    told = ask(client, "/projects?munincipality=141305", 400)
    assert "munincipality" in told["detail"]
    assert "municipality" in told["fix"]


def test_what_explains_a_problem_is_on_the_page(client: FlaskClient) -> None:
    ids = read_page(client, "/api").ids
    for path, status in (("/projects?limit=x", 400), ("/things/none", 404)):
        assert ask(client, path, status)["type"].partition("#")[2] in ids
    for status in (405, 406, 429, 500, 503):
        assert f"problem-{status}" in ids


@pytest.mark.parametrize("text", STRINGS, ids=lambda text: ascii(text)[:30])
def test_hostile_text_in_any_parameter_is_answered_in_json(small: FlaskClient, text: str) -> None:
    typed = quote(text, safe="")
    for route in ROUTES:
        address = ROOT + route.path.replace("{path}", "990001")
        addresses = [f"{address}?{one.name}={typed}" for one in route.all_parameters]
        addresses += [f"{address}?{typed}=1"]
        addresses += [ROOT + route.path.replace("{path}", typed)] if route.has_path else []
        for one in addresses:
            response = small.get(one)
            assert response.status_code in (200, 308, 400, 404), one
            if response.status_code != 308:
                assert (response.mimetype or "").endswith("json"), one
                json.loads(response.text)


def test_a_thing_is_asked_for_by_its_iri_or_its_path(client: FlaskClient) -> None:
    body = ask(client, "/projects?limit=200")["items"]
    iri = next(each["iri"] for one in body for each in one["responsibleBody"])
    by_iri = ask(client, f"/projects?body={quote(iri)}")
    by_path = ask(client, f"/projects?body={quote(iri.partition('/id/')[2])}")
    assert by_iri == by_path | {"next": by_iri["next"]}
    assert by_iri["total"]
    assert {one.kind for route in ROUTES for one in route.parameters} == set(Kind)


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_examples_of_the_page_are_answered(client: FlaskClient, language: str) -> None:
    html = client.get(f"{language}/api").text
    commands = [
        unescape(part.split("</code>")[0]) for part in html.split('<pre tabindex="0"><code>')[1:]
    ]
    assert len(commands) >= 5
    for command in commands:
        program, address = shlex.split(command)
        assert program == "curl"
        told = ask(client, address)
        assert told.get("total") != 0, command


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_lists_every_path_with_its_parameters(client: FlaskClient, language: str) -> None:
    text = read_page(client, f"{language}/api").main
    for route in ROUTES:
        assert route.path in text
        assert (route.en if language else route.ja) in text
        for one in route.all_parameters:
            assert one.name in text

"""The OpenAPI document is valid, says what the routes say, and every answer is as it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from kg.names import ID
from tests.web.api.asking import ask, find_examples
from web.api.openapi import MEDIA_TYPE
from web.api.route import MOST, ROOT, Route
from web.api.routes import ROUTES, TAGS


@pytest.fixture(scope="module")
def document(app: Flask) -> Any:
    response = app.test_client().get(f"{ROOT}/openapi.json")
    assert response.mimetype == MEDIA_TYPE
    return response.get_json(force=True)


def make_validator(document: Any, schema: Any) -> Draft202012Validator:
    whole = {**schema, "components": document["components"]}
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator(whole)


def test_the_document_is_valid_openapi_3_1(document: Any) -> None:
    assert document["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(document).validate()


def test_the_document_and_the_server_know_the_same_paths(app: Flask, document: Any) -> None:
    rules = {
        rule.rule.removeprefix(ROOT).replace("<path:_path>", "{path}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(f"{ROOT}/")
    }
    assert set(document["paths"]) == rules - {"/openapi.json", "/{path}"}
    assert {route.tag for route in ROUTES} == set(TAGS)
    assert len({route.name for route in ROUTES}) == len(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_every_answer_is_as_the_document_says(
    client: FlaskClient, document: Any, route: Route
) -> None:
    said = document["paths"][route.path]["get"]["responses"]["200"]
    validator = make_validator(document, said["content"]["application/json"]["schema"])
    examples = find_examples(client, route)
    assert examples
    for path in examples:
        told = ask(client, path)
        faults = [f"{list(one.absolute_path)} {one.message}" for one in validator.iter_errors(told)]
        assert faults == [], path


def test_a_problem_is_as_the_document_says(client: FlaskClient, document: Any) -> None:
    said = document["components"]["responses"]["Problem400"]["content"]
    validator = make_validator(document, said["application/problem+json"]["schema"])
    for path, status in (("/projects?limit=0", 400), ("/things/none", 404), ("/nothing", 404)):
        told = ask(client, path, status)
        assert list(validator.iter_errors(told)) == []
        assert told["status"] == status


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from walk(one)
    elif isinstance(value, list):
        for one in value:
            yield from walk(one)


def test_every_list_is_bounded_and_every_item_has_name_address_and_proof(document: Any) -> None:
    schemas = document["components"]["schemas"]
    lists = [route for route in ROUTES if route.listed]
    assert len(lists) > 10
    for route in lists:
        told = document["paths"][route.path]["get"]
        (limit,) = [one for one in told["parameters"] if one["name"] == "limit"]
        assert limit["schema"]["maximum"] == MOST
        schema = told["responses"]["200"]["content"]["application/json"]["schema"]
        name = schema["properties"]["items"]["items"]["$ref"].rsplit("/", 1)[1]
        assert {"iri", "url", "label", "evidence"} <= set(schemas[name]["required"]), route.path
    for schema in walk(document["components"]["schemas"]):
        if schema.get("type") == "object" and "properties" in schema:
            assert schema["additionalProperties"] is False


def test_the_parameters_have_the_bounds_that_are_checked(client: FlaskClient) -> None:
    for route in ROUTES:
        for one in route.parameters:
            if one.most is not None and not route.has_path:
                path = f"{route.path}?{one.name}="
                assert ask(client, f"{path}{one.most + 1}", 400)["where"] == one.name
            if one.choices and not route.has_path:
                told = ask(client, f"{route.path}?{one.name}=none-of-these", 400)
                assert told["where"] == one.name or route.path == "/path"


def test_the_document_tells_how_long_and_how_many_values_may_be(
    client: FlaskClient, document: Any
) -> None:
    longest = get_schema(document, "/search", "q")["maxLength"]
    ask(client, "/search?q=" + "a" * longest)
    ask(client, "/search?q=" + "a" * (longest + 1), 400)
    most = get_schema(document, "/around/{path}", "expand")["maxItems"]
    thing = ask(client, "/documents?limit=1")["items"][0]["iri"].removeprefix(ID)
    ask(client, f"/around/{thing}?" + "&".join(["expand=141305"] * most))
    ask(client, f"/around/{thing}?" + "&".join(["expand=141305"] * (most + 1)), 400)


def get_schema(document: Any, path: str, name: str) -> Any:
    parameters = document["paths"][path]["get"]["parameters"]
    return next(one["schema"] for one in parameters if one["name"] == name)

"""The API as an OpenAPI 3.1 document, made of its routes and of the shapes of their answers."""

from __future__ import annotations

from typing import Any, Final

from web.api.route import ROOT, Kind, Parameter, Route
from web.api.routes import ROUTES, TAGS
from web.api.writing import Schemas
from web.origin import get_origin
from web.problems import PROBLEM
from web.site import get_site

MEDIA_TYPE: Final = "application/vnd.oai.openapi+json"
_PROBLEMS: Final = {
    "400": "a value that cannot be taken; `where` names the parameter, `fix` says what to change",
    "404": "the graph does not know it, or the list has no such part",
    "406": "only JSON can be answered",
    "429": "too many requests; wait as long as Retry-After says",
    "503": "busy; wait as long as Retry-After says",
}
_PATH: Final[dict[str, Any]] = {
    "name": "path",
    "in": "path",
    "required": True,
    "description": (
        "What follows `/id/` in the IRI of the thing, slashes included; other signs may be "
        "percent-encoded. "
        "IRI の `/id/` より後の部分。スラッシュはそのまま書きます。"
    ),
    "schema": {"type": "string"},
}


def describe() -> dict[str, Any]:
    """The document."""
    schemas = Schemas()
    paths = {route.path: {"get": _describe_route(route, schemas)} for route in ROUTES}
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Seisaku KG API",
            "version": get_site().version.release,
            "summary": "Plans, ordinances and reports of municipalities, every fact with its proof",
            "description": (
                "Read-only. Every object has its `iri`, the `url` of its page, and the `evidence` "
                "that proves it: document, edition, lines, exact words. Labels are by language; "
                "what documents say is Japanese, `en` is then null. Lists come in parts: `total`, "
                "`items`, and `next`, the address of the next part."
            ),
            "license": {
                "name": "CC BY 4.0",
                "url": "https://creativecommons.org/licenses/by/4.0/",
            },
        },
        "servers": [{"url": f"{get_origin()}{ROOT}"}],
        "tags": [{"name": name, "description": f"{en} / {ja}"} for name, (ja, en) in TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": {**dict(sorted(schemas.known.items())), "Problem": _PROBLEM_SCHEMA},
            "responses": {
                f"Problem{status}": {
                    "description": said,
                    "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
                for status, said in _PROBLEMS.items()
            },
        },
    }


def _describe_route(route: Route, schemas: Schemas) -> dict[str, Any]:
    schema = schemas.make_list(route.answer) if route.listed else schemas.refer(route.answer)
    parameters = [_describe_parameter(one) for one in route.all_parameters]
    if route.has_path:
        parameters.insert(0, _PATH)
    return {
        "operationId": route.name,
        "tags": [route.tag],
        "summary": route.en,
        "description": route.ja,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": route.en,
                "headers": {
                    "ETag": {
                        "description": "names what the answer says; send it as If-None-Match",
                        "schema": {"type": "string"},
                    }
                },
                "content": {"application/json": {"schema": schema}},
            },
            "304": {"description": "the reader has this answer already"},
            **{status: {"$ref": f"#/components/responses/Problem{status}"} for status in _PROBLEMS},
        },
    }


def _describe_parameter(one: Parameter) -> dict[str, Any]:
    value: dict[str, Any] = {"type": "integer" if one.kind is Kind.NUMBER else "string"}
    if one.kind is Kind.THING:
        value["description"] = "an IRI of the graph, or what follows /id/ in it"
    told = {
        "enum": list(one.choices) or None,
        "pattern": f"^{one.pattern}$" if one.pattern else None,
        "minimum": one.least,
        "maximum": one.most,
        "default": one.default,
        "maxLength": one.longest if one.kind is Kind.TEXT else None,
    }
    value |= {name: said for name, said in told.items() if said is not None}
    if one.many:
        value = {"type": "array", "items": value, "maxItems": one.values}
    return {
        "name": one.name,
        "in": "query",
        "required": one.required,
        "description": f"{one.en} / {one.ja}",
        "schema": value,
        **({"style": "form", "explode": True} if one.many else {}),
        **({"example": [one.example] if one.many else one.example} if one.example else {}),
    }


_PROBLEM_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "description": "What went wrong, as RFC 9457 tells it, in Japanese and English.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "where": {"type": "string", "description": "the parameter that is meant"},
        "fix": {"type": "string", "description": "what to change"},
    },
    "required": ["type", "title", "status"],
    "additionalProperties": False,
}

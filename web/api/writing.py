"""Answers as JSON values, and their shapes as JSON Schema 2020-12."""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from kg.names import MPO
from kg.questions.vocabulary import load_vocabulary

_PLAIN: Final[dict[object, str]] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}
#: Fields that hold an address or IRI.
_URIS: Final = {"url", "next"}
_IRIS: Final = {"iri"}


def camel(name: str) -> str:
    """A field's name in lowerCamel; a trailing underscore keeps it off Python's own words."""
    first, *rest = name.strip("_").split("_")
    return first + "".join(part.capitalize() for part in rest)


def tell(value: object) -> object:
    """A value of an answer as JSON tells it, its keys in the order of the fields."""
    if is_dataclass(value) and not isinstance(value, type):
        return {camel(one.name): tell(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, str | int | float | bool | None):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, Sequence):
        return [tell(one) for one in value]
    raise TypeError(f"no answer holds {type(value).__name__}")


class Schemas:
    """The schemas of dataclasses, each kept once under its name."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, Any]] = {}

    def refer(self, shape: object) -> dict[str, Any]:
        """The schema of a type, a reference where it is a dataclass."""
        origin, inside = get_origin(shape), get_args(shape)
        if origin in (Union, types.UnionType):
            return self._join(inside)
        if isinstance(origin, type) and issubclass(origin, Sequence):
            return {"type": "array", "items": self.refer(inside[0])}
        if shape in _PLAIN:
            return {"type": _PLAIN[shape]}
        if isinstance(shape, type) and is_dataclass(shape):
            return self._keep(shape)
        raise TypeError(f"no schema for {shape}")

    def make_list(self, shape: type) -> dict[str, Any]:
        """The schema of a part of a list."""
        return {
            "type": "object",
            "properties": {
                "total": {"type": "integer", "minimum": 0},
                "items": {"type": "array", "items": self.refer(shape)},
                "next": {"type": ["string", "null"], "format": "uri"},
            },
            "required": ["total", "items", "next"],
            "additionalProperties": False,
        }

    def _join(self, inside: tuple[object, ...]) -> dict[str, Any]:
        found = [self.refer(one) for one in inside]
        if all(set(one) == {"type"} for one in found):
            return {"type": [one["type"] for one in found]}
        return {"anyOf": found}

    def _keep(self, shape: type) -> dict[str, Any]:
        name = shape.__name__
        if name not in self.known:
            self.known[name] = {}  # a shape may hold itself
            hints = get_type_hints(shape)
            properties = {
                camel(one.name): self._describe(camel(one.name), self.refer(hints[one.name]))
                for one in fields(shape)
            }
            self.known[name] = {
                "type": "object",
                "description": " ".join((shape.__doc__ or "").split()),
                "properties": properties,
                "required": list(properties),
                "additionalProperties": False,
            }
        return {"$ref": f"#/components/schemas/{name}"}

    def _describe(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        if name in _URIS | _IRIS and "anyOf" not in schema:
            schema = {**schema, "format": "uri" if name in _URIS else "iri"}
        meaning = find_meaning(name)
        return {**schema, "description": meaning} if meaning else schema


@cache
def find_meaning(name: str) -> str:
    """What the vocabulary says of a field that is called as one of its terms."""
    word = load_vocabulary().get(MPO + name)
    return word.definition("en") if word else ""

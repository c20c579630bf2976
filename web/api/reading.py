"""The values of a request, checked against the parameters of its route."""

from __future__ import annotations

import re
from typing import Final

from flask import request

from kg.names import ID
from web.api.problem import ApiError
from web.api.route import ROOT, Asked, Kind, Parameter, Route
from web.links import parse_path, read_path

#: The longest IRI, its signs percent-encoded or not.
_LONGEST_IRI: Final = 3_000


def read(route: Route) -> Asked:
    """What a request asks of a route. Raises ApiError (400) that says what to change."""
    known = {one.name: one for one in route.all_parameters}
    unknown = sorted(set(request.args) - set(known))
    if unknown:
        raise ApiError(
            400,
            f"知らないパラメーターです / unknown parameter: {unknown[0][:60]}",
            fix="/ ".join(known) or "パラメーターなしで求めてください / use none",
        )
    values: dict[str, object] = {name: _read(one) for name, one in known.items()}
    if route.has_path:
        values["path"] = _read_path(route)
    return Asked(values)


def _read(parameter: Parameter) -> object:
    given = [one for one in request.args.getlist(parameter.name) if one.strip()]
    if not given:
        if parameter.required:
            raise _refuse(parameter, "値が要ります / a value is needed")
        return () if parameter.many else parameter.default
    if len(given) > parameter.values:
        raise _refuse(parameter, f"{parameter.values}件までです / at most {parameter.values}")
    values = [_check(parameter, one.strip()) for one in given]
    return tuple(values) if parameter.many else values[0]


def _check(parameter: Parameter, value: str) -> object:
    longest = _LONGEST_IRI if parameter.kind is Kind.THING else parameter.longest
    if len(value) > longest:
        raise _refuse(parameter, f"{longest}字までです / at most {longest} characters")
    if parameter.kind is Kind.NUMBER:
        if not (value.isascii() and value.isdecimal() and len(value) < 10):
            raise _refuse(parameter, "数で書いてください / write a whole number")
        number = int(value)
        if not (parameter.least or 0) <= number <= (parameter.most or number):
            raise _refuse(
                parameter,
                f"{parameter.least}から{parameter.most}までです / "
                f"from {parameter.least} to {parameter.most}",
            )
        return number
    if parameter.kind is Kind.THING:
        iri = parse_path("/" + value.removeprefix(ID), "/")
        if iri is None:
            raise _refuse(parameter, "IRI ではありません / this is no IRI of the graph")
        return iri
    if parameter.choices and value not in parameter.choices:
        raise _refuse(parameter, "、".join(parameter.choices) + " のどれかです / one of these")
    if parameter.pattern and not re.fullmatch(parameter.pattern, value):
        raise _refuse(parameter, f"形が違います / must match {parameter.pattern}")
    return value


def _read_path(route: Route) -> str:
    """The IRI that stands in the address; 404 for none."""
    before, _, after = f"{ROOT}{route.path}".partition("{path}")
    path = read_path(request.environ).removesuffix(after)
    iri = parse_path(path, before)
    if iri is None:
        raise ApiError(404, "その IRI のものはありません / the graph does not know this IRI")
    return iri


def _refuse(parameter: Parameter, why: str) -> ApiError:
    return ApiError(400, why, where=parameter.name, fix=f"{parameter.ja} / {parameter.en}")

"""Errors for programs: application/problem+json (RFC 9457) that says how to mend the request."""

from __future__ import annotations

import json
from typing import Final

from flask import Response

from kg.errors import KgError, QueryError
from kg.store.limits import Limits
from kg.store.query_errors import BusyError, LimitError, NotAcceptableError, RefusedError

PROBLEM: Final = "application/problem+json"
#: Where each kind of problem is explained: an anchor of the page of queries.
HELP: Final = "/query"


#: Limits of the query's text rather than of its answer.
_LIMITS: Final = {"depth": 400, "steps": 400, "text": 413}


class ProtocolError(KgError):
    """A request that the SPARQL 1.1 Protocol does not allow, with the status it is answered by."""

    def __init__(self, status: int, what: str, *, why: str = "", fix: str = "") -> None:
        super().__init__(what, why=why, fix=fix)
        self.status = status


def get_status(error: KgError) -> int:
    """The HTTP status of an error: what the reader can mend is 4xx, a limit or no free place 503.

    SPARQL 1.1 Protocol, section 2.1.6, leaves the choice beyond malformed queries (400) open.
    """
    if isinstance(error, ProtocolError):
        return error.status
    if isinstance(error, RefusedError):
        return 403
    if isinstance(error, NotAcceptableError):
        return 406
    if isinstance(error, LimitError):
        return _LIMITS.get(error.limit, 503)
    if isinstance(error, BusyError):
        return 503
    return 400 if isinstance(error, QueryError) else 500


def make_problem(error: KgError, limits: Limits) -> Response:
    """The response that tells of an error."""
    status = get_status(error)
    body: dict[str, object] = {
        "type": f"{HELP}#{get_slug(error)}",
        "title": error.what,
        "status": status,
    }
    told = {"detail": error.why, "where": error.where, "fix": error.fix}
    body |= {name: text for name, text in told.items() if text}
    if isinstance(error, LimitError):
        body["limit"] = error.limit
        value = getattr(limits, error.limit, None)
        if value is not None:
            body["value"] = value
    text = json.dumps(body, ensure_ascii=False, indent=1)
    response = Response(f"{text}\n", status, content_type=PROBLEM)
    response.headers["Cache-Control"] = "no-store"
    if isinstance(error, BusyError):
        response.headers["Retry-After"] = "5"
    return response


def get_slug(error: KgError) -> str:
    """The kind of an error in one word, the anchor under which it is explained."""
    if isinstance(error, LimitError):
        return "limits"
    if isinstance(error, RefusedError):
        return "refused"
    if isinstance(error, NotAcceptableError):
        return "formats"
    if isinstance(error, BusyError):
        return "busy"
    return "protocol" if isinstance(error, ProtocolError) else "syntax"

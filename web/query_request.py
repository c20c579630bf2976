"""What a request to the page of queries asks for, read as strictly as the endpoint reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from werkzeug.wrappers import Request

from kg.store.formats import FORMATS
from kg.store.limits import Limits
from web.problems import ProtocolError
from web.protocol import FORM, make_length_error, parse_parameters, read_bytes

#: The formats an answer can be taken in as a file.
FILES: Final = tuple(dict.fromkeys(form for kind in FORMATS.values() for form in kind))


@dataclass(frozen=True)
class Asked:
    """A query or the name of an example, and the format wanted: "" to see the answer here."""

    query: str
    example: str = ""
    form: str = ""


def read_asked(request: Request, limits: Limits) -> Asked:
    """What was asked. Raises ProtocolError, and LimitError for a text that is too long."""
    data = request.query_string
    if request.method == "POST":
        if (request.content_type or "").partition(";")[0].strip().lower() != FORM:
            raise ProtocolError(
                415,
                "この種類の本文は受け取れません / a body of this type is not taken",
                why=(request.content_type or "")[:100],
                fix=f"{FORM} で送ってください / send a form",
            )
        data = read_bytes(request, limits)
    parameters = parse_parameters(data)
    query = (parameters.find("query") or [""])[0]
    # Browsers send line ends of a form as CR LF; lines are counted by LF.
    query = query.replace("\r\n", "\n").replace("\r", "\n")
    if len(query) > limits.text:
        raise make_length_error(limits)
    return Asked(
        query,
        (parameters.find("example") or [""])[0],
        (parameters.find("format") or [""])[0],
    )


def check_form(form: str) -> None:
    """Raise ProtocolError for a format that no answer has."""
    if form and form not in FILES:
        raise ProtocolError(
            400,
            "知らない形式です / an unknown format",
            why=form[:100],
            fix="一覧から選び直してください / choose one of the list",
        )

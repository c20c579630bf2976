"""The SPARQL endpoint: SPARQL 1.1 Protocol over the graph, read-only and within limits.

An answer is first written whole to a file without a name; only when the query has ended within its
limits does the response begin, so that no 200 is ever cut short.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, BinaryIO, Final, cast

from flask import Blueprint, Response, request

from kg.errors import KgError
from kg.store.answers import Answer
from kg.store.asking import Question
from kg.store.limits import Limits
from kg.store.query_errors import BusyError, make_trouble
from web.answerer import LazyAnswerer, get_answerer
from web.description import describe_service
from web.problems import ProtocolError, make_problem
from web.protocol import read_question
from web.sending import (
    answer_preflight,
    is_to_be_packed,
    let_keep,
    open_to_all,
    read_pieces,
    say_type,
)
from web.site import get_site

blueprint = Blueprint("sparql", __name__)

_METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
_OTHERS: Final = ("PUT", "DELETE", "PATCH")
#: What is another at every call cannot be kept.
_CHANGES: Final = re.compile(r"NOW|RAND|UUID|BNODE", re.IGNORECASE)


@blueprint.route("/sparql", methods=[*_METHODS, *_OTHERS], provide_automatic_options=False)
def answer() -> Response:
    """Answer a query; without one, describe the service (SPARQL 1.1 Service Description)."""
    limits = get_answerer().limits
    try:
        response = _answer(limits)
    except KgError as error:
        response = make_problem(error, limits)
    if response.status_code == 405:
        response.headers["Allow"] = ", ".join(_METHODS)
    return open_to_all(response)


def _answer(limits: Limits) -> Response:
    if request.method == "OPTIONS":
        return answer_preflight(_METHODS)
    if request.method in _OTHERS:
        raise ProtocolError(
            405,
            "この方法は使えません / this method is not allowed",
            why=request.method,
            fix="GET か POST で送ってください / send GET or POST",
        )
    question = read_question(request, limits)
    if question is None:
        return describe_service()
    answerer = get_answerer()
    tag = _make_tag(question, answerer.get().version)
    if tag and request.method != "POST" and tag in request.if_none_match.as_set(include_weak=True):
        response = Response(status=304)
        response.set_etag(tag, weak=True)
        return let_keep(response)
    with ExitStack() as stack:
        file = _make_spool(stack, answerer)
        found = answerer.answer(question, file)
        response = _make_response(found, file)
        # They outlive this function: the response gives both back.
        response.call_on_close(stack.pop_all().close)
    if tag:
        response.set_etag(tag, weak=True)
    return let_keep(response)


def _make_spool(stack: ExitStack, answerer: LazyAnswerer) -> BinaryIO:
    """A file without a name for one answer, as long as not too many are still being read."""
    if not answerer.spools.acquire(blocking=False):
        raise BusyError(
            "答えを受け取っている人が多すぎます / too many answers are being read",
            fix="少し待ってからもう一度送ってください / wait a little and send it again",
        )
    stack.callback(answerer.spools.release)
    try:
        return cast(BinaryIO, stack.enter_context(tempfile.TemporaryFile()))
    except OSError as error:
        raise make_trouble(error.strerror or str(error)) from error


def _make_tag(question: Question, version: str) -> str:
    """A validator of the answer, "" where another call may give another one."""
    if _CHANGES.search(question.query):
        return ""
    parts = (
        get_site().version.release,
        version,
        question.query,
        question.default_graphs,
        question.named_graphs,
        sorted(question.forms.items()),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def _make_response(found: Answer, file: BinaryIO) -> Response:
    """A response that streams the file and closes it; HEAD gets its headers alone."""
    size = os.fstat(file.fileno()).st_size
    file.seek(0)
    packed = is_to_be_packed(size)
    pieces = _pack(file) if packed else read_pieces(file)
    response = Response(pieces, content_type=say_type(found.media_type))
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.content_length = size
    return response


def _pack(file: IO[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(5, wbits=31)
    for piece in read_pieces(file):
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()

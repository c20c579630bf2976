"""Answers of linked data: ways on by 303, data in the formats of the standards, open to scripts."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

from flask import Blueprint, Response, abort, redirect, request

from kg.store.release import Release, ReleaseFile
from web.links import FORMATS, LANGUAGES, make_ascii
from web.negotiate import HTML, choose
from web.sending import (
    answer_preflight,
    is_to_be_packed,
    let_keep,
    open_to_all,
    read_pieces,
    say_type,
    takes_gzip,
)

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

#: The suffix of each media type.
SUFFIXES: Final = {media_type: suffix for suffix, (media_type, _) in FORMATS.items()}
READING: Final = ("GET", "HEAD", "OPTIONS")


def open_blueprint(blueprint: Blueprint) -> None:
    """Let scripts of any site read all that a blueprint answers, errors and 303s too."""

    @blueprint.after_request
    def open_all(response: Response) -> Response:
        if request.method == "OPTIONS" and response.status_code < 400:
            response = answer_preflight(READING)
        return open_to_all(response)


def choose_suffix(*, page_first: bool = True) -> str | None:
    """The data format that the reader prefers, None for a page; 406 where it wants none of them."""
    offers = (HTML, *SUFFIXES) if page_first else (*SUFFIXES, HTML)
    chosen = choose(request.headers.get("Accept"), offers)
    if chosen is None:
        abort(406)
    return SUFFIXES.get(chosen)


def choose_language() -> str:
    """The reader's first wish among ours; `en-GB` is `en`."""
    for tag in request.accept_languages.values():
        if (language := tag.split("-")[0].lower()) in LANGUAGES:
            return language
    return LANGUAGES[0]


def see(address: str | None) -> AnyResponse:
    """303 to what the reader prefers."""
    response = redirect(make_ascii(address or "/"), 303)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def make_data(text: str, media_type: str) -> Response:
    """Data that any site may fetch and keep, with a validator of what it says."""
    data = text.encode()
    response = Response(data, content_type=say_type(media_type))
    response.set_etag(hashlib.sha256(data).hexdigest()[:24], weak=True)
    if is_to_be_packed(len(data)):
        response.data = gzip.compress(data, 5, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    return _finish(response)


def send_graph(release: Release, file: ReleaseFile) -> Response:
    """A file of a release as the data that it holds, packed only where the reader can unpack it."""
    path = release.folder / file.name
    packed = file.packed and takes_gzip()
    pieces = _read(path) if packed or not file.packed else _unpack(path)
    response = Response(pieces, content_type=say_type(file.media_type))
    response.set_etag(file.sha256[:24], weak=True)
    response.content_length = file.size if packed else file.content
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return _finish(response)


def _finish(response: Response) -> Response:
    let_keep(response)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.make_conditional(request)
    return response


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from read_pieces(file)


def _unpack(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as file:
        yield from read_pieces(cast(IO[bytes], file))

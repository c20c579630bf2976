"""How data are sent: their type, packed for who can unpack them, kept and read by anybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

from flask import Response, request

#: Bytes that are sent at once.
_PIECE: Final = 1 << 16
#: Answers shorter than this gain nothing by compression.
_SMALL: Final = 1000


def say_type(media_type: str) -> str:
    """The Content-Type: XML and JSON say their encoding otherwise, or are UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def takes_gzip() -> bool:
    """Whether the reader can unpack what is sent."""
    return request.accept_encodings["gzip"] > 0


def is_to_be_packed(size: int) -> bool:
    """Whether so many bytes are better sent packed."""
    return size >= _SMALL and takes_gzip()


def read_pieces(file: IO[bytes]) -> Iterator[bytes]:
    """A file piece by piece."""
    while piece := file.read(_PIECE):
        yield piece


def let_keep(response: Response) -> Response:
    """Let caches keep it as long as they ask whether it is still right."""
    response.headers["Vary"] = "Accept, Accept-Encoding"
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def answer_preflight(methods: tuple[str, ...]) -> Response:
    """What a browser asks before it sends a script's request (Fetch standard, CORS)."""
    response = Response(status=204)
    response.headers["Allow"] = ", ".join(methods)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def open_to_all(response: Response) -> Response:
    """Let scripts of any site read it: all of it is public."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    return response

"""The site's own files: addressed by their content, so that a browser keeps them for good."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, request
from werkzeug.security import safe_join

from kg.errors import KgError
from web.sending import is_to_be_packed

blueprint = Blueprint("static", __name__)

STATIC: Final = Path(__file__).parent / "static"
#: The design tokens: without them no page has colours or sizes of type.
TOKENS: Final = "vendor/design-tokens/tokens.css"
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_DIGITS: Final = 12


@dataclass(frozen=True)
class StaticFile:
    """A file as it is sent. `digest` names its content."""

    data: bytes
    packed: bytes
    media_type: str
    digest: str


def load_static(name: str) -> StaticFile | None:
    """A file of ours, None for a name that is none or whose kind is not served."""
    joined = safe_join(str(STATIC), name)
    if joined is None or Path(name).suffix not in _TYPES:
        return None
    path = Path(joined)
    try:
        stat = path.stat()
        return _read(path, stat.st_mtime_ns, stat.st_size) if path.is_file() else None
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, _size: int) -> StaticFile:
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()[:_DIGITS]
    return StaticFile(data, gzip.compress(data, 9, mtime=0), _TYPES[path.suffix], digest)


def find_digest(name: str) -> str:
    """The digest of a file's content, empty for what is no file of ours."""
    file = load_static(name)
    return "" if file is None else file.digest


def check_static() -> None:
    """Raise KgError, in words, where what `make assets` brings is not there."""
    if load_static(TOKENS) is None:
        raise KgError(
            "画面の部品がありません / the parts of the pages are missing",
            where=str(STATIC / TOKENS),
            fix="make assets を実行してください / run make assets",
        )


@blueprint.get("/static/<path:name>")
def send_static(name: str) -> Response:
    """A file of ours. Its address with `v` of its content can be kept for good."""
    file = load_static(name)
    if file is None:
        abort(404)
    packed = is_to_be_packed(len(file.data))
    response = Response(file.packed if packed else file.data, content_type=file.media_type)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.set_etag(file.digest, weak=True)
    same = request.args.get("v") == file.digest
    response.headers["Cache-Control"] = _FOR_EVER if same else "public, no-cache"
    response.make_conditional(request)
    return response

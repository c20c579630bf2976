"""Pages that did not change are not made again, and what is sent is packed.

A page is a function of the data, of the code, of the language and of its address, and of nothing
else: no page knows who reads it. A reader who has it already is told so before anything is read
from the graph. Answers to queries of strangers are no pages; a page that will say more in a while
sets its own Cache-Control and is then not kept.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Flask, Response, current_app, g, request

import kg
import web
from kg.documents.folder import DataFolder
from web.language import get_language
from web.links import LANGUAGES, read_path
from web.origin import get_origin
from web.sending import is_to_be_packed
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

#: Strangers write the queries; their answers may not be kept.
_ASKED: Final = frozenset({"query"})
_PACKED: Final = ("text/html", "text/csv", "text/markdown", "application/json")
_CODE: Final = (".py", ".rq", ".toml", ".html", ".css", ".js", ".po", ".ttl", ".jsonld")
_DIGITS: Final = 24


_NAME: Final = "conditional"


@dataclass(frozen=True)
class _Kept:
    """The blueprints whose answers are pages, and what names the sources that they show."""

    pages: frozenset[str]
    sources: str


def set_up_conditional(app: Flask, folder: DataFolder, pages: Iterable[str]) -> None:
    """Answer 304 for the `pages`, blueprints by their names, and pack what is sent."""
    app.extensions[_NAME] = _Kept(frozenset(pages) - _ASKED, digest_sources(folder))
    app.before_request(_answer_unchanged)
    app.after_request(_finish)


def _get_kept() -> _Kept:
    kept = current_app.extensions[_NAME]
    assert isinstance(kept, _Kept)
    return kept


def _answer_unchanged() -> Response | None:
    """304 for who has the page already. `*` asks whether there is a page, so it is made."""
    if not _is_page():
        return None
    g.tag = _make_tag()
    asked = request.if_none_match
    if asked.star_tag or not asked.contains_weak(g.tag):
        return None
    response = Response(status=304)
    response.headers.remove("Content-Type")
    return _let_keep(response)


def _is_page() -> bool:
    name = (request.blueprint or "").removeprefix(f"{LANGUAGES[1]}-")
    return request.method in ("GET", "HEAD") and name in _get_kept().pages


def _make_tag() -> str:
    """What names the page that this request asks for, in this version of everything."""
    site = get_site()
    told = (
        site.version.release,
        site.version.digest,
        site.version.date,
        _get_kept().sources,
        digest_code(),
        get_language(),
        get_origin(),
        read_path(request.environ),
        request.query_string.decode("latin-1"),
        # The vocabulary's address answers in the format that its reader prefers.
        request.headers.get("Accept", "") if request.blueprint == "ontology" else "",
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:_DIGITS]


def _let_keep(response: Response) -> Response:
    response.set_etag(g.tag, weak=True)
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.add("Accept-Encoding")
    return response


def _finish(response: Response) -> AnyResponse:
    if response.is_streamed or response.direct_passthrough:
        return response
    decided = {"ETag", "Cache-Control"} & set(response.headers.keys())
    if g.get("tag") is not None and response.status_code == 200 and not decided:
        response = _let_keep(response)
    elif response.status_code >= 400 and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    if response.mimetype not in _PACKED or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if is_to_be_packed(len(response.get_data())):
        response.set_data(gzip.compress(response.get_data(), 5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


@lru_cache(maxsize=1)
def digest_code() -> str:
    """What names the version of the code: every file that has a say in what a page shows."""
    digest = hashlib.sha256()
    for package in (kg, web):
        root = Path(package.__path__[0])
        for path in sorted(_find_code(root)):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:_DIGITS]


def _find_code(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if path.suffix in _CODE and path.is_file())


def digest_sources(folder: DataFolder) -> str:
    """What names the sources of a data folder: a page shows their text beside the graph."""
    digest = hashlib.sha256()
    for place in (folder.sources, folder.corrections, folder.layouts):
        for path in sorted(one for one in place.rglob("*") if one.is_file()):
            stat = path.stat()
            digest.update(f"{path.relative_to(place)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:_DIGITS]

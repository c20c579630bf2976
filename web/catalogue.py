"""The catalogue of the data: VoID and DCAT 3, at its own address and where VoID has it looked for.

VoID, section 7.2: /.well-known/void leads to the description.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect

from kg.questions.catalogue_terms import CATALOGUE_PREFIXES
from kg.questions.catalogue_void import describe_catalogue
from kg.store.convert import write_small
from web.linked import choose_language, choose_suffix, make_data, open_blueprint, see
from web.links import FORMATS, LANGUAGES, Links, make_addresses
from web.origin import get_origin
from web.site import Site, get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("catalogue", __name__)
open_blueprint(blueprint)


@blueprint.get("/.well-known/void")
def find_catalogue() -> Response:
    """302 to the description."""
    return redirect(Links(LANGUAGES[0]).void(), 302)


@blueprint.get("/void")
def show_catalogue() -> Response:
    """The description in the format that the reader prefers; 303 to the page of the dumps."""
    suffix = choose_suffix(page_first=False)
    if suffix is None:
        return see(Links(choose_language()).dumps())
    response = _describe(suffix)
    response.headers["Content-Location"] = Links(LANGUAGES[0]).void(suffix)
    return response


@blueprint.get("/void.<suffix>")
def show_catalogue_as(suffix: str) -> Response:
    """The description in the format of the suffix."""
    if suffix not in FORMATS:
        abort(404)
    return _describe(suffix)


def _describe(suffix: str) -> Response:
    return make_data(_write(get_site(), get_origin(), suffix), FORMATS[suffix][0])


@lru_cache(maxsize=8)
def _write(site: Site, origin: str, suffix: str) -> str:
    release = site.release
    told = describe_catalogue(
        site.catalogue, release.version, release.files, make_addresses(origin, release.name)
    )
    return write_small(told, suffix, CATALOGUE_PREFIXES)

"""What the endpoint says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from typing import cast

from flask import Response, request

from kg.questions.catalogue_service import describe_endpoint
from kg.questions.catalogue_terms import CATALOGUE_PREFIXES
from kg.store.convert import write_small
from kg.store.query_errors import NotAcceptableError
from kg.store.release import name_release
from web.links import FORMATS, Links, make_addresses
from web.negotiate import HTML, choose
from web.origin import get_origin
from web.site import get_site


def describe_service() -> Response:
    """The description of the service, in the RDF format that the reader prefers.

    Who would rather have a page is sent to that of queries. Raises NotAcceptableError.
    """
    # What answers these imports this module.
    from web.linked import SUFFIXES, choose_language, make_data, see

    media_type = choose(request.headers.get("Accept"), (*SUFFIXES, HTML))
    if media_type is None:
        raise NotAcceptableError(
            "求められた形式では答えられません / no format that you accept can say the answer",
            why="query のない GET にはサービスの説明を返します / "
            "a GET without a query is answered by the service description",
            fix="Accept: " + ", ".join(media_type for media_type, _ in FORMATS.values()),
        )
    if media_type == HTML:
        return cast(Response, see(Links(choose_language()).query()))
    site = get_site()
    addresses = make_addresses(get_origin(), name_release(site.version))
    told = describe_endpoint(site.catalogue, addresses)
    return make_data(write_small(told, SUFFIXES[media_type], CATALOGUE_PREFIXES), media_type)

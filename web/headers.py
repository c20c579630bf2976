"""The headers of every answer that keep its reader safe (OWASP ASVS 5.0, section V3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Flask

from web.origin import get_origin

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

#: Everything comes from this site, nothing stands in the page itself, and nothing frames it.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: A year, as browsers ask before they take it for lasting.
_TRANSPORT: Final = "max-age=31536000; includeSubDomains"


def set_up_headers(app: Flask) -> None:
    """Give every answer of an app its headers, errors too."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    # What scripts of any site may read may be embedded by any; all else is for this site alone.
    is_open = response.headers.get("Access-Control-Allow-Origin") == "*"
    response.headers.setdefault(
        "Cross-Origin-Resource-Policy", "cross-origin" if is_open else "same-origin"
    )
    if get_origin().startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", _TRANSPORT)
    return response

"""The scheme and host under which readers reach this site, for addresses that must be absolute."""

from __future__ import annotations

import os
import re
from typing import Final

from flask import Flask, current_app, request

from kg.errors import KgError

SETTING: Final = "KG_ORIGIN"
_HOST: Final = r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
_ORIGIN: Final = re.compile(f"https?://{_HOST}")


def set_up_origin(app: Flask) -> None:
    """Read the site's own address where one is set. Raises KgError for what is none."""
    given = os.environ.get(SETTING, "").strip().rstrip("/")
    if given and not _ORIGIN.fullmatch(given):
        raise KgError(
            f"{SETTING} はサイトの住所でなければなりません / must be the address of a site",
            where=f"{SETTING}={given[:200]}",
            fix=f"{SETTING}=https://example.org",
        )
    app.config[SETTING] = given


def get_origin() -> str:
    """The site's address without a slash at its end.

    It is what the setting says. Without one it is what the reader wrote in Host, if that is the
    name of a host at all, and reaches that reader alone; else the address that the server is
    bound to.
    """
    given: str = current_app.config[SETTING]
    if given:
        return given
    asked = request.host_url.rstrip("/")
    if _ORIGIN.fullmatch(asked):
        return asked
    environ = request.environ
    name = str(environ["SERVER_NAME"])
    host = f"[{name}]" if ":" in name else name
    return f"{environ['wsgi.url_scheme']}://{host}:{environ['SERVER_PORT']}"

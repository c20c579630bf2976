"""Where a SPARQL server answers: taken from a setting, never from what somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from kg.errors import KgError

_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Address:
    """An http or https address, taken apart once."""

    secure: bool
    host: str
    port: int
    path: str

    def __str__(self) -> str:
        scheme = "https" if self.secure else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[scheme] else f":{self.port}"
        return f"{scheme}://{host}{port}{self.path}"


def parse_address(text: str, setting: str) -> Address:
    """The address that a setting names. Raises KgError for what is no http or https address."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    if parts.scheme not in _PORTS or not host:
        raise KgError(
            f"{setting} は http か https の URL です / must be an http or https URL",
            why=text,
            fix=f"例: {setting}=http://localhost:7878/query",
        )
    if parts.username is not None:
        raise KgError(
            f"{setting} に利用者名を書かないでください / must hold no user name",
            fix="KG_STORE_USER と KG_STORE_PASSWORD に書いてください / give it there",
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or any(char <= " " or char == "\x7f" for char in path + host):
        raise KgError(
            f"{setting} に URL に使えない文字があります / holds what no URL holds",
            why=text,
            fix="%XX の形で書いてください / write it as %XX",
        )
    secure = parts.scheme == "https"
    return Address(secure, host, _PORTS[parts.scheme] if port is None else port, path)

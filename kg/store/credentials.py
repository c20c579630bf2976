"""Who we are to a server that asks: HTTP Basic (RFC 7617) or Digest (RFC 7616), as it wants."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Mapping
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from kg.errors import KgError
from kg.store.address import Address


class Credentials:
    """A name and a password, told only to the one server and only when it asks for them."""

    def __init__(self, address: Address, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._origin = str(Address(address.secure, address.host, address.port, ""))
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, self._origin, user, password)
        self._digest = HTTPDigestAuthHandler(passwords)
        self._challenge: Mapping[str, str] | None = None
        self._is_basic = False

    def learn(self, challenges: Iterable[str]) -> bool:
        """Take what the server asks for; whether there is something new to answer it with."""
        asked = {one.partition(" ")[0].lower(): one.partition(" ")[2] for one in challenges}
        if "digest" in asked:
            told = parse_keqv_list(list(filter(None, parse_http_list(asked["digest"]))))
            is_new = self._challenge is None or told.get("nonce") != self._challenge.get("nonce")
            self._challenge = told
            return is_new
        if "basic" in asked and not self._is_basic:
            self._is_basic = True
            return True
        return False

    def make_header(self, method: str, path: str) -> dict[str, str]:
        """The header that answers what the server asked for, none before it asked."""
        if self._challenge is not None:
            request = Request(self._origin + path, method=method)
            answer = self._digest.get_authorization(request, self._challenge)
            return {"Authorization": f"Digest {answer}"}
        if self._is_basic:
            coded = base64.b64encode(f"{self._user}:{self._password}".encode()).decode("ascii")
            return {"Authorization": f"Basic {coded}"}
        return {}


def read_credentials(
    address: Address, environment: Mapping[str, str] | None = None
) -> Credentials | None:
    """Those of KG_STORE_USER and KG_STORE_PASSWORD. Raises KgError for one without the other."""
    given = os.environ if environment is None else environment
    user, password = given.get("KG_STORE_USER", ""), given.get("KG_STORE_PASSWORD", "")
    if not user and not password:
        return None
    if not user or not password or ":" in user:
        raise KgError(
            "KG_STORE_USER と KG_STORE_PASSWORD は両方要ります / both are needed",
            fix="両方を書くか、両方を消してください。名前に : は使えません / "
            "set both or none; a name holds no colon",
        )
    return Credentials(address, user, password)

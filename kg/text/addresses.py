"""Web addresses as they may stand in an IRI (RFC 3987)."""

from __future__ import annotations

import re
from typing import Final

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|^`\\]+")


def parse_address(text: str) -> str | None:
    """The web address that a text is, None where it is none or more than one word."""
    match = _ADDRESS.fullmatch(text.strip())
    return match[0] if match else None

"""Which media type a reader prefers (RFC 9110, 12.5.1), parameters such as profiles left aside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

HTML: Final = "text/html"
#: Older or broader names under which readers ask for what is offered; for a thing's data.
_ALIASES: Final[Mapping[str, str]] = {
    "application/xhtml+xml": HTML,
    "application/x-turtle": "text/turtle",
    "application/json": "application/ld+json",
    "text/plain": "application/n-triples",
}
_TYPE: Final = re.compile(r"[\w.+*-]+/[\w.+*-]+")
_QUALITY: Final = re.compile(r"q=([01](?:\.\d*)?)", re.IGNORECASE)


def choose(
    accept: str | None, offers: Sequence[str], aliases: Mapping[str, str] = _ALIASES
) -> str | None:
    """The preferred one of the offers, the first of equals; None when none is acceptable.

    Without a header, or with one that names no media type at all, it is the first offer.
    """
    wanted: dict[str, float] = {}
    meant: set[str] = set()
    for item in (accept or "").split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        if not _TYPE.fullmatch(name):
            continue
        quality = 1.0
        for parameter in parameters:
            if (match := _QUALITY.fullmatch(parameter)) is not None:
                quality = float(match[1])
        exact = name.lower()
        name = aliases.get(exact, exact)
        if name == exact:
            wanted[name] = quality
            meant.add(name)
        elif name not in meant:
            # A thing's own name says more than another name for it.
            wanted[name] = max(quality, wanted.get(name, 0.0))
    if not wanted:
        return offers[0]

    def quality_of(offer: str) -> float:
        for name in (offer, offer.split("/")[0] + "/*", "*/*"):
            if name in wanted:
                return wanted[name]
        return 0.0

    best = max(offers, key=quality_of)  # max keeps the first of equals
    return best if quality_of(best) > 0 else None

"""Pages of the site of every type: the same addresses are read from sites over several engines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import combinations
from urllib.parse import urljoin

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

_LINKS = re.compile(r'<[^>]* (?:href|src|action)="([^"]*)"')
#: What stands before the last parts of an address says what kind of page it is.
_KIND = re.compile(r"[0-9]{6}|[0-9]+(?:-[0-9]+)?|[0-9a-f]{16}")


def read_pages(app: Flask, each: int) -> dict[str, TestResponse]:
    """Pages that links lead to from the home pages, so many of each type, by their addresses.

    A type is what answers, of things their class, with any two parameters of the address: facets
    go with each other in thousands of ways.
    """
    client = app.test_client()
    waiting, seen = ["/", "/en/"], {"/", "/en/"}
    found: dict[str, TestResponse] = {}
    taken: Counter[str] = Counter()
    while waiting:
        address = waiting.pop(0)
        kinds = get_kinds(app, address)
        if all(taken[kind] >= each for kind in kinds):
            continue
        taken.update(kinds)
        found[address] = client.get(address)
        for target in find_targets(address, found[address]):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return found


def get_kinds(app: Flask, address: str) -> list[str]:
    """The types of a page: its endpoint, for a thing the parts of its address that say what, and
    two of its parameters at a time.
    """
    path, _, query = address.partition("?")
    try:
        endpoint, values = app.url_map.bind("localhost").match(path)
    except (HTTPException, RequestRedirect):
        endpoint, values = "none", {}
    shape = ":".join(
        _KIND.sub("", part)
        for value in values.values()
        for part in str(value).split("/")
        if part.isascii() and part.isalpha() and part.islower()
    )
    names = sorted(pair.partition("=")[0] for pair in query.split("&"))
    return [f"{endpoint} {shape} {some}" for some in combinations(names, min(2, len(names)))]


def find_targets(address: str, response: TestResponse) -> Iterator[str]:
    """The addresses within the site that a page links to or leads to."""
    if response.status_code == 303:
        yield response.headers["Location"]
    elif response.mimetype == "text/html":
        for link in _LINKS.findall(response.text):
            target = urljoin(address, unescape(link)).partition("#")[0]
            if target.startswith("/"):
                yield target

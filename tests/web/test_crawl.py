"""Every link on every page of the real graph leads somewhere, and every anchor is there."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin
from zlib import crc32

from flask.testing import FlaskClient

LINKS = re.compile(r'<[^>]* (?:href|src|action)="([^"]*)"')
#: Parameters that a list is narrowed by, one after the other, as far as the walk goes.
_STEPS = 1
#: Of what stands behind these, a tenth is read.
_SAMPLED = (
    *("/data/", "/query?", "/en/query?", "/sparql?", "/text/", "/around/", "/edges/", "/tables/"),
    *("/search?", "/en/search?", "/quality?", "/en/quality?", "/api/"),
)
IDS = re.compile(r'<[^>]* id="([^"]*)"')


@dataclass
class Crawl:
    """What a walk over a site met."""

    faults: list[str] = field(default_factory=list)
    anchors: dict[str, set[str]] = field(default_factory=dict)
    wanted: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    outside: set[str] = field(default_factory=set)
    data: set[str] = field(default_factory=set)


def crawl(client: FlaskClient, start: str, *, english: bool) -> Crawl:
    """All pages that links lead to from `start`, the other language's left aside."""
    found = Crawl()
    waiting, seen = [start], {start}
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        links: list[str] = []
        if response.status_code == 303:
            links = [response.headers["Location"]]
        elif response.status_code != 200:
            found.faults.append(f"{response.status_code} {address}")
        elif response.mimetype == "text/html":
            # A parser would take most of the time: 500 pages show a whole text.
            ids = IDS.findall(response.text)
            found.anchors[address] = set(map(unescape, ids))
            links = [unescape(link) for link in LINKS.findall(response.text)]
            if len(ids) != len(set(ids)):
                found.faults.append(f"an id twice: {address}")
        for link in set(links):
            target, _, anchor = urljoin(address, link).partition("#")
            if not target.startswith("/"):
                found.outside.add(target)
                continue
            if english != target.startswith("/en") and target.split("/")[1] in PAGES:
                continue
            if anchor:
                found.wanted[target].add(anchor)
            # test_data reads every thing's data, test_open_in_sparql runs the queries of every kind
            # of page, and a text is the same page with another passage marked: here some of their
            # addresses are enough, the same in every run.
            # What can be widened or narrowed step by step has no end: test_around and test_search
            # walk there.
            if "/around/" in target and "?" in target:
                continue
            if target.count("&") > _STEPS and target.split("?")[0] == address.split("?")[0]:
                continue
            if target.startswith(_SAMPLED):
                found.data.add(target)
                if crc32(target.encode()) % 10:
                    continue
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return found


PAGES = {
    "",
    "en",
    "page",
    "text",
    "coverage",
    "search",
    "documents",
    "ordinances",
    "bodies",
    "municipalities",
    "tree",
    "wards",
    "reappearances",
    "reappearances.xlsx",
    "reappearances.json",
    "repeats",
    "repeats.xlsx",
    "repeats.json",
    "instruments",
    "statistics",
    "statistics.csv",
    "events",
    "gaps",
    "gaps.xlsx",
    "gaps.csv",
    "implementers",
    "paths",
    "around",
    "edges",
    "api",
    "names",
    "about",
    "dumps",
    "ontology",
}


def check(found: Crawl) -> None:
    assert found.faults == []
    missing = [
        f"{target}#{anchor}"
        for target, anchors in found.wanted.items()
        for anchor in anchors - found.anchors.get(target, anchors)
    ]
    assert missing == []
    assert all(address.startswith(("https://", "http://")) for address in found.outside)


def test_every_link_of_the_japanese_pages_leads_somewhere(client: FlaskClient) -> None:
    found = crawl(client, "/", english=False)
    check(found)
    assert len(found.anchors) > 500


def test_every_link_of_the_small_english_site_leads_somewhere(small: FlaskClient) -> None:
    found = crawl(small, "/en/", english=True)
    # The one address that is not https is in the data and must not have become a link.
    check(found)
    assert len(found.anchors) > 50

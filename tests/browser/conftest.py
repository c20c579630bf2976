"""A running site over the real graph, and Debian's Chromium to look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from kg.names import MPO
from kg.questions.article import get_article, get_ordinance
from kg.questions.reappearances import State
from kg.store.terms import Iri
from tests.browser.axe import check_page
from tests.browser.look import look
from tests.browser.serving import open_browser, serve
from tests.browser.states import find_firsts, find_states, make_page
from tests.questions.conftest import REAL
from web.app import create_app
from web.filters import make_value
from web.site import Site

WIDE, PHONE, NARROW = 1280, 360, 320


@pytest.fixture(scope="session")
def app() -> Flask:
    return create_app(REAL)


@pytest.fixture(scope="session")
def served(app: Flask) -> Iterator[tuple[str, Site]]:
    """The address of the running site, and what it shows."""
    with serve(app) as address:
        yield address, app.extensions["site"]


@pytest.fixture(scope="session")
def address(served: tuple[str, Site]) -> str:
    return served[0]


@pytest.fixture(scope="session")
def site(served: tuple[str, Site]) -> Site:
    return served[1]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@contextmanager
def open_window(browser: Browser, width: int = WIDE, *, scripts: bool = True) -> Iterator[Page]:
    """A page of a fresh window."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts, locale="ja-JP"
    )
    # The files of a release are made when their page is first asked for.
    context.set_default_navigation_timeout(120_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with open_window(browser) as page:
        yield page


#: The body that most is said of, and so for a ward.
_BODY = f"""
SELECT ?body {{
  ?body a <{MPO}Body> . ?thing ?says ?body FILTER(CONTAINS(STR(?body), "/body/"))
}} GROUP BY ?body ORDER BY DESC(COUNT(?thing)) ?body LIMIT 1
"""
_WARD = f"""
SELECT ?ward {{ ?ward a <{MPO}Ward> . ?thing ?says ?ward }}
GROUP BY ?ward ORDER BY DESC(COUNT(?thing)) ?ward LIMIT 1
"""


@pytest.fixture(scope="session")
def places(site: Site) -> dict[str, str]:
    return find_places(site)


def find_editions(site: Site) -> str:
    """The address of the page of two documents of one municipality, as of two editions."""
    first, second = next(
        (one, other)
        for one, other in combinations(site.documents, 2)
        if one.municipality == other.municipality
    )
    before = first.iri.rpartition("/")[2]
    return f"{make_page(second.iri).replace('/page/', '/editions/')}?from={before}"


def find_places(site: Site) -> dict[str, str]:
    """An address of each kind of page, taken from the graph."""
    document = site.documents[0].iri
    answer = site.get_document(document)
    again = next(
        row for row in site.reappearances if row.state is State.FOUND and row.appearance.cells
    )
    leaf = again.appearance.path[-1].iri
    proof = again.appearance.cells[0].evidence[0]
    firsts = find_firsts(site)
    article = max(
        (part.iri for one in site.ordinances for part in one.articles),
        key=lambda iri: len(get_article(site.store, iri).stated),
    )
    ordinance = article.rpartition("/")[0]
    chapter = next(
        part.iri for part in get_ordinance(site.store, Iri(ordinance)).parts if part.parts
    )
    text = make_page(document).replace("/page/", "/text/")
    ward = site.store.select(_WARD).rows[0]["ward"]
    return {
        "home": "/",
        "search": "/search?q=区",
        "nothing found": "/search?q=zzzz",
        "documents": "/documents",
        "document": make_page(document),
        "text": f"{text}?passage={proof.start}-{proof.end}",
        "line": f"{text}?line={proof.first_line}",
        "corrections in the text": f"{text}?show=corrections",
        "passage": make_page(proof.iri),
        "coverage": make_page(document).replace("/page/", "/coverage/"),
        "editions": find_editions(site),
        "root node": make_page(answer.branches[0].node.iri),
        "node": make_page(leaf),
        "project": make_page(again.appearance.project.iri),
        "body": make_page(site.store.select(_BODY).rows[0]["body"]),
        "bodies": "/bodies",
        "wards": "/wards",
        "ward": make_page(ward),
        "municipalities": "/municipalities",
        "trees": "/tree",
        "tree": make_page(document).replace("/page/", "/tree/"),
        "ordinances": "/ordinances",
        "ordinance": make_page(ordinance),
        "article": make_page(article),
        "chapter": make_page(chapter),
        "reappearances": "/reappearances",
        "repeats": "/repeats",
        "clusters": "/repeats/clusters",
        "gaps": "/gaps",
        "paths": "/paths",
        "instruments": "/instruments",
        "instrument": make_page(firsts["Instrument"]),
        "statistics": "/statistics",
        "statistic": make_page(firsts["Statistic"]),
        "events": "/events",
        "event": make_page(firsts["Event"]),
        "names": "/names",
        "renamings": "/names?kind=renaming",
        "renamed": make_page(site.renamings[0].new.iri),
        "opinion": make_page(firsts["Opinion"]),
        "municipality": make_page(site.documents[0].iri.partition("/document/")[0]),
        "link": make_page(again.appearance.original.link if again.appearance.original else ""),
        "neighbourhoods": "/around",
        "neighbourhood": make_page(again.appearance.project.iri).replace("/page/", "/around/"),
        "about": "/about",
        "measured": "/about/quality",
        "findings": "/quality",
        "findings of a document": f"/quality?document={make_value(document)}",
        "api": "/api",
        "ontology": "/ontology",
        "query": "/query",
        "dumps": "/dumps",
        "error": "/page/none",
    }


@pytest.fixture(scope="session")
def states(site: Site, places: dict[str, str]) -> dict[str, str]:
    """Addresses of the page types in further states: filtered, second pages, empty, refused."""
    return find_states(site, places)


@pytest.fixture(scope="session")
def shown(places: dict[str, str], states: dict[str, str]) -> dict[str, str]:
    """Everything that the quality bar is held over."""
    return places | states


def choose(
    places: dict[str, str], states: dict[str, str], width: int, language: str
) -> dict[str, str]:
    """The page types; with their further states where a wide window is Japanese, a phone English.

    So each state is seen once in either language and once in either width, in half of the time.
    """
    return places | states if (width == WIDE) == (language == "") else places


@dataclass
class Walked:
    """What one walk over the pages met: every address asked for, every word of the console, and by
    page the targets that are too small and what axe-core finds."""

    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@pytest.fixture(
    scope="session",
    params=[(width, language) for language in ("", "/en") for width in (WIDE, PHONE)],
    ids=lambda one: f"{one[1].strip('/') or 'ja'}-{one[0]}",
)
def walked(
    request: pytest.FixtureRequest,
    browser: Browser,
    address: str,
    places: dict[str, str],
    states: dict[str, str],
) -> Walked:
    """A walk over the pages in one width and language, for all that only looks at them."""
    width, language = request.param
    met = Walked()
    with open_window(browser, width) as page:
        page.on("request", lambda request: met.asked.append(request.url))
        page.on("console", lambda message: met.said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: met.said.append(f"{page.url}: {error}"))
        for name, place in choose(places, states, width, language).items():
            page.goto(address + language + place)
            small = look(page, "targets")
            met.small += [f"{name} {place} ({len(small)}): {one}" for one in small[:3]]
            met.faults += [f"{name} {place}\n  {one}" for one in check_page(page)]
    return met

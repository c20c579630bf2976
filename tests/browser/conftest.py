"""A running site over the real graph, and Debian's Chromium to look at it."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from kg.questions.article import get_article
from kg.questions.find import Hit
from kg.questions.reappearances import State
from kg.store.terms import Iri
from tests.questions.conftest import REAL
from web.app import create_app
from web.site import Site

WIDE, PHONE, NARROW = 1280, 360, 320


@pytest.fixture(scope="session")
def served() -> Iterator[tuple[str, Site]]:
    """The address of the running site, and what it shows."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = create_app(REAL)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", app.extensions["site"]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def address(served: tuple[str, Site]) -> str:
    return served[0]


@pytest.fixture(scope="session")
def site(served: tuple[str, Site]) -> Site:
    return served[1]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "apt-get install chromium fonts-noto-cjk (make test does it)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@contextmanager
def open_window(browser: Browser, width: int = WIDE, *, scripts: bool = True) -> Iterator[Page]:
    """A page of a fresh window."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts, locale="ja-JP"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with open_window(browser) as page:
        yield page


def _take(hits: tuple[Hit, ...], kind: str) -> Iri:
    return next(hit.iri for hit in hits if hit.kind.iri.endswith(f"#{kind}"))


@pytest.fixture(scope="session")
def places(site: Site) -> dict[str, str]:
    """An address of each kind of page, taken from the graph."""
    document = site.documents[0].iri
    answer = site.get_document(document)
    again = next(
        row for row in site.reappearances if row.state is State.FOUND and row.appearance.cells
    )
    leaf = again.appearance.path[-1].iri
    proof = again.appearance.cells[0].evidence[0]
    bodies = site.index.search("", limit=10_000).hits
    body = next(hit.iri for hit in bodies if hit.kind.iri.endswith("#Body"))
    article = max(
        (hit.iri for hit in bodies if hit.kind.iri.endswith("#Article")),
        key=lambda iri: len(get_article(site.store, iri).stated),
    )
    ordinance = article.rpartition("/")[0]

    def page_of(iri: str) -> str:
        return "/page/" + iri.partition("/id/")[2]

    text = page_of(document).replace("/page/", "/text/")
    return {
        "home": "/",
        "search": "/search?q=区",
        "nothing found": "/search?q=zzzz",
        "documents": "/documents",
        "document": page_of(document),
        "text": f"{text}?passage={proof.start}-{proof.end}",
        "passage": page_of(proof.iri),
        "coverage": page_of(document).replace("/page/", "/coverage/"),
        "root node": page_of(answer.branches[0].node.iri),
        "node": page_of(leaf),
        "project": page_of(again.appearance.project.iri),
        "body": page_of(body),
        "bodies": "/bodies",
        "ordinances": "/ordinances",
        "ordinance": page_of(ordinance),
        "article": page_of(article),
        "reappearances": "/reappearances",
        "repeats": "/repeats",
        "clusters": "/repeats/clusters",
        "gaps": "/gaps",
        "paths": "/paths",
        "instruments": "/instruments",
        "instrument": page_of(_take(bodies, "Instrument")),
        "statistics": "/statistics",
        "statistic": page_of(_take(bodies, "Statistic")),
        "events": "/events",
        "event": page_of(_take(bodies, "Event")),
        "names": "/names",
        "renamings": "/names?kind=renaming",
        "renamed": page_of(site.renamings[0].new.iri),
        "opinion": page_of(_take(bodies, "Opinion")),
        "municipality": page_of(site.documents[0].iri.partition("/document/")[0]),
        "link": page_of(again.appearance.original.link if again.appearance.original else ""),
        "about": "/about",
        "ontology": "/ontology",
        "query": "/query",
        "error": "/page/none",
    }

"""What a test reads from a page: its links with their texts, anchors, headings and plain text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jinja2 import StrictUndefined
from werkzeug.test import TestResponse

from kg.documents.folder import DataFolder
from web.app import create_app


class ClosingClient(FlaskClient):
    """A client that reads every answer whole and closes it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs["buffered"] = True
        return super().open(*args, **kwargs)


def make_test_app(folder: DataFolder) -> Flask:
    """The site of a data folder; faults of ours are raised, not answered."""
    app = create_app(folder)
    app.testing = True
    # A template that names what is not there shows nothing: here it fails.
    app.jinja_env.undefined = StrictUndefined
    app.test_client_class = ClosingClient
    return app


class PageReader(HTMLParser):
    """The parts of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.languages: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.heading = ""
        self.title = ""
        self.main = ""
        #: JSON-LD in the head: data, no script.
        self.blocks: list[str] = []
        self._in_block = False
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and attrs == [("type", "application/ld+json")]:
            self._in_block = True
            self.blocks.append("")
            return
        if tag == "script" and (values.get("src") or "").startswith("/static/"):
            # A script of ours; any other is counted among the tags.
            self.links.append(values["src"] or "")
            return
        self.tags.append(tag)
        if tag in ("h1", "title", "main"):
            self._open.append(tag)
        if (href := values.get("href") or values.get("src") or values.get("action")) is not None:
            self.links.append(href)
        if (anchor := values.get("id")) is not None:
            self.ids.append(anchor)
        if tag == "html":
            self.languages.append(values.get("lang") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_block = False
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if self._in_block:
            self.blocks[-1] += data
            return
        self.text += data
        if "h1" in self._open:
            self.heading += data
        if "title" in self._open:
            self.title += data
        if "main" in self._open:
            self.main += data


def read_page(client: FlaskClient, address: str, status: int = 200) -> PageReader:
    """The page at an address, which must answer with that status in HTML."""
    response = client.get(address)
    assert response.status_code == status, address
    assert response.mimetype == "text/html", address
    return PageReader(response.text)


def get_location(response: TestResponse) -> str:
    """Where a 303 leads."""
    assert response.status_code == 303
    return response.headers["Location"]

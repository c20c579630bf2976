"""The page that says what this is: real examples, real versions, nothing made up."""

from __future__ import annotations

import os
import re
from importlib.metadata import version

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.names import ID
from tests.web.reading import read_page
from web.pages.about import make_bibtex
from web.parts import list_parts


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_kind_of_certainty_has_an_example_of_that_kind(
    client: FlaskClient, app: Flask, language: str
) -> None:
    site = app.extensions["site"]
    page = read_page(client, f"{language}/about")
    assert site.status_examples
    for one in site.status_examples:
        assert f"{language}/page/{one.link.removeprefix(ID)}" in page.links
        rows = site.store.select(
            "SELECT ?link ?status WHERE { ?link mpo:status ?status }", link=one.link
        ).rows
        assert {row["status"] for row in rows} == {one.status}


def test_the_parts_of_others_stand_with_the_versions_that_are_used(client: FlaskClient) -> None:
    page = read_page(client, "/about")
    parts = {one.name: one for one in list_parts()}
    assert parts["@digital-go-jp/design-tokens"].licence == "MIT"
    assert parts["@zazuko/yasqe"].licence == "MIT"
    flask = next(one for one in parts.values() if one.name.lower() == "flask")
    assert flask.version == version("flask")
    assert all(one.licence for one in parts.values()), [o for o in parts.values() if not o.licence]
    for one in parts.values():
        assert one.name in page.main
        assert one.version in page.main
    assert "デジタル庁が作成・承認したものではありません" in page.main


def test_it_says_how_to_cite_this_version(client: FlaskClient, app: Flask) -> None:
    told = app.extensions["site"].version
    page = read_page(client, "/about")
    assert f"{told.release} ({told.digest}, {told.date}), CC BY 4.0" in page.main
    bibtex = make_bibtex(told)
    assert bibtex in page.main
    assert bibtex.count("{") == bibtex.count("}")
    assert re.match(r"@misc\{[a-z0-9-]+,\n", bibtex)


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/ask", "https://example.org/ask"),
        ("javascript:alert(1)", None),
        ("<script>alert(1)</script>", None),
        ("企画課 電話 00-0000", None),
    ],
)
def test_the_contact_is_the_one_that_is_set_and_stays_text(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, contact: str, link: str | None
) -> None:
    monkeypatch.setenv("KG_CONTACT", contact)
    page = read_page(client, "/about")
    assert contact in page.main
    if link is not None:
        assert link in page.links
    else:
        assert contact not in page.links


def test_without_a_contact_it_names_none(client: FlaskClient) -> None:
    assert "KG_CONTACT" not in os.environ
    assert "問い合わせ先が設定されていません" in read_page(client, "/about").main


def test_it_makes_no_claim_to_be_official_and_names_its_exceptions(client: FlaskClient) -> None:
    main = read_page(client, "/about").main
    for words in ("提供するものではありません", "WCAG 2.2", "JIS X 8341-3:2016", "例外:"):
        assert words in main

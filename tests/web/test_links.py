"""Addresses and IRIs lead to each other; what must not be a link is none."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from kg.names import ID, make_cell, make_document, make_node, make_thing
from web.links import Links, is_web_address, make_ascii, parse_path, read_path

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda name: bool(name.strip())
)


@given(name=NAMES)
def test_the_address_of_any_name_leads_back_to_its_iri(name: str) -> None:
    iri = make_thing("990001", "project", name)
    for address in (Links("ja").permalink(iri), make_ascii(Links("ja").permalink(iri))):
        assert parse_path(address, "/id/") == iri


@given(numbers=st.lists(NAMES, min_size=1, max_size=4))
def test_the_address_of_any_node_leads_back_to_its_iri(numbers: list[str]) -> None:
    iri = make_node(make_document("990001", "plan"), tuple(numbers))
    assert parse_path(make_ascii(Links("ja").permalink(iri)), "/id/") == iri


def test_brackets_may_be_percent_encoded_in_a_node_and_raw_in_a_name() -> None:
    node = f"{ID}990001/document/plan/node/1/1-(1)"
    assert parse_path("/id/990001/document/plan/node/1/1-%281%29", "/id/") == node
    assert parse_path("/id/990001/project/道(市)", "/id/") == f"{ID}990001/project/道%28市%29"
    cell = make_cell(f"{ID}990001/document/plan/listing/5", 2014, True)
    assert parse_path("/id/990001/document/plan/listing/5/cell/2014%2B", "/id/") == cell


def test_every_iri_of_the_real_graph_is_its_own_address(app: Flask) -> None:
    rows = app.extensions["site"].store.select("SELECT DISTINCT ?s WHERE { ?s ?p ?o }").rows
    for row in rows:
        if row["s"].startswith(ID):
            assert parse_path(Links("ja").permalink(row["s"]), "/id/") == row["s"]


@pytest.mark.parametrize(
    "path", ["/id/", "/id//a", "/id/a/%FF", "/id/a%00b", "/id/%0A", "/other/a"]
)
def test_what_names_nothing_has_no_iri(path: str) -> None:
    assert parse_path(path, "/id/") is None


@pytest.mark.parametrize(
    "iri",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "JAVASCRIPT:x",
        "//evil.example/x",
        "https:///x",
        "vbscript:x",
        "file:///etc/passwd",
        " https://x",
        "ftp://example.org/",
        "https://[bad",
    ],
)
def test_only_web_addresses_become_links(iri: str) -> None:
    assert not is_web_address(iri)
    assert Links("ja").page(iri) is None


def test_a_web_address_becomes_a_link() -> None:
    assert Links("ja").page("https://example.org/a?b=c") == "https://example.org/a?b=c"


def test_the_path_of_a_request_is_read_as_it_was_sent() -> None:
    assert read_path({"RAW_URI": "/id/a%2Fb?q=1"}) == "/id/a%2Fb"
    assert read_path({"REQUEST_URI": "http://host/id/a%2Fb"}) == "/id/a%2Fb"
    assert read_path({"PATH_INFO": "/id/a b"}) == "/id/a%20b"
    assert read_path({"RAW_URI": "/id/道".encode().decode("latin-1")}) == "/id/道"


def test_the_switch_of_a_language_keeps_path_and_query() -> None:
    assert Links("ja").switch("/page/a", "q=1") == "/en/page/a?q=1"
    assert Links("en").switch("/en/page/a", "q=1") == "/page/a?q=1"
    assert Links("en").switch("/en/", "") == "/"

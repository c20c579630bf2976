"""Pages that did not change are not made again; what is sent is packed; our own files are kept."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import web.conditional
import web.render
from kg.names import ID
from tests.questions.small_graph import DOCUMENT, ROAD, write_small_data
from tests.web.reading import make_test_app
from web.static_files import STATIC, find_digest

ADDRESSES = (
    "/",
    "/en/",
    "/documents",
    "/search?q=道",
    "/reappearances",
    "/statistics",
    "/statistics.csv",
    "/tables/bodies.csv",
    f"/page/{ROAD.removeprefix(ID)}",
    f"/text/{DOCUMENT.removeprefix(ID)}",
    "/about",
    "/ontology",
)


def read_tag(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.headers["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_a_page_is_told_so_without_its_being_made(
    small: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = small.get(address)
    tag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Accept-Encoding" in first.headers["Vary"]

    def fail(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("it was made again")

    monkeypatch.setattr(web.render, "render_template", fail)
    for asked in (tag, tag.removeprefix("W/"), f'"x", {tag}'):
        again = small.get(address, headers={"If-None-Match": asked})
        assert again.status_code == 304
        assert again.data == b""
        assert again.headers["ETag"] == tag
        assert again.headers["Vary"] == first.headers["Vary"] or address == "/ontology"
        assert "Content-Security-Policy" in again.headers


def test_a_page_that_is_asked_for_with_another_tag_is_sent(small: FlaskClient) -> None:
    for asked in ('"x"', "*", "nonsense", ""):
        assert small.get("/documents", headers={"If-None-Match": asked}).status_code == 200


def test_every_address_language_and_host_has_a_tag_of_its_own(small: FlaskClient) -> None:
    tags = [read_tag(small, address) for address in ADDRESSES]
    assert len(set(tags)) == len(tags)
    here = small.get("/", base_url="https://other.example").headers["ETag"]
    assert here not in tags
    assert read_tag(small, "/?page=1") != read_tag(small, "/")


def test_other_data_other_sources_and_other_code_are_other_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_small_data(tmp_path)
    first = read_tag(make_test_app(folder).test_client(), "/documents")
    assert read_tag(make_test_app(folder).test_client(), "/documents") == first

    monkeypatch.setattr(web.conditional, "digest_code", lambda: "other")
    assert read_tag(make_test_app(folder).test_client(), "/documents") != first
    monkeypatch.undo()

    manifest = folder.sources / "documents.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    second = read_tag(make_test_app(folder).test_client(), "/documents")
    assert second != first

    curated = folder.ttl / "curated.ttl"
    curated.write_text(curated.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    assert read_tag(make_test_app(folder).test_client(), "/documents") not in (first, second)


def test_the_version_of_the_code_is_that_of_its_files() -> None:
    assert len(web.conditional.digest_code()) == 24
    names = {path.name for path in web.conditional._find_code(Path(web.__path__[0]))}
    assert {"base.html", "site.css", "app.py", "messages.po", "tokens.css"} <= names


def test_errors_are_kept_by_nobody(small: FlaskClient) -> None:
    for address in ("/none", "/search?page=x", "/statistics?page=99"):
        response = small.get(address)
        assert response.status_code >= 400
        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers


def test_answers_to_strangers_queries_are_kept_by_nobody(asking: object) -> None:
    from flask import Flask

    assert isinstance(asking, Flask)
    response = asking.test_client().get("/query?query=ASK{}")
    assert response.status_code == 200
    assert "ETag" not in response.headers


def test_pages_are_packed_for_who_can_unpack_them(small: FlaskClient) -> None:
    plain = small.get("/documents")
    assert "Content-Encoding" not in plain.headers
    packed = small.get("/documents", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert len(packed.data) < len(plain.data) / 2
    refused = small.get("/documents", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers
    book = small.get("/tables/bodies.xlsx", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in book.headers


def test_our_own_files_are_kept_for_good_under_the_name_of_their_content(
    small: FlaskClient,
) -> None:
    html = small.get("/").text
    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    assert {address.split("?")[0] for address in found} >= {
        "/static/site.css",
        "/static/vendor/design-tokens/tokens.css",
    }
    for address in found:
        response = small.get(address, headers={"Accept-Encoding": "gzip"})
        assert "immutable" in response.headers["Cache-Control"], address
        path = STATIC / address.removeprefix("/static/").split("?")[0]
        data = response.data
        if response.headers.get("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        assert data == path.read_bytes()
        assert find_digest(path.relative_to(STATIC).as_posix()) in address


def test_a_file_under_another_name_than_its_content_is_asked_for_again(small: FlaskClient) -> None:
    for address in ("/static/site.css", "/static/site.css?v=old"):
        response = small.get(address)
        assert response.headers["Cache-Control"] == "public, no-cache"
        tag = response.headers["ETag"]
        assert small.get(address, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "name", ["none.css", "../app.py", "..%2fapp.py", "vendor", "", "vendor/.installed", "a%00.css"]
)
def test_what_is_no_file_of_ours_is_not_found(small: FlaskClient, name: str) -> None:
    assert small.get(f"/static/{name}").status_code == 404

"""Which engine answers, and what a setting may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import KgError
from kg.store.address import parse_address
from kg.store.choose import open_remote, open_store
from kg.store.credentials import read_credentials
from kg.store.embedded import EmbeddedStore
from kg.store.limits import Limits
from tests.questions.small_graph import write_small_data

SETTINGS = ("KG_STORE", "KG_STORE_USER", "KG_STORE_PASSWORD")


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("http://localhost:7878/query", "http://localhost:7878/query"),
        (" https://example.org/sparql ", "https://example.org/sparql"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org:80/a?b=c", "http://example.org/a?b=c"),
        ("https://[::1]:8443/sparql", "https://[::1]:8443/sparql"),
        ("HTTP://Example.org/%E5%95%8F", "http://example.org/%E5%95%8F"),
    ],
)
def test_an_address_is_taken_apart_and_told_again(text: str, told: str) -> None:
    assert str(parse_address(text, "KG_STORE")) == told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "localhost:7878",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "http:///sparql",
        "http://example.org:port/",
        "http://example.org:99999/",
        "http://user:secret@example.org/",
        "http://example.org/a b",
        "http://example.org/a\r\nX-Header: y",
        "http://example.org/問",
        "http://[::1/",
    ],
)
def test_what_is_no_http_address_is_refused_by_the_name_of_its_setting(text: str) -> None:
    with pytest.raises(KgError) as caught:
        parse_address(text, "KG_STORE")
    assert caught.value.what.startswith("KG_STORE ")
    assert caught.value.fix
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "given",
    [
        {"KG_STORE_USER": "u"},
        {"KG_STORE_PASSWORD": "p"},
        {"KG_STORE_USER": "u:v", "KG_STORE_PASSWORD": "p"},
    ],
)
def test_half_a_credential_is_no_credential(given: dict[str, str]) -> None:
    address = parse_address("http://localhost/", "KG_STORE")
    with pytest.raises(KgError, match="KG_STORE_USER"):
        read_credentials(address, given)
    assert read_credentials(address, {}) is None


def test_the_embedded_engine_answers_where_nothing_is_set(tmp_path: Path) -> None:
    folder = write_small_data(tmp_path)
    assert isinstance(open_store(folder), EmbeddedStore)
    assert open_remote(folder.ttl, Limits()) is None


def test_a_server_that_is_not_there_stops_a_command_with_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_small_data(tmp_path)
    monkeypatch.setenv("KG_STORE", "http://127.0.0.1:1/query")
    assert main(["--data", str(folder.root), "stats"]) == 2
    said = capsys.readouterr().err
    assert "http://127.0.0.1:1/query" in said
    assert "the SPARQL server cannot be reached" in said
    assert "KG_STORE" in said


def test_loading_needs_to_know_where_to_ask(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_small_data(tmp_path)
    assert main(["--data", str(folder.root), "load", "--to", "http://127.0.0.1:1/store"]) == 2
    assert "--query" in capsys.readouterr().err

"""Errors in plain words, as pages for people and as data for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from kg.names import ID
from kg.store.query_errors import BusyError, make_time_error
from tests.questions.small_graph import DOCUMENT, write_small_data
from tests.web.reading import make_test_app, read_page

PLACE = f"/text/{DOCUMENT.removeprefix(ID)}"
ERRORS = [
    ("/nothing", 404),
    ("/page/990001/project/道路", 404),
    ("/page/990001/body/道路事業", 404),
    ("/search?q=" + "a" * 201, 400),
    ("/search?q=a&page=0", 400),
    ("/search?q=a&page=x", 400),
    ("/search?q=a&page=９", 400),
    ("/search?q=a&page=99", 404),
    ("/search?q=道&kind=Nothing", 400),
    ("/reappearances?state=x", 400),
    ("/reappearances?page=9", 404),
    ("/reappearances.xlsx?state=x", 400),
    ("/reappearances.json?state=x", 400),
    ("/repeats?kind=x", 400),
    ("/repeats?status=x", 400),
    ("/repeats?page=9", 404),
    ("/repeats.xlsx?kind=x", 400),
    ("/repeats/clusters?from=990001/project/x", 400),
    ("/repeats/clusters?page=9", 404),
    ("/statistics?municipality=x", 400),
    ("/events?document=x", 400),
    ("/names?kind=x", 400),
    ("/gaps?kind=x", 400),
    ("/tables/none.csv", 404),
    ("/tables/names.csv?kind=x", 400),
    ("/tables/instruments.xlsx?document=x", 400),
    ("/tables/bodies.ttl?page=99", 404),
    ("/tables/rows/990001/project/none.csv", 404),
    ("/tables/passages/990001.csv", 404),
    (f"{PLACE}?passage=5", 400),
    (f"{PLACE}?passage=5-5", 400),
    (f"{PLACE}?passage=0-999999", 404),
    ("/text/990001/document/none", 404),
    ("/text/990001", 404),
]
STATUSES = (400, 404, 405, 406, 410, 413, 414, 415, 429, 431, 500, 503)


@pytest.mark.parametrize(("address", "status"), ERRORS)
@pytest.mark.parametrize("language", ["", "/en"])
def test_an_error_is_a_page_in_plain_words_with_a_search_field_and_ways_on(
    small: FlaskClient, address: str, status: int, language: str
) -> None:
    page = read_page(small, language + address, status)
    assert str(status) in page.main
    assert {f"{language}/", f"{language}/search", f"{language}/documents"} <= set(page.links)
    assert page.tags.count("input") == 2
    assert page.languages == ["en" if language else "ja"]
    assert "Traceback" not in page.text
    if not language:
        assert "ください" in page.main or status == 404


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The small site with an address for every error."""
    app = make_test_app(write_small_data(tmp_path_factory.mktemp("broken")))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.logger.disabled = True
    add_faults(app)
    return app.test_client()


def add_faults(app: Flask) -> None:
    def fail(status: int) -> NoReturn:
        if status == 500:
            raise ZeroDivisionError("secret")
        abort(status)

    def be_busy() -> NoReturn:
        raise BusyError("busy")

    def be_slow() -> NoReturn:
        raise make_time_error(20)

    for prefix in ("", "/en"):
        app.add_url_rule(f"{prefix}/fail/<int:status>", f"{prefix}fail", fail)
        app.add_url_rule(f"{prefix}/busy", f"{prefix}busy", be_busy)
        app.add_url_rule(f"{prefix}/slow", f"{prefix}slow", be_slow)


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_its_own_words_in_both_languages(broken: FlaskClient, status: int) -> None:
    headings = set()
    for language in ("", "/en"):
        page = read_page(broken, f"{language}/fail/{status}", status)
        headings.add(page.heading)
        assert len(page.main) > 100
        assert not {"secret", "ZeroDivisionError", "Traceback"} & set(page.text.split())
    assert len(headings) == 2
    others = {read_page(broken, f"/fail/{one}", one).heading for one in STATUSES}
    assert len(others) == len(STATUSES)


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_page_that_finds_no_free_place_says_the_limits_and_when_to_come_back(
    broken: FlaskClient, language: str
) -> None:
    response = broken.get(f"{language}/busy")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "16" in response.text
    slow = broken.get(f"{language}/slow")
    assert slow.status_code == 503
    assert "秒" in slow.text or "seconds" in slow.text
    assert broken.get("/fail/429").headers["Retry-After"] == "5"


@pytest.mark.parametrize("accept", ["application/json", "application/problem+json"])
@pytest.mark.parametrize("status", STATUSES)
def test_a_program_is_told_in_json(broken: FlaskClient, accept: str, status: int) -> None:
    response = broken.get(f"/en/fail/{status}", headers={"Accept": accept})
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    told = json.loads(response.text)
    assert told["status"] == status
    assert {"type", "title", "detail"} <= set(told)
    assert "secret" not in response.text


def test_a_browser_gets_a_page_whatever_else_it_takes(broken: FlaskClient) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert broken.get("/none", headers={"Accept": accept}).mimetype == "text/html"
    assert broken.get("/none").mimetype == "text/html"


def test_what_is_not_found_is_answered_with_names_near_to_it(small: FlaskClient) -> None:
    for language in ("", "/en"):
        page = read_page(small, f"{language}/page/990001/project/道路", 404)
        assert "道路事業" in page.main
    page = read_page(small, "/page/990001/project/道路事行", 404)
    assert "道路事業" in page.main
    assert "/page/990001/project/道路事業" in page.links


def test_a_page_number_past_the_end_leads_to_the_first(small: FlaskClient) -> None:
    page = read_page(small, "/statistics?page=99", 404)
    assert "1ページ目" in page.main
    assert "/statistics" in page.links
    assert "お探しのものはこれですか" not in page.main


def test_a_name_that_is_not_there_is_one_at_any_page_number(small: FlaskClient) -> None:
    page = read_page(small, "/page/990001/project/道路事行?page=2", 404)
    assert "/page/990001/project/道路事業" in page.links
    assert "1ページ目" not in page.main


def test_only_reading_is_allowed(small: FlaskClient) -> None:
    response = small.post("/search", data={"q": "a"})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "読むこと" in response.text
    assert small.head("/").status_code == 200


def test_a_fault_of_ours_is_a_page_without_a_traceback(tmp_path: Path) -> None:
    app = make_test_app(write_small_data(tmp_path))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.extensions["site"].__dict__["figures"] = None
    app.logger.disabled = True
    response = app.test_client().get("/")
    assert response.status_code == 500
    assert "サイトの側で問題が起きました" in response.text
    assert "Traceback" not in response.text

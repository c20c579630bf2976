"""Headers, errors, and hostile text: it stays text everywhere, and nothing gives a 500."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote as percent

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.names import ID
from tests.questions.small_graph import DOCUMENT, HOSTILE, ODD, ORDINANCE, write_small_data
from tests.web.reading import PageReader, make_test_app, read_page
from web.app import create_app

STRINGS = [
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<b>",
    "{{ 7*7 }}",
    "{% raw %}",
    "${7*7}",
    "#{7*7}",
    "%s%s%n",
    "%(x)s",
    "{0}",
    "\\u003cscript\\u003e",
    "&lt;script&gt;",
    "&#60;b&#62;",
    "</title><script>",
    "<!--",
    "]]>",
    '=HYPERLINK("x")',
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\u202eabc\u202c",
    "\u200b\u200d\ufeff",
    "\x00",
    "\x1b[31m",
    "a\r\nX: y",
    "' OR 1=1 --",
    '"; DROP GRAPH <x> ;',
    "} UNION { ?s ?p ?o }",
    "?s ?p ?o",
    "<http://x> <y>",
    "../../etc/passwd",
    "..%2f..%2fetc",
    "%00",
    "%ff%fe",
    "%",
    "%zz",
    "𠮷野家",
    "👩‍👩‍👧",
    "ﷺ" * 20,
    "あ" * 200,
    "a" * 200,
    "[a]",
    "(((((",
    "\\",
    "`",
    "|",
    "^",
    "~",
    "/",
    "//",
    "?",
    "&",
    "#",
    ";",
]
OUTSIDE = "https://"
ARTICLE = f"{ORDINANCE.removeprefix(ID)}/art_1"


def check(html: str) -> None:
    """No script, no handler, no link that runs."""
    page = PageReader(html)
    assert not set(page.tags) & {"script", "img", "svg", "iframe", "object", "base", "embed"}
    assert "onerror=" not in html.replace("onerror=alert(1)&gt;", "")
    for link in page.links:
        assert link.startswith(("/", "#", OUTSIDE)), link


@pytest.mark.parametrize("text", STRINGS, ids=lambda text: ascii(text)[:30])
def test_hostile_text_in_any_parameter_stays_text(small: FlaskClient, text: str) -> None:
    typed = percent(text, safe="")
    place = DOCUMENT.removeprefix(ID)
    for address in (
        f"/search?q={typed}",
        f"/en/search?q={typed}",
        f"/search?q=a&kind={typed}",
        f"/search?page={typed}",
        f"/reappearances?state={typed}",
        f"/reappearances?page={typed}",
        f"/reappearances.xlsx?state={typed}",
        f"/reappearances.json?state={typed}",
        f"/repeats?kind={typed}",
        f"/repeats?status={typed}",
        f"/repeats.json?kind={typed}",
        f"/repeats/clusters?from={typed}",
        f"/repeats/clusters?to={typed}",
        f"/instruments?municipality={typed}",
        f"/instruments?document={typed}",
        f"/instruments?sort={typed}",
        f"/statistics?page={typed}",
        f"/statistics.csv?document={typed}",
        f"/events?municipality={typed}",
        f"/gaps?kind={typed}",
        f"/gaps?municipality={typed}",
        f"/gaps.csv?kind={typed}",
        f"/paths?from={typed}&to={typed}",
        f"/en/paths?from=第1条&to={typed}",
        f"/page/{ARTICLE}?status={typed}",
        f"/page/{ARTICLE}?year={typed}",
        f"/implementers/{ARTICLE}?format={typed}",
        f"/names?kind={typed}",
        f"/text/{place}?passage={typed}",
        f"/page/{typed}",
        f"/page/990001/project/{typed}",
        f"/text/{typed}",
        f"/coverage/{typed}",
        f"/en/page/{place}/node/{typed}",
        f"/{typed}",
        f"/id/{typed}",
        f"/graph/{typed}",
        f"/dump/{typed}.ttl",
        f"/rule/{typed}",
        f"/ontology/{typed}",
        f"/data/{typed}.ttl",
        f"/static/{typed}",
        f"/?{typed}={typed}",
    ):
        response = small.get(address)
        assert response.status_code in (200, 303, 308, 400, 404), address
        if response.mimetype == "text/html" and response.status_code != 308:
            check(response.text)
        assert "\n" not in response.headers.get("Location", "")


@pytest.mark.parametrize("text", STRINGS, ids=lambda text: ascii(text)[:30])
def test_hostile_text_in_a_header_is_let_by(small: FlaskClient, text: str) -> None:
    value = text.encode("ascii", "ignore").decode().translate(dict.fromkeys(range(32)))
    for name in ("Accept", "Accept-Language", "Cookie", "If-None-Match", "Range", "Referer"):
        response = small.get("/page/990001", headers={name: value})
        assert response.status_code in (200, 206, 416), name


@pytest.mark.parametrize("language", ["", "/en"])
def test_hostile_text_in_the_data_stays_text(small: FlaskClient, language: str) -> None:
    for address in (
        f"/page/{ODD.removeprefix(ID)}",
        "/search?q=script",
        "/search",
        "/page/990001",
        f"/text/{DOCUMENT.removeprefix(ID)}",
        f"/page/{DOCUMENT.removeprefix(ID)}",
        "/page/link/7",
    ):
        check(small.get(language + address).text)
    assert HOSTILE in read_page(small, f"{language}/page/{ODD.removeprefix(ID)}").heading


def test_every_answer_carries_the_headers_that_keep_a_reader_safe(small: FlaskClient) -> None:
    for address in ("/", "/page/none", "/static/site.css", "/data/990001.ttl", "/search?page=x"):
        headers = small.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"]
        assert "Set-Cookie" not in headers


def test_no_page_asks_anything_of_another_site(small: FlaskClient) -> None:
    html = small.get("/").text
    assert 'src="' not in html
    assert all(link.startswith("/") for link in PageReader(html.split("</head>")[0]).links)
    for path in (Path(create_app.__code__.co_filename).parent / "static").glob("*.css"):
        css = path.read_text(encoding="utf-8")
        assert "url(" not in css
        assert "@import" not in css


@pytest.mark.parametrize(
    ("address", "status"),
    [
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
        (f"/text/{DOCUMENT.removeprefix(ID)}?passage=5", 400),
        (f"/text/{DOCUMENT.removeprefix(ID)}?passage=5-5", 400),
        (f"/text/{DOCUMENT.removeprefix(ID)}?passage=0-999999", 404),
        ("/text/990001/document/none", 404),
        ("/text/990001", 404),
    ],
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_an_error_is_a_page_in_plain_words_with_ways_on(
    small: FlaskClient, address: str, status: int, language: str
) -> None:
    page = read_page(small, language + address, status)
    assert str(status) in page.main
    assert f"{language}/" in page.links
    assert "Traceback" not in page.text


def test_what_is_not_found_is_answered_with_names_near_to_it(small: FlaskClient) -> None:
    page = read_page(small, "/page/990001/project/道路", 404)
    assert "道路事業" in page.main
    assert "道路事業" in read_page(small, "/page/990001/project/道路事行", 404).main


def test_only_reading_is_allowed(small: FlaskClient) -> None:
    response = small.post("/search", data={"q": "a"})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
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
    assert "None" not in response.text


def test_a_graph_that_does_not_parse_stops_the_start(tmp_path: Path, app: Flask) -> None:
    from kg.errors import GraphError

    folder = write_small_data(tmp_path)
    (folder.ttl / "curated.ttl").write_text("this is no turtle", encoding="utf-8")
    with pytest.raises(GraphError, match=r"curated\.ttl"):
        create_app(folder)
    assert app.extensions["site"]

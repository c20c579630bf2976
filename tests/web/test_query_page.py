"""The page of queries: form, answer, errors, files, examples, with and without the editor."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.errors import QueryError
from kg.names import ID, MPO, PREFIXES
from kg.questions.examples import find_examples
from kg.store.limits import Limits
from tests.web.asking import open_asking_app
from tests.web.hostile import STRINGS
from tests.web.reading import PageReader, get_location, read_page
from web.links import LONGEST, Links
from web.pages import query as page_module
from web.problems import get_slug
from web.query_answers import ROWS, shorten

HEAD = f"PREFIX mpo: <{MPO}>\nPREFIX skos: <{PREFIXES['skos']}>\n"
PROJECTS = f"{HEAD}SELECT ?project ?name {{ ?project a mpo:Project ; skos:prefLabel ?name }}"


@pytest.fixture
def client(asking: Flask) -> FlaskClient:
    return asking.test_client()


def address_of(query: str, language: str = "", **more: str) -> str:
    return f"{language}/query?{urlencode({'query': query, **more})}"


def read_rows(html: str) -> list[list[str]]:
    """The texts of the cells of the answer's table, without what is said quietly."""
    table = html.partition('class="stack result"')[2].partition("</table>")[0]
    rows = table.partition("<tbody>")[2].split("</tr>")[:-1]
    found = []
    for row in rows:
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        loud = [re.sub(r'<span class="quiet[^>]*>.*?</span>', "", one) for one in cells]
        found.append([unescape(re.sub(r"<[^>]*>", "", one)).strip() for one in loud])
    return found


@pytest.mark.parametrize("language", ["", "/en"])
def test_without_a_query_the_page_offers_one_and_every_example(
    client: FlaskClient, language: str
) -> None:
    page = read_page(client, f"{language}/query")
    assert "SELECT" in page.main
    for example in find_examples():
        assert f"{language}/query?example={example.name}" in page.links
        assert example.question("en" if language else "ja") in page.main
    for anchor in ("limits", "syntax", "refused", "formats", "busy", "protocol", "examples"):
        assert anchor in page.ids


def test_every_kind_of_problem_of_the_endpoint_is_explained_on_the_page(
    client: FlaskClient,
) -> None:
    ids = read_page(client, "/query").ids
    for query in ("SELEC", "SELECT * { SERVICE <http://x/> {?s ?p ?o} }"):
        problem = client.get("/sparql", query_string={"query": query}).get_json(force=True)
        path, _, anchor = problem["type"].partition("#")
        assert path == "/query"
        assert anchor in ids
    assert get_slug(QueryError("x")) in ids


def test_the_limits_in_force_are_told(client: FlaskClient) -> None:
    page = read_page(client, "/en/query")
    assert "50,000 rows" in page.main
    assert "20 s" in page.main


@pytest.mark.parametrize("language", ["", "/en"])
def test_rows_are_shown_with_short_names_and_links_to_pages(
    client: FlaskClient, language: str
) -> None:
    html = client.get(address_of(f"{PROJECTS} ORDER BY ?name LIMIT 3", language)).text
    rows = read_rows(html)
    answer = client.get(
        "/sparql",
        query_string={"query": f"{PROJECTS} ORDER BY ?name LIMIT 3", "format": "json"},
    ).get_json(force=True)
    found = [
        [shorten(row["project"]["value"]), row["name"]["value"]]
        for row in answer["results"]["bindings"]
    ]
    assert rows == found
    links = PageReader(html).links
    for row in answer["results"]["bindings"]:
        assert f"{language}/page/{row['project']['value'].removeprefix(ID)}" in links
    assert "@ja" in html
    assert 'lang="ja"' in html


def test_all_rows_are_counted_and_the_first_are_shown(client: FlaskClient) -> None:
    html = client.get(address_of("SELECT * { ?s ?p ?o } LIMIT 12345", "/en")).text
    assert len(read_rows(html)) == ROWS
    assert "The first 500 of 12,345 rows are shown" in html
    assert len(html) < 600_000


def test_large_values_are_cut_and_said_to_be(client: FlaskClient) -> None:
    query = f'SELECT (CONCAT(?d, ?d, ?d, ?d) AS ?long) {{ VALUES ?d {{ "{"あ" * 300}" }} }}'
    html = client.get(address_of(query, "/en")).text
    assert "200 more characters" in html
    assert len(read_rows(html)[0][0]) == 1000


def test_one_row_larger_than_what_is_read_shows_no_row_and_its_file(client: FlaskClient) -> None:
    steps = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}, ?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(12))
    query = f'SELECT ?x12 {{ VALUES ?x0 {{ "a" }} {steps} }}'
    response = client.get(address_of(query, "/en"))
    assert response.status_code == 200
    assert "The first 0 of 1 rows" in response.text
    assert len(response.text) < 200_000


def test_yes_and_no_are_said_in_words(client: FlaskClient) -> None:
    assert "はい" in read_page(client, address_of("ASK { ?s ?p ?o }")).main
    assert "いいえ" in read_page(client, address_of("ASK { ?s ?p <urn:none> }")).main
    assert "Yes" in read_page(client, address_of("ASK { ?s ?p ?o }", "/en")).main


def test_a_graph_is_shown_as_turtle_whose_names_lead_to_pages(client: FlaskClient) -> None:
    query = f"{HEAD}CONSTRUCT WHERE {{ ?p a mpo:Project ; skos:prefLabel ?n }}"
    response = client.get(address_of(f"{query} LIMIT 2"))
    text = unescape(re.sub(r"<[^>]*>", "", response.text.partition('class="turtle"')[2]))
    assert "a mpo:Project" in text
    page = PageReader(response.text)
    assert "/ontology#Project" in page.links
    assert "@prefix mpo:" in page.main
    assert any(link.startswith("/page/141305/project/") for link in page.links)


@pytest.mark.parametrize(
    ("query", "forms"),
    [
        (f"{PROJECTS} LIMIT 1", {"json", "xml", "csv", "tsv"}),
        ("ASK {}", {"json", "xml"}),
        ("CONSTRUCT WHERE {?s ?p ?o} LIMIT 1", {"ttl", "nt", "rdf", "jsonld"}),
    ],
)
def test_the_same_answer_is_a_click_away_in_every_format(
    client: FlaskClient, query: str, forms: set[str]
) -> None:
    page = read_page(client, address_of(query))
    files = [urlsplit(link) for link in page.links if link.startswith("/sparql?")]
    assert {parse_qs(one.query)["format"][0] for one in files} == forms
    for one in files:
        assert client.get(one.geturl()).status_code == 200


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_form_that_is_sent_leads_to_an_address_that_can_be_shared(
    client: FlaskClient, language: str
) -> None:
    response = client.post(f"{language}/query", data={"query": "ASK\r\n{}", "format": ""})
    assert get_location(response) == Links("en" if language else "ja").query("ASK\n{}")
    assert get_location(response).endswith("#answer")
    assert client.get(get_location(response)).status_code == 200


def test_a_query_too_long_for_an_address_is_answered_where_it_was_sent(
    client: FlaskClient,
) -> None:
    query = f"{PROJECTS} LIMIT 2 # {'長' * LONGEST}"
    response = client.post("/query", data={"query": query})
    assert response.status_code == 200
    assert len(read_rows(response.text)) == 2
    page = PageReader(response.text)
    assert not any(link.startswith("/sparql?") for link in page.links)
    assert "アドレスでは渡せません" in page.main
    moved = client.post("/query", data={"query": query, "format": "csv"})
    assert moved.status_code == 307
    assert moved.headers["Location"] == "/sparql"
    assert client.post("/sparql", data={"query": query, "format": "csv"}).mimetype == "text/csv"


def test_a_format_that_is_chosen_leads_to_the_file(client: FlaskClient) -> None:
    location = get_location(client.post("/query", data={"query": "ASK {}", "format": "xml"}))
    assert location == Links("ja").sparql("ASK {}", "xml")
    assert client.get(location).mimetype == "application/sparql-results+xml"


def test_an_example_fills_the_form_and_each_of_them_runs(client: FlaskClient) -> None:
    for example in find_examples():
        html = client.get(f"/en/query?example={example.name}").text
        assert example.question_en in unescape(html)
        typed = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", html, re.DOTALL)
        assert typed is not None
        assert unescape(typed[1]) == example.query
    shown = client.get(address_of(find_examples()[0].query))
    assert shown.status_code == 200
    assert read_rows(shown.text)


def test_a_missing_prefix_is_named_and_declared_by_a_click(client: FlaskClient) -> None:
    page = read_page(client, address_of("ASK {\n  ?p a mpo:Project ; foo:bar ?x }"), 400)
    assert "2行目の8文字目" in page.main
    assert "接頭辞 mpo の宣言がありません" in page.main
    assert "接頭辞 foo の宣言がなく" in page.main
    page = read_page(client, address_of("ASK { ?p a mpo:Project }"), 400)
    (mended,) = [link for link in page.links if "PREFIX+mpo" in link]
    assert "はい" in read_page(client, mended).main


def test_a_fault_is_shown_in_its_line(client: FlaskClient) -> None:
    html = client.get(address_of("SELECT ?s WHERE {\n  ?s ?p ?o .\n  ?s ) ?o\n}", "/en")).text
    assert "Line 3, character 6" in html
    line = html.partition('class="fault-line"')[2].partition("</pre>")[0]
    assert "<mark>)</mark>" in line
    assert "Traceback" not in html


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("SELECT * { ?s　?p ?o }", "1行目の14文字目", "全角の文字"),
        ("SELECT * {\n ?s ?p ＊ }", "2行目の8文字目", "全角の文字"),
        ("SELECT * {\n ?s ?p 'a\n }", "2行目の8文字目", "閉じていません"),
        ("SELECT * {\n ?s ?p ?o", "2行目の10文字目", "閉じていない括弧があります"),
        ("SELECT ?x (COUNT(*) AS ?n)\n{ ?x ?y ?z }", "2行目の13文字目", "最後まで読みました"),
        ("SELECT * {?s ?p ?o}\nLIMT 10", "2行目の1文字目", "この語は置けません"),
    ],
)
def test_the_place_of_a_fault_is_exact_and_what_is_seen_there_is_said(
    client: FlaskClient, query: str, place: str, words: str
) -> None:
    page = read_page(client, address_of(query), 400)
    assert place in page.main
    assert words in page.main


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT * {", 400, "閉じていない括弧があります"),
        ("SELECT * { SERVICE <http://x/> {?s ?p ?o} }", 403, "受け付けない問い合わせです"),
        ("DROP ALL", 403, "受け付けない問い合わせです"),
        ("SELECT * { " + "{" * 300 + "}" * 300 + "}", 400, "上限を超えました"),
    ],
)
def test_a_query_without_an_answer_says_why_and_what_to_do(
    client: FlaskClient, query: str, status: int, words: str
) -> None:
    page = read_page(client, address_of(query), status)
    assert words in page.main
    assert "この種類の誤りについて" in page.main
    assert "Traceback" not in page.text
    english = read_page(client, address_of(query, "/en"), status)
    answer = english.main.partition("What to do")[2].partition("Examples")[0]
    assert not re.search("[ぁ-ん]", answer)


def test_what_goes_past_a_limit_is_an_error_that_names_it() -> None:
    with open_asking_app(Limits(seconds=20, rows=100, text=200)) as app:
        client = app.test_client()
        page = read_page(client, address_of("SELECT * { ?s ?p ?o }"), 503)
        assert "100 行を超えました" in page.main
        assert "100行" in page.main
        page = read_page(client, address_of("ASK {} #" + "x" * 200), 413)
        assert "200 字まで" in page.main
        response = client.post("/query", data={"query": "x" * 10_000})
        assert response.status_code == 413
        assert "200 字まで" in response.text


@pytest.mark.parametrize("text", STRINGS, ids=lambda text: ascii(text)[:30])
def test_hostile_text_stays_text_and_gives_no_500(client: FlaskClient, text: str) -> None:
    typed = quote(text, safe="")
    literal = json.dumps(text, ensure_ascii=True).replace("\\u0000", "")
    for address in (
        f"/query?query={typed}",
        f"/en/query?query={typed}&format={typed}",
        f"/query?example={typed}",
        f"/query?format={typed}",
        f"/query?{typed}={typed}",
        address_of(f"SELECT * {{ VALUES ?x {{ {literal} }} }}"),
        address_of(f"SELECT * {{ BIND(<{text}> AS ?x) }}"),
        address_of(f"CONSTRUCT {{ <urn:a> <urn:b> {literal} }} WHERE {{}}"),
    ):
        response = client.get(address)
        assert response.status_code in (200, 400, 403, 404), address
        page = PageReader(response.text)
        assert not set(page.tags) & {"img", "svg", "iframe", "object", "base", "embed"}
        for tag in re.findall("<script[^>]*>", response.text):
            assert 'src="/static/' in tag or 'type="application/ld+json"' in tag, tag
        for link in page.links:
            assert link.startswith(("/", "#", "https://", "http://")), link
    assert client.post("/query", data={"query": text, "format": text}).status_code in (303, 400)


def test_what_the_address_cannot_carry_is_an_error_in_words(client: FlaskClient) -> None:
    assert "UTF-8" in read_page(client, "/query?query=%ff%fe", 400).main
    assert "知らない形式" in read_page(client, "/query?format=exe&query=ASK{}", 400).main
    assert "という例はありません" in read_page(client, "/query?example=none", 404).main
    response = client.post("/query", data=b"{}", content_type="application/json")
    assert response.status_code == 415
    assert "送られたものを読み取れません" in response.text
    assert client.put("/query").status_code == 405


def test_a_javascript_iri_in_an_answer_is_no_link(client: FlaskClient) -> None:
    html = client.get(address_of("SELECT * { BIND(<javascript:alert(1)> AS ?x) }")).text
    assert read_rows(html) == [["javascript:alert(1)"]]
    assert 'href="javascript' not in html
    turtle = client.get(address_of("CONSTRUCT { <javascript:a> <data:b> 1 } WHERE {}")).text
    assert 'href="javascript' not in turtle
    assert 'href="data:' not in turtle


def test_scripts_and_what_they_ask_for_come_from_this_site_alone(client: FlaskClient) -> None:
    def read_policy(address: str) -> set[str]:
        return set(client.get(address).headers["Content-Security-Policy"].split("; "))

    common = read_policy("/")
    assert {"script-src 'self'", "connect-src 'self'"} <= common
    assert read_policy("/query") == read_policy("/query?query=SELEC") == common
    assert "unsafe" not in " ".join(common)


@pytest.mark.parametrize("built", [True, False])
def test_the_page_is_complete_with_and_without_the_editors_files(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, built: bool
) -> None:
    file = tmp_path / "yasqe.min.js"
    if built:
        file.write_text("")
    monkeypatch.setattr(page_module, "EDITOR", file)
    page = read_page(client, address_of(f"{PROJECTS} LIMIT 1"))
    scripts = [link for link in page.links if "yasqe" in link]
    assert len(scripts) == (2 if built else 0)
    assert any(link.startswith("/static/query.js?v=") for link in page.links)
    assert page.tags.count("textarea") == 1
    assert "答え" in page.main


def test_the_editor_is_given_our_prefixes_and_terms(client: FlaskClient) -> None:
    terms = client.get("/query/terms.json").get_json()
    assert terms["prefixes"] == PREFIXES
    assert [f"{MPO}Project", "事業", "project"] in terms["class"]
    assert f"{MPO}printedName" in [one[0] for one in terms["property"]]
    assert f"{MPO}Stated" in [one[0] for one in terms["value"]]
    assert not {one[0] for one in terms["class"]} & {one[0] for one in terms["property"]}

"""The queries of the first page, the search, gaps, ways, texts and the vocabulary."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.documents.manifest import load_manifest
from kg.errors import NotFoundError
from kg.names import ID, MPO
from kg.questions.gaps import GapKind
from kg.questions.page_query import make_page_query, make_rows_query
from kg.questions.passage import Mark, MarkGroup
from kg.questions.quality_words import IssueKind
from kg.questions.reading import get_iri, make_short, parse_code
from kg.questions.way import Way
from kg.store.terms import Iri, Text
from tests.questions.conftest import REAL
from tests.web.reading import read_page
from tests.web.test_open_in_sparql import ask, collect, find_link
from web.coverage import make_coverage
from web.filters import make_value
from web.links import LONGEST, Links
from web.quality import find_documents, find_municipalities
from web.site import Site
from web.textpages import make_text_pages


@pytest.fixture
def client(asking: Flask) -> FlaskClient:
    return asking.test_client()


LANGUAGES = pytest.mark.parametrize("language", ["", "/en"])


@LANGUAGES
def test_the_first_page_by_its_figures(client: FlaskClient, site: Site, language: str) -> None:
    rows = ask(client, f"{language}/")
    figures = site.figures
    expected = {
        "municipality": figures.municipalities,
        "SourceDocument": figures.documents,
        "PolicyNode": figures.nodes,
        "Project": figures.projects,
        "Listing": figures.listings,
        "isReappearance": figures.reappearances,
        "Article": figures.articles,
        "Instrument": figures.instruments,
        "Statistic": figures.statistics,
        "Event": figures.events,
        "Passage": figures.passages,
        "Body": figures.bodies,
        "Ward": len(site.wards.entries),
    }
    assert {make_short(row["what"]): int(row["number"]) for row in rows} == expected
    shown = read_page(client, f"{language}/").main
    assert all(f"{number:,}" in shown for number in expected.values())


@pytest.mark.parametrize("kind", ["", "Project", "LegalResourceSubdivision"])
@pytest.mark.parametrize(
    "words",
    ["市民", "協働", "区役所", "市民 協働", "推進　事業", "第32条", "CALS", "cals/ec", "2013", ""],
)
def test_a_search_finds_by_its_query_what_it_lists(
    client: FlaskClient, site: Site, words: str, kind: str
) -> None:
    hits = site.index.search(words, limit=10_000).hits
    hits = tuple(hit for hit in hits if kind in ("", make_short(hit.kind.iri)))
    rows = ask(client, f"/search?q={quote(words)}&kind={kind}")
    things = {get_iri(row, "thing") for row in rows}
    assert {hit.iri for hit in hits} <= things
    # Beyond the page: opinions about what is called so, a section without a name; of a kind also
    # what is of a narrower one.
    assert kind or len(things) <= len(hits) + 4


def test_a_search_for_the_labels_of_things_as_printed_finds_them_by_its_query(
    client: FlaskClient, site: Site
) -> None:
    for hit in site.index.search("", limit=10_000).hits[::25]:
        if hit.kind.iri in {f"{MPO}{name}" for name in ("Statistic", "Event", "Opinion")}:
            continue
        label = hit.label.rstrip("…")
        rows = ask(client, f"/en/search?q={quote(label)}")
        assert hit.iri in {row["thing"] for row in rows}, label


def test_a_search_whose_query_no_address_can_carry_offers_none(client: FlaskClient) -> None:
    whole = read_page(client, f"/search?q={quote('市' * 200)}")
    assert len(find_link(whole)) <= LONGEST
    page = read_page(client, f"/search?q={quote('👧' * 200)}")
    assert not [link for link in page.links if link.startswith("/query?query=")]


@pytest.mark.parametrize(
    "typed", ['" } DROP ALL #', "\\", 'a\\" } #', "'\"'", "<http://x>", "?thing", "\x00", "x\n} #"]
)
def test_hostile_words_are_looked_for_as_words(client: FlaskClient, typed: str) -> None:
    link = find_link(read_page(client, f"/search?q={quote(typed)}"))
    (query,) = parse_qs(urlsplit(link).query)["query"]
    found = client.get("/sparql", query_string={"query": query, "format": "json"})
    assert found.status_code == 200, query
    assert found.get_json(force=True)["results"]["bindings"] == []


@LANGUAGES
@pytest.mark.parametrize("kind", list(GapKind))
def test_the_gaps_of_a_kind_and_of_a_municipality(
    client: FlaskClient, site: Site, kind: GapKind, language: str
) -> None:
    gaps = [one for one in site.gaps if one.kind is kind]
    assert gaps
    for code in ("", *{parse_code(one.thing.iri) or "" for one in gaps}):
        kept = [one for one in gaps if not code or parse_code(one.thing.iri) == code]
        rows = ask(client, f"{language}/gaps?kind={kind}&municipality={code}")
        assert collect(rows, "thing") == {(one.thing.iri,) for one in kept}
        if kind is not GapKind.BODY:
            assert collect(rows, "thing", "candidates") == {
                (one.thing.iri, str(one.candidates)) for one in kept
            }
        if kind is GapKind.ARTICLE:
            assert collect(rows, "thing", "home", "homeName") == {
                (one.thing.iri, one.homes[0].iri, one.homes[0].label) for one in kept
            }
        else:
            assert collect(rows, "thing", "name") == {
                (one.thing.iri, one.thing.label) for one in kept
            }


def check_way(client: FlaskClient, address: str, way: Way) -> None:
    rows = ask(client, address)
    assert collect(rows, "subject", "predicate", "object") == {
        (one.subject.iri, one.predicate.iri, one.object.iri) for one in way.steps
    }
    assert collect(rows, "step") == {(one.link or one.subject.iri,) for one in way.steps}
    assert collect(rows, "step", "status") == {
        (one.link, one.status.iri) for one in way.steps if one.link and one.status
    }
    assert collect(rows, "subject", "predicate", "object", "line", "quote") == {
        (one.subject.iri, one.predicate.iri, one.object.iri, str(proof.first_line), proof.quote)
        for one in way.steps
        for proof in one.evidence
        if proof.quote is not None
    }


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_way_by_its_steps_and_the_lines_that_prove_them(
    client: FlaskClient, site: Site, language: str
) -> None:
    links, plain = Links(language), 0
    articles = [part.iri for one in site.ordinances for part in one.articles]
    for article in articles:
        for traced in site.get_trace(article).implementers[:2]:
            way = site.ways.find(traced.subject.iri, article)
            check_way(client, links.paths(way.start.iri, way.end.iri), way)
            plain += any(one.link is None for one in way.steps)
    things = [hit.iri for hit in site.index.search("", limit=10_000).hits]
    for start, end in zip(things[::60], things[30::60], strict=False):
        address = links.paths(start, end)
        try:
            way = site.ways.find(start, end)
        except NotFoundError:
            continue
        if any("/query?query=" in link for link in read_page(client, address).links):
            check_way(client, address, way)
            plain += any(one.link is None for one in way.steps)
        else:
            assert len(way.steps) > 8
    assert plain > 3


def test_a_way_that_is_not_found_or_not_asked_for_offers_no_query(client: FlaskClient) -> None:
    for address in ("/paths", "/paths?from=市民&to=none", "/paths?from=第1条&to=第1条"):
        links = read_page(client, address).links
        assert not [link for link in links if link.startswith("/query?query=")], address


@LANGUAGES
def test_the_clusters_by_their_pairs(client: FlaskClient, site: Site, language: str) -> None:
    assert site.clusters
    shown = [("", site.clusters)] + [
        (f"?from={quote(one.members[0].iri.removeprefix(ID))}", (one,)) for one in site.clusters
    ]
    for asked, clusters in shown:
        rows = ask(client, f"{language}/repeats/clusters{asked}", shown=("leftName", "rightName"))
        assert collect(rows, "left", "right", "predicate") == {
            (link.left.iri, link.right.iri, link.predicate)
            for cluster in clusters
            for link in cluster.links
        }


def make_path(prefix: str, document: str) -> str:
    return f"{prefix}/{document.removeprefix(ID)}"


@LANGUAGES
def test_a_text_by_its_passages_in_order(client: FlaskClient, site: Site, language: str) -> None:
    def place(mark: Mark) -> tuple[str, str, str]:
        return mark.passage, str(mark.start), str(mark.end)

    for document in site.documents:
        source = site.get_source(document.iri)
        assert source is not None
        marks = site.get_marks(document.iri)
        asked = make_path(f"{language}/text", document.iri)
        found = set()
        for number, lines in enumerate(make_text_pages(source).pages, 1):
            # A stretch over several lines stands in as many pieces.
            rows = ask(client, f"{asked}?page={number}")
            first, last = source.lines[lines[0] - 1].start, source.lines[lines[-1] - 1].end
            held = [one for one in marks if one.start <= last and one.end > first]
            assert collect(rows, "passage", "start", "end") == set(map(place, held))
            assert [row["start"] for row in rows] == sorted((r["start"] for r in rows), key=int)
            shown = "".join(read_page(client, f"{asked}?page={number}").main.split())
            for row in rows:
                start, end = int(row["start"]), int(row["end"])
                assert source.text[start:end] == row["quote"]
                assert source.line_at(start) == int(row["firstLine"]) <= int(row["lastLine"])
                if row["firstLine"] == row["lastLine"]:
                    assert "".join(row["quote"].split()) in shown
            found |= collect(rows, "passage", "start", "end")
        assert found == set(map(place, marks))
        numbers = [one for one in marks if MarkGroup.STATISTIC in one.groups]
        if numbers:
            rows = ask(client, f"{asked}?show=statistics", shown=("quote",))
            assert collect(rows, "passage", "start", "end") == set(map(place, numbers))


@LANGUAGES
def test_the_account_of_a_text_by_its_corrections_and_passages(
    client: FlaskClient, site: Site, language: str
) -> None:
    many = 0
    for document in site.documents:
        reading = site.get_reading(document.iri)
        assert reading is not None
        rows = ask(
            client,
            make_path(f"{language}/coverage", document.iri),
            shown=("asPrinted", "reading", "reason"),
        )
        corrections = make_coverage(reading).corrections
        assert collect(rows, "line", "asPrinted", "reading", "reason") == {
            (str(line), one.as_printed, one.reading, one.reason) for one, line in corrections
        }
        assert collect(rows, "passage") == {
            (mark.passage,) for mark in site.get_marks(document.iri)
        }
        many += len(corrections)
    assert many


@LANGUAGES
def test_the_vocabulary_by_its_terms_and_rules(client: FlaskClient, language: str) -> None:
    rows = ask(client, f"{language}/ontology")
    page = read_page(client, f"{language}/ontology")
    terms = {row["term"] for row in rows}
    assert {make_short(term) for term in terms if term.startswith(MPO)} == {
        one for one in page.ids if f"{MPO}{one}" in terms
    }
    anchors = {
        make_short(term) if term.startswith(MPO) else f"rule-{make_short(term)}" for term in terms
    }
    assert anchors == set(page.ids) - {"main", "q", "terms", "rules", "about-page"}
    text = "".join(page.main.split())
    own = "en" if language else "ja"
    twice = {"municipality", "rule"}
    named = {row["term"]: row for row in rows if (row["label"].isascii()) == (own == "en")}
    for term, row in named.items():
        if make_short(term) not in twice:
            assert "".join(row["label"].split()) in text, row
    assert len(named) > len(terms) / 2


@LANGUAGES
def test_what_this_is_by_its_documents_and_their_licences(
    client: FlaskClient, site: Site, language: str
) -> None:
    rows = ask(client, f"{language}/about", shown=("title",))
    assert {row["title"] for row in rows} == {
        entry.title for entry in load_manifest(REAL.sources).documents
    }
    assert collect(rows, "document", "license") == {
        (one.iri, one.license) for one in site.documents if one.license
    }
    assert collect(rows, "document", "publisherName") == {
        (one.iri, one.publisher.label) for one in site.documents if one.publisher
    }
    assert collect(rows, "document", "issued") == {
        (one.iri, one.issued) for one in site.documents if one.issued
    }


def test_words_and_rows_stand_in_a_query_as_terms_only() -> None:
    query = make_page_query("search", word=[Text('a" } #\n\\')])
    assert 'VALUES ?word { "a\\" } #\\n\\\\" }' in query
    query = make_rows_query(
        "paths",
        ("step", "property", "value"),
        [(Iri("urn:l"), None, None), (Iri("urn:s"), Iri(f"{MPO}lists"), Iri("urn:o"))],
    )
    bound = "VALUES (?step ?property ?value) { (<urn:l> UNDEF UNDEF) (<urn:s> mpo:lists <urn:o>) }"
    assert bound in query
    with pytest.raises(ValueError, match=r"IRI|scheme"):
        make_page_query("search", word=[Iri(f"{MPO}x> }} #")])


@LANGUAGES
@pytest.mark.parametrize(
    ("kind", "variable"),
    [
        (IssueKind.ORIGINAL, "thing"),
        (IssueKind.RUNNER, "thing"),
        (IssueKind.ARTICLE, "thing"),
        (IssueKind.IDLE, "thing"),
        (IssueKind.INCOMPLETE, "thing"),
        (IssueKind.PARENT, "link"),
        (IssueKind.DUPLICATE, "link"),
        (IssueKind.ISSUED, "thing"),
        (IssueKind.ADDRESS, "thing"),
    ],
)
def test_a_kind_of_finding_by_the_things_that_it_is_about(
    client: FlaskClient, site: Site, kind: IssueKind, variable: str, language: str
) -> None:
    issues = [one for one in site.issues if one.kind is kind]
    assert issues
    document = next((one.document for one in issues if one.document), None)
    value = make_value(document) if document else ""
    code = value.partition("/")[0] or parse_code(issues[0].thing.iri if issues[0].thing else "")
    for narrowed in ("", f"&document={quote(value)}" if value else "", f"&municipality={code}"):
        kept = [
            one
            for one in issues
            if (not narrowed.startswith("&d") or value in find_documents(one))
            and (not narrowed.startswith("&m") or code in find_municipalities(one))
        ]
        rows = ask(client, f"{language}/quality?kind={kind}{narrowed}")
        told = {one.link if variable == "link" else one.thing.iri for one in kept if one.thing}
        assert {row[variable] for row in rows} == told


def test_findings_of_all_kinds_and_of_the_checks_have_no_query(client: FlaskClient) -> None:
    for address in ("/quality", "/quality?kind=reading"):
        links = read_page(client, address).links
        assert not [link for link in links if link.startswith("/query?query=")], address

"""The query that a page offers returns what the page shows."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.names import ID, MPO
from kg.questions.body import find_bodies, get_body
from kg.questions.page_query import make_page_query
from kg.questions.place import find_places
from kg.questions.project import get_project
from kg.questions.reading import get_iri
from kg.questions.reappearances import Choice, filter_reappearances
from kg.questions.repeats import RepeatKind, RepeatStatus, filter_repeats
from kg.questions.tree import Branch
from kg.store.terms import Iri, Row, Text
from tests.web.reading import PageReader, read_page
from web.links import LONGEST
from web.site import Site


@pytest.fixture
def client(asking: Flask) -> FlaskClient:
    return asking.test_client()


def path_of(iri: str) -> str:
    return f"/page/{iri.removeprefix(ID)}"


def find_link(page: PageReader) -> str:
    """The query that a page offers, in its own language."""
    start = "/en/query?query=" if page.languages == ["en"] else "/query?query="
    (link,) = [one for one in page.links if one.startswith(start)]
    assert len(link) <= LONGEST
    return link


def ask(client: FlaskClient, address: str, *, shown: tuple[str, ...] = ()) -> list[Row]:
    """The rows of the query of a page; each value of the variables `shown` is on the page."""
    page = read_page(client, address)
    link = find_link(page)
    assert client.get(link).status_code == 200
    (query,) = parse_qs(urlsplit(link).query)["query"]
    found = client.get("/sparql", query_string={"query": query, "format": "json"})
    rows = found.get_json(force=True)["results"]["bindings"]
    text = "".join(page.text.split())
    for row in rows:
        for name in shown:
            if name in row:
                assert "".join(row[name]["value"].split()) in text, (address, name, row[name])
    return [
        {name: (Iri if one["type"] == "uri" else Text)(one["value"]) for name, one in row.items()}
        for row in rows
    ]


def collect(rows: list[Row], *names: str) -> set[tuple[str, ...]]:
    """What the rows say for some variables, without rows that leave one open."""
    return {tuple(map(str, map(row.get, names))) for row in rows if all(map(row.get, names))}


def test_an_article_by_what_implements_it_and_who_runs_that(
    client: FlaskClient, site: Site
) -> None:
    many = 0
    for answer in site.ordinances:
        for article in answer.articles:
            trace = site.get_trace(article.iri)
            rows = ask(client, path_of(article.iri), shown=("bodyName",))
            assert collect(rows, "thing") == {(one.subject.iri,) for one in trace.implementers}
            assert collect(rows, "thing", "name") <= {
                (one.subject.iri, one.subject.label) for one in trace.implementers
            } | {
                (row["thing"], row["name"])
                for row in rows
                if "name" in row and "/event/" in row["thing"]
            }
            many += len(trace.implementers) > 1
    assert many


def test_an_article_narrowed_to_a_status(client: FlaskClient, site: Site) -> None:
    traces = [site.get_trace(part.iri) for one in site.ordinances for part in one.articles]
    trace = max(traces, key=lambda one: len(one.implementers))
    for status in ("stated", "inferred"):
        kept = {one.subject.iri for one in trace.implementers if one.status == status}
        rows = ask(client, f"{path_of(trace.article.iri)}?status={status}")
        assert {row.get("thing") for row in rows} >= kept


def test_an_article_by_what_is_said_of_it(client: FlaskClient, site: Site) -> None:
    for answer in site.ordinances:
        for article in answer.articles:
            rows = ask(client, path_of(article.iri))
            said = site.store.select("SELECT ?s ?p ?o { ?s ?p ?o }", s=article.iri).rows
            assert said
            wanted = {(str(row["s"]), str(row["p"]), str(row["o"])) for row in said}
            assert collect(rows, "part", "property", "value") >= wanted


def test_a_project_by_its_appearances_texts_and_years(client: FlaskClient, site: Site) -> None:
    found = site.store.select("SELECT DISTINCT ?project { ?listing mpo:lists ?project }").rows
    for row in found[::7]:
        answer = get_project(site.store, get_iri(row, "project"))
        rows = ask(
            client,
            path_of(answer.iri),
            shown=("name", "title", "place", "description", "bodyName"),
        )
        appearances = answer.appearances
        assert collect(rows, "listing", "name", "title") == {
            (one.iri, one.printed_name, one.document.label) for one in appearances
        }
        assert collect(rows, "listing", "place") == {
            (one.iri, one.path[-1].label) for one in appearances if one.path
        }
        assert collect(rows, "listing", "description") == {
            (one.iri, said.text) for one in appearances for said in one.descriptions
        }
        assert collect(rows, "listing", "year", "text") == {
            (one.iri, str(cell.year), cell.text)
            for one in appearances
            for cell in one.cells
            if cell.text
        }
        assert collect(rows, "listing", "bodyName") == {
            (one.iri, runner.body.label) for one in appearances for runner in one.bodies
        }


def test_a_body_by_the_rows_that_name_it(client: FlaskClient, site: Site) -> None:
    many = 0
    for entry in find_bodies(site.store):
        answer = get_body(site.store, entry.iri)
        if not answer.appearances and not answer.others:
            continue
        rows = ask(client, path_of(entry.iri), shown=("title",))
        assert collect(rows, "listing", "project", "name") == {
            (one.iri, one.project.iri, one.printed_name) for one in answer.appearances
        }
        assert {row["project"] for row in rows if "listing" not in row} == {
            one.project.iri for one in answer.others
        }
        many += 1
    assert many > 1


def test_a_document_by_its_hierarchy_and_counts(client: FlaskClient, site: Site) -> None:
    def walk(branches: tuple[Branch, ...]) -> Iterator[Branch]:
        for branch in branches:
            yield branch
            yield from walk(branch.children)

    for document in site.documents:
        branches = list(walk(site.get_document(document.iri).branches))
        rows = ask(client, path_of(document.iri), shown=("name", "notation", "level"))
        assert [row["node"] for row in rows] == sorted(
            (one.node.iri for one in branches),
            key=lambda iri: next(b.node.position for b in branches if b.node.iri == iri),
        )
        assert collect(rows, "node", "listings", "reappearances") == {
            (one.node.iri, str(one.count.listings), str(one.count.reappearances))
            for one in branches
        }


def test_a_node_by_what_stands_below_it(client: FlaskClient, site: Site) -> None:
    document = site.documents[0].iri
    tree = site.get_document(document).tree
    for node in list(tree.nodes)[::5]:
        rows = ask(client, path_of(node), shown=("name",))
        assert collect(rows, "listing") == {(one.listing,) for one in tree.find_rows(node)}
        assert (node,) in collect(rows, "node")


def test_an_ordinance_by_its_articles(client: FlaskClient, site: Site) -> None:
    for answer in site.ordinances:
        rows = ask(client, path_of(answer.iri), shown=("heading",))
        assert [row["article"] for row in rows] == [one.iri for one in answer.articles]


def test_the_reappearances_by_row_and_original(client: FlaskClient, site: Site) -> None:
    rows = ask(client, "/reappearances")
    assert collect(rows, "listing", "name") == {
        (one.appearance.iri, one.appearance.printed_name) for one in site.reappearances
    }
    assert collect(rows, "listing", "original") == {
        (one.appearance.iri, other.iri)
        for one in site.reappearances
        for other in ((one.original,) if one.original else one.candidates)
    }


@pytest.mark.parametrize("choice", list(Choice))
def test_the_reappearances_of_one_state(client: FlaskClient, site: Site, choice: Choice) -> None:
    kept = filter_reappearances(site.reappearances, choice)[:10]
    if not kept:
        return
    rows = ask(client, f"/reappearances?state={choice}", shown=("name", "originalName"))
    assert collect(rows, "listing") == {(one.appearance.iri,) for one in kept}


@pytest.mark.parametrize("kind", [None, *RepeatKind])
@pytest.mark.parametrize("status", [None, *RepeatStatus])
def test_the_repeats_by_pair_and_reason(
    client: FlaskClient, site: Site, kind: RepeatKind | None, status: RepeatStatus | None
) -> None:
    kept = filter_repeats(site.repeat_links, kind, status)
    rows = ask(
        client, f"/repeats?kind={kind or ''}&status={status or ''}", shown=("leftName", "rightName")
    )
    assert collect(rows, "left", "right", "predicate") == {
        (one.left.iri, one.right.iri, one.predicate) for one in kept
    }
    assert {one.reason_ja for one in kept} == {row["reason"] for row in rows}


def test_the_statistics_by_value_and_line(client: FlaskClient, site: Site) -> None:
    rows = ask(client, "/statistics", shown=("indicatorName", "aboutName"))
    assert collect(rows, "statistic") == {(one.iri,) for one in site.statistics}
    assert collect(rows, "statistic", "year") == {
        (one.iri, str(one.year)) for one in site.statistics if one.year is not None
    }


@pytest.mark.parametrize("page", ["statistics", "instruments"])
def test_a_list_narrowed_to_a_document_or_municipality(
    client: FlaskClient, site: Site, page: str
) -> None:
    every = all_instruments(site)
    for document in site.documents:
        value = document.iri.removeprefix(ID).replace("/document/", "/")
        code = value.partition("/")[0]
        for address in (f"/{page}?document={value}", f"/en/{page}?municipality={code}"):
            shown = read_page(client, address)
            linked = {link.partition("/page/")[2] for link in shown.links}
            rows = ask(client, address)
            things = {next(iter(row.values())) for row in rows}
            assert {thing.removeprefix(ID) for thing in things} <= linked, address
            if page == "instruments":
                listed = {one for one in linked if f"{ID}{one}" in every}
                assert {thing.removeprefix(ID) for thing in things} == listed, address


def all_instruments(site: Site) -> set[str]:
    return {one.entry.iri for one in site.instruments}


def test_the_instruments_by_name_kind_date_and_document(client: FlaskClient, site: Site) -> None:
    rows = ask(client, "/instruments", shown=("name", "title", "makerName"))
    assert collect(rows, "instrument", "name") == {
        (one.entry.iri, one.entry.label) for one in site.instruments
    }
    assert collect(rows, "instrument", "title") == {
        (one.entry.iri, each.label) for one in site.instruments for each in one.entry.documents
    }
    assert collect(rows, "instrument", "kind") == {
        (one.entry.iri, kind.iri) for one in site.instruments for kind in one.kinds
    }


def test_a_named_thing_by_its_facts_and_the_lines_that_name_it(
    client: FlaskClient, site: Site
) -> None:
    ordinances = {answer.iri for answer in site.ordinances}
    for one in site.instruments[::4]:
        if one.entry.iri in ordinances:
            continue
        rows = ask(client, path_of(one.entry.iri), shown=("quote",))
        places = find_places(site.store, one.entry.iri)
        assert len(collect(rows, "title", "line", "quote")) <= len(places)
        assert {row["title"] for row in rows if "title" in row} == {
            each.label for each in one.entry.documents
        }
        assert (one.entry.label,) in collect(rows, "value")


def test_the_lists_of_documents_bodies_and_ordinances(client: FlaskClient, site: Site) -> None:
    rows = ask(client, "/documents", shown=("title", "municipalityName"))
    assert collect(rows, "document", "listings") == {
        (one.iri, str(site.get_document(one.iri).count.listings)) for one in site.documents
    }
    rows = ask(client, "/bodies", shown=("name",))
    assert collect(rows, "body", "listings") == {
        (one.iri, str(one.count.listings)) for one in find_bodies(site.store) if "/body/" in one.iri
    }
    assert collect(rows, "body", "kana") == {(one.iri, one.kana) for one in site.bodies.entries}
    rows = ask(client, "/ordinances", shown=("name",))
    assert collect(rows, "ordinance", "articles") == {
        (one.iri, str(len(one.articles))) for one in site.ordinances
    }


def test_the_lists_of_events_and_names(client: FlaskClient, site: Site) -> None:
    rows = ask(client, "/events", shown=("name", "bodyName"))
    assert collect(rows, "event") == {(one.iri,) for one in site.events}
    for kind in ("Service", "Publication", "Facility"):
        rows = ask(client, f"/names?kind={kind.lower()}", shown=("name", "title"))
        assert collect(rows, "thing", "title") == {
            (one.iri, document.label)
            for one in site.find_named(Iri(MPO + kind))
            for document in one.documents
        }
    rows = ask(client, "/names?kind=renaming", shown=("oldName", "newName"))
    assert collect(rows, "old", "new") == {(one.old.iri, one.new.iri) for one in site.renamings}


def test_a_municipality_by_its_documents_and_a_passage_by_its_words(
    client: FlaskClient, site: Site
) -> None:
    for document in site.documents:
        municipality = document.iri.partition("/document/")[0]
        rows = ask(client, path_of(municipality), shown=("title",))
        assert document.iri in {row["document"] for row in rows}
    proof = site.reappearances[0].appearance.evidence[0]
    rows = ask(client, path_of(proof.iri), shown=("quote", "line"))
    assert {row["quote"] for row in rows} == {proof.quote}


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_of_a_thing_offers_its_query(
    client: FlaskClient, site: Site, language: str
) -> None:
    kinds = {hit.kind.iri: hit.iri for hit in site.index.search("", limit=10_000).hits}
    assert {f"{MPO}{name}" for name in ("Project", "Event", "Statistic", "Facility")} <= set(kinds)
    for iri in kinds.values():
        response = client.get(f"{language}{path_of(iri)}", follow_redirects=True)
        assert client.get(find_link(PageReader(response.text))).status_code == 200, iri


def test_values_stand_in_a_query_as_terms_only() -> None:
    for hostile in ("x> } DROP ALL #", 'a"b', "a b", "<a>"):
        with pytest.raises(ValueError, match=r"IRI|scheme"):
            make_page_query("project", project=[Iri(hostile)])
    query = make_page_query("project", project=[Iri("urn:a"), Iri("urn:日本")])
    assert "VALUES ?project { <urn:a> <urn:日本> }" in query
    assert query.startswith("PREFIX mpo: <")
    assert "VALUES" not in make_page_query("project", project=[])

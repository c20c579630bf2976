"""The API tells what the pages show: the same counts, names, lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.names import ID, MPO
from kg.questions.neighbourhood import find_neighbourhood
from kg.questions.reappearances import Choice, filter_reappearances
from kg.questions.trace_json import tell_trace
from kg.store.terms import Iri
from tests.web.api.asking import ask, ask_all
from tests.web.reading import read_page
from web.site import Site


@pytest.fixture(scope="module")
def whole(app: Flask) -> Site:
    site = app.extensions["site"]
    assert isinstance(site, Site)
    return site


def path_of(iri: str) -> str:
    return iri.removeprefix(ID)


def test_the_projects_are_those_of_the_graph(client: FlaskClient, whole: Site) -> None:
    found = ask_all(client, "/projects")
    rows = whole.store.select("SELECT DISTINCT ?project { ?project a mpo:Project }").rows
    assert {one["iri"] for one in found} == {str(row["project"]) for row in rows}
    assert sum(one["listings"] for one in found) == whole.figures.listings
    assert sum(one["reappearances"] for one in found) == whole.figures.reappearances


def test_the_projects_narrowed_are_those_that_say_so(client: FlaskClient, whole: Site) -> None:
    found = ask_all(client, "/projects")
    ways: dict[str, Callable[[Any], list[Any]]] = {
        "municipality": lambda one: [one["municipality"]],
        "document": lambda one: [path_of(each["iri"]) for each in one["documents"]],
        "body": lambda one: [path_of(each["iri"]) for each in one["responsibleBody"]],
        "ward": lambda one: [path_of(each["iri"]) for each in one["wardScope"]],
        "fiscalYear": lambda one: one["fiscalYear"],
        "mark": lambda one: [each["iri"].removeprefix(MPO) for each in one["mark"]],
    }
    for name, read in ways.items():
        values = {value for one in found for value in read(one)} - {None}
        assert values, name
        for value in sorted(values, key=str)[:4]:
            kept = ask_all(client, f"/projects?{name}={value}")
            assert [one["iri"] for one in kept] == [
                one["iri"] for one in found if value in read(one)
            ], (name, value)
    for choice in Choice:
        rows = filter_reappearances(whole.reappearances, choice)
        kept = ask_all(client, f"/projects?reappearance={choice}")
        assert {one["iri"] for one in kept} == {row.appearance.project.iri for row in rows}


def test_a_project_tells_what_its_page_shows(client: FlaskClient, whole: Site) -> None:
    rows = filter_reappearances(whole.reappearances, Choice.DRIFTED)
    assert rows
    for row in rows:
        told = ask(client, f"/projects/{path_of(row.appearance.project.iri)}")
        page = read_page(client, f"/page/{path_of(row.appearance.project.iri)}")
        text = "".join(page.main.split())
        assert told["label"]["ja"] == page.heading
        assert len(told["appearances"]) > 1
        for one in told["appearances"]:
            assert "".join(one["printedName"].split()) in text
            for said in one["description"]:
                assert "".join(said["text"].split()) in text
            for cell in one["cells"]:
                assert cell["text"] is None or "".join(cell["text"].split()) in text
        assert {drift["state"] for drift in told["drifts"]} >= {"drifted"}


def test_a_proof_holds_the_words_that_stand_in_the_document(
    client: FlaskClient, whole: Site
) -> None:
    for item in ask(client, "/reappearances?limit=10")["items"]:
        (proof, *_) = item["evidence"]
        source = whole.get_source(Iri(proof["document"]["iri"]))
        assert source is not None
        assert source.text[proof["start"] : proof["end"]] == proof["exact"]
        assert source.text.count("\n", 0, proof["start"]) + 1 == proof["startLine"]
        assert proof["title"] == proof["document"]["label"]["ja"]
        assert proof["edition"]["ja"]
        assert proof["edition"]["en"]
        assert client.get(proof["url"]).status_code == 200


def test_the_implementers_are_those_of_the_trace(client: FlaskClient, whole: Site) -> None:
    articles = [part.iri for one in whole.ordinances for part in one.articles]
    many = 0
    for article in articles:
        trace = whole.get_trace(article)
        told = ask_all(client, f"/articles/{path_of(article)}/implementers")
        expected = tell_trace(trace, whole.sources)["implementers"]
        assert isinstance(expected, list)
        assert [(one["iri"], one["status"], one["confidence"]) for one in told] == [
            (one["subject"]["iri"], one["status"], one["confidence"]) for one in expected
        ]
        assert [[chain["text"] for chain in one["chains"]] for one in told] == [
            [chain["text"] for chain in one["chains"]] for one in expected
        ]
        many += len(told)
        summary = ask(client, f"/articles/{path_of(article)}")
        assert summary["stated"] + summary["inferred"] + summary["candidates"] == len(
            trace.implementers
        )
    assert many > 10


def test_the_lists_are_as_long_as_those_of_the_pages(client: FlaskClient, whole: Site) -> None:
    expected = {
        "/documents": len(whole.documents),
        "/reappearances": len(whole.reappearances),
        "/repeats": len(whole.repeat_links),
        "/gaps": len(whole.gaps),
        "/instruments": len(whole.instruments),
        "/statistics": len(whole.statistics),
        "/events": len(whole.events),
        "/ordinances": len(whole.ordinances),
        "/bodies": whole.figures.bodies,
    }
    for path, many in expected.items():
        assert ask(client, f"{path}?limit=1")["total"] == many, path


@pytest.mark.parametrize("query", ["再掲", "区", "協働", "第32条", "zzzz", ""])
def test_the_search_finds_what_the_page_finds(client: FlaskClient, whole: Site, query: str) -> None:
    told = ask(client, f"/search?q={query}&limit=20")
    answer = whole.index.search(query, limit=20)
    assert told["total"] == answer.total
    assert [one["iri"] for one in told["items"]] == [hit.iri for hit in answer.hits]
    assert [facet["name"] for facet in told["facets"]] == [one.name for one in answer.facets]
    kind = next((facet["values"] for facet in told["facets"] if facet["values"]), None)
    if kind:
        narrowed = ask(client, f"/search?q={query}&kind={kind[0]['value']}&limit=1")
        assert narrowed["total"] == kind[0]["count"]


def test_a_suggestion_is_a_name_that_the_search_finds(client: FlaskClient) -> None:
    told = ask(client, "/suggest?q=協働&limit=5")
    assert told["items"]
    for one in told["items"]:
        assert ask(client, f"/search?q={one['label']['ja']}")["total"]


def test_a_document_tells_its_tree_with_counts(client: FlaskClient, whole: Site) -> None:
    for one in whole.documents:
        told = ask(client, f"/documents/{path_of(one.iri)}")
        answer = whole.get_document(one.iri)
        assert told["count"] == {
            "listings": answer.count.listings,
            "projects": answer.count.projects,
            "reappearances": answer.count.reappearances,
        }
        assert [node["label"]["ja"] for node in told["tree"]] == [
            branch.node.label for branch in answer.branches
        ]


def test_any_thing_and_what_is_around_it(client: FlaskClient, whole: Site) -> None:
    for one in ask(client, "/instruments?limit=5")["items"]:
        thing = ask(client, f"/things/{path_of(one['iri'])}")
        assert thing["label"] == one["label"]
        assert thing["facts"]
        around = ask(client, f"/around/{path_of(one['iri'])}")
        expected = find_neighbourhood(whole.store, Iri(one["iri"]))
        assert [(edge["source"]["iri"], edge["target"]["iri"]) for edge in around["edges"]] == [
            (edge.subject.iri, edge.object.iri) for edge in expected.edges
        ]


def test_a_way_is_that_of_the_page(client: FlaskClient, whole: Site) -> None:
    article = next(part for one in whole.ordinances for part in one.articles)
    document = whole.documents[0]
    told = ask(client, f"/path?from={article.iri}&to={document.iri}")
    way = whole.ways.find(article.iri, document.iri)
    assert [thing["iri"] for thing in told["things"]] == [
        article.iri,
        *(step.target.iri for step in way.steps),
    ]
    assert [edge["sentence"]["ja"] for edge in told["edges"]] == [step.say() for step in way.steps]


def test_no_answer_names_a_file_of_the_server(client: FlaskClient) -> None:
    text = client.get("/api/v1/documents").text
    assert str(Path.cwd()) not in text

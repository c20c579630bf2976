"""The first page: figures that lead to their lists, worked tasks, bounded lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from kg.names import ID, make_document, make_municipality
from kg.questions.drift import compare_appearances
from kg.questions.reading import Named
from kg.questions.tasks import Tasks, find_tasks
from kg.store.terms import Iri
from tests.web.reading import read_page
from web.site import Site


def test_every_figure_leads_to_a_page_that_lists_it(client: FlaskClient, site: Site) -> None:
    html = client.get("/").text
    figures = html.partition('class="counted"')[2].partition("</ul>")[0]
    page = read_page(client, "/")
    hrefs = [link for link in page.links if f'href="{link}"' in figures]
    assert figures.count("<li>") == 12
    for href in set(hrefs):
        assert client.get(href).status_code == 200
    assert site.figures.municipalities


def test_the_worked_tasks_are_taken_from_the_graph(client: FlaskClient, site: Site) -> None:
    tasks = find_tasks(site.store)
    page = read_page(client, "/")
    assert tasks.articles
    assert tasks.drifted is not None
    assert tasks.ward is not None
    article = tasks.articles[0]
    assert f"第{article.number}条を実施する事業は？" in page.text
    assert f"/page/{article.iri.removeprefix(ID)}" in page.links
    assert article.things == max(one.things for one in tasks.articles)
    differs = f"/page/{tasks.drifted.project.iri.removeprefix(ID)}#differences"
    assert differs in page.links
    assert "differences" in read_page(client, differs.partition("#")[0]).ids
    ward = f"/page/{tasks.ward.iri.removeprefix(ID)}#own"
    assert ward in page.links
    assert "own" in read_page(client, ward.partition("#")[0]).ids
    original = tasks.drifted.original
    assert original is not None
    assert compare_appearances(tasks.drifted, tasks.drifted).differing == ()


def test_an_article_is_typed_or_picked(client: FlaskClient, site: Site) -> None:
    article = find_tasks(site.store).articles[0]
    html = client.get("/").text
    assert 'list="articles"' in html
    assert f'<option value="第{article.number}条"' in html
    found = read_page(client, f"/search?q=第{article.number}条")
    assert f"/page/{article.iri.removeprefix(ID)}" in found.links


def test_the_page_stays_small_with_many_documents_and_municipalities(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = site.documents[0]
    homes = [
        Named(Iri(make_municipality(f"{number:06}")), f"市{number}")
        for number in range(100_000, 100_300)
    ]
    many = tuple(
        replace(
            first,
            iri=Iri(make_document(home.iri.removeprefix(ID), f"plan-{number}")),
            title=f"計画{number}",
            municipality=home,
        )
        for number, home in enumerate(homes * 2)
    )[:500]
    monkeypatch.setitem(site.__dict__, "documents", many)
    page = read_page(client, "/")
    assert sum("/document/plan-" in link for link in page.links) <= 20
    assert sum(link.startswith("/page/10") and "/" not in link[6:] for link in page.links) <= 40
    assert "すべて見る（500件）" in page.text
    assert "すべて見る（300件）" in page.text
    assert {"/documents", "/municipalities"} <= set(page.links)
    listed = [read_page(client, f"/municipalities?page={number}").links for number in (1, 2, 3)]
    assert {one.iri.removeprefix(ID) for one in homes} <= {
        link.removeprefix("/page/") for links in listed for link in links
    }
    assert client.get("/municipalities?page=4").status_code == 404


def test_an_empty_graph_has_a_first_page(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    monkeypatch.setattr("web.pages.home.find_tasks", lambda _: Tasks((), None, None, 0))
    monkeypatch.setitem(site.__dict__, "documents", ())
    page = read_page(client, "/")
    assert "こんなことがすぐわかります" not in page.text
    assert "探し方" in page.text

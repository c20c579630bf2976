"""Wards: the list by reading, and what is carried out in one of them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from kg.names import ID
from kg.questions.appearance import find_appearance
from kg.questions.body import find_bodies
from kg.questions.ward import get_ward
from tests.web.reading import PageReader, read_page
from web.site import Site


def path_of(iri: str) -> str:
    return f"/page/{iri.removeprefix(ID)}"


def read_table(html: str, name: str) -> str:
    table = html.partition(f'id="{name}"')[2].partition("</section>")[0]
    return unescape(re.sub(r"<[^>]*>", "", table))


def test_wards_stand_in_the_order_of_their_readings_with_their_counts(
    client: FlaskClient, site: Site
) -> None:
    page = read_page(client, "/wards")
    links = [link for link in page.links if "/ward/" in link]
    assert links == [path_of(one.iri) for one in site.wards.entries]
    text = " ".join(page.text.split())
    for one in site.wards.entries:
        assert f"{one.label} {one.kana} 延べ {one.count.listings} 実 {one.count.projects}" in text
    for count in site.ward_list.every.values():
        assert f"（各区）: 延べ {count.listings} 実 {count.projects}" in text


def test_a_ward_shows_its_own_rows_and_those_of_every_ward_apart(
    client: FlaskClient, site: Site
) -> None:
    for entry in site.wards.entries:
        answer = get_ward(site.store, entry.iri, find_bodies(site.store))
        html = client.get(path_of(entry.iri)).text
        for name, rows in (("own", answer.own), ("every", answer.every)):
            shown = read_table(html, name)
            for row in rows:
                appearance = find_appearance(site.store, row.listing)
                assert appearance is not None
                assert appearance.project.label in shown
                place = appearance.path[-1] if appearance.path else appearance.document
                assert place.label in shown
            assert html.partition(f'id="{name}"')[2].partition("</section>")[0].count(
                '<th scope="row">'
            ) == len(rows)


def test_a_ward_names_its_office_where_documents_do(client: FlaskClient, site: Site) -> None:
    offices = 0
    for entry in site.wards.entries:
        answer = get_ward(site.store, entry.iri, find_bodies(site.store))
        page = read_page(client, path_of(entry.iri))
        for one in answer.offices:
            assert path_of(one.iri) in page.links
            offices += 1
        assert bool(answer.offices) != ("この区の区役所を名前で挙げていません" in page.text)
    assert offices


def test_which_ward_carries_out_a_project_is_found_in_three_clicks(
    client: FlaskClient, site: Site
) -> None:
    """Search by a part of the name, open the project: the ward stands in the short answer."""
    entry = site.wards.entries[-1]
    answer = get_ward(site.store, entry.iri, ())
    appearance = find_appearance(site.store, answer.own[0].listing)
    assert appearance is not None
    project = appearance.project
    found = read_page(client, f"/search?q={project.label[:6]}")
    assert path_of(project.iri) in found.links
    html = client.get(path_of(project.iri)).text
    short = html.partition('id="brief"')[2].partition("</section>")[0]
    assert entry.label in short
    assert path_of(entry.iri) in PageReader(short).links
    # Or by the menu: all wards, the ward, its rows.
    assert "/wards" in read_page(client, "/").links
    assert path_of(entry.iri) in read_page(client, "/wards").links
    assert project.label in read_table(client.get(path_of(entry.iri)).text, "own")


def test_a_ward_pages_both_lists_by_themselves(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.wards._ROWS", 2)
    entry = max(site.wards.entries, key=lambda one: one.count.listings)
    answer = get_ward(site.store, entry.iri, ())
    first = client.get(path_of(entry.iri)).text
    second = client.get(f"{path_of(entry.iri)}?page=2").text
    assert read_table(first, "own") != read_table(second, "own")
    assert read_table(first, "every") == read_table(second, "every")
    both = client.get(f"{path_of(entry.iri)}?page=2&every=2").text
    assert read_table(both, "own") == read_table(second, "own")
    assert read_table(both, "every") != read_table(first, "every")
    assert f"{path_of(entry.iri)}?page=2" in read_page(client, path_of(entry.iri)).links
    behind = len(answer.every) // 2 + 2
    assert client.get(f"{path_of(entry.iri)}?every={behind}").status_code == 404


@pytest.mark.parametrize("query", ["page=0", "every=0", "every=x", "page=-1"])
def test_a_number_that_is_none_is_refused(client: FlaskClient, site: Site, query: str) -> None:
    assert client.get(f"{path_of(site.wards.entries[0].iri)}?{query}").status_code == 400


@pytest.mark.parametrize(("query", "status"), [("municipality=1", 400), ("page=5", 404)])
def test_the_list_refuses_what_it_cannot_show(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"/wards?{query}").status_code == status


def test_a_municipality_without_wards_says_so(client: FlaskClient, site: Site) -> None:
    without = [code for code in site.bodies.codes if not site.wards.find(code, "").entries]
    assert without
    for code in without:
        page = read_page(client, f"/wards?municipality={code}")
        assert "この自治体の区は、取り込んだ文書に出てきません" in page.text

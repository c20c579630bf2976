"""The list of bodies by reading, the page of one, and municipalities."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from kg.names import ID, MPO
from kg.questions.body import BodyEntry
from kg.questions.directory import Directory
from kg.questions.tree import Count
from kg.questions.vocabulary import get_code
from kg.store.terms import Iri
from kg.text.kana import find_row
from tests.web.reading import read_page
from web.shelves import SIZE
from web.site import Site

ENTRY = re.compile(r'<p class="index-name"><a href="/page/([^"]+)"')


def list_entries(html: str) -> list[str]:
    return [f"{ID}{path}" for path in ENTRY.findall(unescape(html))]


def test_bodies_stand_in_the_order_of_their_readings_which_are_shown(
    client: FlaskClient, site: Site
) -> None:
    html = client.get("/bodies").text
    assert list_entries(html) == [one.iri for one in site.bodies.entries]
    for one in site.bodies.entries:
        assert f'<span class="kana">{one.kana}</span>' in html


def test_the_headings_are_those_of_the_readings_and_jumps_lead_there(
    client: FlaskClient, site: Site
) -> None:
    page = read_page(client, "/bodies")
    for code in site.bodies.codes:
        rows = {find_row(one.kana) for one in site.bodies.find(code, "").entries}
        anchors = [one for one in page.ids if one.startswith(f"{code}-")]
        assert len(anchors) == len(rows)
        assert {f"/bodies#{one}" for one in anchors} <= set(page.links)


def test_the_list_is_narrowed_by_municipality_and_kind(client: FlaskClient, site: Site) -> None:
    for code in site.bodies.codes:
        html = client.get(f"/bodies?municipality={code}").text
        assert list_entries(html) == [one.iri for one in site.bodies.find(code, "").entries]
        for kind in site.bodies.sorts:
            html = client.get(f"/bodies?municipality={code}&kind={kind}").text
            found = [one.iri for one in site.bodies.find(code, kind).entries]
            assert list_entries(html) == found
            assert bool(found) == ("この条件に合う組織はありません" not in html)


def test_a_body_shows_its_counts_in_the_list(client: FlaskClient, site: Site) -> None:
    text = " ".join(read_page(client, "/bodies").text.split())
    busy = [one for one in site.bodies.entries if one.count.listings]
    assert busy
    for one in busy:
        count = one.count
        assert f"延べ {count.listings} 実 {count.projects} 再掲 {count.reappearances}" in text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=x", 400),
        ("kind=municipality", 400),
        ("municipality=999999", 400),
        ("municipality=<script>", 400),
        ("page=0", 400),
        ("page=99", 404),
    ],
)
def test_what_cannot_be_chosen_is_refused_in_words(
    client: FlaskClient, query: str, status: int
) -> None:
    assert read_page(client, f"/bodies?{query}", status).main.strip()


def make_many(codes: int, bodies: int) -> Directory[BodyEntry]:
    """Bodies of many municipalities, the readings of some unknown."""
    kinds = [get_code(MPO + kind) for kind in ("bureau", "committee")]
    sounds = "あかさたなはまやらわ"
    return Directory(
        BodyEntry(
            Iri(f"{ID}{100_000 + code}/body/{number}"),
            f"組織{number}",
            kinds[number % 2],
            None,
            Count(0, 0, 0),
            sounds[number % 10] * 2 + sounds[number // 10 % 10] if number % 11 else "",
        )
        for code in range(codes)
        for number in range(bodies)
    )


def test_a_list_of_many_bodies_is_paged_and_loses_none(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = make_many(3, 150)
    monkeypatch.setitem(site.__dict__, "bodies", many)
    seen: list[str] = []
    wanted: dict[str, set[str]] = {}
    anchors: dict[str, list[str]] = {}
    for number in range(1, -(-450 // SIZE) + 1):
        address = f"/bodies?page={number}" if number > 1 else "/bodies"
        html = client.get(address).text
        page = read_page(client, address)
        seen += list_entries(html)
        assert len(list_entries(html)) <= SIZE
        assert len(page.ids) == len(set(page.ids))
        anchors[address] = page.ids
        for link in page.links:
            target, _, anchor = link.partition("#")
            if target.startswith("/bodies") and anchor:
                wanted.setdefault(target, set()).add(anchor)
    assert seen == [one.iri for one in many.entries]
    # Every jump leads to a page that begins its heading.
    assert set(wanted) == set(anchors)
    for address, named in wanted.items():
        assert named <= set(anchors[address])


def test_a_jump_leads_to_the_page_on_which_its_heading_begins(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = make_many(2, 150)
    monkeypatch.setitem(site.__dict__, "bodies", many)
    for run in many.find("100001", "").runs:
        page = run.first // SIZE + 1
        address = f"/bodies?municipality=100001&page={page}"
        monkeypatch.setattr("web.shelves.list_municipalities", lambda: ())
        html = client.get(address).text
        first = many.find("100001", "").entries[run.first]
        assert first.iri in list_entries(html)


def test_a_body_shows_what_other_sources_say_it_runs(client: FlaskClient, site: Site) -> None:
    rows = site.store.select(
        "SELECT DISTINCT ?body ?name { ?project a mpo:Project ; mpo:responsibleBody ?body ;"
        " skos:prefLabel ?name FILTER NOT EXISTS"
        " { ?row mpo:lists ?project ; mpo:responsibleBody ?body } }"
    ).rows
    assert rows
    for row in rows:
        page = read_page(client, f"/page/{str(row['body']).removeprefix(ID)}")
        assert str(row["name"]) in page.main


def test_a_body_pages_its_rows(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.bodies._ROWS", 2)
    busy = max(site.bodies.entries, key=lambda one: one.count.listings)
    path = f"/page/{busy.iri.removeprefix(ID)}"
    seen: list[str] = []
    for number in range(1, -(-busy.count.listings // 2) + 1):
        html = client.get(f"{path}?page={number}").text
        table = html.partition('id="runs"')[2].partition("</table>")[0]
        seen += re.findall(r"#passage\"|<th scope=\"row\">", table)
        assert table.count('<th scope="row">') <= 2
    assert seen.count('<th scope="row">') == busy.count.listings
    assert client.get(f"{path}?page=99").status_code == 404


def test_a_municipality_leads_to_everything_it_has(client: FlaskClient, site: Site) -> None:
    for code in site.bodies.codes:
        page = read_page(client, f"/page/{code}")
        for path in ("documents", "tree", "bodies", "wards", "instruments", "statistics", "events"):
            assert f"/{path}?municipality={code}" in page.links
        own = [one for one in site.documents if one.iri.startswith(f"{ID}{code}/")]
        assert all(one.title in page.text for one in own)
    entries = read_page(client, "/municipalities")
    assert {f"/page/{code}" for code in site.bodies.codes} <= set(entries.links)


def test_a_municipality_with_many_bodies_shows_some_and_leads_to_all(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = site.bodies.codes[0]
    many = Directory(
        BodyEntry(Iri(f"{ID}{code}/body/{n}"), f"組織{n}", None, None, Count(0, 0, 0), "あ")
        for n in range(500)
    )
    monkeypatch.setitem(site.__dict__, "bodies", many)
    html = client.get(f"/page/{code}").text
    assert len(list_entries(html)) < 40
    assert "すべて見る（500件）" in html

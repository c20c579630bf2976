"""The page of a project: the short answer, years as bars, appearances side by side."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from kg.names import ID
from kg.questions.project import ProjectAnswer, get_project
from kg.questions.project_brief import make_brief
from kg.questions.reading import get_iri
from kg.questions.timeline import Run, make_slots
from kg.questions.trace import find_articles_of
from kg.store.terms import Iri
from tests.web.reading import read_page
from web.site import Site

SLOT = re.compile(r'<td data-label="([^"]*)" class="slot ([^"]*)">(.*?)</td>', re.DOTALL)


def path_of(iri: str) -> str:
    return f"/page/{iri.removeprefix(ID)}"


def find_projects(site: Site) -> list[ProjectAnswer]:
    rows = site.store.select("SELECT DISTINCT ?project { ?project a mpo:Project }").rows
    return [
        get_project(site.store, project) for project in sorted(get_iri(r, "project") for r in rows)
    ]


def read_section(client: FlaskClient, address: str, name: str) -> str:
    html = client.get(address).text
    (section,) = re.findall(
        rf'<section[^>]*aria-labelledby="{name}">(.*?)</section>', html, re.DOTALL
    )
    return unescape(re.sub(r"<[^>]*>", " ", section))


def test_the_short_answer_says_who_where_when_which_article_and_how_often(
    client: FlaskClient, site: Site
) -> None:
    documents = {one.iri: one for one in site.documents}
    said = {"body": 0, "ward": 0, "years": 0, "article": 0, "often": 0}
    for answer in find_projects(site)[::3]:
        brief = make_brief(answer, documents)
        text = read_section(client, path_of(answer.iri), "brief")
        for kind, found in (("body", brief.bodies), ("ward", brief.wards)):
            assert all(one.thing.label in text for one in found)
            assert all(one.evidence for one in found)
            said[kind] += bool(found)
        if brief.first is not None and brief.last is not None:
            assert f"{brief.first.year}年度" in text
            assert f"{brief.last.year}年度" in text
            said["years"] += 1
        for one in find_articles_of(site.store, answer.iri):
            assert one.article.label in text
            said["article"] += 1
        if brief.listings:
            assert f"{brief.listings}箇所に載っています" in text
        said["often"] += brief.listings > 1
        assert all(one.label in text for one in brief.documents)
    assert all(said.values()), said


def test_every_period_of_every_row_is_drawn_as_it_runs(client: FlaskClient, site: Site) -> None:
    seen: set[tuple[Run, bool, bool]] = set()
    for answer in find_projects(site):
        rows = [one for one in answer.appearances if one.cells]
        if not rows:
            continue
        drawn = SLOT.findall(client.get(path_of(answer.iri)).text)
        slots = [slot for row in rows for slot in make_slots(row, answer.columns)]
        assert len(drawn) == len(slots)
        for (label, classes, html), slot in zip(drawn, slots, strict=True):
            assert label == f"{slot.column.year}年度" + ("以降" if slot.column.open_ended else "")
            assert f"slot-{slot.run}" in classes.split()
            assert ("slot-joined" in classes.split()) == slot.joined
            assert ("slot-runs-on" in classes.split()) == slot.runs_on
            words = unescape(re.sub(r"<[^>]*>", "", html))
            goes_on = slot.run in (Run.GOES_ON, Run.PARTLY)
            # Whoever sees no bar reads it, of whichever period.
            assert ("続く" in words) == goes_on
            if goes_on:
                assert slot.held is not None
                assert f"{slot.held.year}年度の内容" in words
                assert ("一部が続く" in words) == (slot.run is Run.PARTLY)
            if slot.cell is not None:
                assert html.count('class="source') >= min(len(slot.cell.evidence), 1)
            seen.add((slot.run, slot.joined, slot.runs_on))
    assert {
        (Run.TEXT, False, True),
        (Run.GOES_ON, True, False),
        (Run.PARTLY, False, True),
        (Run.PARTLY, True, False),
    } <= seen


def test_each_period_leads_to_where_it_is_printed(client: FlaskClient, site: Site) -> None:
    checked = 0
    for answer in find_projects(site)[::5]:
        page = read_page(client, path_of(answer.iri))
        for row in answer.appearances:
            for cell in row.cells:
                for one in cell.evidence:
                    assert f"?passage={one.start}-{one.end}#passage" in "".join(page.links)
                    checked += 1
    assert checked


def test_all_appearances_stand_side_by_side_however_many(client: FlaskClient, site: Site) -> None:
    numbers: set[int] = set()
    for answer in find_projects(site):
        number = len(answer.appearances)
        if number in numbers:
            continue
        page = read_page(client, path_of(answer.iri))
        for place, one in enumerate(answer.appearances, 1):
            assert f"掲載 {place}" in page.text
            assert f"listing-{one.iri.rpartition('/')[2]}" in page.ids
            assert one.printed_name in page.text
        numbers.add(number)
    assert {0, 1, 2, 3} <= numbers


def test_a_project_shows_the_instruments_that_it_follows_or_names(
    client: FlaskClient, site: Site
) -> None:
    rows = site.store.select(
        "SELECT DISTINCT ?project ?rule ?name"
        " { ?project a mpo:Project ; cpsv:follows ?rule . ?rule skos:prefLabel ?name }"
    ).rows
    assert rows
    for row in rows[:10]:
        text = read_section(client, path_of(get_iri(row, "project")), "rules")
        assert str(row["name"]) in text


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_project_of_running_text_has_an_answer_too(
    client: FlaskClient, site: Site, language: str
) -> None:
    alone = next(one for one in find_projects(site) if not one.appearances)
    page = read_page(client, f"{language}{path_of(alone.iri)}")
    assert "brief" in page.ids
    assert "timeline" not in page.ids
    assert Iri(alone.iri)

"""The queries of policy trees, of lists by reading, of wards and of municipalities."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.names import ID, MPO
from kg.questions.ward import get_ward
from tests.web.test_open_in_sparql import ask, collect, path_of
from web.site import Site


@pytest.fixture
def client(asking: Flask) -> FlaskClient:
    return asking.test_client()


def test_a_ward_by_its_rows_and_those_of_every_ward(client: FlaskClient, site: Site) -> None:
    assert site.wards.entries
    for entry in site.wards.entries:
        answer = get_ward(site.store, entry.iri, ())
        rows = ask(client, path_of(entry.iri), shown=("place",))
        assert collect(rows, "scope", "listing") == {
            *((entry.iri, row.listing) for row in answer.own),
            *((MPO + "allWards", row.listing) for row in answer.every),
        }


def test_the_wards_and_the_bodies_of_a_municipality_or_kind(
    client: FlaskClient, site: Site
) -> None:
    wards = ask(client, "/wards", shown=("name", "kana"))
    assert collect(wards, "ward", "kana", "listings") == {
        (one.iri, one.kana, str(one.count.listings)) for one in site.wards.entries
    }
    for code in site.bodies.codes:
        rows = ask(client, f"/bodies?municipality={code}", shown=("name", "kana"))
        assert collect(rows, "body") == {(one.iri,) for one in site.bodies.find(code, "").entries}
        rows = ask(client, f"/wards?municipality={code}", shown=("name",))
        assert collect(rows, "ward") == {(one.iri,) for one in site.wards.find(code, "").entries}
    for kind in site.bodies.sorts:
        rows = ask(client, f"/en/bodies?kind={kind}", shown=("name",))
        assert collect(rows, "body") == {(one.iri,) for one in site.bodies.find("", kind).entries}


def test_the_documents_that_have_a_policy_tree(client: FlaskClient, site: Site) -> None:
    for query in ("", *(f"?municipality={code}" for code in site.bodies.codes)):
        rows = ask(client, f"/tree{query}", shown=("title", "nodes"))
        assert {(row["document"], int(row["nodes"])) for row in rows} == {
            (one.iri, len(tree.nodes))
            for one in site.documents
            if (tree := site.get_document(one.iri).tree).nodes
            and (not query or one.iri.startswith(f"{ID}{query.partition('=')[2]}/"))
        }


def test_a_policy_tree_and_a_part_of_one(client: FlaskClient, site: Site) -> None:
    for document in site.documents:
        answer = site.get_document(document.iri)
        if not answer.branches:
            continue
        path = f"/tree/{document.iri.removeprefix(ID)}"
        rows = ask(client, path, shown=("name", "notation", "level"))
        assert {row["node"] for row in rows} == set(answer.tree.nodes)
        top = answer.branches[0]
        rows = ask(client, f"/tree/{top.node.iri.removeprefix(ID)}")
        assert (top.node.iri,) in collect(rows, "node")
        assert {one.node.iri for one in top.children} <= {row["node"] for row in rows}


def test_the_municipalities_with_their_documents(client: FlaskClient, site: Site) -> None:
    rows = ask(client, "/municipalities", shown=("name",))
    homes = [one.municipality for one in site.documents if one.municipality]
    assert collect(rows, "municipality", "documents") == {
        (one.iri, str(homes.count(one))) for one in homes
    }

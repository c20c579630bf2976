"""schema.org in the head of pages: it parses, says what the page shows, and cannot break out."""

from __future__ import annotations

import json
import re
from typing import Any

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.names import GRAPH, ID
from kg.store.version import read_version
from tests.questions.conftest import REAL
from tests.questions.small_graph import DOCUMENT, HOSTILE, ODD, ORDINANCE, ROAD
from tests.web.reading import PageReader, read_page

Node = dict[str, Any]
ARTICLE = f"{ID}eli/jp/141305/jorei/2004/60/art_32"


def path(iri: str) -> str:
    return f"/page/{iri.removeprefix(ID)}"


def read_nodes(page: PageReader) -> dict[str, Node]:
    """The things of the page's one data block, by their types."""
    (block,) = page.blocks
    told = json.loads(block)
    assert told["@context"] == "https://schema.org"
    return {node["@type"]: node for node in told["@graph"]}


def find_names(value: object) -> list[str]:
    """Every name that a block gives, however deep."""
    if isinstance(value, dict):
        own = [value["name"]] if isinstance(value.get("name"), str) else []
        return own + [name for one in value.values() for name in find_names(one)]
    return [name for one in value for name in find_names(one)] if isinstance(value, list) else []


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "Dataset"),
        ("/about", "Dataset"),
        (path(DOCUMENT), "Dataset"),
        (path(ROAD), "GovernmentService"),
        (path(ORDINANCE), "Legislation"),
        (f"{path(ORDINANCE)}/art_1", "Legislation"),
        ("/documents", "BreadcrumbList"),
        (path(f"{DOCUMENT}/node/1"), "BreadcrumbList"),
    ],
)
def test_a_block_says_what_the_page_shows(
    small: FlaskClient, address: str, kind: str, language: str
) -> None:
    page = read_page(small, language + address)
    nodes = read_nodes(page)
    assert kind in nodes
    for name in find_names(list(nodes.values())):
        assert name in page.text or name == "Seisaku KG contributors", name
    if address not in ("/", "/about") and "name" in nodes[kind]:
        assert nodes[kind]["name"] == page.heading
    if "description" in nodes[kind] and kind == "GovernmentService":
        assert nodes[kind]["description"] in page.main


def test_a_block_is_json_ld_that_a_reader_of_rdf_understands(small: FlaskClient) -> None:
    (block,) = read_page(small, path(ROAD)).blocks
    told = json.loads(block)
    # schema.org's own context is on the web; its terms are all of its namespace.
    told["@context"] = {"@vocab": "https://schema.org/"}
    quads = set(ox.parse(json.dumps(told), format=ox.RdfFormat.JSON_LD))
    name = ox.Triple(
        ox.NamedNode(ROAD), ox.NamedNode("https://schema.org/name"), ox.Literal("道路事業")
    )
    assert name in {quad.triple for quad in quads}


def test_the_dataset_has_its_version_and_licence(client: FlaskClient) -> None:
    dataset = read_nodes(read_page(client, "/about"))["Dataset"]
    version = read_version(REAL.ttl)
    assert dataset["version"] == f"{version.release}+{version.digest}"
    assert dataset["dateModified"] == version.date
    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
    place = dataset["distribution"]["contentUrl"].removeprefix("http://localhost")
    assert client.get(place, follow_redirects=True).status_code == 200
    assert 50 <= len(dataset["description"]) <= 5000


def test_a_documents_graph_is_the_dataset_and_the_document_its_base(client: FlaskClient) -> None:
    iri = f"{ID}141305/document/kawasaki-action-plan-2011-policy-7"
    dataset = read_nodes(read_page(client, path(iri)))["Dataset"]
    assert dataset["@id"] == iri.replace(ID, GRAPH)
    assert dataset["isBasedOn"]["@id"] == iri
    assert dataset["isBasedOn"]["publisher"]["name"] == "川崎市"
    assert "license" not in dataset  # none is known
    for one in dataset["distribution"]:
        place = one["contentUrl"].removeprefix("http://localhost")
        response = client.get(place)
        assert (response.status_code, response.mimetype) == (200, one["encodingFormat"])


def test_an_article_is_part_of_its_ordinance(client: FlaskClient) -> None:
    nodes = read_nodes(read_page(client, path(ARTICLE)))
    article = nodes["Legislation"]
    assert (article["@id"], article["legislationIdentifier"]) == (ARTICLE, "32")
    whole = read_nodes(read_page(client, path(article["isPartOf"]["@id"])))["Legislation"]
    assert whole["name"] == article["isPartOf"]["name"]
    assert ARTICLE in {one["@id"] for one in whole["hasPart"]}
    steps = nodes["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    for step in steps[:-1]:
        assert client.get(step["item"].removeprefix("http://localhost")).status_code == 200
    assert "item" not in steps[-1]


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_hostile_name_stays_a_name(small: FlaskClient, language: str) -> None:
    response = small.get(language + path(ODD))
    page = PageReader(response.text)
    assert HOSTILE in find_names(list(read_nodes(page).values()))
    (block,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script', response.text, re.DOTALL
    )
    assert json.loads(block)
    assert not set(block) & set("<>&'\u2028\u2029")
    assert "script" not in page.tags
    assert response.text.count("<script>") == 0


def test_a_source_that_is_no_address_is_left_out(small: FlaskClient) -> None:
    page = read_page(small, path(DOCUMENT))
    assert "javascript:" not in page.blocks[0]


def test_an_error_has_no_block(small: FlaskClient) -> None:
    assert read_page(small, "/page/990001/project/none", 404).blocks == []


def test_a_data_block_needs_no_exception_in_the_policy(small: FlaskClient, app: Flask) -> None:
    policy = small.get(path(ROAD)).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert app.jinja_env.autoescape

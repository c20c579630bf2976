"""The catalogue (VoID, DCAT 3): it conforms, its counts are the graph's, its files are there."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS, VOID, Namespace

from kg.errors import KgError
from kg.names import BASE, GRAPH, GRAPH_CURATED, GRAPH_ONTOLOGY, ID, MPO
from tests.questions.small_graph import write_small_data
from tests.web.reading import get_location, make_test_app
from tests.web.test_data import TYPES
from tests.web.test_terms import read_graph
from web.links import FORMATS, make_ascii

SHAPES = Path(__file__).parent / "catalogue-shapes.ttl"
SPDX = Namespace("http://spdx.org/rdf/terms#")
DATASET = URIRef(f"{BASE}void#dataset")
HERE = "http://localhost"


@pytest.fixture(scope="module")
def catalogue(app: Flask) -> Graph:
    return read_graph(app.test_client(), "/void", "ttl")


def conforms(graph: Graph) -> bool:
    return bool(validate(graph, shacl_graph=Graph().parse(SHAPES), advanced=False)[0])


def count(app: Flask, query: str) -> int:
    (row,) = app.extensions["site"].store.select(query).rows
    return int(next(iter(row.values())))


def get_number(graph: Graph, subject: URIRef, predicate: URIRef) -> int:
    return int(str(graph.value(subject, predicate)))


def test_the_catalogue_has_what_dcat_ap_and_void_ask_for(catalogue: Graph) -> None:
    assert conforms(catalogue)


@pytest.mark.parametrize(
    "lost",
    [
        DCTERMS.title,
        DCTERMS.publisher,
        DCTERMS.license,
        DCTERMS.modified,
        FOAF.name,
        URIRef(f"{DCAT}version"),
        DCAT.accessURL,
        DCAT.mediaType,
        DCAT.byteSize,
        DCAT.endpointURL,
        DCAT.distribution,
        SPDX.checksumValue,
        SPDX.checksum,
        VOID.triples,
        VOID.dataDump,
        VOID.entities,
        VOID.property,
    ],
)
def test_the_shapes_find_what_a_catalogue_lacks(catalogue: Graph, lost: URIRef) -> None:
    poorer = Graph() + catalogue
    poorer.remove((None, lost, None))
    assert len(poorer) < len(catalogue)
    assert not conforms(poorer)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_catalogue_is_the_same_in_every_format(
    client: FlaskClient, catalogue: Graph, suffix: str
) -> None:
    by_suffix = client.get(f"/void.{suffix}")
    by_accept = client.get("/void", headers={"Accept": TYPES[suffix]})
    assert by_accept.data == by_suffix.data
    assert by_accept.headers["Content-Location"] == f"/void.{suffix}"
    assert isomorphic(read_graph(client, f"/void.{suffix}", suffix), catalogue)


def test_void_is_found_where_it_is_looked_for(client: FlaskClient) -> None:
    response = client.get("/.well-known/void")
    assert (response.status_code, response.headers["Location"]) == (302, "/void")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "en"}
    assert get_location(client.get("/void", headers=browser)) == "/en/dumps"
    assert client.get("/void", headers={"Accept": "image/png"}).status_code == 406


def test_the_catalogue_is_kept_as_long_as_it_says_the_same(client: FlaskClient) -> None:
    tag = client.get("/void").headers["ETag"]
    assert client.get("/void", headers={"If-None-Match": tag}).status_code == 304
    assert client.head("/void").headers["ETag"] == tag


def test_jsonld_is_compacted_with_our_context(client: FlaskClient) -> None:
    told = client.get("/void.jsonld").get_json()
    assert told["@context"]["wasDerivedFrom"]["@id"] == "prov:wasDerivedFrom"
    assert {"void", "spdx", "dcat"} <= told["@context"].keys()
    names = {name for thing in told["@graph"] for name in thing}
    assert {"id", "type", "license", "void:triples", "dcat:byteSize"} <= names
    assert [name for name in names if "/" in name] == []


def test_the_counts_are_those_of_the_graph(app: Flask, catalogue: Graph) -> None:
    whole = "WHERE { ?s ?p ?o }"
    for predicate, counted in (
        (VOID.triples, "*"),
        (VOID.distinctSubjects, "DISTINCT ?s"),
        (VOID.distinctObjects, "DISTINCT ?o"),
        (VOID.properties, "DISTINCT ?p"),
    ):
        wanted = count(app, f"SELECT (COUNT({counted}) AS ?n) {whole}")
        assert get_number(catalogue, DATASET, predicate) == wanted
    kinds = {
        str(catalogue.value(part, VOID["class"])): get_number(catalogue, part, VOID.entities)
        for part in catalogue.objects(DATASET, VOID.classPartition)
        if isinstance(part, URIRef)
    }
    assert len(kinds) == get_number(catalogue, DATASET, VOID.classes)
    query = "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a mpo:Project }"
    assert kinds[f"{MPO}Project"] == count(app, query)
    parts = [
        (str(catalogue.value(part, VOID.property)), get_number(catalogue, part, VOID.triples))
        for part in catalogue.objects(DATASET, VOID.propertyPartition)
        if isinstance(part, URIRef)
    ]
    assert sum(triples for _, triples in parts) == get_number(catalogue, DATASET, VOID.triples)
    named = count(app, "SELECT (COUNT(*) AS ?n) WHERE { ?x skos:prefLabel ?l }")
    assert dict(parts)[str(SKOS.prefLabel)] == named


def test_every_named_graph_is_a_part_with_its_triples(app: Flask, catalogue: Graph) -> None:
    query = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = app.extensions["site"].store.select(query).rows
    parts = {
        str(part): get_number(catalogue, part, VOID.triples)
        for part in catalogue.objects(DATASET, VOID.subset)
        if isinstance(part, URIRef)
    }
    assert parts == {str(row["g"]): int(row["n"]) for row in rows}
    assert {GRAPH_CURATED, GRAPH_ONTOLOGY} <= parts.keys()


def test_a_documents_graph_has_its_title_publisher_and_rights(catalogue: Graph) -> None:
    documents = list(catalogue.subject_objects(DCTERMS.source))
    assert len(documents) == 5
    for graph, document in documents:
        assert str(graph) == str(document).replace(ID, GRAPH)
        assert catalogue.value(graph, DCTERMS.title) == catalogue.value(document, DCTERMS.title)
        publisher = catalogue.value(document, DCTERMS.publisher)
        assert str(catalogue.value(publisher, FOAF.name)) in ("川崎市", "京都市")
        # No licence is claimed for what a document gives none for.
        assert catalogue.value(graph, DCTERMS.license) is None
        assert catalogue.value(graph, DCTERMS.rights) is not None


def test_the_licence_of_a_document_is_the_one_of_the_graph(tmp_path: Path) -> None:
    folder = write_small_data(tmp_path / "data")
    file = next(folder.ttl.glob("*/*.ttl"))
    licence = "https://creativecommons.org/publicdomain/zero/1.0/"
    text = file.read_text(encoding="utf-8")
    document = re.search(r"<(\S+)> a mpo:SourceDocument", text)
    assert document is not None
    graph = document[1].replace(ID, GRAPH)
    text += f"<{graph}> a dcat:Dataset ; dct:source <{document[1]}> .\n"
    text += f'<{document[1]}> dct:license <{licence}> ; dct:issued "2011-03"^^xsd:gYearMonth .\n'
    file.write_text(text, encoding="utf-8")
    client = make_test_app(folder).test_client()
    told = read_graph(client, "/void.ttl", "ttl")
    assert conforms(told)
    thing = URIRef(document[1])
    assert told.value(thing, DCTERMS.license) == URIRef(licence)
    issued = told.value(thing, DCTERMS.issued)
    assert isinstance(issued, Literal)
    assert str(issued.datatype).endswith("#gYearMonth")


def find_addresses(graph: Graph, predicates: Iterable[URIRef]) -> set[str]:
    return {str(value) for one in predicates for value in graph.objects(None, one)}


def test_every_address_of_the_catalogue_answers(client: FlaskClient, catalogue: Graph) -> None:
    predicates = (DCAT.downloadURL, DCAT.accessURL, VOID.dataDump, VOID.sparqlEndpoint)
    found = find_addresses(catalogue, (*predicates, DCAT.landingPage, FOAF.homepage))
    assert len(found) > 40
    for address in found | find_addresses(catalogue, (DCAT.endpointDescription,)):
        assert address.startswith(f"{HERE}/")
        assert client.head(address.removeprefix(HERE)).status_code == 200, address


def test_every_dump_has_the_size_and_checksum_that_the_catalogue_says(
    client: FlaskClient, catalogue: Graph
) -> None:
    parts = list(catalogue.subjects(RDF.type, DCAT.Distribution))
    assert len(parts) > 40
    for part in parts:
        address = str(catalogue.value(part, DCAT.downloadURL)).removeprefix(HERE)
        data = client.get(address).data
        assert len(data) == int(str(catalogue.value(part, DCAT.byteSize)))
        checksum = catalogue.value(part, SPDX.checksum)
        value = str(catalogue.value(checksum, SPDX.checksumValue))
        assert hashlib.sha256(data).hexdigest() == value


def test_a_document_with_a_japanese_name_has_its_dumps(tmp_path: Path) -> None:
    folder = write_small_data(tmp_path / "data")
    file = next(folder.ttl.glob("*/*.ttl"))
    for stem in ("計画 その1", "計画 その2"):
        file.with_stem(stem).write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    client = make_test_app(folder).test_client()
    told = read_graph(client, "/void", "ttl")
    assert conforms(told)
    for number in "12":
        name = f"990001/document/計画%20その{number}"
        for suffix in FORMATS:
            address = f"/dump/{name}.{suffix}"
            assert "urn:b" in client.get(address).text or suffix == "rdf"
            assert client.get(make_ascii(address)).data == client.get(address).data
        for part in told.objects(URIRef(GRAPH + name), DCAT.distribution):
            address = str(told.value(part, DCAT.downloadURL)).removeprefix(HERE)
            assert client.get(address).status_code == 200
            assert client.get(make_ascii(address)).status_code == 200
        response = client.get("/rdf-graph-store", query_string={"graph": GRAPH + name})
        assert "urn:b" in response.text


def test_examples_are_things_of_the_dataset(client: FlaskClient, catalogue: Graph) -> None:
    examples = list(map(str, catalogue.objects(DATASET, VOID.exampleResource)))
    assert len(examples) >= 5
    pattern = str(catalogue.value(DATASET, VOID.uriRegexPattern))
    for example in examples:
        assert re.match(pattern, example)
        assert example.startswith(str(catalogue.value(DATASET, VOID.uriSpace)))
        assert client.get(f"/id/{example.removeprefix(ID)}").status_code == 303


def test_a_dump_comes_in_pieces_and_is_kept_for_ever(client: FlaskClient) -> None:
    place = client.get("/dump/seisaku-kg.nq.gz")
    assert place.status_code == 302
    address = place.headers["Location"]
    whole = client.get(address)
    assert whole.mimetype == "application/gzip"
    assert "immutable" in whole.headers["Cache-Control"]
    assert whole.headers["Access-Control-Allow-Origin"] == "*"
    piece = client.get(address, headers={"Range": "bytes=10-19"})
    assert (piece.status_code, piece.data) == (206, whole.data[10:20])
    again = client.get(address, headers={"If-None-Match": whole.headers["ETag"]})
    assert again.status_code == 304
    assert gzip.decompress(whole.data).count(b"\n") > 30_000


@pytest.mark.parametrize(
    "name",
    [
        "0.0.0-000000000000/seisaku-kg.nq.gz",
        "nothing.gz",
        "{version}/nothing",
        "{version}/../release.json",
        "{version}/%2e%2e/release.json",
        "{version}//etc/passwd",
        "{version}/graphs",
    ],
)
def test_no_other_file_is_handed_out(small: FlaskClient, small_app: Flask, name: str) -> None:
    version = small_app.extensions["site"].version
    address = f"/dump/{name.format(version=f'{version.release}-{version.digest}')}"
    response = small.get(address, follow_redirects=True)
    assert response.status_code == 404


def test_the_list_and_the_sums_of_a_release_are_handed_out(small: FlaskClient) -> None:
    listed = json.loads(small.get("/dump/release.json", follow_redirects=True).data)
    sums = small.get("/dump/SHA256SUMS", follow_redirects=True)
    assert sums.mimetype == "text/plain"
    assert len(sums.text.splitlines()) == len(listed["files"])
    turtle = small.get("/dump/void.ttl", follow_redirects=True)
    assert turtle.mimetype == "text/turtle"
    assert Graph().parse(data=turtle.text, format="turtle")


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("example.org", "http://example.org"),
        ("example.org:8080", "http://example.org:8080"),
        ("[2001:db8::1]:8000", "http://[2001:db8::1]:8000"),
        ('evil.example/"><x', HERE),
        ("a b", HERE),
        ("<x>", HERE),
        ("user@host", HERE),
        ("example.org:99999999", HERE),
        ("", HERE),
    ],
)
def test_the_host_is_taken_from_the_request_only_where_it_is_one(
    small: FlaskClient, host: str, origin: str
) -> None:
    told = small.get("/void", headers={"Host": host})
    assert told.status_code == 200
    graph = Graph().parse(data=told.text, format="turtle")
    address = str(graph.value(DATASET, VOID.sparqlEndpoint))
    assert address.replace(":80/", "/") == f"{origin}/sparql"


def test_a_set_origin_counts_whatever_the_request_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_ORIGIN", "https://kg.example.org/")
    client = make_test_app(write_small_data(tmp_path / "data")).test_client()
    told = client.get("/void", headers={"Host": "evil.example"})
    assert "evil.example" not in told.text
    assert "<https://kg.example.org/sparql>" in told.text
    monkeypatch.setenv("KG_ORIGIN", "kg.example.org")
    with pytest.raises(KgError, match="KG_ORIGIN"):
        make_test_app(write_small_data(tmp_path / "other"))


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_of_the_dumps_shows_every_file_and_its_checksum(
    client: FlaskClient, app: Flask, language: str
) -> None:
    page = client.get(f"{language}/dumps").text
    release = app.extensions["site"].release
    for file in release.files:
        if not file.graph:
            assert file.name in page
            assert file.sha256 in page
            assert f"{file.size:,}" in page
    assert release.version.digest in page
    for graph in app.extensions["site"].catalogue.graphs:
        assert f"/dump/{graph.iri.removeprefix(GRAPH)}.rdf" in page


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_about_the_site_tells_the_version_its_hash_and_date(
    client: FlaskClient, app: Flask, language: str
) -> None:
    page = client.get(f"{language}/about").text
    version = app.extensions["site"].version
    assert f"{version.release} ({version.digest}, {version.date})" in page
    assert f'href="{language}/dumps"' in page

"""What holds for every external engine. A test module gives the fixture `server`, of module scope,
and takes these tests over by a class of its own.
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kg.commands.load import run_load
from kg.documents.folder import DataFolder
from kg.errors import KgError, QueryError
from kg.names import GRAPH, GRAPH_ONTOLOGY, PREFIXES
from kg.quality.finding import QualityFinding
from kg.quality.kept import keep_run, name_run
from kg.store.answers import write_answer
from kg.store.asking import Question
from kg.store.choose import open_store
from kg.store.embedded import EmbeddedStore, load_store
from kg.store.kept import SETTING as KEPT
from kg.store.limits import Limits
from kg.store.remote import RemoteStore
from kg.store.remote_answers import RemoteAnswers
from kg.store.terms import Iri, Result, Text
from kg.store.version import read_version
from tests.engines.asked import ask, find_questions
from tests.engines.classes import CLASSES
from tests.engines.examples import SPECIAL, says_something
from tests.engines.pages import read_pages
from tests.engines.servers import Server
from tests.engines.things import Things, find_held
from tests.questions.conftest import REAL
from tests.questions.small_graph import DOCUMENT, ORDINANCE, PARK, ROAD, write_small_data
from tests.store.test_substitute import make_keys
from tests.web.reading import ClosingClient
from web.app import create_app

QUESTIONS: Final = find_questions()
#: Special questions that are asked together are asked once.
NAMES: Final = sorted({SPECIAL.get(name, name): name for name in sorted(QUESTIONS)}.values())
#: Questions of which the real graph has no case, and what makes one in the graph that replaces it.
ELSEWHERE: Final = {
    "citation.find_citations": f"""
<{ORDINANCE}/art_1> <{PREFIXES["eli"]}cites> <{ORDINANCE}/art_2> .
<{ROAD}/link> a mpo:Link ; mpo:status mpo:Stated ;
  <{PREFIXES["rdf"]}subject> <{ORDINANCE}/art_1> ;
  <{PREFIXES["rdf"]}predicate> <{PREFIXES["eli"]}cites> ;
  <{PREFIXES["rdf"]}object> <{ORDINANCE}/art_2> ;
  <{PREFIXES["prov"]}wasDerivedFrom> <{DOCUMENT}/p> .
""",
    "editions.find_before": f"<{DOCUMENT}> dct:replaces <{DOCUMENT}-before> .\n",
    "identity.find_same_projects": f"<{ROAD}> mpo:sameThingAs <{PARK}> .\n",
}
_TOOK: Final = re.compile("[0-9]+[.][0-9]{3}(?:秒| s)".encode())
PREFIX: Final = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())
FINDING: Final = QualityFinding(
    code="unplaced",
    severity="warning",
    where="",
    thing="",
    ja="当てはまりません",
    en="fits nothing",
    fix_ja="直してください。",
    fix_en="Mend it.",
)
HOSTILE: Final = (
    "}",
    '"',
    "\\",
    "\\u0022",
    "\n",
    "𠮷野家",
    "👨‍👩‍👧",
    "' . ?s ?p ?o } #",
    "あ" * 3000,
)


def load_into(server: Server, folder: DataFolder, patch: pytest.MonkeyPatch) -> None:
    """Put a data folder's graph into a server, as `kg load` does."""
    for name, value in server.settings.items():
        patch.setenv(name, value)
    assert run_load(folder.root, Namespace(to=server.load, query=None)) == 0


def make_site(
    folder: DataFolder, store: EmbeddedStore | RemoteStore, answers: RemoteAnswers | None = None
) -> Flask:
    app = create_app(folder, store, answers)
    app.testing = True
    app.test_client_class = ClosingClient
    return app


def show(page: TestResponse) -> tuple[int, bytes]:
    """A page but for the time that a query took."""
    return page.status_code, _TOOK.sub(b"", page.data)


@pytest.fixture(scope="module")
def folder() -> DataFolder:
    return REAL


@pytest.fixture(scope="module")
def own(folder: DataFolder) -> EmbeddedStore:
    return load_store(folder.ttl)


@pytest.fixture(scope="module")
def other(server: Server, folder: DataFolder) -> Iterator[RemoteStore]:
    with pytest.MonkeyPatch.context() as patch:
        load_into(server, folder, patch)
        store = open_store(folder)
    assert isinstance(store, RemoteStore)
    yield store
    store.close()


@pytest.fixture(scope="module")
def things(own: EmbeddedStore, step: int) -> Things:
    return find_held(own).thin(step)


class EngineContract:
    """The same answers as the embedded engine."""

    @pytest.mark.parametrize("name", NAMES)
    def test_every_question_has_the_same_answers(
        self, name: str, own: EmbeddedStore, other: RemoteStore, things: Things
    ) -> None:
        expected = ask(name, QUESTIONS[name], own, things)
        assert any(map(says_something, expected)) != (name in ELSEWHERE)
        assert ask(name, QUESTIONS[name], other, things) == expected

    @pytest.mark.parametrize("name", sorted(CLASSES))
    def test_what_asks_on_and_on_has_the_same_answers(
        self, name: str, own: EmbeddedStore, other: RemoteStore, things: Things
    ) -> None:
        expected = list(CLASSES[name](own, things))
        assert any(map(says_something, expected))
        assert list(CLASSES[name](other, things)) == expected

    def test_things_are_described_with_the_same_triples(
        self, own: EmbeddedStore, other: RemoteStore, things: Things
    ) -> None:
        for iri in things.mixed:
            assert other.describe(iri, "nt") == own.describe(iri, "nt"), iri
        assert other.describe(Iri("urn:none"), "turtle") is None

    def test_pages_of_every_type_are_the_same_to_the_last_byte(
        self,
        folder: DataFolder,
        own: EmbeddedStore,
        other: RemoteStore,
        each: int,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        # Pages tell when the checks were made: they were, before any page is read.
        monkeypatch.setenv(KEPT, str(tmp_path))
        keep_run(name_run(folder, read_version(folder.ttl)), folder, [FINDING], 1.5)
        expected = read_pages(make_site(folder, own), each)
        assert len(expected) > 100
        answers = RemoteAnswers(other.endpoint, Limits())
        client = make_site(folder, other, answers).test_client()
        found = {address: client.get(address) for address in expected}
        assert [
            address for address, page in found.items() if show(page) != show(expected[address])
        ] == []

    def test_values_pass_through_unharmed(self, other: RemoteStore) -> None:
        query = "SELECT ?text ?size { VALUES ?one { 1 } BIND (STRLEN(?text) AS ?size) }"
        for text in HOSTILE:
            (row,) = other.select(query, text=Text(text, "ja")).rows
            assert row == {"text": text, "size": str(len(text))}

    def test_prefixes_line_numbers_and_errors_are_those_of_the_query(
        self, other: RemoteStore
    ) -> None:
        assert other.run("ASK { ?s a mpo:SourceDocument }") is True
        assert other.run("ASK { ?s a mpo:NoSuchThing }") is False
        with pytest.raises(QueryError, match="the query does not parse"):
            other.run("SELECT ?s {\n ?s ?p }")

    def test_the_union_has_every_triple_once_and_named_graphs_stay_apart(
        self, own: EmbeddedStore, other: RemoteStore
    ) -> None:
        for query in (
            "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
            "SELECT DISTINCT ?g { GRAPH ?g { ?s a mpo:SourceDocument } ?s dct:title ?t }",
        ):
            assert make_keys(other.select(query)) == make_keys(own.select(query))

    def test_triples_are_the_same_in_both_formats(
        self, own: EmbeddedStore, other: RemoteStore
    ) -> None:
        query = "CONSTRUCT { ?s ?p ?o } { ?s a mpo:Passage ; ?p ?o }"
        assert set(other.construct(query, "nt").splitlines()) == set(
            own.construct(query, "nt").splitlines()
        )
        turtle = other.run(query)
        assert isinstance(turtle, str)
        triples = {str(one.triple) for one in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}
        assert len(triples) == len(own.construct(query, "nt").splitlines())

    @pytest.mark.parametrize(
        ("query", "form"),
        [
            ("SELECT ?s ?n { ?s a mpo:SourceDocument ; mpo:characters ?n } ORDER BY ?s", "json"),
            ("SELECT ?s ?n { ?s a mpo:SourceDocument ; mpo:characters ?n } ORDER BY ?s", "csv"),
            ("SELECT DISTINCT ?again { ?s mpo:isReappearance ?again } ORDER BY ?again", "tsv"),
            ("ASK { ?s a mpo:Passage }", "json"),
            ("ASK { ?s a mpo:NoSuchThing }", "xml"),
            ("CONSTRUCT { ?s a ?k } { ?s a ?k FILTER(?k = mpo:SourceDocument) }", "nt"),
        ],
    )
    def test_strangers_get_the_same_answers_in_the_formats_of_the_standards(
        self, query: str, form: str, own: EmbeddedStore, other: RemoteStore
    ) -> None:
        forms = dict.fromkeys(("solutions", "boolean", "triples"), form)
        asked = f"{PREFIX} {query}"
        expected, found = BytesIO(), BytesIO()
        told = write_answer(own.engine.query(asked), forms, expected, Limits())
        answers = RemoteAnswers(other.endpoint, Limits())
        assert answers.answer(Question(asked, forms=forms), found) == told
        lines = expected.getvalue().splitlines()
        assert sorted(found.getvalue().splitlines()) == sorted(lines)
        with pytest.raises(QueryError):
            answers.answer(Question("SELECT ?s { ?s a mpo:Passage }", forms=forms), BytesIO())

    def test_another_graph_replaces_the_one_that_was_there(
        self,
        server: Server,
        other: RemoteStore,
        tmp_path_factory: pytest.TempPathFactory,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        small = write_small_data(tmp_path_factory.mktemp("small"))
        with (small.ttl / "inferred.ttl").open("a", encoding="utf-8") as file:
            file.writelines(ELSEWHERE.values())
        for name, value in server.settings.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(KgError, match="the server holds another graph"):
            open_store(small)
        load_into(server, small, monkeypatch)
        store = open_store(small)
        assert isinstance(store, RemoteStore)
        held = {str(row["g"]) for row in self.find_graphs(store).rows}
        assert GRAPH_ONTOLOGY in held
        assert not any("kawasaki-action-plan" in iri for iri in held if iri.startswith(GRAPH))
        embedded = load_store(small.ttl)
        things = find_held(embedded)
        for name in NAMES:
            expected = ask(name, QUESTIONS[name], embedded, things)
            assert name not in ELSEWHERE or any(map(says_something, expected)), name
            assert ask(name, QUESTIONS[name], store, things) == expected, name
        with pytest.raises(KgError, match="the server holds another graph"):
            open_store(REAL)
        load_into(server, REAL, monkeypatch)
        assert len(other.select("SELECT ?d { ?d a mpo:SourceDocument }").rows) > 2
        store.close()

    @staticmethod
    def find_graphs(store: RemoteStore) -> Result:
        return store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")

"""The example queries: each has its answer on the real graph, checked in the sources."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.plugins.sparql import prepareQuery

from kg.documents.entry import read_entry
from kg.documents.manifest import load_manifest
from kg.documents.source import SourceText
from kg.errors import GraphError, NotFoundError
from kg.graph.load import load_graphs
from kg.graph.ontology import load_ontology
from kg.names import BASE, GRAPH_ONTOLOGY, ID, MPO, PREFIXES, make_document
from kg.questions.examples import (
    COMMAND,
    EXAMPLE,
    EXAMPLES,
    PAGE,
    SPEX,
    Example,
    find_examples,
    get_example,
    load_prefixes,
    main,
    read_example,
    render_page,
)
from kg.store.embedded import EmbeddedStore
from tests.questions.conftest import REAL
from tests.questions.example_answers import EXPECTED, ask_dataset, ask_store, read_expected
from tests.workbench import ROOT

SCHEMA = PREFIXES["schema"]
#: Of each form: the class of its query, the property that holds it, what rdflib calls it.
FORMS = {
    "select": (SH.SPARQLSelectExecutable, SH.select, "SelectQuery"),
    "ask": (SH.SPARQLAskExecutable, SH.ask, "AskQuery"),
    "construct": (SH.SPARQLConstructExecutable, SH.construct, "ConstructQuery"),
    "describe": (
        URIRef(SPEX + "SPARQLDescribeExecutable"),
        URIRef(SPEX + "describe"),
        "DescribeQuery",
    ),
}

every_example = pytest.mark.parametrize(
    "example", find_examples(), ids=[one.name for one in find_examples()]
)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """The real graph as rdflib holds it, asked as the union of all its graphs."""
    dataset = Dataset(default_union=True)
    for iri, graph in {**load_graphs(REAL.ttl), GRAPH_ONTOLOGY: load_ontology()}.items():
        target = dataset.graph(URIRef(iri))
        for triple in graph:
            target.add(triple)
    return dataset


@pytest.fixture(scope="module")
def unmerged(real: EmbeddedStore) -> EmbeddedStore:
    """The real graph in an engine that repeats what two of its graphs say."""
    store = ox.Store()
    store.extend(quad for quad in real.engine if quad.graph_name != ox.DefaultGraph())
    return EmbeddedStore(store, union=True)


@pytest.fixture(scope="module")
def sources() -> dict[str, SourceText]:
    return {
        f"<{make_document(entry.municipality, entry.slug).removeprefix(BASE)}>": read_entry(
            entry
        )
        for entry in load_manifest(REAL.sources).documents
    }


# --- Answers ---


@every_example
def test_its_answer_is_the_one_that_was_checked(real: EmbeddedStore, example: Example) -> None:
    """To mend: read the lines that tests/expected/examples/README.md asks for, then the file."""
    answer, expected = ask_store(real, example), read_expected(example.name)
    assert answer.columns == expected.checked.columns
    assert set(expected.checked.rows) - set(answer.rows) == set()
    assert len(answer.rows) == expected.count
    if len(expected.checked.rows) == expected.count:
        assert answer.rows == expected.checked.rows


def test_every_example_has_a_checked_answer_and_none_is_left_over() -> None:
    assert {path.stem for path in EXPECTED.glob("*.tsv")} == {one.name for one in find_examples()}


def test_the_words_of_an_answer_stand_on_its_line_of_the_source(
    real: EmbeddedStore, sources: dict[str, SourceText]
) -> None:
    seen = 0
    for example in find_examples():
        answer = ask_store(real, example)
        if not {"document", "line", "text"} <= set(answer.columns):
            continue
        for row in answer.records():
            text = sources[row["document"]].text
            assert row["text"].split("\n")[0] in text.split("\n")[int(row["line"]) - 1], row
            if "start" in row:
                assert text[int(row["start"]) : int(row["end"])] == row["text"], row
            seen += 1
    assert seen > 100


# rdflib's evaluator uses what its own Dataset deprecates.
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
@every_example
def test_rdflib_reads_and_answers_it_alike(
    real: EmbeddedStore, dataset: Dataset, example: Example
) -> None:
    one, other = ask_store(real, example), ask_dataset(dataset, example)
    if example.form == "describe":
        # What else a description holds is an engine's choice: rdflib adds the claims.
        assert set(one.rows) <= set(other.rows)
    else:
        assert one == other


@every_example
def test_an_engine_that_does_not_merge_the_graphs_gives_no_row_twice(
    real: EmbeddedStore, unmerged: EmbeddedStore, example: Example
) -> None:
    assert ask_store(unmerged, example) == ask_store(real, example)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        (
            "47-kyoto-and-kawasakis-ordinance",
            f"<{ID}261009/project/x> <{MPO}implementsArticle> <{ID}eli/jp/141305/jorei/2004/60> .",
        ),
        ("48-links-without-proof", f"<{ID}link/x> a <{MPO}Link> ."),
    ],
)
def test_a_check_by_ask_finds_the_fault_it_looks_for(name: str, fault: str) -> None:
    store = ox.Store()
    assert ask_store(EmbeddedStore(store), get_example(name)).rows == (("false",),)
    store.load(fault.encode(), format=ox.RdfFormat.TURTLE)
    assert ask_store(EmbeddedStore(store), get_example(name)).rows == (("true",),)


# --- Files ---


@every_example
def test_its_file_has_the_form_of_the_sib_examples(example: Example) -> None:
    graph, iri = Graph().parse(EXAMPLES / f"{example.name}.ttl"), URIRef(example.iri)
    kind, query, _ = FORMS[example.form]
    assert set(graph.subjects()) == {iri}
    assert set(graph.objects(iri, RDF.type)) == {SH.SPARQLExecutable, kind}
    keywords, target = URIRef(SCHEMA + "keywords"), URIRef(SCHEMA + "target")
    assert set(graph.predicates()) == {RDF.type, RDFS.comment, SH.prefixes, query, keywords, target}
    assert list(graph.objects(iri, target)) == [URIRef(BASE + "sparql")]
    assert list(graph.objects(iri, SH.prefixes)) == [URIRef(EXAMPLE + "prefixes")]
    (text,) = graph.objects(iri, query)
    assert re.search(r"\b(?:PREFIX|BASE|SERVICE)\b", str(text)) is None
    words = list(graph.objects(iri, keywords))
    assert len(words) > 1
    assert all(re.fullmatch(r"\S.*\S|\S", str(word)) for word in words)


@every_example
def test_its_question_is_asked_once_in_japanese_and_once_in_english(example: Example) -> None:
    graph = Graph().parse(EXAMPLES / f"{example.name}.ttl")
    questions = [one for one in graph.objects(None, RDFS.comment) if isinstance(one, Literal)]
    assert sorted(str(one.language) for one in questions) == ["en", "ja"]
    assert re.search(r"[\u3041-\u30ff]", example.question("ja"))
    assert example.question("ja").endswith("。")
    assert re.match(r"[A-Z]", example.question("en"))
    assert example.question("en").endswith((".", "?", ")"))


@every_example
def test_its_query_needs_no_prefix_from_anybody_and_brings_none_it_does_not_use(
    example: Example,
) -> None:
    assert prepareQuery(example.query).algebra.name == FORMS[example.form][2]
    lines = example.query.splitlines()
    declared = [line.split()[1] for line in lines if line.startswith("PREFIX ")]
    body = "\n".join(line for line in lines if not line.startswith("PREFIX "))
    assert [prefix for prefix in declared if prefix not in body] == []


def test_the_names_are_unique_and_numbered_from_one() -> None:
    names = [example.name for example in find_examples()]
    assert [name[:3] for name in names] == [f"{n:02}-" for n in range(1, len(names) + 1)]
    assert all(re.fullmatch(r"[0-9]{2}(?:-[a-z0-9]+)+", name) for name in names)
    assert len({name[3:] for name in names}) == len(names)
    assert [example.iri for example in find_examples()] == [EXAMPLE + name for name in names]


def test_there_are_enough_examples_and_some_of_each_form() -> None:
    assert len(find_examples()) >= 28
    assert {example.form for example in find_examples()} == FORMS.keys()


def test_the_questions_and_the_queries_are_all_different() -> None:
    for texts in zip(
        *((one.question_ja, one.question_en, one.query) for one in find_examples()), strict=True
    ):
        assert len(set(texts)) == len(texts)


def test_the_prefixes_are_those_of_the_code() -> None:
    assert load_prefixes() == PREFIXES
    graph = Graph().parse(EXAMPLES / "prefixes.ttl")
    assert (URIRef(EXAMPLE + "prefixes"), RDF.type, OWL.Ontology) in graph


# --- Reading and the page ---

GOOD = (EXAMPLES / "01-source-documents.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"@en', '"@fr', "one query and its question in Japanese and English"),
        ("sh:select", "sh:ask", ""),
        ("sh:select", "rdfs:seeAlso", "one query and its question in Japanese and English"),
        ("dct:title", "dcterms:title", "prefixes without a declaration: dcterms"),
    ],
)
def test_a_broken_file_is_told_by_its_name(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    path = tmp_path / "01-source-documents.ttl"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    if not message:
        assert read_example(path, load_prefixes()).form == new.removeprefix("sh:")
        return
    with pytest.raises(GraphError, match=re.escape(message)) as error:
        read_example(path, load_prefixes())
    assert error.value.where == str(path)


def test_a_prefix_in_a_string_an_iri_or_a_comment_is_none(tmp_path: Path) -> None:
    path = tmp_path / "01-source-documents.ttl"
    start, end = GOOD.index("SELECT"), GOOD.index('""" ;')
    text = 'SELECT * { ?s mpo:text "org:a # b" ; a <http://x/#y:z> } # dct:c\n'
    path.write_text(GOOD[:start] + text + GOOD[end:], encoding="utf-8")
    query = read_example(path, load_prefixes()).query
    assert re.findall(r"PREFIX (\w+):", query) == ["mpo"]


def test_the_page_of_examples_is_current() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    current = page == render_page(find_examples())
    assert current, f"{PAGE} は古くなっています / is out of date. 対処 fix: {COMMAND} > {PAGE}"


def test_the_command_prints_the_page_or_one_query(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out == render_page(find_examples())
    assert main(["16-reappearing-rows"]) == 0
    assert capsys.readouterr().out == get_example("16-reappearing-rows").query


def test_an_unknown_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotFoundError):
        get_example("no-such-example")
    assert main(["no-such-example"]) == NotFoundError.exit_code
    assert "no-such-example" in capsys.readouterr().err

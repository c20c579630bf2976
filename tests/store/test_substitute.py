"""Values put into a query's text: the same answers as by the engine's own substitutions."""

from __future__ import annotations

import ast
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.names import PREFIXES
from kg.store.embedded import EmbeddedStore, load_store
from kg.store.engine_terms import read_rows, to_engine
from kg.store.substitute import bind
from kg.store.terms import Iri, Result, Term, Text
from tests.questions.conftest import REAL
from tests.questions.small_graph import write_small_data
from tests.store.test_embedded import HOSTILE, make_store

QUESTIONS = REAL.root.parent / "kg/questions"
QUERIES = sorted(QUESTIONS.glob("*.rq"))


def select_by_engine(
    store: EmbeddedStore, query: str, bindings: dict[str, Term], *, union: bool = False
) -> Result:
    """The rows of a query with the values as the engine's own substitutions."""
    found = store.engine.query(
        query,
        substitutions={ox.Variable(name): to_engine(term) for name, term in bindings.items()},
        use_default_graph_as_union=union,
        prefixes=PREFIXES,
    )
    assert isinstance(found, ox.QuerySolutions)
    return read_rows(found)


def select_by_text(store: EmbeddedStore, query: str, **bindings: Term) -> Result:
    """The rows of a query with the values in its text, without what stands for no variable."""
    found = store.select(query, **bindings)
    assert all(set(row) <= set(found.variables) for row in found.rows)
    return found


def make_keys(found: Result) -> object:
    rows = [
        sorted((name, str(to_engine(term))) for name, term in row.items()) for row in found.rows
    ]
    return found.variables, sorted(rows)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    return load_store(write_small_data(tmp_path_factory.mktemp("small")).ttl)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_every_question_answers_the_same_with_its_values_in_its_text(
    path: Path, small: EmbeddedStore
) -> None:
    query = path.read_text(encoding="utf-8")
    variables, rows = small.select(query)
    free = [one for one in variables if is_free(query, one)]
    for names in [*combinations(free, 1), *combinations(free[:3], 2)]:
        samples = [row for row in rows if all(one in row for one in names)]
        values: list[dict[str, Term]] = [
            {one: row[one] for one in names} for row in samples[:: len(samples) // 2 + 1]
        ]
        values.append({one: Iri("urn:none") for one in names})
        for bindings in values:
            own = make_keys(select_by_engine(small, query, bindings))
            assert make_keys(select_by_text(small, query, **bindings)) == own, bindings


def is_free(query: str, variable: str) -> bool:
    """Whether a value can be put in: not where the query gives it one itself."""
    try:
        bind(query, {variable: Iri("urn:none")})
    except QueryError as error:
        return "no value can be put in" not in error.what
    return True


def test_every_value_that_the_product_binds_can_be_put_in() -> None:
    bound: set[tuple[str, str]] = set()
    for path in sorted(QUESTIONS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="select"),
                    args=[ast.Call(func=ast.Name(id="get_query"), args=[ast.Constant(value=name)])],
                    keywords=keywords,
                ):
                    bound |= {(str(name), one.arg) for one in keywords if one.arg}
    assert len(bound) > 20
    for name, variable in sorted(bound):
        query = (QUESTIONS / f"{name}.rq").read_text(encoding="utf-8")
        assert is_free(query, variable), (name, variable)


@given(HOSTILE, st.sampled_from(["", "ja", "en-GB"]))
def test_a_text_stays_a_value_whatever_it_says(text: str, language: str) -> None:
    store = make_store(("urn:a", "urn:p", Text(text, language)), ("urn:b", "urn:p", Text("x")))
    query = "SELECT ?s ?o { ?s <urn:p> ?o FILTER(?o = ?o || BOUND(?s)) } ORDER BY ?o ?s"
    value = Text(text, language)
    own = make_keys(select_by_engine(store, query, {"o": value}, union=True))
    assert make_keys(select_by_text(store, query, o=value)) == own
    assert {"s": Iri("urn:a"), "o": value} in select_by_text(store, query, o=value).rows


@pytest.mark.parametrize(
    "text",
    [
        *("}", '"', '"""', "'", "\\", "\\\\", "\\u0022", '" . ?s ?p ?o } #', "#", "?s", "<urn:a>"),
        *("\n", "\r\n", "\t", "\x00", "\u2028", "\ud7ff\ue000\uffff", "SERVICE <urn:x> {}"),
        *("𠮷野家", "👨‍👩‍👧"),
    ],
)
def test_a_text_that_would_break_out_of_a_string_does_not(text: str) -> None:
    store = make_store(("urn:a", "urn:p", Text(text)), ("urn:b", "urn:p", Text(text + "x")))
    found = select_by_text(store, "SELECT ?s ?o{?s <urn:p>?o}", o=Text(text))
    assert found.rows == [{"s": Iri("urn:a"), "o": Text(text)}]


@given(st.text())
def test_an_iri_that_would_break_out_is_refused(tail: str) -> None:
    iri = Iri(f"urn:a{tail}")
    store = make_store(("urn:b", "urn:p", Iri("urn:b")))
    try:
        found = select_by_text(store, "SELECT ?s ?o { ?s <urn:p> ?o }", o=iri)
    except QueryError:
        return
    assert not set(tail) & set('<>"{}|^`\\ \n\t\x00')
    assert found.rows == []


@pytest.mark.parametrize("iri", ["a b", "urn:a> <urn:b", "", "urn:{x}", "urn:a\\", "_:b", "x"])
def test_what_is_no_iri_is_refused(iri: str) -> None:
    with pytest.raises(QueryError, match="is no RDF term"):
        bind("SELECT ?s { ?s ?p ?o }", {"s": Iri(iri)})


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("SELECT ?x ?y { ?x ?p ?y }", "SELECT ?y { <urn:v> ?p ?y }"),
        ("SELECT ?x { ?x ?p ?y }", "SELECT (1 AS ?kg_row) { <urn:v> ?p ?y }"),
        (
            "SELECT DISTINCT ?x WHERE{?x a ?y}",
            "SELECT DISTINCT (1 AS ?kg_row) WHERE{ <urn:v> a ?y}",
        ),
        ("SELECT ?y ?x { ?y ?p ?x . # ?x\n }", "SELECT ?y { ?y ?p <urn:v> . # ?x }"),
        ('SELECT ?y ?x { ?y ?p ?x, "?x" }', 'SELECT ?y { ?y ?p <urn:v> , "?x" }'),
        ("SELECT ?y ?x { ?y <?x> $x }", "SELECT ?y { ?y <?x> <urn:v> }"),
        ("SELECT ?y ?x { ?y ?p ?x } ORDER BY ?x ?y", "SELECT ?y { ?y ?p <urn:v> } ORDER BY ?y"),
        ("SELECT ?y ?x { ?y ?p ?x } ORDER BY ?x LIMIT 3", "SELECT ?y { ?y ?p <urn:v> } LIMIT 3"),
        (
            "SELECT ?y ?x { ?y ?p ?x } ORDER BY DESC(?x)",
            "SELECT ?y { ?y ?p <urn:v> } ORDER BY DESC( <urn:v> )",
        ),
        (
            "SELECT ?x (COUNT(?y) AS ?n) { ?y ?p ?x } GROUP BY ?x ?p",
            "SELECT (COUNT(?y) AS ?n) { ?y ?p <urn:v> } GROUP BY ?p",
        ),
        (
            "SELECT ?x (COUNT(?y) AS ?n) { ?y ?p ?x } GROUP BY ?x HAVING (COUNT(?x) > 1)",
            "SELECT (COUNT(?y) AS ?n) { ?y ?p <urn:v> } GROUP BY ( <urn:v> AS ?kg_row) "
            "HAVING (COUNT( <urn:v> ) > 1)",
        ),
        (
            "SELECT ?x { ?y ?p ?o FILTER(BOUND(?x)) }",
            "SELECT (1 AS ?kg_row) { ?y ?p ?o FILTER(true) }",
        ),
        ("SELECT ?xx ?x { ?x ?p ?xx }", "SELECT ?xx { <urn:v> ?p ?xx }"),
    ],
)
def test_a_variable_gives_way_wherever_it_stands(query: str, bound: str) -> None:
    told = bind(query, {"x": Iri("urn:v")})
    assert " ".join(told.query.split()) == bound


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?y ?x { ?y ?p ?x } GROUP BY ?x ?y",
        "SELECT ?x (COUNT(?y) AS ?n) { ?y ?p ?x } GROUP BY ?x",
        "SELECT ?x (COUNT(?x) AS ?n) { ?y ?p ?x } GROUP BY ?x ORDER BY ?n ?x",
        "SELECT ?x ?y { ?y ?p ?z OPTIONAL { ?y <urn:q> ?x } }",
        "SELECT ?x ?y { { ?y <urn:p> ?x } UNION { ?y <urn:q> ?z } }",
        "SELECT ?x ?y { ?y ?p ?z FILTER NOT EXISTS { ?y <urn:q> ?x } }",
        "SELECT ?x ?y { ?y ?p ?z FILTER(?x IN (?z, <urn:a>)) }",
        "SELECT ?x ?y { ?y ?p ?z MINUS { ?y ?p ?x } }",
        "SELECT ?x ?y { GRAPH ?g { ?y ?p ?x } }",
    ],
)
@pytest.mark.parametrize("value", ["urn:a", "urn:b", "urn:none"])
def test_the_meaning_is_that_of_the_engine(query: str, value: str) -> None:
    store = make_store(
        ("urn:a", "urn:p", Iri("urn:a")),
        ("urn:a", "urn:q", Iri("urn:b")),
        ("urn:b", "urn:p", Iri("urn:b")),
    )
    own = store.select(query, x=Iri(value))
    assert make_keys(select_by_text(store, query, x=Iri(value))) == make_keys(own)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?y { ?x ?p ?y }",
        "SELECT * { ?x ?p ?y }",
        "SELECT ?x { VALUES ?x { <urn:a> } }",
        "SELECT ?x { VALUES (?y ?x) { (<urn:a> <urn:b>) } }",
        "SELECT ?x { ?x ?p ?y } VALUES ?x { <urn:a> }",
        "SELECT ?x { BIND(<urn:a> AS ?x) }",
        "SELECT (<urn:a> AS ?x) {}",
        "SELECT ?x { { SELECT ?x { ?x ?p ?y } } }",
    ],
)
def test_what_cannot_take_a_value_says_so(query: str) -> None:
    with pytest.raises(QueryError):
        bind(query, {"x": Iri("urn:v")})


def test_lines_keep_their_numbers() -> None:
    query = "SELECT ?x\n?y # ?x\n{ ?x\n?p ?y }\nORDER BY ?x ?y"
    assert bind(query, {"x": Iri("urn:v")}).query.count("\n") == query.count("\n")

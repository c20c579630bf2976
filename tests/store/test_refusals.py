"""What the store refuses: all that reaches outside, changes the graph, or cannot end well."""

from __future__ import annotations

import subprocess
import sys

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.store.embedded import EmbeddedStore
from kg.store.refusals import check_query
from tests.layouts.hostile import LONG, ended_within

#: No test reaches it: every query that names it is refused first.
FAR = "http://service.invalid/sparql"
ALL = "{ ?s ?p ?o }"

SERVICES = {
    "plain": f"SELECT * {{ SERVICE <{FAR}> {ALL} }}",
    "lower case": f"SELECT * {{ service <{FAR}> {ALL} }}",
    "mixed case": f"SELECT * {{ SeRvIcE <{FAR}> {ALL} }}",
    "silent": f"SELECT * {{ SERVICE SILENT <{FAR}> {ALL} }}",
    "silent without a blank": f"SELECT * {{ SERVICESILENT<{FAR}>{ALL} }}",
    "variable": f"SELECT * {{ VALUES ?x {{ <{FAR}> }} SERVICE ?x {ALL} }}",
    "prefixed name": f"PREFIX x: <{FAR}> SELECT * {{ SERVICE x: {ALL} }}",
    "prefixed name without a blank": f"PREFIX x: <{FAR}> SELECT * {{ SERVICEx:{ALL} }}",
    "empty prefix without a blank": f"PREFIX : <{FAR}> SELECT * {{ SERVICE:{ALL} }}",
    "after a number": f"SELECT * {{ ?s ?p 1SERVICE<{FAR}>{ALL} }}",
    "after a truth value": f"SELECT * {{ ?s ?p trueSERVICE<{FAR}>{ALL} }}",
    "after a bracket": f"SELECT * {{ BIND(1 AS ?x)SERVICE<{FAR}>{ALL} }}",
    "after a full stop": f"SELECT * {{ ?s ?p ?o.SERVICE<{FAR}>{ALL} }}",
    "after a comment": f"SELECT * {{ # note\nSERVICE <{FAR}> {ALL} }}",
    "after a comment that CR ends": f"SELECT * {{ # note\rSERVICE <{FAR}> {ALL} }}",
    "after a comment between": f"SELECT * {{ SERVICE # note\n <{FAR}> {ALL} }}",
    "after an escaped #": f"PREFIX x: <urn:> SELECT * {{ ?s x:a\\#b ?o . SERVICE <{FAR}> {ALL} }}",
    "between escaped quotes": (
        f"PREFIX x: <urn:> SELECT * {{ ?s x:a\\'b ?o . SERVICE <{FAR}> {ALL} ?s x:a\\'b ?o }}"
    ),
    "after a string with an escape": f'SELECT * {{ ?s ?p "\\"" . SERVICE <{FAR}> {ALL} }}',
    "after a long string": f'SELECT * {{ ?s ?p """a"b""" . SERVICE <{FAR}> {ALL} }}',
    "after less-than": f"SELECT * {{ ?a ?b ?c FILTER(?a<?b) SERVICE <{FAR}> {ALL} }}",
    "behind a quote that less-than precedes": (
        f"SELECT * {{ ?a ?b ?c FILTER(?c<'x>') SERVICE <{FAR}> {ALL} FILTER(?c!='') }}"
    ),
    "behind a comment that less-than precedes": (
        f"SELECT * {{ ?a ?p ?b FILTER(?a<?b#>'''\n) SERVICE <{FAR}> {ALL} #'''\n }}"
    ),
    "behind a name and a comment": (
        "PREFIX x: <urn:> SELECT * { ?a ?p ?b FILTER(?a<x:b#>'''\n)"
        f" SERVICE <{FAR}> {ALL} #'''\n}}"
    ),
    "escaped": f"SELECT * {{ \\u0053ERVICE <{FAR}> {ALL} }}",
    "behind an escape in an IRI": f"SELECT * {{ <urn:\\u0041#a> ?p ?o . SERVICE <{FAR}> {ALL} }}",
    "in a subquery": f"SELECT * {{ {{ SELECT * {{ SERVICE <{FAR}> {ALL} }} }} }}",
    "in EXISTS": f"ASK {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{FAR}> {ALL} }} }}",
    "in CONSTRUCT": f"CONSTRUCT {ALL} WHERE {{ SERVICE <{FAR}> {ALL} }}",
    "in DESCRIBE": f"DESCRIBE ?s {{ SERVICE <{FAR}> {ALL} }}",
}
UPDATES = [
    f"LOAD <{FAR}>",
    f"load silent <{FAR}> INTO GRAPH <urn:g>",
    "INSERT DATA { <urn:a> <urn:p> <urn:b> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP SILENT GRAPH <urn:g>",
    "CREATE GRAPH <urn:g>",
    "COPY <urn:a> TO <urn:b>",
    "MOVE <urn:a> TO <urn:b>",
    "ADD <urn:a> TO <urn:b>",
    "SELECT * { ?s ?p ?o } ; DROP ALL",
]
HONEST = [
    "SELECT * { ?s a mpo:Service }",
    "SELECT * { ?s a <https://w3id.org/seisaku-kg/ontology#Service> }",
    "SELECT ?service ?add { ?service mpo:about ?add }",
    "SELECT $load { $load ?p _:service }",
    "SELECT * { ?s ?p 'SERVICE <x> { }' }",
    'SELECT * { ?s ?p """LOAD\n"SERVICE" <x>""" }',
    "SELECT * { ?s ?p '''it\\'s\nDROP ALL''' }",
    "SELECT * { ?s ?p ?o } # SERVICE, LOAD and INSERT are refused",
    "# DROP ALL\nSELECT * { ?s ?p ?o }",
    "SELECT * { <http://example.org/SERVICE/load> ?p ?o }",
    "SELECT * { <http://example.org/#INSERT> ?p ?o }",
    "PREFIX x: <http://example.org/> SELECT * { x:add x:my-service ?o ; x:drop ?q }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
    "SELECT * { ?s ?p ?o FILTER(?o<=3 || ?o>=1) }",
    "SELECT * { ?s (mpo:a|^mpo:b)/mpo:c* ?o }",
]


@pytest.fixture(name="store", scope="module")
def make_store() -> EmbeddedStore:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("あ")))
    return EmbeddedStore(store)


@pytest.mark.parametrize("spelling", SERVICES)
def test_a_query_that_asks_another_server_is_refused(spelling: str) -> None:
    with pytest.raises(QueryError):
        check_query(SERVICES[spelling])


@pytest.mark.parametrize("query", UPDATES)
def test_a_query_that_changes_the_graph_is_refused(store: EmbeddedStore, query: str) -> None:
    with pytest.raises(QueryError):
        store.run(query)
    assert store.run("ASK { <urn:a> <urn:p> 'あ' }") is True


@pytest.mark.parametrize("query", HONEST)
def test_the_words_may_stand_in_texts_names_and_comments(store: EmbeddedStore, query: str) -> None:
    store.run(query)


def test_a_refusal_names_word_line_and_reason() -> None:
    with pytest.raises(QueryError) as caught:
        check_query(f"SELECT * {{\n  ?s ?p '''a\nb''' .\n  service <{FAR}> {ALL}\n}}")
    assert str(caught.value) == (
        "line 4: SERVICE は使えません / is refused: the graph is read-only and asks nothing outside"
    )
    assert caught.value.exit_code == 2


def test_an_escape_outside_a_string_is_refused_with_the_reason(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError) as caught:
        check_query("SELECT * { \\u0053ERVICE ?x {} }")
    assert str(caught.value) == (
        "\\u の書き方は使えません / unicode escapes outside strings are refused\n"
        "  対処 fix: 文字をそのまま書いてください / write the character itself"
    )
    assert store.run("ASK { <urn:a> <urn:p> '\\u3042' }") is True


def test_what_may_be_an_iri_or_a_comparison_is_refused_with_the_mend() -> None:
    with pytest.raises(QueryError) as caught:
        check_query("SELECT * { ?s ?p ?o FILTER(?o<'x>') } # no SERVICE")
    assert str(caught.value) == (
        "<'x> は < とも IRI とも読めます / may be an IRI or a less-than sign\n"
        "  対処 fix: < の後に空白を入れるか、IRI の ' を %27 と書いてください / "
        "put a blank behind <, or write ' in an IRI as %27 and #-names with a prefix"
    )


def is_read(query: str) -> bool:
    """Whether the engine reads a query; what it would ask has no address that can be asked."""
    try:
        ox.Store().query(query)
    except (SyntaxError, ValueError):
        return False
    except OSError:
        return True
    return True


NOISE = st.one_of(
    st.sampled_from(["", "?a ?b ?c FILTER(?a", "?a ?b ", "?a x:b", "{} ", "BIND(1 AS ?z)"]),
    st.lists(
        st.sampled_from(
            [
                *"'\"\\#\n\r<>. ?:1(){}",
                "'''",
                '"""',
                "\\'",
                "\\#",
                "<urn:x>",
                "?a",
                "x:b",
                "//",
                "x:",
            ]
        ),
        max_size=8,
    ).map("".join),
)


@given(NOISE, NOISE, NOISE)
def test_what_the_engine_reads_as_asking_elsewhere_never_gets_through(
    first: str, second: str, last: str
) -> None:
    query = f"PREFIX x: <urn:> SELECT * {{ {first}{second}SERVICE<urn:far>{{?s ?p ?o}}{last}}}"
    try:
        check_query(query)
    except QueryError:
        return
    # It passed, so the word stands in a text, name or comment: there any other would do as well.
    assert not is_read(query) or is_read(query.replace("SERVICE", "QERVICE"))


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()", "[]"])
def test_nesting_deeper_than_any_honest_query_is_refused(opening: str, closing: str) -> None:
    check_query("SELECT * " + opening * 100 + closing * 100)
    with pytest.raises(QueryError) as caught:
        check_query("SELECT * " + opening * 101 + closing * 101)
    assert str(caught.value) == (
        "入れ子が深すぎます（100まで）/ nested deeper than 100\n"
        "  対処 fix: 問い合わせを分けてください / split the query"
    )


def test_brackets_in_texts_nest_nothing(store: EmbeddedStore) -> None:
    store.run(f"SELECT * {{ ?s ?p '{'(' * 500}' }} # {'{' * 500}")


LONG_QUERIES = {
    "not": "ASK { FILTER(" + "!" * 20_000 + "true) }",
    "plus": "SELECT * { BIND(1" + "+1" * 20_000 + " AS ?x) }",
    "or": "ASK { FILTER(true" + "||true" * 20_000 + ") }",
    "union": "ASK { {}" + "UNION{}" * 20_000 + " }",
    "optional": "ASK { " + "OPTIONAL{}" * 20_000 + " }",
    "path": "ASK { ?s <urn:a>" + "/<urn:a>" * 20_000 + " ?o }",
    "alternatives": "ASK { ?s <urn:a>" + "|<urn:a>" * 20_000 + " ?o }",
    "bind": "ASK { " + "BIND(1 AS ?x)" * 20_000 + " }",
    "triples": "ASK { " + "?s ?p ?o ." * 20_000 + " }",
    "objects": "ASK { ?s ?p ?o" + ",?o" * 20_000 + " }",
    "predicates": "ASK { ?s ?p ?o" + ";?p ?o" * 20_000 + " }",
    "reifiers": "ASK { " + "<< " * 20_000 + "?s ?p ?o" + " >> ?p ?o" * 20_000 + " }",
}


@pytest.mark.parametrize("kind", LONG_QUERIES)
def test_a_row_of_operators_that_would_overflow_the_stack_is_refused(kind: str) -> None:
    with pytest.raises(QueryError) as caught:
        check_query(LONG_QUERIES[kind])
    assert str(caught.value) == (
        "演算子と括弧が多すぎます（1000まで）/ more operators and groups than 1000\n"
        "  対処 fix: 問い合わせを分けてください / split the query"
    )


def test_the_longest_rows_that_are_let_through_do_not_end_the_process() -> None:
    queries = [
        "ASK { FILTER(" + "!" * 990 + "true) }",
        "SELECT * { BIND(1" + "+1" * 990 + " AS ?x) }",
        "ASK { {}" + "UNION{}" * 980 + " }",
        "ASK { FILTER(" + "(" * 95 + "true" + ")" * 95 + ") }",
    ]
    code = (
        "import sys, pyoxigraph as ox; from kg.store.embedded import EmbeddedStore\n"
        "for query in sys.stdin.read().split('\\n'): EmbeddedStore(ox.Store()).run(query)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], input="\n".join(queries), text=True, check=False
    )
    assert run.returncode == 0


@pytest.mark.parametrize("stem", ['"', "'", '"""', "'''", "<", "#", "\\", "?", ":", "'''\"", "<a#"])
def test_a_long_query_is_checked_in_linear_time(stem: str) -> None:
    with ended_within(8), pytest.raises(QueryError):
        check_query(f"SERVICE x {stem * (LONG // len(stem))}")

"""Where a query stops being one: the word itself, however far the engine read on."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.store.fault_place import count_place, find_place

FAULTS = [
    ("«SELEC» ?s { ?s ?p ?o }", 1, 1),
    ("SELECT ?s WHERE {\n  ?s ?p ?o .\n  ?s «)» ?o\n}", 3, 6),
    ("SELECT ?s WHERE {\n  ?s ?p ?o .\n  ?s ?p ?o «?x» .\n}", 3, 12),
    ("SELECT ?s WHERE {\n  ?s ?p ?o\n  FILTER(?o = «)»\n}", 3, 15),
    ("SELECT ?s WHERE {\n  ?s ?p ?o\n} «LIMT» 10", 3, 3),
    ("ASK { ?s ?p ?o FILTER(?o > 3 && «)» }", 1, 33),
    ("ASK { ?s a «mpo:Project» ; ?p ?o }", 1, 12),
    ('ASK { ?s ?p "a"@ja , "b"^^<http://a> , 1.5 . ?s ?p «foo» }', 1, 52),
    ("SELECT * { ?s ?p ?o } ORDER «?s»", 1, 29),
    ("SELECT * { ?s ?p ?o }«}»", 1, 22),
    ("SELECT * { ?s ?p ?o FILTER regex(?o, 'a' «}»", 1, 42),
    ("SELECT «＊» { ?s ?p ?o }", 1, 8),
    ("ASK { ?s«　»?p ?o }", 1, 9),
    ("# a # comment (\nASK { ?s ?p «'»a\n }", 2, 13),
    ("ASK { ?s ?p '''a\nb''' } «;»", 2, 8),
    ("ASK { ?s ?p ?o", 1, 15),
    ("SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z }", 1, 40),
    ("", 1, 1),
    ("# nothing\n", 2, 1),
]


@pytest.mark.parametrize(("text", "line", "column"), FAULTS)
def test_the_word_that_does_not_parse_is_found(text: str, line: int, column: int) -> None:
    query = text.replace("«", "").replace("»", "")
    with pytest.raises(SyntaxError):
        ox.Store().query(query)
    place = find_place(query)
    assert place is not None
    found = query[slice(*place)]
    assert found == text.partition("«")[2].partition("»")[0]
    assert count_place(query, place[0]) == (line, column)


def test_what_parses_has_no_such_word() -> None:
    assert find_place("ASK { ?s ?p ?o }") is None

"""Queries as lines of programs, and messages in the language of the page."""

from __future__ import annotations

import ast
import re
import subprocess

import pytest

from web.query_faults import say
from web.query_programs import make_programs, make_python_text, make_r_text

AWKWARD = [
    "ASK {}",
    'SELECT ?x { VALUES ?x { "a\\"b" } }',
    'ASK { ?s ?p """x""" }',
    "ASK { ?s ?p 'QUERY' }\nQUERY\n# $HOME `id` )\"",
    'ASK { ?s ?p "a',
    "# 日本語\u3000\tと'引用'",
]


@pytest.mark.parametrize("query", AWKWARD)
def test_lines_to_copy_hold_the_query_whatever_it_holds(query: str) -> None:
    assert ast.literal_eval(make_python_text(query)) == query
    curl, wrapper, pandas, r = make_programs(query, "solutions", "http://127.0.0.1:1/sparql")
    script = curl.text.replace(curl.text.partition("<<")[0], "cat ", 1)
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == f"{query}\n"
    for program in (wrapper, pandas):
        compile(program.text, program.name, "exec")
    quoted = make_r_text(query)
    dashes = re.match(r'r"(-*)\(', quoted)
    assert dashes is not None
    assert quoted.index(f'){dashes[1]}"') == len(quoted) - len(dashes[1]) - 2
    assert quoted in r.text


@pytest.mark.parametrize("kind", ["solutions", "boolean", "triples"])
def test_the_programs_for_each_kind_of_answer_are_python(kind: str) -> None:
    for program in make_programs("ASK {}", kind, "http://127.0.0.1:1/sparql"):
        if program.name.startswith("Python"):
            compile(program.text, program.name, "exec")


@pytest.mark.parametrize(
    ("text", "japanese", "english"),
    [
        ("だめです / it is no good", "だめです", "it is no good"),
        ("SERVICE は使えません / is refused: x", "SERVICE は使えません", "SERVICE is refused: x"),
        ("足す / put: PREFIX a: <b>", "足す: PREFIX a: <b>", "put: PREFIX a: <b>"),
        ("expected one of", "expected one of", "expected one of"),
    ],
)
def test_a_message_is_told_in_the_language_of_the_page(
    text: str, japanese: str, english: str
) -> None:
    assert say(text, "ja") == japanese
    assert say(text, "en") == english

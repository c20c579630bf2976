"""`kg query --format sparql-json`: SPARQL 1.1 Query Results JSON, apart from the plain `json`."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.query import Result as Parsed

from kg.cli import main
from tests.questions import small_trace as small

Capture = pytest.CaptureFixture[str]
SELECT = """SELECT ?iri ?text ?number ?word ?blank ?none {
  VALUES (?iri ?text ?number ?word) { (<https://example.org/a> "海"@ja 3 "x\\"y") }
  BIND(BNODE() AS ?blank)
}"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("results")
    small.write_trace_data(root)
    return root


def ask(data: Path, query: str, form: str) -> subprocess.CompletedProcess[str]:
    """Ask in a process of its own: a query is answered in a fork, which threads do not survive."""
    program = "import sys; from kg.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", program, "--data", str(data), "query", "-", "--format", form],
        input=query,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def read(data: Path, query: str, form: str = "sparql-json") -> Any:
    answer = ask(data, query, form)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_rows_say_what_each_value_is_and_leave_out_what_is_unbound(
    data: Path,
) -> None:
    told = read(data, SELECT)
    assert told["head"] == {"vars": ["iri", "text", "number", "word", "blank", "none"]}
    (row,) = told["results"]["bindings"]
    assert row.pop("blank")["type"] == "bnode"
    assert row == {
        "iri": {"type": "uri", "value": "https://example.org/a"},
        "text": {"type": "literal", "value": "海", "xml:lang": "ja"},
        "number": {
            "type": "literal",
            "value": "3",
            "datatype": "http://www.w3.org/2001/XMLSchema#integer",
        },
        "word": {"type": "literal", "value": 'x"y'},
    }


def test_another_library_reads_it(data: Path) -> None:
    parsed = Parsed.parse(StringIO(ask(data, SELECT, "sparql-json").stdout), format="json")
    (row,) = parsed.bindings
    found: dict[str, object] = {str(name): value for name, value in row.items()}
    assert isinstance(found.pop("blank"), BNode)
    assert found == {
        "iri": URIRef("https://example.org/a"),
        "text": Literal("海", lang="ja"),
        "number": Literal(3),
        "word": Literal('x"y'),
    }


def test_true_and_false_are_a_boolean(data: Path) -> None:
    assert read(data, "ASK { ?s a mpo:Project }") == {"head": {}, "boolean": True}
    assert read(data, "ASK { ?s a <a:b> }") == {"head": {}, "boolean": False}


def test_triples_are_no_query_results(data: Path) -> None:
    told = ask(data, "CONSTRUCT WHERE { ?s a mpo:Project }", "sparql-json")
    assert (told.returncode, told.stdout) == (2, "")
    assert "Turtle" in told.stderr


def test_json_stays_a_plain_list_and_the_help_says_which_is_which(
    data: Path, capsys: Capture
) -> None:
    (row,) = read(data, SELECT, "json")
    assert (row["iri"], row["text"], row["number"]) == ("https://example.org/a", "海", "3")
    with pytest.raises(SystemExit):
        main(["query", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "SPARQL 1.1 Query Results JSON" in told
    assert "a plain list of objects" in told

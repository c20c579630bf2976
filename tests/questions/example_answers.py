"""The answers of the example queries as rows of words, and the checked ones to compare with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.query import ResultRow
from rdflib.term import Node

from kg.names import BASE, PREFIXES
from kg.questions.examples import Example
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri, Result, Term

EXPECTED: Final = Path(__file__).parents[1] / "expected" / "examples"

_NUMBERS: Final = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double"))
_TRIPLE: Final = ("subject", "predicate", "object")


@dataclass(frozen=True)
class Answer:
    """Named columns and rows, in the answer's order; triples have none and are sorted."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def records(self) -> list[dict[str, str]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Expected:
    """How many rows there are, and those of them that were checked."""

    count: int
    checked: Answer


def read_expected(name: str) -> Expected:
    lines = (EXPECTED / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    count = re.fullmatch(r"# rows: (\d+)", lines[0])
    assert count, f"{name}.tsv: its first line says the number of rows"
    assert lines[1].startswith("# read: "), f"{name}.tsv: its second line says what was read"
    head, *rows = (tuple(line.split("\t")) for line in lines if not line.startswith("# "))
    return Expected(int(count[1]), Answer(head, tuple(rows)))


def ask_store(store: EmbeddedStore, example: Example) -> Answer:
    found = store.run(example.query)
    if isinstance(found, bool):
        return _say(found)
    if isinstance(found, Result):
        rows = [tuple(_write(row.get(name)) for name in found.variables) for row in found.rows]
        return Answer(found.variables, tuple(rows))
    return _sort(Graph().parse(data=found, format="turtle"))


def ask_dataset(dataset: Dataset, example: Example) -> Answer:
    """The answer of rdflib's own evaluator."""
    found = dataset.query(example.query)
    if found.type == "ASK":
        return _say(bool(found.askAnswer))
    if found.type == "SELECT":
        rows = [tuple(map(_write_node, row)) for row in found if isinstance(row, ResultRow)]
        return Answer(tuple(map(str, found.vars or ())), tuple(rows))
    assert found.graph is not None
    return _sort(found.graph)


def _say(truth: bool) -> Answer:
    return Answer(("answer",), ((str(truth).lower(),),))


def _sort(graph: Graph) -> Answer:
    return Answer(_TRIPLE, tuple(sorted(tuple(map(_write_node, triple)) for triple in graph)))


def _write(term: Term | None) -> str:
    if term is None or isinstance(term, Iri):
        return "" if term is None else _shorten(term)
    return _tidy(term, term.datatype)


def _write_node(node: Node | None) -> str:
    if isinstance(node, Literal):
        return _tidy(str(node), str(node.datatype or ""))
    return _shorten(str(node)) if isinstance(node, URIRef) else ""


def _tidy(text: str, datatype: str) -> str:
    """1.0 and 1 alike: engines differ in the zeros they keep."""
    return format(Decimal(text).normalize(), "f") if datatype in _NUMBERS else text


def _shorten(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and re.fullmatch(r"[\w-]+", iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri.removeprefix(BASE)}>"

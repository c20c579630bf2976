"""The manifests of the W3C's SPARQL suites: every test that they list, as an `Entry`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from tests.w3c.fetch import SuitesMissingError, get_folder

#: The address below which each suite's files lie on the web: relative IRIs resolve against it.
BASES: Final = {
    "sparql10": "http://www.w3.org/2001/sw/DataAccess/tests/data-r2/",
    "sparql11": "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/",
}
_TOPS: Final = {
    "sparql10": ("manifest-evaluation.ttl", "manifest-syntax.ttl"),
    "sparql11": ("manifest-all.ttl",),
}
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MF: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QT: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_UT: Final = "http://www.w3.org/2009/sparql/tests/test-update#"

EVALUATED: Final = frozenset({"QueryEvaluationTest", "CSVResultFormatTest"})
ACCEPTED: Final = frozenset({"PositiveSyntaxTest", "PositiveSyntaxTest11"})
REJECTED: Final = frozenset({"NegativeSyntaxTest", "NegativeSyntaxTest11"})
UPDATES: Final = frozenset(
    {"UpdateEvaluationTest", "PositiveUpdateSyntaxTest11", "NegativeUpdateSyntaxTest11"}
)
_FROM: Final = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^<>]*)>", re.I)


@dataclass(frozen=True)
class Entry:
    """One test of a manifest. Files are named by the IRIs that they have on the web."""

    iri: str
    kind: str
    name: str
    comment: str = ""
    action: str = ""
    data: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    result: str = ""
    #: Whether the query names its dataset itself.
    names_dataset: bool = False
    #: How often a row comes is free between once and what the result says (REDUCED).
    lax: bool = False

    @property
    def group(self) -> str:
        """Its suite and folder, such as `sparql11/aggregates`."""
        return self.short.partition("#")[0]

    @property
    def short(self) -> str:
        """Its IRI without what all of a suite share: `sparql11/aggregates#agg01`."""
        suite, base = get_suite(self.iri)
        return f"{suite}/{self.iri[len(base) :].replace('/manifest', '')}"

    def __str__(self) -> str:
        return f"{self.short}: {self.name}"


def get_suite(iri: str) -> tuple[str, str]:
    """The suite that an IRI lies in, and the suite's base."""
    return next((suite, base) for suite, base in BASES.items() if iri.startswith(base))


def get_path(iri: str) -> Path:
    """Where the file with this IRI has been unpacked."""
    suite, base = get_suite(iri)
    return get_folder() / suite / iri[len(base) :]


@cache
def read_text(iri: str) -> str:
    """What a file says. A query of the suites is UTF-8."""
    return get_path(iri).read_text(encoding="utf-8")


@cache
def load_entries() -> tuple[Entry, ...]:
    """Every test of both suites. Raises SuitesMissingError before they are fetched."""
    if not get_folder().is_dir():
        raise SuitesMissingError
    return tuple(
        entry
        for suite, tops in _TOPS.items()
        for top in tops
        for entry in _read_manifest(BASES[suite] + top)
    )


def find_entries(kinds: frozenset[str]) -> list[Entry]:
    """The tests of these kinds."""
    return [entry for entry in load_entries() if entry.kind in kinds]


def _read_manifest(iri: str) -> Iterator[Entry]:
    graph = _Graph(get_path(iri), iri)
    (top,) = graph.find_subjects(_MF + "Manifest")
    for included in graph.find_members(top, _MF + "include"):
        yield from _read_manifest(str(included.value))
    for node in graph.find_members(top, _MF + "entries"):
        yield _read_entry(graph, node)


class _Graph:
    """The triples of one manifest."""

    def __init__(self, path: Path, base: str) -> None:
        self._found: dict[tuple[str, str], list[ox.NamedNode | ox.BlankNode | ox.Literal]] = {}
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=base):
            assert not isinstance(quad.object, ox.Triple)
            key = (str(quad.subject), quad.predicate.value)
            self._found.setdefault(key, []).append(quad.object)

    def find_subjects(self, kind: str) -> list[str]:
        """The subjects of this type, as they are written."""
        wanted = ox.NamedNode(kind)
        return [
            subject
            for (subject, property_), found in self._found.items()
            if property_ == _RDF + "type" and wanted in found
        ]

    def find(self, subject: object, property_: str) -> list[ox.NamedNode | ox.BlankNode]:
        found = self._found.get((str(subject), property_), [])
        return [node for node in found if not isinstance(node, ox.Literal)]

    def find_values(self, subject: object, property_: str) -> list[str]:
        return [node.value for node in self._found.get((str(subject), property_), [])]

    def find_members(
        self, subject: object, property_: str
    ) -> Iterator[ox.NamedNode | ox.BlankNode]:
        for head in self.find(subject, property_):
            while head.value != _RDF + "nil":
                yield from self.find(head, _RDF + "first")
                (head,) = self.find(head, _RDF + "rest")


def _read_entry(graph: _Graph, node: ox.NamedNode | ox.BlankNode) -> Entry:
    (kind,) = graph.find_values(node, _RDF + "type")
    name = "; ".join(graph.find_values(node, _MF + "name"))
    comment = graph.find_values(node, "http://www.w3.org/2000/01/rdf-schema#comment")
    action = next(iter(graph.find(node, _MF + "action")), None)
    query = "" if action is None else action.value
    data: list[str] = []
    graphs: list[str] = []
    if isinstance(action, ox.BlankNode):
        (query,) = [
            *graph.find_values(action, _QT + "query"),
            *graph.find_values(action, _UT + "request"),
        ]
        data = graph.find_values(action, _QT + "data")
        graphs = graph.find_values(action, _QT + "graphData")
    kind = kind.removeprefix(_MF).removeprefix(_UT)
    if kind in REJECTED and query.endswith(".ru"):
        # Some updates are listed as if they were queries.
        kind = "NegativeUpdateSyntaxTest11"
    # A suite's query may name its data itself, in the hope that the engine goes and gets it.
    named = _FROM.findall(read_text(query)) if kind in EVALUATED else []
    graphs += [f"{query.rpartition('/')[0]}/{name}" for name in named]
    results = [found for found in graph.find_values(node, _MF + "result") if found]
    return Entry(
        iri=node.value,
        kind=kind,
        name=" ".join(name.split()),
        comment=" ".join(comment),
        action=query,
        data=tuple(data),
        graphs=tuple(dict.fromkeys(graphs)),
        result=next(iter(results), "") if kind in EVALUATED else "",
        names_dataset=bool(named),
        lax=graph.find_values(node, _MF + "resultCardinality") == [_MF + "LaxCardinality"],
    )

"""The terms that the ontology declares, and docs/vocabulary.md made from them.

`python -m kg.quality.vocabulary` writes the page anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from kg.errors import GraphError
from kg.graph.load import read_turtle
from kg.names import MPO, PREFIXES

COMMAND: Final = "python -m kg.quality.vocabulary"
PAGE: Final = Path("docs") / "vocabulary.md"

_SCHEMA: Final = Namespace(PREFIXES["schema"])
_PROPERTIES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty)
_KINDS: Final = (OWL.Class, *_PROPERTIES, SKOS.Concept, SKOS.ConceptScheme)


@dataclass(frozen=True)
class _Words:
    """The page's own words in one language."""

    classes: str
    properties: str
    codes: str
    term: str
    name: str
    above: str
    from_to: str
    what: str
    what_not: str
    example: str


_WORDS: Final = {
    "ja": _Words(
        "クラス", "属性", "符号",
        "語", "名前", "上位", "から → へ", "何であるか", "何でないか", "例",
    ),
    "en": _Words(
        "Classes", "Properties", "Codes",
        "term", "name", "super", "from → to", "what it is", "what it is not", "example",
    ),
}  # fmt: skip


def load_ontology(folder: Path) -> Graph:
    """The classes and properties, code lists and rules of an ontology folder, as one graph."""
    ontology = Graph()
    for name in ("mpo", "codes", "rules"):
        ontology += read_turtle(folder / f"{name}.ttl")
    return ontology


def declared_terms(graph: Graph) -> frozenset[str]:
    """The IRIs of `mpo:` that the graph declares: classes, properties, codes, code lists."""
    return frozenset(
        str(term)
        for kind in _KINDS
        for term in graph.subjects(RDF.type, kind)
        if str(term).startswith(MPO)
    )


def render_vocabulary(ontology: Graph) -> str:
    """The page of all terms in Markdown, first in Japanese, then in English.

    Raises GraphError for a term that lacks a text the page shows.
    """
    version = next(iter(ontology.objects(None, OWL.versionInfo)), "")
    lines = [
        "# 語彙 / Vocabulary",
        "",
        f"`mpo:` <{MPO}> {version}",
        "",
        f"`ontology/mpo.ttl` と `ontology/codes.ttl` から `{COMMAND}` で作ったものです。"
        "手で直さないでください。",
        f"Made from these two files by `{COMMAND}`; not to be edited by hand.",
    ]
    for language in _WORDS:
        lines += _render_language(ontology, language)
    return "\n".join(lines) + "\n"


def _render_language(graph: Graph, language: str) -> Iterator[str]:
    words = _WORDS[language]

    def texts(term: Node, *predicates: Node) -> list[str]:
        return [_get_text(graph, term, predicate, language) for predicate in predicates]

    described = (RDFS.comment, SKOS.scopeNote, SKOS.example)
    columns = (words.what, words.what_not, words.example)
    yield from _table(
        f"## {words.classes}",
        (words.term, words.name, words.above, *columns),
        (
            [_code(term), *texts(term, RDFS.label), _above(graph, term), *texts(term, *described)]
            for term in _find_terms(graph, OWL.Class)
        ),
    )
    yield from _table(
        f"## {words.properties}",
        (words.term, words.name, words.from_to, *columns),
        (
            [_code(term), *texts(term, RDFS.label), _ends(graph, term), *texts(term, *described)]
            for term in _find_terms(graph, *_PROPERTIES)
        ),
    )
    yield from ("", f"## {words.codes}")
    for scheme in _find_terms(graph, SKOS.ConceptScheme):
        name, what = texts(scheme, SKOS.prefLabel, SKOS.definition)
        members = set(graph.subjects(SKOS.inScheme, scheme))
        yield from _table(
            f"### {name}\n\n{_code(scheme)} {what}",
            (words.term, words.name, words.what),
            (
                [_code(term), *texts(term, SKOS.prefLabel, SKOS.definition)]
                for term in _find_terms(graph, SKOS.Concept)
                if term in members
            ),
        )


def _find_terms(graph: Graph, *kinds: Node) -> list[Node]:
    """The terms of `mpo:` of these kinds, by name, capitals and small letters alike."""
    terms = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return sorted(
        (term for term in terms if str(term).startswith(MPO)),
        key=lambda term: (str(term).lower(), str(term)),
    )


def _get_text(graph: Graph, term: Node, predicate: Node, language: str) -> str:
    for value in sorted(graph.objects(term, predicate), key=str):
        if isinstance(value, Literal) and value.language == language:
            return str(value)
    raise GraphError(
        f"{_shorten(predicate)} @{language} がありません / is missing",
        where=_shorten(term),
        fix="ontology/ の該当する語に書き足してください / add it to the term in ontology/",
    )


def _above(graph: Graph, term: Node) -> str:
    """The superclasses of a class, and the standard term that means nearly the same."""
    return _codes(graph.objects(term, RDFS.subClassOf)) + _near(graph, term)


def _ends(graph: Graph, term: Node) -> str:
    """What a property leads from and to, and the standard term that means nearly the same."""
    start, end = (
        _codes(value for predicate in predicates for value in graph.objects(term, predicate))
        for predicates in (
            (RDFS.domain, _SCHEMA.domainIncludes),
            (RDFS.range, _SCHEMA.rangeIncludes),
        )
    )
    return f"{start} → {end}{_near(graph, term)}"


def _near(graph: Graph, term: Node) -> str:
    near = set(graph.objects(term, RDFS.seeAlso))
    return f" (cf. {_codes(near)})" if near else ""


def _codes(terms: Iterable[Node]) -> str:
    """The names of terms; a dash stands for none, that is, for anything."""
    return ", ".join(sorted({_code(term) for term in terms})) or "–"


def _code(term: Node) -> str:
    return f"`{_shorten(term)}`"


def _shorten(term: Node) -> str:
    """The prefixed name of a term."""
    iri = str(term)
    for prefix, namespace in PREFIXES.items():
        if isinstance(term, URIRef) and iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _table(heading: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = list(columns)
    yield from ("", heading, "", _row(head), _row(["---"] * len(head)))
    yield from (_row(row) for row in rows)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def write_vocabulary(root: Path) -> Path:
    """The page's file below the project's root, written from the ontology there."""
    page = root / PAGE
    page.write_text(render_vocabulary(load_ontology(root / "ontology")), "utf-8", newline="\n")
    return page


if __name__ == "__main__":
    write_vocabulary(Path(__file__).resolve().parents[2])
    print(f"{PAGE.as_posix()} を書きました / written", file=sys.stderr)

"""Turtle that a person can read and that diffs well: sorted, one fact a line, always the same.

W3C RDF 1.1 Turtle. A document's own things are written relative to `@base`; a name that has no
prefixed form is written as a full IRI. Blank nodes are refused: everything here has a name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from kg.names import ID, PREFIXES

_LOCAL = re.compile(
    r"(?:[\w\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd]|%[0-9A-F]{2})(?:[\w\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd-]|%[0-9A-F]{2})*"
)
_RELATIVE = re.compile(r"[^\x00-\x20<>\"{}|^`\\:?#]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_BARE = {
    XSD.integer: re.compile(r"-?\d+"),
    XSD.decimal: re.compile(r"-?\d+\.\d+"),
    XSD.boolean: re.compile(r"true|false"),
}


def write_turtle(
    triples: Iterable[tuple[Node, Node, Node]],
    base: str | None = None,
    heading: str = "",
    prefixes: Mapping[str, str] | None = None,
) -> str:
    """The triples as a Turtle document. `base` ends in `/`; `heading` becomes a comment on top.

    `prefixes` are used beside the project's own. Raises ValueError for a blank node.
    """
    writer = _Writer({**_PREFIXES, **(prefixes or {})}, base)
    blocks = writer.write(triples)
    head = [f"# {line}" for line in heading.splitlines()]
    head += [f"@prefix {prefix}: <{iri}> ." for prefix, iri in sorted(writer.used.items())]
    if base is not None:
        head.append(f"@base <{base}> .")
    return "\n".join(head) + "\n\n" + blocks


def write_blocks(triples: Iterable[tuple[Node, Node, Node]], prefixes: Mapping[str, str]) -> str:
    """The triples as Turtle without its head, with these prefixes alone: a TriG block's inside."""
    return _Writer(prefixes, None).write(triples)


@lru_cache(maxsize=65536)
def make_sort_key(term: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts numbers inside a string by their value."""
    return tuple(
        (0, int(part), part) if part.isdecimal() and part.isascii() else (1, 0, part)
        for part in re.split(r"(\d+)", term)
    )


class _Writer:
    def __init__(self, prefixes: Mapping[str, str], base: str | None) -> None:
        # The longest namespace that fits wins.
        self.prefixes = sorted(prefixes.items(), key=lambda pair: -len(pair[1]))
        self.base = base
        self.used: dict[str, str] = {}

    def write(self, triples: Iterable[tuple[Node, Node, Node]]) -> str:
        subjects: dict[URIRef, dict[URIRef, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, object_ in triples:
            if not isinstance(subject, URIRef) or not isinstance(predicate, URIRef):
                raise ValueError(f"everything in the graph has a name, this has none: {subject!r}")
            subjects[subject][predicate].append(object_)
        return "\n".join(
            self.write_subject(subject, subjects[subject])
            for subject in sorted(subjects, key=make_sort_key)
        )

    def write_subject(self, subject: URIRef, properties: Mapping[URIRef, list[Node]]) -> str:
        lines = []
        order = sorted(properties, key=lambda item: (item != RDF.type, self.term(item)))
        for predicate in order:
            verb = "a" if predicate == RDF.type else self.term(predicate)
            objects = sorted({self.term(o) for o in properties[predicate]}, key=make_sort_key)
            lines.append(f"  {verb} {', '.join(objects)}")
        return f"{self.term(subject)}\n" + " ;\n".join(lines) + " .\n"

    def term(self, term: Node) -> str:
        if isinstance(term, URIRef):
            return self._iri(str(term))
        if isinstance(term, Literal):
            return self._literal(term)
        kind = "a blank node" if isinstance(term, BNode) else repr(term)
        raise ValueError(f"everything in the graph has a name, this has none: {kind}")

    def _iri(self, iri: str) -> str:
        if self.base and iri.startswith(self.base):
            rest = iri[len(self.base) :]
            if _RELATIVE.fullmatch(rest) and not rest.startswith(("/", ".")):
                return f"<{rest}>"
        for prefix, namespace in self.prefixes:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self.used[prefix] = namespace
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        text = str(literal)
        bare = _BARE.get(literal.datatype) if literal.datatype is not None else None
        if bare is not None and bare.fullmatch(text):
            return text
        quoted = '"' + re.sub(r'[\\"\n\r\t]', lambda match: _ESCAPES[match.group()], text) + '"'
        if literal.language:
            return f"{quoted}@{literal.language}"
        if literal.datatype is None or literal.datatype == XSD.string:
            return quoted
        return f"{quoted}^^{self._iri(str(literal.datatype))}"


_PREFIXES = {
    **PREFIXES,
    "link": f"{ID}link/",
    "claim": f"{ID}claim/",
    "rule": "https://w3id.org/seisaku-kg/rule/",
    "id": ID,
}


def read_sorted(graph: Graph) -> list[tuple[Node, Node, Node]]:
    """The triples of a graph in a fixed order."""
    return sorted(graph, key=lambda triple: tuple(term.n3() for term in triple))

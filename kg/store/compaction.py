"""Things as JSON-LD 1.1 node objects, compacted with our context, one after the other.

A compaction of its own because it takes a thing at a time and a graph of any size; of JSON-LD's
ways it knows those that the context uses: terms with a type, a language, a set or a language map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import QueryError
from kg.names import PREFIXES
from kg.store.context import load_context

Node = dict[str, Any]
_TYPE: Final = PREFIXES["rdf"] + "type"
_STRING: Final = PREFIXES["xsd"] + "string"
_LANGUAGES: Final = "@language"


@dataclass(frozen=True)
class _Term:
    """A term for a property: which values it takes, and how it holds them."""

    name: str
    type: str = ""
    language: str = ""
    container: str = ""


class Compactor:
    """Compacts with one context."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._prefixes = {
            name: said
            for name, said in context.items()
            if isinstance(said, str) and said.endswith(("#", "/"))
        }
        self._defined = set(context)
        # The longest namespace that fits wins.
        self._namespaces = sorted(self._prefixes.items(), key=lambda pair: -len(pair[1]))
        self._classes: dict[str, str] = {}
        self._terms: dict[str, list[_Term]] = {}
        for name, said in context.items():
            if isinstance(said, dict):
                type_ = said.get("@type", "")
                term = _Term(
                    name,
                    type_ if type_ == "@id" else self._expand(type_),
                    said.get("@language", ""),
                    said.get("@container", ""),
                )
                self._terms.setdefault(self._expand(said["@id"]), []).append(term)
            elif isinstance(said, str) and not said.startswith("@") and name not in self._prefixes:
                self._classes[self._expand(said)] = name
        self._shortened = cache(self._shorten)

    def compact(self, subject: str, triples: Iterable[ox.Triple]) -> Node:
        """What is said of one thing. Raises QueryError for an IRI that JSON-LD cannot say."""
        node: Node = {"id": self._shortened(subject)}
        for triple in triples:
            name, value = triple.predicate.value, triple.object
            if name == _TYPE and isinstance(value, ox.NamedNode):
                iri = value.value
                _put(node, "type", self._classes.get(iri) or self._shortened(iri), False)
            else:
                self._add(node, name, value)
        return node

    def _add(self, node: Node, name: str, value: object) -> None:
        if isinstance(value, ox.Literal):
            self._add_literal(node, name, value)
            return
        iri = self._shortened(value.value if isinstance(value, ox.NamedNode) else str(value))
        for term in self._terms.get(name, ()):
            if term.type == "@id":
                _put(node, term.name, iri, term.container == "@set")
                return
        key, is_set = self._find_open(name)
        _put(node, key, {"id": iri}, is_set)

    def _add_literal(self, node: Node, name: str, value: ox.Literal) -> None:
        text, language, type_ = value.value, value.language or "", value.datatype.value
        for term in self._terms.get(name, ()):
            if language and term.container == _LANGUAGES:
                _put(node.setdefault(term.name, {}), language, text, False)
                return
            if term.language == language if language else term.type == type_:
                _put(node, term.name, text, term.container == "@set")
                return
        key, is_set = self._find_open(name)
        said: object = {"type": self._shortened(type_), "@value": text}
        if language:
            said = {"@language": language, "@value": text}
        elif type_ == _STRING:
            said = text
        _put(node, key, said, is_set)

    def _find_open(self, name: str) -> tuple[str, bool]:
        """A name for a property that lets its values say all of themselves."""
        for term in self._terms.get(name, ()):
            if not (term.type or term.language or term.container == _LANGUAGES):
                return term.name, term.container == "@set"
        short = self._shortened(name)
        return (name if short in self._defined else short), False

    def _expand(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return self._prefixes[prefix] + local if colon and prefix in self._prefixes else name

    def _shorten(self, iri: str) -> str:
        for prefix, namespace in self._namespaces:
            if iri.startswith(namespace) and len(iri) > len(namespace):
                local = iri[len(namespace) :]
                if not local.startswith("//") and f"{prefix}:{local}" not in self._defined:
                    return f"{prefix}:{local}"
        scheme, _, rest = iri.partition(":")
        if scheme in self._prefixes and not rest.startswith("//"):
            raise QueryError(
                "JSON-LD では書けない IRI です / an IRI that JSON-LD cannot say here",
                why=f"{iri[:200]}: {scheme} = {self._prefixes[scheme]}",
                fix="Turtle か N-Triples を求めてください / ask for Turtle or N-Triples",
            )
        return iri


def _put(node: Node, key: str, value: object, is_set: bool) -> None:
    """One value alone, several as an array; an array always where the term holds a set."""
    if key not in node:
        node[key] = [value] if is_set else value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def compact_things(triples: Iterable[ox.Triple]) -> Iterator[Node]:
    """The things of a graph in the order in which their triples come together."""
    compactor = get_compactor()
    for subject, told in groupby(triples, key=lambda triple: triple.subject):
        name = subject.value if isinstance(subject, ox.NamedNode) else str(subject)
        yield compactor.compact(name, told)


@cache
def get_compactor() -> Compactor:
    """The compactor of our context."""
    return Compactor(load_context())

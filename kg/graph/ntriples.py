"""Triples as the build makes them: three terms in N-Triples form (W3C RDF 1.1 N-Triples).

A term is a string, so it hashes, compares and sorts fast, and a claim's IRI is the hash of what
stands here. rdflib's terms (kg/graph/terms.py) are for reading a graph back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from rdflib import Graph, Literal, URIRef

from kg.names import MPO as MPO_IRI
from kg.names import PREFIXES

Term = str
Triple = tuple[Term, Term, Term]

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'[\\"\n\r\t]')
_PLAIN = {escaped: char for char, escaped in _ESCAPES.items()}
_ESCAPED = re.compile(r'\\[\\"nrt]')
_XSD = PREFIXES["xsd"]


class Vocabulary:
    """A namespace whose attributes are its terms: `MPO.Listing`, `MPO["rule"]`."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> Term:
        if name.startswith("__"):
            raise AttributeError(name)
        term = f"<{self._namespace}{name}>"
        setattr(self, name, term)
        return term

    def __getitem__(self, name: str) -> Term:
        return f"<{self._namespace}{name}>"


MPO = Vocabulary(MPO_IRI)
RDF = Vocabulary(PREFIXES["rdf"])
SKOS = Vocabulary(PREFIXES["skos"])
DCT = Vocabulary(PREFIXES["dct"])
PROV = Vocabulary(PREFIXES["prov"])
ORG = Vocabulary(PREFIXES["org"])
OA = Vocabulary(PREFIXES["oa"])
DCAT = Vocabulary(PREFIXES["dcat"])
FOAF = Vocabulary(PREFIXES["foaf"])
SCHEMA = Vocabulary(PREFIXES["schema"])
CPSV = Vocabulary(PREFIXES["cpsv"])
ELI = Vocabulary(PREFIXES["eli"])
SSSOM = Vocabulary(PREFIXES["sssom"])
SEMAPV = Vocabulary(PREFIXES["semapv"])
RULE = Vocabulary("https://w3id.org/seisaku-kg/rule/")


class Triples:
    """A set of triples that keeps the order in which they came."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._triples: dict[Triple, None] = dict.fromkeys(triples)

    def add(self, subject: Term, predicate: Term, object_: Term) -> None:
        """Take in one triple."""
        self._triples[subject, predicate, object_] = None

    def update(self, triples: Iterable[Triple]) -> None:
        """Take in many triples."""
        self._triples.update(dict.fromkeys(triples))

    def discard(self, subject: Term, predicate: Term, object_: Term) -> None:
        """Take out one triple, if it is there."""
        self._triples.pop((subject, predicate, object_), None)

    def __contains__(self, triple: Triple) -> bool:
        return triple in self._triples

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    def __len__(self) -> int:
        return len(self._triples)


def iri(text: str) -> Term:
    """An IRI."""
    return f"<{text}>"


def get_iri(term: Term) -> str | None:
    """The IRI of a term, None for a literal."""
    return term[1:-1] if term.startswith("<") else None


def quote(text: str) -> str:
    """A text between quotation marks, escaped."""
    return '"' + _SPECIAL.sub(lambda match: _ESCAPES[match.group()], text) + '"'


def ja(text: str) -> Term:
    """A Japanese text."""
    return f"{quote(text)}@ja"


def hiragana(text: str) -> Term:
    """A reading in hiragana (RFC 5646, script Hira)."""
    return f"{quote(text)}@ja-Hira"


def en(text: str) -> Term:
    """An English text."""
    return f"{quote(text)}@en"


def get_text(term: Term) -> str:
    """The text of a literal, whatever its language or datatype."""
    return _ESCAPED.sub(lambda match: _PLAIN[match.group()], term[1 : term.rindex('"')])


def string(text: str) -> Term:
    """A text as received, xsd:string."""
    return quote(text)


def typed(text: str, datatype: str) -> Term:
    """A literal of a datatype of XML Schema, by the datatype's local name."""
    return f"{quote(text)}^^<{_XSD}{datatype}>"


def integer(number: int) -> Term:
    """An xsd:integer."""
    return typed(str(number), "integer")


def count(number: int) -> Term:
    """An xsd:nonNegativeInteger."""
    return typed(str(number), "nonNegativeInteger")


def truth(value: bool) -> Term:
    """An xsd:boolean."""
    return typed("true" if value else "false", "boolean")


def decimal(value: float) -> Term:
    """An xsd:decimal with one digit at least behind the point, three at most."""
    text = f"{Decimal(str(round(value, 3)))}"
    return typed(text if "." in text else f"{text}.0", "decimal")


def number(text: str) -> Term:
    """The xsd:integer or xsd:decimal of a number written as text."""
    value = Decimal(text)
    whole = value == value.to_integral_value()
    return integer(int(value)) if whole else typed(f"{value.normalize():f}", "decimal")


def dated(text: str) -> Term:
    """A date no sharper than printed: `2008`, `2008-02` or `2008-02-10`."""
    return typed(text, {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)])


def qname(name: str) -> Term:
    """The term of a prefixed name such as `dct:description`."""
    prefix, _, local = name.partition(":")
    return iri(PREFIXES[prefix] + local)


def from_graph(graph: Graph) -> Iterator[Triple]:
    """The triples of an rdflib graph. Raises ValueError for a blank node."""
    for triple in graph:
        subject, predicate, object_ = (_from_rdflib(term) for term in triple)
        yield subject, predicate, object_


def _from_rdflib(term: object) -> Term:
    if isinstance(term, URIRef):
        return f"<{term}>"
    if isinstance(term, Literal):
        if term.language:
            return f"{quote(str(term))}@{term.language}"
        if term.datatype is None or str(term.datatype) == f"{_XSD}string":
            return quote(str(term))
        return f"{quote(str(term))}^^<{term.datatype}>"
    raise ValueError(f"everything in the graph has a name, this has none: {term!r}")

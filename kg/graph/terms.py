"""The namespaces as rdflib terms, and typed literals as the graph contract wants them."""

from __future__ import annotations

from decimal import Decimal

from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import XSD

from kg.names import MPO as MPO_IRI
from kg.names import PREFIXES

MPO = Namespace(MPO_IRI)
SKOS = Namespace(PREFIXES["skos"])
DCT = Namespace(PREFIXES["dct"])
PROV = Namespace(PREFIXES["prov"])
ORG = Namespace(PREFIXES["org"])
OA = Namespace(PREFIXES["oa"])
DCAT = Namespace(PREFIXES["dcat"])
FOAF = Namespace(PREFIXES["foaf"])
ELI = Namespace(PREFIXES["eli"])
SSSOM = Namespace(PREFIXES["sssom"])
SEMAPV = Namespace(PREFIXES["semapv"])
RULE = Namespace("https://w3id.org/seisaku-kg/rule/")


def ja(text: str) -> Literal:
    """A Japanese text."""
    return Literal(text, lang="ja")


def string(text: str) -> Literal:
    """A text as received, xsd:string."""
    return Literal(text)


def integer(number: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(number), datatype=XSD.integer)


def count(number: int) -> Literal:
    """An xsd:nonNegativeInteger."""
    return Literal(str(number), datatype=XSD.nonNegativeInteger)


def truth(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def decimal(value: float) -> Literal:
    """An xsd:decimal with one digit at least behind the point, three at most."""
    text = f"{Decimal(str(round(value, 3)))}"
    return Literal(text if "." in text else f"{text}.0", datatype=XSD.decimal)


def dated(text: str) -> Literal:
    """A date no sharper than printed: `2008`, `2008-02` or `2008-02-10`."""
    datatype = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}[len(text)]
    return Literal(text, datatype=datatype)


def qname(name: str) -> URIRef:
    """The term of a prefixed name such as `dct:description`."""
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)

"""Namespaces, and the making and parsing of every IRI the project mints.

`make_*` and `parse_*` are inverse. The patterns are those of the graph contract
(docs/graph-contract.md, "Names"). Nothing of ours is imported here.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

BASE: Final = "https://w3id.org/seisaku-kg/"
ID: Final = BASE + "id/"
GRAPH: Final = BASE + "graph/"
MPO: Final = BASE + "ontology#"

PREFIXES: Final[dict[str, str]] = {
    "mpo": MPO,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "time": "http://www.w3.org/2006/time#",
    "sh": "http://www.w3.org/ns/shacl#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "sssom": "https://w3id.org/sssom/",
    "semapv": "https://w3id.org/semapv/vocab/",
}

GRAPH_CURATED: Final = GRAPH + "curated"
GRAPH_CURATED_BODIES: Final = GRAPH + "curated/bodies"
GRAPH_CURATED_MUNICIPALITIES: Final = GRAPH + "curated/municipalities"
GRAPH_INFERRED: Final = GRAPH + "inferred"
GRAPH_DECISIONS: Final = GRAPH + "decisions"
GRAPH_ONTOLOGY: Final = GRAPH + "ontology"

#: Things that several documents share, named directly under their municipality.
THING_KINDS: Final = (
    "project",
    "body",
    "ward",
    "instrument",
    "service",
    "publication",
    "facility",
)

# RFC 3987 section 2.2: ucschar (planes 0 to 14 without private use and noncharacters).
_UCSCHAR: Final = (
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
    + "\U000e1000-\U000efffd"
)
_RESERVED: Final = re.compile(f"[^A-Za-z0-9._~{_UCSCHAR}-]")
_RESERVED_IN_PATH: Final = re.compile(f"[^A-Za-z0-9._~(){_UCSCHAR}-]")
_CODE: Final = r"(?P<code>[0-9]{6}|jp)"


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8"))


def make_name(name: str) -> str:
    """The name as one IRI segment: NFKC, then all but RFC 3987 `iunreserved` percent-encoded."""
    return _RESERVED.sub(_percent, unicodedata.normalize("NFKC", name))


def parse_name(segment: str) -> str:
    """The NFKC name that `make_name` put into a segment."""
    return unquote(segment)


def make_path_segment(number: str) -> str:
    """A printed number as one segment of a node's path: NFKC, no blanks, brackets kept."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", number))
    return _RESERVED_IN_PATH.sub(_percent, folded)


def make_municipality(code: str) -> str:
    """A municipality by its six-digit 全国地方公共団体コード, or `jp`."""
    if not re.fullmatch(_CODE, code):
        raise ValueError(f"not a six-digit municipality code or 'jp': {code!r}")
    return f"{ID}{code}"


def make_thing(code: str, kind: str, name: str, apart: str | None = None) -> str:
    """A project, body, ward, instrument ... of a municipality, `apart` telling namesakes apart."""
    if kind not in THING_KINDS:
        raise ValueError(f"unknown kind of thing: {kind!r}")
    # A wave inside a name (ゆめ～あしたへ) tells no namesakes apart.
    segment = make_name(name).replace("~", "%7E")
    if apart is not None:
        segment += "~" + make_name(apart)
    return f"{make_municipality(code)}/{kind}/{segment}"


def make_document(code: str, slug: str) -> str:
    """A source document; the slug is the stem of its file's name."""
    return f"{make_municipality(code)}/document/{make_name(slug)}"


def make_document_graph(code: str, slug: str) -> str:
    """The named graph that holds what a document states."""
    make_municipality(code)
    return f"{GRAPH}{code}/document/{make_name(slug)}"


def make_passage(document: str, start: int, end: int) -> str:
    """A stretch of a document, in Unicode code points, end exclusive."""
    if not 0 <= start < end:
        raise ValueError(f"not a stretch of text: {start}-{end}")
    return f"{document}/passage/{start}-{end}"


def make_node(document: str, path: tuple[str, ...]) -> str:
    """A node of a document's hierarchy; the path is the numbers from the root down."""
    return f"{document}/node/" + "/".join(make_path_segment(number) for number in path)


def make_part(subject: str, position: int) -> str:
    """A paragraph of a node or other section, by its position in the document."""
    return f"{subject}/part/{position}"


def make_entry(document: str, kind: str, start: int) -> str:
    """A listing, section, opinion, statistic or event, by the offset where it starts."""
    return f"{document}/{kind}/{start}"


def make_cell(listing: str, year: int, open_ended: bool) -> str:
    """What a listing says for one fiscal year; `2014+` when open-ended."""
    return f"{listing}/cell/{year}{'+' if open_ended else ''}"


def make_legislation(code: str, kind: str, year: int, number: int) -> str:
    """An ordinance (`jorei`) or rule (`kisoku`) by year and number, ELI style."""
    if kind not in ("jorei", "kisoku"):
        raise ValueError(f"unknown kind of legislation: {kind!r}")
    make_municipality(code)
    return f"{ID}eli/jp/{code}/{kind}/{year}/{number}"


def make_article(legislation: str, number: str) -> str:
    """An article of an ordinance or law: `"32"`, or `"30_2"` for 第30条の2."""
    if not re.fullmatch(r"[0-9]+(_[0-9]+)*", number):
        raise ValueError(f"not an article number: {number!r}")
    return f"{legislation}/art_{number}"


def make_hash(subject: str, predicate: str, object_: str) -> str:
    """The first 16 hex digits of SHA-256 over the three N-Triples terms, joined by blanks."""
    return hashlib.sha256(f"{subject} {predicate} {object_}".encode()).hexdigest()[:16]


def make_link(subject: str, predicate: str, object_: str) -> str:
    """The IRI of a link, from the N-Triples forms of its three terms."""
    return f"{ID}link/{make_hash(subject, predicate, object_)}"


def make_claim(subject: str, predicate: str, object_: str) -> str:
    """The IRI of a claim that is no link, from the N-Triples forms of its three terms."""
    return f"{ID}claim/{make_hash(subject, predicate, object_)}"


@dataclass(frozen=True)
class DocumentName:
    """The parts of a document's IRI."""

    code: str
    slug: str


@dataclass(frozen=True)
class PassageName:
    """The parts of a passage's IRI."""

    document: str
    start: int
    end: int


@dataclass(frozen=True)
class ThingName:
    """The parts of a shared thing's IRI; `apart` is None where nothing tells namesakes apart."""

    code: str
    kind: str
    name: str
    apart: str | None


_DOCUMENT: Final = re.compile(re.escape(ID) + _CODE + r"/document/(?P<slug>[^/]+)")
_PASSAGE: Final = re.compile(
    r"(?P<document>.+)/passage/(?P<start>0|[1-9][0-9]{0,14})-(?P<end>[1-9][0-9]{0,14})"
)
_THING: Final = re.compile(
    re.escape(ID)
    + _CODE
    + rf"/(?P<kind>{'|'.join(THING_KINDS)})/(?P<name>[^/~]+)(?:~(?P<apart>[^/]+))?"
)


def parse_document(iri: str) -> DocumentName | None:
    """The parts of a document's IRI, or None when it is none."""
    match = _DOCUMENT.fullmatch(iri)
    return DocumentName(match["code"], parse_name(match["slug"])) if match else None


def parse_passage(iri: str) -> PassageName | None:
    """The parts of a passage's IRI, or None when it is none."""
    match = _PASSAGE.fullmatch(iri)
    if not match or not parse_document(match["document"]):
        return None
    start, end = int(match["start"]), int(match["end"])
    return PassageName(match["document"], start, end) if start < end else None


def parse_thing(iri: str) -> ThingName | None:
    """The parts of a shared thing's IRI, or None when it is none."""
    match = _THING.fullmatch(iri)
    if not match:
        return None
    apart = match["apart"]
    return ThingName(
        match["code"],
        match["kind"],
        parse_name(match["name"]),
        None if apart is None else parse_name(apart),
    )

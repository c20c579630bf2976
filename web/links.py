"""Addresses of pages and data, and the way back from an address to the IRI it stands for.

/id/…     a thing (303 to its page or its data)      /text/…      a document's text as received
/page/…   the page about it, /en/page/… in English   /coverage/…  what became of that text
/data/…   its data, by suffix                        /graph/…     a named graph
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote, urlencode, urlsplit

from kg.names import BASE, GRAPH, ID, MPO, make_name, make_path_segment, parse_passage
from kg.questions.catalogue_terms import Addresses
from kg.questions.evidence import Evidence
from kg.questions.vocabulary import load_vocabulary

LANGUAGES: Final = ("ja", "en")
#: The data formats by suffix, the first of each pair its media type.
FORMATS: Final = {
    "ttl": ("text/turtle", "Turtle"),
    "jsonld": ("application/ld+json", "JSON-LD"),
    "nt": ("application/n-triples", "N-Triples"),
    "rdf": ("application/rdf+xml", "RDF/XML"),
}
#: Servers and mail programs take longer addresses, but not all of them.
LONGEST: Final = 4_000
_RULE: Final = BASE + "rule/"
_CELL: Final = re.compile(r"\d+\+?")
_WEB_ADDRESS: Final = re.compile(r"https?://[^\s/?#\\@\[\]<>\"]+(?:[/?#][^\s<>\"]*)?")


class Links:
    """The addresses of one language's pages. Nothing else builds an address."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._prefix = "" if language == LANGUAGES[0] else f"/{language}"

    def home(self) -> str:
        """The first page."""
        return f"{self._prefix}/"

    def search(self, query: str = "", kind: str = "", page: int = 1) -> str:
        """The hits of a query, of one kind, from a page on."""
        return self._ask("search", q=query, kind=kind, page=page if page > 1 else "")

    def documents(self) -> str:
        """All documents."""
        return f"{self._prefix}/documents"

    def ordinances(self) -> str:
        """All ordinances with their articles."""
        return f"{self._prefix}/ordinances"

    def bodies(self) -> str:
        """All bodies."""
        return f"{self._prefix}/bodies"

    def reappearances(self, state: str = "", page: int = 1) -> str:
        """The rows with a 再掲 mark, of one state."""
        return self._ask("reappearances", state=state, page=page if page > 1 else "")

    def reappearances_file(self, suffix: str, state: str = "") -> str:
        """The same rows, all of them, as a file."""
        return self._ask(f"reappearances.{suffix}", state=state)

    def repeats(self, kind: str = "", status: str = "", page: int = 1) -> str:
        """The pairs of projects that look alike, of one kind and status."""
        return self._ask("repeats", kind=kind, status=status, page=page if page > 1 else "")

    def repeats_file(self, suffix: str, kind: str = "", status: str = "") -> str:
        """The same pairs, all of them, as a file."""
        return self._ask(f"repeats.{suffix}", kind=kind, status=status)

    def clusters(self, page: int = 1) -> str:
        """What hangs together by such pairs."""
        return self._ask("repeats/clusters", page=page if page > 1 else "")

    def instruments(
        self, municipality: str = "", document: str = "", sort: str = "", page: int = 1
    ) -> str:
        """The instruments, of one municipality or document, in an order."""
        return self._list("instruments", municipality, document, page, sort=sort)

    def statistics(self, municipality: str = "", document: str = "", page: int = 1) -> str:
        """The figures, of one municipality or document."""
        return self._list("statistics", municipality, document, page)

    def statistics_file(self, municipality: str = "", document: str = "") -> str:
        """The same figures, all of them, as CSV."""
        return self._list("statistics.csv", municipality, document, 1)

    def article(self, article: str, status: str = "", year: str = "") -> str:
        """An article's page with what implements it, of one status and fiscal year."""
        return self._ask(f"page/{article.removeprefix(ID)}", status=status, year=year)

    def implementers_file(
        self, article: str, form: str = "", status: str = "", year: str = ""
    ) -> str:
        """What implements an article, as CSV or in another `form`."""
        path = f"implementers/{article.removeprefix(ID)}"
        return self._ask(path, format=form, status=status, year=year)

    def gaps(self, kind: str = "", municipality: str = "", page: int = 1) -> str:
        """What leads nowhere, of one kind and municipality."""
        return self._list("gaps", municipality, "", page, kind=kind)

    def gaps_file(self, suffix: str, kind: str = "", municipality: str = "") -> str:
        """The same, all of it, as a file."""
        return self._list(f"gaps.{suffix}", municipality, "", 1, kind=kind)

    def paths(self, start: str = "", end: str = "") -> str:
        """How two things hang together."""
        return self._ask("paths", **{"from": start, "to": end})

    def events(self, municipality: str = "", document: str = "") -> str:
        """What was held and what is planned."""
        return self._list("events", municipality, document, 1)

    def names(
        self, kind: str = "", municipality: str = "", document: str = "", page: int = 1
    ) -> str:
        """Services, publications, facilities and renamings, one kind at a time."""
        return self._list("names", municipality, document, page, kind=kind)

    def about(self) -> str:
        """What this is."""
        return f"{self._prefix}/about"

    def ontology(self, term: str = "") -> str:
        """The vocabulary, at one of its terms."""
        return f"{self._prefix}/ontology" + (f"#{term}" if term else "")

    def page(self, iri: str) -> str | None:
        """Where a person reads about a thing; None for what must not become a link."""
        if iri.startswith(ID):
            return f"{self._prefix}/page/{iri.removeprefix(ID)}"
        if iri.startswith(MPO):
            return self.ontology(iri.removeprefix(MPO)) if iri in load_vocabulary() else None
        if iri.startswith(_RULE):
            known = iri in load_vocabulary()
            return self.ontology(f"rule-{iri.removeprefix(_RULE)}") if known else None
        if iri.startswith(GRAPH):
            return "/" + iri.removeprefix(BASE)
        return iri if is_web_address(iri) else None

    def source(self, evidence: Evidence) -> str | None:
        """Where a proof stands in its document's text, or the page of a source outside."""
        if evidence.document is None:
            return self.page(evidence.iri)
        return self.text(evidence.document, evidence.start, evidence.end)

    def text(self, document: str, start: int | None = None, end: int | None = None) -> str:
        """A document's text as received, at one stretch of it."""
        address = f"{self._prefix}/text/{document.removeprefix(ID)}"
        if start is None or end is None:
            return address
        return f"{address}?passage={start}-{end}#passage"

    def line(self, document: str, number: int) -> str:
        """A line of a document's text."""
        return f"{self.text(document)}#L{number}"

    def coverage(self, document: str) -> str:
        """What became of every stretch of a document."""
        return f"{self._prefix}/coverage/{document.removeprefix(ID)}"

    def passage(self, iri: str) -> str | None:
        """The page of a passage, where the IRI is one."""
        return self.page(iri) if parse_passage(iri) else None

    def permalink(self, iri: str) -> str:
        """The path by which this site answers for an IRI."""
        return f"/{iri.removeprefix(BASE)}"

    def data(self, iri: str, suffix: str) -> str:
        """A thing's data."""
        return f"/data/{iri.removeprefix(ID)}.{suffix}"

    def dump(self, graph: str, suffix: str = "ttl") -> str:
        """A whole named graph."""
        return f"/dump/{graph.removeprefix(GRAPH)}.{suffix}"

    def dumps(self) -> str:
        """The page of the dumps."""
        return f"{self._prefix}/dumps"

    def release_file(self, release: str, name: str) -> str:
        """A file of one version of the data; without a version, of the present one."""
        return f"/dump/{release}/{name}" if release else f"/dump/{name}"

    def void(self, suffix: str = "") -> str:
        """The catalogue of the data."""
        return "/void" + (f".{suffix}" if suffix else "")

    def terms(self, name: str, suffix: str) -> str:
        """The data of the vocabulary, its rules, its shapes or an example query."""
        return f"/{name}.{suffix}"

    def query(self, text: str = "", example: str = "") -> str:
        """The page of queries, at the answer to one, or with an example in its form."""
        return self._ask("query", query=text, example=example) + ("#answer" if text else "")

    def query_terms(self) -> str:
        """What an editor of queries can complete."""
        return "/query/terms.json"

    def sparql(self, text: str = "", form: str = "") -> str:
        """The endpoint, with the answer to a query in a format."""
        query = urlencode({"query": text, "format": form}) if text else ""
        return "/sparql" + (f"?{query}" if query else "")

    def ontology_file(self, name: str) -> str:
        """A file of the vocabulary."""
        return f"/ontology/{name}"

    def static(self, name: str) -> str:
        """A file of ours."""
        return f"/static/{name}"

    def switch(self, path: str, query: str) -> str:
        """The same page in the other language, from the path as it was asked for."""
        plain = path.removeprefix(self._prefix) or "/"
        other = f"/{LANGUAGES[1]}{plain}" if self.language == LANGUAGES[0] else plain
        return other + (f"?{query}" if query else "")

    def _list(self, path: str, municipality: str, document: str, page: int, **more: str) -> str:
        return self._ask(
            path,
            **more,
            municipality=municipality,
            document=document,
            page=page if page > 1 else "",
        )

    def _ask(self, path: str, **values: str | int) -> str:
        query = urlencode({name: value for name, value in values.items() if value != ""})
        return f"{self._prefix}/{path}" + (f"?{query}" if query else "")


def make_addresses(origin: str, release: str) -> Addresses:
    """Where a server of that origin answers, and where it keeps the files of a release."""
    links = Links(LANGUAGES[0])
    return Addresses(
        home=origin + links.home(),
        about=origin + links.about(),
        void=origin + links.void(),
        sparql=origin + links.sparql(),
        graph_store=f"{origin}/rdf-graph-store",
        files=origin + links.release_file(release, ""),
    )


def is_web_address(iri: str) -> bool:
    """Whether an IRI may become a link: http or https with a host, nothing else."""
    return _WEB_ADDRESS.fullmatch(iri) is not None


def make_ascii(address: str) -> str:
    """An address as HTTP headers carry it: what is not ASCII percent-encoded."""
    return "".join(
        char if char.isascii() else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in address
    )


def read_path(environ: dict[str, str]) -> str:
    """The path of a request as it was sent, percent-encodings and all.

    PATH_INFO is no substitute: it no longer tells `%2F` from `/`.
    """
    raw = environ.get("REQUEST_URI") or environ.get("RAW_URI") or ""
    raw = raw or quote(environ.get("PATH_INFO", "/").encode("latin-1"))
    if not raw.startswith("/"):
        parts = urlsplit(raw)
        raw = parts.path
    # WSGI hands bytes over as Latin-1 (PEP 3333); some clients send Japanese as it is.
    plain = raw.encode("latin-1", "replace").decode("utf-8", "replace")
    return plain.split("?", 1)[0].split("#", 1)[0]


def _encode(segment: str, before: list[str]) -> str:
    """A segment of an IRI as `kg.names` makes it, from one of an address."""
    plain = unquote(segment)
    if before and before[-1] == "cell" and _CELL.fullmatch(plain):
        return plain
    if len(before) > 3 and before[1] == "document" and before[3] == "node":
        # By single characters: what stands in a node's path need not be composed.
        return "".join(map(make_path_segment, plain))
    # A bare ~ parts a name from what tells namesakes apart; within a name it is percent-encoded.
    return "~".join(make_name(unquote(part)).replace("~", "%7E") for part in segment.split("~"))


def parse_path(path: str, prefix: str) -> str | None:
    """The IRI that a raw path stands for, once its `prefix` is taken off, or None for none.

    Raw and percent-encoded Japanese, and any width, lead to the one IRI of the graph.
    """
    if not path.startswith(prefix):
        return None
    segments: list[str] = []
    for segment in path[len(prefix) :].split("/"):
        try:
            plain = unquote(segment, errors="strict")
        except UnicodeDecodeError:
            return None
        if not plain or any(char < " " or char == "\x7f" for char in plain):
            return None
        segments.append(_encode(segment, segments))
    return ID + "/".join(segments)

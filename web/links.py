"""Addresses of pages and data, and the way back from an address to the IRI it stands for.

/id/…     a thing (303 to its page or its data)      /text/…      a document's text as received
/page/…   the page about it, /en/page/… in English   /coverage/…  what became of that text
/data/…   its data, by suffix                        /graph/…     a named graph
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote, unquote, urlencode, urlsplit

from kg.names import BASE, GRAPH, ID, MPO, make_name, make_path_segment, parse_passage
from kg.questions.catalogue_terms import Addresses
from kg.questions.evidence import Evidence
from kg.questions.vocabulary import load_vocabulary
from web.static_files import find_digest

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
        return self.hits(query, {"kind": kind}, page=page)

    def hits(
        self,
        query: str,
        chosen: Mapping[str, str],
        sort: str = "",
        page: int = 1,
        suffix: str = "",
    ) -> str:
        """The hits of a query, narrowed, in an order, from a page on; with a suffix as a file."""
        path = f"search.{suffix}" if suffix else "search"
        return self._ask(path, q=query, **chosen, sort=sort, page=page if page > 1 else "")

    def suggest(self) -> str:
        """Names that go on what is typed."""
        return f"{self._prefix}/search/suggest"

    def documents(self, municipality: str = "", document: str = "", page: int = 1) -> str:
        """The documents, of one municipality, from a page on."""
        return self._list("documents", municipality, document, page)

    def ordinances(self, page: int = 1) -> str:
        """All ordinances with their articles."""
        return self._list("ordinances", "", "", page)

    def bodies(self, municipality: str = "", kind: str = "", page: int = 1) -> str:
        """The bodies, of one municipality or kind."""
        return self._list("bodies", municipality, "", page, kind=kind)

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

    def table(self, name: str, suffix: str, **asked: str) -> str:
        """What a list page lists, as a file."""
        return self._ask(f"tables/{name}.{suffix}", **asked)

    def part_table(self, name: str, iri: str, suffix: str) -> str:
        """What the page of a thing lists, as a file."""
        return f"{self._prefix}/tables/{name}/{iri.removeprefix(ID)}.{suffix}"

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

    def around(self, iri: str = "", asked: Sequence[tuple[str, str]] = ()) -> str:
        """What stands around a thing, drawn and as a table; without one, the form that asks."""
        thing = f"/{iri.removeprefix(ID)}" if iri else ""
        return f"{self._prefix}/around{thing}" + (f"?{urlencode(asked)}" if asked else "")

    def edges_file(self, iri: str, form: str, asked: Sequence[tuple[str, str]] = ()) -> str:
        """What joins those things, as a file."""
        query = urlencode([("format", form), *asked])
        return f"{self._prefix}/edges/{iri.removeprefix(ID)}?{query}"

    def paths(self, start: str = "", end: str = "") -> str:
        """How two things hang together."""
        return self._ask("paths", **{"from": start, "to": end})

    def events(
        self, municipality: str = "", document: str = "", status: str = "", page: int = 1
    ) -> str:
        """What was held and what is planned, from a page on."""
        return self._list("events", municipality, document, page, status=status)

    def names(
        self, kind: str = "", municipality: str = "", document: str = "", page: int = 1
    ) -> str:
        """Services, publications, facilities and renamings, one kind at a time."""
        return self._list("names", municipality, document, page, kind=kind)

    def wards(self, municipality: str = "", page: int = 1) -> str:
        """The wards and what is done in each."""
        return self._list("wards", municipality, "", page)

    def tree(self, top: str = "", level: int | None = None, page: int = 1) -> str:
        """The policies below a document or a node, open down to a level; else the choice of one."""
        path = f"tree/{top.removeprefix(ID)}" if top else "tree"
        return self._ask(path, open="" if level is None else level, page=page if page > 1 else "")

    def trees(self, municipality: str = "", page: int = 1) -> str:
        """The documents whose policies can be followed from the top down."""
        return self._list("tree", municipality, "", page)

    def part(self, iri: str, page: int = 1, every: int = 1) -> str:
        """The page of a thing, at a page of its rows; on a ward's also of those of every ward."""
        shown = {name: one for name, one in (("page", page), ("every", every)) if one > 1}
        return self._ask(f"page/{iri.removeprefix(ID)}", **shown)

    def municipalities(self, page: int = 1) -> str:
        """All municipalities."""
        return self._list("municipalities", "", "", page)

    def api(self) -> str:
        """How programs ask."""
        return f"{self._prefix}/api"

    def about(self) -> str:
        """What this is."""
        return f"{self._prefix}/about"

    def measured(self) -> str:
        """How much of what is read is right, as it was measured."""
        return f"{self._prefix}/about/quality"

    def quality(self, page: int = 1, suffix: str = "", **chosen: str) -> str:
        """What a person should look at, narrowed, from a page on; with a suffix as a file."""
        name = f"quality.{suffix}" if suffix else "quality"
        return self._ask(name, **chosen, page=page if page > 1 else "")

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

    def text_page(self, document: str, show: str = "", page: int = 1) -> str:
        """A page of a document's text, narrowed to the lines with one kind of mark."""
        number = page if page > 1 else ""
        return self._ask(f"text/{document.removeprefix(ID)}", show=show, page=number)

    def line(self, document: str, number: int) -> str:
        """A line of a document's text."""
        return f"{self.text(document)}?line={number}#L{number}"

    def coverage(self, document: str, kind: str = "", page: int = 1) -> str:
        """What became of every stretch of a document, of one kind, from a page on."""
        number = page if page > 1 else ""
        return self._ask(f"coverage/{document.removeprefix(ID)}", kind=kind, page=number)

    def editions(self, document: str, before: str = "", change: str = "", page: int = 1) -> str:
        """A document beside an earlier edition, by its slug, the rows of one change."""
        asked = {"from": before, "change": change, "page": page if page > 1 else ""}
        return self._ask(f"editions/{document.removeprefix(ID)}", **asked)

    def editions_file(self, suffix: str, document: str, code: str, before: str) -> str:
        """The changes between two editions of a municipality as a file."""
        asked = {"municipality": code, "document": document, "from": before}
        return self._ask(f"editions.{suffix}", **asked)

    def passage(self, iri: str) -> str | None:
        """The page of a passage, where the IRI is one."""
        return self.page(iri) if parse_passage(iri) else None

    def permalink(self, iri: str) -> str:
        """The path by which this site answers for an IRI."""
        return f"/{iri.removeprefix(BASE)}"

    def data(self, iri: str, suffix: str) -> str:
        """A thing's data; a table has its heads in the language of the page."""
        address = f"/data/{iri.removeprefix(ID)}.{suffix}"
        is_table = suffix not in FORMATS and self.language != LANGUAGES[0]
        return f"{address}?lang={self.language}" if is_table else address

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
        """A file of ours, at an address that changes with its content."""
        digest = find_digest(name)
        return f"/static/{name}" + (f"?v={digest}" if digest else "")

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

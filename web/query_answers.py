"""Answers to queries as the page shows them: the first rows of a table, Turtle, yes or no.

An answer lies whole in a file that may be large; no more of it is read than can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final

from kg.names import BASE, PREFIXES
from kg.store.answer_rows import Rows, open_rows
from kg.store.answers import Answer
from kg.store.terms import Iri, Term
from web.links import Links

#: A page shows so many rows, or fewer of large ones.
ROWS: Final = 500
_CHARACTERS: Final = 300_000
#: A value is shown up to here; so much of the file is read at most.
_VALUE: Final = 1_000
_READ: Final = 8 << 20
_TURTLE: Final = 100_000
#: The formats that the page asks for, to read the answer from.
FORMS: Final = {"solutions": "json", "boolean": "json", "triples": "ttl"}

_LOCAL: Final = re.compile(r"[\w.%()~-]*")
_NAMESPACES: Final = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))
_STRING: Final = PREFIXES["xsd"] + "string"
_LANG_STRING: Final = PREFIXES["rdf"] + "langString"
_HEAD: Final = re.compile(r"(?:@prefix [^\n]*\n)*")
_TOKEN: Final = re.compile(
    r'"(?:[^"\\\n]|\\.)*"|<(?P<iri>[^<>"{}|^`\\\s]*)>'
    r"|(?<![\w:@])(?P<prefix>[a-z]+):(?P<local>\w[\w-]*)"
)


@dataclass(frozen=True)
class Cell:
    """A value: its text, where it leads, and what is said quietly beside it.

    `full` is what the text shortens, `left` how many characters are not shown.
    """

    text: str
    href: str | None = None
    full: str = ""
    language: str = ""
    datatype: str = ""
    left: int = 0


@dataclass(frozen=True)
class Table:
    """Rows of a SELECT query, None where a variable is unbound; `total` counts all of them."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    total: int


@dataclass(frozen=True)
class Triples:
    """Turtle in pieces, each with where it leads; `head` are its prefixes, `cut` what is left."""

    head: str
    pieces: tuple[tuple[str, str | None], ...]
    total: int
    cut: bool


@dataclass(frozen=True)
class Truth:
    """The answer of ASK."""

    yes: bool


Shown = Table | Triples | Truth


def read_answer(answer: Answer, file: BinaryIO, links: Links) -> Shown:
    """What is shown of an answer that was written to a file in the format of `FORMS`."""
    file.seek(0)
    if answer.kind == "triples":
        return _read_turtle(file.read(_TURTLE + 1), answer.rows, links)
    found = open_rows(file, _READ)
    if isinstance(found, bool):
        return Truth(found)
    return Table(found.variables, tuple(_read_rows(found, links)), answer.rows)


def _read_rows(found: Rows, links: Links) -> Iterator[tuple[Cell | None, ...]]:
    room = _CHARACTERS
    for given in islice(found.rows, ROWS):
        row = tuple(
            make_cell(given[name], links) if name in given else None for name in found.variables
        )
        # An empty cell takes its place in the page, too.
        room -= sum(20 + (len(cell.text) if cell else 0) for cell in row)
        if room < 0:
            return
        yield row


def make_cell(term: Term, links: Links) -> Cell:
    """A term as a cell."""
    if isinstance(term, Iri):
        short = shorten(term)
        return Cell(
            short[:_VALUE],
            links.page(term) if len(term) <= _VALUE else None,
            full=term[:_VALUE] if short != term else "",
            left=max(0, len(short) - _VALUE),
        )
    plain = term.datatype in ("", _STRING, _LANG_STRING)
    return Cell(
        term[:_VALUE],
        language=term.language,
        datatype="" if plain else shorten(term.datatype),
        left=max(0, len(term) - _VALUE),
    )


def shorten(iri: str) -> str:
    """An IRI by our prefixes, or without the base of our own; else as it is."""
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(BASE) or iri


def _read_turtle(data: bytes, total: int, links: Links) -> Triples:
    cut = len(data) > _TURTLE
    text = data.decode("utf-8", "ignore")
    if cut:
        text = text[: text.rfind("\n") + 1] or text
    match = _HEAD.match(text)
    head = match.group() if match else ""
    return Triples(head, tuple(_split(text[len(head) :], links)), total, cut)


def _split(text: str, links: Links) -> Iterator[tuple[str, str | None]]:
    """The text in pieces; IRIs outside of literals lead somewhere."""
    at = 0
    for match in _TOKEN.finditer(text):
        iri = match["iri"]
        if iri is None and match["prefix"] in PREFIXES:
            iri = PREFIXES[match["prefix"]] + match["local"]
        href = None if iri is None or len(iri) > _VALUE else links.page(iri)
        if href is None:
            continue
        if at < match.start():
            yield text[at : match.start()], None
        yield match.group(), href
        at = match.end()
    if at < len(text):
        yield text[at:], None

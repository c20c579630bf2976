"""A stranger's query, its dataset, and the formats that it may be answered in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Protocol

import pyoxigraph as ox

from kg.errors import QueryError
from kg.names import BASE, PREFIXES
from kg.store.answers import Answer, Found, Kind
from kg.store.fault_place import count_place, find_place
from kg.store.refusals import check_query

_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
#: The engine's parser names character classes among what it expected.
_CLASSES: Final = re.compile(r"(?:, )?\[(?:[^\[\]'_]|'[^']*'|_)*\]")
_PREFIXED: Final = re.compile(r"(?<![\w:<])([A-Za-z][\w.-]*):")


@dataclass(frozen=True)
class Question:
    """A query and its dataset (SPARQL 1.1 Protocol, section 2.1.4), None where it is left open."""

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    #: The format wanted for each kind of answer, None where the reader accepts none of them.
    forms: Mapping[Kind, str | None] = field(default_factory=dict)


class Answerer(Protocol):
    """Answers questions of strangers within limits."""

    def answer(self, question: Question, file: BinaryIO) -> Answer:
        """Write the answer to a file. Raises QueryError of a kind of `kg.store.query_errors`."""


def ask(store: ox.Store, question: Question) -> Found:
    """What the engine finds; rows come as they are read. Raises QueryError."""
    check_query(question.query)
    default = _make_graphs(question.default_graphs)
    named = _make_graphs(question.named_graphs)
    try:
        if default is None and named is None:
            return store.query(question.query, base_iri=BASE)
        # What is given replaces the query's own dataset whole.
        return store.query(
            question.query,
            base_iri=BASE,
            default_graph=[*(default or ())],
            named_graphs=[*(named or ())],
        )
    except (SyntaxError, ValueError) as error:
        raise make_syntax_error(question.query, error) from error
    except RuntimeError as error:
        # What parses and cannot be planned: a function that nobody defined.
        raise QueryError(
            "問い合わせに答えられません / the query cannot be answered",
            why=str(error),
            fix="SPARQL 1.1 の関数だけを使ってください / use the functions of SPARQL 1.1 alone",
        ) from error


def _make_graphs(names: tuple[str, ...] | None) -> list[ox.NamedNode] | None:
    if names is None:
        return None
    graphs = []
    for name in names:
        try:
            graphs.append(ox.NamedNode(name))
        except ValueError as error:
            raise QueryError(
                "グラフの名が IRI ではありません / the name of a graph is no IRI",
                where=name[:200],
                why=str(error),
                fix="https://… と絶対 IRI で書いてください / write an absolute IRI",
            ) from error
    return graphs


def make_syntax_error(query: str, error: Exception) -> QueryError:
    """The engine's complaint with the line it is about, and the prefix that was forgotten."""
    what = "問い合わせを解釈できません / the query does not parse"
    text = str(error)
    match = _PLACE.match(text)
    if match is None:
        return QueryError(what, why=text, fix=_suggest(query, text))
    place = find_place(query)
    line, column = (
        count_place(query, place[0]) if place is not None else (int(match[1]), int(match[2]))
    )
    lines = query.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    where = f"{line}行{column}字目 line {line}, column {column}"
    if shown.strip():
        start = max(0, column - 40)
        where += f": {shown[start : start + 80].strip()}"
    why = _CLASSES.sub("", match[3]).replace("\n", " ").replace("one of , ", "one of ").strip()
    return QueryError(what, where=where, why=why, fix=_suggest(query, why))


def _suggest(query: str, why: str) -> str:
    declared = set(re.findall(r"(?i)\bPREFIX\s+([\w.-]*):", query))
    missing = sorted({*_PREFIXED.findall(query)} & PREFIXES.keys() - declared)
    if missing and "refix" in why:
        lines = " ".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in missing)
        return f"先頭に加えてください / put at its head: {lines}"
    return "SPARQL 1.1 の書き方を確かめてください / check it against SPARQL 1.1"

"""A stranger's query, its dataset, and the formats that it may be answered in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final, NamedTuple, Protocol

import pyoxigraph as ox

from kg.errors import QueryError
from kg.names import BASE, PREFIXES
from kg.store.answers import Answer, Found
from kg.store.fault_place import count_place, find_place
from kg.store.formats import Kind
from kg.store.query_errors import RefusedError
from kg.store.refusals import check_query
from kg.store.tokens import FORMS, Token, find_tokens

_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
#: The engine's parser names character classes among what it expected.
_CLASSES: Final = re.compile(r"(?:, )?\[(?:[^\[\]'_]|'[^']*'|_)*\]")
#: What may follow the FROM clauses; a query that only describes needs no pattern.
_BEHIND: Final = ("WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_PREFIXED: Final = re.compile(r"(?<![\w:<])([A-Za-z][\w.-]*):")


def stays() -> bool:
    """Nobody has gone away: of those of whom it cannot be told."""
    return False


@dataclass(frozen=True)
class Question:
    """A query and its dataset (SPARQL 1.1 Protocol, section 2.1.4), None where it is left open."""

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    #: The format wanted for each kind of answer, None where the reader accepts none of them.
    forms: Mapping[Kind, str | None] = field(default_factory=dict)
    #: Whether who asked has gone away, so that nobody waits for the answer.
    gone: Callable[[], bool] = field(default=stays, compare=False)


class Answerer(Protocol):
    """Answers questions of strangers within limits, about one version of the graph."""

    version: str

    def answer(self, question: Question, file: BinaryIO) -> Answer:
        """Write the answer to a file. Raises QueryError of a kind of `kg.store.query_errors`."""


class Graphs(NamedTuple):
    """The dataset of a query (SPARQL 1.1, section 13.2): its default graphs and its named ones."""

    default: Sequence[ox.NamedNode | ox.DefaultGraph]
    named: Sequence[ox.NamedNode]


def ask(store: ox.Store, question: Question) -> Found:
    """What the engine finds; rows come as they are read. Raises QueryError."""
    check_query(question.query)
    default = _make_graphs(question.default_graphs)
    named = _make_graphs(question.named_graphs)
    # What is given replaces the query's own dataset whole.
    graphs: Graphs | None = Graphs(default or (), named or ())
    if default is None and named is None:
        graphs = read_graphs(question.query)
    if graphs is not None:
        _check_local(graphs)
    try:
        if graphs is None:
            return store.query(question.query, base_iri=BASE)
        if len(graphs.default) > 1:
            store = merge(store, graphs)
            graphs = Graphs((ox.DefaultGraph(),), graphs.named)
        return store.query(
            question.query,
            base_iri=BASE,
            default_graph=[*graphs.default],
            named_graphs=[*graphs.named],
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


def _check_local(graphs: Graphs) -> None:
    """Raise RefusedError for a file that is asked for as a graph; other unknown graphs are empty.

    Nothing is ever read for it: it is said so that an empty answer is not taken for the file's.
    """
    for graph in (*graphs.default, *graphs.named):
        if isinstance(graph, ox.NamedNode) and graph.value.lower().startswith("file:"):
            raise RefusedError(
                "ファイルは読みません / files are refused: only graphs of this store are read",
                where=graph.value[:200],
                fix="名前付きグラフの IRI を書いてください / name one of the store's graphs",
            )


def merge(store: ox.Store, graphs: Graphs) -> ox.Store:
    """A store with the merge of the default graphs as its default graph, and the named graphs.

    The engine asks several default graphs one after the other and finds what they share more than
    once, where the standard wants one graph.
    """
    merged = ox.Store()
    for name in graphs.default:
        quads = store.quads_for_pattern(None, None, None, name)
        merged.bulk_extend(ox.Quad(one.subject, one.predicate, one.object) for one in quads)
    for name in graphs.named:
        if store.contains_named_graph(name):
            merged.add_graph(name)
            merged.bulk_extend(store.quads_for_pattern(None, None, None, name))
    return merged


def read_graphs(query: str, prefixes: Mapping[str, str] | None = None) -> Graphs | None:
    """The dataset that a query's own FROM clauses name, each graph once.

    None where there are none, and where they cannot be told with certainty: the engine reads some
    queries that the standard's grammar does not know.
    """
    if "FROM" not in query.upper():
        return None
    tokens = find_tokens(query)
    head = next((place for place, token in enumerate(tokens) if token.is_word(*FORMS)), None)
    clauses = None if head is None else _read_clauses(tokens[head:])
    if head is None or not clauses:
        return None
    # The engine knows best what a prefix, a base and a relative IRI come to.
    names = " ".join(source.text for source, _ in clauses)
    probe = f"{query[: tokens[head].start]} SELECT * {{ VALUES ?graph {{ {names} }} }}"
    try:
        found = ox.Store().query(probe, base_iri=BASE, prefixes=dict(prefixes or {}))
    except SyntaxError:
        return None
    assert isinstance(found, ox.QuerySolutions)
    default: dict[ox.NamedNode, None] = {}
    named: dict[ox.NamedNode, None] = {}
    for (_, is_named), solution in zip(clauses, found, strict=True):
        graph = solution["graph"]
        assert isinstance(graph, ox.NamedNode)
        (named if is_named else default)[graph] = None
    return Graphs(tuple(default), tuple(named))


def _read_clauses(tokens: Sequence[Token]) -> list[tuple[Token, bool]] | None:
    """The sources of the FROM clauses and whether each is NAMED; None for what is not certain."""
    place, depth = 1, 0
    # Before them stand what is selected or described, or a template.
    while place < len(tokens) and (depth or not tokens[place].is_word("FROM")):
        token = tokens[place]
        if not depth and token.text in ("{", "WHERE") and not tokens[0].is_word("CONSTRUCT"):
            return None
        if not depth and token.kind == "word" and not token.is_word("DISTINCT", "REDUCED"):
            return None
        depth += (token.text in ("{", "(")) - (token.text in ("}", ")"))
        place += 1
    clauses = []
    while place < len(tokens) and tokens[place].is_word("FROM"):
        is_named = place + 1 < len(tokens) and tokens[place + 1].is_word("NAMED")
        place += 2 if is_named else 1
        if place >= len(tokens) or tokens[place].kind not in ("iri", "name"):
            return None
        clauses.append((tokens[place], is_named))
        place += 1
    is_over = place == len(tokens) or tokens[place].text == "{"
    return clauses if is_over or tokens[place].is_word(*_BEHIND) else None


def _make_graphs(names: tuple[str, ...] | None) -> list[ox.NamedNode] | None:
    if names is None:
        return None
    graphs = []
    for name in dict.fromkeys(names):
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

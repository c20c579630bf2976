"""The embedded engine: Oxigraph in memory, loaded from the Turtle files of the graph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError, QueryError, locate
from kg.graph.load import find_graph_files, say_mend
from kg.names import PREFIXES
from kg.store.terms import Iri, Result, Row, Term, Text

_XSD_STRING = PREFIXES["xsd"] + "string"
_FORMATS = {"turtle": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES}
# What reaches outside the graph is refused before the engine sees it: Oxigraph has no switch for
# SERVICE. Comments, strings and IRIs are blanked first, so that a text may contain the word; an
# escaped character of a local name (ex:a\#b) opens neither.
_QUIET = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|#[^\n\r]*|\\[^uU]'
)
#: `<b#>` and `<'b'>` are an IRI to one reader, less-than with a comment or string to another. What
#: holds `//` before its # is no expression.
_AMBIGUOUS = re.compile(r"<(?:[^#/]|/(?!/))*#|<[^']*'")
_NAMES = re.compile(r"[?$]\w+|(?<=:)\w[\w%-]*")
# The engine wants no blank around SERVICE: it reads `1SERVICE<x>`, `SERVICESILENT<x>`, `SERVICE:x`.
_REFUSED = re.compile(
    r"(SERVICE|\b(?:LOAD|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b(?!:))", re.I
)
_ESCAPED = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
#: Deeper nesting than any honest query, and more operators and groups in a row: the engine's parser
#: and planner have no bound of their own and overflow the stack.
_DEPTH = 100
_STEPS = 1000


def load_store(ttl: Path) -> EmbeddedStore:
    """A store with all named graphs of a graph folder. Raises GraphError for bad Turtle."""
    store = ox.Store()
    for iri, path in find_graph_files(ttl).items():
        try:
            store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(iri))
        except (SyntaxError, ValueError, OSError) as error:
            line = getattr(error, "lineno", None)
            raise GraphError(
                "Turtle として読めません / not valid Turtle",
                where=locate(path, line),
                why=str(error),
                fix=say_mend(path),
            ) from error
    return EmbeddedStore(store)


def check_turtle(text: str, path: Path) -> None:
    """Raise GraphError when the engine could not read a Turtle text that is about to be written."""
    try:
        for _ in ox.parse(text, format=ox.RdfFormat.TURTLE):
            pass
    except SyntaxError as error:
        raise GraphError(
            "作られた Turtle が読めません / the Turtle that was made cannot be read",
            where=locate(path, error.lineno),
            why=str(error),
            fix="documents.toml の値を確かめ、直らなければ知らせてください / "
            "check the values in documents.toml, or report it",
        ) from error


class EmbeddedStore:
    """Oxigraph in this process."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def select(self, query: str, **bindings: Term) -> Result:
        """The rows of a SELECT query."""
        found = self._run(query, bindings)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("SELECT の問い合わせではありません / not a SELECT query")
        return _read_rows(found)

    def construct(self, query: str, form: str) -> str:
        """The triples of a CONSTRUCT or DESCRIBE query as `turtle` or `nt`."""
        found = self._run(query, {})
        if not isinstance(found, ox.QueryTriples):
            raise QueryError("CONSTRUCT の問い合わせではありません / not a CONSTRUCT query")
        return _write(found, form)

    def run(self, query: str) -> Result | bool | str:
        """The answer of any query: rows, true or false, or triples as Turtle."""
        found = self._run(query, {})
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        return (
            _read_rows(found) if isinstance(found, ox.QuerySolutions) else _write(found, "turtle")
        )

    def describe(self, iri: Iri, form: str) -> str | None:
        """The thing's triples, its claims and links, and its passages, None when there is none."""
        thing = ox.NamedNode(iri)
        triples = {quad.triple for quad in self._store.quads_for_pattern(thing, None, None)}
        if not triples:
            return None
        about = ox.NamedNode(PREFIXES["rdf"] + "subject")
        for quad in self._store.quads_for_pattern(None, about, thing):
            triples |= {q.triple for q in self._store.quads_for_pattern(quad.subject, None, None)}
        derived = ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom")
        for proof in {triple.object for triple in triples if triple.predicate == derived}:
            if isinstance(proof, ox.NamedNode):
                triples |= {q.triple for q in self._store.quads_for_pattern(proof, None, None)}
        return _write(sorted(triples, key=str), form)

    def _run(
        self, query: str, bindings: dict[str, Term]
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        check_query(query)
        try:
            return self._store.query(
                query,
                use_default_graph_as_union=True,
                substitutions={
                    ox.Variable(name): _to_engine(value) for name, value in bindings.items()
                },
                prefixes=PREFIXES,
            )
        except (SyntaxError, ValueError) as error:
            raise QueryError(
                "問い合わせを解釈できません / the query does not parse",
                why=str(error),
                fix="SPARQL 1.1 の書き方を確かめてください / check it against SPARQL 1.1",
            ) from error


def _read_rows(found: ox.QuerySolutions) -> Result:
    variables = tuple(variable.value for variable in found.variables)
    rows: list[Row] = []
    for solution in found:
        row: Row = {}
        for name in variables:
            value = solution[name]
            if value is not None:
                row[name] = _from_engine(value)
        rows.append(row)
    return Result(variables, rows)


def _write(triples: Iterable[ox.Triple], form: str) -> str:
    mended = (_restore(triple) for triple in triples)
    data = ox.serialize(mended, format=_FORMATS[form], prefixes=PREFIXES)
    assert data is not None, "serialize without an output returns the bytes"
    return data.decode("utf-8")


#: The engine stores every whole number as xsd:integer; these are published otherwise.
_COUNTED = {PREFIXES["oa"] + "start", PREFIXES["oa"] + "end"}
_COUNT = ox.NamedNode(PREFIXES["xsd"] + "nonNegativeInteger")
_DECIMAL = PREFIXES["xsd"] + "decimal"


def _restore(triple: ox.Triple) -> ox.Triple:
    """The triple as the Turtle files have it: datatype and digits that the engine drops."""
    value = triple.object
    if not isinstance(value, ox.Literal):
        return triple
    if triple.predicate.value in _COUNTED:
        value = ox.Literal(value.value, datatype=_COUNT)
    elif value.datatype.value == _DECIMAL and "." not in value.value:
        value = ox.Literal(f"{value.value}.0", datatype=value.datatype)
    else:
        return triple
    return ox.Triple(triple.subject, triple.predicate, value)


@lru_cache(maxsize=512)
def check_query(query: str) -> None:
    """Raise QueryError for a query that reaches outside, changes the graph, or is too large."""
    bare = _QUIET.sub(_blank, query)
    if _ESCAPED.search(bare):
        raise QueryError("\\u の書き方は使えません / unicode escapes outside strings are refused")
    if (refused := _REFUSED.search(_NAMES.sub(_blank_name, bare))) is not None:
        line = bare.count("\n", 0, refused.start()) + 1
        raise QueryError(
            f"{refused.group().upper()} は使えません / is refused: the graph is read-only "
            "and asks nothing outside",
            where=f"line {line}",
        )
    depth = deepest = steps = 0
    for char in bare:
        depth += (char in "({[") - (char in ")}]")
        deepest = max(deepest, depth)
        steps += char in "({[<!+-*/|^&.;,"
    if deepest > _DEPTH:
        raise QueryError(f"入れ子が深すぎます（{_DEPTH}まで）/ nested deeper than {_DEPTH}")
    if steps > _STEPS:
        raise QueryError(
            f"演算子と括弧が多すぎます（{_STEPS}まで）/ more operators and groups than {_STEPS}",
            fix="問い合わせを分けてください / split the query",
        )


def _blank(match: re.Match[str]) -> str:
    """As many line ends as the token holds, so that lines keep their numbers."""
    token = match.group()
    if _AMBIGUOUS.match(token):
        raise QueryError(
            f"{token} は < とも IRI とも読めます / may be an IRI or a less-than sign",
            fix="< の後に空白を入れるか、IRI の ' を %27 と書いてください / "
            "put a blank behind <, or write ' in an IRI as %27 and #-names with a prefix",
        )
    return " " + "\n" * token.count("\n")


def _blank_name(match: re.Match[str]) -> str:
    return "x" * len(match.group())


def _from_engine(value: object) -> Term:
    if isinstance(value, ox.NamedNode):
        return Iri(value.value)
    if isinstance(value, ox.Literal):
        return Text(value.value, value.language or "", value.datatype.value)
    return Iri(str(value))


def _to_engine(term: Term) -> ox.NamedNode | ox.Literal:
    if isinstance(term, Iri):
        return ox.NamedNode(term)
    if term.language:
        return ox.Literal(term, language=term.language)
    return ox.Literal(term, datatype=ox.NamedNode(term.datatype or _XSD_STRING))

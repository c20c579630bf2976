"""Queries that are refused before the engine sees them: outside, changing, or without an end."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.errors import QueryError
from kg.store.query_errors import LimitError, RefusedError

# What reaches outside the graph is refused before the engine sees it: Oxigraph has no switch for
# SERVICE. Comments, strings and IRIs are blanked first, so that a text may contain the word; an
# escaped character of a local name (ex:a\#b) opens neither.
_ESC = (
    r"\\[tbnrf\"'\\]|\\u(?![dD][89a-fA-F])[0-9A-Fa-f]{4}"
    r"|\\U(?:0000(?![dD][89a-fA-F])|000[1-9A-Fa-f]|0010)[0-9A-Fa-f]{4}"
)
_QUIET = re.compile(
    rf'"""(?:[^"\\]|{_ESC}|"(?!""))*"""|\'\'\'(?:[^\'\\]|{_ESC}|\'(?!\'\'))*\'\'\''
    rf'|"(?:[^"\\\n\r]|{_ESC})*"|\'(?:[^\'\\\n\r]|{_ESC})*\''
    r'|<(?:[^<>"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]+)*>|#[^\n\r]*|\\[^uU]'
)
#: `<b#>` and `<'b'>` are an IRI to one reader, less-than with a comment or string to another. What
#: holds `//` before its # is no expression.
_AMBIGUOUS = re.compile(r"<(?:[^#/]|/(?!/))*#|<[^']*'|<[^\\\\]*\\\\")
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


@lru_cache(maxsize=512)
def check_query(query: str) -> None:
    """Raise QueryError for a query that reaches outside, changes the graph, or is too large."""
    unsure = _find_ambiguous(query)
    if unsure is not None:
        if not _is_harmless(query):
            raise _make_ambiguous_error(unsure)
        return
    bare = _QUIET.sub(_blank, query)
    if _ESCAPED.search(bare):
        raise RefusedError(
            "\\u の書き方は使えません / unicode escapes outside strings are refused",
            fix="文字をそのまま書いてください / write the character itself",
        )
    if (refused := _REFUSED.search(_NAMES.sub(_blank_name, bare))) is not None:
        line = bare.count("\n", 0, refused.start()) + 1
        raise RefusedError(
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
        raise LimitError(
            f"入れ子が深すぎます（{_DEPTH}まで）/ nested deeper than {_DEPTH}",
            limit="depth",
            fix="問い合わせを分けてください / split the query",
        )
    if steps > _STEPS:
        raise LimitError(
            f"演算子と括弧が多すぎます（{_STEPS}まで）/ more operators and groups than {_STEPS}",
            limit="steps",
            fix="問い合わせを分けてください / split the query",
        )


def _blank(match: re.Match[str]) -> str:
    """As many line ends as the token holds, so that lines keep their numbers."""
    return " " + "\n" * match.group().count("\n")


def _find_ambiguous(query: str) -> str | None:
    """The first token that one reader takes for an IRI and another for less-than."""
    tokens = (match.group() for match in _QUIET.finditer(query))
    return next((token for token in tokens if _AMBIGUOUS.match(token)), None)


def _is_harmless(query: str) -> bool:
    """Whether it may pass whichever way it is read: as if nothing in it were text or comment."""
    return (
        _ESCAPED.search(query) is None
        and _REFUSED.search(_NAMES.sub(_blank_name, query)) is None
        and sum(char in "({[" for char in query) <= _DEPTH
        and sum(char in "({[<!+-*/|^&.;," for char in query) <= _STEPS
    )


def _make_ambiguous_error(token: str) -> QueryError:
    return QueryError(
        f"{token} は < とも IRI とも読めます / may be an IRI or a less-than sign",
        fix="< の後に空白を入れるか、IRI の ' を %27 と書いてください / "
        "put a blank behind <, or write ' in an IRI as %27 and #-names with a prefix",
    )


def _blank_name(match: re.Match[str]) -> str:
    return "x" * len(match.group())

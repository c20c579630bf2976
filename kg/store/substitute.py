"""Values put into a query for an engine that takes a query's text alone.

The embedded engine has substitutions of its own; any other gets the values as terms, written by
the engine's serialiser in the place of the variable's tokens. What is bound is not asked for: it is
known, and added to every row (`Bound.variables` has all in the order of the SELECT clause).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from kg.errors import QueryError
from kg.store.engine_terms import to_engine
from kg.store.terms import Term
from kg.store.tokens import Token, find_tokens

#: Stands where a query asks for nothing but what is bound; the engine's rows are then counted.
FILLER: Final = "kg_row"


class Bound(NamedTuple):
    """A query with its values in it, and the variables that it had projected before."""

    query: str
    variables: tuple[str, ...]


class _Edit(NamedTuple):
    """A stretch of the query that gives way to a text, or to the term of a variable."""

    start: int
    end: int
    text: str
    name: str = ""


class _Plan(NamedTuple):
    edits: tuple[_Edit, ...]
    variables: tuple[str, ...]


def bind(query: str, bindings: Mapping[str, Term]) -> Bound:
    """The SELECT query with each bound variable's term in its place.

    Raises QueryError for a value that is no RDF term, for a variable that the query does not
    project, and where the query itself gives the variable its value (AS, VALUES, a sub-SELECT).
    """
    terms = {name: _write_term(name, value) for name, value in bindings.items()}
    plan = _plan(query, frozenset(terms))
    parts: list[str] = []
    done = 0
    for edit in plan.edits:
        parts += [query[done : edit.start], terms[edit.name] if edit.name else edit.text]
        done = edit.end
    return Bound("".join((*parts, query[done:])), plan.variables)


def bind_many(query: str, name: str, values: Iterable[Term]) -> str:
    """The query for any of several values of a variable, as VALUES in its pattern.

    Raises QueryError for a value that is no RDF term.
    """
    brace = next(token for token in find_tokens(query) if token.text == "{")
    written = "".join(_write_term(name, value) for value in values)
    return f"{query[: brace.end]} VALUES ?{name} {{{written}}} {query[brace.end :]}"


def _write_term(name: str, value: Term) -> str:
    try:
        # Blanks around it, so that no neighbour becomes a part of it.
        return f" {to_engine(value)} "
    except ValueError as error:
        raise QueryError(
            f"?{name} の値を問い合わせに入れられません / the value of ?{name} is no RDF term",
            why=str(error),
        ) from error


@lru_cache(maxsize=512)
def _plan(query: str, names: frozenset[str]) -> _Plan:
    """What to change in a query so that it holds values for these variables."""
    tokens = find_tokens(query)
    reader = _Reader(tokens, names)
    edits = tuple(sorted(reader.read()))
    if missing := sorted(names - set(reader.variables)):
        raise QueryError(
            f"?{missing[0]} は SELECT の変数ではありません / is no variable that SELECT names",
            fix="SELECT の後に変数の名前を書いてください / name it behind SELECT",
        )
    return _Plan(edits, tuple(reader.variables))


class _Reader:
    """One walk over the tokens: the SELECT clause, the pattern, what stands behind it."""

    def __init__(self, tokens: tuple[Token, ...], names: frozenset[str]) -> None:
        self._tokens, self._names = tokens, names
        self._place = 0
        self.variables: list[str] = []

    def read(self) -> Iterator[_Edit]:
        """The edits, in no order."""
        while self._place < len(self._tokens) and not self._here.is_word("SELECT"):
            self._place += 1
        yield from self._read_head()
        yield from self._read_group()
        yield from self._read_modifiers()

    @property
    def _here(self) -> Token:
        return self._tokens[self._place]

    def _is_bound(self, token: Token) -> bool:
        return token.kind == "variable" and token.text[1:] in self._names

    def _read_head(self) -> Iterator[_Edit]:
        """Take what is bound out of the SELECT clause."""
        start = self._place
        depth = kept = 0
        for place in range(start, len(self._tokens)):
            token = self._tokens[place]
            if depth == 0 and (token.text == "{" or token.is_word("FROM", "WHERE")):
                break
            self._place = place + 1
            depth += (token.text == "(") - (token.text == ")")
            if token.kind == "variable" and depth == 0:
                self.variables.append(token.text[1:])
                if self._is_bound(token):
                    yield _Edit(token.start, token.end, "")
                else:
                    kept += 1
            elif token.kind == "variable" and self._tokens[place - 1].is_word("AS"):
                self.variables.append(token.text[1:])
                self._refuse_given(token)
                kept += 1
            else:
                yield from self._substitute(place)
        if self.variables and not kept:
            last = self._tokens[self._place - 1]
            yield _Edit(last.end, last.end, f"(1 AS ?{FILLER}) ")

    def _read_group(self) -> Iterator[_Edit]:
        """Put the terms into the pattern, up to the brace that closes it."""
        depth = 0
        while self._place < len(self._tokens):
            token = self._here
            depth += (token.text == "{") - (token.text == "}")
            if token.is_word("SELECT"):
                raise _refuse("SELECT の中の SELECT / a SELECT within a SELECT")
            if token.is_word("VALUES"):
                self._check_values()
            yield from self._substitute(self._place)
            self._place += 1
            if token.text == "}" and depth == 0:
                return

    def _read_modifiers(self) -> Iterator[_Edit]:
        """Take what is bound out of ORDER BY and GROUP BY: it is the same in every row."""
        while self._place < len(self._tokens):
            if self._here.is_word("GROUP", "ORDER"):
                yield from self._read_keys()
                continue
            if self._here.is_word("VALUES"):
                self._check_values()
            yield from self._substitute(self._place)
            self._place += 1

    def _read_keys(self) -> Iterator[_Edit]:
        first = self._here
        is_group = first.is_word("GROUP")
        depth = kept = 0
        dropped: list[Token] = []
        last = first
        self._place += 1
        while self._place < len(self._tokens):
            token = self._here
            if depth == 0 and token.is_word("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"):
                break
            depth += (token.text == "(") - (token.text == ")")
            if depth == 0 and self._is_bound(token):
                dropped.append(token)
            else:
                yield from self._substitute(self._place)
                kept += not token.is_word("BY")
            last = token
            self._place += 1
        if kept:
            yield from (_Edit(token.start, token.end, "") for token in dropped)
        elif dropped and is_group:
            # Without a key an empty pattern would give one row; with one it gives none.
            name = dropped[0].text[1:]
            yield _Edit(dropped[0].start, dropped[0].start, "(")
            yield _Edit(dropped[0].start, dropped[0].end, "", name)
            yield _Edit(dropped[0].end, last.end, f" AS ?{FILLER})")
        elif dropped:
            yield _Edit(first.start, last.end, "")

    def _substitute(self, place: int) -> Iterator[_Edit]:
        token = self._tokens[place]
        if not self._is_bound(token):
            return
        before = self._tokens[place - 1]
        if before.is_word("AS"):
            self._refuse_given(token)
        if before.text == "(" and self._tokens[place - 2].is_word("BOUND"):
            # BOUND takes a variable only, and this one has its value.
            yield _Edit(self._tokens[place - 2].start, self._tokens[place + 1].end, "true")
        else:
            yield _Edit(token.start, token.end, "", token.text[1:])

    def _check_values(self) -> None:
        """Refuse VALUES of a bound variable."""
        for token in self._tokens[self._place + 1 :]:
            if token.text == "{":
                return
            self._refuse_given(token)

    def _refuse_given(self, token: Token) -> None:
        if self._is_bound(token):
            raise _refuse(token.text)


def _refuse(what: str) -> QueryError:
    return QueryError(
        f"値を入れられません / no value can be put in: {what}",
        why="問い合わせ自身が値を決めています / the query itself gives the value",
        fix="値を変数で渡さない書き方にしてください / write it so that it needs no value there",
    )

"""What a page shows, as a query that its reader can run, change and cite: `pages/*.rq`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from kg.names import PREFIXES
from kg.questions.query import get_query
from kg.store.engine_terms import to_engine
from kg.store.terms import Iri, Term
from kg.store.tokens import find_missing_prefixes, find_tokens

_WHERE: Final = "WHERE {\n"
#: A line of a query that is not always needed says at its end when it is.
_LINE: Final = re.compile(r"^(.*) # ([a-z]+(?:=[a-z]+)?)\n", re.MULTILINE)
_LOCAL: Final = re.compile(r"[A-Za-z]+")


def make_page_query(page: str, **values: Sequence[Term]) -> str:
    """The query of `pages/<page>.rq` with its prefixes, each variable bound to its values.

    Variables without a value stay open. Raises ValueError for an Iri that is none.
    """
    return _make(get_query(f"pages/{page}"), _bind_each(values))


def make_rows_query(
    page: str,
    names: Sequence[str],
    rows: Iterable[Sequence[Term | None]],
    *,
    lines: Collection[str] | None = None,
    **values: Sequence[Term],
) -> str:
    """The query of `pages/<page>.rq` with some variables bound together, a row at a time.

    None leaves a variable of a row open; `values` bind others; of the lines that are not always
    needed only those of `lines` are kept. Raises ValueError for an Iri that is none.
    """
    written = (
        f"({' '.join('UNDEF' if one is None else _write(one) for one in row)})" for row in rows
    )
    together = _bind(f"({' '.join(f'?{name}' for name in names)})", written)
    query = get_query(f"pages/{page}")
    if lines is not None:
        query = _LINE.sub(lambda line: f"{line[1]}\n" if line[2] in lines else "", query)
    return _make(query, together + _bind_each(values))


def declare(query: str, *parts: str) -> str:
    """The query with declarations of those of our prefixes that it uses and does not declare.

    Where it is put together of `parts`, these are looked at alone: one that is kept, only once.
    """
    missing = {one for part in parts or (query,) for one in _find_missing(part)}
    named = (name for name in PREFIXES if name in missing)
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in named) + query


@lru_cache(maxsize=512)
def _find_missing(text: str) -> tuple[str, ...]:
    return tuple(find_missing_prefixes(find_tokens(text), PREFIXES))


def _make(query: str, bound: str) -> str:
    head, where, rest = query.partition(_WHERE)
    assert where, f"it says WHERE: {query}"
    return declare(f"{head}{where}{bound}{rest}", query, bound)


def _bind_each(values: Mapping[str, Sequence[Term]]) -> str:
    return "".join(_bind(f"?{name}", map(_write, own)) for name, own in values.items() if own)


def _bind(variables: str, written: Iterable[str]) -> str:
    return f"  VALUES {variables} {{ {' '.join(written)} }}\n"


def _write(term: Term) -> str:
    """A term as the engine writes it, what it holds inside; of our vocabularies, by its prefix."""
    written = str(to_engine(term))
    for prefix, namespace in PREFIXES.items() if isinstance(term, Iri) else ():
        local = term.removeprefix(namespace)
        if local != term and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return written

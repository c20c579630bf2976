"""What a page shows, as a query that its reader can run, change and cite: `pages/*.rq`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.names import PREFIXES
from kg.questions.query import get_query
from kg.store.engine_terms import to_engine
from kg.store.terms import Iri
from kg.store.tokens import find_missing_prefixes, find_tokens

_WHERE: Final = "WHERE {\n"


def make_page_query(page: str, **values: Sequence[Iri]) -> str:
    """The query of `pages/<page>.rq` with its prefixes, each variable bound to its values.

    Variables without a value stay open. Raises ValueError for what is no IRI.
    """
    head, where, rest = get_query(f"pages/{page}").partition(_WHERE)
    assert where, f"pages/{page}.rq says WHERE"
    bound = "".join(
        f"  VALUES ?{name} {{ {' '.join(map(str, map(to_engine, given)))} }}\n"
        for name, given in values.items()
        if given
    )
    return declare(f"{head}{where}{bound}{rest}")


def declare(query: str) -> str:
    """The query with declarations of those of our prefixes that it uses and does not declare."""
    missing = find_missing_prefixes(find_tokens(query), PREFIXES)
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in missing) + query

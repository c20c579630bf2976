"""Whether a graph that a server answered with is whole.

Virtuoso cuts CONSTRUCT and DESCRIBE at its row limit and says so only for rows: so the rows behind
the graph are asked for once more, without their values.
"""

from __future__ import annotations

from kg.store.substitute import FILLER
from kg.store.tokens import find_tokens


def make_row_query(query: str) -> str | None:
    """The SELECT query with the rows behind a CONSTRUCT or DESCRIBE query; None without a pattern.

    It has one value a row, which says nothing.
    """
    tokens = find_tokens(query)
    place = next(
        (at for at, token in enumerate(tokens) if token.is_word("CONSTRUCT", "DESCRIBE")), None
    )
    if place is None or not any(token.text == "{" for token in tokens[place:]):
        return None
    start, end = tokens[place].start, tokens[place].end
    is_template = tokens[place + 1].text == "{"
    depth = 0
    for token in tokens[place + 1 :]:
        depth += (token.text == "{") - (token.text == "}")
        if not is_template and (token.text == "{" or token.is_word("WHERE", "FROM")):
            break
        end = token.end
        if is_template and depth == 0:
            break
    return f"{query[:start]}SELECT (1 AS ?{FILLER}) {query[end:]}"

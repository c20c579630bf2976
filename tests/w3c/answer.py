"""What a query gave or should give, and whether two answers are the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal
#: One solution in the order of the answer's variables, None where a variable is unbound; or the
#: subject, predicate and object of a triple.
Row = tuple[object, ...]

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


class Answer(NamedTuple):
    """The solutions of a SELECT, the triples of a CONSTRUCT (no variables), or a boolean."""

    rows: tuple[Row, ...] = ()
    variables: tuple[str, ...] | None = None
    boolean: bool | None = None


def read_values(answer: Answer) -> Answer:
    """The same answer with numbers and times by their value: `"1.0E1"` and `"10"` are one double.

    Their datatype stays. XPath's functions, which SPARQL's operators are, are defined over values.
    """
    return answer._replace(rows=tuple(tuple(map(_read_value, row)) for row in answer.rows))


def _read_value(term: object) -> object:
    if not isinstance(term, ox.Literal) or not (name := term.datatype.value).startswith(_XSD):
        return term
    kind, text = name.removeprefix(_XSD), term.value
    try:
        if kind in {"integer", "decimal"}:
            return (kind, Decimal(text))
        if kind in {"double", "float"}:
            return (kind, str(float(text)))
    except (ValueError, InvalidOperation):
        return term
    return (kind, re.sub(r"[+-]00:00$", "Z", text)) if kind in {"date", "dateTime"} else term


def find_difference(found: Answer, wanted: Answer, *, ordered: bool, lax: bool = False) -> str:
    """What is different, "" when nothing is.

    Solutions are a bag, or a sequence where the query orders them; triples are a set. Blank nodes
    may have any names, as long as one name stands for one node in both answers throughout. With
    `lax` a row may come fewer times than wanted, but comes.
    """
    if found.boolean is not None or wanted.boolean is not None:
        return "" if found.boolean == wanted.boolean else f"{found.boolean}, not {wanted.boolean}"
    if set(found.variables or ()) != set(wanted.variables or ()):
        return f"variables {found.variables}, not {wanted.variables}"
    ours, theirs = _find_rows(found), _find_rows(wanted)
    fewer = len(ours) <= len(theirs)
    if ordered:
        ours, theirs = ([(n, *row) for n, row in enumerate(rows)] for rows in (ours, theirs))
    if lax or found.variables is None:
        ours, theirs = list(dict.fromkeys(ours)), list(dict.fromkeys(theirs))
    if is_same(ours, theirs) and (fewer or not lax):
        return ""
    return f"{_show(found)}\nnot\n{_show(wanted)}"


def _find_rows(answer: Answer) -> list[Row]:
    """The rows with their columns in the order of the variables' names."""
    names = answer.variables
    if names is None:
        return list(answer.rows)
    order = sorted(range(len(names)), key=names.__getitem__)
    return [tuple(row[column] for column in order) for row in answer.rows]


def _show(answer: Answer) -> str:
    rows = [" ".join(map(str, row)) for row in answer.rows]
    return "\n".join([" ".join(answer.variables or ()), *sorted(rows)])


def is_same(
    ours: Sequence[Row],
    theirs: Sequence[Row],
    our_colours: Mapping[object, int] | None = None,
    their_colours: Mapping[object, int] | None = None,
) -> bool:
    """Whether two bags of rows are equal under some one-to-one renaming of blank nodes.

    Blank nodes are coloured by where they stand until nothing more tells them apart; those that
    still look alike are tried against each other in turn.
    """
    mine, yours = _colour(ours, our_colours or {}), _colour(theirs, their_colours or {})
    if Counter(_paint(row, mine) for row in ours) != Counter(_paint(row, yours) for row in theirs):
        return False
    alike = [colour for colour, size in Counter(mine.values()).items() if size > 1]
    if not alike:
        return True
    colour = alike[0]
    node = next(node for node in mine if mine[node] == colour)
    apart = hash((colour, "apart"))
    return any(
        is_same(ours, theirs, {**mine, node: apart}, {**yours, other: apart})
        for other in yours
        if yours[other] == colour
    )


def _colour(rows: Sequence[Row], colours: Mapping[object, int]) -> dict[object, int]:
    """A number for each blank node, by the rows and columns that it stands in."""
    nodes: set[object] = {term for row in rows for term in row if isinstance(term, ox.BlankNode)}
    known = {node: colours.get(node, 0) for node in nodes}
    while True:
        places: dict[object, list[int]] = defaultdict(list)
        for row in rows:
            painted = _paint(row, known)
            for column, term in enumerate(row):
                if term in known:
                    places[term].append(hash((column, painted)))
        finer = {node: hash((known[node], *sorted(places[node]))) for node in known}
        if len(set(finer.values())) == len(set(known.values())):
            return finer
        known = finer


def _paint(row: Row, colours: Mapping[object, int]) -> Row:
    return tuple(("_:", colours[term]) if term in colours else term for term in row)

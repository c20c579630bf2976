"""Statements made by hand, and what is named in them as short tuples to compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.named.naming import Naming, find_names
from kg.named.statements import Statement
from kg.records import Subject, SubjectKind, Thing

NODE = Subject(SubjectKind.NODE, path=("1",))
ROW = Subject(SubjectKind.LISTING, start=7)


def make_statements(
    *texts: str, labels: Iterable[int] = (), owner: Subject = NODE
) -> list[Statement]:
    """Statements of one owner, each on its own line of a source."""
    made: list[Statement] = []
    start = 0
    for index, text in enumerate(texts):
        offsets = tuple(range(start, start + len(text)))
        made.append(Statement(text, offsets, index in set(labels), (owner,)))
        start += len(text) + 1
    return made


def name_texts(
    *texts: str,
    town: str | None = "青葉台市",
    known: Mapping[str, Thing] | None = None,
    labels: Iterable[int] = (),
    owner: Subject = NODE,
) -> Naming:
    """The naming of such statements."""
    return find_names(make_statements(*texts, labels=labels, owner=owner), known, town)


def list_things(naming: Naming) -> list[tuple[str, ...]]:
    """Each thing by its kind, code and names."""
    return [(one.thing.kind, one.code, *(name.text for name in one.names)) for one in naming.things]


def list_names(naming: Naming, index: int) -> list[tuple[str, bool]]:
    """The things named in a statement, and whether by a short form."""
    return [(name.thing.name, name.short) for name in naming.names[index]]

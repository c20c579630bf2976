"""Names that other documents of a municipality give: a gazetteer grown from all that was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.records import Named, Thing
from kg.text.fold import fold_key

#: What one document names another may mention; places and wards are named everywhere.
_KINDS = frozenset(("instrument", "body", "service", "publication", "project"))
#: A shorter name may be a part of many words.
_SHORTEST = 6


@dataclass(frozen=True)
class DocumentNames:
    """What one document names, with its text and municipality."""

    municipality: str
    text: str
    named: Named


def find_shared_names(documents: Sequence[DocumentNames]) -> list[dict[str, Thing]]:
    """For each document the names that stand in its text and that only others give.

    Of a name that means two things none is taken.
    """
    given = [_find_given(document) for document in documents]
    found: list[dict[str, Thing]] = []
    for index, document in enumerate(documents):
        own, text = given[index], fold_key(document.text)
        meant: dict[str, set[Thing]] = defaultdict(set)
        for other, names in enumerate(given):
            if other != index and documents[other].municipality == document.municipality:
                for name, thing in names.items():
                    if fold_key(name) in text:
                        meant[name].add(thing)
        keys = {fold_key(name) for name in own}
        found.append(
            {
                name: next(iter(things))
                for name, things in sorted(meant.items())
                # A part of a name of the document's own is that name's short form here.
                if len(things) == 1 and not any(fold_key(name) in key for key in keys)
            }
        )
    return found


def _find_given(document: DocumentNames) -> Mapping[str, Thing]:
    """The names that a document gives to things that it says more of than a mention."""
    return {
        value.text: record.thing
        for record in document.named.things
        if record.thing.kind in _KINDS
        for value in record.names
        if len(fold_key(value.text)) >= _SHORTEST
    }

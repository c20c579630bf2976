"""The pointers of 再掲 rows that lead to no row of their document."""

from __future__ import annotations

from collections.abc import Sequence

from kg.layouts.outline import NodeDraft
from kg.records import ListingRecord, Pointer
from kg.text.pointers import Step, find_landing, make_chain, parse_target


def find_astray(
    listings: Sequence[ListingRecord], nodes: Sequence[NodeDraft], marks: tuple[str, ...]
) -> list[Pointer]:
    """The pointers at whose numbers no unmarked row stands; a page alone leads anywhere."""
    pointing = [row for row in listings if row.pointer is not None and row.pointer.path]
    if not pointing:
        return []
    levels = {node.path: (node.rule.level, node.notation or "") for node in nodes}

    def chain(listing: ListingRecord) -> tuple[Step, ...]:
        path = listing.node or ()
        above = [levels[path[: end + 1]] for end in range(len(path)) if path[: end + 1] in levels]
        own = [(note.header, note.value.text) for note in listing.notes if note.role == "number"]
        return make_chain([*above, *own[:1]])

    there = [chain(row) for row in listings if not row.reappearance]
    astray: list[Pointer] = []
    for row in pointing:
        assert row.pointer is not None, "the row points"
        target, origin = parse_target(row.pointer.printed, marks), chain(row)
        if not any(find_landing(target, one, origin) for one in there):
            astray.append(row.pointer)
    return astray

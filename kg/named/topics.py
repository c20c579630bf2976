"""What a figure is about: the thing named before it, else the one that its heading or row names."""

from __future__ import annotations

from collections.abc import Sequence

from kg.named.name import Name
from kg.named.statements import Statement
from kg.records import Extraction, Subject, SubjectKind, Thing
from kg.text.dated import find_dated_end
from kg.text.fold import fold_key

#: What a statistic may be about (graph contract, `mpo:about`).
_KINDS = ("project", "body", "instrument")


class Topics:
    """The topics of a document's statements. `names[i]` stand in `statements[i]`."""

    def __init__(
        self,
        statements: Sequence[Statement],
        names: Sequence[Sequence[Name]],
        extraction: Extraction,
    ) -> None:
        self.statements, self.names = statements, names
        self._own = {
            listing.start: Thing("project", listing.label) for listing in extraction.listings
        }
        self._titles: dict[Subject, Thing] = {}
        for statement, found in zip(statements, names, strict=True):
            if statement.label:
                whole = fold_key(statement.text[: find_dated_end(statement.text)])
                for name in found:
                    named = fold_key(statement.text[name.start : name.end])
                    if name.thing.kind in _KINDS and named == whole:
                        self._titles[statement.owner] = name.thing

    def find_own_project(self, subject: Subject) -> Thing | None:
        """The project that a row is a row of."""
        return self._own.get(subject.start) if subject.kind is SubjectKind.LISTING else None

    def find_topic(self, index: int, at: int) -> Thing | None:
        """What the figure at `at` of a statement is about, None where nothing tells."""
        statement = self.statements[index]
        if (own := self.find_own_project(statement.owner)) is not None:
            return self._titles.get(statement.owner, own)
        sentence = statement.text.rfind("。", 0, at) + 1
        before = [
            name
            for name in self.names[index]
            if sentence <= name.start and name.end <= at and name.thing.kind in _KINDS
        ]
        if before:
            return before[-1].thing
        first = next((name for name in self.names[index] if name.thing.kind in _KINDS), None)
        if first is not None and not statement.text[: first.start].strip("「『■○・ "):
            return first.thing
        return self._find_title(statement.subjects)

    def find_topic_of_node(self, path: tuple[str, ...] | None) -> Thing | None:
        """What a table under a node is about."""
        if path is None:
            return None
        return self._find_title(
            [Subject(SubjectKind.NODE, path=path[:size]) for size in range(len(path), 0, -1)]
        )

    def _find_title(self, subjects: Sequence[Subject]) -> Thing | None:
        return next((self._titles[one] for one in subjects if one in self._titles), None)

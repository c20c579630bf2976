"""The listing of a sheet: its name, its texts, and the columns that are kept as notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.layouts.ledger import Ledger
from kg.layouts.review_records import Organisation
from kg.layouts.review_table import Cell, Header, Row
from kg.layouts.review_words import ReviewWords
from kg.records import ListingRecord, Note, Span, Value
from kg.text.fold import fold_key

#: What parts the header of a note from the choice that a column of yes and no stands for.
_PARTS: Final = "ー-－―:：・ \u3000"


class ListingMaker:
    """Makes the listings of one document."""

    def __init__(
        self,
        words: ReviewWords,
        header: Header,
        columns: Mapping[str, Sequence[int]],
        ledger: Ledger,
    ) -> None:
        self.words, self.header, self.ledger = words, header, ledger
        self.texts = {role: columns.get(role, ()) for role in ("description", "current")}
        self.noted = {*columns.get("note", ()), *columns.get("remark", ())}
        self.flags = {
            column: words.flags[word]
            for word, column in header.places.items()
            if word in words.flags
        }

    def keep(self, column: int) -> None:
        """Keep the cells of a column that the layout does not know as notes."""
        self.noted.add(column)

    def make(
        self,
        rows: Sequence[Row],
        printed: Cell,
        name: Value,
        position: int,
        node: tuple[str, ...] | None,
        notes: Sequence[Note],
    ) -> ListingRecord:
        """The listing of a sheet's rows; `notes` are those that several cells make together."""
        found: dict[int, list[Value]] = {}
        for row in rows:
            for column, cell in sorted(row.cells.items()):
                known = found.setdefault(column, [])
                if all(cell.text != value.text for value in known):
                    known.append(cell.value)
        current = self._get(found, "current")
        return ListingRecord(
            start=rows[0].span.start,
            position=position,
            node=node,
            printed_name=printed.text,
            name=name.text,
            label=name.text,
            name_spans=name.spans,
            reappearance=False,
            ward_scopes=(),
            descriptions=tuple(self._get(found, "description")),
            current_state=current[0] if current else None,
            effort=None,
            cells=(),
            bodies=(),
            marks=(),
            printed_marks=(),
            spans=tuple(row.span for row in rows),
            notes=(*self._read_notes(found), *notes),
        )

    def _get(self, found: Mapping[int, list[Value]], role: str) -> list[Value]:
        return [
            value
            for column in self.texts[role]
            for value in found.get(column, [])
            if not self.words.is_nothing(value.text)
        ]

    def _read_notes(self, found: Mapping[int, list[Value]]) -> list[Note]:
        notes: list[Note] = []
        for column, values in sorted(found.items()):
            if column in self.noted:
                header = self.header.row.cells.get(column)
                word = header.text if header else str(column + 1)
                notes += [Note("remark", word, None, value) for value in values]
            elif column in self.flags:
                for value in values:
                    notes += self._read_flag(column, value)
        return notes

    def _read_flag(self, column: int, value: Value) -> list[Note]:
        """A column of yes and no: 実施方法：補助 where it stands for a choice, else its word."""
        key = fold_key(value.text)
        if key in self.words.no:
            return []
        note, header = self.flags[column], self.header.row.cells[column]
        choice = header.text.removeprefix(note).strip(_PARTS)
        if key not in self.words.yes:
            self.ledger.report(
                "flag-not-understood",
                value.spans[0],
                "はい・いいえのどちらを表す語か、レイアウトにありません",
                "the layout does not know whether this means yes or no",
            )
        elif choice:
            start = header.span.start + header.text.index(choice)
            proof = Span(start, start + len(choice))
            return [Note("remark", note, None, Value(choice, (proof, *value.spans)))]
        return [Note("remark", note, None, value)]


def note_others(organisations: Sequence[Organisation]) -> list[Note]:
    """The organisations beside the leading one, as notes: responsible too, but not in the lead."""
    return [
        Note(
            "remark",
            one.note,
            None,
            Value(" ".join(body.name for body in one.chain), (one.span,)),
        )
        for one in organisations
        if one.note
    ]

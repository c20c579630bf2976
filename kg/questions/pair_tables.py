"""Reappearances and repeats as flat tables: for CSV, spreadsheets and data frames.

The keys of the columns are fixed; a spreadsheet heads them in its reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.questions.appearance import Appearance
from kg.questions.drift import Drift, FieldDrift, FieldState, SegmentKind
from kg.questions.drift_words import say_field
from kg.questions.evidence import Evidence
from kg.questions.reappearances import Reappearance
from kg.questions.repeats import Repeat, RepeatSide

Cell = str | int | float | None
Record = dict[str, Cell]
#: How a difference is marked in plain text: what only the first text has, and only the second.
_MARKS: Final = {
    SegmentKind.EQUAL: ("{}", "{}"),
    SegmentKind.DELETED: ("【削除：{}】", "[deleted: {}]"),
    SegmentKind.INSERTED: ("【追加：{}】", "[inserted: {}]"),
}


@dataclass(frozen=True)
class Table:
    """Rows by the keys of their columns, each with its heading in Japanese and English."""

    columns: dict[str, tuple[str, str]]
    rows: tuple[Record, ...]

    def head(self, language: str) -> list[str]:
        """The headings in `ja` or `en`."""
        return [words[language == "en"] for words in self.columns.values()]

    def list_rows(self) -> list[list[Cell]]:
        """The cells of each row, in the order of the columns."""
        return [[row.get(key) for key in self.columns] for row in self.rows]


_SIDE: Final = {
    "name": ("名称", "name"),
    "document": ("文書", "document"),
    "place": ("体系の中の位置", "place"),
    "lines": ("行", "lines"),
    "iri": ("固定リンク", "permalink"),
}


def _head_side(prefix: str, ja: str, en: str) -> dict[str, tuple[str, str]]:
    return {
        f"{prefix}_{key}": (f"{ja}の{words[0]}", f"{en} {words[1]}")
        for key, words in _SIDE.items()
    }


_AGAIN: Final = _head_side("row", "再掲の行", "row marked 再掲:")
_ORIGINAL: Final = _head_side("original", "元の行", "original:")
_FIELDS: Final = {
    "field": ("欄", "field"),
    "compared": ("比較", "compared"),
    "left": ("元の文", "text of the first"),
    "right": ("もう一方の文", "text of the second"),
    "difference": ("差分", "difference"),
}
_REPEAT: Final = {
    "kind": ("種類", "kind"),
    "status": ("状態", "status"),
    "reason": ("理由", "reason"),
    "score": ("似ている度合い", "score"),
    "confidence": ("確かさ", "confidence"),
    "summary": ("違いのまとめ", "summary"),
    "left_project": ("一つ目の事業", "first project"),
    "left_text": ("一つ目の内容", "text of the first"),
    **_head_side("left", "一つ目", "first:"),
    "right_project": ("二つ目の事業", "second project"),
    "right_text": ("二つ目の内容", "text of the second"),
    **_head_side("right", "二つ目", "second:"),
    "rules": ("規則", "rules"),
    "link": ("関連の固定リンク", "link"),
}


def make_reappearance_table(rows: Iterable[Reappearance], language: str = "ja") -> Table:
    """A row for each 再掲 row: its state, its original, how the two differ."""
    columns = {
        "state": ("状態", "state"),
        "summary": ("違いのまとめ", "summary"),
        **_AGAIN,
        **_ORIGINAL,
        "candidates": ("元の行の候補", "possible originals"),
        "confidence": ("確かさ", "confidence"),
        "shift": ("列のずれ", "shift of columns"),
    }
    return Table(columns, tuple(_make_row(one, language) for one in rows))


def _make_row(one: Reappearance, language: str) -> Record:
    link = one.appearance.original
    return {
        "state": say_state(one),
        "summary": "" if one.drift is None else one.drift.summary(language),
        **_make_side("row", one.appearance),
        **_make_side("original", one.original),
        "candidates": " ".join(each.iri for each in one.candidates),
        "confidence": None if link is None else link.confidence,
        "shift": None if one.drift is None else one.drift.shift,
    }


def say_state(one: Reappearance) -> str:
    """What is known of a 再掲 row: same, drifted, unknown or several."""
    return one.state.value if one.drift is None else one.drift.state.value


def make_field_table(rows: Iterable[Reappearance], language: str = "ja") -> Table:
    """A row for each field of each 再掲 row whose original is known."""
    return Table(
        {**_AGAIN, **_FIELDS},
        tuple(
            {**_make_side("row", one.appearance), **_make_field(field, language)}
            for one in rows
            if one.drift is not None
            for field in one.drift.fields
        ),
    )


def _make_field(field: FieldDrift, language: str) -> Record:
    return {
        "field": say_field(field, language),
        "compared": field.state.value,
        "left": field.left,
        "right": field.right,
        "difference": "" if field.state.agrees else mark_difference(field, language),
    }


def mark_difference(field: FieldDrift, language: str = "ja") -> str:
    """The difference of a field as one text with 【削除：…】 and 【追加：…】, or in English.

    Of a column that a shift explains it is both texts: its letters compare with another column's.
    """
    if field.state is FieldState.SHIFTED:
        return f"{field.left or '–'} → {field.right or '–'}"
    return "".join(
        _MARKS[one.kind][language == "en"].format(one.left or one.right) for one in field.segments
    )


def make_repeat_table(repeats: Iterable[Repeat], language: str = "ja") -> Table:
    """A row for each pair: why it is one, how alike, both texts, and where they stand."""
    return Table(_REPEAT, tuple(_make_repeat(one, language) for one in repeats))


def _make_repeat(one: Repeat, language: str) -> Record:
    return {
        "kind": one.link.kind.value,
        "status": one.link.status.value,
        "reason": one.link.reason(language),
        "score": one.link.score,
        "confidence": one.link.confidence,
        "summary": "" if one.drift is None else one.drift.summary(language),
        **_make_project("left", one.left),
        **_make_project("right", one.right),
        "rules": " ".join(rule.rpartition("/")[2] for rule in one.link.rules),
        "link": one.link.link,
    }


def _make_project(prefix: str, side: RepeatSide) -> Record:
    told = side.main.descriptions if side.main else ()
    return {
        f"{prefix}_project": side.project.label,
        f"{prefix}_text": "\n".join(said.text for said in told),
        **_make_side(prefix, side.main),
    }


def _make_side(prefix: str, row: Appearance | None) -> Record:
    if row is None:
        return {f"{prefix}_{key}": None for key in _SIDE}
    return {
        f"{prefix}_name": row.printed_name,
        f"{prefix}_document": row.document.label,
        f"{prefix}_place": say_path(row),
        f"{prefix}_lines": say_lines(row.evidence),
        f"{prefix}_iri": row.iri,
    }


def say_path(row: Appearance) -> str:
    """Where a row stands: the nodes from the root down."""
    return " › ".join(f"{step.notation or ''} {step.label}".strip() for step in row.path)


def say_lines(evidence: Sequence[Evidence]) -> str:
    """The lines of some proofs, `12` or `12–14`, each once."""
    places = (
        str(one.first_line)
        if one.last_line in (None, one.first_line)
        else f"{one.first_line}–{one.last_line}"
        for one in evidence
        if one.first_line is not None
    )
    return ", ".join(dict.fromkeys(places))


def find_changes(drift: Drift) -> tuple[FieldDrift, ...]:
    """The fields of a comparison that say something else, those of a shift included."""
    return (*drift.differing, *drift.shifted)

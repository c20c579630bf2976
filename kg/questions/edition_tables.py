"""The changes between two editions as flat tables, and in words."""

from __future__ import annotations

from typing import Final

from kg.links.edition_match import Bridge
from kg.questions.appearance import Appearance
from kg.questions.drift_words import say_field
from kg.questions.editions import Change, EditionChanges, NodeChange, RowChange
from kg.questions.pair_tables import (
    Record,
    Table,
    find_changes,
    mark_difference,
    say_lines,
    say_path,
)
from kg.questions.tree import Node

CHANGES: Final = {
    Change.ADDED: ("追加", "added"),
    Change.REMOVED: ("削除", "removed"),
    Change.CHANGED: ("変更", "changed"),
    Change.RENAMED: ("改称", "renamed"),
    Change.MOVED: ("移動", "moved"),
    Change.SAME: ("同じ", "the same"),
}
BRIDGES: Final = {
    Bridge.NAME: ("名前が同じ", "the same name"),
    Bridge.CODE: ("番号が同じ", "the same number"),
    Bridge.LIKENESS: ("名前や説明が似ている", "alike in name or text"),
}
_ROW: Final = {
    "changes": ("変わったこと", "changes"),
    "old_name": ("旧版の名称", "old name"),
    "new_name": ("新版の名称", "new name"),
    "old_place": ("旧版の位置", "old place"),
    "new_place": ("新版の位置", "new place"),
    "fields": ("違う欄", "fields that differ"),
    "differences": ("違い", "differences"),
    "bridge": ("同じとみた根拠", "taken for the same by"),
    "score": ("似ている度合い", "likeness"),
    "old_lines": ("旧版の行", "old lines"),
    "new_lines": ("新版の行", "new lines"),
    "old_document": ("旧版", "old edition"),
    "new_document": ("新版", "new edition"),
    "old_iri": ("旧版の固定リンク", "old permalink"),
    "new_iri": ("新版の固定リンク", "new permalink"),
}
_NODE: Final = {
    key: _ROW[key]
    for key in ("changes", "old_name", "new_name", "bridge", "score", "old_lines", "new_lines")
} | {
    "level": ("段", "level"),
    "old_iri": _ROW["old_iri"],
    "new_iri": _ROW["new_iri"],
}


def make_row_table(changes: EditionChanges, language: str = "ja") -> Table:
    """A row for each row of either edition that is not the same in both."""
    rows = (row for row in changes.rows if row.changes != (Change.SAME,))
    return Table(_ROW, tuple(_make_row(changes, row, language) for row in rows))


def make_node_table(changes: EditionChanges, language: str = "ja") -> Table:
    """A row for each heading of either edition that is not the same in both."""
    nodes = (node for node in changes.nodes if node.changes != (Change.SAME,))
    return Table(_NODE, tuple(_make_node(node, language) for node in nodes))


def say_changes(changes: tuple[Change, ...], language: str) -> str:
    """The changes in words."""
    words = (CHANGES[change][language == "en"] for change in changes)
    return ("、" if language == "ja" else ", ").join(words)


def say_node(node: Node) -> str:
    """A heading with its number as printed."""
    return f"{node.notation or ''} {node.label}".strip()


def _make_row(changes: EditionChanges, one: RowChange, language: str) -> Record:
    fields = () if one.drift is None else find_changes(one.drift)
    return {
        "changes": say_changes(one.changes, language),
        **_make_side("old", one.old),
        **_make_side("new", one.new),
        "fields": "、".join(say_field(field, language) for field in fields),
        "differences": "\n".join(
            f"{say_field(field, language)}: {mark_difference(field, language)}" for field in fields
        ),
        "bridge": "" if one.bridge is None else BRIDGES[one.bridge][language == "en"],
        "score": None if one.score is None else round(one.score, 2),
        "old_document": changes.old.title if one.old else None,
        "new_document": changes.new.title if one.new else None,
    }


def _make_side(prefix: str, row: Appearance | None) -> Record:
    if row is None:
        return {f"{prefix}_{key}": None for key in ("name", "place", "lines", "iri")}
    return {
        f"{prefix}_name": row.printed_name,
        f"{prefix}_place": say_path(row),
        f"{prefix}_lines": say_lines(row.evidence),
        f"{prefix}_iri": row.iri,
    }


def _make_node(one: NodeChange, language: str) -> Record:
    return {
        "changes": say_changes(one.changes, language),
        "level": one.shown.level,
        "old_name": None if one.old is None else say_node(one.old),
        "new_name": None if one.new is None else say_node(one.new),
        "bridge": "" if one.bridge is None else BRIDGES[one.bridge][language == "en"],
        "score": None if one.score is None else round(one.score, 2),
        "old_lines": None if one.old is None else say_lines(one.old.evidence),
        "new_lines": None if one.new is None else say_lines(one.new.evidence),
        "old_iri": None if one.old is None else one.old.iri,
        "new_iri": None if one.new is None else one.new.iri,
    }

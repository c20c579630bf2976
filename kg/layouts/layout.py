"""Layouts: what the headings, columns and marks of a kind of document mean, as data.

A layout names no title, project, heading or line of any document. It is a TOML file:

    description      what kind of document it is for
    line_end_blanks  true where a blank between Japanese characters is the end of a printed line
    term_mark        the sign before a term that is explained further on
    [[node]]         a level of the hierarchy, from the top down: `level`, and either `pattern`,
                     one or several (kg/layouts/pattern.py; `title = "next"` when the title
                     stands on the next line), or `before`, the parts whose label follows an
                     unnumbered heading: the first of its parts that the node prints
    [columns] [parts] [marks]   words added to those of vocabulary.toml
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import LayoutError, locate
from kg.layouts.pattern import Pattern, parse_pattern
from kg.text.brackets import CLOSING, OPENING
from kg.text.fold import fold_key

_HERE = Path(__file__).parent
_VOCABULARY = "vocabulary.toml"
_KEYS = {"description", "line_end_blanks", "term_mark", "node", "columns", "parts", "marks"}
_NODE_KEYS = {"level", "pattern", "title", "before"}


@dataclass(frozen=True)
class NodeRule:
    """How headings of one level are recognised; `depth` counts from 0 at the top."""

    level: str
    depth: int
    patterns: tuple[Pattern, ...]
    title_on_next_line: bool
    before: frozenset[str]


@dataclass(frozen=True)
class Words:
    """Folded words and what each means."""

    columns: Mapping[str, str]
    parts: Mapping[str, str]
    reappearance: tuple[str, ...]
    all_wards: tuple[str, ...]
    present: tuple[str, ...]
    bodies: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Layout:
    """A layout ready for use."""

    name: str
    description: str
    nodes: tuple[NodeRule, ...]
    words: Words
    line_end_blanks: bool
    term_mark: str | None

    def find_part(self, text: str) -> str | None:
        """The part that a label opens: issue, approach, description, tables or box."""
        key = fold_key(text[find_label_start(text) : find_label_end(text)])
        key = re.sub(rf"\A[{re.escape(OPENING)}](.*)[{re.escape(CLOSING)}]\Z", r"\1", key)
        bare = re.sub(r"\([^()]*\)", "", key)
        return self.words.parts.get(bare) or self.words.parts.get(key)

    def find_column(self, text: str) -> str | None:
        """The role of a column by its header word."""
        key = fold_key(text)
        return self.words.columns.get(key) or self.words.columns.get(re.sub(r"\([^()]*\)", "", key))


_ENUMERATOR = re.compile(
    r"[\s■●○◎◆◇□▼▽▲△★☆◯•*・#]*(?:[(（]?[0-9０-９]{1,2}[)）]?[.．、\s]\s*|[①-⑳❶-❿]\s*)?"
)


def find_label_start(text: str) -> int:
    """Where the words of a label or heading begin, behind bullets and a number."""
    match = _ENUMERATOR.match(text)
    return match.end() if match and match.end() < len(text) else 0


def find_label_end(text: str) -> int:
    """Where the words of a label end and the dots, dashes or colon behind it begin."""
    return len(re.sub(r"[\s.・･…‥_=*:：\-－―─—]+\Z", "", text)) or len(text)


def find_layouts(extra: Path | None = None) -> dict[str, Path]:
    """All layouts by name: those of the package, and those of a data folder before them."""
    found = {path.stem: path for path in sorted(_HERE.glob("*.toml")) if path.name != _VOCABULARY}
    if extra is not None and extra.is_dir():
        found |= {path.stem: path for path in sorted(extra.glob("*.toml"))}
    return found


def get_layout(name: str, extra: Path | None = None, asked_by: str = "") -> Layout:
    """The layout of that name. Raises LayoutError naming the nearest when there is none."""
    layouts = find_layouts(extra)
    if name not in layouts:
        near = difflib.get_close_matches(name, layouts, cutoff=0.3) or list(layouts)
        raise LayoutError(
            f"レイアウト「{name}」はありません / no layout of that name",
            where=asked_by,
            fix="使えるもの / known: " + "、".join(near),
        )
    return load_layout(layouts[name])


def load_layout(path: Path) -> Layout:
    """The layout of a file. Raises LayoutError for what it cannot mean."""
    data = _read_toml(path)
    where = locate(path)
    for key in set(data) - _KEYS:
        near = difflib.get_close_matches(key, _KEYS, n=1)
        raise LayoutError(
            f"知らない項目 / unknown key: {key}", where=where, fix=f"→ {near[0]}" if near else ""
        )
    rules = tuple(
        _parse_rule(depth, table, where) for depth, table in enumerate(data.get("node", []))
    )
    return Layout(
        path.stem,
        str(data.get("description", "")),
        rules,
        _merge_words(data, where),
        bool(data.get("line_end_blanks", False)),
        data.get("term_mark"),
    )


def _parse_rule(depth: int, table: dict[str, Any], where: str) -> NodeRule:
    place = f"{where} [[node]] {depth + 1}"
    if unknown := set(table) - _NODE_KEYS:
        raise LayoutError(f"知らない項目 / unknown key: {sorted(unknown)[0]}", where=place)
    if "level" not in table or ("pattern" in table) == ("before" in table):
        raise LayoutError(
            "level と、pattern か before のどちらか一つが要ります / "
            "level and exactly one of pattern, before",
            where=place,
        )
    given = table.get("pattern", [])
    patterns = tuple(
        parse_pattern(template, place)
        for template in ([given] if isinstance(given, str) else given)
    )
    before = table.get("before", [])
    parts: frozenset[str] = frozenset([before] if isinstance(before, str) else before)
    if strange := parts - set(_vocabulary()["parts"]):
        raise LayoutError(
            f"知らない役割 / unknown part: {sorted(strange)[0]}",
            where=place,
            fix="使えるもの / known: " + "、".join(_vocabulary()["parts"]),
        )
    return NodeRule(table["level"], depth, patterns, table.get("title") == "next", parts)


@cache
def _vocabulary() -> dict[str, Any]:
    return _read_toml(_HERE / _VOCABULARY)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise LayoutError(
            "レイアウトを読めません / the layout cannot be read", where=locate(path), why=str(error)
        ) from error


def _merge_words(data: Mapping[str, Any], where: str) -> Words:
    shared = _vocabulary()

    def words(section: str) -> dict[str, str]:
        merged: dict[str, str] = {}
        for table in (shared[section], data.get(section, {})):
            for role, names in table.items():
                if role not in shared[section]:
                    raise LayoutError(
                        f"知らない役割 / unknown role in [{section}]: {role}",
                        where=where,
                        fix="使えるもの / known: " + "、".join(shared[section]),
                    )
                merged |= {fold_key(name): role for name in names}
        return merged

    def marks(role: str) -> tuple[str, ...]:
        own = data.get("marks", {}).get(role, [])
        return tuple(fold_key(word) for word in [*shared["marks"][role], *own])

    # The longest ending decides: 区役所 before 所, 委員会 before 会.
    endings = [(fold_key(end), kind) for kind, ends in shared["bodies"].items() for end in ends]
    return Words(
        words("columns"),
        words("parts"),
        marks("reappearance"),
        marks("all_wards"),
        marks("present"),
        tuple(sorted(endings, key=lambda pair: -len(pair[0]))),
    )

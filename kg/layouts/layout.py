"""Layouts: what the headings, columns and marks of a kind of document mean, as data.

A layout names no title, project, heading or line of any document. It is a TOML file:

    description      what kind of document it is for
    kind             "legislation" for laws, ordinances and rules, whose form is the same anywhere;
                     nothing but `description` stands beside it; "review-sheets" for tables
                     of the national review: then [review] does (kg/layouts/review_words.py)
    line_end_blanks  true where a blank between Japanese characters is the end of a printed line
    term_mark        the sign before a term that is explained further on
    [[node]]         a level of the hierarchy, from the top down: `level`, and either `pattern`,
                     one or several (kg/layouts/pattern.py; `title = "next"` when the title
                     stands on the next line), or `before`, the parts whose label follows an
                     unnumbered heading: the first of its parts that the node prints, or `lone`:
                     true where a short line alone between blank lines is a heading, "upper" where
                     it is one of this level when another heading follows it directly, or
                     `heading`, the number of # before it
    outline          true where the cells of tables hold headings, texts and marked items, and no
                     columns of projects; then [[node]] may also say `cell`: a pattern for cells,
                     or true where a cell's words before its first marked item are the title
    section_marks    the signs before a heading that opens a section which is no policy
    leads            words that head a paragraph and belong to its print alone
    bullets          signs before a paragraph that belong to its print alone
    [[item]]         what a `mark` before a stretch of a cell, or before a line of running text,
                     `makes`: a listing, an opinion, or a node of a `level`; perhaps only under
                     a header with the word `column`
    [[entry]]        a line that opens a project of its own, outside tables, by its `pattern`; what
                     its number is called is `header` (kg/layouts/entries.py)
    owners           "brackets" where the bodies that run a project stand in brackets behind its
                     name or description in tables too
    [columns] [parts] [marks]   words added to those of vocabulary.toml

A node's level stands under the one before it in the file, or under the level named `under`
("" for a root).
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import LayoutError, locate
from kg.layouts.layout_entries import EntryRule, parse_entry, parse_owners
from kg.layouts.layout_words import VOCABULARY, Words, load_vocabulary, merge_words, read_toml
from kg.layouts.pattern import LONGEST, Pattern, parse_pattern
from kg.layouts.review_words import ReviewWords, parse_review_words
from kg.text.brackets import CLOSING, OPENING
from kg.text.fold import fold_key

_HERE = Path(__file__).parent
_KEYS = {
    "description",
    "kind",
    "review",
    "line_end_blanks",
    "term_mark",
    "outline",
    "section_marks",
    "leads",
    "bullets",
    "node",
    "item",
    "entry",
    "owners",
    "columns",
    "parts",
    "marks",
}
#: What a document of a layout is: a plan or report, a law, ordinance or rule, or review sheets.
PLAN, LEGISLATION, REVIEW = "plan", "legislation", "review-sheets"
#: What may stand in a layout of a kind that has a form of its own.
_OWN_KEYS = {
    LEGISLATION: {"description", "kind"},
    REVIEW: {"description", "kind", "review"},
}
_NODE_KEYS = {"level", "pattern", "title", "before", "cell", "lone", "heading", "under"}
#: What makes a line a heading of a level, one at least.
_CLUES = ("pattern", "before", "cell", "lone", "heading")
_ITEM_KEYS = {"mark", "makes", "level", "column"}
_MAKES = ("listing", "opinion", "node")


@dataclass(frozen=True)
class NodeRule:
    """How headings of one level are recognised; `depth` counts from 0 at the top.

    `lone`: by standing alone; `lone_above`: so, and right above another; `heading`: by so many #.
    """

    level: str
    depth: int
    patterns: tuple[Pattern, ...]
    title_on_next_line: bool
    before: frozenset[str]
    cell_patterns: tuple[Pattern, ...] = ()
    leads_cell: bool = False
    lone: bool = False
    lone_above: bool = False
    heading: int | None = None


@dataclass(frozen=True)
class ItemRule:
    """What a mark before a stretch makes of it; `rule` is the level of a node, `column` a word of
    the header under which it does so, "" where it does under any."""

    mark: str
    makes: str
    rule: NodeRule | None
    column: str = ""


@dataclass(frozen=True)
class Layout:
    """A layout ready for use."""

    name: str
    description: str
    nodes: tuple[NodeRule, ...]
    words: Words
    line_end_blanks: bool
    term_mark: str | None
    outline: bool = False
    section_marks: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    items: tuple[ItemRule, ...] = ()
    kind: str = PLAN
    review: ReviewWords | None = None
    entries: tuple[EntryRule, ...] = ()
    owners: bool = False

    def find_part(self, text: str) -> str | None:
        """The part that a label opens: issue, approach, description, tables or box."""
        if len(text) > LONGEST:
            return None
        key = fold_key(text[find_label_start(text) : find_label_end(text)])
        key = re.sub(rf"\A[{re.escape(OPENING)}](.*)[{re.escape(CLOSING)}]\Z", r"\1", key)
        bare = re.sub(r"\([^()]*\)", "", key)
        return self.words.parts.get(bare) or self.words.parts.get(key)

    def find_column(self, text: str) -> str | None:
        """The role of a column by its header word."""
        if len(text) > LONGEST:
            return None
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
    found = {path.stem: path for path in sorted(_HERE.glob("*.toml")) if path.name != VOCABULARY}
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
    return _make_layout(read_toml(path), path.stem, locate(path))


def parse_layout(text: str, name: str, where: str = "") -> Layout:
    """The layout that a text is. Raises LayoutError for what it cannot mean."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LayoutError(
            "レイアウトを読めません / the layout cannot be read",
            where=where or name,
            why=str(error),
        ) from error
    return _make_layout(data, name, where or name)


def _make_layout(data: dict[str, Any], name: str, where: str) -> Layout:
    try:
        return _build_layout(data, name, where)
    except (TypeError, AttributeError, ValueError, KeyError, re.error) as error:
        raise LayoutError(
            "レイアウトの値の形が違います / a value of the layout has the wrong form",
            where=where,
            why=str(error),
            fix="docs/layouts.md の表を見てください / see the table in docs/layouts.md",
        ) from error


def _build_layout(data: dict[str, Any], name: str, where: str) -> Layout:
    for key in set(data) - _KEYS:
        near = difflib.get_close_matches(key, _KEYS, n=1)
        raise LayoutError(
            f"知らない項目 / unknown key: {key}", where=where, fix=f"→ {near[0]}" if near else ""
        )
    for key in ("line_end_blanks", "outline"):
        if not isinstance(data.get(key, False), bool):
            raise TypeError(f"{key}: {data[key]!r}")
    for key in ("description", "term_mark"):
        if not isinstance(data.get(key, ""), str):
            raise TypeError(f"{key}: {data[key]!r}")
    _check_kind(data, where)
    rules: list[NodeRule] = []
    for table in data.get("node", []):
        rules.append(_parse_rule(table, rules, where))
    entries = [parse_entry(table, where) for table in data.get("entry", [])]
    rules, entries = _tell_circled(rules, entries)
    return Layout(
        name,
        str(data.get("description", "")),
        tuple(rules),
        merge_words(data, where),
        bool(data.get("line_end_blanks", False)),
        data.get("term_mark"),
        bool(data.get("outline", False)),
        tuple(data.get("section_marks", [])),
        tuple(data.get("leads", [])),
        tuple(data.get("bullets", [])),
        tuple(_parse_item(table, rules, where) for table in data.get("item", [])),
        data.get("kind", PLAN),
        parse_review_words(data["review"], where) if "review" in data else None,
        tuple(entries),
        parse_owners(data.get("owners"), where),
    )


def _check_kind(data: dict[str, Any], where: str) -> None:
    """Raise LayoutError for an unknown kind, and for keys that it has no use for."""
    kind = data.get("kind", PLAN)
    if kind not in (PLAN, *_OWN_KEYS):
        raise LayoutError(
            f"知らない kind / unknown kind: {kind!r}",
            where=where,
            fix=f"使えるもの / known: {'、'.join((PLAN, *_OWN_KEYS))}",
        )
    own = _OWN_KEYS.get(kind, _KEYS - {"review"})
    if more := sorted(set(data) - own):
        raise LayoutError(
            f"kind が {kind} のレイアウトに {more[0]} は書けません / "
            f"{more[0]} means nothing in a layout of the kind {kind}",
            where=where,
            fix="書けるもの / known: " + "、".join(sorted(own)),
        )
    if "review" in own and not isinstance(data.get("review"), dict):
        raise LayoutError(
            "[review] が要ります / [review] is needed",
            where=where,
            fix="review-sheets.toml にならってください / see review-sheets.toml",
        )


def _tell_circled(
    rules: list[NodeRule], entries: list[EntryRule]
) -> tuple[list[NodeRule], list[EntryRule]]:
    """The rules with ① told from 1 in all patterns, where one of them says `{circled}`."""
    patterns = [p for rule in rules for p in rule.patterns]
    patterns += [p for entry in entries for p in entry.patterns]
    if not any("{circled" in pattern.template for pattern in patterns):
        return rules, entries

    def tell(given: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
        return tuple(replace(pattern, plain=True) for pattern in given)

    return (
        [replace(rule, patterns=tell(rule.patterns)) for rule in rules],
        [replace(entry, patterns=tell(entry.patterns)) for entry in entries],
    )


def _parse_item(table: dict[str, Any], rules: list[NodeRule], where: str) -> ItemRule:
    place = f"{where} [[item]]"
    if unknown := set(table) - _ITEM_KEYS:
        raise LayoutError(f"知らない項目 / unknown key: {sorted(unknown)[0]}", where=place)
    makes = table.get("makes")
    if not table.get("mark") or makes not in _MAKES:
        raise LayoutError(
            "mark と makes が要ります / mark and makes are needed",
            where=place,
            fix="makes: " + "、".join(_MAKES),
        )
    if makes != "node":
        return ItemRule(table["mark"], makes, None, fold_key(table.get("column", "")))
    depth = max((rule.depth for rule in rules), default=-1) + 1
    rule = NodeRule(table.get("level", "項目"), depth, (), False, frozenset())
    return ItemRule(table["mark"], makes, rule, fold_key(table.get("column", "")))


def _parse_rule(table: dict[str, Any], above: list[NodeRule], where: str) -> NodeRule:
    place = f"{where} [[node]] {len(above) + 1}"
    if unknown := set(table) - _NODE_KEYS:
        raise LayoutError(f"知らない項目 / unknown key: {sorted(unknown)[0]}", where=place)
    if "level" not in table or not set(_CLUES) & set(table):
        raise LayoutError(
            f"level と、{'・'.join(_CLUES)} のどれかが要ります / "
            f"level and one of {', '.join(_CLUES)}",
            where=place,
        )
    if table.get("heading") not in (None, 1, 2, 3, 4, 5, 6):
        raise LayoutError(
            f"heading は # の数です / heading is a number of #: {table['heading']}", where=place
        )
    if table.get("lone", False) not in (True, False, "upper"):
        raise LayoutError(
            f"lone に書けるのは true か upper です / lone is true or upper: {table['lone']}",
            where=place,
        )
    if "pattern" in table and "before" in table:
        raise LayoutError(
            "pattern と before はどちらか一つです / pattern or before, not both", where=place
        )
    if not isinstance(table["level"], str):
        raise TypeError(f"level: {table['level']!r}")
    if any(rule.level == table["level"] for rule in above):
        raise LayoutError(
            f"段「{table['level']}」が二度書かれています / the level is named twice", where=place
        )
    if table.get("title", "next") != "next":
        raise LayoutError(
            f"title に書けるのは next だけです / title may only be next: {table['title']}",
            where=place,
        )
    before = table.get("before", [])
    parts: frozenset[str] = frozenset([before] if isinstance(before, str) else before)
    if strange := parts - set(load_vocabulary()["parts"]):
        raise LayoutError(
            f"知らない役割 / unknown part: {sorted(strange)[0]}",
            where=place,
            fix="使えるもの / known: " + "、".join(load_vocabulary()["parts"]),
        )
    cell = table.get("cell", [])
    return NodeRule(
        table["level"],
        _find_depth(table, above, place),
        _parse_patterns(table.get("pattern", []), place),
        table.get("title") == "next",
        parts,
        () if cell is True else _parse_patterns(cell, place),
        cell is True,
        table.get("lone") is True,
        table.get("lone") == "upper",
        table.get("heading"),
    )


def _parse_patterns(given: str | list[str], place: str) -> tuple[Pattern, ...]:
    templates = [given] if isinstance(given, str) else given
    # The title of a pattern without the articles would take them in.
    ordered = sorted(templates, key=lambda template: "{article" not in template)
    return tuple(parse_pattern(template, place) for template in ordered)


def _find_depth(table: dict[str, Any], above: list[NodeRule], place: str) -> int:
    """How deep a level stands: below the one before it, or below the one that it names."""
    if "under" not in table:
        return above[-1].depth + 1 if above else 0
    if table["under"] == "":
        return 0
    for rule in above:
        if rule.level == table["under"]:
            return rule.depth + 1
    raise LayoutError(
        f"上の段「{table['under']}」がありません / no such level above",
        where=place,
        fix="先に書いた段 / levels above: " + "、".join(rule.level for rule in above),
    )

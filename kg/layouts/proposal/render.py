"""A proposed layout as TOML that a person can read and mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.layouts.layout_entries import BRACKETS, NUMBER
from kg.layouts.proposal.candidate import Candidate


@dataclass
class ItemDraft:
    """What a sign before a stretch makes."""

    mark: str
    makes: str
    level: str = ""
    column: str = ""


@dataclass
class EntryDraft:
    """Lines that open a project, and what their number is called."""

    patterns: list[str]
    header: str


@dataclass
class NodeDraft:
    """A level: its candidate in running text, or the patterns of its headings in cells."""

    level: str
    candidate: Candidate | None = None
    cell: list[str] = field(default_factory=list)
    leads_cell: bool = False
    under: str | None = None


@dataclass
class Draft:
    """All that a proposal says, before it is written down."""

    description: str
    nodes: list[NodeDraft] = field(default_factory=list)
    items: list[ItemDraft] = field(default_factory=list)
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    outline: bool = False
    line_end_blanks: bool = False
    term_mark: str | None = None
    section_marks: Sequence[str] = ()
    leads: Sequence[str] = ()
    bullets: Sequence[str] = ()
    entries: Sequence[EntryDraft] = ()
    owners: bool = False


def quote(text: str) -> str:
    """A TOML string."""
    escaped = "".join(
        f"\\u{ord(char):04x}" if ord(char) < 32 or ord(char) == 127 else char
        for char in text.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{escaped}"'


def _list(texts: Sequence[str]) -> str:
    return "[" + ", ".join(quote(text) for text in texts) + "]"


def _quote_all(texts: Sequence[str]) -> str:
    return quote(texts[0]) if len(texts) == 1 else _list(texts)


def render_layout(draft: Draft) -> str:
    """The layout as TOML, its parts in the order in which docs/layouts.md tells them."""
    lines = [f"description = {quote(draft.description)}"]
    if draft.line_end_blanks:
        lines.append("line_end_blanks = true")
    if draft.term_mark:
        lines.append(f"term_mark = {quote(draft.term_mark)}")
    if draft.outline:
        lines.append("outline = true")
    if draft.owners:
        lines.append(f"owners = {quote(BRACKETS)}")
    for key, values in (
        ("section_marks", draft.section_marks),
        ("leads", draft.leads),
        ("bullets", draft.bullets),
    ):
        if values:
            lines.append(f"{key} = {_list(values)}")
    for node in draft.nodes:
        lines += ["", "[[node]]", f"level = {quote(node.level)}", *_render_node(node)]
    for item in draft.items:
        lines += ["", "[[item]]", f"mark = {quote(item.mark)}", f"makes = {quote(item.makes)}"]
        if item.level:
            lines.append(f"level = {quote(item.level)}")
        if item.column:
            lines.append(f"column = {quote(item.column)}")
    for entry in draft.entries:
        lines += ["", "[[entry]]", f"pattern = {_quote_all(entry.patterns)}"]
        if entry.header != NUMBER:
            lines.append(f"header = {quote(entry.header)}")
    for name, table in (("columns", draft.columns), ("parts", draft.parts)):
        if table:
            lines += ["", f"[{name}]"]
            lines += [f"{role} = {_list(list(words))}" for role, words in sorted(table.items())]
    return "\n".join(lines) + "\n"


def render_parts(parts: Mapping[str, Sequence[str]]) -> str:
    """The [parts] of a layout as TOML."""
    return "\n".join(
        ["[parts]", *(f"{part} = {_list(words)}" for part, words in sorted(parts.items())), ""]
    )


def _render_node(node: NodeDraft) -> list[str]:
    lines: list[str] = []
    if node.under is not None:
        lines.append(f"under = {quote(node.under)}")
    candidate = node.candidate
    if candidate is not None and candidate.clue == "pattern":
        lines.append(f"pattern = {_quote_all(candidate.patterns)}")
        if candidate.title_next:
            lines.append('title = "next"')
    elif candidate is not None and candidate.clue == "before":
        lines.append('before = ["issue", "approach", "description", "tables"]')
    elif candidate is not None and candidate.clue == "heading":
        lines.append(f"heading = {candidate.hashes}")
    elif candidate is not None:
        lines.append('lone = "upper"' if candidate.clue == "upper" else "lone = true")
    if node.leads_cell:
        lines.append("cell = true")
    elif node.cell:
        lines.append(f"cell = {quote(node.cell[0]) if len(node.cell) == 1 else _list(node.cell)}")
    return lines

"""`kg reappearances`: every 再掲 row beside its original, and where the texts drifted apart."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.commands.tables import write_table, write_text
from kg.documents.folder import DataFolder
from kg.errors import NotFoundError
from kg.questions.appearance import Appearance
from kg.questions.document import find_documents
from kg.questions.drift_words import say_field
from kg.questions.pair_tables import (
    find_changes,
    make_field_table,
    make_reappearance_table,
    mark_difference,
    say_lines,
    say_path,
    say_state,
)
from kg.questions.reappearances import (
    Choice,
    Reappearance,
    filter_reappearances,
    find_reappearances,
)
from kg.store.choose import open_store

_STATES = {
    "same": ("一致", "same"),
    "drifted": ("違いあり", "drifted"),
    "unknown": ("原本不明", "original unknown"),
    "several": ("候補が複数", "several possible originals"),
}
_WORDS = {"ja": ("再掲", "元の行", "候補"), "en": ("row", "original", "possible original")}


def run_reappearances(root: Path, options: Namespace) -> int:
    """Print the rows with a 再掲 mark, of one state or one document, with their originals."""
    store = open_store(DataFolder(root))
    known = {one.iri.rpartition("/")[2] for one in find_documents(store)}
    if options.document is not None and options.document not in known:
        raise NotFoundError(
            f"文書 {options.document} はグラフにありません / no such document in the graph",
            fix="、".join(sorted(known)),
        )
    chosen = None if options.state is None else Choice(options.state)
    rows = [
        row
        for row in filter_reappearances(find_reappearances(store), chosen)
        if options.document is None
        or row.appearance.document.iri.endswith(f"/document/{options.document}")
    ]
    if options.form == "text":
        write_text("\n\n".join(_render(row, options.lang) for row in rows) + "\n", options)
        print(count_states(rows, options.lang), file=sys.stderr)
    else:
        write_table(
            {
                "reappearances": make_reappearance_table(rows, options.lang),
                "fields": make_field_table(rows, options.lang),
            },
            options,
        )
    return 0


def count_states(rows: Sequence[Reappearance], language: str) -> str:
    """How many rows there are of each state, in one line."""
    counted = {
        words[language == "en"]: sum(say_state(row) == state for row in rows)
        for state, words in _STATES.items()
    }
    parts = "、".join(f"{word} {number}" for word, number in counted.items() if number)
    total = f"再掲 {len(rows)} 行" if language == "ja" else f"{len(rows)} rows marked 再掲"
    return f"{total}: {parts}" if parts else total


def _render(row: Reappearance, language: str) -> str:
    again, original, candidate = _WORDS[language]
    state = _STATES[say_state(row)][language == "en"]
    lines = [f"{row.appearance.printed_name}［{state}］", _place(again, row.appearance)]
    if row.original is not None:
        lines.append(_place(original, row.original))
    lines += [_place(candidate, one) for one in row.candidates]
    if row.drift is not None:
        lines.append(f"  {row.drift.summary(language)}")
        lines += [
            f"    {say_field(field, language)}: {mark_difference(field, language)}"
            for field in find_changes(row.drift)
        ]
    return "\n".join(lines)


def _place(word: str, row: Appearance) -> str:
    parts: Iterable[str] = (row.document.label, say_path(row), f"L{say_lines(row.evidence)}")
    return f"  {word}: " + "  ".join(filter(None, parts))

"""`kg gaps`: articles nothing implements, projects without article or body, lone 再掲 rows."""

from __future__ import annotations

import sys
from argparse import Namespace
from itertools import groupby
from pathlib import Path

from kg.commands.tables import write_table, write_text
from kg.documents.folder import DataFolder
from kg.questions.gaps import Gap, GapKind, find_gaps, make_gap_table, say_gap_kind
from kg.questions.trace_sources import say_position
from kg.store.choose import open_store


def run_gaps(root: Path, options: Namespace) -> int:
    """Print what is missing, of one kind or all, each with where it stands."""
    kind = None if options.kind is None else GapKind(options.kind)
    gaps = [
        gap
        for gap in find_gaps(open_store(DataFolder(root)), kind)
        if options.municipality is None
        or (gap.municipality is not None and gap.municipality.iri.endswith(options.municipality))
    ]
    if options.form == "table":
        parts = []
        for one, own in groupby(gaps, key=lambda gap: gap.kind):
            found = list(own)
            lines = [_render(gap, options.lang) for gap in found]
            parts.append("\n".join([f"■ {say_gap_kind(one, options.lang)} ({len(found)})", *lines]))
        write_text("\n\n".join(parts) + "\n", options)
    else:
        write_table({"gaps": make_gap_table(gaps, options.lang)}, options)
    print(f"{len(gaps)} 件 / gaps", file=sys.stderr)
    return 0


def _render(gap: Gap, lang: str) -> str:
    places = [
        f"{one.title} {say_position(one, lang)}".strip() if one.document else one.title
        for one in gap.evidence
    ]
    home = f"{gap.homes[0].label} " if gap.kind is GapKind.ARTICLE and gap.homes else ""
    maybe = ""
    if gap.candidates:
        maybe = f"（候補 {gap.candidates}）" if lang == "ja" else f" ({gap.candidates} possible)"
    more = f" (+{len(places) - 1})" if len(places) > 1 else ""
    return f"  {home}{gap.thing.label}{maybe}" + (f"  ← {places[0]}{more}" if places else "")

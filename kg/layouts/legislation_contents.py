"""The table of contents of a law or ordinance, and whether the body is what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.layouts.ledger import Ledger
from kg.layouts.legislation_lines import DIVISION, PREAMBLE, SUPPLEMENT, Line, parse_numbers
from kg.legislation_records import ContentsEntry, DivisionRecord, Path, UnitRecord
from kg.text.articles import find_articles, make_article_label
from kg.text.fold import fold_key

#: The segment of each kind of division, from the widest.
SEGMENTS: Final = {"編": "part", "章": "chp", "節": "sec", "款": "subsec", "目": "div"}
_RANGE: Final = re.compile(
    r"(?P<title>[^。]*?)[ \u3000]*[（(](?P<range>[^（()）]*第[^（()）]*条[^（()）]*)[)）]"
)
_OTHER: Final = re.compile(r"別[ \u3000]*表.{0,40}|様式.{0,40}|別記.{0,40}")


def make_path(above: Path, kind: str, number: str) -> Path:
    """The path of a division that comes after another: below it where it is of a lower kind."""
    order = list(SEGMENTS.values())
    segment = SEGMENTS[kind]
    kept = [one for one in above if order.index(one.partition("_")[0]) < order.index(segment)]
    return (*kept, f"{segment}_{number}")


class Contents:
    """Reads the lines of a table of contents."""

    def __init__(self) -> None:
        self.entries: list[ContentsEntry] = []
        self._path: Path = ()

    def read(self, line: Line) -> bool:
        """Take in a line; false where the table has ended before it."""
        match = DIVISION.fullmatch(line.text)
        number = parse_numbers(match["number"], match["branch"]) if match else None
        if match is None or number is None:
            other = SUPPLEMENT.fullmatch(line.text) or PREAMBLE.fullmatch(line.text)
            return not line.hashes and bool(other or _OTHER.fullmatch(line.text))
        path = make_path(self._path, match["kind"], number)
        if any(entry.path == path for entry in self.entries):
            return False
        title = match["title"] or ""
        ranged = _RANGE.fullmatch(title)
        found = find_articles(ranged["range"]) if ranged else []
        first = found[0].number if found else None
        last = (found[-1].end or found[-1].number) if found else None
        self.entries.append(
            ContentsEntry(path, ranged["title"] if ranged else title, first, last, line.body)
        )
        self._path = path
        return True


def check_contents(
    entries: Sequence[ContentsEntry],
    divisions: Sequence[DivisionRecord],
    articles: Sequence[UnitRecord],
    ledger: Ledger,
) -> None:
    """Report what the table of contents says otherwise than the body."""
    body = {one.path: one for one in divisions}
    for entry in entries:
        division = body.get(entry.path)
        if division is None:
            ledger.report(
                "contents-without-division",
                entry.span,
                "目次にあるこの章・節が本文に見つかりません",
                "the table of contents lists a division that the body does not have",
            )
            continue
        if fold_key(entry.title) != fold_key(division.title.text if division.title else ""):
            ledger.report(
                "contents-differ",
                entry.span,
                f"目次の題が本文の題と違います: {division.title.text if division.title else ''}",
                "the title in the table of contents is not that of the body",
            )
        held = [
            one.number for one in articles
            if one.division and one.division[: len(entry.path)] == entry.path
        ]  # fmt: skip
        if entry.first is None:
            continue
        if not held or (held[0], held[-1]) != (entry.first, entry.last):
            found = "―".join(make_article_label(one) for one in (held[:1] + held[-1:]))
            ledger.report(
                "contents-differ",
                entry.span,
                f"目次の条の範囲が本文と違います。本文は {found or 'なし'}",
                "the range of articles in the table of contents is not that of the body, "
                f"which has {held[0] if held else 'none'} to {held[-1] if held else 'none'}",
            )
    listed = {entry.path for entry in entries}
    for division in divisions if entries else ():
        if division.path not in listed:
            ledger.report(
                "division-not-in-contents",
                division.spans[0],
                "本文にあるこの章・節が目次にありません",
                "the body has a division that the table of contents does not list",
            )

"""Readings that a person decided: rows of data with a reason, applied to texts only.

A correction changes characters inside one passage of the published text. Quotations and offsets
never see it, so it cannot make a row, a node or a date. One thing more it can say: a row whose
name it reads with the mark is 再掲.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from kg.documents.source import SourceText, find_undecodable_line
from kg.errors import CorrectionError, locate
from kg.records import CorrectionRecord, Span

COLUMNS = ("line", "as_printed", "reading", "occurrence", "reason")


def load_corrections(path: Path, source: SourceText) -> tuple[CorrectionRecord, ...]:
    """The corrections of a document in order; none when the file does not exist.

    `occurrence` counts from 1 where `as_printed` stands more than once in its line. Raises
    CorrectionError for a row that does not fit the source as received.
    """
    if not path.exists():
        return ()
    found: list[tuple[CorrectionRecord, int]] = []
    number: int | None = 1
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if tuple(rows.fieldnames or ()) != COLUMNS:
                raise CorrectionError(
                    f"列は {' '.join(COLUMNS)} です / wrong columns", where=locate(path, 1)
                )
            for row in rows:
                number = rows.line_num
                found.append((_parse_row(row, source, locate(path, number)), number))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        if isinstance(error, UnicodeDecodeError):
            number = find_undecodable_line(path.read_bytes())
        raise CorrectionError(
            "読みの表を読めません / the corrections cannot be read",
            where=locate(path, number),
            why=str(error),
            fix="UTF-8 のタブ区切りで保存し直してください / save it as UTF-8, parted by tabs",
        ) from error
    found.sort(key=lambda pair: pair[0].span)
    for (before, _), (after, number) in pairwise(found):
        if after.span.start < before.span.end:
            raise CorrectionError(
                f"読みが重なっています / readings overlap: {before.as_printed}",
                where=locate(path, number),
            )
    return tuple(correction for correction, _ in found)


def _parse_row(row: dict[str, str], source: SourceText, where: str) -> CorrectionRecord:
    if not row["reason"] or not row["as_printed"] or not (row["line"] or "").isdecimal():
        raise CorrectionError(
            "行・原文・理由のどれかが空です / line, as_printed or reason is empty", where=where
        )
    if None in row:
        raise CorrectionError("列が多すぎます / more cells than columns", where=where)
    if not re.fullmatch("([1-9][0-9]{0,8})?", row["occurrence"]):
        raise CorrectionError(
            f"occurrence は1からの数です / a number from 1 expected: {row['occurrence']}",
            where=where,
        )
    number = int(row["line"])
    if not 1 <= number <= len(source.lines):
        raise CorrectionError(f"{number}行目はありません / no such line", where=where)
    line = source.lines[number - 1]
    printed, start = row["as_printed"], -1
    for _ in range(int(row["occurrence"] or 1)):
        start = line.text.find(printed, start + 1)
        if start < 0:
            raise CorrectionError(
                f"{number}行目に「{printed}」がありません / not in that line",
                where=where,
                fix="原文と行番号を確かめてください / check line and text",
            )
    if not row["occurrence"] and line.text.count(printed) > 1:
        raise CorrectionError(
            f"{number}行目に「{printed}」が複数あります / stands there more than once",
            where=where,
            fix="occurrence に何番目かを書いてください / say which in `occurrence`",
        )
    span = Span(line.start + start, line.start + start + len(printed))
    return CorrectionRecord(span, printed, row["reading"], row["reason"])


def apply_corrections(
    source: SourceText, span: Span, corrections: Sequence[CorrectionRecord]
) -> str:
    """The stretch as it reads with the corrections that lie wholly inside it."""
    pieces, cursor = [], span.start
    for correction in corrections:
        if span.start <= correction.span.start and correction.span.end <= span.end:
            pieces += [source.text[cursor : correction.span.start], correction.reading]
            cursor = correction.span.end
    return "".join([*pieces, source.text[cursor : span.end]])

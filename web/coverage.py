"""What became of every stretch of a document's text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask import Flask
from flask_babel import gettext as _

from kg.layouts.ledger import USED
from kg.layouts.reading import ReadDocument
from kg.records import CorrectionRecord, Finding

#: Stretches on one page of the account.
SIZE = 200


@dataclass(frozen=True)
class Stretch:
    """A stretch of the text with what became of it."""

    kind: str
    line: int
    text: str


@dataclass(frozen=True)
class Coverage:
    """What became of a text: non-blank characters accounted for, by kind, stretch by stretch.

    `stretches` are a page of those of one kind, of `total_stretches`.
    """

    done: int
    total: int
    kinds: tuple[tuple[str, int, int], ...]
    stretches: tuple[Stretch, ...]
    total_stretches: int
    corrections: tuple[tuple[CorrectionRecord, int], ...]
    findings: tuple[Finding, ...]


def make_coverage(reading: ReadDocument, kind: str = "", page: int = 1) -> Coverage:
    """The account of a document that was read again, with a page of the stretches of a kind.

    Without a kind these are all stretches that became no fact.
    """
    source, usages = reading.source, reading.extraction.usages
    counted = Counter(usage.kind for usage in usages)
    characters: Counter[str] = Counter()
    for usage in usages:
        characters[usage.kind] += sum(not char.isspace() for char in source.quote(usage.span))
    done, total = reading.coverage
    kept = [one for one in usages if one.kind == kind or (not kind and one.kind != USED)]
    return Coverage(
        done=done,
        total=total,
        kinds=tuple(
            (name, counted[name], characters[name])
            for name in sorted(counted, key=lambda name: (name != USED, name))
        ),
        stretches=tuple(
            Stretch(one.kind, source.line_at(one.span.start), source.quote(one.span))
            for one in kept[(page - 1) * SIZE : page * SIZE]
        ),
        total_stretches=len(kept),
        corrections=tuple((one, source.line_at(one.span.start)) for one in reading.corrections),
        findings=reading.extraction.findings,
    )


def set_up_coverage(app: Flask) -> None:
    """Let every template say what a kind of use means."""
    app.jinja_env.filters["usage_meaning"] = say_usage_meaning


def say_usage_meaning(kind: str) -> str:
    """What it means that a stretch was used so, or left."""
    words = {
        "used": _("事業、項目、組織などの事実になり、その根拠として示せる文字です。"),
        "page-reference": _("「○ページ参照」のような案内です。事実ではないので使いません。"),
        "caption": _("図や囲みに付いた見出しです。中身は別に読み取っています。"),
        "running-head": _("ページの上や下に繰り返し印刷される文字です。"),
        "table-header": _("表の列の名前です。下の行を読むのに使い、事実にはしません。"),
        "rule": _("区切りの線などの記号です。"),
        "icon-debris": _("絵や記号が文字に化けて残ったものです。"),
        "unplaced": _("どこに当てはまるか分からなかった文字です。人が確かめる必要があります。"),
    }
    return str(words.get(kind, ""))

"""What `kg ingest` prints: the reasons of a proposal, what was read, and every block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.commands.counts import count_read, say_parts
from kg.commands.incoming import Reading
from kg.commands.output import measure_width
from kg.documents.receive import Received
from kg.documents.source import SourceText
from kg.layouts.ledger import measure_coverage
from kg.layouts.promises import Promise, find_promises
from kg.layouts.proposal.explain import explain
from kg.layouts.proposal.proposal import Proposal
from kg.layouts.proposal.reasons import ROLES, Reason
from kg.records import Extraction

_HEADS = {
    "column": "列 columns",
    "level": "見出しの段 levels",
    "label": "部分の見出し labels",
    "item": "印 marked items",
    "habit": "書き癖 habits",
}
#: How many lines that could not be placed are printed.
_SHOWN = 50
#: How many words and lines a warning names.
_WORDS, _LINES = 3, 8


def print_received(received: Received) -> None:
    """Print what a file is, and what its reader left out or doubted."""
    source = received.source
    print(f"{received.file}: {len(source.text)} 文字 characters、{len(source.lines)} 行 lines")
    if received.kept is not None:
        print(f"読み取り器 reader: {received.kept.reader}、場所 places {len(source.places)}")
    if received.notices:
        print("\n読み取りで気づいたこと notices")
        for notice in received.notices[:_SHOWN]:
            print(f"  {notice.where}: {notice.ja} / {notice.en}")
        if len(received.notices) > _SHOWN:
            print(f"  ほか {len(received.notices) - _SHOWN} 件 more")
        print()


def print_reasons(proposal: Proposal) -> None:
    """Print what a proposal took each column, heading and sign for."""
    print("レイアウト layout: 文書そのものから提案 / proposed from the document itself")
    for kind, head in _HEADS.items():
        reasons = [reason for reason in proposal.reasons if reason.kind == kind]
        if reasons:
            print(f"\n{head}")
            _print_table([_tell(reason) for reason in reasons])
    if proposal.doubts:
        print("\n確かめてほしいこと please check")
        for doubt in proposal.doubts:
            place = f"{doubt.line}行目 line {doubt.line}: " if doubt.line else ""
            print(f"  {place}{doubt.ja} / {doubt.en}")


def _tell(reason: Reason) -> list[str]:
    taken = reason.taken_for
    if reason.kind == "column":
        taken = "、".join(dict.fromkeys(ROLES.get(taken, ("不明", "unknown"))))
    place = f"{reason.line}行目 " if reason.line else ""
    return [reason.what, f"→ {taken}", f"{reason.count}", reason.ja, f"{place}{reason.example}"]


def _print_table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(measure_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = [
            text + " " * (width - measure_width(text))
            for text, width in zip(row, widths, strict=True)
        ]
        print(f"  {'  '.join(cells).rstrip()}")


def print_reading(reading: Reading) -> None:
    """Print the title, what was read in counts, what was promised and not read, and every line
    that could not be placed."""
    source, extraction = reading.source, reading.extraction
    done, total = measure_coverage(source, extraction.usages)
    levels = Counter(node.level for node in extraction.nodes)
    told = "、".join(f"{level} {count}" for level, count in levels.items())
    counted = count_read(extraction)
    print("\n読み取ったもの read")
    print(f"  題 title: {reading.title}  (違えば --title で / or say it with --title)")
    print(f"  節点 nodes {len(extraction.nodes)}" + (f"（{told}）" if told else ""))
    if parts := say_parts(extraction):
        print(f"  例規 legislation: {parts}")
    print(f"  行 rows {counted.rows}（再掲 {counted.reappearances}）、担当 bodies {counted.bodies}")
    print(
        f"  意見 opinions {len(extraction.opinions)}、ほかの節 sections {len(extraction.sections)}"
    )
    print(
        f"  説明のついた文字 accounted {done}/{total} ({done / total if total else 1:.1%})、"
        f"置けなかった箇所 unplaced {counted.unplaced}、指摘 findings {len(extraction.findings)}"
    )
    for promise in find_promises(source, extraction, reading.layout):
        print(f"  {_warn(promise, counted.rows)}")
    if extraction.findings:
        print("\n置けなかったもの・確かめるもの findings")
        for finding in extraction.findings[:_SHOWN]:
            print(f"  {finding.line}行目 line {finding.line}: 「{finding.text[:60]}」")
            print(f"      {finding.ja} / {finding.en}")
        if len(extraction.findings) > _SHOWN:
            print(f"  ほか {len(extraction.findings) - _SHOWN} 件 more (--explain)")
    print()


def _warn(promise: Promise, rows: int) -> str:
    """A line that warns of projects which the text promises and no row tells."""
    words = "」「".join(promise.words[:_WORDS])
    lines = "、".join(map(str, promise.lines[:_LINES]))
    lines += "…" if len(promise.lines) > _LINES else ""
    missed = len(promise.lines)
    return (
        f"注意 warning: 「{words}」で事業を述べる {promise.count} 行のうち {missed} 行から何も"
        f"読めていません（行 rows {rows}）: {lines} 行目。レイアウトを直してください / "
        f"{missed} of {promise.count} lines that tell a project made no row: "
        f"line {lines}; mend the layout"
    )


def print_explained(source: SourceText, extraction: Extraction) -> None:
    """Print block by block what was made of the text."""
    print("行 line\t扱い kind\t読み what\t文 text")
    for told in explain(source, extraction):
        text = " ".join(told.text.split())
        print(f"{told.line}\t{told.kind}\t{told.what}\t{text}")
    print()

"""Headings whose number is damaged, (l) for (1), and the rows below a heading that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.documents.blocks import Block, BlockKind
from kg.layouts.layout import Layout, NodeRule
from kg.layouts.ledger import Ledger
from kg.layouts.outline import Outline
from kg.layouts.pattern import LONGEST, Match
from kg.records import Span
from kg.text.fold import fold_key

#: How many lines below a heading that nobody knows are looked at.
_NEAR: Final = 400
_DOUBTFUL: Final = "rows-below-unknown-heading"
#: Letters that print like digits, each for the digit, and a number in brackets with such letters.
_DIGITS: Final = str.maketrans("lI|ｌＩOoＯｏ", "111110000")
_NUMBER: Final = re.compile(
    r"(?<=[(（\[［【〔<＜-])\s*(?=[0-9０-９]*[lI|ｌＩOoＯｏ])[0-9０-９lI|ｌＩOoＯｏ]{1,3}\s*(?=[)）\]］】〕>＞-])"
)


def find_damaged(text: str, layout: Layout, outline: Outline) -> tuple[NodeRule, Match] | None:
    """The level and parts of a heading in whose number letters stand for digits, else None.

    The number is read so only where it goes on from the last sibling's, or is the first.
    """
    if len(text) > LONGEST:
        return None
    read = _NUMBER.sub(lambda found: found.group().translate(_DIGITS), text)
    if read == text:
        return None
    found = _match(read, layout)
    if found is None or found[1].notation is None:
        return None
    return found if _parse(found[1].notation) == _count(found[0], outline) + 1 else None


def report_read(span: Span, notation: str, ledger: Ledger) -> None:
    """Report a heading in whose number letters were read as digits."""
    ledger.report(
        "heading-number-read",
        span,
        f"見出しの番号の字を数字と読み、前の見出しに続く {notation} としました。"
        "原本で確かめてください",
        f"letters in the number of a heading were read as digits: {notation}, which follows the "
        "heading before. Compare the original",
    )


def report_rows_below(
    blocks: Sequence[Block], index: int, layout: Layout, outline: Outline, ledger: Ledger
) -> None:
    """Report the rows that a heading which nobody knows leaves below the heading before it."""
    rows = _find_rows_below(blocks, index, layout)
    node = outline.current
    if not rows or node is None or layout.outline:
        return
    first, last = rows[0], rows[-1]
    if any(one.code == _DOUBTFUL and one.line == first.line for one in ledger.findings):
        return
    label = node.label.text if node.label else node.notation or node.rule.level
    ledger.report(
        _DOUBTFUL,
        first.span,
        f"{first.line}～{last.line}行目の表は、見出しと分からない行「{blocks[index].text[:40]}」の下に"
        f"あります。前の見出し「{label}」の行として取り込みましたが、疑わしいものです",
        f"the table in lines {first.line} to {last.line} stands below a line that may be a "
        f"heading, {blocks[index].text[:40]}: taken in under the heading before it, {label}, "
        "which is doubtful",
    )


def _find_rows_below(blocks: Sequence[Block], index: int, layout: Layout) -> list[Block]:
    """The rows of tables between a line and the next heading that does not stand below it.

    A level whose word the line has tells where it stands; so does a heading below it that counts
    from 1 again.
    """
    key = fold_key(blocks[index].text)
    said = [
        rule.depth
        for rule in layout.nodes
        for pattern in rule.patterns
        if any(word in key for word in pattern.words)
    ]
    depth = min(said) if said else None
    rows: list[Block] = []
    for block in blocks[index + 1 : index + 1 + _NEAR]:
        if block.kind is BlockKind.ROW:
            rows.append(block)
            continue
        if block.kind is BlockKind.HEADING:
            break
        found = _match(block.text, layout)
        if found is None:
            continue
        rule, match = found
        if depth is None and not rows and _parse(match.notation or "") == 1:
            depth = rule.depth - 1
        if depth is None or rule.depth <= depth:
            break
    return rows


def _match(text: str, layout: Layout) -> tuple[NodeRule, Match] | None:
    for rule in layout.nodes:
        for pattern in rule.patterns:
            if (match := pattern.match(text)) is not None and match.title is not None:
                return rule, match
    return None


def _count(rule: NodeRule, outline: Outline) -> int:
    """The number of the last node of a level below the one on which the reader stands; 0 where it
    has none, and where the last one's is no plain number."""
    above = [node for node in outline.branch if node.rule.depth < rule.depth]
    path = above[-1].path if above else ()
    siblings = [node for node in outline.nodes if node.rule is rule and node.path[:-1] == path]
    return (_parse(siblings[-1].notation or "") or -1) if siblings else 0


def _parse(notation: str) -> int | None:
    """The last number of a notation: 2 of 1-(2)."""
    found = re.findall(r"[0-9]+", notation)
    return int(found[-1]) if found else None

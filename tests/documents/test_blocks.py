"""Blocks: one a non-blank line, each pointing at the text as received."""

from __future__ import annotations

import pytest
from hypothesis import given

from kg.documents.blocks import Block, BlockKind, find_blocks
from kg.documents.source import SourceText
from tests.layouts.hostile import DOCUMENTS, MILLION, ended_within


def get_block(text: str) -> Block:
    (block,) = find_blocks(SourceText(text, ""))
    return block


@given(DOCUMENTS)
def test_every_span_of_a_block_points_at_its_text(text: str) -> None:
    source = SourceText(text, "")
    for block in find_blocks(source):
        line = source.lines[block.line - 1]
        assert source.quote(block.span) == block.text
        assert line.start <= block.span.start < block.span.end <= line.end
        assert block.mark is None or set(source.quote(block.mark)) == {"#"}
        for cell in block.cells:
            assert cell is None or "\t" not in source.quote(cell)
            assert cell is None or line.start <= cell.start < cell.end <= line.end


@given(DOCUMENTS)
def test_blocks_hold_every_character_that_is_not_blank(text: str) -> None:
    source = SourceText(text, "")
    held: set[int] = set()
    for block in find_blocks(source):
        for span in (block.span, *([block.mark] if block.mark else [])):
            held.update(range(span.start, span.end))
    lost = {at for at, char in enumerate(text) if not char.isspace() and char != "\ufeff"} - held
    assert lost == set()


@given(DOCUMENTS)
def test_the_cells_of_a_row_hold_what_the_row_holds(text: str) -> None:
    source = SourceText(text, "")
    for block in find_blocks(source):
        if block.kind is not BlockKind.ROW:
            assert block.cells == ()
            continue
        line = source.lines[block.line - 1]
        assert len(block.cells) == line.text.count("\t") + 1
        for cell, content in zip(block.cells, line.text.split("\t"), strict=True):
            kept = source.quote(cell) if cell else ""
            assert kept in content
            assert kept.replace("\ufeff", "") == content.replace("\ufeff", "").strip()


@given(DOCUMENTS)
def test_blocks_and_the_gaps_between_them_count_all_lines(text: str) -> None:
    blocks = find_blocks(SourceText(text, ""))
    line = 0
    for block in blocks:
        line += block.gap + 1
        assert block.line == line


@pytest.mark.parametrize(
    ("text", "kind", "content", "reason"),
    [
        ("## あゆみ", BlockKind.HEADING, "あゆみ", "a heading without its mark"),
        ("##あゆみ", BlockKind.LINE, "##あゆみ", "a mark wants a blank"),
        ("####### あゆみ", BlockKind.LINE, "####### あゆみ", "seven are no mark"),
        ("#", BlockKind.LINE, "#", "a mark alone marks nothing"),
        ("  # あゆみ  ", BlockKind.HEADING, "あゆみ", "blanks around"),
        ("## あ\tい", BlockKind.ROW, "## あ\tい", "a tab makes a row"),
        ("あゆみ\r", BlockKind.LINE, "あゆみ", "a carriage return is no content"),
        ("\ufeffあゆみ", BlockKind.LINE, "あゆみ", "nor is a byte order mark"),
        ("\ufeff# あゆみ", BlockKind.HEADING, "あゆみ", "which hides no heading"),
        ("\u3000あゆみ\u3000", BlockKind.LINE, "あゆみ", "full-width blanks"),
        ("\x0cあゆみ", BlockKind.LINE, "あゆみ", "a form feed"),
        ("\u2028あゆみ\u0085", BlockKind.LINE, "あゆみ", "other separators"),
        ("\x00", BlockKind.LINE, "\x00", "NUL is content"),
    ],
)
def test_a_line_is_a_heading_a_row_or_plain(
    text: str, kind: BlockKind, content: str, reason: str
) -> None:
    block = get_block(text)
    assert (block.kind, block.text) == (kind, content), reason


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\t", " \u3000\t\r\n", "\ufeff", "\u2028\n\x0c"])
def test_blank_lines_are_no_blocks(text: str) -> None:
    assert find_blocks(SourceText(text, "")) == []


@pytest.mark.parametrize(
    ("text", "hard"), [("あ  ", True), ("あ  \r", True), ("あ ", False), ("あ", False)]
)
def test_two_blanks_at_the_end_break_a_line(text: str, hard: bool) -> None:
    assert get_block(text).hard_break is hard


@pytest.mark.parametrize("line", ["あ" * MILLION, "あ\t" * (MILLION // 2), "#" * MILLION])
def test_a_line_of_a_million_characters_is_read_in_linear_time(line: str) -> None:
    with ended_within(8):
        assert len(find_blocks(SourceText(line, ""))) == 1

"""The title that a document prints of itself: the first of its lines that is one.

A line that comes again as the head of pages is a good title; a chapter, a label, a date, the name
of a sheet, of a municipality or of a body alone, or half a sentence is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from kg.documents.blocks import Block, BlockKind
from kg.documents.source import SourceText
from kg.layouts.layout import Layout
from kg.layouts.naming import find_body_kind
from kg.layouts.proposal.numbering import parse_numbered
from kg.layouts.prose import ends_sentence, find_ignored_kind
from kg.layouts.sheet_titles import is_sheet_name
from kg.records import Ignored
from kg.text.fold import fold, fold_key
from kg.text.items import goes_on

#: The shortest and the longest title, in folded characters.
_SHORTEST, _LONGEST = 4, 80
#: How many lines from the first on are looked at for the front of a document.
_FRONT = 60
#: How the title of a plan, report or act ends, brackets behind it aside.
_ENDS: Final = re.compile(
    r"(?:計画書?|プラン|ビジョン|方針|指針|戦略|構想|大綱|プログラム|条例|要綱|報告書?|白書|一覧表?|事業集"
    r"|について|状況|結果|評価|検証|調書|素案|[第全][0-9]+[期次版]|(?<=.)[編版])\Z"
)
_BRACKETS: Final = re.compile(r"(?:\s*[(\[〔【「][^()\[\]〔〕【】「」]{0,40}[)\]〕】」])+\Z")
_YEAR: Final = r"(?:(?:令和|平成|昭和|R|H)\s*(?:\d{1,2}|元)|(?:19|20)\d\d)"
#: A line of dates, perhaps with who publishes, and what numbers a handout.
_DATED: Final = re.compile(
    rf"{_YEAR}\s*(?:年度?)?(?:\s*\d{{1,2}}\s*月)?(?:\s*\d{{1,2}}\s*日)?"
    r"\s*(?:現在|時点|改[定訂]|策定|発行|作成|公表)?版?(?:[\s(].{0,30}[市町村区県府都道局部課室係会)])?"
)
_HANDOUT: Final = re.compile(
    r"(?:参考)?(?:資料|別紙|別添|別冊|様式)\s*[0-9\-.]{0,6}|\(?案\)?|写し?"
)
_PLACE: Final = re.compile(r"\S{1,8}[市町村区県府都道]")
#: A particle or comma inside a line: so a sentence begins, whose rest stands in the next.
_SAID: Final = re.compile(r"、|。|[^\W\d_][はがを](?=\S)")


def find_title_block(
    blocks: Sequence[Block], source: SourceText, layout: Layout, headings: Collection[int]
) -> Block | None:
    """The block that prints the title, None where no line is one.

    `headings` are where the headings of the hierarchy start. Among the lines before the first
    heading, table or sentence, one that is called like a plan or comes again goes before others.
    """
    counts = Counter(fold_key(block.text) for block in blocks if block.kind is not BlockKind.ROW)
    front = [
        blocks[at]
        for at in range(_find_front(blocks, source, headings))
        if _is_title(blocks, at, source, layout)
    ]
    sure = [one for one in front if _is_called_so(one) or counts[fold_key(one.text)] > 1]
    if sure or front:
        return (sure or front)[0]
    return next(
        (
            block
            for at, block in enumerate(blocks)
            if block.span.start not in headings
            and counts[fold_key(block.text)] > 1
            and _is_beside_page(blocks, at)
            and _is_title(blocks, at, source, layout)
        ),
        None,
    )


def is_half_sentence(blocks: Sequence[Block], index: int) -> bool:
    """Whether the lines right below a line end the sentence that it begins."""
    block = blocks[index]
    if ends_sentence(block.text) or not (_SAID.search(block.text) or goes_on(block.text)):
        return False
    for at in range(index + 1, len(blocks)):
        following = blocks[at]
        if following.gap or following.kind is not BlockKind.LINE:
            return False
        if ends_sentence(following.text):
            return not _is_called_so(block)
    return False


def _find_front(blocks: Sequence[Block], source: SourceText, headings: Collection[int]) -> int:
    """How many blocks stand before the first heading, table or sentence."""
    for at, block in enumerate(blocks[:_FRONT]):
        if is_sheet_name(block, source):
            continue
        table = block.kind is BlockKind.ROW and sum(cell is not None for cell in block.cells) > 1
        if table or block.span.start in headings:
            return at
        if ends_sentence(block.text) or is_half_sentence(blocks, at):
            return at
    return min(len(blocks), _FRONT)


def _is_title(blocks: Sequence[Block], index: int, source: SourceText, layout: Layout) -> bool:
    block = blocks[index]
    text = fold(block.text).text.strip()
    if not _SHORTEST <= len(fold_key(text)) <= _LONGEST or ends_sentence(text) or goes_on(text):
        return False
    if find_ignored_kind(block) is not None or is_sheet_name(block, source):
        return False
    if parse_numbered(block.text) is not None or layout.find_part(block.text) is not None:
        return False
    if any(form.fullmatch(text) for form in (_DATED, _HANDOUT, _PLACE)):
        return False
    return _is_called_so(block) or not (
        find_body_kind(text, layout.words) or is_half_sentence(blocks, index)
    )


def _is_called_so(block: Block) -> bool:
    """Whether a line ends like the title of a plan, report or act."""
    return bool(_ENDS.search(_BRACKETS.sub("", fold(block.text).text.strip())))


def _is_beside_page(blocks: Sequence[Block], index: int) -> bool:
    """Whether a page number stands right before or behind a line."""
    beside = (at for at in (index - 1, index + 1) if 0 <= at < len(blocks))
    return any(find_ignored_kind(blocks[at]) is Ignored.PAGE_REFERENCE for at in beside)

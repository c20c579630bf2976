"""Charts: lines that show several headings side by side, as the picture of a policy's tree does.

    １ 子どもの育ち　　１ 健康づくり　　（１）妊娠期の支援

The headings themselves come later. Such a line is text and opens none of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.documents.blocks import Block, BlockKind
from kg.layouts.prose import ends_sentence
from kg.text.fold import fold

_WIDE: Final = re.compile(r"[ \u00a0\u3000]{2,}|\u3000|(?:─|━|—|-|→|⇒){2,}|[┬├└┌│]")
_NUMBER: Final = r"(?:\d{1,2}(?:-\d{1,2}){0,3}|[IVX]{1,5}|[一二三四五六七八九十]{1,3})"
_HEAD: Final = rf"(?:第\s*{_NUMBER}\s*[章節編部]|[^\W\d_]{{0,6}}\s*(?:\({_NUMBER}\)|{_NUMBER}))"
_NUMBERED: Final = re.compile(rf"{_HEAD}(?:[.、:]|(?<=\))|\s)\s*(?P<title>\S.*)")
_LETTER: Final = re.compile(r"[^\W\d_]{2}")
#: Headings side by side that make a chart.
_SIDE_BY_SIDE: Final = 2


def find_charts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, lines of charts marked as such."""
    marked = [_is_chart(block) for block in blocks]
    for at in range(len(blocks) - 1):
        # The line above names the levels.
        marked[at] |= (
            marked[at + 1]
            and blocks[at].kind is BlockKind.LINE
            and (
                len(_split(blocks[at].text)) >= _SIDE_BY_SIDE and not ends_sentence(blocks[at].text)
            )
        )
    return [
        replace(block, in_chart=True) if is_chart else block
        for block, is_chart in zip(blocks, marked, strict=True)
    ]


def _split(text: str) -> list[str]:
    pieces = (fold(piece).text.strip() for piece in _WIDE.split(text.strip()))
    return [piece for piece in pieces if piece]


def _is_chart(block: Block) -> bool:
    if block.kind is not BlockKind.LINE:
        return False
    joined = _join_numbers(_split(block.text))
    numbered = [match for piece in joined if (match := _NUMBERED.fullmatch(piece)) is not None]
    return sum(_LETTER.search(match["title"]) is not None for match in numbered) >= _SIDE_BY_SIDE


def _join_numbers(pieces: Sequence[str]) -> list[str]:
    """The pieces, a number alone with the title behind it."""
    joined: list[str] = []
    for piece in pieces:
        if joined and re.fullmatch(rf"{_HEAD}[.、:]?", joined[-1]):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return joined

"""Lines as sheets begin with, which tell a proposal nothing: titles, numbers of headings below."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.layouts.proposal.lines import TextLine
from kg.layouts.short_heads import NEAR


def leave_out_short(lines: Sequence[TextLine], titles: Collection[int]) -> list[TextLine]:
    """The lines without the blocks of titles, and without each number that comes right below with
    its title.
    """
    return [
        line
        for place, line in enumerate(lines)
        if line.at not in titles and not _comes_whole(lines, place)
    ]


def _comes_whole(lines: Sequence[TextLine], place: int) -> bool:
    number = lines[place].numbered
    if number is None or number.title or lines[place].in_row:
        return False
    for below in lines[place + 1 : place + 1 + NEAR]:
        whole = below.numbered
        if below.ends or below.in_row or below.at > lines[place].at + NEAR:
            return False
        if whole is not None and (whole.family.word, whole.numbers) == (
            number.family.word,
            number.numbers,
        ):
            return bool(whole.title)
    return False

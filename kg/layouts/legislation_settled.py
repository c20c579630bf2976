"""References as legislation itself uses them, where running text would be read otherwise.

同条 takes up the last 条 that is named, over a 前項 between; a bare 第四項 goes on with the
reference that it is joined to, also over a bracket: 第四十三条第一項（前条において…）及び第四項.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.text.article_refs_records import Reference
from kg.text.law_numbers import NUMBER

_BARE: Final = re.compile(rf"第{NUMBER}項(?:第{NUMBER}号)?|第{NUMBER}項から第{NUMBER}項まで")
_BRACKET: Final = re.compile(r"[（(][^（()）]{0,80}[)）]")
_JOINT: Final = re.compile(r"[ ]*(?:、|及び|並びに|又は|若しくは){1,2}[ ]*")
#: How far back what a reference is joined to may stand.
_LONGEST_GAP: Final = 100
_BACK: Final = 4


def settle_references(text: str, found: Sequence[Reference]) -> Iterator[Reference]:
    """The references of a paragraph, in order, those two kinds read anew."""
    settled: list[Reference] = []
    article: Reference | None = None
    for one in found:
        printed = text[one.span.start : one.span.end]
        if one.table and "_" in one.table and text.startswith("の項", one.span.end):
            # 別表第二の二の項 is the row 二 of 別表第二.
            one = replace(one, table=one.table.rpartition("_")[0])
        if one.relative == "同条" and article is not None and not article.end:
            one = _take_over(one, article)
        elif _BARE.fullmatch(printed) and (before := _find_joined(text, one, settled)):
            one = _take_over(one, before)
        elif "条" in printed and one.table is None:
            article = one
        settled.append(one)
        yield one


def _find_joined(text: str, one: Reference, settled: Sequence[Reference]) -> Reference | None:
    """The reference that a bare paragraph is joined to."""
    for before in reversed(settled[-_BACK:]):
        gap = text[before.span.end : one.span.start]
        if len(gap) > _LONGEST_GAP:
            return None
        if before.paragraph and not before.end and _JOINT.fullmatch(_BRACKET.sub("", gap)):
            return before
    return None


def _take_over(one: Reference, before: Reference) -> Reference:
    return replace(
        one,
        act=before.act,
        act_name=before.act_name,
        act_span=before.act_span,
        number=before.number,
        annex=before.annex,
        problem=before.problem,
        numbers=before.numbers,
    )

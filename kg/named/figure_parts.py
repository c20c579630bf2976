"""Which figure another is a part of: 66地区の内…19地区, 20件（市民提案12件、行政提案8件）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from kg.named.figure_counts import Count
from kg.named.figure_ground import Ground
from kg.named.figure_words import LETTERS

_OF: Final = re.compile(
    r"(?:の|この|その|これらの|[、。,(【 ※])うち|\Aうち|の内[、,]|[の(、,]内(?=[^容訳部外側])|内訳"
)
_NEXT: Final = re.compile(rf"[)人件]?[、,・ ](?:[{LETTERS}]{{0,14}}(?:が|は)?)?(?:約|延べ)?\Z")
_OPENING: Final = re.compile(r"[ ]?\(")
_FAR: Final = 120


def find_wholes(ground: Ground, counts: Sequence[Count]) -> list[int | None]:
    """For each figure the index of the one that it is a part of."""
    wholes: list[int | None] = [None] * len(counts)
    _sum_brackets(ground, counts, wholes)
    for index in range(1, len(counts)):
        if wholes[index] is not None:
            continue
        count, before = counts[index], counts[index - 1]
        between = ground.text[before.end : count.start]
        if len(between) > _FAR or between.count("。") > 1:
            continue
        if _OF.search(between):
            wholes[index] = _find_whole(counts, index)
        elif wholes[index - 1] is not None and _goes_on(ground, before, count, between):
            wholes[index] = _check(counts, wholes[index - 1], index)
    return wholes


def _find_whole(counts: Sequence[Count], index: int) -> int | None:
    """The nearest figure before of the same unit, for a share the nearest of all."""
    count = counts[index]
    for other in range(index - 1, max(-1, index - 6), -1):
        if counts[other].unit == count.unit:
            return _check(counts, other, index)
    nearest = counts[index - 1].kind
    return index - 1 if count.kind == "share" and nearest != "share" else None


def _check(counts: Sequence[Count], whole: int | None, index: int) -> int | None:
    """The whole if the part is no larger."""
    if whole is None or counts[whole].unit != counts[index].unit:
        return None
    return whole if counts[index].value <= counts[whole].value else None


def _goes_on(ground: Ground, before: Count, count: Count, between: str) -> bool:
    """Whether the figure stands in one list with the part before it."""
    same = ground.groups[before.start] == ground.groups[count.start]
    return same and bool(_NEXT.match(between))


def _sum_brackets(ground: Ground, counts: Sequence[Count], wholes: list[int | None]) -> None:
    """Mark the figures of brackets that add up to the figure before the bracket."""
    index = 0
    while index < len(counts) - 2:
        whole = counts[index]
        opening = _OPENING.match(ground.text, whole.joined)
        start = opening.end() - 1 if opening else -1
        inside: list[int] = []
        for other in range(index + 1, len(counts)):
            if start < 0 or ground.groups[counts[other].start] != start:
                break
            inside.append(other)
        parts = [other for other in inside if counts[other].unit == whole.unit]
        total = sum((counts[other].value for other in parts), Decimal(0))
        if len(parts) >= 2 and total == whole.value:
            for other in parts:
                wholes[other] = index
        index += max(1, len(inside))

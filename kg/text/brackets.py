"""Brackets in Japanese text: pairs in any width, depth, and groups at the end of a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from kg.text.fold import Folded, fold

OPENING = "([{<「『【〔〈《[{(〘〚"
CLOSING = ")]}>」』】〕〉》]})〙〛"
_PAIRS = dict(zip(OPENING, CLOSING, strict=True))


def find_depths(folded: str) -> list[int]:
    """The bracket depth at every character of a folded text; an unclosed bracket does not count.

    A closing bracket without its opening one changes nothing: layout damage often drops one side.
    """
    changes = [0] * (len(folded) + 1)
    stack: list[tuple[str, int]] = []
    awaited: Counter[str] = Counter()
    for index, char in enumerate(folded):
        if char in _PAIRS and char != "<":
            stack.append((_PAIRS[char], index))
            awaited[_PAIRS[char]] += 1
        elif awaited[char] > 0:
            # What was opened inside and is still open was never closed.
            closing, start = stack.pop()
            awaited[closing] -= 1
            while closing != char:
                closing, start = stack.pop()
                awaited[closing] -= 1
            changes[start] += 1
            changes[index + 1] -= 1
    return list(accumulate(changes[:-1]))


@dataclass(frozen=True)
class Group:
    """A bracketed group: `start` and `end` in the original text, brackets included."""

    start: int
    end: int
    content: str


_GROUP = re.compile(
    r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]|【([^【】]*)】|〔([^〔〕]*)〕|〈([^〈〉]*)〉|《([^《》]*)》|<([^<>/]*)>"
)


def find_groups(text: str, folded: Folded | None = None) -> Iterator[Group]:
    """The innermost bracketed groups of a text, in order; contents folded, without blanks."""
    folded = folded or fold(text)
    for match in _GROUP.finditer(folded.text):
        content = next(part for part in match.groups() if part is not None)
        start, end = folded.origin(match.start(), match.end())
        yield Group(start, end, re.sub(r"\s", "", content))

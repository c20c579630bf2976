"""Brackets in Japanese text: pairs in any width, depth, and groups at the end of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.text.fold import Folded, fold

OPENING = "([{<「『【〔〈《[{(〘〚"
CLOSING = ")]}>」』】〕〉》]})〙〛"
_PAIRS = dict(zip(OPENING, CLOSING, strict=True))


def find_depths(folded: str) -> list[int]:
    """The bracket depth at every character of a folded text; an unclosed bracket does not count.

    A closing bracket without its opening one changes nothing: layout damage often drops one side.
    """
    matched: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    for index, char in enumerate(folded):
        if char in _PAIRS and char != "<":
            stack.append((_PAIRS[char], index))
        elif stack and char == stack[-1][0]:
            matched[stack.pop()[1]] = index
    depths = [0] * len(folded)
    for start, end in matched.items():
        for index in range(start, end + 1):
            depths[index] += 1
    return depths


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

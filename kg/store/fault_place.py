"""Where in a query the engine stopped reading.

Its parser tries each word at a place by its whole length and reports the end of the longest, up to
15 characters behind the place. So it is asked once more, with blanks between the words: what it
reports then lies in the blanks behind the word that it could not take.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

#: Words with what must not be torn from them: strings with their language or datatype, IRIs.
_WORD: Final = re.compile(
    r'(?P<text>(?:"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')(?:@[\w-]*|\^\^)?)'
    r'|(?P<iri><[^<>"{}|^`\\\s]*>)|(?P<skip>[ \t\r\n]+|#[^\n\r]*)|(?P<mark>[{}()\[\];,]|\.(?!\d))'
    r"|(?P<word>(?:[^\s{}()\[\];,.<\"'#\\]|\\.|\.(?=[\w%-]))+)|(?P<other>.)",
    re.DOTALL,
)
_PLACE: Final = re.compile(r"error at 1:(\d+): ")
_READ: Final = re.compile(r": expected (?:one of The SELECT [^,]*, )?\[_\]$")
_BLANKS: Final = " " * 40
_PAIRS: Final = {"}": "{", ")": "(", "]": "["}


def find_place(query: str) -> tuple[int, int] | None:
    """The offsets of the word that does not parse; at the end of the text both are its length.

    None where the engine does not say. The query is one that it refused.
    """
    words = tuple(_split(query))
    for start, end in words:
        if query[start] in "\"'" and end == start + 1:
            return start, end  # a text that its line does not close
    starts: list[int] = []
    length, texts = 0, []
    for start, end in words:
        starts.append(length)
        texts.append(query[start:end].replace("\n", " ").replace("\r", " "))
        length += end - start + len(_BLANKS)
    try:
        # No graph is asked: a query that does not parse never comes to that.
        ox.Store().query("".join(f"{text}{_BLANKS}" for text in texts))
    except (SyntaxError, ValueError) as error:
        match = _PLACE.match(str(error))
        if match is None:
            return None
        at, whole = int(match[1]) - 1, (len(query), len(query))
        found = words[bisect_right(starts, at) - 1] if at < length and words else whole
        if found == whole or _READ.search(str(error)):
            # It read on to the end of a group or of all: a bracket, or how variables are used.
            return _find_bracket(query, words) or whole
        return found
    return None


def _find_bracket(query: str, words: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """The first bracket that closes what is not open; the engine reads on to the end."""
    opened: list[str] = []
    for start, end in words:
        mark = query[start:end]
        if mark in _PAIRS.values():
            opened.append(mark)
        elif mark in _PAIRS and (not opened or opened.pop() != _PAIRS[mark]):
            return start, end
    return None


def count_place(query: str, offset: int) -> tuple[int, int]:
    """The line and the character of an offset, both from 1."""
    before = query[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def _split(query: str) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(query):
        if match.lastgroup != "skip":
            yield match.span()

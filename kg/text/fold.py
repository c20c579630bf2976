"""Japanese text folded for comparing, with the way back to the text as received.

Folding is NFKC (Unicode Standard Annex 15) and a small map for the dashes and waves that NFKC
leaves apart. It is for comparing only: quotations and offsets always use the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

#: What NFKC leaves apart though people type one for the other, and dingbat digits ❶ to ❿.
_EXTRA = {
    "〜": "~",
    "∼": "~",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
    "◯": "○",
    **{chr(0x2776 + n): str(n + 1) for n in range(10)},
    **{chr(0x24F5 + n): str(n + 1) for n in range(10)},
}
_HALF_WIDTH_VOICING = "\uff9e\uff9f"
#: The longest cluster (UAX 15, Stream-Safe Text): sorting marks takes their number squared.
_MOST_MARKS = 31
_PLAIN = re.compile(r"[\x20-\x7e\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff、。「」・\n\t]+")


@dataclass(frozen=True)
class Folded:
    """A folded text. `starts[i]` and `ends[i]` bound the original of folded character `i`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that the folded stretch `start` to `end` came from."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"not a stretch of the folded text: {start}-{end}")
        return self.starts[start], self.ends[end - 1]

    def position(self, offset: int) -> int:
        """The folded offset of the character that holds the original `offset`."""
        if offset >= (self.ends[-1] if self.ends else 0):
            return len(self.text)
        index = bisect_right(self.starts, offset) - 1
        while index > 0 and self.starts[index - 1] == self.starts[index]:
            index -= 1
        return max(index, 0)


def _is_combining(char: str) -> bool:
    return unicodedata.combining(char) != 0 or char in _HALF_WIDTH_VOICING


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    return "".join(_EXTRA.get(char, char) for char in unicodedata.normalize("NFKC", cluster))


def fold(text: str) -> Folded:
    """The text folded for comparing, with the original stretch of every folded character."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    while position < len(text):
        plain = _PLAIN.match(text, position)
        stop = plain.end() if plain else position + 1
        if stop < len(text) and _is_combining(text[stop]):
            # A combining mark belongs to the character before it.
            if stop - position > 1:
                stop -= 1
            else:
                plain = None
                last = min(len(text), position + _MOST_MARKS)
                while stop < last and _is_combining(text[stop]):
                    stop += 1
        if plain:
            pieces.append(text[position:stop])
            starts.extend(range(position, stop))
            ends.extend(range(position + 1, stop + 1))
        else:
            folded = _fold_cluster(text[position:stop])
            pieces.append(folded)
            starts.extend([position] * len(folded))
            ends.extend([stop] * len(folded))
        position = stop
    return Folded("".join(pieces), tuple(starts), tuple(ends))


def fold_key(text: str) -> str:
    """The text as a key for comparing: folded, without any white space."""
    return re.sub(r"\s", "", fold(text).text)

"""Columns that group the rows beside them: seldom filled, or one word for a run of rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from kg.layouts.proposal.words import load_words
from kg.layouts.prose import ends_sentence
from kg.layouts.standing import HEADING
from kg.text.fold import fold_key

#: The longest cell of a column whose word does not say that it groups.
_LONGEST = 24
#: How many rows the runs of equal cells take: in all columns, and in one whose word names a level.
_ROWS, _FEWER = 2.0, 1.5
#: How often a word may come again after others, as 共通 below each of several.
_AGAIN = 1.25
_WORD = re.compile(r"[^\W\d_]{2}")

Cells = Mapping[str, Sequence[str]]


def choose_group(words: Sequence[str], groups: Sequence[str], cells: Cells) -> str | None:
    """The last of the columns of groups, where no column is called after projects and each row
    has one.
    """
    if not groups:
        return None
    filled = max((len(_get(cells, word)) for word in words if word), default=0)
    texts = _get(cells, groups[-1])
    whole = len(texts) * 10 >= filled * 9 and len(set(texts)) * 10 >= len(texts) * 8
    return groups[-1] if whole and texts else None


def is_grouping(word: str, keep: str, words: Sequence[str], cells: Cells) -> bool:
    """Whether a column stands before that of projects, `keep`, and has a short word for several."""
    texts = _get(cells, word)
    size = len(_get(cells, keep))
    if words.index(word) > words.index(keep) or not _are_titles(texts, _LONGEST):
        return False
    return len(texts) * 10 < size * 9 or _are_runs(texts, _ROWS, 1.0)


def names_groups(word: str, cells: Cells) -> bool:
    """Whether a column is called like a level, and its cells are runs of equal titles."""
    key = re.sub(r"\([^()]*\)", "", fold_key(word))
    ranks = load_words().ranks
    lowest = max(ranks.values())
    if not any(key.endswith(name) and rank < lowest for name, rank in ranks.items()):
        return False
    texts = _get(cells, word)
    return _are_titles(texts, HEADING) and _are_runs(texts, _FEWER, _AGAIN)


def _get(cells: Cells, word: str) -> Sequence[str]:
    return cells.get(fold_key(word), ())


def _are_titles(texts: Sequence[str], longest: int) -> bool:
    return bool(texts) and all(
        len(fold_key(text)) <= longest and not ends_sentence(text) for text in texts
    )


def _are_runs(texts: Sequence[str], rows: float, again: float) -> bool:
    """Whether cells say the same row after row, and each mostly in one place."""
    keys = [fold_key(text) for text in texts]
    runs = [key for key, _ in groupby(keys)]
    told = all(_WORD.search(key) for key in set(keys))
    return (
        told
        and len(set(keys)) > 1
        and len(keys) >= rows * len(runs)
        and (len(runs) <= again * len(set(keys)))
    )

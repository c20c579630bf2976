"""Names and texts as printed: their brackets, and in which words two of them differ.

What is compared are keys; what is given back is always a stretch of the printed text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.links.likeness_cuts import Word, cut_by, cut_phrases, cut_words, fold_flat
from kg.links.likeness_shape import LONGEST_NAME, find_brackets
from kg.text.fold import fold_key

#: A name that ends so has no bracket at its end.
_ENDS_PLAIN: Final = re.compile("[\u3041-\u30fc\u4e00-\u9fff]\\Z")
_ONLY_KANJI: Final = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_PAIRS: Final = ("「」", "『』", "（）", "()", "“”", "【】", "〈〉", "《》")
_LETTER: Final = re.compile(r"\w")
_LONGEST_TEXT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Label:
    """A name taken apart: the printed name without the brackets at its end, their contents."""

    base: str
    brackets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where two differ: what each prints there, or nothing."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What each of two names has that the other has not: words that tell, and, beside those,
    generic ones; and whether words stand in another order."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    generic_left: tuple[str, ...]
    generic_right: tuple[str, ...]
    moved: bool


@lru_cache(maxsize=4096)
def split_label(name: str) -> Label:
    """The name as printed, parted from the brackets at its end."""
    if len(name) <= LONGEST_NAME and _ENDS_PLAIN.search(name):
        return Label(name.strip(), ())
    folded = fold_flat(name[: 4 * LONGEST_NAME])
    end, spans = find_brackets(folded.text[:LONGEST_NAME])

    def quote(start: int, stop: int) -> str:
        begin, finish = folded.origin(start, stop)
        return name[begin:finish].strip()

    if not end:
        return Label("", ())
    return Label(quote(0, end), tuple(quote(start, stop) for start, stop in spans))


def find_differences(left: str, right: str) -> Difference:
    """In which words two printed names differ."""
    ours, theirs = cut_words(left), cut_words(right)
    ours = cut_by(left, ours, theirs)
    theirs = cut_by(right, theirs, ours)
    ours = cut_by(left, ours, theirs)
    moved = _count_moved(ours, theirs)
    telling: tuple[list[str], list[str]] = [], []
    generic: tuple[list[str], list[str]] = [], []
    for mine, yours in _align([w.key for w in ours], [w.key for w in theirs]):
        one = [w for w in ours[mine] if w.generic or not moved[w.key]]
        two = [w for w in theirs[yours] if w.generic or not moved[w.key]]
        told = any(not word.generic for word in one + two)
        for text, own, after, kept, rest in (
            (left, one, ours[mine.stop :], telling[0], generic[0]),
            (right, two, theirs[yours.stop :], telling[1], generic[1]),
        ):
            if told:
                inside = bool(after) and not after[0].generic
                kept += [_span(text, run) for run in _part_runs(own) if _trim(run, inside)]
            else:
                rest += [_span(text, run) for run in _part_runs(own)]
    return Difference(
        _keep_words(telling[0]),
        _keep_words(telling[1]),
        _keep_words(generic[0]),
        _keep_words(generic[1]),
        bool(moved),
    )


def _keep_words(found: list[str]) -> tuple[str, ...]:
    return tuple(text for text in found if _LETTER.search(text))


def _part_runs(words: Sequence[Word]) -> list[list[Word]]:
    """The words, those that stand side by side together."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and runs[-1][-1].at + len(runs[-1][-1].key) == word.at:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _trim(run: list[Word], inside: bool) -> list[Word]:
    """The run, itself without generic words at its edges; one that is all generic stays where it
    stands for a word before another: 推進会議, 円卓会議."""
    alone = all(word.generic for word in run)

    def is_edge(word: Word) -> bool:
        return word.generic and not (alone and inside and _ONLY_KANJI.fullmatch(word.key))

    while run and is_edge(run[0]):
        del run[0]
    while run and is_edge(run[-1]):
        del run[-1]
    return run


def find_spellings(left: str, right: str) -> list[Stretch]:
    """The words that two printed names, or texts, of one key write in two ways."""
    ours = [word for word in cut_words(left) if word.key != "・"]
    theirs = [word for word in cut_words(right) if word.key != "・"]
    if [word.key for word in ours] != [word.key for word in theirs]:
        return []
    found = []
    for one, two in zip(ours, theirs, strict=True):
        mine, yours = left[one.start : one.end], right[two.start : two.end]
        if fold_key(mine) != fold_key(yours):
            pair = Stretch(mine, yours)
            if pair not in found:
                found.append(pair)
    return found


def find_phrases(left: str, right: str) -> list[Stretch] | None:
    """The phrases in which two printed texts differ; None where they are too long to say."""
    if max(len(left), len(right)) > _LONGEST_TEXT:
        return None
    ours, theirs = cut_phrases(left), cut_phrases(right)
    found = []
    for mine, yours in _align([w.key for w in ours], [w.key for w in theirs]):
        one, two = _span(left, ours[mine]), _span(right, theirs[yours])
        pair = Stretch(one.strip("、。,. 　"), two.strip("、。,. 　"))
        if pair.left != pair.right and _LETTER.search(pair.left + pair.right):
            found.append(pair)
    return found


def _span(text: str, words: Sequence[Word]) -> str:
    """What the words print, with the bracket that opens or closes one in them."""
    if not words:
        return ""
    start, end = words[0].start, words[-1].end
    for opening, closing in _PAIRS:
        inside = text[start:end]
        more = inside.count(opening) - inside.count(closing)
        if more < 0 and text[start - 1 : start] == opening:
            start -= 1
        elif more > 0 and text[end : end + 1] == closing:
            end += 1
    return text[start:end].strip()


def _count_moved(ours: Sequence[Word], theirs: Sequence[Word]) -> Counter[str]:
    """The words that both have, where they do not stand side by side."""
    one: Counter[str] = Counter()
    two: Counter[str] = Counter()
    for mine, yours in _align([word.key for word in ours], [word.key for word in theirs]):
        one.update(word.key for word in ours[mine] if not word.generic)
        two.update(word.key for word in theirs[yours] if not word.generic)
    return one & two


def _align(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[slice, slice]]:
    """The stretches in which two rows of keys differ, neighbours joined."""
    from rapidfuzz.distance import Indel

    open_at: tuple[int, int] | None = None
    for code in Indel.opcodes(left, right):
        if code.tag != "equal":
            open_at = open_at or (code.src_start, code.dest_start)
        elif open_at:
            yield slice(open_at[0], code.src_start), slice(open_at[1], code.dest_start)
            open_at = None
    if open_at:
        yield slice(open_at[0], len(left)), slice(open_at[1], len(right))

"""The words of a printed name, the phrases of a printed text.

Words are cut where a reader would: at signs, at other scripts, at words of `likeness.toml`, and
where a word of the other name ends or begins one. What is compared are keys; each leads back to a
stretch of the printed text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.links.likeness_words import load_words
from kg.text.fold import Folded, fold
from kg.text.variants import trace_variants

_KANJI: Final = "\u3005\u3400-\u4dbf\u4e00-\u9fff"
_HIRAGANA: Final = "\u3041-\u309f"
_KATAKANA: Final = "\u30a1-\u30fa\u30fc"
#: A run of one script; numbers take their unit along.
_RUN: Final = re.compile(
    rf"(?P<latin>[0-9]*[^\W\d_{_KANJI}{_HIRAGANA}{_KATAKANA}][^\W_{_KANJI}{_HIRAGANA}{_KATAKANA}]*)"
    r"|(?P<number>(?:令和|平成|昭和|第)?[0-9]+(?:[.,][0-9]+)*(?:年度|年|期|次|回|号|か所|丁目|級|種)?)"
    rf"|(?P<kanji>(?:(?!第[0-9]|(?:令和|平成|昭和)[0-9])[{_KANJI}])+)|(?P<hiragana>[{_HIRAGANA}]+)"
    rf"|(?P<katakana>[{_KATAKANA}]+)|(?P<sign>.)",
    re.DOTALL,
)
#: A text is cut into phrases: a word with the hiragana behind it.
_PHRASE: Final = re.compile(
    rf"(?:[{_KANJI}]+|[{_KATAKANA}]+|[0-9A-Za-z.]+)[{_HIRAGANA}]*|[{_HIRAGANA}]+|.", re.DOTALL
)
#: デジタル化, バリアフリー型: one sign that ends a word of another script.
_ENDING: Final = "化型用者機器館園場所店"
_SUFFIX: Final = re.compile(rf"[{_KATAKANA}a-z0-9][{_ENDING}](?![{_ENDING}])")
_Cut = tuple[int, int, bool]


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its key and where that stands in the whole key, where the printed one lies, and
    whether it says nothing of its own."""

    key: str
    at: int
    start: int
    end: int
    generic: bool


@lru_cache(maxsize=4096)
def cut_phrases(text: str) -> tuple[Word, ...]:
    """The phrases of a printed text: a word with the hiragana behind it."""
    folded = fold_flat(text)
    return tuple(
        Word(match[0], match.start(), *folded.origin(match.start(), match.end()), False)
        for match in _PHRASE.finditer(folded.text)
    )


def fold_flat(text: str) -> Folded:
    """The key that `fold_key` gives, with the stretch of the text behind each of its signs."""
    folded = fold(text)
    kept = [index for index, sign in enumerate(folded.text) if not sign.isspace()]
    return Folded(
        "".join(folded.text[index] for index in kept),
        tuple(folded.starts[index] for index in kept),
        tuple(folded.ends[index] for index in kept),
    )


@lru_cache(maxsize=4096)
def _trace(name: str) -> Folded:
    return trace_variants(name)


@lru_cache(maxsize=4096)
def cut_words(name: str) -> tuple[Word, ...]:
    """The words of a printed name, in order."""
    traced = _trace(name)
    cuts = list(_join(_cut_runs(traced.text)))
    return tuple(_make_word(traced, start, end, generic) for start, end, generic in cuts)


def _make_word(traced: Folded, start: int, end: int, generic: bool) -> Word:
    begin, finish = traced.origin(start, end)
    return Word(traced.text[start:end], start, begin, finish, generic)


def _cut_runs(key: str) -> Iterator[tuple[str, _Cut]]:
    """The cuts of a key, with the script of each."""
    words = load_words()
    at = 0
    while at < len(key):
        whole = words.phrases.match(key, at)
        if whole:
            yield "phrase", (at, whole.end(), True)
            at = whole.end()
            continue
        run = _RUN.match(key, at)
        assert run is not None, "a sign is a run"
        end = run.end()
        inside = words.phrases.search(key, at + 1)
        if inside and inside.start() < end:
            end = inside.start()
        kind = run.lastgroup or "sign"
        if kind == "kanji":
            if _SUFFIX.match(key, at - 1) and at:
                yield "suffix", (at, at + 1, False)
                at += 1
            for cut in _cut_kanji(key, at, end):
                yield kind, cut
        elif kind == "hiragana":
            alone = key[at:end] in words.particles
            ending = words.particle.search(key, at + 1, end)
            if alone or ending is None:
                yield "particle" if alone else kind, (at, end, alone)
            else:
                yield kind, (at, ending.start(), False)
                yield "particle", (ending.start(), end, True)
        else:
            yield kind, (at, end, kind == "sign")
        at = end


def _cut_kanji(key: str, start: int, end: int) -> list[_Cut]:
    """A run of kanji cut at the words that are known; a sign left over stays with its neighbour."""
    words = load_words()
    cuts: list[_Cut] = []
    at = start
    for match in words.known.finditer(key, start, end):
        if match.start() > at:
            cuts += _part_etc(key, at, match.start())
        cuts.append((match.start(), match.end(), bool(words.generic.fullmatch(match[0]))))
        at = match.end()
    if at < end:
        cuts += _part_etc(key, at, end)
    joined: list[_Cut] = []
    for cut in cuts:
        if joined and (_is_alone(cut) or _is_alone(joined[-1])):
            joined[-1] = joined[-1][0], cut[1], False
        else:
            joined.append(cut)
    return joined


def _part_etc(key: str, start: int, end: int) -> list[_Cut]:
    """A stretch of kanji, 等 before a word parted from it: 小学校等/就学."""
    if key[start] == "等" and end - start > 2:
        return [(start, start + 1, True), (start + 1, end, False)]
    return [(start, end, False)]


def _is_alone(cut: _Cut) -> bool:
    return cut[1] - cut[0] == 1 and not cut[2]


def _join(cuts: Iterator[tuple[str, _Cut]]) -> Iterator[_Cut]:
    """The cuts, hiragana with the kanji before it, 子 and ども, and 化 with what it ends."""
    held: tuple[str, _Cut] | None = None
    for kind, cut in cuts:
        if held and kind == "hiragana" and held[0] == "kanji" and not held[1][2]:
            held = "mixed", (held[1][0], cut[1], False)
            continue
        if held and kind == "kanji" and held[0] == "hiragana" and held[1][1] - held[1][0] == 1:
            held = "kanji", (held[1][0], cut[1], False)
            continue
        if held and kind == "katakana" and held[0] == "kanji" and _is_alone(held[1]):
            held = "mixed", (held[1][0], cut[1], False)
            continue
        if held and kind == "suffix":
            held = "mixed", (held[1][0], cut[1], False)
            continue
        if held:
            yield held[1]
        held = kind, cut
    if held:
        yield held[1]


def cut_by(name: str, words: Sequence[Word], others: Sequence[Word]) -> tuple[Word, ...]:
    """The words, cut where a word of the other name ends or begins one: 木造, 住宅."""
    keys = sorted({word.key for word in others if len(word.key) >= 2}, key=lambda k: (-len(k), k))
    if not any(key in word.key and key != word.key for word in words for key in keys):
        return tuple(words)
    traced = _trace(name)
    found: list[Word] = []
    for word in words:
        cuts = [(word.at, word.at + len(word.key))]
        for key in () if word.generic else keys:
            cuts = [piece for cut in cuts for piece in _cut_one(traced.text, cut, key)]
        if len(cuts) == 1:
            found.append(word)
        else:
            found += [_make_word(traced, *cut, False) for cut in cuts]
    return tuple(found)


def _cut_one(text: str, cut: tuple[int, int], key: str) -> list[tuple[int, int]]:
    start, end = cut
    if end - start < len(key) + 2:
        return [cut]
    if text.startswith(key, start, end):
        return [(start, start + len(key)), (start + len(key), end)]
    if text.endswith(key, start, end):
        return [(start, end - len(key)), (end - len(key), end)]
    return [cut]

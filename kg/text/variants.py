"""Japanese words written in several ways, folded to one: こども, 子ども, 子供; 取組, 取り組み.

What is folded stands in `variants.toml`; okurigana fall by one general rule. A key for comparing
only: it is not Japanese any more, and it is never shown. `trace_variants` leads back to what is
printed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from kg.text.fold import Folded, fold, fold_key
from kg.text.numerals import KANJI, parse_number

_KATAKANA: Final = "\u30a1-\u30fa\u30fc"
_KANJI: Final = "\u3005\u3400-\u4dbf\u4e00-\u9fff"
#: コンピューター and コンピュータ: a long vowel at the end of a word of three or more.
_LONG_END: Final = re.compile(r"(?<=[\u30a1-\u30fa][\u30a1-\u30fc])ー(?![\u30a1-\u30fc])")
_DOT_IN_KANA: Final = re.compile(r"(?<=[\u30a1-\u30fc])[・=](?=[\u30a1-\u30fa])")
#: 第三次 and 第3次.
_ORDINAL: Final = re.compile(rf"第({KANJI}{{1,4}})")
#: A long vowel read as a dash or as the kanji for one: サ一ビス.
_DASH: Final = re.compile(rf"(?<=[{_KATAKANA}])[一-](?=[{_KATAKANA}]|$)")
#: Kanji read for katakana: 力 for カ, between katakana alone.
_MISREAD: Final = dict(zip("力口工二夕卜八", "カロエニタトハ", strict=True))
_KANJI_IN_KANA: Final = re.compile(rf"(?<=[{_KATAKANA}])[{''.join(_MISREAD)}](?=[{_KATAKANA}])")
#: ヴァイオリン and バイオリン, after small katakana were folded.
_V_SIGNS: Final = {"ヴ": "ブ", "ヴア": "バ", "ヴイ": "ビ", "ヴエ": "ベ", "ヴオ": "ボ"}
_V: Final = re.compile("ヴ[アイエオ]?")
#: Signs of which each gives one sign of a key.
_ONE_TO_ONE: Final = re.compile(r"[0-9A-Za-z()\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff]*")
_Step = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


@dataclass(frozen=True)
class _Variants:
    """Signs that stand for others, and what is read in turn on the signs."""

    characters: dict[int, str | None]
    steps: tuple[_Step, ...]


def _any_of(words: Iterable[str]) -> str:
    """Any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def _load() -> _Variants:
    table = tomllib.loads(files("kg.text").joinpath("variants.toml").read_text(encoding="utf-8"))
    characters: dict[int, str | None] = {ord(a): b for a, b in table["characters"].items()}
    characters |= {ord(sign): None for sign in table["signs"]["dropped"]}

    def read_groups(groups: list[list[str]]) -> dict[str, str]:
        # The words are met after the signs were folded.
        folded = [[word.translate(characters) for word in group] for group in groups]
        return {spelling: group[0] for group in folded for spelling in group}

    words = read_groups(table["words"]["groups"])
    living = read_groups(table["living"]["groups"])
    okurigana = re.compile(
        rf"(?<=[{_KANJI}])(?:{_any_of(table['okurigana']['endings'])})"
        rf"(?=(?:{_any_of(table['okurigana']['particles'])})?(?![\u3041-\u3096]))"
    )
    # The first sign stands before what looks behind it, so that most signs are passed at once.
    alone = re.compile(
        "|".join(
            rf"{word[0]}(?<![{_KATAKANA}].){word[1:]}(?![{_KATAKANA}])"
            for word in sorted(living)
            if living[word] != word
        )
    )
    return _Variants(
        characters,
        (
            (alone, lambda match: living[match[0]]),
            (_DOT_IN_KANA, _drop),
            (_DASH, lambda _: "ー"),
            (_KANJI_IN_KANA, lambda match: _MISREAD[match[0]]),
            (_ORDINAL, _read_ordinal),
            (re.compile(_any_of(words)), lambda match: words[match[0]]),
            (_V, lambda match: _V_SIGNS[match[0]]),
            (okurigana, _drop),
            (_LONG_END, _drop),
        ),
    )


def _drop(_: re.Match[str]) -> str:
    return ""


def _read_ordinal(match: re.Match[str]) -> str:
    number = parse_number(match[1])
    return match[0] if number is None else f"第{number}"


def fold_variants(text: str) -> str:
    """The text as a key in which ways of writing one word are alike.

    Folded by `fold_key`, in lower case, without quotation marks; words of `variants.toml` by
    their first spelling; okurigana and a final long vowel in katakana dropped.
    """
    return fold_variants_of_key(fold_key(text))


def fold_variants_of_key(key: str) -> str:
    """The same of what `fold_key` has folded already."""
    variants = _load()
    key = key.casefold().translate(variants.characters)
    for pattern, read in variants.steps:
        key = pattern.sub(read, key)
    return key


def trace_variants(text: str) -> Folded:
    """The key that `fold_variants` gives, with the stretch of the text behind each of its signs.

    A word read for another is whole behind each sign of that; what was dropped belongs to the
    sign before it.
    """
    variants = _load()
    folded = fold(text)
    spans = list(zip(folded.starts, folded.ends, strict=True))
    key = folded.text
    if _ONE_TO_ONE.fullmatch(key):
        key = key.casefold().translate(variants.characters)
    else:
        signs = [
            "" if sign.isspace() else sign.casefold().translate(variants.characters) for sign in key
        ]
        spans = [span for sign, span in zip(signs, spans, strict=True) for _ in sign]
        key = "".join(signs)
    for pattern, read in variants.steps:
        key, spans = _replace(pattern, read, key, spans)
    return Folded(key, tuple(start for start, _ in spans), tuple(end for _, end in spans))


def _replace(
    pattern: re.Pattern[str],
    read: Callable[[re.Match[str]], str],
    key: str,
    spans: list[tuple[int, int]],
) -> tuple[str, list[tuple[int, int]]]:
    """What `pattern.sub` gives, and the spans of its signs."""
    if not pattern.search(key):
        return key, spans
    pieces: list[str] = []
    kept: list[tuple[int, int]] = []
    at = 0
    for match in pattern.finditer(key):
        new = read(match)
        pieces += (key[at : match.start()], new)
        kept += spans[at : match.start()]
        whole = spans[match.start()][0], spans[match.end() - 1][1]
        if new == match[0]:
            kept += spans[match.start() : match.end()]
        elif new:
            kept += [whole] * len(new)
        elif kept:
            kept[-1] = kept[-1][0], whole[1]
        at = match.end()
    return "".join([*pieces, key[at:]]), kept + spans[at:]

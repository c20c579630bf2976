"""Japanese words written in several ways, folded to one: こども, 子ども, 子供; 取組, 取り組み.

What is folded stands in `variants.toml`; okurigana fall by one general rule. A key for comparing
only: it is not Japanese any more, and it is never shown.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from kg.text.fold import fold_key
from kg.text.numerals import KANJI, parse_number

_KANJI: Final = "\u3005\u3400-\u4dbf\u4e00-\u9fff"
#: コンピューター and コンピュータ: a long vowel at the end of a word of three or more.
_LONG_END: Final = re.compile(r"(?<=[\u30a1-\u30fa][\u30a1-\u30fc])ー(?![\u30a1-\u30fc])")
_DOT_IN_KANA: Final = re.compile(r"(?<=[\u30a1-\u30fc])[・=](?=[\u30a1-\u30fa])")
#: 第三次 and 第3次.
_ORDINAL: Final = re.compile(rf"第({KANJI}{{1,4}})")


@dataclass(frozen=True)
class _Variants:
    words: re.Pattern[str]
    first: dict[str, str]
    characters: dict[int, str | None]
    okurigana: re.Pattern[str]


@cache
def _load() -> _Variants:
    table = tomllib.loads(files("kg.text").joinpath("variants.toml").read_text(encoding="utf-8"))
    first = {spelling: group[0] for group in table["words"]["groups"] for spelling in group}
    longest = sorted(first, key=lambda word: (-len(word), word))
    endings = sorted(table["okurigana"]["endings"], key=lambda word: (-len(word), word))
    particles = sorted(table["okurigana"]["particles"], key=lambda word: (-len(word), word))
    characters: dict[int, str | None] = {ord(a): b for a, b in table["characters"].items()}
    characters |= {ord(sign): None for sign in table["signs"]["dropped"]}
    return _Variants(
        re.compile("|".join(map(re.escape, longest))),
        first,
        characters,
        re.compile(
            rf"(?<=[{_KANJI}])(?:{'|'.join(endings)})"
            rf"(?=(?:{'|'.join(particles)})?(?![\u3041-\u3096]))"
        ),
    )


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
    key = _ORDINAL.sub(_read_ordinal, _DOT_IN_KANA.sub("", key))
    key = variants.words.sub(lambda match: variants.first[match[0]], key)
    key = variants.okurigana.sub("", key)
    return _LONG_END.sub("", key)

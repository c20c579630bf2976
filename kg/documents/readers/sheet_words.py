"""The words of a cell as one line: the line ends inside it closed, or a blank."""

from __future__ import annotations

import re
from typing import Final

from kg.text.items import goes_on

_LINE_END: Final = re.compile(r"[\r\n\v\f\u0085\u2028\u2029]+")
#: What begins an item of its own.
_ITEM: Final = re.compile(
    r"[・･○〇●◎◯■□◆◇▲△▼▽★☆※→⇒①-⑳❶-❿-]|[(（]?[0-9０-９ア-ンｱ-ﾝ]{1,2}[)）.．、]|【|第[0-9０-９一二三四五六七八九十]"
)
#: What never begins a word or a sentence.
_NEVER_FIRST: Final = re.compile(
    r"[、。，．)）\]］」』】〕〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]"
)
_HIRAGANA: Final = re.compile(r"[ぁ-ん]")


def join_print_lines(words: str, name: bool = False) -> str:
    """The words as one line. A line end is a blank, as it may part items; in a name it is nothing.

    It is nothing where the print has broken a phrase: behind a particle, in a bracket, before what
    begins no word, and between two hiragana of a text in sentences.
    """
    if words.isprintable():
        return words.strip()
    lines = find_print_lines(words)
    if len(lines) < 2:
        return lines[0] if lines else ""
    told = "。" in words
    joined = lines[0]
    for line in lines[1:]:
        joined += ("" if _is_broken(joined, line, told, name) else " ") + line
    return joined


def find_print_lines(words: str) -> list[str]:
    """The lines of a cell that have words."""
    return [line for part in _LINE_END.split(words) if (line := part.strip())]


def _is_broken(before: str, after: str, told: bool, name: bool) -> bool:
    if before[-1].isascii() or after[0].isascii() or before[-1] == "。":
        return False
    if _NEVER_FIRST.match(after):
        return True
    if _ITEM.match(after):
        return False
    between = bool(_HIRAGANA.match(before[-1]) and _HIRAGANA.match(after))
    return name or goes_on(before) or (told and between)

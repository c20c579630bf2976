"""What else a typed word may be written as: `find_alternatives`, by `spellings.toml` and by rules.

What was typed comes first and is looked for as it is: alternatives only add to what is found.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice, product
from typing import Final

from kg.questions.match import make_key
from kg.questions.search.spelling_numbers import Alternative, find_node_numbers, find_numbers

__all__ = ["Alternative", "Group", "find_alternatives", "load_groups"]

#: So many spellings of one word are looked for.
MOST: Final = 64
_KANJI: Final = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff]")
_KATAKANA: Final = "\u30a1-\u30fa\u30fc"
#: A run of katakana with what is read for its long vowels: サ-ビス, サ一ビス.
_LONG: Final = re.compile(rf"[\u30a1-\u30fa](?:[{_KATAKANA}]|[一-](?=[{_KATAKANA}]|$))*")
_LONG_END: Final = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}ー")
_AGAIN: Final = re.compile("([\u3400-\u4dbf\u4e00-\u9fff])(々|\\1)(?!\\1)")


@dataclass(frozen=True)
class Group:
    """Spellings of one word, as keys, and why they are taken for one."""

    spellings: tuple[str, ...]
    reason: str
    between_kanji: bool = False


@cache
def load_groups() -> tuple[Group, ...]:
    """The groups of `spellings.toml`, the words before the signs."""
    table = tomllib.loads((files(__package__) / "spellings.toml").read_text(encoding="utf-8"))
    words = (
        Group(tuple(dict.fromkeys(map(make_key, one["spellings"]))), one["reason"])
        for one in table["word"]
    )
    signs = (
        Group(tuple(one["signs"]), one["reason"], one.get("between_kanji", False))
        for one in table["sign"]
    )
    return (*words, *signs)


@cache
def _index_groups() -> dict[str, list[tuple[str, Group]]]:
    """The spellings by their first sign, the longest first."""
    found: dict[str, list[tuple[str, Group]]] = defaultdict(list)
    for group in load_groups():
        for spelling in group.spellings:
            found[spelling[0]].append((spelling, group))
    for own in found.values():
        own.sort(key=lambda one: -len(one[0]))
    return dict(found)


@lru_cache(maxsize=1024)
def find_alternatives(word: str) -> tuple[Alternative, ...]:
    """The spellings of a key, itself first, each once; at most `MOST`."""
    pieces: list[list[Alternative]] = []
    at = 0
    while at < len(word):
        size, options = _find_piece(word, at)
        pieces.append(options)
        at += size
    found = dict.fromkeys([Alternative(word)])
    for chosen in islice(product(*_bound(pieces)), 4 * MOST):
        text = "".join(one.text for one in chosen)
        if text and text != word:
            found.setdefault(Alternative(text, chosen[0].before, chosen[-1].after))
    found.update(dict.fromkeys(find_node_numbers(word)))
    return tuple(islice(found, MOST))


def _bound(pieces: list[list[Alternative]]) -> list[list[Alternative]]:
    """The pieces with so few options that their combinations stay bounded."""
    number = 1
    bounded: list[list[Alternative]] = []
    for options in pieces:
        kept = options if number * len(options) <= MOST else options[:1]
        number *= len(kept)
        bounded.append(kept)
    return bounded


def _find_piece(word: str, at: int) -> tuple[int, list[Alternative]]:
    """What stands at a place and how it may be written, the way it is written first."""
    size, options = find_numbers(word, at)
    if size:
        return size, options
    for spelling, group in _index_groups().get(word[at], ()):
        if not word.startswith(spelling, at) or (
            group.between_kanji and not _is_between_kanji(word, at)
        ):
            continue
        others = (one for one in group.spellings if one != spelling)
        return len(spelling), [Alternative(spelling), *map(Alternative, others)]
    if (match := _AGAIN.match(word, at)) and not word[:at].endswith(match[1]):
        other = match[1] * 2 if match[2] == "々" else f"{match[1]}々"
        return 2, [Alternative(match[0]), Alternative(other)]
    if match := _LONG.match(word, at):
        return len(match[0]), list(_spell_katakana(match[0]))
    return 1, [Alternative(word[at])]


def _is_between_kanji(word: str, at: int) -> bool:
    return (
        0 < at < len(word) - 1
        and _KANJI.match(word[at - 1]) is not None
        and _KANJI.match(word[at + 1]) is not None
    )


def _spell_katakana(run: str) -> Iterator[Alternative]:
    """The run; with its long vowels as other marks; without the last one, where a word ends."""
    yield Alternative(run)
    plain = re.sub("[一-]", "ー", run)
    forms = dict.fromkeys([plain, plain.replace("ー", "-"), plain.replace("ー", "一")])
    yield from (Alternative(form) for form in forms if form != run)
    if _LONG_END.fullmatch(plain):
        yield Alternative(plain[:-1], after="".join(map(chr, range(0x30A1, 0x30FD))))

"""The acts named in a text, in order, each with what it means there.

Names are read from first to last: a short form means what was defined before it
（以下「条例」という。）, 同条例 the last one named, a bare 条例 one that no other rivals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from kg.text.article_refs_names import (
    find_longer,
    find_name_start,
    find_pointer,
    find_within,
    is_dull,
    is_loose,
    is_name,
    read_tail,
)
from kg.text.article_refs_text import Running
from kg.text.article_refs_words import STRONG, WEAK, Lexicon, get_family, get_words
from kg.text.numerals import NUMBER

_NUMBERED: Final = re.compile(rf"第?{NUMBER}号")
_VERSIONS: Final = frozenset(word.removesuffix("の") for word in get_words("versions"))


_OLD: Final = re.compile(r"旧|改正[前後]の|従前の|廃止")


@dataclass(frozen=True)
class Meaning:
    """What a name means: the key of a known act, or the name printed and why it is none."""

    key: str | None = None
    name: str | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Named:
    """An act named from `start` to `end`; `after` is behind the brackets that belong to it.

    `strong`: named by a name of its own, and of a kind that has articles. `weak`: of a kind
    that seldom has articles.
    """

    start: int
    end: int
    after: int
    meaning: Meaning
    strong: bool
    weak: bool


@dataclass
class _Before:
    """The acts of one family named so far: meaning -> where last, the latest last."""

    last: dict[Meaning, int] = field(default_factory=dict)

    def add(self, meaning: Meaning, position: int) -> None:
        self.last.pop(meaning, None)
        self.last[meaning] = position

    def find_since(self, position: int) -> list[Meaning]:
        """The last two at most that were named from a position on, the latest first."""
        found: list[Meaning] = []
        for meaning in reversed(self.last):
            if self.last[meaning] < position or len(found) == 2:
                break
            found.append(meaning)
        return found


class ActReader:
    """Reads the acts named in one text. `own`: it is the text of the default act itself."""

    def __init__(self, running: Running, lexicon: Lexicon, default: str | None, own: bool) -> None:
        self.running, self.lexicon = running, lexicon
        self.default, self.own = default, own
        self._defined: dict[str, Meaning] = {}
        self._sizes: set[int] = set(lexicon.sizes)
        self._numbers: dict[str, Meaning] = {}
        self._before: dict[str, _Before] = {}

    def find(self) -> list[Named]:
        """The acts named, in order."""
        found: list[Named] = []
        skip = 0
        within = find_within(self.running.text, self.lexicon)
        for match in self.lexicon.ends.finditer(self.running.text):
            if match.end() <= skip or match.end() in within:
                continue
            named = self._read(match, skip)
            if named:
                found.append(named)
                skip = named.after
        return found

    def _read(self, match: re.Match[str], floor: int) -> Named | None:
        text, end = self.running.text, match.end()
        if _NUMBERED.match(text, end):
            return None
        if match["kind"] == "法" and is_dull(text, end):
            return None
        proper = True
        start = self._find_known(end, floor)
        pointer = find_pointer(text, match.start()) if match["kind"] else None
        if pointer and (start is None or start >= match.start()):
            start, proper = match.start() - len(pointer), False
            meaning = self._point(pointer, match[0], match.start())
        elif start is not None:
            start, meaning = self._read_known(start, end)
        elif match["law"]:
            start = match.start()
            meaning = self._numbers.get(match[0]) or Meaning(None, match[0], "unknown-act")
        else:
            start, meaning, proper = self._read_unknown(match)
        tail = read_tail(text, end)
        if tail.draft:
            meaning = Meaning(None, text[start : tail.end], "other-version")
        if tail.short:
            self._defined[tail.short] = meaning
            self._sizes.add(len(tail.short))
        if tail.number:
            self._numbers[tail.number] = meaning
        family = self._get_family(meaning, text[start:end])
        if family and (proper or meaning.key):
            self._before.setdefault(family, _Before()).add(meaning, start)
        after = tail.end
        if match["law"] and text[start - 1 : start] == "(" and text.startswith(")", after):
            after += 1
        return Named(start, end, after, meaning, proper and family in STRONG, family in WEAK)

    def _get_family(self, meaning: Meaning, printed: str) -> str | None:
        known = self.lexicon.families.get(meaning.key) if meaning.key else None
        return known or get_family(meaning.name or printed) or get_family(printed)

    def _find_known(self, end: int, floor: int) -> int | None:
        """Where the longest known or defined name begins that ends at a place."""
        for size in sorted(self._sizes, reverse=True):
            start = end - size
            if start >= floor:
                name = self.running.text[start:end]
                if name in self._defined or name in self.lexicon.keys:
                    return start
        return None

    def _read_known(self, start: int, end: int) -> tuple[int, Meaning]:
        """The name that begins at `start` or, where it is a part of a longer one, the longer."""
        name = self.running.text[start:end]
        keys = self.lexicon.keys.get(name, ())
        meaning = self._defined.get(name)
        if meaning is None:
            one = len(keys) == 1
            meaning = Meaning(keys[0]) if one else Meaning(None, name, "ambiguous-act")
        longer = find_longer(self.running, start, self.lexicon, meaning.key)
        if longer is None:
            return start, meaning
        start, problem = longer
        return start, Meaning(None, self.running.text[start:end], problem)

    def _read_unknown(self, match: re.Match[str]) -> tuple[int, Meaning, bool]:
        """The start, the meaning, and whether it is a name of its own."""
        text, end, word = self.running.text, match.end(), match[0]
        start = min(find_name_start(self.running, end, len(word)), match.start())
        longer = find_longer(self.running, start, self.lexicon, None)
        if longer:
            start = longer[0]
        name = text[start:end]
        old = bool(_OLD.match(name)) or name.removesuffix(word).removesuffix("の") in _VERSIONS
        if old or (longer and longer[1] == "other-version"):
            return start, Meaning(None, name, "other-version"), False
        if name == word:
            if is_loose(self.running, start):
                return start, Meaning(None, None, "unknown-act"), False
            return start, self._take_up(word, start), False
        proper = is_name(name) and (word != "法" or len(name) > 2)
        return start, Meaning(None, name, "unknown-act"), proper

    def _point(self, pointer: str, word: str, position: int) -> Meaning:
        """What 同条例, この条例, 本条例, 当該条例 means."""
        family = get_family(word) or word
        default = self._default_of(family)
        if pointer in ("この", "本"):
            if self.own and default:
                return default
            near = self._near(family, position)
            if pointer == "本" and near and default and near != [default]:
                return Meaning(None, None, "ambiguous-act")
            if default and not near:
                return default
        before = self._before.get(family)
        last = before.find_since(0) if before else []
        return last[0] if last else Meaning(None, None, "no-antecedent")

    def _take_up(self, word: str, position: int) -> Meaning:
        """What a bare 条例 or 法 means: the only one near, or the default, or the only one."""
        family = get_family(word) or word
        found = self._near(family, position)
        if not found and (default := self._default_of(family)):
            return default
        if not found and (before := self._before.get(family)):
            found = before.find_since(0)
        if len(found) == 1:
            return found[0]
        return Meaning(None, None, "ambiguous-act" if found else "no-antecedent")

    def _near(self, family: str, position: int) -> list[Meaning]:
        """The acts named in this sentence and the one before, else in this paragraph."""
        before = self._before.get(family)
        if before is None:
            return []
        near = before.find_since(self.running.sentence_start(position, before=1))
        return near or before.find_since(self.running.block_start(position))

    def _default_of(self, family: str) -> Meaning | None:
        of_family = self.default and self.lexicon.families.get(self.default) == family
        return Meaning(self.default) if of_family else None



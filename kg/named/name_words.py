"""The words of naming.toml: endings of names, dull words, contexts, as tables and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from kg.named.word_lists import read_table
from kg.text.fold import fold_key

Need = Literal["topic", "any", "place", "mark", "quote"]
_Tree = dict[str, "_Tree"]

#: Characters that run on inside a Japanese compound, for classes of patterns on folded text.
KANJI: Final = "々〇〆ヶヵ\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
KATAKANA: Final = "ァ-ヺー"
HIRAGANA: Final = "ぁ-ゖ"
COMPOUND: Final = f"{KANJI}{KATAKANA}A-Za-z0-9"
#: は, が and で as particles: not inside a word of hiragana (おおのはら, おでかけ).
PARTICLE: Final = f"を|(?<=[^{HIRAGANA}ー])[はがで]|(?<=[{HIRAGANA}ー])[はがで](?=[^{HIRAGANA}ー])"


@dataclass(frozen=True)
class Ending:
    """How a kind of name ends, and what must stand before it (see naming.toml).

    `whole`: nothing may follow it (駅, but not 駅前).
    """

    word: str
    kind: str
    code: str
    need: Need
    least: int
    dull: re.Pattern[str]
    letters: frozenset[str]
    whole: bool

    def find_topic(self, before: str) -> str:
        """What is left of the words before the ending when all dull ones are taken out.

        A dull word of one letter (各, 市) is one only where nothing else stands beside it.
        """
        pieces = self.dull.sub(" ", before).split(" ")
        return "".join(piece for piece in pieces if not self.letters.issuperset(piece))


@dataclass(frozen=True)
class Words:
    """All of naming.toml. `lists` has the plain lists by section and key.

    `sizes` are the lengths of the endings by their last letter, the longest first.
    """

    endings: Mapping[str, Ending]
    institutions: Mapping[str, tuple[str, str]]
    lists: Mapping[str, Mapping[str, tuple[str, ...]]]
    sizes: Mapping[str, tuple[int, ...]]

    def find_endings(self, text: str) -> Iterator[Ending]:
        """The endings that a text has behind something else, the longest first."""
        for size in self.sizes.get(text[-1:], ()):
            if size < len(text):
                ending = self.endings.get(text[-size:])
                if ending is not None:
                    yield ending

    def find_ending(self, text: str) -> Ending | None:
        """The longest ending that a text has behind something else."""
        return next(self.find_endings(text), None)

    def is_ending(self, text: str) -> bool:
        """Whether a text is the name of a kind and no more (委員会)."""
        return text in self.endings


def either(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words, as a tree: time does not grow with them."""
    tree: _Tree = {}
    for word in words:
        branch = tree
        for char in word:
            branch = branch.setdefault(char, {})
        branch[""] = {}
    return _write(tree)


def _write(tree: _Tree) -> str:
    ways = [re.escape(char) + _write(branch) for char, branch in sorted(tree.items()) if char]
    if not ways:
        return ""
    body = ways[0] if len(ways) == 1 and "" not in tree else f"(?:{'|'.join(ways)})"
    return body + "?" if "" in tree else body


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The words, read once."""
    data = read_table("naming.toml")
    dull = [fold_key(word) for word in data["dull"]["words"]]
    endings: dict[str, Ending] = {}
    for group in data["ending"]:
        own = {*dull, *map(fold_key, group.get("dull", ()))}
        pattern = re.compile(either(word for word in own if len(word) > 1))
        letters = frozenset(word for word in own if len(word) == 1)
        for word in map(fold_key, group["words"]):
            if word in endings:
                raise ValueError(f"naming.toml: two endings {word!r}")
            endings[word] = Ending(
                word,
                group["kind"],
                group["code"],
                group["need"],
                group.get("least", 1),
                pattern,
                letters,
                group.get("whole", False),
            )
    institutions = {
        fold_key(word): (group["kind"], group["code"])
        for group in data["institution"]
        for word in group["words"]
    }
    lists = {
        section: {key: tuple(map(fold_key, words)) for key, words in table.items()}
        for section, table in data.items()
        if isinstance(table, dict)
    }
    sizes: dict[str, set[int]] = {}
    for word in endings:
        sizes.setdefault(word[-1], set()).add(len(word))
    ordered = {last: tuple(sorted(found, reverse=True)) for last, found in sizes.items()}
    return Words(endings, institutions, lists, ordered)


def get_list(section: str, key: str = "words") -> tuple[str, ...]:
    """One plain list of words, folded."""
    return load_words().lists[section][key]

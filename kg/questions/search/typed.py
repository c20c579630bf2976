"""What was typed as words to look for: `parse_typed`. A phrase in 「」 or "" is taken as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.questions.match import make_key
from kg.questions.search.spelling import Alternative, find_alternatives
from kg.text.fold import fold

_TOKEN: Final = re.compile(
    r"(?<!\S)(?:\"([^\"]*)\"|“([^“”]*)”|「([^「」]*)」|『([^『』]*)』)(?!\S)"
    r"|(?<!\S)(?i:article|art\.?)[ ]*[0-9]{1,4}(?:[-_][0-9]{1,2})*(?!\S)|\S+"
)
#: Article 32, Art. 30-2: an article as English writes it.
_ARTICLE: Final = re.compile(r"(?i:article|art\.?)[ ]*([0-9]{1,4})((?:[-_][0-9]{1,2})*)")
#: Stands between the texts of an index, and in none.
SEPARATOR: Final = "\x00"


@dataclass(frozen=True)
class Word:
    """A word to look for: its key and all spellings of it, itself first."""

    key: str
    alternatives: tuple[Alternative, ...]


def parse_typed(query: str) -> tuple[Word, ...]:
    """The words that were typed, each once, in their order."""
    found: dict[str, Word] = {}
    for token in _TOKEN.finditer(fold(query).text):
        quoted = next((one for one in token.groups() if one is not None), None)
        phrase = make_key(quoted) if quoted is not None else ""
        key = phrase or make_key(token[0])
        if key and not phrase and (article := _ARTICLE.fullmatch(token[0])):
            number = f"第{article[1]}条{re.sub('[-_]', 'の', article[2])}"
            english = dict.fromkeys((key, f"article{make_key(article[1] + article[2])}"))
            alternatives = (*map(Alternative, english), *find_alternatives(make_key(number)))
            found.setdefault(key, Word(key, alternatives))
        elif key:
            alternatives = (Alternative(key),) if phrase else find_alternatives(key)
            found.setdefault(key, Word(key, alternatives))
    return tuple(found.values())


def find_places(key: str, word: Word, *, number: bool = False) -> list[tuple[int, int]]:
    """Where a key holds a word in any spelling, from start to end, in order.

    `number`: the key begins with the number of a node.
    """
    found: set[tuple[int, int]] = set()
    for one in word.alternatives:
        at = -1 if one.number and not number else key.find(one.text)
        while at >= 0:
            end = at + len(one.text)
            before = key[at - 1] if at else ""
            after = key[end] if end < len(key) else ""
            if one.number and at:
                break
            if not ((before and before in one.before) or (after and after in one.after)):
                found.add((at, end))
            at = key.find(one.text, at + 1)
    return sorted(found)

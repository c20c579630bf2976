"""The words of words.toml, folded, with the columns and labels of the vocabulary beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.text.fold import fold_key

_FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True)
class ProposalWords:
    """The words that evidence is read with."""

    columns: tuple[tuple[str, str], ...]
    ranks: Mapping[str, int]
    unnamed: tuple[str, ...]
    topic: str
    theme: str
    contents: frozenset[str]
    listed: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    behind: frozenset[str]
    cases: tuple[str, ...]
    opinions: tuple[str, ...]
    leads: frozenset[str]
    told: tuple[str, ...]
    bodies: tuple[str, ...]
    projects: tuple[str, ...]


@cache
def load_words() -> ProposalWords:
    """The words of the file beside this module."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    columns = [(fold_key(word), role) for role, all_ in data["columns"].items() for word in all_]
    ranks = {
        fold_key(word): rank for rank, words in enumerate(data["levels"]["ranks"]) for word in words
    }
    levels, numbers, items = data["levels"], data["numbers"], data["items"]
    return ProposalWords(
        # The longest word decides; Python's sort keeps the order of the file among equals.
        tuple(sorted(columns, key=lambda pair: -len(pair[0]))),
        ranks,
        tuple(levels["unnamed"]),
        levels["topic"],
        levels["theme"],
        frozenset(fold_key(word) for word in levels["contents"]),
        _fold(levels["listed"]),
        _fold(numbers["before"]),
        _fold(numbers["after"]),
        frozenset(numbers["behind"]),
        _fold(items["listing"]),
        _fold(items["opinion"]),
        frozenset(_fold(items["leads"])),
        _fold(items["told"]),
        _fold(data["bodies"]["ends"]),
        _fold(items["projects"]),
    )


def _fold(words: list[str]) -> tuple[str, ...]:
    """The words folded, the longest first."""
    return tuple(sorted((fold_key(word) for word in words), key=lambda word: (-len(word), word)))

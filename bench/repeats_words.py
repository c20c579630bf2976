"""The words that `bench.repeats` makes plans of, from `repeats_words.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

_TABLE: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _read(name: str) -> tuple[str, ...]:
    return tuple(str(word) for word in _TABLE[name])


def _read_pairs(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((str(one), str(two)) for one, two in _TABLE[name])


WHO: Final = _read("who")
WHAT: Final = _read("what")
HOW: Final = _read("how")
ENDINGS: Final = _read("endings")
MODES: Final = _read("modes")
WARDS: Final = _read("wards")
PLACES: Final = _read("places")
FACILITIES: Final = _read("facilities")
BUREAUS: Final = _read("bureaus")
DETAIL: Final = _read("detail")
GOAL: Final = _read("goal")
SENTENCES: Final = _read("sentences")
KANA: Final = _read_pairs("kana")
OKURIGANA: Final = _read_pairs("okurigana")
DAMAGE: Final = _read("damage")
REWORDED: Final = _read_pairs("reworded")

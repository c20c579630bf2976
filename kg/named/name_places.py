"""Names of towns and wards at the beginning of other names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.named.name_words import HIRAGANA, KANJI, KATAKANA, either, get_list
from kg.text.fold import fold_key

_PREFECTURES: Final = re.compile("北海道|東京都|大阪府|京都府")
_TOWN: Final = re.compile(
    rf"(?!(?:{either(get_list('town', 'never'))})[市町村区])"
    rf"[{KANJI}{HIRAGANA}{KATAKANA}]{{1,6}}?(?:市|町|村|県|広域連合)"
)
_NOT: Final = re.compile(either(get_list("town", "not")))


class Places:
    """The places that one municipality's documents name; `municipality` is its label (川崎市)."""

    def __init__(self, municipality: str | None, wards: Iterable[str]) -> None:
        self.municipality = fold_key(municipality) if municipality else ""
        self.stem = re.sub(r"[市区町村県都府]\Z", "", self.municipality)
        vague = frozenset(get_list("town", "vague"))
        stems = {ward[:-1] for ward in wards if len(ward) > 2} - vague
        self.names = frozenset({*wards, *stems, self.municipality} - {""})
        if len(self.stem) > 1:
            self.names |= {self.stem}
        self._own = re.compile(either(self.names) or r"(?!)")

    def find_end(self, text: str) -> int:
        """How much of the beginning of a text is the name of a place, 0 where none is."""
        found = self._own.match(text)
        if found is not None:
            return found.end()
        above = _PREFECTURES.match(text)
        start = above.end() if above else 0
        town = _TOWN.match(text, start)
        if town is None:
            return start
        near = _NOT.search(text, town.start(), town.end() + 1)
        # 京都市 ends as 都市 does.
        if near is not None and not (town.group() == "京都市" and near.group() == "都市"):
            return start
        return town.end()

    def is_place(self, text: str) -> bool:
        """Whether a text is the name of a place and no more."""
        return text in self.names or self.find_end(text) == len(text)

"""The towns that sentences are about: 京都市では、…第5条 is none of Kawasaki's."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

#: Wards are left out: what a sentence says of a ward is said inside its city.
_TOPIC: Final = re.compile(
    r"(?<![々\u3400-\u9fff])(?P<place>[々ヶ\u30a1-\u30fa\u3400-\u9fff]{1,7}[市町村都府県]|他の?自治体)"
    r"(?:では|においては?|における|は、)"
)
_OWN: Final = frozenset(
    {"本市", "当市", "同市", "都市", "全市", "本県", "国県", "市町村", "区市町村"}
)


@dataclass(frozen=True)
class Topics:
    """The places that sentences take up, in order."""

    starts: tuple[int, ...]
    places: tuple[str, ...]

    def get_place(self, position: int, since: int) -> str | None:
        """The last place taken up between two positions."""
        index = bisect_right(self.starts, position) - 1
        return self.places[index] if index >= 0 and self.starts[index] >= since else None


def find_topics(text: str) -> Topics:
    """The places that the sentences of a text take up; the city's own are none."""
    found = [match for match in _TOPIC.finditer(text) if match["place"] not in _OWN]
    return Topics(
        tuple(match.start() for match in found), tuple(match["place"] for match in found)
    )

"""How alike two names and two texts are, and from where on that is enough."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.links.likeness_shape import Shape
from kg.text.fold import fold_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: A text of real length tells at least so many signs beyond the endings that many texts share.
TOLD: Final = 16
#: A name of real length has so many signs beyond the generic words.
SPOKEN: Final = 4
#: Or so many, where two names differ in generic words alone.
SPOKEN_ALIKE: Final = 3
#: Names and texts both alike: each at least this, and together at least `SUM`.
NAME_LEAST: Final = 0.55
TEXT_LEAST: Final = 0.55
SUM: Final = 1.45
#: So alike a text stands for another name, so long as the name shares this.
TEXT_ALONE: Final = 0.85
NAME_BESIDE: Final = 0.3
#: So alike that a place said on one side only does not part them.
TEXT_CLEAR: Final = 0.95
#: A name alone.
NAME_ALONE: Final = 0.85
#: Between municipalities texts differ anyway; they must not speak of something else.
TEXT_ACROSS: Final = 0.4
#: Texts of this length that are this much alike are one text under any name.
NEARLY: Final = 0.9
REAL: Final = 24
LONG_TEXT: Final = 100
#: Where both tell something and it differs, the names must be one but for generic words.
NAME_AGAINST_TEXT: Final = 0.97
#: The same signs in another order, from so many signs on, are as alike as this.
ORDERED: Final = 6
SAME_SIGNS: Final = 0.97
#: A name of so many signs may have two of them misread.
LONG: Final = 9
#: Texts from here on are said to be alike, below to differ.
TEXT_DIFFERS: Final = 0.6
#: Texts that are one but for their endings, brackets or ways of writing.
ALMOST: Final = 0.99
_SLACK: Final = 1e-9


def name_likeness(left: Shape, right: Shape) -> float:
    """How alike two names are beyond the generic words, 0 to 1, in any order of their words."""
    from rapidfuzz.distance import Indel

    if not left.core or not right.core:
        return 0.0
    straight = Indel.normalized_similarity(left.core, right.core)
    if straight == 1:
        return straight
    if is_reordered(left, right):
        return max(straight, SAME_SIGNS)
    ordered = Indel.normalized_similarity(left.pieces, right.pieces)
    whole = Indel.normalized_similarity(left.base, right.base)
    return max(straight, ordered, whole if is_misread(left, right) else 0.0)


def is_misread(left: Shape, right: Shape) -> bool:
    """Whether two names differ in one or two signs read for others, and in nothing else.

    A sign misread inside a generic word hides it, so the whole names are compared.
    """
    if len(left.base) != len(right.base) or len(left.base) < SPOKEN:
        return False
    places = [
        index
        for index, (ours, theirs) in enumerate(zip(left.base, right.base, strict=True))
        if ours != theirs
    ]
    # Two signs side by side are another word: 夜間, 情報.
    apart = len(places) == 1 or (len(places) == 2 and places[1] - places[0] > 1)
    return apart and len(places) <= (1 if len(left.base) < LONG else 2)


def is_reordered(left: Shape, right: Shape) -> bool:
    """Whether two names have the same words or signs in another order, or one has in brackets
    what the other has before it: 住宅耐震化事業(木造), 木造住宅耐震化事業."""
    if left.pieces == right.pieces or (left.signs == right.signs and len(left.signs) >= ORDERED):
        return True
    return left.all_signs == right.all_signs and len(left.all_signs) >= ORDERED


def is_same_text(left: Shape, right: Shape) -> bool:
    """Whether two texts are one but for width and blanks."""
    return are_same(left.printed, right.printed)


def are_same(left: str, right: str) -> bool:
    """Whether two texts are one but for width and blanks."""
    return left == right or _fold(left) == _fold(right)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    return fold_key(text)


def text_likeness(left: Shape, right: Shape) -> float | None:
    """How alike two texts are beyond their endings, 0 to 1, or None where a side tells nothing."""
    from rapidfuzz.distance import Indel

    if not left.told or not right.told:
        return None
    return Indel.normalized_similarity(left.told, right.told)


def may_hold(names: NDArray[np.float64], texts: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which pairs a rule on likeness may hold for; a text that is not there is nan."""
    import numpy as np

    silent = np.isnan(texts)
    told = np.where(silent, 0.0, texts) + _SLACK
    names = names + _SLACK
    both = (names >= NAME_LEAST) & (told >= TEXT_LEAST) & (names + told >= SUM)
    by_text = (told >= TEXT_ALONE) & (names >= NAME_BESIDE) | (told >= NEARLY)
    open_to_name = silent | (told >= TEXT_ACROSS)
    by_name = names >= np.where(open_to_name, NAME_ALONE, NAME_AGAINST_TEXT)
    return both | by_text | by_name

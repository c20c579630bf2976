"""Which pairs reach the judgement: names and texts measured in bulk, the hopeless ones dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kg.links.blocking import (
    ALL_PAIRS,
    NAME_STRETCHES,
    TEXT_STRETCHES,
    join_across,
    join_all,
    join_near,
    join_parts,
    join_same,
    make_unique,
)
from kg.links.likeness_measures import NAME_BESIDE, NEARLY, ORDERED, TEXT_ACROSS, TOLD, may_hold
from kg.links.likeness_shape import Shape

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_WORKERS: Final = 2
_SLACK: Final = 1e-9
#: Below this two names differ in more than two signs misread.
_MISREAD: Final = 0.7
_AT_ONCE: Final = 1_000_000


def find_pairs(shapes: Sequence[Shape], scopes: Sequence[str], most: int) -> Numbers:
    """The pairs of positions that the judgement must see, sorted, the smaller first."""
    near = sift(shapes, _drop_same(shapes, find_near(shapes, scopes)))
    return make_unique([near, *find_same(shapes, scopes, most)])


def find_candidates(shapes: Sequence[Shape], scopes: Sequence[str], most: int) -> Numbers:
    """All pairs that meet, before any is measured."""
    return make_unique([find_near(shapes, scopes), *find_same(shapes, scopes, most)])


def find_near(shapes: Sequence[Shape], scopes: Sequence[str]) -> Numbers:
    """The pairs that share rare stretches; of few entries all pairs."""
    if len(shapes) <= ALL_PAIRS:
        return join_all(len(shapes))
    names, texts = [shape.core for shape in shapes], [shape.told for shape in shapes]
    joins = [join_near(names, 2, NAME_STRETCHES), join_near(texts, 3, TEXT_STRETCHES)]
    if len(set(scopes)) > 1:
        joins.append(join_near(names, 2, NAME_STRETCHES, scopes))
        joins.append(join_near(texts, 3, TEXT_STRETCHES, scopes))
    return make_unique(joins)


def find_same(shapes: Sequence[Shape], scopes: Sequence[str], most: int) -> list[Numbers]:
    """The pairs that share a whole key: a name, a text, or the part of a joined name."""
    texts = [shape.told for shape in shapes]
    real = [shape.told if len(shape.told) >= TOLD else "" for shape in shapes]
    joins = []
    signs = [shape.signs if len(shape.signs) >= ORDERED else "" for shape in shapes]
    moved = [shape.all_signs if len(shape.all_signs) >= ORDERED else "" for shape in shapes]
    for keys in ([shape.base for shape in shapes], signs, moved, real):
        joins.append(join_same(keys, scopes, texts))
        joins.append(join_across(keys, scopes, texts, most))
    joins.append(
        join_parts([shape.core for shape in shapes], [shape.parts for shape in shapes], most)
    )
    return joins


def _drop_same(shapes: Sequence[Shape], pairs: Numbers) -> Numbers:
    """The pairs of two names: those of one are joined by `find_same`, which bounds them."""
    import numpy as np

    numbers: dict[str, int] = {}
    base = np.array(
        [numbers.setdefault(shape.base, len(numbers)) for shape in shapes], dtype=np.int64
    )
    return pairs[base[pairs[:, 0]] != base[pairs[:, 1]]] if len(pairs) else pairs


def sift(shapes: Sequence[Shape], pairs: Numbers) -> Numbers:
    """The pairs whose names and texts are alike enough for a rule that needs likeness."""
    import numpy as np

    kept = [
        _sift_some(shapes, pairs[start : start + _AT_ONCE])
        for start in range(0, len(pairs), _AT_ONCE)
    ]
    return np.concatenate(kept) if kept else pairs


def _sift_some(shapes: Sequence[Shape], pairs: Numbers) -> Numbers:
    import numpy as np

    names = np.maximum.reduce(
        [
            _measure([shape.core for shape in shapes], pairs, NAME_BESIDE),
            _measure([shape.pieces for shape in shapes], pairs, NAME_BESIDE),
            # Whole names count where a sign or two were misread.
            _measure([shape.base for shape in shapes], pairs, _MISREAD),
        ]
    )
    told = [shape.told for shape in shapes]
    texts = np.zeros(len(pairs))
    # Under names that share nothing only one and the same text counts, which is soon ruled out.
    for some, least in ((names > 0, TEXT_ACROSS), (names == 0, NEARLY)):
        texts[some] = _measure(told, pairs[some], least)
    silent = np.array([not text for text in told], dtype=bool)
    texts[silent[pairs[:, 0]] | silent[pairs[:, 1]]] = np.nan
    return pairs[may_hold(names, texts)]


def _measure(texts: Sequence[str], pairs: Numbers, least: float) -> NDArray[np.float64]:
    """How alike the two texts of each pair are, 0 to 1; 0 for what is below `least`."""
    import numpy as np
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cpdist

    values = np.array(texts, dtype=object)
    return cpdist(
        values[pairs[:, 0]],
        values[pairs[:, 1]],
        scorer=Indel.normalized_similarity,
        score_cutoff=least - _SLACK,
        dtype=np.float64,
        workers=_WORKERS,
    )

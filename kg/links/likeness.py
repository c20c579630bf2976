"""Projects that look alike by name and text: repeats in a municipality, like ones across.

Plain values in, plain values out. `find_alike` weighs what `blocking` proposes with the judgement
of `likeness_judge`, which `compare` gives for one pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.links.likeness_shape import Shape

#: What is less alike is no pair.
LEAST: Final = 0.5
#: Partners of an entry in other municipalities, the best first.
MOST: Final = 20
#: A text under more names than this in one municipality is a template and tells nothing.
TEMPLATE: Final = 5


@dataclass(frozen=True)
class Entry:
    """A project as it is compared.

    `key` is its IRI or any other id; `name` as printed without 再掲, with (各区); `text` its
    descriptions joined; `bodies` who runs it and `wards` where, by name.
    """

    key: str
    municipality: str
    name: str
    text: str = ""
    bodies: frozenset[str] = frozenset()
    wards: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Alike:
    """Two entries that look alike: `left` < `right`, the rule, 0 to 1, and why in words."""

    left: str
    right: str
    rule: str
    score: float
    ja: str
    en: str


def compare(left: Entry, right: Entry) -> Alike | None:
    """How two entries are alike, as `find_alike` judges them, or None."""
    from kg.links.likeness_shape import make_shape

    if left.key == right.key:
        return None
    if left.key > right.key:
        left, right = right, left
    return _judge(left, right, make_shape(left), make_shape(right))


def find_alike(entries: Sequence[Entry], *, least: float = LEAST, most: int = MOST) -> list[Alike]:
    """The pairs that look alike, by their keys; the order of `entries` changes nothing.

    Inside a municipality all pairs of at least `least`, but of more than `blocking.GROUP` entries
    of one name or one text each is paired with the next few alone; the reason says so. Across
    municipalities at most `most` partners an entry, the best first. What is rare among the entries
    decides who meets (`blocking`); a text that many names of a municipality share is a template
    and counts as none, which `compare`, seeing two entries alone, cannot know.
    """
    from kg.links.likeness_shape import make_shape
    from kg.links.likeness_sieve import find_pairs

    by_key = {entry.key: entry for entry in sorted(entries, key=_order)}
    ordered = [by_key[key] for key in sorted(by_key)]
    scopes = [entry.municipality for entry in ordered]
    shapes = _drop_templates([make_shape(entry) for entry in ordered], scopes)
    crowds = _count_crowds(shapes, scopes)
    inside: list[Alike] = []
    across: list[Alike] = []
    for one, two in find_pairs(shapes, scopes, most).tolist():
        pair = _judge(ordered[one], ordered[two], shapes[one], shapes[two])
        if pair is None or pair.score < least:
            continue
        if scopes[one] != scopes[two]:
            across.append(pair)
        elif shapes[one].base == shapes[two].base and crowds[scopes[one], shapes[one].base]:
            inside.append(_say_crowd(pair, crowds[scopes[one], shapes[one].base]))
        else:
            inside.append(pair)
    return sorted(inside + _keep_best(across, most), key=lambda pair: (pair.left, pair.right))


def _drop_templates(shapes: list[Shape], scopes: Sequence[str]) -> list[Shape]:
    """The shapes, those without a text whose text stands under many names of a municipality."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for scope, shape in zip(scopes, shapes, strict=True):
        names[scope, shape.told].add(shape.base)
    return [
        replace(shape, told="") if len(names[scope, shape.told]) > TEMPLATE else shape
        for scope, shape in zip(scopes, shapes, strict=True)
    ]


def _count_crowds(shapes: Sequence[Shape], scopes: Sequence[str]) -> Counter[tuple[str, str]]:
    """How many entries of a municipality have one name, where they are too many to pair all."""
    from kg.links.blocking import GROUP

    count = Counter((scope, shape.base) for scope, shape in zip(scopes, shapes, strict=True))
    return Counter({name: size for name, size in count.items() if size > GROUP})


def _say_crowd(pair: Alike, size: int) -> Alike:
    """The pair with a reason that says that its name has more entries than were paired."""
    from kg.links.blocking import NEXT

    ja = f"{pair.ja}。同じ名称が{size}件あり、説明の近い{NEXT}件ずつとだけ組にした"
    en = f"{pair.en}. {size} have this name; each was paired with the next {NEXT} alone"
    return replace(pair, ja=ja, en=en)


def _judge(left: Entry, right: Entry, ours: Shape, theirs: Shape) -> Alike | None:
    from kg.links.likeness_judge import judge

    verdict = judge(ours, theirs)
    if verdict is None:
        return None
    return Alike(left.key, right.key, verdict.rule, verdict.score, verdict.ja, verdict.en)


def _order(entry: Entry) -> tuple[str, str, str, str]:
    return entry.key, entry.municipality, entry.name, entry.text


def _keep_best(pairs: list[Alike], most: int) -> list[Alike]:
    """The pairs, best first, of which no entry has more than `most`."""
    count: Counter[str] = Counter()
    kept = []
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.left, pair.right)):
        if count[pair.left] < most and count[pair.right] < most:
            count[pair.left] += 1
            count[pair.right] += 1
            kept.append(pair)
    return kept

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
    from kg.links.likeness_judge import Verdict
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


@dataclass(frozen=True)
class _Found:
    """Two entries and the verdict; `crowd` is how many have the name, where not all are paired."""

    left: Entry
    right: Entry
    verdict: Verdict
    crowd: int = 0


def compare(left: Entry, right: Entry) -> Alike | None:
    """How two entries are alike, as `find_alike` judges them, or None."""
    from kg.links.likeness_judge import judge
    from kg.links.likeness_shape import make_shape

    if left.key == right.key:
        return None
    if left.key > right.key:
        left, right = right, left
    verdict = judge(make_shape(left), make_shape(right))
    return _say(_Found(left, right, verdict)) if verdict else None


def find_alike(entries: Sequence[Entry], *, least: float = LEAST, most: int = MOST) -> list[Alike]:
    """The pairs that look alike, by their keys; the order of `entries` changes nothing.

    Inside a municipality all pairs of at least `least`, but of more than `blocking.GROUP` entries
    of one name or one text each is paired with the next few alone; the reason says so. Across
    municipalities at most `most` partners an entry, the best first. What is rare among the entries
    decides who meets (`blocking`); a text that many names of a municipality share is a template
    and counts as none, which `compare`, seeing two entries alone, cannot know.
    """
    from kg.links.likeness_judge import judge
    from kg.links.likeness_shape import make_shape
    from kg.links.likeness_sieve import find_pairs

    by_key = {entry.key: entry for entry in sorted(entries, key=_order)}
    ordered = [by_key[key] for key in sorted(by_key)]
    scopes = [entry.municipality for entry in ordered]
    shapes = _drop_templates([make_shape(entry) for entry in ordered], scopes)
    crowds = _count_crowds(shapes, scopes)
    inside: list[_Found] = []
    across: list[_Found] = []
    for one, two in find_pairs(shapes, scopes, most).tolist():
        verdict = judge(shapes[one], shapes[two])
        if verdict is None or verdict.score < least:
            continue
        found = _Found(ordered[one], ordered[two], verdict)
        if scopes[one] != scopes[two]:
            across.append(found)
        elif shapes[one].base == shapes[two].base:
            inside.append(replace(found, crowd=crowds[scopes[one], shapes[one].base]))
        else:
            inside.append(found)
    kept = [_say(found) for found in inside + _keep_best(across, most)]
    return sorted(kept, key=lambda pair: (pair.left, pair.right))


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


def _say(found: _Found) -> Alike:
    """The pair with its reason; it says where its name has more entries than were paired."""
    from kg.links.blocking import NEXT
    from kg.links.likeness_reasons import make_reason

    left, right, verdict = found.left, found.right, found.verdict
    ja, en = make_reason(left, right, verdict)
    if found.crowd:
        ja += f"。同じ名称が{found.crowd}件あり、説明の順に並べて次の{NEXT}件とだけ組にした"
        en += f". {found.crowd} have this name; each was paired with the next {NEXT} alone"
    return Alike(left.key, right.key, verdict.rule, verdict.score, ja, en)


def _order(entry: Entry) -> tuple[str, str, str, str]:
    return entry.key, entry.municipality, entry.name, entry.text


def _keep_best(pairs: list[_Found], most: int) -> list[_Found]:
    """The pairs, best first, of which no entry has more than `most`."""
    count: Counter[str] = Counter()
    kept = []
    for pair in sorted(pairs, key=lambda one: (-one.verdict.score, one.left.key, one.right.key)):
        if count[pair.left.key] < most and count[pair.right.key] < most:
            count[pair.left.key] += 1
            count[pair.right.key] += 1
            kept.append(pair)
    return kept

"""The articles of an act in their order: neighbours, and what a range covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.text.article_refs_records import Act


def make_key(number: str) -> tuple[int, ...]:
    """The place of an article in its act: 30 stands before 30_2, that before 31."""
    return tuple(int(part) for part in number.split("_"))


def sort_numbers(numbers: Iterable[str]) -> list[str]:
    """The numbers in the order of an act."""
    return sorted(numbers, key=make_key)


def find_covered(number: str, end: str | None, act: Act | None) -> tuple[str, ...]:
    """The article, or the ends of a range with the known articles between them."""
    if end is None:
        return (number,)
    known = act.articles if act else frozenset()
    between = {one for one in known if make_key(number) <= make_key(one) <= make_key(end)}
    ends = set() if act and act.complete else {number, end}
    return tuple(sort_numbers(between | ends))


@lru_cache(maxsize=64)
def _sort_known(articles: frozenset[str]) -> tuple[str, ...]:
    """The articles of an act in order, sorted once for all that asks for their neighbours."""
    return tuple(sort_numbers(articles))


def find_neighbour(number: str, step: int, act: Act | None) -> str | None:
    """The article `step` places on (back where negative); None where there is none.

    Where the act is not known whole, its known branches count (次条 of 30 is 30_2) and every
    plain number is taken to exist.
    """
    known = _sort_known(act.articles) if act else ()
    if act and act.complete:
        place = known.index(number) + step if number in known else -1
        return known[place] if 0 <= place < len(known) else None
    for _ in range(abs(step)):
        after = _find_next(number, known) if step > 0 else _find_previous(number, known)
        if after is None:
            return None
        number = after
    return number


def _find_next(number: str, known: Sequence[str]) -> str:
    here = make_key(number)
    for one in known:
        key = make_key(one)
        if key > here and key[0] == here[0]:
            return one
    return str(here[0] + 1)


def _find_previous(number: str, known: Sequence[str]) -> str | None:
    here = make_key(number)
    first = here[0] if len(here) > 1 else here[0] - 1
    for one in reversed(known):
        key = make_key(one)
        if key < here and key[0] == first:
            return one
    if len(here) > 1:
        # 30_3 follows 30_2, and 30_2 follows 30.
        return "_".join(map(str, (*here[:-1], here[-1] - 1) if here[-1] > 2 else here[:-1]))
    return str(first) if first > 0 else None

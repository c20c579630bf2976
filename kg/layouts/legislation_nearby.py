"""What the wording cites that is no article: 前号, 前各号, 次号, 第三章, 次章, 第1号様式."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.layouts.legislation_acts import Stretch
from kg.layouts.legislation_contents import SEGMENTS
from kg.layouts.legislation_lines import parse_numbers
from kg.legislation_records import Path
from kg.records import Span
from kg.text.article_refs_records import Reference
from kg.text.law_numbers import NUMBER
from kg.text.numerals import parse_number

_ITEMS: Final = re.compile(
    rf"前(?P<all>各)号|前(?P<count>{NUMBER})?号(?!様式)|(?P<next>次)号(?!様式)|(?P<same>同)号(?!様式)"
)
#: Not behind the name of another act, nor behind 次の.
_DIVISION: Final = re.compile(
    rf"(?<![法律令例則編章節款])(?:第(?P<number>{NUMBER})|(?P<place>次|前|この))(?P<kind>[章節款])"
    rf"(?P<branch>(?:の{NUMBER})?)(?:(?P<below>第{NUMBER}[節款目])(?:の{NUMBER})?)?"
    rf"(?P<range>から第(?P<last>{NUMBER})[章節款](?P<last_branch>(?:の{NUMBER})?)まで)?"
)

_FORM: Final = re.compile(
    rf"第(?P<number>{NUMBER})号(?P<branch>(?:の{NUMBER})?)様式"
    rf"|様式第(?P<after>{NUMBER})(?:号)?(?P<after_branch>(?:の{NUMBER})?)"
)


def find_forms_cited(stretch: Stretch, known: set[Path]) -> Iterator[tuple[Path, Span]]:
    """The forms of its own that a line names: 第18号の２様式, 様式第3号."""
    for match in _FORM.finditer(stretch.text):
        number = parse_numbers(
            match["number"] or match["after"], match["branch"] or match["after_branch"]
        )
        path = (f"form_{number}",)
        if path in known:
            start = stretch.span.start
            yield path, Span(start + match.start(), start + match.end())


def find_items_nearby(
    stretch: Stretch,
    references: Sequence[Reference],
    offset: int,
    items_of: Mapping[Path, Sequence[Path]],
) -> Iterator[tuple[Path, Span]]:
    """The items that a line of an item means by 前号 and its like.

    `references` are the line's, `items_of` the items of each paragraph in order.
    """
    here = next((at for at, one in enumerate(stretch.unit) if one.startswith("item_")), None)
    for match in _ITEMS.finditer(stretch.text):
        span = Span(stretch.span.start + match.start(), stretch.span.start + match.end())
        if match["same"]:
            before = [one for one in references if one.item and one.act == "own"
                      and one.span.end - offset <= match.start()]  # fmt: skip
            if before and before[-1].number and not before[-1].item_end and not before[-1].annex:
                last = before[-1]
                yield (
                    (f"art_{last.number}", f"para_{last.paragraph or 1}", f"item_{last.item}"),
                    span,
                )
            continue
        if here is None:
            continue
        items = items_of[stretch.unit[:here]]
        at = items.index(stretch.unit[: here + 1])
        if match["next"]:
            found = items[at + 1 : at + 2]
        elif match["all"]:
            found = items[:at]
        else:
            count = parse_number(match["count"]) if match["count"] else 1
            found = items[max(0, at - (count or 1)) : at]
        for path in found:
            yield path, span


def find_divisions_cited(
    stretch: Stretch, home: Path | None, paths: Sequence[Path]
) -> Iterator[tuple[Path, Span]]:
    """The chapters and sections that a line of an article names: 第三章, 次章から第五章まで.

    `home` is where the article stands, `paths` are all divisions in order.
    """
    for match in _DIVISION.finditer(stretch.text):
        segment = SEGMENTS[match["kind"]]
        level = [path for path in paths if path[-1].startswith(f"{segment}_")]
        own = _find_own(home, segment)
        first = _find_first(match, level, own, segment)
        if first is None:
            continue
        chosen = [first]
        if match["range"]:
            last = parse_numbers(match["last"], match["last_branch"])
            end = (*first[:-1], f"{segment}_{last}")
            if end in level and level.index(end) > level.index(first):
                chosen = level[level.index(first) : level.index(end) + 1]
        span = Span(stretch.span.start + match.start(), stretch.span.start + match.end())
        for path in chosen:
            yield path, span


def _find_own(home: Path | None, segment: str) -> Path | None:
    """The division of that kind in which an article stands."""
    for size in range(len(home or ()), 0, -1):
        if home is not None and home[size - 1].startswith(f"{segment}_"):
            return home[:size]
    return None


def _find_first(
    match: re.Match[str], level: list[Path], own: Path | None, segment: str
) -> Path | None:
    """The division named, alone or first of a range, None where the text has none of the kind."""
    if match["place"]:
        if own is None:
            return None
        step = {"次": 1, "前": -1}.get(match["place"], 0)
        at = level.index(own) + step
        return level[at] if 0 <= at < len(level) and level[at][:-1] == own[:-1] else None
    number = parse_numbers(match["number"] or "", match["branch"])
    above = own[:-1] if own is not None else ()
    found = (*above, f"{segment}_{number}")
    if found not in level:
        return None
    if below := match["below"]:
        return (*found, f"{SEGMENTS[below[-1]]}_{parse_numbers(below[1:-1])}")
    return found

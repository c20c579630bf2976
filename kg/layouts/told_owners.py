"""A description without the bodies that its cell names at its end: … 【担当】健康づくり課."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.documents.source import SourceText
from kg.layouts.layout import Layout
from kg.layouts.naming import find_owners, is_labelled, is_owner, parse_bodies
from kg.records import BodyMention, Span
from kg.text.brackets import find_groups
from kg.text.fold import fold_key

#: How far from the end of a line of the cell its label is looked for.
_TAIL = 300
_SIGNS = r"[・■□●○◎◆◇▶▷▼▽※＊*]{0,2}\s?"
_WORD = r"(?P<label>[^\s【】〔〕［］\[\]＜＞<>（）()《》:：、。・■□●○◎◆◇▶▷▼▽※＊*]{2,12})"
_OPENED = re.compile(rf"{_SIGNS}[【〔［\[＜<（(《]\s?{_WORD}\s?[】〕］\]＞>）)》]\s?[:：]?\s?")
_COLON = re.compile(rf"(?:\A|(?<=[\s。．！？!?）)】〕])){_SIGNS}{_WORD}\s?[:：]\s?")
#: The most labels behind one line.
_MOST = 5
_END = " \t\r\n\u3000。．"
#: What the names of a line end with where those of the next go on.
_MORE = ("、", "，", ",", "・", "／", "/")


@dataclass(frozen=True)
class Told:
    """The stretches of a description that are left, and the bodies named behind them."""

    spans: tuple[Span, ...]
    bodies: tuple[BodyMention, ...]


@dataclass(frozen=True)
class _Found:
    """Bodies named in a line from `start` to `end`, and in `lines` whole lines below it."""

    start: int
    end: int
    bodies: tuple[BodyMention, ...]
    lines: int = 0


def split_owners(spans: Sequence[Span], source: SourceText, layout: Layout) -> Told:
    """The lines of a description without the bodies at the end of each.

    They stand behind a label that a column of bodies may have, or in brackets: with the label, or
    where the layout reads owners so. What says more than names stays in the description.
    """
    left, bodies = list(spans), list[BodyMention]()
    for at in reversed(range(len(left))):
        # Two labels may follow each other: 【担当】… 【関係課】….
        for _ in range(_MOST):
            if (found := _find(left, at, source, layout)) is None:
                break
            bodies[:0] = found.bodies
            before = source.strip(left[at].start, found.start)
            after = source.strip(found.end, left[at].end)
            kept = [one for one in (before, after) if one and re.search(r"\w", source.quote(one))]
            left[at : at + 1 + found.lines] = kept
            if not kept or kept[0] is not before:
                break
    return Told(tuple(left), tuple(bodies))


def _find(lines: Sequence[Span], at: int, source: SourceText, layout: Layout) -> _Found | None:
    """The bodies at the end of the line at `at`, None where it names none there."""
    line = lines[at]
    start = max(line.start, line.end - _TAIL)
    text = source.text[start : line.end]
    for label in sorted(_find_labels(text, layout), key=lambda one: -one.end()):
        if (found := _read_labelled(text, start, label, lines, at, source, layout)) is not None:
            return found
    for group in reversed(list(find_groups(text))):
        if layout.owners or is_labelled(text, group, layout):
            bodies = find_owners(text, group, start, layout)
            if bodies:
                return _Found(start + group.start, start + group.end, tuple(bodies))
    return None


def _find_labels(text: str, layout: Layout) -> Iterator[re.Match[str]]:
    for form in (_OPENED, _COLON):
        for match in form.finditer(text):
            if layout.find_column(match["label"]) == "body":
                yield match


def _read_labelled(
    text: str,
    start: int,
    label: re.Match[str],
    lines: Sequence[Span],
    at: int,
    source: SourceText,
    layout: Layout,
) -> _Found | None:
    header, names = label["label"], text[label.end() :].rstrip(_END)
    bodies = _read_names(names, start + label.end(), header, layout)
    taken = 0
    while bodies is not None and (not names or names.endswith(_MORE)):
        if at + taken + 1 >= len(lines):
            break
        taken += 1
        below = lines[at + taken]
        names = source.quote(below).rstrip(_END)
        more = _read_names(names, below.start, header, layout) if len(names) <= _TAIL else None
        bodies = None if more is None else (*bodies, *more)
    if not bodies:
        return None
    return _Found(start + label.start(), start + len(text), bodies, taken)


def _read_names(
    names: str, offset: int, header: str, layout: Layout
) -> tuple[BodyMention, ...] | None:
    """The bodies that a text is made of, None where it says anything else."""
    bodies = parse_bodies(names, offset, header, layout)
    words = layout.words
    for body in bodies:
        bare = re.sub(r"\([^()]*\)\Z", "", fold_key(body.name))
        if bare not in words.all_wards and not is_owner(bare, words):
            return None
    return bodies

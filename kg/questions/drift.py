"""How two appearances of a project differ, field by field: `compare_appearances`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import Final

from kg.questions.appearance import Appearance
from kg.questions.cell import Cell
from kg.questions.drift_fields import (
    Drift,
    DriftState,
    Field,
    FieldDrift,
    FieldState,
    Sides,
)
from kg.questions.drift_shift import Content, find_shift
from kg.questions.drift_texts import Segment, SegmentKind, diff_texts
from kg.questions.drift_words import say_drift
from kg.questions.evidence import Evidence, Saying, sort_evidence
from kg.questions.timeline import Column
from kg.questions.vocabulary import get_code
from kg.store.terms import Iri
from kg.text.brackets import find_groups
from kg.text.fold import fold, fold_key

__all__ = [
    "Drift",
    "DriftState",
    "Field",
    "FieldDrift",
    "FieldState",
    "Segment",
    "SegmentKind",
    "Sides",
    "compare_all",
    "compare_appearances",
    "strip_mark",
]

#: The header of a column that numbers the rows of a table.
_NUMBER: Final = re.compile(r"(?:番号|No\.?|項番|整理番号|連番)\Z", re.IGNORECASE)
_MARK: Final = "再[掲揭]"
_MARKED: Final = re.compile(rf"(?:.*[・、,/※*])?{_MARK}(?:分|[:・、,/0-9].*)?")
_LOOSE: Final = re.compile(
    rf"\A\s*[※*]?\s*{_MARK}[\s:・]+|\s+[※*]?\s*{_MARK}\s*\Z|[※*]{_MARK}\s*\Z|[(\[【〔<]\s*{_MARK}\s*\Z"
)


_EMPTY: Final = Content("", frozenset())


@dataclass(frozen=True)
class _Side:
    """What one row says in a field. `content` is what a column holds without what goes on."""

    text: str | None
    evidence: tuple[Evidence, ...] = ()
    goes_on: Column | None = None
    content: Content = _EMPTY


_NOTHING: Final = _Side(None)


def compare_appearances(left: Appearance, right: Appearance, sides: Sides | None = None) -> Drift:
    """How the right row differs from the left, the original or the first one.

    `sides` is what the two are called; by itself a 再掲 row is compared with its original.
    """
    one, two = _read_columns(left), _read_columns(right)
    columns = sorted({*one, *two}, key=_place)
    pairs = [(one.get(name, _NOTHING), two.get(name, _NOTHING)) for name in columns]
    compared = [_compare(*name, *pair) for name, pair in zip(columns, pairs, strict=True)]
    shift = find_shift([pair[0].content for pair in pairs], [pair[1].content for pair in pairs])
    if shift is not None:
        compared = [
            replace(field, state=FieldState.SHIFTED) if at in shift.columns else field
            for at, field in enumerate(compared)
        ]
    drift = Drift(
        left=left.iri,
        right=right.iri,
        sides=sides or _find_sides(left, right),
        fields=(
            *_compare_texts(left, right),
            *compared,
            *_compare_names(left, right),
            *_compare_notes(left, right),
        ),
        shift=0 if shift is None else shift.by,
    )
    ja, en = say_drift(drift)
    return replace(drift, summary_ja=ja, summary_en=en)


def _find_sides(left: Appearance, right: Appearance) -> Sides:
    return Sides.ORIGINAL if right.reappearance and not left.reappearance else Sides.ROWS


def compare_all(appearances: Sequence[Appearance]) -> tuple[Drift, ...]:
    """How any two of the rows differ, each pair once, a row without a 再掲 mark on the left."""
    ordered = sorted(appearances, key=lambda one: one.reappearance)
    return tuple(compare_appearances(left, right) for left, right in combinations(ordered, 2))


def strip_mark(printed: str) -> str:
    """A printed name without its 再掲 mark and the mark's brackets."""
    name = printed
    for group in reversed(list(find_groups(printed))):
        if _MARKED.fullmatch(group.content):
            name = name[: group.start] + name[group.end :]
    folded = fold(name)
    if (match := _LOOSE.search(folded.text)) is not None:
        start, end = folded.origin(match.start(), match.end())
        name = name[:start] + name[end:]
    return name.strip() or printed


def _compare_texts(left: Appearance, right: Appearance) -> Iterator[FieldDrift]:
    yield _compare(
        Field.NAME,
        None,
        _Side(strip_mark(left.printed_name), left.evidence),
        _Side(strip_mark(right.printed_name), right.evidence),
    )
    sides = (_join(one.descriptions) for one in (left, right))
    yield from _compare_some(Field.DESCRIPTION, *sides)


def _compare_names(left: Appearance, right: Appearance) -> Iterator[FieldDrift]:
    """What is a set of names: marks, bodies, wards."""

    def join(names: Iterable[str], evidence: tuple[Evidence, ...]) -> _Side:
        text = "・".join(names)
        return _Side(text, evidence) if text else _NOTHING

    for field, read in (
        (Field.MARKS, lambda one: ([get_code(mark).ja for mark in one.marks], one.evidence)),
        (
            Field.BODIES,
            lambda one: (
                [runner.body.label for runner in one.bodies],
                sort_evidence(chain.from_iterable(runner.evidence for runner in one.bodies)),
            ),
        ),
        (Field.WARDS, lambda one: ([ward.label for ward in one.wards], one.evidence)),
    ):
        yield from _compare_some(field, join(*read(left)), join(*read(right)))


def _compare_notes(left: Appearance, right: Appearance) -> Iterator[FieldDrift]:
    """The other columns by their headers, in the order in which the rows print them."""
    headers: dict[str, str] = {}
    for header, _ in (*left.notes, *right.notes):
        headers.setdefault(fold_key(header), header)
    for key, header in headers.items():
        if _NUMBER.search(key):
            # A row's number in its table says nothing of the project.
            continue
        sides = (
            _join(tuple(said for name, said in one.notes if fold_key(name) == key))
            for one in (left, right)
        )
        for field in _compare_some(Field.NOTE, *sides):
            yield replace(field, header=header)


def _compare_some(field: Field, left: _Side, right: _Side) -> Iterator[FieldDrift]:
    if left.text is not None or right.text is not None:
        yield _compare(field, None, left, right)


def _compare(field: Field, period: Column | None, left: _Side, right: _Side) -> FieldDrift:
    state = _judge(left.text, right.text)
    if left.goes_on is not None and left.goes_on == right.goes_on:
        # Both go on alike: what has changed before is told there, once.
        state = _judge(left.content.key or None, right.content.key or None, FieldState.SAME)
    segments = diff_texts(left.text or "", right.text or "")
    return FieldDrift(
        field=field,
        state=state,
        left=left.text,
        right=right.text,
        segments=segments,
        left_evidence=left.evidence,
        right_evidence=right.evidence,
        period=period,
        left_from=left.goes_on,
        right_from=right.goes_on,
    )


def _judge(
    left: str | None, right: str | None, nothing: FieldState = FieldState.SAME
) -> FieldState:
    if left == right:
        return FieldState.SAME if left is not None else nothing
    if right is None:
        return FieldState.ONLY_LEFT
    if left is None:
        return FieldState.ONLY_RIGHT
    return FieldState.WIDTH if fold_key(left) == fold_key(right) else FieldState.CHANGED


def _join(sayings: tuple[Saying, ...]) -> _Side:
    if not sayings:
        return _NOTHING
    evidence = sort_evidence(chain.from_iterable(said.evidence for said in sayings))
    return _Side("\n".join(said.text for said in sayings), evidence)


def _place(column: tuple[Field, Column | None]) -> tuple[int, Column]:
    """Where a column is printed: 現状, 計画期間の取組, then the years."""
    field, period = column
    order = (Field.CURRENT_STATE, Field.EFFORT, Field.CELL)
    return order.index(field), period or Column(0, False)


def _read_columns(row: Appearance) -> dict[tuple[Field, Column | None], _Side]:
    """The columns of a row that say something."""
    found: dict[tuple[Field, Column | None], _Side] = {}
    for field, said in ((Field.CURRENT_STATE, row.current_state), (Field.EFFORT, row.effort)):
        if said is not None:
            key = fold_key(said.text)
            found[field, None] = _Side(said.text, said.evidence, None, Content(key, _items(key)))
    cells = {cell.iri: cell for cell in row.cells}
    for cell in row.cells:
        text = _find_held(cell, cells)
        if text is None and cell.continues is None:
            continue
        earlier = cells.get(cell.continues) if cell.continues is not None else None
        key = fold_key(cell.text or "")
        items = frozenset(map(fold_key, cell.milestones)) or _items(key)
        found[Field.CELL, Column(cell.year, cell.open_ended)] = _Side(
            text,
            cell.evidence,
            None if earlier is None else Column(earlier.year, earlier.open_ended),
            Content(key, items),
        )
    return found


def _items(key: str) -> frozenset[str]:
    return frozenset({key} if key else ())


def _find_held(cell: Cell, cells: dict[Iri, Cell]) -> str | None:
    """What a cell effectively says: its own text, and what it goes on with."""
    texts: dict[Iri, str] = {}
    seen: set[Iri] = set()
    here: Cell | None = cell
    while here is not None and here.iri not in seen:
        seen.add(here.iri)
        if here.text:
            texts[here.iri] = here.text
        here = cells.get(here.continues) if here.continues is not None else None
    return "\n".join(texts.values()) or None

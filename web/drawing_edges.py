"""The lines of a drawing: from the side of one box to that of another, each with its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kg.questions.neighbourhood import Edge
from kg.questions.neighbours import SYMMETRIC
from kg.questions.trace_words import Status, get_status
from kg.store.terms import Iri


class Size(NamedTuple):
    """The size of every box."""

    width: int
    height: int


BOX: Final = Size(212, 60)
#: Between two columns.
GAP: Final = 150
#: How far a line runs straight on before it bends: from the box nearer to the middle, and from the
#: one farther out, where its words stand.
_BEND: Final = (36, 116)
#: Between two lines at one side of a box; a line of words has this height.
_STEP: Final = 15
_BULGE: Final = 44


class Place(NamedTuple):
    """The upper left corner of a box, and its column: 0 is the middle."""

    x: int
    y: int
    column: int


@dataclass(frozen=True)
class Route:
    """One line: all statements of one direction and status between two things.

    `both` is a relation said from both ends. `at` is where its words stand, `anchor` how they are
    set there.
    """

    source: Iri
    target: Iri
    edges: tuple[Edge, ...]
    status: Status
    both: bool
    path: str
    at: tuple[int, int]
    anchor: str


class _End(NamedTuple):
    """Where a line meets a box: on its `side`, -1 left and 1 right."""

    thing: Iri
    side: int


def draw_routes(edges: Sequence[Edge], places: dict[Iri, Place]) -> tuple[Route, ...]:
    """The lines of statements between boxes."""
    bundles = _bundle(edges)
    ends = {key: _find_ends(key, places) for key in bundles}
    heights = _spread(ends, places)
    return tuple(
        _draw(key, tuple(bundle), ends[key], heights[key], places)
        for key, bundle in bundles.items()
    )


_Key = tuple[Iri, Iri, Status, bool]


def get_edge_status(edge: Edge) -> Status:
    """How sure a statement is; what a document's layout says is stated."""
    if edge.status is None:
        return Status.STATED
    return get_status(edge.status.iri, concluded=True) or Status.CANDIDATE


def _bundle(edges: Sequence[Edge]) -> dict[_Key, list[Edge]]:
    bundles: dict[_Key, list[Edge]] = defaultdict(list)
    for edge in edges:
        both = edge.predicate.iri in SYMMETRIC
        bundles[edge.subject.iri, edge.object.iri, get_edge_status(edge), both].append(edge)
    return bundles


def _find_ends(key: _Key, places: dict[Iri, Place]) -> tuple[_End, _End]:
    source, target = key[:2]
    one, two = places[source].column, places[target].column
    if one == two:
        side = 1 if one >= 0 else -1
        return _End(source, side), _End(target, side)
    side = 1 if one < two else -1
    return _End(source, side), _End(target, -side)


def _spread(
    ends: dict[_Key, tuple[_End, _End]], places: dict[Iri, Place]
) -> dict[_Key, tuple[int, int]]:
    """The height at which each line leaves and meets its boxes: none lies on another."""
    at: dict[_End, list[tuple[int, int, _Key, int]]] = defaultdict(list)
    for number, (key, pair) in enumerate(ends.items()):
        for which in (0, 1):
            other = places[pair[1 - which].thing].y
            at[pair[which]].append((other, number, key, which))
    found: dict[tuple[_Key, int], int] = {}
    for end, lines in at.items():
        step = min(_STEP, (BOX.height - 14) / max(1, len(lines) - 1))
        middle = places[end.thing].y + BOX.height / 2
        for place, (_other, _number, key, which) in enumerate(
            sorted(lines, key=lambda one: one[:2])
        ):
            found[key, which] = round(middle + (place - (len(lines) - 1) / 2) * step)
    return {key: (found[key, 0], found[key, 1]) for key in ends}


def _draw(
    key: _Key,
    edges: tuple[Edge, ...],
    ends: tuple[_End, _End],
    heights: tuple[int, int],
    places: dict[Iri, Place],
) -> Route:
    source, target, status, both = key
    (x1, x2), (y1, y2) = (_find_x(end, places) for end in ends), heights
    turn1, turn2 = ends[0].side, ends[1].side
    same = places[source].column == places[target].column
    # The words stand at the box farther out, where it has a line of its own.
    outer = abs(places[target].column) >= abs(places[source].column)
    near, far = (_BULGE, _BULGE) if same else _BEND
    bend1, bend2 = (near, far) if outer else (far, near)
    path = f"M{x1} {y1}C{x1 + turn1 * bend1} {y1} {x2 + turn2 * bend2} {y2} {x2} {y2}"
    x, y, side = (x2, y2, turn2) if outer else (x1, y1, turn1)
    return Route(
        source,
        target,
        edges,
        status,
        both,
        path,
        (x + side * 13, y - 4),
        "start" if side > 0 else "end",
    )


def _find_x(end: _End, places: dict[Iri, Place]) -> int:
    return places[end.thing].x + (BOX.width if end.side > 0 else 0)

"""A neighbourhood as a drawing: columns of boxes to both sides of the middle, in plain figures.

Things stand where they were reached from, so that no two overlap and every label can be read; the
same neighbourhood is always drawn alike. Lengths are in pixels.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kg.names import MPO
from kg.questions.neighbourhood import Neighbourhood, Rest, Thing
from kg.store.terms import Iri
from web.drawing_edges import BOX, GAP, Place, Route, Size, draw_routes

_PITCH: Final = 72
#: The middle's column is divided in two when one side would be so much longer.
_LONG: Final = 9
_MARGIN: Final = 16
_HANDLE: Final = 30
#: Full-width characters in a line of a box, and its lines.
_LINE: Final = 14.5
_LINES: Final = 2

#: The outline of a box by the class of its thing: told by shape, not by colour.
SHAPES: Final = {
    MPO + "Project": "round",
    MPO + "Service": "round",
    MPO + "Body": "pill",
    MPO + "Article": "cut",
    MPO + "Instrument": "cut",
    MPO + "Legislation": "cut",
    MPO + "Law": "cut",
    MPO + "Ordinance": "cut",
    MPO + "Regulation": "cut",
    MPO + "SourceDocument": "sheet",
    MPO + "Publication": "sheet",
    MPO + "Ward": "hexagon",
    MPO + "Facility": "hexagon",
    MPO + "Listing": "row",
    MPO + "PlanCell": "row",
    MPO + "PolicyNode": "plain",
    MPO + "OtherSection": "plain",
}


@dataclass(frozen=True)
class DrawnThing:
    """A box: its place, its outline, its name in lines that fit."""

    thing: Thing
    place: Place
    outline: str
    shape: str
    lines: tuple[str, ...]

    @property
    def handle(self) -> tuple[int, int]:
        """The middle of the sign that widens it: at its outer side."""
        x, y, column = self.place
        return (x + BOX.width + 16 if column >= 0 else x - 16), y + BOX.height // 2

    @property
    def cut(self) -> bool:
        """Whether its name goes on beyond the lines."""
        return self.lines[-1].endswith("…")


@dataclass(frozen=True)
class DrawnRest:
    """A box that says how many more there are."""

    rest: Rest
    place: Place


@dataclass(frozen=True)
class Drawing:
    """All boxes and lines, on a ground of a width and height."""

    width: int
    height: int
    things: tuple[DrawnThing, ...]
    rests: tuple[DrawnRest, ...]
    routes: tuple[Route, ...]


@dataclass
class _Item:
    """A thing or a rest on its way into a column, with what was reached from it."""

    of: Thing | Rest
    below: list[_Item] = field(default_factory=list)
    column: int = 0
    y: float = 0.0

    @property
    def leaves(self) -> int:
        return sum(one.leaves for one in self.below) or 1


def draw(shown: Neighbourhood) -> Drawing:
    """The drawing of a neighbourhood."""
    middle = _make_tree(shown)
    left, right = _divide(middle, _find_forward(shown))
    for side, items in ((-1, left), (1, right)):
        _set_columns(items, side)
    tallest = max(1, *(sum(one.leaves for one in items) for items in (left, right)))
    for items in (left, right):
        _set_heights(items, (tallest - sum(one.leaves for one in items)) / 2)
    middle.y = (tallest - 1) / 2
    items = list(_walk([middle]))
    first = min(item.column for item in items)
    last = max(item.column for item in items)
    places = {id(item): _place(item, first) for item in items}
    things = tuple(
        DrawnThing(
            item.of,
            places[id(item)],
            make_outline(shape := get_shape(item.of), places[id(item)]),
            shape,
            fit(item.of.label),
        )
        for item in items
        if isinstance(item.of, Thing)
    )
    rests = tuple(
        DrawnRest(item.of, places[id(item)]) for item in items if isinstance(item.of, Rest)
    )
    return Drawing(
        width=2 * (_MARGIN + _HANDLE) + (last - first + 1) * BOX.width + (last - first) * GAP,
        height=2 * _MARGIN + (tallest - 1) * _PITCH + BOX.height,
        things=things,
        rests=rests,
        routes=draw_routes(shown.edges, {one.thing.iri: one.place for one in things}),
    )


def _make_tree(shown: Neighbourhood) -> _Item:
    """What was reached from what, the rests behind the things of their relation."""
    items = {one.iri: _Item(one) for one in shown.things}
    for one in shown.things:
        if one.parent is not None:
            items[one.parent].below.append(items[one.iri])
    for rest in shown.rests:
        items[rest.thing.iri].below.append(_Item(rest))
    return items[shown.middle.iri]


def _find_forward(shown: Neighbourhood) -> set[Iri]:
    """The things that the middle points at."""
    middle = shown.middle.iri
    found: dict[Iri, bool] = {}
    for edge in shown.edges:
        if edge.subject.iri == middle:
            found.setdefault(edge.object.iri, True)
        elif edge.object.iri == middle:
            found.setdefault(edge.subject.iri, False)
    return {iri for iri, forward in found.items() if forward}


def _divide(middle: _Item, forward: set[Iri]) -> tuple[list[_Item], list[_Item]]:
    """What stands left, as a rule what points at the middle, and what stands right."""

    def leads_on(item: _Item) -> bool:
        if isinstance(item.of, Rest):
            return item.of.relation.forward
        return item.of.iri in forward

    left = [item for item in middle.below if not leads_on(item)]
    right = [item for item in middle.below if leads_on(item)]
    sizes = [sum(item.leaves for item in items) for items in (left, right)]
    if max(sizes) <= _LONG or max(sizes) <= 2 * min(sizes):
        return left, right
    # In the order of the relations, half to each side: the arrows tell which way each leads.
    order = left + right
    half, taken = sum(sizes) / 2, 0
    for number, item in enumerate(order):
        if taken + item.leaves / 2 > half:
            return order[:number], order[number:]
        taken += item.leaves
    return order, []


def _set_columns(items: Iterable[_Item], column: int) -> None:
    for item in items:
        item.column = column
        _set_columns(item.below, column + (1 if column > 0 else -1))


def _set_heights(items: Iterable[_Item], top: float) -> float:
    """Set the items one below the other, each in the middle of what was reached from it."""
    for item in items:
        if item.below:
            bottom = _set_heights(item.below, top)
            item.y = (item.below[0].y + item.below[-1].y) / 2
            top = bottom
        else:
            item.y = top
            top += 1
    return top


def _walk(items: Iterable[_Item]) -> Iterable[_Item]:
    for item in items:
        yield item
        yield from _walk(item.below)


def _place(item: _Item, first: int) -> Place:
    x = _MARGIN + _HANDLE + (item.column - first) * (BOX.width + GAP)
    return Place(x, round(_MARGIN + item.y * _PITCH), item.column)


def get_shape(thing: Thing) -> str:
    """The shape of a thing's box, by its class."""
    return SHAPES.get(thing.kind.iri, "plain") if thing.kind else "plain"


def make_outline(shape: str, place: Place, size: Size = BOX) -> str:
    """The outline of a box as the data of an SVG path."""
    x, y, (w, h) = place.x, place.y, size
    corner = {"round": h // 7, "pill": h // 2}.get(shape)
    if corner:
        arc = f"a{corner} {corner} 0 0 1"
        return (
            f"M{x + corner} {y}h{w - 2 * corner}{arc} {corner} {corner}v{h - 2 * corner}"
            f"{arc} -{corner} {corner}h-{w - 2 * corner}{arc} -{corner} -{corner}"
            f"v-{h - 2 * corner}{arc} {corner} -{corner}z"
        )
    if shape == "cut":
        c = h // 6
        return (
            f"M{x + c} {y}h{w - 2 * c}l{c} {c}v{h - 2 * c}l-{c} {c}h-{w - 2 * c}l-{c} -{c}"
            f"v-{h - 2 * c}z"
        )
    if shape == "hexagon":
        c = h // 5
        return f"M{x + c} {y}h{w - 2 * c}l{c} {h // 2}l-{c} {h // 2}h-{w - 2 * c}l-{c} -{h // 2}z"
    if shape == "sheet":
        c = h // 4
        return f"M{x} {y}h{w - c}l{c} {c}v{h - c}h-{w}zM{x + w - c} {y}v{c}h{c}"
    if shape == "row":
        return f"M{x} {y}h{w}v{h}h-{w}zM{x + h // 10} {y}v{h}"
    return f"M{x} {y}h{w}v{h}h-{w}z"


def fit(label: str, line: float = _LINE, lines: int = _LINES) -> tuple[str, ...]:
    """A name in lines of a box, cut where it is longer."""
    found = [""]
    used = 0.0
    for at, char in enumerate(" ".join(label.split())):
        width = measure(char)
        if used + width > line:
            if len(found) == lines:
                found[-1] = found[-1][:-1] + "…"
                break
            found.append("")
            used = 0.0
        if char == " " and not found[-1] and at:
            continue
        found[-1] += char
        used += width
    if len(found) > 1 and len(found[-1]) == 1:
        # No character stands alone.
        found[-2:] = [found[-2][:-1], found[-2][-1] + found[-1]]
    return tuple(found)


def measure(text: str) -> float:
    """The width of a text in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.56 for char in text)

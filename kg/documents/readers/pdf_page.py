"""What is drawn on one page of a PDF: characters, ruling lines and pictures, and where.

Coordinates are points from the top left of the page as it is shown, `/Rotate` included. Text that
runs in another direction is read in a frame that is turned until its lines lie level; a frame
leads back to the page as shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum


class Frame(Enum):
    """How far a page is turned until its lines lie level: by what direction they run."""

    LEVEL = "level"
    #: Lines run down the page, the first at the right: vertical writing, or text turned clockwise.
    DOWN = "down"
    UP = "up"
    TURNED = "turned"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `y0` is its upper edge."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def grow(self, by: float) -> Box:
        """The rectangle with a margin around it."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)


def join_boxes(boxes: list[Box]) -> Box:
    """The smallest rectangle around all."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Font:
    """How a stretch is set: the name of its font, its size in points, whether it is heavy."""

    name: str
    size: float
    heavy: bool


@dataclass(frozen=True, slots=True)
class Char:
    """A character as drawn; `order` counts as the file draws, `frame` is how its line runs."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    font: Font
    order: int
    frame: Frame = Frame.LEVEL

    @property
    def size(self) -> float:
        """The size in points."""
        return self.font.size

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its box."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line, level or upright: `at` is its height or its distance from the left."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Page:
    """A page as drawn. `number` counts from 1; `pictures` are the shares that images cover."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...] = ()
    pictures: tuple[float, ...] = ()
    #: How many characters lie outside the page, have no known letter, are drawn without ink.
    outside: int = 0
    unknown: int = 0
    invisible: int = 0
    turned: int = 0
    slanted: str = ""
    #: Whether ruling lines were too many to be looked at.
    dense: bool = False
    frame: Frame = field(default=Frame.LEVEL)

    def turn(self, frame: Frame) -> Page:
        """The page turned so that lines of a frame lie level."""
        if frame is Frame.LEVEL:
            return self
        sides = (self.width, self.height)
        width, height = sides if frame is Frame.TURNED else sides[::-1]
        chars = tuple(_turn_char(char, frame, *sides) for char in self.chars)
        rules = tuple(_turn_rule(rule, frame, *sides) for rule in self.rules)
        return replace(self, width=width, height=height, chars=chars, rules=rules, frame=frame)

    def show(self, box: Box) -> Box:
        """A rectangle of the turned page on the page as shown."""
        return show_box(box, self.frame, self.width, self.height)


def turn_box(box: Box, frame: Frame, width: float, height: float) -> Box:
    """A rectangle of a page as shown, of that width and height, in a frame."""
    if frame is Frame.DOWN:
        return Box(box.y0, width - box.x1, box.y1, width - box.x0)
    if frame is Frame.UP:
        return Box(height - box.y1, box.x0, height - box.y0, box.x1)
    if frame is Frame.TURNED:
        return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
    return box


def show_box(box: Box, frame: Frame, width: float, height: float) -> Box:
    """A rectangle of a turned page, of that width and height, on the page as shown."""
    if frame is Frame.DOWN:
        return Box(height - box.y1, box.x0, height - box.y0, box.x1)
    if frame is Frame.UP:
        return Box(box.y0, width - box.x1, box.y1, width - box.x0)
    return turn_box(box, frame, width, height)


def _turn_char(char: Char, frame: Frame, width: float, height: float) -> Char:
    box = turn_box(Box(char.x0, char.y0, char.x1, char.y1), frame, width, height)
    return replace(char, x0=box.x0, y0=box.y0, x1=box.x1, y1=box.y1)


def _turn_rule(rule: Rule, frame: Frame, width: float, height: float) -> Rule:
    box = (
        Box(rule.start, rule.at, rule.end, rule.at)
        if rule.level
        else Box(rule.at, rule.start, rule.at, rule.end)
    )
    box = turn_box(box, frame, width, height)
    level = rule.level is (frame is Frame.TURNED or frame is Frame.LEVEL)
    if level:
        return Rule(True, box.y0, box.x0, box.x1)
    return Rule(False, box.x0, box.y0, box.y1)


def split_frames(page: Page) -> list[Page]:
    """The page by the directions of its text: the one that most of it runs in comes first."""
    chars: dict[Frame, list[Char]] = {}
    for char in page.chars:
        chars.setdefault(char.frame, []).append(char)
    if not chars:
        return [page]
    frames = sorted(chars, key=lambda frame: (-len(chars[frame]), frame.value))
    pages = [replace(page, chars=tuple(chars[frame])).turn(frame) for frame in frames]
    return [pages[0], *(replace(turned, rules=()) for turned in pages[1:])]

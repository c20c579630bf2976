"""What the API answers, declared: a path, its parameters, and the shape of the answer.

Flask's rules, the checks of parameters, the OpenAPI document and the page's table all come of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from kg.store.terms import Iri

#: The longest list that one answer holds, and what it holds unless asked otherwise.
MOST: Final = 200
USUAL: Final = 50
#: The longest text of a parameter, in characters, and the most values of one that may have several.
LONGEST: Final = 300
MANY: Final = 30
ROOT: Final = "/api/v1"


class Kind(StrEnum):
    """What a parameter's value is."""

    TEXT = "string"
    NUMBER = "integer"
    THING = "iri"


@dataclass(frozen=True)
class Parameter:
    """A parameter. A THING is given by its IRI or by what follows `/id/` in it.

    `longest` bounds a TEXT, in characters; `values` is how many may be given, several as a list.
    """

    name: str
    ja: str
    en: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    pattern: str = ""
    longest: int = LONGEST
    least: int | None = None
    most: int | None = None
    default: int | None = None
    values: int = 1
    required: bool = False
    example: str = ""

    @property
    def many(self) -> bool:
        """Whether it may be given several times."""
        return self.values > 1


@dataclass(frozen=True)
class Asked:
    """The checked values of a request, by the names of their parameters."""

    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text, empty for none."""
        return str(self.values.get(name) or "")

    def number(self, name: str) -> int | None:
        """A number."""
        value = self.values.get(name)
        return None if value is None else int(value)

    def thing(self, name: str = "path") -> Iri:
        """The IRI of a thing that is always given."""
        return Iri(self.values[name])

    def find_thing(self, name: str) -> Iri | None:
        """The IRI of a thing."""
        value = self.values.get(name)
        return None if value is None else Iri(value)

    def things(self, name: str) -> tuple[Iri, ...]:
        """The IRIs of several things."""
        return tuple(map(Iri, self.values.get(name) or ()))

    def texts(self, name: str) -> tuple[str, ...]:
        """Several texts."""
        return tuple(self.values.get(name) or ())

    @property
    def size(self) -> int:
        """How many of a list are told at once."""
        return self.number("limit") or USUAL

    @property
    def start(self) -> int:
        """How many of a list stand before the part that is told."""
        return (self.part - 1) * self.size

    @property
    def part(self) -> int:
        """Which part of a list is told, from 1."""
        return self.number("page") or 1


@dataclass(frozen=True)
class Route:
    """One path of the API. `{path}` in it stands for what follows `/id/` in a thing's IRI.

    `answer` is a dataclass, `listed` says that the answer is a part of a list of them.
    """

    path: str
    name: str
    tag: str
    ja: str
    en: str
    answer: type
    find: Callable[[Asked], object]
    parameters: tuple[Parameter, ...] = ()
    listed: bool = False

    @property
    def has_path(self) -> bool:
        """Whether it is about one thing."""
        return "{path}" in self.path

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """Its own parameters, and for a list those that part it."""
        return (*self.parameters, *(PARTS if self.listed else ()))


@dataclass(frozen=True)
class Found:
    """A list whole, of which the answer shows a part; `tell` makes an item of the answer."""

    total: int
    part: Callable[[int, int], Sequence[object]]


def find_all(items: Sequence[Any], tell: Callable[[Any], object]) -> Found:
    """A list that is at hand, told only as far as it is shown."""
    return Found(len(items), lambda start, size: [tell(one) for one in items[start : start + size]])


PARTS: Final = (
    Parameter(
        "limit",
        f"一度に受け取る件数（1から{MOST}）",
        f"how many at once, 1 to {MOST}",
        Kind.NUMBER,
        least=1,
        most=MOST,
        default=USUAL,
    ),
    Parameter(
        "page",
        "何番目の部分か（1から）",
        "which part, from 1",
        Kind.NUMBER,
        least=1,
        most=100_000,
        default=1,
    ),
)
MUNICIPALITY: Final = Parameter(
    "municipality",
    "自治体のコード（6桁）",
    "a municipality by its six-digit code",
    pattern="[0-9]{6}",
    example="141305",
)
DOCUMENT: Final = Parameter(
    "document", "文書", "a document", Kind.THING, example="141305/document/<slug>"
)

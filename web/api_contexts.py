"""What the page of the API is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from web.api.route import Route
from web.contexts import Page


@dataclass(frozen=True)
class ApiExample:
    """A question, and the command that asks it."""

    question: str
    command: str


@dataclass(frozen=True)
class ApiSubject:
    """The routes of one subject."""

    key: str
    label: str
    routes: tuple[Route, ...]


@dataclass(frozen=True)
class ApiProblem:
    """A kind of error: its status, and what to do."""

    status: int
    title: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class ApiPage(Page):
    """How programs ask: where to begin, examples, every path with its parameters, errors."""

    template: ClassVar[str] = "api.html"
    root: str
    openapi: str
    examples: tuple[ApiExample, ...]
    subjects: tuple[ApiSubject, ...]
    problems: tuple[ApiProblem, ...]
    most: int
    usual: int

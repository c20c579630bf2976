"""What the template of the page of queries is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.questions.examples import Example
from kg.store.limits import Limits
from web.contexts import Page
from web.query_answers import Table, Triples, Truth
from web.query_faults import Fault
from web.query_programs import Program


@dataclass(frozen=True)
class AnswerFile:
    """An answer as a file: what the format is called, `format=`, its address unless too long."""

    name: str
    form: str
    href: str | None


@dataclass(frozen=True)
class Result:
    """An answer as shown. `address` leads to it again, None where the query is too long for one."""

    table: Table | None
    triples: Triples | None
    truth: Truth | None
    seconds: float
    files: tuple[AnswerFile, ...]
    address: str | None


@dataclass(frozen=True, kw_only=True)
class QueryPage(Page):
    """The form for a query and, once it ran, its answer or what is wrong with it.

    `form` is the chosen format of the answer, one of `forms`, empty to see it on the page. `editor`
    says whether the editor's files are there. `sample` is a query to begin with.
    """

    template: ClassVar[str] = "query.html"
    query: str
    form: str
    forms: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    example: Example | None
    unknown: str
    examples: tuple[Example, ...]
    result: Result | None
    fault: Fault | None
    limits: Limits
    programs: tuple[Program, ...]
    endpoint: str
    editor: bool

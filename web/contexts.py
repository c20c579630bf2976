"""What each template is given: one dataclass a template, its fields the template's variables.

Beside them every template has `links`, `language`, `origin`, `site_version` and `switch_to` (see
`web.render`). A test holds that a template uses exactly the fields of its dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.questions.appearance import Appearance
from kg.questions.around import Around, NamedAnswer
from kg.questions.article import OrdinanceAnswer
from kg.questions.describe import Description, Fact
from kg.questions.document import DocumentFacts
from kg.questions.drift import Drift
from kg.questions.find import Hit
from kg.questions.instrument import InstrumentEntry
from kg.questions.named import NamedEntry
from kg.questions.node import NodeAnswer
from kg.questions.project import ProjectAnswer
from kg.questions.project_brief import Brief
from kg.questions.reading import Named
from kg.questions.renaming import Renaming
from kg.questions.repeats import Repeat
from kg.questions.statistic import Series, Statistic
from kg.questions.tasks import Tasks
from kg.questions.timeline import Column, Slot
from kg.questions.trace import Traced
from kg.questions.tree_view import Twig
from kg.questions.unit import UnitAnswer
from kg.questions.uses import Use
from kg.questions.vocabulary import Word
from web.filters import Filter


@dataclass(frozen=True)
class Crumb:
    """A step of the way from the first page. `original` marks a label in the document's words."""

    label: str
    href: str
    original: bool = False


@dataclass(frozen=True)
class DataLink:
    """Data behind a page: what to call it, its media type, its address."""

    label: str
    media_type: str
    href: str


@dataclass(frozen=True)
class Pager:
    """Which page of a list this is, and where the others are; None where there is none."""

    page: int
    pages: int
    before: str | None
    after: str | None


@dataclass(frozen=True, kw_only=True)
class Page:
    """What the frame around every page shows.

    `original` says that the title is a document's own words, in Japanese whatever the language.
    `permalink` is the IRI of what the page is about, else the page's own address. `sparql` is a
    query whose answer is what the page shows, empty where there is none.
    """

    template: ClassVar[str]
    title: str
    trail: tuple[Crumb, ...]
    permalink: str
    data: tuple[DataLink, ...]
    original: bool = False
    sparql: str = ""


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """The first page. `documents` and `municipalities` are the first of `totals` of each.

    `counted` are figures, each with what it counts and the list of that; `examples` are words to
    search for; `tasks` name a thing for each worked task.
    """

    template: ClassVar[str] = "home.html"
    counted: tuple[tuple[str, int, str], ...]
    passages: int
    documents: tuple[DocumentFacts, ...]
    municipalities: tuple[Named, ...]
    totals: tuple[int, int]
    examples: tuple[str, ...]
    tasks: Tasks


@dataclass(frozen=True, kw_only=True)
class NodePage(Page):
    """A node of a hierarchy, its paragraphs grouped by what they do.

    `twigs` are the nodes below as far as a page shows them, `pager` that of its rows.
    """

    template: ClassVar[str] = "node.html"
    answer: NodeAnswer
    twigs: tuple[Twig, ...]
    groups: tuple[tuple[Word, tuple[Fact, ...]], ...]
    mentions: tuple[Fact, ...]
    around: Around
    pager: Pager


@dataclass(frozen=True)
class TimelineRow:
    """An appearance with what it says for each column."""

    appearance: Appearance
    slots: tuple[Slot, ...]


@dataclass(frozen=True, kw_only=True)
class ProjectPage(Page):
    """A project. `timeline` has a row for each appearance with yearly columns.

    `main` is the appearance that says best what it is: the first without a 再掲 mark. A project
    that only running text names has none, and `descriptions` of its own. `around` leaves out the
    places inside its own rows. `drifts` compare `main` with each other appearance, by its number
    on the page; `repeats` are the projects that look like it, those a person rejected left out;
    `reaches` are the articles that it implements; `rules` what it follows or names of that kind.
    """

    template: ClassVar[str] = "project.html"
    answer: ProjectAnswer
    brief: Brief
    rules: tuple[Fact, ...]
    main: Appearance | None
    columns: tuple[Column, ...]
    timeline: tuple[TimelineRow, ...]
    documents: tuple[Named, ...]
    descriptions: tuple[Fact, ...]
    relations: tuple[Fact, ...]
    around: Around
    drifts: tuple[tuple[int, Drift], ...]
    repeats: tuple[Repeat, ...]
    reaches: tuple[Traced, ...]


@dataclass(frozen=True)
class OrdinanceView:
    """An ordinance in a list; `municipality` is None for what is the nation's."""

    answer: OrdinanceAnswer
    municipality: Named | None


@dataclass(frozen=True, kw_only=True)
class OrdinancesPage(Page):
    """The ordinances whose articles are known, those of the nation first."""

    template: ClassVar[str] = "ordinances.html"
    shown: tuple[OrdinanceView, ...]
    total: int
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class OrdinancePage(Page):
    """An ordinance."""

    template: ClassVar[str] = "ordinance.html"
    answer: OrdinanceAnswer
    around: Around


@dataclass(frozen=True, kw_only=True)
class UnitPage(Page):
    """A part of legislation that is no article of the main provisions."""

    template: ClassVar[str] = "unit.html"
    answer: UnitAnswer


@dataclass(frozen=True, kw_only=True)
class InstrumentsPage(Page):
    """The instruments. `sort` is the chosen order, empty for that by kind."""

    template: ClassVar[str] = "instruments.html"
    entries: tuple[InstrumentEntry, ...]
    total: int
    orders: tuple[str, ...]
    sort: str
    filter: Filter
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class StatisticsPage(Page):
    """The figures: those that run over several years, and the rest."""

    template: ClassVar[str] = "statistics.html"
    series: tuple[Series, ...]
    single: tuple[Statistic, ...]
    total: int
    filter: Filter
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class NamesPage(Page):
    """Named things of one kind, or renamings. `kinds` are all kinds with title and count."""

    template: ClassVar[str] = "names.html"
    kind: str
    kinds: tuple[tuple[str, str, int], ...]
    entries: tuple[NamedEntry, ...]
    renamings: tuple[Renaming, ...]
    filter: Filter
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class NamedPage(Page):
    """A named thing: an instrument, a service, a publication, a facility.

    `expected` is what a reader looks for in such a thing, said even where documents say nothing.
    """

    template: ClassVar[str] = "named.html"
    answer: NamedAnswer
    expected: tuple[tuple[str, tuple[Fact, ...]], ...]
    facts: tuple[tuple[Word, tuple[Fact, ...]], ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True, kw_only=True)
class ThingPage(Page):
    """Anything else, fact by fact."""

    template: ClassVar[str] = "thing.html"
    description: Description


@dataclass(frozen=True, kw_only=True)
class OntologyPage(Page):
    """The vocabulary."""

    template: ClassVar[str] = "ontology.html"
    words: tuple[Word, ...]
    rules: tuple[Word, ...]


@dataclass(frozen=True, kw_only=True)
class ErrorPage(Page):
    """What went wrong, and where to go on. `near` are things with a name like the one `typed`.

    `start` is the first page of a list that has no such page, empty for other errors.
    """

    template: ClassVar[str] = "error.html"
    status: int
    explanation: str
    typed: str
    near: tuple[Hit, ...]
    start: str

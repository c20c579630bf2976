"""What each template is given: one dataclass a template, its fields the template's variables.

Beside them every template has `links`, `language`, `origin`, `site_version` and `switch_to` (see
`web.render`). A test holds that a template uses exactly the fields of its dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from kg.documents.manifest import DocumentEntry
from kg.questions.appearance import Appearance
from kg.questions.around import Around, NamedAnswer
from kg.questions.article import OrdinanceAnswer, OrdinanceEntry
from kg.questions.body import BodyAnswer, BodyEntry
from kg.questions.cell import Cell
from kg.questions.describe import Description, Fact, Use
from kg.questions.document import DocumentAnswer, DocumentFacts
from kg.questions.drift import Drift
from kg.questions.event import Event
from kg.questions.figures import Figures
from kg.questions.find import Hit, SearchAnswer
from kg.questions.instrument import InstrumentEntry
from kg.questions.municipality import MunicipalityAnswer
from kg.questions.named import NamedEntry
from kg.questions.node import NodeAnswer
from kg.questions.passage import Mark, PassageAnswer
from kg.questions.project import Column, ProjectAnswer
from kg.questions.reading import Named
from kg.questions.renaming import Renaming
from kg.questions.repeats import Repeat
from kg.questions.statistic import Series, Statistic
from kg.questions.trace import Traced
from kg.questions.tree import Count
from kg.questions.vocabulary import Word
from web.coverage import Coverage
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
    """The first page."""

    template: ClassVar[str] = "home.html"
    figures: Figures
    documents: tuple[DocumentFacts, ...]
    ordinances: tuple[OrdinanceEntry, ...]
    municipalities: tuple[Named, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """The hits of a query. `kind` is the chosen facet, empty for all.

    `articles` are those that the query names by number, however it is typed.
    """

    template: ClassVar[str] = "search.html"
    answer: SearchAnswer
    kind: str
    everything: int
    articles: tuple[Named, ...]
    pager: Pager


@dataclass(frozen=True)
class DocumentEntryView:
    """A document of the list with its counts."""

    facts: DocumentFacts
    count: Count
    nodes: int


@dataclass(frozen=True, kw_only=True)
class DocumentsPage(Page):
    """All documents."""

    template: ClassVar[str] = "documents.html"
    entries: tuple[DocumentEntryView, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentPage(Page):
    """A document with its hierarchy. `entry` is what the manifest says of it."""

    template: ClassVar[str] = "document.html"
    answer: DocumentAnswer
    entry: DocumentEntry | None


@dataclass(frozen=True, kw_only=True)
class TextPage(Page):
    """A document's text as received; without `lines` where the file is not here."""

    template: ClassVar[str] = "text.html"
    document: Named
    entry: DocumentEntry | None
    lines: tuple[Markup, ...]
    marks: tuple[Mark, ...]
    highlighted: PassageAnswer | None


@dataclass(frozen=True, kw_only=True)
class PassagePage(Page):
    """A passage in the text around it."""

    template: ClassVar[str] = "passage.html"
    answer: PassageAnswer
    lines: tuple[Markup, ...]


@dataclass(frozen=True, kw_only=True)
class CoveragePage(Page):
    """What became of a document's text; without `coverage` where it cannot be read again here."""

    template: ClassVar[str] = "coverage.html"
    document: Named
    coverage: Coverage | None


@dataclass(frozen=True, kw_only=True)
class NodePage(Page):
    """A node of a hierarchy, its paragraphs grouped by what they do."""

    template: ClassVar[str] = "node.html"
    answer: NodeAnswer
    groups: tuple[tuple[Word, tuple[Fact, ...]], ...]
    mentions: tuple[Fact, ...]
    around: Around


@dataclass(frozen=True)
class TimelineRow:
    """An appearance with what it says for each column; None where it says nothing."""

    appearance: Appearance
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, kw_only=True)
class ProjectPage(Page):
    """A project. `timeline` has a row for each appearance with yearly columns.

    `main` is the appearance that says best what it is: the first without a 再掲 mark. A project
    that only running text names has none, and `descriptions` of its own. `around` leaves out the
    places inside its own rows. `drifts` compare `main` with each other appearance, by its number
    on the page; `repeats` are the projects that look like it, those a person rejected left out;
    `reaches` are the articles that it implements.
    """

    template: ClassVar[str] = "project.html"
    answer: ProjectAnswer
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


@dataclass(frozen=True, kw_only=True)
class BodyPage(Page):
    """A body: what it is, what it runs, its terms, and what stands around it."""

    template: ClassVar[str] = "body.html"
    answer: BodyAnswer
    facts: tuple[tuple[Word, tuple[Fact, ...]], ...]
    uses: tuple[Use, ...]
    around: Around


@dataclass(frozen=True, kw_only=True)
class BodiesPage(Page):
    """All bodies, by municipality."""

    template: ClassVar[str] = "bodies.html"
    groups: tuple[tuple[Named, tuple[BodyEntry, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class OrdinancesPage(Page):
    """All ordinances with their articles."""

    template: ClassVar[str] = "ordinances.html"
    answers: tuple[OrdinanceAnswer, ...]


@dataclass(frozen=True, kw_only=True)
class OrdinancePage(Page):
    """An ordinance."""

    template: ClassVar[str] = "ordinance.html"
    answer: OrdinanceAnswer
    around: Around


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
class EventsPage(Page):
    """The events, held and planned apart."""

    template: ClassVar[str] = "events.html"
    held: tuple[Event, ...]
    planned: tuple[Event, ...]
    filter: Filter


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
    """A named thing: an instrument, a service, a publication, a facility."""

    template: ClassVar[str] = "named.html"
    answer: NamedAnswer
    facts: tuple[tuple[Word, tuple[Fact, ...]], ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True, kw_only=True)
class MunicipalityPage(Page):
    """A municipality."""

    template: ClassVar[str] = "municipality.html"
    answer: MunicipalityAnswer


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
class AboutPage(Page):
    """How this is made, its limits, its licences, how to cite it."""

    template: ClassVar[str] = "about.html"
    figures: Figures
    entries: tuple[DocumentEntry, ...]


@dataclass(frozen=True, kw_only=True)
class ErrorPage(Page):
    """What went wrong, and where to go on. `near` are things with a name like the one asked for."""

    template: ClassVar[str] = "error.html"
    status: int
    explanation: str
    near: tuple[Hit, ...]

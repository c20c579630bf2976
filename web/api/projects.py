"""Projects: the list and what it is narrowed by, and one with all its appearances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.names import MPO
from kg.questions.drift import compare_appearances
from kg.questions.project import get_project
from kg.questions.projects import ProjectEntry, ProjectFilter, find_projects
from kg.questions.reappearances import Choice, filter_reappearances
from kg.questions.repeats import choose_main
from kg.questions.shared import keep
from kg.questions.trace import find_articles_of
from kg.questions.vocabulary import get_code
from kg.store.terms import Iri
from web.api.facts import Fact, tell_fact
from web.api.route import DOCUMENT, MUNICIPALITY, Asked, Found, Kind, Parameter, Route, find_all
from web.api.rows import Drift, Listing, tell_drift, tell_row
from web.api.shapes import Code, Evidence, Label, Thing
from web.api.telling import find_url, prove, tell_evidence, tell_thing, tell_things, tell_word
from web.api.traces import Implementer, tell_traced
from web.site import get_site

_MARKS = ("New", "Expanded", "Unreadable")


@dataclass(frozen=True)
class ProjectSummary:
    """A project of the list: 延べ (`listings`) and how many of those carry a 再掲 mark."""

    iri: str
    url: str
    label: Label
    municipality: str | None
    listings: int
    reappearances: int
    documents: Sequence[Thing]
    responsible_body: Sequence[Thing]
    ward_scope: Sequence[Thing]
    fiscal_year: Sequence[int]
    mark: Sequence[Code]
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Project:
    """A project: every appearance of it with what each says, and how each differs from the main.

    `drifts` compare the main appearance (`main`) with each other one.
    """

    iri: str
    url: str
    label: Label
    alt_label: Sequence[Fact]
    municipality: Thing | None
    responsible_body: Sequence[Fact]
    ward_scope: Sequence[Fact]
    main: str | None
    appearances: Sequence[Listing]
    drifts: Sequence[Drift]
    relations: Sequence[Fact]
    implements_article: Sequence[Implementer]
    evidence: Sequence[Evidence]


def find(asked: Asked) -> Found:
    """The projects that a request asks for."""
    site = get_site()
    mark = asked.text("mark")
    chosen = ProjectFilter(
        code=asked.text("municipality") or None,
        document=asked.find_thing("document"),
        body=asked.find_thing("body"),
        ward=asked.find_thing("ward"),
        year=asked.number("fiscalYear"),
        mark=Iri(MPO + mark) if mark else None,
    )
    found = [one for one in keep(site.store, find_projects) if chosen.meets(one)]
    if state := asked.text("reappearance"):
        rows = filter_reappearances(site.reappearances, Choice(state))
        projects = {row.appearance.project.iri for row in rows}
        found = [one for one in found if one.iri in projects]
    return find_all(found, _tell_entry)


def _tell_entry(one: ProjectEntry) -> ProjectSummary:
    return ProjectSummary(
        iri=one.iri,
        url=find_url(one.iri),
        label=Label(one.label, None),
        municipality=one.code,
        listings=len(one.rows),
        reappearances=len(one.again),
        documents=tell_things(one.documents),
        responsible_body=tell_things(one.bodies),
        ward_scope=tell_things(one.wards),
        fiscal_year=one.years,
        mark=[tell_word(get_code(mark)) for mark in one.marks],
        evidence=prove(one.iri),
    )


def get(asked: Asked) -> Project:
    """One project."""
    site, iri = get_site(), asked.thing()
    answer = get_project(site.store, iri)
    main = choose_main(answer.appearances)
    return Project(
        iri=answer.iri,
        url=find_url(answer.iri),
        label=Label(answer.label, None),
        alt_label=[tell_fact(fact) for fact in answer.other_names],
        municipality=None if answer.municipality is None else tell_thing(answer.municipality),
        responsible_body=[tell_fact(fact) for fact in answer.bodies],
        ward_scope=[tell_fact(fact) for fact in answer.wards],
        main=None if main is None else main.iri,
        appearances=[tell_row(one) for one in answer.appearances],
        drifts=[
            tell_drift(compare_appearances(main, one))
            for one in answer.appearances
            if main is not None and one.iri != main.iri
        ],
        relations=[tell_fact(fact) for fact in answer.relations],
        implements_article=[tell_traced(one) for one in find_articles_of(site.store, iri)],
        evidence=tell_evidence(answer.description.evidence),
    )


ROUTES = (
    Route(
        "/projects",
        "listProjects",
        "projects",
        "事業の一覧。自治体、文書、組織、区、年度、新規・充実の印、再掲の状態で絞れる",
        "The projects, narrowed by municipality, document, body, ward, year, mark, 再掲",
        ProjectSummary,
        find,
        (
            MUNICIPALITY,
            DOCUMENT,
            Parameter("body", "担当の組織", "the body that runs it", Kind.THING),
            Parameter("ward", "実施する区", "the ward in which it is carried out", Kind.THING),
            Parameter(
                "fiscalYear",
                "計画に欄がある年度（西暦）",
                "a fiscal year for which a plan says something",
                Kind.NUMBER,
                least=1900,
                most=2200,
                example="2012",
            ),
            Parameter("mark", "新規・充実などの印", "its mark: new, expanded", choices=_MARKS),
            Parameter(
                "reappearance",
                "再掲の行があり、元の行との比較がこの状態のもの",
                "with a row marked 再掲 that compares like this with its original",
                choices=tuple(one.value for one in Choice),
            ),
        ),
        listed=True,
    ),
    Route(
        "/projects/{path}",
        "getProject",
        "projects",
        "一つの事業。すべての掲載、年度の計画、担当、元の行、違い、実施する条文",
        "One project: every appearance, years, bodies, originals, drift, articles",
        Project,
        get,
    ),
)

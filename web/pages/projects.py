"""A project with all its appearances."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from flask_babel import pgettext

from kg.names import MPO, PREFIXES
from kg.questions.appearance import Appearance
from kg.questions.around import Around, find_around
from kg.questions.describe import Fact
from kg.questions.drift import Drift, compare_appearances
from kg.questions.evidence import Evidence, find_homes
from kg.questions.page_query import make_page_query
from kg.questions.project import ProjectAnswer, get_project
from kg.questions.project_brief import make_brief
from kg.questions.reading import make_short
from kg.questions.repeats import RepeatStatus, choose_main, compare_repeats, find_repeat_links
from kg.questions.timeline import make_slots
from kg.questions.trace import find_articles_of
from kg.store.terms import Iri
from web.contexts import Crumb, ProjectPage, TimelineRow
from web.render import get_links, make_crumbs, make_data_links, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

_DESCRIPTION: Final = PREFIXES["dct"] + "description"
_FOLLOWS: Final = PREFIXES["cpsv"] + "follows"
#: Parts of the IRIs of instruments, laws and ordinances.
_NORMS: Final = ("/instrument/", "/id/eli/")
# What the page says in other ways than as a relation.
_TOLD: Final = (
    _DESCRIPTION,
    MPO + "mentions",
    MPO + "possibleDuplicateOf",
    MPO + "similarTo",
    MPO + "implementsArticle",
    *(PREFIXES["dct"] + name for name in ("isReplacedBy", "replaces")),
)


def show_project(iri: Iri) -> Response:
    """A project: its appearances side by side, its years as a timeline."""
    answer = get_project(get_site().store, iri)
    links, rows = get_links(), [one.document for one in answer.appearances]
    main = choose_main(answer.appearances)
    pairs = find_repeat_links(get_site().store, iri)
    return render(
        ProjectPage(
            title=answer.label,
            original=True,
            trail=make_trail(
                *make_crumbs(answer.municipality),
                Crumb(pgettext("many", "事業"), links.search(kind=make_short(MPO + "Project"))),
                Crumb(answer.label, "", original=True),
            ),
            permalink=iri,
            data=make_data_links(iri),
            # One that only running text names has no rows.
            sparql=make_page_query("project", project=(iri,))
            if answer.appearances
            else make_page_query("named", thing=(iri,)),
            answer=answer,
            brief=make_brief(answer, get_site().document_facts),
            rules=_find_rules(answer),
            main=main,
            columns=answer.columns,
            timeline=tuple(
                TimelineRow(one, make_slots(one, answer.columns))
                for one in answer.appearances
                if one.cells
            ),
            documents=tuple(dict.fromkeys((*rows, *find_homes(answer.description.evidence)))),
            descriptions=answer.description.find_facts(_DESCRIPTION),
            relations=tuple(
                fact for fact in answer.relations if fact.property.iri not in (*_TOLD, _FOLLOWS)
            ),
            around=_look_around(iri, answer.appearances),
            drifts=_find_drifts(main, answer.appearances),
            repeats=compare_repeats(
                get_site().store,
                [one for one in pairs if one.status is not RepeatStatus.REJECTED],
                iri,
            ),
            reaches=find_articles_of(get_site().store, iri),
        )
    )


def _look_around(iri: Iri, appearances: tuple[Appearance, ...]) -> Around:
    """What stands around a project, without the places inside its own rows."""
    around = find_around(get_site().store, iri)
    rows = [proof for one in appearances for proof in one.evidence]

    def is_own(one: Evidence) -> bool:
        return any(
            row.document == one.document
            and (row.start or 0) <= (one.start or 0)
            and (one.end or 0) <= (row.end or 0)
            for row in rows
        )

    places = tuple(place for place in around.places if not is_own(place.evidence))
    return replace(around, places=places)


def _find_rules(answer: ProjectAnswer) -> tuple[Fact, ...]:
    """What a project follows, and what of that kind its text names besides."""
    follows = [fact for fact in answer.relations if fact.property.iri == _FOLLOWS]
    told = {fact.value for fact in follows}
    named = (
        fact
        for fact in answer.relations
        if fact.property.iri == MPO + "mentions" and fact.value not in told
    )
    return (*follows, *(fact for fact in named if any(one in fact.value for one in _NORMS)))


def _find_drifts(
    main: Appearance | None, appearances: tuple[Appearance, ...]
) -> tuple[tuple[int, Drift], ...]:
    """How each other appearance differs from the main one, with its number on the page."""
    return tuple(
        (number, compare_appearances(main, one))
        for number, one in enumerate(appearances, 1)
        if main is not None and one.iri != main.iri
    )

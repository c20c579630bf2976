"""A project with all its appearances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import pgettext

from kg.names import MPO
from kg.questions.appearance import Appearance
from kg.questions.project import Column, get_project
from kg.questions.reading import make_short
from kg.store.terms import Iri
from web.contexts import Crumb, ProjectPage, TimelineRow
from web.render import get_links, make_data_links, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


def show_project(iri: Iri) -> Response:
    """A project: its appearances side by side, its years as a timeline."""
    answer = get_project(get_site().store, iri)
    links = get_links()
    steps = [Crumb(pgettext("many", "事業"), links.search(kind=make_short(MPO + "Project")))]
    if answer.municipality is not None:
        home = links.page(answer.municipality.iri) or ""
        steps.insert(0, Crumb(answer.municipality.label, home, original=True))
    return render(
        ProjectPage(
            title=answer.label,
            original=True,
            trail=make_trail(*steps, Crumb(answer.label, "", original=True)),
            permalink=iri,
            data=make_data_links(iri),
            answer=answer,
            main=_choose_main(answer.appearances),
            columns=answer.columns,
            timeline=tuple(
                make_timeline_row(one, answer.columns) for one in answer.appearances if one.cells
            ),
            documents=tuple(dict.fromkeys(one.document for one in answer.appearances)),
        )
    )


def make_timeline_row(appearance: Appearance, columns: tuple[Column, ...]) -> TimelineRow:
    """What an appearance says for each column."""
    cells = {Column(cell.year, cell.open_ended): cell for cell in appearance.cells}
    return TimelineRow(appearance, tuple(cells.get(column) for column in columns))


def _choose_main(appearances: tuple[Appearance, ...]) -> Appearance | None:
    """The appearance that says best what a project is."""

    def order(one: Appearance) -> tuple[bool, bool]:
        return one.reappearance, not one.descriptions

    return min(appearances, key=order, default=None)

"""Ordinances and their articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from kg.names import GRAPH_CURATED
from kg.questions.around import find_around
from kg.questions.article import ArticleAnswer, find_ordinances, get_article, get_ordinance
from kg.questions.implementer import Group, Implementer, group_implementers
from kg.questions.reading import Named
from kg.store.terms import Iri
from web.contexts import ArticlePage, Crumb, DataLink, OrdinancePage, OrdinancesPage
from web.pages.asked import read_iri
from web.pages.names import show_named
from web.render import (
    get_links,
    make_data_links,
    make_graph_links,
    make_trail,
    render,
    say_article,
    say_group,
    say_word,
)
from web.sheets import join_values, make_proof_cells, make_sheet
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("articles", __name__)


@blueprint.get("/ordinances")
def show_ordinances() -> Response:
    """The ordinances whose articles are known; the others are instruments like any."""
    store = get_site().store
    known = [one for one in find_ordinances(store) if one.articles]
    return render(
        OrdinancesPage(
            title=_("条例と条文"),
            trail=make_trail(Crumb(_("条例と条文"), "")),
            permalink=get_links().ordinances(),
            data=make_graph_links(GRAPH_CURATED),
            answers=tuple(get_ordinance(store, one.iri) for one in known),
        )
    )


def show_ordinance(iri: Iri) -> Response:
    """An ordinance with its contents; one that is only named, as a named thing."""
    answer = get_ordinance(get_site().store, iri)
    if not answer.articles:
        return show_named(iri)
    return render(
        OrdinancePage(
            title=answer.label,
            original=True,
            trail=_make_trail(Named(answer.iri, answer.label)),
            permalink=iri,
            data=make_data_links(iri),
            answer=answer,
            around=find_around(get_site().store, iri),
        )
    )


def show_article(iri: Iri) -> Response:
    """An article and what implements it."""
    answer = get_article(get_site().store, iri)
    number = say_article(answer.article.number)
    heading = answer.article.heading
    return render(
        ArticlePage(
            title=f"{number} {heading}" if heading else number,
            trail=(*_make_trail(answer.ordinance), Crumb(number, "")),
            permalink=iri,
            data=(*make_data_links(iri), *_make_file_links(answer)),
            answer=answer,
            stated=group_implementers(answer.stated),
            inferred=group_implementers(answer.inferred),
            candidates=group_implementers(answer.candidates),
        )
    )


@blueprint.get("/implementers/<path:_path>")
def show_implementers_file(_path: str) -> Response:
    """What implements an article as CSV: who runs it, and the lines that say so; no candidates."""
    answer = get_article(get_site().store, read_iri("/implementers/"))
    header = (
        _("条文"),
        _("種類"),
        _("名称"),
        _("担当"),
        _("根拠の種類"),
        _("文書"),
        _("行"),
        _("原文"),
        _("固定リンク"),
    )
    number = say_article(answer.article.number)
    rows = (
        _make_row(f"{answer.ordinance.label} {number}", one)
        for one in (*answer.stated, *answer.inferred)
    )
    return make_sheet("implementers.csv", header, rows)


def _make_row(article: str, one: Implementer) -> tuple[str, ...]:
    runners = join_values(runner.body.label for runner in one.runners)
    return (
        article,
        say_group(one.group),
        one.subject.label,
        runners or (_("資料に記載なし") if one.group is Group.PROJECT else ""),
        say_word(one.status),
        *make_proof_cells(one.evidence),
        one.subject.iri,
    )


def _make_file_links(answer: ArticleAnswer) -> tuple[DataLink, ...]:
    if not (answer.stated or answer.inferred):
        return ()
    file = get_links().implementers_file(answer.article.iri)
    return (DataLink("CSV", "text/csv", file),)


def _make_trail(ordinance: Named) -> tuple[Crumb, ...]:
    links = get_links()
    return make_trail(
        Crumb(_("条例と条文"), links.ordinances()),
        Crumb(ordinance.label, links.page(ordinance.iri) or "", original=True),
    )

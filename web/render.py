"""Contexts as pages: the template, what every template has, and the pieces many pages share."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from flask import Flask, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import pgettext

from kg.documents.fragments import say_fragment
from kg.names import ID, MPO
from kg.questions.evidence import Evidence
from kg.questions.implementer import Group
from kg.questions.label import make_date_label
from kg.questions.reading import Named
from kg.questions.vocabulary import Word, get_code
from kg.store.terms import Iri, Term
from kg.text.articles import make_article_label
from web.contexts import Crumb, DataLink, Page, Pager
from web.language import get_language
from web.links import FORMATS, LANGUAGES, Links, is_web_address, read_path
from web.origin import get_origin
from web.site import get_site
from web.table_links import SHEETS, find_sheets, make_table_links

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


def set_up_rendering(app: Flask) -> None:
    """Give every template its filters and what all of them need."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["number"] = lambda value: f"{value:,}"
    app.jinja_env.filters["word"] = say_word
    app.jinja_env.filters["definition"] = lambda word: word.definition(get_language())
    app.jinja_env.filters["year"] = say_year
    app.jinja_env.filters["article"] = say_article
    app.jinja_env.filters["code"] = get_code
    app.jinja_env.filters["local"] = lambda iri: iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    app.jinja_env.filters["value"] = say_value
    app.jinja_env.filters["place"] = say_place
    app.jinja_env.filters["fragment"] = lambda one: say_fragment(one, get_language())
    app.jinja_env.filters["usage"] = say_usage
    app.jinja_env.filters["held_year"] = say_held_year
    app.jinja_env.filters["date"] = say_date
    app.jinja_env.filters["group"] = say_group
    app.jinja_env.filters["sheets"] = find_sheets
    app.jinja_env.tests["iri"] = lambda value: isinstance(value, Iri)
    app.jinja_env.tests["own"] = lambda value: value.startswith(ID)
    app.jinja_env.tests["web_address"] = is_web_address
    app.context_processor(
        lambda: {
            "links": get_links(),
            "language": get_language(),
            "site_version": get_site().version,
            "origin": get_origin(),
            "switch_to": get_links().switch(
                read_path(request.environ), request.query_string.decode("utf-8", "replace")
            ),
        }
    )


def render(page: Page, status: int = 200) -> Response:
    """The page as HTML."""
    page = replace(page, data=(*make_table_links(page, get_links()), *page.data))
    g.page = page
    values = {field.name: getattr(page, field.name) for field in fields(page)}
    return make_response(render_template(page.template, **values), status)


def get_links() -> Links:
    """The addresses of the request's language."""
    if "links" not in g:
        g.links = Links(get_language())
    links: Links = g.links
    return links


def make_trail(*steps: Crumb) -> tuple[Crumb, ...]:
    """The way from the first page."""
    return (Crumb(_("ホーム"), get_links().home()), *steps)


def make_crumbs(*things: Named | None) -> tuple[Crumb, ...]:
    """Steps to the pages of things, called as documents call them; None is none."""
    return tuple(
        Crumb(one.label, get_links().page(one.iri) or "", original=True)
        for one in things
        if one is not None
    )


def make_data_links(iri: str) -> tuple[DataLink, ...]:
    """The data of a thing in every format."""
    return tuple(
        DataLink(name, media_type, get_links().data(iri, suffix))
        for suffix, (media_type, name) in (FORMATS | SHEETS).items()
    )


def make_graph_links(*graphs: str) -> tuple[DataLink, ...]:
    """The data of named graphs as Turtle."""
    return tuple(
        DataLink(
            f"Turtle ({graph.rsplit('/', 1)[-1]})",
            "text/turtle",
            get_links().dump(graph),
        )
        for graph in graphs
    )


def make_pager(page: int, total: int, size: int, address: object) -> Pager:
    """The pager of a list; `address` gives the address of a page by its number."""
    assert callable(address)
    pages = max(1, -(-total // size))
    return Pager(
        page,
        pages,
        address(page - 1) if page > 1 else None,
        address(page + 1) if page < pages else None,
    )


def say_year(year: int, open_ended: bool = False) -> str:
    """A fiscal year in words."""
    if open_ended:
        return str(_("%(year)s年度以降", year=year))
    return str(_("%(year)s年度", year=year))


def say_held_year(cell: str) -> str:
    """The fiscal year of a cell, from its IRI."""
    tail = cell.rpartition("/")[2]
    year = tail.rstrip("+")
    return say_year(int(year), tail.endswith("+")) if year.isdecimal() else tail


def say_date(date: str) -> str:
    """A date in words, no sharper than it is; in English as ISO 8601 writes it."""
    return make_date_label(date) if get_language() == LANGUAGES[0] else date


def say_group(group: Group) -> str:
    """A kind of things that implement an article."""
    words = {
        Group.INSTRUMENT: _("規範"),
        Group.NODE: _("取組・項目"),
        Group.PROJECT: pgettext("many", "事業"),
        Group.BODY: _("組織"),
        Group.SERVICE: _("サービス・刊行物"),
        Group.EVENT: _("行事"),
        Group.OTHER: _("そのほか"),
        Group.HEADING: _("この条の見出しの下の見出し"),
    }
    return str(words[group])


def say_usage(kind: str) -> str:
    """What became of a stretch of a document."""
    words = {
        "used": _("事実として読み取った"),
        "page-reference": _("ページの参照"),
        "caption": _("図や囲みの見出し"),
        "running-head": _("ページの柱"),
        "table-header": _("表の見出し"),
        "rule": _("罫線"),
        "icon-debris": _("絵文字などの残り"),
        "unplaced": _("読み取れなかった"),
    }
    return str(words.get(kind, kind))


def say_article(number: str) -> str:
    """The number of an article in words: 第32条, 第30条の2."""
    if get_language() == LANGUAGES[0]:
        return make_article_label(number)
    return str(_("第%(number)s条", number=number.replace("_", "-")))


def say_value(value: Term, label: str | None) -> str:
    """A fact's value in words: a code by its name in the page's language, yes and no."""
    if isinstance(value, Iri):
        return say_word(get_code(value)) if value.startswith(MPO) else label or str(value)
    if value.datatype.endswith("#boolean"):
        return str(_("はい")) if value in ("true", "1") else str(_("いいえ"))
    if value.datatype.endswith(("#date", "#gYearMonth", "#gYear")):
        return say_date(value)
    return str(value)


def say_word(word: Word) -> str:
    """A term's label in the page's language; for a few, a plainer one than the vocabulary's."""
    plain = {
        "PolicyNode": _("政策体系の項目"),
        "OtherSection": _("その他の節"),
        "approach": _("計画期間の取組"),
        "planPeriodEffort": _("計画期間の取組"),
        "cell": _("年度の計画"),
    }
    name = word.iri.removeprefix(MPO)
    return str(plain[name]) if name in plain else word.label(get_language())


def say_place(evidence: Evidence) -> str:
    """Where a proof stands, in words: in an original that is no text, its page or cells."""
    if evidence.first_line is None:
        return evidence.title
    if evidence.fragments and not evidence.fragments[0].startswith("/"):
        return say_fragment(evidence.fragments[0], get_language())
    if evidence.last_line in (None, evidence.first_line):
        return str(_("%(line)s行目", line=evidence.first_line))
    return str(_("%(first)s–%(last)s行目", first=evidence.first_line, last=evidence.last_line))

"""The main menu of every page: three groups, so that a phone shows three words and no list."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, g, request
from flask_babel import gettext as _
from flask_babel import pgettext

from kg.names import MPO
from kg.questions.reading import make_short
from web.contexts import Page
from web.links import read_path
from web.render import get_links


@dataclass(frozen=True)
class MenuItem:
    """A way of the menu. `current` is what `aria-current` says of it, empty for nothing."""

    label: str
    href: str
    current: str


@dataclass(frozen=True)
class MenuGroup:
    """Ways that serve one purpose."""

    label: str
    ways: tuple[MenuItem, ...]

    @property
    def current(self) -> bool:
        """Whether the page is one of the group's or stands under one."""
        return any(one.current for one in self.ways)


def set_up_menu(app: Flask) -> None:
    """Give the frame of every page its menu."""
    app.jinja_env.globals["main_menu"] = list_menu


def list_menu() -> tuple[MenuGroup, ...]:
    """The groups of the menu, with the page that is being rendered marked in them."""
    links = get_links()
    return (
        _make_group(
            _("さがす"),
            (_("文書"), links.documents()),
            (_("政策の体系"), links.tree()),
            (pgettext("many", "事業"), links.search(kind=make_short(MPO + "Project"))),
            (_("条例と条文"), links.ordinances()),
            (_("組織"), links.bodies()),
            (_("区"), links.wards()),
            (_("規範"), links.instruments()),
            (_("数値"), links.statistics()),
            (_("行事"), links.events()),
            (_("サービス・刊行物など"), links.names()),
        ),
        _make_group(
            _("確かめる"),
            (_("再掲"), links.reappearances()),
            (_("重複の候補"), links.repeats()),
            (_("抜けているもの"), links.gaps()),
            (_("つながりを調べる"), links.paths()),
            (_("周りの図"), links.around()),
            (_("データの品質"), links.quality()),
        ),
        _make_group(
            _("使う"),
            (_("SPARQL"), links.query()),
            (_("API"), links.api()),
            (_("一括データ"), links.dumps()),
            (_("語彙"), links.ontology()),
            (_("このサイトについて"), links.about()),
        ),
    )


def _make_group(label: str, *ways: tuple[str, str]) -> MenuGroup:
    return MenuGroup(label, tuple(MenuItem(name, href, _mark(href)) for name, href in ways))


def _mark(href: str) -> str:
    page: Page | None = g.get("page")
    if read_path(request.environ) == href or (page is not None and page.permalink == href):
        return "page"
    under = page is not None and any(crumb.href == href for crumb in page.trail[1:])
    return "true" if under else ""

"""The tables of bodies and of wards, each narrowed by the parameters that its page takes."""

from __future__ import annotations

from typing import Final

from flask_babel import gettext as _
from flask_babel import pgettext

from kg.names import MPO
from kg.questions.reading import parse_code
from kg.questions.tree import Count
from kg.sheets import Value
from kg.store.terms import Iri
from web.exports import Export, Line
from web.render import say_word
from web.shelves import read_code, read_kind
from web.site import get_site

_BODY: Final = Iri(MPO + "Body")
_WARD: Final = Iri(MPO + "Ward")


def list_bodies() -> Export:
    """The bodies of a municipality and a kind."""
    header = (_("自治体"), _("組織"), _("種類"), _("属する組織"), _("延べ"), _("実"), _("再掲"))
    bodies, proofs, homes = get_site().bodies, get_site().find_proofs(_BODY), find_homes()
    lines = (
        Line(
            one.iri,
            (
                homes.get(parse_code(one.iri) or "", ""),
                one.label,
                say_word(one.kind) if one.kind else "",
                one.parent.label if one.parent else "",
                *_tell_count(one.count),
            ),
            proofs.get(one.iri, ()),
        )
        for one in bodies.find(read_code(bodies), read_kind(bodies)).entries
    )
    return Export("bodies", _("組織"), header, tuple(lines))


def list_wards() -> Export:
    """The wards of a municipality, with what is carried out in each alone."""
    header = (_("自治体"), pgettext("one", "区"), _("読み"), _("延べ"), _("実"), _("再掲"))
    wards, proofs, homes = get_site().wards, get_site().find_proofs(_WARD), find_homes()
    lines = (
        Line(
            one.iri,
            (
                homes.get(parse_code(one.iri) or "", ""),
                one.label,
                one.kana,
                *_tell_count(one.count),
            ),
            proofs.get(one.iri, ()),
        )
        for one in wards.find(read_code(wards), "").entries
    )
    return Export("wards", pgettext("many", "区"), header, tuple(lines))


def find_homes() -> dict[str, str]:
    """The names of municipalities by their codes."""
    return {
        code: one.municipality.label
        for one in get_site().documents
        if one.municipality is not None and (code := parse_code(one.iri)) is not None
    }


def _tell_count(count: Count) -> tuple[Value, ...]:
    return (count.listings, count.projects, count.reappearances)

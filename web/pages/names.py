"""Services, publications, facilities and renamings; and the page of any named thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from flask import Blueprint
from flask_babel import gettext as _

from kg.names import MPO, PREFIXES
from kg.questions.around import get_named
from kg.questions.describe import Description, Fact
from kg.questions.named import NamedEntry
from kg.questions.page_query import make_page_query
from kg.questions.renaming import Renaming
from kg.questions.uses import Use
from kg.questions.vocabulary import Word
from kg.store.terms import Iri, Term
from web.contexts import Crumb, NamedPage, NamesPage
from web.filters import Filter, read_filter
from web.list_tables import NAMES, RENAMING, read_name_kind
from web.page_queries import make_part_query
from web.pages.asked import check_page, read_page
from web.render import (
    get_links,
    make_crumbs,
    make_data_links,
    make_pager,
    make_trail,
    render,
    say_word,
)
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("names", __name__)
_SIZE = 100
# What the page of a named thing says in other ways.
_TOLD: Final = {
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dct"] + "isReplacedBy",
    PREFIXES["dct"] + "replaces",
    PREFIXES["dct"] + "description",
    MPO + "mentions",
    MPO + "incomplete",
    PREFIXES["prov"] + "wasDerivedFrom",
}
_USED_ELSEWHERE: Final = _TOLD | {
    MPO + name for name in ("about", "of", "responsibleBody", "lists", "place")
}


@blueprint.get("/names")
def show_names() -> Response:
    """The named things of one `kind`, or the renamings, of a filter, from `page` on."""
    site, chosen, page, kind = get_site(), read_filter(), read_page(), read_name_kind()
    things = {
        name: tuple(one for one in site.find_named(word) if chosen.meets(one.code, one.documents))
        for name, word in NAMES.items()
    }
    renamings = tuple(
        one for one in site.renamings if chosen.meets_proofs(one.old.iri, one.evidence)
    )
    counts = {name: len(found) for name, found in things.items()} | {RENAMING: len(renamings)}
    check_page(page, counts[kind], _SIZE)
    stretch = slice((page - 1) * _SIZE, page * _SIZE)
    address = partial(get_links().names, kind, chosen.municipality, chosen.document)
    return render(
        NamesPage(
            title=_title(kind),
            trail=make_trail(Crumb(_("サービス・刊行物など"), "")),
            permalink=address(page),
            data=(),
            sparql=_make_query(kind, things[kind], things[kind][stretch], chosen)
            if kind in NAMES
            else make_part_query("renamings", {"old": _find_old(renamings, chosen)}),
            kind=kind,
            kinds=tuple((name, _title(name), number) for name, number in counts.items()),
            entries=things.get(kind, ())[stretch],
            renamings=renamings[stretch] if kind == RENAMING else (),
            filter=chosen,
            pager=make_pager(page, counts[kind], _SIZE, address),
        )
    )


def _make_query(
    kind: str, found: Sequence[NamedEntry], shown: Sequence[NamedEntry], chosen: Filter
) -> str:
    """The query of a kind, of the things on the page alone where there are more pages."""
    own = (NAMES[kind],)
    if len(shown) == len(found):
        return make_page_query("names", kind=own, **chosen.bindings)
    part = {"thing": [one.iri for one in shown]}
    return make_part_query("names", part, kind=own, **chosen.bindings)


def _find_old(renamings: Iterable[Renaming], chosen: Filter) -> list[Iri]:
    """What was renamed, where a filter does not show all of it."""
    return [one.old.iri for one in renamings if chosen.chosen]


def show_named(iri: Iri) -> Response:
    """One named thing: its facts, its names over time, its figures, where it is named."""
    answer = get_named(get_site().store, iri)
    links, kind = get_links(), answer.description.kinds[0]
    own = next((name for name, word in NAMES.items() if word == kind.iri), None)
    if own is not None:
        first = Crumb(_title(own), links.names(own))
    elif any(one.iri == MPO + "Instrument" for one in answer.description.kinds):
        first = Crumb(_("規範"), links.instruments())
    else:
        first = Crumb(say_word(kind), "")
    expected = _find_expected(answer.description)
    told = {fact.property.iri for _label, facts in expected for fact in facts}
    return render(
        NamedPage(
            title=answer.label,
            original=True,
            trail=make_trail(
                first, *make_crumbs(answer.municipality), Crumb(answer.label, "", original=True)
            ),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("named", thing=(iri,)),
            answer=answer,
            expected=expected,
            facts=tuple(
                pair for pair in group_facts(answer.description) if pair[0].iri not in told
            ),
            uses=find_uses(answer.description),
        )
    )


def _find_expected(description: Description) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """What a reader looks for in an instrument: its kind, its dates, its makers, what it serves."""
    if not any(one.iri == MPO + "Instrument" for one in description.kinds):
        return ()
    rows = (
        (_("種類"), (MPO + "instrumentKind",)),
        (
            _("策定・制定・締結の日"),
            (PREFIXES["dct"] + "issued", PREFIXES["eli"] + "date_document"),
        ),
        (_("作成者・当事者"), (PREFIXES["dct"] + "creator", MPO + "hasParty")),
        (_("実施する条文"), (MPO + "implementsArticle", PREFIXES["cpsv"] + "implements")),
        (_("含んでいるもの"), (PREFIXES["dct"] + "hasPart",)),
    )
    found: list[tuple[str, tuple[Fact, ...]]] = []
    for label, properties in rows:
        facts: dict[Term, Fact] = {}
        for fact in description.facts:
            if fact.property.iri in properties:
                facts.setdefault(fact.value, fact)
        found.append((str(label), tuple(facts.values())))
    return tuple(found)


def group_facts(description: Description) -> tuple[tuple[Word, tuple[Fact, ...]], ...]:
    """The facts of a named thing by property, without what its page says in other ways."""
    grouped: dict[Word, list[Fact]] = {}
    for fact in description.facts:
        if fact.property.iri not in _TOLD:
            grouped.setdefault(fact.property, []).append(fact)
    return tuple((word, tuple(facts)) for word, facts in grouped.items())


def find_uses(description: Description) -> tuple[Use, ...]:
    """What points at a named thing, without what its page says in other ways."""
    return tuple(use for use in description.uses if use.property.iri not in _USED_ELSEWHERE)


def _title(kind: str) -> str:
    words = {
        "service": _("サービス・制度"),
        "publication": _("刊行物"),
        "facility": _("施設・場所"),
        RENAMING: _("名称の変更"),
    }
    return str(words[kind])

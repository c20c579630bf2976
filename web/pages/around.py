"""What stands around a thing: a drawing and a table that says the same, and the table as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, redirect, request
from flask_babel import gettext as _

from kg.names import MPO
from kg.questions.neighbourhood import TOLD, Edge, Neighbourhood, find_neighbourhood
from kg.questions.page_query import make_page_query
from kg.questions.reading import Named
from kg.questions.relation_words import find_relations
from kg.questions.trace_sources import Sources, find_address, say_position, say_quote
from kg.questions.trace_what import find_choices
from kg.questions.trace_words import Status
from kg.questions.vocabulary import Word, get_word
from kg.sheets import Sheet, Value
from kg.store.terms import Iri
from web.around import Asked, read_asked, write_relation
from web.around_contexts import AroundPage, NeighbourhoodPage, RelationChoice
from web.contexts import Crumb, DataLink
from web.differences import send_sheet
from web.drawing import draw, make_outline
from web.drawing_edges import Place, Size
from web.language import get_language
from web.linked import SUFFIXES
from web.links import make_ascii
from web.page_queries import fit_query
from web.pages.asked import read_iri
from web.render import get_links, make_data_links, make_trail, render
from web.sheets import CSV, XLSX
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("around", __name__)

_FORMS: Final = {"xlsx": ("Excel", XLSX), "csv": ("CSV", CSV)}
_LONGEST_NAME: Final = 300
_EXAMPLES: Final = 4
_CODES: Final = {
    Status.STATED: ("Stated",),
    Status.INFERRED: ("Inferred", "Confirmed"),
    Status.CANDIDATE: ("Candidate",),
}


@blueprint.get("/around")
def ask_around() -> Response:
    """The form that asks for a thing by name; 303 to its neighbourhood where one has the name."""
    typed, site = request.args.get("q", "").strip()[:_LONGEST_NAME], get_site()
    choices = find_choices(site.store, typed) if typed else ()
    if len(choices) == 1:
        return redirect(make_ascii(get_links().around(choices[0].iri)), 303)
    title = _("周りの図")
    return render(
        AroundPage(
            title=title,
            trail=make_trail(Crumb(title, "")),
            permalink=get_links().around(asked=[("q", typed)] if typed else ()),
            data=(),
            typed=typed,
            choices=choices,
            examples=_find_examples(),
        )
    )


def _find_examples() -> tuple[Named, ...]:
    """Things that much hangs together with, for who does not know what to type."""
    documents = [Named(one.iri, one.title) for one in get_site().documents[:_EXAMPLES]]
    ordinances = [Named(one.iri, one.label) for one in get_site().ordinances[:_EXAMPLES]]
    return (*ordinances, *documents)


@blueprint.get("/around/<path:_path>")
def show_around(_path: str) -> Response:
    """The neighbourhood of the thing that the path names; 404 for what the graph does not know."""
    asked = read_asked(read_iri("/around/"))
    shown, links = find_neighbourhood(get_site().store, asked.iri, asked.wish), get_links()
    label = shown.middle.label
    return render(
        NeighbourhoodPage(
            title=_("「%(name)s」のまわり", name=label),
            trail=make_trail(
                Crumb(_("周りの図"), links.around()),
                Crumb(label, links.page(asked.iri) or "", original=True),
                Crumb(_("グラフ"), ""),
            ),
            permalink=links.around(asked.iri, asked.pairs),
            data=(
                *(
                    DataLink(name, media_type, links.edges_file(asked.iri, form, asked.pairs))
                    for form, (name, media_type) in _FORMS.items()
                ),
                *(one for one in make_data_links(asked.iri) if one.media_type in SUFFIXES),
            ),
            sparql=_make_query(asked, shown),
            shown=shown,
            drawing=draw(shown),
            asked=asked,
            relations=_list_relations(asked, shown),
            statuses=tuple(Status),
            kinds=_list_kinds(asked, shown),
            legend=_make_legend(),
        )
    )


@blueprint.get("/edges/<path:_path>")
def show_edges_file(_path: str) -> Response:
    """The table as a file: what joins the things, and the passage that says so."""
    form = request.args.get("format", "csv")
    if form not in _FORMS:
        abort(400, _("「形式」の値が正しくありません。画面で選び直してください。"))
    asked, store = read_asked(read_iri("/edges/")), get_site().store
    shown, sources = find_neighbourhood(store, asked.iri, asked.wish), Sources(store)
    rows = [row for edge in shown.edges for row in _make_rows(edge, sources)]
    return send_sheet("around", Sheet(_("つながり"), _make_header(), rows), suffix=form)


def _list_relations(asked: Asked, shown: Neighbourhood) -> tuple[RelationChoice, ...]:
    order = find_relations()
    return tuple(
        RelationChoice(write_relation(word.iri), word, many, word.iri in asked.wish.relations)
        for word, many in sorted(shown.relations, key=lambda one: order.index(one[0].iri))
    )


def _list_kinds(asked: Asked, shown: Neighbourhood) -> tuple[Word, ...]:
    """The classes of what is shown, and the one that was chosen."""
    kinds = {kind.iri: kind for kind in shown.kinds if kind.iri.startswith(MPO)}
    if asked.wish.kind is not None:
        kinds.setdefault(asked.wish.kind, get_word(asked.wish.kind))
    return tuple(kinds[iri] for iri in sorted(kinds))


def _make_legend() -> tuple[tuple[str, str, str], ...]:
    """Each shape of a box, its outline in small, and what has it."""
    words = {
        "round": _("事業・サービス"),
        "pill": _("組織"),
        "cut": _("条文・規範"),
        "row": _("文書の行"),
        "plain": _("政策体系の項目・そのほか"),
        "sheet": _("文書・刊行物"),
        "hexagon": _("区・施設"),
    }
    return tuple(
        (shape, make_outline(shape, Place(0, 0, 0), Size(32, 16)), word)
        for shape, word in words.items()
    )


def _make_query(asked: Asked, shown: Neighbourhood) -> str:
    """The query for what stands around the widened things; empty for one too long to send."""
    relations = [Iri(one) for one in find_relations() if one not in TOLD]
    chosen = [one for one in relations if not asked.wish.relations or one in asked.wish.relations]
    status = asked.wish.status
    return fit_query(
        make_page_query(
            "around",
            thing=tuple(one.iri for one in shown.things if one.expanded),
            predicate=tuple(chosen),
            kind=(asked.wish.kind,) if asked.wish.kind else (),
            wanted=tuple(Iri(MPO + name) for name in _CODES[status]) if status else (),
        )
    )


def _make_header() -> tuple[str, ...]:
    return (
        _("から"),
        _("関係"),
        _("へ"),
        _("文にすると"),
        _("根拠の種類"),
        _("確かさ"),
        _("文書"),
        _("版"),
        _("箇所"),
        _("原文"),
        _("所在"),
        _("「から」の固定リンク"),
        _("関係の固定リンク"),
        _("「へ」の固定リンク"),
        _("リンクの固定リンク"),
    )


def _make_rows(edge: Edge, sources: Sources) -> list[tuple[Value, ...]]:
    """A row for each proof of a statement, one at least."""
    language = get_language()
    head = (
        edge.subject.label,
        edge.say_arrow(language),
        edge.object.label,
        edge.say(language),
        edge.say_confidence(language) or _("文書の構成から"),
        edge.confidence,
    )
    tail = (edge.subject.iri, edge.predicate.iri, edge.object.iri, edge.link or "")
    return [
        (
            *head,
            proof.title,
            sources.say_edition(proof, language),
            say_position(proof, language),
            say_quote(proof),
            find_address(proof),
            *tail,
        )
        for proof in edge.evidence
    ] or [(*head, "", "", "", "", "", *tail)]

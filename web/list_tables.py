"""The tables of the list pages, each narrowed by the parameters that its page takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import abort, request
from flask_babel import gettext as _
from flask_babel import pgettext

from kg.names import MPO
from kg.questions.document import DocumentFacts
from kg.questions.evidence import Evidence
from kg.questions.reading import Named, parse_code
from kg.questions.statistic import Statistic
from kg.sheets import Value
from kg.store.terms import Iri
from web.body_tables import find_homes, list_bodies, list_wards
from web.exports import Export, Line
from web.filters import read_filter
from web.render import say_article, say_date, say_word
from web.sheets import join_values
from web.site import get_site

#: The kinds of named things that a list shows, one at a time, by their names in addresses.
NAMES: Final = {
    "service": Iri(MPO + "Service"),
    "publication": Iri(MPO + "Publication"),
    "facility": Iri(MPO + "Facility"),
}
#: Another one of the same list.
RENAMING: Final = "renaming"


def _list_documents() -> Export:
    header = (
        _("題名"),
        _("自治体"),
        _("発行者"),
        _("対象の最初の年度"),
        _("対象の最後の年度"),
        _("発行日"),
        _("文字数"),
        _("SHA-256"),
    )
    chosen = read_filter()
    lines = (
        Line(one.iri, _tell_document(one), (cite_document(one),))
        for one in get_site().documents
        if chosen.meets_document(one.iri)
    )
    return Export("documents", _("文書"), header, tuple(lines))


def _tell_document(one: DocumentFacts) -> tuple[Value, ...]:
    return (
        one.title,
        one.municipality.label if one.municipality else "",
        one.publisher.label if one.publisher else "",
        one.start,
        one.end,
        one.issued,
        one.characters,
        one.sha256,
    )


def cite_document(one: DocumentFacts) -> Evidence:
    """A document as the proof of what is said of it as a whole."""
    return Evidence(one.iri, one.title, one.iri)


def _list_articles() -> Export:
    header = (_("条例"), _("条"), _("見出し"))
    lines = (
        Line(part.iri, (one.label, say_article(part.number), part.heading), part.evidence)
        for one in get_site().ordinances
        for part in one.articles
    )
    return Export("articles", _("条例と条文"), header, tuple(lines))


def _list_instruments() -> Export:
    header = (
        pgettext("one", "名称"),
        _("種類"),
        _("日付"),
        _("作成者・当事者"),
        _("別の名前"),
        _("名前が出てくる文書"),
        _("箇所の数"),
    )
    chosen, proofs = read_filter(), get_site().find_proofs(Iri(MPO + "Instrument"))
    lines = (
        Line(
            one.entry.iri,
            (
                one.entry.label,
                join_values(map(say_word, one.kinds)),
                join_values(map(say_date, one.issued)),
                _join(one.makers),
                join_values(one.entry.other_names),
                _join(one.entry.documents),
                one.entry.places,
            ),
            proofs.get(one.entry.iri, ()),
        )
        for one in get_site().instruments
        if chosen.meets(one.entry.code, one.entry.documents)
    )
    return Export("instruments", _("規範"), header, tuple(lines))


def _list_statistics() -> Export:
    header = (
        _("自治体"),
        _("指標"),
        _("対象"),
        _("印刷された値"),
        _("数"),
        _("単位"),
        _("概数"),
        _("年度"),
        _("時点"),
        _("何当たり"),
        _("場所"),
        _("うち（全体の数値）"),
    )
    chosen, homes = read_filter(), find_homes()
    lines = (
        Line(one.iri, _tell_statistic(one, homes), one.evidence)
        for one in get_site().statistics
        if chosen.meets_proofs(one.iri, one.evidence)
    )
    return Export("statistics", _("数値"), header, tuple(lines))


def _tell_statistic(one: Statistic, homes: dict[str, str]) -> tuple[Value, ...]:
    return (
        homes.get(parse_code(one.iri) or "", ""),
        one.indicator,
        _join(one.about),
        one.shown,
        one.number,
        one.unit,
        _("はい") if one.approximate else "",
        one.year,
        one.as_of,
        one.per,
        _join(one.places),
        one.whole.label if one.whole else "",
    )


def _list_events() -> Export:
    header = (_("行事"), _("状態"), _("日付"), _("開く組織"), _("第何回"), _("回数"), _("内容"))
    chosen = read_filter()
    lines = (
        Line(
            one.iri,
            (
                one.name,
                say_word(one.status) if one.status else "",
                join_values(map(say_date, one.dates)),
                _join(one.bodies),
                one.number,
                one.sessions,
                join_values(one.descriptions),
            ),
            one.evidence,
        )
        for one in get_site().events
        if chosen.meets_proofs(one.iri, one.evidence)
    )
    return Export("events", _("行事"), header, tuple(lines))


def _list_names() -> Export:
    kind, chosen = read_name_kind(), read_filter()
    if kind == RENAMING:
        return _list_renamings()
    own = NAMES[kind]
    proofs = get_site().find_proofs(own)
    header = (
        pgettext("one", "名称"),
        _("種類"),
        _("別の名前"),
        _("名前が出てくる文書"),
        _("箇所の数"),
    )
    lines = (
        Line(
            one.iri,
            (
                one.label,
                say_word(one.kind),
                join_values(one.other_names),
                _join(one.documents),
                one.places,
            ),
            proofs.get(one.iri, ()),
        )
        for one in get_site().find_named(own)
        if chosen.meets(one.code, one.documents)
    )
    return Export(kind, _("サービス・刊行物など"), header, tuple(lines))


def read_name_kind() -> str:
    """The kind that a request asks for, the first without one; 400 for what is none."""
    kind = request.args.get("kind", "") or next(iter(NAMES))
    if kind not in (*NAMES, RENAMING):
        abort(400, _("「種類」の値が正しくありません。画面で選び直してください。"))
    return kind


def _list_renamings() -> Export:
    chosen = read_filter()
    header = (_("前の名称"), _("後の名称"), _("種類"), _("変わった年度"), _("根拠の種類"))
    lines = (
        Line(
            one.new.iri,
            (
                one.old.label,
                one.new.label,
                say_word(one.kind) if one.kind else "",
                join_values(one.since),
                say_word(one.status) if one.status else "",
            ),
            one.evidence,
        )
        for one in get_site().renamings
        if chosen.meets_proofs(one.old.iri, one.evidence)
    )
    return Export("renamings", _("名称の変更"), header, tuple(lines))


def _join(things: tuple[Named, ...]) -> str:
    return join_values(one.label for one in things)


#: The tables by their names in addresses.
LISTS: Final[dict[str, Callable[[], Export]]] = {
    "documents": _list_documents,
    "articles": _list_articles,
    "bodies": list_bodies,
    "wards": list_wards,
    "instruments": _list_instruments,
    "statistics": _list_statistics,
    "events": _list_events,
    "names": _list_names,
}

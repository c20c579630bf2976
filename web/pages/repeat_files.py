"""Pairs of projects that look alike, as Excel and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from kg.questions.repeats import (
    Repeat,
    RepeatKind,
    RepeatSide,
    RepeatStatus,
    compare_repeats,
    filter_repeats,
)
from kg.questions.vocabulary import get_word
from kg.sheets import Sheet, Value
from web.differences import (
    get_mark_words,
    make_field_cells,
    make_field_header,
    make_json,
    make_row_cells,
    make_row_header,
    send_sheet,
    tell_drift,
    tell_evidence,
    tell_named,
    tell_row,
)
from web.language import get_language
from web.pages.repeats import read_filters
from web.render import say_word
from web.sheets import join_values
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("repeat_files", __name__)


@blueprint.get("/repeats.<any(csv, xlsx):suffix>")
def show_repeats_file(suffix: str) -> Response:
    """The pairs of one `kind` and `status`; in Excel there is a second sheet, of their fields."""
    pairs = _compare_chosen()
    left, right = _("一つ目"), _("二つ目")
    whole = Sheet(
        _("重複の候補"),
        (
            _("種類"),
            _("状態"),
            _("理由"),
            _("似ている度合い"),
            _("確かさ"),
            _("違いのまとめ"),
            *_make_side_header(left),
            *_make_side_header(right),
            _("規則"),
            _("関連の固定リンク"),
        ),
        [_make_row(pair) for pair in pairs],
    )
    fields = Sheet(
        _("欄ごとの比較"),
        (
            _("一つ目の事業"),
            _("二つ目の事業"),
            *make_field_header(left, right),
            _("関連の固定リンク"),
        ),
        [
            (
                pair.left.project.label,
                pair.right.project.label,
                *make_field_cells(pair.drift, field),
                pair.link.link,
            )
            for pair in pairs
            if pair.drift is not None
            for field in pair.drift.fields
        ],
        words=get_mark_words(),
    )
    return send_sheet("repeats", whole, fields, suffix=suffix)


@blueprint.get("/repeats.json")
def show_repeats_data() -> Response:
    """The pairs of one `kind` and `status` as JSON."""
    return make_json("repeats", map(_tell, _compare_chosen()))


def _compare_chosen() -> tuple[Repeat, ...]:
    site = get_site()
    return compare_repeats(site.store, filter_repeats(site.repeat_links, *read_filters()))


def _say_kind(kind: RepeatKind) -> str:
    """A kind of pair in words."""
    words = {
        RepeatKind.DUPLICATE: _("重複の候補（同じ自治体）"),
        RepeatKind.SIMILAR: _("似た事業（ほかの自治体）"),
    }
    return str(words[kind])


def _say_status(status: RepeatStatus) -> str:
    """A status of a pair in words."""
    words = {
        RepeatStatus.INFERRED: _("規則が導いた"),
        RepeatStatus.CANDIDATE: _("候補"),
        RepeatStatus.CONFIRMED: _("人が確かめた"),
        RepeatStatus.REJECTED: _("人が退けた"),
    }
    return str(words[status])


def _make_side_header(side: str) -> tuple[str, ...]:
    heads = (_("自治体"), _("事業"), _("担当"), _("内容"), _("事業の固定リンク"))
    return (*(f"{side} {head}" for head in heads), *make_row_header(side))


def _make_side(side: RepeatSide) -> tuple[Value, ...]:
    row = side.main
    return (
        side.municipality.label if side.municipality else "",
        side.project.label,
        join_values(one.body.label for one in row.bodies) if row else "",
        "\n".join(said.text for said in row.descriptions) if row else "",
        side.project.iri,
        *make_row_cells(row),
    )


def _make_row(pair: Repeat) -> tuple[Value, ...]:
    link = pair.link
    return (
        _say_kind(link.kind),
        _say_status(link.status),
        link.reason(get_language()),
        link.score,
        link.confidence,
        "" if pair.drift is None else pair.drift.summary(get_language()),
        *_make_side(pair.left),
        *_make_side(pair.right),
        join_values(say_word(get_word(rule)) for rule in link.rules),
        link.link,
    )


def _tell(pair: Repeat) -> dict[str, object]:
    link = pair.link
    return {
        "kind": link.kind.value,
        "predicate": link.predicate,
        "status": link.status.value,
        "reason": {"ja": link.reason_ja, "en": link.reason_en},
        "score": link.score,
        "confidence": link.confidence,
        "rules": list(link.rules),
        "link": link.link,
        "left": _tell_side(pair.left),
        "right": _tell_side(pair.right),
        "evidence": tell_evidence(pair.evidence),
        "drift": None if pair.drift is None else tell_drift(pair.drift),
    }


def _tell_side(side: RepeatSide) -> dict[str, object]:
    return {
        "project": tell_named(side.project),
        "municipality": None if side.municipality is None else tell_named(side.municipality),
        "main": None if side.main is None else tell_row(side.main),
        "appearances": [tell_row(one) for one in side.appearances],
    }

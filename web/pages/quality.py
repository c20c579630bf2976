"""What a person should look at: findings by document and body, as page, CSV, Excel and JSON."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, g, request
from flask_babel import gettext as _

from kg.names import make_document
from kg.quality.published import load_scores
from kg.questions.document import DocumentFacts
from kg.questions.page_query import make_page_query
from kg.questions.quality import Issue
from kg.questions.quality_words import WORDS, IssueKind
from kg.questions.reading import Named, make_short
from kg.sheets import Sheet
from kg.store.terms import Iri
from web.checks import CheckState
from web.contexts import Crumb
from web.differences import make_file_links, make_json, send_sheet
from web.filters import make_bindings, make_value
from web.language import get_language
from web.page_queries import fit_query
from web.pages.asked import check_page, read_page
from web.quality import (
    Chosen,
    Findings,
    find_all,
    say_kind,
    say_severity,
)
from web.quality_contexts import IssueView, MeasuredPage, Option, QualityPage
from web.render import get_links, make_pager, make_trail, render
from web.sheets import join_values
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("quality", __name__)
_SIZE = 50
_BODIES = 200
_LONGEST = 200
_QUERIES: Final = {
    IssueKind.ORIGINAL: "quality-original",
    IssueKind.RUNNER: "quality-runner",
    IssueKind.ARTICLE: "gaps-article",
    IssueKind.IDLE: "quality-idle",
    IssueKind.INCOMPLETE: "quality-incomplete",
    IssueKind.PARENT: "quality-links",
    IssueKind.DUPLICATE: "quality-links",
    IssueKind.CANDIDATE: "quality-links",
    IssueKind.ISSUED: "quality-documents",
    IssueKind.ADDRESS: "quality-documents",
}


@blueprint.get("/quality")
def show_quality() -> Response:
    """The findings of a filter, from `page` on."""
    chosen, page = _read_chosen(), read_page()
    findings, state, run = find_all()
    kept = findings.find(chosen)
    check_page(page, len(kept), _SIZE)
    shown = kept[(page - 1) * _SIZE : page * _SIZE]
    address = partial(_make_address, chosen)
    if state is not CheckState.MADE:
        # Soon it says more: nobody is to keep it.
        g.tag = None
    response = render(
        QualityPage(
            title=_("確かめること（データの品質）"),
            trail=make_trail(Crumb(_("確かめること"), "")),
            permalink=address(page),
            data=make_file_links(lambda suffix: _make_address(chosen, suffix=suffix))
            if kept
            else (),
            sparql=_make_query(chosen, kept),
            municipality=chosen.municipality,
            document=chosen.document,
            body=chosen.body,
            kind=chosen.kind,
            municipalities=_list_municipalities(findings, chosen),
            documents=_list_documents(findings, chosen),
            bodies=_list_bodies(findings, chosen),
            kinds=_list_kinds(findings, chosen),
            everything=_make_address(chosen, kind=""),
            total=len(kept),
            groups=tuple(
                (kind, tuple(map(_view, own)))
                for kind, own in groupby(shown, key=lambda one: one.kind)
            ),
            state=state,
            run=run,
            pager=make_pager(page, len(kept), _SIZE, address),
        )
    )
    if state is not CheckState.MADE:
        response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/quality.<any(csv, xlsx):suffix>")
def show_quality_file(suffix: str) -> Response:
    """The findings of a filter as CSV or Excel."""
    return send_sheet("quality", _make_table(), suffix=suffix)


@blueprint.get("/quality.json")
def show_quality_data() -> Response:
    """The findings of a filter as JSON."""
    return make_json("findings", map(_make_record, _find_asked()))


@blueprint.get("/about/quality")
def show_measured() -> Response:
    """How much of what is read is right, as it was measured."""
    site, links = get_site(), get_links()
    scores = load_scores(site.folder)
    iris = {one.slug: Iri(make_document(one.municipality, one.slug)) for one in site.list_entries()}
    titles = {
        slug: Named(iri, site.document_facts[iri].title)
        for slug, iri in iris.items()
        if iri in site.document_facts
    }
    return render(
        MeasuredPage(
            title=_("どれだけ正しく読めるか"),
            trail=make_trail(
                Crumb(_("このサイトについて"), links.about()),
                Crumb(_("どれだけ正しく読めるか"), ""),
            ),
            permalink=links.measured(),
            data=(),
            sparql="",
            scores=scores,
            titles=titles,
        )
    )


def _read_chosen() -> Chosen:
    """What the request narrows to; 400 for what cannot be chosen."""
    values = {
        name: request.args.get(name, "") for name in ("municipality", "document", "body", "kind")
    }
    chosen = Chosen(**values)
    site = get_site()
    documents = {make_value(one.iri) for one in site.documents}
    if chosen.document and chosen.document not in documents:
        abort(400, _("「文書」の値が正しくありません。画面で選び直してください。"))
    if chosen.municipality and chosen.municipality not in {
        value.partition("/")[0] for value in documents
    }:
        abort(400, _("「自治体」の値が正しくありません。画面で選び直してください。"))
    if chosen.kind and chosen.kind not in set(IssueKind):
        abort(400, _("「種類」の値が正しくありません。画面で選び直してください。"))
    if chosen.body and not find_all()[0].has("body", chosen.body):
        abort(400, _("「組織」の値が正しくありません。画面で選び直してください。"))
    return chosen


def _make_values(chosen: Chosen) -> dict[str, str]:
    return {
        "municipality": chosen.municipality,
        "document": chosen.document,
        "body": chosen.body,
        "kind": chosen.kind,
    }


def _make_address(chosen: Chosen, page: int = 1, suffix: str = "", **other: str) -> str:
    return get_links().quality(page, suffix, **{**_make_values(chosen), **other})


def _list_municipalities(findings: Findings, chosen: Chosen) -> tuple[Option, ...]:
    labels = {
        make_value(one.iri).partition("/")[0]: one.municipality.label
        for one in get_site().documents
        if one.municipality is not None
    }
    counts = findings.count(chosen, "municipality")
    return tuple(
        Option(code, label, counts[code], _make_address(chosen, municipality=code))
        for code, label in sorted(labels.items())
    )


def _list_documents(findings: Findings, chosen: Chosen) -> tuple[Option, ...]:
    counts = findings.count(chosen, "document")
    found = ((make_value(one.iri), one.title) for one in get_site().documents)
    return tuple(
        Option(value, title, counts[value], _make_address(chosen, document=value))
        for value, title in found
        if not chosen.municipality or value.startswith(f"{chosen.municipality}/")
    )


def _list_bodies(findings: Findings, chosen: Chosen) -> tuple[Option, ...]:
    counts = findings.count(chosen, "body")
    labels = findings.body_labels
    most = [value for value, _number in counts.most_common(_BODIES)]
    if chosen.body and chosen.body not in most:
        most.append(chosen.body)
    return tuple(
        Option(value, labels.get(value, make_short(value)), counts[value], "")
        for value in sorted(most, key=lambda value: (-counts[value], labels.get(value, "")))
    )


def _list_kinds(findings: Findings, chosen: Chosen) -> tuple[Option, ...]:
    counts = findings.count(chosen, "kind")
    return tuple(
        Option(kind.value, say_kind(kind), counts[kind.value], _make_address(chosen, kind=kind))
        for kind in IssueKind
        if counts[kind.value] or kind == chosen.kind
    )


def _view(issue: Issue) -> IssueView:
    return IssueView(issue, _find_document(issue), _quote(issue))


def _find_document(issue: Issue) -> Named | None:
    facts = _find_facts(issue)
    return None if facts is None else Named(facts.iri, facts.title)


def _find_facts(issue: Issue) -> DocumentFacts | None:
    return get_site().document_facts.get(issue.document) if issue.document else None


def _quote(issue: Issue) -> str:
    """The words that stand at the place of an issue, cut."""
    if issue.spot is None:
        return ""
    source = get_site().get_source(issue.spot.document)
    text = source.text[issue.spot.start : issue.spot.end] if source else ""
    folded = " ".join(text.split())
    return folded if len(folded) <= _LONGEST else f"{folded[:_LONGEST]}…"


def _make_query(chosen: Chosen, kept: tuple[Issue, ...]) -> str:
    """The query of a chosen kind; what the checks find is not in the graph."""
    name = _QUERIES.get(IssueKind(chosen.kind)) if chosen.kind else None
    things = list(dict.fromkeys(one.thing.iri for one in kept if one.thing is not None))
    if name is None or not things:
        return ""
    bound = make_bindings(chosen.municipality, chosen.document)
    if name == "quality-links":
        part = {"link": [one.link for one in kept if one.link is not None]}
        return _make_whole_or_none(name, part)
    if name == "quality-documents" or chosen.body:
        return _make_whole_or_none(name, {"thing": things})
    return make_page_query(name, **{variable: own for variable, own in bound.items() if own})


def _make_whole_or_none(name: str, part: dict[str, list[Iri]]) -> str:
    """The query of a part, none where no address can carry it: the whole would be another list."""
    return fit_query(make_page_query(name, **part))


def _find_asked() -> tuple[Issue, ...]:
    chosen = _read_chosen()
    findings, state, _run = find_all()
    if state is not CheckState.MADE:
        g.tag = None
    return findings.find(chosen)


def _make_table() -> Sheet:
    words = {
        "kind": _("種類"),
        "severity": _("重さ"),
        "finding": _("内容"),
        "municipality": _("自治体"),
        "document": _("文書"),
        "issued": _("版（発行の日）"),
        "line": _("行"),
        "quote": _("原文"),
        "address": _("入手先"),
        "bodies": _("組織"),
        "why": _("なぜ大切か"),
        "fix": _("すること"),
        "iri": _("固定リンク"),
        "link": _("関連の固定リンク"),
    }
    rows = [
        ["" if record[key] is None else str(record[key]) for key in words]
        for record in map(_make_record, _find_asked())
    ]
    return Sheet(_("確かめること"), tuple(map(str, words.values())), rows)


def _make_record(issue: Issue) -> dict[str, object]:
    english = get_language() == "en"
    facts = _find_facts(issue)
    words = WORDS[issue.kind]
    return {
        "kind": say_kind(issue.kind),
        "severity": say_severity(issue.weight),
        "finding": issue.detail[english],
        "municipality": facts.municipality.label if facts and facts.municipality else issue.code,
        "document": facts.title if facts else None,
        "issued": facts.issued if facts else None,
        "line": issue.spot.line if issue.spot else None,
        "quote": _quote(issue),
        "address": str(facts.source) if facts and facts.source else None,
        "bodies": join_values(one.label for one in issue.bodies),
        "why": words.why[english],
        "fix": issue.fix[english] or words.fix[english],
        "iri": str(issue.thing.iri) if issue.thing else None,
        "link": str(issue.link) if issue.link else None,
    }

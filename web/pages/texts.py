"""A document's text as received, in pages or around one passage."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from kg.documents.source import SourceText
from kg.names import PREFIXES, make_passage
from kg.questions.page_query import make_page_query
from kg.questions.passage import MarkGroup, PassageAnswer, get_passage
from kg.questions.reading import Named
from kg.records import Span
from kg.store.terms import Iri, Text
from web.contexts import Crumb
from web.document_contexts import Choice, PassagePage, TextPage, TextRun
from web.page_queries import make_part_query
from web.pages.asked import check_page, read_document, read_page
from web.pages.documents import make_document_trail
from web.render import get_links, make_data_links, make_pager, render
from web.site import get_site
from web.sourcetext import RepairedLine, find_numbers
from web.textlines import (
    cut_lines,
    find_ignored,
    get_shown,
    make_shown,
    render_run,
)
from web.textpages import (
    IGNORED,
    TextPages,
    find_marked,
    find_runs,
    make_text_pages,
    narrow_marks,
)

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("texts", __name__)
_AROUND = 5
_QUOTED = 100
_STRETCH = re.compile(r"(\d{1,9})-(\d{1,9})")
_LINE = re.compile(r"[0-9]{1,9}")
_SHOWN: Final = (*(group.value for group in MarkGroup), IGNORED)


@blueprint.get("/text/<path:_path>")
def show_text(_path: str) -> Response:
    """A page of a document's text: that of a `passage` or a `line`, else the asked-for one.

    `show` narrows it to the lines with one kind of mark.
    """
    site, links = get_site(), get_links()
    iri = read_document("/text/")
    answer = site.get_document(iri)
    document = Named(iri, answer.facts.title)
    source, show, page = site.get_source(iri), _read_show(), read_page()
    highlight, passage = _read_stretch(iri, len(source.text) if source else None)
    line = _read_line(len(source.lines)) if source else None
    at = source.line_at(highlight.start) if source and highlight is not None else line
    if at is not None:
        show = ""
    pages = _make_pages(iri, source, show)
    if at is not None:
        page = pages.find(at)
    check_page(page, len(pages.pages), 1)
    numbers = pages.pages[page - 1]
    marks = site.get_marks(iri)
    quoted = () if source else marks[(page - 1) * _QUOTED : page * _QUOTED]
    return render(
        TextPage(
            title=_("原文（受け取ったままの本文）"),
            trail=(*make_document_trail(document), Crumb(_("原文"), "")),
            permalink=links.text_page(iri, show, page),
            data=make_data_links(iri),
            sparql=_make_query(iri, source, show, numbers),
            document=document,
            entry=site.find_entry(iri),
            runs=_make_runs(iri, source, numbers, show, highlight, line) if source else (),
            first=numbers[0] if numbers else 0,
            last=numbers[-1] if numbers else 0,
            line_count=len(source.lines) if source else 0,
            marks=quoted,
            choices=_make_choices(iri) if source else (),
            show=show,
            line=line,
            highlighted=passage,
            pager=make_pager(page, len(pages.pages), 1, partial(links.text_page, iri, show)),
        )
    )


def show_passage(iri: Iri) -> Response:
    """A passage in the text around it."""
    site = get_site()
    answer = get_passage(site.store, iri)
    evidence = answer.evidence
    assert evidence.document is not None, "a passage has a document"
    source = site.get_source(evidence.document)
    lines: tuple[RepairedLine, ...] = ()
    if source and evidence.start is not None and evidence.end is not None:
        stretch = Span(evidence.start, evidence.end)
        numbers = find_numbers(source, stretch, _AROUND)
        lines = cut_lines(evidence.document, source, numbers, highlight=stretch)
    return render(
        PassagePage(
            title=_("原文の箇所"),
            trail=(*make_document_trail(answer.document), Crumb(_("原文の箇所"), "")),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("passage", passage=(iri,)),
            answer=answer,
            lines=lines,
        )
    )


def _read_stretch(document: Iri, size: int | None) -> tuple[Span | None, PassageAnswer | None]:
    """The asked-for stretch and, where it is a passage of the graph, what it proves."""
    asked = request.args.get("passage")
    if asked is None:
        return None, None
    match = _STRETCH.fullmatch(asked)
    if match is None or not int(match[1]) < int(match[2]):
        abort(400, _("「passage」は、文字の位置を「開始-終了」の形で書いてください。"))
    start, end = int(match[1]), int(match[2])
    if size is not None and end > size:
        abort(404)
    passage = Iri(make_passage(document, start, end))
    site = get_site()
    known = any(mark.passage == passage for mark in site.get_marks(document))
    return Span(start, end), get_passage(site.store, passage) if known else None


def _read_line(count: int) -> int | None:
    asked = request.args.get("line", "")
    if not asked:
        return None
    if not _LINE.fullmatch(asked) or not 1 <= int(asked) <= count:
        said = _(
            "この文書は%(count)s行です。1から%(count)sまでの行の番号を入れてください。", count=count
        )
        abort(400, said)
    return int(asked)


def _read_show() -> str:
    asked = request.args.get("show", "")
    if asked and asked not in _SHOWN:
        abort(400, _("「表示するもの」の値が正しくありません。画面で選び直してください。"))
    return asked


def _make_pages(document: Iri, source: SourceText | None, show: str) -> TextPages:
    marks = get_site().get_marks(document)
    if source is None:
        return TextPages(tuple((0,) for _ in range(0, max(1, len(marks)), _QUOTED)))
    if not show:
        return make_text_pages(source)
    ignored = find_ignored(document)
    return make_text_pages(source, find_marked(source, marks, ignored, show))


def _make_runs(
    document: Iri,
    source: SourceText,
    numbers: tuple[int, ...],
    show: str,
    highlight: Span | None,
    line: int | None,
) -> tuple[TextRun, ...]:
    """The lines of a page; what the asked-for stretch or line shows stands below it."""
    shown = None
    if highlight is not None:
        shown = make_shown(document, source, highlight)
    elif line is not None:
        shown = get_shown(document, source, line)
    runs, before = [], numbers[0] - 1 if numbers and not show else 0
    for run in find_runs(numbers):
        lines = render_run(document, source, run, show, highlight, shown)
        runs.append(TextRun(lines, run.start - before - 1, run.start - 1))
        before = run.stop - 1
    return tuple(runs)


def _make_choices(document: Iri) -> tuple[Choice, ...]:
    words = {
        MarkGroup.ROW: _("表の行"),
        MarkGroup.HEADING: _("見出し・段落"),
        MarkGroup.BODY: _("組織・区"),
        MarkGroup.INSTRUMENT: _("規範・条文"),
        MarkGroup.STATISTIC: _("数値"),
        MarkGroup.NAME: _("そのほかの名称"),
        MarkGroup.CORRECTION: _("読み替え"),
    }
    marks = get_site().get_marks(document)
    found = [
        Choice(group.value, str(word), len(narrow_marks(marks, group)))
        for group, word in words.items()
    ]
    found.append(Choice(IGNORED, _("使わなかった部分"), len(find_ignored(document))))
    return tuple(one for one in found if one.count)


def _make_query(
    document: Iri, source: SourceText | None, show: str, numbers: tuple[int, ...]
) -> str:
    """The passages of the page: its lines, or those of the kind that it is narrowed to."""
    if source is None:
        return make_page_query("text", document=(document,))
    if show:
        kept = [mark.passage for mark in narrow_marks(get_site().get_marks(document), show)]
        return make_part_query("text", {"passage": kept}, document=(document,)) if kept else ""
    integer = PREFIXES["xsd"] + "integer"
    ends = (numbers[0], numbers[-1]) if numbers else (1, 1)
    first, last = (Text(str(end), "", integer) for end in ends)
    return make_page_query("text", document=(document,), fromLine=(first,), toLine=(last,))

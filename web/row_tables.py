"""The tables of one thing's page: its facts, its rows, its passages, what became of its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from flask import abort
from flask_babel import gettext as _

from kg.documents.source import SourceText
from kg.names import make_passage, parse_document
from kg.questions.appearance import Appearance, find_appearances
from kg.questions.describe import describe
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import find_kinds
from kg.questions.query import get_query
from kg.questions.reading import read_integer
from kg.questions.vocabulary import get_code
from kg.records import Span
from kg.sheets import Value
from kg.store.terms import Iri
from web.exports import Export, Line
from web.list_tables import cite_document
from web.render import say_held_year, say_usage, say_value, say_word
from web.sheets import join_values
from web.site import get_site

_DIGITS: Final = 60


def list_facts(thing: Iri) -> Export:
    """All that the graph says of a thing, one fact a row."""
    site = get_site()
    description = describe(site.store, thing)
    own = description.evidence
    if not own and thing in site.document_facts:
        own = (cite_document(site.document_facts[thing]),)
    header = (
        _("もの"),
        _("項目（日本語）"),
        _("項目（英語）"),
        _("値"),
        _("値の固定リンク"),
        _("根拠の種類"),
        _("確かさ"),
    )
    lines = (
        Line(
            thing,
            (
                description.label,
                fact.property.label("ja"),
                fact.property.label("en"),
                say_value(fact.value, fact.value_label),
                str(fact.value) if isinstance(fact.value, Iri) else "",
                say_word(fact.status) if fact.status else _("グラフの記述"),
                fact.confidence,
            ),
            fact.evidence or own,
        )
        for fact in description.facts
    )
    return Export(_make_stem(thing), description.label, header, tuple(lines))


def _list_rows(thing: Iri) -> Export:
    """The rows of a document, a project or a body, or under a node at any depth, in full."""
    store = get_site().store
    if not find_kinds(store, thing):
        abort(404)
    document, is_node, _path = thing.partition("/node/")
    found = find_appearances(store, Iri(document), Proofs(store))
    if is_node:
        found = tuple(one for one in found if thing in (step.iri for step in one.path))
    years = tuple(dict.fromkeys(_name_year(cell.iri) for one in found for cell in one.cells))
    header = (
        _("事業"),
        _("印刷された名称"),
        _("体系の中の位置"),
        _("再掲"),
        _("再掲の指す先"),
        _("印"),
        _("担当"),
        _("区"),
        _("内容"),
        _("現状"),
        _("計画期間の取組"),
        *map(say_held_year, years),
        _("事業の固定リンク"),
    )
    lines = (Line(one.iri, _tell_row(one, years), one.evidence) for one in found)
    return Export(f"rows-{_make_stem(thing)}", _("掲載の行"), header, tuple(lines))


def _name_year(cell: str) -> str:
    return cell.rpartition("/")[2]


def _tell_row(one: Appearance, years: Iterable[str]) -> tuple[Value, ...]:
    cells = {_name_year(cell.iri): cell for cell in one.cells}
    return (
        one.project.label,
        one.printed_name,
        " › ".join(f"{step.notation or ''} {step.label}".strip() for step in one.path),
        _("再掲") if one.reappearance else "",
        one.pointer,
        join_values(say_word(get_code(mark)) for mark in one.marks),
        join_values(runner.body.label for runner in one.bodies),
        join_values(ward.label for ward in one.wards),
        join_values(said.text for said in one.descriptions),
        one.current_state.text if one.current_state else "",
        one.effort.text if one.effort else "",
        *(
            ""
            if (cell := cells.get(year)) is None
            else cell.text or ("→" if cell.continues else "")
            for year in years
        ),
        str(one.project.iri),
    )


def _list_passages(document: Iri) -> Export:
    """The passages of a document from which facts were read, in their order."""
    title = _get_title(document)
    rows = get_site().store.select(get_query("document-passages"), document=document).rows
    proofs = Proofs(get_site().store)
    found = sorted(
        {(read_integer(row, "start") or 0, read_integer(row, "end") or 0) for row in rows}
    )
    lines = (
        Line(proof.iri, (start, end, proof.quote), (proof,))
        for start, end in found
        for proof in (proofs.get(Iri(make_passage(document, start, end))),)
    )
    header = (_("始まりの文字"), _("終わりの文字"), _("受け取ったままの文"))
    return Export(f"passages-{_make_stem(document)}", title, header, tuple(lines))


def _list_coverage(document: Iri) -> Export:
    """Every stretch of a document that became no fact, with the reason."""
    title, reading = _get_title(document), get_site().get_reading(document)
    if reading is None:
        abort(404, _("この文書は、ここではもう一度読むことができません。"))
    source = reading.source
    lines = (
        Line(
            document,
            (say_usage(one.kind), source.quote(one.span)),
            (_prove(document, title, source, one.span),),
        )
        for one in reading.extraction.usages
    )
    header = (_("どうなったか"), _("受け取ったままの文"))
    return Export(f"coverage-{_make_stem(document)}", title, header, tuple(lines))


def _prove(document: Iri, title: str, source: SourceText, span: Span) -> Evidence:
    return Evidence(
        document,
        title,
        document,
        source.quote(span),
        span.start,
        span.end,
        source.line_at(span.start),
        source.line_at(max(span.start, span.end - 1)),
    )


def _get_title(document: Iri) -> str:
    if parse_document(document) is None:
        abort(404)
    known = get_site().document_facts.get(document)
    return known.title if known else abort(404)


def _make_stem(thing: str) -> str:
    """A name for a file, from the end of an IRI: ASCII, since not every browser takes more."""
    kept = (char if char.isascii() and char.isalnum() else "-" for char in thing.split("/id/")[-1])
    return "".join(kept).strip("-")[-_DIGITS:].strip("-") or "data"


#: The tables by their names in addresses.
PARTS: Final[dict[str, Callable[[Iri], Export]]] = {
    "facts": list_facts,
    "rows": _list_rows,
    "passages": _list_passages,
    "coverage": _list_coverage,
}

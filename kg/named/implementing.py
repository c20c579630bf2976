"""What a document prints under an article's heading, and so states to carry that article out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.named.name import Name
from kg.named.statements import Statement
from kg.records import (
    EventRecord,
    Extraction,
    ImplementingRecord,
    Span,
    Subject,
    SubjectKind,
    Thing,
)

#: What may implement an article (graph contract, `mpo:implementsArticle`).
_KINDS = ("project", "body", "instrument", "service", "publication")


def find_implementing(
    statements: Sequence[Statement],
    names: Sequence[Sequence[Name]],
    extraction: Extraction,
    events: Sequence[EventRecord],
    kept_out: frozenset[Thing],
) -> list[ImplementingRecord]:
    """The things named under each article, with their names and the heading as proof.

    `kept_out` are laws and ordinances: what an article belongs to, or stands beside.
    """
    articles = {
        node.path: (node.articles, node.spans) for node in extraction.nodes if node.articles
    }
    if not articles:
        return []
    heads = {record.number: record.spans[:1] for record in extraction.articles}
    found: dict[tuple[Thing | int, str], list[Span]] = {}
    for index, statement in enumerate(statements):
        under = _find_article(statement, articles, heads)
        if under is None:
            continue
        numbers, proof = under
        told: list[tuple[Thing | int, tuple[Span, ...]]] = []
        owner = statement.owner
        if owner.kind is SubjectKind.LISTING and statement.label:
            row = next(row for row in extraction.listings if row.start == owner.start)
            told.append((Thing("project", row.label), row.name_spans))
        first, last = statement.offsets[0], statement.offsets[-1]
        told += [(event.start, event.spans) for event in events if first <= event.start <= last]
        for name in names[index]:
            if name.short or name.thing.kind not in _KINDS or name.thing in kept_out:
                continue
            told.append((name.thing, statement.find_spans(name.start, name.end)))
        for thing, spans in told:
            for number in numbers:
                found.setdefault((thing, number), list(proof)).extend(spans)
    return [
        ImplementingRecord(thing, article, tuple(dict.fromkeys(spans)))
        for (thing, article), spans in found.items()
    ]


def _find_article(
    statement: Statement,
    articles: Mapping[tuple[str, ...], tuple[tuple[str, ...], tuple[Span, ...]]],
    heads: Mapping[str, tuple[Span, ...]],
) -> tuple[tuple[str, ...], tuple[Span, ...]] | None:
    """The articles under whose heading a statement stands, and that heading."""
    subject: Subject
    for subject in statement.subjects:
        if subject.kind is SubjectKind.ARTICLE:
            return (subject.number,), heads.get(subject.number, ())
        if subject.path in articles:
            return articles[subject.path]
    return None

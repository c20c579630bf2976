"""Articles that a row's or node's own text names: 自治基本条例第32条に基づき, 条例第5条第2項.

A number alone has no ordinance here: whose articles a document means is known where it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.named.following import find_sentence, follows, is_of_others
from kg.named.statements import Statement
from kg.records import MentionRecord, Span, Subject, SubjectKind, Thing, ThingRecord
from kg.text.article_refs import Reference, find_references
from kg.text.article_refs_records import Act

MENTIONS = "mpo:mentions"
IMPLEMENTS = "mpo:implementsArticle"
#: The kind of a thing that is an article: `name` is its number, `apart` its act, "" for none.
ARTICLE = "article"
_OWNERS = (SubjectKind.NODE, SubjectKind.LISTING)
#: What a text does by an article besides following it: 第5条の規定により, 第32条に定める.
_BY = re.compile(r"の?規定(?:により|によ|に基づ|する|した)|に(?:定め|規定)")
_LEGAL = ("ordinance", "regulation", "law")
#: The town at the head of an ordinance's name.
_TOWN = re.compile(r"[一-龥々ヶ]{1,5}?[都道府県市区町村](?=.{2,}(?:条例|規則))")
#: A wider range of articles is no list of what one row does.
_WIDEST = 30
#: Letters between two references of one list: 、及び.
_JOINT = 4


def find_article_mentions(
    statements: Sequence[Statement],
    things: Iterable[ThingRecord],
    own: Iterable[Thing],
    municipality: str | None = None,
) -> list[MentionRecord]:
    """The articles that rows and nodes name, and those that they say they carry out.

    `things` are what the document names, of which laws, ordinances and rules have articles; `own`
    are instruments that people know, ordinances among them.
    """
    acts = make_acts(things, own, municipality)
    found: dict[tuple[Subject, Thing, str], list[Span]] = {}
    for statement in statements:
        if statement.owner.kind not in _OWNERS or "条" not in statement.text:
            continue
        for reference, number, last in _find_certain(statement.text, acts):
            article = Thing(ARTICLE, number, reference.act or "")
            start, end = reference.span.start, reference.span.end
            first = start if reference.act_span is None else min(start, reference.act_span.start)
            spans = statement.find_spans(first, end)
            found.setdefault((statement.owner, article, MENTIONS), []).extend(spans)
            if (
                not statement.label
                and (statement.basis or _is_carried_out(statement.text, last))
                and not is_of_others(statement.text, first, last, municipality)
            ):
                sentence = statement.find_spans(*find_sentence(statement.text, first, end))
                found.setdefault((statement.owner, article, IMPLEMENTS), []).extend(sentence)
    return [
        MentionRecord(owner, article, tuple(dict.fromkeys(spans)), relation)
        for (owner, article, relation), spans in found.items()
    ]


def make_acts(
    things: Iterable[ThingRecord], own: Iterable[Thing], municipality: str | None = None
) -> tuple[Act, ...]:
    """The laws, ordinances and rules that have articles here, by name; another town's
    have theirs under its own code."""
    names: dict[str, dict[str, None]] = {}
    known = {thing.name for thing in own if thing.kind == "instrument"}
    for record in things:
        town = _TOWN.match(record.thing.name)
        elsewhere = town is not None and municipality is not None and town[0] != municipality
        if (
            record.thing.kind == "instrument"
            and not elsewhere
            and (record.code in _LEGAL or record.thing.name in known)
        ):
            texts = names.setdefault(record.thing.name, {record.thing.name: None})
            texts.update(dict.fromkeys(value.text for value in record.names))
    return tuple(Act(name, tuple(texts)) for name, texts in names.items())


def _find_certain(text: str, acts: tuple[Act, ...]) -> Iterator[tuple[Reference, str, int]]:
    """The references to an article of a known act, or by its number alone, each with the end of
    the list that it stands in: what is said of 第23条と第32条 is said behind the last."""
    references = find_references(text, acts)
    ends = [reference.span.end for reference in references]
    for at in range(len(references) - 2, -1, -1):
        if 0 <= references[at + 1].span.start - references[at].span.end <= _JOINT:
            ends[at] = ends[at + 1]
    for reference, last in zip(references, ends, strict=True):
        if reference.annex or reference.table is not None or reference.number is None:
            continue
        if reference.act is None and reference.problem != "no-act":
            continue
        for number in _expand(reference, reference.number):
            yield reference, number, last


def _expand(reference: Reference, number: str) -> tuple[str, ...]:
    """The articles of a reference; of a range of plain numbers all between its ends."""
    first, end = number, reference.end
    if end is not None and first.isdecimal() and end.isdecimal():
        size = int(end) - int(first)
        if 0 < size <= _WIDEST:
            return tuple(map(str, range(int(first), int(end) + 1)))
    return reference.numbers or (number,)


def _is_carried_out(text: str, end: int) -> bool:
    return follows(text, end) or _BY.match(text, end) is not None

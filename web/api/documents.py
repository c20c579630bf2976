"""Documents, and one with its hierarchy and the rows under each node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.questions.document import DocumentAnswer, DocumentFacts, count_rows_of
from kg.questions.reading import parse_code
from kg.questions.tree import Branch
from web.api.route import MUNICIPALITY, Asked, Found, Route, find_all
from web.api.shapes import Count, Evidence, Label, Thing
from web.api.telling import (
    find_url,
    get_links,
    make_url,
    prove,
    tell_count,
    tell_evidence,
    tell_thing,
)
from web.site import get_site


@dataclass(frozen=True)
class DocumentHead:
    """What a document is, in a list and by itself. `sha256` is of the bytes as received."""

    iri: str
    url: str
    label: Label
    municipality: Thing | None
    publisher: Thing | None
    embodies: Thing | None
    issued: str | None
    period_start: int | None
    period_end: int | None
    source: str | None
    license: str | None
    sha256: str | None
    characters: int | None
    count: Count


@dataclass(frozen=True)
class DocumentSummary(DocumentHead):
    """A source document as ingested. `sha256` is of the bytes as received."""

    nodes: int
    text: str
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class TreeNode:
    """A node of a document's hierarchy with what stands under it, itself included."""

    iri: str
    url: str
    label: Label
    notation: str | None
    level: str | None
    position: int
    count: Count
    children: Sequence[TreeNode]
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class OtherSection:
    """A section that is no policy; `incomplete` where the layout mixed its text beyond repair."""

    iri: str
    url: str
    label: Label
    position: int
    incomplete: bool
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Document(DocumentHead):
    """A document with its hierarchy; `unplaced` counts the rows under no node."""

    unplaced: Count
    text: str
    tree: Sequence[TreeNode]
    other_sections: Sequence[OtherSection]
    evidence: Sequence[Evidence]


def find(asked: Asked) -> Found:
    """The documents of a municipality."""
    code = asked.text("municipality")
    found = [one for one in get_site().documents if code in ("", parse_code(one.iri))]
    return find_all(found, _tell_summary)


def get(asked: Asked) -> Document:
    """One document."""
    answer = get_site().get_document(asked.thing())
    return Document(
        **_tell_facts(answer.facts),
        count=tell_count(answer.count),
        unplaced=tell_count(answer.unplaced),
        tree=[_tell_branch(one) for one in answer.branches],
        other_sections=_tell_sections(answer),
    )


def _tell_summary(facts: DocumentFacts) -> DocumentSummary:
    counts = count_rows_of(get_site().store, facts.iri)
    return DocumentSummary(**_tell_facts(facts), count=tell_count(counts.rows), nodes=counts.nodes)


def _tell_facts(facts: DocumentFacts) -> dict[str, Any]:
    return {
        "iri": facts.iri,
        "url": find_url(facts.iri),
        "label": Label(facts.title, None),
        "municipality": None if facts.municipality is None else tell_thing(facts.municipality),
        "publisher": None if facts.publisher is None else tell_thing(facts.publisher),
        "embodies": None if facts.plan is None else tell_thing(facts.plan),
        "issued": facts.issued,
        "period_start": facts.start,
        "period_end": facts.end,
        "source": facts.source,
        "license": facts.license,
        "sha256": facts.sha256,
        "characters": facts.characters,
        "text": make_url(get_links().text(facts.iri)),
        "evidence": prove(facts.iri),
    }


def _tell_branch(branch: Branch) -> TreeNode:
    node = branch.node
    return TreeNode(
        node.iri,
        find_url(node.iri),
        Label(node.label, None),
        node.notation,
        node.level,
        node.position,
        tell_count(branch.count),
        [_tell_branch(one) for one in branch.children],
        tell_evidence(node.evidence),
    )


def _tell_sections(answer: DocumentAnswer) -> list[OtherSection]:
    return [
        OtherSection(
            one.iri,
            find_url(one.iri),
            Label(one.label, None),
            one.position,
            one.incomplete,
            tell_evidence(one.evidence),
        )
        for one in answer.sections
    ]


ROUTES = (
    Route(
        "/documents",
        "listDocuments",
        "documents",
        "取り込んだ文書",
        "The documents that were taken in",
        DocumentSummary,
        find,
        (MUNICIPALITY,),
        listed=True,
    ),
    Route(
        "/documents/{path}",
        "getDocument",
        "documents",
        "一つの文書と、その体系の木（延べ・実・再掲の数ごと）",
        "One document with its hierarchy and counts",
        Document,
        get,
    ),
)

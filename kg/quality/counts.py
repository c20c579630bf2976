"""The findings where a document's graph does not hold as many things as its manifest expects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.errors import ManifestError
from kg.names import MPO as MPO_BASE
from kg.names import PREFIXES
from kg.quality.finding import QualityFinding, sort_findings
from kg.quality.place import get_document_name

MPO: Final = Namespace(MPO_BASE)
_PART_OF: Final = URIRef(PREFIXES["dct"] + "isPartOf")
_IN_SCHEME: Final = URIRef(PREFIXES["skos"] + "inScheme")
_LEVEL: Final = "level:"


def _find_nodes(graph: Graph, document: URIRef) -> set[Node]:
    return set(graph.subjects(_IN_SCHEME, document)) & set(graph.subjects(RDF.type, MPO.PolicyNode))


def _find_listings(graph: Graph, document: URIRef) -> set[Node]:
    return set(graph.subjects(_PART_OF, document)) & set(graph.subjects(RDF.type, MPO.Listing))


def _find_parts(kind: URIRef) -> Callable[[Graph, URIRef], set[Node]]:
    def find(graph: Graph, document: URIRef) -> set[Node]:
        return set(graph.subjects(_PART_OF, document)) & set(graph.subjects(RDF.type, kind))

    return find


def _find_events(graph: Graph, document: URIRef) -> set[Node]:
    return {
        event
        for event in graph.subjects(RDF.type, MPO.Event)
        if str(event).startswith(f"{document}/event/")
    }


def _find_listings_with(
    predicate: URIRef, object_: Node | None
) -> Callable[[Graph, URIRef], set[Node]]:
    def find(graph: Graph, document: URIRef) -> set[Node]:
        return {
            listing
            for listing in _find_listings(graph, document)
            if (listing, predicate, object_) in graph
        }

    return find


_COUNTED: Final[dict[str, tuple[str, Callable[[Graph, URIRef], set[Node]]]]] = {
    "nodes": ("政策体系の節点", _find_nodes),
    "listings": ("行(延べ)", _find_listings),
    "reappearances": ("再掲の行", _find_listings_with(MPO.isReappearance, Literal(True))),
    "all_wards": ("各区の行", _find_listings_with(MPO.wardScope, MPO.allWards)),
    "yearly": ("年度別の欄がある行", _find_listings_with(MPO.cell, None)),
    "overview": ("計画期間の取組の欄がある行", _find_listings_with(MPO.planPeriodEffort, None)),
    "sections": ("施策でない節", _find_parts(MPO.OtherSection)),
    "opinions": ("意見", _find_parts(MPO.Opinion)),
    "statistics": ("数値", _find_parts(MPO.Statistic)),
    "events": ("行事", _find_events),
}


def check_counts(
    expected: Mapping[str, int], graph: Graph, document: str, *,
    files: Mapping[str, str] | None = None,
) -> list[QualityFinding]:
    """One finding per count of the manifest that the document's graph does not reach exactly.

    Keys: nodes, listings, reappearances, all_wards, yearly, overview, sections, opinions,
    statistics, events and `level:<名>` (nodes of that level). Raises ManifestError for another key
    or a count that is none.
    """
    findings = []
    for key, number in expected.items():
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise ManifestError(
                f"数ではない期待値です / not a count: {key} = {number!r}", where=document,
                fix="0 以上の整数を書いてください / write a whole number from 0",
            )
        label, found = _count(key, graph, URIRef(document))
        if found != number:
            findings.append(QualityFinding(
                code=f"count-{key}",
                severity="fault",
                where=get_document_name(document, files),
                thing=document,
                ja=f"{label}が {number} 件のはずですが {found} 件です。",
                en=f"Expected {number} of {key}, found {found}.",
                fix_ja="読み取れなかった行がないか見てください。期待値を変えるのは、違いの理由が分かり、"
                "documents.toml にそれを書いてからです。",
                fix_en="Look for rows that were not read; change the expectation in documents.toml "
                "only once the difference is explained there.",
            ))
    return sort_findings(findings)


def _count(key: str, graph: Graph, document: URIRef) -> tuple[str, int]:
    if key in _COUNTED:
        label, find = _COUNTED[key]
        return label, len(find(graph, document))
    level = key.removeprefix(_LEVEL)
    if level == key or not level:
        raise ManifestError(
            f"知らない数え方です / unknown count: {key!r}", where=str(document),
            why="期待できる数は決まっています / the counts that can be expected are fixed",
            fix=f"{', '.join(_COUNTED)}, {_LEVEL}<名> のどれかにしてください / write one of these",
        )
    nodes = _find_nodes(graph, document)
    return f"「{level}」の節点", sum(
        (node, MPO.level, Literal(level, lang="ja")) in graph for node in nodes
    )

"""The article references of a document that nobody can resolve, as notes for who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from kg.documents.source import SourceText
from kg.graph.terms import ELI, MPO, OA, PROV, SKOS
from kg.quality.finding import QualityFinding
from kg.text.article_refs import Act, find_references
from kg.text.article_refs_records import PROBLEMS


def check_references(
    source: SourceText, document: str, data: Graph, file: Path
) -> Iterator[QualityFinding]:
    """A note for each reference to an article whose act or article nobody can tell.

    A text of legislation tells itself what of its wording stays open.
    """
    if "条" not in source.text or (URIRef(document), ELI.embodies, None) in data:
        return
    acts, default = _find_acts(data), _find_default(data, URIRef(document))
    known = {act.key for act in acts}
    for reference in find_references(source.text, acts, default if default in known else None):
        if reference.problem is None or reference.problem == "own-table":
            continue
        problem = PROBLEMS[reference.problem]
        yield QualityFinding(
            code="article-reference-unresolved",
            severity="note",
            where=f"{file}:{source.line_at(reference.span.start)}",
            thing=source.quote(reference.span),
            ja=f"条の参照を解けないため、つながりにしていません。{problem.ja}",
            en=f"An article reference is not resolved, so it makes no link. {problem.en}",
            fix_ja="条例等の名と番号を curated.ttl に書くか、原本でどの法令かを確かめてください。",
            fix_en="Write the act and its number into curated.ttl, or see which act it is.",
        )


def _find_acts(data: Graph) -> list[Act]:
    """The laws, ordinances and rules of the graph, by all their names."""
    found = []
    for act in sorted(set(data.subjects(RDF.type, MPO.Legislation)), key=str):
        names = [str(name) for label in (SKOS.prefLabel, SKOS.altLabel) for name in data[act:label]]
        if names:
            found.append(Act(str(act), tuple(dict.fromkeys(names))))
    return found


def _find_default(data: Graph, document: URIRef) -> str | None:
    """The act whose articles a document means by their numbers, where it has any."""
    for article in data.subjects(RDF.type, MPO.Article):
        for proof in data.objects(article, PROV.wasDerivedFrom):
            if (proof, OA.hasSource, document) in data:
                return str(data.value(article, ELI.is_part_of))
    return None

"""All checks over a data folder: what `kg check` runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from kg.decisions.load import read_decisions
from kg.documents.entry import read_entry
from kg.documents.folder import DataFolder
from kg.documents.manifest import load_manifest
from kg.graph.load import load_graphs, merge_graphs
from kg.graph.ntriples import Triples, from_graph
from kg.graph.ontology import load_ontology, load_shapes
from kg.graph.terms import MPO, PROV
from kg.layouts.reading import ReadDocument, read_document
from kg.names import (
    GRAPH_CURATED,
    GRAPH_DECISIONS,
    GRAPH_INFERRED,
    make_document,
    make_passage,
)
from kg.quality.closed import check_namespace
from kg.quality.counts import check_counts
from kg.quality.evidence import check_evidence, check_hashes
from kg.quality.finding import QualityFinding, sort_findings
from kg.quality.mends import address_mends, find_reading_mend
from kg.quality.references import check_references
from kg.quality.shacl import check_shapes
from kg.quality.vocabulary import declared_terms

#: Findings of the reading itself that say how the text was damaged, not that something is wrong.
_NOTES = {"unreadable-mark", "citation-of-other-version", "citation-open"}


def check_folder(folder: DataFolder) -> list[QualityFinding]:
    """Every finding about the graph of a data folder, its sources and the shapes themselves.

    Raises the errors of reading: SourceError, ManifestError, LayoutError, GraphError.
    """
    manifest = load_manifest(folder.sources)
    graphs = load_graphs(folder.ttl)
    data = merge_graphs(graphs)
    ontology, shapes = load_ontology(), load_shapes()
    sources = {
        make_document(entry.municipality, entry.slug): (entry, read_entry(entry))
        for entry in manifest.documents
    }
    files = {iri: str(entry.file) for iri, (entry, _) in sources.items()}
    people = [graphs[name] for name in (GRAPH_CURATED, GRAPH_DECISIONS) if name in graphs]
    edited = {str(thing) for graph in people for thing in graph.subjects()}
    findings = address_mends(
        check_shapes(data, shapes, ontology, files=files), set(files.values()), edited
    )
    findings += check_namespace([*graphs.values(), shapes, ontology], declared_terms(ontology))
    findings += check_evidence(data, {iri: s.text for iri, (_, s) in sources.items()}, files=files)
    findings += check_hashes(data, {iri: s.sha256 for iri, (_, s) in sources.items()}, files=files)
    for iri, (entry, _) in sources.items():
        findings += check_counts(entry.expected, data, iri, files=files)
        document = read_document(folder, manifest, entry)
        findings += _find_reading_findings(document)
        findings += _find_lost_articles(document, data)
        findings += check_references(document.source, iri, data, entry.file)
    findings += _find_outdated(folder, graphs)
    return sort_findings(list(dict.fromkeys(findings)))


def _find_outdated(folder: DataFolder, graphs: Mapping[str, Graph]) -> Iterable[QualityFinding]:
    """The decisions of people that are not in force, since what they saw has changed."""
    decisions = read_decisions(folder.ttl)
    if not decisions.all:
        return
    people = (GRAPH_CURATED, GRAPH_DECISIONS)
    triples = {name: Triples(from_graph(graph)) for name, graph in graphs.items()}
    for one in decisions.apply(
        [graph for name, graph in triples.items() if name not in (*people, GRAPH_INFERRED)],
        triples.get(GRAPH_INFERRED, Triples()),
        [triples[name] for name in people if name in triples],
    ):
        yield QualityFinding(
            code=one.code,
            severity="warning",
            where=str(folder.ttl / "decisions.ttl"),
            thing=one.thing,
            ja=one.ja,
            en=one.en,
            fix_ja=one.fix_ja,
            fix_en=one.fix_en,
        )


def _find_reading_findings(document: ReadDocument) -> Iterable[QualityFinding]:
    """What the recogniser could not place or read, as findings a clerk can act on."""
    plan = document.entry.plan
    if plan is not None and plan.name not in document.source.text:
        yield QualityFinding(
            code="plan-not-in-text",
            severity="fault",
            where=str(document.entry.file),
            thing=plan.name,
            ja="documents.toml の計画の名前が本文にないため、計画を出典つきで書けません。",
            en="The name of the plan in documents.toml is not in the text, so nothing proves it.",
            fix_ja="本文に印刷されているとおりの名前を plan に書いてください。",
            fix_en="Write the name in `plan` as the text prints it.",
        )
    mend_ja, mend_en = find_reading_mend()
    for finding in document.extraction.findings:
        yield QualityFinding(
            code=finding.code,
            severity="note" if finding.code in _NOTES else "warning",
            where=f"{document.entry.file}:{finding.line}",
            thing=finding.text,
            ja=finding.ja,
            en=finding.en,
            fix_ja=f"原本のこの行を見てください。{mend_ja}",
            fix_en=f"See the line in the original. {mend_en}",
        )


def _find_lost_articles(document: ReadDocument, data: Graph) -> Iterable[QualityFinding]:
    """The articles that a document numbers and the graph does not hold: nobody knows whose."""
    address = make_document(document.entry.municipality, document.entry.slug)
    for article in document.extraction.articles:
        first = article.spans[0]
        passage = URIRef(make_passage(address, first.start, first.end))
        proven = data.subjects(PROV.wasDerivedFrom, passage)
        if any((thing, RDF.type, MPO.Article) in data for thing in proven):
            continue
        yield QualityFinding(
            code="article-without-ordinance",
            severity="warning",
            where=f"{document.entry.file}:{document.source.line_at(first.start)}",
            thing=document.source.quote(first),
            ja="どの例規の条か分からないため、この条について述べたことを取り込んでいません。",
            en="Nobody knows whose article this is, so what is said of it is not taken in.",
            fix_ja="curated.ttl に、この文書の mpo:articlesOf を出典とともに書いてください。",
            fix_en="Write mpo:articlesOf of this document, with its source, into curated.ttl.",
        )

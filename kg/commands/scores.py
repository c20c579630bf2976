"""`kg scores`: precision and recall against the reviewed readings, with and without corrections."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rdflib import Graph

from kg.commands.link_scores import (
    list_chain_misses,
    list_misses,
    render_chain_scores,
    render_link_scores,
)
from kg.commands.output import write_between
from kg.documents.folder import DataFolder
from kg.errors import KgError, locate
from kg.graph.load import load_graphs, merge_graphs, parse_turtle
from kg.layouts.reading import ReadDocument
from kg.publish import Build, make_build
from kg.quality.chain_scores import ChainScore, count_chain_rules, score_chains
from kg.quality.link_scores import SetScore, load_pairs, score_set
from kg.quality.published import DocumentMeasure, Measure, write_scores
from kg.quality.scores import (
    Comparison,
    Fact,
    Score,
    compare,
    find_facts,
    find_headings,
    load_expected,
    reads_names,
)


@dataclass(frozen=True)
class Scored:
    """The comparison of one document under one way of reading."""

    slug: str
    corrected: bool
    comparison: Comparison


def run_scores(root: Path, options: Namespace) -> int:
    """Print the scores of every document that has a reviewed reading."""
    results = list(find_scores(DataFolder(root), options.expected))
    if not results:
        raise KgError(
            "期待値のファイルがありません / no reviewed readings found",
            where=locate(options.expected),
            fix="--expected で場所を教えてください / say where with --expected",
        )
    table = render_scores(results)
    print(table)
    for result in results:
        if options.misses and result.corrected:
            for kind, facts in (
                ("余分 wrong", result.comparison.wrong),
                ("不足 missing", result.comparison.missing),
            ):
                for fact in facts:
                    print(f"{kind}\t{result.slug}\t{fact.thing}\t{fact.field}\t{fact.value}")
    links = [score_set(pairs) for pairs in load_pairs(options.expected / "pairs")]
    graph = merge_graphs(load_graphs(DataFolder(root).ttl))
    chains = score_chains(graph, options.expected / "links")
    told = render_link_scores(links, count_chain_rules(graph, chains))
    print(f"\n{told}\n\n{render_chain_scores(chains)}")
    if options.misses:
        print("\n".join((*list_misses(links), *list_chain_misses(chains))))
    if options.json:
        command = "kg scores --json"
        today = datetime.now(UTC).date().isoformat()
        write_scores(options.json, *make_published(results, chains, links), command, today)
        print(f"書きました wrote {options.json}", file=sys.stderr)
    if options.readme:
        write_between(options.readme, "scores", table)
        write_between(options.readme, "links", told)
        write_between(options.readme, "chains", render_chain_scores(chains))
        print(f"書きました wrote {options.readme}", file=sys.stderr)
    return 0


def make_published(
    results: Iterable[Scored], chains: Iterable[ChainScore], links: Iterable[SetScore]
) -> tuple[tuple[DocumentMeasure, ...], tuple[Measure, ...]]:
    """What the pages show of the scores: each document by field, and the kinds of links."""
    documents = tuple(
        DocumentMeasure(
            one.slug,
            one.corrected,
            _measure("total", one.comparison.total),
            tuple(_measure(*field) for field in sorted(one.comparison.fields.items())),
        )
        for one in results
    )
    judged = [(one.name, one.certain) for one in chains]
    judged += [
        (f"{one.pairs.name}: {verdict}", score)
        for one in links
        for verdict, score in one.scores.items()
        if score.expected or score.found
    ]
    return documents, tuple(_measure(*one) for one in judged)


def _measure(name: str, score: Score) -> Measure:
    return Measure(name, score.right, score.found, score.expected)


def find_scores(folder: DataFolder, expected: Path) -> Iterator[Scored]:
    """The comparisons of all documents: first as received, then with the corrections applied."""
    for corrected in (False, True):
        build = make_build(folder, corrected=corrected)
        for document in build.documents:
            entry = document.entry
            path = expected / entry.municipality / f"{entry.slug}.tsv"
            if path.exists():
                yield Scored(
                    entry.slug, corrected, compare_document(build, document, path, corrected)
                )


def get_document_graph(build: Build, document: ReadDocument) -> Graph:
    """What a build says of one document, stated and inferred."""
    entry = document.entry
    name = Path(entry.municipality) / f"{entry.slug}.ttl"
    graph = parse_turtle(build.files[name], name)
    for triple in parse_turtle(build.files[Path("inferred.ttl")], "inferred.ttl"):
        if f"/document/{entry.slug}/" in str(triple[0]) or "/link/" in str(triple[0]):
            graph.add(triple)
    return graph


def find_document_facts(
    build: Build, document: ReadDocument, reading: set[Fact], graph: Graph | None = None
) -> set[Fact]:
    """The facts of one document of a build, or of its graph, in the terms of its reading."""
    return find_facts(
        get_document_graph(build, document) if graph is None else graph,
        document,
        find_headings(reading),
        named=reads_names(reading),
        curated=build.curated,
    )


def compare_document(
    build: Build, document: ReadDocument, path: Path, corrected: bool
) -> Comparison:
    """The comparison of one document of a build with its reviewed reading."""
    reading = load_expected(path, corrected=corrected)
    return compare(find_document_facts(build, document, reading), reading)


def render_scores(results: list[Scored]) -> str:
    """The scores as a Markdown table: a row a document and way of reading, then by field."""
    lines = [
        "| 文書 document | 読み readings | 期待 expected | 適合率 precision | 再現率 recall |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    for result in results:
        total = result.comparison.total
        way = "訂正あり with" if result.corrected else "訂正なし without"
        lines.append(
            f"| {result.slug} | {way} | {total.expected} | {total.precision:.4f} | "
            f"{total.recall:.4f} |"
        )
    lines += [
        "",
        "| 項目 field | 期待 expected | 適合率 precision | 再現率 recall |",
        "| --- | ---: | ---: | ---: |",
    ]
    for field in sorted({name for result in results for name in result.comparison.fields}):
        scores = [
            r.comparison.fields[field]
            for r in results
            if r.corrected and field in r.comparison.fields
        ]
        right, found, expected = (
            sum(getattr(s, name) for s in scores) for name in ("right", "found", "expected")
        )
        precision = right / found if found else float(not expected)
        recall = right / expected if expected else 1.0
        lines.append(f"| {field} | {expected} | {precision:.4f} | {recall:.4f} |")
    return "\n".join(lines)

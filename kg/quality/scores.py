"""Precision and recall of the graph against reviewed readings (tests/expected).

Both sides become facts `(thing, field, value)`, things named by the source line where they stand.
Values are compared folded and without blanks; a value said twice counts once.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.errors import ManifestError, locate
from kg.graph.terms import DCT, MPO, PROV, SKOS
from kg.layouts.reading import ReadDocument
from kg.records import Ignored
from kg.text.fold import fold_key

COLUMNS = ("line", "thing", "field", "value", "note")
_READING = re.compile(r"([^\s;:、,]+) = ([^\s;、,]+)")


@dataclass(frozen=True, order=True)
class Fact:
    """One statement about a thing of a document, value folded for comparing."""

    thing: str
    field: str
    value: str


@dataclass(frozen=True)
class Score:
    """How many facts of a field were right, found, and expected."""

    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        """The share of the found facts that are right; 1 when none was found and none expected."""
        return self.right / self.found if self.found else float(not self.expected)

    @property
    def recall(self) -> float:
        """The share of the expected facts that were found; 1 when none was expected."""
        return self.right / self.expected if self.expected else 1.0


@dataclass(frozen=True)
class Comparison:
    """The scores of a document by field, and the facts that are wrong or missing."""

    fields: Mapping[str, Score]
    wrong: tuple[Fact, ...]
    missing: tuple[Fact, ...]

    @property
    def total(self) -> Score:
        """All fields together."""
        scores = self.fields.values()
        return Score(
            sum(s.right for s in scores),
            sum(s.found for s in scores),
            sum(s.expected for s in scores),
        )


def load_expected(path: Path, *, corrected: bool) -> set[Fact]:
    """The facts of an expectation file; `corrected` applies the readings of its notes.

    Raises ManifestError for a file that is not of the form that tests/expected/README.md tells.
    """
    facts: set[Fact] = set()
    ignored: dict[tuple[str, str], str] = defaultdict(str)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ManifestError(
                f"列は {' '.join(COLUMNS)} です / wrong columns", where=locate(path, 1)
            )
        for row in rows:
            value = row["value"]
            if corrected and "reading:" in (row["note"] or ""):
                for printed, reading in _READING.findall(row["note"]):
                    if row["field"] != "printed_mark":
                        value = value.replace(printed, reading)
            if row["thing"].startswith("ignored:"):
                ignored[row["thing"], row["field"]] += fold_key(value)
            else:
                facts.add(Fact(row["thing"], row["field"], fold_key(value)))
    return facts | {Fact(thing, field, value) for (thing, field), value in ignored.items()}


def find_facts(graph: Graph, document: ReadDocument, headings: Iterable[int]) -> set[Fact]:
    """The facts of a document in the graph, in the terms of an expectation file.

    `headings` are the lines by which the expectation names its nodes: a node whose heading is
    printed more than once is named by the one that the reader chose.
    """
    reader = _Reader(graph, set(headings))
    facts = set(reader.find_node_facts()) | set(reader.find_section_facts())
    facts |= set(reader.find_listing_facts()) | set(reader.find_body_facts())
    return facts | set(_find_ignored(document))


def compare(found: set[Fact], expected: set[Fact]) -> Comparison:
    """The scores of found facts against expected ones."""
    fields = sorted({(fact.thing.partition(":")[0], fact.field) for fact in found | expected})
    scores: dict[str, Score] = {}
    for kind, field in fields:
        mine = {f for f in found if f.field == field and f.thing.startswith(f"{kind}:")}
        theirs = {f for f in expected if f.field == field and f.thing.startswith(f"{kind}:")}
        scores[f"{kind} {field}"] = Score(len(mine & theirs), len(mine), len(theirs))
    return Comparison(scores, tuple(sorted(found - expected)), tuple(sorted(expected - found)))


class _Reader:
    def __init__(self, graph: Graph, headings: set[int]) -> None:
        self.graph, self.headings = graph, headings

    def lines(self, thing: Node) -> list[int]:
        passages = self.graph.objects(thing, PROV.wasDerivedFrom)
        found = (self.graph.value(passage, MPO.startLine) for passage in passages)
        return sorted(int(str(line)) for line in found if line is not None)

    def node(self, node: Node) -> str:
        lines = self.lines(node)
        return (
            f"node:{next((line for line in lines if line in self.headings), min(lines, default=0))}"
        )

    def section(self, section: Node) -> str:
        return f"section:{min(self.lines(section), default=0)}"

    def listing(self, listing: Node) -> str:
        # Boxes prove a description elsewhere: the row is where the listing's IRI says it starts.
        start = str(listing).rpartition("/")[2]
        passages = self.graph.objects(listing, PROV.wasDerivedFrom)
        row = next((p for p in passages if f"/passage/{start}-" in str(p)), None)
        return f"listing:{self.graph.value(row, MPO.startLine) if row else 0}"

    def values(self, thing: Node, name: str, fields: Mapping[str, URIRef]) -> Iterator[Fact]:
        for field, predicate in fields.items():
            for value in self.graph.objects(thing, predicate):
                yield Fact(name, field, fold_key(str(value)))

    def find_node_facts(self) -> Iterator[Fact]:
        for node in self.graph.subjects(RDF.type, MPO.PolicyNode):
            name = self.node(node)
            yield from self.values(
                node,
                name,
                {
                    "level": MPO.level,
                    "notation": SKOS.notation,
                    "label": SKOS.prefLabel,
                    "description": DCT.description,
                    "issue": MPO.issue,
                    "approach": MPO.approach,
                },
            )
            for broader in self.graph.objects(node, SKOS.broader):
                yield Fact(name, "broader", self.node(broader))

    def find_section_facts(self) -> Iterator[Fact]:
        for section in self.graph.subjects(RDF.type, MPO.OtherSection):
            yield from self.values(
                section,
                self.section(section),
                {
                    "label": SKOS.prefLabel,
                    "paragraph": DCT.description,
                },
            )

    def find_listing_facts(self) -> Iterator[Fact]:
        for listing in self.graph.subjects(RDF.type, MPO.Listing):
            name = self.listing(listing)
            yield from self.values(
                listing,
                name,
                {
                    "printed_name": MPO.printedName,
                    "reappearance": MPO.isReappearance,
                    "printed_mark": MPO.printedMark,
                    "description": DCT.description,
                    "current_state": MPO.currentState,
                    "effort": MPO.planPeriodEffort,
                },
            )
            for project in self.graph.objects(listing, MPO.lists):
                for label in self.graph.objects(project, SKOS.prefLabel):
                    yield Fact(name, "project", fold_key(str(label)))
            for node in self.graph.objects(listing, MPO.under):
                yield Fact(name, "node", self.node(node))
            for scope in self.graph.objects(listing, MPO.wardScope):
                ward = str(self.graph.value(scope, SKOS.prefLabel))
                value = "各区" if scope == MPO.allWards else ward
                yield Fact(name, "ward_scope", fold_key(value))
            for body in self.graph.objects(listing, MPO.responsibleBody):
                yield Fact(name, "body", fold_key(str(self.graph.value(body, SKOS.prefLabel))))
            for mark in self.graph.objects(listing, MPO.mark):
                yield Fact(name, "mark", fold_key(str(mark).removeprefix(str(MPO))))
            for original in self.graph.objects(listing, MPO.reappearanceOf):
                yield Fact(name, "original", self.listing(original))
            if (listing, MPO.originalUnknown, None) in self.graph:
                yield Fact(name, "original", "unknown")
            for cell in self.graph.objects(listing, MPO.cell):
                yield from self.find_cell_facts(cell, name.removeprefix("listing:"))

    def find_cell_facts(self, cell: Node, line: str) -> Iterator[Fact]:
        name = f"cell:{line}/{self.period(cell)}"
        yield from self.values(
            cell,
            name,
            {
                "text": MPO.text,
                "milestone": MPO.milestone,
                "partial": MPO.partial,
            },
        )
        for earlier in self.graph.objects(cell, MPO.continues):
            yield Fact(name, "continues", self.period(earlier))

    def period(self, cell: Node) -> str:
        open_ended = str(self.graph.value(cell, MPO.openEnded)) == "true"
        return f"{self.graph.value(cell, MPO.fiscalYear)}{'+' if open_ended else ''}"

    def find_body_facts(self) -> Iterator[Fact]:
        for body in self.graph.subjects(RDF.type, MPO.Body):
            label = self.graph.value(body, SKOS.prefLabel)
            for kind in self.graph.objects(body, MPO.bodyKind):
                yield Fact(f"body:{label}", "kind", fold_key(str(kind).removeprefix(str(MPO))))


def _find_ignored(document: ReadDocument) -> Iterator[Fact]:
    kinds = {kind.value for kind in Ignored}
    values: dict[tuple[int, str], str] = defaultdict(str)
    for usage in document.extraction.usages:
        if usage.kind in kinds:
            line = document.source.line_at(usage.span.start)
            values[line, usage.kind] += fold_key(document.source.quote(usage.span))
    for (line, kind), value in values.items():
        yield Fact(f"ignored:{line}", kind, value)


def find_headings(expected: Iterable[Fact]) -> set[int]:
    """The lines by which an expectation names its nodes."""
    return {int(fact.thing[5:]) for fact in expected if fact.thing.startswith("node:")}

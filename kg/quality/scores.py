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
from kg.graph.terms import DCT, MPO, OA, PROV, SKOS
from kg.layouts.reading import ReadDocument
from kg.quality.named_facts import NAMED, NamedFacts
from kg.quality.shares import Shares
from kg.records import Ignored
from kg.text.fold import fold_key

COLUMNS = ("line", "thing", "field", "value", "note")
#: Things that an expectation calls by their names, which a reading may mend.
_WITH_NAMES = ("body", "instrument", "service", "publication", "facility", "project", "implements")
_READING = re.compile(r"([^\s;:、,]+) = ([^\s;、,]+)")


@dataclass(frozen=True, order=True)
class Fact:
    """One statement about a thing of a document, value folded for comparing."""

    thing: str
    field: str
    value: str


@dataclass(frozen=True)
class Score(Shares):
    """How many facts of a field were right, found, and expected."""

    right: int
    found: int
    expected: int


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
            thing, value = row["thing"], row["value"]
            if corrected and "reading:" in (row["note"] or ""):
                for printed, reading in _READING.findall(row["note"]):
                    if thing.partition(":")[0] in _WITH_NAMES:
                        thing = thing.replace(printed, reading)
                    if row["field"] != "printed_mark":
                        value = value.replace(printed, reading)
            if row["thing"].startswith("ignored:"):
                ignored[row["thing"], row["field"]] += fold_key(value)
            else:
                facts.add(Fact(fold_key(thing), row["field"], fold_key(value)))
    return facts | {Fact(thing, field, value) for (thing, field), value in ignored.items()}


def find_facts(
    graph: Graph,
    document: ReadDocument,
    headings: Iterable[int],
    *,
    named: bool = False,
    curated: Graph | None = None,
) -> set[Fact]:
    """The facts of a document in the graph, in the terms of an expectation file.

    `headings` are the lines by which the expectation names its nodes: a node whose heading is
    printed more than once is named by the one that the reader chose. `named` asks for what the
    running text names too; of `curated` things the kinds are taken from there.
    """
    reader = _Reader(graph, set(headings))
    facts = set(reader.find_node_facts()) | set(reader.find_section_facts())
    facts |= set(reader.find_listing_facts()) | set(reader.find_opinion_facts())
    if named:
        rows = NamedFacts(
            graph, reader.name_entries, reader.node, Graph() if curated is None else curated
        ).find_rows()
        facts |= {Fact(fold_key(name), field, fold_key(value)) for name, field, value in rows}
    else:
        facts |= set(reader.find_body_facts())
    return facts | set(_find_ignored(document))


def reads_names(expected: Iterable[Fact]) -> bool:
    """Whether a reading tells what the running text names, and not only the document's parts."""
    return any(fact.thing.partition(":")[0] in NAMED for fact in expected)


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
        self._nodes = self._name_nodes()
        self._listings = self._name_entries(MPO.Listing, "listing")
        self._opinions = self.name_entries(MPO.Opinion, "opinion")

    def lines(self, thing: Node) -> list[int]:
        return sorted(line for _, line in self.places(thing))

    def places(self, thing: Node) -> list[tuple[int, int]]:
        """Offset and line of each passage of a thing."""
        found = []
        for passage in self.graph.objects(thing, PROV.wasDerivedFrom):
            line = self.graph.value(passage, MPO.startLine)
            start = self.graph.value(passage, OA.start)
            if line is not None and start is not None:
                found.append((int(str(start)), int(str(line))))
        return sorted(found)

    def _name_nodes(self) -> dict[Node, str]:
        """Names by line: where a row's line holds several, `/0` is the branch at its left and
        `/1` and on are the items below the row's own node.
        """
        by_line: dict[int, list[tuple[int, int, Node]]] = defaultdict(list)
        for node in self.graph.subjects(RDF.type, MPO.PolicyNode):
            places = self.places(node)
            start, line = next(
                (place for place in places if place[1] in self.headings),
                places[0] if places else (0, 0),
            )
            by_line[line].append((self._measure_depth(node), start, node))
        names: dict[Node, str] = {}
        for line, nodes in by_line.items():
            items = 0
            for depth, _, node in sorted(nodes, key=lambda entry: entry[:2]):
                suffix = ""
                if len(nodes) > 1 and depth == 0:
                    suffix = "/0"
                elif len(nodes) > 1 and depth > 1:
                    items += 1
                    suffix = f"/{items}"
                names[node] = f"node:{line}{suffix}"
        return names

    def _measure_depth(self, node: Node) -> int:
        depth, seen = 0, {node}
        above = self.graph.value(node, SKOS.broader)
        while above is not None and above not in seen:
            seen.add(above)
            depth, above = depth + 1, self.graph.value(above, SKOS.broader)
        return depth

    def name_entries(self, kind: URIRef, word: str) -> dict[Node, str]:
        """Names of things by line and number in it."""
        return self._name_entries(kind, word, always=True)

    def _name_entries(self, kind: URIRef, word: str, *, always: bool = False) -> dict[Node, str]:
        """Names by the line where a thing's IRI says that it starts, numbered where several do."""
        by_line: dict[int, list[tuple[int, Node]]] = defaultdict(list)
        for thing in self.graph.subjects(RDF.type, kind):
            start = str(thing).rpartition("/")[2]
            # Boxes prove a description elsewhere: the row is where its IRI says it starts.
            said = self._find_line(thing, int(start) if start.isdecimal() else 0)
            by_line[said].append((int(start) if start.isdecimal() else 0, thing))
        names: dict[Node, str] = {}
        for line, things in by_line.items():
            for number, (_, thing) in enumerate(sorted(things, key=lambda pair: pair[0]), 1):
                suffix = f"/{number}" if always or len(things) > 1 else ""
                names[thing] = f"{word}:{line}{suffix}"
        return names

    def _find_line(self, thing: Node, start: int) -> int:
        """The line of the passage that begins where a thing does, else of one that holds it."""
        holding: list[tuple[int, int]] = []
        for passage in self.graph.objects(thing, PROV.wasDerivedFrom):
            first = int(str(self.graph.value(passage, OA.start)))
            line = int(str(self.graph.value(passage, MPO.startLine)))
            if first <= start < int(str(self.graph.value(passage, OA.end))):
                holding.append((start - first, line))
        return min(holding, default=(0, 0))[1]

    def node(self, node: Node) -> str:
        return self._nodes.get(node, "node:0")

    def section(self, section: Node) -> str:
        return f"section:{min(self.lines(section), default=0)}"

    def listing(self, listing: Node) -> str:
        return self._listings.get(listing, "listing:0")

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
        for link in self.graph.subjects(RDF.predicate, SKOS.broader):
            ends = [self.graph.value(link, end) for end in (RDF.subject, RDF.object)]
            known = [self._nodes[end] for end in ends if end is not None and end in self._nodes]
            if len(known) == 2:
                yield Fact(known[0], "broader_doubt", known[1])

    def find_opinion_facts(self) -> Iterator[Fact]:
        for opinion, name in self._opinions.items():
            yield from self.values(opinion, name, {"text": MPO.text, "incomplete": MPO.incomplete})
            for node in self.graph.objects(opinion, MPO.about):
                yield Fact(name, "about", self.node(node))
            for passage in self.graph.objects(opinion, PROV.wasDerivedFrom):
                exact = self.graph.value(passage, OA.exact)
                yield Fact(name, "fragment", fold_key(str(exact)))

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
        """The kinds of the bodies that rows name; what running text names is asked for apart."""
        for body in set(self.graph.objects(None, MPO.responsibleBody)):
            label = self.graph.value(body, SKOS.prefLabel)
            for kind in self.graph.objects(body, MPO.bodyKind):
                yield Fact(
                    fold_key(f"body:{label}"), "kind", fold_key(str(kind).removeprefix(str(MPO)))
                )


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
    return {
        int(fact.thing[5:].partition("/")[0]) for fact in expected if fact.thing.startswith("node:")
    }

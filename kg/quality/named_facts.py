"""Named things, figures, events, articles and mentions of a graph, as facts of an expectation file.

Things are named by the fullest name that the document prints, figures and events by the line
where they stand and their number in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.graph.terms import DCT, ELI, MPO, PROV, SKOS

#: One statement: thing, field, value as printed.
Row = tuple[str, str, str]

#: The kinds of things that running text names.
NAMED = (
    "instrument",
    "service",
    "publication",
    "facility",
    "event",
    "project",
    "statistic",
    "mention",
    "implements",
    "article",
)
_CLASSES = {
    MPO.Instrument: "instrument",
    MPO.Body: "body",
    MPO.Service: "service",
    MPO.Publication: "publication",
    MPO.Facility: "facility",
    MPO.Project: "project",
}
_SHARED = {
    DCT.issued: "issued",
    DCT.created: "created",
    MPO.activityStart: "activity_start",
    MPO.memberCount: "member_count",
    MPO.planned: "planned",
    MPO.validFrom: "valid_from",
    MPO.validUntil: "valid_until",
    DCT.description: "description",
    DCT.creator: "creator",
    MPO.hasParty: "party",
    DCT.hasPart: "has_part",
    MPO.termOf: "term_of",
    MPO.establishedBy: "established_by",
    DCT.isReplacedBy: "replaced_by",
}
_STATISTIC = {
    RDF.value: "value",
    MPO.unit: "unit",
    MPO.printedValue: "printed",
    MPO.fiscalYear: "fiscal_year",
    MPO.asOf: "as_of",
    MPO.per: "per",
    MPO.approximate: "approximate",
    MPO.indicator: "indicator",
    MPO.about: "about",
    MPO.place: "place",
    MPO.partOf: "part_of",
}
_EVENT = {
    SKOS.prefLabel: "label",
    SKOS.altLabel: "alt",
    DCT.description: "description",
    MPO.eventStatus: "status",
    DCT.date: "date",
    MPO.number: "number",
    MPO.sessions: "sessions",
    MPO.of: "of",
    DCT.isPartOf: "part_of",
    MPO.approximate: "approximate",
}


class NamedFacts:
    """The named facts of one document's graph.

    `name_entries` names figures and events by line and number, `name_node` the nodes. The kinds
    of curated things, which no document says, stand in `curated`.
    """

    def __init__(
        self,
        graph: Graph,
        name_entries: Callable[[URIRef, str], dict[Node, str]],
        name_node: Callable[[Node], str],
        curated: Graph,
    ) -> None:
        self.graph, self.name_node, self.curated = graph, name_node, curated
        self.statistics = name_entries(MPO.Statistic, "statistic")
        self.events = name_entries(MPO.Event, "event")
        self.listed = set(graph.objects(None, MPO.lists))

    def find_rows(self) -> Iterator[Row]:
        """All of them."""
        yield from self._find_things()
        for entries, fields in ((self.statistics, _STATISTIC), (self.events, _EVENT)):
            for thing, name in entries.items():
                yield from self._find_values(thing, name, fields)
        yield from self._find_articles()
        yield from self._find_mentions()

    def name(self, thing: Node) -> str:
        """What an expectation calls a thing: the fullest name that this document prints."""
        if thing == MPO.allWards:
            return "各区"
        if thing in self.statistics:
            return self.statistics[thing]
        labels = [str(label) for label in self.graph.objects(thing, SKOS.prefLabel)]
        labels = labels or [str(label) for label in self.graph.objects(thing, SKOS.altLabel)]
        return max(labels, key=len, default=str(thing).rpartition("#")[2].rpartition("/")[2])

    def _find_values(self, thing: Node, name: str, fields: dict[URIRef, str]) -> Iterator[Row]:
        for predicate, field in fields.items():
            for value in self.graph.objects(thing, predicate):
                if field == "part_of" and value not in (self.statistics | self.events):
                    continue
                if field == "part_of":
                    yield name, field, (self.statistics | self.events)[value]
                elif isinstance(value, URIRef):
                    yield name, field, self.name(value)
                else:
                    yield name, field, str(value)

    def _find_things(self) -> Iterator[Row]:
        for kind, word in _CLASSES.items():
            for thing in self._find_named(kind):
                name = f"{word}:{self.name(thing)}"
                if word not in ("instrument", "body") and thing not in self.listed:
                    yield name, "label", self.name(thing)
                for code in (MPO.bodyKind, MPO.instrumentKind):
                    for graph in (self.graph, self.curated):
                        for value in graph.objects(thing, code):
                            yield name, "kind", str(value).rpartition("#")[2]
                full = self.name(thing)
                if thing not in self.listed:
                    for alt in self.graph.objects(thing, SKOS.altLabel):
                        if str(alt) != full:
                            yield name, "alt", str(alt)
                    for scope in self.graph.objects(thing, MPO.wardScope):
                        yield name, "ward_scope", self.name(scope)
                yield from self._find_values(thing, name, _SHARED)
                for link in self._find_links(thing, DCT.isReplacedBy):
                    for year in self.graph.objects(link, MPO.validFrom):
                        yield name, "since", str(year)
                for article in self.graph.objects(thing, MPO.implementsArticle):
                    yield f"implements:{name}", "article", self._number(article)

    def _find_named(self, kind: URIRef) -> Iterable[Node]:
        """The things of a kind; a curated thing has names here, and its class elsewhere."""
        found = set(self.graph.subjects(RDF.type, kind))
        named = set(self.graph.subjects(SKOS.altLabel | SKOS.prefLabel, None))
        return found | (named & set(self.curated.subjects(RDF.type, kind)))

    def _find_links(self, subject: Node, predicate: URIRef) -> Iterator[Node]:
        for link in self.graph.subjects(RDF.subject, subject):
            if (link, RDF.predicate, predicate) in self.graph:
                yield link

    def _number(self, article: Node) -> str:
        return str(self.graph.value(article, ELI.number) or str(article).rpartition("_")[2])

    def _find_articles(self) -> Iterator[Row]:
        for article in self.graph.subjects(RDF.type, MPO.Article):
            name = f"article:{self._number(article)}"
            for label in self.graph.objects(article, SKOS.prefLabel | SKOS.altLabel):
                yield name, "label", str(label)
            for intent in self.graph.objects(article, MPO.intent):
                yield name, "intent", str(intent)
            for other in self.graph.objects(article, MPO.relatedArticle):
                yield name, "related", self._number(other)
        for link in self.graph.subjects(RDF.predicate, MPO.implementsArticle):
            headed = self.graph.value(link, RDF.subject)
            number = self.graph.value(link, RDF.object)
            if headed is not None and number is not None and self._is_headed(link, headed, number):
                yield self.name_node(headed), "article", self._number(number)
        for event, name in self.events.items():
            for article in self.graph.objects(event, MPO.implementsArticle):
                yield f"implements:{name}", "article", self._number(article)

    def _is_headed(self, link: Node, node: Node, article: Node) -> bool:
        """Whether a node's own heading names the article: what stands below it, or was concluded,
        does not."""
        above = self.graph.value(node, SKOS.broader)
        return (
            (node, RDF.type, MPO.PolicyNode) in self.graph
            and (link, MPO.status, MPO.Stated) in self.graph
            and (above is None or (above, MPO.implementsArticle, article) not in self.graph)
        )

    def _find_mentions(self) -> Iterator[Row]:
        for link in self.graph.subjects(RDF.predicate, MPO.mentions):
            thing = self.graph.value(link, RDF.object)
            assert thing is not None, "a link has an object"
            for passage in self.graph.objects(link, PROV.wasDerivedFrom):
                line = self.graph.value(passage, MPO.startLine)
                yield f"mention:{line}", "name", self.name(thing)

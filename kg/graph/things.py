"""Named things, figures, events and articles of a document as RDF, each with its proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg import names
from kg.graph.acts import Acts, name_printed
from kg.graph.articles import ArticleWriter, rise
from kg.graph.builder import DocumentBuilder
from kg.graph.curated import Curated
from kg.graph.legislation import find_legislation
from kg.graph.ntriples import (
    CPSV,
    DCT,
    ELI,
    FOAF,
    MPO,
    ORG,
    PROV,
    RDF,
    SCHEMA,
    SKOS,
    Term,
    Triples,
    integer,
    iri,
    ja,
    number,
    qname,
    string,
    truth,
    typed,
)
from kg.named.name import find_event_starts
from kg.named.references import ARTICLE
from kg.records import (
    ArticleRecord,
    EventRecord,
    MentionRecord,
    Named,
    NodeRecord,
    StatisticRecord,
    Thing,
    ThingFact,
    ThingRecord,
    Time,
    Value,
)
from kg.text.fold import fold_key

_CLASSES: dict[str, tuple[Term, ...]] = {
    "project": (MPO.Project,),
    "body": (MPO.Body, ORG.Organization),
    "ward": (MPO.Ward, DCT.Location),
    "instrument": (MPO.Instrument, PROV.Entity),
    "service": (MPO.Service,),
    "publication": (MPO.Publication, FOAF.Document),
    "facility": (MPO.Facility, DCT.Location),
}
#: What a named law, ordinance or rule is besides an instrument.
_LEGISLATION = {"law": MPO.Law, "ordinance": MPO.Ordinance, "regulation": MPO.Regulation}
#: The kinds whose code a thing carries, and the property that carries it.
_CODES = {"body": MPO.bodyKind, "instrument": MPO.instrumentKind}


class ThingWriter(ArticleWriter):
    """Writes what a document names into its graph.

    `projects` are the projects that the document's own rows list, by name and, in `rows`, by row;
    `acts` the municipality's own whose numbers are told.
    What a document does not say,
    but follows from what people know, goes into `inferred`.
    """

    def __init__(
        self,
        builder: DocumentBuilder,
        named: Named,
        curated: Curated,
        projects: Mapping[str, Term],
        rows: Mapping[Term, Term],
        inferred: Triples,
        acts: Acts | None = None,
    ) -> None:
        entry = builder.entry
        self.acts = acts or Acts()
        self.builder, self.named, self.curated = builder, named, curated
        self.projects, self.rows = projects, rows
        self.aliases = curated.find_aliases(entry.municipality)
        self.triples, self.inferred = builder.triples, inferred
        self.events = find_event_starts(named.events)
        self.known = {record.thing for record in named.things}
        #: What the document's articles belong to, and whether that is certain.
        terms = [(record, self.find_term(record.thing)) for record in named.things]
        self.legislation, self.certain = find_legislation(entry, terms, curated)

    def write(self, articles: Iterable[ArticleRecord], nodes: Iterable[NodeRecord]) -> None:
        """Take in all of it."""
        for record in (*self.named.things, *self._find_unnamed()):
            if record.thing.kind != "event":
                self.add_thing(record)
        for fact in self.named.facts:
            self.add_fact(fact)
        self._add_numbers()
        for statistic in self.named.statistics:
            self.add_statistic(statistic)
        for event in self.named.events:
            self.add_event(event)
        for article in articles:
            self.add_article(article)
        headings: dict[tuple[str, ...], NodeRecord] = {}
        for node in nodes:
            if node.articles:
                headings[node.path] = node
            above = [headings[path] for path in rise(node.path) if path in headings]
            if above:
                self.add_implementing_node(node, above[0])
        for mention in self.named.mentions:
            self.add_mention(mention)
        for implementing in self.named.implementing:
            self.add_implementing(implementing)

    def _find_unnamed(self) -> list[ThingRecord]:
        """The standing bodies that are printed only inside the names of their terms."""
        return [
            ThingRecord(
                fact.value,
                self._find_code(fact.thing),
                (Value(fact.value.name, fact.spans),),
            )
            for fact in self.named.facts
            if isinstance(fact.value, Thing)
            and fact.predicate == "mpo:termOf"
            and fact.value not in self.known
        ]

    def _find_code(self, thing: Thing) -> str:
        return next((one.code for one in self.named.things if one.thing == thing), "other")

    def find_term(self, thing: Thing) -> Term | None:
        """The IRI of a thing, None for an event that is none of the document's."""
        if thing.kind == "municipality":
            return self.builder.municipality
        if thing.kind == "event":
            start = self.events.get(thing.name)
            return None if start is None else self._name_event(start)
        if thing.kind == "ward" and fold_key(thing.name) == "各区":
            return MPO.allWards
        if thing.apart is None:
            if thing.kind == "project" and thing.name in self.projects:
                return self.projects[thing.name]
            alias = self.aliases.get(fold_key(thing.name))
            if alias is not None:
                return alias
            act = self.acts.find(thing.name) if thing.kind == "instrument" else None
            if act is not None:
                return act
        code = self.builder.entry.municipality
        return iri(names.make_thing(code, thing.kind, thing.name, thing.apart))

    def add_thing(self, record: ThingRecord) -> None:
        """A thing with its names, fullest first."""
        term = self.find_term(record.thing)
        if term is None or term == MPO.allWards:
            return
        kind, code = record.thing.kind, record.code
        if kind == "municipality":
            kind, code = "body", "municipality"
        curated = term in self.aliases.values() or term in self.curated.labels
        classes = () if curated else _CLASSES[kind]
        if not curated and code in _LEGISLATION:
            classes = (*classes, _LEGISLATION[code], MPO.Legislation, ELI.LegalResource)
        for value in record.names:
            self.builder.add_named(term, value.text, value.spans, *classes)
        if kind in _CODES and code and not curated:
            self.triples.add(term, _CODES[kind], MPO[code])

    def add_fact(self, fact: ThingFact) -> None:
        """A fact about a thing, as a link where it relates two, else as a claim."""
        subject = self.find_term(fact.thing)
        object_: Term | None
        if isinstance(fact.value, Thing):
            object_ = self.find_term(fact.value)
        elif fact.datatype == "@ja":
            object_ = ja(fact.value)
        else:
            object_ = typed(fact.value, fact.datatype.removeprefix("xsd:"))
        if subject is None or object_ is None or subject == object_:
            return
        predicate = qname(fact.predicate)
        proofs = [self.builder.passage(span) for span in fact.spans]
        if predicate == DCT.isReplacedBy:
            link = self.link(subject, predicate, object_, proofs)
            self.triples.add(object_, DCT.replaces, subject)
            if fact.since is not None:
                self.triples.add(link, MPO.validFrom, integer(fact.since))
            return
        self.builder.claim(subject, predicate, object_, proofs)
        if predicate == MPO.establishedBy:
            # What an instrument set up is carried out according to it.
            self.link(subject, CPSV.follows, object_, proofs)

    def _add_numbers(self) -> None:
        """The numbers of the municipality's own acts that are printed behind their names."""
        code = self.builder.entry.municipality
        for printed in self.acts.printed.get(self.builder.entry.slug, ()):
            term = self.find_term(Thing("instrument", printed.thing))
            if term == name_printed(code, printed.number):
                value = string(str(printed.number.number))
                self.builder.claim(term, ELI.number, value, [self.builder.passage(printed.span)])

    # --- figures and events -------------------------------------------------------------

    def add_statistic(self, record: StatisticRecord) -> None:
        """A figure."""
        term = self._name_statistic(record.start)
        add = self.triples.add
        add(term, RDF.type, MPO.Statistic)
        add(term, DCT.isPartOf, self.builder.document)
        add(term, RDF.value, number(record.value))
        add(term, MPO.unit, ja(record.unit))
        add(term, MPO.printedValue, string(record.printed))
        add(term, MPO.indicator, self._name_indicator(record.indicator))
        if record.time is not None:
            if record.time.is_fiscal_year:
                add(term, MPO.fiscalYear, integer(int(record.time.lexical)))
            else:
                add(term, MPO.asOf, _time(record.time))
        for predicate, thing in ((MPO.about, record.about), (MPO.place, record.place)):
            target = self.find_term(thing) if thing is not None else None
            if target is not None:
                add(term, predicate, target)
        if record.per is not None:
            add(term, MPO.per, ja(record.per))
        if record.part_of is not None:
            add(term, MPO.partOf, self._name_statistic(record.part_of))
        if record.approximate:
            add(term, MPO.approximate, truth(True))
        self.builder.prove(term, record.spans)

    def _name_statistic(self, start: int) -> Term:
        return iri(names.make_entry(self.builder.address, "statistic", start))

    def _name_indicator(self, text: str) -> Term:
        """The concept of what a document counts under one name."""
        term = iri(f"{self.builder.address}/indicator/{names.make_name(text)}")
        add = self.triples.add
        add(term, RDF.type, SKOS.Concept)
        add(term, SKOS.prefLabel, ja(text))
        add(term, SKOS.inScheme, self.builder.document)
        return term

    def _name_event(self, start: int) -> Term:
        return iri(names.make_entry(self.builder.address, "event", start))

    def add_event(self, record: EventRecord) -> None:
        """An event held or planned."""
        term = self._name_event(record.start)
        add = self.triples.add
        add(term, RDF.type, MPO.Event)
        add(term, RDF.type, SCHEMA.Event)
        add(term, SKOS.prefLabel, ja(record.label))
        for name in record.names:
            if name != record.label:
                add(term, SKOS.altLabel, ja(name))
        if record.description is not None:
            add(term, DCT.description, ja(record.description))
        add(term, MPO.eventStatus, MPO.Planned if record.planned else MPO.Held)
        if record.time is not None and record.time.is_fiscal_year:
            add(term, MPO.fiscalYear, integer(int(record.time.lexical)))
        elif record.time is not None:
            add(term, DCT.date, _time(record.time))
        if record.number is not None:
            add(term, MPO.number, integer(record.number))
        if record.sessions is not None:
            add(term, MPO.sessions, integer(record.sessions))
        body = self.find_term(record.of) if record.of is not None else None
        if body is not None:
            add(term, MPO.of, body)
        if record.part_of is not None:
            add(term, DCT.isPartOf, self._name_event(record.part_of))
        if record.approximate:
            add(term, MPO.approximate, truth(True))
        self.builder.prove(term, record.spans)

    # --- mentions -----------------------------------------------------------------------

    def add_mention(self, record: MentionRecord) -> None:
        """A name in a subject's own text."""
        if isinstance(record.thing, Thing) and record.thing.kind == ARTICLE:
            self.add_article_mention(record, record.thing)
            return
        subject = self.name_subject(record.subject)
        thing = self.find_named(record.thing)
        if record.relation != "mpo:mentions" and subject is not None:
            # What a row says it does, its project does.
            subject = self.rows.get(subject, subject)
        if subject is None or thing is None or subject == thing:
            return
        proofs = [self.builder.passage(span) for span in record.spans]
        self.link(subject, qname(record.relation), thing, proofs)

    def find_named(self, thing: Thing | int) -> Term | None:
        """The IRI of a thing, or of an event by its start."""
        return self._name_event(thing) if isinstance(thing, int) else self.find_term(thing)


def _time(time: Time) -> Term:
    return typed(time.lexical, time.datatype.removeprefix("xsd:"))

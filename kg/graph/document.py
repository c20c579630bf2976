"""The named graph of one document: its records as RDF, each with its passages."""

from __future__ import annotations

from collections.abc import Sequence

from kg import names
from kg.documents.manifest import DocumentEntry
from kg.documents.source import SourceText
from kg.graph.acts import Acts, get_legislation
from kg.graph.builder import DocumentBuilder, name_node
from kg.graph.claims import add_link
from kg.graph.curated import Curated
from kg.graph.legislation_text import add_legislation
from kg.graph.ntriples import (
    DCAT,
    DCT,
    FOAF,
    MPO,
    ORG,
    PROV,
    RDF,
    RULE,
    SEMAPV,
    SKOS,
    Term,
    Triples,
    dated,
    integer,
    iri,
    ja,
    qname,
    string,
    truth,
)
from kg.graph.project_names import ProjectNames
from kg.graph.review import ReviewWriter, name_sheet_projects
from kg.graph.things import ThingWriter
from kg.layouts.review_records import ReviewExtraction
from kg.records import (
    BodyMention,
    CellRecord,
    CorrectionRecord,
    Extraction,
    ListingRecord,
    Named,
    NodeRecord,
    OpinionRecord,
    SectionRecord,
    Span,
)


def make_document_graph(
    entry: DocumentEntry,
    source: SourceText,
    extraction: Extraction,
    corrections: Sequence[CorrectionRecord] = (),
    labels: dict[Term, str] | None = None,
    named: Named | None = None,
    curated: Curated | None = None,
    inferred: Triples | None = None,
    listed: ProjectNames | None = None,
    acts: Acts | None = None,
) -> Triples:
    """What the document states, as one graph.

    `labels` are the names that shared things have already, by earlier documents and curated
    facts; it grows by those of this one. A thing has one prefLabel: another is an altLabel.
    `listed` are the projects that earlier documents list; it grows likewise.
    `named` is what its running text names, `curated` what people know of its municipality; what
    follows from both together, and is not stated, is added to `inferred`. `acts` are the
    municipality's own whose numbers any of its documents tells.
    """
    known = curated or Curated()
    builder = _Builder(entry, source, {} if labels is None else labels, known.claims)
    builder.add_document()
    for node in extraction.nodes:
        builder.add_node(node)
    for section in extraction.sections:
        builder.add_section(section)
    sheets = extraction if isinstance(extraction, ReviewExtraction) else None
    if sheets is not None:
        projects = name_sheet_projects(entry.municipality, sheets)
    else:
        projects = (listed or ProjectNames()).name_projects(entry.municipality, extraction.listings)
    for listing, project in zip(extraction.listings, projects, strict=True):
        builder.add_listing(listing, iri(project))
    for opinion in extraction.opinions:
        builder.add_opinion(opinion)
    legislation = get_legislation(extraction)
    if legislation is not None:
        add_legislation(builder, legislation, known)
    for correction in corrections:
        builder.add_correction(correction)
    own = {row.label: iri(name) for row, name in zip(extraction.listings, projects, strict=True)}
    further = Triples() if inferred is None else inferred
    rows = {
        iri(names.make_entry(builder.address, "listing", row.start)): iri(name)
        for row, name in zip(extraction.listings, projects, strict=True)
    }
    writer = ThingWriter(builder, named or Named(), known, own, rows, further, acts)
    writer.write(extraction.articles, extraction.nodes)
    if sheets is not None:
        ReviewWriter(builder, sheets).write()
    return builder.triples


def make_doubts(entry: DocumentEntry, extraction: Extraction) -> Triples:
    """Candidate links from nodes to other nodes that may be their parent in a damaged table."""
    address = names.make_document(entry.municipality, entry.slug)
    triples = Triples()
    for record in extraction.nodes:
        node = name_node(address, record.path)
        proofs = [iri(names.make_passage(address, span.start, span.end)) for span in record.spans]
        for path in record.doubts:
            add_link(
                triples,
                node,
                SKOS.broader,
                name_node(address, path),
                status=MPO.Candidate,
                confidence=0.4,
                justification=SEMAPV.UnspecifiedMatching,
                rules=[RULE["lost-label-of-a-merged-cell"]],
                proofs=proofs,
            )
    return triples


def _lies_in(span: Span, rows: Sequence[Span]) -> bool:
    return any(row.start <= span.start and span.end <= row.end for row in rows)


class _Builder(DocumentBuilder):
    def add_document(self) -> None:
        entry, add = self.entry, self.triples.add
        dataset = iri(names.make_document_graph(entry.municipality, entry.slug))
        add(dataset, RDF.type, DCAT.Dataset)
        add(dataset, DCT.title, ja(entry.title))
        add(dataset, DCT.source, self.document)
        for kind in (MPO.SourceDocument, FOAF.Document, PROV.Entity, SKOS.ConceptScheme):
            add(self.document, RDF.type, kind)
        add(self.document, DCT.title, ja(entry.title))
        add(self.document, DCT.publisher, self.municipality)
        add(self.document, MPO.municipality, self.municipality)
        add(self.document, MPO.sha256, string(self.source.sha256))
        add(self.document, MPO.characters, integer(len(self.source.text)))
        if self.source.text_sha256 is not None and self.source.reader is not None:
            add(self.document, MPO.textSha256, string(self.source.text_sha256))
            add(self.document, MPO.reader, string(self.source.reader))
        if entry.replaces:
            before = iri(names.make_document(entry.municipality, entry.replaces))
            add(self.document, DCT.replaces, before)
        if entry.issued:
            add(self.document, DCT.issued, dated(entry.issued))
        if entry.source:
            add(self.document, DCT.source, iri(entry.source))
        if entry.license:
            add(self.document, DCT.license, iri(entry.license))
        if entry.period_start is not None:
            add(self.document, MPO.periodStart, integer(entry.period_start))
        if entry.period_end is not None:
            add(self.document, MPO.periodEnd, integer(entry.period_end))
        self._add_plan()

    def _add_plan(self) -> None:
        plan = self.entry.plan
        start = -1 if plan is None else self.source.text.find(plan.name)
        if plan is None or start < 0:
            return
        instrument = iri(names.make_thing(self.entry.municipality, "instrument", plan.name))
        self.add_named(
            instrument,
            plan.name,
            [Span(start, start + len(plan.name))],
            MPO.Instrument,
            PROV.Entity,
        )
        self.triples.add(instrument, MPO.instrumentKind, MPO[plan.kind])
        self.triples.add(self.document, MPO.embodies, instrument)

    def add_node(self, record: NodeRecord) -> None:
        node, add = self.node(record.path), self.triples.add
        add(node, RDF.type, MPO.PolicyNode)
        add(node, RDF.type, SKOS.Concept)
        add(node, SKOS.prefLabel, ja(record.label.text))
        if record.notation is not None:
            add(node, SKOS.notation, string(record.notation))
        add(node, MPO.level, ja(record.level))
        add(node, SKOS.inScheme, self.document)
        if record.parent is None:
            add(node, SKOS.topConceptOf, self.document)
        else:
            add(node, SKOS.broader, self.node(record.parent))
        add(node, MPO.position, integer(record.position))
        self.prove(node, record.spans)
        for part in record.parts:
            thing = iri(names.make_part(node[1:-1], part.position))
            role = qname(part.role.value)
            add(node, role, ja(part.value.text))
            add(node, MPO.part, thing)
            add(thing, RDF.type, MPO.TextPart)
            add(thing, MPO.role, role)
            add(thing, MPO.position, integer(part.position))
            add(thing, RDF.value, ja(part.value.text))
            self.prove(thing, part.value.spans)

    def add_section(self, record: SectionRecord) -> None:
        section = iri(names.make_entry(self.address, "section", record.start))
        add = self.triples.add
        add(section, RDF.type, MPO.OtherSection)
        if record.label is not None:
            add(section, SKOS.prefLabel, ja(record.label.text))
        if record.incomplete:
            add(section, MPO.incomplete, truth(True))
        add(section, MPO.position, integer(record.position))
        add(section, DCT.isPartOf, self.document)
        for paragraph in record.paragraphs:
            add(section, DCT.description, ja(paragraph.text))
        self.prove(section, record.spans)

    def add_listing(self, record: ListingRecord, project: Term) -> None:
        listing = iri(names.make_entry(self.address, "listing", record.start))
        add = self.triples.add
        add(listing, RDF.type, MPO.Listing)
        add(listing, RDF.type, PROV.Entity)
        add(listing, DCT.isPartOf, self.document)
        add(listing, MPO.lists, project)
        if record.node is not None:
            add(listing, MPO.under, self.node(record.node))
        add(listing, MPO.position, integer(record.position))
        add(listing, MPO.printedName, string(record.printed_name))
        add(listing, MPO.isReappearance, truth(record.reappearance))
        if record.pointer is not None:
            add(listing, MPO.pointer, string(record.pointer.printed))
        for description in record.descriptions:
            self.add(listing, DCT.description, description)
        self.add(listing, MPO.currentState, record.current_state)
        self.add(listing, MPO.planPeriodEffort, record.effort)
        for mark in record.marks:
            add(listing, MPO.mark, qname(mark.value))
        for glyph in record.printed_marks:
            add(listing, MPO.printedMark, string(glyph))
        for note in record.notes:
            add(listing, MPO.note, ja(f"{note.header}：{note.value.text}"))
        self.prove(listing, record.spans)
        if record.pointer is not None:
            self.prove(listing, [record.pointer.span])
        told = [span for value in record.descriptions for span in value.spans]
        self.prove(listing, (span for span in told if not _lies_in(span, record.spans)))
        self.add_named(project, record.label, record.name_spans, MPO.Project)
        if record.label != record.name:
            add(project, SKOS.altLabel, ja(record.name))
        self._add_ward_scope(record, listing, project)
        for body in record.bodies:
            self._add_responsible(body, listing, project)
        for cell in record.cells:
            self._add_cell(cell, listing)

    def _add_ward_scope(self, record: ListingRecord, listing: Term, project: Term) -> None:
        for scope in record.ward_scopes:
            ward = MPO.allWards
            if scope.ward is not None:
                ward = iri(names.make_thing(self.entry.municipality, "ward", scope.ward))
                self.add_named(ward, scope.ward, [scope.span], MPO.Ward, DCT.Location)
            self.triples.add(listing, MPO.wardScope, ward)
            self.triples.add(project, MPO.wardScope, ward)

    def _add_responsible(self, mention: BodyMention, listing: Term, project: Term) -> None:
        body = iri(names.make_thing(self.entry.municipality, "body", mention.name))
        spans = [mention.span, *mention.rest]
        passages = self.add_named(body, mention.name, spans, MPO.Body, ORG.Organization)
        self.triples.add(body, MPO.bodyKind, MPO[mention.kind])
        self.triples.add(listing, MPO.responsibleBody, body)
        told = self.prove(listing, mention.told)
        self.claim(project, MPO.responsibleBody, body, [*passages, *told])

    def _add_cell(self, record: CellRecord, listing: Term) -> None:
        period = record.period
        cell = iri(names.make_cell(listing[1:-1], period.year, period.open_ended))
        add = self.triples.add
        add(listing, MPO.cell, cell)
        add(cell, RDF.type, MPO.PlanCell)
        add(cell, MPO.fiscalYear, integer(period.year))
        if period.open_ended:
            add(cell, MPO.openEnded, truth(True))
        self.add(cell, MPO.text, record.value)
        for milestone in record.milestones:
            add(cell, MPO.milestone, ja(milestone))
        if record.continues is not None:
            held = names.make_cell(
                listing[1:-1], record.continues.year, record.continues.open_ended
            )
            add(cell, MPO.continues, iri(held))
        if record.partial:
            add(cell, MPO.partial, truth(True))
        self.prove(cell, record.spans)

    def add_opinion(self, record: OpinionRecord) -> None:
        opinion = iri(names.make_entry(self.address, "opinion", record.start))
        add = self.triples.add
        add(opinion, RDF.type, MPO.Opinion)
        add(opinion, RDF.type, PROV.Entity)
        add(opinion, DCT.isPartOf, self.document)
        add(opinion, MPO.position, integer(record.position))
        add(opinion, MPO.text, ja(record.text))
        if record.node is not None:
            add(opinion, MPO.about, self.node(record.node))
        if record.incomplete:
            add(opinion, MPO.incomplete, truth(True))
        self.prove(opinion, record.spans)

    def add_correction(self, record: CorrectionRecord) -> None:
        span = record.span
        correction = iri(f"{self.address}/correction/{span.start}-{span.end}")
        add = self.triples.add
        add(correction, RDF.type, MPO.Correction)
        add(correction, MPO.asPrinted, ja(record.as_printed))
        add(correction, MPO.reading, ja(record.reading))
        add(correction, MPO.reason, ja(record.reason))
        self.prove(correction, [span])

"""Review sheets as RDF: what columns say of a project beside its listing (graph contract)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg import names
from kg.graph.builder import DocumentBuilder
from kg.graph.claims import add_claim
from kg.graph.ntriples import (
    DCT,
    FOAF,
    MPO,
    ORG,
    SKOS,
    Term,
    integer,
    iri,
    ja,
    string,
)
from kg.graph.review_laws import LawWriter, link_stated
from kg.graph.review_plans import PlanWriter
from kg.layouts.review_records import (
    FormerName,
    Organisation,
    Relation,
    ReviewExtraction,
    SheetBody,
    SheetRecord,
)
from kg.records import Span

#: A note as long as this is a text with a passage of its own, not a word or two of its row.
_TEXT: Final = 40


def name_sheet_project(municipality: str, code: str) -> str:
    """The IRI of a project by its official code."""
    return names.make_thing(municipality, "project", code)


def name_sheet_projects(municipality: str, extraction: ReviewExtraction) -> list[str]:
    """The project IRI of each sheet, in order: one code is one project, whatever it is called."""
    return [name_sheet_project(municipality, sheet.code.text) for sheet in extraction.sheets]


class ReviewWriter:
    """Writes the sheets of one document into its graph."""

    def __init__(self, builder: DocumentBuilder, extraction: ReviewExtraction) -> None:
        self.builder, self.extraction = builder, extraction
        self.triples = builder.triples
        self.code = builder.entry.municipality
        self._known: set[Term] = set()
        self.laws = LawWriter(builder, self._known)
        plans = (plan for sheet in extraction.sheets for plan in sheet.plans)
        self.plans = PlanWriter(builder, self._known, plans)

    def write(self) -> None:
        """Take in all sheets."""
        self._add_period()
        for path, address in self.extraction.node_pages:
            self.triples.add(self.builder.node(path), FOAF.page, iri(address))
        for sheet in self.extraction.sheets:
            self._add_sheet(sheet)

    def _add_period(self) -> None:
        """The years of the sheets are the document's period where nobody has told it."""
        years = [sheet.year.year for sheet in self.extraction.sheets if sheet.year]
        if years and self.builder.entry.period_start is None:
            self.triples.add(self.builder.document, MPO.periodStart, integer(min(years)))
            self.triples.add(self.builder.document, MPO.periodEnd, integer(max(years)))

    def _add_sheet(self, sheet: SheetRecord) -> None:
        builder = self.builder
        listing = iri(names.make_entry(builder.address, "listing", sheet.listing.start))
        project = iri(name_sheet_project(self.code, sheet.code.text))
        self._identify(project, sheet.code.text, sheet.code.spans)
        if sheet.year is not None:
            # The year of the sheet, not one in which anything it tells happens.
            self.triples.add(listing, MPO.fiscalYear, integer(sheet.year.year))
        for predicate, fact in ((MPO.periodStart, sheet.begin), (MPO.periodEnd, sheet.end)):
            if fact is not None:
                proofs = [builder.passage(fact.span)]
                builder.claim(project, predicate, integer(fact.year), proofs)
        self._prove_texts(sheet, listing)
        for organisation in sheet.organisations:
            self._add_organisation(organisation, listing, project)
        for path, span in sheet.policies[1:]:
            # A row stands under one node; the further ones it names.
            link_stated(builder, listing, MPO.mentions, builder.node(path), [span])
        for law in sheet.laws:
            self.laws.add(law, project)
        for plan in sheet.plans:
            self.plans.add(plan, project)
        for relation in sheet.relations:
            self._add_relation(relation, listing, project)
        for former in sheet.former:
            self._add_former(former, project)
        for address, _ in sheet.pages:
            self.triples.add(project, FOAF.page, iri(address))

    def _identify(self, project: Term, code: str, spans: Sequence[Span]) -> None:
        proofs = [self.builder.passage(span) for span in spans]
        self.builder.claim(project, DCT.identifier, string(code), proofs)

    def _prove_texts(self, sheet: SheetRecord, listing: Term) -> None:
        record = sheet.listing
        values = [*record.descriptions, *([record.current_state] if record.current_state else [])]
        values += [note.value for note in record.notes if len(note.value.text) >= _TEXT]
        self.builder.prove(listing, [span for value in values for span in value.spans])

    # --- bodies -------------------------------------------------------------------------

    def _add_organisation(self, record: Organisation, listing: Term, project: Term) -> None:
        above: SheetBody | None = None
        for body in record.chain:
            self._add_body(body, above)
            above = body
        term = self._name_body(record.chain[-1])
        self.triples.add(listing, MPO.responsibleBody, term)
        proofs = [self.builder.passage(record.span)]
        self.builder.claim(project, MPO.responsibleBody, term, proofs)

    def _name_body(self, body: SheetBody) -> Term:
        apart = "/".join(body.above) or None
        return iri(names.make_thing(self.code, "body", body.name, apart))

    def _add_body(self, body: SheetBody, above: SheetBody | None) -> None:
        """A body with its name and what it belongs to, proven where the document says so first."""
        term = self._name_body(body)
        if term not in self._known:
            self._known.add(term)
            self.builder.add_named(term, body.name, [body.span], MPO.Body, ORG.Organization)
            self.triples.add(term, MPO.bodyKind, MPO[body.kind])
        parent = self._name_body(above) if above is not None else None
        if above is None or parent is None or parent == term:
            return
        told = f"{term} {parent}"
        if told not in self._known:
            self._known.add(told)
            spans = sorted((above.span, body.span))
            proof = self.builder.passage(Span(spans[0].start, spans[-1].end))
            self.builder.claim(term, ORG.subOrganizationOf, parent, [proof])

    # --- other projects, and the past ---------------------------------------------------

    def _add_relation(self, relation: Relation, listing: Term, project: Term) -> None:
        other = iri(name_sheet_project(self.code, relation.code))
        if other == project:
            return
        self.builder.add_named(other, relation.name.text, relation.name.spans, MPO.Project)
        self._identify(other, relation.code, relation.spans)
        link_stated(self.builder, listing, MPO.mentions, other, relation.name.spans)
        proofs = [self.builder.passage(span) for span in relation.spans]
        older, newer = (other, project) if relation.kind == "source" else (project, other)
        if relation.kind in ("source", "successor"):
            link = link_stated(self.builder, older, DCT.isReplacedBy, newer, relation.spans)
            self.triples.add(newer, DCT.replaces, older)
            if relation.since is not None:
                self.triples.add(link, MPO.validFrom, integer(relation.since))
        elif relation.kind in ("parent", "child"):
            whole, part = (other, project) if relation.kind == "parent" else (project, other)
            self.builder.claim(part, DCT.isPartOf, whole, proofs)
            self.builder.claim(whole, DCT.hasPart, part, proofs)
        else:
            self.builder.claim(project, DCT.relation, other, proofs)

    def _add_former(self, former: FormerName, project: Term) -> None:
        name, builder = former.name.text, self.builder
        if builder.labels.get(project) == name:
            return
        proofs = [builder.passage(span) for span in former.name.spans]
        builder.prove(project, former.name.spans)
        claim = add_claim(self.triples, project, SKOS.altLabel, ja(name), proofs, builder.known)
        if former.until is not None:
            self.triples.add(claim, MPO.validUntil, integer(former.until))

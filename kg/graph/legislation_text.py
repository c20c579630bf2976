"""The text of a law, ordinance or rule as RDF: its parts, dates, versions, and what it cites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.graph.builder import DocumentBuilder
from kg.graph.claims import add_link
from kg.graph.curated import Curated
from kg.graph.legislation_names import (
    ActNames,
    find_classes,
    find_kind,
    make_number_label,
    make_unit,
    make_unit_label,
)
from kg.graph.ntriples import (
    DCT,
    ELI,
    MPO,
    PROV,
    RDF,
    SEMAPV,
    SKOS,
    Term,
    dated,
    ja,
    string,
)
from kg.legislation_records import (
    ActNumber,
    AnnexRecord,
    CitationRecord,
    DivisionRecord,
    LegislationRecord,
    NumberedDay,
    Path,
    SupplementRecord,
    UnitRecord,
)
from kg.records import Span, Value
from kg.text.articles import make_article_label


def add_legislation(builder: DocumentBuilder, record: LegislationRecord, curated: Curated) -> Term:
    """Take in the legislation that a document prints; returns its IRI."""
    return _Writer(builder, record, curated).write()


class _Writer:
    def __init__(
        self, builder: DocumentBuilder, record: LegislationRecord, curated: Curated
    ) -> None:
        self.builder, self.record, self.curated = builder, record, curated
        self.names = ActNames(builder.entry, record, curated)
        self.own = self.names.name_own()
        self.triples = builder.triples
        number = record.act.number if record.act else None
        self.is_legislation = MPO.Legislation in find_classes(number, record.kind)

    def write(self) -> Term:
        self._add_act()
        self._add_versions()
        for division in self.record.divisions:
            self._add_division(division)
        for supplement in self.record.supplements:
            self._add_supplement(supplement)
        for unit in self.record.units:
            self._add_unit(unit)
        for annex in self.record.annexes:
            self._add_annex(annex)
        for citation in self.record.citations:
            self._add_citation(citation)
        return self.own

    # --- the legislation ----------------------------------------------------------------

    def _add_act(self) -> None:
        record, claim = self.record, self.builder.claim
        number = record.act.number if record.act else None
        self._add_kind(self.own, number, record.kind)
        self.builder.add_named(self.own, record.title.text, record.title.spans)
        if record.act is not None:
            proofs = self.builder.prove(self.own, record.act.spans)
            claim(self.own, ELI.number, string(str(record.act.number.number)), proofs)
            if record.act.day is not None:
                day = dated(record.act.day.lexical)
                claim(self.own, ELI.date_document, day, proofs)
                claim(self.own, DCT.issued, day, proofs)
        if record.in_force is not None:
            time, spans = record.in_force
            proofs = [self.builder.passage(span) for span in spans]
            day = dated(time.lexical)
            claim(self.own, ELI.first_date_entry_in_force, day, proofs)
        for value in record.preamble:
            self._describe(self.own, [value])
            self.builder.prove(self.own, value.spans)
        self.triples.add(self.builder.document, MPO.embodies, self.own)

    def _add_kind(self, term: Term, number: ActNumber | None, kind: str) -> None:
        for one in find_classes(number, kind):
            self.triples.add(term, RDF.type, one)
        self.triples.add(term, MPO.instrumentKind, MPO[kind])

    def _add_versions(self) -> None:
        """The text as it was made and after each amendment; the file holds the last of them."""
        history = [
            *self.record.amendments,
            *(one.act for one in self.record.supplements if one.act),
        ]
        if self.record.act is not None:
            history.insert(0, self.record.act)
        days: dict[str, list[NumberedDay]] = {}
        for one in history:
            if one.day is not None and one.day.datatype == "xsd:date":
                days.setdefault(one.day.lexical, []).append(one)
        told = self.names.find_version()
        last = told or max(days, default=None)
        for day in sorted({*days, *([last] if last else [])}):
            version = make_unit(self.own, ("version", day))
            self.triples.add(version, RDF.type, ELI.LegalExpression)
            self.triples.add(version, ELI.version_date, dated(day))
            self.triples.add(version, ELI.realizes, self.own)
            acts = days.get(day, [])
            for one in acts:
                self.builder.prove(version, one.spans)
            if not acts:
                self.builder.prove(version, self.record.title.spans)
            if day == last:
                self.triples.add(self.builder.document, ELI.embodies, version)

    # --- parts --------------------------------------------------------------------------

    def _add_part(self, path: Path, label: str, number: str | None, spans: Iterable[Span]) -> Term:
        """A part that is no article of the main provisions."""
        term = make_unit(self.own, path)
        self.triples.add(term, RDF.type, ELI.LegalResourceSubdivision)
        if number is not None:
            self.triples.add(term, ELI.number, string(number))
        first = self.builder.labels.setdefault(term, label)
        naming = SKOS.prefLabel if first == label else SKOS.altLabel
        self.triples.add(term, naming, ja(label))
        self.triples.add(term, ELI.is_part_of, make_unit(self.own, path[:-1]))
        self.builder.prove(term, spans)
        return term

    def _add_division(self, record: DivisionRecord) -> None:
        label = record.title.text if record.title else make_unit_label(record.path[-1:])
        term = self._add_part(record.path, label, record.number, record.spans)
        self._remark(term, record.remarks)

    def _add_supplement(self, record: SupplementRecord) -> None:
        term = self._add_part(record.path, record.label.text, None, record.spans)
        self._remark(term, record.remarks)
        if record.act is not None and record.act.day is not None:
            day = record.act.day
            self.triples.add(term, DCT.issued, dated(day.lexical))

    def _add_annex(self, record: AnnexRecord) -> None:
        term = self._add_part(record.path, record.label.text, record.number, record.spans)
        self._describe(term, record.texts)
        for row in record.rows:
            cells = [cell.text for cell in row if cell is not None]
            self.triples.add(term, DCT.description, ja("\u3000".join(cells)))
        self._remark(term, record.remarks)

    def _add_unit(self, record: UnitRecord) -> None:
        if record.level == "条" and len(record.path) == 1 and self.is_legislation:
            term = self._add_article(record)
        else:
            label = make_unit_label(record.path, record.notation)
            if record.heading is not None and record.level == "条":
                label = record.heading.text
            term = self._add_part(record.path, label, record.number, record.spans)
            if record.heading is not None and record.level != "条":
                self.triples.add(term, SKOS.altLabel, ja(record.heading.text))
        self._describe(term, record.texts)
        self._remark(term, record.remarks)
        if record.deleted:
            self.triples.add(term, ELI.in_force, ELI["InForce-notInForce"])

    def _add_article(self, record: UnitRecord) -> Term:
        term = make_unit(self.own, record.path)
        self.triples.add(term, RDF.type, MPO.Article)
        self.triples.add(term, RDF.type, ELI.LegalResourceSubdivision)
        self.triples.add(term, ELI.number, string(record.number))
        self.triples.add(term, ELI.is_part_of, self.own)
        if record.division is not None:
            self.triples.add(term, ELI.is_part_of, make_unit(self.own, record.division))
        self.builder.prove(term, record.spans)
        if record.heading is not None:
            self.builder.add_named(term, record.heading.text, record.heading.spans)
        elif term not in self.curated.labels:
            self.builder.add_named(term, make_article_label(record.number), record.spans)
        return term

    def _describe(self, term: Term, texts: Iterable[Value]) -> None:
        for value in texts:
            self.triples.add(term, DCT.description, ja(value.text))

    def _remark(self, term: Term, remarks: Iterable[Value]) -> None:
        for value in remarks:
            self.triples.add(term, SKOS.changeNote, ja(value.text))
            self.builder.prove(term, value.spans)

    # --- citations ----------------------------------------------------------------------

    def _add_citation(self, record: CitationRecord) -> None:
        act = self.own
        if record.act is not None:
            act = self.names.name_act(record.act)
            self._add_cited_act(record, act)
        subject, target = make_unit(self.own, record.subject), make_unit(act, record.target)
        proofs = [self.builder.passage(span) for span in record.spans]
        if act != self.own:
            self._add_cited_parts(act, record.target, proofs)
        self._link(subject, target, proofs)
        wide = make_unit(self.own, _find_article(record.subject))
        broad = make_unit(act, _find_article(record.target))
        if wide != broad and (wide, broad) != (subject, target):
            self._link(wide, broad, proofs)

    def _link(self, subject: Term, target: Term, proofs: Sequence[Term]) -> None:
        if subject == target:
            return
        add_link(
            self.triples,
            subject,
            ELI.cites,
            target,
            status=MPO.Stated,
            confidence=1.0,
            justification=SEMAPV.UnspecifiedMatching,
            rules=[],
            proofs=proofs,
        )

    def _add_cited_act(self, record: CitationRecord, term: Term) -> None:
        """An act that is cited, as far as the text tells it."""
        act = record.act
        if act is None or (term, RDF.type, MPO.Instrument) in self.triples:
            return
        self._add_kind(term, act.number, find_kind(act.number, act.name))
        label = act.name or (make_number_label(act.number) if act.number else "")
        proofs = self.builder.add_named(term, label, act.spans)
        if act.number is not None:
            number = string(str(act.number.number))
            self.builder.claim(term, ELI.number, number, proofs)
            if act.name:
                other = ja(make_number_label(act.number))
                self.builder.claim(term, SKOS.altLabel, other, proofs)

    def _add_cited_parts(self, act: Term, target: Path, proofs: Iterable[Term]) -> None:
        """An article of another act, with the paragraph and item of it that are cited."""
        for size in range(1, len(target) + 1):
            term = make_unit(act, target[:size])
            self.triples.add(term, RDF.type, ELI.LegalResourceSubdivision)
            if number := target[size - 1].partition("_")[2]:
                self.triples.add(term, ELI.number, string(number))
            self.triples.add(term, ELI.is_part_of, make_unit(act, target[: size - 1]))
            for proof in proofs:
                self.triples.add(term, PROV.wasDerivedFrom, proof)


def _find_article(path: Path) -> Path:
    """The article that holds a part, else the part itself."""
    for size, segment in enumerate(path, start=1):
        if segment.startswith("art_"):
            return path[:size]
    return path

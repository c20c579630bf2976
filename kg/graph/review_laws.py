"""Laws that review sheets name, and the places in them, as RDF."""

from __future__ import annotations

from collections.abc import Sequence

from kg import names
from kg.graph.builder import DocumentBuilder
from kg.graph.claims import add_link
from kg.graph.legislation_names import make_law, make_unit
from kg.graph.ntriples import (
    CPSV,
    ELI,
    MPO,
    PROV,
    RDF,
    SEMAPV,
    Term,
    iri,
    string,
)
from kg.layouts.review_laws import LEGISLATION
from kg.layouts.review_records import LawMention, LawPlace
from kg.legislation_records import Path
from kg.records import Span
from kg.text.articles import make_article_label

_PARTS = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"


def link_stated(
    builder: DocumentBuilder, subject: Term, predicate: Term, object_: Term, spans: Sequence[Span]
) -> Term:
    """The link of what the document states."""
    return add_link(
        builder.triples,
        subject,
        predicate,
        object_,
        status=MPO.Stated,
        confidence=1.0,
        justification=SEMAPV.UnspecifiedMatching,
        rules=[],
        proofs=[builder.passage(span) for span in spans],
    )


def get_code(kind: str) -> Term:
    """The code of an instrument of the state: mpo:regulation is a municipality's alone."""
    return MPO.other if kind == "regulation" else MPO[kind]


class LawWriter:
    """Writes the laws of one document; `known` are the things it has described already."""

    def __init__(self, builder: DocumentBuilder, known: set[Term]) -> None:
        self.builder, self.triples = builder, builder.triples
        self._known = known

    def add(self, law: LawMention, project: Term) -> None:
        """A law that a project follows, and the places in it that the project carries out."""
        term = self._add_law(law)
        link_stated(self.builder, project, CPSV.follows, term, [law.span])
        if law.kind not in LEGISLATION:
            return
        for place, span in law.places:
            # What carries out an item carries out its article: asked for, either is found.
            for article in self._add_place(term, place, span):
                link_stated(self.builder, project, MPO.implementsArticle, article, [span])

    def _add_law(self, law: LawMention) -> Term:
        builder, add = self.builder, self.triples.add
        term = iri(
            make_law(law.law)
            if law.law
            else names.make_thing(builder.entry.municipality, "instrument", law.name.text)
        )
        told = f"{term} {law.name.text}"
        if told not in self._known:
            self._known.add(told)
            builder.add_named(term, law.name.text, law.name.spans, MPO.Instrument, PROV.Entity)
        if term not in self._known:
            self._known.add(term)
            add(term, MPO.instrumentKind, get_code(law.kind))
            if law.kind in LEGISLATION:
                kinds = (MPO.Legislation, ELI.LegalResource)
                for kind in (*kinds, MPO.Law) if law.kind == "law" else kinds:
                    add(term, RDF.type, kind)
        numbered = f"{term} number"
        if law.number is not None and numbered not in self._known:
            self._known.add(numbered)
            proofs = [builder.passage(span) for span in law.number.spans]
            builder.claim(term, ELI.number, string(law.number.text), proofs)
        return term

    def _add_place(self, law: Term, place: LawPlace, span: Span) -> list[Term]:
        """The article of a place, and the place itself where it is a part of the article."""
        path: Path = ("suppl", f"art_{place.article}") if place.annex else (f"art_{place.article}",)
        label = ("附則" if place.annex else "") + make_article_label(place.article)
        steps = [(path, place.article, label)]
        for number, segment, unit in (
            (place.paragraph, "para", "項"),
            (place.item, "item", "号"),
            (str(place.part) if place.part else None, "sub", ""),
        ):
            if number is not None:
                path, label = (*path, f"{segment}_{number}"), label + make_unit_label(number, unit)
                steps.append((path, number, label))
        above = law
        for step, number, name in steps:
            term = make_unit(law, step)
            self._add_article(term, number, above, span, name)
            above = term
        return list(dict.fromkeys([make_unit(law, steps[0][0]), above]))

    def _add_article(self, term: Term, number: str, above: Term, span: Span, label: str) -> None:
        if term in self._known:
            return
        self._known.add(term)
        add = self.triples.add
        add(term, RDF.type, ELI.LegalResourceSubdivision)
        add(term, ELI.number, string(number))
        add(term, ELI.is_part_of, above)
        if label == make_article_label(number):
            # Its heading may be told elsewhere; until then it is called 第N条.
            add(term, RDF.type, MPO.Article)
            self.builder.prove(term, [span])
        else:
            self.builder.add_named(term, label, [span])


def make_unit_label(number: str, unit: str) -> str:
    """The label of a paragraph, item or part of one below its article: 第1項, 第12号の2, ヘ."""
    if not unit:
        value = int(number)
        return _PARTS[value - 1] if value <= len(_PARTS) else number
    first, *branches = number.split("_")
    return f"第{first}{unit}" + "".join(f"の{branch}" for branch in branches)

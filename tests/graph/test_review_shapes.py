"""A part of the national review, held to the shapes of the graph and to its own passages."""

from __future__ import annotations

from rdflib import Graph

from kg.graph.legislation import make_missing_labels
from kg.graph.municipal_codes import make_municipalities
from kg.graph.ontology import load_ontology, load_shapes
from kg.graph.turtle import write_turtle
from kg.names import make_document
from kg.quality.closed import check_namespace
from kg.quality.evidence import check_evidence
from kg.quality.shacl import check_shapes
from kg.quality.vocabulary import declared_terms
from tests.graph.review_material import FILES, make_all, make_files, make_table, read_rows

#: How many projects, beside those that are related: a check of all takes minutes.
SOME = 12


def test_what_is_made_of_the_review_fits_the_shapes_and_quotes_its_sources() -> None:
    rows = {number: read_rows(number) for number in FILES}
    codes = list(dict.fromkeys(row["予算事業ID"] for row in rows[FILES[0]]))[:SOME]
    codes += [row["予算事業ID"] for row in rows[FILES[3]] if row["関連性"]][:SOME]
    made = make_files(
        {
            number: make_table(tuple(row for row in table if row["予算事業ID"] in codes))
            for number, table in rows.items()
        }
    )
    graphs = [one.graph for one in made.values()]
    union = Graph()
    for triples in (*graphs, make_municipalities(["jp"], set()), make_missing_labels(graphs)):
        union.parse(data=write_turtle(triples, None, ""), format="turtle")
    ontology = load_ontology()
    assert check_shapes(union, load_shapes(), ontology) == []
    assert check_namespace([union], declared_terms(ontology)) == []
    texts = {make_document("jp", one.entry.slug): one.source.text for one in made.values()}
    assert check_evidence(union, texts) == []


def test_every_passage_of_the_review_stands_in_its_text_and_in_its_table() -> None:
    for one in make_all().values():
        spans = {
            span
            for sheet in one.extraction.sheets
            for span in (
                *sheet.code.spans,
                *(law.span for law in sheet.laws),
                *(span for law in sheet.laws for _, span in law.places),
                *(plan.span for plan in sheet.plans),
                *(organisation.span for organisation in sheet.organisations),
            )
        }
        assert len(spans) > 500
        places = {(place.start, place.end): place.fragment for place in one.source.places}
        for sheet in one.extraction.sheets:
            (span,) = sheet.code.spans
            row = one.source.line_at(span.start)
            assert places[span.start, span.end] == f"cell={row},3"
        for span in spans:
            assert one.source.line_at(span.start) == one.source.line_at(span.end - 1)
            assert one.source.quote(span) == one.source.quote(span).strip()

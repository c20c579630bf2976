"""Whose articles a document means when it gives their numbers alone (rule sole-known-ordinance)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from kg.documents.manifest import DocumentEntry
from kg.graph.curated import Curated
from kg.graph.legislation_names import find_unit_path, make_unit_label
from kg.graph.ntriples import ELI, MPO, RDF, RULE, SKOS, Term, Triples, get_iri, iri, ja
from kg.records import ThingRecord
from kg.text.articles import make_article_label
from kg.text.fold import fold_key

#: That the articles are those of the one ordinance of the municipality that people know.
SOLE_ORDINANCE = RULE["sole-known-ordinance"]


def find_legislation(
    entry: DocumentEntry,
    named: Sequence[tuple[ThingRecord, Term | None]],
    curated: Curated,
) -> tuple[Term | None, bool]:
    """The law or ordinance whose articles a document numbers, and whether that is certain.

    It is the one that people have told, else the one ordinance that the document names, or of
    several the one that it calls 条例; else, not certainly, the municipality's one known
    ordinance. `named` are the things that the document names, with their IRIs.
    """
    told = curated.find_legislation(entry.municipality, entry.slug)
    if told is not None:
        return iri(told), True
    ordinances = curated.find_ordinances(entry.municipality)
    found: dict[Term, bool] = {}
    for record, term in named:
        if term is not None and (record.code == "ordinance" or get_iri(term) in ordinances):
            short = any(fold_key(value.text) in ("条例", "本条例") for value in record.names)
            found[term] = short or found.get(term, False)
    chosen = [term for term, short in found.items() if short] or list(found)
    if len(chosen) == 1:
        return chosen[0], True
    return (iri(min(ordinances)), False) if len(ordinances) == 1 else (None, False)


def make_missing_labels(graphs: Iterable[Triples]) -> Triples:
    """第N条 for each article whose heading nobody has printed or told (graph contract, Article).

    Likewise 第N条第M項 for each other part of an act that is only cited.
    """
    numbers: dict[Term, str] = {}
    labelled: set[Term] = set()
    articles: set[Term] = set()
    parts: set[Term] = set()
    for subject, predicate, object_ in chain.from_iterable(graphs):
        if predicate == RDF.type and object_ == MPO.Article:
            articles.add(subject)
        elif predicate == RDF.type and object_ == ELI.LegalResourceSubdivision:
            parts.add(subject)
        elif predicate == SKOS.prefLabel:
            labelled.add(subject)
        elif predicate == ELI.number:
            numbers[subject] = object_.strip('"')
    triples = Triples()
    for article in sorted((articles & numbers.keys()) - labelled):
        triples.add(article, SKOS.prefLabel, ja(make_article_label(numbers[article])))
    for part in sorted(parts - labelled - articles):
        path = find_unit_path(get_iri(part) or "")
        if path:
            triples.add(part, SKOS.prefLabel, ja(make_unit_label(path)))
    return triples

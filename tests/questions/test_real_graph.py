"""Every answer on the real graph: nothing is said without a passage that the source holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from kg.documents.entry import read_entry
from kg.documents.manifest import load_manifest
from kg.documents.source import SourceText
from kg.names import make_document
from kg.questions.appearance import find_appearances
from kg.questions.article import Part, find_ordinances, get_article, get_ordinance
from kg.questions.document import find_documents, get_document
from kg.questions.event import find_events
from kg.questions.evidence import Evidence
from kg.questions.figures import get_figures
from kg.questions.find import SearchIndex
from kg.questions.instrument import find_instruments
from kg.questions.label import Labels, is_unnamed
from kg.questions.match import find_things
from kg.questions.node import get_node
from kg.questions.opinion import find_opinions
from kg.questions.passage import find_marks
from kg.questions.place import find_places
from kg.questions.project import get_project
from kg.questions.reappearances import State, find_reappearances
from kg.questions.renaming import find_renamings
from kg.questions.statistic import find_statistics, group_statistics
from kg.questions.stats import Scope, count_appearances
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri
from kg.text.articles import make_article_label
from tests.questions.conftest import REAL


@pytest.fixture(scope="module")
def sources() -> dict[Iri, SourceText]:
    return {
        Iri(make_document(entry.municipality, entry.slug)): read_entry(entry)
        for entry in load_manifest(REAL.sources).documents
    }


def find_evidence(store: EmbeddedStore) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """What each fact of the answers rests on, with a name for the fact."""
    for document in find_documents(store):
        answer = get_document(store, document.iri)
        for node in answer.tree.nodes.values():
            yield node.iri, node.evidence
            for fact in get_node(store, node.iri).texts:
                yield f"{node.iri} {fact.property.iri}", fact.evidence
        for section in answer.sections:
            yield section.iri, section.evidence
        for one in find_appearances(store, document.iri):
            yield one.iri, one.evidence
            for said in (*one.descriptions, one.current_state, one.effort):
                if said is not None:
                    yield f"{one.iri} {said.text}", said.evidence
            for cell in one.cells:
                yield cell.iri, cell.evidence
            for runner in one.bodies:
                yield f"{one.iri} {runner.body.iri}", runner.evidence
            if one.original is not None:
                yield one.original.link, one.original.evidence
    for statistic in find_statistics(store):
        yield statistic.iri, statistic.evidence
    for event in find_events(store):
        yield event.iri, event.evidence
    for document in find_documents(store):
        for about in get_document(store, document.iri).tree.nodes:
            for opinion in find_opinions(store, about):
                yield opinion.iri, opinion.evidence
    for renaming in find_renamings(store):
        yield f"{renaming.old.iri} {renaming.new.iri}", renaming.evidence


def test_every_fact_has_a_passage_that_its_source_holds_word_for_word(
    real: EmbeddedStore, sources: dict[Iri, SourceText]
) -> None:
    facts = 0
    for name, evidence in find_evidence(real):
        facts += 1
        assert evidence, name
        for one in evidence:
            assert one.document is not None, name
            assert one.start is not None
            assert one.end is not None
            source = sources[one.document]
            assert one.quote == source.text[one.start : one.end], name
            assert one.first_line == source.line_at(one.start), name
            assert one.last_line == source.line_at(one.end - 1), name
    assert facts > 500


def test_counts_are_those_that_the_manifest_expects(real: EmbeddedStore) -> None:
    documents = {
        tally.thing.iri: tally.count
        for tally in count_appearances(real)
        if tally.scope is Scope.DOCUMENT
    }
    for entry in load_manifest(REAL.sources).documents:
        count = documents.get(Iri(make_document(entry.municipality, entry.slug)))
        assert (count.listings if count else 0) == entry.expected.get("listings", 0)
        assert (count.reappearances if count else 0) == entry.expected.get("reappearances", 0)


def test_the_figures_are_the_sums_of_the_documents(real: EmbeddedStore) -> None:
    figures = get_figures(real)
    answers = [get_document(real, one.iri) for one in find_documents(real)]
    assert figures.documents == len(answers)
    assert figures.nodes == sum(len(answer.tree.nodes) for answer in answers)
    assert figures.listings == sum(answer.count.listings for answer in answers)
    assert figures.reappearances == sum(answer.count.reappearances for answer in answers)


def test_every_reappearance_has_an_original_or_says_that_it_has_none(real: EmbeddedStore) -> None:
    rows = find_reappearances(real)
    assert len(rows) == get_figures(real).reappearances
    for row in rows:
        if row.state is State.FOUND:
            assert row.original is not None
            assert not row.original.reappearance
            assert row.appearance.original is not None
        else:
            assert row.appearance.original_unknown


def test_every_project_of_the_graph_has_an_answer(real: EmbeddedStore, index: SearchIndex) -> None:
    projects = [
        hit for hit in index.search("", limit=100_000).hits if hit.kind.iri.endswith("#Project")
    ]
    assert len(projects) == get_figures(real).projects
    for hit in projects:
        answer = get_project(real, hit.iri)
        assert answer.label == hit.label
        # What only running text names has no row, but a passage that names it.
        assert answer.appearances or find_places(real, hit.iri)
        assert answer.name_facts
        assert all(fact.evidence for fact in answer.name_facts)


def test_every_article_has_a_page_of_its_own_and_neighbours(real: EmbeddedStore) -> None:
    for entry in find_ordinances(real):
        articles = get_ordinance(real, entry.iri).articles
        assert len(articles) == entry.articles
        assert all(part.evidence for part in articles)
        for before, after in pairwise(articles):
            answer = get_article(real, after.iri)
            assert answer.before is not None
            assert answer.before.iri == before.iri


def test_every_passage_of_a_document_is_marked(real: EmbeddedStore) -> None:
    marks = [mark for one in find_documents(real) for mark in find_marks(real, one.iri)]
    assert len(marks) == len({mark.passage for mark in marks}) == get_figures(real).passages


def test_nothing_is_called_by_an_offset(real: EmbeddedStore, index: SearchIndex) -> None:
    labels = Labels(real)
    for hit in index.search("", limit=100_000).hits:
        assert not hit.label.isdecimal(), hit.iri
    for one in find_documents(real):
        for mark in find_marks(real, one.iri):
            assert mark.label or not is_unnamed(mark.thing), mark.thing
            assert not labels.get(mark.passage, None).rpartition("/")[2].isdecimal()


def test_every_figure_is_in_one_group_and_no_group_mixes_what_it_measures(
    real: EmbeddedStore,
) -> None:
    statistics = find_statistics(real)
    assert len(statistics) == get_figures(real).statistics > 0
    groups = group_statistics(statistics)
    assert sorted(one.iri for group in groups for one in group.statistics) == sorted(
        one.iri for one in statistics
    )
    for group in groups:
        assert {(one.indicator, one.unit, one.about) for one in group.statistics} == {
            (group.indicator, group.unit, group.about)
        }


def test_every_instrument_is_listed_with_the_lines_that_name_it(real: EmbeddedStore) -> None:
    entries = find_instruments(real)
    assert len(entries) == get_figures(real).instruments > 0
    for one in entries:
        lines = {
            (place.evidence.document, place.evidence.first_line, place.evidence.last_line)
            for place in find_places(real, one.entry.iri)
            if place.evidence.document is not None
        }
        assert one.entry.places == len(lines), one.entry.label
        assert {line[0] for line in lines} == {home.iri for home in one.entry.documents}


def test_what_implements_an_article_is_told_apart_wherever_names_are_the_same(
    real: EmbeddedStore,
) -> None:
    articles = [part.iri for one in find_ordinances(real) for part in _find_articles(real, one.iri)]
    for article in articles:
        answer = get_article(real, article)
        for found in (answer.stated, answer.inferred, answer.candidates):
            assert len({one.subject.iri for one in found}) == len(found)
            shown = [(one.subject.label, one.kind.iri, one.apart) for one in found]
            assert len(set(shown)) == len(shown), article
        assert all(one.evidence for one in answer.stated)


def _find_articles(store: EmbeddedStore, ordinance: Iri) -> tuple[Part, ...]:
    return get_ordinance(store, ordinance).articles


def test_every_article_is_found_first_by_its_number(real: EmbeddedStore) -> None:
    index = SearchIndex(real)
    asked = real.select("SELECT ?article WHERE { ?article a mpo:Article }")
    articles = [str(row["article"]) for row in asked.rows]
    assert len(articles) > 30
    for article in articles:
        number = make_article_label(article.partition("/art_")[2])
        assert index.search(number).hits[0].iri == article
        assert article in [match.iri for match in find_things(real, number)]

"""What holds of every trace over the real graph, whatever its documents."""

from __future__ import annotations

import pytest

from kg.questions.article import find_ordinances, get_ordinance
from kg.questions.trace import Trace, Traced, find_articles_of, find_trace
from kg.questions.trace_words import Status
from kg.questions.way import WayGraph
from kg.store.embedded import EmbeddedStore


@pytest.fixture(scope="module")
def traces(real: EmbeddedStore) -> list[Trace]:
    return [
        find_trace(real, article.iri)
        for one in find_ordinances(real)
        for article in get_ordinance(real, one.iri).articles
    ]


@pytest.fixture(scope="module")
def found(traces: list[Trace]) -> list[Traced]:
    return [one for trace in traces for one in trace.implementers]


def test_something_implements_an_article_by_words_and_something_by_a_chain(
    found: list[Traced],
) -> None:
    assert {Status.STATED, Status.INFERRED} <= {one.status for one in found}


def test_every_chain_leads_from_its_thing_to_its_article(found: list[Traced]) -> None:
    for one in found:
        for chain in one.chains:
            ends = (chain.things[0].iri, chain.things[-1].iri)
            assert ends == (one.subject.iri, one.article.iri), one.subject.label
            assert chain.whole, one.subject.label


def test_every_step_has_a_proof_that_can_be_quoted_or_looked_up(found: list[Traced]) -> None:
    for one in found:
        for chain in one.chains:
            for step in chain.steps:
                assert step.evidence, (one.subject.label, step.link.iri)
                for proof in step.evidence:
                    assert (proof.quote and proof.first_line) or proof.address


def test_a_conclusion_is_told_by_more_than_itself_and_is_no_surer_than_its_steps(
    found: list[Traced],
) -> None:
    for one in found:
        if one.status is Status.INFERRED:
            assert len(one.chains[0].steps) > 1, one.subject.label
            assert one.confidence <= max(chain.confidence for chain in one.chains) + 1e-9


def test_nothing_leads_from_one_municipality_to_anothers_article(found: list[Traced]) -> None:
    for one in found:
        code = one.ordinance.iri.partition("/eli/jp/")[2].partition("/")[0]
        if code.isdecimal():
            for chain in one.chains:
                assert all(
                    f"/{code}/" in thing.iri or "/jp/" in thing.iri for thing in chain.things
                ), one.subject.label


def test_both_directions_say_the_same(real: EmbeddedStore, found: list[Traced]) -> None:
    for one in found[::5]:
        back = find_articles_of(real, one.subject.iri)
        assert (one.article.iri, one.status) in {(each.article.iri, each.status) for each in back}


def test_a_way_leads_from_what_implements_an_article_to_it(
    real: EmbeddedStore, found: list[Traced]
) -> None:
    ways = WayGraph(real)
    for one in found[::5]:
        if one.status is not Status.CANDIDATE:
            way = ways.find(one.subject.iri, one.article.iri)
            assert all(step.evidence for step in way.steps)

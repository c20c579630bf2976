"""A decision as triples and back: nothing is lost, and nothing incomplete is let through."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.namespace import OWL, RDF

from kg.decisions.load import Decisions, load_decisions, read_decisions
from kg.decisions.record import SYMMETRIC, Decision, make_triples, parse_triples
from kg.decisions.write import append_decision
from kg.errors import GraphError
from kg.graph.ntriples import MPO, PROV, SKOS, SSSOM, Term, Triple, get_iri, iri, ja, typed
from kg.graph.ntriples import RDF as RDF_TERMS
from kg.graph.turtle import write_turtle
from kg.store.embedded import EmbeddedStore
from tests.decisions.made import CONFIRMED, NOON, REJECTED, decide, link_rows, name_row
from tests.decisions.test_apply import AGAIN, TWIN, make_rows

ONTOLOGY = Path(__file__).parents[2] / "ontology"


def make_one() -> Decision:
    made = make_rows()
    link_rows(made.inferred, made.row, made.first)
    return decide(REJECTED, made.graphs, made.row, AGAIN, made.first)


@given(st.text(min_size=1), st.text(), st.sampled_from([REJECTED, CONFIRMED]))
def test_making_and_parsing_are_inverse(reason: str, quote: str, outcome: object) -> None:
    outcome = CONFIRMED if outcome is CONFIRMED else REJECTED
    one = replace(make_one(), reason=reason, quotes=(quote,), outcome=outcome, via=(iri("x:y"),))
    assert parse_triples(make_triples(one)) == {one.term: one}


def test_a_decision_survives_the_turtle_file() -> None:
    one = replace(make_one(), reason='一行目\n"二"行目\\', quotes=("上\n下", "\t字"))
    graph = Graph().parse(data=write_turtle(make_triples(one)), format="turtle")
    assert len(graph) == len(set(make_triples(one)))


def test_a_reason_in_english_is_tagged_so() -> None:
    assert replace(make_one(), reason="seen in print").told_reason == '"seen in print"@en'
    assert make_one().told_reason == ja("別の事業")


def test_a_time_of_another_zone_is_said_in_utc() -> None:
    japan = timezone(timedelta(hours=9))
    assert replace(make_one(), at=NOON.astimezone(japan)).time == "2026-04-01T03:00:00Z"


@pytest.mark.parametrize("microseconds", [0, 1, 10, 123_000, 123_456, 820_800, 900_000])
def test_a_time_is_written_as_an_engine_answers_it(microseconds: int) -> None:
    one = replace(make_one(), at=NOON + timedelta(microseconds=microseconds))
    engine = ox.Store()
    engine.bulk_load(write_turtle(make_triples(one)).encode(), ox.RdfFormat.TURTLE)
    query = "SELECT ?time WHERE { ?decision prov:endedAtTime ?time }"
    assert EmbeddedStore(engine, union=False).select(query).rows == [{"time": one.time}]
    assert parse_triples(make_triples(one)) == {one.term: one}


def test_decisions_that_differ_in_anything_said_have_names_of_their_own() -> None:
    one = make_one()
    others = [
        replace(one, reason="別の行"),
        replace(one, by="総務課"),
        replace(one, outcome=CONFIRMED),
        replace(one, at=NOON + timedelta(microseconds=1)),
        replace(one, object=one.subject),
    ]
    assert len({other.term for other in [one, *others]}) == len(others) + 1
    assert (get_iri(one.term) or "").rpartition("/")[2].isalnum()


@pytest.mark.parametrize(
    "predicate",
    [
        MPO.outcome,
        MPO.decidedBy,
        MPO.reason,
        PROV.endedAtTime,
        RDF_TERMS.subject,
        RDF_TERMS.predicate,
        RDF_TERMS.object,
        SSSOM.confidence,
    ],
)
def test_a_decision_that_lacks_something_is_refused_with_its_name(predicate: Term) -> None:
    one = make_one()
    triples = [triple for triple in make_triples(one) if triple[1] != predicate]
    with pytest.raises(GraphError) as caught:
        parse_triples(triples)
    assert (get_iri(one.term) or "-") in caught.value.where
    assert (get_iri(predicate) or "-").replace("#", "/").rsplit("/", 1)[1] in caught.value.what
    assert caught.value.fix


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (MPO.outcome, MPO.Candidate),
        (PROV.endedAtTime, typed("昨日", "dateTime")),
        (PROV.endedAtTime, typed("2026-04-01T12:00:00", "dateTime")),
    ],
)
def test_a_decision_that_cannot_be_understood_is_refused(predicate: Term, value: Term) -> None:
    triples: list[Triple] = [
        (subject, name, value if name == predicate else object_)
        for subject, name, object_ in make_triples(make_one())
    ]
    with pytest.raises(GraphError):
        parse_triples(triples)


def test_a_decision_that_says_two_outcomes_is_refused() -> None:
    one = make_one()
    with pytest.raises(GraphError, match="outcome"):
        parse_triples([*make_triples(one), (one.term, MPO.outcome, MPO.Confirmed)])


def test_the_symmetric_relations_are_those_of_the_ontology_and_of_skos() -> None:
    graph = Graph().parse(ONTOLOGY / "mpo.ttl")
    own = {f"<{term}>" for term in graph.subjects(RDF.type, OWL.SymmetricProperty)}
    assert own | {SKOS.exactMatch, SKOS.closeMatch} == SYMMETRIC


def test_the_latest_decision_counts_whatever_the_order_of_the_file() -> None:
    made = make_rows()
    link_rows(made.inferred, made.row, made.first)
    old = decide(REJECTED, made.graphs, made.row, AGAIN, made.first)
    new = decide(CONFIRMED, made.graphs, made.row, AGAIN, made.first, later=1)
    for order in ((old, new), (new, old)):
        decisions = Decisions(order)
        assert decisions.find(made.row, AGAIN, made.first) == new
        assert decisions.is_confirmed(made.row, AGAIN, made.first)
        assert not decisions.is_rejected(made.row, AGAIN, made.first)
        assert len(decisions.all) == 2


def test_of_two_decisions_at_one_time_the_later_one_of_the_file_counts() -> None:
    made = make_rows()
    link_rows(made.inferred, made.row, made.first)
    one = decide(REJECTED, made.graphs, made.row, AGAIN, made.first)
    two = decide(CONFIRMED, made.graphs, made.row, AGAIN, made.first)
    assert load_decisions([*make_triples(one), *make_triples(two)]).is_confirmed(
        made.row, AGAIN, made.first
    )
    assert load_decisions([*make_triples(two), *make_triples(one)]).is_rejected(
        made.row, AGAIN, made.first
    )


def test_a_row_has_one_confirmed_original_the_one_confirmed_last() -> None:
    made = make_rows()
    first = decide(CONFIRMED, made.graphs, made.row, AGAIN, made.first)
    second = decide(CONFIRMED, made.graphs, made.row, AGAIN, made.second, later=1)
    decisions = Decisions([first, second])
    assert decisions.is_confirmed(made.row, AGAIN, made.second)
    assert not decisions.is_confirmed(made.row, AGAIN, made.first)


def test_a_decision_on_a_symmetric_relation_is_found_from_both_ends() -> None:
    made = make_rows()
    decisions = Decisions([decide(REJECTED, made.graphs, made.row, TWIN, made.first)])
    assert decisions.is_rejected(made.row, TWIN, made.first)
    assert decisions.is_rejected(made.first, TWIN, made.row)
    assert not decisions.is_rejected(made.first, AGAIN, made.row)


def test_identical_statements_written_twice_are_one_decision(tmp_path: Path) -> None:
    one = make_one()
    text = write_turtle(make_triples(one))
    body = "\n".join(line for line in text.splitlines() if not line.startswith("@prefix"))
    (tmp_path / "decisions.ttl").write_text(f"{text}\n{body}\n", encoding="utf-8")
    assert read_decisions(tmp_path).all == (one,)


def test_two_thousand_decisions_are_read_and_extended_in_a_moment(tmp_path: Path) -> None:
    made = [
        replace(make_one(), object=name_row(number), at=NOON + timedelta(seconds=number))
        for number in range(2_001)
    ]
    triples = [triple for one in made[:-1] for triple in make_triples(one)]
    (tmp_path / "decisions.ttl").write_text(write_turtle(triples), encoding="utf-8")
    before = time.process_time()
    append_decision(tmp_path, made[-1])
    assert time.process_time() - before < 2
    assert len(read_decisions(tmp_path).all) == len(made)

"""`kg decide`: what a person decides is told, written, and stays decided."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kg.cli import main
from kg.decisions.load import read_decisions
from kg.decisions.record import FILE, Decision, Outcome
from kg.decisions.trouble import Trouble
from kg.decisions.write import append_decision
from kg.documents.folder import DataFolder
from kg.graph.load import find_graph_files, read_turtle
from kg.graph.ntriples import (
    MPO,
    OA,
    PROV,
    RDF,
    SSSOM,
    Term,
    Triples,
    decimal,
    from_graph,
    string,
    truth,
)
from kg.graph.ntriples import get_iri as get_term_iri
from kg.graph.turtle import write_turtle
from kg.names import make_document
from tests.decisions.made import decide as make_decision
from tests.decisions.made import find_status, find_values
from tests.web.reading import make_test_app, read_page
from tests.workbench import Sample, copy_real_data, make_folder, read_real

Capture = pytest.CaptureFixture[str]
PLAN = "kawasaki-action-plan-2011-policy-7"


def run(folder: DataFolder, *arguments: str) -> int:
    return main(["--data", str(folder.root), *arguments])


def load(folder: DataFolder) -> dict[str, Triples]:
    """The graphs of a folder by the name of their file."""
    files = find_graph_files(folder.ttl).values()
    return {path.name: Triples(from_graph(read_turtle(path))) for path in files}


def find_links(graphs: dict[str, Triples], predicate: Term, status: Term) -> list[Term]:
    """The links of a property and a status, in order."""
    union = [triple for graph in graphs.values() for triple in graph]
    saying = {link for link, name, value in union if (name, value) == (RDF.predicate, predicate)}
    return sorted(
        {link for link, name, value in union if (name, value) == (MPO.status, status)} & saying
    )


def get_ends(graphs: dict[str, Triples], link: Term) -> tuple[Term, Term]:
    every = list(graphs.values())
    (subject,), (object_,) = (find_values(every, link, end) for end in (RDF.subject, RDF.object))
    return subject, object_


def short(link: Term) -> str:
    return link.rstrip(">").rsplit("/", 1)[-1]


@pytest.fixture(scope="module")
def real_once(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = copy_real_data(tmp_path_factory.mktemp("real"))
    assert run(folder, "build") == 0
    return folder


@pytest.fixture
def real(real_once: DataFolder, tmp_path: Path) -> DataFolder:
    """A copy of the real data, built, that a test may change."""
    shutil.copytree(real_once.root, tmp_path / "data")
    return DataFolder(tmp_path / "data")


@pytest.fixture(scope="module")
def built(real_once: DataFolder) -> dict[str, Triples]:
    """What the real graph says before anything is decided; not to be changed."""
    return load(real_once)


@pytest.fixture(scope="module")
def original(built: dict[str, Triples]) -> Term:
    """A link that a rule gave from a real 再掲 row to its original."""
    return find_links(built, MPO.reappearanceOf, MPO.Inferred)[0]


def reject(folder: DataFolder, link: Term, *more: str) -> int:
    words = ("--by", "企画調整課", "--reason", "別の事業")
    return run(folder, "decide", "reject", short(link), *words, *more)


def test_a_rejected_original_stays_rejected_through_every_build(
    real: DataFolder, built: dict[str, Triples], original: Term, capsys: Capture
) -> None:
    row, other = get_ends(built, original)
    assert reject(real, original) == 0
    told = capsys.readouterr()
    assert "退けました rejected" in told.out
    assert "再掲元" in told.out
    assert "別の事業" in told.out
    for _ in range(2):
        graphs = load(real)
        every = list(graphs.values())
        assert find_status(every, original) == [MPO.Rejected]
        assert find_values(every, row, MPO.reappearanceOf) == []
        assert find_values(every, row, MPO.originalUnknown) == [truth(True)]
        assert find_values(every, original, PROV.wasDerivedFrom)
        assert find_values(every, original, RDF.object) == [other]
        assert run(real, "build", "--check") == 0
        assert run(real, "build") == 0
        assert "nothing changed" in capsys.readouterr().err


def test_a_confirmed_original_holds_after_it_was_rejected(
    real: DataFolder, built: dict[str, Triples], original: Term
) -> None:
    row, other = get_ends(built, original)
    assert reject(real, original) == 0
    words = ("--by", "企画調整課", "--reason", "原本で確かめた")
    assert run(real, "decide", "confirm", get_term_iri(original) or "", *words) == 0
    every = list(load(real).values())
    assert find_status(every, original) == [MPO.Confirmed]
    assert find_values(every, row, MPO.reappearanceOf) == [other]
    assert find_values(every, row, MPO.originalUnknown) == []
    assert len(read_decisions(real.ttl).all) == 2


def test_a_rejected_mention_is_taken_out_of_the_graph_of_its_document(
    real: DataFolder, built: dict[str, Triples]
) -> None:
    mention = find_links(built, MPO.mentions, MPO.Stated)[0]
    subject, thing = get_ends(built, mention)
    assert reject(real, mention) == 0
    every = list(load(real).values())
    assert find_status(every, mention) == [MPO.Rejected]
    assert thing not in find_values(every, subject, MPO.mentions)


def test_decisions_on_the_real_graph_are_put_into_force_whatever_gave_the_link(
    real: DataFolder, original: Term
) -> None:
    graphs = load(real)
    row, other = get_ends(graphs, original)
    assert reject(real, original, "--no-build") == 0
    decisions = read_decisions(real.ttl)
    assert decisions.is_rejected(row, MPO.reappearanceOf, other)
    kept = [graphs.pop(name) for name in ("curated.ttl", FILE)]
    inferred = graphs.pop("inferred.ttl")
    stated = list(graphs.values())
    # Both rows bear one name, so that they go on listing one project: a person is told.
    troubles = {one.trouble for one in decisions.apply(stated, inferred, kept)}
    assert troubles == {Trouble.ONE_PROJECT}
    assert find_status([*stated, inferred], original) == [MPO.Rejected]
    assert (row, MPO.reappearanceOf, other) not in inferred
    assert (row, MPO.originalUnknown, truth(True)) in inferred


def change_words(folder: DataFolder, built: dict[str, Triples], link: Term) -> None:
    """Let the passage of a link's subject say something else, as a new reading of it may."""
    path = folder.ttl / "141305" / f"{PLAN}.ttl"
    graph = Triples(from_graph(read_turtle(path)))
    (passage,) = find_values([graph], get_ends(built, link)[0], PROV.wasDerivedFrom)
    for text in find_values([graph], passage, OA.exact):
        graph.discard(passage, OA.exact, text)
    graph.add(passage, OA.exact, string("読み直した行"))
    path.write_text(write_turtle(graph, make_document("141305", PLAN) + "/"), encoding="utf-8")


def test_a_decision_whose_passage_changed_comes_first_in_the_queue(
    real: DataFolder, built: dict[str, Triples], original: Term, capsys: Capture
) -> None:
    assert reject(real, original, "--no-build") == 0
    capsys.readouterr()
    assert run(real, "review", "--format", "json") == 0
    assert original not in {f"<{one['link']}>" for one in json.loads(capsys.readouterr().out)}
    change_words(real, built, original)
    assert run(real, "review", "--format", "json") == 0
    first, *rest = json.loads(capsys.readouterr().out)
    assert f"<{first['link']}>" == original
    assert (first["again"]["by"], first["again"]["outcome"]) == ("企画調整課", "rejected")
    assert first["again"]["lost"]
    assert all(one["again"] is None for one in rest)
    assert run(real, "review", "--limit", "1") == 0
    assert "決め直し asked again" in capsys.readouterr().out


def test_a_decision_again_after_the_change_is_no_longer_asked(
    real: DataFolder, built: dict[str, Triples], original: Term, capsys: Capture
) -> None:
    assert reject(real, original, "--no-build") == 0
    change_words(real, built, original)
    assert reject(real, original, "--no-build") == 0
    capsys.readouterr()
    assert run(real, "review", "--format", "csv") == 0
    assert short(original) not in capsys.readouterr().out


def test_a_link_is_named_by_its_iri_its_digits_or_the_first_six(
    real: DataFolder, original: Term
) -> None:
    for given in (get_term_iri(original) or "", short(original), short(original)[:6]):
        words = ("--by", "課", "--reason", "理由", "--no-build")
        assert run(real, "decide", "confirm", given, *words) == 0
    assert {one.link for one in read_decisions(real.ttl).all} == {original}


def test_a_link_that_is_not_there_ends_with_3_and_near_ones(
    real: DataFolder, original: Term, capsys: Capture
) -> None:
    digits = short(original)
    wrong = digits[:5] + ("0" if digits[5] != "0" else "1") + digits[6:]
    assert run(real, "decide", "reject", wrong, "--by", "課", "--reason", "理由") == 3
    assert digits in capsys.readouterr().err
    for given in ("関連", "https://w3id.org/seisaku-kg/id/link/", "x" * 500, "0" * 16):
        assert run(real, "decide", "reject", given, "--by", "課", "--reason", "理由") == 3
    assert read_decisions(real.ttl).all == ()


def test_a_claim_that_is_no_link_is_refused_with_the_reason(
    real: DataFolder, built: dict[str, Triples], capsys: Capture
) -> None:
    claim = next(
        one
        for graph in built.values()
        for one, name, value in graph
        if (name, value) == (RDF.type, MPO.Claim) and "/id/claim/" in one
    )
    for given in (short(claim), get_term_iri(claim) or ""):
        assert run(real, "decide", "reject", given, "--by", "課", "--reason", "理由") == 2
        assert "a claim that is no link" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("by", "reason", "link"),
    [("", "理由", None), (" 　", "理由", None), ("課", "\n", None), ("課", "\0", None),
     ("課", "理由", "12345")],
)  # fmt: skip
def test_a_call_that_says_too_little_ends_with_2_and_writes_nothing(
    real: DataFolder, original: Term, by: str, reason: str, link: str | None
) -> None:
    before = (real.ttl / FILE).read_bytes()
    given = link or short(original)
    assert run(real, "decide", "reject", given, "--by", by, "--reason", reason) == 2
    assert (real.ttl / FILE).read_bytes() == before


def test_a_broken_file_of_decisions_stops_the_commands_and_is_left_alone(
    real: DataFolder, original: Term, capsys: Capture
) -> None:
    broken = (real.ttl / FILE).read_bytes() + b"<x:y> a\n"
    (real.ttl / FILE).write_bytes(broken)
    assert reject(real, original) == 2
    assert run(real, "review") == 2
    told = capsys.readouterr().err
    assert FILE in told
    assert "対処 fix" in told
    assert (real.ttl / FILE).read_bytes() == broken


def test_an_older_clock_is_told_and_nothing_is_written(
    real: DataFolder, built: dict[str, Triples], original: Term
) -> None:
    row, other = get_ends(built, original)
    made: Decision = make_decision(
        Outcome.REJECTED, list(built.values()), row, MPO.reappearanceOf, other
    )
    append_decision(real.ttl, replace(made, at=made.at + timedelta(days=36500)))
    before = (real.ttl / FILE).read_bytes()
    assert reject(real, original, "--no-build") == 2
    assert (real.ttl / FILE).read_bytes() == before


def test_a_row_that_reads_otherwise_in_a_new_build_is_asked_again(
    tmp_path: Path, capsys: Capture
) -> None:
    text = read_real(PLAN)
    before = make_folder(tmp_path / "before", Sample(PLAN, text))
    assert run(before, "build") == 0
    link = find_links(load(before), MPO.reappearanceOf, MPO.Inferred)[0]
    assert reject(before, link, "--no-build") == 0
    quote = next(one for one in read_decisions(before.ttl).all[0].quotes if "再掲" not in one)
    changed = text.replace(quote, quote.replace("。", "！", 1))
    assert changed != text
    after = make_folder(tmp_path / "after", Sample(PLAN, changed))
    shutil.copy(before.ttl / FILE, after.ttl / FILE)
    assert run(after, "build") == 0
    graphs = list(load(after).values())
    assert find_status(graphs, link) == [MPO.Candidate]
    row = find_values(graphs, link, RDF.subject)[0]
    assert find_values(graphs, row, MPO.reappearanceOf) == []
    assert find_values(graphs, row, MPO.originalUnknown) == [truth(True)]
    capsys.readouterr()
    assert run(after, "review", "--format", "json", "--limit", "1") == 0
    (first,) = json.loads(capsys.readouterr().out)
    assert f"<{first['link']}>" == link
    assert first["again"]["lost"] == [quote]
    assert reject(after, link) == 0
    assert find_status(list(load(after).values()), link) == [MPO.Rejected]


def test_who_decided_on_a_repeat_when_and_why_is_shown_apart_from_the_reason_of_the_rule(
    real: DataFolder, built: dict[str, Triples], capsys: Capture
) -> None:
    link = find_links(built, MPO.possibleDuplicateOf, MPO.Inferred)[0]
    reasons = find_values(list(built.values()), link, MPO.reason)
    assert reject(real, link) == 0
    assert find_values(list(load(real).values()), link, MPO.reason) == reasons
    capsys.readouterr()
    assert run(real, "duplicates", "--status", "rejected") == 0
    told = capsys.readouterr().out
    decision = read_decisions(real.ttl).all[0]
    assert f"決めた役割 企画調整課、{decision.time[:10]}、理由「別の事業」" in told
    assert " / 別の事業" not in told
    assert run(real, "duplicates", "--status", "rejected", "--format", "json") == 0
    ((row,),) = json.loads(capsys.readouterr().out).values()
    assert row["decided_by"] == "企画調整課"
    assert row["decided_at"] == decision.time
    assert row["decision_reason"] == "別の事業"
    assert "別の事業" not in row["reason"]
    page = read_page(make_test_app(real).test_client(), "/repeats?status=rejected")
    for words in ("決めた役割", "企画調整課", "別の事業"):
        assert words in page.main


def test_a_confirmed_link_that_is_decided_on_again_keeps_what_the_rules_had_earned(
    real: DataFolder, original: Term
) -> None:
    words = ("--by", "企画調整課", "--reason", "原本で確かめた")
    assert run(real, "decide", "confirm", short(original), *words) == 0
    assert find_values(list(load(real).values()), original, SSSOM.confidence) == [decimal(1.0)]
    assert reject(real, original, "--no-build") == 0
    first, second = read_decisions(real.ttl).all
    assert second.confidence == first.confidence != decimal(1.0)

"""A real plan is edited after people decided: decisions go along, or are asked again in words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.decisions.load import read_decisions
from kg.decisions.record import FILE
from kg.documents.folder import DataFolder
from kg.graph.ntriples import MPO, OA, PROV, RDF, Term, Triples, get_text
from kg.quality.workspace import check_folder
from tests.decisions.made import find_status, find_values
from tests.test_decide import PLAN, Capture, find_links, get_ends, load, run, short
from tests.workbench import Sample, make_folder, read_real

WORDS = ("--by", "企画調整課", "--reason", "確かめた")


def say(graphs: dict[str, Triples], link: Term) -> tuple[str, ...]:
    """The words of both ends of a link."""
    every = list(graphs.values())
    return tuple(
        get_text(text)
        for end in get_ends(graphs, link)
        for passage in find_values(every, end, PROV.wasDerivedFrom)
        for text in find_values(every, passage, OA.exact)
    )


def find_said(graphs: dict[str, Triples], status: Term) -> dict[tuple[str, ...], Term]:
    """The links to originals of a status, by the words of their ends."""
    return {say(graphs, link): link for link in find_links(graphs, MPO.reappearanceOf, status)}


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A plan of which one original was rejected, the next confirmed; not to be changed."""
    folder = make_folder(tmp_path_factory.mktemp("plan"), Sample(PLAN, read_real(PLAN)))
    assert run(folder, "build") == 0
    first, second, *_ = find_links(load(folder), MPO.reappearanceOf, MPO.Inferred)
    assert run(folder, "decide", "reject", short(first), *WORDS, "--no-build") == 0
    assert run(folder, "decide", "confirm", short(second), *WORDS) == 0
    return folder


def edit(decided: DataFolder, root: Path, text: str, slug: str = PLAN) -> DataFolder:
    """Another edition of the plan with the decisions of the first."""
    after = make_folder(root, Sample(slug, text))
    shutil.copy(decided.ttl / FILE, after.ttl / FILE)
    assert run(after, "build") == 0
    return after


@pytest.mark.parametrize("slug", [PLAN, "another-edition"])
def test_decisions_go_along_when_a_line_above_or_the_slug_changes(
    decided: DataFolder, tmp_path: Path, slug: str, capsys: Capture
) -> None:
    before = load(decided)
    after = edit(decided, tmp_path, "表紙\n\n" + read_real(PLAN), slug)
    graphs = load(after)
    for status in (MPO.Rejected, MPO.Confirmed):
        old, new = find_said(before, status), find_said(graphs, status)
        assert len(old) == 1
        assert old.keys() == new.keys()
        assert set(old.values()).isdisjoint(new.values())
    every = list(graphs.values())
    (confirmed,), (rejected,) = (
        find_said(graphs, one).values() for one in (MPO.Confirmed, MPO.Rejected)
    )
    row, other = get_ends(graphs, confirmed)
    assert find_values(every, row, MPO.reappearanceOf) == [other]
    row, _ = get_ends(graphs, rejected)
    assert find_values(every, row, MPO.reappearanceOf) == []
    capsys.readouterr()
    assert run(after, "review", "--format", "json") == 0
    assert not [one for one in json.loads(capsys.readouterr().out) if one["again"]]
    assert run(after, "build", "--check") == 0


def test_a_row_that_moved_and_changed_is_asked_again_and_told_in_words(
    decided: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    before = load(decided)
    ((_, quote),) = find_said(before, MPO.Rejected)
    text = read_real(PLAN)
    assert text.count(quote) == 1
    changed = "表紙\n\n" + text.replace(quote, quote.replace("。", "！", 1))
    after = edit(decided, tmp_path, changed)
    graphs = load(after)
    assert find_said(graphs, MPO.Rejected) == {}
    capsys.readouterr()
    assert run(after, "review", "--format", "json") == 0
    first, *_ = json.loads(capsys.readouterr().out)
    assert first["again"]["outcome"] == "rejected"
    assert first["status"] == "candidate"
    row = find_values(list(graphs.values()), f"<{first['link']}>", RDF.subject)[0]
    assert find_values(list(graphs.values()), row, MPO.reappearanceOf) == []
    found = [one for one in check_folder(after) if one.code.startswith("decision-")]
    assert [one.severity for one in found] == ["warning"]
    assert all(" ".join(quote.split())[:20] in one.thing for one in found)
    assert run(after, "decide", "reject", first["link"], *WORDS) == 0
    assert find_status(list(load(after).values()), f"<{first['link']}>") == [MPO.Rejected]
    capsys.readouterr()
    assert run(after, "review", "--format", "json") == 0
    assert not [one for one in json.loads(capsys.readouterr().out) if one["again"]]


def test_a_row_that_was_taken_out_leaves_no_link_though_another_stands_at_its_place(
    decided: DataFolder, tmp_path: Path
) -> None:
    before = load(decided)
    ((_, quote),) = find_said(before, MPO.Rejected)
    after = edit(decided, tmp_path, read_real(PLAN).replace(quote, "", 1))
    graphs = load(after)
    assert find_said(graphs, MPO.Rejected) == {}
    decisions = read_decisions(after.ttl)
    rejected = next(one for one in decisions.all if one.reason and one.outcome == MPO.Rejected)
    assert find_status(list(graphs.values()), rejected.link) == []
    assert "decision-without-link" in {one.code for one in check_folder(after)} or (
        "decision-outdated" in {one.code for one in check_folder(after)}
    )


def test_what_no_rule_gives_any_more_is_asked_out_of_the_decision_alone(
    decided: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    ((_, quote),) = find_said(load(decided), MPO.Rejected)
    other = "\t".join(cell[::-1] for cell in quote.split("\t"))
    text = read_real(PLAN)
    place = text.index(quote + "\t") if quote + "\t" in text else text.index(quote)
    after = edit(decided, tmp_path, text[:place] + other + text[place + len(quote) :])
    rejected = read_decisions(after.ttl).all[0]
    assert find_status(list(load(after).values()), rejected.link) == []
    capsys.readouterr()
    assert run(after, "review", "--format", "json") == 0
    first, *_ = json.loads(capsys.readouterr().out)
    assert f"<{first['link']}>" == rejected.link
    assert (first["rules"], first["reasons"]) == ([], {"ja": [], "en": []})
    assert first["again"]["lost"] == [quote]
    assert first["evidence"]
    assert run(after, "review", "--limit", "1") == 0
    assert "決め直し asked again" in capsys.readouterr().out
    assert run(after, "decide", "reject", short(rejected.link), *WORDS) == 0
    every = list(load(after).values())
    assert find_status(every, rejected.link) == [MPO.Rejected]
    assert find_values(every, rejected.link, MPO.rule) == []
    assert not [one for one in check_folder(after) if one.severity == "fault"]

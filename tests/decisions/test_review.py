"""`kg review`: the queue in its order, and a person who answers, stops, or breaks off."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.commands import decide
from kg.decisions.load import read_decisions
from kg.decisions.record import Outcome
from kg.documents.folder import DataFolder
from tests.test_decide import PLAN, Capture, run
from tests.workbench import Sample, make_folder, read_real


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A real plan alone, built; not to be changed."""
    folder = make_folder(tmp_path_factory.mktemp("plan"), Sample(PLAN, read_real(PLAN)))
    assert run(folder, "build") == 0
    return folder


@pytest.fixture
def small(plan: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A copy of the plan that a test may change; a terminal is made believe."""
    shutil.copytree(plan.root, tmp_path / "data")
    monkeypatch.setattr(decide, "is_watched", lambda: True)
    return DataFolder(tmp_path / "data")


def test_the_queue_goes_by_rule_and_the_least_sure_first_without_what_is_stated(
    plan: DataFolder, capsys: Capture
) -> None:
    assert run(plan, "review", "--format", "json") == 0
    queue = json.loads(capsys.readouterr().out)
    assert {one["status"] for one in queue} <= {"candidate", "inferred"}
    keys = [([rule["slug"] for rule in one["rules"]][:1], one["confidence"]) for one in queue]
    assert keys == sorted(keys)
    one = next(one for one in queue if one["predicate"]["iri"].endswith("#reappearanceOf"))
    assert one["subject"]["texts"]
    assert one["subject"]["label"]
    assert all(proof["quote"] and proof["first_line"] for proof in one["evidence"])


@pytest.mark.parametrize(
    ("options", "holds"),
    [
        (("--rule", "same-folded-name"), lambda row: "same-folded-name" in row["rules"].split()),
        (("--predicate", "reappearanceOf"), lambda row: row["predicate"] == "reappearanceOf"),
        (("--predicate", "mpo:mentions", "--status", "stated"),
         lambda row: row["status"] == "stated"),
        (("--predicate", "再掲元"), lambda row: row["predicate"] == "reappearanceOf"),
        (("--status", "candidate"), lambda row: row["status"] == "candidate"),
        (("--min-confidence", "0.5"), lambda row: float(row["confidence"]) >= 0.5),
        (("--max-confidence", "0.45"), lambda row: float(row["confidence"]) <= 0.45),
    ],
)  # fmt: skip
def test_the_queue_is_narrowed_by_rule_relation_status_and_confidence(
    plan: DataFolder,
    options: tuple[str, ...],
    holds: Callable[[dict[str, str]], bool],
    capsys: Capture,
) -> None:
    assert run(plan, "review", *options, "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows
    assert all(holds(row) for row in rows)
    assert run(plan, "review", *options, "--format", "csv", "--limit", "1") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize(
    "options",
    [("--rule", "x"), ("--predicate", "x y"), ("--min-confidence", "2"),
     ("--max-confidence", "nan")],
)  # fmt: skip
def test_a_filter_that_nothing_can_meet_is_a_wrong_call(
    plan: DataFolder, options: tuple[str, ...], capsys: Capture
) -> None:
    assert run(plan, "review", *options) == 2
    assert capsys.readouterr().err


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str | BaseException) -> None:
    left = iter(answers)

    def read(_: str = "") -> str:
        given = next(left, EOFError())
        if isinstance(given, BaseException):
            raise given
        return given

    monkeypatch.setattr("builtins.input", read)


REVIEW = ("review", "--predicate", "reappearanceOf")


def test_a_review_asks_writes_each_answer_and_builds_once(
    small: DataFolder, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    answer(monkeypatch, "何", "Ｙ", "企画調整課", " ", "同じ事業", "s", "n", "別の事業", "q")
    assert run(small, *REVIEW) == 0
    told = capsys.readouterr()
    first, second = read_decisions(small.ttl).all
    assert (first.outcome, first.by, first.reason) == (Outcome.CONFIRMED, "企画調整課", "同じ事業")
    assert (second.outcome, second.reason) == (Outcome.REJECTED, "別の事業")
    assert told.err.count("wrote ") >= 1
    assert "[2/" in told.out


@pytest.mark.parametrize("end", [EOFError(), KeyboardInterrupt()])
def test_a_review_that_is_broken_off_keeps_what_was_decided(
    small: DataFolder, end: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    answer(monkeypatch, "n", "別の事業", "n", end)
    code = run(small, *REVIEW, "--by", "企画調整課", "--no-build")
    assert code == (130 if isinstance(end, KeyboardInterrupt) else 0)
    assert len(read_decisions(small.ttl).all) == 1
    assert "kg build" in capsys.readouterr().err


def test_a_review_with_nothing_left_says_so(small: DataFolder, capsys: Capture) -> None:
    assert run(small, "review", "--rule", "sole-known-ordinance") == 0
    assert "nothing to decide" in capsys.readouterr().err

"""The published scores are those of the program: as current as the tables of the README."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.quality.published import (
    SCORES,
    DocumentMeasure,
    Measure,
    load_scores,
    read_scores,
    write_scores,
)
from tests.questions.conftest import REAL
from tests.test_house import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENT = DocumentMeasure("x", True, Measure("total", 1, 2, 4), (Measure("a", 1, 2, 4),))


def read_table(name: str) -> list[list[str]]:
    told = README.split(f"<!-- {name}:begin -->")[1].split(f"<!-- {name}:end -->")[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in told.splitlines()
        if line.startswith("| ") and "---" not in line
    ]


def test_the_scores_are_those_of_the_readme() -> None:
    scores = load_scores(REAL)
    assert scores is not None
    rows = [row for row in read_table("scores") if "訂正" in row[1]]
    assert [
        [one.slug, "with" if one.corrected else "without", str(one.total.expected),
         f"{one.total.precision:.4f}", f"{one.total.recall:.4f}"]
        for one in scores.documents
    ] == [[row[0], row[1].split()[1], *row[2:]] for row in rows]  # fmt: skip
    fields = {row[0]: row[1:] for row in read_table("scores") if len(row) == 4}
    for one in scores.fields:
        told = [str(one.expected), f"{one.precision:.4f}", f"{one.recall:.4f}"]
        assert fields[one.name] == told
    chains = {row[0]: row[1:4] for row in read_table("chains")[1:]}
    links = {one.name: one for one in scores.links}
    for name, told in chains.items():
        one = links[name]
        assert told == [str(one.expected), f"{one.precision:.4f}", f"{one.recall:.4f}"]


def test_the_first_runs_on_unseen_documents_are_those_of_the_readme() -> None:
    scores = load_scores(REAL)
    assert scores is not None
    assert scores.unseen
    for run in scores.unseen:
        numbers = f"| {run.facts} | {run.precision:.3f} | {run.recall:.3f} |"
        assert numbers in README
        if run.later:
            assert f"{run.later[0]:.3f} / {run.later[1]:.3f}" in README


def test_what_is_written_is_read_back_and_keeps_its_date_while_nothing_changes(
    tmp_path: Path,
) -> None:
    path = tmp_path / SCORES
    write_scores(path, (DOCUMENT,), (Measure("l", 1, 1, 1),), "kg scores", "2020-01-01")
    write_scores(path, (DOCUMENT,), (Measure("l", 1, 1, 1),), "kg scores", "2021-01-01")
    scores = read_scores(tmp_path)
    assert scores.date == "2020-01-01"
    assert scores.documents == (DOCUMENT,)
    assert scores.fields == DOCUMENT.fields
    assert (scores.links[0].precision, DOCUMENT.total.recall) == (1.0, 0.25)
    write_scores(path, (DOCUMENT,), (), "kg scores", "2021-01-01")
    assert read_scores(tmp_path).date == "2021-01-01"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"date": 1, "command": 1, "documents": [1]}'])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / SCORES).write_text(text, encoding="utf-8")
    with pytest.raises(GraphError, match=re.escape(SCORES)):
        read_scores(tmp_path)


def test_the_file_is_what_the_command_writes() -> None:
    told = json.loads((ROOT / "data" / SCORES).read_text(encoding="utf-8"))
    assert told["command"].split()[1] in README
    assert set(told) == {"date", "command", "documents", "links"}

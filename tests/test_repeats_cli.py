"""`kg reappearances`, `kg duplicates` and `kg similar` on the real graph, in every form."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from kg.cli import main
from kg.frames import make_frame
from kg.questions.pair_tables import make_reappearance_table
from kg.questions.reappearances import find_reappearances
from kg.store.embedded import load_store
from tests.workbench import DATA


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, str]:
    assert main(["--data", str(DATA), *words]) == 0
    found = capsys.readouterr()
    return found.out, found.err


def test_all_rows_marked_again_are_counted_by_their_state(
    capsys: pytest.CaptureFixture[str],
) -> None:
    out, err = run(capsys, "reappearances")
    assert out.count("再掲: ") == 32
    assert err.strip() == "再掲 32 行: 一致 8、違いあり 3、原本不明 21"


def test_the_row_whose_targets_are_shifted_is_told_in_words_in_both_languages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    out, _ = run(capsys, "reappearances", "--state", "drifted")
    assert "目標の欄（2012年度から2014年度以降）が右へ1列ずれている" in out
    assert "【削除：" in out
    assert "【追加：" in out
    english, _ = run(capsys, "reappearances", "--state", "drifted", "--lang", "en")
    assert "moved 1 column to the right" in english


def test_rows_are_handed_over_as_csv_that_a_spreadsheet_opens(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "again.csv"
    run(capsys, "reappearances", "--format", "csv", "-o", str(path))
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 32
    (shifted,) = [row for row in rows if row["shift"] not in ("", "0")]
    assert shifted["shift"] == "1"
    assert all(row["row_document"] and row["row_lines"] and row["row_iri"] for row in rows)


def test_json_gives_the_rows_and_their_fields(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = run(capsys, "reappearances", "--format", "json", "--state", "found")
    told = json.loads(out)
    assert len(told["reappearances"]) == 11
    assert {row["compared"] for row in told["fields"]} >= {"same", "shifted"}


def test_a_workbook_has_a_sheet_of_rows_and_one_of_fields(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "again.xlsx"
    run(capsys, "reappearances", "--format", "xlsx", "-o", str(path))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["reappearances", "fields"]
    assert book["reappearances"].max_row == 33


def test_a_workbook_without_a_place_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(DATA), "reappearances", "--format", "xlsx"]) == 2
    assert "-o" in capsys.readouterr().err


def test_repeats_that_nobody_marked_say_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = run(capsys, "duplicates", "--status", "inferred")
    assert "名称が一致、(各区)のみ異なる" in out
    assert "名称が一致、(まちづくり局)のみ異なる" in out
    told = json.loads(run(capsys, "duplicates", "--format", "json")[0])
    pairs = {frozenset((row["left_project"], row["right_project"])) for row in told["duplicate"]}
    assert {"区民会議運営事業", "区民会議運営事業(各区)"} in pairs
    assert {"区役所サービス向上事業", "区役所サービス向上事業(各区)"} in pairs
    assert {"CALS/EC整備推進事業", "CALS/EC整備推進事業(まちづくり局)"} in pairs


def test_clusters_and_the_way_between_two_projects_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    out, _ = run(capsys, "duplicates", "--clusters")
    assert "区民会議運営事業、区民会議運営事業(各区)" in out
    ends = ("区民会議運営事業", "区民会議運営事業(各区)")
    out, _ = run(capsys, "duplicates", "--path", *ends)
    assert out.startswith("区民会議運営事業 — 区民会議運営事業(各区): 名称が一致")
    assert main(["--data", str(DATA), "duplicates", "--path", "区民会議", "広報事業"]) == 3
    assert "区民会議運営事業" in capsys.readouterr().err


def test_no_project_of_one_municipality_is_said_to_be_like_another_without_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, err = run(capsys, "similar")
    assert err.startswith("0 組")


def test_rows_become_a_data_frame() -> None:
    table = make_reappearance_table(find_reappearances(load_store(DATA / "ttl")))
    frame = make_frame(table)
    assert len(frame) == 32
    assert list(frame.columns)[:2] == ["state", "summary"]
    assert dict(frame["state"].value_counts()) == {"unknown": 21, "same": 8, "drifted": 3}


def test_a_document_that_is_not_there_is_named_with_those_that_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--data", str(DATA), "reappearances", "--document", "nosuch"]) == 3
    assert "kyoto-participation-plan-ch5" in capsys.readouterr().err


def test_a_text_is_written_where_it_is_wanted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "again.txt"
    out, _ = run(capsys, "reappearances", "-o", str(path))
    assert out == ""
    assert path.read_text("utf-8").count("再掲: ") == 32


def test_clusters_are_text_and_say_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "clusters.txt"
    run(capsys, "duplicates", "--clusters", "-o", str(path))
    assert path.read_text("utf-8").startswith("[1] ")
    assert main(["--data", str(DATA), "duplicates", "--clusters", "--format", "json"]) == 2
    assert "--format" in capsys.readouterr().err

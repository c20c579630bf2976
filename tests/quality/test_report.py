"""Findings told to a clerk, a program and a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, replace

import pytest

from kg.quality.finding import QualityFinding
from kg.quality.report import Lang, render_report

FAULT = QualityFinding(
    code="Listing-printedName", severity="fault", where="141305/plan:57",
    thing="https://w3id.org/seisaku-kg/id/141305/document/plan/listing/1234",
    ja="行に名前がありません。", en="A listing has no name.",
    fix_ja="名前を書いてください。", fix_en="Write the name.",
)
NOTE = replace(FAULT, code="note-code", severity="note", where="141305/plan:9")


def test_a_clerk_reads_what_where_and_how_to_mend() -> None:
    assert render_report([NOTE, FAULT, replace(FAULT, where="141305/plan:9")], "ja", "text") == (
        "■ 不備 (2)\n"
        "\n"
        "[Listing-printedName] (2)\n"
        "  - 141305/plan:9: 行に名前がありません。\n"
        "      https://w3id.org/seisaku-kg/id/141305/document/plan/listing/1234\n"
        "  - 141305/plan:57: 行に名前がありません。\n"
        "      https://w3id.org/seisaku-kg/id/141305/document/plan/listing/1234\n"
        "  対処: 名前を書いてください。\n"
        "\n"
        "■ 参考 (1)\n"
        "\n"
        "[note-code] (1)\n"
        "  - 141305/plan:9: 行に名前がありません。\n"
        "      https://w3id.org/seisaku-kg/id/141305/document/plan/listing/1234\n"
        "  対処: 名前を書いてください。\n"
        "\n"
        "まとめ: 不備 2 件、注意 0 件、参考 1 件。不備を直してから公開してください。\n"
    )


def test_the_english_report_has_no_japanese_of_its_own() -> None:
    report = render_report([FAULT], "en", "text")
    assert "A listing has no name." in report
    assert "Fix: Write the name." in report
    assert report.isascii() or set(filter(lambda sign: not sign.isascii(), report)) == {"■"}


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("ja", "まとめ: 不備 0 件、注意 0 件、参考 0 件。公開できます。\n"),
        ("en", "Summary: faults 0, warnings 0, notes 0. Fit to be published.\n"),
    ],
)
def test_a_clean_graph_is_one_summary_line(lang: Lang, line: str) -> None:
    assert render_report([], lang, "text") == line


def test_line_ends_inside_a_finding_do_not_break_the_list() -> None:
    report = render_report([replace(FAULT, ja="一\n二\r\n■ 不備")], "ja", "text")
    assert "  - 141305/plan:57: 一 二 ■ 不備\n" in report


def test_json_is_a_list_of_objects_with_every_field() -> None:
    told = json.loads(render_report([NOTE, FAULT], "ja", "json"))
    assert told == [asdict(FAULT), asdict(NOTE)]
    assert json.loads(render_report([], "ja", "json")) == []


def test_csv_gives_back_what_was_found() -> None:
    text = render_report([FAULT], "ja", "csv")
    assert list(csv.DictReader(io.StringIO(text))) == [asdict(FAULT)]
    assert "\r" not in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_the_csv_begins_like_a_formula(start: str) -> None:
    hostile = start + "HYPERLINK(1)"
    text = render_report([replace(FAULT, ja=hostile, thing=hostile)], "ja", "csv")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["ja"] == row["thing"] == "'" + hostile


def test_a_carriage_return_does_not_break_a_row_of_the_csv() -> None:
    text = render_report([replace(FAULT, ja="一\r二\r\n三")], "ja", "csv")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["ja"] == "一\n二\n三"


def test_an_unknown_format_is_a_wrong_call() -> None:
    with pytest.raises(ValueError, match="unknown format"):
        render_report([], "ja", "xml")  # type: ignore[arg-type]

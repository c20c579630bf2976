"""Readings: rows with a reason that fit the source, or are refused at file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.corrections import COLUMNS, apply_corrections, load_corrections
from kg.documents.source import SourceText
from kg.errors import CorrectionError
from kg.records import CorrectionRecord, Span

SOURCE = SourceText("あゆみのしきみ\nしきみとしきみ\r\n\nおわり", "")
EMPTY = "行・原文・理由のどれかが空です / line, as_printed or reason is empty"
HEAD = "\t".join(COLUMNS) + "\n"


def load(folder: Path, *rows: str, source: SourceText = SOURCE) -> tuple[CorrectionRecord, ...]:
    path = folder / "plan.tsv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return load_corrections(path, source)


def test_a_document_without_a_file_has_no_corrections(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "none.tsv", SOURCE) == ()


def test_a_correction_is_found_in_its_line(tmp_path: Path) -> None:
    found = load(tmp_path, "2\tしきみ\tしくみ\t2\t語でない", "1\tしきみ\tしくみ\t\t語でない")
    assert found == (
        CorrectionRecord(Span(4, 7), "しきみ", "しくみ", "語でない"),
        CorrectionRecord(Span(12, 15), "しきみ", "しくみ", "語でない"),
    )
    assert [SOURCE.quote(correction.span) for correction in found] == ["しきみ", "しきみ"]


def test_a_reading_may_be_empty(tmp_path: Path) -> None:
    (found,) = load(tmp_path, "1\tの\t\t\t余分")
    assert found.reading == ""


def test_windows_line_ends_and_blank_lines_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.tsv"
    path.write_bytes((HEAD + "\n1\tの\tと\t\t誤読\n\n").replace("\n", "\r\n").encode())
    assert [found.reason for found in load_corrections(path, SOURCE)] == ["誤読"]


@pytest.mark.parametrize(
    ("rows", "line", "what", "fix"),
    [
        (["1\tの\tと\t\t"], 2, EMPTY, ""),
        (["1\t\tと\t\t誤読"], 2, EMPTY, ""),
        (["x\tの\tと\t\t誤読"], 2, EMPTY, ""),
        (["1\tの"], 2, EMPTY, ""),
        (["5\tの\tと\t\t誤読"], 2, "5行目はありません / no such line", ""),
        (["0\tの\tと\t\t誤読"], 2, "0行目はありません / no such line", ""),
        (
            ["1\tの\tと\t\t誤読", "1\tない\tと\t\t誤読"],
            3,
            "1行目に「ない」がありません / not in that line",
            "原文と行番号を確かめてください / check line and text",
        ),
        (
            ["1\tの\tと\t2\t誤読"],
            2,
            "1行目に「の」がありません / not in that line",
            "原文と行番号を確かめてください / check line and text",
        ),
        (
            ["2\tしきみ\tしくみ\t\t誤読"],
            2,
            "2行目に「しきみ」が複数あります / stands there more than once",
            "occurrence に何番目かを書いてください / say which in `occurrence`",
        ),
        (["1\tの\tと\tx\t誤読"], 2, "occurrence は1からの数です / a number from 1 expected: x", ""),
        (["1\tの\tと\t0\t誤読"], 2, "occurrence は1からの数です / a number from 1 expected: 0", ""),
        (
            ["1\tの\tと\t-1\t誤読"],
            2,
            "occurrence は1からの数です / a number from 1 expected: -1",
            "",
        ),
        (["1\tの\tと\t\t誤読\tまた"], 2, "列が多すぎます / more cells than columns", ""),
        (
            ["", "1\tのし\tと\t\t誤読", "", "1\tしき\tしく\t\t誤読"],
            5,
            "読みが重なっています / readings overlap: のし",
            "",
        ),
        (["", "", "9\tの\tと\t\t誤読"], 4, "9行目はありません / no such line", ""),
    ],
)
def test_a_row_that_does_not_fit_is_refused_at_its_line(
    tmp_path: Path, rows: list[str], line: int, what: str, fix: str
) -> None:
    with pytest.raises(CorrectionError) as caught:
        load(tmp_path, *rows)
    message = f"{tmp_path / 'plan.tsv'}:{line}: {what}"
    assert str(caught.value) == message + (f"\n  対処 fix: {fix}" if fix else "")


@pytest.mark.parametrize("head", ["", "line\treading\n", "\ufeff" + HEAD, HEAD.replace("\t", ",")])
def test_other_columns_are_refused(tmp_path: Path, head: str) -> None:
    path = tmp_path / "plan.tsv"
    path.write_text(head, encoding="utf-8")
    with pytest.raises(CorrectionError) as caught:
        load_corrections(path, SOURCE)
    assert str(caught.value) == (
        f"{path}:1: 列は line as_printed reading occurrence reason です / wrong columns"
    )


def test_a_table_that_is_not_utf_8_is_refused_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.tsv"
    path.write_bytes(HEAD.encode() + "1\tの\tと\t\t誤読\n".encode() + "1\tの\n".encode("cp932"))
    with pytest.raises(CorrectionError) as caught:
        load_corrections(path, SOURCE)
    assert caught.value.where == f"{path}:3"
    assert caught.value.what == "読みの表を読めません / the corrections cannot be read"
    assert caught.value.fix.startswith("UTF-8")


def test_a_cell_longer_than_any_reading_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match="the corrections cannot be read"):
        load(tmp_path, "1\t" + "の" * 200_000 + "\tと\t\t誤読")


@given(st.data())
def test_readings_change_their_stretch_and_nothing_else(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("あいう\n"), min_size=1, max_size=30))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    corrections = [CorrectionRecord(span, text[span.start : span.end], "X", "r") for span in spans]
    expected = text
    for span in reversed(spans):
        expected = expected[: span.start] + "X" + expected[span.end :]
    assert apply_corrections(SourceText(text, ""), Span(0, len(text)), corrections) == expected


def test_a_reading_that_is_cut_by_the_stretch_is_left_out() -> None:
    correction = CorrectionRecord(Span(4, 7), "しきみ", "しくみ", "語でない")
    assert apply_corrections(SOURCE, Span(0, 7), [correction]) == "あゆみのしくみ"
    assert apply_corrections(SOURCE, Span(0, 6), [correction]) == "あゆみのしき"
    assert apply_corrections(SOURCE, Span(5, 7), [correction]) == "きみ"

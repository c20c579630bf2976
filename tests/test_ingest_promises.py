"""What the text promises and no row tells: `kg ingest` warns, whatever share was accounted for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli import main
from kg.documents.source import SourceText
from kg.layouts.layout import parse_layout
from kg.layouts.promises import find_promises
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise

Capture = pytest.CaptureFixture[str]
LEVEL = '[[node]]\nlevel = "方針"\npattern = "方針{number}{blank}{title}"\n'
ENTRY = f'{LEVEL}\n[[entry]]\npattern = "No.<{{number}}>{{blank}}{{title}}"\n'
BLANKS = "方針1　守る\n\n番号　事業名　　　事業概要　　　　　担当課\n" + "".join(
    f"{at}　　事業の{name}　　{name}を行います。　環境課\n" for at, name in enumerate("山川海空", 1)
)
CARDS = "方針1　守る\n\n" + "".join(
    f"■{name}の事業\n担当課：環境課\n{name}を行います。\n\n" for name in "山川海空"
)
TABLE = "\n事業名\t担当課\n一覧の事業\t環境課\n"
ENTRIES = "方針1　守る\n\n" + "".join(
    f"No.{at} {name}の事業\n担当課：環境課\n\n" for at, name in enumerate("山川海空", 1)
)


def count_promises(text: str, layout: str | None) -> list[tuple[int, tuple[int, ...]]]:
    source = SourceText(text, "")
    made = parse_layout(layout, "test") if layout else propose_layout(source).layout
    found = find_promises(source, recognise(source, made), made)
    return [(one.count, one.lines) for one in found]


@pytest.mark.parametrize(
    ("text", "layout", "found"),
    [
        (CARDS, LEVEL, [(4, (4, 8, 12, 16))]),
        (CARDS + TABLE, LEVEL, [(4, (4, 8, 12, 16))]),
        ("方針1　守る\n\n【事業名】海の事業\n海を守ります。\n", LEVEL, [(1, (3,))]),
        (
            "方針1　守る\n\n事業名　担当課　評価\n\n" + "評価は次のとおりです。\n" * 3,
            LEVEL,
            [(1, (3,))],
        ),
        ("方針1　守る\n\n事業名\t海の事業\n担当課\t環境課\n", "", [(2, (3, 4))]),
    ],
    ids=["labels", "labels beside a table", "one label", "header alone", "cards"],
)
def test_words_of_columns_without_a_row_are_a_promise_that_was_not_kept(
    text: str, layout: str, found: list[tuple[int, tuple[int, ...]]]
) -> None:
    assert count_promises(text, layout or 'description = "x"\n') == found


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (ENTRIES, ENTRY),
        (ENTRIES, None),
        ("方針1　守る\n" + TABLE, LEVEL),
        (BLANKS, None),
        ("方針1　守る\n\n担当課は、毎年、事業名を公表します。\n", LEVEL),
        ("方針1　守る\n" + TABLE + "\n備考：一覧は参考です。担当：環境課\n", LEVEL),
    ],
    ids=["entries", "proposed entries", "table", "blanks", "sentence", "one line in many"],
)
def test_what_was_read_is_no_promise(text: str, layout: str | None) -> None:
    assert count_promises(text, layout) == []


def test_numbers_that_count_up_below_a_header_promise_a_row_each() -> None:
    rows = "".join(f"{at}　{name}の事業　環境課　継続\n" for at, name in enumerate("山川海空", 1))
    text = f"方針1　守る\n\n番号　事業名　担当課　区分\n\n{rows}"
    source = SourceText(text, "")
    layout = parse_layout(LEVEL, "test")
    whole = recognise(source, layout)
    assert len(whole.listings) == 4
    assert find_promises(source, whole, layout) == []
    (promise,) = find_promises(source, replace(whole, listings=whole.listings[:1]), layout)
    assert (promise.count, promise.lines) == (5, (6, 7, 8))
    (promise,) = find_promises(source, replace(whole, listings=()), layout)
    assert (promise.count, promise.lines) == (5, (3, 5, 6, 7, 8))


def test_the_reading_warns_in_one_line_with_the_lines(tmp_path: Path, capsys: Capture) -> None:
    file, layout = tmp_path / "plan.txt", tmp_path / "mine.toml"
    file.write_text(CARDS, encoding="utf-8")
    layout.write_text(LEVEL, encoding="utf-8")
    ask = ["--data", str(tmp_path / "data"), "ingest", str(file)]
    (tmp_path / "data").mkdir()
    assert main([*ask, "--layout", str(layout)]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "warning" in line]
    assert len(told) == 1
    assert "「担当課」" in told[0]
    assert "4 行のうち 4 行" in told[0]
    assert "4、8、12、16" in told[0]
    assert "4 of 4 lines" in told[0]

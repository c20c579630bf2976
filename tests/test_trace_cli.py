"""`kg trace`, `kg gaps` and `kg path` on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from kg.cli import main
from kg.names import PREFIXES
from tests.questions import small_trace as small


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cli")
    small.write_trace_data(root)
    return root


def run(
    data: Path, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0
) -> tuple[str, str]:
    assert main(["--data", str(data), *arguments]) == code
    told = capsys.readouterr()
    return told.out, told.err


def test_a_trace_reads_as_text_for_people(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = run(data, capsys, "trace", "第3条")
    order = ("■ 文書が述べている", "■ つながりから導いた", "● 乙事業［事業］", "■ 候補")
    places = [out.index(words) for words in order]
    assert places == sorted(places)
    assert "つながり: 乙事業 ─根拠とする→ 指針 ─同じもの→ ルール ─実施する→ 第3条" in out
    assert "4行目「乙事業は指針に基づく。」" in out
    assert "人が補った、出典: 市のページ https://example.org/page" in out
    assert "戊事業" not in out
    assert "10 件" in err


def test_a_trace_is_narrowed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = run(data, capsys, "trace", "3", "--status", "stated", "--status", "candidate")
    assert "つながりから導いた" not in out
    assert "丁事業" in out
    out, err = run(data, capsys, "trace", "3", "--year", "2013", "--min-confidence", "0.7")
    assert "年度の分からないもの (1)" in out
    assert "0 件、年度の分からないもの 1 件" in err
    out, _ = run(data, capsys, "trace", "第5条", "--municipality", "990002")
    assert "実施するものはありません" in out


def test_the_other_way_lists_the_articles(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = run(data, capsys, "trace", "--project", "乙事業", "--lang", "en")
    assert "● 小市協働条例 第3条" in out
    assert "How sure: probably" in out
    out, _ = run(data, capsys, "trace", "--project", "孤事業")
    assert "実施する条文はありません" in out
    out, _ = run(data, capsys, "trace", "--project", "乙事業", "--format", "md")
    assert out.startswith("# 「乙事業」が実施する条文")


def test_csv_json_and_markdown_go_to_a_file_or_to_stdout(
    data: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out, _ = run(data, capsys, "trace", "3", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 10
    told = json.loads(run(data, capsys, "trace", "3", "--format", "json")[0])
    assert len(told["implementers"]) == 10
    assert told["digest"]
    path = tmp_path / "handout.md"
    run(data, capsys, "trace", "3", "--format", "md", "-o", str(path))
    assert path.read_text(encoding="utf-8").startswith("# 小市協働条例 第3条 を実施するもの")


def test_excel_holds_things_and_steps(
    data: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "trace.xlsx"
    run(data, capsys, "trace", "3", "--format", "xlsx", "-o", str(path))
    assert openpyxl.load_workbook(path).sheetnames == ["implementers", "steps"]
    run(data, capsys, "trace", "3", "--format", "xlsx", code=2)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["trace", "第99条"], 3, "近い番号"),
        (["trace", "第2条"], 2, "複数の条例"),
        (["trace", "甲事業"], 2, "条文の番号として読めません"),
        (["trace"], 2, "どちらか一つ"),
        (["trace", "3", "--project", "甲事業"], 2, "どちらか一つ"),
        (["trace", "--project", "無い事業"], 3, "グラフにありません"),
        (["path", "丁事業", "ルール"], 3, "つなぐものはありません"),
        (["path", "無い", "ルール"], 3, "グラフにありません"),
    ],
)
def test_what_cannot_be_answered_says_why(
    data: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    assert words in run(data, capsys, *arguments, code=code)[1]


@pytest.mark.parametrize("value", ["2", "x", "-1", "nan"])
def test_a_confidence_is_from_nought_to_one(
    data: Path, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["--data", str(data), "trace", "3", f"--min-confidence={value}"])
    assert raised.value.code == 2
    assert "0–1" in capsys.readouterr().err


def test_gaps_are_listed_by_kind(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = run(data, capsys, "gaps")
    assert out.count("■") == 4
    assert "件 / gaps" in err
    out, _ = run(data, capsys, "gaps", "--kind", "article", "--municipality", "990002")
    assert "遠市協働条例 第2条" in out
    assert "小市" not in out
    told = json.loads(run(data, capsys, "gaps", "--kind", "project", "--format", "json")[0])
    assert {row["name"] for row in told["gaps"]} == {"丁事業", "戊事業", "孤事業"}


def test_a_path_is_told_in_words(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = run(data, capsys, "path", "乙事業", "3")
    assert "↓ 「乙事業」は「指針」に基づく［文書にそう書かれている］" in out
    rows = json.loads(run(data, capsys, "path", "乙事業", "3", "--format", "json")[0])
    assert [row["step"] for row in rows] == [1, 2, 3]
    assert all(row["quote"] for row in rows)


def add_named_ordinance(data: Path) -> None:
    """Add an ordinance that a plan of a third city only names, with one project for its article."""
    base = f"{small.CODE[:-1]}3"
    graph = small.ORDINANCE.partition("eli/")[0]
    act, project = f"{graph}{base}/instrument/港市条例", f"{graph}{base}/project/港事業"
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    (data / "ttl" / base).mkdir()
    (data / "ttl" / base / "report.ttl").write_text(
        f"""{head}<{act}> a mpo:Ordinance, mpo:Legislation, mpo:Instrument ;
  skos:prefLabel "港市条例"@ja .
<{act}/art_3> a mpo:Article, eli:LegalResourceSubdivision ; eli:number "3" ;
  eli:is_part_of <{act}> ; skos:prefLabel "第3条"@ja .
<{project}> a mpo:Project ; skos:prefLabel "港事業"@ja ; mpo:implementsArticle <{act}/art_3> .
<{graph}link/aa> a mpo:Link, rdf:Statement ; rdf:subject <{project}> ;
  rdf:predicate mpo:implementsArticle ; rdf:object <{act}/art_3> ; mpo:status mpo:Stated ;
  sssom:confidence 1.0 .
""",
        encoding="utf-8",
    )


def test_a_bare_number_names_the_other_ordinances_that_have_one_and_how_to_ask(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_trace_data(tmp_path)
    _, before = run(tmp_path, capsys, "trace", "第3条")
    assert "ほかの条例" not in before
    add_named_ordinance(tmp_path)
    out, err = run(tmp_path, capsys, "trace", "第3条")
    assert out.startswith("小市協働条例 第3条")
    assert "ほかの条例にも第3条があります" in err
    (asked,) = (line.split("  (")[0].strip() for line in err.splitlines() if "kg trace" in line)
    assert asked == "kg trace 港市条例第3条 --municipality 990003"
    assert "(1 件)" in err
    out, err = run(tmp_path, capsys, *asked.split()[1:])
    assert "港事業" in out
    assert "ほかの条例" not in err
    _, err = run(tmp_path, capsys, "trace", "3", "--lang", "en")
    assert "Other ordinances have an 第3条 too" in err
    assert "(1 found)" in err
    _, err = run(tmp_path, capsys, "trace", "第3条", "--municipality", "990001")
    assert "ほかの条例" not in err

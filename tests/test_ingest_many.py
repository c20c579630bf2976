"""`kg ingest` of a folder or a list: all files are read, and one that fails stops no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.cli import main
from kg.documents.folder import DataFolder
from kg.documents.manifest import load_manifest
from tests.workbench import Sample, make_folder

Capture = pytest.CaptureFixture[str]
CODE = "011002"


def make_plan(name: str) -> str:
    return f"""{name}市民計画

基本目標1 学ぶまち

施策1-1 読書の推進

図書館の蔵書を増やします。

アクション\tねらい\t担当課\tR6\tR7以降
{name}図書館の導入\tどこでも読めるようにします。\t図書館\t設計\t運用
{name}図書館の運行（再掲）\t遠い地区に届けます。\t図書館、地域振興課\t運行\t運行
読み聞かせの会\t本に親しむ機会をつくります。\t図書館\t開催\t開催
"""


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    text = "第1章 はじめの章\n\n説明です。\n"
    return make_folder(tmp_path / "data", Sample("first", text, "chapter-of-measures", "261009"))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Three plans, one of them a table, and two files that are none."""
    inbox = tmp_path / "inbox"
    (inbox / "deeper").mkdir(parents=True)
    (inbox / "a.txt").write_text(make_plan("電子"), encoding="utf-8")
    (inbox / "deeper" / "b.txt").write_text(make_plan("移動"), encoding="utf-8")
    (inbox / "c.csv").write_bytes(
        "事業名,事業概要,担当課,R6,R7\n公園の整備,公園を整えます。,公園課,設計,工事\n"
        "緑道の整備,緑道を整えます。,公園課,設計,工事\n"
        "花壇の整備（再掲）,花を植えます。,公園課,実施,実施\n".encode("cp932")
    )
    (inbox / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (inbox / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    (inbox / ".hidden").write_text("x", encoding="utf-8")
    return inbox


def run(folder: DataFolder, *arguments: object) -> int:
    return main(["--data", str(folder.root), "ingest", *map(str, arguments)])


def test_every_file_of_a_folder_is_read_and_those_that_fail_are_named(
    folder: DataFolder, inbox: Path, capsys: Capture
) -> None:
    assert run(folder, inbox, "--municipality", "札幌市", "--write") == 1
    told = capsys.readouterr().out
    assert re.search(r"^○ a\.txt: .*行 rows 3（再掲 1）、担当 bodies 2", told, re.MULTILINE)
    assert re.search(r"^○ c\.csv: .*行 rows 3（再掲 1）、担当 bodies 1", told, re.MULTILINE)
    assert f"{inbox / 'bad.pdf'}: PDF" in told
    assert str(inbox / "photo.png") in told
    assert "読んだ文書 read 3、変わらない文書 unchanged 0、取り込めない文書 failed 2" in told
    assert "行 rows 9（再掲 3）" in told
    known = {one.slug: one for one in load_manifest(folder.sources).documents}
    assert set(known) == {"first", "a", "b", "c"}
    assert {known[slug].municipality for slug in "abc"} == {CODE}
    assert known["c"].reader is not None
    assert main(["--data", str(folder.root), "build", "--check"]) == 0
    capsys.readouterr()


def test_only_changed_files_are_read_again(
    folder: DataFolder, inbox: Path, capsys: Capture
) -> None:
    for name in ("bad.pdf", "photo.png"):
        (inbox / name).unlink()
    assert run(folder, inbox, "--municipality", CODE, "--write") == 0
    graph = {path: path.stat().st_mtime_ns for path in folder.ttl.rglob("*.ttl")}
    capsys.readouterr()
    assert run(folder, inbox, "--municipality", CODE, "--write") == 0
    told = capsys.readouterr().out
    assert told.count("変わっていません") == 3
    assert {path: path.stat().st_mtime_ns for path in folder.ttl.rglob("*.ttl")} == graph
    (inbox / "d.txt").write_text(make_plan("巡回"), encoding="utf-8")
    (inbox / "a.txt").write_text(make_plan("紙の"), encoding="utf-8")
    assert run(folder, inbox, "--municipality", CODE, "--write") == 1
    told = capsys.readouterr().out
    assert "○ d.txt" in told
    assert "kg replace a" in told, "another text under a known name is a new edition"
    assert {one.slug for one in load_manifest(folder.sources).documents} == {*"abcd", "first"}


def test_nothing_is_changed_before_it_is_written(
    folder: DataFolder, inbox: Path, capsys: Capture
) -> None:
    before = (folder.sources / "documents.toml").read_bytes()
    assert run(folder, inbox, "--municipality", CODE) == 1
    assert "--write" in capsys.readouterr().out
    assert (folder.sources / "documents.toml").read_bytes() == before


def test_a_list_says_of_each_file_what_is_known(
    folder: DataFolder, inbox: Path, capsys: Capture
) -> None:
    (inbox / "plans.toml").write_text(
        f"""[document.a]
file = "a.txt"
municipality = "{CODE}"
title = "電子の計画"
issued = "2024-03"
source = "https://www.example.jp/a.txt"
period = {{ start = 2024, end = 2028 }}

[document.b]
file = "deeper/b.txt"
municipality = "小樽市"
""",
        encoding="utf-8",
    )
    assert run(folder, inbox / "plans.toml", "--write") == 0
    manifest = load_manifest(folder.sources)
    first, second = manifest.get_document("a"), manifest.get_document("b")
    assert (first.title, first.issued, first.period_end) == ("電子の計画", "2024-03", 2028)
    assert second.municipality == "012033"
    capsys.readouterr()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "文書が一つも"),
        ("[document.a]\n", "file"),
        ('[document.a]\nfile = "a.txt"\ncolour = 1\n', "colour"),
        ('[document.a]\nfile = "a.txt"\ntitle = 1\n', "title"),
        ("[document", "一覧を読めません"),
    ],
)
def test_a_list_that_cannot_be_followed_is_refused(
    text: str, words: str, folder: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "plans.toml"
    path.write_text(text, encoding="utf-8")
    assert run(folder, path, "--write") == 2
    assert words in capsys.readouterr().err


def test_an_empty_folder_is_told(folder: DataFolder, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "empty").mkdir()
    assert run(folder, tmp_path / "empty") == 2
    assert "文書がありません" in capsys.readouterr().err

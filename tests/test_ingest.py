"""`kg ingest`: a file is read and told, and with --write taken in whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tomllib
from pathlib import Path

import pytest

from kg.cli import main
from kg.commands.codes import check_code
from kg.documents.folder import DataFolder
from kg.documents.manifest import load_manifest
from kg.documents.manifest_text import add_entry, remove_entry
from kg.errors import GraphError, KgError
from tests.workbench import Sample, make_folder

Capture = pytest.CaptureFixture[str]
CODE = "011002"
PLAN = """みなと市こども計画

基本目標1 学ぶまち

施策1-1 読書の推進

図書館の蔵書を増やします。

アクション\tねらい\t担当課\tR6\tR7以降
電子図書館の導入\tどこでも読めるようにします。\t図書館\t設計\t運用
移動図書館の運行\t遠い地区に届けます。\t図書館、地域振興課\t運行\t運行
読み聞かせの会\t本に親しむ機会をつくります。\t図書館\t開催\t開催

施策1-2 学びの場

取組のねらい…

公民館の講座を見直します。

アクション\tねらい\t担当課\tR6\tR7以降
電子図書館の導入（再掲）\tどこでも読めるようにします。\t図書館\t設計\t運用
"""


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder that holds one small document."""
    text = "第1章 はじめの章\n\n説明です。\n"
    return make_folder(
        tmp_path / "data",
        Sample("first", text, layout="chapter-of-measures", municipality="261009"),
    )


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan-2.txt"
    file.write_text(PLAN, encoding="utf-8")
    return file


def run(folder: DataFolder, *arguments: str | Path) -> int:
    return main(["--data", str(folder.root), "ingest", *map(str, arguments)])


def take_stock(folder: DataFolder) -> dict[str, str]:
    """Every file of a folder with the digest of its bytes."""
    return {
        str(path.relative_to(folder.root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.root.rglob("*"))
        if path.is_file()
    }


# --- reading ---------------------------------------------------------------------------------


def test_reading_tells_columns_levels_counts_and_what_could_not_be_placed(
    folder: DataFolder, plan: Path, capsys: Capture
) -> None:
    before = take_stock(folder)
    assert run(folder, plan) == 0
    told = capsys.readouterr().out
    for words in (
        "アクション", "事業の名前", "name of the project", "升目の中身",
        "基本目標 <{number}>{blank}{title}", "施策 <{number} - {number}>{blank}{title}",
        "節点 nodes 3（基本目標 1、施策 2）", "行 rows 4（再掲 1）", "担当 bodies 2",
        "16行目 line 16", "取組のねらい…", "まだ何も変えていません",
        "--save-layout plan-2.toml", "--write",
    ):  # fmt: skip
        assert words in told, words
    assert take_stock(folder) == before


def test_explain_tells_every_stretch_with_its_line(
    folder: DataFolder, plan: Path, capsys: Capture
) -> None:
    assert run(folder, plan, "--explain") == 0
    told = capsys.readouterr().out
    assert "3\tused\theading:基本目標\t基本目標1 学ぶまち" in told
    assert "10\tused\tcell:name\t電子図書館の導入" in told
    assert "9\ttable-header\t\tねらい" in told


def test_a_layout_may_be_named_or_given_as_a_file(
    folder: DataFolder, plan: Path, tmp_path: Path, capsys: Capture
) -> None:
    saved = tmp_path / "layouts" / "mine.toml"
    assert run(folder, plan, "--save-layout", saved) == 0
    first = capsys.readouterr().out
    assert run(folder, plan, "--layout", saved) == 0
    second = capsys.readouterr().out
    assert (
        first.partition("読み取ったもの")[2].partition("次に")[0]
        == (second.partition("読み取ったもの")[2].partition("次に")[0])
    )
    assert run(folder, plan, "--layout", "action-plan") == 0
    assert "action-plan" in capsys.readouterr().out
    assert run(folder, plan, "--layout", "nothing-like-it") == 2
    assert run(folder, plan, "--layout", tmp_path / "none.toml") == 2


def test_a_layout_that_was_edited_is_not_overwritten(
    folder: DataFolder, plan: Path, tmp_path: Path, capsys: Capture
) -> None:
    saved = tmp_path / "mine.toml"
    saved.write_text("# my own\n", encoding="utf-8")
    assert run(folder, plan, "--save-layout", saved) == 2
    assert saved.read_text(encoding="utf-8") == "# my own\n"
    assert str(saved) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空|何も書かれていません"),
        (b"\xef\xbb\xbf \n", "何も書かれていません|空"),
        ("計画".encode("cp932"), "CP932"),
        (b"\xff\xfe\x00\x30", "UTF-16"),
        (b"%PDF-1.7\n\xe2", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"abc\x00def", "control characters"),
        (b"\x9d\x00\xff\xfe", "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_what_it_is_and_what_to_do(
    data: bytes, words: str, folder: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "bad.txt"
    file.write_bytes(data)
    assert run(folder, file, "--municipality", CODE, "--write") == 2
    told = capsys.readouterr().err
    assert str(file) in told
    assert any(word in told for word in words.split("|"))
    assert "プログラムの誤り" not in told


def test_a_file_that_cannot_be_opened_is_named(
    folder: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    for file in (tmp_path / "none.txt", Path("a\x00b.txt")):
        assert run(folder, file) == 2
        told = capsys.readouterr().err
        assert "文書を読めません" in told
        assert "対処 fix" in told


def test_without_a_file_the_call_is_wrong(folder: DataFolder, capsys: Capture) -> None:
    assert run(folder) == 2
    assert "kg ingest FILE" in capsys.readouterr().err


# --- taking in -----------------------------------------------------------------------------------


def test_a_new_document_is_copied_listed_laid_out_and_built(
    folder: DataFolder, plan: Path, capsys: Capture
) -> None:
    listed = (folder.sources / "documents.toml").read_bytes()
    assert run(folder, plan, "--municipality", CODE, "--write") == 0
    capsys.readouterr()
    assert (folder.sources / CODE / "plan-2.txt").read_bytes() == plan.read_bytes()
    assert (folder.sources / "documents.toml").read_bytes().startswith(listed)
    entry = load_manifest(folder.sources).get_document("plan-2")
    assert (entry.title, entry.layout, entry.municipality) == ("みなと市こども計画", "plan-2", CODE)
    assert entry.sha256 == hashlib.sha256(plan.read_bytes()).hexdigest()
    assert "アクション" in (folder.layouts / "plan-2.toml").read_text(encoding="utf-8")
    assert "電子図書館の導入" in (folder.ttl / CODE / "plan-2.ttl").read_text(encoding="utf-8")
    assert main(["--data", str(folder.root), "build", "--check"]) == 0


def test_taking_in_the_same_document_again_changes_nothing(
    folder: DataFolder, plan: Path, capsys: Capture
) -> None:
    assert run(folder, plan, "--municipality", CODE, "--write") == 0
    before = take_stock(folder)
    assert run(folder, plan, "--municipality", CODE, "--write") == 0
    assert take_stock(folder) == before
    assert "変わったものはありません" in capsys.readouterr().err


def test_comments_and_order_of_the_list_are_kept(
    folder: DataFolder, plan: Path, capsys: Capture
) -> None:
    path = folder.sources / "documents.toml"
    path.write_text("# 文書の一覧\n" + path.read_text("utf-8").rstrip("\n"), encoding="utf-8")
    before = path.read_text("utf-8")
    assert run(folder, plan, "--municipality", CODE, "--title", '計画 "第2期"', "--write") == 0
    assert path.read_text("utf-8").startswith(before + "\n\n[document.plan-2]\n")
    assert load_manifest(folder.sources).get_document("plan-2").title == '計画 "第2期"'
    capsys.readouterr()


def test_other_bytes_under_the_same_name_are_refused(
    folder: DataFolder, plan: Path, capsys: Capture
) -> None:
    assert run(folder, plan, "--municipality", CODE, "--write") == 0
    before = take_stock(folder)
    plan.write_text(PLAN + "追加です。\n", encoding="utf-8")
    assert run(folder, plan, "--municipality", CODE, "--write") == 2
    assert "別の文書" in capsys.readouterr().err
    assert take_stock(folder) == before


def test_a_layout_that_was_edited_in_the_data_folder_must_be_named(
    folder: DataFolder, plan: Path, capsys: Capture
) -> None:
    assert run(folder, plan, "--municipality", CODE, "--write") == 0
    edited = folder.layouts / "plan-2.toml"
    edited.write_text(edited.read_text("utf-8") + "# mine\n", encoding="utf-8")
    assert run(folder, plan, "--municipality", CODE, "--write") == 2
    assert "--layout plan-2" in capsys.readouterr().err
    assert run(folder, plan, "--municipality", CODE, "--layout", "plan-2", "--write") == 0


def test_a_proposal_never_takes_the_name_of_a_packaged_layout(
    folder: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "action-plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    assert run(folder, file, "--municipality", CODE, "--write") == 0
    assert load_manifest(folder.sources).get_document("action-plan").layout != "action-plan"
    capsys.readouterr()


def test_a_folder_called_by_the_code_says_whose_document_it_is(
    folder: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / CODE / "plan-2.txt"
    file.parent.mkdir()
    file.write_text(PLAN, encoding="utf-8")
    assert run(folder, file, "--write") == 0
    assert load_manifest(folder.sources).get_document("plan-2").municipality == CODE
    names = (folder.ttl / "curated-municipalities.ttl").read_text(encoding="utf-8")
    assert '"札幌市"@ja' in names
    capsys.readouterr()


def test_a_code_that_no_list_names_is_told(folder: DataFolder, plan: Path, capsys: Capture) -> None:
    assert run(folder, plan, "--municipality", "990001", "--write") == 0
    assert "curated.ttl" in capsys.readouterr().err


def test_without_a_municipality_nothing_is_registered(
    folder: DataFolder, plan: Path, capsys: Capture
) -> None:
    before = take_stock(folder)
    assert run(folder, plan, "--write") == 2
    assert "--municipality" in capsys.readouterr().err
    assert take_stock(folder) == before


def test_what_holds_no_structure_is_not_registered(
    folder: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("こんにちは。\nお元気ですか。\n", encoding="utf-8")
    before = take_stock(folder)
    assert run(folder, file, "--municipality", CODE, "--write") == 1
    assert "--save-layout" in capsys.readouterr().err
    assert take_stock(folder) == before


def test_a_first_document_needs_no_list(tmp_path: Path, plan: Path, capsys: Capture) -> None:
    folder = DataFolder(tmp_path / "empty")
    folder.root.mkdir()
    assert run(folder, plan, "--municipality", CODE, "--write") == 0
    assert [entry.slug for entry in load_manifest(folder.sources).documents] == ["plan-2"]
    capsys.readouterr()


def test_when_another_document_no_longer_builds_nothing_is_changed(
    folder: DataFolder, plan: Path, capsys: Capture
) -> None:
    other = next(folder.sources.glob("261009/*.txt"))
    other.write_text("他の中身です。\n", encoding="utf-8")
    before = take_stock(folder)
    assert run(folder, plan, "--municipality", CODE, "--write") == 2
    assert str(folder.sources) in capsys.readouterr().err
    assert take_stock(folder) == before


@pytest.mark.parametrize("error", [GraphError("written halfway"), KeyboardInterrupt()])
def test_when_the_graph_cannot_be_written_everything_is_taken_back(
    error: BaseException,
    folder: DataFolder,
    plan: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    def fail(*_: object) -> None:
        raise error

    before = take_stock(folder)
    monkeypatch.setattr("kg.commands.register.write_build", fail)
    assert run(folder, plan, "--municipality", CODE, "--write") in (2, 130)
    assert take_stock(folder) == before
    capsys.readouterr()


def test_when_a_file_cannot_be_written_what_was_written_is_taken_back(
    folder: DataFolder, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    replaced = os.replace

    def fail(path: Path, target: Path) -> None:
        if Path(target).name == "documents.toml":
            raise OSError(28, "No space left on device", str(target))
        replaced(path, target)

    before = take_stock(folder)
    monkeypatch.setattr(os, "replace", fail)
    assert run(folder, plan, "--municipality", CODE, "--write") == 2
    assert "No space left" in capsys.readouterr().err
    assert take_stock(folder) == before


def test_names_of_files_may_be_japanese(
    folder: DataFolder, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "第2期 計画（案）.txt"
    file.write_text(PLAN, encoding="utf-8")
    assert run(folder, file, "--municipality", CODE, "--write") == 0
    assert load_manifest(folder.sources).get_document("第2期 計画（案）").title
    capsys.readouterr()


# --- small matters ---------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["141305", "261009", "011002", "281000", "401307"])
def test_codes_with_the_right_check_digit_pass(code: str) -> None:
    check_code(code)


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("141304", "141305"),
        ("14130", "141305"),
        ("abc", "--municipality"),
        ("1413055", "--municipality"),
    ],
)
def test_a_wrong_code_is_refused_with_the_right_one(code: str, hint: str) -> None:
    with pytest.raises(KgError, match=hint):
        check_code(code)


def test_an_entry_is_added_at_the_end_of_a_list_that_stays_as_it_is() -> None:
    entry = {
        "title": "題\\\n\x7f",
        "period": {"start": 2011, "end": 2013},
        "plan": {"name": "計画"},
    }
    for kept in (b"", b"# list\n", b"# list", b"[document.x]\ntitle = 'x'\n"):
        text = add_entry(kept, "a b", entry)
        assert text.startswith(kept)
        assert tomllib.loads(text.decode())["document"]["a b"] == entry
        assert tomllib.loads(remove_entry(text, "a b").decode()) == tomllib.loads(kept.decode())


def test_an_unreadable_file_is_an_error_of_the_user(
    folder: DataFolder, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, os.strerror(13), str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert run(folder, plan) == 2
    assert os.strerror(13) in capsys.readouterr().err

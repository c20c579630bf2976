"""Editions: a new one is compared with the old, takes its place in the list, and can go again."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.documents.folder import DataFolder
from kg.documents.manifest import load_manifest
from kg.errors import ManifestError
from kg.names import make_document
from kg.questions.editions import Change, EditionChanges, compare_documents
from kg.store.embedded import load_store
from kg.store.terms import Iri
from tests.workbench import Sample, make_folder

Capture = pytest.CaptureFixture[str]
CODE = "011002"
HEAD = "番号\tアクション\tねらい\t担当課\tR6\tR7以降\n"
OLD = f"""みなと市こども計画

基本目標1 学ぶまち

施策1-1 読書の推進

図書館の蔵書を増やします。

{HEAD}101\t電子図書館の導入\tどこでも本が読めるように、電子図書館を導入します。\t図書館\t設計\t運用
102\t移動図書館の運行\t図書館から遠い地区に、移動図書館の車で本を届けます。\t図書館\t運行\t運行
103\t読み聞かせの会\t幼いころから本に親しむ機会をつくるため、会を開きます。\t図書館\t開催\t開催

施策1-2 学びの場

公民館の講座を見直します。

{HEAD}104\t親子講座の開催\t親と子がともに学ぶ講座を、公民館で季節ごとに開きます。\t公民館\t開催\t開催
"""
NEW = f"""みなと市こども計画 改訂版

基本目標1 学ぶまち

施策1-1 読書の推進

図書館の蔵書を増やします。

{HEAD}101\t電子図書館の導入\tどこでも本が読めるように、電子図書館を導入します。\t図書館、情報課\t運用\t運用
103\tえほんとの出会いの会\t幼いころから本に親しむ機会をつくるため、会を開きます。\t図書館\t開催\t開催

施策1-2 学びの場

公民館の講座を見直します。

{HEAD}102\t移動図書館の運行\t図書館から遠い地区に、移動図書館の車で本を届けます。\t図書館\t運行\t運行
105\tプログラミング教室\t中学生がプログラムを作りながら学ぶ教室を開きます。\t公民館\t検討\t開催
"""


def run(folder: DataFolder, *arguments: object) -> int:
    return main(["--data", str(folder.root), *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path, capsys: Capture) -> DataFolder:
    """A data folder with the old edition."""
    folder = make_folder(
        tmp_path / "data",
        Sample("first", "第1章 はじめの章\n\n説明です。\n", "chapter-of-measures", "261009"),
    )
    old = tmp_path / "kodomo-1.txt"
    old.write_text(OLD, encoding="utf-8")
    assert run(folder, "ingest", old, "--municipality", CODE, "--write") == 0
    capsys.readouterr()
    return folder


@pytest.fixture
def new(tmp_path: Path) -> Path:
    file = tmp_path / "kodomo-2.txt"
    file.write_text(NEW, encoding="utf-8")
    return file


def compare(folder: DataFolder) -> EditionChanges:
    old, new = (Iri(make_document(CODE, f"kodomo-{number}")) for number in (1, 2))
    return compare_documents(load_store(folder.ttl), old, new)


def test_a_new_edition_tells_what_was_added_removed_changed_renamed_and_moved(
    folder: DataFolder, new: Path, capsys: Capture
) -> None:
    assert run(folder, "replace", "kodomo-1", new, "--write") == 0
    told = capsys.readouterr().out
    changes = {
        row.shown.project.label: (row.changes, row.bridge and row.bridge.value)
        for row in compare(folder).rows
    }
    assert changes == {
        "電子図書館の導入": ((Change.CHANGED,), "name"),
        "えほんとの出会いの会": ((Change.RENAMED,), "code"),
        "移動図書館の運行": ((Change.MOVED,), "name"),
        "プログラミング教室": ((Change.ADDED,), None),
        "親子講座の開催": ((Change.REMOVED,), None),
    }
    (first, *_) = compare(folder).rows
    assert first.drift is not None
    assert {field.field.value for field in first.drift.differing} == {"bodies", "cell"}
    assert "[改称] 読み聞かせの会 → えほんとの出会いの会" in told
    assert "[移動] 移動図書館の運行" in told
    assert "行: 追加 1、削除 1、変更 1、改称 1、移動 1、同じ 0" in told
    entry = load_manifest(folder.sources).get_document("kodomo-2")
    assert (entry.replaces, entry.municipality, entry.layout) == ("kodomo-1", CODE, "kodomo-1")


def test_nothing_is_changed_before_it_is_written(
    folder: DataFolder, new: Path, capsys: Capture
) -> None:
    def take_stock() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}

    before = take_stock()
    assert run(folder, "replace", "kodomo-1", new) == 0
    told = capsys.readouterr()
    assert "[移動] 移動図書館の運行" in told.out
    assert "--write" in told.err
    assert take_stock() == before


def test_the_changes_come_as_json_csv_and_excel(
    folder: DataFolder, new: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert run(folder, "replace", "kodomo-1", new, "--write") == 0
    capsys.readouterr()
    assert run(folder, "diff", "kodomo-1", "kodomo-2", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["changes"] for row in rows] == ["変更", "改称", "移動", "追加", "削除"]
    assert rows[0]["new_iri"].startswith(make_document(CODE, "kodomo-2") + "/listing/")
    assert run(folder, "diff", "kodomo-1", "kodomo-2", "--format", "csv", "--lang", "en") == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert [row["changes"] for row in table] == ["changed", "renamed", "moved", "added", "removed"]
    place = tmp_path / "out.xlsx"
    assert run(folder, "diff", "kodomo-1", "kodomo-2", "--format", "xlsx", "-o", place) == 0
    assert place.read_bytes().startswith(b"PK")
    capsys.readouterr()


def test_a_document_and_all_that_is_kept_of_it_can_be_taken_out(
    folder: DataFolder, new: Path, capsys: Capture
) -> None:
    assert run(folder, "replace", "kodomo-1", new, "--write") == 0
    assert run(folder, "remove", "kodomo-1", "--write") == 2
    assert "kg remove kodomo-2" in capsys.readouterr().err
    assert run(folder, "remove", "kodomo-2") == 0
    assert "would remove" in capsys.readouterr().out
    assert (folder.ttl / CODE / "kodomo-2.ttl").exists()
    assert run(folder, "remove", "kodomo-2", "--write") == 0
    assert not list(folder.root.rglob("kodomo-2*"))
    # The old edition uses the layout still.
    assert (folder.layouts / "kodomo-1.toml").exists()
    assert run(folder, "remove", "kodomo-1", "--write") == 0
    assert not list(folder.root.rglob("kodomo-1*"))
    assert run(folder, "build", "--check") == 0
    capsys.readouterr()


def test_the_last_document_stays(folder: DataFolder, capsys: Capture) -> None:
    assert run(folder, "remove", "kodomo-1", "--write") == 0
    assert run(folder, "remove", "first", "--write") == 2
    assert "最後の文書" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("replaces", "words"),
    [("kodomo-9", "kodomo-1"), ("kodomo-1", "輪"), ("first", "別の自治体")],
)
def test_a_list_names_an_edition_that_can_be_one(
    replaces: str, words: str, folder: DataFolder
) -> None:
    path = folder.sources / "documents.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + f'replaces = "{replaces}"\n', encoding="utf-8")
    with pytest.raises(ManifestError, match=words):
        load_manifest(folder.sources)


def test_an_unknown_edition_is_told(folder: DataFolder, new: Path, capsys: Capture) -> None:
    assert run(folder, "replace", "kodomo", new) == 2
    assert "kodomo-1" in capsys.readouterr().err
    assert run(folder, "diff", "kodomo-1", "nothing") == 2
    capsys.readouterr()

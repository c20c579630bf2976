"""The build is deterministic, all or nothing, and says what is wrong with its input."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import (
    CorrectionError,
    CoverageError,
    GraphError,
    LayoutError,
    ManifestError,
    SourceError,
)
from kg.publish import check_build, find_stale, make_build, write_build
from tests.workbench import DATA, ROOT, Sample, copy_real_data, make_folder, read_real

PLAN = read_real("kawasaki-action-plan-2011-policy-7")


def _tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_builds_give_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    trees = []
    for seed in ("1", "2"):
        folder = copy_real_data(tmp_path / seed)
        for path in folder.ttl.glob("*/*.ttl"):
            path.unlink()
        (folder.ttl / "inferred.ttl").unlink()
        subprocess.run(
            [sys.executable, "-m", "kg.cli", "--data", str(folder.root), "build"],
            check=True,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        trees.append(_tree(folder.ttl))
    assert trees[0] == trees[1]
    assert trees[0] == _tree(DATA / "ttl")


def test_the_graph_folder_holds_documents_curated_inferred_and_decisions_and_nothing_else() -> None:
    assert {path.name for path in (DATA / "ttl").iterdir() if path.is_file()} == {
        "curated.ttl",
        "curated-bodies.ttl",
        "curated-municipalities.ttl",
        "inferred.ttl",
        "decisions.ttl",
    }


def test_a_graph_that_is_not_what_the_sources_give_is_found_with_file_and_line(
    tmp_path: Path,
) -> None:
    folder = copy_real_data(tmp_path)
    build = make_build(folder)
    check_build(folder, build)
    path = folder.ttl / "inferred.ttl"
    lines = path.read_text("utf-8").split("\n")
    lines[20] += " "
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(
        GraphError, match=r"inferred\.ttl:21: .*not what the sources give"
    ) as caught:
        check_build(folder, build)
    assert caught.value.exit_code == 1
    assert "kg build" in caught.value.fix


def test_a_document_taken_out_of_the_list_leaves_the_graph(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path, Sample("one", PLAN), Sample("two", "第1章 名\n", "chapter-of-measures")
    )
    write_build(folder, make_build(folder))
    assert (folder.ttl / "141305" / "two.ttl").exists()
    manifest = folder.sources / "documents.toml"
    manifest.write_text(manifest.read_text("utf-8").split("[document.two]")[0], encoding="utf-8")
    build = make_build(folder)
    assert [path.name for path in find_stale(folder, build)] == ["two.ttl"]
    write_build(folder, build)
    assert not (folder.ttl / "141305" / "two.ttl").exists()


def test_a_build_writes_only_what_changed(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, Sample("one", PLAN))
    assert len(write_build(folder, make_build(folder))[0]) == 2
    assert write_build(folder, make_build(folder)) == ([], [])


def test_other_bytes_under_a_slug_are_refused(tmp_path: Path) -> None:
    folder = copy_real_data(tmp_path)
    before = _tree(folder.ttl)
    path = next(folder.sources.glob("*/kyoto*.txt"))
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(SourceError, match="other bytes than those recorded") as caught:
        make_build(folder)
    assert "新しい版は別の名前" in caught.value.fix
    assert _tree(folder.ttl) == before


def test_a_source_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    data = "一行目\n二行目".encode() + b"\n\x83e\n"
    folder = make_folder(tmp_path, Sample("bad", "", data=data))
    with pytest.raises(SourceError, match=r"bad\.txt:3: UTF-8 ではない"):
        make_build(folder)


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, Sample("gone", "x"))
    (folder.sources / "141305" / "gone.txt").unlink()
    with pytest.raises(SourceError, match=r"gone\.txt: 文書を読めません"):
        make_build(folder)


def test_an_unknown_layout_is_named_with_the_known_ones(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, Sample("x", "x", "action-plam"))
    with pytest.raises(LayoutError, match=r"\[document\.x\]: レイアウト「action-plam」") as caught:
        make_build(folder)
    assert "action-plan" in caught.value.fix


def test_a_corrupt_turtle_file_is_named_with_its_line(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, Sample("x", PLAN))
    (folder.ttl / "curated.ttl").write_text("@prefix a: <b:> .\n\na:b a:c\na:d .\n;;", "utf-8")
    with pytest.raises(GraphError, match=r"curated\.ttl:\d: Turtle として読めません"):
        make_build(folder)


NOTE = "表の下に置かれた注記の文です。"


def test_a_build_fails_only_under_its_stated_coverage(tmp_path: Path) -> None:
    # A line below a table, where only a label reopens the text.
    table = "事業名\t事業概要\t計画期間の取組\n甲事業\t概要です。\t推進\n"
    text = f"基本政策Ⅰ\n\n題\n\nⅠ-1 方向\n\n{table}\n{NOTE}\n"
    make_build(make_folder(tmp_path / "low", Sample("x", text)))
    folder = make_folder(tmp_path / "full", Sample("x", text))
    manifest = folder.sources / "documents.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("= 0.0", "= 1.0"), encoding="utf-8")
    with pytest.raises(CoverageError, match=r"x\.txt:10: 読み取れた割合 \d\d\.\d\d%") as caught:
        make_build(folder)
    assert NOTE in caught.value.why
    assert caught.value.exit_code == 1


def test_a_row_that_fits_no_column_pattern_is_reported_and_the_build_goes_on(
    tmp_path: Path,
) -> None:
    text = "## 基本政策Ⅰ\n\n題\n\n値だけ\t表の見出しがない\n\n" + PLAN
    build = make_build(make_folder(tmp_path, Sample("x", text)))
    extraction = build.documents[0].extraction
    found = [f for f in extraction.findings if f.code == "row-fits-no-columns"]
    assert [(f.line, f.text) for f in found] == [(5, "値だけ\t表の見出しがない")]
    assert len(extraction.listings) == 81


CORRECTION = "line\tas_printed\treading\toccurrence\treason\n"


def test_a_correction_changes_texts_and_neither_quotations_nor_names(tmp_path: Path) -> None:
    text = PLAN
    rows = CORRECTION + "52\tパブリック\tパフリック\t1\t試験\n"
    plain = make_build(make_folder(tmp_path / "plain", Sample("x", text)))
    read = make_build(make_folder(tmp_path / "read", Sample("x", text, corrections=rows)))
    before = plain.documents[0].extraction
    after = read.documents[0].extraction
    assert [r.name for r in before.listings] == [r.name for r in after.listings]
    assert [r.spans for r in before.listings] == [r.spans for r in after.listings]
    changed = [r for r in after.listings if r.label != r.name]
    assert [(r.label, r.printed_name) for r in changed] == [
        ("パフリックコメント制度運営事業", "パブリックコメント制度運営事業")
    ]
    turtle = read.files[Path("141305/x.ttl")]
    assert 'mpo:asPrinted "パブリック"@ja' in turtle
    assert "project:パブリックコメント制度運営事業\n" in turtle


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("9999\tあ\tい\t\t理由", "9999行目はありません"),
        ("26\t存在しない\tい\t\t理由", "26行目に「存在しない」がありません"),
        ("32\t自治\tい\t\t理由", "32行目に「自治」が複数あります"),
        ("32\t分権型\tい\t\t", "理由のどれかが空です"),
    ],
)
def test_a_correction_that_does_not_fit_its_document_is_refused(
    row: str, message: str, tmp_path: Path
) -> None:
    folder = make_folder(tmp_path, Sample("x", PLAN, corrections=CORRECTION + row + "\n"))
    with pytest.raises(CorrectionError, match=rf"x\.tsv:2: .*{message}"):
        make_build(folder)


def test_builds_at_the_same_time_leave_one_whole_graph(tmp_path: Path) -> None:
    folder = copy_real_data(tmp_path)
    for path in folder.ttl.glob("*/*.ttl"):
        path.unlink()
    command = [sys.executable, "-m", "kg.cli", "--data", str(folder.root), "build"]
    running = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    for process in running:
        process.communicate()
    assert [process.returncode for process in running] == [0, 0, 0]
    assert _tree(folder.ttl) == _tree(DATA / "ttl")


def test_a_list_without_documents_is_refused_and_removes_nothing(tmp_path: Path) -> None:
    folder = copy_real_data(tmp_path)
    (folder.sources / "documents.toml").write_text("", encoding="utf-8")
    with pytest.raises(ManifestError, match="no document is listed"):
        make_build(folder)
    assert _tree(folder.ttl) == _tree(DATA / "ttl")


def test_a_build_removes_only_files_that_a_build_made(tmp_path: Path) -> None:
    folder = copy_real_data(tmp_path)
    own = folder.ttl / "141305" / "notes.ttl"
    own.write_text("# mine\n", encoding="utf-8")
    write_build(folder, make_build(folder))
    assert own.exists()


def test_a_name_in_two_widths_is_one_label_and_one_other_name(tmp_path: Path) -> None:
    rows = "A事業(各区)\t概要です。\t推進\nA事業（各区）(再掲)\t概要です。\t推進\n"
    text = f"## 基本政策Ⅰ\n\n題\n\n事業名\t事業概要\t計画期間の取組\n{rows}"
    turtle = make_build(make_folder(tmp_path, Sample("x", text))).files[Path("141305/x.ttl")]
    assert turtle.count('skos:prefLabel "A事業(各区)"@ja') == 1
    assert turtle.count('skos:altLabel "A事業（各区）"@ja') == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('license = "CC BY> 4.0"', "license は http"),
        ('source = "file:///etc/passwd"', "source は http"),
        ('issued = "平成23年"', "issued は西暦"),
        ('plan = { name = "実行計画", kind = "Plan X>" }', "plan の name か kind"),
        ('plan = { name = "", kind = "plan" }', "plan の name か kind"),
    ],
)
def test_a_value_that_cannot_stand_in_the_graph_is_refused(
    line: str, words: str, tmp_path: Path
) -> None:
    folder = make_folder(tmp_path, Sample("x", PLAN, extra=line))
    with pytest.raises(ManifestError, match=words):
        make_build(folder)

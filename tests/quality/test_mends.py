"""What `kg check` tells a person to do: never to edit what `kg build` writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import main
from kg.documents.folder import DataFolder
from kg.quality.finding import QualityFinding
from kg.quality.mends import address_mends
from kg.quality.workspace import check_folder
from tests.workbench import Sample, make_folder

PLAN = (
    "第1章　緑を増やす\n\n"
    "事業名\t内容\t担当課\n公園の整備\t公園をつくります。\t公園課\n"
    "公園の整備（再掲）\t公園をつくります。\t公園課\n"
)
LAYOUT = '[[node]]\nlevel = "章"\npattern = "第{number}章{blank}{title}"\n'
BY_HAND = "手では直しません"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    root = tmp_path_factory.mktemp("mends")
    (root / "layouts").mkdir()
    (root / "layouts" / "mine.toml").write_text(LAYOUT, encoding="utf-8")
    folder = make_folder(root, Sample("plan", PLAN, "mine"))
    assert main(["--data", str(root), "build"]) == 0
    return folder


def check_changed(
    folder: DataFolder, file: str, change: Callable[[str], str]
) -> list[QualityFinding]:
    """The findings about the folder with one file of the graph changed, which is put back."""
    path = folder.ttl / file
    before = path.read_text(encoding="utf-8")
    changed = change(before)
    assert changed != before
    path.write_text(changed, encoding="utf-8")
    try:
        return check_folder(folder)
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_row_is_mended_in_the_layout_or_the_corrections(folder: DataFolder) -> None:
    found = check_changed(
        folder,
        "141305/plan.ttl",
        lambda text: text.replace("mpo:isReappearance true", "mpo:isReappearance false"),
    )
    (finding,) = (one for one in found if one.code == "Listing-mark-heeded")
    for words in ("レイアウト", "data/corrections", "documents.toml", "kg build", BY_HAND):
        assert words in finding.fix_ja
    assert "[marks] reappearance" in finding.fix_ja
    assert "never edited by hand" in finding.fix_en
    assert "layout" in finding.fix_en


def test_a_document_is_mended_in_the_list_of_documents(folder: DataFolder) -> None:
    found = check_changed(
        folder, "141305/plan.ttl", lambda text: text.replace("dct:title ", "dct:description ")
    )
    finding = next(one for one in found if one.code == "SourceDocument-title")
    assert finding.fix_ja.startswith("documents.toml のこの文書の項目")
    assert BY_HAND in finding.fix_ja


def make_finding(where: str, thing: str, code: str = "Project-label") -> QualityFinding:
    return QualityFinding(code, "fault", where, thing, "誤り", "wrong", "名を書く。", "Name it.")


def test_what_people_write_by_hand_keeps_its_own_mend() -> None:
    files, edited = {"a.txt"}, {"id/x"}
    kept = [
        make_finding("a.txt:3", "id/x"),
        make_finding("id/y", "id/y"),
        make_finding("b.txt:3", "z"),
    ]
    assert address_mends(kept, files, edited) == kept
    rows = [make_finding("a.txt:3", "id/y"), make_finding("a.txt", "z")]
    told = address_mends(rows, files, edited)
    assert all(BY_HAND in one.fix_ja and "名を書く。" in one.fix_ja for one in told)
    correction = make_finding("a.txt:3", "id/y", "Correction-reason")
    (mended,) = address_mends([correction], files, edited)
    assert mended.fix_ja.startswith("data/corrections のこの文書の行")


def test_a_line_that_was_not_understood_is_mended_by_who_reads_the_report(
    tmp_path: Path,
) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "mine.toml").write_text(LAYOUT, encoding="utf-8")
    text = PLAN + "\n第２章の見出しのようなもの\n\n文です。\n"
    folder = make_folder(tmp_path, Sample("plan", text, "mine"))
    assert main(["--data", str(tmp_path), "build"]) == 0
    (finding,) = (one for one in check_folder(folder) if one.code == "heading-not-understood")
    assert "保守する人" not in finding.fix_ja
    for words in ("原本のこの行", "レイアウト", "data/corrections", "kg build"):
        assert words in finding.fix_ja

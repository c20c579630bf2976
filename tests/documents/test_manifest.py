"""The list of documents: what it must say of each, and how it refuses what cannot be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.documents.folder import DataFolder
from kg.documents.manifest import PlanName, load_manifest
from kg.errors import ManifestError
from tests.workbench import DATA

ENTRY = {
    "file": '"141305/plan.txt"',
    "municipality": '"141305"',
    "title": '"計画"',
    "layout": '"action-plan"',
    "sha256": '"00"',
}


def write(folder: Path, slug: str = "plan", /, **changes: str | None) -> Path:
    entry = {key: value for key, value in {**ENTRY, **changes}.items() if value is not None}
    lines = [f"[document.{slug}]", *(f"{key} = {value}" for key, value in entry.items())]
    (folder / "documents.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_an_entry_says_what_was_written_and_the_rest_by_default(tmp_path: Path) -> None:
    (entry,) = load_manifest(write(tmp_path)).documents
    assert (entry.slug, entry.municipality, entry.title) == ("plan", "141305", "計画")
    assert entry.file == tmp_path / "141305/plan.txt"
    assert (entry.rights, entry.minimum_coverage) == ("passages-only", 0.0)
    assert (entry.plan, entry.period_start, entry.expected) == (None, None, {})


def test_an_entry_may_tell_period_plan_rights_and_counts(tmp_path: Path) -> None:
    write(
        tmp_path,
        period="{ start = 2011, end = 2013 }",
        plan='{ name = "実行計画", kind = "plan" }',
        rights='"open"',
        minimum_coverage="0.5",
        expected='{ nodes = 3, "level:施策" = 2 }',
    )
    (entry,) = load_manifest(tmp_path).documents
    assert (entry.period_start, entry.period_end) == (2011, 2013)
    assert entry.plan == PlanName("実行計画", "plan")
    assert (entry.rights, entry.minimum_coverage) == ("open", 0.5)
    assert entry.expected == {"nodes": 3, "level:施策": 2}


def test_documents_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    text = ""
    for slug in ("c", "a", "b"):
        write(tmp_path, slug, file=f'"141305/{slug}.txt"')
        text += (tmp_path / "documents.toml").read_text(encoding="utf-8")
    (tmp_path / "documents.toml").write_text(text, encoding="utf-8")
    assert [entry.slug for entry in load_manifest(tmp_path).documents] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("changes", "what", "fix"),
    [
        ({"title": None, "file": None}, "項目が足りません / missing: file, title", ""),
        ({"layuot": '"x"'}, "知らない項目 / unknown key: layuot", "→ layout"),
        ({"zzzz": '"x"'}, "知らない項目 / unknown key: zzzz", ""),
        (
            {"municipality": '"14130"'},
            "団体コードは6桁の文字列です / six digits expected: '14130'",
            "",
        ),
        (
            {"municipality": '"１４１３０５"'},
            "団体コードは6桁の文字列です / six digits expected: '１４１３０５'",
            "",
        ),
        (
            {"municipality": "141305"},
            "municipality の型が違います / municipality must be str: 141305",
            "",
        ),
        ({"file": "3"}, "file の型が違います / file must be str: 3", ""),
        ({"title": "true"}, "title の型が違います / title must be str: True", ""),
        (
            {"file": '"141305/other.txt"'},
            "見出しの slug はファイル名の幹と同じでなければなりません / "
            "the slug must be the stem of the file's name",
            "→ [document.other]",
        ),
        ({"rights": '"opne"'}, "知らない権利 / unknown rights: opne", "→ open | passages-only"),
        ({"period": '"2011"'}, "period の型が違います / period must be dict: '2011'", ""),
        (
            {"period": "{ start = 2011 }"},
            "period は start と end の年です / years start and end expected",
            "",
        ),
        (
            {"period": "{ start = 2014, end = 2011 }"},
            "period の start が end より後です / start lies after end",
            "",
        ),
        ({"plan": '{ name = "x" }'}, "plan は name と kind です / name and kind expected", ""),
        ({"expected": '{ nodes = "3" }'}, "expected は整数です / expected counts are integers", ""),
        (
            {"expected": "{ nodes = true }"},
            "expected は整数です / expected counts are integers",
            "",
        ),
        ({"minimum_coverage": "1.5"}, "minimum_coverage は0から1です / from 0 to 1: 1.5", ""),
        ({"minimum_coverage": "nan"}, "minimum_coverage は0から1です / from 0 to 1: nan", ""),
    ],
)
def test_what_an_entry_cannot_mean_is_refused(
    tmp_path: Path, changes: dict[str, str | None], what: str, fix: str
) -> None:
    with pytest.raises(ManifestError) as caught:
        load_manifest(write(tmp_path, **changes))
    message = f"{tmp_path / 'documents.toml'} [document.plan]: {what}"
    assert str(caught.value) == message + (f"\n  対処 fix: {fix}" if fix else "")


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("[document.plan\n", ":1", "TOML として読めません / not valid TOML"),
        (
            '[document.plan]\nfile = "a"\nfile = "b"\n',
            ":3",
            "TOML として読めません / not valid TOML",
        ),
        ("[documents.plan]\n", "", "知らない項目 / unknown table: documents"),
        (
            "document = 3\n",
            "",
            "[document.<slug>] の表が要ります / tables [document.<slug>] expected",
        ),
        ("[document]\nplan = 3\n", " [document.plan]", "表ではありません / not a table"),
    ],
)
def test_a_list_that_is_none_is_refused_at_its_line(
    tmp_path: Path, text: str, where: str, what: str
) -> None:
    (tmp_path / "documents.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        load_manifest(tmp_path)
    assert caught.value.where == f"{tmp_path / 'documents.toml'}{where}"
    assert caught.value.what == what


def test_a_list_that_is_not_utf_8_is_refused_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "documents.toml").write_bytes(b"# a\n# " + "計".encode("cp932"))
    with pytest.raises(ManifestError) as caught:
        load_manifest(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / 'documents.toml'}:2: UTF-8 ではない文字があります / not UTF-8\n"
        "  対処 fix: UTF-8 で保存し直してください / save the file as UTF-8"
    )


def test_a_missing_list_is_refused_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(ManifestError) as caught:
        load_manifest(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / 'documents.toml'}: "
        "文書の一覧がありません / the list of documents is missing\n"
        "  理由 why: No such file or directory\n"
        "  対処 fix: docs/layouts.md を見て書いてください / write one, see docs/layouts.md"
    )


def test_an_unknown_slug_is_answered_with_the_nearest(tmp_path: Path) -> None:
    manifest = load_manifest(write(tmp_path))
    assert manifest.get_document("plan").slug == "plan"
    with pytest.raises(ManifestError) as caught:
        manifest.get_document("plam")
    assert str(caught.value) == (
        f"{tmp_path / 'documents.toml'}: "
        "文書「plam」は登録されていません / no document of that slug\n"
        "  対処 fix: 近い名前 / nearest: plan"
    )
    with pytest.raises(ManifestError, match=r"nearest: \(なし\)"):
        manifest.get_document("zzzz")


def test_every_document_of_the_project_lies_where_its_entry_says() -> None:
    folder = DataFolder(DATA)
    assert (folder.corrections, folder.layouts, folder.ttl) == tuple(
        DATA / name for name in ("corrections", "layouts", "ttl")
    )
    manifest = load_manifest(folder.sources)
    assert manifest.documents
    listed = {entry.file for entry in manifest.documents}
    assert listed == set(folder.sources.glob("*/*"))
    assert all(entry.file.parent.name == entry.municipality for entry in manifest.documents)

"""Layouts: data that is checked when it is read, and that knows no document."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import LayoutError
from kg.layouts.layout import find_layouts, get_layout, load_layout
from kg.layouts.pattern import parse_pattern
from tests.workbench import ROOT

NODE = '[[node]]\nlevel = "章"\npattern = "第{number}章 {title}"\n'
MINIMUM = 4
FORM = "レイアウトの値の形が違います / a value of the layout has the wrong form"


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "plan.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("name", find_layouts())
def test_every_layout_of_the_package_loads_and_says_what_it_is_for(name: str) -> None:
    layout = get_layout(name)
    assert layout.name == name
    assert layout.description
    assert layout.nodes or layout.kind != "plan"


def test_no_layout_holds_a_line_of_a_source_document() -> None:
    """A layout's words stand on their own: no line, cell or title of a document is one of them,
    but for column names and part labels, which name what any document may print.
    """
    known = {word for layout in map(get_layout, find_layouts()) for word in layout.words.columns}
    known |= {word for layout in map(get_layout, find_layouts()) for word in layout.words.parts}
    known |= {rule.level for layout in map(get_layout, find_layouts()) for rule in layout.nodes}
    words: set[str] = set()
    for path in (ROOT / "data" / "sources").rglob("*.*"):
        for line in path.read_text(encoding="utf-8").splitlines():
            words |= {cell.strip("\ufeff #\u3000") for cell in line.split("\t")}
    words = {word for word in words if len(word) >= MINIMUM}
    assert words
    held = [
        f"{path.name}: {word}"
        for path in find_layouts().values()
        for word in sorted(words)
        if f'"{word}"' in path.read_text(encoding="utf-8") and word not in known
    ]
    assert held == []


def test_a_layout_of_the_data_folder_stands_before_that_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "action-plan.toml").write_text('description = "own"\n' + NODE, encoding="utf-8")
    assert get_layout("action-plan", tmp_path).description == "own"
    assert get_layout("action-plan", tmp_path / "none").description != "own"


def test_an_unknown_layout_is_answered_with_the_nearest() -> None:
    with pytest.raises(LayoutError) as caught:
        get_layout("action-plam", asked_by="documents.toml [document.x]")
    assert caught.value.where == "documents.toml [document.x]"
    assert caught.value.what == "レイアウト「action-plam」はありません / no layout of that name"
    assert caught.value.fix.startswith("使えるもの / known: action-plan")
    with pytest.raises(LayoutError) as caught:
        get_layout("zzzz")
    assert all(name in caught.value.fix for name in find_layouts())


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("discription = 'x'\n", "", "知らない項目 / unknown key: discription"),
        (
            "[[node]]\nlevel = 'x'\npatern = 'y'\n",
            " [[node]] 1",
            "知らない項目 / unknown key: patern",
        ),
        (NODE + "[columns]\nnmae = ['x']\n", "", "知らない役割 / unknown role in [columns]: nmae"),
        (NODE + "[parts]\nisue = ['x']\n", "", "知らない役割 / unknown role in [parts]: isue"),
        (NODE + "[marks]\nreapearance = ['x']\n", "", "reapearance"),
        ("[[node]]\npattern = 'x'\n", " [[node]] 1", "level"),
        ("[[node]]\nlevel = 'x'\n", " [[node]] 1", "level"),
        (
            "[[node]]\nlevel = 'x'\npattern = '{nmber}'\n",
            " [[node]] 1",
            "unknown placeholder: {nmber}",
        ),
        (
            "[[node]]\nlevel = 'x'\npattern = '<{number}'\n",
            " [[node]] 1",
            "one pair of < >: <{number}",
        ),
        ("[[node]]\nlevel = 'x'\npattern = '{title}{title}'\n", " [[node]] 1", "title"),
        ("[[node]]\nlevel = 'x'\nbefore = 'isue'\n", " [[node]] 1", "unknown part: isue"),
        ("[[node]]\nlevel = 'x'\npattern = 'a'\nbefore = 'issue'\n", " [[node]] 1", "pattern"),
        (NODE + NODE, " [[node]] 2", "章"),
        (
            NODE + "[[node]]\nlevel = 'y'\nunder = 'z'\npattern = 'a'\n",
            " [[node]] 2",
            "no such level",
        ),
        ("[[node]]\nlevel = 'x'\npattern = 'a'\ntitle = 'Next'\n", " [[node]] 1", "title"),
        ("[[node]]\nlevel = 'x'\npattern = 3\n", "", FORM),
        ("[[node]]\nlevel = 3\npattern = 'x'\n", "", FORM),
        ("node = 3\n", "", FORM),
        ("columns = 'x'\n", "", FORM),
        (NODE + "[columns]\nname = 'x'\n", "", FORM),
        ("line_end_blanks = 'no'\n", "", FORM),
        ("term_mark = 3\n", "", FORM),
        ("[[node\n", "", "レイアウトを読めません / the layout cannot be read"),
        ("a = 1\na = 2\n", "", "レイアウトを読めません / the layout cannot be read"),
    ],
)
def test_what_a_layout_cannot_mean_is_refused_at_its_place(
    tmp_path: Path, text: str, place: str, what: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(LayoutError) as caught:
        load_layout(path)
    assert caught.value.where.startswith(f"{path}")
    assert caught.value.where.endswith(place)
    assert what in caught.value.what


def test_an_unknown_key_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(LayoutError) as caught:
        load_layout(write(tmp_path, "discription = 'x'\n"))
    assert str(caught.value) == (
        f"{tmp_path / 'plan.toml'}: 知らない項目 / unknown key: discription\n"
        "  対処 fix: → description"
    )


def test_the_message_of_a_broken_layout_tells_the_line(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="line 3"):
        load_layout(write(tmp_path, "description = 'x'\n\n[[node\n"))


def test_a_layout_that_is_not_utf_8_or_missing_is_refused(tmp_path: Path) -> None:
    for path in (write(tmp_path, "# 計画".encode("cp932")), tmp_path / "none.toml"):
        with pytest.raises(LayoutError, match="the layout cannot be read"):
            load_layout(path)


@pytest.mark.parametrize(
    ("template", "text", "notation", "title", "reason"),
    [
        ("第{number}章 {title}", "第5章 すすめる", "5", "すすめる", "a number and a title"),
        (
            "第{number}章 {title}",
            "第５章　すすめる",
            "５",
            "すすめる",
            "any width, number as printed",
        ),
        ("第{number}章 {title}", "第五章すすめる", "五", "すすめる", "kanji, without a blank"),
        ("第{number}章 {title}", "第5章 すすめる P12", "5", "すすめる", "a page is no title"),
        ("第{number}章 {title}", "第5章 すすめる……12", "5", "すすめる", "nor is one behind dots"),
        ("第{number}章 {title}", "第5章 すすめる (P12)", "5", "すすめる", "nor one in brackets"),
        ("第{number}章 {title}", "第5章", None, None, "a title is needed"),
        ("第{number}章 {title}", "第5章 123", None, None, "and holds a letter"),
        ("第{number}章 {title}", "序 第5章 すすめる", None, None, "the whole text matches or none"),
        ("<{roman?} - {number}> {title}", "Ⅶ - 1 はぐくむ", "Ⅶ-1", "はぐくむ", "what is in < >"),
        ("<{roman?} - {number}> {title}", "- 1 はぐくむ", "1", "はぐくむ", "an optional part"),
        ("基本政策{roman}", "基本政策Ⅶ", "Ⅶ", None, "no title"),
        ("基本政策{roman}", "基本政策VII", "VII", None, "letters"),
        ("{bullet}{title}", "●はじめる", None, "はじめる", "a bullet is no number"),
    ],
)
def test_a_pattern_takes_a_heading_apart(
    template: str, text: str, notation: str | None, title: str | None, reason: str
) -> None:
    match = parse_pattern(template, "x").match(text)
    found = match and (match.notation, match.title and text[match.title.start : match.title.end])
    assert (found or (None, None)) == (notation, title), reason


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{nmber}", "x.toml: 知らない差し込み / unknown placeholder: {nmber}\n"),
        ("<a", "x.toml: < と > は一組です / one pair of < >: <a"),
        ("<a> <b>", "x.toml: < と > は一組です / one pair of < >: <a> <b>"),
    ],
)
def test_a_template_that_means_nothing_is_refused(template: str, message: str) -> None:
    with pytest.raises(LayoutError) as caught:
        parse_pattern(template, "x.toml")
    assert str(caught.value).startswith(message)

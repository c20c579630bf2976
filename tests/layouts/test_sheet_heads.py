"""What sheets begin with: a name that is the number of the heading below it, and a title row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from kg.commands.incoming import find_title
from kg.documents.receive import receive_file
from kg.documents.source import SourceText, parse_source
from kg.layouts.layout import Layout, parse_layout
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction

TITLE = "みなと子育ち計画　事業一覧"
HEADER = ("No.", "事業名", "内容", "担当課")
FIRST = (
    "柱１　安心して産み育てる",
    "１－１　産前産後の支え",
    ("1", "まつり", "開きます。", "観光課"),
)
SECOND = ("柱２　地域で育つ", "２－１　遊びと学びの場", ("2", "市", "立てます。", "商工課"))
_MEASURE = '[[node]]\nlevel = "施策"\npattern = "<{number} - {number}>{blank}{title}"\n'
TITLED = parse_layout(
    f'[[node]]\nlevel = "柱"\npattern = "柱 <{{number}}>{{blank}}{{title}}"\n\n{_MEASURE}', "made"
)
BOTH = parse_layout(
    '[[node]]\nlevel = "柱"\npattern = ["柱 <{number}>", "柱 <{number}>{blank}{title}"]\n\n'
    + _MEASURE,
    "made",
)
Rows = Sequence[Sequence[str]]


def make_rows(part: tuple[str, str, tuple[str, ...]], *titles: str) -> Rows:
    """The rows of a sheet: titles, the heading of a level and of the one below, a table."""
    goal, measure, row = part
    return [
        *((title,) for title in titles),
        (),
        (goal,),
        (),
        (measure,),
        ("支えます。",),
        HEADER,
        row,
    ]


def make_workbook(place: Path, sheets: Mapping[str, Rows]) -> SourceText:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(place / "plan.xlsx")
    return receive_file(place / "plan.xlsx").source


def find_nodes(extraction: Extraction) -> list[tuple[str, str | None, str]]:
    return [(node.level, node.notation, node.label.text) for node in extraction.nodes]


def find_titles(source: SourceText, extraction: Extraction) -> list[tuple[int, str]]:
    return [
        (source.line_at(usage.span.start), source.quote(usage.span))
        for usage in extraction.usages
        if usage.what == "title"
    ]


@pytest.mark.parametrize("layout", [TITLED, BOTH, None], ids=["titled", "both", "proposed"])
def test_a_sheet_named_by_the_number_of_its_heading_is_one_node_with_it(
    layout: Layout | None, tmp_path: Path
) -> None:
    sheets = {"柱１": make_rows(FIRST, TITLE), "柱２": make_rows(SECOND)}
    source = make_workbook(tmp_path, sheets)
    extraction = recognise(source, layout or propose_layout(source).layout)
    goals = [node for node in extraction.nodes if node.level == "柱"]
    assert [(node.notation, node.label.text) for node in goals] == [
        ("１", "安心して産み育てる"),
        ("２", "地域で育つ"),
    ]
    assert [[source.quote(span) for span in node.spans] for node in goals] == [
        ["柱１　安心して産み育てる", "柱１"],
        ["柱２　地域で育つ", "柱２"],
    ]
    assert [node.path for node in extraction.nodes] == [("1",), ("1", "1-1"), ("2",), ("2", "2-1")]
    assert [listing.node for listing in extraction.listings] == [("1", "1-1"), ("2", "2-1")]
    assert (extraction.sections, extraction.findings) == ((), ())


def test_a_proposal_has_no_form_for_the_names_of_sheets(tmp_path: Path) -> None:
    sheets = {"柱１": make_rows(FIRST, TITLE), "柱２": make_rows(SECOND)}
    proposal = propose_layout(make_workbook(tmp_path, sheets))
    (level, _) = proposal.layout.nodes
    assert [pattern.template for pattern in level.patterns] == ["柱 <{number}>{blank}{title}"]
    assert not level.title_on_next_line


@pytest.mark.parametrize(
    ("bare", "whole", "pattern"),
    [
        ("基本目標1", "基本目標１：守る", "基本目標 <{number}>: {title}"),
        ("重点１", "【重点１】守る", "【重点 <{number}>】{title}"),
        ("第１章", "第１章　守る", "第<{number}>章{blank}{title}"),
    ],
)
def test_signs_around_the_number_do_not_matter(bare: str, whole: str, pattern: str) -> None:
    layout = parse_layout(f'[[node]]\nlevel = "段"\npattern = "{pattern}"\n', "made")
    source = parse_source(f"# {bare}\n\n{whole}\n\n守ります。\n".encode(), "made.txt")
    extraction = recognise(source, layout)
    (node,) = extraction.nodes
    assert node.label.text == "守る"
    assert [part.value.text for part in node.parts] == ["守ります。"]
    assert (extraction.sections, extraction.findings) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "柱１\n\n柱２　地域で育つ\n\n支えます。\n",
        "柱１\n\n支えます。\n\n柱１　安心して育てる\n",
        "柱１\n\nあ\tい\n\n柱１　安心して育てる\n",
    ],
    ids=["another number", "a text between", "a table between"],
)
def test_a_number_far_from_its_heading_stays_a_heading_of_its_own(text: str) -> None:
    extraction = recognise(parse_source(text.encode(), "made.txt"), BOTH)
    assert extraction.nodes[0].label.text == "１"
    assert len(extraction.nodes) == 2


def test_a_page_number_above_a_numbered_heading_is_none_of_its_prints() -> None:
    layout = parse_layout('[[node]]\nlevel = "章"\npattern = "<{number}>{blank}{title}"\n', "made")
    source = parse_source("12\n\n12　守る\n\n守ります。\n".encode(), "made.txt")
    extraction = recognise(source, layout)
    assert [node.spans for node in extraction.nodes] == [(extraction.nodes[0].spans[0],)]
    assert extraction.usages[0].kind == "page-reference"


@pytest.mark.parametrize("layout", [TITLED, BOTH, None], ids=["titled", "both", "proposed"])
@pytest.mark.parametrize("names", [("柱１", "柱２"), ("一覧", "続き")])
def test_the_row_below_the_name_of_a_sheet_is_the_title_and_so_is_its_repetition(
    layout: Layout | None, names: tuple[str, str], tmp_path: Path
) -> None:
    parts = zip(names, (FIRST, SECOND), strict=True)
    source = make_workbook(tmp_path, {name: make_rows(part, TITLE) for name, part in parts})
    proposal = propose_layout(source)
    extraction = recognise(source, layout or proposal.layout)
    assert [text for _, text in find_titles(source, extraction)] == [TITLE, TITLE]
    assert [source.lines[line - 3].text for line, _ in find_titles(source, extraction)] == [
        f"# {name}" for name in names
    ]
    assert find_title(source, extraction) == "みなと子育ち計画 事業一覧"
    assert extraction.findings == ()
    assert TITLE.split("　")[0] not in proposal.toml
    assert [node.label.text for node in extraction.nodes if node.level == "柱"] == [
        "安心して産み育てる",
        "地域で育つ",
    ]


def test_another_row_below_a_later_sheet_is_no_title(tmp_path: Path) -> None:
    sheets = {"柱１": make_rows(FIRST, TITLE), "柱２": make_rows(SECOND, "柱と事業のつながり")}
    source = make_workbook(tmp_path, sheets)
    extraction = recognise(source, TITLED)
    assert find_titles(source, extraction) == [(3, TITLE)]


def test_a_heading_below_the_name_of_the_first_sheet_is_no_title(tmp_path: Path) -> None:
    sheets = {"一覧": make_rows(FIRST)[1:], "続き": make_rows(SECOND)[1:]}
    source = make_workbook(tmp_path, sheets)
    extraction = recognise(source, TITLED)
    assert find_titles(source, extraction) == []
    assert find_nodes(extraction)[0] == ("柱", "１", "安心して産み育てる")


def test_a_line_below_a_heading_of_a_text_is_no_title() -> None:
    source = parse_source("# はじめに\n\n守る計画\n\n柱１　安心\n".encode(), "made.txt")
    assert find_titles(source, recognise(source, TITLED)) == []

"""Rows of a table as page breaks, line ends and stray tabs leave them."""

from __future__ import annotations

import pytest

from kg.documents.source import SourceText, parse_source
from kg.layouts.layout import parse_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction, Ignored, ListingRecord
from tests.layouts.test_recogniser import LAYOUTS

_LAYOUT = parse_layout('[[node]]\nlevel = "施策"\npattern = "施策<{number}> {title}"\n', "made")
HEADER = "事業名\t事業概要\t担当課"
YEARS = f"{HEADER}\t令和5年度\t令和6年度"
FIRST = "手帳配布\t手帳を配ります。\tこども課"
LAST = "家庭訪問\t家庭を訪ねます。\t福祉課"


def make_source(*lines: str, header: str = HEADER) -> SourceText:
    text = "\n".join(("施策1 守る", "", header, *lines))
    return parse_source(f"{text}\n".encode(), "made.txt")


def read(*lines: str, header: str = HEADER) -> Extraction:
    return recognise(make_source(*lines, header=header), _LAYOUT)


def tell(row: ListingRecord) -> tuple[str, str, list[str]]:
    """What a row is called, what it tells, and who runs it."""
    told = "".join(value.text for value in row.descriptions)
    return row.name, told.replace(" ", ""), [body.name for body in row.bodies]


BOTH = [
    ("手帳配布", "手帳を配ります。", ["こども課"]),
    ("家庭訪問", "家庭を訪ねます。", ["福祉課"]),
]


# --- page breaks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    ["- 24 -", "－２４－", "24", "7", "P.24", "p. 24", "1 / 3", "１／３", "24ページ", "― 24 ―"],
)
def test_a_page_number_between_rows_is_one(number: str) -> None:
    for lines in (
        (FIRST, number, LAST),
        (FIRST, number, HEADER, LAST),
        (FIRST, "", number, "", LAST),
        ("手帳配布\t手帳を\t", number, "\t配ります。\tこども課", LAST),
        ("手帳配布\t手帳を\t", "", number, "", "\t配ります。\tこども課", LAST),
        ("手帳配布\t手帳を", number, "配ります。\tこども課", LAST),
        (FIRST, number, "家庭", "訪問\t家庭を訪ねます。\t福祉課"),
        (FIRST, "家庭", number, "訪問\t家庭を訪ねます。\t福祉課"),
    ):
        extraction = read(*lines)
        assert [tell(row) for row in extraction.listings] == BOTH, lines
        kinds = [usage.kind for usage in extraction.usages if usage.kind in set(Ignored)]
        assert kinds.count(Ignored.PAGE_REFERENCE) == 1, lines
        assert extraction.findings == (), lines


def test_a_running_head_beside_the_page_number_is_one() -> None:
    head = "第３章　こども計画"
    extraction = read(FIRST, "- 24 -", head, LAST, head, "- 25 -", "相談\t聞きます。\t総務課")
    assert [row.name for row in extraction.listings] == ["手帳配布", "家庭訪問", "相談"]
    heads = [usage for usage in extraction.usages if usage.kind == Ignored.RUNNING_HEAD]
    assert len(heads) == 2


def test_a_running_head_without_a_number_stands_before_other_rows_each_time() -> None:
    names = ["相談", "講座", "健診", "訪問"]
    lines = [line for name in names for line in ("こども計画", f"{name}\t行います。\t総務課")]
    extraction = read(FIRST, *lines)
    assert [row.name for row in extraction.listings] == ["手帳配布", *names]


def test_half_a_name_that_comes_again_is_no_running_head() -> None:
    lines = ("地域で育つ", "広場\t開きます。\t総務課", FIRST) * 3
    names = [row.name for row in read(LAST, *lines).listings]
    assert names == ["家庭訪問", *["地域で育つ広場", "手帳配布"] * 3]


def test_a_line_before_a_header_is_no_name() -> None:
    extraction = read(FIRST, "別の表", HEADER, LAST)
    assert [tell(row) for row in extraction.listings] == BOTH


# --- names over line ends -------------------------------------------------------------------


@pytest.mark.parametrize(
    "rest",
    ["事業", "の推進", "推進事業", "支援事業（各区）", "事業\t\t", "事業\tそして広げます。\t"],
)
def test_the_rest_of_a_name_is_no_project(rest: str) -> None:
    first, last = read(
        "幼稚園預かり保育\t進めます。\t保育課", rest if "\t" in rest else f"{rest}\t\t", LAST
    ).listings
    assert first.name == "幼稚園預かり保育" + rest.split("\t")[0]
    assert [body.name for body in first.bodies] == ["保育課"]
    assert tell(last) == BOTH[1]


@pytest.mark.parametrize(
    "row",
    [
        "健診\t\t",
        "健診\t診ます。\t",
        "地域支援事業\t支えます。\t",
        "推進の会\t\t",
    ],
)
def test_another_name_is_a_project_of_its_own(row: str) -> None:
    names = [listing.name for listing in read(FIRST, row, LAST).listings]
    assert names == ["手帳配布", row.split("\t")[0], "家庭訪問"]


@pytest.mark.parametrize(
    ("upper", "lower", "name"),
    [
        (
            "幼稚園預かり保育推進\t家庭を\t障害・福",
            "事業\t訪ねます。\t祉課",
            "幼稚園預かり保育推進事業",
        ),
        ("幼稚園預\t家庭を\t障害・福", "かり保育\t訪ねます。\t祉課", "幼稚園預かり保育"),
        ("幼稚園預\t家庭を訪\t障害・福", "かり保育\tねます。\t祉課", "幼稚園預かり保育"),
        ("幼稚園預かり\t家庭を\t障害・福祉課", "保育\t訪ねます。\t", "幼稚園預かり保育"),
    ],
)
def test_a_line_of_rests_in_every_column_is_one(upper: str, lower: str, name: str) -> None:
    _, row, last = read(FIRST, upper, lower, LAST).listings
    assert tell(row) == (name, "家庭を訪ねます。", ["障害・福祉課"])
    assert tell(last) == BOTH[1]


def test_a_row_below_an_open_text_with_a_number_is_another() -> None:
    header = f"番号\t{HEADER}"
    rows = read(
        "1\t手帳\t手帳を配り、\t障害", "2\t事業\t進めます。\t福祉課", header=header
    ).listings
    assert [row.name for row in rows] == ["手帳", "事業"]


def test_a_name_goes_on_where_the_description_beside_it_does() -> None:
    first, last = read("すくすく\t体と心を支え、\tこども課", "ひろば\t育てます。\t", LAST).listings
    assert tell(first) == ("すくすくひろば", "体と心を支え、育てます。", ["こども課"])
    assert tell(last) == BOTH[1]


# --- bodies ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("高齢・障害", "支援課"), ["高齢・障害支援課"]),
        (("保育課、人事・", "給与課"), ["保育課", "人事・給与課"]),
        (("こども家庭", "支援課"), ["こども家庭支援課"]),
        (("こども", "未来", "局"), ["こども未来局"]),
        (("北区", "役所"), ["北区役所"]),
        (("保健", "センター"), ["保健センター"]),
        (("子育て支援", "課・福祉課・保育課"), ["子育て支援課", "福祉課", "保育課"]),
        (("こども課（", "主管）、財政課"), ["こども課", "財政課"]),
        (("こども課", "（主管）"), ["こども課"]),
        (("子育て支援課", "ほか2課"), ["子育て支援課"]),
        (("こども課", "福祉課"), ["こども課", "福祉課"]),
        (("こども課、", "福祉課"), ["こども課", "福祉課"]),
        (("市民", "事業者"), ["市民", "事業者"]),
        (("市民", "こども課"), ["市民", "こども課"]),
    ],
)
def test_a_body_runs_over_the_lines_of_its_cell(lines: tuple[str, ...], names: list[str]) -> None:
    wrapped = [f"\tそして\t{line}" for line in lines[1:]]
    for rows in (
        [f"家庭訪問\t訪ねて\t{lines[0]}", *wrapped],
        [f"家庭訪問\t訪ねます。\t{' '.join(lines)}"],
    ):
        source = make_source(FIRST, *rows)
        listing = recognise(source, _LAYOUT).listings[1]
        assert [body.name for body in listing.bodies] == names, rows
        for body in listing.bodies:
            printed = "".join(source.quote(span) for span in (body.span, *body.rest))
            assert printed.replace(" ", "") == body.name


def test_a_bureau_and_another_on_the_next_line_stay_two() -> None:
    _, listing = read(FIRST, "家庭訪問\t訪ねて\t総務局", "\t聞きます。\t国際部").listings
    assert [body.name for body in listing.bodies] == ["総務局", "国際部"]


@pytest.mark.parametrize("sign", ["同上", "〃", "（同上）", "上に同じ", "同左", '"'])
def test_as_above_means_the_bodies_of_the_row_above_and_both_prove_it(sign: str) -> None:
    rows = ("手帳配布\t配ります。\tこども課、福祉課", f"家庭訪問\t訪ねます。\t{sign}")
    source = make_source(*rows, "健診\t診ます。\t同上", LAST)
    first, second, third, last = recognise(source, _LAYOUT).listings
    for row, own in ((second, sign), (third, "同上")):
        assert [body.name for body in row.bodies] == ["こども課", "福祉課"]
        assert [body.span for body in row.bodies] == [body.span for body in first.bodies]
        assert [source.quote(*body.told) for body in row.bodies] == [own, own]
    assert tell(last) == BOTH[1]
    assert last.bodies[0].told == ()


def test_as_on_the_left_means_the_body_there_where_one_stands() -> None:
    header = "事業名\t事業概要\t担当局\t担当課"
    (row,) = read("家庭訪問\t訪ねます。\tこども局\t同左", header=header).listings
    assert [body.name for body in row.bodies] == ["こども局", "こども局"]


@pytest.mark.parametrize(
    "lines",
    [
        ("家庭訪問\t訪ねます。\t同上",),
        ("手帳配布\t配ります。\t", "家庭訪問\t訪ねます。\t同上"),
        (FIRST, "", "施策2 育てる", "", HEADER, "家庭訪問\t訪ねます。\t同上"),
    ],
)
def test_as_above_without_a_body_above_is_reported(lines: tuple[str, ...]) -> None:
    extraction = read(*lines)
    assert extraction.listings[-1].bodies == ()
    assert [finding.code for finding in extraction.findings] == ["no-body"]


@pytest.mark.parametrize(
    "cell", ["訪問を行います。", "相談窓口を設ける。", "●", "○", "12", "窓口で相談する"]
)
def test_a_sentence_or_a_sign_is_no_body(cell: str) -> None:
    extraction = read(FIRST, f"家庭訪問\t訪ねます。\t{cell}")
    assert extraction.listings[1].bodies == ()
    assert [(found.code, found.text) for found in extraction.findings] == [("no-body", cell)]
    assert [usage.kind for usage in extraction.usages].count("unplaced") == 1


@pytest.mark.parametrize("cell", ["－", "―", "ー", "なし", "－／－"])
def test_a_dash_says_that_there_is_no_body(cell: str) -> None:
    extraction = read(FIRST, f"家庭訪問\t訪ねます。\t{cell}")
    assert extraction.listings[1].bodies == () == extraction.findings


# --- stray tabs -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        "家庭訪問\t家庭を訪ねます。\t福祉課\t●\t→",
        "家庭訪問\t\t家庭を訪ねます。\t福祉課\t●\t→",
        "家庭訪問\t家庭を訪ねます。 福祉課\t●\t→",
        "家庭訪問\t家庭を訪ねます。　福祉課\t●\t→",
    ],
)
def test_a_tab_too_many_or_too_few_is_told_by_what_the_cells_hold(row: str) -> None:
    extraction = read(f"{FIRST}\t●\t→", row, header=YEARS)
    listing = extraction.listings[1]
    assert tell(listing) == BOTH[1]
    assert [(cell.period.year, cell.milestones) for cell in listing.cells] == [
        (2023, ("●",)),
        (2024, ()),
    ]
    assert extraction.findings == ()


def test_what_no_one_way_sets_right_is_reported() -> None:
    extraction = read(f"{FIRST}\t●\t→", "家庭訪問\t\t家庭を訪ねます。\t●\t→\t→", header=YEARS)
    assert "no-body" in [finding.code for finding in extraction.findings]


# --- years ----------------------------------------------------------------------------------


def tell_years(*rows: str) -> list[list[tuple[object, ...]]]:
    """The cells of each row: the year, its text, and the year that goes on in it."""
    header = f"{HEADER}\t令和5年度\t令和6年度\t令和7年度"
    found = read(
        *(f"事業{n}\t進めます。\tこども課\t{row}" for n, row in enumerate(rows)), header=header
    )
    return [
        [
            (
                cell.period.year,
                cell.value and cell.value.text,
                cell.continues and cell.continues.year,
            )
            for cell in listing.cells
        ]
        for listing in found.listings
    ]


@pytest.mark.parametrize("dash", ["－", "―", "─", "━", "-", "ー", "━━", "／"])
def test_a_dash_in_a_year_is_no_plan(dash: str) -> None:
    assert tell_years(f"●\t{dash}\t{dash}", f"{dash}\t●\t", f"●\t{dash}\t実施") == [
        [(2023, "●", None)],
        [(2024, "●", None)],
        [(2023, "●", None), (2025, "実施", None)],
    ]


@pytest.mark.parametrize("arrow", ["→", "⇒", "━►", "━━▶", "►", "――＞", "─→"])
def test_an_arrow_in_a_year_goes_on(arrow: str) -> None:
    assert tell_years(f"検討\t{arrow}\t{arrow}") == [
        [(2023, "検討", None), (2024, None, 2023), (2025, None, 2023)]
    ]


def test_a_line_goes_on_to_the_head_of_its_arrow() -> None:
    assert tell_years("検討\t━━\t━►", "実施 ━►\t\t完了") == [
        [(2023, "検討", None), (2024, None, 2023), (2025, None, 2023)],
        [(2023, "実施", None), (2024, None, 2023), (2025, "完了", None)],
    ]


def test_as_above_in_a_year_means_the_cell_above_and_both_prove_it() -> None:
    assert tell_years("検討\t実施\t→", "〃\t同上\t〃", "調査\t同左\t完了") == [
        [(2023, "検討", None), (2024, "実施", None), (2025, None, 2024)],
        [(2023, "検討", None), (2024, "実施", None), (2025, None, 2024)],
        [(2023, "調査", None), (2024, None, 2023), (2025, "完了", None)],
    ]
    source = make_source(f"{FIRST}\t検討\t", "家庭訪問\t訪ねます。\t福祉課\t〃\t", header=YEARS)
    cell = recognise(source, _LAYOUT).listings[1].cells[0]
    assert [source.quote(span) for span in cell.spans] == ["〃", "検討"]


def test_as_above_in_a_year_without_a_cell_above_is_reported() -> None:
    extraction = read(f"{FIRST}\t〃\t●", header=YEARS)
    assert [finding.code for finding in extraction.findings] == ["nothing-to-repeat"]
    assert [cell.period.year for cell in extraction.listings[0].cells] == [2024]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_signs_alone_break_no_layout(layout: str) -> None:
    for text in (
        "- 1 -",
        "事業名\t担当課\n同上\t〃\n- 1 -\n〃\t同上",
        "事業名\t担当課\n- 1 -\n1\n2\n3\n4\n5\n事業\t",
    ):
        recognise(parse_source(text.encode(), "made.txt"), LAYOUTS[layout])


def test_outside_tables_too_only_bodies_are_bodies() -> None:
    layout = parse_layout(
        '[[node]]\nlevel = "施策"\npattern = "施策<{number}> {title}"\n'
        '[[entry]]\npattern = "No.<{number}> {title}"\n',
        "made",
    )
    text = (
        "施策1 守る\n\nNo.1 相談\n担当課：こども課､福祉課\n\nNo.2 訪問\n担当課：同上\n\n"
        "No.3 講座\n担当課：職員が出向きます。\n\n施策2 育てる\n\nNo.4 健診\n担当課：〃\n"
    )
    extraction = recognise(parse_source(text.encode(), "made.txt"), layout)
    assert [[body.name for body in row.bodies] for row in extraction.listings] == [
        ["こども課", "福祉課"],
        ["こども課", "福祉課"],
        [],
        [],
    ]
    assert [finding.text for finding in extraction.findings] == ["職員が出向きます。", "〃"]

"""Each form of an entry by itself: its number, brackets, labels, years, pointers, its layout."""

from __future__ import annotations

import pytest
from hypothesis import given

from kg.documents.source import SourceText
from kg.errors import LayoutError
from kg.layouts.layout import parse_layout
from kg.layouts.recogniser import recognise
from kg.records import Mark
from tests.layouts.entries_samples import CIRCLED_LAYOUT
from tests.layouts.hostile import DOCUMENTS
from tests.layouts.test_entries import Expected, read, tell


def read_one(lines: str, layout: str = '[[entry]]\npattern = "No.<{number}>:{title}"') -> Expected:
    (listing,) = read(f"計画\n\n{lines}\n", layout).listings
    return tell(listing)


@pytest.mark.parametrize(
    ("pattern", "line", "name"),
    [
        ("No.<{number}>{colon?}{title}", "No.001：相談の充実", "相談の充実"),
        ("No.<{number}>{colon?}{title}", "Ｎｏ．１２　相談の充実", "相談の充実"),
        ("【事業<{number}>】{title}", "【事業12】相談の充実（福祉課）", "相談の充実"),
        ("<({number})>{title}", "（１）相談の充実【福祉課】", "相談の充実"),
        ("<{circled}>{title}", "① 相談の充実〔福祉課〕", "相談の充実"),
        ("<{circled}>{title}", "## ③ 相談の充実", "相談の充実"),
        ("事業<{number}-{number}>{blank}{title}", "事業2-1　相談の充実", "相談の充実"),
    ],
)
def test_a_line_opens_an_entry_whatever_its_number(pattern: str, line: str, name: str) -> None:
    assert read_one(line, f'[[entry]]\npattern = "{pattern}"').name == name


@pytest.mark.parametrize(
    ("brackets", "bodies", "name"),
    [
        ("【福祉課】", "福祉課", "相談"),
        ("（厚生労働省・文部科学省）", "厚生労働省|文部科学省", "相談"),
        ("（内閣官房、内閣府、警察庁）", "内閣官房|内閣府|警察庁", "相談"),
        ("【こども未来局こども支援課、健康福祉局】", "こども未来局こども支援課|健康福祉局", "相談"),
        ("〔福祉課／こども課〕", "福祉課|こども課", "相談"),
        ("[福祉課,こども課]", "福祉課|こども課", "相談"),
        ("（担当：福祉課）", "福祉課", "相談"),
        ("（福祉課ほか）", "福祉課", "相談"),
        ("（こども・若者支援課）", "こども・若者支援課", "相談"),
        ("（社会福祉協議会、福祉課）", "社会福祉協議会|福祉課", "相談"),
        ("（福祉課）（各区）", "福祉課", "相談（各区）"),
        ("（高津区）（福祉課）", "福祉課", "相談"),
        # None of these are bodies that run it.
        ("（高津区）", "", "相談"),
        ("（各区）", "", "相談（各区）"),
        ("（一部）", "", "相談（一部）"),
        ("（人間関係）", "", "相談（人間関係）"),
        ("（北西部）", "", "相談（北西部）"),
        ("（実行委員会方式）", "", "相談（実行委員会方式）"),
        ("（福祉課、市内の企業）", "", "相談（福祉課、市内の企業）"),
        ("（福祉課）の充実", "", "相談（福祉課）の充実"),
        ("（仮称）", "", "相談（仮称）"),
    ],
)  # fmt: skip
def test_brackets_name_bodies_only_where_all_of_them_do(
    brackets: str, bodies: str, name: str
) -> None:
    row = read_one(f"No.1：相談{brackets}")
    assert (row.bodies, row.name) == (bodies, name)


def test_a_bureau_in_brackets_stays_in_the_name_of_a_table_unless_the_layout_says_so() -> None:
    table = "事業名\t事業内容\n広報事業（総務局）\t知らせます。\n広報事業（市民局）\t広めます。"
    kept = read(table, "").listings
    assert [row.name for row in kept] == ["広報事業（総務局）", "広報事業（市民局）"]
    assert [row.bodies for row in kept] == [(), ()]
    told = read(table, 'owners = "brackets"').listings
    assert [(row.name, row.bodies[0].name) for row in told] == [
        ("広報事業", "総務局"), ("広報事業", "市民局"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "notes", "told"),
    [
        ("根拠法令：児童福祉法", "根拠法令：児童福祉法", ""),
        ("【対象】市民", "対象：市民", ""),
        ("〔予算額〕1,200千円", "予算額：1,200千円", ""),
        ("■対象：市民", "対象：市民", ""),
        ("対象　市民", "対象：市民", ""),
        ("対象：市民　予算額：5千円\n指標：件数", "対象：市民|予算額：5千円|指標：件数", ""),
        ("令和6年度 目標：80人", "令和6年度 目標：80人", ""),
        ("目標（R8）：80人", "目標（R8）：80人", ""),
        ("目標：\n80人", "目標：80人", ""),
        ("内容：続きが、\nあります。", "", "続きが、あります。"),
        ("概要：\n続きが、\nあります。", "", "続きが、あります。"),
        (
            "■目標値\n令和5年度（現状）：120人\n令和8年度：200人\n支えます。",
            "目標値 令和5年度（現状）：120人|目標値 令和8年度：200人", "支えます。",
        ),
        ("【担当課】\n福祉課", "", ""),
        ("注意：守ってください。", "", "注意：守ってください。"),
        ("対象を広げ、支えます。", "", "対象を広げ、支えます。"),
    ],
)  # fmt: skip
def test_labelled_lines_are_read_by_the_words_of_columns(lines: str, notes: str, told: str) -> None:
    row = read_one(f"No.1：相談\n{lines}")
    assert row.notes == "|".join(filter(None, ["番号：1", notes]))
    assert row.told == told


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("R6～R8", [2024, 2025, 2026]),
        ("令和６～８年度", [2024, 2025, 2026]),
        ("令和6年度から令和7年度まで", [2024, 2025]),
        ("2024年度、2026年度", [2024, 2026]),
        ("令和7年度", [2025]),
        ("随時", []),
        ("R8～R6", []),
    ],
)
def test_a_range_of_years_makes_a_cell_a_year(said: str, years: list[int]) -> None:
    (row,) = read(
        f"令和6年の計画\n\nNo.1：相談\n実施年度：{said}\n",
        '[[entry]]\npattern = "No.<{number}>:{title}"',
    ).listings
    assert [cell.period.year for cell in row.cells] == years
    assert row.effort is not None
    assert row.effort.text == said
    assert all(cell.continues == row.cells[0].period for cell in row.cells[1:])


def test_a_small_table_of_labels_below_an_entry_is_the_entry_s() -> None:
    row = read_one("No.1：相談\n担当課\t福祉課\t対象\t市民\n応じます。")
    assert (row.bodies, row.notes) == ("福祉課", "番号：1|対象：市民")


@pytest.mark.parametrize(
    ("line", "pointer"),
    [
        ("No.1：相談（前出 （２）①：P.59）", "前出 （２）①：P.59 2/1 p59"),
        ("No.1：相談【再掲 Ⅲ-1-(2)①】", "再掲 Ⅲ-1-(2)① 3/1/2/1"),
        ("No.1：相談（1-2-3の再掲）", "1-2-3の再掲 1/2/3"),
        ("No.1：相談（福祉課） 再掲 1-1-1", "再掲 1-1-1 1/1/1"),
        ("No.1：相談\n再掲：施策12", "再掲：施策12 12"),
        ("No.1：相談\n応じます。（再掲 1-2-3）", "再掲 1-2-3 1/2/3"),
        ("No.1：相談\n備考：再掲 1-2-3", "再掲 1-2-3 1/2/3"),
        ("No.1：相談\n※ 1-(2)-③ 参照", None),
    ],
)
def test_a_pointer_is_kept_wherever_it_stands(line: str, pointer: str | None) -> None:
    row = read_one(line)
    assert (row.pointer, row.again, row.name) == (pointer, pointer is not None, "相談")


@pytest.mark.parametrize(
    ("line", "mark", "notes"),
    [
        ("新規", Mark.NEW, ""), ("【新規】", Mark.NEW, ""), ("拡充：○", Mark.EXPANDED, ""),
        ("区分：新規", Mark.NEW, ""), ("区分：継続", None, "|区分：継続"),
        ("新規：令和6年度から", None, "|新規：令和6年度から"),
    ],
)  # fmt: skip
def test_a_label_of_new_or_expanded_is_a_mark(line: str, mark: Mark | None, notes: str) -> None:
    layout = '[[entry]]\npattern = "No.<{number}>:{title}"'
    (row,) = read(f"計画\n\nNo.1：相談\n{line}\n応じます。\n", layout).listings
    assert row.marks == ((mark,) if mark else ())
    assert tell(row).notes == f"番号：1{notes}"
    assert tell(row).told == "応じます。"


def test_enumerations_in_a_sentence_open_no_entry() -> None:
    layout = '[[entry]]\npattern = "<{circled}>{title}"'
    found = read("計画\n\n① 相談（福祉課）\n② 窓口を開きます。\n③ 集い（市民課）\n", layout)
    assert [row.name for row in found.listings] == ["相談", "集い"]
    assert [value.text for value in found.listings[0].descriptions] == ["② 窓口を開きます。"]


# --- the layout ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "layout",
    [
        '[[entry]]\nheader = "No."',
        '[[entry]]\npattern = "No.<{number}>"',
        '[[entry]]\npattern = "No.<{number}>{title}"\nlevel = "x"',
        '[[entry]]\npattern = "No.<{number}>{title}"\nheader = 3',
        'owners = "column"',
        "owners = true",
    ],
)
def test_a_layout_that_says_nothing_readable_of_entries_is_refused(layout: str) -> None:
    with pytest.raises(LayoutError):
        parse_layout(layout, "made")


@given(DOCUMENTS)
def test_no_character_is_lost_or_told_twice_whatever_the_text(text: str) -> None:
    layout = parse_layout(
        f'owners = "brackets"\n{CIRCLED_LAYOUT.replace("<{circled}>{blank}", "<{circled?}>")}'
        '\n[[entry]]\npattern = "{any}{title}"\n', "hostile",
    )  # fmt: skip
    source = SourceText(text, "")
    extraction = recognise(source, layout)
    end = 0
    for usage in extraction.usages:
        assert end <= usage.span.start < usage.span.end <= len(text), usage
        end = usage.span.end
    assert recognise(source, layout) == extraction

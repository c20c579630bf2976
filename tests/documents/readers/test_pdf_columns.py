"""PDF: a few lines in two columns are read one column after the other, and no rows are."""

from __future__ import annotations

import pytest
from reportlab.lib.pagesizes import A4, landscape

from tests.documents.readers.pdf_made import LEFT, SIZE, Sheet, get_codes, get_lines, read
from tests.documents.readers.test_pdf import LONG, NEXT

#: Where the right column begins, how many characters a line of either has.
RIGHT = LEFT + 240
COUNT = 20
SHORT = "区役所は身近な地域の窓口として、相談の場を設けるとともに、担い手を育てます。"
XS = [60.0, 180.0, 380.0, 500.0]
HEADER = ["事業名", "事業概要", "担当課"]
ROW = ["相談事業", "相談に応じます。", "総務課"]


def draw_table(sheet: Sheet, y: float) -> float:
    sheet.grid(XS, [y, y + 20, y + 40])
    for at, row in enumerate((HEADER, ROW)):
        sheet.row(row, XS, y + 20 * at + 13)
    return y + 40


def draw_short(sheet: Sheet, y: float) -> None:
    """A paragraph over both columns: one line of it at the left, one at the right."""
    sheet.text(SHORT[: COUNT - 1], LEFT + SIZE, y)
    sheet.text(SHORT[COUNT - 1 :], RIGHT, y)


@pytest.mark.parametrize("pages", [1, 2])
def test_one_line_a_side_is_two_columns_where_the_document_shows_the_gap(pages: int) -> None:
    sheet = Sheet()
    sheet.paragraph(LONG, 60, LEFT, COUNT)
    sheet.paragraph(LONG, 60, RIGHT, COUNT)
    if pages == 2:
        sheet.page()
    y = draw_table(sheet, 300)
    draw_short(sheet, y + 30)
    draw_table(sheet, y + 60)
    kept = read(sheet.save())
    table = ["\t".join(HEADER), "\t".join(ROW)]
    assert get_lines(kept) == [LONG, LONG, *table, SHORT, *table]
    assert "table-without-lines" not in get_codes(kept)


def test_stretches_that_are_each_too_short_show_the_gap_together() -> None:
    sheet = Sheet()
    items = [
        "めざすもの",
        "・地域の課題を自ら見いだし、すみやかな解決",
        "へ導く区役所",
        "・市民の活動を支え、ともに担い手を育ててい",
        "く区役所",
    ]
    for y in (60, 260, 460):
        sheet.paragraph(NEXT, y, LEFT, COUNT)
        sheet.lines(items, y, RIGHT)
        draw_table(sheet, y + 120)
    lines = get_lines(read(sheet.save()))
    assert lines[:4] == [NEXT, items[0], "".join(items[1:3]), "".join(items[3:])]
    assert lines.count(NEXT) == 3


def test_three_columns_are_read_one_after_the_other_also_where_they_are_short() -> None:
    sheet = Sheet(landscape(A4))
    count = 22
    lefts = [LEFT + 250 * at for at in range(3)]
    for x, words in zip(lefts, (LONG, NEXT + LONG, LONG + NEXT), strict=True):
        sheet.paragraph(words, 60, x, count)
    y = draw_table(sheet, 300)
    for x, words in zip(lefts, ("一つ目の段", "二つ目の段", "三つ目の段"), strict=True):
        sheet.lines([words, f"{words}に続く行です。"], y + 30, x)
    lines = get_lines(read(sheet.save()))
    assert lines[:3] == [LONG, NEXT + LONG, LONG + NEXT]
    assert [line for line in lines if "目の段" in line] == [
        words
        for name in ("一つ目の段", "二つ目の段", "三つ目の段")
        for words in (name, f"{name}に続く行です。")
    ]


def test_names_beside_what_they_are_given_stay_rows() -> None:
    sheet = Sheet()
    y = sheet.paragraph(LONG, 60)
    pairs = [
        ("所管", "市民文化局"),
        ("計画の期間", "五か年"),
        ("根拠となる条例", "みなと市自治基本条例"),
    ]
    for at, (name, value) in enumerate(pairs):
        sheet.text(name, LEFT, y + 30 + 18 * at)
        sheet.text(value, RIGHT, y + 30 + 18 * at)
    lines = get_lines(read(sheet.save()))
    assert lines == [LONG, *("\t".join(pair) for pair in pairs)]


def test_a_short_line_beside_one_at_no_edge_of_a_column_stays_before_it() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG, 60, LEFT, COUNT)
    sheet.paragraph(LONG, 60, RIGHT, COUNT)
    y = draw_table(sheet, 300)
    sheet.text("事業の一覧", LEFT, y + 30)
    sheet.text("単位 千円", RIGHT + 5 * SIZE, y + 30)
    draw_table(sheet, y + 60)
    assert get_lines(read(sheet.save()))[4] == "事業の一覧 単位 千円"


def test_a_paragraph_goes_on_over_a_columns_end_and_on_for_lines() -> None:
    sheet = Sheet()
    words = LONG + NEXT
    lines = [words[: COUNT - 1]]
    rest = words[COUNT - 1 :]
    lines += [rest[at : at + COUNT] for at in range(0, len(rest), COUNT)]
    y = sheet.paragraph(LONG, 60, LEFT, COUNT)
    sheet.text(lines[0], LEFT + SIZE, y)
    sheet.lines(lines[1:3], y + 16, LEFT)
    y = sheet.lines(lines[3:], 60, RIGHT)
    sheet.paragraph(NEXT, y, RIGHT, COUNT)
    assert get_lines(read(sheet.save())) == [LONG, words, NEXT]


def test_a_larger_heading_in_the_next_column_is_no_part_of_the_line_beside_it() -> None:
    sheet = Sheet()
    count = 22
    sheet.paragraph(LONG + NEXT, 60, LEFT, count)
    y = sheet.paragraph(NEXT, 60, RIGHT, count)
    # On the height of a full line at the left, as near to it as two of its letters.
    sheet.text("担い手を育てるまち", RIGHT, y, 18)
    sheet.paragraph(LONG, y + 32, RIGHT, count)
    assert get_lines(read(sheet.save())) == [LONG + NEXT, NEXT, "# 担い手を育てるまち", LONG]


def test_a_row_that_a_columns_end_cuts_is_whole_again() -> None:
    sheet = Sheet()
    y = sheet.paragraph(LONG + NEXT, 60, LEFT, COUNT)
    sheet.paragraph(LONG, 150, RIGHT, COUNT)
    for start, top, bottom in ((LEFT, y, y + 50), (RIGHT, 50, 110)):
        xs = (start, start + 52, start + 200)
        for x in xs:
            sheet.rule(x, top, x, bottom)
        for height in (top, top + 20) if start == LEFT else (top, top + 36, bottom):
            sheet.rule(start, height, xs[-1], height)
    sheet.row(["事業名", "事業概要"], [LEFT, LEFT + 52], y + 13)
    for at, (name, told) in enumerate(
        (
            ("地域の交流", "新しく住む人と町内会との交流を"),
            ("を広げる事", "進め、地域の課題を自ら見いだす"),
        )
    ):
        sheet.row([name, told], [LEFT, LEFT + 52], y + 32 + 12 * at, 9.6)
    for at, (name, told) in enumerate(
        (("業とその評", "場をつくり、担い手を育てるしく"), ("価", "みを整えます。"))
    ):
        sheet.row([name, told], [RIGHT, RIGHT + 52], 63 + 12 * at, 9.6)
    sheet.row(["相談事業", "相談に応じます。"], [RIGHT, RIGHT + 52], 100, 9.6)
    assert get_lines(read(sheet.save())) == [
        LONG + NEXT,
        "事業名\t事業概要",
        "地域の交流を広げる事業とその評価\t新しく住む人と町内会との交流を進め、地域の課題を自ら見いだす"
        "場をつくり、担い手を育てるしくみを整えます。",
        "相談事業\t相談に応じます。",
        LONG,
    ]

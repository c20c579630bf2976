"""PDF: tables by their ruling lines or by clear columns, and over page breaks."""

from __future__ import annotations

from tests.documents.readers.pdf_made import LEFT, Sheet, get_codes, get_lines, read
from tests.documents.readers.test_pdf import LONG, NEXT

XS = [60.0, 180.0, 380.0, 460.0, 530.0]
HEADER = ["事業名", "事業概要", "担当課", "区分"]
ROWS = [
    ["子育て相談事業", "子育ての相談に応じます。", "子育て支援課", "新規"],
    ["学習支援事業", "学習の場を設けます。", "教育総務課", "継続"],
    ["居場所づくり事業", "放課後の居場所を設けます。", "青少年課", "継続"],
]


def get_rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.split("\n") if "\t" in line]


def draw_rows(sheet: Sheet, rows: list[list[str]], y: float) -> float:
    sheet.grid(XS, [y + 20 * at for at in range(len(rows) + 1)])
    for at, row in enumerate(rows):
        sheet.row(row, XS, y + 20 * at + 13)
    return y + 20 * len(rows)


def test_cells_between_ruling_lines_are_rows() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG, 60)
    y = draw_rows(sheet, [HEADER, *ROWS], 140)
    sheet.paragraph(NEXT, y + 40)
    kept = read(sheet.save())
    assert get_rows(kept.text) == [HEADER, *ROWS]
    lines = get_lines(kept)
    assert (lines[0], lines[-1]) == (LONG, NEXT)
    place = next(
        place for place in kept.places if kept.text[place.start :].startswith("教育総務課")
    )
    assert place.page == 1
    assert place.fragment.startswith("page=1&viewrect=382,")


def test_the_lines_of_a_cell_are_joined_where_the_print_broke_them() -> None:
    sheet = Sheet()
    ys = [100.0, 120.0, 160.0]
    sheet.grid(XS, ys)
    sheet.row(HEADER, XS, 113)
    for at, words in enumerate(("地域における子育て支援の推", "進事業", "")):
        sheet.text(words, 62, 132 + 10 * at, 8.9)
    for at, words in enumerate(("・相談窓口の開設", "・交流の場の提供")):
        sheet.text(words, 182, 132 + 10 * at, 8)
    for at, words in enumerate(("企画課", "区民課")):
        sheet.text(words, 382, 132 + 10 * at, 8)
    rows = get_rows(read(sheet.save()).text)
    assert rows[1] == [
        "地域における子育て支援の推進事業",
        "・相談窓口の開設 ・交流の場の提供",
        "企画課 区民課",
        "",
    ]


def test_a_table_over_a_page_break_is_one_and_its_header_stands_once() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG, 60)
    draw_rows(sheet, [HEADER, *ROWS], 700)
    sheet.page()
    more = [[cell + "二" for cell in row] for row in ROWS]
    draw_rows(sheet, [HEADER, *more], 60)
    kept = read(sheet.save())
    assert get_rows(kept.text) == [HEADER, *ROWS, *more]
    assert "\n\n" not in kept.text[kept.text.index("事業名") :].strip()
    assert "table-header-repeated" in get_codes(kept)
    second = next(
        place for place in kept.places if kept.text[place.start :].startswith("青少年課二")
    )
    assert second.page == 2


def test_a_merged_header_over_a_page_break_stands_once_and_years_keep_their_columns() -> None:
    sheet = Sheet()
    xs = [60.0, 200.0, 300.0, 400.0, 500.0]

    def draw(y: float, rows: list[list[str]]) -> None:
        bottom = y + 40 + 20 * len(rows)
        for x in (60.0, 200.0, 500.0):
            sheet.rule(x, y, x, bottom)
        for x in (300.0, 400.0):
            sheet.rule(x, y + 20, x, bottom)
        sheet.rule(60, y, 500, y)
        sheet.rule(200, y + 20, 500, y + 20)
        for at in range(len(rows) + 1):
            sheet.rule(60, y + 40 + 20 * at, 500, y + 40 + 20 * at)
        sheet.row(["事業名", "計画期間の取組"], [60, 200], y + 13)
        sheet.row(["2011年度", "2012年度", "2013年度"], xs[1:], y + 33)
        for at, row in enumerate(rows):
            sheet.row(row, xs, y + 53 + 20 * at)

    first = [["相談事業", "調査", "実施", "評価"], ["学習事業", "検討", "", "実施"]]
    second = [["交流事業", "実施", "実施", "実施"]]
    sheet.paragraph(LONG, 60)
    draw(700, first)
    sheet.page()
    draw(60, second)
    rows = get_rows(read(sheet.save()).text)
    assert rows[1:] == [*first, *second]
    assert [year in cell for year, cell in zip(("2011", "2012", "2013"), rows[0][1:], strict=True)]
    assert all(str(2010 + at) in rows[0][at] for at in (1, 2, 3))


def test_a_row_that_a_page_break_cuts_is_whole_again() -> None:
    sheet = Sheet()
    sheet.paragraph(NEXT, 60)
    xs = [60.0, 180.0, 380.0]
    sheet.grid(xs, [740, 760, 800])
    sheet.row(["事業名", "事業概要"], xs, 753)
    sheet.text("地域コミュニティ活性化", 62, 773, 10)
    for at, words in enumerate(
        ("新しく住む人と町内会が連携した事業を", "進め、地域の課題を自ら解決できる都市")
    ):
        sheet.text(words, 182, 773 + 14 * at, 10.8)
    sheet.page()
    sheet.grid(xs, [60, 80, 110, 130])
    sheet.row(["事業名", "事業概要"], xs, 73)
    sheet.text("推進事業", 62, 93, 10)
    sheet.text("型のコミュニティづくりを推進します。", 182, 93, 10.8)
    sheet.row(["交流事業", "交流の場を設けます。"], xs, 123, 10)
    kept = read(sheet.save())
    assert get_rows(kept.text) == [
        ["事業名", "事業概要"],
        [
            "地域コミュニティ活性化推進事業",
            "新しく住む人と町内会が連携した事業を進め、地域の課題を自ら解決できる都市"
            "型のコミュニティづくりを推進します。",
        ],
        ["交流事業", "交流の場を設けます。"],
    ]
    assert "table-row-rejoined" in get_codes(kept)
    name = kept.text.index("推進事業")
    assert [place.page for place in kept.places if place.start == name] == [2]


def test_a_cell_merged_over_rows_stands_in_each_of_them() -> None:
    sheet = Sheet()
    ys = [100.0, 120.0, 140.0, 160.0]
    xs = [60.0, 160.0, 320.0, 440.0]
    for y in (100.0, 120.0, 160.0):
        sheet.rule(60, y, 440, y)
    sheet.rule(160, 140, 320, 140)
    for x in xs:
        sheet.rule(x, ys[0], x, ys[-1])
    sheet.row(["分野", "事業名", "担当課"], xs, 113)
    sheet.row(["子育て", "相談事業", "子育て支援課"], xs, 133)
    sheet.row(["", "学習事業"], xs, 153)
    assert get_rows(read(sheet.save()).text) == [
        ["分野", "事業名", "担当課"],
        ["子育て", "相談事業", "子育て支援課"],
        ["子育て", "学習事業", "子育て支援課"],
    ]


def test_columns_without_lines_are_rows_where_they_are_clear_and_that_is_told() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG, 60)
    for at, row in enumerate([HEADER, *ROWS]):
        sheet.row(row, XS, 160 + 18 * at)
    kept = read(sheet.save())
    assert get_rows(kept.text) == [HEADER, *ROWS]
    assert "table-without-lines" in get_codes(kept)


def test_a_frame_around_text_is_no_table() -> None:
    sheet = Sheet()
    sheet.grid([50, 480], [80, 200])
    sheet.paragraph(LONG, 100)
    assert get_lines(read(sheet.save())) == [LONG]


def test_upright_words_in_a_cell_are_read_downwards() -> None:
    sheet = Sheet()
    sheet.grid([60, 84, 300], [100, 200])
    for at, char in enumerate("基本目標"):
        sheet.text(char, 67, 120 + 12 * at, 10)
    sheet.text("安心して暮らせるまち", 90, 120)
    assert get_rows(read(sheet.save()).text) == [["基本目標", "安心して暮らせるまち"]]


def test_a_table_beside_a_column_of_text_stands_in_its_own_column() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG + NEXT, 100, LEFT, 20)
    xs = [300.0, 400.0, 500.0]
    sheet.grid(xs, [100, 120, 140, 160])
    for at, row in enumerate(
        (["事業名", "担当課"], ["相談事業", "総務課"], ["学習事業", "教育課"])
    ):
        sheet.row(row, xs, 113 + 20 * at)
    lines = get_lines(read(sheet.save()))
    assert lines[0] == LONG + NEXT
    assert lines[1:] == ["事業名\t担当課", "相談事業\t総務課", "学習事業\t教育課"]

"""PDF: rows that a page's end cuts where no line ends the table, beside cells that span rows."""

from __future__ import annotations

from collections.abc import Sequence

from tests.documents.readers.pdf_made import Sheet, get_codes, read
from tests.documents.readers.test_pdf_tables import get_rows

XS = [60.0, 160.0, 340.0, 520.0]
HEADER = ["めざす姿", "取組", "意見"]
#: How far apart lines of a cell are, and their size.
STEP = 12.0
SIZE = 9.0
#: How many characters fill a line of the wide cells.
FULL = 19


def draw(
    sheet: Sheet,
    ys: Sequence[float],
    rows: Sequence[Sequence[Sequence[str]]],
    *,
    closed: bool,
    spans: Sequence[int] = (),
) -> None:
    """A table: `spans` are borders, by their number, that the first column has no line at."""
    for x in XS:
        sheet.rule(x, ys[0], x, ys[-1])
    for at, y in enumerate(ys):
        if at < len(ys) - 1 or closed:
            sheet.rule(XS[1] if at in spans else XS[0], y, XS[-1], y)
    for y, row in zip(ys, rows, strict=False):
        for x, lines in zip(XS, row, strict=False):
            for number, words in enumerate(lines):
                sheet.text(words, x + 3, y + STEP * (number + 1), SIZE)


def test_a_row_whose_name_goes_on_over_the_page_is_whole_though_other_cells_ended() -> None:
    sheet = Sheet()
    name = "情報公開制度運営事業"
    told = ["市民の求めに応じて情報を公開、", "提供し、運営の透明性を高めます。"]
    top = [
        [name, "市民の求めに応じ、情"],
        ["手引の作成"],
        ["公文書の公開"],
    ]
    rest = [["報を公開し、提供しま", "す。"], ["研修の実施"], ["しくみの検討"]]
    draw(sheet, [760, 775, 805], [[[one] for one in HEADER], top], closed=False)
    sheet.page()
    last = [["交流事業"], ["交流の場"], told]
    draw(sheet, [60, 90, 120], [rest, last], closed=True)
    kept = read(sheet.save())
    assert get_rows(kept.text) == [
        HEADER,
        [
            f"{name} 市民の求めに応じ、情報を公開し、提供します。",
            "手引の作成 研修の実施",
            "公文書の公開 しくみの検討",
        ],
        ["交流事業", "交流の場", "".join(told[:1]) + " " + told[1]],
    ]
    assert "table-row-rejoined" in get_codes(kept)


def test_a_row_beside_a_cell_that_spans_rows_over_the_page_is_whole() -> None:
    sheet = Sheet()
    cut = "冒険あそび場の活動を支援する事業(宮前"
    assert len(cut) == FULL
    first = [["解決を図る区役所"], [cut], ["必要ではないか。"]]
    draw(sheet, [760, 775, 805], [[[one] for one in HEADER], first], closed=False)
    sheet.page()
    rows = [[[], ["区)"], []], [[], ["子育て支援"], ["よい取組である。"]]]
    draw(sheet, [60, 80, 110], rows, closed=True, spans=[1])
    assert get_rows(read(sheet.save()).text) == [
        HEADER,
        ["解決を図る区役所", cut + "区)", "必要ではないか。"],
        ["解決を図る区役所", "子育て支援", "よい取組である。"],
    ]


def test_a_row_below_a_spanning_cell_that_begins_on_the_next_page_is_one_of_its_own() -> None:
    sheet = Sheet()
    rows = [[[one] for one in HEADER], [["解決を図る区役所"], ["相談"], ["よい。"]]]
    draw(sheet, [760, 775, 805], rows, closed=True)
    sheet.page()
    draw(sheet, [60, 80], [[["支える区役所"], ["交流"], ["よい。"]]], closed=True)
    assert get_rows(read(sheet.save()).text) == [
        HEADER,
        ["解決を図る区役所", "相談", "よい。"],
        ["支える区役所", "交流", "よい。"],
    ]


def test_words_in_the_middle_of_their_cell_do_not_fill_its_line() -> None:
    sheet = Sheet()
    xs = [60.0, 108.0, 260.0, 288.0]
    for x in xs:
        sheet.rule(x, 760, x, 800)
    sheet.rule(xs[0], 760, xs[-1], 760)
    for words, x, y in (
        ("事業名", 72, 780),
        ("事業概要", 168, 780),
        ("計画", 266, 775),
        ("期間", 266, 786),
    ):
        sheet.text(words, x, y, 8)
    sheet.page()
    sheet.grid(xs, [60, 90])
    sheet.row(["広聴等事務", "市政への声を広く集めます。", "推進"], xs, 75)
    assert get_rows(read(sheet.save()).text) == [
        ["事業名", "事業概要", "計画期間"],
        ["広聴等事務", "市政への声を広く集めます。", "推進"],
    ]


def test_what_begins_as_the_name_above_it_begins_tells_about_it() -> None:
    sheet = Sheet()
    xs = [60.0, 240.0, 400.0]
    sheet.grid(xs, [60, 80, 130])
    sheet.row(["事業名", "現状"], xs, 73)
    name = "商店街と連携した地域のまちづくり推進"
    told = ["商店街と連携して地域の交流の場を広げ", "て、にぎわいを生みます。"]
    for at, words in enumerate([name, *told]):
        sheet.text(words, 62, 92 + 13 * at, 9.8)
    sheet.row(["", "検討"], xs, 92)
    assert get_rows(read(sheet.save()).text)[1] == [f"{name} {''.join(told)}", "検討"]

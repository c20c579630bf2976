"""PDF: printed lines become paragraphs again, with the page and rectangle of each."""

from __future__ import annotations

import re

import pytest

from kg.documents.place import find_places
from kg.records import Span
from tests.documents.readers.pdf_made import (
    FULL,
    GOTHIC,
    LEFT,
    SIZE,
    Sheet,
    get_codes,
    get_lines,
    read,
)

LONG = (
    "市民と行政が協働してまちづくりを進めるため、地域の課題を共有し、それぞれの役割に応じて"
    "取り組むことができるよう、情報の提供と相談の体制を整え、担い手の育成を図るとともに、"
    "活動の拠点となる施設の利用を促し、区役所の機能を高めていきます。"
)
NEXT = (
    "また、市民活動団体の自立を支えるため、資金と場と人材に関する支援を続け、中間支援組織との"
    "連携を強めながら、分野をこえた交流の機会を広げていきます。"
)


def test_lines_that_the_print_broke_are_one_paragraph_again() -> None:
    sheet = Sheet()
    y = sheet.paragraph(LONG, 100)
    sheet.paragraph(NEXT, y)
    assert get_lines(read(sheet.save())) == [LONG, NEXT]


def test_a_sentence_that_ends_at_the_margin_ends_no_paragraph_whose_next_line_is_not_set_in() -> (
    None
):
    words = "あ" * (FULL - 2) + "。" + "い" * 30 + "。"
    sheet = Sheet()
    y = sheet.paragraph(words, 100)
    sheet.paragraph(NEXT, y)
    assert get_lines(read(sheet.save())) == [words, NEXT]


def test_a_short_line_ends_what_an_author_ended() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG, 300)
    sheet.lines(["総務企画局企画調整課", "市民文化局区政推進課", "各区役所"], 100)
    assert get_lines(read(sheet.save()))[:3] == [
        "総務企画局企画調整課",
        "市民文化局区政推進課",
        "各区役所",
    ]


@pytest.mark.parametrize("mark", ["・", "○", "①", "（１）", "1-2-3 ", "ア　", "第２条　", "(a) "])
def test_a_bullet_or_number_begins_anew_and_keeps_its_hanging_lines(mark: str) -> None:
    item = mark + LONG[:70]
    sheet = Sheet()
    sheet.paragraph(NEXT, 40)
    y = 120.0
    for _ in range(2):
        # Half-width signs leave room for more.
        full = FULL + sum(char.isascii() for char in item) // 2
        sheet.text(item[:full], LEFT, y)
        sheet.text(item[full:], LEFT + SIZE, y + 16)
        y += 32
    assert get_lines(read(sheet.save()))[1:] == [item] * 2


def test_a_paragraph_goes_on_over_a_page_break_and_a_name_is_whole_again() -> None:
    sheet = Sheet()
    sheet.paragraph(NEXT, 60)
    sheet.text("　" + LONG[: FULL - 1], LEFT, 700)
    sheet.page()
    sheet.lines([LONG[FULL - 1 : 2 * FULL - 1], LONG[2 * FULL - 1 : 3 * FULL - 1]], 60)
    sheet.text(LONG[3 * FULL - 1 :], LEFT, 92)
    kept = read(sheet.save())
    assert get_lines(kept) == [NEXT, LONG]
    start = kept.text.index(LONG)
    places = find_places(kept.places, Span(start, start + len(LONG)))
    assert [place.page for place in places] == [1, 2, 2, *([2] if LONG[3 * FULL - 1 :] else [])]


def test_every_word_has_the_rectangle_in_which_it_stands() -> None:
    sheet = Sheet()
    sheet.text("第１章　総論", LEFT, 100, 20)
    sheet.paragraph(LONG, 130)
    kept = read(sheet.save())
    covered: set[int] = set()
    for place in kept.places:
        match = re.fullmatch(r"page=1&viewrect=(\d+),(\d+),(\d+),(\d+)", place.fragment)
        assert match is not None, place.fragment
        assert place.page == 1
        covered.update(range(place.start, place.end))
    words = {at for at, char in enumerate(kept.text) if not char.isspace() and char != "#"}
    assert words <= covered
    heading = find_places(kept.places, Span(2, 3))[0]
    left, top, width, height = map(int, heading.fragment.split("viewrect=")[1].split(","))
    assert (left, width) == (60, 120)
    assert top <= 84
    assert 99 <= top + height <= 106


def test_words_are_parted_by_blanks_in_latin_and_not_in_japanese() -> None:
    sheet = Sheet()
    y = sheet.paragraph(NEXT, 60)
    sheet.text("The plan of the city of Kawasaki for the years from 2011 to 2013 and its", LEFT, y)
    sheet.text("goals", LEFT, y + 16)
    text = get_lines(read(sheet.save()))[1]
    assert text.startswith("The plan of the city of Kawasaki")
    assert text.replace("\n", " ").split()[-2:] == ["its", "goals"] or text.endswith(" its")


def test_a_blank_between_japanese_and_figures_that_is_only_set_apart_is_none() -> None:
    sheet = Sheet()
    sheet.paragraph("この計画の　期間は次のとおりとします。" * 3, 60)
    for at, words in enumerate(("令和", "7", "年", "4", "月", "1", "日")):
        sheet.text(words, LEFT + [0, 22.5, 30, 42.5, 50, 62.5, 70][at], 200)
    assert get_lines(read(sheet.save()))[-1] == "令和7年4月1日"


def test_indents_of_full_width_blanks_are_left_out_and_inner_ones_kept() -> None:
    sheet = Sheet()
    sheet.paragraph(NEXT, 60)
    sheet.text("　　第１章　総論　", LEFT, 160)
    assert get_lines(read(sheet.save()))[-1] == "第１章　総論"


def test_characters_that_are_drawn_twice_to_look_heavy_stand_once() -> None:
    sheet = Sheet()
    for shift in (0, 0.3, 0.6):
        sheet.text("重点施策のねらいと々々の繰返し", LEFT + shift, 100)
    sheet.paragraph(NEXT, 130)
    assert get_lines(read(sheet.save()))[0] == "重点施策のねらいと々々の繰返し"


def test_headings_are_told_by_size_and_numbers_stand_on_lines_of_their_own() -> None:
    sheet = Sheet()
    sheet.text("みなと市こども計画", LEFT, 60, 22)
    sheet.text("計画の考え方", LEFT, 100, 15)
    y = sheet.paragraph(LONG, 130)
    sheet.text("１　基本理念", LEFT, y + 4, SIZE)
    y = sheet.paragraph(NEXT, y + 24)
    sheet.text("施策の展開", LEFT, y + 20, 15)
    sheet.paragraph(LONG, y + 50)
    assert get_lines(read(sheet.save())) == [
        "# みなと市こども計画",
        "## 計画の考え方",
        LONG,
        "１　基本理念",
        NEXT,
        "## 施策の展開",
        LONG,
    ]


def test_a_centred_title_over_two_lines_is_one() -> None:
    sheet = Sheet()
    sheet.canvas.setFont(GOTHIC, 24)
    sheet.canvas.drawCentredString(297, 600, "こどもと若者に関する施策の推進")
    sheet.canvas.drawCentredString(297, 566, "を図るための計画")
    sheet.page()
    sheet.paragraph(LONG, 60)
    assert get_lines(read(sheet.save()))[0] == "# こどもと若者に関する施策の推進を図るための計画"


def test_two_columns_are_read_one_after_the_other_below_what_spans_both() -> None:
    sheet = Sheet()
    sheet.text("第２章　区役所の取組のあらましと二つの段をこえて置かれた題", LEFT, 60, 14)
    left, right = LONG, NEXT + LONG
    sheet.paragraph(left, 100, LEFT, 20)
    sheet.paragraph(right, 100, LEFT + 240, 20)
    lines = get_lines(read(sheet.save()))
    assert lines[1:] == [left, right]


def test_columns_of_unequal_length_and_a_line_below_both_keep_their_order() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG + NEXT, 100, LEFT, 20)
    sheet.paragraph(NEXT, 100, LEFT + 240, 20)
    sheet.paragraph("以上の二つの段の下に、全体にわたる段落がもう一つ置かれています。" * 2, 400)
    lines = get_lines(read(sheet.save()))
    assert lines[0] == LONG + NEXT
    assert lines[1] == NEXT
    assert lines[2].startswith("以上の二つの段")


def test_running_heads_and_page_numbers_are_left_out_and_told() -> None:
    sheet = Sheet()
    for number in range(1, 7):
        odd = number % 2
        sheet.text("みなと市総合計画　第２章", 400 if odd else LEFT, 30, 8)
        sheet.text(f"- {number + 10} -", 520 if odd else LEFT, 820, 8)
        sheet.text(f"施策{number}　安全なまち", LEFT, 80, 12)
        sheet.paragraph(LONG, 110)
        sheet.page()
    kept = read(sheet.save())
    assert "みなと市総合計画" not in kept.text
    assert "- 1" not in kept.text
    # A heading that comes on every page with a number of its own is none.
    assert [line for line in get_lines(kept) if "施策" in line] == [
        f"# 施策{number}　安全なまち" for number in range(1, 7)
    ]
    codes = get_codes(kept)
    assert codes.count("running-head") == 1
    assert codes.count("page-number") == 1
    head = next(notice for notice in kept.notices if notice.code == "running-head")
    assert "みなと市総合計画　第２章" in head.ja
    assert head.where == "made.pdf p.1-6"


def test_a_heading_that_stands_at_the_head_of_several_pages_is_kept() -> None:
    sheet = Sheet()
    for number in range(1, 7):
        if number % 2:
            sheet.text("現状と課題", LEFT, 60)
            sheet.paragraph(f"{number}番目の区では、" + LONG, 80)
        else:
            y = sheet.paragraph(f"{number}番目の区では、" + NEXT, 60)
            sheet.paragraph(LONG, y)
        sheet.page()
    assert get_lines(read(sheet.save())).count("現状と課題") == 3


def test_a_contents_page_is_written_as_one() -> None:
    sheet = Sheet()
    sheet.text("目　次", LEFT, 60, 14)
    sheet.text("第１章　計画の考え方" + "." * 60 + " 1", LEFT, 90)
    sheet.text("第２章　施策の展開" + "…" * 20 + "12", LEFT, 106)
    long = "第３章　計画の推進と評価のしくみ、及び市民と行政が協働して進めるための体制と"
    sheet.text(long[:FULL], LEFT, 122)
    sheet.text(long[FULL:] + "役割" + "・" * 20 + "１２３", LEFT + 30, 138)
    sheet.text("資料編", LEFT, 154)
    sheet.text("130", LEFT + 380, 154)
    lines = get_lines(read(sheet.save()))
    assert lines[1:] == [
        "第１章　計画の考え方 …… 1",
        "第２章　施策の展開 …… 12",
        long + "役割 …… １２３",
        "資料編 …… 130",
    ]


def test_footnotes_stand_behind_the_paragraph_and_their_signs_in_no_word() -> None:
    sheet = Sheet()
    sheet.paragraph(NEXT, 60)
    y = 700.0
    sheet.text(LONG[:10], LEFT, y)
    sheet.text("1", LEFT + 101, y - 5, 5)
    sheet.text(LONG[10:39], LEFT + 106, y)
    sheet.rule(LEFT, 740, LEFT + 140, 740)
    sheet.text("1", LEFT, 750, 4)
    sheet.text("協働とは、市民と行政が対等に取り組むことをいう。", LEFT + 6, 754, 8)
    sheet.page()
    sheet.lines([LONG[39:79], LONG[79:]], 60)
    kept = read(sheet.save())
    assert get_lines(kept) == [
        NEXT,
        LONG,
        "※1 協働とは、市民と行政が対等に取り組むことをいう。",
    ]
    assert "note-signs" in get_codes(kept)


def test_a_raised_figure_that_is_no_footnote_stays() -> None:
    sheet = Sheet()
    sheet.paragraph(NEXT, 60)
    sheet.text("公園の面積は市民一人あたり4.2m", LEFT, 150)
    sheet.text("2", LEFT + 148, 145, 5)
    assert get_lines(read(sheet.save()))[1].endswith("4.2m2")


def test_ruby_is_mixed_into_no_word_and_told() -> None:
    sheet = Sheet()
    sheet.paragraph(NEXT, 60)
    sheet.text("子どもを育む環境", LEFT, 160)
    sheet.text("はぐく", LEFT + 39, 151, 4)
    kept = read(sheet.save())
    assert get_lines(kept)[1] == "子どもを育む環境"
    (notice,) = [notice for notice in kept.notices if notice.code == "ruby"]
    assert "はぐく" in notice.ja


def test_reading_twice_gives_the_same() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG, 60)
    data = sheet.save()
    assert read(data) == read(data)

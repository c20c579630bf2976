"""Numbers as a workbook shows them."""

from __future__ import annotations

import pytest

from kg.documents.readers.excel_formats import BUILT_IN, show_text, show_value

WAREKI = '[$-411]ggge"年"m"月"d"日";@'


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1200, "", "1200"),
        (1200.0, "General", "1200"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "", "0.33333333333"),
        (1.5e-7, "", "0.00000015"),
        (7000020141305, "", "7000020141305"),
        (1200, "#,##0", "1,200"),
        (-1200, "#,##0", "-1,200"),
        (-1200, "#,##0;▲#,##0", "▲1,200"),
        (-1200, '#,##0;[Red]"△"#,##0', "△1,200"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (0, "#,##0", "0"),
        (0, "#,###", ""),
        (1234567, '#,##0,"千円"', "1,235千円"),
        (1234567, '#,##0"円"', "1,234,567円"),
        (2.5, "0", "3"),
        (12.345, "0.00", "12.35"),
        (12.5, "0.0##", "12.5"),
        (0.256, "0%", "26%"),
        (0.2565, "0.0%", "25.7%"),
        (7, "000", "007"),
        (2130001, "000-0000", "213-0001"),
        (5, '"No."0', "No.5"),
        (2024, '0"年度"', "2024年度"),
        (6, '"令和"0"年度"', "令和6年度"),
        (1200, "_ * #,##0_ ;_ * -#,##0_ ", "1,200"),
        (1200, "[$¥-411]#,##0", "¥1,200"),
        (5, '[<10]"少"0;"多"0', "少5"),
        (50, '[<10]"少"0;"多"0', "多50"),
        (1, ";;;", ""),
        (0.5, "# ?/?", "0.5"),
        (12345, "0.00E+00", "12345"),
    ],
)
def test_a_number_stands_as_its_format_shows_it(value: float, code: str, shown: str) -> None:
    assert show_value(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (45383, "yyyy/m/d", "2024/4/1"),
        (45383, "yyyy-mm-dd", "2024-04-01"),
        (45383, WAREKI, "令和6年4月1日"),
        (43585, WAREKI, "平成31年4月30日"),
        (43586, WAREKI, "令和1年5月1日"),
        (45383, "[$-411]ge.m.d", "R6.4.1"),
        (45383, 'gge"年"', "令6年"),
        (45383, 'm"月"d"日"(aaa)', "4月1日(月)"),
        (45383, "aaaa", "月曜日"),
        (45383, 'yyyy"年"m"月"', "2024年4月"),
        (45383.75, "yyyy/m/d h:mm", "2024/4/1 18:00"),
        (0.3958333333, 'h"時"mm"分"', "9時30分"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (1, "yyyy/m/d", "1900/1/1"),
        (59, "yyyy/m/d", "1900/2/28"),
        (61, "yyyy/m/d", "1900/3/1"),
        (-1, "yyyy/m/d", "-1"),
        (3e6, "yyyy/m/d", "3000000"),
        (45383, BUILT_IN[58], "令和6年4月1日"),
        (45383, BUILT_IN[14], "2024/4/1"),
        (45383, "mmm-yy", "Apr-24"),
    ],
)
def test_a_date_stands_as_its_format_shows_it(value: float, code: str, shown: str) -> None:
    assert show_value(value, code) == shown


def test_days_may_be_counted_from_1904() -> None:
    assert show_value(45383 - 1462, "yyyy/m/d", True) == "2024/4/1"


def test_a_text_stands_between_the_words_of_its_format() -> None:
    assert show_text("5", '"No."@') == "No.5"
    assert show_text("広報", "@") == "広報"
    assert show_text("広報", "#,##0") == "広報"

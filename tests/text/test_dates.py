"""Dates in running text: what each printed form says, and what is none.

A mention is shown as `printed=value`: FY for a fiscal year, `/` between the ends of a range,
qualifiers in [ ], `?` where the date is doubtful.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import Period, Span
from kg.text.dates import find_dates, find_unresolved, parse_year_header
from kg.text.eras import ERAS, Era, get_era, make_era_date, make_era_year, parse_era_year
from kg.text.numerals import make_kanji

WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}


def show_dates(text: str, era_context: str | None = None) -> list[str]:
    shown: list[str] = []
    for mention in find_dates(text, era_context):
        mark = "FY" if mention.datatype == "xsd:integer" else ""
        end = f"/{mark}{mention.end}" if mention.end else ""
        qualifiers = "".join(f"[{qualifier}]" for qualifier in mention.qualifiers)
        printed = text[mention.span.start : mention.span.end]
        shown.append(f"{printed}={mark}{mention.start}{end}{qualifiers}{'?' * mention.doubtful}")
    return shown


CASES = [
    ("平成20年2月策定", ["平成20年2月=2008-02"]),
    ("平成25年5月10日に", ["平成25年5月10日=2013-05-10"]),
    ("平成24年度", ["平成24年度=FY2012"]),
    ("令和元年度予算", ["令和元年度=FY2019"]),
    ("平成元年", ["平成元年=1989"]),
    ("２０１２年", ["２０１２年=2012"]),
    ("2008年4月策定の", ["2008年4月=2008-04"]),
    ("2007年10月の開始から3年半が経過", ["2007年10月=2007-10"]),
    ("2013 年度", ["2013 年度=FY2013"]),
    ("令和６年６月 21 日", ["令和６年６月 21 日=2024-06-21"]),
    ("H23の", ["H23=2011"]),
    ("Ｒ５から", ["Ｒ５=2023"]),
    ("H23年度", ["H23年度=FY2011"]),
    ("H.23年度", ["H.23年度=FY2011"]),
    ("平成25年\n度に", ["平成25年\n度=FY2013"]),
    ("R5.7.4閣議決定", ["R5.7.4=2023-07-04"]),
    ("H28.9～H30.1", ["H28.9～H30.1=2016-09/2018-01"]),
    ("R4.1月に", ["R4.1月=2022-01"]),
    ("2013/5/10、2013-05-10", ["2013/5/10=2013-05-10", "2013-05-10=2013-05-10"]),
    ("平成十八年九月一日", ["平成十八年九月一日=2006-09-01"]),
    ("平成二四年三月三〇日", ["平成二四年三月三〇日=2012-03-30"]),
    ("二〇一三年度", ["二〇一三年度=FY2013"]),
    ("㍻25年", ["㍻25年=2013"]),
    ("①2011年度", ["2011年度=FY2011"]),
    # The ends of eras.
    ("昭和64年1月7日", ["昭和64年1月7日=1989-01-07"]),
    ("平成元年1月8日", ["平成元年1月8日=1989-01-08"]),
    ("平成元年1月7日", ["平成元年1月7日=1989-01-07?"]),
    ("昭和65年", ["昭和65年=1990?"]),
    ("平成31年度", ["平成31年度=FY2019"]),
    ("平成31年5月", ["平成31年5月=2019-05?"]),
    ("昭和64年度", ["昭和64年度=FY1989?"]),
    # Days that do not exist, and two calendars side by side.
    ("平成25年2月30日", ["平成25年2月30日=2013-02?"]),
    ("平成25年13月", ["平成25年13月=2013?"]),
    ("明治5年11月9日", ["明治5年11月9日=1872-11-09?"]),
    ("平成24(2012)年度", ["平成24(2012)年度=FY2012"]),
    ("2012（平成25）年", ["2012（平成25）年=2012?"]),
    ("令和４年（2022年）度", ["令和４年（2022年）度=FY2022"]),
    # Ranges and lists.
    ("計画期間(2011～2013年度)", ["2011～2013年度=FY2011/FY2013"]),
    ("平成23～25年度", ["平成23～25年度=FY2011/FY2013"]),
    ("2011年度～2013年度", ["2011年度～2013年度=FY2011/FY2013"]),
    ("2011〜13年度", ["2011〜13年度=FY2011/FY2013"]),
    ("1998-02年度", ["1998-02年度=FY1998/FY2002"]),
    ("H27年度～R1年度", ["H27年度～R1年度=FY2015/FY2019"]),
    ("平成20年度から24年度までの", ["平成20年度から24年度まで=FY2008/FY2012"]),
    ("平成20年度から平成24年度の5か年", ["平成20年度から平成24年度=FY2008/FY2012"]),
    ("平成24年度から平成26年度に延期", ["平成24年度=FY2012", "平成26年度=FY2014"]),
    ("R５年５月１９日から２１日まで", ["R５年５月１９日から２１日まで=2023-05-19/2023-05-21"]),
    ("2024年4～12月", ["2024年4～12月=2024-04/2024-12"]),
    ("平成24年11月～3月", ["平成24年11月=2012-11"]),
    ("平成24年から5年が経過", ["平成24年=2012"]),
    ("平成24・25年度", ["平成24=FY2012", "25年度=FY2013"]),
    ("平成20年度\t平成21年度", ["平成20年度=FY2008", "平成21年度=FY2009"]),
    ("平成30～2年度", ["平成30=FY2018"]),
    # Qualifiers.
    ("平成13年度以前", ["平成13年度以前=FY2001[以前]"]),
    ("2014年度以降", ["2014年度以降=FY2014[以降]"]),
    ("平成21年9月1日以後に", ["平成21年9月1日以後=2009-09-01[以後]"]),
    ("平成25年3月現在66地区", ["平成25年3月現在=2013-03[現在]"]),
    ("平成25年6月頃から", ["平成25年6月頃=2013-06[頃]"]),
    ("平成26年1月ごろ", ["平成26年1月ごろ=2014-01[頃]"]),
    ("2011年度末をもって", ["2011年度末=FY2011[末]"]),
    ("令和３年度末時点で", ["令和３年度末時点=FY2021[末][時点]"]),
    ("令和５年中の", ["令和５年中=2023[中]"]),
    ("2012年中国で", ["2012年=2012"]),
    ("（平成16年度～）", ["平成16年度～=FY2004[～]"]),
    ("～2011年～", ["2011年=2011"]),
    # What leans on something said before.
    ("平成24年9月設置。25年度", ["平成24年9月=2012-09", "25年度=FY2013"]),
    ("平成25年5月10日に、同年6月", ["平成25年5月10日=2013-05-10", "同年6月=2013-06"]),
    ("平成25年5月10日、同月20日", ["平成25年5月10日=2013-05-10", "同月20日=2013-05-20"]),
    ("2005年4月1日から同年6月30日まで", ["2005年4月1日から同年6月30日まで=2005-04-01/2005-06-30"]),
    ("平成24年度、同年度末", ["平成24年度=FY2012", "同年度末=FY2012[末]"]),
    ("平成25年5月10日、同日前", ["平成25年5月10日=2013-05-10", "同日=2013-05-10"]),
]


@pytest.mark.parametrize(("text", "shown"), CASES)
def test_a_printed_date_says_no_more_and_no_less(text: str, shown: list[str]) -> None:
    assert show_dates(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "5年間", "10年間活動", "3か年の", "開館25年", "開館 25 年が経過", "第3期", "第２期",
        "3年半", "P32", "P499", "施策番号32", "2000年間", "2030年代", "昭和40年代", "平成生まれ",
        "令和の時代", "年3回", "毎月第2・第4土曜日", "4月第1土曜日", "7区で291事業", "30業務以上",
        "毎年度", "数十年度", "第3年度", "3年度目", "5年度分", "1.5年度", "平成千年", "AR6", "H2O",
        "H5N1", "R246", "H2ブロッカー", "（R6-10）", "kofukin-R6.pdf", "/2013/05/10/", "平成20",
        "2011", "前年同月比", "共同年次", "同年代", "同日本", "一三年間", "1300年続く",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text) == []
    assert find_unresolved(text) == []


@pytest.mark.parametrize(
    ("text", "unresolved"),
    [
        ("（24年度）", ["24年度"]),
        ("25年3月に", ["25年3月"]),
        ("同年4月", ["同年4月"]),
        ("平成24年度に。同年4月に", ["同年4月"]),  # a fiscal year has two Aprils to choose from
        ("平成24年。翌年に。同年4月", ["同年4月"]),
        ("平成24年・25年に、同年", ["同年"]),
        ("平成24年。次に。また、同年", ["同年"]),
        ("平成24年\t同年", ["同年"]),
        ("平成24年\n\n同年", ["同年"]),
        ("平成25年に、同月", ["同月"]),
        ("昭和54年に。24年度", ["24年度"]),  # 30 years before
        ("平成20年に。2022年に。24年度", ["24年度"]),  # 2012 or 2024
        ("平成30～2年度", ["2年度"]),
    ],
)
def test_a_date_whose_year_is_not_certain_is_listed_apart(text: str, unresolved: list[str]) -> None:
    assert [mention.text for mention in find_unresolved(text)] == unresolved
    printed = {text[mention.span.start : mention.span.end] for mention in find_dates(text)}
    assert printed.isdisjoint(unresolved)


@pytest.mark.parametrize("era_context", ["平成", "H"])
def test_a_year_without_its_era_takes_it_from_the_context_given(era_context: str) -> None:
    assert show_dates("291事業（24年度）", era_context) == ["24年度=FY2012"]
    assert show_dates("23～25年度", era_context) == ["23～25年度=FY2011/FY2013"]
    assert find_unresolved("291事業（24年度）", era_context) == []


def test_an_era_in_the_text_is_nearer_than_the_context_given() -> None:
    assert show_dates("令和元年度、2年度", "平成") == ["令和元年度=FY2019", "2年度=FY2020"]


def test_an_unknown_era_as_context_is_an_error() -> None:
    with pytest.raises(ValueError, match="元号"):
        find_dates("24年度", "X")


def test_kinds_and_types_are_no_sharper_than_the_print() -> None:
    text = "2013年5月10日、2012年6月、2011年度、2010年、2007～2009年度"
    kinds = [(mention.kind, mention.datatype) for mention in find_dates(text)]
    assert kinds == [
        ("date", "xsd:date"),
        ("month", "xsd:gYearMonth"),
        ("fiscal-year", "xsd:integer"),
        ("year", "xsd:gYear"),
        ("range", "xsd:integer"),
    ]


def test_a_mention_answers_for_its_qualifiers() -> None:
    rough, later, plain = find_dates("平成25年6月頃、2014年度以降、2011年度")
    assert (rough.approximate, rough.open_ended, rough.qualifier) == (True, False, "頃")
    assert (later.approximate, later.open_ended, later.year) == (False, True, 2014)
    assert (plain.qualifier, plain.lexical) == (None, "2011")


def test_spans_count_in_the_original_text() -> None:
    text = "ｶﾞｲﾄﾞ㈱②平成２５年５月１０日締結"
    (mention,) = find_dates(text)
    assert mention.span == Span(7, 17)
    assert text[7:17] == "平成２５年５月１０日"


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("2011年度", Period(2011)),
        ("平成23年度", Period(2011)),
        ("平成２３年 度", Period(2011)),
        ("平成二十三年度", Period(2011)),
        ("二〇一一年度", Period(2011)),
        ("H23", Period(2011)),
        ("Ｈ２３", Period(2011)),
        ("R5年度", Period(2023)),
        ("令和元年度", Period(2019)),
        ("2011", Period(2011)),
        ("2014年度以降", Period(2014, True)),
        ("２０１４年度以降", Period(2014, True)),
        ("令和6年度～", Period(2024, True)),
        ("H23年度〜", Period(2011, True)),
        ("平成23年度\n(2011年度)", Period(2011)),
        ("令和5(2023)年度", Period(2023)),
        ("2019年度（平成31年度）以降", Period(2019, True)),
        ("R5(2024)年度", None),
        ("23年度", None),
        ("23", None),
        ("5", None),
        ("平成23年", None),
        ("2011年", None),
        ("2011～2013年度", None),
        ("事業名", None),
        ("年度", None),
        ("第3年度", None),
        ("", None),
        ("2" * 200, None),
    ],
)
def test_a_table_header_that_is_a_fiscal_year_is_read(header: str, period: Period | None) -> None:
    assert parse_year_header(header) == period


def test_a_header_without_its_era_needs_the_context() -> None:
    assert parse_year_header("23年度", "平成") == Period(2011)
    assert parse_year_header("元年度以降", "R") == Period(2019, True)
    assert parse_year_header("23", "平成") is None


def test_eras_follow_each_other_without_a_gap() -> None:
    for newer, older in pairwise(ERAS):
        assert 0 <= (newer.first - older.last).days <= 1


def test_what_has_no_era_is_refused() -> None:
    with pytest.raises(ValueError, match="1868"):
        make_era_year(1867)
    with pytest.raises(ValueError, match="1873"):
        make_era_date(date(1872, 12, 31))
    with pytest.raises(ValueError, match="元号"):
        get_era("天保")


@given(st.integers(1868, 2150))
def test_an_era_year_is_read_back_to_its_western_year(year: int) -> None:
    printed = make_era_year(year)
    assert parse_era_year(printed) == parse_era_year(printed.translate(WIDE)) == year
    assert show_dates(printed) == [f"{printed}={year}"]


@given(st.dates(date(1873, 1, 1), date(2150, 12, 31)))
def test_a_day_in_its_era_is_found_and_beyond_doubt(day: date) -> None:
    printed = make_era_date(day)
    assert show_dates(f"覚書（{printed}締結）") == [f"{printed}={day.isoformat()}"]
    western = f"{day.year}年{day.month}月{day.day}日"
    assert show_dates(western) == [f"{western}={day.isoformat()}"]


@given(st.sampled_from(ERAS), st.integers(1, 60))
def test_every_way_to_print_a_fiscal_year_says_the_same(era: Era, number: int) -> None:
    year = era.get_year(number)
    printed = [
        f"{era.name}{number}年度",
        f"{era.name}{number}年度".translate(WIDE),
        f"{era.name}{make_kanji(number)}年度",
        f"{era.letter}{number}年度",
    ]
    for text in printed:
        assert [(found.start, found.kind) for found in find_dates(text)] == [
            (str(year), "fiscal-year")
        ]
        assert parse_year_header(text) == Period(year)


@given(st.text("平成昭和令元年度月日同～・、から2015一二十()（）①HRS. \n\t。頃末", max_size=60))
def test_any_text_gives_mentions_in_order_that_do_not_overlap(text: str) -> None:
    spans = sorted(
        [mention.span for mention in find_dates(text)]
        + [mention.span for mention in find_unresolved(text)]
    )
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.end <= len(text) for span in spans)
    for mention in find_dates(text):
        assert mention.end is None or mention.start < mention.end

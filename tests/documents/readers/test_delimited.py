"""CSV and TSV files, written byte by byte, become rows with the place of each cell."""

from __future__ import annotations

import time
import tracemalloc
from dataclasses import replace

import pytest

from kg.documents.place import find_places
from kg.documents.readers.delimited import find_delimiter, read_delimited
from kg.documents.readers.limits import DEFAULT_LIMITS, Limits
from kg.errors import SourceError
from kg.records import Span

HEAD = "事業名,事業概要,担当課\n"


def read(text: str | bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    data = text.encode() if isinstance(text, str) else text
    return read_delimited(data, "計画.csv", limits).text


def refuse(text: str | bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(SourceError) as caught:
        read(text, limits)
    assert caught.value.fix
    return str(caught.value)


def test_a_row_becomes_a_row_and_each_cell_knows_its_row_and_column() -> None:
    kept = read_delimited(
        (HEAD + "広報事業,広報紙の発行,広報課\n").encode(), "a.csv", DEFAULT_LIMITS
    )
    assert kept.text.strip().split("\n") == [
        "事業名\t事業概要\t担当課",
        "広報事業\t広報紙の発行\t広報課",
    ]
    start = kept.text.index("広報課")
    (place,) = find_places(kept.places, Span(start, start + 3))
    assert (place.fragment, kept.text[place.start : place.end]) == ("cell=2,3", "広報課")
    assert kept.reader == "delimited 1"
    assert kept.notices == ()


def test_every_place_quotes_its_cell_also_behind_quotes_and_line_ends() -> None:
    kept = read_delimited(
        (
            HEAD + '相談事業,"市民の相談を、\n受けます。","市民局,区役所"\n\n"a ""b""",説明,課\n'
        ).encode(),
        "a.csv",
        DEFAULT_LIMITS,
    )
    quoted = {place.fragment: kept.text[place.start : place.end] for place in kept.places}
    assert quoted["cell=2,2"] == "市民の相談を、受けます。"
    assert quoted["cell=2,3"] == "市民局,区役所"
    assert quoted["cell=4,1"] == 'a "b"'


def test_a_mark_of_byte_order_stays_out_of_the_cells() -> None:
    assert read(b"\xef\xbb\xbf" + HEAD.encode()).startswith("事業名\t")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_with_its_mark_is_read(codec: str) -> None:
    mark = {"utf-16": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[codec]
    assert read(mark + HEAD.replace(",", "\t").encode(codec)).startswith("事業名\t事業概要")


def test_cp932_is_read_and_said_with_the_line() -> None:
    kept = read_delimited(
        ("a,b\n" + HEAD + "①髙橋,～,課\n").encode("cp932"), "a.csv", DEFAULT_LIMITS
    )
    assert "①髙橋\t～\t課" in kept.text
    assert [(notice.code, notice.where) for notice in kept.notices] == [
        ("read-as-cp932", "a.csv:2")
    ]


def test_bytes_of_neither_encoding_are_refused_with_line_and_byte_of_both() -> None:
    message = refuse("事業名,課\n".encode() + "広報".encode("cp932") + b"\xff,\n")
    assert "計画.csv" in message
    assert "UTF-8: line 2, byte 14: 0x8d" in message
    assert "CP932: line " in message


@pytest.mark.parametrize("codec", ["euc_jp", "iso2022_jp", "utf-32"])
def test_other_japanese_encodings_are_named_and_refused(codec: str) -> None:
    names = {"euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP", "utf-32": "UTF-32"}
    assert names[codec] in refuse((HEAD * 3 + "地域づくり推進事業,説明,市民課\n").encode(codec))


def test_katakana_of_half_width_alone_are_no_other_encoding() -> None:
    assert "ｶﾅ" in read("ｶﾅ,ﾊﾝｶｸ\n".encode("cp932"))


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_the_delimiter_is_told_from_the_cells(sign: str) -> None:
    rows = [["事業名", "予算", "課"], ["広報, 広聴;事業", '"1,200"', "a"], ["相談", '"3,400"', "b"]]
    text = "\n".join(sign.join(f'"{c}"' if c[0] != '"' else c for c in row) for row in rows)
    assert find_delimiter(text) == sign
    bare = "\n".join(sign.join(["広報、広聴", "12", f"課{number}"]) for number in range(5))
    assert find_delimiter(bare) == sign


def test_commas_in_texts_do_not_part_the_cells_of_a_tab_file() -> None:
    text = "事業名\t予算\n" + "".join(f"事業{n}\t{n},200,000\n" for n in range(1, 9))
    assert find_delimiter(text) == "\t"
    assert "事業3\t3,200,000" in read(text)


def test_the_line_by_which_excel_is_told_the_delimiter_is_no_row() -> None:
    kept = read_delimited(b"sep=;\na;b\nc,d;e\n", "a.csv", DEFAULT_LIMITS)
    assert kept.text.strip() == "a\tb\nc,d\te"
    assert [place.fragment for place in kept.places] == [
        "cell=2,1",
        "cell=2,2",
        "cell=3,1",
        "cell=3,2",
    ]


def test_titles_above_the_header_are_lines_and_empty_columns_go() -> None:
    text = (
        "令和6年度 事業一覧,,,,\n,,,,\n"
        + "事業名,担当課,備考,,\n広報事業,広報課,,,\n相談事業,,注,,\n"
    )
    assert read(text).strip().split("\n") == [
        "令和6年度 事業一覧",
        "",
        "事業名\t担当課\t備考",
        "広報事業\t広報課\t",
        "相談事業\t\t注",
    ]


def test_a_title_right_above_the_header_is_a_line_too() -> None:
    assert read("事業一覧\n" + HEAD + "広報,発行,課\n").startswith("事業一覧\n\n事業名\t")


def test_a_second_row_of_years_becomes_one_header_with_the_first() -> None:
    text = (
        "事業名,担当課,計画期間の取組,,\n,,令和6年度,令和7年度,令和8年度\n"
        "広報事業,広報課,検討,実施,継続\n"
    )
    assert read(text).split("\n")[0] == (
        "事業名\t担当課\t計画期間の取組(令和6年度)\t計画期間の取組(令和7年度)\t計画期間の取組(令和8年度)"
    )


def test_control_characters_become_blanks_and_are_said() -> None:
    kept = read_delimited((HEAD + "広\x00報,\x07発行,課\n").encode(), "a.csv", DEFAULT_LIMITS)
    assert "広 報\t発行\t課" in kept.text
    (notice,) = kept.notices
    assert (notice.code, notice.where) == ("control-characters", "a.csv:2")
    assert "U+0000" in notice.ja


def test_bytes_that_are_no_text_are_refused() -> None:
    assert "制御文字" in refuse(bytes(range(32)) * 40)


def test_a_quote_that_nothing_closes_is_refused_with_its_line() -> None:
    message = refuse(HEAD + '広報,"発行,課\n相談,受付,課\n')
    assert "計画.csv:2" in message
    assert "引用符が閉じられていません" in message


def test_quotes_that_break_the_rules_are_read_and_said() -> None:
    kept = read_delimited((HEAD + '"広報"事業,発行,課\n').encode(), "a.csv", DEFAULT_LIMITS)
    assert "広報事業\t発行\t課" in kept.text
    assert [notice.code for notice in kept.notices] == ["quotes"]


def test_line_ends_of_old_machines_part_rows() -> None:
    assert read("事業名,課\r広報,b\r\n相談,c\r").strip() == "事業名\t課\n広報\tb\n相談\tc"


@pytest.mark.parametrize("text", ["", "\n\n", ",,,\n , \n"])
def test_a_file_without_words_is_refused(text: str) -> None:
    assert "文字がありません" in refuse(text)


@pytest.mark.parametrize(
    ("text", "limits", "said"),
    [
        (HEAD * 20, replace(DEFAULT_LIMITS, rows=10), "計画.csv:11"),
        (HEAD * 20, replace(DEFAULT_LIMITS, cells=10), "10 cells"),
        (HEAD * 20, replace(DEFAULT_LIMITS, characters=50), "characters > 50"),
        (HEAD * 20, replace(DEFAULT_LIMITS, file_bytes=10), "bytes > 10"),
        (HEAD + "広報," + "あ" * 40_000 + ",課\n", DEFAULT_LIMITS, "計画.csv:2"),
    ],
)
def test_what_passes_a_limit_is_refused_with_the_limit(
    text: str, limits: Limits, said: str
) -> None:
    assert said in refuse(text, limits)


def test_a_cell_of_sixteen_million_bytes_is_refused_in_little_time_and_memory() -> None:
    data = (HEAD + '広報,"').encode() + b"a" * (16 << 20) + b'",x\n'
    tracemalloc.start()
    began = time.process_time()
    message = refuse(data)
    taken, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "一つの升目が大きすぎます" in message
    assert taken < 10
    assert peak < 10 * len(data)

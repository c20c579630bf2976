"""The marks of 再掲 in every spelling, in a column of their own, and by a person's reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.source import SourceText, parse_source
from kg.layouts.again import parse_named_pointer, says_again
from kg.layouts.layout import Layout, parse_layout
from kg.layouts.naming import LONGEST_NAME, parse_name
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.records import CorrectionRecord, Extraction, Span
from tests.layouts.hostile import STEMS, ended_within, make_long

NODES = '[[node]]\nlevel = "施策"\npattern = "施策<{number}> {title}"\n'
LAYOUT = parse_layout(NODES, "made")
OWN = parse_layout(
    f'{NODES}\n[marks]\nreappearance = ["再 録", "★", "【重】", "重複掲載", "R"]\n', "made"
)
MARKS = LAYOUT.words.reappearance


def make_source(*rows: str) -> SourceText:
    text = "\n".join(("施策1 守る", "", *(row.replace("|", "\t") for row in rows)))
    return parse_source(f"{text}\n".encode(), "made.txt")


def read(*rows: str, layout: Layout = LAYOUT) -> Extraction:
    return recognise(make_source(*rows), layout)


@pytest.mark.parametrize(
    "printed",
    [
        *("講座（再）", "講座（既掲）", "講座（既出）", "（再） 講座", "講座（新規・再）"),
        *("講座再掲", "講座 再 掲", "講座　再　掲", "講座〔再掲)", "講座(再掲】", "【再 掲）講座"),
        *("★再掲★講座", "講座★再掲★", "◆再掲 講座", "再掲】講座", "講座再掲）", "再掲・講座"),
        *("講座（★再掲★）", "講座（再掲・新規）", "講座（再掲事業）", "講座（重点施策の再掲）"),
        *("講座（P.23再掲）", "講座（23ページの再掲）", "講座（再掲 花いっぱい）"),
        *("講座（一部再掲）", "講座 一部再掲", "講座一部再掲", "講座（再掲・一部）"),
    ],
)
def test_a_mark_in_any_spelling_is_no_part_of_the_name(printed: str) -> None:
    parsed = parse_name(printed, 0, LAYOUT)
    assert (parsed.name, parsed.reappearance) == ("講座", True)
    assert parsed.partly is ("一部" in printed)


@pytest.mark.parametrize(
    "printed",
    [
        *(
            "（再）就職支援",
            "市街地（再）開発",
            "再掲載事業",
            "再生可能エネルギー",
            "講座（再・新規）",
        ),
        *(
            "講座（再掲を除く）",
            "講座（再掲 3件を除く）",
            "講座（再掲分含む）",
            "講座（P.23に再掲）",
        ),
        *("□は再掲", "★：再掲", "重点施策に再掲", "手帳（配布再掲）", "再掲"),
    ],
)
def test_what_only_speaks_of_repeats_is_no_mark(printed: str) -> None:
    parsed = parse_name(printed, 0, LAYOUT)
    assert (parsed.name, parsed.reappearance) == (printed, False)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        *(
            (f"講座{mark}", "講座")
            for mark in ("〔再 録〕", "再録", "★", "（★）", "【重】", "（重）")
        ),
        *((f"講座{mark}", "講座") for mark in ("（重複掲載）", "重複掲載", "（R）", " R")),
        ("★講座", "講座"),
    ],
)
def test_every_word_that_a_layout_gives_is_a_mark(printed: str, name: str) -> None:
    parsed = parse_name(printed, 0, OWN)
    assert (parsed.name, parsed.reappearance) == (name, True)
    assert not parse_name(printed, 0, LAYOUT).reappearance


@pytest.mark.parametrize("printed", ["Rセミナー", "講座R", "重度訪問（重度）", "重講座"])
def test_a_word_of_one_letter_is_no_mark_inside_others(printed: str) -> None:
    assert parse_name(printed, 0, OWN).name == printed


def test_a_page_before_the_mark_and_a_name_behind_it_are_pointers() -> None:
    page = parse_name("講座（P.23再掲）", 100, LAYOUT).pointer
    assert page is not None
    assert (page.printed, page.path, page.page, page.span) == ("P.23再掲", (), 23, Span(103, 109))
    named = parse_name("講座（再掲　花いっぱい）", 100, LAYOUT).pointer
    assert named is not None
    assert (named.printed, named.span) == ("再掲　花いっぱい", Span(103, 111))
    assert parse_named_pointer(named.printed, MARKS) == "花いっぱい"
    assert parse_named_pointer("再掲 1-2-3", MARKS) is None


def test_a_row_of_which_a_part_comes_again_is_told() -> None:
    found = read("事業名|担当課", "講座（一部再掲）|観光課")
    assert found.listings[0].reappearance
    assert [finding.code for finding in found.findings] == ["reappears-in-part"]


@pytest.mark.parametrize(
    ("cell", "again", "printed"),
    [
        *(("○", True, None), ("再掲", True, None), ("（再）", True, None), ("", False, None)),
        *(("－", False, None), ("無", False, None), ("1-2-3", True, "1-2-3")),
        *(("P.23", True, "P.23"), ("再掲 施策12", True, "再掲 施策12")),
    ],
)
@pytest.mark.parametrize("proposed", [False, True])
def test_a_column_of_marks_says_which_rows_come_again(
    cell: str, again: bool, printed: str | None, proposed: bool
) -> None:
    rows = (f"市|立てる。|{cell}|商工課", "講座|開く。||観光課", "手帳|配る。||観光課")
    source = make_source("事業名|事業概要|再掲|担当課", *rows)
    found = recognise(source, propose_layout(source).layout if proposed else LAYOUT)
    row = found.listings[0]
    assert [listing.reappearance for listing in found.listings] == [again, False, False]
    assert (row.pointer.printed if row.pointer else None) == printed
    assert (row.notes, row.marks) == ((), ())
    assert "unreadable-mark" not in {finding.code for finding in found.findings}


def test_what_a_column_of_marks_says_otherwise_is_told() -> None:
    found = read("事業名|再掲", "講座|△", "市|一部")
    assert [listing.reappearance for listing in found.listings] == [False, True]
    codes = [finding.code for finding in found.findings]
    assert codes == ["unreadable-mark", "reappears-in-part"]


@pytest.mark.parametrize(
    ("printed", "reading"),
    [("講座〔再捉)", "講座〔再掲〕"), ("講座", "講座（再掲）"), ("講座 冉掲", "講座 再掲")],
)
def test_a_reading_that_carries_the_mark_makes_the_row_a_repeat(printed: str, reading: str) -> None:
    source = make_source("事業名|担当課", "講座|観光課", f"{printed}|商工課")
    at = source.text.rindex(printed)
    decided = CorrectionRecord(Span(at, at + len(printed)), printed, reading, "原本では再掲")
    found = recognise(source, LAYOUT, [decided])
    assert [row.reappearance for row in found.listings] == [False, True]
    again = found.listings[1]
    assert (again.name, again.label, again.printed_name) == ("講座", "講座", printed)
    assert found.findings == ()
    assert not recognise(source, LAYOUT).listings[1].reappearance


def test_a_reading_makes_an_entry_outside_tables_a_repeat() -> None:
    text = "施策1 守る\n\nNo.1 講座\n担当課：観光課\n\nNo.2 講座（再揭）\n担当課：観光課\n".replace(
        "揭", "渇"
    )
    source = parse_source(text.encode(), "made.txt")
    layout = parse_layout(f'{NODES}\n[[entry]]\npattern = "No.<{{number}}> {{title}}"\n', "made")
    at = text.index("再渇")
    decided = CorrectionRecord(Span(at, at + 2), "再渇", "再掲", "誤読")
    found = recognise(source, layout, [decided]).listings
    assert [(row.name, row.reappearance) for row in found] == [("講座", False), ("講座", True)]


@given(st.text(st.sampled_from("再掲（)【〕★ 講座一部・の新規P2"), max_size=20))
def test_no_text_breaks_the_reader(printed: str) -> None:
    parsed = parse_name(printed, 7, OWN)
    assert parsed.reappearance or parsed.name == parse_name(printed, 7, OWN).name
    if parsed.pointer is not None:
        inside = printed[parsed.pointer.span.start - 7 : parsed.pointer.span.end - 7]
        assert inside == parsed.pointer.printed


@pytest.mark.parametrize("stem", [*STEMS.values(), "再", "再掲 ", "★", "（再", "一部"])
def test_long_texts_are_read_in_linear_time(stem: str) -> None:
    with ended_within(20):
        parse_name(make_long(stem, LONGEST_NAME - 2), 0, OWN)
        says_again(make_long(stem, 200_000), MARKS)


@pytest.mark.parametrize("mark", ["（再）", "〔再掲)", "【再 掲】"])
def test_a_mark_alone_in_the_next_line_belongs_to_the_row_above(mark: str) -> None:
    found = read("事業名|担当課", "講座|観光課", f"{mark}|")
    assert [(row.name, row.reappearance) for row in found.listings] == [("講座", True)]

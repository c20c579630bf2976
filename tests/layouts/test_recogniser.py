"""Recognising: every character is accounted for, whatever the document, and nothing breaks it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.documents.source import SourceText
from kg.layouts.layout import Layout, find_layouts, load_layout
from kg.layouts.ledger import UNPLACED, USED, measure_coverage
from kg.layouts.recogniser import recognise
from kg.records import Extraction, Ignored
from tests.layouts.hostile import DOCUMENTS, MILLION, STEMS, ended_within, make_long

LAYOUTS = {name: load_layout(path) for name, path in find_layouts().items()}
ANY_LAYOUT = st.sampled_from(sorted(LAYOUTS)).map(lambda name: LAYOUTS[name])
ANY_TEXT = st.one_of(
    DOCUMENTS, DOCUMENTS, st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
)
KINDS = {USED, UNPLACED, *Ignored}

PLAN = """基本政策Ⅶ

みんなでつくるまち

【基本施策 - 1 - (1)】ひろがるしくみ

つながりの支援

現状と課題

つながりが薄れています。

計画期間の取組

つながりを支えます。

具体的な事業と事業内容・目標

事業名	現状	事業内容・目標
		2011年度	2012年度	2014年度以降
あゆみ事業 のびる力を育てます。	検討	実施→		事業推進
ひかり事業(再掲) 明るくします。	検討	実施
"""


def read(text: str, layout: str = "action-plan") -> Extraction:
    return recognise(SourceText(text, ""), LAYOUTS[layout])


@given(ANY_TEXT, ANY_LAYOUT)
def test_every_character_that_is_not_blank_is_used_ignored_or_reported(
    text: str, layout: Layout
) -> None:
    extraction = recognise(SourceText(text, ""), layout)
    told: set[int] = set()
    for usage in extraction.usages:
        assert usage.kind in KINDS
        told.update(range(usage.span.start, usage.span.end))
    lost = {at for at, char in enumerate(text) if not char.isspace() and char != "\ufeff"} - told
    assert lost == set()


@given(ANY_TEXT, ANY_LAYOUT)
def test_no_character_is_accounted_for_twice(text: str, layout: Layout) -> None:
    usages = recognise(SourceText(text, ""), layout).usages
    end = 0
    for usage in usages:
        assert end <= usage.span.start < usage.span.end <= len(text), usage
        end = usage.span.end


@given(ANY_TEXT, ANY_LAYOUT)
def test_what_is_unplaced_is_reported_at_its_line(text: str, layout: Layout) -> None:
    source = SourceText(text, "")
    extraction = recognise(source, layout)
    unplaced = sorted(
        source.line_at(usage.span.start) for usage in extraction.usages if usage.kind == UNPLACED
    )
    reported = {finding.line for finding in extraction.findings}
    assert set(unplaced) <= reported
    for finding in extraction.findings:
        assert finding.ja
        assert finding.en
        assert 1 <= finding.line <= len(source.lines)


@given(ANY_TEXT, ANY_LAYOUT)
def test_every_record_points_at_text_that_is_not_blank(text: str, layout: Layout) -> None:
    extraction = recognise(SourceText(text, ""), layout)
    spans = [span for node in extraction.nodes for span in (*node.spans, *node.label.spans)]
    spans += [span for node in extraction.nodes for part in node.parts for span in part.value.spans]
    spans += [span for section in extraction.sections for span in section.spans]
    for listing in extraction.listings:
        assert listing.spans
        assert listing.name_spans
        spans += [*listing.spans, *listing.name_spans, *(body.span for body in listing.bodies)]
        spans += [span for value in listing.descriptions for span in value.spans]
        for cell in listing.cells:
            assert cell.spans
            spans += cell.spans
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip("\ufeff").strip() != ""


@given(ANY_TEXT, ANY_LAYOUT)
def test_names_of_nodes_and_places_of_rows_are_unique(text: str, layout: Layout) -> None:
    extraction = recognise(SourceText(text, ""), layout)
    paths = [node.path for node in extraction.nodes]
    assert len(set(paths)) == len(paths)
    assert all(node.parent is None or node.parent in paths for node in extraction.nodes)
    assert all(listing.node is None or listing.node in paths for listing in extraction.listings)
    for starts in (
        [listing.start for listing in extraction.listings],
        [section.start for section in extraction.sections],
    ):
        assert len(set(starts)) == len(starts)
    positions = [node.position for node in extraction.nodes]
    positions += [part.position for node in extraction.nodes for part in node.parts]
    positions += [section.position for section in extraction.sections]
    positions += [listing.position for listing in extraction.listings]
    assert len(set(positions)) == len(positions)


@given(ANY_TEXT, ANY_LAYOUT)
def test_a_cell_goes_on_from_an_earlier_one_that_has_text(text: str, layout: Layout) -> None:
    for listing in recognise(SourceText(text, ""), layout).listings:
        for index, cell in enumerate(listing.cells):
            assert (cell.value is None) == (cell.milestones == ())
            assert cell.value is not None or cell.continues is not None
            if cell.continues is not None:
                earlier = [other for other in listing.cells[:index] if other.value is not None]
                assert cell.continues in [other.period for other in earlier]


@given(ANY_TEXT, ANY_LAYOUT)
def test_reading_twice_gives_the_same(text: str, layout: Layout) -> None:
    assert recognise(SourceText(text, ""), layout) == recognise(SourceText(text, ""), layout)


@example("あ\ufeffい。", LAYOUTS["action-plan"])
@given(ANY_TEXT, ANY_LAYOUT)
def test_coverage_counts_the_characters_that_are_not_unplaced(text: str, layout: Layout) -> None:
    source = SourceText(text, "")
    done, total = measure_coverage(source, recognise(source, layout).usages)
    assert 0 <= done <= total
    assert total == sum(not char.isspace() and char != "\ufeff" for char in text)


def make_outline(extraction: Extraction) -> list[tuple[object, ...]]:
    """What was read, without where it stood."""
    nodes = [
        (node.path, node.level, node.label.text, [part.value.text for part in node.parts])
        for node in extraction.nodes
    ]
    rows = [
        (
            row.node,
            row.name,
            row.reappearance,
            [value.text for value in row.descriptions],
            [(cell.period, cell.milestones, cell.continues) for cell in row.cells],
        )
        for row in extraction.listings
    ]
    return [*nodes, *rows]


def test_a_plan_is_read_as_its_headings_parts_and_rows() -> None:
    extraction = read(PLAN)
    assert [(node.level, node.label.text) for node in extraction.nodes] == [
        ("基本政策", "みんなでつくるまち"),
        ("基本施策", "ひろがるしくみ"),
        ("施策課題", "つながりの支援"),
    ]
    assert [(row.name, row.reappearance) for row in extraction.listings] == [
        ("あゆみ事業", False),
        ("ひかり事業", True),
    ]
    assert extraction.findings == ()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda text: "\ufeff" + text, "a byte order mark"),
        (lambda text: text.replace("\n", "\r\n"), "Windows line ends"),
        (lambda text: text.rstrip("\n"), "no last line end"),
        (lambda text: "\n\n\n" + text, "blank lines before"),
        (lambda text: text.replace("(再掲)", "［再掲］"), "other brackets"),
        (lambda text: text.replace("2011年度", "２０１１年度"), "other digits"),
        (lambda text: text + "\x0c\n", "a form feed behind"),
        (lambda text: text + "\u2028\n", "a line separator behind"),
        (lambda text: text + "\t\t\t\n", "a row of tabs behind"),
        (lambda text: text.replace("現状と課題", "### 現状と課題"), "a heading mark"),
    ],
)
def test_damage_that_says_nothing_changes_nothing(
    damage: Callable[[str], str], reason: str
) -> None:
    extraction = read(damage(PLAN))
    assert make_outline(extraction) == make_outline(read(PLAN)), reason
    assert extraction.findings == (), reason


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            "\n",
            "\ufeff",
            "\x00",
            "\t",
            "\t\t\t\n\t\t",
            "\r",
            "\u2028",
            "\x0c",
            "(",
            "→",
            "<b>",
        ],
        "事業名\t事業概要",
        "事業名\t事業概要\n\t",
        "事業名\t事業概要\n→\t→",
        "事業名\t2011年度\n→\tあ",
        "事業名\t2011年度\n<b>\tあ",
        "事業名\t事業概要\n<b>\t</b>",
        "事業名\t\t事業概要\nあ\t\tい\n\tx\t",
        "事業名\t事業概要\n(再掲)\tあ",
        "基本政策Ⅶ",
        "基本政策Ⅶ\n\t\t",
        "基本政策Ⅶ\n基本政策Ⅶ\n基本政策Ⅶ",
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_fragment_of_a_document_is_read_and_accounted_for(text: str, layout: str) -> None:
    source = SourceText(text, "")
    usages = recognise(source, LAYOUTS[layout]).usages
    total = sum(len(source.quote(usage.span).replace("\ufeff", "").split()) > 0 for usage in usages)
    assert total == len(usages)


#: One layout of tables with columns, and one of tables without: the others share their code.
TWO = ("action-plan", "review-report")


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("layout", TWO)
def test_a_long_line_is_read_in_linear_time(stem: str, layout: str) -> None:
    long = make_long(STEMS[stem], 30_000)
    text = (
        f"{long}\n現状と課題\n{long}\n現状と課題\n- 1 {long}x\n【基本施策 - 1 - (1)】{long}x\n"
        f"事業名\t事業概要\t2011年度\t担当局\n{long}\t{long}。\t{long}\t{long}"
    )
    with ended_within(5):
        recognise(SourceText(text, ""), LAYOUTS[layout])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_line_of_a_million_characters_is_read(layout: str) -> None:
    with ended_within(20):
        extraction = recognise(SourceText("あ" * MILLION, ""), LAYOUTS[layout])
    assert sum(usage.span.end - usage.span.start for usage in extraction.usages) == MILLION


MANY = {
    "lines": "あゆみは続く\n" * 3000,
    "different lines": "".join(f"あゆみ{n}は続く\n" for n in range(3000)),
    "one heading again and again": "- 1 しくみをつくる\n\nあゆみます。\n\n" * 1500,
    "headings of one number": "".join(f"- 1 {chr(0x4E00 + n)}\n\n" for n in range(3000)),
    "paragraphs": "あゆみは続きます。\n\n" * 3000,
    "rows": "事業名\t2011年度\t2012年度\n" + "あゆみ事業 のびます。\t検討\t実施\n" * 1500,
    "terms": "*ことば\n\nことば\n\nこれは説明です。\n\n" * 1000,
}


@pytest.mark.parametrize("kind", MANY)
@pytest.mark.parametrize("layout", TWO)
def test_many_lines_are_read_in_linear_time(kind: str, layout: str) -> None:
    with ended_within(8):
        recognise(SourceText(MANY[kind], ""), LAYOUTS[layout])

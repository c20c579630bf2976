"""Projects told outside tables: three invented plans against hand-made readings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from rdflib import Graph

from kg.documents.source import SourceText, parse_source
from kg.graph.load import parse_turtle
from kg.graph.terms import MPO
from kg.layouts.layout import parse_layout
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.named.columns import find_column_figures
from kg.publish import make_build
from kg.records import Extraction, ListingRecord
from tests.layouts.entries_samples import (
    CIRCLED,
    CIRCLED_LAYOUT,
    NUMBERED,
    NUMBERED_LAYOUT,
    OWNED,
    OWNED_LAYOUT,
)
from tests.workbench import Sample, make_folder


@dataclass(frozen=True)
class Expected:
    """A row as a reader tells it: `under` are the numbers of its headings."""

    under: str
    name: str
    bodies: str = ""
    told: str = ""
    notes: str = ""
    pointer: str | None = None
    again: bool = False
    years: str = ""


#: The rows of the first plan, read by hand.
NUMBERED_ROWS = [
    Expected(
        "1/1", "放課後こども教室", "教育委員会生涯学習課",
        "放課後の学校で、学習や体験の場を設けます。地域の方々の協力を得て、土曜日にも開きます。",
        "No.：001|根拠法令：社会教育法、こども基本法|予算額（千円）：12,400|指標：実施校数（校）"
        "|令和６年度 目標：12",
        years="2024 R6～R8|2025 =2024|2026 =2024",
    ),
    Expected(
        "1/1", "こども食堂への支援", "こども未来局こども支援課|健康福祉局",
        "運営する団体に経費の一部を補助します。",
        "No.：002|対象：市内の団体|予算額：3,000千円|備考：令和7年度に見直し",
    ),
    Expected(
        "1/2", "こどもの相談窓口", "こども未来局こども支援課",
        "専門の相談員が、こどもと家族の相談に応じます。", "No.：003", years="2024 窓口の開設",
    ),
    Expected(
        "1/2", "放課後こども教室", "教育委員会生涯学習課", "", "No.：004",
        pointer="再掲 No.001 1", again=True,
    ),
    Expected(
        "2/3", "見守り活動の推進（各区）", "市民局|教育委員会", "登下校を見守る活動を支えます。",
        "No.：005",
    ),
    Expected(
        "2/3", "こども食堂への支援", "こども未来局", "食材の寄附を仲立ちします。", "No.：006",
        pointer="1-1の再掲 1/1", again=True,
    ),
]  # fmt: skip
CIRCLED_ROWS = [
    Expected(
        "3/1/1", "実態調査の実施", "内閣府|内閣官房",
        "全国の実態を毎年度に調査し、結果を公表する。その際、地方の実態にも目を配る。", "番号：①",
    ),
    Expected(
        "3/1/1", "相談のデータの活用", "厚生労働省|文部科学省|こども家庭庁",
        "相談の記録を、個人が分からない形で施策に生かす。", "番号：②",
    ),
    Expected(
        "3/1/2", "相談先の案内", "内閣府|総務省", "一つの窓口から相談先を案内する。", "番号：①",
    ),
    Expected(
        "3/2/1", "地域の居場所づくり", "厚生労働省|農林水産省",
        "場を開く団体を支え、運営の費用を補助する。", "番号：①",
    ),
    Expected(
        "3/2/1", "相談先の案内", "", "", "番号：②", "前出 １（２）①：P.59 1/2/1 p59", True,
    ),
    Expected(
        "3/2/1", "実態調査の実施", "内閣府", "", "番号：③", "再掲 Ⅲ-1-(1)① 3/1/1/1", True,
    ),
    Expected(
        "3/2/2", "担い手の研修", "文部科学省", "研修の教材は、１-(1)-②参照。", "番号：①",
    ),
    Expected(
        "3/2/2", "地域の居場所づくり", "", "", "番号：②", "前出 （１）①：P.61 1/1 p61", True,
    ),
    Expected(
        "3/2/2", "夜間の電話相談", "", "", "番号：③", "再掲 ９-（９）-⑨ 9/9/9", True,
    ),
]  # fmt: skip
OWNED_ROWS = [
    Expected(
        "3/1/1", "地域の見守り活動", "健康福祉局地域福祉課",
        "登下校や買い物の際に声をかけ合います。", "予算額：1,200|目標値（人）：80",
    ),
    Expected(
        "3/1/1", "ふれあいサロン", "健康福祉局地域福祉課|社会福祉協議会", "集いの場を開きます。",
        "予算額：300|目標値（人）：1,500|備考：新規",
    ),
    Expected(
        "3/1/1", "こども食堂への支援", "こども未来局", "運営する団体を支えます。",
        "予算額：2,000|目標値（人）：40",
    ),
    Expected(
        "3/1/1", "まつりの開催（実行委員会方式）", "市民局", "地域のまつりを開きます。",
        "予算額：500",
    ),
    Expected(
        "3/1/2", "総合相談窓口", "健康福祉局保護課", "どのような悩みも受け止めます。",
        "予算額：900|目標値（人）：200",
    ),
    Expected(
        "3/1/2", "地域の見守り活動", "健康福祉局地域福祉課", "気になる人を相談につなぎます。",
        "備考：再掲 1-1", "再掲 1-1 1/1", True,
    ),
    Expected(
        "3/1/2", "移動相談", "健康福祉局|こども未来局", "地域に出向きます。",
        "予算額：400千円|目標値（人）：60",
    ),
    Expected(
        "3/1/2", "こども食堂への支援", "こども未来局", "相談の場とします。",
        "備考：再掲：施策の方向（1）", "再掲：施策の方向（1） 1", True,
    ),
    Expected(
        "3/1/2", "ふれあいサロン", "健康福祉局地域福祉課", "相談の日を設けます。", "備考：再掲 4-2",
        "再掲 4-2 4/2", True,
    ),
]  # fmt: skip
PLANS = {
    "numbered": (NUMBERED, NUMBERED_LAYOUT, NUMBERED_ROWS),
    "circled": (CIRCLED, CIRCLED_LAYOUT, CIRCLED_ROWS),
    "owned": (OWNED, OWNED_LAYOUT, OWNED_ROWS),
}
_VALUES = {"I": "1", "II": "2", "III": "3"}


def make_source(text: str) -> SourceText:
    return parse_source(text.encode(), "made.txt")


def read(text: str, layout: str) -> Extraction:
    return recognise(make_source(text), parse_layout(layout, "made"))


def tell(listing: ListingRecord) -> Expected:
    """A row as the expectations write it."""
    pointer = listing.pointer
    said = None
    if pointer is not None:
        page = f" p{pointer.page}" if pointer.page is not None else ""
        said = f"{pointer.printed} {'/'.join(pointer.path)}{page}"
    under = [_VALUES.get(part, part).strip("()") for part in listing.node or ()]
    return Expected(
        "/".join(under),
        listing.name,
        "|".join(body.name for body in listing.bodies),
        "".join(value.text for value in listing.descriptions),
        "|".join(f"{note.header}：{note.value.text}" for note in listing.notes),
        said,
        listing.reappearance,
        "|".join(
            f"{cell.period.year} {cell.value.text}"
            if cell.value
            else f"{cell.period.year} ={cell.continues.year if cell.continues else ''}"
            for cell in listing.cells
        ),
    )


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_read_as_a_reader_reads_it(name: str) -> None:
    text, layout, rows = PLANS[name]
    assert [tell(listing) for listing in read(text, layout).listings] == rows


@pytest.mark.parametrize("name", PLANS)
def test_the_proposal_reads_the_rows_of_the_plan_too(name: str) -> None:
    text, _, rows = PLANS[name]
    source = make_source(text)
    found = recognise(source, propose_layout(source).layout).listings
    short = [(row.name, row.bodies, row.told, row.pointer) for row in map(tell, found)]
    assert short == [(row.name, row.bodies, row.told, row.pointer) for row in rows]


@pytest.mark.parametrize("name", PLANS)
def test_every_proof_quotes_what_it_proves(name: str) -> None:
    text, layout, _ = PLANS[name]
    source = make_source(text)
    for listing in read(text, layout).listings:
        for body in listing.bodies:
            printed = "".join(source.quote(body.span).split())
            assert printed == body.name.replace(" ", "")
        if listing.pointer is not None:
            assert source.quote(listing.pointer.span) == listing.pointer.printed
        assert source.quote(listing.name_spans[0]).startswith(listing.name[:3])


@pytest.mark.parametrize(("name", "lines"), [("numbered", []), ("circled", [51]), ("owned", [21])])
def test_only_pointers_that_lead_nowhere_are_found_fault_with(name: str, lines: list[int]) -> None:
    text, layout, _ = PLANS[name]
    found = [(one.code, one.line) for one in read(text, layout).findings]
    assert found == [("pointer-leads-nowhere", line) for line in lines]


# --- the graph ----------------------------------------------------------------------------


def build(root: Path, text: str, layout: str) -> Graph:
    folder = make_folder(root, Sample("made-plan", text, layout="made-layout"))
    folder.layouts.mkdir(parents=True, exist_ok=True)
    (folder.layouts / "made-layout.toml").write_text(layout, encoding="utf-8")
    union = Graph()
    for path, turtle in make_build(folder).files.items():
        union += parse_turtle(turtle, path)
    return union


def test_the_build_links_each_pointing_row_to_the_row_at_its_number(tmp_path: Path) -> None:
    graph = build(tmp_path, CIRCLED, CIRCLED_LAYOUT)
    names = {row: str(name) for row, name in graph.subject_objects(MPO.printedName)}
    positions = {row: int(str(at)) for row, at in graph.subject_objects(MPO.position)}
    linked = {
        (str(graph.value(row, MPO.pointer)), names[original], positions[original] < positions[row])
        for row, original in graph.subject_objects(MPO.reappearanceOf)
    }
    assert linked == {
        ("前出 １（２）①：P.59", "相談先の案内", True),
        ("再掲 Ⅲ-1-(1)①", "実態調査の実施（内閣府・内閣官房）", True),
        ("前出 （１）①：P.61", "地域の居場所づくり", True),
    }
    unknown = {names[row] for row in graph.subjects(MPO.originalUnknown)}
    assert unknown == {"夜間の電話相談（再掲 ９-（９）-⑨）"}


# --- units --------------------------------------------------------------------------------


def find_figures(text: str, layout: str) -> list[str]:
    source = make_source(text)
    return [
        f"{one.about.name if one.about else ''} {one.indicator} {one.value}{one.unit}"
        for row in recognise(source, parse_layout(layout, "made")).listings
        for one in find_column_figures(row, source)
    ]


def test_a_line_above_a_table_and_a_header_say_what_is_counted() -> None:
    assert find_figures(OWNED, OWNED_LAYOUT) == [
        "地域の見守り活動 予算額 1200000円",
        "地域の見守り活動 目標値 80人",
        "ふれあいサロン 予算額 300000円",
        "ふれあいサロン 目標値 1500人",
        "こども食堂への支援 予算額 2000000円",
        "こども食堂への支援 目標値 40人",
        "まつりの開催（実行委員会方式） 予算額 500000円",
        # No line says what the second table's money is counted in.
        "総合相談窓口 目標値 200人",
        "移動相談 予算額 400000円",
        "移動相談 目標値 60人",
    ]


def test_the_figures_of_an_entry_have_the_units_of_its_labels() -> None:
    assert find_figures(NUMBERED, NUMBERED_LAYOUT) == [
        "放課後こども教室 予算額 12400000円",
        "放課後こども教室 実施校数（校）（令和6年度 目標） 12校",
        "こども食堂への支援 予算額 3000000円",
    ]


def test_a_column_of_units_and_a_line_serve_tables_of_indicators() -> None:
    table = "指標名\t単位\t現状値（R5）\t目標値（R8）\n相談の件数\t件\t120\t150"
    found = read(f"計画\n\n{table}\n", "").series
    assert [(one.value, one.unit) for one in found] == [("120", "件"), ("150", "件")]
    plain = "指標名\t現状値（R5）\t目標値（R8）\n相談の件数\t120\t150"
    found = read(f"計画\n\n（単位：件）\n{plain}\n", "").series
    assert [(one.value, one.unit) for one in found] == [("120", "件"), ("150", "件")]
    assert read(f"計画\n\n{plain}\n", "").series == ()

"""Tables in a text without tabs: parted by blanks, set in columns, drawn, or a cell a line."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

import pytest

from kg.documents.source import parse_source
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction

#: Number, name, what it is, who runs it, and whether it appears again.
ROWS = (
    ("1", "市民会議運営事業", "市民会議を運営し、市民の意見を市政に反映します。", "市民生活課"),
    ("2", "情報公開事業", "公文書を公開し、市政の透明性を高めます。", "総務課・法務課"),
    ("3", "まちづくり出前講座", "職員が地域に出向き、市政の説明を行います。", "広報課"),
    ("4", "地域協働推進事業（再掲）", "地域団体との協働を進めます。", "地域振興課"),
    ("5", "市民活動支援事業", "市民活動団体の活動を、補助金で支援します。", "市民活動支援課"),
)
HEAD = ("番号", "事業名", "事業の概要", "所管課")
TITLES = ("基本目標１　市民参加を進める", "基本目標２　協働を進める")


def read(text: str) -> Extraction:
    source = parse_source(text.encode(), "made.txt")
    layout = propose_layout(source).layout
    return recognise(source, layout)


def tell(text: str) -> list[tuple[str, str, str, bool, str]]:
    """The rows of a text: name, what it is, who runs it, whether again, and the goal above."""
    extraction = read(text)
    assert not extraction.findings
    return [
        (
            row.name,
            "".join(value.text for value in row.descriptions),
            "・".join(body.name for body in row.bodies),
            row.reappearance,
            "/".join(row.node or ()),
        )
        for row in extraction.listings
    ]


EXPECTED = [
    (
        name.removesuffix("（再掲）"), told, bodies, name.endswith("（再掲）"),
        "1" if int(number) < 4 else "2",
    )
    for number, name, told, bodies in ROWS
]  # fmt: skip


def measure(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)


def set_in_columns(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Rows as a page prints them: columns below one another, cells broken at a width."""
    lines: list[str] = []
    for row in rows:
        cells = [[text[at : at + width] for at in range(0, len(text), width)] for text in row]
        for number in range(max(map(len, cells))):
            line = ""
            for at, cell in enumerate(cells):
                start = at * (2 * width + 3)
                line += " " * (start - measure(line)) + (cell[number] if number < len(cell) else "")
            lines.append(line.rstrip())
    return lines


def lay_out(way: str, *, heads: int = 2, page: bool = True) -> str:
    """The plan with its tables written in some way."""
    parts = [ROWS[:3], ROWS[3:]]
    lines = ["協働のまちづくり計画", ""]
    for number, rows in enumerate(parts):
        lines += [TITLES[number]]
        table = [*([HEAD] if number < heads else []), *rows]
        match way:
            case "wide letter":
                lines += ["\u3000".join(row) for row in table]
            case "two blanks":
                lines += ["  ".join(row) for row in table]
            case "single":
                lines += [" ".join(row) for row in table]
            case "columns":
                lines += set_in_columns(table, 40)
            case "broken columns":
                lines += set_in_columns(table, 12)
        lines += ["", *(["- 12 -", ""] if page else [])]
    return "\n".join(lines)


WAYS = ("wide letter", "two blanks", "single", "columns", "broken columns")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("page", [True, False])
def test_a_table_is_the_same_however_blanks_set_it(way: str, page: bool) -> None:
    assert tell(lay_out(way, page=page)) == EXPECTED


@pytest.mark.parametrize("way", WAYS)
def test_a_table_goes_on_below_the_next_heading_without_its_head(way: str) -> None:
    assert tell(lay_out(way, heads=1)) == EXPECTED


def test_every_letter_of_a_row_is_proved_where_it_stands() -> None:
    text = lay_out("broken columns")
    source = parse_source(text.encode(), "made.txt")
    for row in recognise(source, propose_layout(source).layout).listings:
        quoted = "".join(source.quote(span) for span in row.name_spans)
        assert quoted == row.printed_name
        for value in row.descriptions:
            assert "".join(source.quote(span) for span in value.spans) == value.text


def test_what_a_line_end_cuts_goes_on() -> None:
    text = (
        "計画\n番号 事業名 事業概要 所管課\n1 市民会議運営事業 市民会議を運営し、市民の意見を\n"
        "市政に反映します。 市民生活課\n2 情報公開事業 公文書を公開します。 総務課\n"
        "3 相談事業 相談に応じます。 NPO 支援課\n"
    )
    rows = [(row[0], row[1], row[2]) for row in tell(text)]
    assert rows[0] == ("市民会議運営事業", ROWS[0][2], "市民生活課")
    assert rows[1] == ("情報公開事業", "公文書を公開します。", "総務課")


def test_years_without_a_sign_stay_blank() -> None:
    head = ("事業名", "R5", "R6", "R7", "担当課")
    rows = [
        ("市民会議運営事業", "○", "→", "→", "市民生活課"),
        ("情報公開事業", "", "○", "→", "総務課"),
        ("まちづくり出前講座", "○", "", "", "広報課"),
    ]
    extraction = read("\n".join(["計画", *set_in_columns([head, *rows], 12)]))
    told = [
        [(cell.period.year, cell.value is not None) for cell in row.cells]
        for row in extraction.listings
    ]
    assert told == [
        [(2023, True), (2024, False), (2025, False)],
        [(2024, True), (2025, False)],
        [(2023, True)],
    ]
    assert [row.bodies[0].name for row in extraction.listings] == ["市民生活課", "総務課", "広報課"]


@pytest.mark.parametrize(
    "text",
    [
        "計画\n事業名 担当課\nについては、次の章で述べる。\nなお、詳しくは 資料編 を見る。\n",
        "計画\n番号　事業名　事業の概要　所管課\nこの表は次のページにあります。\n",
        "計画\n第１章　取組　担当\n第２章　取組の 内容 について\n",
        "計画\n私たちの 取組 内容 は次のとおりです。\n一　市民 と 歩む\n二　市民 に 学ぶ\n",
    ],
)
def test_words_of_columns_alone_make_no_table(text: str) -> None:
    assert not read(text).listings


def test_a_heading_below_a_table_is_no_row() -> None:
    text = lay_out("wide letter", heads=1, page=False) + "基本目標３　安全を守る\n本文です。\n"
    extraction = read(text)
    assert len(extraction.listings) == len(ROWS)
    labels = [node.label.text for node in extraction.nodes if node.label]
    assert labels == ["市民参加を進める", "協働を進める", "安全を守る"]


def draw(rows: Sequence[Sequence[str]], way: str) -> list[str]:
    bar = "│" if way == "boxes" else "|"
    drawn = [f"{bar} {f' {bar} '.join(row)} {bar}" for row in rows]
    rules = {"markdown": ["|---|:--|---|--:|"], "boxes": ["├──┼──┼──┼──┤"], "bare": []}[way]
    edge = {"markdown": [], "boxes": ["┌──┬──┬──┬──┐"], "bare": []}[way]
    return [*edge, drawn[0], *rules, *drawn[1:], *(rules if way == "boxes" else [])]


@pytest.mark.parametrize("way", ["markdown", "boxes", "bare"])
def test_a_drawn_table_is_read_and_every_bar_accounted_for(way: str) -> None:
    lines: list[str] = []
    for title, rows in zip(TITLES, (ROWS[:3], ROWS[3:]), strict=True):
        lines += [f"## {title}", "", *draw([HEAD, *rows], way), ""]
    assert tell("\n".join(lines)) == EXPECTED


def test_a_bar_behind_a_backslash_is_a_letter() -> None:
    lines = [
        "# 計画",
        *draw([HEAD, ("1", r"見える\|化事業", "見せます。", "総務課"), ROWS[1]], "bare"),
    ]
    assert [row[0] for row in tell("\n".join(lines))] == [r"見える\|化事業", "情報公開事業"]


@pytest.mark.parametrize("page", [True, False])
def test_a_table_with_a_cell_a_line_is_read(page: bool) -> None:
    lines = ["計画"]
    for title, rows in zip(TITLES, (ROWS[:3], ROWS[3:]), strict=True):
        lines += [title, "", *HEAD, *(cell for row in rows for cell in row)]
        lines += ["", "- 3 -", ""] if page else [""]
    assert tell("\n".join(lines)) == EXPECTED


def test_a_cell_a_line_may_take_several_lines_of_running_text() -> None:
    number, name, told, body = ROWS[0]
    lines = ["計画", *HEAD, number, name, told[:12], told[12:], body, *ROWS[1], *ROWS[2]]
    assert tell("\n".join(lines))[0][:3] == (name, told, body)


def test_words_of_columns_one_a_line_make_no_table_alone() -> None:
    text = (
        "計画\n番号\n事業名\n所管課\n本計画では、次の事業を進めます。\n第一に、健康づくりです。\n"
    )
    assert not read(text).listings


@pytest.mark.parametrize("pairs", [1, 2])
def test_a_card_tells_one_project(pairs: int) -> None:
    lines = ["計画", ""]
    for title, rows in zip(TITLES, (ROWS[:3], ROWS[3:]), strict=True):
        lines += [title, ""]
        for _, name, told, body in rows:
            cells = [("事業名", name), ("担当課", body), ("事業の概要", told)]
            for at in range(0, len(cells), pairs):
                lines.append("\t".join(word for pair in cells[at : at + pairs] for word in pair))
            lines.append("")
    assert tell("\n".join(lines)) == EXPECTED


def test_a_card_keeps_what_no_column_is_called_and_its_number_is_its_own() -> None:
    lines = ["年次報告", ""]
    for title, rows in zip(TITLES, (ROWS[:3], ROWS[3:]), strict=True):
        lines += [title, ""]
        for number, name, told, body in rows:
            lines += [
                f"事業番号\t{number}01\t事業名\t{name}\t所管課\t{body}",
                f"事業の概要\t{told}",
            ]
            lines += [f"令和６年度の実績\t{number}回", f"市民の声\t{number}件", ""]
    text = "\n".join(lines)
    assert tell(text) == EXPECTED
    for (number, *_), row in zip(ROWS, read(text).listings, strict=True):
        notes = {note.header: note.value.text for note in row.notes}
        assert notes["事業番号"] == f"{number}01"
        assert notes["市民の声"] == f"{number}件"
        assert notes["令和６年度の実績"] == f"{number}回"


@pytest.mark.parametrize("opening", ["事業名：", "■事業名：", "【事業名】", "■", "○事業名　"])
def test_a_label_or_a_mark_opens_a_project(opening: str) -> None:
    lines = ["進捗状況報告書", ""]
    for title, rows in zip(TITLES, (ROWS[:3], ROWS[3:]), strict=True):
        lines += [title, ""]
        for _, name, told, body in rows:
            lines += [f"{opening}{name}", f"担当課：{body}", f"事業の概要：{told}", "評価：A", ""]
    assert tell("\n".join(lines)) == EXPECTED


def test_a_table_of_projects_leaves_those_told_in_blocks() -> None:
    lines = ["報告書", "", TITLES[0], ""]
    for _, name, told, body in ROWS[:3]:
        lines += [f"事業名：{name}", f"担当課：{body}", f"事業の概要：{told}", ""]
    lines += [TITLES[1], "", *("\t".join(row) for row in [HEAD, *ROWS[3:]])]
    assert tell("\n".join(lines)) == EXPECTED


def test_headings_with_plain_numbers_stand_above_projects_with_circled_ones() -> None:
    lines = ["計画", ""]
    for title, rows in zip(TITLES, (ROWS[:3], ROWS[3:]), strict=True):
        lines.append(title)
        for number, (_, name, told, body) in enumerate(rows):
            if number < 2:
                lines.append(f"{number + 1} {title[-5:-2]}の{('始め', '広げ')[number]}方")
            lines += [f"{chr(0x2460 + number)}　{name}【{body}】", f"　{told}"]
        lines.append("")
    assert [row[-1] for row in tell("\n".join(lines))] == ["1/1", "1/2", "1/2", "2/1", "2/2"]


@pytest.mark.parametrize("way", ["wide letter", "two blanks", "columns"])
def test_a_head_in_words_of_its_own_is_known_by_parts_of_them(way: str) -> None:
    text = lay_out(way)
    own = ("No", "取組の名称", "どんなことをするか", "実施する課")
    for word, said in zip(HEAD, own, strict=True):
        text = text.replace(word, said)
    assert tell(text) == EXPECTED


def test_pieces_side_by_side_without_words_of_columns_are_no_table() -> None:
    lines = ["計画", *("\u3000".join(row) for row in (("春", "夏", "秋", "冬"), *ROWS[:3]))]
    assert not read("\n".join(lines)).listings

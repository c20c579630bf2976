"""The plan of docs/add-a-municipality.md, which no one has: a workbook as an office makes it.

Two sheets, titles and table heads in merged cells, years below a banner, the owners in 【】 behind
the name in its cell, own words for the columns. The second edition renames one
project, moves one, and puts one in the place of another.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

_LINE: Final = Side(style="thin")
_BORDER: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAP: Final = Alignment(wrap_text=True, vertical="top")
Row = tuple[str, str, str, str, str, str]
Measure = tuple[str, str, tuple[Row, ...]]

_HEALTH: Final[Row] = (
    "1",
    "産後ケアのお部屋\n【健康づくり課】",
    "産後の母子が泊まり、助産師の助言を受けられます。",
    "設計",
    "開始",
    "拡充",
)
_VISIT: Final[Row] = (
    "2",
    "こんにちは赤ちゃん訪問\n【健康づくり課、こども家庭課】",
    "生後４か月までの全ての家庭を訪ねます。",
    "実施",
    "実施",
    "実施",
)
_VISIT_AGAIN: Final[Row] = (
    "5",
    "こんにちは赤ちゃん訪問（再掲）\n【こども家庭課】",
    "訪問のときに相談先を案内します。",
    "実施",
    "実施",
    "実施",
)
_LINE_TALK: Final[Row] = (
    "3",
    "子育てなんでもＬＩＮＥ\n【こども家庭課】",
    "夜間や休日も相談を受け付けます。",
    "検討",
    "試行",
    "開始",
)
_PLAY: Final[Row] = (
    "4",
    "雨の日ひろばの整備\n【こども家庭課・商工観光課】",
    "空き店舗を屋内の遊び場にします。",
    "１か所",
    "２か所",
    "３か所",
)
_BOOKS: Final[Row] = (
    "6",
    "おはなし会の出前\n【図書館】",
    "保育所や病院に出かけて読み聞かせをします。",
    "年６回",
    "年８回",
    "年12回",
)
_PLAY_RENAMED: Final[Row] = ("4", "雨の日ひろばの運営\n【こども家庭課・商工観光課】", *_PLAY[2:])
_MEAL: Final[Row] = (
    "7",
    "夏休みこども食堂\n【こども家庭課】",
    "長い休みの昼食を地域の団体と用意します。",
    "－",
    "試行",
    "実施",
)
_BIRTH: Final = ("１－１　産前産後の支え", "妊娠から産後まで、切れ目なく家庭を支えます。")
_ASK: Final = ("１－２　相談しやすいしくみ", "困りごとを早く受け止める窓口を整えます。")
_PLACES: Final = ("２－１　遊びと学びの場", "天気や季節を問わず集える場所を増やします。")
#: The sheets of each edition: their names, the goal of each, and its measures.
EDITIONS: Final[tuple[dict[str, tuple[str, tuple[Measure, ...]]], ...]] = (
    {
        "柱１": (
            "柱１　安心して産み育てる",
            ((*_BIRTH, (_HEALTH, _VISIT)), (*_ASK, (_LINE_TALK, _VISIT_AGAIN))),
        ),
        "柱２": ("柱２　地域で育つ", ((*_PLACES, (_PLAY, _BOOKS)),)),
    },
    {
        "柱１": (
            "柱１　安心して産み育てる",
            ((*_BIRTH, (_HEALTH, _VISIT)), (*_ASK, (_BOOKS, _VISIT_AGAIN))),
        ),
        "柱２": ("柱２　地域で育つ", ((*_PLACES, (_PLAY_RENAMED, _MEAL)),)),
    },
)


def write_example(path: Path, edition: int = 1) -> None:
    """Write the workbook of an edition, from 1."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (goal, measures) in EDITIONS[edition - 1].items():
        sheet = book.create_sheet(name)
        at = 1
        if len(book.worksheets) == 1:
            at = _write_title(sheet, at, "みなと子育ち応援計画　事業一覧", 16) + 1
        at = _write_title(sheet, at, goal, 14) + 1
        for title, told, rows in measures:
            at = _write_title(sheet, at, title, 12)
            at = _write_title(sheet, at, told, 11)
            at = _write_table(sheet, at, rows) + 1
    book.save(path)


def _write_title(sheet: Worksheet, at: int, words: str, size: int) -> int:
    sheet.cell(at, 1, words).font = Font(bold=size > 11, size=size)
    sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=6)
    return at + 1


def _write_table(sheet: Worksheet, at: int, rows: tuple[Row, ...]) -> int:
    for column, words in enumerate(("No.", "メニュー", "おこなうこと"), start=1):
        sheet.cell(at, column, words)
        sheet.merge_cells(start_row=at, start_column=column, end_row=at + 1, end_column=column)
    sheet.cell(at, 4, "スケジュール")
    sheet.merge_cells(start_row=at, start_column=4, end_row=at, end_column=6)
    for column, year in enumerate(("Ｒ６", "Ｒ７", "Ｒ８"), start=4):
        sheet.cell(at + 1, column, year)
    for number, row in enumerate(rows, start=at + 2):
        for column, words in enumerate(row, start=1):
            sheet.cell(number, column, words)
    for number in range(at, at + 2 + len(rows)):
        for column in range(1, 7):
            cell = sheet.cell(number, column)
            cell.border, cell.alignment = _BORDER, _WRAP
    return at + 2 + len(rows)

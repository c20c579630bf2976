"""OpenDocument texts become kept texts: what is printed, and where it stands."""

from __future__ import annotations

import io
import zipfile

import pytest

from kg.documents.kept import KeptText
from kg.documents.readers.limits import DEFAULT_LIMITS, Limits
from kg.documents.readers.odt import READER, read_odt
from kg.errors import SourceError
from tests.documents.readers.pages import (
    EXPECTED_NODES,
    EXPECTED_ROWS,
    HEADER,
    YEARS,
    codes_of,
    lines_of,
    read_plan,
    tell_rows,
)

NAMES = ("office", "text", "table", "style", "drawing")
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name, prefix in zip(NAMES, (*NAMES[:4], "draw"), strict=True)
)
STYLES = """<style:style style:name="hid"><style:text-properties text:display="none"/></style:style>
<style:style style:name="old"><style:text-properties style:text-line-through-style="solid"/>
</style:style><style:style style:name="new" style:parent-style-name="old"/>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"
 style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="ア, イ, ウ"
 style:num-prefix="(" style:num-suffix=")"/></text:list-style>
<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="●"/>
</text:list-style>"""
OUTLINE = """<text:outline-style><text:outline-level-style text:level="1"
 style:num-format="一, 二, 三" style:num-prefix="第" style:num-suffix="章"/>
<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="1"
 style:num-list-format="%2%"/></text:outline-style>"""


def make_odt(body: str, outline: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {SPACES}><office:styles>{outline}</office:styles>"
            "<style:header><text:p>柱</text:p></style:header></office:document-styles>",
        )
    return out.getvalue()


def read(body: str, outline: str = "") -> KeptText:
    return read_odt(make_odt(body, outline), "計画.odt", DEFAULT_LIMITS)


def cell(words: str, rows: int = 1, columns: int = 1) -> str:
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in words.split("\n"))
    return (
        f'<table:table-cell table:number-rows-spanned="{rows}" '
        f'table:number-columns-spanned="{columns}">{paragraphs}</table:table-cell>'
    )


def rows(*lines: str) -> str:
    inner = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return f"<table:table>{inner}</table:table>"


def test_a_plan_gives_its_rows_years_and_bodies() -> None:
    gone = "<table:covered-table-cell/>"
    blank = '<table:table-cell table:number-columns-repeated="{}"/>'
    heads = "".join(cell(word, 2) for word in HEADER[:3])
    table = rows(
        heads + cell(HEADER[3], 1, 3) + gone * 2 + cell(HEADER[4], 2),
        gone * 3 + "".join(map(cell, YEARS)) + gone,
        cell("つながる", 2) + cell("ひかり事業") + cell("明るく\nします。")
        + "".join(map(cell, ("検討", "実施", "→"))) + cell("市民課\n福祉課", 2),
        gone + cell("あゆみ事業（再掲）") + cell("のばします。")
        + cell("継続実施", 1, 3) + gone * 3,
        cell("そだてる", 3) + cell("みのり事業", 2)
        + "".join(map(cell, ("種をまきます。", "種まき", "収穫", "", "農政課"))),
        gone * 2 + "".join(map(cell, ("水をやります。", "", "水やり", "", "水道局"))),
        gone + "".join(map(cell, ("ひかり事業【再掲】", "明るくします。", "検討")))
        + blank.format(2) + cell("市民課"),
    )  # fmt: skip
    heading = '<text:h text:outline-level="{}">{}</text:h>'
    kept = read(
        heading.format(1, "行動計画")
        + heading.format(2, "基本政策Ⅰ 支え合うまち")
        + heading.format(3, "【基本施策Ⅰ-1-(1)】地域のしくみづくり")
        + heading.format(4, "つながりの支援")
        + "".join(f"<text:p>{words}</text:p>" for words in ("現状と課題", "薄れています。"))
        + "<text:p>具体的な事業と事業内容・目標</text:p>"
        + table
    )
    extraction = read_plan(kept)
    assert tell_rows(extraction) == EXPECTED_ROWS
    assert [node.label.text for node in extraction.nodes if node.label] == EXPECTED_NODES
    assert kept.reader == READER
    root = "/office:document-content/office:body/office:text[1]"
    assert kept.places[-1].fragment.startswith(f"{root}/table:table[1]/table:table-row[7]/")


def test_numbers_blanks_breaks_and_what_is_not_shown() -> None:
    kept = read(
        '<text:h text:outline-level="1">総論</text:h><text:h text:outline-level="2">背景</text:h>'
        '<text:list text:style-name="L"><text:list-item><text:p>広報</text:p><text:list>'
        "<text:list-item><text:p>紙面</text:p></text:list-item>"
        "<text:list-item><text:p>動画</text:p>"
        '</text:list-item></text:list></text:list-item><text:list-item text:start-value="5">'
        '<text:p>相談</text:p></text:list-item></text:list><text:list text:style-name="B">'
        "<text:list-item><text:p>点</text:p></text:list-item></text:list>"
        '<text:p>市民<text:s text:c="2"/>と\n<text:span text:style-name="hid">隠</text:span>'
        '<text:span text:style-name="new">消</text:span>働く<text:line-break/>町<text:note>'
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>注の文</text:p>"
        "</text:note-body></text:note></text:p>"
        "<text:p><text:ruby><text:ruby-base>協</text:ruby-base>"
        "<text:ruby-text>きょう</text:ruby-text></text:ruby><draw:frame><draw:text-box>"
        "<text:p>囲み</text:p></draw:text-box></draw:frame></text:p>"
        '<text:h text:outline-level="1">各論</text:h>',
        OUTLINE,
    )
    assert lines_of(kept) == [
        *("# 第一章 総論", "## 1 背景", "1. 広報", "(ア) 紙面", "(イ) 動画", "5. 相談", "● 点"),
        *("市民  と 働く", "町", "※1 注の文", "協", "囲み", "# 第二章 各論"),
    ]
    assert codes_of(kept) == {
        *("left-out-hidden", "left-out-struck", "left-out-header", "notes-moved"),
    }


def test_contents_are_written_as_contents_and_changes_said() -> None:
    kept = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>第1章<text:tab/>3</text:p>"
        "</text:index-body></text:table-of-content><text:p>本文<text:change-start/>新</text:p>"
    )
    assert lines_of(kept) == ["第1章 …… 3", "本文新"]
    assert {"left-out-deleted", "changes-tracked"} <= codes_of(kept)


@pytest.mark.parametrize("damage", ["no-content", "no-words", "doctype", "deep"])
def test_what_cannot_be_read_is_refused_in_words(damage: str) -> None:
    data = make_odt("<text:section>" * 300 + "</text:section>" * 300 if damage == "deep" else "")
    if damage in ("no-content", "doctype"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            if damage == "doctype":
                archive.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        data = out.getvalue()
    with pytest.raises(SourceError) as raised:
        read_odt(data, "計画.odt", Limits())
    assert raised.value.where.startswith("計画.odt")
    assert raised.value.why
    assert " / " in raised.value.fix

"""Word files become kept texts: what is printed, where it stands, and what was left out."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.oxml import parse_xml
from docx.table import Table
from lxml import etree

from kg.documents.kept import KeptText
from kg.documents.readers.limits import DEFAULT_LIMITS, Limits
from kg.documents.readers.word import READER, read_word
from kg.errors import SourceError
from tests.documents.readers.pages import (
    EXPECTED_NODES,
    EXPECTED_ROWS,
    HEADER,
    YEARS,
    W,
    codes_of,
    lines_of,
    read_document,
    read_paragraphs,
    read_plan,
    replace_parts,
    run,
    save,
    tell_rows,
)

FORMS = """<w:abstractNum w:abstractNumId="90" {w}>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:suff w:val="space"/>
<w:lvlText w:val="第%1章"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
<w:lvlText w:val="%1-%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/>
<w:suff w:val="nothing"/><w:lvlText w:val="%3"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="aiueoFullWidth"/>
<w:lvlText w:val="(%4)"/></w:lvl>
<w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xf06c;"/>
<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl></w:abstractNum>"""
LIST = '<w:num w:numId="{number}" {w}><w:abstractNumId w:val="90"/>{more}</w:num>'
ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def fill(table: Table, row: int, words: dict[int, str]) -> None:
    for column, text in words.items():
        table.cell(row, column).text = text


def merge(table: Table, first: tuple[int, int], last: tuple[int, int], words: str) -> None:
    table.cell(*first).merge(table.cell(*last)).text = words


def build_plan(document: Doc) -> None:
    document.add_heading("行動計画", 0)
    document.add_heading("基本政策Ⅰ 支え合うまち", 1)
    document.add_heading("【基本施策Ⅰ-1-(1)】地域のしくみづくり", 2)
    document.add_heading("つながりの支援", 3)
    for line in ("現状と課題", "つながりが薄れています。", "計画期間の取組", "支えます。"):
        document.add_paragraph(line)
    document.add_paragraph("具体的な事業と事業内容・目標")
    table = document.add_table(7, 7)
    for column, word in zip((0, 1, 2, 6), (*HEADER[:3], HEADER[4]), strict=True):
        merge(table, (0, column), (1, column), word)
    merge(table, (0, 3), (0, 5), HEADER[3])
    fill(table, 1, dict(enumerate(YEARS, start=3)))
    merge(table, (2, 0), (3, 0), "つながる")
    fill(table, 2, {1: "ひかり事業", 2: "明るく\nします。", 3: "検討", 4: "実施", 5: "→"})
    merge(table, (2, 6), (3, 6), "市民課\n福祉課")
    fill(table, 3, {1: "あゆみ事業（再掲）", 2: "のばします。"})
    merge(table, (3, 3), (3, 5), "継続実施")
    merge(table, (4, 0), (6, 0), "そだてる")
    merge(table, (4, 1), (5, 1), "みのり事業")
    fill(table, 4, {2: "種をまきます。", 3: "種まき", 4: "収穫", 6: "農政課"})
    fill(table, 5, {2: "水をやります。", 4: "水やり", 6: "水道局"})
    fill(table, 6, {1: "ひかり事業【再掲】", 2: "明るくします。", 3: "検討", 6: "市民課"})


def read_numbered(*items: tuple[str, int, str], lists: str = "") -> list[str]:
    """The lines of paragraphs given by list, level and words."""

    def build(document: Doc) -> None:
        numbering = document.part.numbering_part.element
        numbering.insert(0, parse_xml(FORMS.format(w=W)))
        for number, more in (("91", ""), ("92", lists)):
            numbering.append(parse_xml(LIST.format(w=W, number=number, more=more)))
        for number, level, words in items:
            held = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
            document.element.body.insert(
                len(document.element.body) - 1,
                parse_xml(f"<w:p {W}><w:pPr><w:numPr>{held}</w:numPr></w:pPr>{run(words)}</w:p>"),
            )

    return lines_of(read_document(build))


def field(code: str, *result: str) -> str:
    parts = ["begin", f"<w:instrText>{code}</w:instrText>"]
    parts += ["separate", *result] if result else []
    return "".join(
        f"<w:r>{part}</w:r>" if part.startswith("<w:i") else part
        if part.startswith("<") else f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>'
        for part in [*parts, "end"]
    )  # fmt: skip


def test_a_plan_in_word_gives_its_rows_years_and_bodies() -> None:
    extraction = read_plan(read_document(build_plan))
    assert tell_rows(extraction) == EXPECTED_ROWS
    assert [node.label.text for node in extraction.nodes if node.label] == EXPECTED_NODES
    assert {finding.code for finding in extraction.findings} <= {"heading-not-understood"}


def test_the_places_of_a_word_file_are_the_xpaths_of_its_words() -> None:
    document = Document()
    build_plan(document)
    data = save(document)
    kept = read_word(data, "計画.docx", DEFAULT_LIMITS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    spaces = {"w": root.nsmap["w"]}
    assert kept.reader == READER
    for place in kept.places:
        assert root.xpath(f"count({place.fragment})", namespaces=spaces) == 1
        words = str(root.xpath(f"string({place.fragment})", namespaces=spaces))
        quoted = kept.text[place.start : place.end].strip("()")
        assert "".join(quoted.split()) in "".join(words.split())
    assert kept.places[-1].fragment == "/w:document/w:body/w:tbl[1]/w:tr[7]/w:tc[7]"


def test_headings_are_known_by_style_outline_and_name() -> None:
    def build(document: Doc) -> None:
        style = document.styles.add_style("midashi", 1)
        style.name = "見出し 3"
        document.add_heading("計画", 0)
        document.add_heading("章", 1)
        document.add_paragraph("節", style=style)
        document.element.body.insert(
            3, parse_xml(f'<w:p {W}><w:pPr><w:outlineLvl w:val="3"/></w:pPr>{run("項")}</w:p>')
        )
        document.add_paragraph("本文\n改行")

    assert read_document(build).text == ("# 計画\n\n# 章\n\n### 節\n\n#### 項\n\n本文\n改行\n")


def test_numbers_are_printed_as_the_reader_sees_them() -> None:
    assert read_numbered(
        *(("91", 0, "総論"), ("91", 1, "背景"), ("91", 1, "期間"), ("91", 2, "短期")),
        *(("91", 2, "長期"), ("91", 3, "市"), ("91", 3, "区"), ("91", 4, "点")),
        *(("91", 0, "各論"), ("91", 1, "施策"), ("91", 2, "一つ")),
    ) == [
        *("第一章 総論", "1-1 背景", "1-2 期間", "①短期", "②長期", "(ア) 市", "(イ) 区", "● 点"),
        *("第二章 各論", "2-1 施策", "①一つ"),
    ]


def test_a_second_list_goes_on_or_begins_anew_as_word_does() -> None:
    items = (("91", 0, "一"), ("91", 0, "二"), ("92", 0, "三"), ("92", 0, "四"))
    assert read_numbered(*items) == ["第一章 一", "第二章 二", "第三章 三", "第四章 四"]
    anew = ANEW.format(start=1)
    assert read_numbered(*items, lists=anew) == ["第一章 一", "第二章 二", "第一章 三", "第二章 四"]


def test_items_of_a_list_stand_together_and_paragraphs_apart() -> None:
    def build(document: Doc) -> None:
        document.add_paragraph("次の二つ。")
        document.add_paragraph("広報", style="List Number")
        document.add_paragraph("相談", style="List Number")
        document.add_paragraph("・印のある行")
        document.add_paragraph("終わり。")

    assert read_document(build).text == (
        "次の二つ。\n\n1. 広報\n2. 相談\n・印のある行\n\n終わり。\n"
    )


def test_contents_are_written_as_contents() -> None:
    def entry(words: str, page: int, more: str = "", end: str = "") -> str:
        style = '<w:pPr><w:pStyle w:val="TOC1"/></w:pPr>'
        number = field("PAGEREF _Toc1", run(str(page)))
        return f"{style}{more}{run(words)}<w:r><w:tab/></w:r>{number}{end}"

    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    )
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    kept = read_paragraphs(
        entry("第1章 総論", 3, begin),
        entry("第2章 各論", 12, end=end),
        run("左") + "<w:r><w:tab/></w:r>" + run("8"),
    )
    assert lines_of(kept) == ["第1章 総論 …… 3", "第2章 各論 …… 12", "左 8"]


def test_changes_hidden_words_and_readings() -> None:
    shown = run("見", '<w:vanish w:val="0"/>')
    gone = run("と").replace("w:t", "w:delText")
    kept = read_paragraphs(
        f"{run('市民')}<w:del>{gone}</w:del><w:ins>{run('との')}</w:ins>"
        f"{run('隠', '<w:vanish/>')}{run('消', '<w:strike/>')}"
        f"{shown}<w:moveFrom>{run('前')}</w:moveFrom>"
        f"<w:r><w:ruby><w:rt>{run('きょう')}</w:rt><w:rubyBase>{run('協')}</w:rubyBase></w:ruby></w:r>"
        "<w:r><w:t>働</w:t><w:softHyphen/><w:t>都\u00ad市</w:t><w:noBreakHyphen/></w:r>"
        f"<w:hyperlink>{run('リンク')}</w:hyperlink>"
        f"<w:sdt><w:sdtContent>{run('欄')}</w:sdtContent></w:sdt>"
    )
    assert lines_of(kept) == ["市民との見協働都市-リンク欄"]
    assert codes_of(kept) == {
        *("left-out-deleted", "left-out-hidden", "left-out-struck", "changes-tracked")
    }


def test_signs_of_symbol_fonts_and_enclosed_characters() -> None:
    kept = read_paragraphs(
        '<w:r><w:sym w:font="Wingdings" w:char="F06C"/><w:sym w:font="Symbol" w:char="F0B7"/>'
        '<w:sym w:font="MS Mincho" w:char="2460"/></w:r>',
        run("\uf0fe可", '<w:rFonts w:ascii="Wingdings"/>') + field("eq \\o\\ac(○,12)") + run("番"),
        field('EQ \\* jc2 \\* "Font:MS" \\* hps10 \\o\\ad(\\s\\up 9(きょう),協)') + run("働"),
        run("a") + '<w:r><w:sym w:font="Webdings" w:char="F001"/></w:r>',
    )
    assert lines_of(kept) == ["●・①", "☑可⑫番", "協働", "a"]
    assert codes_of(kept) == {"sign-unknown"}


def test_text_boxes_notes_and_what_stands_around_the_page() -> None:
    box = (
        '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
        f"<w:p>{run('囲みの題')}</w:p><w:p>{run('囲みの文。')}</w:p>"
        "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
        f"<w:p>{run('同じ囲み')}</w:p></w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = Document()
    document.sections[0].header.paragraphs[0].text = "柱の文字"
    document.sections[0].footer.paragraphs[0].text = "頁"
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    for inner in (run("本文") + box + run("です。"), run("協働") + reference + run("とは。")):
        document.element.body.insert(
            len(document.element.body) - 1, parse_xml(f"<w:p {W}>{inner}</w:p>")
        )
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p>{run("共に働くこと。")}</w:p></w:footnote></w:footnotes>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    data = save(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    added = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    data = replace_parts(
        data,
        {
            "word/footnotes.xml": notes.encode(),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", added).encode(),
        },
    )
    kept = read_word(data, "計画.docx", DEFAULT_LIMITS)
    assert lines_of(kept) == [
        *("本文です。", "囲みの題", "囲みの文。", "協働とは。", "※1 共に働くこと。"),
    ]
    assert kept.places[-1].fragment == "/w:footnotes/w:footnote[2]/w:p[1]"
    assert codes_of(kept) == {"notes-moved", "left-out-header", "left-out-footer"}


def test_a_table_of_one_column_is_text_and_one_in_a_cell_words() -> None:
    def build(document: Doc) -> None:
        document.add_table(2, 1).cell(0, 0).text = "囲みの題"
        document.tables[0].cell(1, 0).text = "囲みの文。"
        document.add_paragraph("")
        table = document.add_table(2, 3)
        fill(table, 0, {0: "事業名", 1: "事業概要", 2: "担当課"})
        fill(table, 1, {0: "広報事業", 1: "配る", 2: "広報課"})
        inner = table.cell(1, 1).add_table(1, 2)
        fill(inner, 0, {0: "月", 1: "1回"})

    assert lines_of(read_document(build)) == [
        *("囲みの題", "囲みの文。", "事業名\t事業概要\t担当課", "広報事業\t配る 月 1回\t広報課"),
    ]


def test_deleted_and_hidden_rows_and_rows_that_begin_late() -> None:
    def build(document: Doc) -> None:
        table = document.add_table(5, 3)
        fill(table, 0, {0: "施策名", 1: "事業名", 2: "担当課"})
        fill(table, 1, {0: "つながる", 1: "広報", 2: "課"})
        for row, kind in ((2, "w:del"), (3, "w:hidden")):
            fill(table, row, {0: "なし", 1: "無し", 2: "課"})
            table.rows[row]._tr.get_or_add_trPr().append(parse_xml(f"<{kind} {W}/>"))
        fill(table, 4, {1: "相談", 2: "係"})
        late = table.rows[4]._tr
        late.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {W} w:val="1"/>'))
        late.remove(late.tc_lst[0])

    kept = read_document(build)
    assert lines_of(kept) == ["施策名\t事業名\t担当課", "つながる\t広報\t課", "\t相談\t係"]
    assert codes_of(kept) == {"left-out-deleted", "left-out-hidden"}


def test_parts_from_other_files_are_said() -> None:
    def build(document: Doc) -> None:
        document.add_paragraph("本文")
        r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        document.element.body.insert(1, parse_xml(f'<w:altChunk {W} {r} r:id="rId7"/>'))

    kept = read_document(build)
    assert [notice.code for notice in kept.notices] == ["embedded-elsewhere"]
    assert "w:altChunk[1]" in kept.notices[0].where


def test_the_strict_form_is_read_as_the_common_one() -> None:
    document = Document()
    document.add_heading("章", 1)
    document.add_paragraph("本文")
    data = save(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {
            name: archive.read(name)
            .replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            .replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            for name in archive.namelist()
        }
    kept = read_word(replace_parts(data, parts), "a.docx", DEFAULT_LIMITS)
    assert kept.text == "# 章\n\n本文\n"


@pytest.mark.parametrize("damage", ["cut", "text", "no-main", "no-xml", "empty"])
def test_what_is_damaged_or_empty_is_refused_in_words(damage: str) -> None:
    document = Document()
    if damage != "empty":
        document.add_paragraph("本文")
    data = save(document)
    if damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "text":
        data = "計画".encode()
    elif damage == "no-xml":
        data = replace_parts(data, {"word/document.xml": b"<w:document"})
    elif damage == "no-main":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
        data = out.getvalue()
    with pytest.raises(SourceError) as raised:
        read_word(data, "計画.docx", DEFAULT_LIMITS)
    assert raised.value.where.startswith("計画.docx")
    assert raised.value.why
    assert " / " in raised.value.fix


def test_limits_are_held() -> None:
    def refuse(limits: Limits) -> str:
        with pytest.raises(SourceError) as raised:
            read_word(data, "計画.docx", limits)
        return str(raised.value)

    document = Document()
    for _ in range(20):
        document.add_paragraph("あ" * 30)
    document.add_table(3, 3).cell(0, 0).text = "表"
    data = save(document)
    assert "一行が長すぎ" in refuse(Limits(line_characters=20))
    assert "文書が長すぎ" in refuse(Limits(characters=100))
    assert "大きすぎ" in refuse(Limits(file_bytes=1_000))
    assert "大きくなりすぎ" in refuse(Limits(unpacked_bytes=1_000))
    assert "入れ子" in refuse(Limits(depth=3))
    assert "表が大きすぎ" in refuse(Limits(cells=8))


def test_a_kept_text_of_word_is_the_same_each_time() -> None:
    first, second = (read_document(build_plan) for _ in range(2))
    assert isinstance(first, KeptText)
    assert first == second

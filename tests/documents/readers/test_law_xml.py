"""The law XML as a kept text: nothing lost, everything placed, and nothing harmful taken in."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.documents.kept import KeptText
from kg.documents.readers.law_xml import READER, read_law_xml
from kg.documents.readers.limits import DEFAULT_LIMITS, Limits
from kg.errors import SourceError
from tests.workbench import ROOT

FILE = next((ROOT / "tests/material/law-xml").glob("*.xml"))


def _read(body: str, attributes: str = "", limits: Limits = DEFAULT_LIMITS) -> KeptText:
    law = (
        f'<?xml version="1.0" encoding="UTF-8"?><Law {attributes}>'
        "<LawNum>昭和二十四年法律第一号</LawNum>"
        f"<LawBody><LawTitle>見本法</LawTitle>{body}</LawBody></Law>"
    )
    return read_law_xml(law.encode(), "sample.xml", limits)


def _article(number: str, title: str, sentence: str, more: str = "") -> str:
    return (
        f'<Article Num="{number}"{more}><ArticleTitle>{title}</ArticleTitle><Paragraph Num="1">'
        f"<ParagraphNum/><ParagraphSentence><Sentence>{sentence}</Sentence></ParagraphSentence>"
        "</Paragraph></Article>"
    )


def _read_file() -> KeptText:
    return read_law_xml(FILE.read_bytes(), FILE.name, DEFAULT_LIMITS)


def test_every_word_of_a_law_is_in_its_text() -> None:
    root = ElementTree.fromstring(FILE.read_bytes())
    words = re.sub(r"\s", "", _read_file().text)
    missing = [
        text
        for element in root.iter()
        if (text := re.sub(r"\s", "", element.text or "")) and text not in words
    ]
    assert missing == []


def test_the_text_has_as_many_headings_and_lines_as_the_file_has_units() -> None:
    root, text = ElementTree.fromstring(FILE.read_bytes()), _read_file().text
    articles = [line for line in text.splitlines() if re.fullmatch(r"#+ 第.+条(?:の.+)?", line)]
    assert len(articles) == len(list(root.iter("Article"))) == 69
    divisions = [line for line in text.splitlines() if re.match(r"#+ 第.+[章節]", line)]
    assert len(divisions) == len(list(root.iter("Chapter"))) + len(list(root.iter("Section"))) == 11
    assert len(re.findall(r"^## 附　則", text, re.MULTILINE)) == 14


def test_every_place_is_the_element_whose_words_stand_there() -> None:
    kept, root = _read_file(), ElementTree.fromstring(FILE.read_bytes())
    assert len(kept.places) > 600
    for place in kept.places:
        words = kept.text[place.start : place.end]
        path, _, attribute = place.fragment.partition("/@")
        element = root if path == "/Law" else root.find("." + path.removeprefix("/Law"))
        assert element is not None
        if attribute == "":
            assert words == "".join(element.itertext()).strip()
        elif attribute == "AmendLawNum":
            assert words == f"（{element.get(attribute)}）"
    starts = [place.start for place in kept.places]
    assert starts == sorted(starts)


def test_the_same_bytes_give_the_same_text() -> None:
    assert _read_file() == _read_file()
    assert _read_file().reader == READER


def test_the_day_of_promulgation_comes_from_the_attributes() -> None:
    kept = _read("", 'Era="Showa" Year="24" PromulgateMonth="12" PromulgateDay="9"')
    assert kept.text.splitlines()[:3] == [
        "# 見本法", "昭和二十四年法律第一号", "昭和二十四年十二月九日公布",
    ]  # fmt: skip
    first = _read("", 'Era="Reiwa" Year="1" PromulgateMonth="5" PromulgateDay="31"')
    assert "令和元年五月三十一日公布" in first.text
    assert "公布" not in _read("", 'Era="Showa" Year="24"').text


def test_deleted_articles_branches_and_ranges_keep_their_printed_numbers() -> None:
    text = _read(
        "<MainProvision>"
        + _article("36_3", "第三十六条の三", "求めることができる。")
        + _article("37", "第三十七条", "削除", ' Delete="true"')
        + _article("38:40", "第三十八条から第四十条まで", "削除", ' Delete="true"')
        + "</MainProvision>"
    ).text
    assert "## 第三十六条の三\n求めることができる。" in text
    assert "## 第三十七条\n削除" in text
    assert "## 第三十八条から第四十条まで\n削除" in text


def test_items_stand_a_line_each_with_their_numbers() -> None:
    text = _read(
        '<MainProvision><Article Num="1"><ArticleCaption>（定義）</ArticleCaption>'
        '<ArticleTitle>第一条</ArticleTitle><Paragraph Num="1"><ParagraphNum/><ParagraphSentence>'
        "<Sentence>次による。</Sentence><Sentence>ただし、除く。</Sentence></ParagraphSentence>"
        '<Item Num="1"><ItemTitle>一</ItemTitle><ItemSentence><Column><Sentence>法令</Sentence>'
        "</Column><Column><Sentence>法律をいう。</Sentence></Column></ItemSentence>"
        '<Subitem1 Num="1"><Subitem1Title>イ</Subitem1Title><Subitem1Sentence><Sentence>命令'
        "</Sentence></Subitem1Sentence></Subitem1></Item></Paragraph></Article></MainProvision>"
    ).text
    assert text.rstrip().endswith(
        "（定義）\n## 第一条\n次による。ただし、除く。\n一 法令 法律をいう。\nイ 命令"
    )


def test_the_reading_of_a_word_stands_behind_it() -> None:
    sentence = "<Ruby>湧<Rt>ゆう</Rt></Ruby>水をいう。"
    kept = _read(f"<MainProvision>{_article('1', '第一条', sentence)}</MainProvision>")
    assert "湧（ゆう）水をいう。" in kept.text
    assert kept.notices == ()


def test_a_table_has_a_row_a_line_and_cells_over_rows_stand_in_each() -> None:
    cell = "<TableColumn{}><Sentence>{}</Sentence></TableColumn>"
    kept = _read(
        '<AppdxTable Num="1"><AppdxTableTitle>別表第一</AppdxTableTitle><RelatedArticleNum>'
        "（第六条関係）</RelatedArticleNum><TableStruct><TableStructTitle>手数料</TableStructTitle>"
        "<Table><TableRow>"
        + cell.format(' rowspan="2"', "自転車") + cell.format("", "一月") + "</TableRow><TableRow>"
        + cell.format("", "三月") + '</TableRow><TableRow><TableColumn colspan="2"><Sentence>計'
        "</Sentence></TableColumn></TableRow></Table></TableStruct><Remarks><RemarksLabel>備考"
        "</RemarksLabel><Sentence>端数は切り捨てる。</Sentence></Remarks></AppdxTable>"
    )  # fmt: skip
    assert "## 別表第一 （第六条関係）\n" in kept.text
    assert "手数料\n自転車\t一月\n自転車\t三月\n計\t\n" in kept.text
    assert "備考\n端数は切り捨てる。\n" in kept.text


def test_supplementary_provisions_say_which_law_brought_them() -> None:
    text = _read(
        '<SupplProvision><SupplProvisionLabel>附　則</SupplProvisionLabel><Paragraph Num="1">'
        "<ParagraphNum>１</ParagraphNum><ParagraphSentence><Sentence>施行する。</Sentence>"
        "</ParagraphSentence></Paragraph></SupplProvision>"
        '<SupplProvision AmendLawNum="昭和二五年法律第二号" Extract="true"><SupplProvisionLabel>'
        "附　則</SupplProvisionLabel></SupplProvision>"
    ).text
    assert "## 附　則\n１ 施行する。\n" in text
    assert text.endswith("## 附　則 （昭和二五年法律第二号） 抄\n")


def test_a_preamble_and_an_enacting_clause_stand_before_the_articles() -> None:
    text = _read(
        "<EnactStatement>旧法の全部を改正する。</EnactStatement><Preamble><Paragraph Num='1'>"
        "<ParagraphNum/><ParagraphSentence><Sentence>われらは、誓う。</Sentence>"
        "</ParagraphSentence></Paragraph></Preamble><MainProvision>"
        f"{_article('1', '第一条', '定める。')}</MainProvision>"
    ).text
    assert text.index("旧法の全部") < text.index("われらは") < text.index("第一条")


def test_what_is_not_taken_in_as_it_stands_is_told() -> None:
    kept = _read('<MainProvision><Fig src="1.jpg"/><Unheard>あ</Unheard></MainProvision>')
    assert [notice.code for notice in kept.notices] == ["figure", "unknown-element"]
    assert all(notice.where.startswith("sample.xml:1 /Law/") for notice in kept.notices)
    assert kept.text.rstrip().endswith("\nあ")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><Law>&b;</Law>', "DOCTYPE"),
        (b'<!DOCTYPE Law SYSTEM "file:///etc/passwd"><Law/>', "DOCTYPE"),
        (b"<Law><LawBody>", "well-formed"),
        ("<Law><LawBody/></Law>".encode("utf-16"), "nothing"),
        (b"\x00\x01\x02", "well-formed"),
        (b"", "well-formed"),
        (b"<html><body>a</body></html>", "not the standard law XML"),
        (b'<?xml version="1.0" encoding="no-such"?><Law/>', "XML"),
        (b"<a>" * 300 + b"</a>" * 300, "deeply"),
    ],
)
def test_what_is_no_law_or_harms_is_refused_with_its_place(data: bytes, why: str) -> None:
    if why == "nothing":
        assert read_law_xml(data, "sample.xml", DEFAULT_LIMITS).text == ""
        return
    with pytest.raises(SourceError) as refused:
        read_law_xml(data, "sample.xml", DEFAULT_LIMITS)
    assert refused.value.where.startswith("sample.xml")
    assert why in str(refused.value)
    assert refused.value.fix


def test_entities_are_not_expanded_before_they_are_refused() -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 30))
    bomb = f'<!DOCTYPE Law [<!ENTITY e0 "あ">{lines}]><Law>&e29;</Law>'.encode()
    with pytest.raises(SourceError):
        read_law_xml(bomb, "sample.xml", DEFAULT_LIMITS)


def test_limits_of_size_characters_and_tables_hold() -> None:
    body = f"<MainProvision>{_article('1', '第一条', 'あ' * 1000)}</MainProvision>"
    for limits in (Limits(file_bytes=100), Limits(characters=500)):
        with pytest.raises(SourceError):
            _read(body, limits=limits)
    wide = (
        '<Table><TableRow><TableColumn colspan="99999" rowspan="99999">あ</TableColumn></TableRow>'
    )
    with pytest.raises(SourceError, match="table is too large"):
        _read(f"<TableStruct>{wide}</Table></TableStruct>")


def test_a_law_is_found_inside_what_an_interface_wraps_around_it() -> None:
    data = FILE.read_bytes()
    law = data[data.index(b"<Law ") :]
    wrapped = b"<DataRoot><ApplData><LawFullText>" + law + b"</LawFullText></ApplData></DataRoot>"
    assert read_law_xml(wrapped, "a.xml", DEFAULT_LIMITS).text == _read_file().text


def test_the_file_in_use_is_the_one_whose_name_tells_its_law() -> None:
    assert Path(FILE).stem.startswith("405AC0000000088_20240401_")

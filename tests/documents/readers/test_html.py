"""Web pages become kept texts: what is shown, where it stands, and what was left out."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from kg.documents.readers.html import READER, read_html
from kg.documents.readers.limits import DEFAULT_LIMITS, Limits
from kg.errors import SourceError
from tests.documents.readers.pages import (
    EXPECTED_NODES,
    EXPECTED_ROWS,
    codes_of,
    lines_of,
    page,
    read_page,
    read_plan,
    tell_rows,
)

PLAN = """<header><div id="gnavi">組織から探す</div></header>
<main><h1>行動計画</h1><h2>基本政策Ⅰ 支え合うまち</h2>
<h3>【基本施策Ⅰ-1-(1)】地域のしくみづくり</h3><h4>つながりの支援</h4>
<p>現状と課題</p><p>つながりが薄れています。</p><p>計画期間の取組</p><p>つながりを支えます。</p>
<p>具体的な事業と事業内容・目標</p>
<table border="1"><thead>
<tr><th rowspan="2">施策名</th><th rowspan="2">事業名</th><th rowspan="2">事業概要</th>
<th colspan="3">事業内容・目標</th><th rowspan="2">担当課</th></tr>
<tr><th>令和4年度</th><th>令和5年度</th><th>令和6年度以降</th></tr></thead><tbody>
<tr><td rowspan="2">つながる</td><td>ひかり事業</td><td>明るく<br>します。</td><td>検討</td>
<td>実施</td><td>→</td><td rowspan="2">市民課<br>福祉課</td></tr>
<tr><td>あゆみ事業（再掲）</td><td>のばします。</td><td colspan="3">継続実施</td></tr>
<tr><td rowspan="3">そだてる</td><td rowspan="2">みのり事業</td><td>種をまきます。</td>
<td>種まき</td><td>収穫</td><td></td><td>農政課</td></tr>
<tr><td>水をやります。</td><td></td><td>水やり</td><td></td><td>水道局</td></tr>
<tr><td>ひかり事業【再掲】</td><td>明るくします。</td><td>検討</td><td></td><td></td>
<td>市民課</td></tr>
</tbody></table></main><footer>所在地</footer>"""


def test_a_plan_on_a_page_gives_its_rows_years_and_bodies() -> None:
    extraction = read_plan(read_page(PLAN))
    assert tell_rows(extraction) == EXPECTED_ROWS
    assert [node.label.text for node in extraction.nodes if node.label] == EXPECTED_NODES
    assert {finding.code for finding in extraction.findings} <= {"heading-not-understood"}


def test_the_places_of_a_page_are_the_xpaths_of_its_words() -> None:
    kept = read_page(PLAN)
    tree = lxml_html.document_fromstring(page(PLAN).decode()).getroottree()
    assert kept.reader == READER
    for place in kept.places:
        assert tree.xpath(f"count({place.fragment})") == 1
        words = str(tree.xpath(f"string({place.fragment})"))
        quoted = kept.text[place.start : place.end].strip("()")
        assert "".join(quoted.split()) in "".join(words.split())
    assert len(kept.places) > 40


def test_headings_paragraphs_and_line_breaks_are_lines() -> None:
    kept = read_page("<h2>第1章<br>計画</h2><p>一行目<br>二<b>行</b>目</p><div>三</div><h6>末</h6>")
    assert kept.text == "## 第1章 計画\n\n一行目\n二行目\n\n三\n\n###### 末\n\n"
    assert [place.fragment for place in kept.places[2:4]] == [
        "/html/body/p[1]/text()[1]",
        "/html/body/p[1]",
    ]


def test_a_line_end_of_the_file_is_no_blank_between_japanese_characters() -> None:
    kept = read_page("<p>市民と\n  行政が\nAI を\n使い</p><pre>一\n  二</pre>")
    assert lines_of(kept) == ["市民と行政が AI を使い", "一", "二"]


def test_the_title_leads_a_page_without_a_first_heading() -> None:
    body = "<h2>章</h2><p>本文</p>"
    kept = read_html(page(body, "<title>総合計画｜市</title>"), "a.html", DEFAULT_LIMITS)
    assert lines_of(kept)[0] == "# 総合計画｜市"
    assert kept.places[0].fragment == "/html/head/title[1]"


def test_lists_have_their_marks_and_numbers_as_shown() -> None:
    kept = read_page(
        "<ul><li>広報<ul><li>紙面</li><li>②動画</li></ul></li></ul>"
        '<ol start="3"><li>三<li value="7">七<li>(1)自分の番号</ol>'
        '<ol type="A"><li>甲</ol><ol reversed><li>二<li>一</ol>'
        '<ol style="list-style-type: katakana"><li>あ<li>い</ol>'
        '<ul style="list-style:none"><li>印なし</ul>'
    )
    assert lines_of(kept) == [
        *("・広報", "－紙面", "②動画", "3. 三", "7. 七", "(1)自分の番号"),
        *("A. 甲", "2. 二", "1. 一", "ア、あ", "イ、い", "印なし"),
    ]


def test_definitions_captions_links_and_readings_of_characters() -> None:
    kept = read_page(
        "<dl><dt>担当<dd>市民局<dd>福祉局</dl>"
        "<p><a href='#a'>第1章</a>の"
        "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby></p>"
        "<figure><figcaption>図1</figcaption></figure><p>協&shy;働&#x200b;の</p>"
    )
    assert lines_of(kept) == ["担当", "市民局", "福祉局", "第1章の漢字", "図1", "協働の"]


def test_what_is_not_the_content_is_left_out_and_said() -> None:
    kept = read_page(
        '<nav>メニュー</nav><div class="breadcrumb">ホーム</div><script>x()</script>'
        "<p>本文<del>旧</del><s>古</s>です。</p><p hidden>隠</p><p style='display: none'>秘</p>"
        '<form><button>送信</button></form><p><a href="#top">ページの先頭へ戻る</a></p>'
        '<iframe src="map.html"></iframe><img src="a.png"><footer>所在地</footer>'
    )
    assert lines_of(kept) == ["本文です。"]
    said = {notice.code: notice.ja for notice in kept.notices}
    assert "2 か所(2 字)" in said["left-out-deleted"]
    assert "2 か所(2 字)" in said["left-out-hidden"]
    assert "4 か所(19 字)" in said["left-out-navigation"]
    assert {"left-out-controls", "embedded-elsewhere", "image-not-read"} <= set(said)
    for notice in kept.notices:
        assert notice.where == "計画.html"
        assert notice.en


@pytest.mark.parametrize(
    "main", ["<main>", "<div id='main'>", "<div id='tmp_contents'>", "<article>"]
)
def test_the_content_is_what_the_page_marks_as_such(main: str) -> None:
    end = main[1:].split(" ")[0].rstrip(">")
    kept = read_page(f"<div>横の欄</div>{main}<h1>計画</h1><p>本文がここにあります。</p></{end}>")
    assert lines_of(kept) == ["# 計画", "本文がここにあります。"]
    assert "left-out-navigation" in codes_of(kept)


def test_a_table_outside_of_what_is_marked_as_the_content_is_not_lost() -> None:
    table = "<table><tr><th>事業名<th>担当課<tr><td>広報<td>広報課</table>"
    for around in ("<div>{}</div>", "<div id='footer'>{}</div>", "<header>{}</header>"):
        kept = read_page(f"<main><p>前書きだけの本文です。</p></main>{around.format(table)}")
        assert "広報\t広報課" in lines_of(kept)


def test_a_table_that_places_parts_is_text_and_one_within_it_a_table() -> None:
    kept = read_page(
        "<table><tr><td><h2>左</h2><p>文</p></td><td>右<table border=1>"
        "<tr><td>事業名<td>担当課<tr><td>広報<td>課</table></td></tr></table>"
        "<table><tr><td>囲みの<br>文</td></tr></table>"
    )
    assert lines_of(kept) == ["## 左", "文", "右", "事業名\t担当課", "広報\t課", "囲みの", "文"]


def test_a_table_within_a_cell_is_words_of_the_cell() -> None:
    kept = read_page(
        "<table><tr><th>事業名<th>内容<th>課<tr><td>広報<td><p>配る</p><ul><li>紙<li>動画</ul>"
        "<table><tr><td>月<td>1回</table><td>広報課</table>"
    )
    assert lines_of(kept)[1] == "広報\t配る ・紙 ・動画 月 1回\t広報課"


def test_an_image_speaks_where_there_are_no_words() -> None:
    kept = read_page(
        "<h2><img alt='基本計画'></h2>"
        "<table><tr><th>事業名<th>新規<tr><td>広報<td><img alt='○'></table>"
        "<p>文 <img alt='飾り'></p>"
    )
    assert lines_of(kept) == ["## 基本計画", "事業名\t新規", "広報\t○", "文"]
    assert {"image-in-words", "image-not-read"} <= codes_of(kept)


def test_rows_of_a_table_below_its_foot_are_shown_last() -> None:
    kept = read_page(
        "<table><caption>表1 事業</caption><tfoot><tr><td>合計<td>2</tfoot>"
        "<tbody><tr><th>事業名<th>件数<tr><td rowspan=0>広報<td>1<tr><td>3</tbody></table>"
    )
    assert lines_of(kept)[0] == "表1 事業"
    assert lines_of(kept)[-1] == "合計\t2"


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("Shift_JIS", "cp932"),
        ("x-sjis", "cp932"),
        ("EUC-JP", "euc_jp"),
        ("iso-2022-jp", "iso2022_jp"),
        ("utf-8", "utf-8"),
    ],
)
def test_pages_are_read_in_the_encoding_that_they_declare(label: str, codec: str) -> None:
    old = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    data = f"<html><head>{old}</head><body><p>市民との協働ｶﾅ</p></body></html>"
    if codec == "iso2022_jp":
        data = data.replace("ｶﾅ", "")
    kept = read_html(data.encode(codec), "a.html", DEFAULT_LIMITS)
    assert lines_of(kept)[0].startswith("市民との協働")
    assert kept.notices == ()


def test_characters_that_makers_added_are_read() -> None:
    jis = b"<meta charset=iso-2022-jp><p>\x1b$B-!;TL1$H\x1b(B</p>"
    assert lines_of(read_html(jis, "a", DEFAULT_LIMITS)) == ["①市民と"]
    for label, codec in (("shift_jis", "cp932"), ("euc-jp", "euc_jisx0213")):
        data = f"<meta charset={label}><p>①②市民</p>".encode(codec)
        assert lines_of(read_html(data, "a", DEFAULT_LIMITS)) == ["①②市民"]


@pytest.mark.parametrize("codec", ["utf-8", "cp932", "utf-16", "utf-8-sig", "iso2022_jp"])
def test_pages_that_declare_nothing_are_read(codec: str) -> None:
    data = "<html><body><p>市民との協働の計画です</p></body></html>".encode(codec)
    assert lines_of(read_html(data, "a.html", DEFAULT_LIMITS)) == ["市民との協働の計画です"]


def test_a_wrong_declaration_is_no_obstacle_but_said() -> None:
    data = "<meta charset=utf-8><p>市民との協働の計画です</p>".encode("cp932")
    kept = read_html(data, "a.html", DEFAULT_LIMITS)
    assert lines_of(kept) == ["市民との協働の計画です"]
    assert codes_of(kept) == {"encoding-misnamed"}


def test_mixed_encodings_are_refused_with_the_line() -> None:
    data = "<p>市民との協働の計画を進めます</p>\n".encode() + "<p>事業</p>".encode("cp932")
    with pytest.raises(SourceError, match="混ざって") as raised:
        read_html(data, "a.html", DEFAULT_LIMITS)
    assert raised.value.where == "a.html:2"


@pytest.mark.parametrize("body", ["", "<p> </p>", "<img src=a.png>", "<iframe src=b></iframe>"])
def test_a_page_without_words_is_refused(body: str) -> None:
    with pytest.raises(SourceError, match="文字がありません"):
        read_page(body)


def test_limits_are_held() -> None:
    with pytest.raises(SourceError, match="一行が長すぎ"):
        read_page("<p>" + "あ" * 101 + "</p>", Limits(line_characters=100))
    with pytest.raises(SourceError, match="文書が長すぎ"):
        read_page("<p>あああああ</p>" * 30, Limits(characters=100))
    with pytest.raises(SourceError, match="大きすぎ"):
        read_page("<p>あ</p>" * 30, Limits(file_bytes=100))
    with pytest.raises(SourceError, match="入れ子"):
        read_page("<div>" * 30 + "あ", Limits(depth=20))
    with pytest.raises(SourceError, match="表が大きすぎ"):
        read_page(
            f"<table>{'<tr><td colspan=900 rowspan=9>a<td>b' * 9}</table>", Limits(cells=5_000)
        )

"""Pages and Word files made to harm: read or refused in words, within stated memory and time."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from docx import Document

from kg.documents.kept import KeptText
from kg.documents.readers.child import Bounds, read_in_child
from kg.documents.readers.detect import READERS, Format
from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.errors import SourceError
from tests.documents.readers.pages import W, lines_of, page, replace_parts, run, save

#: A quarter of the stated memory, and of the time what a person waits for.
BOUNDS = Bounds(memory=2**30, cpu_seconds=60, wall_seconds=120)
MANY = 100_000
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'


def read(found: Format, data: bytes) -> KeptText:
    return read_in_child(READERS[found], data, "計画", DEFAULT_LIMITS, BOUNDS)


def refuse(found: Format, data: bytes) -> SourceError:
    began = time.monotonic()
    with pytest.raises(SourceError) as raised:
        read(found, data)
    assert time.monotonic() - began < BOUNDS.wall_seconds
    error = raised.value
    assert error.where.startswith("計画")
    assert error.why
    assert " / " in error.what
    assert " / " in error.fix
    return error


def make_word(body: str, before: str = "", **parts: bytes) -> bytes:
    text = f"{before}<w:document {W}><w:body>{body}</w:body></w:document>"
    named = {f"word/{name}.xml": content for name, content in parts.items()}
    return replace_parts(save(Document()), {"word/document.xml": text.encode(), **named})


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * MANY + "深い",
        "<table><tr><td>" * MANY + "深い",
        "<ul><li>" * MANY + "深い",
        "<b><i>" * MANY + "深い",
        "<p><font>" * MANY + "深い",
        "<svg>" + "<g>" * MANY,
    ],
    ids=["div", "table", "list", "bold", "font", "svg"],
)
def test_pages_nested_without_end_are_refused(body: str) -> None:
    assert "入れ子" in refuse(Format.HTML, page(body)).what


@pytest.mark.parametrize("tag", ["w:sdt", "w:tbl", "w:tr", "w:p", "w:ins", "x"])
def test_word_files_nested_without_end_are_refused(tag: str) -> None:
    body = f"<{tag}>" * MANY + f"</{tag}>" * MANY
    assert "入れ子" in refuse(Format.WORD, make_word(body)).what


@pytest.mark.parametrize("before", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_are_not_followed_in_word(before: str) -> None:
    body = f"<w:p>{run('&a9;' if before is LAUGHS else '&out;')}</w:p>"
    error = refuse(Format.WORD, make_word(body, before))
    assert "DOCTYPE" in error.why
    styles = f"{before}<w:styles {W}/>".encode()
    assert "word/styles.xml" in refuse(Format.WORD, make_word("", styles=styles)).where


@pytest.mark.parametrize("before", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_are_words_on_a_page(before: str) -> None:
    data = f"{before}<html><body><p>市民 &a9; &out;</p></body></html>".encode()
    kept = read(Format.HTML, data)
    assert lines_of(kept)[-1].endswith("市民 &a9; &out;")
    assert len(kept.text) < 2_000


def test_a_word_file_that_unpacks_to_much_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_word(""))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name != "word/document.xml":
                archive.writestr(name, content)
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(f"<w:document {W}><w:body>".encode())
            for _ in range(400):
                part.write(b" " * 1_000_000)
            part.write(b"</w:body></w:document>")
    error = refuse(Format.WORD, out.getvalue())
    assert "大きくなりすぎ" in error.what
    assert "document.xml" in error.where


def test_a_size_that_a_container_conceals_is_not_believed() -> None:
    data = bytearray(make_word(f"<w:p>{run('あ' * 5_000)}</w:p>"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("word/document.xml")
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    assert data[at + 24 : at + 28] == info.file_size.to_bytes(4, "little")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    refuse(Format.WORD, bytes(data))


def test_an_encrypted_part_is_refused_with_what_to_do() -> None:
    data = bytearray(make_word(f"<w:p>{run('秘密')}</w:p>"))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rindex(mark, 0, data.rindex(b"word/document.xml") if flags == 8 else None)
        at = at if flags == 8 else data.index(b"word/document.xml") - 30
        data[at + flags] |= 1
    assert "パスワード" in refuse(Format.WORD, bytes(data)).what


def test_a_line_past_the_limit_is_refused() -> None:
    words = "あ" * (DEFAULT_LIMITS.line_characters + 1)
    assert "一行が長すぎ" in refuse(Format.HTML, page(f"<p>{words}</p>")).what
    assert "一行が長すぎ" in refuse(Format.HTML, page(f"<table><tr><td>a<td>{words}")).what
    assert "一行が長すぎ" in refuse(Format.WORD, make_word(f"<w:p>{run(words)}</w:p>")).what


@pytest.mark.parametrize("size", [999_000, 30_000_000])
def test_blanks_and_attributes_without_end_are_read(size: int) -> None:
    kept = read(Format.HTML, page(f"<p title='{'x' * size}'>一{' ' * size}二</p>"))
    assert lines_of(kept) == ["一 二"]


def test_long_runs_of_one_thing_are_read_in_time() -> None:
    word = make_word(
        f"<w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr><w:r>{'<w:tab/>' * 300_000}</w:r>"
        f"{run('一')}</w:p><w:p w:x='{'y' * 5_000_000}'>{run('二')}</w:p>"
    )
    assert lines_of(read(Format.WORD, word)) == ["一", "二"]
    many = read(Format.HTML, page("<a href='#x'>" * 2 + "<p>行<br>" * 50_000))
    assert len(lines_of(many)) == 50_000


def test_spans_beyond_the_limits_are_refused_or_cut() -> None:
    wide = "<tr><td colspan=1000 rowspan=65534>a<td>b" * 20_000
    assert "表が大きすぎ" in refuse(Format.HTML, page(f"<table>{wide}</table>")).what
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='{}'/></w:tcPr><w:p>{}</w:p></w:tc>"
    row = "".join(cell.format(span, run(word)) for span, word in ((999_999, "左"), (2, "右")))
    kept = read(Format.WORD, make_word(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"))
    assert lines_of(kept) == ["左\t右"]


def test_control_characters_and_nul_become_blanks_or_are_refused() -> None:
    kept = read(Format.HTML, page("<p>市\0民\x01と\x7f働\x0bく&#0;&#x1;&#xd800;</p>"))
    assert not any(ord(char) < 0x20 for char in kept.text.replace("\n", ""))
    assert "市" in kept.text
    words = run("市\0民")
    assert "XML" in refuse(Format.WORD, make_word(f"<w:p>{words}</w:p>")).what


def test_styles_and_lists_that_lead_in_circles_are_read() -> None:
    styles = (
        f"<w:styles {W}><w:style w:type='paragraph' w:styleId='a'><w:basedOn w:val='b'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='b'><w:basedOn w:val='a'/></w:style></w:styles>"
    )
    numbering = (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='1'><w:styleLink w:val='s'/>"
        "<w:numStyleLink w:val='s'/></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    )
    body = (
        "<w:p><w:pPr><w:pStyle w:val='a'/><w:numPr><w:ilvl w:val='99'/><w:numId w:val='1'/>"
        f"</w:numPr></w:pPr>{run('本文')}</w:p>"
    )
    data = make_word(body, styles=styles.encode(), numbering=numbering.encode())
    assert lines_of(read(Format.WORD, data)) == ["本文"]

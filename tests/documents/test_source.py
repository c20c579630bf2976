"""Sources as received: no byte is changed, and every offset and line stands where it stood."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.source import SourceText, parse_source, read_source
from kg.errors import SourceError
from kg.records import Span
from tests.layouts.hostile import DOCUMENTS, MILLION, ended_within

ANY = st.one_of(DOCUMENTS, st.text(st.characters(exclude_categories=["Cs"])))


@given(ANY)
def test_the_text_is_the_bytes_decoded_and_the_hash_is_theirs(text: str) -> None:
    data = text.encode()
    source = parse_source(data, "x.txt")
    assert source.text.encode() == data
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@given(ANY)
def test_the_lines_are_the_text_parted_at_line_feeds_alone(text: str) -> None:
    lines = SourceText(text, "").lines
    assert "\n".join(line.text for line in lines) == text
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert all(text[line.start : line.end] == line.text for line in lines)


@given(ANY, st.data())
def test_the_line_of_an_offset_holds_it(text: str, data: st.DataObject) -> None:
    source = SourceText(text, "")
    offset = data.draw(st.integers(0, len(text)))
    line = source.lines[source.line_at(offset) - 1]
    assert line.start <= offset <= line.end


@given(ANY, st.data())
def test_stripping_takes_white_space_from_both_ends_only(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    source = SourceText(text, "")
    span = source.strip(start, end)
    if span is None:
        assert text[start:end].replace("\ufeff", "").strip() == ""
        return
    assert start <= span.start < span.end <= end
    assert not any(
        char.isspace() or char == "\ufeff" for char in text[span.start] + text[span.end - 1]
    )
    assert text[start : span.start].replace("\ufeff", "").strip() == ""
    assert text[span.end : end].replace("\ufeff", "").strip() == ""


@pytest.mark.parametrize(
    ("text", "lines", "reason"),
    [
        ("", [""], "nothing is one empty line"),
        ("あ", ["あ"], "no last line end"),
        ("あ\n", ["あ", ""], "a last line end begins an empty line"),
        ("あ\r\nい", ["あ\r", "い"], "a carriage return belongs to the line"),
        ("あ\rい", ["あ\rい"], "a carriage return alone ends none"),
        ("あ\u2028い\u0085う\x0cえ", ["あ\u2028い\u0085う\x0cえ"], "nor do other separators"),
        ("\ufeffあ", ["\ufeffあ"], "a byte order mark is character 0"),
        ("\x00\nあ", ["\x00", "あ"], "NUL is a character"),
    ],
)
def test_lines_end_at_line_feeds_only(text: str, lines: list[str], reason: str) -> None:
    assert [line.text for line in parse_source(text.encode(), "x").lines] == lines, reason


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        ("あ\nい".encode("cp932"), 1, "byte 0: 0x82"),
        ("あ\n".encode() + b"\xff\xfe", 2, "byte 4: 0xff"),
        ("あ\n\nい".encode()[:-1], 3, "byte 5: 0xe3"),
        (b"\r\n\r\n\xed\xa0\x80", 3, "byte 4: 0xed"),
    ],
)
def test_bytes_that_are_not_utf_8_are_refused_at_their_line(
    data: bytes, line: int, why: str
) -> None:
    with pytest.raises(SourceError) as caught:
        parse_source(data, "141305/plan.txt")
    assert str(caught.value) == (
        f"141305/plan.txt:{line}: UTF-8 ではない文字があります / not UTF-8\n"
        f"  理由 why: {why}\n"
        "  対処 fix: UTF-8 で保存し直してください / save the file as UTF-8"
    )
    assert caught.value.exit_code == 2


def test_a_missing_file_is_refused_with_its_place_and_the_mend(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_source(tmp_path / "none.txt")
    assert str(caught.value) == (
        f"{tmp_path / 'none.txt'}: 文書を読めません / the document cannot be read\n"
        "  理由 why: No such file or directory\n"
        "  対処 fix: documents.toml の file と実際の場所を確かめてください / "
        "compare `file` in documents.toml with where the file lies"
    )


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Is a directory"):
        read_source(tmp_path)


def test_a_million_lines_are_found_in_linear_time() -> None:
    source = SourceText("あ\n" * (MILLION // 2), "")
    with ended_within(8):
        assert len(source.lines) == MILLION // 2 + 1
        assert source.line_at(MILLION - 1) == MILLION // 2
    assert source.quote(Span(0, 1)) == "あ"

"""Hostile and damaged workbooks are refused with the reason, within stated memory and time."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import xlsxwriter

from kg.documents.readers.excel import read_excel
from kg.documents.readers.limits import DEFAULT_LIMITS, Limits
from kg.documents.readers.sheet import Range, make_reference
from kg.errors import SourceError

#: What a refusal or a read below may take here: seconds of the processor, bytes.
SECONDS = 60
MEMORY = 64 << 20

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def make_book(sheet: bytes, strings: bytes = b"", book: bytes = b"") -> bytes:
    """A workbook of one sheet, written part by part."""
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" '
        f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" '
        f'Type="{REL}/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="r2" '
        f'Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": book
        or f'<workbook {NS} xmlns:r="{REL}"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>".encode(),
        "xl/worksheets/sheet1.xml": sheet,
    }
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def make_sheet(rows: str, after: str = "") -> bytes:
    return f"<worksheet {NS}><sheetData>{rows}</sheetData>{after}</worksheet>".encode()


def cell(reference: str, words: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{words}</t></is></c>'


@contextmanager
def within(memory: int = MEMORY) -> Iterator[None]:
    tracemalloc.start()
    began = time.process_time()
    try:
        yield
        taken, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < SECONDS
    assert peak < memory


def refuse(data: bytes, limits: Limits = DEFAULT_LIMITS, memory: int = MEMORY) -> str:
    with within(memory), pytest.raises(SourceError) as caught:
        read_excel(data, "計画.xlsx", limits)
    assert caught.value.fix
    assert "計画.xlsx" in str(caught.value)
    return str(caught.value)


def test_a_small_book_written_by_hand_is_read() -> None:
    rows = f'<row r="1">{cell("A1", "事業名")}{cell("B1", "課")}</row>'
    assert (
        read_excel(make_book(make_sheet(rows)), "a.xlsx", DEFAULT_LIMITS).text == "事業名\t課\n\n"
    )


def test_rows_and_cells_without_references_and_with_prefixes_are_read() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{NS[7:-1]}"><x:sheetData><x:row>'
        '<x:c t="inlineStr"><x:is><x:t>事業名</x:t></x:is></x:c><x:c><x:v>5</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    ).encode()
    kept = read_excel(make_book(sheet), "a.xlsx", DEFAULT_LIMITS)
    assert kept.text == "事業名\t5\n\n"
    assert [place.fragment for place in kept.places] == ["'a'!A1", "'a'!B1"]


def test_a_zip_that_says_it_unpacks_beyond_the_limit_is_not_unpacked() -> None:
    data = make_book(make_sheet(" " * 30_000_000))
    assert len(data) < 100_000
    assert "unpacked > 20000000" in refuse(data, replace(DEFAULT_LIMITS, unpacked_bytes=20_000_000))


def test_a_zip_that_lies_about_what_it_unpacks_to_is_refused() -> None:
    data = bytearray(make_book(make_sheet(" " * 30_000_000)))
    true = struct.pack("<I", len(make_sheet(" " * 30_000_000)))
    assert data.count(true) == 2
    data = data.replace(true, struct.pack("<I", 1000))
    assert "壊れていて" in refuse(bytes(data), replace(DEFAULT_LIMITS, unpacked_bytes=20_000_000))


def test_a_million_rows_past_the_limit_are_refused() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 60_002))
    data = make_book(make_sheet(rows))
    assert "rows > 50000" in refuse(data, replace(DEFAULT_LIMITS, rows=50_000))
    assert "cells > 5000" in refuse(data, replace(DEFAULT_LIMITS, cells=5_000))
    assert "characters > 900" in refuse(data, replace(DEFAULT_LIMITS, characters=900))


def test_a_million_formatted_but_empty_rows_cost_little() -> None:
    rows = (
        f'<row r="1">{cell("A1", "事業名")}{cell("B1", "課")}</row>'
        + "".join(
            f'<row r="{n}" spans="1:3" s="1" customFormat="1"><c r="A{n}" s="1"/>'
            f'<c r="B{n}" s="1"/><c r="C{n}" s="1"/></row>'
            for n in range(2, 60_001)
        )
        + "".join(f'<row r="{n}" s="1" ht="20"/>' for n in range(60_001, 1_048_577))
    )
    data = make_book(make_sheet(rows))
    with within():
        assert read_excel(data, "a.xlsx", DEFAULT_LIMITS).text == "事業名\t課\n\n"


def test_a_range_merged_over_all_rows_and_columns_costs_little() -> None:
    rows = (
        f'<row r="1">{cell("A1", "題")}</row><row r="9">{cell("B9", "注")}{cell("C9", "x")}</row>'
    )
    after = '<mergeCells><mergeCell ref="A1:XFD7"/><mergeCell ref="E20:XFD1048576"/></mergeCells>'
    with within():
        assert read_excel(make_book(make_sheet(rows, after)), "a.xlsx", DEFAULT_LIMITS).text


def test_ranges_merged_over_more_cells_than_the_limit_are_refused() -> None:
    rows = "".join(
        f'<row r="{n}">{cell(f"A{n}", "a")}{cell(f"B{n}", "b")}</row>' for n in range(1, 2000)
    )
    merged = "".join(f'<mergeCell ref="A{n}:B{n + 900}"/>' for n in range(1, 1000))
    data = make_book(make_sheet(rows, f"<mergeCells>{merged}</mergeCells>"))
    assert "merged cells > 100000" in refuse(data, replace(DEFAULT_LIMITS, cells=100_000))


@pytest.mark.parametrize("part", ["sheet", "strings", "book"])
def test_entities_are_refused_in_every_part(part: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {name} "{"&" + before + ";"}{("&" + before + ";") * 9}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    rows = f'<row r="1">{cell("A1", "&i;" if part == "sheet" else "a")}</row>'
    parts = {
        "sheet": make_sheet(rows),
        "strings": f"<sst {NS}><si><t>{'&i;' * (part == 'strings')}</t></si></sst>".encode(),
        "book": f'<workbook {NS} xmlns:r="{REL}"><sheets><sheet name="a" r:id="r1"/></sheets>'
        "</workbook>".encode(),
    }
    parts[part] = bomb.encode() + b"]>" + parts[part]
    assert "<!DOCTYPE" in refuse(make_book(**parts))


def test_a_tag_that_never_ends_is_refused() -> None:
    sheet = f'<worksheet {NS}><sheetData a="{"x" * 30_000_000}"/></worksheet>'.encode()
    assert "a tag >" in refuse(make_book(sheet))


@pytest.mark.parametrize("kind", ["inline", "value", "shared"])
def test_a_cell_of_sixteen_million_bytes_is_refused(kind: str) -> None:
    words = "あ" * (16 << 20 >> 1)
    value = {
        "inline": cell("A1", words),
        "value": f'<c r="A1" t="str"><v>{words}</v></c>',
        "shared": '<c r="A1" t="s"><v>0</v></c>',
    }[kind]
    strings = f"<sst {NS}><si><t>{words}</t></si></sst>".encode() if kind == "shared" else b""
    data = make_book(make_sheet(f'<row r="1">{value}</row>'), strings)
    assert "一つの升目が大きすぎます" in refuse(data)


def test_a_cell_just_past_what_a_program_can_write_is_refused_with_its_place() -> None:
    data = make_book(make_sheet(f'<row r="7">{cell("C7", "a" * 32_768)}</row>'))
    assert "'a'!C7" in refuse(data)


def test_an_encrypted_workbook_is_said_to_be_encrypted() -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
    assert "パスワード" in refuse(head + "EncryptedPackage".encode("utf-16-le") + bytes(4096))


def test_an_encrypted_part_of_a_zip_is_said_to_be_encrypted() -> None:
    data = bytearray(make_book(make_sheet("")))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert "パスワード" in refuse(bytes(data))


def test_a_zip_cut_anywhere_is_refused() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write_row(0, 0, ["事業名", "課"])
    book.close()
    data = out.getvalue()
    for cut in range(4, len(data) - 1, 97):
        assert "計画.xlsx" in refuse(data[:cut])


def test_changed_bytes_are_read_or_refused_and_nothing_else() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write_row(0, 0, ["事業名", "課"])
    book.close()
    whole = out.getvalue()
    ends = {"read": 0, "refused": 0}
    for at in range(0, len(whole), 13):
        data = bytearray(whole)
        data[at] ^= 0x55
        try:
            read_excel(bytes(data), "計画.xlsx", DEFAULT_LIMITS)
            ends["read"] += 1
        except SourceError:
            ends["refused"] += 1
    assert min(ends.values()) > 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "0 bytes"),
        (b"<html><table><tr><td>a</td></tr></table></html>", "HTML"),
        (b"a,b\n", "0x"),
        (b"PK\x05\x06" + bytes(18), "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "壊れていて"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, said: str) -> None:
    assert said in refuse(data)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>4</v></c></row>',
        '<row r="1"><c r="A1"><v>1e999</v></c></row>',
        '<row r="x"/><row r="y"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
    ],
)
def test_a_sheet_that_contradicts_the_format_is_refused(rows: str) -> None:
    assert "壊れていて" in refuse(make_book(make_sheet(rows)))


def test_more_parts_than_any_workbook_has_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(20_001):
            made.writestr(str(number), b"")
    assert "20000 files" in refuse(out.getvalue())


def test_hidden_rows_merged_with_one_another_cost_little() -> None:
    rows = "".join(
        f'<row r="{n}" hidden="1">{cell(f"A{n}", "秘")}</row>' for n in range(1, 2001)
    ) + "".join(f'<row r="{n}" hidden="1"></row>' for n in range(2001, 100_000))
    merged = "".join(f'<mergeCell ref="A{n}:A{n + 90_000}"/>' for n in range(1, 1500))
    shown = f'<row r="100001">{cell("B100001", "事業名")}{cell("C100001", "課")}</row>'
    data = make_book(make_sheet(rows + shown, f"<mergeCells>{merged}</mergeCells>"))
    with within():
        refused = replace(DEFAULT_LIMITS, cells=10_000_000)
        with pytest.raises(SourceError, match="merged cells"):
            read_excel(data, "a.xlsx", refused)
    hidden = make_book(
        make_sheet(rows + shown, '<mergeCells><mergeCell ref="A1:A9"/></mergeCells>')
    )
    with within(2 * MEMORY):
        assert read_excel(hidden, "a.xlsx", DEFAULT_LIMITS).text == "事業名\t課\n\n"


def test_columns_declared_again_and_again_cost_little() -> None:
    columns = '<col min="1" max="16384" width="9" hidden="1"/>' * 100_000
    sheet = f"<worksheet {NS}><cols>{columns}</cols><sheetData/></worksheet>".encode()
    assert "文字がありません" in refuse(make_book(sheet))


def test_words_strewn_over_a_wide_sheet_are_refused_past_the_limit() -> None:
    rows = ""
    for number in range(1, 4000):
        first, second = (
            make_reference(Range(number, number + at, number, number + at)) for at in (0, 1)
        )
        rows += f'<row r="{number}">{cell(first, "a")}{cell(second, "b")}</row>'
    assert "cells > 1000000" in refuse(
        make_book(make_sheet(rows)), replace(DEFAULT_LIMITS, cells=1_000_000)
    )

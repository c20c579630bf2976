"""What a file is, whatever its name says; and words that help where it cannot be read."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kg.documents.readers.detect import READERS, Format, find_format, find_wrong_ending, get_reader
from kg.errors import SourceError

TEXT = "第1章 計画\n\n事業名\t担当課\n".encode()
LAW = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!-- 法令 -->\n'
    '<Law Era="Heisei" Lang="ja"><LawNum>平成五年</LawNum><LawBody/></Law>'
)
PAGE = "<html><body><p>計画</p></body></html>"


def make_docx() -> bytes:
    document = Document()
    document.add_paragraph("計画")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_xlsx() -> bytes:
    book = Workbook()
    book.active.append(["事業名"])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def make_zip(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def make_ole(*streams: str) -> bytes:
    """A compound file with these streams in its directory, which takes the second sector."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHH", header, 24, 62, 3, 0xFFFE, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, *range(2, 20), 0xFFFFFFFE, *[0xFFFFFFFF] * 108)
    directory = b""
    names = ["Root Entry", *streams]
    for at, name in enumerate(names):
        entry = bytearray(128)
        words = name.encode("utf-16-le")
        entry[: len(words)] = words
        struct.pack_into("<H", entry, 64, len(words) + 2)
        right = at + 1 if 0 < at < len(names) - 1 else 0xFFFFFFFF
        child = 1 if at == 0 and streams else 0xFFFFFFFF
        struct.pack_into("<III", entry, 68, 0xFFFFFFFF, right, child)
        directory += bytes(entry)
    return bytes(header) + table + directory.ljust(512 * 19, b"\0")


DOCX = make_zip({"[Content_Types].xml": "wordprocessingml.main+xml", "word/document.xml": "x" * 99})
OLE = make_ole("Workbook", "Book")


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (TEXT, "計画.txt", Format.TEXT),
        (TEXT, "計画", Format.TEXT),
        (b"\xef\xbb\xbf" + TEXT, "計画.txt", Format.TEXT),
        ("事業名,担当課\n広報,課\n".encode(), "事業.txt", Format.TEXT),
        ("事業名,担当課\n".encode(), "事業.CSV", Format.DELIMITED),
        ("事業名,担当課\n".encode("cp932"), "事業.csv", Format.DELIMITED),
        (TEXT, "事業.tsv", Format.DELIMITED),
        ("第1章 計画\n".encode("cp932"), "計画.txt", Format.TEXT),
        ("<1 - 1> 市民と協働する\n".encode(), "計画.txt", Format.TEXT),
        ("[1] 市民と協働する\n".encode(), "計画.txt", Format.TEXT),
        (make_docx(), "計画.docx", Format.WORD),
        (make_docx(), "計画.zip", Format.WORD),
        (make_xlsx(), "事業.xlsx", Format.EXCEL),
        (make_ole("\x05SummaryInformation", "Workbook"), "事業.xls", Format.EXCEL),
        (make_ole("Book"), "事業.xls", Format.EXCEL),
        (make_zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "a.ods",
         Format.EXCEL),
        (make_zip({"mimetype": "application/vnd.oasis.opendocument.text"}), "a.odt", Format.ODT),
        (b"%PDF-1.7\n%\xe2\xe3", "計画.pdf", Format.PDF),
        (b"\r\n\r\n%PDF-1.4\n\0\0", "計画.txt", Format.PDF),
        (PAGE.encode(), "計画.html", Format.HTML),
        (PAGE.encode("utf-16"), "計画.html", Format.HTML),
        (b"<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>\n<title>x", "a", Format.HTML),
        ("<!-- 一覧 --><TABLE><TR><TD>事業名".encode("cp932"), "事業.xls", Format.HTML),
        (f'<?xml version="1.0" encoding="UTF-8"?>\n{PAGE}'.encode(), "a.xml", Format.HTML),
        (LAW.encode(), "法令.xml", Format.LAW_XML),
        (f"<DataRoot><Result/><ApplData>{LAW[45:]}</ApplData></DataRoot>".encode(), "a",
         Format.LAW_XML),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_content(data: bytes, name: str, expected: Format) -> None:
    assert find_format(data, name) is expected


@pytest.mark.parametrize(
    ("data", "name", "what", "fix"),
    [
        (b"", "a.txt", "空", "once more"),
        (b"\0\0\0\0", "a.pdf", "空", "once more"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "計画.pdf", "PNG", "recognition"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "計画.jpg", "JPEG", "recognition"),
        (b"{\\rtf1\\ansi", "計画.doc", "RTF", "docx"),
        (b"Rar!\x1a\x07\0", "計画.rar", "RAR", "one by one"),
        (b"\x1f\x8b\x08\0\0", "計画.gz", "gzip", "one by one"),
        (b"!\0-lh5-\0\0", "計画.lzh", "LHA", "one by one"),
        (b"\0\0\0\x18ftypheic\0\0", "計画.heic", "HEIF", "recognition"),
        (make_ole("WordDocument", "1Table"), "計画.doc", "古い Word", "docx"),
        (make_ole("PowerPoint Document"), "計画.ppt", "PowerPoint", "PDF"),
        (make_ole("EncryptionInfo", "EncryptedPackage"), "計画.docx", "パスワード", "password"),
        (make_ole("DocumentText"), "計画.jtd", "一太郎", "PDF"),
        (make_ole("Other"), "計画.bin", "OLE", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "計画.doc", "OLE", "docx"),
        (make_zip({"計画.txt": "x"}), "計画.zip", "zip 書庫", "one by one"),
        (make_zip({"[Content_Types].xml": 'ContentType="application/vnd.openxmlformats-'
                   'officedocument.presentationml.presentation.main+xml"'}), "a.pptx",
         "PowerPoint", "PDF"),
        (make_zip({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "a.odp",
         "OpenDocument", "PDF"),
        (make_docx()[:3000], "計画.docx", "壊れ", "once more"),
        ("事業名\t担当課\n".encode("utf-16"), "事業.csv", "UTF-16", "CSV UTF-8"),
        ("plan of a city\n".encode("utf-16-le"), "plan.txt", "UTF-16-LE", "UTF-8"),
        (b'{"plan": [1, 2]}', "計画.json", "JSON", "CSV"),
        (b"[[1, 2], [3]]", "計画.txt", "JSON", "CSV"),
        (b"<?xml version='1.0'?><feed><entry/></feed>", "a.xml", "XML", "PDF"),
        (b"<feed a='1'><entry/></feed>\n", "a.xml", "XML", "PDF"),
        ("<?xml version='1.0'?><計画/>".encode(), "a.xml", "XML", "PDF"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument/>",
         "a.xml", "Word 2003", "docx"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n", "a.mht",
         "MHTML", "HTML"),
        (bytes(range(256)) * 9, "a.dat", "分からない", "UTF-8"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named_with_what_to_do(
    data: bytes, name: str, what: str, fix: str
) -> None:
    with pytest.raises(SourceError) as raised:
        find_format(data, name)
    error = raised.value
    assert what in error.what
    assert fix in error.fix
    assert " / " in error.fix
    assert error.where.startswith(name)
    assert error.why


def test_a_wrong_ending_is_no_obstacle_but_said() -> None:
    notice = find_wrong_ending(Format.HTML, "事業一覧.xls")
    assert notice is not None
    assert notice.code == "wrong-ending"
    assert ".xls" in notice.ja
    assert "html" in notice.en


@pytest.mark.parametrize(
    ("found", "name"),
    [
        (Format.WORD, "計画.DOCX"),
        (Format.TEXT, "計画"),
        (Format.TEXT, "計画.令和6年版"),
        (Format.EXCEL, "事業.xls"),
        (Format.HTML, "index.php"),
    ],
)
def test_a_right_or_free_ending_is_not_said(found: Format, name: str) -> None:
    assert find_wrong_ending(found, name) is None


def test_every_format_but_text_has_a_reader() -> None:
    assert set(READERS) == set(Format) - {Format.TEXT}


@pytest.mark.parametrize("found", list(READERS))
def test_a_reader_is_loaded_by_its_format(found: Format) -> None:
    reader = get_reader(found)
    assert callable(reader)
    assert reader.__module__ == READERS[found].partition(":")[0]


def test_a_container_that_unpacks_to_much_is_only_looked_into() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", " " * 300_000_000)
        archive.writestr("word/document.xml", "<w/>")
    assert find_format(out.getvalue(), "計画.docx") is Format.WORD


@given(st.binary(max_size=200), st.integers(0, 5_000))
@settings(max_examples=200, deadline=None)
def test_any_damage_to_a_container_is_known_or_refused(damage: bytes, at: int) -> None:
    for data in (DOCX[:at] + damage + DOCX[at + len(damage) :], OLE[:at] + damage, damage):
        told: Format | SourceError
        try:
            told = find_format(data, "計画.docx")
        except SourceError as error:
            told = error
        assert isinstance(told, Format) or " / " in told.what

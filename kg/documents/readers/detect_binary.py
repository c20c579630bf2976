"""What a file that is no text is: containers, older Office files, images, archives."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final, NoReturn

from kg.documents.readers import ole
from kg.documents.readers.word_parts import BROKEN
from kg.errors import SourceError

_AS_PDF: Final = "文字の入った PDF で保存し直してください / save it as a PDF with text"
_AS_DOCX: Final = (
    "Word で開き、「Word 文書 (.docx)」で保存し直してください / save it as .docx in Word"
)
_OCR: Final = (
    "文字のある版(もとの文書や、文字認識した PDF)を使ってください / "
    "use an edition with text: the original, or a PDF after character recognition"
)
_UNPACK: Final = (
    "展開して、中の文書を一つずつ渡してください / unpack it and give its documents one by one"
)
_OPEN_UP: Final = "パスワードを外して保存し直してください / save it without a password"
_UNKNOWN: Final = (
    "Excel、CSV、PDF、HTML、Word(.docx)、UTF-8 のテキストのどれかで保存し直してください / "
    "save it as Excel, CSV, PDF, HTML, Word (.docx) or UTF-8 text"
)
#: The beginnings of files that hold no text to read: what each is, and what to do.
_BEGINNINGS: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"\x89PNG\r\n", "PNG 画像 / a PNG image", _OCR),
    (b"\xff\xd8\xff", "JPEG 画像 / a JPEG image", _OCR),
    (b"GIF8", "GIF 画像 / a GIF image", _OCR),
    (b"II*\0", "TIFF 画像 / a TIFF image", _OCR),
    (b"MM\0*", "TIFF 画像 / a TIFF image", _OCR),
    (b"{\\rtf", "リッチテキスト(RTF) / rich text (RTF)", _AS_DOCX),
    (b"\x60\x0e\x82\x01", "DocuWorks 文書 / a DocuWorks document", _AS_PDF),
    (b"%!PS", "PostScript", _AS_PDF),
    (b"Rar!\x1a\x07", "RAR 書庫 / a RAR archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z 書庫 / a 7z archive", _UNPACK),
    (b"\x1f\x8b", "gzip で縮めたファイル / a gzip file", _UNPACK),
    (b"MSCF", "CAB 書庫 / a CAB archive", _UNPACK),
    (b"SQLite format 3\0", "SQLite データベース / an SQLite database", _UNKNOWN),
)
_MHTML: Final = re.compile(
    rb"\A(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,40}?content-type:\s*multipart/related",
    re.IGNORECASE,
)
#: What the main part of an Office Open XML file says that it is.
_MAIN_TYPES: Final = (
    (b"wordprocessingml.", "word"),
    (b"ms-word.", "word"),
    (b"spreadsheetml.", "excel"),
    (b"ms-excel.", "excel"),
    (b"presentationml.", ""),
    (b"ms-powerpoint.", ""),
)
_MAIN: Final = re.compile(
    rb"ContentType=\"[^\"]*?\.(?:main|macroEnabled\.main)\+xml\"|ms-excel\.\w+\.binary\.[\w.]*main",
    re.IGNORECASE,
)
_TYPES_BYTES: Final = 1_000_000


def refuse(what: str, name: str, why: str, fix: str) -> NoReturn:
    """Raise the SourceError that says what a file is, and what to do."""
    raise SourceError(
        f"読めない形式です: {what} / a format that is not read", where=name, why=why, fix=fix
    )


def find_container(data: bytes, name: str) -> str:
    """The format of a zip container by its parts. Raises SourceError for one that is not read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
        types = _read_part(archive, "[Content_Types].xml")
        kind = _read_part(archive, "mimetype").decode("ascii", "replace")
    except BROKEN as error:
        raise SourceError(
            "ファイルが壊れていて開けません / the file is damaged and cannot be opened",
            where=name,
            why=f"zip: {error}",
            fix="もう一度受け取るか、作ったソフトで保存し直してください / "
            "get it once more, or save it again where it was made",
        ) from error
    if types:
        return _find_office(types, names, name)
    if kind.startswith("application/vnd.oasis.opendocument."):
        found = kind.removeprefix("application/vnd.oasis.opendocument.")
        if found.startswith("spreadsheet"):
            return "excel"
        if found.startswith("text"):
            return "odt"
        refuse(f"OpenDocument ({found})", name, kind, _AS_PDF)
    if kind.startswith("application/epub"):
        refuse("電子書籍(EPUB) / an e-book", name, kind, _AS_PDF)
    refuse("zip 書庫 / a zip archive", name, ", ".join(sorted(names)[:5]), _UNPACK)


def find_old_office(data: bytes, name: str) -> str:
    """The format of an OLE file. Raises SourceError for all but workbooks."""
    streams = ole.find_streams(data)
    if {"EncryptedPackage", "EncryptionInfo"} & streams:
        refuse(
            "パスワードのかかった Office 文書 / an encrypted Office file",
            name,
            "EncryptedPackage",
            _OPEN_UP,
        )
    if "WordDocument" in streams:
        refuse("古い Word 文書(.doc) / an old Word file (.doc)", name, "WordDocument", _AS_DOCX)
    if "PowerPoint Document" in streams:
        refuse("古い PowerPoint(.ppt) / an old presentation (.ppt)", name, "PowerPoint", _AS_PDF)
    if {"Workbook", "Book"} & streams:
        return "excel"
    lower = name.lower()
    if lower.endswith((".jtd", ".jtt", ".jttc", ".jtdc")) or "DocumentText" in streams:
        refuse("一太郎文書 / an Ichitaro document", name, "OLE", _AS_PDF)
    if lower.endswith(".msg"):
        refuse("Outlook のメール / an Outlook message", name, "OLE", _UNKNOWN)
    held = ", ".join(sorted(streams)[:5]) or "目次が読めません / its directory cannot be read"
    refuse("OLE 複合文書 / an OLE compound file", name, held, _UNKNOWN)


def find_binary(data: bytes, name: str) -> None:
    """Raises SourceError for images, archives and other files that are known to hold no text."""
    for beginning, what, fix in _BEGINNINGS:
        if data.startswith(beginning):
            refuse(what, name, f"{beginning!r}", fix)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        refuse("WebP 画像 / a WebP image", name, "RIFF WEBP", _OCR)
    if data[4:8] == b"ftyp":
        kind = data[8:12].decode("ascii", "replace")
        image = kind in ("heic", "heix", "mif1", "avif")
        what = "HEIF 画像 / a HEIF image" if image else "動画・音声 / a film or sound"
        refuse(what, name, kind, _OCR if image else _UNKNOWN)
    if data[:2] == b"BM" and b"\0" in data[6:10]:
        refuse("BMP 画像 / a BMP image", name, "BM", _OCR)
    if re.match(rb"-l[hz][0-9a-z]-", data[2:7]):
        refuse("LHA 書庫 / an LHA archive", name, f"{data[2:7]!r}", _UNPACK)
    if _MHTML.match(data[:8_192]):
        refuse(
            "一つにまとめたウェブページ(MHTML) / a web archive (MHTML)",
            name,
            "multipart/related",
            "ブラウザーで開き、HTML で保存し直してください / "
            "open it in a browser and save it as HTML",
        )


def refuse_unknown(name: str, why: str) -> NoReturn:
    """Raise the SourceError for a file of which nothing is known."""
    refuse("分からない形式 / an unknown format", name, why, _UNKNOWN)


def _read_part(archive: zipfile.ZipFile, part: str) -> bytes:
    """The beginning of a part, empty where there is none."""
    if part not in archive.namelist() or archive.getinfo(part).flag_bits & 1:
        return b""
    with archive.open(part) as stream:
        return stream.read(_TYPES_BYTES)


def _find_office(types: bytes, names: set[str], name: str) -> str:
    main = b" ".join(_MAIN.findall(types))
    for word, found in _MAIN_TYPES:
        if word in main:
            if found:
                return found
            refuse("PowerPoint / a presentation", name, "presentationml", _AS_PDF)
    for part, found in (("word/document.xml", "word"), ("xl/workbook.xml", "excel")):
        if part in names:
            return found
    refuse("Office 文書 / an Office file", name, ", ".join(sorted(names)[:5]), _AS_PDF)

"""Which format a file is in, by its content first and by its name second."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from importlib import import_module
from pathlib import PurePath
from typing import Final

from kg.documents.kept import KeptText, Notice
from kg.documents.readers import ole
from kg.documents.readers.detect_binary import find_binary, find_container, find_old_office
from kg.documents.readers.detect_text import find_markup, find_text
from kg.documents.readers.limits import Limits
from kg.errors import SourceError

Reader = Callable[[bytes, str, Limits], KeptText]


class Format(Enum):
    """What can be read. TEXT is a kept text as it is and has no reader."""

    TEXT = "text"
    DELIMITED = "delimited"
    EXCEL = "excel"
    PDF = "pdf"
    HTML = "html"
    WORD = "word"
    ODT = "odt"
    LAW_XML = "law-xml"


#: The reader of each format, as `module:function`; `read_in_child` takes it so.
READERS: Final[dict[Format, str]] = {
    Format.DELIMITED: "kg.documents.readers.delimited:read_delimited",
    Format.EXCEL: "kg.documents.readers.excel:read_excel",
    Format.PDF: "kg.documents.readers.pdf:read_pdf",
    Format.HTML: "kg.documents.readers.html:read_html",
    Format.WORD: "kg.documents.readers.word:read_word",
    Format.ODT: "kg.documents.readers.odt:read_odt",
    Format.LAW_XML: "kg.documents.readers.law_xml:read_law_xml",
}
#: The endings by which each format goes.
_ENDINGS: Final[dict[Format, frozenset[str]]] = {
    Format.TEXT: frozenset({".txt", ".text", ".md", ""}),
    Format.DELIMITED: frozenset({".csv", ".tsv", ".tab"}),
    Format.EXCEL: frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods"}),
    Format.PDF: frozenset({".pdf"}),
    Format.HTML: frozenset({".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx"}),
    Format.WORD: frozenset({".docx", ".docm", ".dotx", ".dotm"}),
    Format.ODT: frozenset({".odt", ".ott"}),
    Format.LAW_XML: frozenset({".xml"}),
}


def find_format(data: bytes, name: str) -> Format:
    """The format of a file. Raises SourceError that says what it is instead, and what to do."""
    if not data.strip(b"\0 \t\r\n"):
        raise SourceError(
            "空のファイルです / the file is empty",
            where=name,
            why=f"{len(data)} bytes",
            fix="もう一度受け取ってください / get the file once more",
        )
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return Format(find_container(data, name))
    if data.startswith(ole.SIGNATURE):
        return Format(find_old_office(data, name))
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    find_binary(data, name)
    markup = find_markup(data, name)
    if markup is not None:
        return Format(markup)
    find_text(data, name)
    return Format.DELIMITED if _get_ending(name) in _ENDINGS[Format.DELIMITED] else Format.TEXT


def find_wrong_ending(found: Format, name: str) -> Notice | None:
    """What to say where a file's name promises another format than it is in; else None."""
    ending = _get_ending(name)
    promised = next((one for one, endings in _ENDINGS.items() if ending in endings), None)
    if promised in (found, None) or (promised is Format.TEXT and ending == ""):
        return None
    return Notice(
        "wrong-ending",
        name,
        f"名前は {ending} ですが、中身は {found.value} なので、そのように読みました",
        f"named {ending}, but read as {found.value}, which it is",
    )


def get_reader(found: Format) -> Reader:
    """The function that reads a format, loaded with what it needs."""
    module, _, function = READERS[found].partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader


def _get_ending(name: str) -> str:
    return PurePath(name).suffix.lower()

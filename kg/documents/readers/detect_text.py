"""What a file of characters is: a page, a law, other XML, JSON, or text."""

from __future__ import annotations

import json
import re
from typing import Final, NoReturn

from kg.documents.readers.detect_binary import refuse, refuse_unknown
from kg.documents.source import find_undecodable_line
from kg.errors import SourceError, locate

#: How much of a file is looked at.
_AHEAD: Final = 65_536
_WIDE: Final = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
#: What may stand before the root element: a declaration, a style sheet, comments.
_BEFORE: Final = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|\s+)", re.DOTALL)
_DOCTYPE_HTML: Final = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_DOCTYPE: Final = re.compile(r"<!doctype\s+([\w:.-]+)[^\[>]*(?:\[.*?\]\s*)?>\s*", re.I | re.DOTALL)
_ROOT: Final = re.compile(r"<([A-Za-z_][\w.:-]*)(?=[\s/>])")
_PAGE_ROOTS: Final = frozenset(
    {
        *("html", "head", "body", "title", "meta", "table", "div", "p", "h1", "h2", "h3"),
        *("center", "font", "main", "article", "section", "ul", "ol"),
    }
)
#: The root elements of laws as e-Gov gives them, alone or in an answer of its interface.
_LAW_ROOTS: Final = frozenset({"Law", "DataRoot", "law_data_response", "LawFullText"})
_LAW: Final = re.compile(r"<(?:Law|LawBody)[\s>]")
_PAGE_PARTS: Final = re.compile(r"<(?:html|body|table|h[1-6]|div|p)[\s>]", re.IGNORECASE)
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: The share of control characters from which on a file is none of characters.
_MANY: Final = 0.01
#: What is larger is taken for JSON by how it begins.
_WHOLE: Final = 5_000_000
_JSON: Final = re.compile(rb"[\s\xef\xbb\xbf]*(?:\{\s*\"[^\"]*\"\s*:|\[\s*[\[{])")
_PROGRAMS: Final = {
    "Word.Document": "Word 2003 の XML / Word 2003 XML",
    "Excel.Sheet": "Excel 2003 の XML / Excel 2003 XML",
}


def find_markup(data: bytes, name: str) -> str | None:
    """`html` or `law-xml` where the file is one, None where it is no markup.

    Raises SourceError for XML that is something else, saying what.
    """
    text = _read_ahead(data)
    at = 0
    while (match := _BEFORE.match(text, at)) is not None and match.end() > at:
        at = match.end()
    if not text.startswith("<", at):
        return None
    declared = text.lstrip("\ufeff \t\r\n").startswith("<?xml")
    if _DOCTYPE_HTML.match(text, at):
        return "html"
    doctype = _DOCTYPE.match(text, at)
    root = _ROOT.match(text, doctype.end() if doctype else at)
    if root is None and declared:
        _refuse_xml(text, "?", name)
    if root is None:
        return "html" if not declared and _PAGE_PARTS.search(text) else None
    local = root[1].rpartition(":")[2]
    if local.lower() in _PAGE_ROOTS and (not declared or local.lower() == "html"):
        return "html"
    if local in _LAW_ROOTS and (local == "Law" or _LAW.search(text)):
        return "law-xml"
    if declared or _is_closed(data, root[1]):
        _refuse_xml(text, root[1], name)
    return None


def find_text(data: bytes, name: str) -> None:
    """Nothing for text; raises SourceError for JSON, UTF-16, and what has no characters."""
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            _refuse_wide(encoding, name)
    ahead = data[:_AHEAD]
    if ahead.count(b"\0") * 4 > len(ahead):
        even, odd = ahead[::2].count(b"\0"), ahead[1::2].count(b"\0")
        if min(even, odd) * 10 < max(even, odd):
            _refuse_wide("utf-16-le" if odd > even else "utf-16-be", name)
    controls = len(_CONTROLS.findall(ahead))
    if controls > len(ahead) * _MANY or (controls and find_undecodable_line(data) is not None):
        first = _CONTROLS.search(ahead)
        where = first.start() if first else 0
        refuse_unknown(name, f"{controls} control characters, first at byte {where}")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") and _is_json(data):
        refuse(
            "JSON",
            name,
            "JSON の値が一つあります / holds one JSON value",
            "表なら CSV で、文書ならもとの形式で渡してください / "
            "give a table as CSV, a document in its own format",
        )


def _read_ahead(data: bytes) -> str:
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            return data[len(mark) : _AHEAD].decode(encoding, "replace")
    return data[:_AHEAD].decode("utf-8", "replace").lstrip("\ufeff")


def _is_json(data: bytes) -> bool:
    if len(data) > _WHOLE:
        return _JSON.match(data[:_AHEAD]) is not None
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _is_closed(data: bytes, root: str) -> bool:
    """Whether a file ends with the end of its root element, as XML does."""
    return re.search(rf"</{re.escape(root)}\s*>\s*\Z".encode(), data[-1024:]) is not None


def _refuse_wide(encoding: str, name: str) -> None:
    raise SourceError(
        f"{encoding.upper()} の文字です / the text is in {encoding.upper()}",
        where=locate(name, 1),
        why="読むのは UTF-8 です / what is read is UTF-8",
        fix="UTF-8 で保存し直してください(Excel では「CSV UTF-8」) / "
        'save it as UTF-8 (in Excel: "CSV UTF-8")',
    )


def _refuse_xml(text: str, root: str, name: str) -> NoReturn:
    program = next((what for word, what in _PROGRAMS.items() if word in text), None)
    refuse(
        program or "XML",
        name,
        f"<{root}> は、法令標準 XML でも HTML でもありません / neither a law nor a page",
        "作ったソフトで docx か xlsx に保存し直してください / "
        "save it as docx or xlsx where it was made"
        if program
        else "もとの文書を PDF、Word、Excel、CSV、HTML のどれかで渡してください / "
        "give the document as PDF, Word, Excel, CSV or HTML",
    )

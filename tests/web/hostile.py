"""Hostile text: the strings, a graph that holds them, and what an answer must not do with them."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from openpyxl import load_workbook
from werkzeug.test import TestResponse

import web
from kg.documents.folder import DataFolder
from kg.names import ID
from tests.questions.small_graph import CODE, DOCUMENT, quote, write_small_data

STRINGS: Final = [
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<details open ontoggle=alert(1)>",
    "<style>*{display:none}</style>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<iframe srcdoc='<script>1</script>'>",
    '" autofocus onfocus="alert(1)',
    "' style='position:fixed",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "vbscript:x",
    "data:text/html,<b>",
    "//evil.example/",
    "https://evil.example/<script>",
    "{{ 7*7 }}",
    "{% raw %}",
    "${7*7}",
    "#{7*7}",
    "%s%s%n",
    "%(x)s",
    "{0}",
    "\\u003cscript\\u003e",
    "&lt;script&gt;",
    "&#60;b&#62;",
    "</title><script>",
    "</textarea><script>",
    "<!--",
    "]]>",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "\t=1+1",
    "+1+1",
    "-1+1",
    "-1",
    "@SUM(A1)",
    "{=1+1}",
    "\u202eabc\u202c",
    "\u2066a\u2069\u200f",
    "\u200b\u200d\ufeff",
    "\u202e=1+1",
    "\x00",
    "\x1b[31m",
    "a\r\nX-Evil: y",
    "a\nSet-Cookie: x=y",
    "' OR 1=1 --",
    '"; DROP GRAPH <x> ;',
    "} UNION { ?s ?p ?o }",
    "?s ?p ?o",
    "<http://x> <y>",
    "../../etc/passwd",
    "..%2f..%2fetc",
    "%00",
    "%ff%fe",
    "%",
    "%zz",
    "𠮷野家",
    "👩‍👩‍👧",
    "ﷺ" * 20,
    "あ" * 200,
    "a" * 250,
    "[a]",
    "(((((",
    "\\",
    "`",
    "|",
    "^",
    "~",
    "/",
    "//",
    "?",
    "&",
    "#",
    ";",
    "9" * 30,
    "-5",
    "１",
]
#: What RDF can hold: no control characters but those of text.
PLANTED: Final = [text for text in STRINGS if not re.search(r"[\x00-\x08\x0b-\x1f]", text)]
_TEMPLATES: Final = Path(web.__file__).parent / "templates"
_FORMULA: Final = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠]")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")


class _Written(HTMLParser):
    """The elements and attributes that our templates write, whatever their values."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        for path in _TEMPLATES.glob("*.html"):
            text = path.read_text(encoding="utf-8")
            self.feed(re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names.update(name for name, _value in attrs)


WRITTEN: Final = _Written()


class Markup(HTMLParser):
    """The faults of a page: an element, an attribute or a link that no template of ours writes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in WRITTEN.tags:
            self.faults.append(f"<{tag}>")
        if tag == "script" and values.get("type") != "application/ld+json":
            self.check_script(values)
        for name, value in attrs:
            if name.startswith("on") or name == "style" or name not in WRITTEN.names:
                self.faults.append(f"<{tag} {name}>")
            if name in ("href", "src", "action", "formaction") and not is_safe(value or ""):
                self.faults.append(f"<{tag} {name}={value!r}>")

    def check_script(self, values: dict[str, str | None]) -> None:
        if not (values.get("src") or "").startswith("/static/"):
            self.faults.append(f"<script {values}>")

    def handle_data(self, data: str) -> None:
        self.text += data


def is_safe(address: str) -> bool:
    """Whether an address stays here, or is one of the web that a person chose to follow."""
    return bool(re.match(r"/(?!/)|#|https?://[^\s]+$|\?", address)) or address == ""


def check(html: str) -> None:
    """Nothing on a page that no template of ours writes."""
    assert Markup(html).faults == []


def check_answer(response: TestResponse, place: str) -> None:
    """No answer runs, leads or pretends to anything that a stranger typed."""
    for name, value in response.headers.items():
        assert "\n" not in value, place
        assert "\r" not in value, place
        assert name not in ("X-Evil", "Set-Cookie"), place
    if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
        assert Markup(response.text).faults == [], place
    elif response.mimetype == "text/csv":
        check_csv(response.data, place)
    elif (response.mimetype or "").endswith("spreadsheetml.sheet"):
        check_workbook(response.data, place)
    elif response.mimetype in ("application/json", "application/problem+json"):
        json.loads(response.text)


def check_csv(data: bytes, place: str) -> list[list[str]]:
    """The rows of a CSV file that a spreadsheet opens as it is, none of its cells a formula."""
    text = data.decode("utf-8")
    assert text.startswith("\ufeff"), place
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\r\n").writerows(rows)
    assert again.getvalue() == text[1:], place
    for cell in (cell for row in rows for cell in row):
        assert not _FORMULA.match(cell) or _NUMBER.fullmatch(cell), (place, cell)
    return rows


def check_workbook(data: bytes, place: str) -> list[list[str]]:
    """The rows of a workbook's first sheet, none of its cells a formula or a link."""
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", (place, cell.value)
            assert cell.hyperlink is None, (place, cell.value)
    first = book.worksheets[0]
    return [["" if cell is None else str(cell) for cell in row] for row in first.values]


def write_hostile_data(root: Path) -> DataFolder:
    """The small data folder with every string as the name of things of every kind."""
    folder = write_small_data(root)
    proof = f"prov:wasDerivedFrom {quote('終わり')}"
    told = []
    for number, text in enumerate(PLANTED):
        name = json.dumps(text, ensure_ascii=False)
        own = f"{ID}{CODE}"
        told.append(
            f"<{own}/project/h{number}> a mpo:Project ; skos:prefLabel {name}@ja ; "
            f"skos:altLabel {name} ; dct:description {name}@ja ; {proof} ; "
            f"mpo:responsibleBody <{own}/body/h{number}> .\n"
            f"<{own}/body/h{number}> a mpo:Body ; skos:prefLabel {name}@ja ; {proof} .\n"
            f"<{own}/instrument/h{number}> a mpo:Instrument ; skos:prefLabel {name}@ja ; "
            f"dct:creator <{own}/body/h{number}> ; {proof} .\n"
            f"<{own}/service/h{number}> a mpo:Service ; skos:prefLabel {name}@ja ; {proof} .\n"
            f"<{DOCUMENT}/event/9{number}> a mpo:Event ; skos:prefLabel {name}@ja ; "
            f"dct:description {name}@ja ; mpo:of <{own}/body/h{number}> ; {proof} .\n"
            f"<{DOCUMENT}/indicator/h{number}> a skos:Concept ; skos:prefLabel {name}@ja .\n"
            f"<{DOCUMENT}/statistic/9{number}> a mpo:Statistic ; "
            f"mpo:indicator <{DOCUMENT}/indicator/h{number}> ; "
            f"mpo:printedValue {name} ; mpo:unit {name}@ja ; "
            f"mpo:about <{own}/project/h{number}> ; {proof} .\n"
            f"<{DOCUMENT}/listing/9{number}> a mpo:Listing ; dct:isPartOf <{DOCUMENT}> ; "
            f"mpo:lists <{own}/project/h{number}> ; mpo:under <{DOCUMENT}/node/1> ; "
            f"mpo:position 9{number} ; mpo:printedName {name} ; mpo:isReappearance true ; "
            f"dct:description {name}@ja ; {proof} .\n"
            f"<{own}/project/h{number}> rdfs:seeAlso <javascript:alert({number})> .\n"
        )
    with (folder.ttl / "curated.ttl").open("a", encoding="utf-8") as file:
        file.write("\n".join(told))
    return folder

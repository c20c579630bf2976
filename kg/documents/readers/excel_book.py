"""What all sheets of an .xlsx workbook share: their list, shared strings and number formats."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from kg.documents.readers.excel_formats import BUILT_IN
from kg.documents.readers.excel_found import Found, refuse_cell
from kg.documents.readers.excel_package import Package, refuse_broken
from kg.documents.readers.sheet import refuse_size

Attributes = Mapping[str, str]

#: _x000D_ and the like: characters that XML cannot hold (ECMA-376, 22.9.2.19).
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
TRUE: Final = ("1", "true")
_ROOT: Final = "xl/workbook.xml"


@dataclass(frozen=True)
class SheetEntry:
    """A sheet by its name, the id of its part, and whether it is shown."""

    name: str
    link: str
    state: str


@dataclass
class Book:
    """The list of sheets, and where the parts of the workbook lie."""

    package: Package
    sheets: list[SheetEntry] = field(default_factory=list)
    targets: dict[str, tuple[str, str]] = field(default_factory=dict)
    since_1904: bool = False

    def __post_init__(self) -> None:
        self.root = _ROOT
        for kind, target in read_links(self.package, "").values():
            if kind == "officeDocument":
                self.root = target
        self.targets = read_links(self.package, self.root)
        self.package.parse(self.root, self._start)

    def find(self, kind: str) -> str | None:
        """The part of a kind, None where there is none."""
        found = next((target for known, target in self.targets.values() if known == kind), None)
        return found if found is not None and self.package.has(found) else None

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in TRUE
        elif name == "sheet":
            link = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            state = attributes.get("state", "visible")
            self.sheets.append(SheetEntry(attributes.get("name", ""), link, state))


def read_links(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The kind and target of each link of a part inside the file, by its id."""
    folder, name = posixpath.split(part)
    links: dict[str, tuple[str, str]] = {}
    path = posixpath.join(folder, "_rels", f"{name}.rels")

    def start(element: str, attributes: Attributes) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = unquote(attributes.get("Target", ""))
            whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            links[attributes.get("Id", "")] = (kind, whole)

    if package.has(path):
        package.parse(path, start)
    return links


def read_strings(package: Package, book: Book, found: Found) -> list[str]:
    """The shared strings, phonetic guides left out. Raises SourceError past the limits."""
    part = book.find("sharedStrings")
    strings: list[str] = []
    if part is None:
        return strings
    text = Text(found)
    total = 0

    def start(name: str, _: Attributes) -> None:
        if name == "si":
            text.clear()
        text.start(name)

    def end(name: str) -> None:
        nonlocal total
        text.end(name)
        if name == "si":
            strings.append(text.take())
            total += len(strings[-1])
            if len(strings) > found.limits.cells or total > found.limits.characters:
                raise refuse_size(found.name, f"文字 / characters > {found.limits.characters}")

    package.parse(part, start, end, text.add)
    return strings


class Text:
    """The words of a string item: the texts of its runs, not those of its phonetic guides."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._most = found.limits.cell_characters * 8
        self.clear()

    def clear(self) -> None:
        """Begin another item."""
        self._parts: list[str] = []
        self._length = 0
        self._inside = False
        self._phonetic = False

    def start(self, name: str) -> None:
        """An element begins."""
        if name == "t":
            self._inside = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._phonetic = False

    def add(self, words: str) -> None:
        """Characters. Raises SourceError past the limits."""
        if self._inside:
            self._parts.append(words)
            self._length += len(words)
            if self._length > self._most:
                raise refuse_cell(self._found.name, self._found.limits)

    def take(self) -> str:
        """The words of the item, which ends."""
        words = "".join(self._parts)
        if "_x" in words:
            words = parse_escapes(words)
        self.clear()
        return words


def read_formats(package: Package, book: Book) -> list[str]:
    """The number format of each cell style."""
    part = book.find("styles")
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside
        if name == "numFmt":
            codes.setdefault(int(attributes["numFmtId"]), attributes.get("formatCode", ""))
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            styles.append(int(attributes.get("numFmtId", "0")))

    def end(name: str) -> None:
        nonlocal inside
        if name == "cellXfs":
            inside = False

    if part is None:
        return []
    try:
        package.parse(part, start, end)
    except KeyError as error:
        raise refuse_broken(package.name, f"{part}: {error}") from error
    return [codes.get(style, BUILT_IN.get(style, "")) for style in styles]


def parse_escapes(words: str) -> str:
    """A text with its escaped characters read."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), words) if "_x" in words else words

"""Tables that are an outline: cells of headings, texts and marked items, no project columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.documents.blocks import Block
from kg.documents.source import SourceText
from kg.layouts.pattern import LONGEST
from kg.layouts.proposal.families import find_patterns
from kg.layouts.proposal.naming import find_listed_word
from kg.layouts.proposal.numbering import Family, Numbered, parse_numbered
from kg.layouts.proposal.words import load_words
from kg.layouts.prose import ends_sentence
from kg.layouts.standing import HEADING
from kg.records import Span
from kg.text.fold import fold_key
from kg.text.items import clean

_ITEM = re.compile(r"(?:(?<=\s)|(?<=>)|\A)([○●■◆◇□◎▼▲★☆])(?=\s*\S)")


#: In how many rows at the least a sign must stand in a column to mean something of its own there.
_FEW_ROWS = 3


@dataclass
class CellLevel:
    """A level whose headings stand in cells: their patterns, or the words before a first item."""

    column: int
    lines: list[int]
    titles: set[str]
    patterns: list[str]
    word: str
    header: str
    structure: str


@dataclass
class CellItems:
    """The items behind one sign: what they make, how many, an example.

    `column` is the header of the column where they do, "" where they do in all.
    """

    mark: str
    makes: str
    count: int
    line: int
    example: str
    column: str = ""


@dataclass
class Outlines:
    """What the cells of outline tables hold."""

    levels: list[CellLevel] = field(default_factory=list)
    items: list[CellItems] = field(default_factory=list)


def find_outlines(
    tables: Sequence[Sequence[int]], blocks: Sequence[Block], source: SourceText
) -> Outlines:
    """The headings and items in the cells of tables that have no columns of projects."""
    return _Reader(blocks, source).run(tables)


class _Reader:
    def __init__(self, blocks: Sequence[Block], source: SourceText) -> None:
        self.blocks, self.source = blocks, source
        self.families: dict[Family, list[tuple[int, int, Numbered, str]]] = defaultdict(list)
        self.items: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        self.leads: list[tuple[int, int, str, str, str]] = []

    def run(self, tables: Sequence[Sequence[int]]) -> Outlines:
        for table in tables:
            header = self._find_header(table)
            for at in table[1:] if header else table:
                for column, cell in enumerate(self.blocks[at].cells):
                    if cell is not None:
                        word = header[column] if header and column < len(header) else ""
                        self._read_cell(at, column, cell, word)
        return self._settle()

    def _find_header(self, table: Sequence[int]) -> list[str]:
        """The words of a first row that only names columns."""
        texts = [
            clean(self.source.quote(cell)) if cell else "" for cell in self.blocks[table[0]].cells
        ]
        filled = [text for text in texts if text]
        plain = all(
            len(fold_key(text)) <= HEADING
            and not ends_sentence(text)
            and not _ITEM.search(text)
            and parse_numbered(text) is None
            for text in filled
        )
        return texts if plain and len(table) > 1 else []

    def _read_cell(self, at: int, column: int, cell: Span, header: str) -> None:
        text = self.source.quote(cell)
        marks = list(_ITEM.finditer(text))
        lead = text[: marks[0].start()] if marks else text
        for mark, after in zip(marks, [*marks[1:], None], strict=False):
            end = after.start() if after is not None else len(text)
            self.items[mark[1]].append((at, header, clean(text[mark.end() : end])))
        lead = lead.strip()
        if not lead or len(lead) > LONGEST or ends_sentence(lead):
            return
        numbered = parse_numbered(lead)
        if numbered is not None and numbered.title:
            self.families[numbered.family].append((at, column, numbered, header))
        elif marks and len(fold_key(lead)) <= HEADING:
            self.leads.append((at, column, lead, header, marks[0][1]))

    def _settle(self) -> Outlines:
        found = Outlines()
        for family, members in sorted(self.families.items()):
            if len(members) < 2 and not self.items:
                continue
            prints = [numbered for _, _, numbered, _ in members]
            found.levels.append(
                CellLevel(
                    _commonest([column for _, column, _, _ in members]),
                    [at for at, _, _, _ in members],
                    {numbered.key for numbered in prints},
                    find_patterns(family, prints),
                    family.word,
                    members[0][3],
                    family.structure,
                )
            )
        for mark, entries in sorted(self.items.items()):
            found.items += self._settle_items(mark, entries)
        makes = {item.mark: item.makes for item in found.items}
        listed = [lead for lead in self.leads if makes[lead[4]] == "listing"]
        if listed:
            found.levels.append(
                CellLevel(
                    _commonest([column for _, column, _, _, _ in listed]),
                    [at for at, _, _, _, _ in listed],
                    {fold_key(lead) for _, _, lead, _, _ in listed},
                    [],
                    "",
                    listed[0][3],
                    "",
                )
            )
        found.levels.sort(key=lambda level: (level.column, level.lines[0]))
        return found

    def _settle_items(self, mark: str, entries: Sequence[tuple[int, str, str]]) -> list[CellItems]:
        """What one sign makes: told apart by column where the columns differ in it."""
        columns: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for entry in entries:
            columns[entry[1]].append(entry)
        makes = {header: self._find_makes(own) for header, own in columns.items()}
        # A row that is shifted by a cell makes no column of its own.
        rare = any(len({at for at, _, _ in own}) < _FEW_ROWS for own in columns.values())
        if len(set(makes.values())) == 1 or rare or not all(columns):
            columns = {"": list(entries)}
            makes = {"": self._find_makes(entries)}
        return [
            CellItems(
                mark,
                makes[header],
                len(own),
                self.blocks[own[0][0]].line,
                own[0][2][:40],
                header,
            )
            for header, own in columns.items()
        ]

    def _find_makes(self, entries: Sequence[tuple[int, str, str]]) -> str:
        """What the items behind a sign are, by the header of their column, else by their text."""
        words = load_words()
        headers = {fold_key(header) for _, header, _ in entries if header}
        if any(word in header for header in headers for word in words.opinions):
            return "opinion"
        if any(word in header for header in headers for word in (*words.cases, "事業", "取組")):
            return "listing"
        sentences = sum(ends_sentence(text) for _, _, text in entries)
        return "opinion" if sentences * 2 > len(entries) else "node"


def is_outline(table: Sequence[int], blocks: Sequence[Block], source: SourceText) -> bool:
    """Whether a table that could be one of projects is an outline: its header asks for opinions,
    and the cells below it hold marked ones.
    """
    cells = blocks[table[0]].cells
    words = [fold_key(source.quote(cell)) if cell else "" for cell in cells]
    asked = [at for at, word in enumerate(words) if any(w in word for w in load_words().opinions)]
    for at in asked:
        below = [blocks[row].cells[at] for row in table[1:] if at < len(blocks[row].cells)]
        filled = [cell for cell in below if cell is not None]
        marked = sum(bool(_ITEM.match(source.quote(cell).lstrip())) for cell in filled)
        if filled and marked * 2 > len(filled):
            return True
    return False


def name_cell_level(level: CellLevel) -> str | None:
    """What a level in cells is called: by its word, or by the header of its column."""
    bare = re.sub(r"(?:番号|コード|No)\Z", "", level.word)
    if bare and bare != "第":
        return bare
    first = re.split(r"(?:と|及び|および|、|・)(?=[^\s]{2})", level.header, maxsplit=1)[0]
    if level.header and (name := find_listed_word(level.header)) is not None and level.patterns:
        return name
    if first and len(fold_key(first)) <= 12:
        return first.strip()
    return load_words().theme if level.structure.startswith("R") else None


def _commonest(values: Sequence[int]) -> int:
    return max(set(values), key=lambda value: (values.count(value), -value))

"""Tables: which rows are headers, and what each column holds, by its word or by its cells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.documents.blocks import Block, BlockKind
from kg.documents.source import SourceText
from kg.layouts.indicators import are_indicators
from kg.layouts.layout import Layout
from kg.layouts.naming import find_body_kind
from kg.layouts.proposal.grouping import choose_group, is_grouping, names_groups
from kg.layouts.proposal.words import load_words
from kg.layouts.prose import ends_sentence
from kg.layouts.tables import ERA, read_words
from kg.records import Span
from kg.text.dates import parse_year_header
from kg.text.fold import fold_key
from kg.text.items import clean

#: The longest word that heads a column, in folded characters.
_LONGEST = 24
#: How many rows of a column are looked at, and how much of a cell.
_LOOKED = 200
_CELL = 400
_STATES = {"新規", "継続", "拡充", "充実", "廃止", "完了", "見直し", "改善", "統合", "縮小", "強化"}
_SIGNS = {"○", "0", "o", "O", "●", "◎", "-", "レ", "✓", "有"}
#: The share of the cells of a column of bodies that name bodies alone.
_BODIES = 0.6
#: What stands in a sentence, and in no list of names: a full stop inside, or を.
_SAID = re.compile(r"。(?!\Z)|を")
#: What a cell may say of its row, too.
_SAID_OF_ROWS = ("new", "expanded", "reappearance")
_NUMBER = re.compile(r"(?:No\.?)?[\dIVXA-Z]{1,4}(?:[-.()]{1,2}\d{1,3}\)?){0,3}")


@dataclass(frozen=True)
class ColumnReading:
    """What a header word was taken for. `how` is vocabulary, word, cells, year or nothing."""

    word: str
    role: str
    how: str
    count: int
    line: int
    example: str


@dataclass
class Columns:
    """The columns of a document: words to add by role, and what each header word was taken for."""

    added: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    readings: list[ColumnReading] = field(default_factory=list)
    projects: list[list[int]] = field(default_factory=list)
    others: list[list[int]] = field(default_factory=list)
    #: Those of the others that list figures of their own, by their first blocks.
    figures: set[int] = field(default_factory=set)


def find_tables(blocks: Sequence[Block]) -> list[list[int]]:
    """The blocks of each table: rows without a blank line or other text between them."""
    tables: list[list[int]] = []
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.ROW:
            continue
        if tables and tables[-1][-1] == at - 1 and block.gap == 0:
            tables[-1].append(at)
        else:
            tables.append([at])
    return tables


def find_columns(
    blocks: Sequence[Block], source: SourceText, vocabulary: Layout, era: str | None
) -> Columns:
    """What the columns of all tables hold, and which tables list projects."""
    return _Reader(blocks, source, vocabulary, era).run()


def find_word_role(word: str, vocabulary: Layout, era: str | None) -> tuple[str, str]:
    """The role of a header word and how it is known, "" where it is not."""
    known = vocabulary.find_column(word)
    if known is not None:
        return known, "vocabulary"
    if parse_year_header(word, era) is not None:
        return "period", "year"
    key = fold_key(word)
    bare = re.sub(r"\([^()]*\)|[・/、]", "", key)
    if len(key) > _LONGEST:
        return "", ""
    for part, role in load_words().columns:
        if part in key or part in bare:
            return role, "word"
    if bare.endswith(("名", "名称")) and not bare.endswith(("人名", "氏名", "課名", "局名")):
        return "name", "word"
    return "", ""


class _Reader:
    def __init__(
        self, blocks: Sequence[Block], source: SourceText, vocabulary: Layout, era: str | None
    ) -> None:
        self.blocks, self.source, self.vocabulary, self.era = blocks, source, vocabulary, era
        self.columns = Columns()
        self.seen: dict[str, ColumnReading] = {}

    def run(self) -> Columns:
        tables = find_tables(self.blocks)
        heads = Counter(self._row_key(table[0]) for table in tables)
        cells: dict[str, list[str]] = defaultdict(list)
        headed: list[tuple[list[int], list[str]]] = []
        last: list[str] = []
        for table in tables:
            words = self._read_words(table[0])
            repeated = heads[self._row_key(table[0])] > 1
            if self._is_header(words, repeated, len(table)) and not self._is_row(words, last):
                last = words
                rows = table[1:]
                headed.append((table, words))
            elif last and abs(len(self.blocks[table[0]].cells) - len(last)) <= 1:
                rows = table
                headed.append((table, last))
            else:
                self.columns.others.append(table)
                continue
            self._gather(rows, words if last is words else last, cells)
        named: dict[tuple[str, ...], bool] = {}
        for table, words in headed:
            key = tuple(words)
            if key not in named:
                named[key] = self._assign(words, table[0], cells)
            (self.columns.projects if named[key] else self.columns.others).append(table)
            if are_indicators([role for role, _ in self._find_roles(words).values()]):
                self.columns.figures.add(table[0])
        self.columns.readings.sort(key=lambda reading: reading.line)
        return self.columns

    def _row_key(self, at: int) -> str:
        return fold_key(self.blocks[at].text[:200])

    def _quote(self, cell: Span | None) -> str:
        return clean(self.source.quote(cell)[:_CELL]) if cell else ""

    def _read_words(self, at: int) -> list[str]:
        return [self._quote(cell) for cell in self.blocks[at].cells]

    def _is_header(self, words: Sequence[str], repeated: bool, rows: int) -> bool:
        """Whether the first row of a table names its columns: short words, two of them known."""
        filled = [word for word in words if word]
        if len(filled) < 2 or any(
            len(fold_key(word)) > _LONGEST or ends_sentence(word) for word in filled
        ):
            return False
        found = self._find_roles(words)
        roles = [found[word][0] for word in filled]
        known = len([role for role in roles if role])
        years = roles.count("period")
        if years == known and known < len(filled) - 1:
            return False
        if known >= 2 and not set(roles) <= {"", *_SAID_OF_ROWS}:
            return True
        # One word alone may stand in any cell: 新規 is also what a cell says of its row.
        one = next((role for role in roles if role), "")
        said = ("period", *_SAID_OF_ROWS)
        return known == 1 and one not in said and (repeated or rows > 2)

    def _is_row(self, words: Sequence[str], head: Sequence[str]) -> bool:
        """Whether a number stands where the header above has the column of numbers."""
        return any(
            self._find_role(name)[0] == "number" and _NUMBER.fullmatch(fold_key(word))
            for name, word in zip(head, words, strict=False)
        )

    def _find_roles(self, words: Sequence[str]) -> dict[str, tuple[str, str]]:
        """The role of each word of a header and how it is known; years as the row tells them."""
        columns = read_words(words, self.vocabulary, era=self.era)
        return {
            word: ("period", "year") if column.role in ("period", ERA) else self._find_role(word)
            for word, column in zip(words, columns, strict=True)
            if word
        }

    def _find_role(self, word: str) -> tuple[str, str]:
        return find_word_role(word, self.vocabulary, self.era)

    def _gather(
        self, rows: Sequence[int], words: Sequence[str], cells: dict[str, list[str]]
    ) -> None:
        for at in rows:
            row = self.blocks[at].cells
            if sum(cell is not None for cell in row) < 2:
                continue
            for index, word in enumerate(words):
                text = self._quote(row[index]) if index < len(row) else ""
                if word and text and len(cells[fold_key(word)]) < _LOOKED:
                    cells[fold_key(word)].append(text)

    def _assign(self, words: Sequence[str], at: int, cells: dict[str, list[str]]) -> bool:
        """Settle the roles of a header's words; says whether it has a column of projects."""
        found = self._find_roles(words)
        names = [word for word, (role, _) in found.items() if role == "name"]
        exact = [word for word in names if found[word][1] == "vocabulary"]
        keep = _choose_name(exact or names, cells)
        for word in names:
            if word != keep and found[word][1] == "word":
                found[word] = ("", "")
        for word, (role, how) in found.items():
            if role == "body" and _tells(cells[fold_key(word)]):
                found[word] = ("description", how if how == "word" else "cells")
        roles = {role for role, _ in found.values()}
        keep = keep or choose_group(words, [w for w in found if found[w][0] == "group"], cells)
        if keep is not None and found[keep][0] == "group":
            found[keep] = ("name", "cells")
        self._part_names(words, keep, found, cells)
        roles = {role for role, _ in found.values()}
        levels = {
            word
            for word, (role, how) in found.items()
            if how in ("", "word")
            and role not in ("name", "body")
            and names_groups(word, cells)
            and not self._are_bodies(cells[fold_key(word)])
        }
        for word, (role, _) in found.items():
            if role or word in levels:
                continue
            guess = guess_role(cells[fold_key(word)], roles, self.vocabulary)
            if guess and not (guess == "name" and keep):
                found[word] = (guess, "cells")
                keep = word if guess == "name" else keep
                roles.add(guess)
        for word, (role, _) in found.items():
            texts = cells[fold_key(word)]
            if keep is None or not texts:
                continue
            level = word in levels and words.index(word) < words.index(keep)
            if level or (not role and self._groups(word, keep, words, cells)):
                found[word] = ("group", "cells")
            elif not role or (role in ("years", "effort") and _are_signs(texts)):
                # Kept with its header word, which says what it is.
                found[word] = ("remark", "kept")
        for word, (role, how) in found.items():
            self._note(word, role, how, at, cells)
        others = [role for role, _ in found.values() if role not in ("", "name", "remark")]
        return keep is not None and bool(others)

    def _part_names(
        self,
        words: Sequence[str],
        keep: str | None,
        found: dict[str, tuple[str, str]],
        cells: dict[str, list[str]],
    ) -> None:
        """Give other roles to the columns that are called like the one of projects."""
        if keep is None:
            return
        for word, (role, _) in found.items():
            if role != "name" or word == keep:
                continue
            taken = {role for role, _ in found.values()}
            if self._groups(word, keep, words, cells):
                found[word] = ("group", "cells")
            elif "description" not in taken:
                found[word] = ("description", "cells")
            else:
                found[word] = ("remark", "kept")

    def _groups(
        self, word: str, keep: str, words: Sequence[str], cells: dict[str, list[str]]
    ) -> bool:
        texts = cells[fold_key(word)]
        told = _are_signs(texts) or self._are_bodies(texts)
        return not told and is_grouping(word, keep, words, cells)

    def _are_bodies(self, texts: Sequence[str]) -> bool:
        bodies = sum(_names_body(fold_key(text), self.vocabulary) for text in texts)
        return bodies >= _BODIES * len(texts)

    def _note(self, word: str, role: str, how: str, at: int, cells: dict[str, list[str]]) -> None:
        key = fold_key(word)
        if key in self.seen:
            return
        texts = cells[key]
        reading = ColumnReading(
            word, role, how, len(texts), self.blocks[at].line, texts[0] if texts else ""
        )
        self.seen[key] = reading
        self.columns.readings.append(reading)
        if how in ("word", "cells", "kept") and role:
            self.columns.added[role].append(word)


def _are_signs(texts: Sequence[str]) -> bool:
    return sum(fold_key(text) in _SIGNS for text in texts) * 10 >= len(texts) * 7


def _tells(texts: Sequence[str]) -> bool:
    """Whether cells tell something in sentences, and name no bodies alone."""
    return sum("。" in text for text in texts) * 2 > len(texts)


def _choose_name(words: Sequence[str], cells: dict[str, list[str]]) -> str | None:
    """The column of projects among several: the one whose cells are filled most and differ most."""
    return max(
        words,
        key=lambda word: len(set(cells[fold_key(word)])),
        default=None,
    )


def guess_role(texts: Sequence[str], taken: set[str], vocabulary: Layout) -> str:
    """The role that the cells of a column tell, "" where they tell none."""
    if len(texts) < 2:
        return ""
    keys = [fold_key(text) for text in texts]
    share = len(keys)

    def most(count: int, least: float) -> bool:
        return count >= least * share

    if most(sum(key in _STATES for key in keys), 0.7) and "state" not in taken:
        return "state"
    if most(sum(key in _SIGNS for key in keys), 0.7):
        return ""
    if most(sum(bool(_NUMBER.fullmatch(key)) for key in keys), 0.8):
        return "number" if "number" not in taken else ""
    bodies = sum(_names_body(key, vocabulary) for key in keys)
    if most(bodies, _BODIES) and "body" not in taken:
        return "body"
    told = sum("。" in text or ends_sentence(text) or len(text) > 30 for text in keys)
    if most(told, 0.6) and "description" not in taken:
        return "description"
    short = sum(3 < len(key) <= 40 for key in keys)
    if "name" not in taken and most(short, 0.8) and most(len(set(keys)), 0.7) and not told:
        return "name"
    return ""


def _names_body(key: str, vocabulary: Layout) -> bool:
    pieces = [piece for piece in re.split(r"[・、,/\s]|<br>", key) if piece]
    if not pieces or len(key) > 60 or _SAID.search(key):
        return False
    ends = load_words().bodies
    return all(
        find_body_kind(piece, vocabulary.words) is not None or piece.endswith(ends)
        for piece in pieces
    )

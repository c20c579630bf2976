"""Projects told outside tables: which numbered lines open one, and whether names end in bodies."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.documents.blocks import Block
from kg.documents.source import SourceText
from kg.layouts.labelled import find_labelled
from kg.layouts.layout import Layout
from kg.layouts.layout_entries import NUMBER
from kg.layouts.naming import LONGEST_NAME, find_owners, is_labelled, parse_name
from kg.layouts.proposal.columns import Columns
from kg.layouts.proposal.families import find_patterns, measure_counting
from kg.layouts.proposal.lines import TextLine
from kg.layouts.proposal.numbering import Family
from kg.layouts.proposal.openers import find_marked, find_named
from kg.records import Span
from kg.text.brackets import find_groups
from kg.text.fold import fold, fold_key
from kg.text.items import clean
from kg.text.pointers import find_pointer

_OFFICIAL = re.compile(
    r"(?P<open>[【\[(])?\s*(?P<word>No\.?|事業|事業No\.?|事業番号|整理番号|取組番号)\s*[:]?\s*"
    r"(?P<number>\d{1,4}(?!\d)(?:-\d{1,3}){0,2})\s*(?P<close>[】\])])?\s*(?P<sign>[:.、])?"
    r"\s*(?P<title>(?=.*[^\W\d_])\S.{1,150})"
)
#: The share of the lines of a family that must say who runs it, and how many at the least.
_OWNED, _FEW = 0.5, 2
#: The same for official numbers, which say by themselves that they are no heading's.
_COUNTING = 0.6
#: How many lines below an opening one may say who runs it.
_LOOKED = 12
#: The share of names in a table that must end in bodies.
_MOST = 0.6


@dataclass
class EntryLevel:
    """Lines of one form that open projects; `said` counts those that say who runs theirs."""

    patterns: list[str]
    header: str
    lines: list[TextLine]
    said: int


@dataclass
class EntryUse:
    """The entries of a document, and the blocks below them that a label or bracket explains.

    `owned` are cells of tables that end in bodies in brackets, of `names` in all; `behind` is the
    role of their column, "name" or "description".
    """

    levels: list[EntryLevel] = field(default_factory=list)
    below: set[int] = field(default_factory=set)
    owned: list[tuple[int, str]] = field(default_factory=list)
    names: int = 0
    behind: str = "name"

    @property
    def has_owners(self) -> bool:
        """Whether most names or descriptions of tables end in bodies."""
        return len(self.owned) >= _FEW and len(self.owned) >= _MOST * self.names


def find_entries(
    lines: Sequence[TextLine], listed: frozenset[int], vocabulary: Layout, era: str | None
) -> EntryUse:
    """The families of lines that open projects. `listed` are the blocks of contents lists."""
    groups: dict[tuple[str, Family | None], list[int]] = defaultdict(list)
    plain: set[str] = set()
    opening: set[int] = set()
    for place, line in enumerate(lines):
        if line.at in listed or line.in_row:
            continue
        official = _OFFICIAL.fullmatch(fold(line.text.strip()).text)
        if (named := find_named(line, vocabulary)) is not None:
            groups[named, None].append(place)
            plain.add(named)
            opening.add(place)
        elif official is not None and not line.ends:
            groups[_make_template(official), None].append(place)
            opening.add(place)
        elif line.numbered is not None and line.numbered.title and line.part is None:
            groups["", line.numbered.family].append(place)
        elif (marked := find_marked(line, vocabulary)) is not None:
            groups[marked, None].append(place)
            plain.add(marked)
    use = EntryUse()
    # What has no number goes first: the label below it is not the heading's above.
    ordered = sorted(groups.items(), key=lambda pair: (pair[0][0] not in plain, pair[1]))
    for (template, family), places in ordered:
        stops = opening.union(places)
        said = [_is_owned(lines, place, stops, vocabulary, era) for place in places]
        count = sum(said)
        members = [lines[place] for place in places]
        if template in plain:
            differing = len({line.key for line in members}) >= _MOST * len(members)
            if count >= _FEW and count >= _OWNED * len(places) and differing:
                use.levels.append(EntryLevel([template], NUMBER, members, count))
                opening.update(places)
        elif family is None:
            numbers = [_read_numbers(line) for line in members]
            if len(members) < _FEW or (count == 0 and measure_counting(numbers) < _COUNTING):
                continue
            use.levels.append(EntryLevel([template], _name_number(template), members, count))
        elif count >= _FEW and count >= _OWNED * len(places):
            prints = [line.numbered for line in members if line.numbered is not None]
            use.levels.append(EntryLevel(find_patterns(family, prints), NUMBER, members, count))
    if use.levels:
        own = {line.at for level in use.levels for line in level.lines}
        first = min(own)
        for line in lines:
            told = find_labelled(line.text, 0, vocabulary, era) or _is_bracket(line, vocabulary)
            if line.at > first and line.at not in own and told:
                use.below.add(line.at)
    return use


def find_owned(
    columns: Columns, blocks: Sequence[Block], source: SourceText, vocabulary: Layout, use: EntryUse
) -> None:
    """Note which cells of the tables of projects end in bodies, where no column names these: the
    names, or else the descriptions.
    """
    roles = {fold_key(reading.word): reading.role for reading in columns.readings}
    if "body" in roles.values():
        return
    for role in ("name", "description"):
        use.behind, use.owned, use.names = role, [], 0
        for line, cell in _find_cells(columns, blocks, source, roles, role):
            use.names += 1
            text = source.quote(cell)
            if len(text) <= LONGEST_NAME and _ends_in_bodies(text, cell.start, role, vocabulary):
                use.owned.append((line, text))
        if use.has_owners:
            return


def _find_cells(
    columns: Columns,
    blocks: Sequence[Block],
    source: SourceText,
    roles: Mapping[str, str],
    role: str,
) -> Iterator[tuple[int, Span]]:
    """The cells of the first column of a role in each table of projects, with their lines."""
    for table in columns.projects:
        words = [fold_key(clean(source.quote(c))) if c else "" for c in blocks[table[0]].cells]
        at = next((at for at, word in enumerate(words) if roles.get(word) == role), None)
        for row in table[1:] if at is not None else ():
            cell = blocks[row].cells[at] if at is not None and at < len(blocks[row].cells) else None
            if cell is not None:
                yield blocks[row].line, cell


def _ends_in_bodies(text: str, start: int, role: str, vocabulary: Layout) -> bool:
    if role == "name":
        return bool(parse_name(text, start, vocabulary, owned=True).bodies)
    # What has a label is read under any layout.
    return any(
        not is_labelled(text, group, vocabulary) and find_owners(text, group, start, vocabulary)
        for group in find_groups(text)
    )


def _make_template(match: re.Match[str]) -> str:
    number = "-".join("{number}" for _ in match["number"].split("-"))
    close = match["close"] or ""
    sign = match["sign"] or ""
    return f"{match['open'] or ''}{match['word']}<{number}>{close}{sign}{{title}}"


def _name_number(template: str) -> str:
    """What the number is called: No., 事業番号."""
    word = template.partition("<")[0].strip("【[(")
    return f"{word}番号" if word == "事業" else word


def _read_numbers(line: TextLine) -> tuple[int, ...]:
    match = _OFFICIAL.fullmatch(fold(line.text.strip()).text)
    return tuple(int(part) for part in match["number"].split("-")) if match else ()


def _is_owned(
    lines: Sequence[TextLine], place: int, stops: set[int], vocabulary: Layout, era: str | None
) -> bool:
    """Whether a line, or one below it before the next that opens one, says who runs it."""
    parsed = parse_name(lines[place].text, 0, vocabulary, owned=True)
    if parsed.bodies or parsed.reappearance:
        return True
    for at in range(place + 1, min(place + 1 + _LOOKED, len(lines))):
        line = lines[at]
        if at in stops or line.hashes > 0:
            return False
        labels = Counter(one.role for one in find_labelled(line.text, 0, vocabulary, era))
        if not labels and line.numbered and line.is_short:
            return False
        if labels["body"] or _is_bracket(line, vocabulary):
            return True
        if any(find_owners(line.text, group, 0, vocabulary) for group in find_groups(line.text)):
            return True
    return False


def _is_bracket(line: TextLine, vocabulary: Layout) -> bool:
    """Whether a line is bodies or a pointer in brackets and nothing else."""
    found = find_pointer(line.text, 0, vocabulary.words.reappearance)
    rest = line.text if found is None else line.text[: found.start] + line.text[found.end :]
    owned = found is not None
    for group in reversed(list(find_groups(rest))):
        if find_owners(rest, group, 0, vocabulary):
            rest, owned = rest[: group.start] + rest[group.end :], True
    return owned and not rest.strip()

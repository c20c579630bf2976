"""An entry as the judgement reads it: its name taken apart, its text as a key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.links.likeness_words import load_words
from kg.text.eras import ERA_LETTERS, ERA_NAMES, parse_era_year
from kg.text.fold import fold_key
from kg.text.numerals import KANJI, parse_number
from kg.text.variants import fold_variants, fold_variants_of_key

if TYPE_CHECKING:
    from kg.links.likeness import Entry

#: What is longer is cut: no name is that long, and comparing takes length times length.
LONGEST_NAME: Final = 200
LONGEST_TEXT: Final = 400
_OPENING: Final = "([<【〔〈《"
_CLOSING: Final = ")]>】〕〉》"
_NOTE: Final = re.compile(r"[(\[〔【][^()\[\]〔〕【】]{0,80}[)\]〕】]")
_ERA: Final = re.compile(
    rf"(?:{ERA_NAMES}|(?<![a-z])[{ERA_LETTERS.lower()}])(?:元|[0-9]{{1,2}})(?![0-9])"
)
_NUMBER: Final = re.compile(
    rf"[0-9]+(?:\.[0-9]+)?|第{KANJI}{{1,4}}|{KANJI}{{1,4}}(?=[期次年回号丁種級]|カ所|か所)|(?<![a-z])(?:i{{2,3}}|iv|vi{{0,3}}|ix)(?![a-z])"
)
_ROMAN: Final = {"ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_WARD: Final = re.compile(
    r"[\u4e00-\u9fff]{1,4}区(?![民役間分画域])|[\u4e00-\u9fff]{1,4}区(?=役所|民会議)"
)
_JOINS: Final = r"(?<![普波言追])及(?!ば)|並に|又は|(?<![ぁ-ん])[とや](?![ぁ-ん])"
#: 維持・補修 and 維持補修 are one name; 1・2丁目 and 12丁目 are not.
_DOT: Final = re.compile(r"(?<![0-9])・|・(?![0-9])")
_SEPARATOR: Final = re.compile(rf"[・/,+&]|{_JOINS}")
#: 及び joins what ・ has joined before: 移住・定住の促進と関係人口の創出.
_STRONG: Final = re.compile(_JOINS)


@dataclass(frozen=True, slots=True)
class Shape:
    """`folded` is the whole name by `fold_key`; all else is folded by `fold_variants`.

    `base` has no brackets at the end and no ・, `core` none of the generic words either; `pieces`
    are what the generic words parted, in order of the alphabet, `signs` the core's signs in order,
    `all_signs` those of the brackets among them. `printed` is the text as it came.
    """

    folded: str
    folded_base: str
    variant: str
    base: str
    qualifiers: tuple[str, ...]
    core: str
    pieces: str
    signs: str
    all_signs: str
    acts: frozenset[str]
    numbers: frozenset[str]
    wards: frozenset[str]
    parts: tuple[str, ...]
    text: str
    told: str
    printed: str
    where: frozenset[str]
    bodies: frozenset[str]
    municipality: str


def make_shape(entry: Entry) -> Shape:
    """The entry taken apart; hostile lengths are cut, nothing raises."""
    name = _make_name(entry.name[: 4 * LONGEST_NAME])
    text, told = _make_text(entry.text[: 4 * LONGEST_TEXT])
    return Shape(
        *name,
        text,
        told,
        entry.text,
        _make_wards(entry.wards),
        frozenset(map(fold_variants, entry.bodies)),
        entry.municipality,
    )


def _make_wards(wards: frozenset[str]) -> frozenset[str]:
    """Where it is carried out; nothing where that is everywhere, which no ward contradicts."""
    folded = frozenset(map(fold_key, wards))
    return frozenset() if folded & load_words().all_wards else folded


_Name = tuple[
    str, str, str, str, tuple[str, ...], str, str, str, str,
    frozenset[str], frozenset[str], frozenset[str], tuple[str, ...],
]  # fmt: skip


@lru_cache(maxsize=4096)
def _make_name(name: str) -> _Name:
    words = load_words()
    folded = fold_key(name)[:LONGEST_NAME]
    folded_base, qualifiers = split_qualifiers(folded)
    variant = fold_variants_of_key(folded)
    dotted = fold_variants_of_key(folded_base)
    base = _DOT.sub("", dotted)
    pieces = [piece for piece in words.generic.split(dotted) if piece]
    qualifiers = tuple(fold_variants_of_key(part) for part in qualifiers)
    inside = [words.generic.sub("", part) for part in qualifiers]
    return (
        folded,
        folded_base,
        variant,
        base,
        qualifiers,
        "".join(pieces),
        " ".join(sorted(pieces)),
        "".join(sorted("".join(pieces))),
        "".join(sorted("".join([*pieces, *inside]))),
        frozenset(words.same_act.get(act, act) for act in words.acts.findall(dotted)),
        frozenset(find_numbers(dotted)),
        frozenset(find_wards(dotted)),
        tuple(sorted(find_parts(dotted))),
    )


@lru_cache(maxsize=4096)
def _make_text(text: str) -> tuple[str, str]:
    """The text as a key, and what it tells beyond the endings that many texts share."""
    key = fold_variants_of_key(_NOTE.sub("", fold_key(text)))[:LONGEST_TEXT]
    return key, load_words().endings.sub("", key)


def split_qualifiers(folded: str) -> tuple[str, tuple[str, ...]]:
    """The name without what stands in brackets at its end, and the contents in printed order.

    Remarks (仮称) fall away; a name that is all brackets stays whole.
    """
    end, spans = find_brackets(folded)
    rest = folded[:end]
    contents = (folded[start:stop] for start, stop in spans)
    return rest, tuple(content for content in contents if not is_remark(content, rest))


def is_remark(content: str, rest: str) -> bool:
    """Whether a bracket is no part of the name: (仮称), (旧:…), or one that says the very name
    again: (来年度からは…)."""
    return content in load_words().remarks or content.startswith("旧") or rest in content


def find_brackets(folded: str) -> tuple[int, list[tuple[int, int]]]:
    """Where a name ends before the brackets at its end, and where the content of each lies."""
    end, found = len(folded), []
    while end and folded[end - 1] in _CLOSING:
        depth, start = 0, -1
        for index in range(end - 1, -1, -1):
            if folded[index] in _CLOSING:
                depth += 1
            elif folded[index] in _OPENING:
                depth -= 1
                if depth == 0:
                    start = index
                    break
        if start <= 0:
            break
        if end - start > 2:
            found.append((start + 1, end - 1))
        end = start
        while end and folded[end - 1] == "/":
            end -= 1
    return (end, found[::-1]) if end else (len(folded), [])


def find_numbers(base: str) -> Iterator[str]:
    """The numbers of a name, era years as western years: 第二期 and 第2期 give 2."""
    rest = base
    for match in _ERA.finditer(base):
        year = parse_era_year(match[0].upper())
        if year:
            yield str(year)
            rest = rest.replace(match[0], " ", 1)
    for match in _NUMBER.finditer(rest):
        found = match[0].removeprefix("第")
        if found in _ROMAN:
            yield str(_ROMAN[found])
        else:
            number = parse_number(found)
            yield found if number is None else str(number)


def find_wards(text: str) -> Iterator[str]:
    """The wards that a text names; a word before one may be caught with it."""
    others = load_words().no_wards
    for match in _WARD.finditer(text):
        if not match[0].endswith(others):
            yield match[0]


def find_parts(base: str) -> set[str]:
    """The cores of the names that one name joins: 広報・広聴事業 is 広報 and 広聴.

    What stands once for both is given to each: 高齢者・障害者福祉事業 also gives 高齢者福祉.
    """
    if load_words().clause.search(base):
        return set()
    return _cut_parts(_SEPARATOR.split(base)) | _cut_parts(_STRONG.split(base))


def _cut_parts(cut: list[str]) -> set[str]:
    if not 2 <= len(cut) <= 6 or any(len(part) < 2 for part in cut):
        return set()
    generic = load_words().generic
    cores = [generic.sub("", part) for part in cut]
    found = {core for core in cores if len(core) >= 2}
    first, last = cores[0], cores[-1]
    for size in range(1, min(len(last) - 1, 12)):
        found |= {core + last[-size:] for core in cores[:-1] if len(core) >= 2}
    for size in range(1, min(len(first) - 1, 12)):
        found |= {first[:size] + core for core in cores[1:] if len(core) >= 2}
    return found

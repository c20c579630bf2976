"""What the levels of a document are called: by the words it prints, else by general names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.layouts.proposal.candidate import Candidate
from kg.layouts.proposal.contents import Listed, find_level_word
from kg.layouts.proposal.lines import TextLine
from kg.layouts.proposal.words import load_words
from kg.text.fold import fold, fold_key

#: The longest name of a level.
_LONGEST = 20
#: A label: 【…】 or [...] whole, or anything with a colon.
_LABEL = re.compile(
    r"[【\[(〔〈《<](?P<closed>[^】\])〕〉》>]*)[】\])〕〉》>]\s*:?|(?P<open>[^:]*):|[^:]*:.*"
)
_OF = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十])\s*(?:つ|個)?の\s*(?P<word>[^\W\d_]{1,12})\Z")


def name_levels(
    ordered: Sequence[Candidate], listed: Sequence[Listed], lines: Sequence[TextLine]
) -> None:
    """Give every level its name; no two are called the same."""
    words = load_words()
    used: set[str] = set()
    unnamed = 0
    for candidate in ordered:
        name = (
            _find_own_word(candidate)
            or _find_announced(candidate, listed)
            or _find_above(candidate, lines)
            or _find_common_end(candidate)
        )
        if name is None and candidate.clue == "before":
            name = words.topic
        if name is None or name in used:
            name = next(
                (word for word in words.unnamed[unnamed:] if word not in used), f"項目{len(used)}"
            )
            unnamed += 1
        used.add(name)
        candidate.level = name


def _find_own_word(candidate: Candidate) -> str | None:
    """The word that stands before or behind the number: 基本施策, 章, 施策 of 施策番号."""
    word = candidate.word.rpartition("…")[2] or candidate.word
    bare = re.sub(r"(?:番号|コード|No)\Z", "", word)
    return bare if bare and bare != "第" else None


def _find_announced(candidate: Candidate, listed: Sequence[Listed]) -> str | None:
    """What the heading of a contents list calls the headings that it lists."""
    titles = candidate.titles
    for one in listed:
        word = find_level_word(one)
        common = len(titles & one.titles)
        if word and common * 2 >= len(one.titles) and len(word) <= _LONGEST:
            return word
    return None


def _find_above(candidate: Candidate, lines: Sequence[TextLine]) -> str | None:
    """What the line above the first heading says it lists: 4つの…像, …のための方向性."""
    if candidate.clue != "pattern" or len(candidate.lines) < 2:
        return None
    places = {line.at: at for at, line in enumerate(lines)}
    before = [lines[places[line.at] - 1] for line in candidate.lines if places[line.at] > 0]
    above = Counter(name for one in before if (name := _read_name(one)) is not None)
    if above and above.most_common(1)[0][1] > 1:
        return above.most_common(1)[0][0]
    place = places[candidate.first]
    text = ""
    for one in reversed(lines[max(0, place - 3) : place]):
        if not one.is_short or one.in_row or one.numbered is not None:
            break
        text = fold(one.text).text.strip() + text
        if (name := find_listed_word(text)) is not None:
            return name
    return None


def _read_name(line: TextLine) -> str | None:
    """The name that a line above a heading gives to its level; a label, with what it says behind a
    colon or in brackets as labels stand, gives none unless it is a word for levels."""
    text = line.text.strip()
    if not _may_name(line):
        return None
    label = _LABEL.fullmatch(fold(text).text)
    if label is None:
        return text
    word = (label["closed"] or label["open"] or "").strip()
    key = fold_key(word)
    return word if key in load_words().ranks or key in load_words().listed else None


def _may_name(line: TextLine) -> bool:
    return (
        line.is_short
        and line.numbered is None
        and line.part is None
        and not line.mark
        and not line.in_row
        and len(line.key) <= _LONGEST
    )


def find_listed_word(text: str) -> str | None:
    """The word at the end of a heading that names what it lists."""
    if (counted := _OF.search(text)) is not None:
        return counted["word"]
    key = fold_key(text)
    return next((word for word in load_words().listed if key.endswith(word)), None)


def _find_common_end(candidate: Candidate) -> str | None:
    """The level's word in which all titles end, where there are two at least."""
    titles = candidate.titles
    if len(titles) < 2 and "{article}" not in "".join(candidate.patterns):
        return None
    ends = (word for word in load_words().ranks if all(t.endswith(word) for t in titles))
    return max(ends, key=len, default=None)

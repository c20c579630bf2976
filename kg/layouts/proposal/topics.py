"""Unnumbered headings: lines above labels, lines with # or between blank lines, repeated labels."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from kg.layouts.layout import Layout, find_label_end, find_label_start
from kg.layouts.proposal.candidate import Candidate
from kg.layouts.proposal.lines import TextLine
from kg.layouts.proposal.page_heads import find_page_heads
from kg.layouts.proposal.words import load_words
from kg.layouts.prose import LONE, is_caption
from kg.text.fold import fold_key
from kg.text.items import goes_on

#: The parts whose label may follow a heading, as a layout names them.
BEFORE = ("issue", "approach", "description", "tables")
#: The share of groups of labels that must have an unnumbered heading above them.
_SHARE = 0.3
_BRACKETED = re.compile(r"([【《≪〈＜〔［])[^】》≫〉＞〕］]{2,60}([】》≫〉＞〕］])")
#: The longest label that is found by its coming again.
_LABEL = 16
_LONG_LABEL = 40
#: How many headings that only stand alone make a level.
_FEWEST = 3


def find_topics(lines: Sequence[TextLine], taken: frozenset[int]) -> Candidate | None:
    """The unnumbered headings right above a label, None where labels follow other headings.

    `taken` are the blocks of contents lists and of numbered headings.
    """
    groups = 0
    topics: list[TextLine] = []
    in_group = False
    above: TextLine | None = None
    for before, line in pairwise(lines):
        higher, above = above, before
        if line.part not in BEFORE or line.in_row:
            in_group = in_group and line.at not in taken and not _is_heading_like(line)
            continue
        if in_group or before.part in BEFORE:
            continue
        groups += 1
        in_group = True
        adjacent = before.at == line.at - 1 and not before.in_row
        # The last entry of a list is no heading.
        adjacent = adjacent and not (higher and before.mark and higher.mark == before.mark)
        if adjacent and before.at not in taken and _is_heading_like(before):
            topics.append(before)
    if not topics or len(topics) < _SHARE * groups:
        return None
    return Candidate("before", topics, [()] * len(topics))


def _is_heading_like(line: TextLine) -> bool:
    return (
        line.is_short
        and line.part is None
        and not goes_on(line.text)
        and (line.gap > 0 or line.hashes > 0)
    )


def find_hashed(lines: Sequence[TextLine], taken: frozenset[int]) -> list[Candidate]:
    """Headings by the number of # before them, where most of the text stands below such.

    A single one at the very beginning is the title.
    """
    by_depth: dict[int, list[TextLine]] = defaultdict(list)
    for line in lines:
        if line.hashes and line.at not in taken and line.part is None and line.is_short:
            by_depth[line.hashes].append(line)
    first = lines[0].at if lines else 0
    by_depth = {
        depth: members
        for depth, members in by_depth.items()
        if len(members) > 1 or members[0].at != first
    }
    own = {line.at for members in by_depth.values() for line in members}
    if len(own) < 2 or _measure_below(lines, own, taken) < 0.5:
        return []
    return [
        Candidate("heading", members, [()] * len(members), hashes=depth)
        for depth, members in sorted(by_depth.items())
    ]


def _measure_below(lines: Sequence[TextLine], own: set[int], taken: frozenset[int]) -> float:
    """The share of texts and tables whose nearest heading is one of `own`."""
    total = below = 0
    inside = False
    for line in lines:
        if line.at in own:
            inside = True
        elif line.at in taken:
            inside = False
        if line.ends or line.above_row:
            total += 1
            below += inside
    return below / total if total else 0.0


def find_lone(lines: Sequence[TextLine], taken: frozenset[int]) -> list[Candidate]:
    """Headings that only stand alone: those directly above another heading, and the others.

    `taken` are the blocks of all other headings.
    """
    counts = Counter(line.bare for line in lines)
    # What is printed again and again is a label or a running head.
    lone = [
        line
        for line in lines
        if line.at not in taken and stands_alone(line) and counts[line.bare] == 1
    ]
    if len(lone) < _FEWEST:
        return []
    places = {line.at for line in lone} | taken
    upper = [line for line in lone if line.at + 1 in places]
    lower = [line for line in lone if line.at + 1 not in places]
    found: list[Candidate] = []
    if upper and lower:
        found.append(Candidate("upper", upper, [()] * len(upper)))
    rest = lower if upper and lower else lone
    found.append(Candidate("lone", rest, [()] * len(rest)))
    return found


def stands_alone(line: TextLine) -> bool:
    """Whether a line stands alone between blank lines as a heading does."""
    return (
        min(line.gap, line.after) > 0
        and line.is_short
        and len(line.text) <= LONE
        and not line.in_row
        and not line.above_row
        and not line.last
        and not line.mark
        and line.part is None
        and "。" not in line.text
        and not goes_on(line.text)
        and not is_caption(line.text)
        and not _tells_one_thing(line)
    )


def _tells_one_thing(line: TextLine) -> bool:
    """Whether a line is a word and what it is of the heading above: 担当：市民課."""
    head, colon, _ = fold_key(line.text).lstrip("([【").partition(":")
    return bool(colon) and head.startswith(load_words().told)


def find_labels(
    lines: Sequence[TextLine], taken: frozenset[int], vocabulary: Layout
) -> dict[str, list[str]]:
    """Labels that no vocabulary knows: short lines that come again and again above running text.

    By the part that each would open. The heads of pages open none.
    """
    heads_of_pages = find_page_heads(lines)
    places: dict[str, list[tuple[TextLine, TextLine | None]]] = defaultdict(list)
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        if line.is_short and line.part is None and line.at not in taken and not line.in_row:
            places[line.bare].append((line, following))
    label_marks = _find_label_marks(lines, taken)
    found: dict[str, list[str]] = defaultdict(list)
    for key, members in places.items():
        if len(members) < 2 or len(key) > _LONG_LABEL:
            continue
        first = members[0][0]
        if first.key in heads_of_pages and (first is lines[0] or guess_part(key) is None):
            continue
        heads = sum(after is not None and after.at in taken for _, after in members)
        if len(key) > _LABEL and heads * 2 > len(members):
            # Printed above the headings of a level, and too long for its name.
            part: str | None = "tables"
        elif len(key) > _LABEL:
            continue
        else:
            part = _find_part(key, members, members[0][0].mark in label_marks)
        word = Counter(strip_label(line.text) for line, _ in members).most_common(1)[0][0]
        if part is not None and vocabulary.find_part(word) is None:
            found[part].append(word)
    return dict(found)


def _find_part(
    key: str, members: Sequence[tuple[TextLine, TextLine | None]], marked: bool
) -> str | None:
    """The part that a repeated label opens; `marked` says that its sign is one of labels."""
    words = load_words()
    items = sum(after is not None and after.mark != "" for line, after in members)
    if any(word in key for word in (*words.cases, *words.opinions)) and items:
        # What stands below cases and opinions is read by its marks.
        return "tables"
    if sum(line.above_row for line, _ in members) * 2 > len(members):
        return "tables"
    part = guess_part(key)
    if part == "tables":
        return "description" if marked else None
    return part or ("description" if marked else None)


def _find_label_marks(lines: Sequence[TextLine], taken: frozenset[int]) -> set[str]:
    """The signs before labels: most lines that they begin come again elsewhere."""
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        if line.mark and line.is_short and line.at not in taken and not line.in_row:
            texts[line.mark][line.bare] += 1
    return {mark for mark, counts in texts.items() if sum(counts.values()) >= 2 * len(counts) > 0}


def strip_label(text: str) -> str:
    """The words of a label, without the number, bullets and brackets around them."""
    bare = text[find_label_start(text) : find_label_end(text)]
    bare = re.sub(r"\A[(（][^()（）]{1,3}[)）]", "", bare).strip()
    if len(bare) > 2 and bare[0] in "[［【（(〔＜<《" and bare[-1] in "]］】）)〕＞>》":
        bare = bare[1:-1].strip()
    return bare


def guess_part(key: str) -> str | None:
    """The part that the words of a label tell, None where they tell none."""
    if any(word in key for word in ("現状", "課題", "現況", "背景")):
        return "issue"
    if key.endswith(("一覧", "事業", "取組一覧", "主な取組", "実施事業", "関連事業")):
        return "tables"
    if any(word in key for word in ("方向", "方針", "今後", "取組", "取り組み", "進め方", "対応")):
        return "approach"
    if any(
        word in key
        for word in ("概要", "考え方", "目的", "ねらい", "内容", "めざす", "目指す", "説明")
    ):
        return "description"
    return None


def find_bracketed(lines: Sequence[TextLine], taken: frozenset[int]) -> list[Candidate]:
    """Headings that stand whole in brackets of one kind: 【…】, 《…》."""
    groups: dict[str, list[tuple[TextLine, TextLine | None]]] = defaultdict(list)
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        match = _BRACKETED.fullmatch(line.text.strip()) if line.is_short else None
        if match and line.at not in taken and line.part is None and not line.in_row:
            groups[match[1] + match[2]].append((line, following))
    found: list[Candidate] = []
    for brackets, members in sorted(groups.items()):
        own = [line for line, _ in members]
        places = {line.at for line in own}
        bodied = sum(
            line.above_row or (after is not None and after.at not in places)
            for line, after in members
        )
        titles = {line.bare for line in own}
        if len(titles) > 1 and len(titles) * 10 >= len(own) * 7 and bodied * 10 >= len(own) * 6:
            pattern = f"{brackets[0]}{{title}}{brackets[1]}"
            found.append(Candidate("pattern", own, [()] * len(own), patterns=[pattern]))
    return found

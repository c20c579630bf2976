"""Rules whose name is a clause: 個人情報の保護に関する条例."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.named.name_form import QUOTED, Judge
from kg.named.name_page import Candidate, Page
from kg.named.name_words import KANJI, KATAKANA, either, get_list

_TOWARD: Final = "に向けた"
_CLAUSE: Final = re.compile(
    rf"(?P<link>に関する|に係る|{_TOWARD})(?P<end>{either(get_list('clause', 'ends'))})"
    rf"(?![{KANJI}{KATAKANA}]|に関)"
)
_EDGES: Final = re.compile(r".*[、。「」『』() ○●※:]")
#: The last place where another clause ends, but not the する of 推進する as a part of the name.
_CUTS: Final = re.compile(rf".*(?:{either(get_list('clause', 'cuts'))}|する(?!ため))")
_LEADS: Final = re.compile(rf"(?:{either(get_list('clause', 'leads'))}){{1,3}}")
#: How far a clause may reach, and how short it may be.
_LONGEST: Final = 80
_LEAST: Final = {"に関する": 4, "に係る": 4, _TOWARD: 8}


def find_clauses(page: Page, judge: Judge) -> Iterator[Candidate]:
    """The rules of a page that a clause names."""
    text = page.text
    for match in _CLAUSE.finditer(text):
        if match["link"] == _TOWARD and match["end"] not in get_list("clause", "toward"):
            continue
        low = max(0, match.start() - _LONGEST)
        for pattern in (_EDGES, _CUTS, _LEADS):
            found = pattern.match(text, low, match.start())
            low = found.end() if found else low
        clause = text[low : match.start()]
        if len(clause) < _LEAST[match["link"]] or judge.words.is_ending(clause):
            continue
        form = judge.judge(text[low : match.end()], QUOTED)
        if form is not None and form.kind == "instrument":
            yield page.make(low, match.end(), form)

"""Brackets that date a name: a rule（平成20年2月策定）, a council（平成24年9月設置）."""

from __future__ import annotations

import re
from typing import Final

from kg.text.dates import find_dates
from kg.text.fold import fold

#: How something came to be, as a bracket behind its name says.
FOUNDED: Final = re.compile(
    r"策定|制定|締結|設置|設立|発足|施行|公布|開設|開館|開始|創設|改定|改訂|改正|策定予定|設置予定"
)
_BRACKET: Final = re.compile(r"\(([^()]{4,40})\)\s*\Z")


def find_dated_end(text: str) -> int:
    """Where a title ends before a bracket that dates it; the length of the text without one."""
    if len(text) > 300:
        return len(text)
    folded = fold(text)
    bracket = _BRACKET.search(folded.text)
    if bracket is None or not FOUNDED.search(bracket.group(1)) or not find_dates(bracket.group(1)):
        return len(text)
    start = folded.starts[bracket.start()]
    return len(text[:start].rstrip()) or len(text)

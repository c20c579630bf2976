"""How well a piece of text is what a column holds, where no sign parts the cells of a table."""

from __future__ import annotations

import re
from typing import Final

from kg.layouts.layout_words import Words
from kg.layouts.naming import find_body_kind
from kg.layouts.prose import ends_sentence
from kg.layouts.tables import Column
from kg.text.fold import fold_key
from kg.text.items import has_arrow

#: What no piece can be.
FORBIDDEN: Final = -100
#: The longest name of a row and the longest cell that is not told in sentences.
LONGEST: Final = 60
_NUMBER: Final = re.compile(
    r"(?:no\.?|№)?(?:[0-9ivx]{1,4}|[a-z])(?:[-.・][0-9]{1,3}){0,3}[.)]?|[①-⑳]", re.IGNORECASE
)
_BODY: Final = re.compile(
    r"(?:[局部課室係所館署院園]|センター|委員会|学校|公社|機構|協会|協議会)等?\Z"
)
_BODIES: Final = 40
_GOES_ON: Final = ("、", "・", ",", "/")
_SIGN: Final = 6


def judge(column: Column, text: str, words: Words) -> int:
    """How well a text is a cell of a column; below 0 it cannot be one."""
    key = fold_key(text)
    if column.role == "number":
        return 2 if _NUMBER.fullmatch(key) else FORBIDDEN
    if column.role == "name":
        if _NUMBER.fullmatch(key) or len(key) > LONGEST:
            return FORBIDDEN
        return -1 if ends_sentence(text) and "。" in text else 1
    if column.role == "body":
        return 2 if names_body(text, words) else 0 if len(key) <= _SIGN else -1
    if column.role == "description":
        return 1 if ends_sentence(text) or len(key) > 2 * _SIGN else 0
    if column.period is not None or column.role in ("new", "expanded", "state"):
        return 1 if len(key) <= _SIGN or has_arrow(text) else 0
    return 0


def names_body(text: str, words: Words) -> bool:
    """Whether a cell ends as the name of a body does, and is no sentence."""
    key = fold_key(text)
    if len(key) > _BODIES or ends_sentence(text):
        return False
    if key.endswith(_GOES_ON):
        # The names go on in the next line.
        return True
    return find_body_kind(key, words) is not None or _BODY.search(key) is not None

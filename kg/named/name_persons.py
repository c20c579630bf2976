"""Persons before the law, whose name begins with what they are: NPO法人あおば, 株式会社みどり."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.named.name_form import Form
from kg.named.name_page import Candidate, Page
from kg.named.name_words import COMPOUND, HIRAGANA, either, get_list

_KINDS: Final = {key: frozenset(get_list("legal", key)) for key in ("association", "other")}
_NEVER: Final = rf"(?!{either(get_list('legal', 'never'))})"
_INNER: Final = either(get_list("reach", "inner"))
_PLAIN: Final = (
    rf"(?:[{HIRAGANA}]{{2,8}}(?=[{COMPOUND}]))?(?:{_INNER}|[{COMPOUND}]|・(?=[{COMPOUND}])){{2,30}}"
)
_PERSON: Final = re.compile(
    rf"(?P<form>{either(word for words in _KINDS.values() for word in words)})"
    rf"(?: ?[「『](?P<quoted>[^「」『』。]{{2,40}})[」』]| ?{_NEVER}{_PLAIN})"
)


def find_persons(page: Page) -> Iterator[Candidate]:
    """The legal persons that a page names, their form a part of the name."""
    for match in _PERSON.finditer(page.text):
        code = "association" if match["form"] in _KINDS["association"] else "other"
        form = Form("body", code, match["form"], placed=True)
        if match["quoted"]:
            yield page.make(*match.span("quoted"), form, before=match.span("form"))
        else:
            yield page.make(match.start(), match.end(), form)

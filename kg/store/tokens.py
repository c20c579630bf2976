"""The tokens of a SPARQL query (SPARQL 1.1, section 19.8), enough to tell names from strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

_NAME: Final = r"[\w:]|%[0-9A-Fa-f]{2}|\\."
_TOKEN: Final = re.compile(
    r"(?P<blank>\s+|#[^\n\r]*)"
    r'|(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\')'
    r"|(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<node>_:\w(?:[\w.-]*[\w-])?)"
    rf"|(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:{_NAME})(?:(?:{_NAME}|[.-])*(?:{_NAME}|-))?)?)"
    r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<word>[^\W\d_]\w*)"
    r"|(?P<sign>.)",
    re.DOTALL,
)

#: What may stand first behind the prologue.
FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


class Token(NamedTuple):
    """One token: its kind, its text as written, and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


@lru_cache(maxsize=512)
def find_tokens(query: str) -> tuple[Token, ...]:
    """The tokens of a query without blanks and comments."""
    return tuple(
        Token(kind, match.group(), match.start())
        for match in _TOKEN.finditer(query)
        if (kind := match.lastgroup or "") != "blank"
    )


def find_form(tokens: Sequence[Token]) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE, "" for what is no query."""
    for token in tokens:
        if token.is_word("PREFIX", "BASE") or token.kind in ("name", "iri"):
            continue
        return token.text.upper() if token.is_word(*FORMS) else ""
    return ""


def find_missing_prefixes(tokens: Sequence[Token], known: Iterable[str]) -> list[str]:
    """The known prefixes that a query uses and does not declare, in their order."""
    used = {token.text.partition(":")[0] for token in tokens if token.kind == "name"}
    declared = {
        after.text.partition(":")[0]
        for token, after in pairwise(tokens)
        if token.is_word("PREFIX") and after.kind == "name"
    }
    return [prefix for prefix in known if prefix in used - declared]

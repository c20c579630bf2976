"""Lines that open a project without a number: 事業名：…, 【事業名】…, ■事業名：…, ■… ."""

from __future__ import annotations

import re
from typing import Final

from kg.layouts.layout import Layout
from kg.layouts.proposal.lines import TextLine
from kg.text.fold import fold, fold_key

_MARK: Final = r"(?P<mark>[■□●○◎◆◇▶▷▼▽※・*])?\s*"
_COLON: Final = re.compile(
    rf"{_MARK}(?P<word>[^\s:()\[\]【】]{{2,12}}?)\s*(?P<sign>:)\s*(?P<title>\S.*)"
)
_OPENED: Final = re.compile(
    rf"{_MARK}(?P<open>[【\[(〔<])\s*(?P<word>[^:()\[\]【】〔〕<>]{{2,12}}?)\s*(?P<close>[】\])〕>])"
    r"\s*(?P<sign>:)?\s*(?P<title>\S.*)"
)
_BLANK: Final = re.compile(rf"{_MARK}(?P<word>\S{{2,12}})(?P<sign>\s+)(?P<title>\S.*)")
_TEMPLATES: Final = {":": "{colon}", None: ""}


def find_named(line: TextLine, vocabulary: Layout) -> str | None:
    """The pattern of a line that says by the word of the column that it names a project."""
    text = fold(line.text.strip()).text
    for form in (_OPENED, _COLON, _BLANK):
        match = form.fullmatch(text)
        if match is None or vocabulary.find_column(match["word"]) != "name":
            continue
        if vocabulary.find_column(match["title"]) is not None:
            return None
        said = match.groupdict()
        word = f"{said.get('open') or ''}{match['word'].strip()}{said.get('close') or ''}"
        sign = _TEMPLATES.get(said["sign"], "{blank}")
        return f"{said['mark'] or ''}{word}{sign}{{title}}"
    return None


def find_marked(line: TextLine, vocabulary: Layout) -> str | None:
    """The pattern of a short line behind a mark that may name a project."""
    if line.mark in ("", "-") or not line.is_short or line.part is not None:
        return None
    inner = line.text.strip()[1:].strip()
    if line.hashes or not inner or vocabulary.find_column(inner) is not None:
        return None
    if re.match(r"[^:：]{1,24}[:：]", inner) or not re.search(r"[^\W\d_]", fold_key(inner)):
        return None
    return f"{line.mark}{{title}}"

"""The marks by which a name says that it was printed before: （再掲）, ★再掲★, 〔再掲), （再）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.records import Pointer, Span
from kg.text.brackets import find_depths
from kg.text.fold import fold, fold_key

_OPENING, _CLOSING = r"(\[{<【〔〈《〘", r")\]}>】〕〉》〙"
#: A bracket of any kind with one of any kind: damage and haste mix them, 〔再掲).
_GROUP = re.compile(rf"[{_OPENING}](?P<inner>[^{_OPENING}{_CLOSING}]*)[{_CLOSING}]")
_SIGN = "[※*★☆◆◇■□●○◎▲△▼▽#]"
_PARTLY = "(?:一部|部分)(?:を|は|が|の)?"
#: What stands before a word in a sentence or a legend, and before no mark: □は再掲, ★：再掲.
_SAID = r"[はがをにでもとのや、,・:=かて\s]"
_JOINED = r"(?:.*[・、,/※*])?"
#: No name of what was printed before: （再掲 一部）, （再掲 3件を除く）.
_NO_NAME = re.compile(
    r".*(?:[を分](?:除|含)|除く|含む|参照|。).*|(?:[0-9]|P\.?[0-9]|一部|あり|なし|有|無).*"
    r"|新規|継続|拡充|充実"
)
#: The longest name that a mark tells.
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Again:
    """A mark in brackets, `start` and `end` relative to its text, brackets included; `partly` where
    only a part was printed before. `pointer` tells the name that it was printed under."""

    start: int
    end: int
    partly: bool = False
    pointer: Pointer | None = None


@dataclass(frozen=True)
class _Forms:
    """What the words for 再掲 look like: in brackets, short ones there, with a name behind them,
    and at the ends of a name without brackets."""

    inside: re.Pattern[str]
    short: re.Pattern[str]
    named: re.Pattern[str]
    loose: tuple[re.Pattern[str], ...]


def find_enclosed(printed: str, offset: int, marks: tuple[str, ...]) -> Iterator[Again]:
    """The marks in brackets of a text that starts at `offset` of its document."""
    forms = _compile(marks)
    folded = fold(printed)
    for match in _GROUP.finditer(folded.text):
        start, end = folded.origin(match.start(), match.end())
        content = _strip_signs(re.sub(r"\s", "", match["inner"]))
        inside = forms.inside.fullmatch(content)
        named = forms.named.fullmatch(match["inner"])
        if named is not None and not _NO_NAME.fullmatch(named["name"]):
            first, last = folded.origin(match.start("inner"), match.end("inner"))
            text = printed[first:last]
            begin = offset + first + len(text) - len(text.lstrip())
            text = text.strip()
            pointer = Pointer(text, (), None, Span(begin, begin + len(text)))
            yield Again(start, end, pointer=pointer)
        elif inside is not None:
            yield Again(start, end, partly=bool(inside["before"] or inside["behind"]))
        elif forms.short.fullmatch(content or match["inner"]) and _is_apart(folded.text, match):
            yield Again(start, end)


def strip_loose(name: str, marks: tuple[str, ...]) -> tuple[str, bool, bool]:
    """A name without the marks that stand at its ends; whether it had any, whether partly."""
    forms = _compile(marks)
    found = partly = False
    again = True
    while again:
        again = False
        for form in forms.loose:
            folded = fold(name)
            match = form.search(folded.text)
            if match is None or find_depths(folded.text)[match.start("mark")] > 0:
                continue
            start, end = folded.origin(match.start(), match.end())
            again = found = True
            partly = partly or bool(match["partly"])
            name = (name[:start] + name[end:]).strip()
    return name, found, partly


def says_again(text: str, marks: tuple[str, ...]) -> bool:
    """Whether a text says 再掲 and nothing more, in brackets or not."""
    if len(text) > _LONGEST_NAME:
        return False
    forms = _compile(marks)
    key = fold_key(text)
    bare = re.sub(rf"\A[{_OPENING}]+|[{_CLOSING}]+\Z", "", key)
    content = _strip_signs(bare)
    enclosed = bare != key and forms.short.fullmatch(bare) is not None
    return enclosed or content in marks or key in marks


def parse_named_pointer(printed: str, marks: tuple[str, ...]) -> str | None:
    """The name that a pointer tells, None where it tells numbers or a page."""
    match = _compile(marks).named.fullmatch(fold(printed).text)
    return match["name"] if match and not _NO_NAME.fullmatch(match["name"]) else None


def _strip_signs(text: str) -> str:
    return re.sub(rf"\A{_SIGN}+|{_SIGN}+\Z", "", text)


def _is_apart(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket ends a name, or leads it with a blank behind: （再）就職支援 is a name."""
    rest = _GROUP.sub("", text[match.end() :])
    leads = not text[: match.start()].strip() and text[match.end() :][:1].isspace()
    return not rest.strip() or leads


@lru_cache(maxsize=16)
def _compile(marks: tuple[str, ...]) -> _Forms:
    bare = [re.sub(rf"\A[{_OPENING}]+|[{_CLOSING}]+\Z", "", mark) for mark in marks]
    free = [mark for mark, inner in zip(marks, bare, strict=True) if mark == inner]
    words = [mark for mark in free if re.search(r"\w", mark)]
    any_word, long = _join(words), _join([word for word in words if len(word) > 1])
    sign = _join([mark for mark in free if mark not in words])
    inside = (
        rf"(?!.*除[くき])(?:{_JOINED}(?P<before>{_PARTLY})?{long}(?:分|事業)?(?P<behind>[・:、,]?一部(?:のみ)?)?"
        rf"|{_JOINED}{long}[:・、,/0-9].*|[^・、,/]{{1,30}}(?:の|より|から){long})"
    )
    named = (
        rf"\s*(?:{_SIGN}\s*)*{long}(?:[\s:]+|(?=[「『]))[「『]?"
        rf"(?P<name>[^\s「」『』][^「」『』]{{1,{_LONGEST_NAME}}}?)[」』]?\s*"
    )
    part, part_of = rf"(?P<partly>{_PARTLY})?", rf"(?P<partly>{_PARTLY})"
    signs, opened, closed = rf"(?:{_SIGN}\s*)*", rf"[{_OPENING}]", rf"[{_CLOSING}]"
    behind = rf"\s*{closed}?\s*{signs}\Z"
    attached = rf"(?<=[\w{_CLOSING}」』])(?<!{_SAID})"
    loose = (
        rf"\A\s*{signs}{part}(?P<mark>{any_word})(?:[\s:・]|{_SIGN})+",
        rf"\A\s*{opened}?\s*{part}(?P<mark>{long})\s*{closed}\s*",
        rf"\A\s*(?P<partly>(?!))?(?P<mark>{sign})\s*",
        rf"(?:\s+|{_SIGN}\s*){signs}{opened}?\s*{part}(?P<mark>{any_word}){behind}",
        rf"{opened}\s*{part}(?P<mark>{any_word})\s*\Z",
        rf"{attached}{part_of}(?P<mark>{long}){behind}",
        rf"{attached}(?<!一部)(?<!部分)(?P<partly>(?!))?(?P<mark>{long}){behind}",
        rf"\s*(?P<partly>(?!))?(?P<mark>{sign})\s*\Z",
    )
    short = rf"{_JOINED}{_join([*bare, *words])}"
    return _Forms(
        re.compile(inside),
        re.compile(short),
        re.compile(named),
        tuple(re.compile(form) for form in loose),
    )


def _join(words: Sequence[str]) -> str:
    """One of the words, blanks between their letters or none; nothing where there are none."""
    spaced = [r"\s*".join(map(re.escape, word)) for word in words]
    return f"(?:{'|'.join(spaced)})" if spaced else "(?!)"

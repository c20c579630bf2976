"""Labelled lines below an entry: 担当課：…, 【対象】…, 令和6年度 目標：80人, read like columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.layouts.layout import Layout
from kg.records import ListingRecord, Note, Period, Span, Value
from kg.text.brackets import find_groups
from kg.text.dates import parse_year_header
from kg.text.fold import fold, fold_key
from kg.text.items import goes_on

#: Columns that are no label of a line: their words open entries and nodes.
_NO_LABELS = ("name", "group", "reappearance")
#: The longest label.
_LABEL = 24
_LEAD = r"[\s・■□●○◎◆◇▶▷▼▽※*-]*"
_OPENED = re.compile(
    rf"{_LEAD}[【〔［\[＜<（(]\s*(?P<label>[^】〕］\]＞>：:（()）]{{1,{_LABEL}}}?)\s*[】〕］\]＞>）)]\s*[：:]?\s*"
)
_COLON = re.compile(rf"{_LEAD}(?P<label>[^：:]{{1,{_LABEL}}}?)\s*[：:]\s*")
_BLANK = re.compile(rf"{_LEAD}(?P<label>\S{{2,12}})[\s　]+(?=\S)")
_ALONE = re.compile(rf"{_LEAD}(?P<label>[^\s。、]{{1,{_LABEL}}})")
_YEAR = r"(?:(?:令和|平成|[RH])\s*(?:[0-9]{1,2}|元)|(?:19|20)[0-9]{2})\s*(?:年度?)?(?:\([^()]*\))?"
_DATED = re.compile(rf"(?P<year>{_YEAR})(?:末)?\s*の?\s*(?P<word>[^\d\s].*)")
_DATED_BEHIND = re.compile(rf"(?P<word>[^\d()]*[^\d\s()])\s+(?P<year>{_YEAR})(?:末)?")
#: The most years that a range may name.
_YEARS = 30


@dataclass(frozen=True)
class Labelled:
    """A labelled stretch: the role and header of its column, its year, and where its value is.

    `value` is None where the label stands alone.
    """

    role: str
    header: str
    period: Period | None
    whole: Span
    value: Span | None


def find_labelled(text: str, offset: int, layout: Layout, era: str | None) -> list[Labelled]:
    """The labelled stretches of a line that starts at `offset`; none where no label leads it."""
    if alone := _find_alone(text, offset, layout, era):
        return [alone]
    starts: list[tuple[int, int, str, str, Period | None]] = []
    for match in _find_candidates(text):
        if starts and match.start() < starts[-1][1]:
            continue
        if not starts and match.start() > 0:
            return []
        header = match["label"].strip()
        role, period = find_role(header, layout, era)
        if role:
            starts.append((match.start(), match.end(), role, header, period))
    if not starts:
        return []
    found: list[Labelled] = []
    ends = [start for start, *_ in starts[1:]] + [len(text)]
    for (start, at, role, header, period), end in zip(starts, ends, strict=True):
        inner = text[at:end].strip()
        begin = at + text[at:end].index(inner)
        value = Span(offset + begin, offset + begin + len(inner)) if inner else None
        stop = begin + len(inner) if inner else len(text[:end].rstrip())
        lead = re.match(r"\s*", text[start:end])
        start += lead.end() if lead else 0
        found.append(Labelled(role, header, period, Span(offset + start, offset + stop), value))
    return found


def _find_alone(text: str, offset: int, layout: Layout, era: str | None) -> Labelled | None:
    """The label that a line is and nothing else."""
    match = _ALONE.fullmatch(text.rstrip())
    role, period = find_role(match["label"], layout, era) if match else ("", None)
    if match is None or not role or role == "period":
        return None
    start = offset + len(text) - len(text.lstrip())
    whole = Span(start, offset + match.end())
    return Labelled(role, match["label"], period, whole, None)


def find_figure(label: Labelled, year: Labelled, layout: Layout) -> Labelled:
    """What the line of a year says below a label of figures: 目標値, then 令和8年度：200人."""
    said = [layout.find_column(group.content) for group in find_groups(year.header)]
    role = "actual" if {"current", "actual"} & set(said) else label.role
    return replace(year, role=role, header=f"{label.header} {year.header}")


def _find_candidates(text: str) -> Iterator[re.Match[str]]:
    """Where labels may stand: at the beginning, and behind blanks in the line."""
    for at in (0, *(match.end() for match in re.finditer(r"(?<=\S)\s+", text))):
        forms = (_OPENED, _COLON, _BLANK) if at == 0 else (_OPENED, _COLON)
        for form in forms:
            if (match := form.match(text, at)) is not None:
                yield match


def find_role(label: str, layout: Layout, era: str | None) -> tuple[str, Period | None]:
    """The role of a label and the year that stands with its word, "" where it is none.

    A year alone is the role "period".
    """
    if (period := parse_year_header(label, era)) is not None and not label.strip().isdecimal():
        return "period", period
    groups = [group.content for group in find_groups(label)]
    bare = re.sub(r"\([^()]*\)", "", fold(label).text).strip()
    if groups and (period := parse_year_header(bare, era)) is not None and not bare.isdecimal():
        return "period", period
    period = parse_year_header(groups[0], era) if len(groups) == 1 else None
    role = layout.find_column(label)
    if role is None:
        text = fold(label).text.strip()
        match = _DATED.fullmatch(text) or _DATED_BEHIND.fullmatch(text)
        if match is None:
            return "", None
        role, period = layout.find_column(match["word"]), _read_year(match["year"], era)
        if period is None:
            return "", None
    return ("", None) if role is None or role in _NO_LABELS else (role, period)


def _read_year(text: str, era: str | None) -> Period | None:
    key = fold_key(text)
    return parse_year_header(key, era) or parse_year_header(key.removesuffix("年") + "年度", era)


def parse_years(text: str, era: str | None) -> list[Period]:
    """The fiscal years that a text lists: R6～R8, 令和6～8年度, 2024年度、2025年度; else none."""
    periods: list[Period] = []
    for piece in re.split("[、,・]", fold(" ".join(text.split())).text):
        ends = re.fullmatch(r"(?P<first>.*?)(?P<sign>\s*(?:~|から)\s*(?P<last>.*))?", piece)
        assert ends is not None, "the pattern matches anything in one line"
        first, sign, last = (ends["first"].strip(), ends["sign"], (ends["last"] or "").strip())
        start = _read_year(_complete(first), era)
        if start is None:
            return []
        if not sign or not last:
            periods.append(Period(start.year, start.open_ended or bool(sign)))
            continue
        before = re.match("令和|平成|[RH]", fold_key(first))
        end = _read_year(_complete(last), before.group() if before else era)
        if end is None and last.removesuffix("年度").isdecimal() and before is not None:
            end = _read_year(before.group() + last, era)
        if end is None or not start.year <= end.year < start.year + _YEARS:
            return []
        periods += [Period(year) for year in range(start.year, end.year + 1)]
    return list(dict.fromkeys(periods))


def _complete(text: str) -> str:
    """The year with 度, which a range says once."""
    return re.sub(r"(?<=\d)年\Z", "年度", text.removesuffix("まで").strip())


def add_told(listing: ListingRecord, role: str, value: Value) -> ListingRecord:
    """The row with one more text of a role."""
    if role == "current":
        return replace(listing, current_state=_join(listing.current_state, value))
    if role == "effort":
        return replace(listing, effort=_join(listing.effort, value))
    return replace(listing, descriptions=(*listing.descriptions, value))


def _join(before: Value | None, value: Value) -> Value:
    if before is None:
        return value
    return Value(f"{before.text} {value.text}", (*before.spans, *value.spans))


def add_note(notes: tuple[Note, ...], one: Labelled, value: Value) -> tuple[Note, ...]:
    """The notes with one more; what goes on from the line above is one note with it."""
    last = notes[-1] if notes else None
    if last is not None and last.header == one.header and goes_on(last.value.text):
        joined = Value(last.value.text + value.text, (*last.value.spans, *value.spans))
        return (*notes[:-1], replace(last, value=joined))
    return (*notes, Note(one.role, one.header, one.period, value))

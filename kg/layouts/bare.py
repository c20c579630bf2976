"""A line of text without the bodies and the pointer that stand in brackets at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.documents.source import SourceText
from kg.layouts.layout import Layout
from kg.layouts.naming import find_owners
from kg.records import BodyMention, Pointer, Span
from kg.text.brackets import find_groups
from kg.text.pointers import find_pointer


@dataclass(frozen=True)
class Bare:
    """A text without the brackets behind it: the stretches left, and what the brackets say."""

    spans: tuple[Span, ...]
    bodies: tuple[BodyMention, ...]
    pointer: Pointer | None


def strip_brackets(span: Span, source: SourceText, layout: Layout) -> Bare:
    """A line without the bodies and the pointer in brackets at its end."""
    text = source.quote(span)
    cuts: list[tuple[int, int]] = []
    bodies: list[BodyMention] = []
    found = find_pointer(text, span.start, layout.words.reappearance)
    if found is not None and not text[found.end :].strip(" 　。．)）】"):
        cuts.append((found.start, found.end))
    else:
        found = None
    shown = text if found is None else text[: found.start]
    for group in find_groups(shown):
        if owners := find_owners(shown, group, span.start, layout):
            bodies += owners
            cuts.append((group.start, group.end))
    spans: list[Span] = []
    at = 0
    for start, end in [*sorted(cuts), (len(text), len(text))]:
        before = source.strip(span.start + at, span.start + start) if at < start else None
        spans += [before] if before is not None else []
        at = end
    kept = [one for one in spans if spans[0] is one or re.search(r"\w|。", source.quote(one))]
    return Bare(tuple(kept), tuple(bodies), found.pointer if found else None)

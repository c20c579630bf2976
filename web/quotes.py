"""The lines of a document around what proves a fact, with the proving words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import Flask

from kg.questions.evidence import Evidence
from kg.questions.place import Place
from kg.questions.reading import Named
from kg.questions.statistic import group_statistics, part_series
from web.site import get_site

_BLANKS: Final = re.compile(r"\s+")
_AROUND: Final = 60
_LONGEST: Final = 240


@dataclass(frozen=True)
class Quote:
    """A line, or the lines that one proof takes up: pieces plain, proving, plain, proving, plain.

    Of a source outside there are no pieces.
    """

    evidence: Evidence
    pieces: tuple[str, ...]


@dataclass(frozen=True)
class PlaceRow:
    """A line that names a thing, and the rows, nodes and articles whose text it is."""

    quote: Quote
    subjects: tuple[Named, ...]


def set_up_quotes(app: Flask) -> None:
    """Give every template the filters that quote."""
    app.jinja_env.filters["quotes"] = make_quotes
    app.jinja_env.filters["by_document"] = group_places
    app.jinja_env.filters["by_line"] = narrow_to_lines
    app.jinja_env.filters["parted"] = lambda found: part_series(group_statistics(found))


def make_quotes(evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
    """The proofs as quoted lines; proofs on the same lines are one quote with several marks."""
    lines: dict[tuple[object, ...], list[Evidence]] = {}
    for one in evidence:
        outside = one.iri if one.document is None else None
        lines.setdefault((one.document, one.first_line, one.last_line, outside), []).append(one)
    return tuple(Quote(own[0], _cut(own)) for own in lines.values())


def narrow_to_lines(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Of proofs on the same lines the first: a second link would have the same words."""
    kept: dict[tuple[object, ...], Evidence] = {}
    for one in evidence:
        outside = one.iri if one.document is None else None
        kept.setdefault((one.document, one.first_line, one.last_line, outside), one)
    return tuple(kept.values())


def group_places(places: Iterable[Place]) -> tuple[tuple[Named, tuple[PlaceRow, ...]], ...]:
    """The places by document; those on the same lines are one row."""
    documents: dict[Named, dict[tuple[int | None, int | None], list[Place]]] = {}
    for place in places:
        one = place.evidence
        if one.document is not None:
            rows = documents.setdefault(Named(one.document, one.title), {})
            rows.setdefault((one.first_line, one.last_line), []).append(place)
    return tuple(
        (
            document,
            tuple(
                PlaceRow(
                    make_quotes(place.evidence for place in own)[0],
                    tuple(dict.fromkeys(one for place in own for one in place.subjects)),
                )
                for own in rows.values()
            ),
        )
        for document, rows in documents.items()
    )


def _cut(proofs: list[Evidence]) -> tuple[str, ...]:
    """The text of the proofs' lines around them, cut at both ends."""
    one = proofs[0]
    if one.document is None:
        return ()
    source = get_site().get_source(one.document)
    if source is None or one.first_line is None or one.last_line is None:
        return ("", _fold(" … ".join(proof.quote or "" for proof in proofs)), "")
    first, last = source.lines[one.first_line - 1].start, source.lines[one.last_line - 1].end
    spans = _join_spans((proof.start or 0, proof.end or 0) for proof in proofs)
    begin = max(first, spans[0][0] - _AROUND)
    end = min(last, spans[-1][1] + _AROUND)
    pieces: list[str] = []
    at = begin
    for start, stop in spans:
        pieces += [_fold(source.text[at:start]), _shorten(source.text[start:stop])]
        at = stop
    pieces.append(_fold(source.text[at:end]))
    pieces[0] = ("…" if begin > first else "") + pieces[0].lstrip()
    pieces[-1] = pieces[-1].rstrip() + ("…" if end < last else "")
    return tuple(pieces)


def _join_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches in their order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(stop, joined[-1][1])
        else:
            joined.append((start, stop))
    return joined


def _fold(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _shorten(text: str) -> str:
    folded = _fold(text)
    if len(folded) <= _LONGEST:
        return folded
    return f"{folded[: _LONGEST // 2]} … {folded[-_LONGEST // 2 :]}"

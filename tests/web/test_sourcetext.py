"""A text in pieces is the text, and each piece knows the shortest passage around it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.documents.source import parse_source
from kg.questions.passage import Mark
from kg.records import Span, Usage
from kg.store.terms import Iri
from web.sourcetext import find_numbers, make_lines

TEXT = "一行目の文\n\n二つ目\t表の 行\n終わり"
SOURCE = parse_source(TEXT.encode(), "text")
STRETCHES = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).map(
    lambda pair: Span(min(pair[0], pair[1] - 1), max(pair[1], pair[0] + 1))
)


def make_mark(span: Span) -> Mark:
    iri = Iri(f"x/{span.start}-{span.end}")
    return Mark(iri, span.start, span.end, iri, iri, "")


@given(spans=st.lists(STRETCHES, max_size=6), highlight=st.none() | STRETCHES)
def test_the_pieces_of_the_lines_are_the_text(spans: list[Span], highlight: Span | None) -> None:
    marks = [make_mark(span) for span in spans]
    lines = make_lines(SOURCE, marks, (), highlight)
    assert "\n".join("".join(piece.text for piece in line.pieces) for line in lines) == TEXT
    offset = 0
    anchors = 0
    for line, plain in zip(lines, SOURCE.lines, strict=True):
        offset = plain.start
        for piece in line.pieces:
            around = [span for span in spans if span.start <= offset < span.end]
            shortest = min((span.end - span.start for span in around), default=None)
            held = piece.mark
            assert (held.end - held.start if held else None) == shortest
            inside = highlight is not None and highlight.start <= offset < highlight.end
            assert piece.highlighted == inside
            anchors += piece.anchor
            offset += len(piece.text)
    assert anchors == (
        highlight is not None and any(char != "\n" for char in SOURCE.quote(highlight))
    )


@given(spans=st.lists(STRETCHES, max_size=6), highlight=STRETCHES, around=st.integers(0, 3))
def test_some_lines_are_made_like_all(spans: list[Span], highlight: Span, around: int) -> None:
    marks = [make_mark(span) for span in spans]
    numbers = find_numbers(SOURCE, highlight, around)
    whole = make_lines(SOURCE, marks, (), highlight)
    assert (
        make_lines(SOURCE, marks, (), highlight, numbers)
        == whole[numbers.start - 1 : numbers.stop - 1]
    )


def test_what_was_left_out_says_why() -> None:
    usage = Usage(Span(0, 2), "table-header", "")
    first = make_lines(SOURCE, [], [usage])[0].pieces
    assert [(piece.text, piece.ignored) for piece in first] == [
        ("一行", "table-header"),
        ("目の文", None),
    ]

"""A thing that was found, as a page shows it: what it is, where it was met, what proves that."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.questions.evidence import Evidence
from kg.questions.match import make_key
from kg.questions.reading import Named
from kg.questions.search.columns import NONE, Columns, Lists, Texts
from kg.questions.search.found import Rank, Role
from kg.questions.search.typed import Word, find_places
from kg.questions.snippet import Snippet, find_spans, make_pieces, mark_pieces
from kg.questions.vocabulary import Word as Term
from kg.questions.vocabulary import get_word
from kg.store.terms import Iri

#: So many stretches are shown for one hit.
MOST: Final = 12


@dataclass(frozen=True)
class Hit:
    """A thing found. `context` is its municipality and the document that it stands in, if one.

    `pieces` are the label with its hits. `evidence` proves what was met: the text of the snippet,
    else the thing itself.
    """

    iri: Iri
    label: str
    kind: Term
    rank: Rank
    context: tuple[Named, ...]
    snippet: Snippet | None
    pieces: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class _Field:
    role: Role
    property: str
    text: str
    source: int
    words: int


class Shown:
    """Reads things from the columns of an index."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._texts = Texts(columns)
        self._homes = Lists(columns, "homes_of")
        self._proofs = Lists(columns, "proofs_of")

    def get_iri(self, thing: int) -> Iri:
        """The IRI of a thing."""
        return Iri(self._text("thing_iri", thing))

    def get_label(self, thing: int) -> str:
        """What a thing is called."""
        return self._text("thing_label", thing)

    def get_kind(self, thing: int) -> Iri:
        """The class of a thing."""
        return Iri(self._text("kinds", int(self._columns["thing_kind"][thing])))

    def find_thing(self, iri: str) -> int | None:
        """The number of a thing, None for what is none of the index."""
        things = range(len(self._columns["thing_iri"]))
        place = bisect_left(things, iri, key=self.get_iri)
        return place if place in things and self.get_iri(place) == iri else None

    def make_hit(self, thing: int, rank: Rank, words: Sequence[Word]) -> Hit:
        """The thing with its best text for the words."""
        label = self.get_label(thing)
        field = self._choose(thing, words)
        snippet = None
        evidence = self._prove(thing, label if words else "", words)
        told = rank <= Rank.LABEL and field is not None and field.role in (Role.LABEL, Role.NUMBER)
        if field is not None and not told:
            number = field.role == Role.NUMBER
            evidence = self._prove(field.source, field.text, words)
            pieces = make_pieces(field.text, words, number=number)
            snippet = Snippet(get_word(field.property), pieces, evidence)
        return Hit(
            self.get_iri(thing),
            label,
            get_word(self.get_kind(thing)),
            rank,
            tuple(
                Named(self.get_iri(home), self.get_label(home))
                for home in map(int, self._homes.get(thing))
            ),
            snippet,
            mark_pieces(label, words) if words else (label,),
            evidence,
        )

    def _choose(self, thing: int, words: Sequence[Word]) -> _Field | None:
        """The text that holds most of the words, one that is no name before one that is."""
        if not words:
            return None
        fields = (self._read(number, words) for number in self._find_fields(thing))
        held = [field for field in fields if field.words]
        return min(held, key=_place_field, default=None)

    def _find_fields(self, thing: int) -> range:
        starts = self._columns["fields_of"]
        return range(int(starts[thing]), int(starts[thing + 1]))

    def _read(self, number: int, words: Sequence[Word]) -> _Field:
        role = Role(int(self._columns["field_role"][number]))
        start = int(self._columns["field_start"][number])
        codes = self._columns["codes"][start : start + int(self._columns["field_size"][number])]
        key = codes.tobytes().decode("utf-32-be", "surrogatepass")
        numbered = role == Role.NUMBER
        return _Field(
            role,
            self._text("field_property", number),
            self._text("field_text", number),
            int(self._columns["field_source"][number]),
            sum(bool(find_places(key, word, number=numbered)) for word in words),
        )

    def _prove(self, source: int, text: str, words: Sequence[Word]) -> tuple[Evidence, ...]:
        """The stretches that prove a text, those alone that hold what was met where some do."""
        found = [self._read_proof(proof) for proof in map(int, self._proofs.get(source))]
        met = {make_key(text[start:end]) for start, end in find_spans(text, words)}
        held = [
            one for one in found if met and any(word in make_key(one.quote or "") for word in met)
        ]
        return tuple((held or found)[:MOST])

    def _read_proof(self, proof: int) -> Evidence:
        def text(name: str) -> str | None:
            return self._texts.find(int(self._columns[f"proof_{name}"][proof]))

        def number(name: str) -> int | None:
            value = int(self._columns[f"proof_{name}"][proof])
            return None if value == NONE else value

        document = text("document")
        return Evidence(
            iri=Iri(text("iri") or ""),
            title=text("title") or "",
            document=None if document is None else Iri(document),
            quote=text("quote"),
            start=number("start"),
            end=number("end"),
            first_line=number("first_line"),
            last_line=number("last_line"),
            page=text("page"),
            address=text("address"),
            seen=text("seen"),
        )

    def _text(self, name: str, number: int) -> str:
        return self._texts.get(int(self._columns[name][number]))


def _place_field(field: _Field) -> tuple[object, ...]:
    return (
        -field.words,
        field.role == Role.LABEL,
        field.role == Role.NUMBER,
        field.property,
        field.source,
        field.text,
    )

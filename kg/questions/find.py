"""Search: everything whose names or texts hold what was typed, ranked, with the place of the hit.

A query without blanks finds exactly what a substring search finds over all texts, both sides
folded (NFKC, no blanks, no case). A query with blanks finds what holds all of its words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from kg.names import ID, MPO, PREFIXES, make_municipality
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import sort_kinds
from kg.questions.label import find_made_labels
from kg.questions.match import make_key
from kg.questions.query import get_query
from kg.questions.reading import Named, collect, get_iri, make_short, read_iri, read_text
from kg.questions.snippet import Snippet, make_pieces
from kg.questions.vocabulary import Word, get_word
from kg.store.store import Store
from kg.store.terms import Iri
from kg.text.fold import fold

_SEPARATOR: Final = "\x00"
_SHORT: Final = 40
_LABELS: Final = (PREFIXES["skos"] + "prefLabel", PREFIXES["dct"] + "title")
_NAMES: Final = (PREFIXES["skos"] + "altLabel", PREFIXES["skos"] + "notation", MPO + "printedName")


class Rank(IntEnum):
    """How well a thing meets a query, the best first."""

    EXACT = 0
    PREFIX = 1
    LABEL = 2
    NAME = 3
    TEXT = 4


@dataclass(frozen=True)
class Hit:
    """A thing found. `context` is its municipality and the document that it stands in, if one."""

    iri: Iri
    label: str
    kind: Word
    rank: Rank
    context: tuple[Named, ...]
    snippet: Snippet | None


@dataclass(frozen=True)
class SearchAnswer:
    """The hits of one page; `total` counts all of the chosen kind, `kinds` all by their kind."""

    query: str
    kind: Iri | None
    total: int
    kinds: tuple[tuple[Word, int], ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class _Field:
    thing: Iri
    property: Iri
    text: str
    key: str
    source: Iri


class SearchIndex:
    """All texts of a store, folded once. Make one per store and keep it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._proofs = Proofs(store)
        kinds: dict[Iri, set[Iri]] = defaultdict(set)
        for row in store.select(get_query("find-kinds")).rows:
            kinds[get_iri(row, "thing")].add(get_iri(row, "kind"))
        self._kinds = {
            thing: sort_kinds(found)[0] for thing, found in kinds.items() if _is_ours(thing, found)
        }
        fields = {
            _Field(
                get_iri(row, "thing"),
                get_iri(row, "property"),
                text,
                make_key(text),
                get_iri(row, "source"),
            )
            for row in store.select(get_query("find-texts")).rows
            if get_iri(row, "thing") in self._kinds and (text := read_text(row, "text"))
        }
        self._fields = sorted(
            fields, key=lambda one: (one.thing, one.property, one.source, one.text)
        )
        self._by_thing: dict[Iri, list[_Field]] = defaultdict(list)
        self._starts: list[int] = []
        size = 0
        for field in self._fields:
            self._by_thing[field.thing].append(field)
            self._starts.append(size)
            size += len(field.key) + 1
        self._all = _SEPARATOR.join(field.key for field in self._fields)
        self._labels = {
            field.thing: field.text for field in self._fields if field.property in _LABELS
        }
        #: What is told by what it says: a figure by its value, an event by its date.
        self._made = {thing: label for thing, (_, label) in find_made_labels(store).items()}

    def search(
        self, query: str, kind: Iri | None = None, *, offset: int = 0, limit: int = 20
    ) -> SearchAnswer:
        """The hits from `offset` on. An empty query finds everything."""
        words = [key for word in fold(query).text.split() if (key := make_key(word))]
        found = self._find(words)
        whole = "".join(words)

        def order(pair: tuple[Rank, Iri]) -> tuple[object, ...]:
            rank, thing = pair
            label = self.get_label(thing)
            return rank, _place(self._kinds[thing]), len(label), label, thing

        ranked = sorted(((self._rank(thing, whole, words), thing) for thing in found), key=order)
        counts = Counter(self._kinds[thing] for _, thing in ranked)
        chosen = [pair for pair in ranked if kind is None or self._kinds[pair[1]] == kind]
        return SearchAnswer(
            query,
            kind,
            len(chosen),
            tuple((get_word(one), counts[one]) for one in sorted(counts, key=_place)),
            tuple(
                self._show(thing, rank, words) for rank, thing in chosen[offset : offset + limit]
            ),
        )

    def get_label(self, thing: Iri) -> str:
        """The label of a thing of the index; of one without, the beginning of its text."""
        if thing in self._made:
            return self._made[thing]
        fields = self._by_thing.get(thing)
        if thing not in self._labels and fields:
            text = fields[0].text
            return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
        return self._labels.get(thing) or make_short(thing)

    def find_kinds(self) -> frozenset[str]:
        """The short names of all kinds of things that can be found."""
        return frozenset(make_short(kind) for kind in self._kinds.values())

    def find_labels(self) -> dict[str, Iri]:
        """The folded labels, each with a thing that bears it."""
        return {make_key(label): thing for thing, label in self._labels.items()}

    def _find(self, words: list[str]) -> set[Iri]:
        if not words:
            return set(self._by_thing)
        found: set[Iri] | None = None
        for word in words:
            things: set[Iri] = set()
            at = -1 if _SEPARATOR in word else self._all.find(word)
            while at >= 0:
                place = bisect_right(self._starts, at) - 1
                things.add(self._fields[place].thing)
                if place + 1 == len(self._starts):
                    break
                at = self._all.find(word, self._starts[place + 1])
            found = things if found is None else found & things
        return found or set()

    def _rank(self, thing: Iri, whole: str, words: list[str]) -> Rank:
        rank = Rank.TEXT
        for field in self._by_thing[thing]:
            is_label = field.property in _LABELS
            if not is_label and field.property not in _NAMES:
                continue
            if field.key == whole:
                return Rank.EXACT
            if is_label and field.key.startswith(whole):
                rank = min(rank, Rank.PREFIX)
            elif all(word in field.key for word in words):
                rank = min(rank, Rank.LABEL if is_label else Rank.NAME)
        return rank

    def _show(self, thing: Iri, rank: Rank, words: list[str]) -> Hit:
        fields = self._by_thing[thing]
        held = [field for field in fields if words and any(word in field.key for word in words)]
        held.sort(
            key=lambda field: (
                -sum(word in field.key for word in words),
                field.property in _LABELS,
                field.property == _NAMES[1],
                field.property,
                field.source,
            )
        )
        snippet = None
        if held and (rank > Rank.LABEL or held[0].property not in _LABELS):
            field = held[0]
            snippet = Snippet(
                get_word(field.property), make_pieces(field.text, words), self._prove(field.source)
            )
        return Hit(
            thing,
            self.get_label(thing),
            get_word(self._kinds[thing]),
            rank,
            self._find_context(thing),
            snippet,
        )

    def _prove(self, source: Iri) -> tuple[Evidence, ...]:
        rows = self._store.select(get_query("proofs"), thing=source).rows
        return self._proofs.find(collect(read_iri(row, "proof") for row in rows))

    def _find_context(self, thing: Iri) -> tuple[Named, ...]:
        context: list[Named] = []
        steps = thing.removeprefix(ID).removeprefix("eli/jp/").split("/")
        try:
            above = [Iri(make_municipality(steps[0]))]
        except ValueError:
            return ()
        if len(steps) > 3 and steps[1] == "document":
            above.append(Iri(f"{above[0]}/document/{steps[2]}"))
        for iri in above:
            if iri in self._labels and iri != thing:
                context.append(Named(iri, self._labels[iri]))
        return tuple(context)


def _is_ours(thing: Iri, kinds: set[Iri]) -> bool:
    return thing.startswith(ID) and any(
        kind.startswith((MPO, PREFIXES["eli"])) and kind not in _HIDDEN for kind in kinds
    )


def _place(kind: Iri) -> tuple[int, str]:
    return _KIND_ORDER.get(kind, len(_KIND_ORDER)), kind


_HIDDEN: Final = frozenset(
    MPO + name for name in ("Listing", "PlanCell", "ExternalSource", "Claim")
)
_KIND_ORDER: Final = {
    MPO + name: place
    for place, name in enumerate(
        (
            "Project",
            "PolicyNode",
            "Body",
            "Article",
            "Ordinance",
            "Law",
            "Regulation",
            "Instrument",
            "SourceDocument",
            "Ward",
            "Service",
            "Publication",
            "Facility",
            "Event",
            "Statistic",
            "Opinion",
            "OtherSection",
        )
    )
}

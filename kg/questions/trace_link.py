"""Links as a chain uses them: what one says, what proves it, and the links that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.names import MPO
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import find_label
from kg.questions.label import Labels
from kg.questions.printed_verb import find_printed_verb
from kg.questions.query import get_query
from kg.questions.reading import Named, collect, collect_named, get_iri, read_iri, read_text
from kg.questions.relation_words import say_arrow, say_sentence
from kg.questions.vocabulary import Word, get_code, get_word
from kg.store.store import Store
from kg.store.terms import Iri

STATED: Final = (MPO + "Stated", MPO + "Confirmed")
INFERRED: Final = MPO + "Inferred"
CANDIDATE: Final = MPO + "Candidate"
REJECTED: Final = MPO + "Rejected"


@dataclass(frozen=True)
class Link:
    """One link of the graph. `premises` are the links that it was concluded from."""

    iri: Iri
    subject: Named
    predicate: Word
    object: Named
    status: Word
    confidence: float | None
    premises: tuple[Iri, ...]
    via: tuple[Named, ...]
    rules: tuple[Word, ...]
    evidence: tuple[Evidence, ...]

    def say(self, language: str = "ja") -> str:
        """What it says, as a sentence without its full stop."""
        names = self.subject.label, self.object.label
        return say_sentence(self.predicate, *names, language, self.verb)

    def say_arrow(self, language: str = "ja") -> str:
        """What it says, as the label of an arrow."""
        return say_arrow(self.predicate, language, self.verb)

    @property
    def verb(self) -> str | None:
        """The verb printed of what is carried out; None for other relations."""
        return find_printed_verb(self.predicate, self.object.label, self.evidence)


class Links:
    """The links of a store, each read once."""

    def __init__(self, store: Store, proofs: Proofs | None = None) -> None:
        self._store = store
        self._proofs = proofs or Proofs(store)
        self._labels = Labels(store)
        self._known: dict[Iri, Link | None] = {}

    def find(self, link: Iri) -> Link | None:
        """A link by its IRI, None for one that the graph does not hold."""
        if link not in self._known:
            self._known[link] = self._read(link)
        return self._known[link]

    def label(self, thing: Iri) -> str:
        """What to call a thing at the end of a link."""
        return self._labels.get(thing, find_label(self._store, thing))

    def _read(self, link: Iri) -> Link | None:
        rows = self._store.select(get_query("trace-link"), link=link).rows
        if not rows or not isinstance(rows[0]["object"], Iri):
            return None
        row = rows[0]
        subject, object_ = get_iri(row, "subject"), get_iri(row, "object")
        confidence = read_text(row, "confidence")
        return Link(
            iri=link,
            subject=Named(subject, self._labels.get(subject, read_text(row, "subjectLabel"))),
            predicate=get_word(get_iri(row, "predicate")),
            object=Named(object_, self._labels.get(object_, read_text(row, "objectLabel"))),
            status=get_code(get_iri(row, "status")),
            confidence=None if confidence is None else float(confidence),
            premises=collect(sorted({read_iri(one, "premise") for one in rows} - {None}, key=str)),
            via=collect_named(rows, "via"),
            rules=tuple(map(get_word, sorted(collect(read_iri(one, "rule") for one in rows)))),
            evidence=self._proofs.find(collect(read_iri(one, "proof") for one in rows)),
        )

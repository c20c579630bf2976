"""Links as a chain uses them: what one says, what proves it, and the links that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import find_label
from kg.questions.label import Labels
from kg.questions.printed_verb import find_printed_verb
from kg.questions.reading import Named, make_short
from kg.questions.relation_words import say_arrow, say_sentence
from kg.questions.said import Said, find_said, prepare_said
from kg.questions.vocabulary import Word, get_code, get_word
from kg.store.store import Store
from kg.store.terms import Iri

STATED: Final = (MPO + "Stated", MPO + "Confirmed")
INFERRED: Final = MPO + "Inferred"
CANDIDATE: Final = MPO + "Candidate"
REJECTED: Final = MPO + "Rejected"

_PREMISE: Final = MPO + "premise"
_VIA: Final = MPO + "via"
_RULE: Final = MPO + "rule"
_PROOF: Final = PREFIXES["prov"] + "wasDerivedFrom"
_SUBJECT: Final = PREFIXES["rdf"] + "subject"
_OBJECT: Final = PREFIXES["rdf"] + "object"
_STATEMENT: Final = (_SUBJECT, _OBJECT, PREFIXES["rdf"] + "predicate", MPO + "status")
_ENDS: Final = (_SUBJECT, _OBJECT, _VIA, _PROOF)


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

    def prepare(self, links: Iterable[Iri]) -> None:
        """Read in one go several links, all that they rest on, their ends and their proofs."""
        waiting, known = set(links), set[Iri]()
        while waiting:
            prepare_said(self._store, sorted(waiting))
            known |= waiting
            waiting = {
                one
                for link in waiting
                for one in _find_iris(find_said(self._store, link), _PREMISE)
                if one not in known
            }
        said = [find_said(self._store, link) for link in known]
        ends = {one for each in said for one in _find_iris(each, *_ENDS)}
        prepare_said(self._store, sorted(ends))

    def _read(self, link: Iri) -> Link | None:
        said = find_said(self._store, link)
        subject, object_, predicate, status = (said.get(name) for name in _STATEMENT)
        if not (
            isinstance(subject, Iri)
            and isinstance(object_, Iri)
            and isinstance(predicate, Iri)
            and isinstance(status, Iri)
        ):
            return None
        confidence = said.get(PREFIXES["sssom"] + "confidence")
        via = (Named(one, self._call(one)) for one in _find_iris(said, _VIA))
        return Link(
            iri=link,
            subject=Named(subject, self.label(subject)),
            predicate=get_word(predicate),
            object=Named(object_, self.label(object_)),
            status=get_code(status),
            confidence=None if confidence is None else float(confidence),
            premises=_find_iris(said, _PREMISE),
            via=tuple(sorted(via, key=lambda one: (one.label, one.iri))),
            rules=tuple(map(get_word, _find_iris(said, _RULE))),
            evidence=self._proofs.find(_find_iris(said, _PROOF)),
        )

    def _call(self, thing: Iri) -> str:
        """The name of what stands between, as the graph has it."""
        return find_label(self._store, thing) or make_short(thing)


def _find_iris(said: Said, *names: str) -> tuple[Iri, ...]:
    return tuple(one for name in names for one in said.find(name) if isinstance(one, Iri))

"""What proves a fact: the passage of a document, word for word, or a source outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.questions.query import get_query
from kg.questions.reading import Named, get_iri, read_integer, read_iri, read_text
from kg.store.store import Store
from kg.store.terms import Iri, Row
from kg.text.fold import fold_key


@dataclass(frozen=True)
class Evidence:
    """One proof. Of a source outside, `document`, the offsets, the lines and `quote` are None."""

    iri: Iri
    title: str
    document: Iri | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    first_line: int | None = None
    last_line: int | None = None
    page: str | None = None
    address: str | None = None
    seen: str | None = None


@dataclass(frozen=True)
class Saying:
    """A text with the passages that it was read from."""

    text: str
    evidence: tuple[Evidence, ...]


class Proofs:
    """The proofs of a store, each read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[Iri, Evidence] = {}

    def get(self, proof: Iri) -> Evidence:
        """What a passage or a source outside says; of an unknown one, its IRI alone."""
        if proof not in self._known:
            self._known[proof] = self._read(proof)
        return self._known[proof]

    def find(self, proofs: Iterable[Iri]) -> tuple[Evidence, ...]:
        """The proofs of one fact, in the order of their documents and places."""
        return sort_evidence(self.get(proof) for proof in proofs)

    def _read(self, proof: Iri) -> Evidence:
        rows = self._store.select(get_query("passage-proof"), proof=proof).rows
        return read_evidence(rows[0]) if rows else Evidence(proof, str(proof))


def sort_evidence(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Proofs, each once, in the order of their documents and places."""

    def key(one: Evidence) -> tuple[str, int, int, str]:
        return one.document or "~", one.start or 0, one.end or 0, one.iri

    return tuple(sorted(set(found), key=key))


def find_homes(evidence: Iterable[Evidence]) -> tuple[Named, ...]:
    """The documents that proofs stand in, each once."""
    return tuple(
        dict.fromkeys(
            Named(one.document, one.title) for one in evidence if one.document is not None
        )
    )


def narrow_to(text: str, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Of the proofs of a thing, those that hold a text of it, else all."""
    key = fold_key(text)
    return tuple(one for one in evidence if key in fold_key(one.quote or "")) or evidence


def read_evidence(row: Row) -> Evidence:
    """The proof of a row with the variables of `passage-proof.rq`."""
    document = read_iri(row, "document")
    return Evidence(
        iri=get_iri(row, "proof"),
        title=read_text(row, "title") or str(document or row["proof"]),
        document=document,
        quote=read_text(row, "exact"),
        start=read_integer(row, "start"),
        end=read_integer(row, "end"),
        first_line=read_integer(row, "first"),
        last_line=read_integer(row, "last"),
        page=read_text(row, "page"),
        address=read_text(row, "address"),
        seen=read_text(row, "seen"),
    )

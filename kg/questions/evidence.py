"""What proves a fact: the passage of a document, word for word, or a source outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    get_iri,
    group_rows,
    read_integer,
    read_iri,
    read_text,
)
from kg.questions.said import find_said, prepare_said
from kg.questions.shared import share
from kg.store.store import Store
from kg.store.terms import Iri, Row, Term
from kg.text.fold import fold_key


@dataclass(frozen=True)
class Evidence:
    """One proof. Of a source outside, `document`, the offsets, the lines and `quote` are None.

    `fragments` are where it stands in an original that is no text (kg/documents/fragments.py).
    """

    iri: Iri
    title: str
    document: Iri | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    first_line: int | None = None
    last_line: int | None = None
    page: str | None = None
    fragments: tuple[str, ...] = ()
    address: str | None = None
    seen: str | None = None


@dataclass(frozen=True)
class Saying:
    """A text with the passages that it was read from."""

    text: str
    evidence: tuple[Evidence, ...]


class Proofs:
    """The proofs of a store, each read once for all who ask that store."""

    def __init__(self, store: Store) -> None:
        self._store, self._read = store, share(store, _read_proof)

    def get(self, proof: Iri) -> Evidence:
        """What a passage or a source outside says; of an unknown one, its IRI alone."""
        return self._read(proof)

    def find(self, proofs: Iterable[Iri]) -> tuple[Evidence, ...]:
        """The proofs of one fact, in the order of their documents and places."""
        wanted = tuple(proofs)
        prepare_said(self._store, wanted)
        return sort_evidence(map(self.get, wanted))

    def prepare(self, rows: Iterable[Row]) -> None:
        """Read in one go the proofs that rows name and that will be asked for one by one."""
        prepare_said(self._store, collect(read_iri(row, "proof") for row in rows))


def _read_proof(store: Store, proof: Iri) -> Evidence:
    said = find_said(store, proof)
    document = said.get(_SOURCE)
    row: dict[str, Term | None] = {name: said.get(of) for name, of in _OUTSIDE.items()}
    if isinstance(document, Iri):
        # The title and the address are those of its document.
        home = find_said(store, document)
        row = {name: said.get(of) for name, of in _PASSAGE.items()}
        row |= {"document": document, "title": home.get(_TITLE), "address": home.get(_ADDRESS)}
    known = {name: value for name, value in row.items() if value is not None}
    return replace(read_evidence({"proof": proof, **known}), fragments=said.find_texts(_FRAGMENT))


_SOURCE: Final = PREFIXES["oa"] + "hasSource"
_FRAGMENT: Final = MPO + "fragment"
_TITLE: Final = PREFIXES["dct"] + "title"
_ADDRESS: Final = PREFIXES["dct"] + "source"
_OUTSIDE: Final = {"title": _TITLE, "address": _ADDRESS, "seen": MPO + "seen"}
_PASSAGE: Final = {
    "exact": PREFIXES["oa"] + "exact",
    "start": PREFIXES["oa"] + "start",
    "end": PREFIXES["oa"] + "end",
    "first": MPO + "startLine",
    "last": MPO + "endLine",
    "page": MPO + "page",
}


def find_proofs(store: Store, kind: Iri) -> dict[Iri, tuple[Evidence, ...]]:
    """What proves each thing of a class, read in one go."""
    rows = store.select(get_query("kind-proofs"), kind=kind).rows
    return {
        thing: sort_evidence(map(read_evidence, own))
        for thing, own in group_rows(rows, "thing").items()
    }


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
    """The proof of a row with the variables of `kind-proofs.rq`."""
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

"""The words behind a link, and whether those that a person saw are still there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from kg.graph.ntriples import OA, PROV, Term, Triples, get_text


def is_of_one_document(thing: Term) -> bool:
    """Whether a thing stands in one document (a row, a node), so that its passages are its own.

    Of a thing that documents share the passages grow with every document; they are no reason to
    ask again.
    """
    return "/document/" in thing


def find_lost(quotes: Iterable[str], now: Collection[str]) -> tuple[str, ...]:
    """The words that a person saw and that stand behind the link no more.

    That more stands there now (another rule found it too, with its own passages) takes nothing
    back of what was decided.
    """
    return tuple(quote for quote in quotes if quote not in now)


class Evidence:
    """The proofs of some things and the words of passages, read from graphs in two passes."""

    def __init__(
        self, graphs: Sequence[Triples], things: Collection[Term], passages: Iterable[Term]
    ) -> None:
        self._proofs: dict[Term, dict[Term, None]] = defaultdict(dict)
        for graph in graphs:
            for subject, predicate, object_ in graph:
                if predicate == PROV.wasDerivedFrom and subject in things:
                    self._proofs[subject][object_] = None
        wanted = {*passages, *(one for proofs in self._proofs.values() for one in proofs)}
        self._exact: dict[Term, str] = {}
        for graph in graphs:
            for subject, predicate, object_ in graph:
                if predicate == OA.exact and subject in wanted:
                    self._exact[subject] = get_text(object_)

    def find_proofs(self, thing: Term) -> tuple[Term, ...]:
        """The proofs of a thing, sorted."""
        return tuple(sorted(self._proofs.get(thing, ())))

    def find_quotes(self, proofs: Iterable[Term]) -> set[str]:
        """The words of the passages among proofs."""
        return {self._exact[proof] for proof in proofs if proof in self._exact}

    def find_present(self, passages: Iterable[Term], quotes: Collection[str]) -> tuple[Term, ...]:
        """Of passages those that still say what was quoted: another text may stand there now."""
        return tuple(passage for passage in passages if self._exact.get(passage) in quotes)

"""Where a proof stands, in words: which edition of a document, the line or page, the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.documents.fragments import say_fragment
from kg.names import PREFIXES, parse_passage
from kg.questions.document import DocumentFacts, find_documents
from kg.questions.evidence import Evidence, Proofs
from kg.questions.label import make_date_label
from kg.questions.said import find_pointing
from kg.questions.shared import keep, share
from kg.store.store import Store
from kg.store.terms import Iri

_DIGITS: Final = 12
#: Documents whose passages are kept.
_MOST: Final = 64
#: What is longer is more than a name.
_NAME: Final = 30
#: Where a sentence, or the cell of a table, ends.
_ENDS: Final = ("。", "\t", "\n")


class Sources:
    """The documents of a store, for saying which edition a proof stands in."""

    def __init__(self, store: Store) -> None:
        self._proofs = Proofs(store)
        self._documents = keep(store, _find_documents)
        self._find_passages = share(store, _find_passages, _MOST)

    def say_sentence(self, proof: Evidence) -> str:
        """The words that prove something in the sentence that they stand in, in 「」.

        A bare name says little by itself; the sentence is taken from the smallest passage of the
        document around it, so far as one is kept there. What is a sentence already stays as it is.
        """
        if proof.document is None or proof.start is None or proof.end is None or not proof.quote:
            return say_quote(proof)
        if "。" in proof.quote or len(proof.quote) > _NAME:
            return say_quote(proof)
        around = [
            (end - start, start, passage)
            for start, end, passage in self._find_passages(proof.document)
            if start <= proof.start and proof.end <= end and end - start > len(proof.quote)
        ]
        if not around:
            return say_quote(proof)
        _, start, passage = min(around)
        text = self._proofs.get(passage).quote or ""
        first, last = proof.start - start, proof.end - start
        begin = max(text.rfind(sign, 0, first) for sign in _ENDS) + 1
        ends = [at for sign in _ENDS if (at := text.find(sign, last)) >= 0]
        stop = min(ends, default=len(text) - 1) + 1
        return f"「{' '.join(text[begin:stop].split())}」"

    def say_edition(self, proof: Evidence, language: str = "ja") -> str:
        """When a document was issued, its period, and which bytes of it were read.

        Of a source outside, when it was read.
        """
        english = language == "en"
        if proof.document is None:
            seen = proof.seen or ""
            if english:
                return f"seen {seen}" if seen else ""
            return f"{make_date_label(seen)}閲覧" if seen else ""
        facts = self._documents.get(proof.document)
        if facts is None:
            return ""
        parts = [_say_issued(facts, english), _say_period(facts, english)]
        if facts.sha256:
            digest = facts.sha256[:_DIGITS]
            parts.append(f"edition read {digest}" if english else f"取り込んだ版 {digest}")
        return ("; " if english else "、").join(part for part in parts if part)


def _find_documents(store: Store) -> Mapping[Iri, DocumentFacts]:
    return {one.iri: one for one in find_documents(store)}


def _find_passages(store: Store, document: Iri) -> list[tuple[int, int, Iri]]:
    """Where the passages of a document begin and end."""
    passages = find_pointing(store, PREFIXES["oa"] + "hasSource", document)
    found = ((passage, parse_passage(passage)) for passage in passages)
    return [(name.start, name.end, passage) for passage, name in found if name is not None]


def say_position(proof: Evidence, language: str = "ja") -> str:
    """The page, where there is one, and the lines; empty for a source outside."""
    english = language == "en"
    parts = []
    if proof.page:
        parts.append(f"p. {proof.page}" if english else f"{proof.page}ページ")
    elif proof.fragments:
        parts += [say_fragment(one, language) for one in proof.fragments[:1]]
    if proof.first_line is not None:
        first, last = proof.first_line, proof.last_line
        lines = f"{first}" if last in (None, first) else f"{first}–{last}"
        plural = "lines" if "–" in lines else "line"
        parts.append(f"{plural} {lines}" if english else f"{lines}行目")
    return (", " if english else " ").join(parts)


def find_address(proof: Evidence) -> str:
    """Where a proof can be looked up: the address of its source, else its own permalink."""
    return proof.address or proof.iri


def say_quote(proof: Evidence) -> str:
    """The words that prove something, on one line in 「」; empty for a source outside."""
    return f"「{' '.join(proof.quote.split())}」" if proof.quote else ""


def group_proofs(evidence: Iterable[Evidence]) -> list[tuple[Evidence, list[Evidence]]]:
    """The proofs by their document, each with those that say something else or elsewhere."""
    grouped: dict[Iri, dict[tuple[object, ...], Evidence]] = {}
    for one in evidence:
        told = (one.page, one.first_line, one.last_line, say_quote(one))
        grouped.setdefault(one.document or one.iri, {}).setdefault(told, one)
    return [(own[0], own) for own in (list(found.values()) for found in grouped.values())]


def _say_issued(facts: DocumentFacts, english: bool) -> str:
    if facts.issued is None:
        if facts.start is not None:
            return ""
        return "no date of issue printed" if english else "発行日の記載なし"
    return f"issued {facts.issued}" if english else f"{make_date_label(facts.issued)}発行"


def _say_period(facts: DocumentFacts, english: bool) -> str:
    if facts.start is None:
        return ""
    period = f"{facts.start}–{facts.end or ''}"
    return f"fiscal years {period}" if english else f"{period}年度"

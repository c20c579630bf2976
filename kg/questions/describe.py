"""All that the graph says of one thing: each fact with its status and the passages behind it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from kg.errors import NotFoundError
from kg.names import MPO, PREFIXES, parse_passage
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import find_kinds, find_label, prepare_labels
from kg.questions.label import Labels, is_unnamed, shorten
from kg.questions.reading import (
    make_short,
)
from kg.questions.said import Said, find_said, prepare_said
from kg.questions.uses import Use, find_users, read_uses
from kg.questions.vocabulary import Word, get_code, get_word
from kg.store.store import Store
from kg.store.terms import Iri, Term

_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"
# Said in other ways: the kinds, the evidence of every fact, and the paragraphs.
_APART: Final = {
    PREFIXES["rdf"] + "type",
    _DERIVED,
    PREFIXES["oa"] + "hasSelector",
    MPO + "part",
}
_TYPE: Final = PREFIXES["rdf"] + "type"
_SUBJECT: Final = PREFIXES["rdf"] + "subject"
_PREDICATE: Final = PREFIXES["rdf"] + "predicate"
_OBJECT: Final = PREFIXES["rdf"] + "object"
_FIRST: Final = (
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dct"] + "title",
    MPO + "printedName",
    PREFIXES["skos"] + "altLabel",
    PREFIXES["skos"] + "notation",
    PREFIXES["eli"] + "number",
    MPO + "level",
    MPO + "bodyKind",
    MPO + "instrumentKind",
    PREFIXES["dct"] + "description",
    MPO + "issue",
    MPO + "approach",
)
_WORDS: Final = (PREFIXES["oa"] + "exact", MPO + "reading", PREFIXES["rdf"] + "value")


@dataclass(frozen=True)
class Fact:
    """One fact. `status` and `confidence` are those of its claim, None where it has none."""

    property: Word
    value: Term
    value_label: str | None
    status: Word | None
    confidence: float | None
    rules: tuple[Word, ...]
    claim: Iri | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Description:
    """A thing with its facts, and what points at it."""

    iri: Iri
    label: str
    kinds: tuple[Word, ...]
    facts: tuple[Fact, ...]
    uses: tuple[Use, ...]
    evidence: tuple[Evidence, ...]

    @property
    def incomplete(self) -> bool:
        """Whether the layout cut what it says and it cannot be told how it goes on."""
        return any(fact.value in ("true", "1") for fact in self.find_facts(MPO + "incomplete"))

    def find_facts(self, *properties: str) -> tuple[Fact, ...]:
        """The facts of some properties."""
        return tuple(fact for fact in self.facts if fact.property.iri in properties)


@dataclass(frozen=True)
class _Proof:
    status: Word | None
    confidence: float | None
    rules: tuple[Word, ...]
    claim: Iri | None
    evidence: tuple[Evidence, ...]
    position: int = 0


def describe(store: Store, thing: Iri) -> Description:
    """What the graph says of a thing. Raises NotFoundError for an IRI that it does not know."""
    said, pointing = find_said(store, thing), find_users(store, thing)
    uses = read_uses(store, thing, pointing)
    if not said.values and not uses:
        raise NotFoundError(
            f"グラフに無いものです / the graph does not know it: {thing}",
            fix="`kg search` で名前から探してください / look for it by name with `kg search`",
        )
    proofs = Proofs(store)
    own = proofs.find(said.find_iris(_DERIVED))
    parts = _find_parts(store, said, proofs)
    proven = _find_claims(store, pointing.get(_SUBJECT, ()), proofs) | parts
    stated = {
        (Iri(name), value)
        for name, values in said.values.items()
        if name not in _APART
        for value in values
    }
    labels = Labels(store)
    values = (value for _, value in (*stated, *proven) if isinstance(value, Iri))
    prepare_labels(store, values)
    bare = _Proof(None, None, (), None, own)
    facts = [
        _make_fact(labels, store, *key, proven.get(key, bare)) for key in stated | proven.keys()
    ]
    order = {key: proven[key].position if key in proven else 0 for key in stated | proven.keys()}
    facts.sort(
        key=lambda fact: (
            _FIRST.index(fact.property.iri) if fact.property.iri in _FIRST else len(_FIRST),
            fact.property.iri,
            order[fact.property.iri, fact.value],
            fact.value_label or "",
            fact.value,
        )
    )
    kinds = tuple(map(get_word, find_kinds(store, thing)))
    return Description(thing, find_title(store, thing), kinds, tuple(facts), uses, own)


def find_title(store: Store, thing: Iri) -> str:
    """How to head a page or a report about a thing: its label, else what it says of itself."""
    if is_unnamed(thing) and not parse_passage(thing):
        made = Labels(store).make(thing)
        if made is not None:
            return made
    label = find_label(store, thing)
    if label is not None:
        return label
    said = find_said(store, thing)
    words = [str(value) for name in _WORDS for value in said.find(name)]
    if words:
        return shorten(min(words))
    subject = said.get_iri(_SUBJECT)
    if subject is not None:
        return Labels(store).get(subject, find_label(store, subject))
    return make_short(thing)


def _say_status(proof: _Proof) -> Word | None:
    """The status of a fact; what rests on a source outside alone, no document of ours states."""
    if proof.status is None or not proof.evidence:
        return proof.status
    if any(evidence.quote is not None for evidence in proof.evidence):
        return proof.status
    return Word(proof.status.iri, "典拠による", "from a source outside")


def _make_fact(labels: Labels, store: Store, name: Iri, value: Term, proof: _Proof) -> Fact:
    label = find_label(store, value) if isinstance(value, Iri) else None
    if isinstance(value, Iri) and is_unnamed(value):
        label = labels.get(value, label)
    if isinstance(value, Iri) and value.startswith(MPO):
        label = get_code(value).ja
    return Fact(
        get_word(name),
        value,
        label,
        _say_status(proof),
        proof.confidence,
        proof.rules,
        proof.claim,
        proof.evidence,
    )


def _find_claims(
    store: Store, claims: tuple[Iri, ...], proofs: Proofs
) -> dict[tuple[Iri, Term], _Proof]:
    """What claims and links say, candidates and rejected ones too: of several the first counts."""
    prepare_said(store, claims)
    grouped: dict[tuple[Iri, Term], list[tuple[Iri, Said]]] = defaultdict(list)
    for claim in claims:
        said = find_said(store, claim)
        for name in said.find_iris(_PREDICATE) if MPO + "status" in said.values else ():
            for value in said.find(_OBJECT):
                grouped[name, value].append((claim, said))
    prepare_said(
        store,
        (
            proof
            for own in grouped.values()
            for _, said in own
            for proof in said.find_iris(_DERIVED)
        ),
    )
    found: dict[tuple[Iri, Term], _Proof] = {}
    for key, own in grouped.items():
        claim, first = own[0]
        confidence = first.get_text(PREFIXES["sssom"] + "confidence")
        rules = {rule for _, said in own for rule in said.find_iris(MPO + "rule")}
        found[key] = _Proof(
            get_code(str(first.get(MPO + "status"))),
            None if confidence is None else float(confidence),
            tuple(map(get_word, sorted(rules))),
            claim,
            proofs.find(proof for _, said in own for proof in said.find_iris(_DERIVED)),
        )
    return found


def _find_parts(store: Store, whole: Said, proofs: Proofs) -> dict[tuple[Iri, Term], _Proof]:
    """The paragraphs of a thing, each with its own proof."""
    parts = whole.find_iris(MPO + "part")
    prepare_said(store, parts)
    placed = [
        (position, part, said)
        for part in parts
        if (position := (said := find_said(store, part)).get_integer(MPO + "position")) is not None
    ]
    grouped: dict[tuple[Iri, Term], list[tuple[int, Iri, Said]]] = defaultdict(list)
    for one in sorted(placed, key=lambda one: one[:2]):
        for role in one[2].find_iris(MPO + "role"):
            for text in one[2].find(PREFIXES["rdf"] + "value"):
                grouped[role, text].append(one)
    return {
        key: _Proof(
            None,
            None,
            (),
            own[0][1],
            proofs.find(proof for _, _, said in own for proof in said.find_iris(_DERIVED)),
            own[0][0],
        )
        for key, own in grouped.items()
    }

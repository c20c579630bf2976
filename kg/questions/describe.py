"""All that the graph says of one thing: each fact with its status and the passages behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.errors import NotFoundError
from kg.names import MPO, PREFIXES, parse_passage
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import find_kinds, find_label
from kg.questions.label import Labels, is_unnamed, shorten
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    get_iri,
    make_short,
    read_integer,
    read_iri,
    read_text,
)
from kg.questions.vocabulary import Word, get_code, get_word
from kg.store.store import Store
from kg.store.terms import Iri, Row, Term

_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"
# Said in other ways: the kinds, the evidence of every fact, and the paragraphs.
_APART: Final = {
    PREFIXES["rdf"] + "type",
    _DERIVED,
    PREFIXES["oa"] + "hasSelector",
    MPO + "part",
}
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
class Use:
    """Things that point at the described one by a property."""

    property: Word
    users: tuple[Named, ...]


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
    # Of several labels the first, whichever the engine gives first.
    rows = _sort(store.select(get_query("describe-facts"), thing=thing).rows, "valueLabel")
    uses = find_uses(store, thing)
    if not rows and not uses:
        raise NotFoundError(
            f"グラフに無いものです / the graph does not know it: {thing}",
            fix="`kg search` で名前から探してください / look for it by name with `kg search`",
        )
    proofs = Proofs(store)
    own = proofs.find(
        collect(read_iri(row, "value") for row in rows if row["property"] == _DERIVED)
    )
    proven = _find_claims(store, thing, proofs) | _find_parts(store, thing, proofs)
    values: dict[tuple[Iri, Term], Row] = {}
    for row in rows:
        if row["property"] not in _APART:
            values.setdefault((get_iri(row, "property"), row["value"]), row)
    for (property_, value), (_, row) in proven.items():
        values.setdefault((property_, value), row)
    labels = Labels(store)
    facts = [
        _make_fact(
            labels, row, proven[key][0] if key in proven else _Proof(None, None, (), None, own)
        )
        for key, row in values.items()
    ]
    order = {key: proven[key][0].position if key in proven else 0 for key in values}
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
    for row in store.select(get_query("describe-facts"), thing=thing).rows:
        if row["property"] in _WORDS:
            return shorten(str(row["value"]))
        if row["property"] == PREFIXES["rdf"] + "subject":
            subject = get_iri(row, "value")
            return Labels(store).get(subject, read_text(row, "valueLabel"))
    return make_short(thing)


def find_uses(store: Store, thing: Iri) -> tuple[Use, ...]:
    """What points at a thing, by property."""
    labels = Labels(store)
    users: dict[Iri, dict[Iri, Named]] = defaultdict(dict)
    for row in _sort(store.select(get_query("describe-uses"), thing=thing).rows, "userLabel"):
        user = get_iri(row, "user")
        label = labels.get(user, read_text(row, "userLabel"))
        users[get_iri(row, "property")].setdefault(user, Named(user, label))
    return tuple(
        Use(get_word(name), tuple(sorted(named.values(), key=lambda one: (one.label, one.iri))))
        for name, named in sorted(users.items())
    )


def _sort(rows: list[Row], name: str) -> list[Row]:
    return sorted(rows, key=lambda row: read_text(row, name) or "")


def _say_status(proof: _Proof) -> Word | None:
    """The status of a fact; what rests on a source outside alone, no document of ours states."""
    if proof.status is None or not proof.evidence:
        return proof.status
    if any(evidence.quote is not None for evidence in proof.evidence):
        return proof.status
    return Word(proof.status.iri, "典拠による", "from a source outside")


def _make_fact(labels: Labels, row: Row, proof: _Proof) -> Fact:
    value = row["value"]
    label = read_text(row, "valueLabel")
    if isinstance(value, Iri) and is_unnamed(value):
        label = labels.get(value, label)
    if isinstance(value, Iri) and value.startswith(MPO):
        label = get_code(value).ja
    return Fact(
        get_word(get_iri(row, "property")),
        value,
        label,
        _say_status(proof),
        proof.confidence,
        proof.rules,
        proof.claim,
        proof.evidence,
    )


def _find_claims(
    store: Store, thing: Iri, proofs: Proofs
) -> dict[tuple[Iri, Term], tuple[_Proof, Row]]:
    grouped: dict[tuple[Iri, Term], list[Row]] = defaultdict(list)
    found_rows = store.select(get_query("describe-claims"), thing=thing).rows
    for row in _sort(_sort(found_rows, "valueLabel"), "claim"):
        grouped[get_iri(row, "property"), row["value"]].append(row)
    found: dict[tuple[Iri, Term], tuple[_Proof, Row]] = {}
    for key, rows in grouped.items():
        confidence = read_text(rows[0], "confidence")
        found[key] = (
            _Proof(
                get_code(get_iri(rows[0], "status")),
                None if confidence is None else float(confidence),
                tuple(map(get_word, sorted(_collect(rows, "rule")))),
                get_iri(rows[0], "claim"),
                proofs.find(_collect(rows, "proof")),
            ),
            rows[0],
        )
    return found


def _find_parts(
    store: Store, thing: Iri, proofs: Proofs
) -> dict[tuple[Iri, Term], tuple[_Proof, Row]]:
    grouped: dict[tuple[Iri, Term], list[Row]] = defaultdict(list)
    for row in store.select(get_query("describe-parts"), thing=thing).rows:
        grouped[get_iri(row, "role"), row["text"]].append(row)
    return {
        key: (
            _Proof(
                None,
                None,
                (),
                get_iri(rows[0], "part"),
                proofs.find(_collect(rows, "proof")),
                read_integer(rows[0], "position") or 0,
            ),
            {"property": key[0], "value": key[1]},
        )
        for key, rows in grouped.items()
    }


def _collect(rows: Iterable[Row], name: str) -> tuple[Iri, ...]:
    return collect(read_iri(row, name) for row in rows)

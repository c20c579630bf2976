"""The same thing under other names in other documents of a municipality (rules over names)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from kg.graph.claims import Reason, add_link
from kg.graph.ntriples import (
    MPO,
    PROV,
    RDF,
    RULE,
    SEMAPV,
    SKOS,
    Term,
    Triples,
    get_iri,
    get_text,
    iri,
)
from kg.graph.ontology import get_confidence
from kg.links.likeness import Alike, Entry, find_alike
from kg.links.shared_things import find_about_the_same
from kg.names import ID, make_municipality, parse_thing
from kg.text.fold import fold_key

_PREFIXED: Final = "same-name-with-the-municipality"
_OTHER_KIND: Final = "same-name-of-another-kind"
_SHARED: Final = "about-the-same-thing"
#: By the rule of likeness: the rule, and whether the two are the same or only close.
_ACROSS: Final = {
    "same-name": ("same-name-across-documents", True),
    "same-name-in-variants": ("variant-name-across-documents", True),
    "alike-name": ("alike-name-across-documents", False),
}
#: Kinds of things that are one under one name; namesakes of these kinds are not.
_KINDS: Final = ("body", "instrument", "service", "publication", "facility", "project")
#: What stands before the municipality's name: 第3期川崎市自治推進委員会.
_LEAD: Final = re.compile(r"(?:第[0-9一二三四五六七八九十]{1,3}[期次回]|\(仮称\))?")
#: A shorter name of a node says too little (推進体制, 目的).
_SHORTEST: Final = 6


@dataclass(frozen=True)
class _Node:
    """A node or project with the document that it stands in, and what proves it."""

    term: Term
    label: str
    documents: frozenset[str]
    is_node: bool
    proofs: tuple[Term, ...]


def find_identities(graphs: Sequence[Triples]) -> Triples:
    """Links between things of one municipality that documents name differently, each both ways."""
    labels: dict[Term, str] = {}
    proofs: dict[Term, list[Term]] = defaultdict(list)
    nodes: set[Term] = set()
    for subject, predicate, object_ in chain.from_iterable(graphs):
        if predicate == SKOS.prefLabel:
            labels.setdefault(subject, get_text(object_))
        elif predicate == PROV.wasDerivedFrom and "/passage/" in object_:
            proofs[subject].append(object_)
        elif predicate == RDF.type and object_ == MPO.PolicyNode:
            nodes.add(subject)
    found = Triples()
    _add_prefixed(found, labels, proofs)
    _add_other_kinds(found, labels, proofs)
    _add_across(found, labels, proofs, nodes)
    for pair, own, reason in find_about_the_same(graphs):
        _add_both(found, pair, MPO.closeTo, _SHARED, own, reason)
    return found


def _add_prefixed(
    found: Triples, labels: Mapping[Term, str], proofs: Mapping[Term, list[Term]]
) -> None:
    """川崎市市民活動支援指針 and 市民活動支援指針: the one name is the other's with the
    municipality before it."""
    named: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
    things: list[tuple[Term, str, str, str]] = []
    for term, label in labels.items():
        parts = parse_thing(get_iri(term) or "")
        if parts is not None and parts.kind in _KINDS and parts.apart is None:
            named[parts.code, parts.kind, fold_key(label)].append(term)
            things.append((term, parts.code, parts.kind, label))
    for term, code, kind, label in sorted(things):
        town = labels.get(iri(make_municipality(code)))
        key = fold_key(label)
        match = _LEAD.match(key) if town is not None else None
        if town is None or match is None or not key.startswith(fold_key(town), match.end()):
            continue
        rest = key[match.end() + len(fold_key(town)) :]
        short = named.get((code, kind, match.group() + rest), []) if rest else []
        if len(short) == 1 and len(named[code, kind, key]) == 1:
            reason = Reason(
                0.99,
                f"名称が一致、「{town}」の有無のみ異なる",
                f"The names are the same but for {town}",
            )
            pair = (term, short[0])
            own = [proofs[one][0] for one in pair if proofs[one]]
            _add_both(found, pair, MPO.sameThingAs, _PREFIXED, own, reason)


def _add_other_kinds(
    found: Triples, labels: Mapping[Term, str], proofs: Mapping[Term, list[Term]]
) -> None:
    """A project and the body, instrument, service or facility that bears the very same name."""
    named: dict[tuple[str, str], dict[str, Term]] = defaultdict(dict)
    for term, label in labels.items():
        parts = parse_thing(get_iri(term) or "")
        if parts is not None and parts.kind in _KINDS and parts.apart is None:
            named[parts.code, fold_key(label)][parts.kind] = term
    for (_, _key), kinds in sorted(named.items()):
        project = kinds.pop("project", None)
        for _, other in sorted(kinds.items()) if project is not None else ():
            assert project is not None
            own = [proofs[one][0] for one in (project, other) if proofs[one]]
            reason = Reason(1.0, "名称が一致、種類のみ異なる", "The same name of another kind")
            _add_both(found, (project, other), MPO.closeTo, _OTHER_KIND, own, reason)


def _add_across(
    found: Triples,
    labels: Mapping[Term, str],
    proofs: Mapping[Term, list[Term]],
    nodes: set[Term],
) -> None:
    """Nodes of one document and nodes or projects of another that bear the same or alike names."""
    members: dict[str, dict[str, _Node]] = defaultdict(dict)
    for term, label in labels.items():
        name = get_iri(term) or ""
        parts = parse_thing(name)
        is_project = parts is not None and parts.kind == "project"
        if len(fold_key(label)) < _SHORTEST or not (is_project or term in nodes):
            continue
        own = tuple(sorted(proofs[term]))
        homes = frozenset(_get_document(proof) for proof in own)
        code = name.removeprefix(ID).split("/")[0]
        members[code][term] = _Node(term, label, homes, term in nodes, own[:1])
    for code, own_members in members.items():
        entries = [Entry(one.term, code, one.label) for one in own_members.values()]
        pairs = [
            (alike, own_members[alike.left], own_members[alike.right])
            for alike in find_alike(entries)
            if alike.rule in _ACROSS
        ]
        for alike, left, right in _keep_single(pairs):
            rule, same = _ACROSS[alike.rule]
            both_nodes = left.is_node and right.is_node
            _add_both(
                found,
                (left.term, right.term),
                (SKOS.exactMatch if same else SKOS.closeMatch)
                if both_nodes
                else (MPO.sameThingAs if same else MPO.closeTo),
                rule,
                (*left.proofs, *right.proofs),
                Reason(alike.score, alike.ja, alike.en),
            )


def _keep_single(
    pairs: Iterable[tuple[Alike, _Node, _Node]],
) -> list[tuple[Alike, _Node, _Node]]:
    """The pairs of a node and something of another document; of several in a document none."""
    kept = [
        pair
        for pair in pairs
        if (pair[1].is_node or pair[2].is_node) and not pair[1].documents & pair[2].documents
    ]
    rivals: dict[tuple[Term, frozenset[str]], int] = defaultdict(int)
    for _, left, right in kept:
        rivals[left.term, right.documents] += 1
        rivals[right.term, left.documents] += 1
    return [
        pair
        for pair in kept
        if rivals[pair[1].term, pair[2].documents] == 1
        and rivals[pair[2].term, pair[1].documents] == 1
    ]


def _get_document(passage: Term) -> str:
    return passage.partition("/passage/")[0]


def _add_both(
    found: Triples,
    pair: tuple[Term, Term],
    predicate: Term,
    rule: str,
    proofs: Sequence[Term],
    reason: Reason,
) -> None:
    """The link each way, or where it is only possible, one."""
    confidence = get_confidence(rule)
    holds = confidence >= 0.5
    ways = [pair, pair[::-1]] if holds else [(min(pair), max(pair))]
    for subject, object_ in ways:
        add_link(
            found,
            subject,
            predicate,
            object_,
            status=MPO.Inferred if holds else MPO.Candidate,
            confidence=confidence,
            justification=SEMAPV.LexicalMatching,
            rules=[RULE[rule]],
            proofs=proofs,
            reason=reason,
        )

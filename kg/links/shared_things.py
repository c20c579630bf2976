"""A project and a node of another document that are both about one named thing.

○○会議運営事業 of a plan and 開かれた○○会議の推進 of a report: close, and not the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from kg.graph.claims import Reason
from kg.graph.ntriples import CPSV, MPO, PROV, RDF, SKOS, Term, Triples, get_iri, get_text
from kg.names import ID, parse_thing
from kg.text.fold import fold_key

#: What a heading or a project may be about; a law or ordinance is behind too many of them.
_KINDS: Final = (MPO.Body, MPO.Service, MPO.Publication, MPO.Instrument)
_NOT: Final = (MPO.Legislation, MPO.Law, MPO.Ordinance, MPO.Regulation)
_DOES: Final = (MPO.carriesOut, CPSV.follows)
#: A shorter name stands in too many words.
_SHORTEST: Final = 4
#: What more nodes of one document are about is its topic.
_MOST: Final = 5


@dataclass
class _Facts:
    """What the graphs say of labels, classes, proofs and doings."""

    labels: dict[Term, str] = field(default_factory=dict)
    names: dict[Term, set[str]] = field(default_factory=lambda: defaultdict(set))
    classes: dict[Term, set[Term]] = field(default_factory=lambda: defaultdict(set))
    proofs: dict[Term, list[Term]] = field(default_factory=lambda: defaultdict(list))
    does: dict[Term, set[Term]] = field(default_factory=lambda: defaultdict(set))


def find_about_the_same(
    graphs: Sequence[Triples],
) -> Iterator[tuple[tuple[Term, Term], tuple[Term, ...], Reason]]:
    """The pairs of a project and a node, what proves both, and what they share in words.

    A project with a bracket behind its name, (各区), is another than the one without it.
    """
    facts = _read(graphs)
    named: dict[str, dict[str, Term]] = defaultdict(dict)
    for term, names in facts.names.items():
        if facts.classes[term] & set(_KINDS) and not facts.classes[term] & set(_NOT):
            for name in names:
                if len(key := fold_key(name)) >= _SHORTEST:
                    named[_get_code(term)].setdefault(key, term)
    nodes: dict[tuple[str, Term], list[Term]] = defaultdict(list)
    for term in sorted(facts.labels):
        if MPO.PolicyNode in facts.classes[term]:
            borne = _find_borne(facts.labels[term], named[_get_code(term)])
            if borne is not None:
                nodes[_get_code(term), borne].append(term)
    for term in sorted(facts.labels):
        label = facts.labels[term]
        parts = parse_thing(get_iri(term) or "")
        if parts is None or parts.kind != "project" or fold_key(label).endswith(")"):
            continue
        homes = _find_homes(facts.proofs[term])
        borne = _find_borne(label, named[parts.code])
        for thing in sorted(facts.does[term] | ({borne} if borne else set())):
            for node in _narrow(nodes.get((parts.code, thing), []), facts, homes):
                proofs = (*facts.proofs[term][:1], *facts.proofs[node][:1])
                yield (term, node), proofs, _say(facts.labels[thing], in_name=thing == borne)


def _read(graphs: Sequence[Triples]) -> _Facts:
    facts = _Facts()
    for subject, predicate, object_ in chain.from_iterable(graphs):
        if predicate == SKOS.prefLabel:
            facts.labels.setdefault(subject, get_text(object_))
            facts.names[subject].add(get_text(object_))
        elif predicate == SKOS.altLabel:
            facts.names[subject].add(get_text(object_))
        elif predicate == RDF.type:
            facts.classes[subject].add(object_)
        elif predicate == PROV.wasDerivedFrom and "/passage/" in object_:
            facts.proofs[subject].append(object_)
        elif predicate in _DOES:
            facts.does[subject].add(object_)
    return facts


def _find_borne(label: str, named: Mapping[str, Term]) -> Term | None:
    """The thing with the longest name inside a label; the label is more than that name."""
    key = fold_key(label)
    found = [name for name in named if name in key and name != key]
    return named[max(found, key=lambda name: (len(name), name))] if found else None


def _narrow(nodes: Sequence[Term], facts: _Facts, homes: frozenset[str]) -> Iterator[Term]:
    """The nodes of other documents, where few enough of each are about the thing."""
    by_home: dict[frozenset[str], list[Term]] = defaultdict(list)
    for node in nodes:
        own = _find_homes(facts.proofs[node])
        if own and not own & homes:
            by_home[own].append(node)
    for _, own_nodes in sorted(by_home.items(), key=lambda pair: sorted(pair[0])):
        if len(own_nodes) <= _MOST:
            yield from own_nodes


def _say(name: str, *, in_name: bool) -> Reason:
    if in_name:
        ja, en = f"どちらの名称にも「{name}」がある", f"Both names hold {name}"
    else:
        ja = f"一方の文が「{name}」に基づくか、それを行うと述べ、他方の名称に「{name}」がある"
        en = f"The text of the one goes by {name} or carries it out, and the other's name holds it"
    return Reason(1.0, ja, en)


def _find_homes(proofs: Sequence[Term]) -> frozenset[str]:
    return frozenset(proof.partition("/passage/")[0] for proof in proofs)


def _get_code(term: Term) -> str:
    return (get_iri(term) or "").removeprefix(ID).split("/")[0]

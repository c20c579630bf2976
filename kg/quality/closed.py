"""The closed namespace: terms of `mpo:` that are used but declared nowhere."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Final

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.names import MPO, PREFIXES
from kg.quality.finding import QualityFinding, sort_findings

_SH: Final = Namespace(PREFIXES["sh"])
_QUERIES: Final = (_SH.select, _SH.ask, _SH.construct, _SH.update)
# A name in a query: the prefixed form (not after a letter, as in `xmpo:`), or the whole IRI.
_NAME: Final = re.compile(rf"(?:(?<![\w:-])mpo:|<{re.escape(MPO)})(?P<name>[\w-]+(?:\.[\w-]+)*)")


def check_namespace(graphs: Iterable[Graph], declared: frozenset[str]) -> list[QualityFinding]:
    """One finding per term of `mpo:` that data or shapes use and the ontology does not declare.

    `declared` holds whole IRIs. The queries inside shapes and rules are read too.
    """
    used: dict[str, set[str]] = {}
    for graph in graphs:
        for subject, term in _find_terms(graph):
            used.setdefault(term, set()).add(subject)
    return sort_findings(
        [_make_finding(term, used[term], declared) for term in used if term not in declared]
    )


def _find_terms(graph: Graph) -> Iterator[tuple[str, str]]:
    """Each use of a term of ours: the subject of its triple, and the term's IRI."""
    for triple in graph:
        subject, predicate, object_ = triple
        for term in triple:
            name = _get_iri(term)
            if name.startswith(MPO) and name != MPO:
                yield str(subject), name
        if predicate in _QUERIES:
            for match in _NAME.finditer(str(object_)):
                yield str(subject), MPO + match["name"]


def _get_iri(term: Node) -> str:
    # The datatype of a literal is a term as well.
    if isinstance(term, Literal):
        return str(term.datatype or "")
    return str(term) if isinstance(term, URIRef) else ""


def _make_finding(term: str, subjects: set[str], declared: frozenset[str]) -> QualityFinding:
    name = term.removeprefix(MPO)
    near = difflib.get_close_matches(
        name, sorted(known.removeprefix(MPO) for known in declared), n=1, cutoff=0.7
    )
    guess_ja = f"mpo:{near[0]} の書き誤りなら直し、" if near else ""
    guess_en = f"write mpo:{near[0]} if that was meant, or " if near else ""
    return QualityFinding(
        code="undeclared-term",
        severity="fault",
        where=min(subjects),
        thing=term,
        ja=f"mpo:{name} はオントロジーで宣言されていません({len(subjects)} か所の主語で使用)。",
        en=f"mpo:{name} is not declared in the ontology (used on {len(subjects)} subjects).",
        fix_ja=f"{guess_ja}新しい語であれば ontology/mpo.ttl か codes.ttl に宣言してください。",
        fix_en=f"{guess_en}declare it in ontology/mpo.ttl or codes.ttl.",
    )

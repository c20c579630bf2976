"""Whose a fact is: what ties municipalities together, so that the rest can be built apart.

Everything that a document names bears its municipality's code in its IRI (graph contract, Names),
or is an act of the nation. A thing without a meaning of its own, such as a claim, is whose its
facts are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from kg.graph.ntriples import Term, Triple, Triples
from kg.names import ID

_CODE: Final = re.compile(rf"<{re.escape(ID)}(?:eli/jp/)?([0-9]{{6}})(?=[/>])")
_NATION: Final = re.compile(rf"<{re.escape(ID)}((?:eli/)?jp/[^/>]+(?:/[^/>]+)?)")


@lru_cache(maxsize=1 << 18)
def find_scope(term: Term) -> str | None:
    """The code of the municipality, or the act of the nation, that an IRI belongs to."""
    found = _CODE.match(term) or _NATION.match(term)
    return found[1] if found else None


def is_code(scope: str) -> bool:
    """Whether a scope is a municipality, and no act of the nation."""
    return len(scope) == 6 and scope.isdigit()


def find_foreign(triples: Iterable[Triple], code: str) -> frozenset[str]:
    """The scopes beside a municipality's own that its triples touch."""
    terms = {term for subject, _, object_ in triples for term in (subject, object_)}
    return frozenset(scope for term in terms if (scope := find_scope(term)) not in (None, code))


class Groups:
    """Scopes that belong together because something ties them."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, scope: str) -> str:
        """The name of the group that a scope is in."""
        above = self._above.get(scope, scope)
        if above == scope:
            return scope
        self._above[scope] = found = self.find(above)
        return found

    def join(self, scopes: Iterable[str]) -> None:
        """Put scopes into one group."""
        names = sorted({self.find(scope) for scope in scopes})
        for name in names[1:]:
            self._above[name] = names[0]


class Shares:
    """Triples that people keep, each given to those whose it is.

    A fact on two municipalities joins them. What is on none, or on acts of the nation alone, is
    everybody's.
    """

    def __init__(self, graphs: Sequence[Triples]) -> None:
        self.groups = Groups()
        scopes: dict[Term, set[str]] = defaultdict(set)
        for subject, _, object_ in (triple for graph in graphs for triple in graph):
            for term in (subject, object_):
                scope = find_scope(term)
                if scope is not None and is_code(scope):
                    scopes[subject].add(scope)
        for found in scopes.values():
            self.groups.join(found)
        #: All codes that the graphs speak of.
        self.codes = tuple(sorted({code for found in scopes.values() for code in found}))
        self._graphs = []
        for graph in graphs:
            everybody: list[tuple[int, Triple]] = []
            own: dict[str, list[tuple[int, Triple]]] = defaultdict(list)
            for number, triple in enumerate(graph):
                owners = scopes.get(triple[0])
                place = own[self.groups.find(min(owners))] if owners else everybody
                place.append((number, triple))
            self._graphs.append((everybody, dict(own)))

    def get(self, groups: Iterable[str]) -> tuple[Triples, ...]:
        """Of each graph, in its order, what belongs to groups (`groups.find`) and to everybody."""
        names = sorted(set(groups))
        return tuple(
            Triples(
                triple
                for _, triple in sorted(
                    [*everybody, *(one for name in names for one in own.get(name, ()))]
                )
            )
            for everybody, own in self._graphs
        )

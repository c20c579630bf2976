"""Renamings: which name came after which, and since when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import find_kinds, find_label
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    collect_texts,
    get_iri,
    group_rows,
    make_short,
    read_iri,
    read_named,
)
from kg.questions.said import find_pointing, find_said
from kg.questions.vocabulary import Word, get_code, get_word
from kg.store.store import Store
from kg.store.terms import Iri, Row

#: More lines of names than this are no help.
_CHAINS: Final = 12
_REPLACED: Final = PREFIXES["dct"] + "isReplacedBy"


@dataclass(frozen=True)
class Renaming:
    """One change of a name. `since` are the fiscal years that documents give for the new one."""

    old: Named
    new: Named
    kind: Word | None
    since: tuple[str, ...]
    until: tuple[str, ...]
    link: Iri | None
    status: Word | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Step:
    """A name of a chain with the fiscal years from and until which it is valid, where told."""

    thing: Named
    since: tuple[str, ...]
    until: tuple[str, ...]


def find_renamings(store: Store) -> tuple[Renaming, ...]:
    """All renamings, by their year."""
    return _read(store, store.select(get_query("renamings")).rows)


def find_renamings_of(store: Store, thing: Iri) -> tuple[Renaming, ...]:
    """The renamings from and to a thing."""
    if not _find_next(store, thing) and not find_pointing(store, _REPLACED, thing):
        return ()
    query = get_query("renamings")
    rows = [*store.select(query, new=thing).rows, *store.select(query, old=thing).rows]
    return _read(store, rows)


def find_chains(store: Store, thing: Iri) -> tuple[tuple[Step, ...], ...]:
    """The lines of names that lead to a thing and on from it, the oldest name first.

    Several where names were merged or parted; none where it was never renamed.
    """

    heads = list(islice(_walk((thing,), lambda one: find_pointing(store, _REPLACED, one)), _CHAINS))
    tails = list(islice(_walk((thing,), lambda one: _find_next(store, one)), _CHAINS))
    lines = [(*reversed(head), *tail[1:]) for head in heads for tail in tails][:_CHAINS]
    return tuple(tuple(_make_step(store, one) for one in line) for line in lines if len(line) > 1)


def _find_next(store: Store, thing: Iri) -> tuple[Iri, ...]:
    return find_said(store, thing).find_iris(_REPLACED)


def _walk(
    way: tuple[Iri, ...], onward: Callable[[Iri], tuple[Iri, ...]]
) -> Iterator[tuple[Iri, ...]]:
    further = [one for one in onward(way[-1]) if one not in way]
    if not further:
        yield way
    for one in further:
        yield from _walk((*way, one), onward)


def _make_step(store: Store, thing: Iri) -> Step:
    said = find_said(store, thing)
    since, until = (tuple(map(str, said.find(MPO + name))) for name in ("validFrom", "validUntil"))
    return Step(Named(thing, find_label(store, thing) or make_short(thing)), since, until)


def _read(store: Store, rows: list[Row]) -> tuple[Renaming, ...]:
    proofs = Proofs(store)
    found: list[Renaming] = []
    for old, from_old in group_rows(rows, "old").items():
        for own in group_rows(from_old, "new").values():
            named = read_named(own[0], "old"), read_named(own[0], "new")
            assert named[0] is not None, "the query binds it"
            assert named[1] is not None, "the query binds it"
            kinds = find_kinds(store, old)
            # Of two links that say the same the one that is told is the same in every engine.
            stated = (row for row in own if "link" in row)
            told = min(stated, key=lambda row: (row["link"], row["status"]), default=None)
            found.append(
                Renaming(
                    named[0],
                    named[1],
                    get_word(kinds[0]) if kinds else None,
                    collect_texts(own, "from"),
                    collect_texts(own, "until"),
                    None if told is None else get_iri(told, "link"),
                    None if told is None else get_code(get_iri(told, "status")),
                    proofs.find(collect(read_iri(one, "proof") for one in own)),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.since, one.old.label, one.old.iri)))

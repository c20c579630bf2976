"""What leads nowhere: articles nobody implements, projects without article or body, lone 再掲."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.names import ID
from kg.questions.article import make_sort_key
from kg.questions.evidence import Evidence, Proofs, find_homes
from kg.questions.kinds import find_label
from kg.questions.label import Labels
from kg.questions.pair_tables import Record, Table
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    group_rows,
    parse_code,
    read_iri,
    read_named,
    read_text,
)
from kg.questions.trace_sources import find_address, say_position, say_quote
from kg.store.store import Store
from kg.store.terms import Iri, Row


class GapKind(StrEnum):
    """What is missing."""

    ARTICLE = "article"
    PROJECT = "project"
    BODY = "body"
    ORIGINAL = "original"


_QUERIES: Final = {
    GapKind.ARTICLE: "gaps-articles",
    GapKind.PROJECT: "gaps-projects",
    GapKind.BODY: "gaps-bodies",
    GapKind.ORIGINAL: "gaps-originals",
}
_KINDS: Final = {
    GapKind.ARTICLE: ("実施するものがない条文", "articles that nothing implements"),
    GapKind.PROJECT: ("条文に届かない事業", "projects that reach no article"),
    GapKind.BODY: ("担当が書かれていない事業", "projects whose body nobody names"),
    GapKind.ORIGINAL: ("元の行がわからない再掲", "再掲 rows without their original"),
}
_COLUMNS: Final = {
    "kind": ("欠けているもの", "what is missing"),
    "municipality": ("自治体", "municipality"),
    "homes": ("文書・条例", "document or ordinance"),
    "name": ("名称", "name"),
    "candidates": ("候補の数", "candidates"),
    "places": ("行", "lines"),
    "quotes": ("原文", "quotes"),
    "addresses": ("出典のアドレス", "addresses of the sources"),
    "iri": ("固定リンク", "permalink"),
}


@dataclass(frozen=True)
class Gap:
    """A thing to which something is missing. `homes` are its ordinance or the documents it is in.

    `candidates` counts what may fill the gap and was not taken for certain.
    """

    kind: GapKind
    thing: Named
    municipality: Named | None
    homes: tuple[Named, ...]
    candidates: int
    evidence: tuple[Evidence, ...]


def find_gaps(store: Store, kind: GapKind | None = None) -> tuple[Gap, ...]:
    """The gaps of one kind, or all, by municipality and document and in its order."""
    reader = _Reader(store)
    kinds = GapKind if kind is None else (kind,)
    return tuple(gap for one in kinds for gap in reader.find(one))


def say_gap_kind(kind: GapKind, language: str = "ja") -> str:
    """What is missing, in words."""
    return _KINDS[kind][language == "en"]


def make_gap_table(gaps: Iterable[Gap], language: str = "ja") -> Table:
    """A row for each gap, with where the thing stands."""
    rows: list[Record] = [
        {
            "kind": say_gap_kind(one.kind, language),
            "municipality": one.municipality.label if one.municipality else None,
            "homes": "\n".join(home.label for home in one.homes),
            "name": one.thing.label,
            "candidates": one.candidates,
            "places": "\n".join(
                f"{proof.title} {say_position(proof, language)}".strip() for proof in one.evidence
            ),
            "quotes": "\n".join(filter(None, map(say_quote, one.evidence))),
            "addresses": "\n".join(dict.fromkeys(map(find_address, one.evidence))),
            "iri": one.thing.iri,
        }
        for one in gaps
    ]
    return Table(_COLUMNS, tuple(rows))


class _Reader:
    """Reads gaps; labels and proofs once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._proofs = Proofs(store)
        self._labels = Labels(store)
        self._homes: dict[str, Named] = {}

    def find(self, kind: GapKind) -> list[Gap]:
        rows = self._store.select(get_query(_QUERIES[kind])).rows
        self._proofs.prepare(rows)
        found = [self._read(kind, thing, own) for thing, own in group_rows(rows, "thing").items()]
        return sorted(found, key=_order)

    def _read(self, kind: GapKind, thing: Iri, rows: list[Row]) -> Gap:
        evidence = self._proofs.find(collect(read_iri(row, "proof") for row in rows))
        home = read_named(rows[0], "home") if kind is GapKind.ARTICLE else None
        return Gap(
            kind,
            Named(thing, self._labels.get(thing, read_text(rows[0], "label"))),
            self._find_municipality(thing),
            find_homes(evidence) if home is None else (home,),
            len(collect(read_iri(row, "candidate") for row in rows)),
            evidence,
        )

    def _find_municipality(self, thing: Iri) -> Named | None:
        code = parse_code(thing)
        if code is None:
            return None
        if code not in self._homes:
            iri = Iri(f"{ID}{code}")
            self._homes[code] = Named(iri, find_label(self._store, iri) or code)
        return self._homes[code]


def _order(gap: Gap) -> tuple[object, ...]:
    home = gap.municipality.iri if gap.municipality else ""
    if gap.kind is GapKind.ARTICLE:
        number = make_sort_key(gap.thing.iri.rpartition("/art_")[2])
        return home, gap.homes[0].iri, number, gap.thing.iri
    first = gap.evidence[0] if gap.evidence else None
    place = (first.document or "", first.start or 0) if first else ("~", 0)
    return home, *place, gap.thing.iri

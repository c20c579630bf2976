"""The 全国地方公共団体コード: whose a code is, and which wards a designated city has."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kg.graph.claims import add_claim
from kg.graph.ntriples import DCT, MPO, ORG, PROV, RDF, SKOS, Term, Triples, dated, iri, ja, string
from kg.names import ID, make_municipality, make_thing
from kg.text.fold import fold_key

#: What stands for a code in what is national (graph contract, IRIs), and its name.
NATIONAL: Final = "jp"
_NATION: Final = "国"
_TABLE: Final = Path(__file__).with_name("municipal-codes.tsv")
_SOURCE: Final = iri(f"{ID}source/soumu-municipal-codes")
_TITLE: Final = "全国地方公共団体コード（総務省、2024年1月1日現在、jichitai-code による編集）"
_ADDRESS: Final = "https://www.soumu.go.jp/denshijiti/code.html"
_SEEN: Final = "2024-01"


@dataclass(frozen=True)
class MunicipalCode:
    """A code of six digits and whose it is; a ward of a designated city is `of` that one's code.

    `reading` is in hiragana, a ward's with its city; `kind` is prefecture, city, special-ward,
    town, village or ward.
    """

    code: str
    name: str
    reading: str
    kind: str
    of: str
    prefecture: str


@cache
def load_codes() -> Mapping[str, MunicipalCode]:
    """The codes of 2024-01-01 by their digits, the 47 prefectures and 171 wards included."""
    lines = [
        line for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    return {row["code"]: MunicipalCode(**row) for row in csv.DictReader(lines, delimiter="\t")}


def make_municipalities(codes: Iterable[str], known: Collection[Term]) -> Triples:
    """The names of municipalities by their codes, but for those that are known already."""
    triples = Triples()
    for code in sorted(set(codes)):
        term = iri(make_municipality(code))
        row = load_codes().get(code)
        name = _NATION if code == NATIONAL else row.name if row else None
        if name is None or term in known:
            continue
        add = triples.add
        add(term, RDF.type, MPO.Body)
        add(term, RDF.type, ORG.Organization)
        add(term, MPO.bodyKind, MPO.other if code == NATIONAL else MPO.municipality)
        add(term, PROV.wasDerivedFrom, _SOURCE)
        add_claim(triples, term, SKOS.prefLabel, ja(name), [_SOURCE])
    if len(triples):
        _add_source(triples)
    return triples


def make_ward_codes(codes: Iterable[str], wards: Collection[Term]) -> Triples:
    """The codes of the wards in the graph, as `dct:identifier`."""
    triples = Triples()
    wanted = set(codes)
    for row in load_codes().values():
        if row.kind == "ward" and row.of in wanted:
            ward = iri(make_thing(row.of, "ward", row.name))
            if ward in wards:
                triples.add(ward, DCT.identifier, string(row.code))
                triples.add(ward, PROV.wasDerivedFrom, _SOURCE)
    if len(triples):
        _add_source(triples)
    return triples


def find_code(name: str) -> tuple[MunicipalCode, ...]:
    """The codes of a name, or of a prefecture's name and its own: 府中市, 東京都府中市."""
    key = fold_key(name)
    return tuple(
        row
        for row in load_codes().values()
        if key in (fold_key(row.name), fold_key(row.prefecture + row.name)) and row.kind != "ward"
    )


def _add_source(triples: Triples) -> None:
    triples.add(_SOURCE, RDF.type, MPO.ExternalSource)
    triples.add(_SOURCE, RDF.type, PROV.Entity)
    triples.add(_SOURCE, DCT.title, ja(_TITLE))
    triples.add(_SOURCE, DCT.source, iri(_ADDRESS))
    triples.add(_SOURCE, MPO.seen, dated(_SEEN))

"""How names are read: hiragana that the program concludes from a dictionary, or a person wrote.

No document states how a name is read. The dictionary is SudachiDict by SudachiPy (Apache-2.0, the
group `build` of pyproject.toml); what it reads wrongly stands in data/corrections/readings.tsv.
Only the build needs it: the graph carries the result.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final

from kg.errors import CorrectionError, GraphError, locate
from kg.graph.claims import add_inference
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
    hiragana,
    ja,
)
from kg.graph.ontology import load_confidences
from kg.names import ID
from kg.text.fold import fold
from kg.text.kana import is_kana, make_hiragana

COLUMNS: Final = ("municipality", "name", "reading", "reason")
BY_DICTIONARY: Final = RULE["kana-by-dictionary"]
BY_A_PERSON: Final = RULE["kana-by-a-person"]
_READ: Final = (MPO.Body, MPO.Ward)
#: Brackets, commas, signs and blanks have a name in the dictionary, and no sound.
_SILENT: Final = ("補助記号", "空白", "記号")


@dataclass(frozen=True)
class WrittenReading:
    """How a person says that a name is read, and why."""

    kana: str
    reason: str


def find_kana(
    graphs: Iterable[Triples],
    written: Mapping[tuple[str, str], WrittenReading],
    read: Callable[[str], str] | None = None,
) -> Triples:
    """The readings of all bodies and wards, each a claim with its rule and the name's passages.

    `written` are those of people by code and name; `read` gives the rest, by default the
    dictionary, and nothing for what it cannot read.
    """
    things: dict[Term, None] = {}
    names: dict[Term, Term] = {}
    naming: dict[Term, Term] = {}
    subjects: dict[Term, Term] = {}
    proofs: dict[Term, list[Term]] = defaultdict(list)
    for subject, predicate, object_ in chain.from_iterable(graphs):
        if predicate == RDF.type and object_ in _READ:
            things[subject] = None
        elif predicate == SKOS.prefLabel:
            names[subject] = object_
        elif predicate == RDF.predicate and object_ == SKOS.prefLabel:
            naming[subject] = object_
        elif predicate == RDF.subject:
            subjects[subject] = object_
        elif predicate == PROV.wasDerivedFrom:
            proofs[subject].append(object_)
    proven: dict[Term, list[Term]] = defaultdict(list)
    for claim in naming:
        proven[subjects[claim]] += proofs[claim]
    found = Triples()
    for thing in sorted(things.keys() & names.keys()):
        _add_reading(found, thing, get_text(names[thing]), proven[thing], written, read)
    return found


def load_written(path: Path) -> dict[tuple[str, str], WrittenReading]:
    """The readings that people wrote, by code and name; none when the file does not exist.

    Raises CorrectionError for a table or a row that is not well formed.
    """
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
            if tuple(rows.fieldnames or ()) != COLUMNS:
                raise CorrectionError(
                    f"列は {' '.join(COLUMNS)} です / wrong columns", where=locate(path, 1)
                )
            return dict(_parse_row(row, locate(path, rows.line_num)) for row in rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CorrectionError(
            "読み方の表を読めません / the table of readings cannot be read",
            where=locate(path),
            why=str(error),
            fix="UTF-8 のタブ区切りで保存し直してください / save it as UTF-8, parted by tabs",
        ) from error


def read_by_dictionary(name: str) -> str:
    """How the dictionary reads a name, in hiragana; empty where it does not know a part of it."""
    kana = "".join(
        make_hiragana(part.reading_form())
        for part in _load_dictionary().tokenize(fold(name).text)
        if part.part_of_speech()[0] not in _SILENT
    )
    return kana if is_kana(kana) else ""


def _parse_row(row: dict[str, str], where: str) -> tuple[tuple[str, str], WrittenReading]:
    if None in row or not row["municipality"] or not row["name"] or not row["reason"]:
        raise CorrectionError(
            "団体コード・名前・理由のどれかが空か、列が多すぎます / "
            "municipality, name or reason is empty, or there are too many cells",
            where=where,
        )
    if not is_kana(row["reading"]):
        raise CorrectionError(
            f"読みはひらがなで書きます / a reading is hiragana: {row['reading']}", where=where
        )
    return (row["municipality"], row["name"]), WrittenReading(row["reading"], row["reason"])


def _add_reading(
    found: Triples,
    thing: Term,
    name: str,
    proofs: list[Term],
    written: Mapping[tuple[str, str], WrittenReading],
    read: Callable[[str], str] | None,
) -> None:
    code = (get_iri(thing) or "").removeprefix(ID).partition("/")[0]
    own = written.get((code, name))
    kana = own.kana if own is not None else (read or read_by_dictionary)(name)
    if not kana or not proofs:
        return
    rule = BY_DICTIONARY if own is None else BY_A_PERSON
    claim = add_inference(
        found,
        thing,
        MPO.kana,
        hiragana(kana),
        rule=rule,
        confidence=load_confidences()[rule],
        justification=SEMAPV.LexicalMatching if own is None else SEMAPV.ManualMappingCuration,
        proofs=proofs,
    )
    if own is not None:
        found.add(claim, MPO.reason, ja(own.reason))


@cache
def _load_dictionary() -> Any:
    try:
        from sudachipy import Dictionary, SplitMode
    except ImportError as error:
        raise GraphError(
            "読みの辞書がありません / the dictionary of readings is missing",
            why="組織と区の読みは、グラフを作るときに辞書から決めます / "
            "the readings of bodies and wards are concluded from it when the graph is made",
            fix="pip install 'seisaku-kg[build]'",
        ) from error
    return Dictionary(dict="core").create(mode=SplitMode.C)

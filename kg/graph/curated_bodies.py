"""Who runs a project where no document says so: a table that people keep, with its sources.

data/curated/responsible-bodies.tsv: one row a project, body and fiscal year, with the title and the
address of the page that says so and the month in which it was read.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import Final

from kg.errors import GraphError, locate
from kg.graph.ntriples import (
    DCT,
    MPO,
    ORG,
    PROV,
    RDF,
    SEMAPV,
    SKOS,
    SSSOM,
    Term,
    Triples,
    dated,
    decimal,
    integer,
    iri,
    ja,
)
from kg.names import ID, make_claim, make_thing

COLUMNS: Final = (
    "municipality",
    "project",
    "body",
    "kind",
    "year",
    "source_title",
    "source_address",
    "seen",
)
_KINDS: Final = (
    "bureau", "department", "wardOffice", "branchOffice", "committee", "council", "centre",
    "counter", "assembly", "ministry", "association", "other",
)
#: What each cell has to look like, and how to say so.
_FORMS: Final = {
    "municipality": ("[0-9]{6}", "団体コード(6桁) / six-digit code"),
    "project": (".+", "事業の名前 / the name of a project"),
    "body": (".+", "組織の名前 / the name of a body"),
    "kind": ("|".join(_KINDS), " ".join(_KINDS)),
    "year": ("([0-9]{4})?", "年度(西暦)か空欄 / a fiscal year or nothing"),
    "source_title": (".+", "出典の題 / the title of the source"),
    "source_address": (r"https?://[^\s<>\"]+", "出典の URL / its address"),
    "seen": ("[0-9]{4}-[0-9]{2}(-[0-9]{2})?", "見た月 / when it was read, 2026-11"),
}


def make_curated_bodies(path: Path, projects: Set[Term], labels: Mapping[Term, str]) -> Triples:
    """The table as claims, each resting on its source; empty where there is no table.

    Raises GraphError for a row that is not well formed or whose project the graph does not hold.
    """
    triples = Triples()
    for number, row in _read(path):
        where = locate(path, number)
        for column, (form, words) in _FORMS.items():
            if re.fullmatch(form, row[column] or "") is None:
                raise GraphError(
                    f"{column} が正しくありません / is not right: {row[column]!r}",
                    where=where,
                    fix=words,
                )
        code = row["municipality"]
        project = iri(make_thing(code, "project", row["project"]))
        if project not in projects:
            raise GraphError(
                f"事業「{row['project']}」はグラフにありません / no such project in the graph",
                where=where,
                fix="`kg describe` で名前を確かめ、そのまま書いてください / write its name in full",
            )
        _add_row(triples, row, project, labels)
    return triples


def _read(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
            if tuple(rows.fieldnames or ()) != COLUMNS:
                raise GraphError(
                    f"列は {' '.join(COLUMNS)} です / wrong columns", where=locate(path, 1)
                )
            for row in rows:
                if None in row:
                    raise GraphError(
                        "列が多すぎます / more cells than columns",
                        where=locate(path, rows.line_num),
                    )
                yield rows.line_num, row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GraphError(
            "担当の表を読めません / the table of responsible bodies cannot be read",
            where=locate(path),
            why=str(error),
            fix="UTF-8 のタブ区切りで保存し直してください / save it as UTF-8, parted by tabs",
        ) from error


def _add_row(
    triples: Triples, row: Mapping[str, str], project: Term, labels: Mapping[Term, str]
) -> None:
    body = iri(make_thing(row["municipality"], "body", row["body"]))
    address = row["source_address"]
    digest = hashlib.sha256(f"{address} {row['seen']}".encode()).hexdigest()[:16]
    source = iri(f"{ID}source/{digest}")
    add = triples.add
    add(source, RDF.type, MPO.ExternalSource)
    add(source, RDF.type, PROV.Entity)
    add(source, DCT.title, ja(row["source_title"]))
    add(source, DCT.source, iri(address))
    add(source, MPO.seen, dated(row["seen"]))
    if body not in labels:
        add(body, RDF.type, MPO.Body)
        add(body, RDF.type, ORG.Organization)
        add(body, MPO.bodyKind, MPO[row["kind"]])
        add(body, PROV.wasDerivedFrom, source)
        _claim(triples, body, SKOS.prefLabel, ja(row["body"]), source)
    claim = _claim(triples, project, MPO.responsibleBody, body, source)
    if row["year"]:
        add(claim, MPO.fiscalYear, integer(int(row["year"])))


def _claim(
    triples: Triples, subject: Term, predicate: Term, object_: Term, source: Term
) -> Term:
    claim = iri(make_claim(subject, predicate, object_))
    triples.add(subject, predicate, object_)
    for name, value in (
        (RDF.type, MPO.Claim),
        (RDF.type, RDF.Statement),
        (RDF.subject, subject),
        (RDF.predicate, predicate),
        (RDF.object, object_),
        (MPO.status, MPO.Stated),
        (SSSOM.confidence, decimal(1.0)),
        (SSSOM.mapping_justification, SEMAPV.ManualMappingCuration),
        (PROV.wasDerivedFrom, source),
    ):
        triples.add(claim, name, value)
    return claim

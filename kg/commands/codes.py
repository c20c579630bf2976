"""Whose a document is: a 全国地方公共団体コード, the name of a municipality, or `jp`."""

from __future__ import annotations

import re

from rdflib import URIRef

from kg.documents.folder import DataFolder
from kg.errors import KgError
from kg.graph.load import read_turtle
from kg.graph.municipal_codes import NATIONAL, find_code, load_codes
from kg.graph.terms import SKOS
from kg.names import make_municipality

_WEIGHTS = (6, 5, 4, 3, 2)
_WHERE = "--municipality"


def get_code(said: str) -> str:
    """The code of what was said: a code, or a name that one municipality alone bears.

    Raises KgError for a wrong check digit, and for a name that none or several bear.
    """
    if said == NATIONAL or re.fullmatch("[0-9]+", said):
        check_code(said)
        return said
    found = find_code(said)
    if len(found) == 1:
        return found[0].code
    if not found:
        raise KgError(
            f"その名の自治体はありません / no municipality of that name: {said}",
            where=_WHERE,
            fix="全国地方公共団体コード(6桁)を書いてください / say the six-digit code",
        )
    raise KgError(
        f"その名の自治体は {len(found)} あります / several bear that name: {said}",
        where=_WHERE,
        fix="、".join(f"{row.code} {row.prefecture}{row.name}" for row in found[:10]),
    )


def check_code(code: str) -> None:
    """Raise KgError unless a code is a 全国地方公共団体コード, check digit included, or `jp`."""
    if code == NATIONAL:
        return
    digits = [int(char) for char in code] if re.fullmatch("[0-9]{5,6}", code) else []
    if not digits:
        raise KgError(
            f"団体コードは6桁の数字です(国は jp) / six digits expected, or jp: {code}",
            where=_WHERE,
        )
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=False))
    right = code[:5] + str((11 - total % 11) % 10)
    if code != right:
        raise KgError(
            f"団体コードの検査数字が合いません / the check digit of the code is wrong: {code}",
            where=_WHERE,
            fix=f"{right} ではありませんか / did you mean {right}?",
        )


def find_unknown_municipality(folder: DataFolder, code: str) -> list[str]:
    """What to write into the curated facts where the list of codes does not name it."""
    if code in load_codes() or code == NATIONAL:
        return []
    path = folder.ttl / "curated.ttl"
    municipality = URIRef(make_municipality(code))
    for file in (path, *sorted((folder.ttl / code).glob("*.ttl"))):
        if file.exists() and (municipality, SKOS.prefLabel, None) in read_turtle(file):
            return []
    return [
        f"自治体 {code} の名前がまだありません(kg check が指摘します)。{path} に書いてください / "
        "the municipality has no name yet (kg check says so): write it there",
        f"  id:{code} a mpo:Body, org:Organization ;",
        '    skos:prefLabel "○○市"@ja ; mpo:bodyKind mpo:municipality ;',
        "    prov:wasDerivedFrom source:soumu-municipal-codes .",
    ]

"""The verb that a document prints of what it carries out: 設置 of 「ゆめ窓口」の設置."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.named.following import find_verb
from kg.names import MPO
from kg.questions.evidence import Evidence
from kg.questions.vocabulary import Word

_CARRIES_OUT: Final = MPO + "carriesOut"


def find_printed_verb(predicate: Word, name: str, evidence: Iterable[Evidence]) -> str | None:
    """The verb behind a thing's name in what proves a statement; None for other relations."""
    if predicate.iri != _CARRIES_OUT:
        return None
    names = dict.fromkeys((name, name.partition("（")[0]))
    found = (find_verb(one.quote or "", each) for one in evidence for each in names)
    return next((verb for verb in found if verb), None)

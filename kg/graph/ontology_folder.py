"""Where the ontology lies: beside the packages in a checkout, else where the wheel put it."""

from __future__ import annotations

import sysconfig
from pathlib import Path
from typing import Final

from kg.errors import GraphError, locate

_PLACES: Final = (
    Path(__file__).resolve().parents[2] / "ontology",
    Path(sysconfig.get_path("data")) / "share/seisaku-kg/ontology",
    # Installed with `pip install --target`, the wheel's data lie beside the packages.
    Path(__file__).resolve().parents[2] / "share/seisaku-kg/ontology",
)


def find_ontology_folder() -> Path:
    """The folder of the ontology. Raises GraphError when it is nowhere."""
    for place in _PLACES:
        if (place / "mpo.ttl").exists():
            return place
    raise GraphError(
        "オントロジーがありません / the ontology is missing",
        where=locate(_PLACES[0] / "mpo.ttl"),
        fix="リポジトリーを取り直すか、入れ直してください / "
        "check the project out again, or install it again",
    )

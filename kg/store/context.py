"""The context of our JSON-LD (ontology/context.jsonld)."""

from __future__ import annotations

import json
from functools import cache

from kg.graph.ontology_folder import find_ontology_folder
from kg.names import PREFIXES


@cache
def load_context() -> dict[str, object]:
    """The context that every JSON-LD answer carries."""
    path = find_ontology_folder() / "context.jsonld"
    if not path.exists():
        return dict(PREFIXES)
    context = json.loads(path.read_text(encoding="utf-8"))["@context"]
    assert isinstance(context, dict), path
    return context

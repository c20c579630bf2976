"""An answer as SPARQL 1.1 Query Results JSON, which any SPARQL library reads."""

from __future__ import annotations

from typing import Final

from kg.errors import QueryError
from kg.names import PREFIXES
from kg.store.terms import Result, Term, Text

#: What `kg query --format` calls it; `json` is a plain list of objects.
NAME: Final = "sparql-json"
_BLANK: Final = "_:"
#: What a literal of these datatypes is without saying so.
_UNSAID: Final = (PREFIXES["xsd"] + "string", PREFIXES["rdf"] + "langString", "")


def make_results(found: Result | bool | str) -> dict[str, object]:
    """The answer of SELECT or ASK as an object. Raises QueryError for triples, which have none."""
    if isinstance(found, bool):
        return {"head": {}, "boolean": found}
    if isinstance(found, str):
        raise QueryError(
            f"CONSTRUCT と DESCRIBE の答えはトリプルで、{NAME} では書けません / "
            "CONSTRUCT and DESCRIBE answer with triples, which are no query results",
            fix="--format なしで Turtle になります / they come as Turtle without --format",
        )
    rows = [{name: _make_term(term) for name, term in row.items()} for row in found.rows]
    return {"head": {"vars": [*found.variables]}, "results": {"bindings": rows}}


def _make_term(term: Term) -> dict[str, str]:
    if not isinstance(term, Text):
        blank = term.startswith(_BLANK)
        value = term.removeprefix(_BLANK) if blank else str(term)
        return {"type": "bnode" if blank else "uri", "value": value}
    told = {"type": "literal", "value": str(term)}
    if term.language:
        return {**told, "xml:lang": term.language}
    return told if term.datatype in _UNSAID else {**told, "datatype": term.datatype}

"""The findings of the SHACL shapes (ontology/shapes) over a graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rdflib import Graph, Literal, Namespace
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.errors import GraphError
from kg.names import PREFIXES
from kg.quality.finding import QualityFinding, Severity, sort_findings
from kg.quality.place import get_place

SH: Final = Namespace(PREFIXES["sh"])

#: What parts the fault from its mend in every `sh:message`.
MEND: Final = {"ja": "対処: ", "en": "Fix: "}

_SEVERITIES: Final[dict[Node, Severity]] = {
    SH.Violation: "fault", SH.Warning: "warning", SH.Info: "note",
}


def check_shapes(
    data: Graph, shapes: Graph, ontology: Graph, *, files: Mapping[str, str] | None = None
) -> list[QualityFinding]:
    """One finding per SHACL result; the code is the local name of the rule that was broken.

    `data` is the union of the named graphs (a link's proof may stand in another graph than the
    link), `ontology` the classes, code lists and rules. Neither is changed. `files` gives the
    path to print for a document's IRI.
    """
    # 0.2 s to import, so only when it is needed.
    from pyshacl import validate

    # pySHACL writes into the graphs it is given, and copies only the classes of an `ont_graph`,
    # not the code lists and rules: so both are joined here, in a plain rdflib graph.
    union = Graph()
    union += data
    union += ontology
    rules = Graph()
    rules += shapes
    _, report, text = validate(union, shacl_graph=rules, inplace=True)
    if not isinstance(report, Graph):
        raise GraphError(
            "SHACL の検査を実行できません / the shapes cannot be run",
            where="ontology/shapes",
            why=str(text),
            fix="shapes の該当する sh:select を直してください / mend the sh:select it names",
        )
    return sort_findings(
        [_read_result(report, result, union, shapes, files)
         for result in report.subjects(RDF.type, SH.ValidationResult)]
    )


def _read_result(
    report: Graph, result: Node, data: Graph, shapes: Graph, files: Mapping[str, str] | None
) -> QualityFinding:
    focus = _get(report, result, SH.focusNode)
    value = report.value(result, SH.value)
    constraint = report.value(result, SH.sourceConstraint)
    # A rule in SPARQL looks at the whole graph at once, so what it found is the value, and the
    # focus is only the class the rule is about.
    thing = value if constraint is not None and value is not None else focus
    rule = constraint if constraint is not None else _get(report, result, SH.sourceShape)
    ja, fix_ja = _get_message(shapes, rule, "ja")
    en, fix_en = _get_message(shapes, rule, "en")
    if value is not None and value != thing:
        ja, en = f"{ja}(値: {value})", f"{en} (value: {value})"
    return QualityFinding(
        code=_local_name(rule),
        severity=_SEVERITIES[_get(report, result, SH.resultSeverity)],
        where=get_place(data, thing, files),
        thing=str(thing),
        ja=ja, en=en, fix_ja=fix_ja, fix_en=fix_en,
    )


def _get(graph: Graph, subject: Node, predicate: Node) -> Node:
    found = graph.value(subject, predicate)
    if found is None:
        raise GraphError(f"a validation result without {predicate}", where=str(subject))
    return found


def _get_message(shapes: Graph, rule: Node, lang: str) -> tuple[str, str]:
    """The fault and its mend in one language; a rule without a message is named instead."""
    for message in shapes.objects(rule, SH.message):
        if isinstance(message, Literal) and message.language == lang:
            fault, _, mend = str(message).partition(MEND[lang])
            return fault.strip(), mend.strip()
    return str(rule), ""


def _local_name(rule: Node) -> str:
    return str(rule).rpartition("#")[2] or str(rule)

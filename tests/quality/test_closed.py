"""The closed namespace: an undeclared term of ours is a fault wherever it is used."""

from __future__ import annotations

import pytest
from rdflib import Graph

from kg.names import MPO, PREFIXES
from kg.quality.closed import check_namespace

DECLARED = frozenset(MPO + name for name in ("Listing", "lists", "printedName", "allWards", "Ward"))
HEAD = "".join(
    f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in ("mpo", "sh", "rdfs", "owl")
) + "@base <https://w3id.org/seisaku-kg/id/> .\n"


def read(body: str) -> Graph:
    return Graph().parse(data=HEAD + body, format="turtle")


def test_declared_terms_and_other_vocabularies_are_no_findings() -> None:
    graph = read("<a> a mpo:Listing ; mpo:lists <b> ; rdfs:seeAlso <c> . <d> a owl:Thing .")
    assert check_namespace([graph], DECLARED) == []


@pytest.mark.parametrize(
    "body",
    [
        "<a> a mpo:Listng .",
        "<a> mpo:Listng <b> .",
        "<a> rdfs:seeAlso mpo:Listng .",
        "mpo:Listng rdfs:label 'x' .",
        "<a> rdfs:label 'x'^^mpo:Listng .",
        "<a> sh:targetClass mpo:Listng .",
        "<a> sh:select '''SELECT ?x WHERE { ?x a mpo:Listng }''' .",
        "<a> sh:construct 'CONSTRUCT { ?x a mpo:Listng } WHERE { ?x a mpo:Listing }' .",
        f"<a> sh:ask 'ASK {{ ?x a <{MPO}Listng> }}' .",
        "<a> sh:select 'SELECT ?x WHERE { ?x (mpo:lists|^mpo:Listng)/mpo:lists* ?y }' .",
    ],
)
def test_an_undeclared_term_is_found_wherever_it_stands(body: str) -> None:
    (found,) = check_namespace([read(body)], DECLARED)
    assert (found.code, found.severity, found.thing) == (
        "undeclared-term", "fault", MPO + "Listng",
    )
    assert "mpo:Listng" in found.ja
    assert "mpo:Listng" in found.en
    assert "mpo:Listing" in found.fix_ja
    assert "mpo:Listing" in found.fix_en


def test_names_outside_queries_and_longer_prefixes_are_not_read_as_terms() -> None:
    graph = read(
        "<a> rdfs:label 'mpo:Nothing' ; sh:select 'SELECT ?x { ?x a xmpo:Nothing, mpo:Ward }' ."
    )
    assert check_namespace([graph], DECLARED) == []


def test_a_term_is_told_once_with_the_number_of_things_that_use_it() -> None:
    graphs = [read("<a> a mpo:Nowhere ."), read("<b> a mpo:Nowhere . <c> mpo:lists <d> .")]
    (found,) = check_namespace(graphs, DECLARED)
    assert found.where == "https://w3id.org/seisaku-kg/id/a"
    assert "2 か所" in found.ja
    assert "2 subjects" in found.en


def test_no_guess_is_made_where_nothing_is_near() -> None:
    (found,) = check_namespace([read("<a> a mpo:Xyzzy .")], DECLARED)
    assert "書き誤り" not in found.fix_ja
    assert "meant" not in found.fix_en

"""How bodies and wards are read: by the dictionary, and where that is wrong by a person's row."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import RDF, SKOS

from kg.documents.folder import DataFolder
from kg.errors import CorrectionError, GraphError
from kg.graph.load import load_graphs, merge_graphs
from kg.graph.ntriples import MPO, PROV, Triples, hiragana, iri, ja
from kg.graph.ntriples import RDF as R
from kg.graph.ntriples import SKOS as S
from kg.graph.ontology import load_rules
from kg.links import kana
from kg.links.kana import (
    BY_A_PERSON,
    BY_DICTIONARY,
    WrittenReading,
    find_kana,
    load_written,
    read_by_dictionary,
)
from kg.names import MPO as MPO_IRI
from tests.workbench import DATA

#: The reading of every body and ward of the graph, each read by a person.
READ = Path(__file__).parent / "kana.tsv"
REAL = DataFolder(DATA)
WARD = iri("https://w3id.org/seisaku-kg/id/141305/ward/区")


def load_read() -> dict[tuple[str, str], str]:
    with READ.open(encoding="utf-8", newline="") as file:
        return {
            (row["municipality"], row["name"]): row["reading"]
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


def find_graph_readings() -> dict[tuple[str, str], str]:
    graph = merge_graphs(load_graphs(REAL.ttl))
    found: dict[tuple[str, str], str] = {}
    for kind in ("Body", "Ward"):
        for thing in graph.subjects(RDF.type, URIRef(MPO_IRI + kind)):
            code = str(thing).partition("/id/")[2].partition("/")[0]
            reading = graph.value(thing, URIRef(MPO_IRI + "kana"))
            found[code, str(graph.value(thing, SKOS.prefLabel))] = str(reading)
    return found


def test_every_body_and_ward_of_the_graph_is_read_as_a_person_reads_it() -> None:
    assert find_graph_readings() == load_read()


def test_the_dictionary_earned_the_confidence_of_its_rule() -> None:
    """To mend: write judged, judgedRight and confidence of the rule into ontology/rules.ttl."""
    read = load_read()
    right = sum(read_by_dictionary(name) == kana for (_, name), kana in read.items())
    rules = load_rules()

    def say(rule: str) -> tuple[int, int, float]:
        term = URIRef(rule[1:-1])
        judged, held, sure = (
            rules.value(term, URIRef(MPO_IRI + name))
            for name in ("judged", "judgedRight", "confidence")
        )
        return int(str(judged)), int(str(held)), float(str(sure))

    assert say(BY_DICTIONARY) == (len(read), right, 0.952)
    written = load_written(REAL.readings)
    assert say(BY_A_PERSON) == (len(written), len(written), 0.75)


def test_every_row_of_a_person_is_used_and_says_what_the_dictionary_does_not() -> None:
    read = load_read()
    for (code, name), one in load_written(REAL.readings).items():
        assert read[code, name] == one.kana
        assert read_by_dictionary(name) != one.kana


def make_ward(name: str) -> Triples:
    claim, passage = iri("urn:claim"), iri("urn:passage")
    return Triples(
        [
            (WARD, R.type, MPO.Ward),
            (WARD, S.prefLabel, ja(name)),
            (claim, R.subject, WARD),
            (claim, R.predicate, S.prefLabel),
            (claim, R.object, ja(name)),
            (claim, PROV.wasDerivedFrom, passage),
        ]
    )


def test_a_reading_is_a_claim_with_its_rule_and_the_passages_of_the_name() -> None:
    found = find_kana([make_ward("中央区")], {})
    (claim,) = {s for s, p, _ in found if p == MPO.rule}
    assert (WARD, MPO.kana, hiragana("ちゅうおうく")) in found
    for predicate, value in (
        (MPO.rule, BY_DICTIONARY),
        (MPO.status, MPO.Inferred),
        (PROV.wasDerivedFrom, iri("urn:passage")),
        (R.object, hiragana("ちゅうおうく")),
    ):
        assert (claim, predicate, value) in found


def test_what_a_person_wrote_goes_before_the_dictionary_and_gives_its_reason() -> None:
    written = {("141305", "中央区"): WrittenReading("なかく", "町の人がそう読む")}
    found = find_kana([make_ward("中央区")], written)
    assert (WARD, MPO.kana, hiragana("なかく")) in found
    assert {o for _, p, o in found if p == MPO.reason} == {ja("町の人がそう読む")}
    assert {o for _, p, o in found if p == MPO.rule} == {BY_A_PERSON}
    other = find_kana([make_ward("中央区")], {("261009", "中央区"): written["141305", "中央区"]})
    assert (WARD, MPO.kana, hiragana("ちゅうおうく")) in other


@pytest.mark.parametrize("name", ["〓〓", "★", "%#", "()"])
def test_no_reading_is_made_up_for_what_the_dictionary_does_not_know(name: str) -> None:
    assert len(find_kana([make_ward(name)], {})) == 0


def test_signs_are_not_read() -> None:
    assert read_by_dictionary("(仮称)市民・交流センター") == "かしょうしみんこうりゅうせんたー"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name\treading\n", "wrong columns"),
        ("municipality\tname\treading\treason\n141305\t区\tく\t\n", "is empty"),
        ("municipality\tname\treading\treason\n141305\t区\tク\t理由\n", "hiragana"),
        ("municipality\tname\treading\treason\n141305\t区\tく\t理由\tさらに\n", "too many"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(tmp_path: Path, text: str, why: str) -> None:
    table = tmp_path / "readings.tsv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError, match=why) as caught:
        load_written(table)
    assert str(table) in str(caught.value)


def test_a_table_that_is_no_text_is_refused_and_a_missing_one_is_empty(tmp_path: Path) -> None:
    table = tmp_path / "readings.tsv"
    assert load_written(table) == {}
    table.write_bytes(b"\xff\xfe")
    with pytest.raises(CorrectionError, match="cannot be read"):
        load_written(table)


def test_a_build_without_the_dictionary_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "sudachipy", None)
    kana._load_dictionary.cache_clear()
    try:
        with pytest.raises(GraphError, match=r"pip install 'seisaku-kg\[build\]'"):
            read_by_dictionary("中央区")
    finally:
        kana._load_dictionary.cache_clear()

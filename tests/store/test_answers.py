"""What an answer's format can say is said exactly; what it cannot is refused in words."""

from __future__ import annotations

import io
from typing import Final
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.errors import QueryError
from kg.names import MPO, PREFIXES
from kg.store.answers import write_answer
from kg.store.asking import Question, ask
from kg.store.engine_terms import restore
from kg.store.jsonld import make_jsonld
from kg.store.limits import Limits

XSD: Final = PREFIXES["xsd"]
RDF: Final = PREFIXES["rdf"]
#: Literals that a careless writer would tidy, and texts that look like something else.
HOSTILE: Final = [
    *(f'"{text}"^^<{XSD}integer>' for text in ("01", "x", "+1", "9" * 30, "")),
    *(f'"{text}"^^<{XSD}double>' for text in ("1.0", "1E0", "INF", "x")),
    *(f'"{text}"^^<{XSD}boolean>' for text in ("1", "true", "yes")),
    *(f'"{text}"^^<{XSD}decimal>' for text in ("0.10", "1.50", "-0.0")),
    f'"2020-01-01Z"^^<{XSD}date>',
    f'"24:00:00"^^<{XSD}time>',
    f'"2020-01-01T00:00:00.50+09:00"^^<{XSD}dateTime>',
    f'" x "^^<{XSD}token>',
    f'"<b>"^^<{RDF}HTML>',
    f'"<b"^^<{RDF}XMLLiteral>',
    f'"{{\\"b\\":1, \\"a\\":2}}"^^<{RDF}JSON>',
    '"x"@en-us',
    '"道"@ja',
    '"@id"',
    '"_:b"',
    '"mpo:New"',
    '"a\\r\\nb\\u2028\\t"',
]
PROPERTIES: Final = [
    "urn:p",
    RDF + "type",
    RDF + "value",
    MPO + "fiscalYear",
    MPO + "isReappearance",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["rdfs"] + "label",
]
#: rdflib reads JSON-LD by a class of its own that it means to remove.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def write(query: str, form: str) -> bytes:
    file = io.BytesIO()
    found = ask(ox.Store(), Question(query))
    write_answer(found, dict.fromkeys(("solutions", "boolean", "triples"), form), file, Limits())
    return file.getvalue()


def read(data: bytes, form: ox.RdfFormat) -> ox.Dataset:
    dataset = ox.Dataset(ox.parse(data, format=form))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def construct(triples: str, form: str) -> bytes:
    return write(f"CONSTRUCT {{ {triples} }} WHERE {{}}", form)


@pytest.mark.parametrize("name", PROPERTIES)
def test_json_ld_changes_no_literal(name: str) -> None:
    triples = f"<urn:s> <{name}> {', '.join(HOSTILE)}"
    wanted = read(construct(triples, "nt"), ox.RdfFormat.N_TRIPLES)
    assert len(wanted) == len(HOSTILE)
    assert read(construct(triples, "jsonld"), ox.RdfFormat.JSON_LD) == wanted


@pytest.mark.parametrize(
    "triples",
    [
        "<urn:s> <urn:p> (1 2 (3) <urn:b>), (), (())",
        "_:a <urn:p> _:b . _:b <urn:p> _:a",
        '_:a a _:b, "text", 5 . _:b a <urn:T>',
        "<urn:s> <urn:p> 1 . <urn:t> <urn:p> <urn:s> . <urn:s> <urn:q> 2",
        "<http://x/a/../b> <http://x/./p> <http://x/c/.>",
        "<label:x> <id:y> <type:z> . <Project:a> a <type:q>",
    ],
)
def test_json_ld_says_the_same_graph(triples: str) -> None:
    wanted = construct(triples, "nt")
    data = construct(triples, "jsonld")
    assert read(data, ox.RdfFormat.JSON_LD) == read(wanted, ox.RdfFormat.N_TRIPLES)
    told = Graph().parse(data=data, format="json-ld")
    assert len(told) == len(Graph().parse(data=wanted, format="nt"))


def test_a_thing_is_one_object_of_json_ld_wherever_its_triples_stand() -> None:
    data = construct("<urn:s> <urn:p> 1 . <urn:t> <urn:p> 1 . <urn:s> <urn:q> 2", "jsonld")
    assert data.count(b'"urn:s"') == 1


def test_the_pages_json_ld_is_as_exact_and_knows_more_prefixes() -> None:
    line = f'<urn:x:s> <urn:x:p> "1.0"^^<{XSD}double> .\n'
    text = make_jsonld(line, {"x": "urn:x:"})
    assert '"x": "urn:x:"' in text
    assert read(text.encode(), ox.RdfFormat.JSON_LD) == read(line.encode(), ox.RdfFormat.N_TRIPLES)


@pytest.mark.parametrize(
    "value", ['"x"@en--ltr', "<<( <urn:s> <urn:p> 1 )>>"], ids=["direction", "triple term"]
)
def test_what_rdf_1_2_alone_knows_is_no_json_ld(value: str) -> None:
    with pytest.raises(QueryError, match=r"cannot be said in this format.*\n.*RDF 1\.2 alone"):
        construct(f"<urn:s> <urn:p> {value}", "jsonld")


@pytest.mark.parametrize("escape", ["0001", "0000", "000B", "001F", "FFFE", "FFFF"])
def test_a_character_that_xml_lacks_is_refused_in_words(escape: str) -> None:
    for query, form in (
        (f'SELECT ("道\\u{escape}a" AS ?x) {{}}', "xml"),
        (f'CONSTRUCT {{ <urn:s> <urn:p> "道\\u{escape}a" }} {{}}', "rdf"),
    ):
        with pytest.raises(QueryError, match=r"cannot be said in this format.*\n.*XML 1\.0"):
            write(query, form)
    assert write(f'SELECT ("\\u{escape}" AS ?x) {{}}', "json")


def test_every_other_character_comes_back_from_xml() -> None:
    text = "a\r\nb\rc\td\x7f\x85\ufffd\U0001f600<&>]]>"
    said = text.replace("\r", "\\r").replace("\n", "\\n")
    results = ElementTree.fromstring(write(f'SELECT ("{said}" AS ?x) {{}}', "xml"))
    assert [one.text for one in results.iter() if one.tag.endswith("literal")] == [text]
    graph = Graph().parse(data=construct(f'<urn:s> <urn:p> "{said}"', "rdf"), format="xml")
    assert [str(one) for one in graph.objects()] == [text]


def test_a_character_that_xml_lacks_is_found_across_pieces() -> None:
    # The engine writes pieces of 8 KiB: one of these lengths cuts it at each of its bytes.
    for length in range(7800, 8200):
        with pytest.raises(QueryError, match=r"XML 1\.0"):
            write(f'SELECT ("{"x" * length}\\uFFFE" AS ?x) {{}}', "xml")
    assert b"\xef\xbf\xbd" in write('SELECT ("\\uFFFD" AS ?x) ("\\uFFFD" AS ?y) {}', "xml")


@pytest.mark.parametrize(
    "triple",
    [
        "<urn:s> <http://x/1> 1",
        "<urn:s> <http://x/> 1",
        "<urn:s> a <http://x/1>",
        f"<urn:s> <{RDF}li> 1",
        f"<urn:s> <{RDF}about> 1",
        "<urn:s> <http://www.w3.org/2000/xmlns/foo> 1",
        "<urn:s> <urn:p> <<( <urn:s> <http://x/1> 1 )>>",
    ],
)
def test_rdf_xml_has_no_element_without_a_name(triple: str) -> None:
    with pytest.raises(QueryError, match=r"cannot be said in this format.*\n.*XML element"):
        construct(triple, "rdf")


def test_names_that_xml_has_are_read_back() -> None:
    triples = (
        f"<urn:s> a <{RDF}li>, <http://x/T> ; <http://x/1a> 1 ; <http://x/再掲> 2 ; "
        f"<http://x/a-b.c> 3 ; <{RDF}_1> 4 ; <http://x#_> 5"
    )
    told = read(construct(triples, "rdf"), ox.RdfFormat.RDF_XML)
    assert told == read(construct(triples, "nt"), ox.RdfFormat.N_TRIPLES)
    assert len(told) == 7


@pytest.mark.parametrize(
    ("value", "restored"),
    [
        ("5", f'"5"^^<{XSD}nonNegativeInteger>'),
        ('"abc"@ja', '"abc"@ja'),
        ('"x"', '"x"'),
        ("1.5", f'"1.5"^^<{XSD}decimal>'),
        ("-5", f'"-5"^^<{XSD}integer>'),
        (f'"5"^^<{XSD}int>', f'"5"^^<{XSD}int>'),
        ("<urn:b>", "<urn:b>"),
    ],
)
def test_only_a_whole_number_becomes_a_count_again(value: str, restored: str) -> None:
    query = f"CONSTRUCT {{ <urn:s> <{PREFIXES['oa']}start> {value} }} {{}}"
    found = ask(ox.Store(), Question(query))
    assert isinstance(found, ox.QueryTriples)
    assert [str(restore(triple).object) for triple in found] == [restored]

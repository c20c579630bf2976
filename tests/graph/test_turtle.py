"""Turtle: what is written reads back as the same triples, sorted, and nothing else can be meant."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from kg.graph.ntriples import from_graph
from kg.graph.terms import MPO, SKOS, ja
from kg.graph.turtle import make_sort_key, write_blocks, write_turtle
from kg.names import ID, PREFIXES, make_name
from kg.names import MPO as MPO_IRI

Triple = tuple[Node, Node, Node]

BASE = ID + "141305/document/plan/"
_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
#: What an IRI may hold: all but RFC 3987's excluded characters.
_TAIL = st.one_of(
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Co", "Cn"],
            exclude_characters='<>"{}|^`\\',
        )
    ),
    st.text(st.sampled_from("ab1-_.~/:?#+@'()!$&,;=あ漢ー①ªµ²٣·\u0301\u203f\u2160ㇰ\uff21\U00020000")),
    _TEXT.map(make_name),
    st.sampled_from([".", "..", "a/../b", "a/./b", "a/..", "-", "a-", ".a", "a.", "%41", "//a"]),
)  # fmt: skip
_START = st.sampled_from(
    [*PREFIXES.values(), BASE, BASE + "node/", ID, ID + "link/", "https://example.org/", "urn:x:"]
)


def is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


IRI = st.builds(lambda start, tail: URIRef(start + tail), _START, _TAIL).filter(is_iri)
LITERAL = st.one_of(
    _TEXT.map(Literal),
    _TEXT.map(ja),
    st.builds(
        lambda text, kind: Literal(text, datatype=kind, normalize=False),
        st.one_of(
            _TEXT,
            st.sampled_from(
                ["1", "-1", "+1", "01", "1.0", "1.", ".5", "1e5", "true", "True", "１２", "٣", "²",
                 "", "1\n", " 1", '"', '"""', "\\", "\\n", "\\u0041", "\r\n", "\x00", "\u2028"]
            ),
        ),
        st.sampled_from([XSD.integer, XSD.decimal, XSD.boolean, XSD.string, XSD.gYear, MPO.odd]),
    ),
    st.sampled_from(["en", "ja-Latn", "zh-Hant-TW"]).map(lambda tag: Literal("a", lang=tag)),
)  # fmt: skip
TRIPLES = st.lists(st.tuples(IRI, IRI, st.one_of(IRI, LITERAL)), max_size=6)


def write(triples: list[Triple], base: str | None, heading: str = "") -> str:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return write_turtle(from_graph(graph), base, heading)


def read_strictly(text: str, base: str | None) -> set[tuple[str, str, str]]:
    """The triples as Oxigraph, a strict parser, reads them: N-Triples forms."""
    return {
        (str(quad.subject), str(quad.predicate), str(quad.object))
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base)
    }


def make_strict(triple: Triple) -> tuple[str, str, str]:
    subject, predicate, object_ = triple
    if isinstance(object_, Literal):
        kind = None if object_.language else ox.NamedNode(object_.datatype or XSD.string)
        value = str(ox.Literal(str(object_), datatype=kind, language=object_.language))
    else:
        value = f"<{object_}>"
    return f"<{subject}>", f"<{predicate}>", value


@given(TRIPLES, st.sampled_from([None, BASE, BASE + "node/"]))
def test_a_strict_parser_reads_back_the_triples_that_were_written(
    triples: list[Triple], base: str | None
) -> None:
    text = write(triples, base, "試験\n見出し")
    assert read_strictly(text, None) == {make_strict(triple) for triple in triples}


@given(TRIPLES)
def test_rdflib_reads_back_the_triples_that_were_written(triples: list[Triple]) -> None:
    text = write(triples, BASE)
    found = {make_strict(triple) for triple in Graph().parse(data=text, format="turtle")}
    plain = {make_strict(triple) for triple in triples}
    # rdflib reads a number or truth value as Python does; what is said is the same.
    assert {triple[:2] for triple in found} == {triple[:2] for triple in plain}
    texts = {triple for triple in plain if "^^" not in triple[2]}
    assert texts <= found


@given(TRIPLES, st.randoms(use_true_random=False))
def test_the_order_of_the_triples_does_not_matter(
    triples: list[Triple], order: random.Random
) -> None:
    mixed = [*triples, *triples]
    order.shuffle(mixed)
    assert write(mixed, BASE) == write(triples, BASE)


@pytest.mark.parametrize(
    "iri",
    [
        "http://example.org/a b",
        "http://example.org/> <http://example.org/p> <http://example.org/o> . <http://example.org/",
        'http://example.org/"',
        "http://example.org/{a}",
        "http://example.org/a|b",
        "http://example.org/a^b",
        "http://example.org/a`b",
        "http://example.org/a\\u0020b",
        "http://example.org/a\nb",
        "http://example.org/\x00",
        BASE + "a b",
        BASE + "a\nb",
        MPO_IRI + "a b",
    ],
)
def test_what_is_no_iri_is_refused_wherever_it_stands(iri: str) -> None:
    thing, bad = URIRef(BASE + "a"), URIRef(iri)
    for triple in (
        (bad, RDF.type, thing),
        (thing, bad, thing),
        (thing, RDF.type, bad),
        (thing, RDF.type, Literal("a", datatype=bad)),
    ):
        with pytest.raises(ValueError, match=r"not an IRI|not a literal"):
            write([triple], BASE)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_blank_node_is_refused(place: int) -> None:
    terms: list[Node] = [URIRef("urn:a"), URIRef("urn:p"), URIRef("urn:b")]
    terms[place] = BNode("x")
    with pytest.raises(ValueError, match="everything in the graph has a name, this has none"):
        write([(terms[0], terms[1], terms[2])], None)


def test_the_text_is_one_a_person_can_read() -> None:
    node = URIRef(BASE + "node/VII/1/1-(1)")
    triples: list[Triple] = [
        (node, SKOS.prefLabel, ja('あゆみの"しくみ"\nづくり')),
        (node, RDF.type, MPO.PolicyNode),
        (node, MPO.position, Literal("10", datatype=XSD.integer)),
        (node, MPO.position, Literal("9", datatype=XSD.integer)),
        (node, SKOS.notation, Literal("1-(1)")),
        (URIRef(ID + "141305/project/あゆみ"), MPO.isReappearance, Literal(False)),
    ]
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    text = write_turtle(from_graph(graph), BASE, "計画", {"project": ID + "141305/project/"})
    assert text == (
        "# 計画\n"
        f"@prefix mpo: <{MPO_IRI}> .\n"
        f"@prefix project: <{ID}141305/project/> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f"@base <{BASE}> .\n"
        "\n"
        "<node/VII/1/1-(1)>\n"
        "  a mpo:PolicyNode ;\n"
        "  mpo:position 9, 10 ;\n"
        '  skos:notation "1-(1)" ;\n'
        '  skos:prefLabel "あゆみの\\"しくみ\\"\\nづくり"@ja .\n'
        "\n"
        "project:あゆみ\n"
        "  mpo:isReappearance false .\n"
    )


def test_nothing_is_written_as_a_head_alone() -> None:
    assert write_turtle([]) == "\n\n"
    assert write_blocks([], PREFIXES) == ""


@given(TRIPLES)
def test_a_block_is_what_stands_below_the_head(triples: list[Triple]) -> None:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    text = head + write_blocks(from_graph(graph), PREFIXES)
    assert read_strictly(text, None) == {make_strict(triple) for triple in triples}


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "a2", "a10", "b"],
        ["1-2", "1-10", "2-1"],
        ["listing/99", "listing/100", "listing/1000"],
    ],
)
def test_numbers_inside_names_sort_by_their_value(ordered: list[str]) -> None:
    assert sorted(sorted(ordered, reverse=True), key=make_sort_key) == ordered


@given(st.lists(_TEXT), st.randoms(use_true_random=False))
def test_any_texts_have_one_order(texts: list[str], order: random.Random) -> None:
    mixed = [*texts]
    order.shuffle(mixed)
    assert sorted(mixed, key=make_sort_key) == sorted(texts, key=make_sort_key)


@pytest.mark.parametrize(
    "term",
    [
        "",
        "a",
        '"a',
        '"a"@',
        '"a"@ja .',
        '"a" . <urn:a> <urn:b> "c"',
        '"a"^^<urn:a> <urn:b>',
        '"a"^^<urn:a b>',
        '"a\nb"',
        '"a\\"',
        "_:a",
        "<urn:a> <urn:b>",
        "<>",
    ],
)
def test_what_is_no_term_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        write_turtle([("<urn:a>", "<urn:b>", term)])

"""The list of codes: every code with its check digit, names that are one municipality's alone."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.commands.codes import check_code, get_code
from kg.errors import KgError
from kg.graph.municipal_codes import load_codes, make_municipalities, make_ward_codes
from kg.graph.ntriples import DCT, SKOS, get_text, iri
from kg.names import make_municipality, make_thing


def test_the_list_is_whole_and_every_code_has_its_check_digit() -> None:
    codes = load_codes()
    assert len(codes) == 1965
    for code in codes:
        check_code(code)
    kinds = Counter(row.kind for row in codes.values())
    assert (kinds["prefecture"], kinds["ward"], kinds["special-ward"]) == (47, 171, 23)
    for row in codes.values():
        assert (row.kind == "ward") == (row.of in codes)
        assert row.name
        assert row.reading


def test_a_municipality_may_be_said_by_name() -> None:
    assert get_code("札幌市") == "011002"
    assert get_code("東京都府中市") == "132063"
    assert get_code("jp") == "jp"
    with pytest.raises(KgError, match="132063 東京都府中市"):
        get_code("府中市")
    with pytest.raises(KgError, match="団体コード"):
        get_code("無い市")


def test_what_people_named_is_not_named_again() -> None:
    city = iri(make_municipality("141305"))
    assert not list(make_municipalities(["141305"], {city}))
    names = {
        o for s, p, o in make_municipalities(["141305", "jp", "990001"], ()) if p == SKOS.prefLabel
    }
    assert {get_text(name) for name in names} == {"川崎市", "国"}


def test_the_wards_of_the_graph_get_their_codes() -> None:
    ward = iri(make_thing("141305", "ward", "川崎区"))
    found = {
        (s, get_text(o)) for s, p, o in make_ward_codes(["141305"], {ward}) if p == DCT.identifier
    }
    assert found == {(ward, "141313")}

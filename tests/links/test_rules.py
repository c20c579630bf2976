"""Every rule of ontology/rules.ttl fires on an example of its own, and not on a near miss."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kg.graph.load import read_turtle
from kg.graph.ntriples import DCT, MPO, PROV, RDF, SKOS, Triples, iri, ja, truth
from kg.graph.ontology import load_confidences
from kg.graph.terms import MPO as TERMS
from kg.links.duplicates import find_duplicates
from kg.links.reappearance import find_originals
from kg.names import BASE, make_document, make_entry, make_passage, make_thing
from kg.store.rules import find_conclusions
from tests.workbench import DATA

TOLD = "町内会や市民活動団体と連携し、地域の課題を解決する取組を支援します。"
LIKE = "町内会や市民活動団体等と連携して、地域の課題を解決するための取組を支援する。"
OTHER = "老朽化した配水管を計画的に更新し、漏水を防ぎます。"
OWN, FAR = "141305", "261009"


@dataclass(frozen=True)
class Row:
    """A row of an example."""

    name: str
    told: str = ""
    marked: bool = False
    code: str = OWN


#: By rule: rows on which it fires, and rows on which it does not.
EXAMPLES: dict[str, tuple[list[Row], list[Row]]] = {
    "same-folded-name": (
        [Row("広報事業"), Row("広報 事業", marked=True)],
        [Row("広報事業"), Row("広聴事業", marked=True)],
    ),
    "same-folded-name-and-text": (
        [Row("広報事業", TOLD), Row("広報事業", OTHER), Row("広報事業", TOLD, marked=True)],
        [Row("広報事業", TOLD), Row("広報事業", TOLD), Row("広報事業", TOLD, marked=True)],
    ),
    "original-in-variants": (
        [Row("子どもの居場所事業"), Row("こどもの居場所事業", marked=True)],
        [Row("子どもの居場所事業"), Row("若者の居場所事業", marked=True)],
    ),
    "original-of-the-same-text": (
        [Row("まちの輪づくり", TOLD), Row("地域連携支援事業", TOLD, marked=True)],
        [Row("まちの輪づくり", OTHER), Row("地域連携支援事業", TOLD, marked=True)],
    ),
    "original-of-alike-name-and-text": (
        [Row("地域課題解決支援事業", TOLD), Row("地域の課題解決等の支援", LIKE, marked=True)],
        [Row("地域課題解決支援事業", TOLD), Row("地域の防災訓練の支援", OTHER, marked=True)],
    ),
    "original-of-alike-name": (
        [Row("放置自転車対策事業"), Row("放置自転車対策の推進", TOLD, marked=True)],
        [Row("放置自転車対策事業", OTHER), Row("放置自転車対策の推進", TOLD, marked=True)],
    ),
    "repeat-of-same-name": (
        [Row("広報事業", TOLD), Row("広報事業", LIKE)],
        [Row("広報事業", TOLD), Row("広聴事業", OTHER)],
    ),
    "repeat-of-same-name-other-text": (
        [Row("広報事業", TOLD), Row("広報事業", OTHER)],
        [Row("広報事業", TOLD), Row("広報事業", LIKE)],
    ),
    "repeat-of-same-name-but-qualifier": (
        [Row("区民会議運営事業", TOLD), Row("区民会議運営事業(各区)", OTHER)],
        [Row("区民会議運営事業", TOLD), Row("区民祭運営事業(各区)", OTHER)],
    ),
    "repeat-of-same-name-in-variants": (
        [Row("受付窓口改善事業", TOLD), Row("受け付け窓口改善事業", OTHER)],
        [Row("受付窓口改善事業", TOLD), Row("受付窓口廃止事業", OTHER)],
    ),
    "repeat-of-same-text": (
        [Row("まちの輪づくり", TOLD), Row("連携支援事業", TOLD)],
        [Row("まちの輪づくり", TOLD), Row("連携支援事業", OTHER)],
    ),
    "repeat-of-alike-name-and-text": (
        [Row("地域課題解決支援事業", TOLD), Row("地域の課題解決の取組支援事業", LIKE)],
        [Row("第1期地域課題解決支援事業", TOLD), Row("第2期地域課題解決の取組支援事業", LIKE)],
    ),
    "repeat-of-merged-or-split-name": (
        [Row("防犯カメラ・防犯灯の設置促進", TOLD), Row("防犯灯設置促進事業", LIKE)],
        [Row("防犯カメラの設置促進", TOLD), Row("防犯灯設置促進事業", OTHER)],
    ),
    "repeat-of-alike-name": (
        [Row("放置自転車対策事業"), Row("放置自転車対策の推進")],
        [Row("放置自転車対策事業"), Row("路上喫煙対策の推進")],
    ),
    "repeat-of-same-name-other-qualifier": (
        [Row("子育て支援の推進(保育事業)", TOLD), Row("子育て支援の推進(相談事業)", OTHER)],
        [Row("子育て支援の推進", TOLD), Row("子育て支援の推進(各区)", OTHER)],
    ),
    "similar-by-name": (
        [Row("子ども食堂支援事業", TOLD), Row("こども食堂支援事業", OTHER, code=FAR)],
        [Row("子ども食堂支援事業", TOLD), Row("こども食堂支援事業", OTHER)],
    ),
    "similar-by-text": (
        [Row("まちの輪づくり", TOLD), Row("連携支援事業", TOLD, code=FAR)],
        [Row("まちの輪づくり", TOLD), Row("連携支援事業", OTHER, code=FAR)],
    ),
    "similar-by-name-and-text": (
        [
            Row("地域課題解決支援事業", TOLD),
            Row("地域の課題解決の取組支援事業", LIKE, code=FAR),
        ],
        [Row("地域課題解決支援事業", TOLD), Row("地域の防災訓練の支援", OTHER, code=FAR)],
    ),
    "similar-by-alike-name": (
        [Row("がん検診事業"), Row("がん検診の推進", code=FAR)],
        [Row("がん検診事業"), Row("歯科健診の推進", code=FAR)],
    ),
    "similar-by-part-of-name": (
        [
            Row("防犯カメラ・防犯灯の設置促進", TOLD),
            Row("防犯灯設置促進事業", LIKE, code=FAR),
        ],
        [Row("防犯カメラの設置促進", TOLD), Row("防犯灯設置促進事業", OTHER, code=FAR)],
    ),
    "project-of-an-original": (
        [Row("子どもの居場所事業"), Row("こどもの居場所事業", marked=True)],
        [Row("子どもの居場所事業"), Row("子どもの居場所事業", marked=True)],
    ),
}
#: Rules that no rows fire, and whether the real documents do: they read a damaged table, an
#: article's number, a column of bodies, the names of other documents, a chain of links.
ELSEWHERE = {
    "lost-label-of-a-merged-cell": True,
    "bureau-of-the-municipality": True,
    # tests/graph/test_legislation.py
    "sole-known-ordinance": False,
    # tests/links/test_pointed.py
    "original-pointed-at": False,
    # tests/links/test_identity.py
    "same-name-with-the-municipality": True,
    "same-name-of-another-kind": True,
    "same-name-across-documents": True,
    "alike-name-across-documents": True,
    "about-the-same-thing": True,
    "variant-name-across-documents": False,
    # tests/links/test_kana.py
    "kana-by-a-person": True,
    "kana-by-dictionary": True,
    # tests/store/test_rules.py
    "through-an-instrument": True,
    "through-what-it-carries-out": True,
    "through-the-same-thing": True,
    "through-a-renaming": False,
}


def find_fired(rows: list[Row]) -> set[str]:
    """The rules that links over some rows name."""
    graph, seen = Triples(), set()
    for number, row in enumerate(rows, start=1):
        place = make_document(row.code, "plan")
        listing = iri(make_entry(place, "listing", number))
        apart = str(number) if (row.name, row.code) in seen and not row.marked else None
        project = iri(make_thing(row.code, "project", row.name, apart))
        seen.add((row.name, row.code))
        graph.add(listing, RDF.type, MPO.Listing)
        graph.add(listing, MPO.lists, project)
        graph.add(project, RDF.type, MPO.Project)
        graph.add(project, SKOS.prefLabel, ja(row.name))
        graph.add(listing, DCT.isPartOf, iri(place))
        graph.add(listing, MPO.isReappearance, truth(row.marked))
        graph.add(listing, PROV.wasDerivedFrom, iri(make_passage(place, number, number + 1)))
        if row.told:
            graph.add(listing, DCT.description, ja(row.told))
    inferred = find_originals([graph])
    inferred.update(find_conclusions([graph, inferred]))
    inferred.update(find_duplicates([graph], inferred))
    return {
        rule[1:-1].removeprefix(f"{BASE}rule/") for _, verb, rule in inferred if verb == MPO.rule
    }


def test_every_rule_has_an_example() -> None:
    rules = {term[1:-1].removeprefix(f"{BASE}rule/") for term in load_confidences()}
    assert rules == set(EXAMPLES) | set(ELSEWHERE)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_fires_on_its_example_and_not_on_a_near_miss(rule: str) -> None:
    fires, misses = EXAMPLES[rule]
    assert rule in find_fired(fires)
    assert rule not in find_fired(misses)


@pytest.mark.parametrize("rule", [rule for rule, real in ELSEWHERE.items() if real])
def test_rules_on_more_than_rows_fire_on_the_real_documents(rule: str) -> None:
    said = read_turtle(DATA / "ttl" / "inferred.ttl").objects(None, TERMS.rule)
    assert rule in {str(one).rpartition("/")[2] for one in said}

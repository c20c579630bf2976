"""Laws, ordinances and rules in the graph: names, parts, dates, versions, citations, no faults."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD

from kg.documents.folder import DataFolder
from kg.documents.kept import find_kept, write_places
from kg.documents.readers.law_xml import read_law_xml
from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.graph.load import parse_turtle
from kg.graph.terms import DCT, ELI, MPO, OA, PROV, SKOS
from kg.names import ID
from kg.publish import Build, make_build, write_build
from kg.quality.workspace import check_folder
from tests.layouts.legislation_samples import MATERIAL, ORDINANCES
from tests.workbench import Sample, build_graph, make_folder

CODES = {"chuo": "131024", "minato": "131032", "setagaya": "131121"}
TOWNS = {"131024": "中央区", "131032": "港区", "131121": "世田谷区"}
CHUO = f"{ID}eli/jp/131024/jorei/2010/16"
MINATO = f"{ID}eli/jp/131032/jorei/1999/23"
MIDORI = f"{ID}eli/jp/131121/jorei/2005/13"
KISOKU = f"{ID}eli/jp/131121/kisoku/2005/77"
LAW = f"{ID}eli/jp/law/405AC0000000088"
KAWASAKI = f"{ID}eli/jp/141305/jorei/2004/60"


def _make_folder(root: Path) -> DataFolder:
    """The five real texts as listed documents, with the curated facts of the real data folder."""
    samples = [
        Sample(
            name,
            "",
            "legislation",
            CODES[name.partition("-")[0]],
            data=(MATERIAL / "ordinances" / f"{name}.txt").read_bytes(),
        )
        for name in ORDINANCES.values()
    ]
    folder = make_folder(root, *samples)
    original = next((MATERIAL / "law-xml").glob("*.xml"))
    kept = read_law_xml(original.read_bytes(), original.name, DEFAULT_LIMITS)
    file = folder.sources / "131024" / original.name
    shutil.copy(original, file)
    text, places = find_kept(file)
    text.write_text(kept.text, encoding="utf-8", newline="")
    places.write_text(write_places(kept.places), encoding="utf-8", newline="")
    manifest = folder.sources / "documents.toml"
    entry = (
        f'\n[document."{original.stem}"]\nfile = "131024/{original.name}"\n'
        f'municipality = "131024"\ntitle = "行政手続法"\nlayout = "legislation"\n'
        f'sha256 = "{hashlib.sha256(original.read_bytes()).hexdigest()}"\n'
        f'reader = "{kept.reader}"\ntext_sha256 = "{kept.sha256}"\n'
    )
    listed = manifest.read_text(encoding="utf-8").replace("coverage = 0.0", "coverage = 1.0")
    manifest.write_text(listed + entry, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, Build, Graph]:
    folder = _make_folder(tmp_path_factory.mktemp("legislation"))
    build = make_build(folder)
    write_build(folder, build)
    union = Graph()
    for path, text in build.files.items():
        union += parse_turtle(text, path)
    return folder, build, union


@pytest.fixture(scope="module")
def graph(built: tuple[DataFolder, Build, Graph]) -> Graph:
    return built[2]


def _texts(graph: Graph, subject: str, predicate: URIRef) -> set[str]:
    return {str(value) for value in graph.objects(URIRef(subject), predicate)}


def test_the_shapes_and_the_evidence_find_no_fault(
    built: tuple[DataFolder, Build, Graph],
) -> None:
    faults = {
        (finding.code, finding.thing)
        for finding in check_folder(built[0])
        if finding.severity == "fault"
    }
    # The test's municipalities have no name in the curated facts of the real data.
    assert {thing for _, thing in faults} <= {f"{ID}{code}" for code in TOWNS}


@pytest.mark.parametrize(
    ("legislation", "articles", "paragraphs", "items", "chapters"),
    [
        (CHUO, 8, 24, 22, 0),
        (MINATO, 51, 81, 56, 5),
        (MIDORI, 39, 69, 19, 7),
        (KISOKU, 63, 120, 56, 8),
        (LAW, 48, 105, 92, 8),
    ],
)
def test_the_graph_holds_as_many_parts_as_a_reader_counts(
    graph: Graph, legislation: str, articles: int, paragraphs: int, items: int, chapters: int
) -> None:
    (document,) = graph.subjects(MPO.embodies, URIRef(legislation))
    # What others cite of it, perhaps of an older version, is not counted.
    stated = {
        str(part)
        for part in graph.subjects(RDF.type, ELI.LegalResourceSubdivision)
        if str(part).startswith(f"{legislation}/")
        and "/suppl" not in str(part)
        and any(
            (passage, OA.hasSource, document) in graph
            for passage in graph.objects(part, PROV.wasDerivedFrom)
        )
    }
    own = set(graph.subjects(RDF.type, MPO.Article)) & set(
        graph.subjects(ELI.is_part_of, URIRef(legislation))
    )
    assert len(own) == articles
    last = [part.rpartition("/")[2].partition("_")[0] for part in stated]
    assert (last.count("para"), last.count("item")) == (paragraphs, items)
    assert last.count("chp") == chapters


def test_the_three_kinds_have_their_classes_numbers_and_dates(graph: Graph) -> None:
    for legislation, kind, code, number, made, in_force in (
        (CHUO, MPO.Ordinance, MPO.ordinance, "16", "2010-03-31", "2010-10-01"),
        (KISOKU, MPO.Regulation, MPO.regulation, "77", "2005-04-01", "2005-04-01"),
        (LAW, MPO.Law, MPO.law, "88", "1993-11-12", None),
    ):
        term = URIRef(legislation)
        kinds = set(graph.objects(term, RDF.type))
        assert {kind, MPO.Legislation, MPO.Instrument, ELI.LegalResource, PROV.Entity} <= kinds
        assert graph.value(term, MPO.instrumentKind) == code
        assert graph.value(term, ELI.number) == Literal(number)
        assert graph.value(term, ELI.date_document) == Literal(made, datatype=XSD.date)
        expected = Literal(in_force, datatype=XSD.date) if in_force else None
        assert graph.value(term, ELI.first_date_entry_in_force) == expected


def test_the_file_holds_the_last_version_and_each_amendment_gave_one(graph: Graph) -> None:
    for legislation, day, count in ((CHUO, "2025-07-04", 7), (LAW, "2024-04-01", 13)):
        versions = set(graph.subjects(ELI.realizes, URIRef(legislation)))
        assert len(versions) == count
        (held,) = {version for version in graph.objects(None, ELI.embodies) if version in versions}
        assert graph.value(held, ELI.version_date) == Literal(day, datatype=XSD.date)
        documents = set(graph.subjects(ELI.embodies, held))
        assert documents == set(graph.subjects(MPO.embodies, URIRef(legislation)))


def test_an_article_has_its_heading_place_and_wording(graph: Graph) -> None:
    article = f"{MINATO}/art_32_2"
    assert _texts(graph, article, SKOS.prefLabel) == {"指定管理者による管理を行う場合の読替え"}
    assert _texts(graph, article, ELI.number) == {"32_2"}
    assert _texts(graph, article, ELI.is_part_of) == {MINATO, f"{MINATO}/chp_3"}
    paragraph = f"{article}/para_1"
    assert _texts(graph, paragraph, SKOS.prefLabel) == {"第32条の2第1項"}
    (wording,) = _texts(graph, paragraph, DCT.description)
    assert wording.startswith("前条の規定により、指定管理者に区立駐車場の管理に関する業務を")
    passages = set(graph.objects(URIRef(article), PROV.wasDerivedFrom))
    exact = {str(graph.value(passage, OA.exact)) for passage in passages}
    assert {"### 第三十二条の二", wording} <= exact


def test_the_passages_of_a_law_lead_to_its_elements(graph: Graph) -> None:
    passages = set(graph.objects(URIRef(f"{LAW}/art_36_3/para_3"), PROV.wasDerivedFrom))
    places = {str(place) for one in passages for place in graph.objects(one, MPO.fragment)}
    assert any(place.endswith("/Paragraph[3]/ParagraphSentence/Sentence") for place in places)


def test_supplementary_articles_do_not_clash_with_the_main_ones(graph: Graph) -> None:
    own, other = f"{LAW}/art_5", f"{LAW}/suppl_2014_69/art_5"
    assert _texts(graph, own, SKOS.prefLabel) != _texts(graph, other, SKOS.prefLabel)
    assert (URIRef(other), RDF.type, MPO.Article) not in graph
    assert _texts(graph, other, ELI.is_part_of) == {f"{LAW}/suppl_2014_69"}
    assert _texts(graph, f"{LAW}/suppl_2014_69", DCT.issued) == {"2014-06-13"}


@pytest.mark.parametrize(
    ("subject", "target"),
    [
        (f"{CHUO}/art_4/para_2", f"{CHUO}/art_7/para_2"),
        (f"{CHUO}/art_4", f"{CHUO}/art_7"),
        (f"{CHUO}/art_3/para_2/item_1", f"{ID}eli/jp/law/343AC0000000100/art_8/para_1/item_3"),
        (f"{CHUO}/art_3", f"{ID}eli/jp/law/343AC0000000100/art_8"),
        # The rule and the ordinance that it carries out meet in one IRI.
        (f"{KISOKU}/art_4", f"{MIDORI}/art_9"),
        (f"{KISOKU}/art_1/para_1", MIDORI),
        (f"{KISOKU}/art_1/para_1", f"{ID}eli/jp/law/349CO0000000003"),
        (f"{KISOKU}/art_27", f"{ID}jp/instrument/都市緑地法施行規則/art_9"),
        (f"{KISOKU}/art_36", f"{ID}eli/jp/130001/jorei/1970/36/art_3"),
        (f"{KISOKU}/tbl_1", f"{KISOKU}/art_6"),
        (f"{LAW}/art_3/para_1", f"{LAW}/chp_4_2"),
    ],
)
def test_a_citation_is_a_triple_with_a_link_and_its_passage(
    graph: Graph, subject: str, target: str
) -> None:
    assert (URIRef(subject), ELI.cites, URIRef(target)) in graph
    (link,) = (
        link
        for link in graph.subjects(RDF.object, URIRef(target))
        if (link, RDF.subject, URIRef(subject)) in graph
    )
    assert graph.value(link, RDF.predicate) == ELI.cites
    assert graph.value(link, MPO.status) == MPO.Stated
    assert list(graph.objects(link, PROV.wasDerivedFrom))


def test_a_cited_law_is_known_by_name_and_number(graph: Graph) -> None:
    law = f"{ID}eli/jp/law/343AC0000000100"
    assert (URIRef(law), RDF.type, MPO.Law) in graph
    assert _texts(graph, law, SKOS.prefLabel) == {"都市計画法"}
    assert "昭和43年法律第100号" in _texts(graph, law, SKOS.altLabel)
    item = f"{law}/art_8/para_1/item_3"
    assert _texts(graph, item, SKOS.prefLabel) == {"第8条第1項第3号"}
    assert (URIRef(f"{law}/art_8"), RDF.type, MPO.Article) not in graph


def test_a_curated_law_goes_before_the_id_made_from_its_number(tmp_path: Path) -> None:
    text = (
        "見本条例\n平成16年12月22日条例第1号\n第1条　建物法（平成12年法律第149号）第2条による。\n"
    )
    folder = make_folder(tmp_path, Sample("sample", text, "legislation", "131024"))
    law = f"{ID}eli/jp/law/412AC1000000149"
    curated = folder.ttl / "curated.ttl"
    with curated.open("a", encoding="utf-8") as file:
        file.write(
            f"\n<{law}> a mpo:Law, mpo:Legislation, mpo:Instrument ;"
            ' skos:prefLabel "建物管理法"@ja ;'
            ' skos:altLabel "平成12年法律第149号"@ja .\n'
        )
    build = make_build(folder)
    stated = build.files[Path("131024/sample.ttl")]
    assert f"{law}/art_2" in stated
    assert "412AC0000000149" not in stated


def test_the_text_of_a_curated_ordinance_speaks_of_the_curated_articles(tmp_path: Path) -> None:
    text = (
        "○川崎市自治基本条例\n平成16年12月22日条例第60号\n"
        "第3章　自治運営の制度等\n第2節　参加及び協働による自治運営\n"
        "（協働推進の施策整備等）\n第32条　市は、次条により行う。\n第33条　前条のとおり。\n"
        "附　則\nこの条例は、平成17年4月1日から施行する。\n"
    )
    build, graph = build_graph(tmp_path, Sample("jichi", text, "legislation", "141305"))
    graph += build.curated
    article = f"{KAWASAKI}/art_32"
    assert (URIRef(article), RDF.type, MPO.Article) in graph
    assert len(_texts(graph, article, SKOS.prefLabel)) == 1
    assert f"{KAWASAKI}/chp_3/sec_2" in _texts(graph, article, ELI.is_part_of)
    assert (URIRef(article), ELI.cites, URIRef(f"{KAWASAKI}/art_33")) in graph
    assert _texts(graph, KAWASAKI, SKOS.prefLabel) == {"川崎市自治基本条例"}
    for predicate in (ELI.number, ELI.date_document, ELI.first_date_entry_in_force):
        assert len(_texts(graph, KAWASAKI, predicate)) == 1
    passages = {
        one for one in graph.objects(URIRef(article), PROV.wasDerivedFrom)
        if (one, RDF.type, MPO.Passage) in graph
    }  # fmt: skip
    assert passages


def test_a_deleted_article_is_not_in_force(tmp_path: Path) -> None:
    text = (
        "見本条例\n平成16年12月22日条例第1号\n第1条　定める。\n第2条及び第3条　削除\n"
        "第4条　定める。\n"
    )
    _, graph = build_graph(tmp_path, Sample("sample", text, "legislation", "131024"))
    gone = {str(one).rpartition("/")[2] for one in graph.subjects(ELI.in_force, None)}
    assert gone == {"art_2", "art_3"}


def test_an_ordinance_without_a_number_is_named_by_its_title(tmp_path: Path) -> None:
    text = "見本条例\n第1条　定める。\n第2条　定める。\n"
    _, graph = build_graph(tmp_path, Sample("sample", text, "legislation", "131024"))
    assert (URIRef(f"{ID}131024/instrument/見本条例/art_2"), RDF.type, MPO.Article) in graph


def test_an_outline_is_an_instrument_and_its_articles_are_parts_of_it(tmp_path: Path) -> None:
    text = (
        "見本要綱\n平成16年12月22日告示第3号\n第1条　定める。\n第2条　前条による。\n"
        "附則\n施行する。\n"
    )
    folder = make_folder(tmp_path, Sample("sample", text, "legislation", "141305"))
    build = make_build(folder)
    write_build(folder, build)
    stated = parse_turtle(build.files[Path("141305/sample.ttl")], "sample.ttl")
    outline = URIRef(f"{ID}141305/instrument/見本要綱")
    assert set(stated.objects(outline, RDF.type)) == {MPO.Instrument, PROV.Entity}
    assert stated.value(outline, MPO.instrumentKind) == MPO.outline
    article = URIRef(f"{outline}/art_2")
    assert set(stated.objects(article, RDF.type)) == {ELI.LegalResourceSubdivision}
    assert (article, ELI.cites, URIRef(f"{outline}/art_1")) in stated
    assert [one for one in check_folder(folder) if one.severity == "fault"] == []


def test_a_second_build_gives_the_same_bytes(built: tuple[DataFolder, Build, Graph]) -> None:
    assert make_build(built[0]).files == built[1].files

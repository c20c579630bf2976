"""The pages of legislation taken in from its full text: a real ordinance and a real law."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from kg.documents.folder import DataFolder
from kg.documents.kept import find_kept, write_places
from kg.documents.readers.law_xml import read_law_xml
from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.names import ID
from kg.publish import make_build, write_build
from kg.questions.citation import find_citations
from kg.questions.unit import get_unit
from kg.questions.wording import get_clause
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Fact, Iri, Result, Term
from tests.layouts.legislation_samples import MATERIAL, ORDINANCES
from tests.web.reading import PageReader, make_test_app
from tests.workbench import Sample, make_folder
from web.legislation import fold_clauses
from web.site import Site

CHUO = "eli/jp/131024/jorei/2010/16"
LAW = "eli/jp/law/405AC0000000088"
KAWASAKI = "eli/jp/141305/jorei/2004/60"


def _make_folder(root: Path) -> DataFolder:
    """An ordinance and a law as listed documents, beside the curated articles of the real data."""
    name = ORDINANCES["machizukuri"]
    text = (MATERIAL / "ordinances" / f"{name}.txt").read_bytes()
    folder = make_folder(root, Sample(name, "", "legislation", "131024", data=text))
    original = next((MATERIAL / "law-xml").glob("*.xml"))
    kept = read_law_xml(original.read_bytes(), original.name, DEFAULT_LIMITS)
    file = folder.sources / "131024" / original.name
    shutil.copy(original, file)
    text_file, places = find_kept(file)
    text_file.write_text(kept.text, encoding="utf-8", newline="")
    places.write_text(write_places(kept.places), encoding="utf-8", newline="")
    with (folder.sources / "documents.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(
            f'\n[document."{original.stem}"]\nfile = "131024/{original.name}"\n'
            'municipality = "131024"\ntitle = "行政手続法"\nlayout = "legislation"\n'
            f'sha256 = "{hashlib.sha256(original.read_bytes()).hexdigest()}"\n'
            f'reader = "{kept.reader}"\ntext_sha256 = "{kept.sha256}"\n'
        )
    return folder


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = _make_folder(tmp_path_factory.mktemp("legislation-pages"))
    write_build(folder, make_build(folder))
    return make_test_app(folder).test_client()


@pytest.fixture
def store(site: Site) -> EmbeddedStore:
    assert isinstance(site.store, EmbeddedStore)
    return site.store


def read(client: FlaskClient, address: str) -> tuple[str, PageReader]:
    """A page's markup and its parts."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.text, PageReader(response.text)


def find_section(markup: str, name: str) -> str:
    """The section of a page that a heading names, "" where there is none."""
    found = re.search(f'<section[^>]*aria-labelledby="{name}">.*?</section>', markup, re.DOTALL)
    return found[0] if found else ""


def read_text(markup: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", markup).split())


def test_an_article_shows_its_words_in_order_with_the_numbers_as_printed(
    client: FlaskClient,
) -> None:
    markup, page = read(client, f"/page/{LAW}/art_36_3")
    words = find_section(markup, "wording")
    text = read_text(words)
    wanted = ["何人も、", "２", "前項の申出は、", "一", "申出をする者の氏名", "六",
              "その他参考となる事項", "３", "当該行政庁又は行政機関は、"]  # fmt: skip
    at = [text.index(one) for one in wanted]
    assert at == sorted(at)
    assert words.count('class="clauses"') == 2
    for unit in ("para_1", "para_2/item_6", "para_3"):
        assert f'href="/page/{LAW}/art_36_3/{unit}"' in words
    # Each paragraph and item leads to its own lines.
    assert len(set(re.findall(r'href="(/text/[^"]*passage=[^"]*)"', words))) == 9
    assert markup.index('id="wording"') < markup.index('id="stated"')
    assert page.heading == "第36条の3"


def test_what_a_text_prints_no_heading_for_is_said_to_have_none(client: FlaskClient) -> None:
    _, page = read(client, f"/page/{LAW}/art_36_3")
    assert "この条には見出しがありません。" in page.text
    assert "見出しを印刷していない" not in page.text
    _, headed = read(client, f"/page/{LAW}/art_37")
    assert "この条には見出しがありません。" not in headed.text


def test_an_article_of_which_only_the_number_is_known_shows_no_words(client: FlaskClient) -> None:
    markup, page = read(client, f"/page/{KAWASAKI}/art_1")
    assert find_section(markup, "wording") == ""
    assert find_section(markup, "cites") == ""
    assert "取り込んだ文書がこの条の見出しを印刷していないため" in page.text


def test_the_number_of_a_division_has_its_branch_behind_its_counter(client: FlaskClient) -> None:
    _, page = read(client, f"/page/{LAW}/art_36_3")
    assert "第4章の2 処分等の求め" in page.text
    assert "4_2" not in page.text
    _, english = read(client, f"/en/page/{LAW}/art_36_3")
    assert "Chapter 4-2 処分等の求め" in english.text
    assert english.heading == "Article 36-3"
    _, division = read(client, f"/page/{LAW}/chp_4_2")
    assert division.heading == "第4章の2 処分等の求め"
    assert f"/page/{LAW}/art_36_3" in division.links


@pytest.mark.parametrize(("act", "supplements"), [(CHUO, 7), (LAW, 14)])
def test_the_main_provisions_stand_before_supplements_without_their_paragraphs(
    client: FlaskClient, act: str, supplements: int
) -> None:
    markup, page = read(client, f"/page/{act}")
    behind = find_section(markup, "supplements")
    assert markup.index('id="contents"') < markup.index('id="supplements"')
    assert "/suppl" not in find_section(markup, "contents")
    assert behind.count(f'href="/page/{act}/suppl') == supplements
    assert "<details>" in behind
    assert "para_" not in "".join(page.links)
    assert f'href="/page/{act}/suppl"' in behind[: behind.index("suppl_")]


def test_an_article_says_what_it_cites_and_what_cites_it(client: FlaskClient) -> None:
    markup, _ = read(client, f"/page/{LAW}/art_39")
    cites, cited = (find_section(markup, name) for name in ("cites", "cited"))
    assert "内閣府設置法" in cites
    assert "第49条第1項" in cites
    # The article that holds a cited paragraph is named by that paragraph alone.
    assert not re.search("第49条(?!第)", read_text(cites))
    assert "行政手続法" in read_text(cited)
    assert f'href="/page/{LAW}/art_40/para_1"' in cited
    for section in (cites, cited):
        assert "passage=" in section
        assert f"/page/{LAW}/art_39/" not in section


def test_a_paragraph_has_a_page_with_its_words_its_place_and_what_cites_it(
    client: FlaskClient,
) -> None:
    markup, page = read(client, f"/page/{LAW}/art_36_3/para_1")
    assert page.heading == "第36条の3第1項"
    trail = re.search(r'<nav class="trail".*?</nav>', markup, re.DOTALL)
    assert trail is not None
    steps = re.findall(r'href="(/page/[^"]*)"', trail[0])
    assert steps == [f"/page/{LAW}", f"/page/{LAW}/art_36_3"]
    assert "何人も、法令に違反する事実" in find_section(markup, "wording")
    cited = find_section(markup, "cited")
    assert [f'href="/page/{LAW}/art_36_3/para_{number}"' in cited for number in (2, 3)] == [
        True
    ] * 2
    _, english = read(client, f"/en/page/{LAW}/art_36_3/para_1")
    assert "Provisions that cite this" in english.text


def test_a_part_that_is_only_cited_says_that_its_words_are_not_here(client: FlaskClient) -> None:
    markup, page = read(client, f"/page/{LAW}/art_39")
    other = next(one for one in page.links if "/law/411AC0000000089/art_49" in one)
    markup, page = read(client, other)
    assert "この部分の文は取り込まれていません" in page.text
    assert f'href="/page/{LAW}/art_39' in find_section(markup, "cited")


def test_supplementary_provisions_have_a_page_with_their_paragraphs(client: FlaskClient) -> None:
    markup, page = read(client, f"/page/{CHUO}/suppl_2012_27")
    assert page.heading == "附則（平成二四年三月三〇日条例第二七号）"
    assert "平成二十四年四月一日から施行する" in find_section(markup, "wording")


def test_the_list_has_the_law_first_then_each_municipality(client: FlaskClient) -> None:
    markup, page = read(client, "/ordinances")
    order = [page.links.index(f"/page/{act}") for act in (LAW, CHUO, KAWASAKI)]
    assert order == sorted(order)
    first = find_section(markup, "ordinance-1")
    assert "法律 48条を収めています。" in read_text(first)
    assert "条例 中央区 8条" in read_text(find_section(markup, "ordinance-2"))
    assert "/suppl" not in markup


@pytest.mark.parametrize("typed", ["行政手続法第36条の3", "行政手続法第三十六条の三"])
def test_a_search_for_an_article_of_a_law_finds_it_by_both_names(
    client: FlaskClient, typed: str
) -> None:
    markup, page = read(client, f"/search?q={typed}")
    assert f'<a href="/page/{LAW}/art_36_3">行政手続法 第36条の3</a>' in markup
    assert "条文が1件見つかりました。" in page.text
    assert "この言葉を含むものは見つかりませんでした。" not in page.text


class CountingStore:
    """A store that counts what it is asked."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store, self.asked = store, 0

    def select(self, query: str, **bindings: Term) -> Result:
        self.asked += 1
        return self._store.select(query, **bindings)

    def find_facts(self, things: Iterable[Iri], property_: Iri | None = None) -> list[Fact]:
        self.asked += 1
        return self._store.find_facts(things, property_)

    def find_users(self, values: Iterable[Term], property_: Iri | None = None) -> list[Fact]:
        self.asked += 1
        return self._store.find_users(values, property_)

    def construct(self, query: str, form: str) -> str:
        return self._store.construct(query, form)

    def run(self, query: str) -> Result | bool | str:
        return self._store.run(query)

    def describe(self, iri: Iri, form: str) -> str | None:
        return self._store.describe(iri, form)


def test_reading_an_article_asks_as_often_for_many_paragraphs_as_for_few(
    store: EmbeddedStore,
) -> None:
    asked = {}
    for number in ("3", "38"):
        counting, article = CountingStore(store), Iri(f"{ID}{LAW}/art_{number}")
        clause = get_clause(counting, article)
        units = [one.iri for one in clause.find_all()]
        find_citations(counting, units, article)
        asked[number] = (len(units), counting.asked)
    (many, often), (few, seldom) = asked["3"], asked["38"]
    assert many > 4 * few
    # For the level of items, and labels that of three are read one by one.
    assert often <= seldom + 4
    assert often < many


def test_every_unit_of_a_text_has_words_a_proof_and_a_label(store: EmbeddedStore) -> None:
    clause = get_clause(store, Iri(f"{ID}{LAW}/art_2"))
    marks = [one.printed for one in clause.find_all() if "sub_" in one.iri]
    assert marks == ["イ", "ロ", "ハ", "ニ", "イ", "ロ", "イ", "ロ", "ハ", "ニ"]
    for one in clause.find_all():
        assert one.evidence
        assert one.label
        assert one.parts or one.texts


def test_an_item_knows_what_it_stands_in(store: EmbeddedStore) -> None:
    answer = get_unit(store, Iri(f"{ID}{LAW}/art_3/para_1/item_2"))
    assert [one.label for one in answer.above] == ["第3条 適用除外", "第3条第1項"]
    assert answer.act.label == "行政手続法"
    assert answer.clause.printed == "二"


def test_a_long_text_is_folded_behind_its_first_clauses(store: EmbeddedStore) -> None:
    clause = get_clause(store, Iri(f"{ID}{LAW}/art_3"))
    assert fold_clauses(clause.parts) == (clause.parts, ())
    repeated = clause.parts * 9
    shown, folded = fold_clauses(repeated)
    assert shown
    assert (*shown, *folded) == repeated
    assert sum(one.size for one in shown) <= 1500 + clause.size
    first, rest = fold_clauses([clause] * 4)
    assert (len(first), len(rest)) == (1, 3)


@pytest.mark.parametrize(
    ("language", "arrow", "sentence"),
    [
        ("", "引用する", "「第36条の3第2項」は「第36条の3第1項」を引用している"),
        ("/en", "cites", "“第36条の3第2項” cites “第36条の3第1項”"),
    ],
)
def test_a_graph_view_has_citations_among_its_relations_and_in_its_table(
    client: FlaskClient, language: str, arrow: str, sentence: str
) -> None:
    place = f"{language}/around/{LAW}/art_36_3/para_1"
    markup, page = read(client, place)
    assert 'value="eli:cites"' in markup
    assert f">{arrow}" in markup
    assert sentence in " ".join(page.text.split())
    # As a filter it leaves the citations alone, in the drawing and in its table alike.
    only, narrowed = read(client, f"{place}?relation=eli%3Acites")
    rows = re.findall(r'<tr data-from="([^"]*)" data-to="([^"]*)">', only)
    lines = re.findall(r'<g[^>]* data-from="([^"]*)" data-to="([^"]*)"', only)
    assert len(rows) >= 2
    assert set(rows) == set(lines)
    assert sentence in " ".join(narrowed.text.split())
    assert len(rows) < markup.count("<tr data-from=")
    file = client.get(f"{language}/edges/{LAW}/art_36_3/para_1?relation=eli%3Acites").text
    assert sentence in file
    assert file.count("eli/ontology#cites") == len(rows)


def test_the_query_of_an_article_tells_its_paragraphs_too(client: FlaskClient) -> None:
    _, page = read(client, f"/page/{LAW}/art_36_3")
    link = next(one for one in page.links if one.startswith("/query?query="))
    (query,) = parse_qs(urlsplit(link).query)["query"]
    found = client.get("/sparql", query_string={"query": query, "format": "json"})
    rows = found.get_json(force=True)["results"]["bindings"]
    parts = {row["part"]["value"].removeprefix(ID) for row in rows if "part" in row}
    units = ("", "/para_1", "/para_2", "/para_2/item_6", "/para_3")
    assert parts >= {f"{LAW}/art_36_3{unit}" for unit in units}
    assert all(one.startswith(f"{LAW}/art_36_3") for one in parts)
    assert any(row.get("property", {}).get("value", "").endswith("#cites") for row in rows)

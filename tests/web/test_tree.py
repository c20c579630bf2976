"""Policy trees: the choice, a whole tree, its parts, and how far it is open."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from flask.testing import FlaskClient

from kg.names import ID, make_document, make_node
from kg.questions.tree import Branch, Node, Tree
from kg.store.terms import Iri
from tests.web.reading import read_page
from web.pages.trees import MOST
from web.site import Site

OPEN = re.compile(r'<details class="twig"( open)?>')


def tree_of(iri: str) -> str:
    return f"/tree/{iri.removeprefix(ID)}"


def find_deep(site: Site) -> Iri:
    """The document of the deepest tree."""

    def depth(branches: tuple[Branch, ...]) -> int:
        return 1 + max((depth(one.children) for one in branches), default=-1)

    return max(
        (one.iri for one in site.documents), key=lambda iri: depth(site.get_document(iri).branches)
    )


def test_the_choice_names_every_document_and_leads_into_its_tree(
    client: FlaskClient, site: Site
) -> None:
    page = read_page(client, "/tree")
    for one in site.documents:
        assert one.title in page.text
        assert (tree_of(one.iri) in page.links) == bool(site.get_document(one.iri).branches)
    (code,) = {one.iri.removeprefix(ID)[:6] for one in site.documents[-1:]}
    narrowed = read_page(client, f"/tree?municipality={code}")
    assert {link for link in narrowed.links if link.startswith("/tree/")} == {
        tree_of(one.iri)
        for one in site.documents
        if one.iri.startswith(f"{ID}{code}/") and site.get_document(one.iri).branches
    }


def test_a_tree_shows_every_node_with_number_level_counts_and_marks(
    client: FlaskClient, site: Site
) -> None:
    marked = 0
    for document in site.documents:
        answer = site.get_document(document.iri)
        if not answer.branches:
            continue
        html = client.get(tree_of(document.iri)).text
        page = read_page(client, tree_of(document.iri))
        for iri, node in answer.tree.nodes.items():
            assert f"/page/{iri.removeprefix(ID)}" in page.links
            assert node.label in page.text
            assert (node.notation or "") in page.text
            assert (node.level or "") in page.text
        counts = [
            tuple(map(int, re.findall(r"<b>(\d+)</b>", part)[:3]))
            for part in re.findall(r'<span class="counts">(.*?)</span>\n</span>', html, re.DOTALL)
        ]
        for branch in answer.branches:
            one = branch.count
            assert (one.listings, one.projects, one.reappearances) in counts
        for words in site.get_tree_marks(document.iri).values():
            for word, number in words:
                assert f"{word.ja} <b>{number}</b>" in html
                marked += 1
    assert marked


def test_a_tree_opens_to_a_level_by_a_link_and_says_so(client: FlaskClient, site: Site) -> None:
    address = tree_of(find_deep(site))
    opened: list[int] = []
    for level in (1, 2, 3, 99):
        html = client.get(f"{address}?open={level}").text
        opened.append(sum(bool(one) for one in OPEN.findall(html)))
        assert len(OPEN.findall(html)) == len(OPEN.findall(client.get(address).text))
    assert opened[0] == 0
    assert opened == sorted(opened)
    assert opened[1] < opened[2] <= opened[3]
    page = read_page(client, f"{address}?open=1")
    assert f"{address}?open=2" in page.links


def test_a_part_of_a_tree_is_a_page_with_its_way_up(client: FlaskClient, site: Site) -> None:
    answer = site.get_document(find_deep(site))
    top = answer.branches[0]
    below = top.children[0]
    page = read_page(client, tree_of(below.node.iri))
    assert page.heading == f"{below.node.label}（政策の体系）"
    assert tree_of(top.node.iri) in page.links
    assert {f"/page/{one.node.iri.removeprefix(ID)}" for one in below.children} <= set(page.links)
    assert f"/page/{top.children[-1].node.iri.removeprefix(ID)}" not in page.links
    leaf = next(iri for iri in answer.tree.nodes if not answer.tree.find_children(iri))
    assert "この項目の下に、項目はありません" in read_page(client, tree_of(leaf)).text


def test_document_and_node_pages_and_the_tree_lead_to_one_another(
    client: FlaskClient, site: Site
) -> None:
    document = find_deep(site)
    top = site.get_document(document).branches[0].node.iri
    node = read_page(client, f"/page/{top.removeprefix(ID)}")
    assert tree_of(top) in node.links
    tree = read_page(client, tree_of(top))
    assert f"/page/{top.removeprefix(ID)}" in tree.links
    assert f"/page/{document.removeprefix(ID)}" in tree.links


@pytest.mark.parametrize("value", ["0", "-1", "x", "１", "1e9", "99999999999"])
def test_a_level_that_is_none_is_refused_in_words(
    client: FlaskClient, site: Site, value: str
) -> None:
    page = read_page(client, f"{tree_of(find_deep(site))}?open={value}", 400)
    assert "1以上の数" in page.text


@pytest.mark.parametrize(
    "path", ["/tree/141305", "/tree/141305/document/none", "/tree/141305/project/x", "/tree/%FF"]
)
def test_there_is_no_tree_of_what_has_none(client: FlaskClient, path: str) -> None:
    assert read_page(client, path, 404)


def test_a_page_number_behind_the_last_is_not_found(client: FlaskClient, site: Site) -> None:
    assert client.get(f"{tree_of(find_deep(site))}?page=2").status_code == 404
    assert client.get("/tree?page=2").status_code == 404
    assert client.get("/tree?page=x").status_code == 400
    assert client.get("/tree?municipality=999999").status_code == 400


def make_wide(document: Iri, tops: int, below: int) -> tuple[dict[Iri, Node], tuple[Branch, ...]]:
    nodes: dict[Iri, Node] = {}

    def add(path: tuple[str, ...], parent: Iri | None) -> Iri:
        iri = Iri(make_node(document, path))
        nodes[iri] = Node(iri, f"項目{'-'.join(path)}", None, None, len(nodes), parent, ())
        return iri

    for top in range(tops):
        parent = add((str(top),), None)
        for number in range(below):
            add((str(top), str(number)), parent)
    return nodes, Tree(document, nodes, ()).grow()


def test_a_page_of_a_huge_tree_stays_small_and_every_node_is_reached(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = site.documents[0].iri
    nodes, branches = make_wide(document, 4, 5_000)
    answer = site.get_document(document)
    huge = replace(answer, tree=Tree(document, nodes, ()), branches=branches)
    monkeypatch.setattr(site, "get_document", lambda iri: huge if iri == document else answer)
    monkeypatch.setattr(site, "get_tree_marks", lambda _: {})
    html = client.get(tree_of(document)).text
    assert html.count('class="branch"') == 4
    assert "5,000" in html or "5000" in html
    below = tree_of(branches[0].node.iri)
    seen: set[str] = set()
    page = read_page(client, below)
    assert page.text.count("項目0-") <= MOST + 10
    for number in range(1, -(-5_000 // MOST) + 1):
        html = client.get(f"{below}?page={number}" if number > 1 else below).text
        assert html.count('class="branch"') <= MOST
        seen |= set(re.findall(r'class="branch-name">\s*<a href="/page/([^"]+)"', unescape(html)))
    assert len(seen) == 5_000


def test_the_script_only_adds_two_buttons(client: FlaskClient, site: Site) -> None:
    html = client.get(tree_of(find_deep(site))).text
    assert 'data-open="すべて開く"' in html
    assert "/static/tree.js" in html
    assert "<button" not in html.partition("<main")[2]
    assert make_document("141305", "x").startswith(ID)

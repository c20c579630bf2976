"""A node of a document's hierarchy: its texts, the nodes around it, the rows under it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.names import MPO, PREFIXES
from kg.questions.appearance import Appearance
from kg.questions.describe import Description, Fact, describe
from kg.questions.kinds import find_label
from kg.questions.reading import Named, make_short
from kg.questions.said import find_said
from kg.questions.scope_rows import find_scope_rows, read_page
from kg.questions.tree import Branch, Count, Node, Tree, count_rows, get_tree
from kg.store.store import Store
from kg.store.terms import Iri

_TEXTS = (PREFIXES["dct"] + "description", MPO + "issue", MPO + "approach")


@dataclass(frozen=True)
class NodeAnswer:
    """A node. `texts` are its paragraphs in their order, `count` takes in all nodes below it.

    `rows` are how many stand right under it, `appearances` some of them.
    """

    node: Node
    document: Named
    path: tuple[Node, ...]
    texts: tuple[Fact, ...]
    count: Count
    branches: tuple[Branch, ...]
    rows: int
    appearances: tuple[Appearance, ...]
    description: Description


def get_node(
    store: Store, node: Iri, tree: Tree | None = None, first: int = 0, most: int | None = None
) -> NodeAnswer:
    """One node, out of the `tree` of its document if given, with at `most` so many of its rows.

    Raises NotFoundError for what is none.
    """
    said = find_said(store, node)
    document = said.get_iri(PREFIXES["skos"] + "inScheme")
    if document is None or MPO + "PolicyNode" not in said.find(PREFIXES["rdf"] + "type"):
        raise NotFoundError(f"階層の項目ではありません / not a policy node: {node}")
    if tree is None or tree.document != document:
        tree = get_tree(store, document)
    if node not in tree.nodes:
        raise NotFoundError(f"階層の項目ではありません / not a policy node: {node}")
    description = describe(store, node)
    own = find_scope_rows(store, node)
    return NodeAnswer(
        node=tree.nodes[node],
        document=Named(document, find_label(store, document) or make_short(document)),
        path=tree.find_path(node),
        texts=description.find_facts(*_TEXTS),
        count=count_rows(tree.find_rows(node)),
        branches=tree.grow(node),
        rows=len(own),
        appearances=read_page(store, own, first, most).appearances,
        description=description,
    )

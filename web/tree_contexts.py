"""What the templates of policy trees are given: see `web.contexts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.questions.reading import Named
from kg.questions.tree import Count, Node
from kg.questions.tree_view import Twig
from web.contexts import Page, Pager
from web.filters import Choice


@dataclass(frozen=True)
class TreeEntry:
    """A document of the choice, with the size of its hierarchy and the names of its levels."""

    document: Named
    municipality: Named | None
    nodes: int
    count: Count


@dataclass(frozen=True)
class Opening:
    """A way to see a tree opened down to a level; `href` is empty for the present one."""

    level: int
    name: str
    href: str


@dataclass(frozen=True, kw_only=True)
class TreesPage(Page):
    """The documents whose policies can be followed from the top down."""

    template: ClassVar[str] = "trees.html"
    entries: tuple[TreeEntry, ...]
    total: int
    municipality: str
    municipalities: tuple[Choice, ...]
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class TreePage(Page):
    """The policies of a document, or below one node (`top`) of it; opened down to `level`.

    `sizes` are how many nodes each level has, `shown` how many levels the page holds, `unplaced`
    the rows that stand under no node.
    """

    template: ClassVar[str] = "tree.html"
    document: Named
    top: Node | None
    above: tuple[Node, ...]
    count: Count
    unplaced: Count
    twigs: tuple[Twig, ...]
    openings: tuple[Opening, ...]
    level: int
    nodes: int
    hidden: int
    pager: Pager

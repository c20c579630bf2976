"""A page as the tree that a browser makes of it."""

from __future__ import annotations

import re
from typing import Final

from kg.documents.readers.encoding import Decoded, decode_page
from kg.documents.readers.limits import Limits
from kg.documents.readers.tree import Element, refuse_depth
from kg.errors import SourceError

#: Elements that a browser closes only where the page says so: their depth can be seen ahead.
_NESTING: Final = re.compile(
    r"<(/?)(?:div|span|section|article|table|ul|ol|dl|blockquote|center|font|fieldset|"
    r"form|b|i|u|em|strong|small|big|tt|code|svg|math|object|details|main|nav|aside)\b",
    re.IGNORECASE,
)
#: Ends left out add up over a long page without harm.
_SLACK: Final = 10


def parse_page(data: bytes, name: str, limits: Limits) -> tuple[Element, Decoded]:
    """The root element of a page, and how its bytes were read. Raises SourceError past limits."""
    from selectolax.lexbor import LexborHTMLParser

    if len(data) > limits.file_bytes:
        raise SourceError(
            "ファイルが大きすぎて読めません / the file is too large to be read",
            where=name,
            why=f"{len(data)} bytes > {limits.file_bytes}",
            fix="ページを分けてください / split the page",
        )
    decoded = decode_page(data, name)
    _check_nesting(decoded.text, name, limits)
    top = LexborHTMLParser(decoded.text).root
    if top is None:
        raise SourceError(
            "HTML の要素がありません / the page has no element",
            where=name,
            why="空のファイルです / the file is empty",
            fix="ブラウザーで開いて、保存し直してください / open it in a browser and save it again",
        )
    root = Element(top.tag or "html", _read_attributes(top.attributes))
    ahead = [(top.first_child, root)]
    while ahead:
        node, parent = ahead.pop()
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                parent.children.append(node.text_content or "")
            elif not tag.startswith(("-", "!")):
                child = parent.add(tag, _read_attributes(node.attributes))
                if child.depth > limits.depth:
                    raise refuse_depth(f"{name} {parent.path}", limits)
                if node.first_child is not None:
                    ahead.append((node.first_child, child))
            node = node.next
    return root, decoded


def _read_attributes(attributes: dict[str, str | None]) -> dict[str, str]:
    return {name: value or "" for name, value in attributes.items()}


def _check_nesting(text: str, name: str, limits: Limits) -> None:
    """Refuse what would take a parser long, before it begins."""
    depth = 0
    for match in _NESTING.finditer(text):
        depth += -1 if match[1] and depth else 1 - bool(match[1])
        if depth > limits.depth * _SLACK:
            raise refuse_depth(name, limits)

"""A marked-up file as a tree of elements, each of which knows its absolute XPath."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from kg.documents.readers.limits import Limits
from kg.errors import SourceError, locate

#: Above it, an XPath says which of several elements of a name is meant.
_ONLY: Final = 1


@dataclass(eq=False, slots=True)
class Element:
    """An element. `number` counts, from 1, those of its name below its parent."""

    name: str
    attributes: dict[str, str]
    parent: Element | None = None
    number: int = 1
    depth: int = 0
    children: list[Element | str] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _path: str = ""

    def add(self, name: str, attributes: dict[str, str]) -> Element:
        """A new last child."""
        number = self._counts[name] = self._counts.get(name, 0) + 1
        child = Element(name, attributes, self, number, self.depth + 1)
        self.children.append(child)
        return child

    @property
    def path(self) -> str:
        """The absolute XPath. The root and what stands once below it carry no number."""
        if not self._path:
            bare = self.depth <= _ONLY and self.number == 1
            step = f"/{self.name}" if bare else f"/{self.name}[{self.number}]"
            self._path = (self.parent.path if self.parent else "") + step
        return self._path

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute."""
        return self.attributes.get(name, default)

    def elements(self, *names: str) -> list[Element]:
        """The children that are elements, of the names where some are given."""
        return [
            child
            for child in self.children
            if isinstance(child, Element) and (not names or child.name in names)
        ]

    def find(self, *names: str) -> Element | None:
        """The first element at the end of a chain of names."""
        found = self
        for name in names:
            for child in found.children:
                if isinstance(child, Element) and child.name == name:
                    found = child
                    break
            else:
                return None
        return found

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the order of the file."""
        ahead = [self]
        while ahead:
            element = ahead.pop()
            yield element
            ahead += reversed(element.elements())

    @property
    def text(self) -> str:
        """All words below, as they stand."""
        words: list[str] = []
        ahead: list[Element | str] = [self]
        while ahead:
            child = ahead.pop()
            if isinstance(child, str):
                words.append(child)
            else:
                ahead += reversed(child.children)
        return "".join(words)


def refuse_depth(where: str, limits: Limits) -> SourceError:
    """The refusal of a file whose elements lie too deep in one another."""
    return SourceError(
        "要素の入れ子が深すぎて読めません / elements are nested too deeply to be read",
        where=where,
        why=f"{limits.depth} 段を超えています / more than {limits.depth} levels",
        fix="文書を作ったソフトで開き、保存し直してください / "
        "open the document where it was made and save it again",
    )


def parse_xml(
    data: bytes, where: str, limits: Limits, prefixes: Mapping[str, str] | None = None
) -> Element:
    """The root element of an XML file. Nothing outside the file is looked at.

    Names of the namespaces in `prefixes` come as `prefix:name`, others by their local name.
    Raises SourceError for what is not well formed, declares a document type (where entities grow
    without bound or point to other files), or is nested beyond the limit.
    """
    reading = _Parsing(where, limits, prefixes or {})
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reading.refuse_doctype
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.add_text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise SourceError(
            "XML が壊れています / the XML is not well formed",
            where=locate(where, error.lineno),
            why=expat.ErrorString(error.code),
            fix="文書を作ったソフトで開き、保存し直してください / "
            "open the document where it was made and save it again",
        ) from error
    except (LookupError, UnicodeError) as error:
        raise SourceError(
            "XML の文字コードが分かりません / the encoding of the XML is not known",
            where=where,
            why=str(error),
            fix="UTF-8 で保存し直してください / save the file as UTF-8",
        ) from error
    assert reading.root is not None, "well-formed XML has a root"
    return reading.root


class _Parsing:
    """Builds the tree as the parser meets its parts."""

    def __init__(self, where: str, limits: Limits, prefixes: Mapping[str, str]) -> None:
        self.where, self.limits, self.prefixes = where, limits, prefixes
        self.root: Element | None = None
        self._open: Element | None = None
        self._names: dict[str, str] = {}

    def refuse_doctype(self, name: str, *_: object) -> None:
        raise SourceError(
            "文書型宣言のある XML は読みません / XML with a document type is not read",
            where=self.where,
            why=f"<!DOCTYPE {name}>: 実体(エンティティ)で際限なく膨らむことや、"
            "外のファイルを指すことがあります / "
            "its entities may grow without bound or point to other files",
            fix="<!DOCTYPE …> を除いて保存し直してください / save the file without <!DOCTYPE …>",
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        named = {self._find_name(key): value for key, value in attributes.items()}
        if self._open is None:
            self._open = self.root = Element(self._find_name(name), named)
        else:
            self._open = self._open.add(self._find_name(name), named)
        if self._open.depth > self.limits.depth:
            raise refuse_depth(self.where, self.limits)

    def end(self, _: str) -> None:
        assert self._open is not None, "only what was opened is closed"
        self._open = self._open.parent

    def add_text(self, text: str) -> None:
        if self._open is not None:
            self._open.children.append(text)

    def _find_name(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            space, _, local = name.rpartition(" ")
            prefix = self.prefixes.get(space)
            known = self._names[name] = f"{prefix}:{local}" if prefix else local
        return known

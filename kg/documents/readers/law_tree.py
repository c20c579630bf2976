"""An XML file as a tree of elements that know where they stand, read without trusting the file.

A document type, entities and depth beyond the limits are refused: nothing is expanded or fetched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from kg.documents.readers.limits import Limits
from kg.errors import SourceError, locate


@dataclass
class Element:
    """An element, its attributes and contents in order, and its absolute XPath."""

    tag: str
    attributes: dict[str, str]
    line: int
    contents: list[Element | str] = field(default_factory=list)
    path: str = ""

    def find_all(self, *tags: str) -> list[Element]:
        """The child elements of these names, in order; all of them where none is named."""
        return [
            one
            for one in self.contents
            if isinstance(one, Element) and (not tags or one.tag in tags)
        ]

    def find(self, *tags: str) -> Element | None:
        """The first child element of these names."""
        return next(iter(self.find_all(*tags)), None)

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in order."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += reversed(one.find_all())

    @property
    def text(self) -> str:
        """The text of the element alone and of all below it."""
        return "".join(one if isinstance(one, str) else one.text for one in self.contents)


def parse_tree(data: bytes, name: str, limits: Limits) -> Element:
    """The root element. Raises SourceError for what is no XML, and for what only harms."""
    if len(data) > limits.file_bytes:
        raise SourceError(
            "ファイルが大きすぎます / the file is too large",
            where=name,
            why=f"{len(data):,} > {limits.file_bytes:,} bytes",
            fix="法令ごとに一つのファイルにしてください / keep one law a file",
        )
    builder = _Builder(name, limits)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise SourceError(
            "XML として読めません / not well-formed XML",
            where=locate(name, error.lineno),
            why=expat.ErrorString(error.code),
            fix="e-Gov から取り直してください / fetch the file from e-Gov again",
        ) from error
    except (LookupError, ValueError) as error:
        raise SourceError(
            "XML の文字コードが分かりません / the encoding of the XML is unknown",
            where=name,
            why=str(error),
            fix="UTF-8 で保存し直してください / save the file as UTF-8",
        ) from error
    root = builder.root
    assert root is not None
    _set_paths(root)
    return root


class _Builder:
    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.root: Element | None = None
        self._open: list[Element] = []
        self._characters = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._read

    def _refuse(self, *_: object) -> None:
        raise SourceError(
            "文書型や実体の宣言がある XML は読みません / a document type or entity is declared",
            where=locate(self.name, self.parser.CurrentLineNumber),
            fix="宣言(<!DOCTYPE …>)を除いてください / take the declaration out",
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= self.limits.depth:
            raise SourceError(
                "要素の入れ子が深すぎます / elements are nested too deeply",
                where=locate(self.name, self.parser.CurrentLineNumber),
                why=f"> {self.limits.depth}",
                fix="法令標準 XML か確かめてください / see whether this is the standard law XML",
            )
        element = Element(tag.rpartition(":")[2], attributes, self.parser.CurrentLineNumber)
        if self._open:
            self._open[-1].contents.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _read(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > self.limits.characters:
            raise SourceError(
                "文字が多すぎます / too many characters",
                where=locate(self.name, self.parser.CurrentLineNumber),
                why=f"> {self.limits.characters:,}",
                fix="法令ごとに一つのファイルにしてください / keep one law a file",
            )
        self._open[-1].contents.append(text)


def _set_paths(root: Element) -> None:
    """Give every element its XPath, with a position only where siblings share its name."""
    root.path = f"/{root.tag}"
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        children = parent.find_all()
        total, seen = Counter(one.tag for one in children), Counter[str]()
        for child in children:
            seen[child.tag] += 1
            position = f"[{seen[child.tag]}]" if total[child.tag] > 1 else ""
            child.path = f"{parent.path}/{child.tag}{position}"
        waiting += children

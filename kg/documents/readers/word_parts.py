"""The parts of a Word file (ECMA-376, Office Open XML), unpacked within limits."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from kg.documents.readers.limits import Limits
from kg.documents.readers.tree import Element, parse_xml
from kg.errors import SourceError

_OOXML: Final = "http://schemas.openxmlformats.org"
_STRICT: Final = "http://purl.oclc.org/ooxml"
#: The prefixes that Word itself uses, for both editions of the standard.
PREFIXES: Final[Mapping[str, str]] = {
    f"{_OOXML}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OOXML}/officeDocument/2006/relationships": "r",
    f"{_STRICT}/officeDocument/relationships": "r",
    f"{_OOXML}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    f"{_OOXML}/markup-compatibility/2006": "mc",
    f"{_OOXML}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    f"{_OOXML}/drawingml/2006/main": "a",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "urn:schemas-microsoft-com:vml": "v",
}
#: What the library raises for a zip container that is damaged.
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError),
    *(ValueError, OSError, IndexError, OverflowError),
)
_MOST_PARTS: Final = 20_000
#: A part that grows more than this is made to fill the memory; text shrinks to a tenth.
_MOST_GROWTH: Final = 300
_SMALL: Final = 10_000_000


@dataclass(frozen=True)
class Relation:
    """A relation of a part: its kind (the last word of its type), and the part or address."""

    kind: str
    target: str


@dataclass(frozen=True)
class Package:
    """An opened file: its parts by name, and what its main part points to."""

    name: str
    limits: Limits
    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)
    unpacked: list[int] = field(default_factory=list)

    @cached_property
    def main(self) -> str:
        """The name of the part with the text. Raises SourceError where there is none."""
        for relation in self.find_relations("").values():
            if relation.kind == "officeDocument" and relation.target in self.parts:
                return relation.target
        if "word/document.xml" in self.parts:
            return "word/document.xml"
        raise SourceError(
            "Word の本文がありません / the Word file has no text part",
            where=self.name,
            why="word/document.xml",
            fix="Word で開き、docx として保存し直してください / "
            "open it in Word and save it as docx",
        )

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """What the main part points to, by identifier."""
        return self.find_relations(self.main)

    def find_relations(self, part: str) -> dict[str, Relation]:
        """What a part points to, by identifier; the file as a whole is the part ""."""
        folder, file = posixpath.split(part)
        root = self.load(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for relation in root.elements("Relationship") if root else []:
            target = relation.get("Target")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id")] = Relation(relation.get("Type").rpartition("/")[2], target)
        return found

    def load_related(self, kind: str) -> list[Element]:
        """The root elements of the parts of a kind that the main part points to."""
        targets = sorted({one.target for one in self.relations.values() if one.kind == kind})
        roots = [self.load(target) for target in targets]
        return [root for root in roots if root is not None]

    def load(self, part: str) -> Element | None:
        """The root element of a part, None where there is no such part."""
        info = self.parts.get(part)
        if info is None:
            return None
        return parse_xml(self._unpack(info), f"{self.name}!{part}", self.limits, self.prefixes)

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        room = self.limits.unpacked_bytes - sum(self.unpacked)
        grown = info.file_size > max(info.compress_size * _MOST_GROWTH, _SMALL)
        if info.file_size > room or grown:
            raise self._refuse_growth(info)
        try:
            with self.archive.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except BROKEN as error:
            raise _refuse_broken(self.name, f"{info.filename}: {error}") from error
        except RuntimeError as error:  # the only error that the library has for a password
            raise SourceError(
                "パスワードのかかったファイルです / the file is encrypted",
                where=self.name,
                why=f"{info.filename}: {error}",
                fix="パスワードを外して保存し直してください / save it without a password",
            ) from error
        self.unpacked.append(len(data))
        return data

    def _refuse_growth(self, info: zipfile.ZipInfo) -> SourceError:
        return SourceError(
            "展開すると大きくなりすぎるファイルです / the file unpacks to too much",
            where=f"{self.name}!{info.filename}",
            why=f"{info.compress_size} → {info.file_size} bytes"
            f"(上限 at most {self.limits.unpacked_bytes}, {_MOST_GROWTH} 倍 times)",
            fix="文書を作ったソフトで開き、保存し直してください / "
            "open the document where it was made and save it again",
        )


def open_package(
    data: bytes, name: str, limits: Limits, prefixes: Mapping[str, str] = PREFIXES
) -> Package:
    """The package of the bytes. Raises SourceError where they are none, or past the limits."""
    if len(data) > limits.file_bytes:
        raise SourceError(
            "ファイルが大きすぎて読めません / the file is too large to be read",
            where=name,
            why=f"{len(data)} bytes > {limits.file_bytes}",
            fix="文書を分けるか、画像を減らしてください / split the document or take out images",
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except BROKEN as error:
        raise _refuse_broken(name, str(error)) from error
    if len(infos) > _MOST_PARTS:
        raise _refuse_broken(name, f"{len(infos)} parts > {_MOST_PARTS}")
    parts = {info.filename: info for info in infos}
    return Package(name, limits, archive, parts, prefixes)


def _refuse_broken(name: str, why: str) -> SourceError:
    return SourceError(
        "ファイルが壊れていて開けません / the file is damaged and cannot be opened",
        where=name,
        why=why,
        fix="もう一度受け取るか、作ったソフトで保存し直してください / "
        "get it once more, or save it again where it was made",
    )

"""The parts of a workbook's zip file, unpacked and parsed within the limits."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from xml.parsers import expat

from kg.documents.readers.limits import Limits
from kg.documents.readers.sheet import refuse_size
from kg.errors import SourceError

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

_CHUNK: Final = 1 << 16
#: The longest single tag; more is no workbook, and would be parsed again with every chunk.
_LONGEST_TAG: Final = 1 << 20
_MOST_PARTS: Final = 20_000
_DIRECTORY_ENTRY: Final = b"PK\x01\x02"
#: Rows and cells without content, of which a formatted sheet may hold a million.
_EMPTY: Final = re.compile(rb'<(?:c|row) r="[^"<>]{1,10}"(?:\s[A-Za-z0-9:]+="[^"<>]*")*\s*/>')


class Package:
    """A zip file of XML parts. Raises SourceError for what is broken, encrypted or too large."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name, self._limits = name, limits
        self._unpacked = 0
        if data.count(_DIRECTORY_ENTRY) > _MOST_PARTS:
            raise refuse_size(name, f"zip: > {_MOST_PARTS} files")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self._refuse(str(error)) from error
        total = sum(info.file_size for info in self._zip.infolist())
        if total > limits.unpacked_bytes:
            raise refuse_size(name, f"zip: {total} bytes unpacked > {limits.unpacked_bytes}")
        self._names = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info
            for info in self._zip.infolist()
        }

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts in small letters."""
        return tuple(self._names)

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.lower() in self._names

    def read(self, part: str, most: int) -> bytes:
        """The first bytes of a part."""
        found = b""
        for chunk in self._read_chunks(part):
            found += chunk
            if len(found) >= most:
                break
        return found[:most]

    def parse(
        self,
        part: str,
        start: Start,
        end: End | None = None,
        text: Text | None = None,
        skip_empty: bool = False,
    ) -> None:
        """Call the handlers with the elements, by names without prefixes, and texts of a part."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype(part)
        parser.StartElementHandler = lambda name, attributes: start(
            name.rpartition(":")[2], attributes
        )
        if end is not None:
            finish = end
            parser.EndElementHandler = lambda name: finish(name.rpartition(":")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        chunks = self._read_chunks(part)
        fed = 0
        try:
            for chunk in _drop_empty(chunks) if skip_empty else chunks:
                parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise self._refuse(f"{part}: a tag > {_LONGEST_TAG} bytes")
            parser.Parse(b"", True)
        except (expat.ExpatError, UnicodeError, ValueError, LookupError) as error:
            raise self._refuse(f"{part}: {error}") from error

    def _read_chunks(self, part: str) -> Iterator[bytes]:
        info = self._names.get(part.lower())
        if info is None:
            raise self._refuse(f"{part}: missing")
        if info.flag_bits & 1:
            raise refuse_encrypted(self.name, f"zip: {part}")
        try:
            with self._zip.open(info) as file:
                while chunk := file.read(_CHUNK):
                    self._unpacked += len(chunk)
                    if self._unpacked > self._limits.unpacked_bytes:
                        raise refuse_size(
                            self.name, f"{part}: > {self._limits.unpacked_bytes} bytes unpacked"
                        )
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
        ) as error:
            raise self._refuse(f"{part}: {error}") from error

    def _refuse(self, why: str) -> SourceError:
        return refuse_broken(self.name, why)

    def _refuse_doctype(self, part: str) -> Callable[..., None]:
        def refuse(*_: object) -> None:
            raise SourceError(
                "ブックの XML に文書型宣言があります / the workbook's XML declares a document type",
                where=self.name,
                why=f"{part}: <!DOCTYPE",
                fix="表計算ソフトで開いて保存し直してください / open it and save it again",
            )

        return refuse


def _drop_empty(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks without empty rows and cells, which are dropped far faster than parsed."""
    rest = b""
    for chunk in chunks:
        whole = rest + chunk
        cut = whole.rfind(b">") + 1
        if not cut and len(whole) < _LONGEST_TAG:
            rest = whole
            continue
        ready, rest = (whole[:cut], whole[cut:]) if cut else (whole, b"")
        # In comments and character data such a tag is text.
        yield ready if b"<!" in ready else _EMPTY.sub(b"", ready)
    yield rest


def refuse_broken(name: str, why: str) -> SourceError:
    """The error for a workbook that is damaged."""
    return SourceError(
        "ブックが壊れていて読めません / the workbook is damaged and cannot be read",
        where=name,
        why=why,
        fix="表計算ソフトで開いて .xlsx で保存し直してください / "
        "open it in a spreadsheet program and save it as .xlsx",
    )


def refuse_encrypted(name: str, why: str) -> SourceError:
    """The error for a workbook with a password."""
    return SourceError(
        "ブックにパスワードがかかっています / the workbook is encrypted with a password",
        where=name,
        why=why,
        fix="パスワードを外して保存し直してください / save it without a password",
    )

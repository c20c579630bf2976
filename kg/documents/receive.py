"""A file as it was handed in, whatever its format: its bytes, its text, and what read it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kg.documents.kept import KeptText, Notice
from kg.documents.readers.child import read_in_child
from kg.documents.readers.detect import READERS, Format, find_format
from kg.documents.readers.limits import DEFAULT_LIMITS, Limits
from kg.documents.source import SourceText, find_undecodable_line, parse_source
from kg.errors import SourceError, locate


@dataclass(frozen=True)
class Received:
    """A file and its text; `kept` is what a reader made of it, None where it is text itself."""

    file: Path
    data: bytes
    format: Format
    source: SourceText
    kept: KeptText | None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the reader could not take in, or took in with doubt."""
        return self.kept.notices if self.kept else ()


def receive_file(file: Path, limits: Limits = DEFAULT_LIMITS) -> Received:
    """A file with its text. Raises SourceError, telling what the file is, where it has none."""
    data = _read_bytes(file, limits)
    try:
        form = find_format(data, file.name)
        if form is Format.TEXT:
            return Received(file, data, form, _parse_text(data, file, limits), None)
        kept = read_in_child(READERS[form], data, file.name, limits)
    except SourceError as error:
        # Readers know a file by its name alone.
        if error.where.startswith(file.name):
            error.where = f"{file}{error.where.removeprefix(file.name)}"
        raise
    if not kept.text.strip():
        raise SourceError(
            "文書に読める文字がありません / there is no text in the document",
            where=locate(file),
            why="; ".join(f"{one.where}: {one.ja} / {one.en}" for one in kept.notices[:3]),
        )
    source = SourceText(
        kept.text, hashlib.sha256(data).hexdigest(), kept.sha256, kept.reader, kept.places
    )
    return Received(file, data, form, source, kept)


def _read_bytes(file: Path, limits: Limits) -> bytes:
    try:
        if file.is_file() and file.stat().st_size > limits.file_bytes:
            raise SourceError(
                "ファイルが大きすぎます / the file is too large",
                where=locate(file),
                why=f"{file.stat().st_size:,} bytes > {limits.file_bytes:,}",
                fix="章や年度ごとに分けてください / split it by chapter or year",
            )
        return file.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError(
            "文書を読めません / the document cannot be read",
            where=locate(file),
            why=getattr(error, "strerror", None) or str(error),
            fix="ファイルの名前と権限を確かめてください / check the file's name and rights",
        ) from error


def _parse_text(data: bytes, file: Path, limits: Limits) -> SourceText:
    """The text of a text file's bytes. Raises SourceError where it is none that can be read."""
    try:
        source = parse_source(data, file)
    except SourceError as error:
        if _is_cp932(data):
            error.fix = (
                "Shift_JIS (CP932) のようです / it seems to be Shift_JIS: "
                f"iconv -f CP932 -t UTF-8 {file}"
            )
        raise
    control = next(
        (at for at, char in enumerate(source.text) if char < " " and char not in "\t\n\r\f"), None
    )
    if control is not None:
        raise SourceError(
            "制御文字があります。テキストではないようです / a control character: no text file?",
            where=locate(file, source.line_at(control)),
            why=f"U+{ord(source.text[control]):04X}",
            fix="その文字を除いてください / remove the character",
        )
    if not source.text.strip("\ufeff \t\r\n\f\u3000"):
        raise SourceError("文書に何も書かれていません / the document is empty", where=locate(file))
    longest = max(source.lines, key=lambda line: line.end - line.start)
    if longest.end - longest.start > limits.line_characters:
        raise SourceError(
            "長すぎる行があります / a line is too long",
            where=locate(file, longest.number),
            why=f"{longest.end - longest.start:,} 文字 characters > {limits.line_characters:,}",
            fix="改行のある文書にしてください / give the text its line ends",
        )
    return source


def _is_cp932(data: bytes) -> bool:
    if find_undecodable_line(data) is None:
        return False
    try:
        data.decode("cp932")
    except UnicodeDecodeError:
        return False
    return True

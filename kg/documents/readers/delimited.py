"""The kept text of a CSV or TSV file: a row a record, with the row and column of each cell."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import Final

from kg.documents.kept import KeptText, KeptWriter
from kg.documents.readers.limits import Limits
from kg.documents.readers.sheet import Range, Sheet, refuse_size
from kg.documents.readers.sheet_writer import SheetWriter
from kg.errors import SourceError, locate

READER: Final = "delimited 1"

_DELIMITERS: Final = (",", "\t", ";")
#: How many characters and records tell the delimiter.
_SAMPLE: Final = 200_000
_SAMPLE_RECORDS: Final = 500
#: Excel's own first line, which names the delimiter.
_SEP_LINE: Final = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HALF_KATAKANA: Final = re.compile("[\uff61-\uff9f]")
_HIRAGANA: Final = re.compile("[ぁ-ん]")
#: How much of a text that is EUC-JP comes out as katakana of half width.
_HALF_SHARE: Final = 0.25
_BINARY_SHARE: Final = 0.01


def read_delimited(data: bytes, name: str, limits: Limits) -> KeptText:
    """The kept text of a file of cells parted by commas, tabs or semicolons.

    Strict UTF-8, else CP932; UTF-16 with its mark. Raises SourceError for other bytes, for a quote
    that nothing closes, and past the limits.
    """
    if len(data) > limits.file_bytes:
        raise refuse_size(name, f"{len(data)} bytes > {limits.file_bytes}")
    out = KeptWriter()
    text = _decode(data, name, out)
    _note_controls(text, name, out)
    skipped = 0
    if named := _SEP_LINE.match(text):
        delimiter, skipped, text = named[1], 1, text[named.end() :]
    else:
        delimiter = find_delimiter(text)
    rows = _read_rows(text, delimiter, name, limits, out, skipped)
    if not rows:
        raise SourceError(
            "升目に文字がありません / no cell has any words",
            where=name,
            fix="別の形式で保存し直してください / save the file again",
        )
    SheetWriter(out, name, limits).write(Sheet(name, rows), _make_fragment)
    return out.finish(READER)


def find_delimiter(text: str) -> str:
    """What parts the cells: the sign by which most records have the same number of several."""
    best, chosen = 0.0, _DELIMITERS[0]
    for delimiter in _DELIMITERS:
        counts: Counter[int] = Counter()
        try:
            for number, record in enumerate(csv.reader(_open(text[:_SAMPLE]), delimiter=delimiter)):
                if number >= _SAMPLE_RECORDS:
                    break
                if any(cell.strip() for cell in record):
                    counts[len(record)] += 1
        except csv.Error:
            continue
        several = [(count, cells) for cells, count in counts.items() if cells > 1]
        if not several:
            continue
        count, cells = max(several)
        # A sign inside texts gives now two, now five cells; one between cells always the same.
        share = count / counts.total()
        score = share * share + min(cells, 50) / 1000
        if score > best:
            best, chosen = score, delimiter
    return chosen


def _decode(data: bytes, name: str, out: KeptWriter) -> str:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _refuse_encoding(name, "UTF-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise _refuse_encoding(name, f"UTF-16, byte {error.start}: {error.reason}") from error
    if b"\x1b$" in data or b"\x1b(" in data:
        raise _refuse_encoding(name, "ISO-2022-JP (JIS)")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        unicode = error
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError as error:
        why = f"UTF-8: {_tell(data, unicode)}; CP932: {_tell(data, error)}"
        if _is_euc(data, ""):
            why = f"EUC-JP; {why}"
        raise _refuse_encoding(name, why) from error
    if _is_euc(data, text):
        raise _refuse_encoding(name, "EUC-JP")
    out.add_notice(
        "read-as-cp932",
        locate(name, _find_line(data, unicode.start)),
        "UTF-8 ではないので、シフト JIS(CP932)として読みました",
        "not UTF-8, so read as Shift JIS (CP932)",
    )
    return text


def _is_euc(data: bytes, text: str) -> bool:
    """Whether the bytes are EUC-JP, which CP932 reads as katakana of half width or not at all."""
    foreign = sum(not char.isascii() for char in text)
    if len(_HALF_KATAKANA.findall(text)) < foreign * _HALF_SHARE:
        return False
    try:
        read = data.decode("euc_jp")
    except UnicodeDecodeError:
        return False
    # Katakana of half width alone read as kanji; a text has hiragana.
    return len(_HIRAGANA.findall(read)) * 20 > len(_HALF_KATAKANA.findall(text))


def _find_line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _tell(data: bytes, error: UnicodeDecodeError) -> str:
    line = _find_line(data, error.start)
    return f"line {line}, byte {error.start}: 0x{data[error.start]:02x}"


def _refuse_encoding(name: str, why: str) -> SourceError:
    return SourceError(
        "文字コードが UTF-8 でも CP932 でもありません / neither UTF-8 nor CP932",
        where=name,
        why=why,
        fix="UTF-8 で保存し直してください / save the file as UTF-8",
    )


def _note_controls(text: str, name: str, out: KeptWriter) -> None:
    """Tell of control characters, which become blanks. Raises SourceError for a binary file."""
    first = _CONTROL.search(text)
    if first is None:
        return
    count = len(_CONTROL.findall(text))
    line = text.count("\n", 0, first.start()) + 1
    if count > max(100, len(text) * _BINARY_SHARE):
        raise SourceError(
            "文字の表ではありません / no table of text",
            where=locate(name, line),
            why=f"制御文字が {count} 個あります / {count} control characters",
            fix="CSV として保存し直してください / save the file as CSV",
        )
    out.add_notice(
        "control-characters",
        locate(name, line),
        f"制御文字が {count} 個あり、空白にしました(最初は U+{ord(first[0]):04X})",
        f"{count} control characters became blanks; the first is U+{ord(first[0]):04X}",
    )


def _open(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def _read_rows(
    text: str, delimiter: str, name: str, limits: Limits, out: KeptWriter, skipped: int
) -> dict[int, dict[int, str]]:
    """The cells with words by row and column, records counted from 1."""
    try:
        return _parse(text, delimiter, True, name, limits, skipped)
    except csv.Error:
        pass
    # A quote inside a cell that is not doubled: read as it stands, and said.
    rows = _parse(text, delimiter, False, name, limits, skipped)
    out.add_notice(
        "quotes",
        name,
        "引用符の使い方が CSV の決まりに合わない升目があり、書かれたまま読みました",
        "quotes of some cells do not follow the rules of CSV and were read as they stand",
    )
    return rows


def _parse(
    text: str, delimiter: str, strict: bool, name: str, limits: Limits, skipped: int
) -> dict[int, dict[int, str]]:
    reader = csv.reader(_open(text), delimiter=delimiter, strict=strict)
    rows: dict[int, dict[int, str]] = {}
    number, cells, line = skipped, 0, skipped
    try:
        for number, record in enumerate(reader, start=skipped + 1):
            found = {
                at: cell for at, cell in enumerate(record, start=1) if cell and not cell.isspace()
            }
            line = reader.line_num + skipped
            if not found:
                continue
            rows[number] = found
            cells += len(found)
            if len(rows) > limits.rows or cells > limits.cells:
                raise refuse_size(
                    locate(name, line),
                    f"{limits.rows} 行か {limits.cells} 升目を超えています / "
                    f"more than {limits.rows} rows or {limits.cells} cells",
                )
            if max(map(len, found.values())) > limits.cell_characters:
                raise _refuse_cell(locate(name, line), limits)
    except csv.Error as error:
        if "field limit" in str(error):
            raise _refuse_cell(locate(name, line + 1), limits) from error
        if strict and "unexpected end" not in str(error):
            raise
        raise SourceError(
            "引用符が閉じられていません / a quote is never closed",
            where=locate(name, line + 1),
            why=f"record {number + 1}: {error}",
            fix="この行から始まる升目の引用符を確かめてください / "
            "look at the quotes of the cells from this line on",
        ) from error
    return rows


def _refuse_cell(where: str, limits: Limits) -> SourceError:
    return SourceError(
        "一つの升目が大きすぎます / one cell is too large",
        where=where,
        why=f"> {limits.cell_characters} characters",
        fix="閉じていない引用符がないか確かめてください / look for a quote that is never closed",
    )


def _make_fragment(cells: Range) -> str:
    return f"cell={cells.top},{cells.left}"

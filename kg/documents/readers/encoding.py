"""The text of a page in any encoding that Japanese pages are written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.documents.source import find_undecodable_line
from kg.errors import SourceError, locate

#: How far into a page its encoding may be declared; old pages begin with long comments.
_AHEAD: Final = 8_192
_DECLARED: Final = re.compile(
    rb"<meta[^>]{1,512}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
    rb"|<\?xml[^>]{1,256}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SHIFT_JIS: Final = ("cp932", "shift_jisx0213")
_EUC: Final = ("euc_jp", "euc_jisx0213")
_JIS: Final = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004")
#: The encodings behind the names that pages use, those with more characters last.
_NAMED: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        ("shiftjis", "sjis", "xsjis", "windows31j", "cp932", "ms932", "mskanji", "csshiftjis"),
        _SHIFT_JIS,
    ),
    **dict.fromkeys(("eucjp", "xeucjp", "cseucpkdfmtjapanese", "ujis"), _EUC),
    **dict.fromkeys(("iso2022jp", "jis", "csiso2022jp"), _JIS),
    # A page that could be read so far as to find these words is none of UTF-16.
    **dict.fromkeys(("utf8", "utf16", "utf16le", "utf16be", "unicode"), ("utf-8",)),
}
_ESCAPE: Final = re.compile(rb"\x1b(\$@|\$B|\(B|\(J|\(I|\$\(D)")
#: What UTF-8 becomes where it is read as Shift_JIS.
_GARBLED: Final = re.compile("[縺繧繝蜀莠蟷譁驕荳]")
_MUCH: Final = 0.05


@dataclass(frozen=True)
class Decoded:
    """A text, its encoding, and the encoding that it declares although it is not in it."""

    text: str
    encoding: str
    misnamed: str | None = None


def decode_page(data: bytes, name: str) -> Decoded:
    """The text of a page by its byte order mark, its declaration, as UTF-8 or as CP932.

    Raises SourceError naming the line where none of them fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_decode_marked(data[len(mark) :], encoding, name), encoding)
    match = _DECLARED.search(data, 0, _AHEAD)
    declared = (match[1] or match[2]).decode("ascii") if match else None
    known = _NAMED.get(re.sub(r"[^a-z0-9]", "", declared.lower()), ()) if declared else ()
    for encoding in known:
        text = _decode(data, encoding)
        if text is not None:
            return Decoded(text, encoding)
    jis = _ESCAPE.search(data) is not None and max(data, default=0) < 0x80
    if jis and (text := _decode_escaped(data)) is not None:
        return Decoded(text, "iso2022_jp", None if known[:1] == _JIS[:1] else declared)
    for encoding in ("utf-8", "cp932"):
        text = _decode(data, encoding)
        if text is not None and not _is_garbled(text, encoding):
            return Decoded(text, encoding, declared if known[:1] != (encoding,) else None)
    raise SourceError(
        "文字コードが分からないか、混ざっています / the encoding is unknown, or several are mixed",
        where=locate(name, find_undecodable_line(data)),
        why=(f"宣言 declared: {declared}; " if declared else "")
        + "UTF-8 でも CP932 でもありません / neither UTF-8 nor CP932",
        fix="ブラウザーで開いて、UTF-8 で保存し直してください / "
        "open it in a browser and save it as UTF-8",
    )


def _decode_marked(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{encoding} と印がありますが、その文字コードではない所があります / "
            f"marked as {encoding}, but not all of it is",
            where=locate(name, line),
            why=f"byte {error.start}: {error.reason}",
            fix="UTF-8 で保存し直してください / save the file as UTF-8",
        ) from error


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_escaped(data: bytes) -> str | None:
    """JIS by its escapes, with the characters that makers added (①, ㈱), as EUC has them."""
    words: list[bytes] = []
    mode, start = b"(B", 0
    for match in [*_ESCAPE.finditer(data), None]:
        piece = data[start : match.start() if match else len(data)]
        if mode in (b"$@", b"$B"):
            # Line ends stand between escapes, and never in a pair.
            piece = bytes(byte | 0x80 if byte > 0x20 else byte for byte in piece)
        elif mode == b"(I":
            piece = b"".join(bytes((0x8E, byte | 0x80)) for byte in piece if byte > 0x20)
        elif mode == b"$(D":
            high = bytes(byte | 0x80 for byte in piece if byte > 0x20)
            piece = b"".join(b"\x8f" + high[at : at + 2] for at in range(0, len(high), 2))
        words.append(piece)
        if match is not None:
            mode, start = match[1], match.end()
    joined = b"".join(words)
    return next((text for name in _EUC if (text := _decode(joined, name)) is not None), None)


def _is_garbled(text: str, encoding: str) -> bool:
    wide = sum(char > "\u0100" for char in text)
    return encoding == "cp932" and wide > 0 and len(_GARBLED.findall(text)) > wide * _MUCH

"""The directory of an OLE compound file (MS-CFB), in which older Office files are kept."""

from __future__ import annotations

import struct
from typing import Final

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY: Final = 128
_END: Final = 0xFFFFFFFA
#: Sectors of a directory: more than any document has.
_MOST: Final = 10_000


def find_streams(data: bytes) -> set[str]:
    """The names that stand at the top of the file; none where it is damaged."""
    if len(data) < 512 or not data.startswith(SIGNATURE):
        return set()
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    if shift not in (9, 12):
        return set()
    entries = _read_chain(data, first, 1 << shift)
    if len(entries) < _ENTRY:
        return set()
    child = struct.unpack_from("<I", entries, 76)[0]
    names: set[str] = set()
    seen: set[int] = set()
    ahead = [child]
    while ahead:
        at = ahead.pop()
        if at in seen or (at + 1) * _ENTRY > len(entries):
            continue
        seen.add(at)
        entry = entries[at * _ENTRY : (at + 1) * _ENTRY]
        length = min(struct.unpack_from("<H", entry, 64)[0], 64)
        names.add(entry[: max(length - 2, 0)].decode("utf-16-le", "replace"))
        ahead += struct.unpack_from("<II", entry, 68)
    return names


def _read_chain(data: bytes, sector: int, size: int) -> bytes:
    """The sectors of a stream in order, as the allocation table of the first 109 sectors tells."""
    tables = [one for one in struct.unpack_from("<109I", data, 76) if one < _END]
    per_table = size // 4
    parts: list[bytes] = []
    seen: set[int] = set()
    while sector < _END and sector not in seen and len(parts) < _MOST:
        seen.add(sector)
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        table, at = divmod(sector, per_table)
        offset = (tables[table] + 1) * size + at * 4 if table < len(tables) else len(data)
        if offset + 4 > len(data):
            break
        sector = struct.unpack_from("<I", data, offset)[0]
    return b"".join(parts)

"""A data folder of many documents: the project's own ones over again for other municipalities.

Every copy talks of other things: words that no layout or word list knows are put in place of each
other, the same way all through a municipality, so that its documents still speak of one thing by
one name.
"""

from __future__ import annotations

import hashlib
import random
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Final

from kg.documents.folder import DataFolder
from kg.documents.manifest import DocumentEntry, load_manifest
from kg.layouts.reading import read_document

_KANJI: Final = re.compile(r"[\u4e00-\u9fff]{2}")
#: Signs that headings, columns, bodies, dates and marks are known by; they stay.
_CUES: Final = frozenset(
    "事業概要計画期間取組課題名目標基本政策方向施再掲新規充実年度月日第章節条項号市区局部課室所"
    "会議員長委条例法律規則指針要綱方針推進委託担当現状平成昭和令和千百十一二三四五六七八九者等"
)
_FIRST: Final = 50_000
_WEIGHTS: Final = (6, 5, 4, 3, 2)


def write_data(data: Path, target: Path, documents: int) -> DataFolder:
    """A data folder of so many documents, those of `data` first, without their corrections."""
    own = load_manifest(DataFolder(data).sources)
    folder = DataFolder(target)
    (target / "ttl").mkdir(parents=True)
    shutil.copy(data / "ttl" / "curated.ttl", target / "ttl" / "curated.ttl")
    codes = sorted({entry.municipality for entry in own.documents})
    texts = {entry.slug: entry.file.read_text(encoding="utf-8") for entry in own.documents}
    words = _find_words(DataFolder(data))
    tables: list[str] = []
    for number in range(-(-documents // len(own.documents))):
        for entry in own.documents[: documents - number * len(own.documents)]:
            code = entry.municipality
            text = texts[entry.slug]
            if number:
                place = codes.index(code)
                code = make_code(number * len(codes) + place)
                text = _vary(text, words, f"{number} {entry.municipality}")
            tables.append(_write(folder, entry, code, f"{entry.slug}-{number}", text))
    (folder.sources / "documents.toml").write_text("\n".join(tables), encoding="utf-8")
    return folder


def make_code(number: int) -> str:
    """A code of a municipality that does not exist, with its check digit."""
    digits = f"{_FIRST + number}"
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return digits + str((11 - total % 11) % 10)


def change_one(folder: DataFolder) -> str:
    """Add a sentence to one document in the middle; its slug."""
    manifest = load_manifest(folder.sources)
    entry = manifest.documents[len(manifest.documents) // 2]
    text = entry.file.read_text(encoding="utf-8") + "\n市民の声を聴く場を設ける。\n"
    entry.file.write_text(text, encoding="utf-8")
    digest = hashlib.sha256(entry.file.read_bytes()).hexdigest()
    listed = manifest.path.read_text(encoding="utf-8").replace(entry.sha256, digest)
    manifest.path.write_text(listed, encoding="utf-8")
    return entry.slug


def _write(folder: DataFolder, entry: DocumentEntry, code: str, slug: str, text: str) -> str:
    path = folder.sources / code / f"{slug}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return (
        f'[document."{slug}"]\nfile = "{code}/{slug}.txt"\nmunicipality = "{code}"\n'
        f'title = "{entry.title}"\nlayout = "{entry.layout}"\nsha256 = "{digest}"\n'
    )


def _find_words(folder: DataFolder) -> list[str]:
    """Pairs of kanji that the names and texts of the rows hold, the frequent ones first."""
    manifest = load_manifest(folder.sources)
    count: Counter[str] = Counter()
    for entry in manifest.documents:
        for row in read_document(folder, manifest, entry, corrected=False).extraction.listings:
            told = [row.name, *(value.text for value in row.descriptions)]
            count.update(word for text in told for word in _KANJI.findall(text))
    return [word for word, _ in count.most_common() if not set(word) & _CUES]


def _vary(text: str, words: list[str], seed: str) -> str:
    """The text with its words in place of each other, which one for which told by the seed."""
    mixed = words.copy()
    random.Random(seed).shuffle(mixed)
    other = dict(zip(words, mixed, strict=True))
    return _KANJI.sub(lambda match: other.get(match[0], match[0]), text)

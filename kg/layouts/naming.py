"""A printed project name taken apart: marks, ward scope, and the bodies that cells name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.layouts.layout import Layout
from kg.layouts.layout_words import Words
from kg.records import BodyMention, Pointer, Span, WardScope
from kg.text.brackets import Group, find_groups
from kg.text.fold import fold, fold_key
from kg.text.items import Piece, clean, split_items
from kg.text.pointers import find_pointer

_WARD = re.compile(
    r"(?!.*(?:地区|学区|校区|街区|工区|全区|各区|他区|両区|[0-9一二三四五六七八九十]区))[^\W\d_a-zA-Z]{1,6}区"
)


def is_ward(text: str) -> bool:
    """Whether a text is the name of a ward (高津区), and no word for wards (各区, 7区)."""
    return bool(_WARD.fullmatch(text))


#: A sign that points at a note below the table.
_NOTE_SIGN = re.compile(r"\s*(?:[※＊*]\s*\d{0,2}|[(（]注\s*\d{0,2}[)）])\Z")
#: The longest text that can be a name.
LONGEST_NAME = 500


@dataclass(frozen=True)
class ParsedName:
    """A name: `name` is without 再掲 marks and wards in brackets, but with every other qualifier:
    (各区), and a bureau in brackets, which tells namesakes apart and says nothing more, unless the
    layout says that bodies stand there: then they are `bodies`. `pointer` is behind a mark."""

    name: str
    reappearance: bool
    ward_scopes: tuple[WardScope, ...]
    bodies: tuple[BodyMention, ...] = ()
    pointer: Pointer | None = None


def parse_name(
    printed: str, offset: int, layout: Layout, *, owned: bool | None = None
) -> ParsedName:
    """The parts of a printed name that starts at `offset` of its document.

    `owned`: whether brackets behind it name bodies that run it; the layout says so where it is
    None. What is longer than any name has no parts.
    """
    if len(printed) > LONGEST_NAME:
        return ParsedName(clean(printed), False, ())
    reads_owners = layout.owners if owned is None else owned
    scopes: list[WardScope] = []
    bodies: list[BodyMention] = []
    cut: list[tuple[int, int]] = []
    led = find_pointer(printed, offset, layout.words.reappearance, behind=True)
    reappearance = led is not None
    if led is not None:
        cut.append((led.start, led.end))
    # What stands behind a name stands before a pointer without brackets too.
    before = printed if led is None or printed[led.end :].strip() else printed[: led.start]
    for group in find_groups(printed):
        if led is not None and led.start <= group.start < led.end:
            continue
        if _is_reappearance(group.content, layout.words):
            reappearance = True
            cut.append((group.start, group.end))
        elif group.content in layout.words.all_wards:
            scopes.append(WardScope(None, Span(offset + group.start, offset + group.end)))
        elif wards := _find_wards(printed, group, offset):
            scopes += wards
            cut.append((group.start, group.end))
        elif reads_owners and (owners := find_owners(before, group, offset, layout)):
            bodies += owners
            cut.append((group.start, group.end))
    if (opened := _find_unclosed(printed, layout.words)) is not None:
        reappearance = True
        cut.append((opened, len(printed)))
    name = printed
    for start, end in sorted(cut, reverse=True):
        name = name[:start] + name[end:]
    reappearance = reappearance or _has_loose_mark(printed, layout.words)
    bare = _strip_loose_mark(clean(name), layout.words)
    return ParsedName(
        _NOTE_SIGN.sub("", bare) or bare,
        reappearance,
        tuple(scopes),
        tuple(bodies),
        led.pointer if led else None,
    )


#: The label before the bodies in a bracket: 担当：こども課.
_LABEL = re.compile(r"[^:：、,・]{1,8}[:：]\s*")


def find_owners(printed: str, group: Group, offset: int, layout: Layout) -> list[BodyMention]:
    """The bodies in a bracket behind a text, where every piece is called like one; else none.

    Other brackets and a full stop may follow it. Wards, and what tells namesakes apart without
    being called like a body, are none.
    """
    if not is_last(printed, group):
        return []
    start = group.start + 1
    label = _LABEL.match(printed, start, group.end - 1)
    if label is not None and layout.find_column(re.split("[:：]", label.group())[0]) == "body":
        start = label.end()
    inner = printed[start : group.end - 1]
    bodies = parse_bodies(inner, offset + start, "", layout)
    words = layout.words
    named = [body for body in bodies if fold_key(body.name) not in words.all_wards]
    if not named or any(not is_body(body.name, words) for body in named):
        return []
    return list(bodies)


def is_last(printed: str, group: Group) -> bool:
    """Whether nothing but other brackets and a full stop stand behind a bracket."""
    rest = re.sub(r"[(\[【〔<][^()\[\]【】〔〕<>]*[)\]】〕>]", "", fold(printed[group.end :]).text)
    # The rest of a bracket that holds others is none.
    return not re.sub(r"[\s。．]", "", re.sub(r"[(【〔][^【】〔〕]*[)】〕]\Z", "", rest))


def is_body(name: str, words: Words) -> bool:
    """Whether a name by itself is that of a body."""
    key = re.sub(r"(?:ほか|他|等)\Z", "", fold_key(name))
    if is_ward(name) or key.endswith(words.no_bodies) or len(key) < 3:
        return False
    return find_body_kind(name, words) is not None


def _is_reappearance(content: str, words: Words) -> bool:
    """Whether a bracket says 再掲: alone, beside another mark, or with a pointer behind it."""
    return any(
        re.fullmatch(rf"(?:.*[・、,/※*])?{re.escape(mark)}(?:分|[::・、,/0-9].*)?", content)
        for mark in words.reappearance
    )


def _find_unclosed(printed: str, words: Words) -> int | None:
    """Where a mark begins whose closing bracket was lost at the end of a name."""
    marks = "|".join(re.escape(mark) for mark in words.reappearance)
    folded = fold(printed)
    match = re.search(rf"[(\[【〔<]\s*(?:{marks})\s*\Z", folded.text)
    return None if match is None else folded.starts[match.start()]


def _find_wards(printed: str, group: Group, offset: int) -> list[WardScope]:
    """The wards in a bracket at the start or end of a name; other brackets may follow it."""
    rest = re.sub(r"[(\[【<][^()\[\]【】<>]*[)\]】>]", "", fold(printed[group.end :]).text)
    if rest.strip() and printed[: group.start].strip():
        return []
    inner = printed[group.start + 1 : group.end - 1]
    scopes: list[WardScope] = []
    position = offset + group.start + 1
    for piece in re.split(r"([・、,，／/])", inner):
        name = piece.strip()
        if name and not re.fullmatch(r"[・、,，／/]", name):
            if not _WARD.fullmatch(name):
                return []
            at = position + piece.index(name)
            scopes.append(WardScope(name, Span(at, at + len(name))))
        position += len(piece)
    return scopes


def _loose(words: Words) -> re.Pattern[str]:
    marks = "|".join(re.escape(mark) for mark in words.reappearance)
    return re.compile(
        rf"\A\s*[※*]?\s*(?:{marks})[\s::・]+|\s+[※*]?\s*(?:{marks})\s*\Z|[※*](?:{marks})\s*\Z"
    )


def _has_loose_mark(printed: str, words: Words) -> bool:
    return bool(_loose(words).search(fold(printed).text))


def _strip_loose_mark(name: str, words: Words) -> str:
    folded = fold(name)
    match = _loose(words).search(folded.text)
    if match is None or match.start() == match.end():
        return name
    start, end = folded.origin(match.start(), match.end())
    return (name[:start] + name[end:]).strip()


def find_body_kind(name: str, words: Words) -> str | None:
    """The kind of body that a name's ending tells, None where it tells none."""
    if fold_key(name) in words.all_wards:
        return "wardOffice"
    key = fold_key(name)
    if key in words.whole_bodies:
        return words.whole_bodies[key]
    return next(
        (kind for ending, kind in words.bodies if key.endswith(ending) and key != ending), None
    )


def parse_bodies(text: str, start: int, header: str, layout: Layout) -> tuple[BodyMention, ...]:
    """The bodies that a cell of a responsible-body column names, in order."""
    fallback = find_body_kind("*" + re.sub(r"等\Z", "", fold_key(header)), layout.words) or "other"
    bodies: list[BodyMention] = []
    for stretch in _join_units(split_items(text)):
        position = stretch.start
        for piece in _split_bodies(text[stretch.start : stretch.end]):
            name = piece.strip()
            if not _EVERY.match(name):
                name = re.sub(r"(?:ほか|他|等)\Z", "", name).strip()
            if name and not re.fullmatch(r"[、，,／/・\-－―—]+", name):
                at = start + position + piece.index(name)
                label = re.sub(r"(?<=局)\s+(?=\S*[部課室係]\Z)", "", clean(name))
                kind = find_body_kind(label, layout.words) or fallback
                bodies.append(BodyMention(label, kind, Span(at, at + len(name))))
            position += len(piece)
    return tuple(bodies)


def _split_bodies(text: str) -> list[str]:
    """The pieces of a text between signs that part bodies; one that names all stays whole."""
    pieces = _BETWEEN_BODIES.split(text)
    bare = any(len(re.sub(r"等\Z", "", piece.strip())) == 1 for piece in pieces[::2])
    return [text] if bare and _EVERY.match(text.strip()) else pieces


#: 全局・区等: no named bodies, but all of a kind.
_EVERY = re.compile(r"(?:全|各)(?:局|課|部|区)(?:・\S*)?等\Z")
_BETWEEN_BODIES = re.compile(
    r"([、，,／/]|(?<=[局課部室所会庁省署館園校団社係院])・|(?<=内閣府)・|(?<=官房)・|(?<=センター)・|(?<=窓口)・)"
)


def _join_units(items: list[Piece]) -> list[Piece]:
    """The items of a cell, a section joined to the bureau before it: 総務局 国際部 is one body."""
    joined: list[Piece] = []
    for item in items:
        if joined and joined[-1].text.endswith("局") and re.search(r"[部課室係]\Z", item.text):
            first = joined.pop()
            joined.append(Piece(first.start, item.end, f"{first.text} {item.text}"))
        else:
            joined.append(item)
    return joined

"""A printed project name taken apart: marks, ward scope, and the bodies that cells name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import repeat

from kg.layouts.again import find_enclosed, strip_loose
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
    layout says that bodies stand there: then they are `bodies`. `pointer` is behind a mark, which
    may say that the project was printed before `partly`."""

    name: str
    reappearance: bool
    ward_scopes: tuple[WardScope, ...]
    bodies: tuple[BodyMention, ...] = ()
    pointer: Pointer | None = None
    partly: bool = False


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
    marks = layout.words.reappearance
    led = find_pointer(printed, offset, marks, behind=True)
    if led is not None:
        cut.append((led.start, led.end))
    # What stands behind a name stands before a pointer without brackets too.
    before = printed if led is None or printed[led.end :].strip() else printed[: led.start]
    enclosed = [
        mark
        for mark in find_enclosed(printed, offset, marks)
        if led is None or mark.end <= led.start or led.end <= mark.start
    ]
    cut += [(mark.start, mark.end) for mark in enclosed]
    for group in find_groups(printed):
        if any(start <= group.start < end for start, end in cut):
            continue
        if group.content in layout.words.all_wards:
            scopes.append(WardScope(None, Span(offset + group.start, offset + group.end)))
        elif wards := _find_wards(printed, group, offset):
            scopes += wards
            cut.append((group.start, group.end))
        elif reads_owners and (owners := find_owners(before, group, offset, layout)):
            bodies += owners
            cut.append((group.start, group.end))
    name = printed
    for start, end in sorted(cut, reverse=True):
        name = name[:start] + name[end:]
    bare, loose, partly = strip_loose(clean(name), marks)
    pointers = [led.pointer] if led else [mark.pointer for mark in enclosed if mark.pointer]
    return ParsedName(
        _NOTE_SIGN.sub("", bare) or bare,
        led is not None or bool(enclosed) or loose,
        tuple(scopes),
        tuple(bodies),
        pointers[0] if pointers else None,
        partly or any(mark.partly for mark in enclosed),
    )


def parse_read_name(
    printed: str, read: str, offset: int, layout: Layout, *, owned: bool | None = None
) -> tuple[ParsedName, str]:
    """The parts of a printed name, and its label: the name as people decided to read it.

    Where the reading carries a mark that the print does not, the row comes again, under that name.
    """
    parsed = parse_name(printed, offset, layout, owned=owned)
    decided = parse_name(read, offset, layout, owned=owned)
    if decided.reappearance and not parsed.reappearance:
        parsed = replace(parsed, name=decided.name, reappearance=True, partly=decided.partly)
    return parsed, decided.name


#: The label before the bodies in a bracket: 担当：こども課.
_LABEL = re.compile(r"[^:：、,・]{1,8}[:：]\s*")
#: Brackets that are no part of a name, as round ones may be: おはなし会（図書館）.
_APART = "【〔"


def find_owners(printed: str, group: Group, offset: int, layout: Layout) -> list[BodyMention]:
    """The bodies in a bracket behind a text, where one is sure and each piece may be one.

    Other brackets and a full stop may follow it. Wards, and what tells namesakes apart without
    being called like a body, are none. A facility (図書館) is one where a label says that bodies
    stand there, or the layout, of a bracket that prints apart from the words of a name; and beside
    a body that is sure: （総務課、各総合事務所）.
    """
    if not is_last(printed, group):
        return []
    label = _find_label(printed, group, layout)
    start = group.start + 1 if label is None else label
    inner = printed[start : group.end - 1]
    bodies = parse_bodies(inner, offset + start, "", layout)
    words = layout.words
    said = label is not None or (layout.owners and printed[group.start] in _APART)
    named = [body.name for body in bodies if fold_key(body.name) not in words.all_wards]
    sure = [
        is_owner(name, words) if said else is_body(name, words) or _is_post(name, layout)
        for name in named
    ]
    if not any(sure) or not all(map(_may_own, named, repeat(words))):
        return []
    return list(bodies)


def is_labelled(printed: str, group: Group, layout: Layout) -> bool:
    """Whether a bracket says itself that bodies stand in it: （担当：こども課）."""
    return _find_label(printed, group, layout) is not None


def _find_label(printed: str, group: Group, layout: Layout) -> int | None:
    """Where the label before the bodies in a bracket ends, None where it has none."""
    label = _LABEL.match(printed, group.start + 1, group.end - 1)
    if label is None or layout.find_column(re.split("[:：]", label.group())[0]) != "body":
        return None
    return label.end()


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


def is_owner(name: str, words: Words) -> bool:
    """Whether a name is that of a body or of a facility that may run a project."""
    if is_body(name, words):
        return True
    key = re.sub(r"(?:ほか|他|等)\Z", "", fold_key(name))
    owned = key.endswith(words.owners) or _ends_in(key, words.posts)
    return len(key) > 1 and owned and not key.endswith(words.no_bodies)


def _is_post(name: str, layout: Layout) -> bool:
    """Whether the layout reads owners in brackets, and a name is that of one and of no place."""
    key = fold_key(name)
    return layout.owners and _ends_in(key, layout.words.posts)


def _may_own(name: str, words: Words) -> bool:
    """Whether a name may be that of a body, beside one that is."""
    key = fold_key(name)
    carried = _ends_in(key, words.carried) and not key.endswith(words.no_bodies)
    return is_owner(name, words) or carried


def _ends_in(key: str, ends: tuple[str, ...]) -> bool:
    return key.endswith(ends) and key not in ends


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
        for number, piece in enumerate(_split_bodies(text[stretch.start : stretch.end])):
            left, right = _find_bare(piece)
            name = piece[left:right]
            if name and number % 2 == 0 and not _NO_NAME.fullmatch(fold(name).text):
                if name[-1] == "。" and find_body_kind(name[:-1], layout.words) is not None:
                    name = name[:-1]
                at = start + position + left
                label = _INNER_BLANK.sub("", clean(name))
                kind = find_body_kind(label, layout.words) or (
                    # A facility is no section, whatever the header over it says.
                    "other" if is_owner(label, layout.words) else fallback
                )
                bodies.append(BodyMention(label, kind, Span(at, at + len(name))))
            position += len(piece)
    return tuple(bodies)


def _find_bare(piece: str) -> tuple[int, int]:
    """Where a body's name stands in its piece: without its part in the matter, ほか and signs."""
    folded = fold(piece)
    start = _BEFORE.match(folded.text)
    assert start is not None, "the pattern matches nothing too"
    left, right = start.end(), len(folded.text.rstrip())
    every = bool(_EVERY.match(folded.text[:right], left))
    for behind in (_BEHIND, _BEHIND, *(() if every else (_AND_MORE, _BEHIND))):
        if (found := behind.search(folded.text, left, right)) is not None:
            right = len(folded.text[: found.start()].rstrip())
    return folded.origin(left, right) if left < right else (0, 0)


def _split_bodies(text: str) -> list[str]:
    """Bodies and what parts them by turns; a text that names all of a kind stays whole."""
    folded = fold(text)
    pieces: list[str] = []
    cursor = 0
    for match in _BETWEEN_BODIES.finditer(folded.text):
        start, end = folded.origin(match.start(), match.end())
        pieces += [text[cursor:start], text[start:end]]
        cursor = end
    pieces.append(text[cursor:])
    bare = any(len(re.sub(r"等\Z", "", piece.strip())) == 1 for piece in pieces[::2])
    return [text] if bare and _EVERY.match(text.strip()) else pieces


#: 全局・区等: no named bodies, but all of a kind.
_EVERY = re.compile(r"(?:全|各)(?:局|課|部|区)(?:・\S*)?等\Z")
_ENDED = (
    r"(?:(?<=[局課部室所会庁省署館園校団社係院監)])|(?<=担当)|(?<=内閣府)"
    r"|(?<=官房)|(?<=センター)|(?<=窓口))"
)
_AND = "(?:及び|並びに|および|ならびに)"
_BETWEEN_BODIES = re.compile(rf"[、,/]|{_ENDED}\s?(?:・|{_AND})\s?|(?<=\s){_AND}\s?")
#: What a body does in the matter, beside its name and no part of it: （主管）, ◎.
_DOES = (
    "(?:主管|主担当|副担当|主務|主|副|正|総括|統括|幹事|代表|事務局|連携|協力|調整|取りまとめ|とりまとめ)"
    "[課部局]?"
)
_BEFORE = re.compile(rf"(?:\s|[◎○●★☆◇◆□■※・]|[(\[【〔<]\s?{_DOES}\s?[)\]】〕>]|{_DOES}\s?:)*")
_BEHIND = re.compile(rf"(?:[(\[【〔<]\s?{_DOES}\s?[)\]】〕>])\Z")
_AND_MORE = re.compile(
    r"(?:(?:ほか|他)(?:の?関係各?[局課部室所]*)?(?:\s?\d{1,3}\s?[局課部室所園校館団])?|等)\Z"
)
#: A blank that a line end left: 総務局 国際部, 人事・ 給与課.
_INNER_BLANK = re.compile(r"(?<=局)\s+(?=\S*[部課室係]\Z)|(?<=[・･])\s+|\s+(?=[・･])")
#: Nothing but signs that part bodies, or say that there are none.
_NO_NAME = re.compile(r"[、,/・\-ー─━]+")


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

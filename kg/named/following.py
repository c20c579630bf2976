"""What a row or node says it goes by (cpsv:follows) and what named things it does (mpo:carriesOut).

Read off the words right behind a name: 「ゆめのルール」に基づき, ゆめ窓口を設置し. In a column such
as 根拠法令 the name is enough.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from kg.named.name import Name, find_event_starts
from kg.named.statements import Statement
from kg.named.topics import Topics
from kg.records import EventRecord, MentionRecord, Span, Subject, SubjectKind, Thing

FOLLOWS = "cpsv:follows"
CARRIES_OUT = "mpo:carriesOut"
#: What may follow or do something: the contract's Project (its row) and PolicyNode.
_OWNERS = (SubjectKind.NODE, SubjectKind.LISTING)
#: Words that look like another town and mean this one or none.
_OWN = frozenset(
    (
        *("本市", "当市", "同市", "全市", "都市", "大都市", "本町", "本村", "国県"),
        *("都道府県", "市町村", "区市町村", "各市町村"),
    )
)
#: What a row may bear the name of.
_BORNE = ("body", "service", "publication", "event")
#: Brackets inside which a blank parts no items.
_OPEN, _CLOSED = "「『（(〔“", "」』）)〕”"


@cache
def _load_patterns() -> dict[str, tuple[str, re.Pattern[str]]]:
    """The relation and the pattern behind a name, by the kind of the named thing."""
    text = (resources.files("kg.named") / "following.toml").read_text(encoding="utf-8")
    words = tomllib.loads(text)
    aside, adverb, unless = words["aside"], words["adverb"], words["unless"]
    found = {"instrument": (FOLLOWS, re.compile(f"{aside}{words['follows']}"))}
    for kind, verb in words["does"].items():
        pattern = f"{aside}{words['joint']}{adverb}(?P<verb>{verb})(?!{unless})"
        found[kind] = (CARRIES_OUT, re.compile(pattern))
    found["label"] = (CARRIES_OUT, re.compile(words["label"]["ending"]))
    found["told"] = ("", re.compile(words["told"]))
    found["elsewhere"] = ("", re.compile(words["elsewhere"]))
    return found


def find_followed(
    statements: Sequence[Statement],
    names: Sequence[Sequence[Name]],
    events: Sequence[EventRecord],
    topics: Topics,
    municipality: str | None = None,
) -> list[MentionRecord]:
    """What rows and nodes go by and do, each with the sentences that say so.

    What another town than the `municipality` does, what is only an opinion and what others are
    told of is none of their doing.
    """
    starts = find_event_starts(events)
    known = {name.thing.name: name.thing for standing in names for name in standing}
    found: dict[tuple[Subject, Thing | int, str], list[Span]] = {}
    for statement, standing in zip(statements, names, strict=True):
        owner = statement.owner
        if owner.kind not in _OWNERS:
            continue
        for name, relation in (*_find_told(statement, standing), *_find_borne(statement, known)):
            if is_of_others(statement.text, name.start, name.end, municipality):
                continue
            thing: Thing | int | None = name.thing
            if name.thing.kind == "event":
                thing = starts.get(name.thing.name)
            if thing is None or thing == topics.find_own_project(owner):
                continue
            spans = statement.find_spans(*find_sentence(statement.text, name.start, name.end))
            found.setdefault((owner, thing, relation), []).extend(spans)
    return [
        MentionRecord(owner, thing, tuple(dict.fromkeys(spans)), relation)
        for (owner, thing, relation), spans in found.items()
    ]


def _find_told(statement: Statement, names: Iterable[Name]) -> Iterator[tuple[Name, str]]:
    patterns = _load_patterns()
    for name in names:
        relation, pattern = patterns.get(name.thing.kind, ("", None))
        told = pattern is not None and pattern.match(statement.text, name.end)
        if told or (statement.basis and relation == FOLLOWS):
            yield name, relation


def _find_borne(
    statement: Statement, known: Mapping[str, Thing]
) -> Iterator[tuple[Name, str]]:
    """The thing whose name a row bears with what is done: ゆめ会議 of ゆめ会議運営事業."""
    if not statement.label:
        return
    relation, pattern = _load_patterns()["label"]
    text = statement.text
    start = 1 if text[:1] in _OPEN else 0
    for end in range(len(text), start + 2, -1):
        thing = known.get(text[start:end])
        if thing is None or thing.kind not in _BORNE or not pattern.match(text, end):
            continue
        yield Name(thing, start, end), relation
        return


def find_verb(text: str, name: str) -> str | None:
    """What a text says is done with a named thing (設置, 再編); None where it says nothing."""
    kinds = [key for key, (relation, _) in _load_patterns().items() if relation == CARRIES_OUT]
    at = text.find(name)
    while name and at >= 0:
        for kind in kinds:
            match = _load_patterns()[kind][1].match(text, at + len(name))
            if match is not None:
                return match["verb"]
        at = text.find(name, at + 1)
    return None


def follows(text: str, end: int) -> bool:
    """Whether the words behind a place say that one goes by what stands before it."""
    return _load_patterns()["instrument"][1].match(text, end) is not None


def is_of_others(text: str, start: int, end: int, municipality: str | None) -> bool:
    """Whether a sentence reports what is said in it: another town's doing, an opinion, a talk."""
    first, last = find_sentence(text, start, end)
    patterns = _load_patterns()
    if patterns["told"][1].search(text, end, last):
        return True
    return any(
        match["town"] not in _OWN and not (municipality or "").endswith(match["town"])
        for match in patterns["elsewhere"][1].finditer(text, first, start)
    )


def find_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a stretch of a text; of a list of items without 。 the item."""
    parts = "。" if "。" in text else " "
    first = 0
    for at in range(start):
        if text[at] in parts and not _is_bracketed(text, at):
            first = at + 1
    last = len(text)
    for at in range(end, len(text)):
        if text[at] in parts and not _is_bracketed(text, at):
            last = at + (parts == "。")
            break
    while first < start and text[first].isspace():
        first += 1
    return first, last


def _is_bracketed(text: str, at: int) -> bool:
    """Whether a place lies inside brackets that were opened before it."""
    depth = 0
    for char in text[max(0, at - 120) : at]:
        if char in _OPEN:
            depth += 1
        elif char in _CLOSED:
            depth = max(0, depth - 1)
    return depth > 0 and any(char in _CLOSED for char in text[at : at + 60])

"""What implements an article, by its kind, with who runs it and where it says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from kg.names import MPO, parse_thing
from kg.questions.appearance import Runner
from kg.questions.evidence import Evidence, Proofs, find_homes, sort_evidence
from kg.questions.kinds import find_kinds
from kg.questions.label import Labels
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    collect_named,
    get_iri,
    group_rows,
    read_iri,
    read_named,
    read_text,
)
from kg.questions.said import prepare_said
from kg.questions.vocabulary import Word, get_code, get_word
from kg.store.store import Store
from kg.store.terms import Iri, Row
from kg.text.fold import fold_key


class Group(StrEnum):
    """The kinds of things that implement an article, in the order in which they are shown: the
    question is which projects. A heading is a node printed below the article's, of which no more is
    said here."""

    PROJECT = "project"
    NODE = "node"
    INSTRUMENT = "instrument"
    BODY = "body"
    SERVICE = "service"
    EVENT = "event"
    OTHER = "other"
    HEADING = "heading"


_GROUPS: Final = {
    MPO + name: group
    for name, group in (
        ("Instrument", Group.INSTRUMENT),
        ("PolicyNode", Group.NODE),
        ("Project", Group.PROJECT),
        ("Listing", Group.PROJECT),
        ("Body", Group.BODY),
        ("Service", Group.SERVICE),
        ("Publication", Group.SERVICE),
        ("Event", Group.EVENT),
    )
}


@dataclass(frozen=True)
class Implementer:
    """Something that implements an article, with the link that says so and its chain.

    `kind` is its class, `words` what it is more closely: ルール, 委員会, 予定. `level` is what its
    document calls a node. `apart` tells it from a namesake of the same kind, `namesakes` are the
    kinds of others with its name.
    """

    subject: Named
    group: Group
    kind: Word
    words: tuple[Word, ...]
    level: str | None
    link: Iri
    status: Word
    confidence: float | None
    via: tuple[Named, ...]
    rules: tuple[Word, ...]
    runners: tuple[Runner, ...]
    documents: tuple[Named, ...]
    evidence: tuple[Evidence, ...]
    apart: str | None = None
    namesakes: tuple[Word, ...] = ()


def find_implementers(
    store: Store, article: Iri, subject: Iri | None = None
) -> tuple[Implementer, ...]:
    """What links say implements an article, candidates and rejected ones too, the surest first.

    With a `subject`, only what is said of it.
    """
    bound = {"article": article} if subject is None else {"article": article, "subject": subject}
    rows = store.select(get_query("article-implementers"), **bound).rows
    proofs, labels = Proofs(store), Labels(store)
    names = ("subject", "proof")
    prepare_said(store, collect(read_iri(row, name) for row in rows for name in names))
    found: dict[tuple[Iri, Iri], Implementer] = {}
    # Of two links that say the same the one that stands for both is the same in every engine.
    for link, own in sorted(group_rows(rows, "link").items()):
        one = _read(store, link, own, proofs, labels)
        # `implementsArticle` and `cpsv:implements` may both say it: it is one thing all the same.
        known = found.setdefault((one.subject.iri, one.status.iri), one)
        if known is not one:
            proven = sort_evidence((*known.evidence, *one.evidence))
            found[one.subject.iri, one.status.iri] = replace(known, evidence=proven)
    ordered = sorted(
        found.values(), key=lambda one: (-(one.confidence or 0), one.subject.label, one.subject.iri)
    )
    return _tell_apart(ordered)


def group_implementers(
    found: Iterable[Implementer],
) -> tuple[tuple[Group, tuple[Implementer, ...]], ...]:
    """The implementers by their kind; a kind without any is left out."""
    grouped: dict[Group, list[Implementer]] = defaultdict(list)
    for one in found:
        grouped[one.group].append(one)
    return tuple((group, tuple(grouped[group])) for group in Group if group in grouped)


def find_runners(store: Store, thing: Iri, proofs: Proofs) -> tuple[Runner, ...]:
    """Who runs a thing, by name; empty where no source says it."""
    rows = store.select(get_query("runners"), thing=thing).rows
    found: list[Runner] = []
    for own in group_rows(rows, "body").values():
        body = read_named(own[0], "body")
        assert body is not None, "the query binds it"
        proven = proofs.find(collect(read_iri(row, "proof") for row in own))
        found.append(Runner(body, proven))
    return tuple(sorted(found, key=lambda one: (one.body.label, one.body.iri)))


def _read(store: Store, link: Iri, rows: list[Row], proofs: Proofs, labels: Labels) -> Implementer:
    row = rows[0]
    subject = get_iri(row, "subject")
    kinds, confidence = find_kinds(store, subject), read_text(row, "confidence")
    group = next((_GROUPS[kind] for kind in kinds if kind in _GROUPS), Group.OTHER)
    evidence = proofs.find(collect(read_iri(one, "proof") for one in rows))
    status, label = get_iri(row, "status"), labels.get(subject, read_text(row, "subjectLabel"))
    runners = find_runners(store, subject, proofs)
    printed = status == MPO + "Stated" and _is_printed(label, evidence)
    if group is Group.NODE and printed and not runners:
        group = Group.HEADING
    codes = sorted(collect(read_iri(one, "code") for one in rows))
    return Implementer(
        subject=Named(subject, label),
        group=group,
        kind=get_word(kinds[0]) if kinds else get_word(MPO + "Project"),
        words=tuple(map(get_code, codes)),
        level=read_text(row, "level"),
        link=link,
        status=get_code(status),
        confidence=None if confidence is None else float(confidence),
        via=collect_named(rows, "via"),
        rules=tuple(map(get_word, sorted(collect(read_iri(one, "rule") for one in rows)))),
        runners=runners,
        documents=find_homes(evidence),
        evidence=evidence,
    )


def _is_printed(label: str, evidence: Iterable[Evidence]) -> bool:
    """Whether what proves a node is its own line, below the article's heading, and no sentence."""
    own = fold_key(label)
    quotes = [one.quote for one in evidence if one.quote]
    return any("。" not in quote and own in fold_key(quote) for quote in quotes)


def _tell_apart(found: list[Implementer]) -> tuple[Implementer, ...]:
    """The implementers, each knowing in what it differs from others with its name."""
    names: dict[str, dict[Iri, Implementer]] = defaultdict(dict)
    for one in found:
        names[_make_key(one)].setdefault(one.subject.iri, one)

    def tell(one: Implementer) -> Implementer:
        others = [other for iri, other in names[_make_key(one)].items() if iri != one.subject.iri]
        if not others:
            return one
        same = any(other.kind == one.kind for other in others)
        kinds = dict.fromkeys(other.kind for other in others if other.kind != one.kind)
        return replace(one, apart=_find_mark(one) if same else None, namesakes=tuple(kinds))

    return tuple(map(tell, found))


def _make_key(one: Implementer) -> str:
    """The name of a thing without what its label adds in brackets: the date of an event."""
    return fold_key(one.subject.label.partition("（")[0])


def _find_mark(one: Implementer) -> str:
    """What tells a thing from its namesakes: a bureau in its IRI, else where it stands."""
    name = parse_thing(one.subject.iri)
    if name is not None and name.apart is not None:
        return name.apart
    if one.evidence:
        last = one.evidence[-1]
        return f"{last.title} {last.first_line}行目" if last.first_line else last.title
    return one.subject.iri.rsplit("/", 1)[-1]

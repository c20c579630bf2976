"""`kg decide` and `kg review`: a person confirms or rejects links."""

from __future__ import annotations

import re
import sys
import unicodedata
from argparse import Namespace
from collections.abc import Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg.commands.build import run_build
from kg.commands.decide_text import render_asked, render_decided, write_queue
from kg.decisions.evidence import is_of_one_document
from kg.decisions.load import Decisions, read_decisions
from kg.decisions.record import Decision, Outcome
from kg.decisions.write import append_decision
from kg.documents.folder import DataFolder
from kg.errors import KgError, NotFoundError
from kg.graph.ntriples import decimal, iri
from kg.names import ID
from kg.questions.evidence import Proofs
from kg.questions.kinds import find_kinds
from kg.questions.reading import make_short
from kg.questions.review import (
    DECIDED,
    Asked,
    Wanted,
    describe_link,
    find_predicate,
    find_queue,
)
from kg.questions.review_again import anchor, find_again, find_quotes
from kg.questions.review_links import Waiting, find_links
from kg.questions.vocabulary import load_vocabulary
from kg.store.embedded import load_store
from kg.store.store import Store
from kg.store.terms import Iri

_OUTCOMES: Final = {"confirm": Outcome.CONFIRMED, "reject": Outcome.REJECTED}
_LINK: Final = f"{ID}link/"
_CLAIM: Final = f"{ID}claim/"
#: Fewer digits of a hash are too easily another link's.
_LEAST: Final = 6
_RULE: Final = "https://w3id.org/seisaku-kg/rule/"


def run_decide(root: Path, options: Namespace) -> int:
    """Write one decision on a link, and build the graph anew unless told not to."""
    by, reason = read_words(options.by, "--by"), read_words(options.reason, "--reason")
    ttl = DataFolder(root).ttl
    store = load_store(ttl)
    decisions, links = anchor(store, read_decisions(ttl)), find_links(store)
    for again in find_again(links, store, decisions):
        links.setdefault(again.link, again)
    asked = describe_link(store, get_link(store, links, options.link), Proofs(store))
    outcome = _OUTCOMES[options.outcome]
    decision = make_decision(store, decisions, asked, outcome, by, reason)
    path = append_decision(ttl, decision)
    print(render_decided(asked, decision))
    print(f"書きました wrote {path}", file=sys.stderr)
    return _build(root, options)


def run_review(root: Path, options: Namespace) -> int:
    """Walk the links that wait for a decision; without a terminal, list them."""
    ttl = DataFolder(root).ttl
    store = load_store(ttl)
    decisions, links = anchor(store, read_decisions(ttl)), find_links(store)
    queue = find_queue(links, store, decisions, _read_wanted(links, options))[: options.limit]
    proofs = Proofs(store)
    if options.form != "text" or not is_watched():
        write_queue([describe_link(store, link, proofs) for link in queue], options.form)
        return 0
    if not queue:
        write_queue([], "text")
        return 0
    by = read_words(options.by, "--by") if options.by is not None else None
    written = 0
    try:
        for number, link in enumerate(queue, start=1):
            asked = describe_link(store, link, proofs)
            print(f"\n[{number}/{len(queue)}] {render_asked(asked)}")
            outcome = _ask_outcome()
            if outcome is None:
                continue
            by = by or _ask("決めた役割（課など。個人名は書かない） role, never a person's name")
            reason = _ask("理由 reason")
            decision = make_decision(store, decisions, asked, outcome, by, reason)
            append_decision(ttl, decision)
            written += 1
            print(render_decided(asked, decision))
    except EOFError:
        print()
    except KeyboardInterrupt:
        _say_kept(written)
        return 130
    if not written:
        return 0
    _say_kept(written)
    return _build(root, options)


def is_watched() -> bool:
    """Whether a person sits at a terminal and can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _say_kept(written: int) -> None:
    print(
        f"\n{written} 件の決定を書きました。`kg build` でグラフに当てはめます / "
        f"{written} decisions written; `kg build` applies them",
        file=sys.stderr,
    )


def _build(root: Path, options: Namespace) -> int:
    if options.no_build:
        print(
            "グラフは作り直していません / the graph was not built anew: `kg build`", file=sys.stderr
        )
        return 0
    return run_build(root, Namespace(check=False))


def make_decision(
    store: Store, decisions: Decisions, asked: Asked, outcome: Outcome, by: str, reason: str
) -> Decision:
    """A decision made now, with the words that stand behind the link."""
    link = asked.waiting
    subject, object_ = (
        find_quotes(store, [side]) if is_of_one_document(side) else set[str]()
        for side in (link.subject, link.object)
    )
    # What the rules had earned: a link that a person confirmed before says no more than 1.
    before = decisions.find(iri(link.subject), iri(link.predicate), iri(link.object))
    is_decided = before is not None and make_short(link.status).lower() in DECIDED
    return Decision(
        subject=iri(link.subject),
        predicate=iri(link.predicate),
        object=iri(link.object),
        outcome=outcome,
        by=by,
        reason=reason,
        at=datetime.now(UTC),
        passages=tuple(sorted(iri(one.iri) for one in asked.evidence)),
        quotes=tuple(sorted(find_quotes(store, [link.link]) | subject | object_)),
        confidence=before.confidence if before and is_decided else decimal(link.confidence),
        justification=iri(link.justification),
        rules=tuple(iri(rule) for rule in link.rules),
        via=tuple(sorted(iri(thing.iri) for thing in asked.via)),
        subject_words=tuple(sorted(subject)),
        object_words=tuple(sorted(object_)),
    )


def get_link(store: Store, links: Mapping[Iri, Waiting], given: str) -> Waiting:
    """The link that an IRI, its 16 hex digits or the first six or more of them name.

    Raises NotFoundError when there is none, KgError when there are several, or when it is a
    claim that is no link.
    """
    if Iri(given) in links:
        return links[Iri(given)]
    digits = given.removeprefix(_LINK).removeprefix(_CLAIM)
    if not re.fullmatch(r"[0-9a-f]{1,16}", digits):
        raise _not_found(given, digits, links)
    if len(digits) < _LEAST:
        raise KgError(
            f"関連の番号が短すぎます / too few digits of a link: {given}",
            why=f"{len(digits)} < {_LEAST}",
            fix=f"{_LEAST} 桁以上を書いてください / give {_LEAST} digits or more",
        )
    found = [] if given.startswith(_CLAIM) else find_starting(links, digits)
    if len(found) == 1:
        return found[0]
    if found:
        raise KgError(
            f"{len(found)} 件の関連に当てはまります / {len(found)} links begin so: {given}",
            why="、".join(make_short(one.link) for one in found[:10]),
            fix="桁を足してください / give more digits",
        )
    if find_kinds(store, Iri(_CLAIM + digits)):
        raise KgError(
            f"関連ではなく、名前や担当などを述べる言明です / a claim that is no link: {given}",
            why="言明は文書が印刷したことで、二つのものを結び付ける規則の結論ではありません / "
            "a claim says what a document prints of one thing; only links are decided on",
            fix="読み違いは data/corrections に、事実の補いは curated.ttl に書いてください / "
            "mend a misreading in data/corrections, add a fact to curated.ttl",
        )
    raise _not_found(given, digits, links)


def find_starting(links: Mapping[Iri, Waiting], digits: str) -> list[Waiting]:
    """The links whose hash begins with these digits, in order."""
    return [links[link] for link in sorted(links) if make_short(link).startswith(digits)]


def _not_found(given: str, digits: str, links: Mapping[Iri, Waiting]) -> NotFoundError:
    hashes = sorted(make_short(link) for link in links)
    near = [one for one in hashes if one.startswith(digits[:4])][:5] if digits else []
    near = near or get_close_matches(digits, hashes, n=5, cutoff=0.5)
    return NotFoundError(
        f"この関連はグラフにありません / no such link: {given}",
        why=f"近いもの near: {'、'.join(near)}" if near else "",
        fix="`kg review` で関連の番号を見てください / `kg review` prints the links",
    )


def read_words(given: str, option: str) -> str:
    """A role or a reason on one line. Raises KgError for one that says nothing."""
    words = " ".join(given.split())
    if not words or any(unicodedata.category(char) in ("Cc", "Cs") for char in words):
        raise KgError(
            f"{option} に言葉がありません。何も変えていません / {option} says nothing; "
            "nothing was changed",
            fix="--by に決めた課などの役割（個人名は書かない）、--reason に理由を書いてください / "
            "give --by a role such as 企画調整課, never a person's name, and --reason why",
        )
    return words


def _ask(what: str) -> str:
    """An answer that says something. Raises EOFError at the end of the input."""
    while True:
        try:
            return read_words(input(f"{what} > "), what)
        except KgError:
            continue


def _ask_outcome() -> Outcome | None:
    """What a person decides; None is not now. Raises EOFError to stop."""
    while True:
        answer = input("y 認める confirm / n 退ける reject / s 飛ばす skip / q 終わる quit > ")
        match unicodedata.normalize("NFKC", answer).strip().lower():
            case "y":
                return Outcome.CONFIRMED
            case "n":
                return Outcome.REJECTED
            case "s":
                return None
            case "q":
                raise EOFError


def _read_wanted(links: Mapping[Iri, Waiting], options: Namespace) -> Wanted:
    for option, value in (
        ("--min-confidence", options.min_confidence),
        ("--max-confidence", options.max_confidence),
    ):
        if value is not None and not 0 <= value <= 1:
            raise KgError(f"{option} は 0 から 1 までです / from 0 to 1: {value}")
    if options.rule is not None:
        rules = {make_short(word) for word in load_vocabulary() if word.startswith(_RULE)} | {
            make_short(rule) for link in links.values() for rule in link.rules
        }
        if options.rule not in rules:
            raise _unknown("--rule", options.rule, sorted(rules))
    predicate = None
    if options.predicate is not None:
        predicate = find_predicate(options.predicate, links.values())
        if predicate is None:
            used = sorted({make_short(link.predicate) for link in links.values()})
            raise _unknown("--predicate", options.predicate, used)
    return Wanted(
        options.rule,
        options.status,
        predicate,
        options.min_confidence,
        options.max_confidence,
    )


def _unknown(option: str, given: str, known: list[str]) -> KgError:
    return KgError(
        f"{option} {given} を知りません / unknown {option}",
        why=f"あるもの known: {'、'.join(known)}",
        fix="上のどれかを書いてください / give one of these",
    )

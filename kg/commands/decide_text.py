"""How links that wait for a decision, and decisions, are printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Final

from kg.commands.output import write_records
from kg.decisions.evidence import is_of_one_document
from kg.decisions.record import Decision, Outcome
from kg.questions.evidence import Evidence
from kg.questions.label import make_place_label
from kg.questions.reading import make_short
from kg.questions.review import Asked, Side

_ORDER: Final = (
    "順序: 根拠が変わって決め直すもの、次に規則ごとに確からしさの低いものから / "
    "order: decisions whose words have changed, then by rule, the least sure first"
)
_DID: Final = {
    Outcome.CONFIRMED: ("認めました", "confirmed"),
    Outcome.REJECTED: ("退けました", "rejected"),
}
_COLUMNS: Final = (
    "link",
    "again",
    "status",
    "rules",
    "confidence",
    "score",
    "predicate",
    "subject",
    "subject_label",
    "subject_texts",
    "object",
    "object_label",
    "object_texts",
    "reason_ja",
    "reason_en",
    "quotes",
)


def write_queue(queue: Sequence[Asked], form: str) -> None:
    """Print the queue as `text`, `json` or `csv`."""
    if form == "json":
        write_records((), [_make_record(asked) for asked in queue], form)
    elif form == "csv":
        write_records(_COLUMNS, [_make_row(asked) for asked in queue], form)
    elif not queue:
        print("決めるものはありません / nothing to decide", file=sys.stderr)
    else:
        print(_ORDER, file=sys.stderr)
        for number, asked in enumerate(queue, start=1):
            print(f"\n[{number}/{len(queue)}] {render_asked(asked)}")


def render_asked(asked: Asked) -> str:
    """A link with both its sides, why it was made and what proves it."""
    return "\n".join(_render(asked))


def _render(asked: Asked) -> Iterator[str]:
    link = asked.waiting
    score = "" if link.score is None else f"、似かた score {link.score:g}"
    yield (
        f"{make_short(link.link)} {asked.status.ja} {asked.status.en}、"
        f"確からしさ confidence {link.confidence:g}{score}"
    )
    if link.again is not None:
        did_ja, did_en = _DID[link.again.outcome]
        yield (
            f"  決め直し asked again: {link.again.time} に{link.again.by}が{did_ja} {did_en}: "
            f"{link.again.reason}"
        )
        for text in link.lost:
            yield f"    決めたときの文、今は違う the words then, changed since:「{_flat(text)}」"
    yield from _render_side("A", asked.subject)
    yield f"  → {asked.predicate.ja} {asked.predicate.en}"
    yield from _render_side("B", asked.object)
    for rule in asked.rules:
        yield f"  規則 rule: {rule.ja} {rule.en}（{make_short(rule.iri)}）"
    for reason in (*asked.reasons_ja, *asked.reasons_en):
        yield f"  理由 reason: {reason}"
    for thing in asked.via:
        yield f"  経由 via: {thing.label}"
    for evidence in asked.evidence:
        yield f"  根拠 proof: {_cite(evidence)}"


def _render_side(name: str, side: Side) -> Iterator[str]:
    yield f"  {name} {side.thing.label}  <{side.thing.iri}>"
    for text in side.texts:
        yield f"    {_flat(text)}"
    if is_of_one_document(side.thing.iri):
        for evidence in side.evidence:
            yield f"    出典 source: {make_place_label(evidence)}"


def render_decided(asked: Asked, decision: Decision) -> str:
    """What was decided, in words, with the passages that it rests on."""
    did_ja, did_en = _DID[decision.outcome]
    lines = [
        f"{did_ja} {did_en}: {asked.subject.thing.label} ─ "
        f"{asked.predicate.ja} {asked.predicate.en} → {asked.object.thing.label}",
        f"  {decision.by}、{decision.time}",
        f"  理由 reason: {decision.reason}",
        *(f"  根拠 proof: {_cite(evidence)}" for evidence in asked.evidence),
    ]
    return "\n".join(lines)


def _cite(evidence: Evidence) -> str:
    quote = "" if evidence.quote is None else f"「{_flat(evidence.quote)}」"
    return f"{make_place_label(evidence)}{quote}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _make_record(asked: Asked) -> dict[str, object]:
    link, again = asked.waiting, asked.waiting.again
    return {
        "link": link.link,
        "again": None
        if again is None
        else {
            "outcome": _DID[again.outcome][1],
            "by": again.by,
            "at": again.time,
            "reason": again.reason,
            "lost": list(link.lost),
        },
        "status": make_short(link.status).lower(),
        "rules": [
            {"slug": make_short(rule.iri), "ja": rule.ja, "en": rule.en} for rule in asked.rules
        ],
        "confidence": link.confidence,
        "score": link.score,
        "predicate": {"iri": link.predicate, "ja": asked.predicate.ja, "en": asked.predicate.en},
        "subject": _make_side(asked.subject),
        "object": _make_side(asked.object),
        "reasons": {"ja": list(asked.reasons_ja), "en": list(asked.reasons_en)},
        "via": [{"iri": thing.iri, "label": thing.label} for thing in asked.via],
        "evidence": [_make_proof(evidence) for evidence in asked.evidence],
    }


def _make_side(side: Side) -> dict[str, object]:
    return {
        "iri": side.thing.iri,
        "label": side.thing.label,
        "texts": list(side.texts),
        "evidence": [_make_proof(evidence) for evidence in side.evidence],
    }


def _make_proof(evidence: Evidence) -> dict[str, object]:
    return {
        "passage": evidence.iri,
        "document": evidence.document,
        "title": evidence.title,
        "first_line": evidence.first_line,
        "last_line": evidence.last_line,
        "quote": evidence.quote,
    }


def _make_row(asked: Asked) -> dict[str, object]:
    """A link on one line of a spreadsheet."""
    link = asked.waiting
    return {
        "link": link.link,
        "again": "true" if link.again is not None else "false",
        "status": make_short(link.status).lower(),
        "rules": " ".join(map(make_short, link.rules)),
        "confidence": link.confidence,
        "score": link.score,
        "predicate": make_short(link.predicate),
        "subject": link.subject,
        "subject_label": asked.subject.thing.label,
        "subject_texts": " / ".join(map(_flat, asked.subject.texts)),
        "object": link.object,
        "object_label": asked.object.thing.label,
        "object_texts": " / ".join(map(_flat, asked.object.texts)),
        "reason_ja": " / ".join(asked.reasons_ja),
        "reason_en": " / ".join(asked.reasons_en),
        "quotes": " / ".join(map(_cite, asked.evidence)),
    }

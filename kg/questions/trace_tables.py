"""Traces and gaps as flat tables: for CSV, spreadsheets and data frames, and whole as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.questions.evidence import Evidence
from kg.questions.implementer import Group
from kg.questions.pair_tables import Record, Table
from kg.questions.trace import Trace, Traced
from kg.questions.trace_bodies import RUNS, TraceBody
from kg.questions.trace_chain import Chain
from kg.questions.trace_sources import Sources, say_position
from kg.questions.trace_words import UNSAID, say_confidence, say_kind, say_status

#: Who runs a body is no question, nor who runs a rule: it was made.
_NOT_RUN: Final = (Group.BODY, Group.INSTRUMENT)
_IMPLEMENTERS: Final = {
    "article": ("条文", "article"),
    "kind": ("種類", "kind"),
    "name": ("名称", "name"),
    "bodies": ("担当", "run by"),
    "status": ("根拠の種類", "status"),
    "confidence_words": ("確かさ", "how sure"),
    "confidence": ("確かさの値", "confidence"),
    "chain": ("つながり", "chain"),
    "documents": ("文書", "documents"),
    "editions": ("版", "editions"),
    "places": ("行", "lines"),
    "quotes": ("原文", "quotes"),
    "addresses": ("出典のアドレス", "addresses of the sources"),
    "passages": ("原文の固定リンク", "permalinks of the passages"),
    "undated": ("年度", "fiscal year"),
    "iri": ("固定リンク", "permalink"),
}
_STEPS: Final = {
    "article": ("条文", "article"),
    "name": ("名称", "name"),
    "chain": ("つながりの番号", "chain number"),
    "step": ("段", "step"),
    "subject": ("主語", "subject"),
    "relation": ("関係", "relation"),
    "object": ("目的語", "object"),
    "status": ("根拠の種類", "status"),
    "confidence_words": ("確かさ", "how sure"),
    "confidence": ("確かさの値", "confidence"),
    "rules": ("規則", "rules"),
    "document": ("文書", "document"),
    "edition": ("版", "edition"),
    "place": ("行", "lines"),
    "quote": ("原文", "quote"),
    "address": ("出典のアドレス", "address of the source"),
    "passage": ("原文の固定リンク", "permalink of the passage"),
    "link": ("関係の固定リンク", "permalink of the link"),
}


def make_trace_table(traces: Iterable[Trace], sources: Sources, language: str = "ja") -> Table:
    """A row for each implementer: its chain, who runs it, how sure it is, and every proof."""
    english = language == "en"
    rows: list[Record] = []
    for trace in traces:
        rows += [_make_row(one, sources, language, "") for one in trace.implementers]
        unknown = "fiscal year unknown" if english else "年度不明"
        rows += [_make_row(one, sources, language, unknown) for one in trace.undated]
    columns = dict(_IMPLEMENTERS)
    if not any(row["undated"] for row in rows):
        del columns["undated"]
    return Table(columns, tuple(rows))


def make_step_table(found: Iterable[Traced], sources: Sources, language: str = "ja") -> Table:
    """A row for each proof of each step of each chain."""
    return Table(_STEPS, tuple(row for one in found for row in _make_steps(one, sources, language)))


def make_reach_table(found: Iterable[Traced], sources: Sources, language: str = "ja") -> Table:
    """A row for each article that a thing implements."""
    columns = {key: words for key, words in _IMPLEMENTERS.items() if key != "undated"}
    return Table(columns, tuple(_make_row(one, sources, language, "") for one in found))


def say_chain(chain: Chain, language: str = "ja") -> str:
    """A chain on one line: the things, and between them what relates them."""
    parts = [chain.steps[0].source.label]
    for step in chain.steps:
        arrow = step.link.say_arrow(language)
        parts.append(f"─{arrow}→ " if step.forward else f"←{arrow}─ ")
        parts[-1] += step.target.label
    return " ".join(parts)


def say_bodies(one: Traced, language: str = "ja") -> str:
    """Who runs a thing, with where that is said; that nothing says it, where nothing does."""
    said = "\n".join(say_body(body, language) for body in one.bodies)
    if said or one.implementer.group in _NOT_RUN:
        return said
    unsaid = UNSAID[language == "en"]
    if not one.actors:
        return unsaid
    printed = "".join(f"「{actor.words}」" for actor in one.actors)
    if language == "en":
        return f"{unsaid} (the text only says {printed})"
    return f"{unsaid}（原文には{printed}とだけある）"


def say_body(one: TraceBody, language: str = "ja") -> str:
    """A body with what it does, its years and, where people added it, the source outside."""
    english = language == "en"
    name = one.body.label
    notes = [] if one.role.iri == RUNS else [one.role.label(language)]
    if one.years:
        years = ", ".join(map(str, one.years))
        notes.append(f"fiscal year {years}" if english else f"{years}年度")
    if one.curated:
        titles = ", ".join(f"{each.title} {each.address or ''}".strip() for each in one.evidence)
        told = "added by people, source: " if english else "人が補った、出典: "
        notes.append(f"{told}{titles}")
    if not notes:
        return name
    return f"{name} ({'; '.join(notes)})" if english else f"{name}（{'、'.join(notes)}）"


def _make_row(one: Traced, sources: Sources, language: str, undated: str) -> Record:
    proofs = one.evidence
    return {
        "article": f"{one.ordinance.label} {one.article_number}",
        "kind": say_kind(one.implementer.group, language),
        "name": one.subject.label,
        "bodies": say_bodies(one, language),
        "status": say_status(one.status, language),
        "confidence_words": one.say_confidence(language),
        "confidence": one.confidence,
        "chain": "\n".join(say_chain(chain, language) for chain in one.chains),
        "documents": _join(proof.title for proof in proofs),
        "editions": _join(sources.say_edition(proof, language) for proof in proofs),
        "places": "\n".join(_place(proof, language) for proof in proofs),
        "quotes": "\n".join(filter(None, map(sources.say_sentence, proofs))),
        "addresses": _join(proof.address or "" for proof in proofs),
        "passages": _join(proof.iri for proof in proofs),
        "undated": undated,
        "iri": one.subject.iri,
    }


def _make_steps(one: Traced, sources: Sources, language: str) -> Iterable[Record]:
    for number, chain in enumerate(one.chains, 1):
        for place, step in enumerate(chain.steps, 1):
            link = step.link
            for proof in link.evidence or (None,):
                yield {
                    "article": f"{one.ordinance.label} {one.article_number}",
                    "name": one.subject.label,
                    "chain": number,
                    "step": place,
                    "subject": link.subject.label,
                    "relation": link.say_arrow(language),
                    "object": link.object.label,
                    "status": link.status.label(language),
                    "confidence_words": say_confidence(link.status.iri, link.confidence, language),
                    "confidence": link.confidence,
                    "rules": " / ".join(rule.label(language) for rule in link.rules),
                    "document": proof.title if proof else None,
                    "edition": sources.say_edition(proof, language) if proof else None,
                    "place": say_position(proof, language) if proof else None,
                    "quote": sources.say_sentence(proof) if proof else None,
                    "address": proof.address if proof else None,
                    "passage": proof.iri if proof else None,
                    "link": link.iri,
                }


def _place(proof: Evidence, language: str) -> str:
    return f"{proof.title} {say_position(proof, language)}".strip()


def _join(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))

"""Traces as text for people on a terminal: the chain, who runs it, how sure, every quote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kg.questions.evidence import Evidence
from kg.questions.relation_words import say_sentence
from kg.questions.trace import Trace, Traced
from kg.questions.trace_chain import Chain
from kg.questions.trace_link import Link
from kg.questions.trace_sources import (
    find_address,
    group_proofs,
    say_position,
    say_quote,
)
from kg.questions.trace_tables import say_bodies, say_chain
from kg.questions.trace_words import Status, say_confidence, say_kind, say_status

_WORDS: Final = {
    "ja": {
        "intent": "趣旨",
        "run": "担当",
        "sure": "確かさ",
        "chain": "つながり",
        "beside": "このほか",
        "undated": "年度の分からないもの",
        "none": "実施するものはありません。",
        "no_article": "この名前のものが実施する条文はありません。",
    },
    "en": {
        "intent": "What it is for",
        "run": "Run by",
        "sure": "How sure",
        "chain": "Chain",
        "beside": "Also",
        "undated": "Fiscal year unknown",
        "none": "Nothing implements it.",
        "no_article": "It implements no article.",
    },
}


def render_trace(trace: Trace, lang: str) -> str:
    """An article with what implements it, stated, inferred and possible apart."""
    words = _WORDS[lang]
    lines = [f"{trace.ordinance.label} {trace.article.label}"]
    lines += [f"  {words['intent']}: {fact.value}" for fact in trace.intents]
    for status in Status:
        lines += _render_section(say_status(status, lang), trace.find(status), lang)
    lines += _render_section(words["undated"], trace.undated, lang)
    if not trace.implementers and not trace.undated:
        lines += ["", words["none"]]
    return "\n".join(lines) + "\n"


def render_reaches(name: str, found: Sequence[Traced], lang: str) -> str:
    """A thing with the articles that it implements."""
    lines = [name]
    for status in Status:
        own = tuple(one for one in found if one.status is status)
        lines += _render_section(say_status(status, lang), own, lang, reach=True)
    if not found:
        lines += ["", _WORDS[lang]["no_article"]]
    return "\n".join(lines) + "\n"


def _render_section(
    title: str, found: Sequence[Traced], lang: str, *, reach: bool = False
) -> list[str]:
    if not found:
        return []
    lines = ["", f"■ {title} ({len(found)})"]
    for one in found:
        lines += ["", *_render(one, lang, reach=reach)]
    return lines


def _render(one: Traced, lang: str, *, reach: bool) -> list[str]:
    words = _WORDS[lang]
    if reach:
        lines = [f"● {one.ordinance.label} {one.article.label}"]
    else:
        lines = [f"● {one.subject.label}［{say_kind(one.implementer.group, lang)}］"]
    if bodies := say_bodies(one, lang):
        lines.append(f"  {words['run']}: {' / '.join(bodies.splitlines())}")
    lines.append(f"  {words['sure']}: {one.say_confidence(lang)}")
    for chain in one.chains:
        lines += _render_chain(chain, lang)
    return lines


def _render_chain(chain: Chain, lang: str) -> list[str]:
    words = _WORDS[lang]
    if len(chain.steps) == 1 and not chain.beside:
        return _render_proofs(chain.steps[0].evidence, lang, "  ")
    lines = [f"  {words['chain']}: {say_chain(chain, lang)}"]
    for number, step in enumerate(chain.steps, 1):
        lines += _render_link(step.link, f"{number}.", lang)
    for link in chain.beside:
        lines += _render_link(link, f"{words['beside']}:", lang)
    return lines


def _render_link(link: Link, mark: str, lang: str) -> list[str]:
    said = say_sentence(link.predicate, link.subject.label, link.object.label, lang)
    sure = say_confidence(link.status.iri, link.confidence, lang)
    return [f"    {mark} {said}［{sure}］", *_render_proofs(link.evidence, lang, "       ")]


def _render_proofs(evidence: Iterable[Evidence], lang: str, indent: str) -> list[str]:
    lines = []
    for first, own in group_proofs(evidence):
        if first.document is None:
            lines.append(f"{indent}← {first.title} {find_address(first)}")
            continue
        lines.append(f"{indent}← {first.title}")
        lines += [f"{indent}   {say_position(one, lang)}{say_quote(one)}" for one in own]
        if first.address:
            lines.append(f"{indent}   {first.address}")
    return lines

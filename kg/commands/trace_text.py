"""Traces as text for people on a terminal: the chain, who runs it, how sure, every quote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kg.questions.evidence import Evidence
from kg.questions.implementer import Group
from kg.questions.trace import Trace, Traced
from kg.questions.trace_chain import Chain
from kg.questions.trace_link import Link
from kg.questions.trace_sources import Sources, find_address, group_proofs, say_position
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
        "headings": "この条の見出しの下の見出し",
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
        "headings": "Headings below the article’s own",
        "none": "Nothing implements it.",
        "no_article": "It implements no article.",
    },
}


def render_trace(trace: Trace, sources: Sources, lang: str) -> str:
    """An article with what implements it, stated, inferred and possible apart."""
    words = _WORDS[lang]
    lines = [f"{trace.ordinance.label} {trace.article.label}"]
    lines += [f"  {words['intent']}: {fact.value}" for fact in trace.intents]
    for status in Status:
        lines += _render_section(say_status(status, lang), trace.find(status), sources, lang)
    lines += _render_section(words["undated"], trace.undated, sources, lang)
    if not trace.implementers and not trace.undated:
        lines += ["", words["none"]]
    return "\n".join(lines) + "\n"


def render_reaches(name: str, found: Sequence[Traced], sources: Sources, lang: str) -> str:
    """A thing with the articles that it implements."""
    lines = [name]
    for status in Status:
        own = tuple(one for one in found if one.status is status)
        lines += _render_section(say_status(status, lang), own, sources, lang, reach=True)
    if not found:
        lines += ["", _WORDS[lang]["no_article"]]
    return "\n".join(lines) + "\n"


def _render_section(
    title: str, found: Sequence[Traced], sources: Sources, lang: str, *, reach: bool = False
) -> list[str]:
    if not found:
        return []
    lines = ["", f"■ {title} ({len(found)})"]
    headings = [] if reach else [one for one in found if one.implementer.group is Group.HEADING]
    for one in found:
        if one not in headings:
            lines += ["", *_render(one, sources, lang, reach=reach)]
    if headings:
        lines += ["", f"● {_WORDS[lang]['headings']} ({len(headings)})"]
        for one in headings:
            proof = one.chief_proof
            assert proof is not None, "a heading is told from its own line"
            lines.append(f"  {say_position(proof, lang)} {one.subject.label}")
    return lines


def _render(one: Traced, sources: Sources, lang: str, *, reach: bool) -> list[str]:
    words = _WORDS[lang]
    if reach:
        lines = [f"● {one.ordinance.label} {one.article.label}"]
    else:
        lines = [f"● {one.subject.label}［{say_kind(one.implementer.group, lang)}］"]
    if bodies := say_bodies(one, lang):
        lines.append(f"  {words['run']}: {' / '.join(bodies.splitlines())}")
    lines.append(f"  {words['sure']}: {one.say_confidence(lang)}")
    for chain in one.chains:
        lines += _render_chain(chain, sources, lang)
    return lines


def _render_chain(chain: Chain, sources: Sources, lang: str) -> list[str]:
    words = _WORDS[lang]
    if len(chain.steps) == 1 and not chain.beside:
        return _render_proofs(chain.steps[0].evidence, sources, lang, "  ")
    lines = [f"  {words['chain']}: {say_chain(chain, lang)}"]
    for number, step in enumerate(chain.steps, 1):
        lines += _render_link(step.link, f"{number}.", sources, lang)
    for link in chain.beside:
        lines += _render_link(link, f"{words['beside']}:", sources, lang)
    return lines


def _render_link(link: Link, mark: str, sources: Sources, lang: str) -> list[str]:
    sure = say_confidence(link.status.iri, link.confidence, lang)
    proofs = _render_proofs(link.evidence, sources, lang, "       ")
    return [f"    {mark} {link.say(lang)}［{sure}］", *proofs]


def _render_proofs(
    evidence: Iterable[Evidence], sources: Sources, lang: str, indent: str
) -> list[str]:
    lines = []
    for first, own in group_proofs(evidence):
        if first.document is None:
            lines.append(f"{indent}← {first.title} {find_address(first)}")
            continue
        lines.append(f"{indent}← {first.title}")
        lines += [f"{indent}   {say_position(one, lang)}{sources.say_sentence(one)}" for one in own]
        if first.address:
            lines.append(f"{indent}   {first.address}")
    return lines

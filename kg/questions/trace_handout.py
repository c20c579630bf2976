"""A trace as a handout in Markdown: fit to be printed and given to a superior."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.questions.evidence import Evidence
from kg.questions.implementer import Group
from kg.questions.trace import Trace, Traced
from kg.questions.trace_chain import Chain, Step
from kg.questions.trace_sources import (
    Sources,
    find_address,
    group_proofs,
    say_position,
)
from kg.questions.trace_tables import say_bodies, say_chain
from kg.questions.trace_words import Status, say_bands, say_confidence, say_kind, say_status
from kg.store.version import DataVersion

#: What Markdown would take for its own signs; the document's words must come out as they are.
_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")
_WORDS: Final = {
    "ja": {
        "head": "{ordinance} {article} を実施するもの",
        "reach": "「{name}」が実施する条文",
        "version": "データ: {date} 更新、版 {release}（{digest}）",
        "year": "{year}年度に当たるものだけ",
        "intent": "条文の趣旨",
        "none": "ありません。",
        "run": "担当",
        "sure": "確かさ",
        "chain": "つながり",
        "proof": "根拠",
        "beside": "このほかに拠っているもの",
        "undated": "年度の分からないもの",
        "summary": "まとめ",
        "columns": "事業・取組|述べている・推論|担当|確かさ|どこに",
        "headings": "この条の見出しの下の見出し",
        "address": "アドレス",
        "note": "この資料の読み方",
        "stated": "「文書が述べている」ものは、文書にそう書かれているか、"
        "文書がその条の見出しの下に載せています。",
        "inferred": "「つながりから導いた」ものは推論です。実施すると直接に書いた文書はなく、"
        "各段の文を決まった規則が順につなぎました。使う前に、引用した文を確かめてください。",
        "candidate": "「候補」は可能性にとどまり、つながりとしては扱っていません。",
        "quote": "「」の中は、文書の原文のままです。行は、取り込んだ文書の行の番号です。",
        "where": "行の後のアドレスは、このグラフにある原文の固定リンクです。"
        "文書の公開元のアドレスは、分かっていれば文書名の後に示します。",
    },
    "en": {
        "head": "What implements {ordinance} {article}",
        "reach": "The articles that “{name}” implements",
        "version": "Data: updated {date}, version {release} ({digest})",
        "year": "Only what belongs to fiscal year {year}",
        "intent": "What the article is for",
        "none": "None.",
        "run": "Run by",
        "sure": "How sure",
        "chain": "Chain",
        "proof": "Proof",
        "beside": "It also rests on",
        "undated": "Fiscal year unknown",
        "summary": "Summary",
        "columns": "Project or measure|Stated or inferred|Run by|How sure|Where",
        "headings": "Headings below the article’s own",
        "address": "Address",
        "note": "How to read this",
        "stated": "“Stated” means that a document says so, or prints the thing under the article’s "
        "own heading.",
        "inferred": "“Inferred” means that no document says outright that the thing implements the "
        "article: a fixed rule joined the sentences of the steps. Check the quoted sentences "
        "before you rely on it.",
        "candidate": "“Candidate” means possible, no more; it is not counted as a link.",
        "quote": "What stands in 「」 is the document’s own wording. Lines are those of the file "
        "as it was read.",
        "where": "The address behind a line is the permalink of that passage in this graph. "
        "Where a document’s own address is known, it stands behind its title.",
    },
}


def make_handout(trace: Trace, sources: Sources, version: DataVersion, language: str = "ja") -> str:
    """What implements an article, stated, inferred and possible apart, every proof quoted."""
    words = _WORDS[language]
    title = words["head"].format(
        ordinance=_plain(trace.ordinance.label), article=_plain(trace.article.label)
    )
    lines = [f"# {title}", "", *_date(version, words)]
    if trace.year is not None:
        lines += [words["year"].format(year=trace.year), ""]
    if trace.intents:
        lines += [f"## {words['intent']}", ""]
        for fact in trace.intents:
            lines.append(f"- {_plain(str(fact.value))}")
            lines += _list_proofs(fact.evidence, sources, language, "  ")
        lines.append("")
    lines += _make_summary(trace, language)
    for status in Status:
        lines += _make_section(say_status(status, language), trace.find(status), sources, language)
    if trace.undated:
        lines += _make_section(words["undated"], trace.undated, sources, language)
    return "\n".join([*lines, *_make_note(words, language)])


def make_reach_handout(
    name: str,
    found: Iterable[Traced],
    sources: Sources,
    version: DataVersion,
    language: str = "ja",
) -> str:
    """The articles that a thing implements, with how and where it says so."""
    words, traced = _WORDS[language], tuple(found)
    lines = [f"# {words['reach'].format(name=_plain(name))}", "", *_date(version, words)]
    for status in Status:
        own = tuple(one for one in traced if one.status is status)
        lines += _make_section(say_status(status, language), own, sources, language, reach=True)
    return "\n".join([*lines, *_make_note(words, language)])


def _date(version: DataVersion, words: dict[str, str]) -> list[str]:
    told = words["version"].format(
        date=version.date, release=version.release, digest=version.digest
    )
    return [told, ""]


def _make_section(
    title: str,
    found: tuple[Traced, ...],
    sources: Sources,
    language: str,
    *,
    reach: bool = False,
) -> list[str]:
    words = _WORDS[language]
    count = f"{len(found)}" if language == "en" else f"{len(found)}件"
    lines = [f"## {title}" + (f" – {count}" if found else ""), ""]
    if not found:
        return [*lines, words["none"], ""]
    headings = [] if reach else [one for one in found if one.implementer.group is Group.HEADING]
    for one in found:
        if one not in headings:
            lines += _make_entry(one, sources, language, reach=reach)
    if headings:
        lines += [f"### {words['headings']}", ""]
        for one in headings:
            proof = one.chief_proof
            assert proof is not None, "a heading is told from its own line"
            place = f"{_plain(proof.title)} {say_position(proof, language)}"
            lines.append(f"- {_plain(one.subject.label)} – {place} <{_escape(proof.iri)}>")
        lines.append("")
    return lines


def _make_summary(trace: Trace, language: str) -> list[str]:
    """The projects and measures alone, a row each: the answer before its proofs."""
    found = trace.asked
    if not found:
        return []
    words = _WORDS[language]
    columns = words["columns"].split("|")
    lines = [f"## {words['summary']}", "", f"| {' | '.join(columns)} |"]
    lines.append(f"|{' --- |' * len(columns)}")
    for one in found:
        proof = one.chief_proof
        cells = (
            one.subject.label,
            say_status(one.status, language),
            " / ".join(say_bodies(one, language).split("\n")),
            one.say_confidence(language),
            f"{proof.title} {say_position(proof, language)}" if proof else "",
        )
        lines.append(f"| {' | '.join(map(_plain, cells))} |")
    return [*lines, ""]


def _make_entry(one: Traced, sources: Sources, language: str, *, reach: bool) -> list[str]:
    words, stop = _WORDS[language], ": " if language == "en" else "："
    name = f"{one.ordinance.label} {one.article.label}" if reach else one.subject.label
    kind = "" if reach else f"{say_kind(one.implementer.group, language)}{stop}"
    lines = [f"### {kind}{_plain(name)}", ""]
    if one.implementer.group not in (Group.BODY, Group.INSTRUMENT) or one.bodies:
        run = _plain(" / ".join(say_bodies(one, language).split("\n")))
        lines.append(f"- {words['run']}{stop}{run}")
    lines.append(f"- {words['sure']}{stop}{one.say_confidence(language)}")
    for chain in one.chains:
        lines += _list_chain(chain, sources, language)
    return [*lines, ""]


def _list_chain(chain: Chain, sources: Sources, language: str) -> list[str]:
    words, stop = _WORDS[language], ": " if language == "en" else "："
    if len(chain.steps) == 1 and not chain.beside:
        proofs = _list_proofs(chain.steps[0].evidence, sources, language, "  ")
        return [f"- {words['proof']}", *proofs]
    lines = [f"- {words['chain']}{stop}{_plain(say_chain(chain, language))}"]
    for number, step in enumerate(chain.steps, 1):
        lines.append(f"  {number}. {_say_step(step, language)}")
        lines += _list_proofs(step.evidence, sources, language, "     ")
    for link in chain.beside:
        said = link.say(language)
        lines.append(f"  - {words['beside']}{stop}{_plain(said)}")
        lines += _list_proofs(link.evidence, sources, language, "     ")
    return lines


def _say_step(step: Step, language: str) -> str:
    link = step.link
    said = link.say(language)
    sure = say_confidence(link.status.iri, link.confidence, language)
    return f"{_plain(said)} ({sure})" if language == "en" else f"{_plain(said)}（{sure}）"


def _list_proofs(
    evidence: Iterable[Evidence], sources: Sources, language: str, indent: str
) -> list[str]:
    lines = []
    for first, own in group_proofs(evidence):
        edition = sources.say_edition(first, language)
        told = (f" ({edition})" if language == "en" else f"（{edition}）") if edition else ""
        head = f"{indent}- {_plain(first.title)}{told}"
        if first.document is None:
            lines.append(f"{head} <{_escape(find_address(first))}>")
            continue
        lines.append(f"{head} <{_escape(first.address)}>" if first.address else head)
        for one in own:
            place = f"{say_position(one, language)}{_plain(sources.say_sentence(one))}"
            lines.append(f"{indent}  - {place} <{_escape(one.iri)}>")
    return lines


def _make_note(words: dict[str, str], language: str) -> list[str]:
    told = (words["stated"], words["inferred"], say_bands(language), words["candidate"])
    lines = [f"- {one}" for one in (*told, words["quote"], words["where"])]
    return [f"## {words['note']}", "", *lines, ""]


def _plain(text: str) -> str:
    """A text whose signs Markdown leaves alone, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _escape(address: str) -> str:
    """An address that ends where its bracket does."""
    return re.sub(r"[<>\s]", "", address)

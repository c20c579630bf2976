"""`kg describe` and `kg stats`: what the graph says of a thing, and how often things are listed."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from kg.commands.output import write_records
from kg.documents.folder import DataFolder
from kg.errors import NotFoundError
from kg.questions.appearance import Appearance, find_appearances
from kg.questions.describe import Description, Fact, describe
from kg.questions.evidence import Evidence
from kg.questions.match import Likeness, Match, find_things
from kg.questions.stats import count_appearances
from kg.questions.vocabulary import Word
from kg.store.choose import open_store

_LISTED = 20


def run_describe(root: Path, options: Namespace) -> int:
    """Print the one thing of a name with the proof of each fact; of several, which there are.

    Raises NotFoundError (exit code 3) when the graph holds no such thing.
    """
    folder = DataFolder(root)
    store = open_store(folder)
    matches = find_things(store, options.name)
    if not matches:
        raise NotFoundError(
            f"「{options.name}」はグラフにありません / the graph holds no such thing",
            where=str(folder.ttl),
            fix="名前の一部で試してください / try a part of the name",
        )
    chosen = _choose(matches)
    if chosen is None:
        _print_choice(matches, options.lang)
        return 0
    if options.form in ("ttl", "jsonld"):
        sys.stdout.write(_make_data(store.describe(chosen.iri, "turtle") or "", options.form))
        return 0
    description = describe(store, chosen.iri)
    if options.form == "json":
        json.dump(asdict(description), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print(render_description(description, options.lang))
        for appearance in find_appearances(store, chosen.iri):
            print("\n" + render_appearance(appearance, options.lang))
    return 0


def _choose(matches: Sequence[Match]) -> Match | None:
    """The thing that is meant beyond doubt: the only one, or the only one named exactly so."""
    exact = [match for match in matches if match.likeness <= Likeness.LABEL]
    candidates = exact or matches
    return candidates[0] if len(candidates) == 1 else None


def _print_choice(matches: Sequence[Match], lang: str) -> None:
    heading = "どれかを IRI で選んでください" if lang == "ja" else "Choose one by its IRI"
    print(f"{heading}:", file=sys.stderr)
    rows = [
        {"kind": _word(match.kind, lang), "label": match.label, "iri": match.iri}
        for match in matches[:_LISTED]
    ]
    write_records(("kind", "label", "iri"), rows, "table")
    if len(matches) > _LISTED:
        print(f"… +{len(matches) - _LISTED}", file=sys.stderr)


def _make_data(turtle: str, form: str) -> str:
    if form == "ttl":
        return turtle
    from rdflib import Graph

    from kg.names import PREFIXES

    graph = Graph().parse(data=turtle, format="turtle")
    return graph.serialize(format="json-ld", context=dict(PREFIXES), sort_keys=True) + "\n"


def render_description(description: Description, lang: str) -> str:
    """A description as text: every fact with its status and where it says so, word for word."""
    kinds = "・".join(_word(kind, lang) for kind in description.kinds)
    lines = [f"{description.label}（{kinds}）", f"  {description.iri}", ""]
    for fact in description.facts:
        lines += _render_fact(fact, lang)
    if description.uses:
        lines += ["", "これを指すもの:" if lang == "ja" else "Used by:"]
    for use in description.uses:
        lines += [f"  {_word(use.property, lang)}: {user.label}" for user in use.users]
    if description.evidence:
        lines += ["", "出典:" if lang == "ja" else "Evidence:"]
        lines += [f"  {line}" for line in map(_render_evidence, description.evidence)]
    return "\n".join(lines)


_WORDS = {
    "ja": (
        "掲載",
        "説明",
        "現状",
        "年度",
        "年度以降",
        "取組",
        "担当",
        "資料に記載なし",
        "続き",
        "一部",
    ),
    "en": (
        "Row",
        "description",
        "at present",
        "",
        " on",
        "effort",
        "run by",
        "not named",
        "goes on",
        "in part",
    ),
}


def render_appearance(appearance: Appearance, lang: str) -> str:
    """One row as text: where it stands, what it says year by year, who runs it."""
    row, told, present, year, onward, effort, runs, nobody, goes_on, part = _WORDS[lang]
    branch = " > ".join(step.label for step in appearance.path)
    lines = [f"{row}: {appearance.printed_name}", f"  {appearance.document.label}"]
    lines += [f"  {branch}"] if branch else []
    lines += [f"  ← {_render_place(proof)}" for proof in appearance.evidence]
    lines += [f"  {told}: {saying.text}" for saying in appearance.descriptions]
    if appearance.current_state is not None:
        lines.append(f"  {present}: {appearance.current_state.text}")
    for cell in appearance.cells:
        text = cell.text or ""
        if cell.continues is not None:
            held = cell.continues.rpartition("/")[2]
            text += f"（{held} {goes_on}{' ' + part if cell.partial else ''}）"
        lines.append(f"  {cell.year}{onward if cell.open_ended else year}: {text}")
    if appearance.effort is not None:
        lines.append(f"  {effort}: {appearance.effort.text}")
    names = "、".join(runner.body.label for runner in appearance.bodies)
    lines.append(f"  {runs}: {names or nobody}")
    return "\n".join(lines)


def _render_place(proof: Evidence) -> str:
    last = proof.last_line if proof.last_line != proof.first_line else None
    return f"{proof.first_line}行" if last is None else f"{proof.first_line}–{last}行"


def _render_fact(fact: Fact, lang: str) -> list[str]:
    status = "" if fact.status is None else f"［{_word(fact.status, lang)}］"
    lines = [f"{_word(fact.property, lang)}: {fact.value_label or fact.value}{status}"]
    if fact.claim is not None:
        lines += [f"    ← {_render_evidence(proof)}" for proof in fact.evidence]
    return lines


def _render_evidence(proof: Evidence) -> str:
    if proof.quote is None:
        return f"{proof.title} {proof.address or ''}".strip()
    return f"{proof.title} {_render_place(proof)}「{' '.join(proof.quote.split())}」"


def _word(word: Word | None, lang: str) -> str:
    return "" if word is None else (word.ja if lang == "ja" else word.en)


def run_stats(root: Path, options: Namespace) -> int:
    """Print 延べ (listings), 実 (projects) and 再掲 by document, node, ward or body."""
    rows = []
    for tally in count_appearances(open_store(DataFolder(root))):
        if tally.scope.value != options.by:
            continue
        label = f"{tally.notation or ''} {tally.thing.label}".strip()
        rows.append(
            {
                "document": tally.document.label,
                "name": ("　" * tally.depth if options.form == "table" else "") + label,
                "listings": tally.count.listings,
                "projects": tally.count.projects,
                "reappearances": tally.count.reappearances,
                "iri": tally.thing.iri,
            }
        )
    columns = ["document", "name", "listings", "projects", "reappearances", "iri"]
    if options.form == "table":
        names = {
            "document": "文書",
            "name": "名前",
            "listings": "延べ",
            "projects": "実",
            "reappearances": "再掲",
        }
        shown = columns[:-1] if options.by != "document" else columns[1:-1]
        rows = [{names[key]: row[key] for key in shown} for row in rows]
        columns = [names[key] for key in shown]
    write_records(columns, rows, options.form)
    return 0

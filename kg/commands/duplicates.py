"""`kg duplicates` and `kg similar`: projects that look alike though no 再掲 mark says so."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.commands.tables import write_table, write_text
from kg.documents.folder import DataFolder
from kg.errors import KgError, NotFoundError
from kg.questions.pair_tables import Record, Table, make_repeat_table, say_lines
from kg.questions.repeat_clusters import find_chain, find_clusters
from kg.questions.repeats import (
    Repeat,
    RepeatDecision,
    RepeatKind,
    RepeatLink,
    RepeatSide,
    RepeatStatus,
    compare_repeats,
    filter_repeats,
    find_repeat_links,
)
from kg.store.choose import open_store
from kg.store.terms import Iri

_STATUSES = {
    RepeatStatus.INFERRED: ("規則が導いた", "inferred"),
    RepeatStatus.CANDIDATE: ("候補", "candidate"),
    RepeatStatus.CONFIRMED: ("人が認めた", "confirmed"),
    RepeatStatus.REJECTED: ("人が退けた", "rejected"),
}

_DECISION = {
    "decided_by": ("決めた役割", "decided by"),
    "decided_at": ("決めた日時", "decided at"),
    "decision_reason": ("決めた理由", "reason of the decision"),
}


def run_duplicates(root: Path, options: Namespace) -> int:
    """Print the possible repeats within municipalities, their clusters, or the way between two."""
    return _run(root, options, RepeatKind.DUPLICATE)


def run_similar(root: Path, options: Namespace) -> int:
    """Print the projects of different municipalities that are comparable."""
    return _run(root, options, RepeatKind.SIMILAR)


def _run(root: Path, options: Namespace, kind: RepeatKind) -> int:
    store = open_store(DataFolder(root))
    status = None if options.status is None else RepeatStatus(options.status)
    links = [
        link
        for link in filter_repeats(find_repeat_links(store), kind, status)
        if (link.score or 0) >= options.min_score
    ]
    if options.form != "text" and (options.path is not None or options.clusters):
        raise KgError(
            "--path と --clusters は文字だけです / --path and --clusters are text only",
            fix=f"--format {options.form} を外してください / leave out --format",
        )
    if options.path is not None:
        start, end = options.path
        write_text(_render_chain(links, start, end, options.lang), options)
    elif options.clusters:
        write_text("".join(_render_clusters(links, options.lang)), options)
    elif options.form == "text":
        pairs = compare_repeats(store, links)
        write_text("\n\n".join(_render(pair, options.lang) for pair in pairs) + "\n", options)
        print(f"{len(pairs)} 組 / pairs", file=sys.stderr)
    else:
        pairs = compare_repeats(store, links)
        write_table({kind.value: _make_table(pairs, options.lang)}, options)
    return 0


def _render(pair: Repeat, language: str) -> str:
    status = _STATUSES[pair.link.status][language == "en"]
    score = "" if pair.link.score is None else f" {pair.link.score:.2f}"
    sure = "" if pair.link.confidence is None else f"、確かさ {pair.link.confidence:.2f}"
    if language == "en":
        sure = sure.replace("、確かさ", ", confidence")
    return "\n".join(
        [
            f"［{status}{score}{sure}］{pair.link.reason(language)}",
            *_render_decision(pair.link.decision, language),
            *_render_side(pair.left),
            *_render_side(pair.right),
            f"  {pair.link.link}",
        ]
    )


def _render_decision(decision: RepeatDecision | None, language: str) -> list[str]:
    """Who decided, when and why, apart from the rule's reason."""
    if decision is None:
        return []
    if language == "en":
        return [f"  decided by {decision.by}, {decision.day}: {decision.reason}"]
    return [f"  決めた役割 {decision.by}、{decision.day}、理由「{decision.reason}」"]


def _make_table(pairs: Sequence[Repeat], language: str) -> Table:
    """The table of pairs with who decided on each."""
    table = make_repeat_table(pairs, language)
    rows = (
        {**row, **_tell_decision(pair.link.decision)}
        for row, pair in zip(table.rows, pairs, strict=True)
    )
    return Table({**table.columns, **_DECISION}, tuple(rows))


def _tell_decision(decision: RepeatDecision | None) -> Record:
    if decision is None:
        return dict.fromkeys(_DECISION)
    return dict(zip(_DECISION, (decision.by, decision.at, decision.reason), strict=True))


def _render_side(side: RepeatSide) -> list[str]:
    row = side.main
    home = f"（{side.municipality.label}）" if side.municipality else ""
    lines = [f"  {side.project.label}{home}"]
    if row is not None:
        lines[0] += f"  {row.document.label} L{say_lines(row.evidence)}"
        lines += [f"    {said.text}" for said in row.descriptions]
    return lines


def _render_link(link: RepeatLink, language: str) -> str:
    return f"{link.left.label} — {link.right.label}: {link.reason(language)}"


def _render_clusters(links: Sequence[RepeatLink], language: str) -> Iterator[str]:
    """The groups that hang together, each with its links; namesakes by their IRIs too."""
    for number, cluster in enumerate(find_clusters(links), start=1):
        labels = [member.label for member in cluster.members]
        names = (
            f"{member.label} <{member.iri}>" if labels.count(member.label) > 1 else member.label
            for member in cluster.members
        )
        yield f"[{number}] {'、'.join(names)}\n"
        yield from (f"  {_render_link(link, language)}\n" for link in cluster.links)


def _render_chain(links: Sequence[RepeatLink], start: str, end: str, language: str) -> str:
    """The fewest links that lead from one project to another, a line each.

    Raises NotFoundError for a project without links, or two that none lead between.
    """
    one, two = _get_project(links, start), _get_project(links, end)
    chain = find_chain(links, one, two)
    if not chain:
        raise NotFoundError(
            f"「{start}」と「{end}」をつなぐ関連はありません / no links lead from one to the other",
            fix="--clusters でまとまりを見てください / see --clusters",
        )
    lines: list[str] = []
    at = one
    for link in chain:
        here = link.left if link.left.iri == at else link.right
        other = link.get_other(at)
        lines.append(f"{here.label} — {other.label}: {link.reason(language)}\n")
        at = other.iri
    return "".join(lines)


def _get_project(links: Sequence[RepeatLink], name: str) -> Iri:
    """The one project of the links with a name or IRI. Raises NotFoundError."""
    sides = {side.iri: side for link in links for side in (link.left, link.right)}
    found = [iri for iri, side in sides.items() if name in (iri, side.label)]
    if len(found) == 1:
        return found[0]
    near = [side.label for side in sides.values() if name in side.label][:5]
    raise NotFoundError(
        f"「{name}」という事業は、似た事業の中に{'いくつもあります' if found else 'ありません'} / "
        f"{'several projects bear' if found else 'no project with links bears'} the name",
        why="、".join(found or near),
        fix="名前か IRI をそのまま書いてください / write the name or the IRI in full",
    )

"""`kg build` and `kg coverage`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from kg.building.documents import Summary, make_summary
from kg.building.work import count_cores
from kg.commands.output import write_between, write_records
from kg.documents.folder import DataFolder
from kg.documents.manifest import DocumentEntry, load_manifest
from kg.errors import KgError
from kg.layouts.ledger import UNPLACED, USED
from kg.layouts.reading import ReadDocument, read_document
from kg.publish import check_build, make_build, open_kept_store, write_build
from kg.records import Ignored


def run_build(root: Path, options: Namespace) -> int:
    """Build the graph, or with `--check` compare it with what the sources give."""
    folder = DataFolder(root)
    store = open_kept_store(folder)
    with _Progress(len(load_manifest(folder.sources).documents)) as progress:
        build = make_build(
            folder, progress=progress, failed=_print_failed, store=store, cores=count_cores()
        )
    store.trim()
    for job, summary in zip(build.jobs, build.summaries, strict=True):
        _print_summary(job.entry, summary)
    for one in build.outdated:
        print(f"注意 warning: {one.thing}: {one.ja} {one.en}\n  → {one.fix_ja}", file=sys.stderr)
    if options.check:
        check_build(folder, build)
        print("グラフは文書どおりです / the graph is what the sources give", file=sys.stderr)
        return 0
    changed, removed = write_build(folder, build)
    for path in changed:
        print(f"書きました wrote {folder.ttl / path}", file=sys.stderr)
    for path in removed:
        print(f"消しました removed {folder.ttl / path}", file=sys.stderr)
    if not changed and not removed:
        print("変わったものはありません / nothing changed", file=sys.stderr)
    return 0


def run_coverage(root: Path, options: Namespace) -> int:
    """Print what became of the stretches of the documents: counts, or with a kind each one."""
    folder = DataFolder(root)
    manifest = load_manifest(folder.sources)
    entries = [manifest.get_document(options.slug)] if options.slug else manifest.documents
    rows: list[dict[str, object]] = []
    documents = [read_document(folder, manifest, entry) for entry in entries]
    if options.readme:
        write_between(options.readme, "coverage", render_coverage(documents))
        print(f"書きました wrote {options.readme}", file=sys.stderr)
        return 0
    for document in documents:
        if options.form == "text" and not options.kind and not options.slug:
            _print_summary(document.entry, make_summary(document), sys.stdout)
            continue
        for usage in document.extraction.usages:
            wanted = usage.kind == options.kind if options.kind else usage.kind != USED
            if wanted:
                rows.append(
                    {
                        "document": document.entry.slug,
                        "line": document.source.line_at(usage.span.start),
                        "start": usage.span.start,
                        "end": usage.span.end,
                        "kind": usage.kind,
                        "what": usage.what,
                        "text": document.source.quote(usage.span),
                    }
                )
    if rows or options.form != "text":
        columns = ("document", "line", "start", "end", "kind", "what", "text")
        write_records(columns, rows, options.form)
    return 0


def render_coverage(documents: Sequence[ReadDocument]) -> str:
    """What became of the stretches of each document, as a Markdown table."""
    kinds = [USED, *(kind.value for kind in Ignored), UNPLACED]
    lines = [
        "| 文書 document | 文字 characters | " + " | ".join(kinds) + " | 割合 share |",
        "| --- | ---: | " + " | ".join("---:" for _ in kinds) + " | ---: |",
    ]
    for document in documents:
        counts = Counter(usage.kind for usage in document.extraction.usages)
        done, total = document.coverage
        cells = " | ".join(str(counts[kind]) for kind in kinds)
        lines.append(
            f"| {document.entry.slug} | {done}/{total} | {cells} | "
            f"{done / total if total else 1:.2%} |"
        )
    return "\n".join(lines)


def _print_summary(entry: DocumentEntry, summary: Summary, stream: TextIO | None = None) -> None:
    done, total = summary.accounted, summary.total
    kinds = summary.usages
    ignored = "、".join(
        f"{kind} {count}" for kind, count in sorted(kinds.items()) if kind not in (USED, UNPLACED)
    )
    share = done / total if total else 1.0
    print(
        f"{entry.slug}: 説明のついた文字 accounted {done}/{total} ({share:.1%})、"
        f"節点 nodes {summary.nodes}、行 rows {summary.rows}"
        f"（再掲 {summary.reappearances}）、組織 bodies {summary.bodies}、"
        f"対象外の節 sections {summary.sections}、"
        f"使用 used {kinds.get(USED, 0)}、無視 ignored [{ignored}]、"
        f"未配置 unplaced {kinds.get(UNPLACED, 0)}、指摘 findings {summary.findings}",
        file=stream or sys.stderr,
    )


def _print_failed(entry: DocumentEntry, error: KgError) -> None:
    """Name a document that cannot be read; the build ends when all have been tried."""
    print(f"読めません cannot be read: {entry.slug}\n{error}", file=sys.stderr)


class _Progress:
    """A progress bar when a person watches, else nothing."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._close: Callable[[], None] | None = None

    def __enter__(self) -> Callable[[DocumentEntry], None] | None:
        if sys.stderr.isatty():
            from tqdm import tqdm

            # Its thread would be lost in the processes that read over the cores.
            tqdm.monitor_interval = 0
            bar = tqdm(total=self._total, unit="文書", file=sys.stderr, leave=False)
            self._close = bar.close

            def update(entry: DocumentEntry) -> None:
                bar.set_description(entry.slug)
                bar.update()

            return update
        return None

    def __exit__(self, *_: object) -> None:
        if self._close is not None:
            self._close()

"""How many tests of the W3C's suites pass, as Markdown: `python -m tests.w3c.counts`.

`--readme FILE` writes it between the marks of that name. Ends with 1 when a test fails that is not
listed with a reason, or passes though it is.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.commands.output import write_between
from tests.w3c import graph_store
from tests.w3c.endpoint import make_asker
from tests.w3c.everything import (
    find_every_entry,
    judge_over_http,
    serve_requests,
    serve_suites,
)
from tests.w3c.exceptions import load_kinds, load_reasons, load_reasons_over_http
from tests.w3c.fetch import fetch
from tests.w3c.manifest import ACCEPTED, EVALUATED, REJECTED, Entry
from tests.w3c.verdict import Verdict, judge

_SYNTAX: Final = ACCEPTED | REJECTED
_BY_KIND: Final = {
    "ProtocolTest": "SPARQL 1.1 Protocol",
    "ServiceDescriptionTest": "SPARQL 1.1 Service Description",
    graph_store.KIND: "SPARQL 1.1 Graph Store HTTP Protocol",
}
_BY_GROUP: Final = {
    "sparql11/csv-tsv-res": "SPARQL 1.1 Results CSV, TSV",
    "sparql11/json-res": "SPARQL 1.1 Results JSON",
    "sparql11/entailment": "SPARQL 1.1 Entailment Regimes",
    "sparql11/service": "SPARQL 1.1 Federated Query",
    "sparql11/syntax-fed": "SPARQL 1.1 Federated Query",
}
OVER_HTTP: Final = "すべての評価を HTTP でもう一度 / all evaluation once more over HTTP"


@dataclass(frozen=True)
class Run:
    """A test that was run, the line of the table that it belongs to, and its reason if listed."""

    line: str
    entry: Entry
    verdict: Verdict
    reason: str | None

    @property
    def surprising(self) -> bool:
        """Whether it fails unlisted or passes listed."""
        return self.verdict.passed != (self.reason is None)


def name_line(entry: Entry) -> str:
    """The line of the table that a test belongs to."""
    if entry.kind in load_kinds():
        return "SPARQL 1.1 Update"
    named = _BY_KIND.get(entry.kind) or _BY_GROUP.get(entry.group)
    version = "SPARQL 1.0" if entry.short.startswith("sparql10/") else "SPARQL 1.1"
    syntax = entry.kind in _SYNTAX
    return named or f"{version} {'構文 / syntax' if syntax else '評価 / evaluation'}"


def run_all() -> list[Run]:
    """Every test of the suites, and the query tests once more over HTTP."""
    runs: list[Run] = []
    with serve_requests() as client:
        for entry in find_every_entry():
            if (reason := load_kinds().get(entry.kind)) is not None:
                verdict = Verdict(False, why=reason)
            else:
                reason = load_reasons().get(entry.short)
                over_http = entry.kind in _BY_KIND
                verdict = judge_over_http(entry, client) if over_http else judge(entry)
            runs.append(Run(name_line(entry), entry, verdict, reason))
    with serve_suites() as client:
        ask = make_asker(client)
        for entry in find_every_entry():
            if entry.kind in EVALUATED:
                reason = load_reasons_over_http().get(entry.short)
                runs.append(Run(OVER_HTTP, entry, judge(entry, ask), reason))
    return runs


def render(runs: Iterable[Run]) -> str:
    """The counts of each suite, and of each reason."""
    runs = list(runs)
    lines = [
        "| 試験 suite | 数 tests | 合格 passed | うち値で of these by value | 理由つき listed |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name in sorted({run.line for run in runs}, key=lambda name: (name == OVER_HTTP, name)):
        own = [run for run in runs if run.line == name]
        passed = sum(run.verdict.passed for run in own)
        by_value = sum(run.verdict.by_value for run in own)
        listed = sum(run.reason is not None for run in own)
        lines.append(f"| {name} | {len(own)} | {passed} | {by_value} | {listed} |")
    reasons = Counter(run.reason for run in runs if run.reason and run.line != OVER_HTTP)
    lines += ["", "| 合格しない理由 why not | 数 tests |", "| --- | ---: |"]
    # A reason may hold what a table takes for the end of a cell.
    lines += [
        f"| {reason.replace('|', chr(92) + '|')} | {count} |"
        for reason, count in reasons.most_common()
    ]
    return "\n".join(lines)


def main() -> int:
    """Run the suites, print the counts, and say what is not as listed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--readme", type=Path, help="write the tables between its marks")
    options = parser.parse_args()
    fetch()
    runs = run_all()
    text = render(runs)
    if options.readme:
        write_between(options.readme, "w3c", text)
    else:
        print(text)
    surprising = [run for run in runs if run.surprising]
    for run in surprising:
        told = "passes though it is listed" if run.reason else run.verdict.why
        print(f"{run.entry}: {told}\n", file=sys.stderr)
    return 1 if surprising else 0


if __name__ == "__main__":
    sys.exit(main())

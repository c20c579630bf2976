"""The commands that lead from articles to projects and back, and show where nothing leads."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.cli_options import add_command, add_format, add_language, make_number, parse_share


def add_traces(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `trace`, `gaps` and `path`."""
    output = "書き出し先 / a file instead of stdout"
    trace = add_command(
        commands,
        "trace",
        "trace:run_trace",
        "条文を実施するもの、担当、その根拠 / what implements an article, who runs it, "
        "where it says so",
        "kg trace 第32条\n  kg trace 32 --year 2012 --status stated\n"
        "  kg trace 第32条 --format md -o 第32条.md\n"
        "  kg trace --project 事業の名前                 その事業が実施する条文",
    )
    trace.add_argument("what", nargs="?", help="第32条、32、条例名第32条、IRI / an article")
    trace.add_argument("--project", metavar="NAME", help="この事業などから条文へ / the other way")
    trace.add_argument("--municipality", metavar="CODE", help="この自治体の条例 / of this code")
    trace.add_argument(
        "--year", type=make_number(1900, 2200), metavar="YYYY", help="この年度 / a fiscal year"
    )
    trace.add_argument(
        "--status",
        action="append",
        choices=("stated", "inferred", "candidate"),
        help="この根拠のものだけ、くり返せる / only these, may be repeated",
    )
    trace.add_argument("--min-confidence", type=parse_share, default=0.0, metavar="X", help="0–1")
    add_language(trace)
    add_format(trace, "table", "json", "csv", "xlsx", "md")
    trace.add_argument("-o", "--output", type=Path, help=output)

    gaps = add_command(
        commands,
        "gaps",
        "gaps:run_gaps",
        "実施するものがない条文、条文や担当のない事業など / articles nothing implements, projects "
        "that reach no article, bodies not named, 再掲 without original",
        "kg gaps\n  kg gaps --kind article\n  kg gaps --format xlsx -o gaps.xlsx",
    )
    gaps.add_argument("--kind", choices=("article", "project", "body", "original"))
    gaps.add_argument("--municipality", metavar="CODE", help="この自治体だけ / of this code")
    add_language(gaps)
    add_format(gaps, "table", "json", "csv", "xlsx")
    gaps.add_argument("-o", "--output", type=Path, help=output)

    path = add_command(
        commands,
        "path",
        "path:run_path",
        "二つのものをつなぐ最短の道 / the shortest explained way between any two things",
        "kg path 第32条 協働推進窓口\n  kg path A B --format json",
    )
    path.add_argument("start", metavar="A", help="名前か IRI / a name or an IRI")
    path.add_argument("end", metavar="B", help="名前か IRI / a name or an IRI")
    add_language(path)
    add_format(path, "table", "json", "csv")

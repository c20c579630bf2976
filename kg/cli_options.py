"""Options that many commands of `kg` share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

#: How `kg query` answers, and which is which.
QUERY_FORMATS: Final = ("table", "json", "csv", "tsv", "sparql-json")
QUERY_FORMATS_TOLD: Final = (
    "json は行ごとのオブジェクトの一覧、sparql-json は SPARQL 1.1 Query Results JSON"
    "(SELECT と ASK)、csv と tsv は値だけ / json: a plain list of objects; sparql-json: "
    "SPARQL 1.1 Query Results JSON of SELECT and ASK; csv, tsv: values alone"
)


def add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    runner: str,
    summary: str,
    examples: str,
) -> argparse.ArgumentParser:
    """The parser of a new command; `runner` is its module and function under kg.commands."""
    parser = commands.add_parser(
        name,
        help=summary,
        description=summary,
        epilog=f"例 examples:\n  {examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(runner=runner)
    # Given before or after the command, and not overwritten by the second place's default.
    parser.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def add_format(parser: argparse.ArgumentParser, *formats: str, told: str | None = None) -> None:
    """Let a command choose its output format, the first by default; `told` says which is which."""
    parser.add_argument("--format", choices=formats, default=formats[0], dest="form", help=told)


def make_number(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers in bounds, both included."""

    def parse(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or not least <= int(text[:9]) <= most:
            raise argparse.ArgumentTypeError(
                f"{least}–{most} の整数です / a whole number: {text!r}"
            )
        return int(text)

    return parse


def parse_share(text: str) -> float:
    """A number from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"0–1 の数です / a number from 0 to 1: {text!r}")
    return value


def add_language(parser: argparse.ArgumentParser) -> None:
    """Let a command speak Japanese or English."""
    parser.add_argument("--lang", choices=("ja", "en"), default="ja")

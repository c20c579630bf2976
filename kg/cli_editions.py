"""The commands for editions of a document: compare, replace, remove."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.cli_options import add_command, add_format, add_language


def add_editions(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `diff`, `replace` and `remove`."""
    diff = add_command(
        commands,
        "diff",
        "editions:run_diff",
        "旧版と新版で何が変わったか / what changed between two editions",
        "kg diff 旧版 新版\n  kg diff 旧版 新版 --format xlsx -o 変更.xlsx",
    )
    diff.add_argument("old", help="旧版の slug / the old document")
    diff.add_argument("new", help="新版の slug / the new document")
    _add_output(diff)

    replace = add_command(
        commands,
        "replace",
        "editions:run_replace",
        "新しい版を取り込み、旧版と比べる / take in a new edition and compare it with the old",
        "kg replace 旧版 新版.pdf            比べる(何も変えない)\n"
        "  kg replace 旧版 新版.pdf --write    取り込む",
    )
    replace.add_argument("old", help="旧版の slug / the document that is replaced")
    replace.add_argument("file", type=Path, help="新版のファイル / the new edition")
    layout = replace.add_mutually_exclusive_group()
    layout.add_argument(
        "--layout", metavar="NAME", help="レイアウト。ふつうは旧版のもの / the old one's by default"
    )
    layout.add_argument(
        "--propose",
        action="store_true",
        help="新版から提案 / propose one from the file",
    )
    replace.add_argument("--title", help="文書の題 / the document's title")
    replace.add_argument("--write", action="store_true", help="取り込む / take it in")
    _add_output(replace)

    remove = add_command(
        commands,
        "remove",
        "editions:run_remove",
        "文書をグラフから除く / take a document out of the graph",
        "kg remove SLUG            消えるものを見る(何も変えない)\n"
        "  kg remove SLUG --write    除く",
    )
    remove.add_argument("slug", help="文書 / the document")
    remove.add_argument("--write", action="store_true", help="除く / remove it")


def _add_output(command: argparse.ArgumentParser) -> None:
    add_language(command)
    add_format(command, "text", "json", "csv", "xlsx")
    command.add_argument("-o", "--output", type=Path, help="書き出し先 / a file instead of stdout")

"""The tables of docs/accessibility.md, written by `python -m tests.browser.accessibility FILE`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from kg.commands.output import write_between
from tests.browser.axe import load_table

NAME: Final = "axe"


def make_tables() -> str:
    """What others' parts break and what a person looked at, in Markdown."""
    table = load_table()
    lines = [f"規則の札 tags: {', '.join(f'`{tag}`' for tag in table.tags)}", ""]
    lines += [
        "**ほかの作者の部品の中の違反 / faults inside parts that others made:** "
        + ("" if table.third_party else "なし / none"),
        "",
    ]
    if table.third_party:
        lines += [
            "| 部品 part | 版 version | 規則 rule | どこ where | 代わり instead |",
            "| --- | --- | --- | --- | --- |",
        ]
        lines += [
            f"| {one.package} | {one.version} | {one.rule} | `{one.within}` | `{one.instead}` |"
            for one in table.third_party
        ]
        lines.append("")
    lines += [
        "**axe-core が決められず、人が見たもの / what axe-core could not tell and a person saw:**",
        "",
        "| 規則 rule | 理由 reason | どこ where | 見たこと seen |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| {one.rule} | {one.reason} | `{one.within}` | {one.answer} |" for one in table.reviewed
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        write_between(Path(name), NAME, make_tables())

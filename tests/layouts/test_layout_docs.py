"""docs/layouts.md tells every key of words that a layout may hold, and where the others stand."""

from __future__ import annotations

import re
import tomllib

import pytest

from kg.layouts.layout import parse_layout
from kg.layouts.layout_words import load_vocabulary
from tests.workbench import ROOT

TEXT = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("section", ["columns", "parts", "marks"])
def test_every_key_of_the_vocabulary_is_told_with_its_meaning(section: str) -> None:
    table = TEXT.partition(f"| `[{section}]` |")[2].partition("\n\n")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    told = [key for row in rows for key in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(told) == sorted(load_vocabulary()[section])
    assert all(len(row.split("|")[2].strip()) > 1 for row in rows)


def test_the_shared_words_are_said_to_stand_where_they_stand() -> None:
    (place,) = set(re.findall(r"`(kg/[\w/]*vocabulary\.toml)`", TEXT))
    assert (ROOT / place).is_file()


def test_the_example_is_a_layout() -> None:
    example = next(
        block for block in re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL) if "[marks]" in block
    )
    words = parse_layout(example, "example").words
    given = tomllib.loads(example)
    assert words.columns["メニュー"] == "name"
    assert words.parts[given["parts"]["issue"][0]] == "issue"
    assert given["marks"]["reappearance"][0] in words.reappearance

"""The published table of limits is the one that holds, and the tests it names exist."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from kg.store.limits import Limits
from tests.endpoint.table import FILES, NAME, OTHERS, PROOFS, make_table


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_table_is_current(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    table = f"<!-- {NAME}:begin -->\n{make_table()}\n<!-- {NAME}:end -->"
    assert table in text, f"python -m tests.endpoint.table {file.name}"


def test_every_limit_has_a_test_that_exists() -> None:
    assert [one.name for one in fields(Limits)] == list(PROOFS)
    named = {(one.module, one.test) for one in PROOFS.values()}
    for module, test in named | {(module, test) for _, _, module, test in OTHERS}:
        assert hasattr(import_module(f"tests.endpoint.{module}"), test), test

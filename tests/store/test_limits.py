"""The limits as the environment sets them."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.store.limits import Limits, read_limits


def test_without_settings_the_limits_are_those_that_are_published() -> None:
    limits = read_limits({})
    assert (limits.seconds, limits.rows, limits.memory) == (30, 1_000_000, 2 << 30)


def test_each_limit_is_a_setting() -> None:
    limits = read_limits({"KG_QUERY_SECONDS": "2.5", "KG_QUERY_ROWS": " 10_000 "})
    assert limits == Limits(seconds=2.5, rows=10_000)


@pytest.mark.parametrize("text", ["0", "-1", "many", "1e3x", "inf", "nan"])
def test_a_setting_that_is_no_number_is_told_with_an_example(text: str) -> None:
    with pytest.raises(KgError) as caught:
        read_limits({"KG_QUERY_SECONDS": text})
    assert caught.value.where == f"KG_QUERY_SECONDS={text}"
    assert caught.value.fix == "例: KG_QUERY_SECONDS=30.0"

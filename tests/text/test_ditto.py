"""Signs that repeat another cell are known in every form, and are no words."""

from __future__ import annotations

import pytest

from kg.text.ditto import Ditto, find_ditto


@pytest.mark.parametrize(
    "sign", ["同上", " 同　上 ", "（同上）", "同上。", "〃", "〞", "”", "″", '"', "''"]
)
def test_as_above(sign: str) -> None:
    assert find_ditto(sign) is Ditto.ABOVE


@pytest.mark.parametrize("sign", ["同左", "(同左)", "左に同じ"])
def test_as_on_the_left(sign: str) -> None:
    assert find_ditto(sign) is Ditto.LEFT


@pytest.mark.parametrize(
    "text", ["", "()", "。", "同", "同上課", "同上の課", "上", "々", "左", "同右"]
)
def test_other_words_say_their_own(text: str) -> None:
    assert find_ditto(text) is None

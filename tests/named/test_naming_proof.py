"""Every name is proven, and the work grows as the text does, whatever the text."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.named.naming import Naming, find_names
from kg.named.statements import Statement
from kg.text.fold import fold_key
from tests.named.naming_by_hand import make_statements

# --- Proof and hostile texts ----------------------------------------------------------------

PIECES = [
    "青葉台市", "市民協働", "推進", "計画", "委員会", "条例", "「", "」", "『", "』", "（", "）",
    "(以下「", "」という。)", "、", "。", "・", " ", "第2期", "第3回", "の", "に関する", "を開催",
    "センター", "あおば", "同", "本", "平成20年7月設置", "①", "㈱", "ﾌﾟﾗﾝ", "事例集", "及び",
    "を作成", "NPO法人", "及び事例集", "協議会", "を設置", "カ゛", "高津区", "(高津区)",
    "〔第1次〕", "法",
]  # fmt: skip


def check_proof(statements: list[Statement], naming: Naming) -> None:
    """Names stand in order, none in another, and every name is printed where its proof says."""
    source = "\n".join(statement.text for statement in statements)
    assert len(naming.names) == len(statements)
    for statement, names in zip(statements, naming.names, strict=True):
        end = 0
        for name in names:
            assert end <= name.start < name.end <= len(statement.text)
            end = name.end
    for record in naming.things:
        assert record.names[0].text == record.thing.name
        for value in record.names:
            assert value.spans
            printed = "".join(source[span.start : span.end] for span in value.spans)
            assert fold_key(value.text) in fold_key(printed)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=14), max_size=4))
def test_every_name_is_proven_whatever_the_text(texts: list[list[str]]) -> None:
    statements = make_statements(*("".join(text) or "。" for text in texts))
    check_proof(statements, find_names(statements, {}, "青葉台市"))


def count_calls(text: str) -> int:
    """How many calls it takes to name what a text names."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001
        nonlocal calls
        calls += 1

    statements = make_statements(text)
    sys.setprofile(count)
    try:
        find_names(statements, {}, "青葉台市")
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "piece",
    [
        "市民協働推進計画、", "「計画」", "計画(計画(", "第1期・", "市・", "以下「", "に関する条例",
        "の条例", "かわさき", "同委員会、", "市民活動推進委員会を設置し、協議会は", "平成24年度",
        "(", "「",         "策定委員会", "NPO法人あ", "事例集及び", "A-", " ",
    ],
)  # fmt: skip
def test_the_work_grows_as_the_text_does(piece: str) -> None:
    short, long = count_calls(piece * 300), count_calls(piece * 1200)
    assert long <= 5 * short + 1000

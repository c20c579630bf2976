"""Renamings and mergers, with the fiscal year from which they hold."""

from __future__ import annotations

import pytest

from tests.named.facts_by_hand import Given, load_habits, read_facts, read_renamings

A: Given = ("project", "地域応援事業")
B: Given = ("project", "元気まちづくり事業")
C: Given = ("project", "区民協働事業")
D: Given = ("project", "地域課題事業")
X: Given = ("body", "市民活動推進委員会")
Y: Given = ("body", "市民協働推進会議")
ALL = (A, B, C, D, X, Y)
a, b, c, d, x, y = (given[1] for given in ALL)


@pytest.mark.parametrize(("texts", "labels", "given", "expected"), load_habits("renaming"))
def test_invented_sentences_tell_the_old_the_new_and_the_year(
    texts: list[str], labels: int, given: list[Given], expected: list[tuple[str, str, int]]
) -> None:
    told = {(old, new, year or None) for old, new, year in expected}
    assert read_renamings(texts, given, labels=labels) == told


def test_a_chain_takes_the_old_name_from_the_statement_before() -> None:
    texts = [
        f"平成13年度以前 「{a}」として、地域の課題解決を実行",
        f"平成14年度 「{b}」に名称を変更（予算各区5,000万円）",
        f"平成18年度 「{c}」に名称を変更",
        f"平成23年度 「{d}」に名称変更し、取組予算と統合。",
    ]
    assert read_renamings(texts, ALL) == {(a, b, 2002), (b, c, 2006), (c, d, 2011)}
    assert read_facts(texts, ALL) >= {
        (a, "mpo:validUntil", "2001"),
        (b, "mpo:validFrom", "2002"),
        (c, "mpo:validFrom", "2006"),
        (d, "mpo:validFrom", "2011"),
    }


def test_a_chain_may_run_through_one_paragraph() -> None:
    text = (
        f"平成12年度に「{a}」として開始しました。平成15年度に「{b}」に名称を変更し、"
        f"平成18年度には「{c}」に改称しました。"
    )
    assert read_renamings([text], ALL) == {(a, b, 2003), (b, c, 2006)}


def test_a_new_name_without_an_old_one_renames_nothing() -> None:
    assert read_renamings([f"平成15年度に「{b}」に名称を変更した。"], ALL) == set()


def test_under_a_title_the_titled_thing_is_the_one_renamed() -> None:
    assert read_renamings([b, f"平成21年度に{a}から名称変更しました。"], ALL, labels=1) == {
        (a, b, 2009)
    }

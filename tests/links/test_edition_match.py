"""Rows of two editions are matched by the surest clue there is, each once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.links.edition_match import Bridge, Edition, match_editions

LONG = "地域の担い手を育てるため、講座を開き、活動の場を設けて、町内会などの団体をつなぎます。"


def make(key: str, name: str, **more: object) -> Edition:
    told = {"code": None, "text": "", "place": None, "again": False, **more}
    return Edition(key, name, **told)  # type: ignore[arg-type]


def match(old: list[Edition], new: list[Edition], **places: str) -> dict[str, tuple[str, Bridge]]:
    return {one.old: (one.new, one.bridge) for one in match_editions(old, new, places)}


def test_the_same_name_is_the_same_row_whatever_its_width() -> None:
    found = match([make("a", "ＩＣＴ活用事業")], [make("b", "ICT活用事業")])
    assert found == {"a": ("b", Bridge.NAME)}


def test_of_two_rows_of_one_name_the_one_at_the_same_place_is_taken() -> None:
    old = [make("a1", "道路事業", place="p1"), make("a2", "道路事業", place="p2")]
    new = [make("b2", "道路事業", place="q2"), make("b1", "道路事業", place="q1")]
    found = match(old, new, q1="p1", q2="p2")
    assert found == {"a1": ("b1", Bridge.NAME), "a2": ("b2", Bridge.NAME)}


def test_a_row_with_a_mark_goes_to_one_with_a_mark() -> None:
    old = [make("a1", "道路事業"), make("a2", "道路事業", again=True)]
    new = [make("b2", "道路事業", again=True), make("b1", "道路事業")]
    assert match(old, new) == {"a1": ("b1", Bridge.NAME), "a2": ("b2", Bridge.NAME)}


def test_a_code_tells_a_renamed_row_but_not_one_with_nothing_in_common() -> None:
    old = [make("a", "担い手育成事業", code="32", text=LONG), make("c", "防犯灯の設置", code="33")]
    new = [make("b", "地域人材の育成", code="32", text=LONG), make("d", "図書館の運営", code="33")]
    assert match(old, new) == {"a": ("b", Bridge.CODE)}


def test_alike_names_and_texts_tell_a_renamed_row() -> None:
    old = [make("a", "地域の担い手育成事業", text=LONG)]
    new = [make("x", "別の事業"), make("b", "地域の担い手育成支援事業", text=LONG)]
    (found,) = match_editions(old, new)
    assert (found.new, found.bridge) == ("b", Bridge.LIKENESS)
    assert 0.85 <= found.score < 1


def test_nothing_is_matched_by_force() -> None:
    assert match([make("a", "防犯灯の設置")], [make("b", "図書館の運営")]) == {}
    assert match([], [make("b", "図書館の運営")]) == {}


NAMES = st.lists(st.text("あいう事業ＡA", min_size=1, max_size=6), max_size=12)


@given(NAMES, NAMES)
def test_each_row_is_in_one_pair_at_most_and_what_is_the_same_is_kept(
    old: list[str], new: list[str]
) -> None:
    left = [make(f"o{at}", name) for at, name in enumerate(old)]
    right = [make(f"n{at}", name) for at, name in enumerate(new)]
    found = match_editions(left, right)
    assert len({one.old for one in found}) == len({one.new for one in found}) == len(found)
    assert [(one.old, one.new) for one in match_editions(left, left)] == [
        (one.key, one.key) for one in left
    ]

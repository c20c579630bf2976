"""Printed names: what belongs to a name, and what is a mark, a place or a body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.layouts.layout import get_layout
from kg.layouts.naming import find_body_kind, parse_bodies, parse_name
from tests.layouts.hostile import STEMS, ended_within, make_long

LAYOUT = get_layout("action-plan")
NAMES = st.one_of(
    st.lists(
        st.sampled_from(
            [
                *("あゆみ事業", "(再掲)", "［再掲］", "(各区)", "(高津区)", "(市道)", "※再掲"),
                *(" ", "(", ")", "再掲"),
            ]
        ),
        min_size=1,
    ).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
)


@pytest.mark.parametrize(
    ("printed", "name", "reappearance", "ward"),
    [
        ("あゆみ事業", "あゆみ事業", False, None),
        ("あゆみ事業(再掲)", "あゆみ事業", True, None),
        ("あゆみ事業（再 掲）", "あゆみ事業", True, None),
        ("あゆみ事業[再掲]", "あゆみ事業", True, None),
        ("あゆみ事業【再掲】", "あゆみ事業", True, None),
        ("あゆみ事業〔再掲〕", "あゆみ事業", True, None),
        ("(再掲)あゆみ事業", "あゆみ事業", True, None),
        ("あゆみ事業 再掲", "あゆみ事業", True, None),
        ("あゆみ事業※再掲", "あゆみ事業", True, None),
        ("あゆみ事業(再掲:12)", "あゆみ事業", True, None),
        ("再掲載事業", "再掲載事業", False, None),
        ("あゆみ事業(再掲", "あゆみ事業", True, None),
        ("あゆみ事業(市道)", "あゆみ事業(市道)", False, None),
        ("あゆみ事業(まちづくり局)", "あゆみ事業(まちづくり局)", False, None),
        ("あゆみ事業(UNEP)", "あゆみ事業(UNEP)", False, None),
        ("あゆみ事業(各区)", "あゆみ事業(各区)", False, "*"),
        ("あゆみ事業(各区)(再掲)", "あゆみ事業(各区)", True, "*"),
        ("あゆみ事業（高津区）", "あゆみ事業", False, "高津区"),
        ("あゆみ事業(高津区)(再掲)", "あゆみ事業", True, "高津区"),
        ("あゆみ(高津区)事業", "あゆみ(高津区)事業", False, None),
        ("あゆみ事業(モデル地区)", "あゆみ事業(モデル地区)", False, None),
        ("あゆみ事業(3区)", "あゆみ事業(3区)", False, None),
    ],
)
def test_a_name_keeps_what_belongs_to_it(
    printed: str, name: str, reappearance: bool, ward: str | None
) -> None:
    parsed = parse_name(printed, 100, LAYOUT)
    assert (parsed.name, parsed.reappearance) == (name, reappearance)
    assert [scope.ward or "*" for scope in parsed.ward_scopes] == ([] if ward is None else [ward])
    for scope in parsed.ward_scopes:
        inside = printed[scope.span.start - 100 : scope.span.end - 100]
        assert (scope.ward or "各区") in inside


@given(NAMES)
def test_no_printed_name_breaks_the_reader_and_marks_lie_inside_it(printed: str) -> None:
    parsed = parse_name(printed, 7, LAYOUT)
    assert "  " not in parsed.name
    for scope in parsed.ward_scopes:
        assert 7 <= scope.span.start < scope.span.end <= 7 + len(printed)


@given(NAMES)
def test_a_name_without_its_marks_is_a_name_without_marks(printed: str) -> None:
    name = parse_name(printed, 0, LAYOUT).name
    if name:
        assert parse_name(name, 0, LAYOUT).name.count("(再掲)") == 0


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("総務局", "bureau"),
        ("高津区役所", "wardOffice"),
        ("各区", "wardOffice"),
        ("橘出張所", "branchOffice"),
        ("教育委員会", "committee"),
        ("推進協議会", "council"),
        ("国際部", "department"),
        ("局", None),
        ("あゆみ", None),
        ("", None),
    ],
)
def test_the_ending_of_a_name_tells_the_kind_of_body(name: str, kind: str | None) -> None:
    assert find_body_kind(name, LAYOUT.words) == kind


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("総務局", ["総務局"]),
        ("総務局、市民局", ["総務局", "市民局"]),
        ("総務局,市民局", ["総務局", "市民局"]),
        ("総務局・市民局", ["総務局", "市民局"]),
        ("総務局 市民局", ["総務局", "市民局"]),
        ("市民・こども局", ["市民・こども局"]),
        ("-", []),
        ("―", []),
        ("、", []),
        ("こども課､福祉課", ["こども課", "福祉課"]),
        ("こども課･福祉課", ["こども課", "福祉課"]),
        ("健診ｾﾝﾀｰ･こども課", ["健診ｾﾝﾀｰ", "こども課"]),
        ("防災安全課 ・ 消防本部", ["防災安全課", "消防本部"]),
        ("防災安全課 ・消防本部", ["防災安全課", "消防本部"]),
        ("企画政策課及び財政課", ["企画政策課", "財政課"]),
        ("企画政策課、総務課 並びに 財政課", ["企画政策課", "総務課", "財政課"]),
        ("スポーツ及び文化課", ["スポーツ及び文化課"]),
        ("人事・給与課", ["人事・給与課"]),
        ("環境課（主管）、財政課", ["環境課", "財政課"]),
        ("【主管】環境課　◎財政課", ["環境課", "財政課"]),
        ("主管：環境課", ["環境課"]),
        ("環境課（公園係）", ["環境課（公園係）"]),
        ("環境課ほか2課", ["環境課"]),
        ("環境課、他２課", ["環境課"]),
        ("環境課、ほか関係各課", ["環境課"]),
        ("環境課。", ["環境課"]),
        ("主計課", ["主計課"]),
    ],
)
def test_a_cell_names_bodies_one_by_one(cell: str, names: list[str]) -> None:
    bodies = parse_bodies(cell, 50, "担当局", LAYOUT)
    assert [body.name for body in bodies] == names
    for body in bodies:
        assert cell[body.span.start - 50 : body.span.end - 50] == body.name


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_bodies_lie_in_their_cell_in_order(cell: str) -> None:
    end = 3
    for body in parse_bodies(cell, 3, "担当局", LAYOUT):
        assert end <= body.span.start < body.span.end <= 3 + len(cell)
        end = body.span.end


@pytest.mark.parametrize("stem", STEMS)
def test_a_long_name_is_read_in_linear_time(stem: str) -> None:
    text = make_long(STEMS[stem], 30_000)
    with ended_within(4):
        parse_name(text, 0, LAYOUT)
        parse_bodies(text, 0, "担当局", LAYOUT)

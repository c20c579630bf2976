"""Legal grounds as cells give them: a place in three cells, and lists of laws in words."""

from __future__ import annotations

import pytest

from kg.layouts.layout import get_layout
from kg.layouts.review_lawtext import LawList, read_laws
from kg.layouts.review_places import parse_cells
from kg.layouts.review_plans import read_plans
from kg.layouts.review_records import LawPlace
from kg.layouts.review_words import ReviewWords


def get_words() -> ReviewWords:
    words = get_layout("review-sheets").review
    assert words is not None
    return words


def show(place: LawPlace) -> str:
    parts = (place.article, place.paragraph, place.item, place.part)
    return ("附則" if place.annex else "") + "/".join(str(part or "-") for part in parts).rstrip(
        "/-"
    )


def read(text: str, known: tuple[str, ...] = ()) -> tuple[dict[str, list[str]], LawList]:
    found = read_laws(text, get_words(), known)
    return {law.name: [show(place) for place, _ in law.places] for law in found.laws}, found


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        (("第四条", "", ""), "4"),
        (("第百三条の二", "4", "第十二号の三"), "103_2/4/12_3"),
        (("第四条", "1", "16"), "4/1/16"),
        (("第四条", "1", "二十八"), "4/1/28"),
        (("第十四条", "1", "第一号、第八号、第十号"), "14/1/1 14/1/8 14/1/10"),
        (("第四条", "1", "第七三、七四及び七六号"), "4/1/73 4/1/74 4/1/76"),
        (("第四条", "1", "第五十八号から第六十号まで"), "4/1/58 4/1/59 4/1/60"),
        (("第四条", "1", "第六号から第八号及び第九十六号"), "4/1/6 4/1/7 4/1/8 4/1/96"),
        (("第四条", "", "第七十八号～第八十号、第八十三号"), "4/-/78 4/-/79 4/-/80 4/-/83"),
        (("第八十五条", "3", "第１号ヘ、ト、第２号"), "85/3/1/6 85/3/1/7 85/3/2"),
        (("第八十五条", "3", "第1へ"), "85/3/1/6"),
        (("第八十五条", "3", "第1号　ヘ"), "85/3/1/6"),
        (("第五十条", "8", "７及び８"), "50/8/7 50/8/8"),
        (("", "", "第七条の三"), "7_3"),
        (("70の6", "1", "2"), "70_6/1/2"),
    ],
)
def test_three_cells_give_places_however_they_write_them(
    cells: tuple[str, str, str], places: str
) -> None:
    found, left = parse_cells(*cells)
    assert [show(place) for place in found] == places.split()
    assert left == ""


def test_what_cells_do_not_make_plain_is_left_and_not_guessed() -> None:
    assert parse_cells("", "", "第２章") == ([], "第2章")
    assert parse_cells("", "", "２") == ([], "第2号")
    found, left = parse_cells("", "", "第七条３")
    assert ([show(place) for place in found], left) == (["7"], "3")


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("国家公務員法第70条の６第１項第２号", {"国家公務員法": ["70_6/1/2"]}),
        ("A法第1条、第2条第3項及びB法", {"A法": ["1", "2/3"], "B法": []}),
        ("・財務省設置法第４条２３号、２４号", {"財務省設置法": ["4/-/23", "4/-/24"]}),
        ("河川法（第１０条第１項53号～55号）", {"河川法": ["10/1/53", "10/1/54", "10/1/55"]}),
        ("港湾法第4、10、13条、17、18条", {"港湾法": ["4", "10", "13", "17", "18"]}),
        ("漁業法第４条第１９号から２１号", {"漁業法": ["4/-/19", "4/-/20", "4/-/21"]}),
        ("森林法第3条の2から第3条の4まで及び第9条", {"森林法": ["3_2", "3_3", "3_4", "9"]}),
        ("道路法(昭和二十七年法律第百八十号) 第四条 1 第五号", {"道路法": ["4/1/5"]}),
        ("農地法（昭和27年法律第229号）附則第９条の２", {"農地法": ["附則9_2"]}),
        ("公害防止条約（4条、5条）", {"公害防止条約": ["4", "5"]}),
        ("水産業協同組合法第1条2項", {"水産業協同組合法": ["1/2"]}),
        (
            "鳥類の保護及び管理に関する法律の廃止等に関する法律_第五条、森林法施行令",
            {"鳥類の保護及び管理に関する法律の廃止等に関する法律": ["5"], "森林法施行令": []},
        ),
        ("総務省訓令第１７号", {"総務省訓令第１７号": []}),
    ],
)
def test_words_list_laws_with_their_places(text: str, laws: dict[str, list[str]]) -> None:
    found, read_list = read(text)
    assert found == laws
    assert read_list.left == ()
    assert read_list.whole


def test_stretches_point_at_the_name_and_at_each_place() -> None:
    text = "「河川法」第１条、第２条第３項及び港湾法（第９条）"
    laws = read_laws(text, get_words(), ()).laws
    assert [text[law.span.start : law.span.end] for law in laws] == ["河川法", "港湾法"]
    printed = [text[span.start : span.end] for law in laws for _, span in law.places]
    assert printed == ["第１条", "第２条第３項", "第９条"]


def test_a_known_name_goes_before_a_shorter_one_that_begins_it() -> None:
    text = "甲法及び乙法に関する法律第3条"
    assert read(text)[0] == {"甲法": [], "乙法に関する法律": ["3"]}
    assert read(text, ("甲法及び乙法に関する法律",))[0] == {"甲法及び乙法に関する法律": ["3"]}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("河川法第4条28", ("28",)),
        ("河川法第６章、第１５０条", ("第６章",)),
        ("「電波法（法改正も含め検討中）」", ("法改正も含め検討中",)),
        ("「河川法」前文、第35条", ("前文",)),
    ],
)
def test_what_is_no_law_and_no_place_is_left_over(text: str, left: tuple[str, ...]) -> None:
    found = read(text)[1]
    assert found.left == left
    assert found.whole


@pytest.mark.parametrize(
    "text",
    [
        "河川法等の一部を改正する法律案に対する附帯決議（平成18年2月3日環境委員会）",
        "株式会社に対する支援措置について（平成12年2月8日閣議了解）",
        "河川法の救済措置の方針（平成22年4月16日閣議決定）",
    ],
)
def test_the_name_of_something_else_is_no_list_of_laws(text: str) -> None:
    assert not read(text)[1].whole


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        ")",
        "「",
        "法",
        "法、",
        "甲法附則",
        "第1条、",
        "一",
        "及び",
        "ヘ、",
        "甲法第1条第1項第1号ヘ",
    ],
)
def test_a_cell_of_nothing_but_signs_is_read_without_harm(piece: str) -> None:
    text = piece * (4000 // len(piece))
    for law in read_laws(text, get_words(), ()).laws:
        assert text[law.span.start : law.span.end] == law.name
    for plan in read_plans(text, get_words()):
        assert 0 <= plan.span.start < plan.span.end <= len(text)
    parse_cells(text, "1", text)

"""Bodies at the end of a description's cell: with spans of their own, and out of the text."""

from __future__ import annotations

import pytest

from kg.documents.source import SourceText, parse_source
from kg.layouts.layout import Layout, parse_layout
from kg.layouts.recogniser import recognise
from kg.records import ListingRecord
from tests.layouts.hostile import LONG, STEMS, ended_within, make_long

_NODES = '[[node]]\nlevel = "施策"\npattern = "施策<{number}> {title}"\n'
PLAIN = parse_layout(_NODES, "made")
BRACKETS = parse_layout(f'owners = "brackets"\n{_NODES}', "made")


def make_source(*rows: str, header: str = "事業名\t内容") -> SourceText:
    text = "\n".join(("施策1 守る", "", header, *rows))
    return parse_source(f"{text}\n".encode(), "made.txt")


def read(source: SourceText, layout: Layout = PLAIN) -> ListingRecord:
    (listing,) = recognise(source, layout).listings
    return listing


def tell(source: SourceText, layout: Layout = PLAIN) -> tuple[list[str], list[str]]:
    """The description and the bodies of the only row; each body stands where its span says."""
    listing = read(source, layout)
    for body in listing.bodies:
        assert source.quote(body.span) == body.name
    return [value.text for value in listing.descriptions], [body.name for body in listing.bodies]


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("開きます。 【担当】健康づくり課", ["健康づくり課"]),
        ("開きます。【担当】健康づくり課、こども家庭課", ["健康づくり課", "こども家庭課"]),
        ("開きます。【担当】こども家庭課・商工観光課", ["こども家庭課", "商工観光課"]),
        ("開きます。<br>【所管課】観光課<br>商工課", ["観光課", "商工課"]),
        ("開きます。担当：健康課。", ["健康課"]),
        ("開きます。　・実施主体：社会福祉協議会", ["社会福祉協議会"]),
        ("開きます。（担当：健康課）", ["健康課"]),
        ("開きます。〔担当〕図書館、保育所", ["図書館", "保育所"]),
        ("開きます。【担当】健康課【関係課】福祉課", ["健康課", "福祉課"]),
        ("開きます。【担当課】健康課（母子係）", ["健康課（母子係）"]),
        ("開きます。【担当】各区役所、各区", ["各区役所", "各区"]),
    ],
)
def test_bodies_behind_a_label_leave_the_description(cell: str, bodies: list[str]) -> None:
    assert tell(make_source(f"まつり\t{cell}")) == (["開きます。"], bodies)


def test_a_cell_of_bodies_alone_is_no_description() -> None:
    assert tell(make_source("まつり\t【担当】観光課")) == ([], ["観光課"])


@pytest.mark.parametrize(
    "cell",
    [
        "開きます。【担当】健康課が中心に進めます。",
        "開きます。【担当】健康課【対象】乳児",
        "開きます。【対象】乳児",
        "開きます。【担当】",
        "開きます。【健康課】",
        "健康課の窓口で開きます。申込：健康課",
    ],
)
def test_what_says_more_than_names_stays_in_the_description(cell: str) -> None:
    assert tell(make_source(f"まつり\t{cell}")) == ([cell], [])


def test_names_may_go_on_in_the_next_lines_of_the_cell() -> None:
    source = make_source("まつり\t広場で", "\t開きます。【担当】", "\t観光課、", "\t商工課")
    assert tell(source) == (["広場で 開きます。"], ["観光課", "商工課"])


def test_the_bodies_of_a_cell_stand_before_those_of_their_column() -> None:
    source = make_source("まつり\t開きます。【担当】観光課\t商工課", header="事業名\t内容\t担当課")
    assert tell(source) == (["開きます。"], ["観光課", "商工課"])


def test_each_of_two_columns_of_descriptions_may_name_bodies() -> None:
    source = make_source(
        "まつり\t開きます。【担当】観光課\t集う。【担当】商工課", header="事業名\t内容\t概要"
    )
    assert tell(source) == (["開きます。 集う。"], ["観光課", "商工課"])


def test_a_cell_of_name_and_description_may_name_bodies_too() -> None:
    source = make_source("夏のまつり 開きます。【担当】観光課\t実施", header="事業名\t2024年度")
    assert tell(source) == (["開きます。"], ["観光課"])
    assert read(source).name == "夏のまつり"


@pytest.mark.parametrize(
    ("cell", "told", "bodies"),
    [
        ("開きます。【健康課】", "開きます。", ["健康課"]),
        ("開きます。【図書館、公民館】", "開きます。", ["図書館", "公民館"]),
        ("開きます。（健康課）（再掲）", "開きます。 （再掲）", ["健康課"]),
        ("開きます。（図書館）", "開きます。（図書館）", []),
        ("開きます。【旅館】", "開きます。【旅館】", []),
        ("道具【健康課】を使います。", "道具【健康課】を使います。", []),
    ],
)
def test_brackets_behind_a_description_are_read_where_the_layout_says_so(
    cell: str, told: str, bodies: list[str]
) -> None:
    assert tell(make_source(f"まつり\t{cell}"), BRACKETS) == ([told], bodies)


@pytest.mark.parametrize(
    "name",
    ["図書館", "保育所", "消防署", "公民館", "保健センター", "センター", "中央小学校", "市民病院"],
)
def test_a_facility_in_black_brackets_behind_a_name_runs_it(name: str) -> None:
    source = make_source(f"読み聞かせ【{name}】\t開きます。")
    assert tell(source, BRACKETS) == (["開きます。"], [name])
    assert read(source, BRACKETS).name == "読み聞かせ"
    assert read(source).name == f"読み聞かせ【{name}】"


@pytest.mark.parametrize("printed", ["読み聞かせ（図書館）", "案内【旅館】", "点検【全館】"])
def test_a_place_behind_a_name_belongs_to_it(printed: str) -> None:
    listing = read(make_source(f"{printed}\t開きます。"), BRACKETS)
    assert (listing.name, listing.bodies) == (printed, ())


@pytest.mark.parametrize(
    "stem", [*STEMS.values(), "【担当】健康課", "担当：", "健康課、", "【健康課】"]
)
def test_a_long_cell_is_read_in_linear_time(stem: str) -> None:
    with ended_within(60):
        recognise(make_source(f"まつり\t{make_long(stem, LONG)}"), BRACKETS)


def test_a_cell_of_many_lines_is_read_in_linear_time() -> None:
    rows = ["まつり\t開きます。", *(["\t【担当】健康課、"] * 5_000)]
    with ended_within(60):
        recognise(make_source(*rows), BRACKETS)


def test_a_facility_is_of_one_kind_wherever_it_is_named() -> None:
    sources = (
        make_source("読み聞かせ\t開きます。【担当課】図書館"),
        make_source("読み聞かせ【図書館】\t開きます。"),
        make_source("読み聞かせ\t開きます。\t図書館", header="事業名\t内容\t担当課"),
    )
    kinds = [body.kind for source in sources for body in read(source, BRACKETS).bodies]
    assert kinds == ["other"] * 3

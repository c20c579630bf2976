"""Bodies in brackets behind names: one that is sure carries those that may be bodies."""

from __future__ import annotations

import pytest

from kg.documents.source import parse_source
from kg.layouts.layout import Layout, parse_layout
from kg.layouts.recogniser import recognise

_NODES = '[[node]]\nlevel = "施策"\npattern = "施策<{number}> {title}"\n'
PLAIN = parse_layout(_NODES, "made")
BRACKETS = parse_layout(f'owners = "brackets"\n{_NODES}', "made")


def tell(printed: str, layout: Layout = BRACKETS) -> tuple[str, list[str]]:
    """The name and the bodies of a row; each body stands where its span says."""
    source = parse_source(
        f"施策1 守る\n\n事業名\t内容\n{printed}\t開きます。\n".encode(), "made.txt"
    )
    (listing,) = recognise(source, layout).listings
    for body in listing.bodies:
        assert source.quote(body.span) == body.name
    return listing.name, [body.name for body in listing.bodies]


@pytest.mark.parametrize(
    "bodies",
    [
        *(
            ["総務課", "各総合事務所"],
            ["図書館", "総務課"],
            ["危機管理監"],
            ["総務担当"],
            ["市民病院"],
        ),
        *(["危機管理監", "消防団"], ["総務課", "土木事務所", "商工会"], ["観光課", "公民館"]),
    ],
)
def test_one_that_is_sure_carries_the_others(bodies: list[str]) -> None:
    for joint in ("、", "・", "／"):
        printed = f"まつり（{joint.join(bodies)}）"
        assert tell(printed) == ("まつり", bodies)
        assert tell(printed, PLAIN) == (printed, [])


@pytest.mark.parametrize(
    "inside",
    [
        "図書館",
        "図書館、公民館",
        "総務課、高津区",
        "総務課、北西部",
        "総務課、おはなし",
        "担当",
        "監",
        "各総合事務所",
    ],
)
def test_what_may_be_a_place_or_a_word_stays_in_the_name(inside: str) -> None:
    assert tell(f"まつり（{inside}）") == (f"まつり（{inside}）", [])

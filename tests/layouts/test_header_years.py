"""Years in headers: behind a word that is known, behind a neutral one, and printed once."""

from __future__ import annotations

import tomllib

import pytest

from kg.documents.source import SourceText, parse_source
from kg.layouts.layout import Layout, parse_layout
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction, ListingRecord

NODES = '[[node]]\nlevel = "施策"\npattern = "施策<{number}> {title}"\n'
LAYOUT = parse_layout(NODES, "made")
ROWS = (("手帳配布", "配ります。", "観光課"), ("家庭訪問", "訪ねます。", "商工課"))


def make_source(*rows: str) -> SourceText:
    text = "\n".join(("施策1 守る", "", *(row.replace("|", "\t") for row in rows)))
    return parse_source(f"{text}\n".encode(), "made.txt")


def read(*rows: str, layout: Layout | None = LAYOUT) -> Extraction:
    source = make_source(*rows)
    return recognise(source, layout or propose_layout(source).layout)


def read_first(*rows: str, layout: Layout | None = LAYOUT) -> ListingRecord:
    return read(*rows, layout=layout).listings[0]


def get_years(listing: ListingRecord) -> list[tuple[int, str]]:
    return [(cell.period.year, cell.value.text if cell.value else "~") for cell in listing.cells]


@pytest.mark.parametrize("layout", [LAYOUT, None], ids=["layout", "proposal"])
@pytest.mark.parametrize("year", ["（令和６年度）", "(R6)", "(2024年度)", "（令和６年度～）"])
@pytest.mark.parametrize("at", range(3))
def test_a_word_that_is_known_keeps_its_role_before_a_year(
    at: int, year: str, layout: Layout | None
) -> None:
    words = ["事業名", "事業概要", "担当課"]
    words[at] += year
    listing = read_first("|".join(words), *("|".join(row) for row in ROWS), layout=layout)
    assert listing.name == "手帳配布"
    assert [value.text for value in listing.descriptions] == ["配ります。"]
    assert [body.name for body in listing.bodies] == ["観光課"]
    assert listing.cells == ()


@pytest.mark.parametrize("layout", [LAYOUT, None], ids=["layout", "proposal"])
def test_a_neutral_word_and_a_year_by_itself_make_a_year(layout: Layout | None) -> None:
    listing = read_first(
        "事業名|担当課|計画（令和６年度）|令和7年度|スケジュール(R8)",
        "手帳配布|観光課|検討|実施|完了",
        "家庭訪問|商工課|調査|実施|完了",
        layout=layout,
    )
    assert get_years(listing) == [(2024, "検討"), (2025, "実施"), (2026, "完了")]


def test_figures_keep_the_year_behind_their_word() -> None:
    listing = read_first("事業名|目標値（R9）|評価（R6）", "手帳配布|20人|Ａ")
    assert [(note.role, note.period and note.period.year) for note in listing.notes] == [
        ("target", 2027),
        ("remark", None),
    ]
    assert listing.cells == ()


@pytest.mark.parametrize("layout", [LAYOUT, None], ids=["layout", "proposal"])
@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("事業名|取組内容（R6）|取組内容（R7）|担当課", []),
        ("事業名|取組(令和6年度)|取組(令和7年度)|担当課", []),
    ],
)
def test_one_word_with_several_years_is_a_column_for_each(
    header: str, told: list[str], layout: Layout | None
) -> None:
    listing = read_first(
        header, "手帳配布|検討|実施|観光課", "訪問|調査|実施|商工課", layout=layout
    )
    assert get_years(listing) == [(2024, "検討"), (2025, "実施")]
    assert [value.text for value in listing.descriptions] == told


def test_a_text_of_a_year_beside_one_of_none_is_that_years() -> None:
    listing = read_first("事業名|事業概要|取組内容（R6）", "手帳配布|配ります。|検討")
    assert get_years(listing) == [(2024, "検討")]
    assert [value.text for value in listing.descriptions] == ["配ります。"]


@pytest.mark.parametrize("layout", [LAYOUT, None], ids=["layout", "proposal"])
@pytest.mark.parametrize(
    "header",
    [
        ("事業名|事業概要|担当課|令和5年度|6|7",),
        ("事業名|事業概要|担当課|R5|6|7",),
        ("事業名|事業概要|担当課|2023年度|24年度|25年度",),
        ("事業名|事業概要|担当課|令和||", "|||5|6|7"),
        ("事業名|事業概要|担当課|令和（年度）||", "|||5年度|6年度|7年度"),
    ],
    ids=str,
)
def test_years_of_which_one_prints_its_era_are_all_read(
    header: tuple[str, ...], layout: Layout | None
) -> None:
    found = read(
        *header,
        *("|".join((*row, "検討", "→", "実施")) for row in ROWS),
        layout=layout,
    )
    for listing in found.listings:
        assert get_years(listing) == [(2023, "検討"), (2024, "~"), (2025, "実施")]
        assert (listing.effort, listing.notes) == (None, ())
    assert found.findings == ()


def test_a_layout_that_calls_the_years_so_does_not_make_them_the_effort() -> None:
    layout = parse_layout(f'{NODES}\n[columns]\nyears = ["令和5年度", "6", "7", "9"]\n', "made")
    listing = read_first("事業名|令和5年度|6|7", "手帳配布|検討|→|実施", layout=layout)
    assert get_years(listing) == [(2023, "検討"), (2024, "~"), (2025, "実施")]
    assert listing.effort is None
    found = read("事業名|担当課|9", "手帳配布|観光課|実施", layout=layout)
    assert found.listings[0].effort is None
    assert "unknown-column" in {finding.code for finding in found.findings}


def test_an_era_without_years_below_it_is_told_and_no_effort() -> None:
    found = read("事業名|担当課|令和", "手帳配布|観光課|実施")
    assert found.listings[0].effort is None
    assert [finding.text for finding in found.findings] == ["実施"]


def test_a_proposal_adds_no_year_to_the_words_of_a_layout() -> None:
    source = make_source(
        "事業名|事業概要|担当課|令和5年度|6|7", *("|".join((*row, "●", "→", "○")) for row in ROWS)
    )
    assert "columns" not in tomllib.loads(propose_layout(source).toml)

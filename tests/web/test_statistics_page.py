"""Figures over the years: the chart says what the table says, to who sees it and who does not."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from kg.names import ID
from kg.questions.statistic import Series, Statistic, group_statistics, part_series
from kg.store.terms import Iri
from tests.web.reading import read_page
from web.charts import make_chart

SVG = re.compile(r"<svg.*?</svg>", re.S)


def make_statistic(year: int, number: str, *, approximate: bool = False) -> Statistic:
    iri = Iri(f"urn:{year}:{number}")
    return Statistic(
        iri,
        "",
        "件数",
        f"{number}件",
        number,
        "件",
        year,
        None,
        None,
        approximate,
        (),
        (),
        None,
        (),
    )


def make_series(*statistics: Statistic) -> Series:
    return Series("件数", (), (), "件", None, statistics)


def test_the_chart_is_an_image_with_a_name_and_all_its_values_in_words(
    client: FlaskClient, app: Flask
) -> None:
    series, _ = part_series(group_statistics(app.extensions["site"].statistics))
    html = client.get("/statistics").text
    drawn = SVG.findall(html)
    assert len(drawn) == len(series)
    for svg, one in zip(drawn, series, strict=True):
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        names = (root.get("aria-labelledby") or "").split()
        told = {part.get("id"): part.text or "" for part in root if part.tag in ("title", "desc")}
        assert list(told) == names
        assert one.indicator in told[names[0]]
        for statistic in one.statistics:
            assert f"{statistic.year}年度: " in told[names[1]]
            assert statistic.shown in told[names[1]]
        assert "style" not in {name for part in root.iter() for name in part.attrib}
        assert len([part for part in root.iter() if part.tag == "rect"]) == len(one.statistics)


def test_the_equal_table_stands_beside_the_chart(client: FlaskClient) -> None:
    html = client.get("/statistics").text
    for after in html.split("</svg>")[1:]:
        assert after.index('class="stack series"') < 1_500


def test_single_figures_have_no_chart(small: FlaskClient) -> None:
    single = small.get("/statistics").text.split('id="single"')[1]
    assert "<svg" not in single


def test_a_figure_shows_its_own_series_its_line_and_its_facts(
    client: FlaskClient, app: Flask
) -> None:
    series, _ = part_series(group_statistics(app.extensions["site"].statistics))
    for one in (series[0].statistics[0], series[0].statistics[-1]):
        address = f"/page/{one.iri.removeprefix(ID)}"
        page = read_page(client, address)
        assert "<svg" in client.get(address).text
        assert one.label == page.heading
        for other in series[0].statistics:
            assert f"/page/{other.iri.removeprefix(ID)}" in page.links or other.shown in page.main
        assert any("?passage=" in link for link in page.links)


def test_an_approximate_figure_says_so_in_words_and_by_its_line(small_app: Flask) -> None:
    rough = make_series(make_statistic(2010, "10"), make_statistic(2011, "20", approximate=True))
    chart = make_chart(rough)
    assert chart is not None
    assert chart.approximate
    with small_app.test_request_context("/"):
        from flask import render_template_string

        source = '{% from "charts.html" import series_chart with context %}{{ series_chart(one) }}'
        svg = render_template_string(source, one=rough)
    assert "chart-about" in svg
    assert "約20" in svg
    assert "概数" in svg


@given(
    st.lists(
        st.tuples(st.integers(1990, 2040), st.decimals(-(10**6), 10**9, places=2)),
        min_size=1,
        max_size=30,
    )
)
def test_bars_stay_in_the_picture_and_keep_the_order_of_their_values(
    figures: list[tuple[int, object]],
) -> None:
    made = make_series(*(make_statistic(year, f"{value}") for year, value in sorted(figures)))
    chart = make_chart(made)
    if len(made.years) < 2:
        assert chart is None
        return
    assert chart is not None
    assert len(chart.points) == len(made.statistics)
    for point in chart.points:
        assert 0 <= point.x < chart.width
        assert 0 <= point.y <= point.y + point.height <= chart.height
    assert 2 <= len(chart.ticks) <= 12
    tall = [point for point in chart.points if float(point.statistic.number) > 0]
    ordered = sorted(tall, key=lambda point: float(point.statistic.number))
    heights = [point.height for point in ordered]
    assert heights == sorted(heights)


def test_a_figure_that_is_no_number_is_not_drawn() -> None:
    odd = replace(make_statistic(2011, "1"), number="三")
    assert make_chart(make_series(make_statistic(2010, "1"), odd)) is None
    endless = replace(make_statistic(2011, "1"), number="Infinity")
    assert make_chart(make_series(make_statistic(2010, "1"), endless)) is None


def test_many_years_are_a_line() -> None:
    chart = make_chart(make_series(*(make_statistic(2000 + at, str(at)) for at in range(20))))
    assert chart is not None
    assert chart.line.count(",") == 20

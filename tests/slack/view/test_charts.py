"""A picture where it says more: of what, and that it shows the figures of the answer."""

from __future__ import annotations

from typing import Any

import pytest

from bot.slack.view.actions import pressed
from bot.slack.view.charts import chart_of, drawn
from bot.slack.view.message import Look
from tests.slack.view.rendered import Seen, buttons, first_of_kind, kinds, seen, strings
from tests.support.library import Library


def _chart(library: Library, question: str) -> dict[str, Any]:
    return dict(first_of_kind(seen(library, question).message(Look(chart=True)).blocks, "data_visualization"))


def test_a_ranking_is_bars_in_its_order(library: Library) -> None:
    block = _chart(library, "課を予算の大きい順に並べて")
    points = block["chart"]["series"][0]["data"]
    assert block["chart"]["type"] == "bar"
    assert block["title"] == "令和2年度当初予算（億円）"
    assert points[0] == {"label": "中小企業振興課", "value": 607.05971}
    assert [point["value"] for point in points] == sorted((point["value"] for point in points), reverse=True)


def test_a_share_is_a_pie_of_part_and_rest(library: Library) -> None:
    chart = _chart(library, "一般会計の予算に占める雇用対策課の割合は？")["chart"]
    assert chart["type"] == "pie"
    assert [(each["label"], each["value"]) for each in chart["segments"]] == [
        ("雇用対策課", 21.58796),
        ("そのほか", pytest.approx((69_919_576 - 2_158_796) / 100_000)),
    ]


def test_this_year_and_the_last_stand_oldest_first(library: Library) -> None:
    chart = _chart(library, "工業戦略技術振興課の予算は？")["chart"]
    assert [(each["label"], each["value"]) for each in chart["series"][0]["data"]] == [
        ("令和元年度当初", 60.91234),
        ("令和元年度9月現計", 72.22622),
        ("令和2年度当初", 48.48957),
    ]


def test_what_adds_up_is_a_pie_and_what_is_counted_twice_is_not(library: Library) -> None:
    assert _chart(library, "柱ごとの予算額は？")["chart"]["type"] == "pie"
    assert _chart(library, "一般会計の内訳は？")["chart"]["type"] == "pie"
    # Both the accounts and what they consist of; a project several divisions run.
    assert _chart(library, "商工労働部の内訳は？")["chart"]["type"] == "bar"
    assert _chart(library, "課ごとの事業の件数は？")["chart"]["type"] == "bar"


def test_what_went_down_goes_down(library: Library) -> None:
    values = [each["value"] for each in _chart(library, "課ごとの増減額は？")["chart"]["series"][0]["data"]]
    assert (min(values), max(values)) == (-12.42277, 5.80408)


def test_long_names_are_short_and_none_twice(library: Library) -> None:
    block = _chart(library, "主要事業をすべて挙げて")
    labels = block["chart"]["axis_config"]["categories"]
    assert len(labels) == len(set(labels)) == 20
    assert max(map(len, labels)) <= 20
    assert block["title"] == "令和2年度当初予算 はじめの20件（億円）"


@pytest.mark.parametrize(
    "question", ["新規事業はいくつ？", "日本酒に関する事業の担当は？", "雇用対策課は来年度いくら？"]
)
def test_a_button_only_where_there_is_something_to_see(question: str, library: Library) -> None:
    one = seen(library, question)
    charted = any(chart_of(answer) for answer in one.turn.answers)
    assert ("グラフ" in list(strings(buttons(one.message())))) is charted
    assert ("data_visualization" in kinds(one.message(Look(chart=True)).blocks)) is charted


def test_a_chart_is_shown_and_put_away_by_its_button(library: Library) -> None:
    one = seen(library, "課別の予算は？")
    show = pressed(next(each for each in buttons(one.message()) if "グラフ" in strings(each)))
    assert show is not None
    shown = one.message(show.look)
    assert kinds(shown.blocks)[:3] == ["section", "data_visualization", "data_table"]
    hide = pressed(next(each for each in buttons(shown) if "グラフを閉じる" in strings(each)))
    assert hide is not None
    assert one.message(hide.look).blocks[:3] == one.message().blocks[:3]


def test_without_charts_bars_are_drawn_with_letters(library: Library) -> None:
    one = seen(library, "課を予算の大きい順に並べて")
    chart = chart_of(one.turn.answers[0])
    assert chart is not None
    title, first, *rest = drawn(chart)
    assert title == "令和2年度当初予算"
    assert first == "████████████████ 中小企業振興課 60,705,971千円"
    assert len(rest) == 5
    assert all(line.startswith("█") for line in rest)
    for blocks in one.message(Look(chart=True)).fallbacks:
        assert first in "\n".join(strings(list(blocks)))


def test_every_chart_of_every_case_shows_figures_of_its_answer(cases_seen: list[Seen]) -> None:
    drawn_ones = 0
    for each in cases_seen:
        for answer in each.turn.answers:
            chart = chart_of(answer)
            if chart is None:
                continue
            drawn_ones += 1
            figures = {figure.value for figure in (*answer.figures, *answer.context)}
            figures |= {figure.value for item in (*answer.items, *answer.details) for figure in item.figures}
            known = [point for point in chart.points if point.label != "そのほか"]
            assert all(any(abs(float(value) - point.value) < 1e-9 for value in figures) for point in known), each.id
    assert drawn_ones > 200

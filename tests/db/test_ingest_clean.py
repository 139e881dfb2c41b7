"""Cells to values and back, years and phases, and undoing line wraps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ingest.clean import (
    change_permille,
    is_rate,
    parse_amount,
    parse_permille,
    print_amount,
    print_permille,
    same_rate,
    squeeze,
    unit_factor,
)
from db.ingest.era import date, fiscal_year, period
from db.ingest.unwrap import Evidence, evidence, unwrap, widest_line
from nlp.query import Period, Phase

JAPANESE = st.text(alphabet="予算県事業費推進山形あいカナー・、「」()AI12% ", max_size=40)


@given(st.integers(-(10**12), 10**12))
def test_amounts_survive_printing(amount: int) -> None:
    assert parse_amount(print_amount(amount)) == amount


@given(st.integers(-99_999, 99_999))
def test_rates_survive_printing(permille: int) -> None:
    assert parse_permille(print_permille(permille)) == permille


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("2,158,796", 2_158_796),
        ("923", 923),
        ("▲ 1,000", -1_000),
        ("△1,000", -1_000),
        ("−5", -5),
        ("１２，３４５", 12_345),
        ("0", 0),
        ("－", 0),
        ("―", 0),
        ("2,158796", None),
        ("2158,796", None),
        ("2158796", None),
        ("21,58,796", None),
        ("2,158,79", None),
        ("1.5", None),
        ("", None),
        ("千円", None),
        ("1,000 2,000", None),
    ],
)
def test_amounts(cell: str, amount: int | None) -> None:
    assert parse_amount(cell) == amount


def test_amounts_of_a_document_without_commas() -> None:
    assert parse_amount("2158796", grouped=False) == 2_158_796
    assert parse_amount("2,158796", grouped=False) is None


@pytest.mark.parametrize(
    ("cell", "permille"),
    [("▲ 4.6", -46), ("132.0", 1320), ("0.0", 0), ("△0.4", -4), ("5", 50), ("1,234.5", 12_345), ("+3.2%", 32)],
)
def test_rates(cell: str, permille: int) -> None:
    assert is_rate(cell)
    assert parse_permille(cell) == permille


@pytest.mark.parametrize("cell", ["皆増", "皆減", "－", "-"])
def test_cells_that_say_there_is_no_rate(cell: str) -> None:
    assert is_rate(cell)
    assert parse_permille(cell) is None


@pytest.mark.parametrize("cell", ["4.65", "4,6", "▲", "abc"])
def test_cells_that_are_no_rate(cell: str) -> None:
    assert not is_rate(cell)


def test_change_is_rounded_half_away_from_zero() -> None:
    assert change_permille(10_005, 10_000) == 1
    assert change_permille(9_995, 10_000) == -1
    assert change_permille(9_996, 10_000) == 0
    assert change_permille(1, 0) is None


def test_both_ways_of_rounding_a_negative_half_are_the_same_rate() -> None:
    assert same_rate(-1, 9_995, 10_000)
    assert same_rate(0, 9_995, 10_000)
    assert not same_rate(-2, 9_995, 10_000)
    assert not same_rate(1, 9_995, 10_000)


def test_units() -> None:
    assert (unit_factor("千円"), unit_factor("百万 円"), unit_factor("ドル")) == (1, 1_000, None)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和元年度", 2019),
        ("令和2年度 当初予算", 2020),
        ("平成３１年度", 2019),
        ("昭和64年度", 1989),
        ("R5年度", 2023),
        ("H30年度", 2018),
        ("2024年度", 2024),
        ("令 和 2 年 度", 2020),
        ("令和2年2月", None),
        ("年度", None),
    ],
)
def test_fiscal_years(text: str, year: int | None) -> None:
    assert fiscal_year(text) == year


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("令和元年度 9月現計額 (c)", Period(2019, Phase.CURRENT, 9)),
        ("令和4年度12月現計予算額", Period(2022, Phase.CURRENT, 12)),
        ("令和4年度 ２月補正後", Period(2022, Phase.CURRENT, 2)),
        ("平成30年度最終予算額", Period(2018, Phase.CURRENT)),
        ("令和2年度 当初予算額 (a)", Period(2020)),
        ("令和2年度予算額", Period(2020)),
        ("前年度当初", Period(2019)),
        ("当初予算額", None),
    ],
)
def test_periods_of_column_headings(heading: str, expected: Period | None) -> None:
    assert period(heading, 2020) == expected


def test_dates_are_kept_as_printed() -> None:
    assert date("令和2年2月") == "令和2年2月"
    assert date("令和2年度") is None


def test_labels_lose_all_spaces() -> None:
    assert squeeze("一 般 　会 計") == "一般会計"


@given(JAPANESE)
def test_unwrapping_twice_changes_nothing(cell: str) -> None:
    once = unwrap(cell)
    assert unwrap(once) == once


@given(JAPANESE)
def test_unwrapping_loses_nothing_but_spaces(cell: str) -> None:
    assert squeeze(unwrap(cell)) == squeeze(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("推 進事業費", "推進事業費"),
        ("人材確保・生産性向上推 進事業費", "人材確保・生産性向上推進事業費"),
        ("AI・ロ ボット導入", "AI・ロボット導入"),
        ("育成、 経営力の強化", "育成、経営力の強化"),
        ("原資貸付等 ※新規枠", "原資貸付等 ※新規枠"),
        ("Web API の利用", "Web APIの利用"),
        ("「海の日 祭」開催費", "「海の日祭」開催費"),
    ],
)
def test_wraps_without_other_evidence(cell: str, expected: str) -> None:
    assert unwrap(cell) == expected


def test_a_space_printed_alike_in_two_places_is_meant() -> None:
    known = evidence(["「星の村 北」推進事業費", "展示会「星の村 北」の開催", "開 催"])
    assert unwrap("「星の村 北」推進事業費", known) == "「星の村 北」推進事業費"
    assert unwrap("展示会「星の村 北」の開 催", known) == "展示会「星の村 北」の開催"


def test_the_same_wrap_twice_is_still_a_wrap() -> None:
    """A re-listed cell is wrapped at the same place: that is one place, not two."""
    known = evidence(["地域振興推 進事業費", "地域振興推 進事業費"])
    assert unwrap("地域振興推 進事業費", known) == "地域振興推進事業費"


def test_a_word_printed_whole_elsewhere_is_whole() -> None:
    known = evidence(["工業戦略技術 振興課", "新工業戦略技術 振興課の運営", "工業戦略技術振興課"])
    assert unwrap("工業戦略技術 振興課の運営", known) == "工業戦略技術振興課の運営"


def test_a_space_in_a_quotation_on_a_line_with_room_is_meant() -> None:
    column = ["「花と緑 市」開催費", "中心市街地の活性化と交流人口の拡大を図る事業費"]
    assert unwrap(column[0], Evidence(), widest_line(column)) == "「花と緑 市」開催費"
    assert unwrap("「花と緑 市」開催費", Evidence(), widest_line(["「花と緑 市」開催費"])) == "「花と緑市」開催費"


def test_a_space_beside_digits_is_meant_where_the_line_had_room() -> None:
    assert unwrap("新規融資枠 750億円", Evidence(), 60) == "新規融資枠 750億円"
    assert unwrap("新規融資枠 750億円", Evidence(), 10) == "新規融資枠750億円"

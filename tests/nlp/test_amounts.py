"""Amounts and ranges: every spelling reads back exactly, and nothing else is taken for money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kanjize import number2kanji

from nlp.amounts import YenRange, amounts, ranges
from nlp.normalize import fold


def only(text: str) -> YenRange:
    found = ranges(fold(text))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("said", "yen"),
    [
        ("七千万円", 70_000_000),
        ("７，０００万", 70_000_000),
        ("0.7億", 70_000_000),
        ("70,000千円", 70_000_000),
        ("1億5千", 150_000_000),
        ("1億5千万円", 150_000_000),
        ("三千二百億円", 320_000_000_000),
        ("21億5,879万6千円", 2_158_796_000),
        ("5百万円", 5_000_000),
        ("923円", 923),
        ("1.25億円", 125_000_000),
    ],
)
def test_one_amount(said: str, yen: int) -> None:
    found = only(said)
    assert found.low == found.high == yen


@pytest.mark.parametrize(
    ("said", "low", "high", "low_inclusive", "high_inclusive"),
    [
        ("1億円以上", 100_000_000, None, True, True),
        ("1億円以下", None, 100_000_000, True, True),
        ("1億円未満", None, 100_000_000, True, False),
        ("1億円超", 100_000_000, None, False, True),
        ("10億超え", 1_000_000_000, None, False, True),
        ("5千万円を下回る", None, 50_000_000, True, False),
        ("5千万円を上回る", 50_000_000, None, False, True),
        ("1億↑", 100_000_000, None, True, True),
        ("1億↓", None, 100_000_000, True, True),
        ("740億円台", 74_000_000_000, 75_000_000_000, True, False),
        ("100万もいかない", None, 1_000_000, True, False),
        ("1千万円以上3千万円未満", 10_000_000, 30_000_000, True, False),
        ("1000万円から5000万円まで", 10_000_000, 50_000_000, True, True),
        ("100万〜500万円", 1_000_000, 5_000_000, True, True),
        ("3〜5億円", 300_000_000, 500_000_000, True, True),
        ("百万円以上", 1_000_000, None, True, True),
        ("500万円前後", 4_500_000, 5_500_000, True, True),
    ],
)
def test_ranges(said: str, low: int | None, high: int | None, low_inclusive: bool, high_inclusive: bool) -> None:
    found = only(said)
    assert (found.low, found.high, found.low_inclusive, found.high_inclusive) == (
        low,
        high,
        low_inclusive,
        high_inclusive,
    )


@pytest.mark.parametrize(
    "said",
    ["令和2年度", "上位5事業", "3番目", "No.44", "6課", "20%", "2020年度", "9月現計", "一番", "千円単位", "百万円で"],
)
def test_no_money(said: str) -> None:
    assert amounts(fold(said)) == ()


@given(st.integers(min_value=1, max_value=99_999_999_999_999))
def test_digits_read_back(yen: int) -> None:
    assert only(f"{yen:,}円").low == yen
    assert only(f"{yen}円").low == yen


@given(st.integers(min_value=1, max_value=9_999_999_999))
def test_thousands_read_back(thousand_yen: int) -> None:
    assert only(f"{thousand_yen:,}千円").low == thousand_yen * 1000


@given(st.integers(min_value=1, max_value=99_999_999_999_999).filter(lambda yen: yen not in {1000, 100_000, 1_000_000}))
def test_kanji_read_back(yen: int) -> None:
    # 千円, 十万円 and 百万円 alone are units.
    assert only(f"{number2kanji(yen)}円").low == yen


@given(
    st.integers(min_value=1, max_value=9999),
    st.integers(min_value=0, max_value=9999),
    st.integers(min_value=0, max_value=9999),
)
def test_mixed_spelling_reads_back(oku: int, man: int, yen: int) -> None:
    spelled = f"{oku:,}億" + (f"{man:,}万" if man else "") + (f"{yen:,}" if yen else "") + "円"
    assert only(spelled).low == oku * 10**8 + man * 10**4 + yen


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999"), places=2))
def test_decimal_oku_reads_back(oku: Decimal) -> None:
    assert only(f"{oku}億円").low == oku * 10**8

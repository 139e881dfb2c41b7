"""Amounts, rates and units as people read them: readable forms read back to the very integer."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.amounts import amount, change, change_rate, exact, in_unit, percent, share, times
from nlp.query import DisplayUnit
from nlp.say import readable_amount

YEN_OF = {"兆": 10**12, "億": 10**8, "万": 10**4, "千": 10**3}
UNIT_YEN = {"円": 1, "千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000}
ANY_AMOUNT = st.integers(-(10**13), 10**13)


def read_back(words: str) -> int:
    """千円 of a readable amount, by a reader of its own."""
    sign = -1 if words.startswith("▲") else 1
    yen = sum(
        int(number.replace(",", "")) * YEN_OF.get(unit, 1)
        for number, unit in re.findall(r"([0-9,]+)([兆億万千]?)", words)
    )
    assert yen % 1000 == 0
    return sign * yen // 1000


@given(ANY_AMOUNT)
def test_readable_reads_back(thousand_yen: int) -> None:
    words = readable_amount(thousand_yen)
    assert re.fullmatch(r"▲?([0-9,]+兆)?([0-9,]+億)?([0-9,]+万)?([0-9]千)?円|0円", words)
    assert read_back(words) == thousand_yen


@given(ANY_AMOUNT)
def test_exact_reads_back(thousand_yen: int) -> None:
    assert int(exact(thousand_yen).removesuffix("千円").replace(",", "").replace("▲", "-")) == thousand_yen


@given(ANY_AMOUNT, st.sampled_from(DisplayUnit))
def test_units_are_exact_unless_they_say_about(thousand_yen: int, unit: DisplayUnit) -> None:
    words = in_unit(thousand_yen, unit)
    number = Decimal(words.removesuffix(unit.value).removeprefix("約").replace(",", "").replace("▲", "-"))
    yen = number * UNIT_YEN[unit.value]
    if words.startswith("約"):
        assert yen != thousand_yen * 1000
        assert abs(yen - thousand_yen * 1000) <= Decimal("0.05") * UNIT_YEN[unit.value]
    else:
        assert yen == thousand_yen * 1000


@given(ANY_AMOUNT.filter(bool), st.sampled_from([None, *DisplayUnit]))
def test_the_exact_amount_is_always_there(thousand_yen: int, unit: DisplayUnit | None) -> None:
    assert exact(thousand_yen) in amount(thousand_yen, unit)


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (None, "21億5,879万6千円（2,158,796千円）"),
        (DisplayUnit.YEN, "2,158,796,000円（2,158,796千円）"),
        (DisplayUnit.THOUSAND_YEN, "2,158,796千円（21億5,879万6千円）"),
        (DisplayUnit.TEN_THOUSAND_YEN, "215,879.6万円（2,158,796千円）"),
        (DisplayUnit.MILLION_YEN, "約2,158.8百万円（2,158,796千円）"),
        (DisplayUnit.HUNDRED_MILLION_YEN, "約21.59億円（2,158,796千円）"),
    ],
)
def test_units(unit: DisplayUnit | None, words: str) -> None:
    assert amount(2_158_796, unit) == words


def test_small_amounts_keep_their_places_in_large_units() -> None:
    assert in_unit(923, DisplayUnit.HUNDRED_MILLION_YEN) == "0.00923億円"
    assert in_unit(923, DisplayUnit.MILLION_YEN) == "0.923百万円"


def test_an_amount_that_reads_the_same_is_said_once() -> None:
    assert amount(5) == "5千円"
    assert amount(0) == "0円"


@pytest.mark.parametrize(
    ("thousand_yen", "words"),
    [
        (-168_594, "1億6,859万4千円（168,594千円）の減"),
        (580_408, "5億8,040万8千円（580,408千円）の増"),
        (0, "増減なし（同額）"),
    ],
)
def test_changes(thousand_yen: int, words: str) -> None:
    assert change(thousand_yen) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal("-7.2"), "7.2%の減（▲7.2%）"),
        (Decimal("132.0"), "132.0%の増"),
        (Decimal("0.0"), "増減率0.0%"),
        (Decimal("-0.0123"), "0.01%の減（▲0.01%）"),
        (Decimal("-0.0012"), "0.0012%の減（▲0.0012%）"),
        (Decimal("-27.2727"), "27.3%の減（▲27.3%）"),
    ],
)
def test_change_rates(value: Decimal, words: str) -> None:
    assert change_rate(value) == words


@given(st.decimals(-999, 999, places=1))
def test_a_printed_rate_is_said_as_printed(value: Decimal) -> None:
    assert Decimal(percent(value).removesuffix("%").replace("▲", "-")) == value


@given(st.decimals(Decimal("-999"), Decimal("-0.0001"), places=4))
def test_a_fall_always_says_so(value: Decimal) -> None:
    assert "減" in change_rate(value)
    assert "▲" in change_rate(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [(Decimal("85.5803"), "85.58%"), (Decimal("0.0031"), "0.0031%"), (Decimal(100), "100.00%"), (0, "0.00%")],
)
def test_shares(value: Decimal | int, words: str) -> None:
    assert share(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(Decimal("10.3711"), "10.37倍"), (Decimal("2.0000"), "2倍"), (Decimal("0.0123"), "0.0123倍"), (0, "0倍")],
)
def test_times(value: Decimal | int, words: str) -> None:
    assert times(value) == words

"""Any amount, spelled in any of the ways people and documents do, reads back exactly.

The generator builds the text and its value side by side and shares nothing with the code that reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.amounts import Amount, amounts, ranges
from nlp.normalize import fold

_DIGITS = "〇一二三四五六七八九"
_WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
_WORD_UNITS = frozenset({"千円", "十万円", "百万円"})
"""Said alone they name a unit («百万円で»), not an amount."""
_MANY = settings(max_examples=400, deadline=None)


Speller = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Spelled:
    text: str
    yen: Decimal


def in_kanji(value: int) -> str:
    """1 to 9,999: 三千二百, 十五."""
    said = ""
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            said += ("" if digit == 1 and name else _DIGITS[digit]) + name
    return said


def in_places(value: int) -> str:
    """Digit by digit: 七〇〇〇."""
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def in_digits_and_small_units(value: int) -> str:
    """Round ones as 5千, 7百; others as digits."""
    for power, name in ((1000, "千"), (100, "百"), (10, "十")):
        if value % power == 0 and value // power < 10:
            return f"{value // power}{name}"
    return str(value)


def wide_signs(text: str) -> str:
    return text.translate(_WIDE)


PLAIN: tuple[Speller, ...] = (str, "{:,}".format)
THROUGHOUT: tuple[Speller, ...] = (*PLAIN, in_kanji)
GROUPS = st.sampled_from((*THROUGHOUT, in_places, in_digits_and_small_units))
WIDTHS: st.SearchStrategy[Callable[[str], str]] = st.sampled_from((str, wide_signs))


@st.composite
def whole_yen(draw: st.DrawFn) -> Spelled:
    """兆, 億, 万 and the rest, each group spelled its own way: 3億五千万, 1億2,345万6,000."""
    values = [draw(st.integers(0, 9999)) for _ in range(draw(st.integers(1, 4)))]
    names = ("兆", "億", "万", "")[-len(values) :]
    text, total = "", 0
    for value, name, power in zip(values, names, (10**12, 10**8, 10**4, 1)[-len(values) :], strict=True):
        if value:
            text += draw(GROUPS)(value) + name
            total += value * power
    if not text:
        return Spelled("1円", Decimal(1))
    return Spelled(text + "円", Decimal(total))


@st.composite
def one_way_throughout(draw: st.DrawFn) -> Spelled:
    """All groups kanji, or all digits, as people who do not mix write it."""
    spell = draw(st.sampled_from(THROUGHOUT))
    total = draw(st.integers(1, 9_999_9999_9999))
    text, rest = "", total
    for power, name in ((10**8, "億"), (10**4, "万"), (1, "")):
        group, rest = divmod(rest, power)
        text += spell(group) + name if group else ""
    return Spelled(text + "円", Decimal(total))


@st.composite
def with_decimals(draw: st.DrawFn) -> Spelled:
    """0.7億, 1.25億円, 2.5百万円, 3.75千万円."""
    places = draw(st.integers(1, 4))
    value = Decimal(draw(st.integers(1, 99_999_999))).scaleb(-places)
    unit, factor = draw(
        st.sampled_from(
            (("億", 10**8), ("億円", 10**8), ("万円", 10**4), ("万", 10**4), ("百万円", 10**6), ("千円", 10**3))
        )
    )
    return Spelled(f"{value}{unit}", value * factor)


@st.composite
def in_units_of_documents(draw: st.DrawFn) -> Spelled:
    """2,158,796千円, 2158百万円."""
    value = draw(st.integers(1, 9_999_999_999))
    unit, factor = draw(
        st.sampled_from((("千円", 10**3), ("百万円", 10**6), ("万円", 10**4), ("億円", 10**8), ("円", 1)))
    )
    value = value % (10**16 // factor) or 1
    return Spelled(draw(st.sampled_from(PLAIN))(value) + unit, Decimal(value * factor))


@st.composite
def elliptic(draw: st.DrawFn) -> Spelled:
    """1億5千: 5千万 is meant."""
    high, low = draw(st.integers(1, 9999)), draw(st.integers(1, 9))
    kanji = draw(st.booleans())
    high_said, low_said = (in_kanji(high), in_kanji(low)) if kanji else (str(high), str(low))
    return Spelled(f"{high_said}億{low_said}千", Decimal(high * 10**8 + low * 10**7))


ANY = st.one_of(whole_yen(), one_way_throughout(), with_decimals(), in_units_of_documents(), elliptic())


def only(text: str) -> Amount:
    found = amounts(fold(text))
    assert len(found) == 1, (text, found)
    return found[0]


def says_an_amount(spelled: Spelled) -> bool:
    return spelled.text not in _WORD_UNITS


@_MANY
@given(spelled=ANY.filter(says_an_amount), wide=WIDTHS)
def test_any_spelling_reads_back_exactly(spelled: Spelled, wide: Callable[[str], str]) -> None:
    assert only(wide(spelled.text)).yen == spelled.yen


@_MANY
@given(spelled=ANY.filter(says_an_amount), wide=WIDTHS)
def test_it_reads_back_within_a_question(spelled: Spelled, wide: Callable[[str], str]) -> None:
    said = wide(spelled.text)
    for text in (f"予算が{said}の事業", f"雇用対策課で{said}ちょうどの事業は？", f"({said})"):
        found = only(text)
        assert (found.yen, fold(text)[found.start : found.end]) == (spelled.yen, fold(said))


@_MANY
@given(spelled=ANY.filter(says_an_amount))
def test_it_bounds_exactly(spelled: Spelled) -> None:
    for word, low, high, inclusive in (
        ("以上", spelled.yen, None, True),
        ("以下", None, spelled.yen, True),
        ("未満", None, spelled.yen, False),
        ("を超える", spelled.yen, None, False),
    ):
        (found,) = ranges(fold(f"{spelled.text}{word}の事業"))
        assert (found.low, found.high) == (low, high)
        assert (found.high_inclusive if low is None else found.low_inclusive) is inclusive


@_MANY
@given(
    one=st.one_of(one_way_throughout(), in_units_of_documents()).filter(says_an_amount),
    other=st.one_of(one_way_throughout(), in_units_of_documents()).filter(says_an_amount),
    wave=st.sampled_from(("〜", "～", "~", "から")),
)
def test_two_make_a_range(one: Spelled, other: Spelled, wave: str) -> None:
    (found,) = ranges(fold(f"{one.text}{wave}{other.text}の事業"))
    assert (found.low, found.high) == (min(one.yen, other.yen), max(one.yen, other.yen))


@_MANY
@given(value=st.integers(1, 9999))
def test_the_generator_spells_kanji(value: int) -> None:
    """Read by the rules of positional notation written out here, not by the code under test."""
    total, digit = 0, 0
    for sign in in_kanji(value):
        if sign in "千百十":
            total += (digit or 1) * {"千": 1000, "百": 100, "十": 10}[sign]
            digit = 0
        else:
            digit = _DIGITS.index(sign)
    assert total + digit == value
    assert int("".join(str(_DIGITS.index(sign)) for sign in in_places(value))) == value

"""Numbers as people read them. Amounts come in 千円 and are never rounded without saying so («約»)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from nlp.query import DisplayUnit
from nlp.say import readable_amount

_YEN_IN = {
    DisplayUnit.YEN: Decimal(1),
    DisplayUnit.THOUSAND_YEN: Decimal(1_000),
    DisplayUnit.TEN_THOUSAND_YEN: Decimal(10_000),
    DisplayUnit.MILLION_YEN: Decimal(1_000_000),
    DisplayUnit.HUNDRED_MILLION_YEN: Decimal(100_000_000),
}
_PLACES = {DisplayUnit.MILLION_YEN: 1, DisplayUnit.HUNDRED_MILLION_YEN: 2}
"""Decimal places shown; the other units are always exact."""


def exact(thousand_yen: int) -> str:
    """«2,158,796千円», «▲168,594千円»."""
    return f"{'▲' if thousand_yen < 0 else ''}{abs(thousand_yen):,}千円"


def in_unit(thousand_yen: int, unit: DisplayUnit) -> str:
    """The amount in one unit: «215,879.6万円», «約21.59億円» where rounded; small amounts keep all places."""
    value = Decimal(abs(thousand_yen) * 1000) / _YEN_IN[unit]
    places = _PLACES.get(unit)
    shown = value if places is None or value < 1 else _rounded(value, places)
    about = "約" if shown != value else ""
    sign = "▲" if thousand_yen < 0 else ""
    return f"{about}{sign}{_plain(shown)}{unit.value}"


def amount(thousand_yen: int, unit: DisplayUnit | None = None) -> str:
    """Readable and exact: «21億5,879万6千円（2,158,796千円）»; in the unit asked for, where one was."""
    precise = exact(thousand_yen)
    if unit is None:
        first = readable_amount(thousand_yen)
    elif unit is DisplayUnit.THOUSAND_YEN:
        first, precise = precise, readable_amount(thousand_yen)
    else:
        first = in_unit(thousand_yen, unit)
    return first if first == precise or thousand_yen == 0 else f"{first}（{precise}）"


def change(thousand_yen: int, unit: DisplayUnit | None = None) -> str:
    """«1億6,859万4千円（168,594千円）の減», «増減なし（同額）»."""
    if thousand_yen == 0:
        return "増減なし（同額）"
    return f"{amount(abs(thousand_yen), unit)}の{'減' if thousand_yen < 0 else '増'}"


def percent(value: Decimal | int, places: int | None = None) -> str:
    """«▲7.2%», «132.0%». Without `places`: one decimal, more where that would show a non-zero value as 0.0."""
    number = Decimal(value)
    if places is None:
        places = next((p for p in (1, 2, 4) if _rounded(number, p) != 0), 1)
    shown = _rounded(number, places)
    return f"{'▲' if shown < 0 else ''}{abs(shown):,.{places}f}%"


def change_rate(value: Decimal | int) -> str:
    """A signed rate of change in words: «7.2%の減（▲7.2%）», «132.0%の増», «増減率0.0%»."""
    number = Decimal(value)
    if number == 0:
        return "増減率0.0%"
    size = percent(abs(number))
    return f"{size}の減（{percent(number)}）" if number < 0 else f"{size}の増"


def share(value: Decimal | int) -> str:
    """«85.58%»; more places where two would show nothing."""
    number = Decimal(value)
    return percent(number, 2 if number == 0 or _rounded(number, 2) != 0 else 4)


def times(value: Decimal | int) -> str:
    """«10.37倍»."""
    number = Decimal(value)
    places = 2 if number == 0 or abs(number) >= Decimal("0.1") else 4
    return f"{_plain(_rounded(number, places))}倍"


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _plain(value: Decimal) -> str:
    """No trailing zeros, no exponent, thousands separated."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""Printed cells to values, and back: amounts, rates, labels set with spaces between their characters."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

_NEGATIVE = "▲△−‐-"
_NUMBER = re.compile(rf"(?P<sign>[{_NEGATIVE}]?)\s*(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)")
_RATE = re.compile(rf"(?P<sign>[+{_NEGATIVE}]?)\s*(?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.(?P<tenths>\d))?\s*%?")
_NOTHING = re.compile(r"[-‐‑‒–—―−ー─*＊・…]+")
_NO_RATE = re.compile(r"皆増|皆減|全増|全減|新規|純増|純減")
_UNITS = {"千円": 1, "万円": 10, "百万円": 1_000, "億円": 100_000}
_UNGROUPED_DIGITS = 3


def nfkc(text: str) -> str:
    """NFKC: full-width digits, brackets and signs become plain ones."""
    return unicodedata.normalize("NFKC", text)


def squeeze(text: str) -> str:
    """All white space removed: names of divisions and accounts hold none, however wide they are set."""
    return re.sub(r"\s+", "", text)


def unit_factor(unit: str) -> int | None:
    """How many 千円 one of the unit is; None for a unit that is not known."""
    return _UNITS.get(squeeze(nfkc(unit)))


def parse_amount(cell: str, *, grouped: bool = True) -> int | None:
    """«▲ 2,158,796» → -2158796; a dash is 0 (nothing budgeted); None where it is no amount.

    `grouped`: the document writes thousands with commas, so that a long number without any lacks one.
    """
    text = nfkc(cell).strip()
    if text and _NOTHING.fullmatch(text):
        return 0
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    digits = match["digits"]
    if grouped and "," not in digits and len(digits) > _UNGROUPED_DIGITS:
        return None
    value = int(digits.replace(",", ""))
    return -value if match["sign"] else value


def print_amount(amount: int) -> str:
    """-2158796 → «▲ 2,158,796», as budget documents print it."""
    return f"▲ {-amount:,}" if amount < 0 else f"{amount:,}"


def is_rate(cell: str) -> bool:
    """Whether the cell is a rate, or says that there is none (皆増, «－»)."""
    text = nfkc(cell).strip()
    return bool(_RATE.fullmatch(text) or _NOTHING.fullmatch(text) or _NO_RATE.fullmatch(text))


def parse_permille(cell: str) -> int | None:
    """«▲ 4.6» → -46; None for 皆増, 皆減, «－» and whatever `is_rate` denies."""
    match = _RATE.fullmatch(nfkc(cell).strip())
    if match is None:
        return None
    value = int(match["whole"].replace(",", "")) * 10 + int(match["tenths"] or 0)
    return -value if match["sign"] not in ("", "+") else value


def print_permille(permille: int) -> str:
    """-46 → «▲ 4.6»."""
    size = f"{abs(permille) // 10:,}.{abs(permille) % 10}"
    return f"▲ {size}" if permille < 0 else size


def change_permille(amount: int, base: int) -> int | None:
    """(amount - base) / base in tenths of a percent, rounded half away from zero; None where the base is 0."""
    if base == 0:
        return None
    exact = Decimal(1000 * (amount - base)) / Decimal(base)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def same_rate(printed: int, amount: int, base: int) -> bool:
    """Whether a printed rate is the recomputed one, halves rounded away from zero or upwards."""
    if base == 0:
        return False
    doubled = Decimal(2000 * (amount - base)) / Decimal(base)
    return printed == change_permille(amount, base) or doubled == 2 * printed - 1

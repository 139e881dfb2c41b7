"""«億円単位、小数第1位まで»: how exactly an amount is to be printed, which changes no figure."""

from __future__ import annotations

import re

_DECIMALS = re.compile(
    r"[、,\s]*小数(?:点)?(?:以下)?第?[0-9一二三]+(?:位|桁)(?:まで)?(?:で|に|を)?(?:四捨五入|切り?上げ|切り?捨て|丸め)?(?:し?て)?"
)


def without_decimals(text: str) -> str:
    """Folded text without it: amounts are always printed to the thousand yen, too."""
    return _DECIMALS.sub("", text)

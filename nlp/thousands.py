"""Yen as the document prints them: whole 千円."""

from __future__ import annotations

import math

from nlp.amounts import YenRange
from nlp.query import AmountRange


def thousand(amount: YenRange) -> AmountRange:
    """A range of yen as one of 千円: an amount that is no whole 千円 becomes the range that holds no integer."""
    low = None if amount.low is None else math.ceil(amount.low / 1000)
    high = None if amount.high is None else math.floor(amount.high / 1000)
    low_open = amount.low is not None and not amount.low_inclusive and low is not None and low * 1000 == amount.low
    high_open = (
        amount.high is not None and not amount.high_inclusive and high is not None and high * 1000 == amount.high
    )
    return AmountRange(low, high, not low_open, not high_open)

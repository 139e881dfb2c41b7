"""Numbers made of many, exact until they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from nlp.query import Statistic


def mean(values: Sequence[Fraction]) -> Fraction:
    """Of one or more values."""
    return sum(values, Fraction(0)) / len(values)


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle value, or the mean of the two in the middle."""
    ranked = sorted(values)
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


STATISTICS: Mapping[Statistic, Callable[[Sequence[Fraction]], Fraction]] = {
    Statistic.MEAN: mean,
    Statistic.MEDIAN: median,
}

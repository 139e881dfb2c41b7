"""What changed from one run to the next. Turns are the same where their set and everything asked so far are: ids and
numbers may shift when questions are added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.evaluation.expectations import Verdict
from bot.evaluation.run import Outcome

_Key = tuple[str, tuple[str, ...], int]


class Direction(StrEnum):
    NEWLY_RIGHT = "newly_right"
    NEWLY_WRONG = "newly_wrong"
    NO_LONGER_RIGHT = "no_longer_right"
    """Right before, asked back or declined now."""
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Change:
    before: Verdict
    now: Outcome

    @property
    def direction(self) -> Direction:
        match self.before, self.now.verdict:
            case _, Verdict.RIGHT:
                return Direction.NEWLY_RIGHT
            case _, Verdict.WRONG:
                return Direction.NEWLY_WRONG
            case Verdict.RIGHT, _:
                return Direction.NO_LONGER_RIGHT
            case _:
                return Direction.OTHERWISE


@dataclass(frozen=True, slots=True)
class Comparison:
    changes: tuple[Change, ...]
    """In the order asked now."""
    added: int
    """Turns that were not asked before."""
    gone: int
    """Turns that are not asked any more."""


def compared(before: Iterable[Outcome], now: Iterable[Outcome]) -> Comparison:
    earlier, later = _keyed(before), _keyed(now)
    changes = tuple(
        Change(earlier[key].verdict, outcome)
        for key, outcome in later.items()
        if key in earlier and earlier[key].verdict is not outcome.verdict
    )
    return Comparison(changes, len(later.keys() - earlier.keys()), len(earlier.keys() - later.keys()))


def _keyed(outcomes: Iterable[Outcome]) -> Mapping[_Key, Outcome]:
    """By set and words; what is asked twice is told apart by its order."""
    times: Counter[tuple[str, tuple[str, ...]]] = Counter()
    found: dict[_Key, Outcome] = {}
    for outcome in outcomes:
        said = outcome.questions, outcome.asked
        found[*said, times[said]] = outcome
        times[said] += 1
    return found

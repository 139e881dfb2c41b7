"""Claims: what a question states and wants confirmed, or takes for granted."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.conditions import AmountRange, Condition, RateRange, Statistic
from nlp.things import Category, Direction, Named


@dataclass(frozen=True, slots=True)
class AmountClaim:
    """«740億円台ですよね»: the measure lies in the range."""

    range: AmountRange


@dataclass(frozen=True, slots=True)
class RateClaim:
    """«20%以上減った»: the change rate (or the share, for a query with `other`) lies in the range."""

    range: RateRange


@dataclass(frozen=True, slots=True)
class RankClaim:
    """«6課中3番目ですよね»: by the measure, in the scope of its kind. Without a rank it is asked: «何番目»."""

    rank: int | None
    descending: bool = True
    of: int | None = None


@dataclass(frozen=True, slots=True)
class MovedClaim:
    """«減ってる？», «二つとも縮小した»: every selected row moved this way."""

    direction: Direction


@dataclass(frozen=True, slots=True)
class DivisionClaim:
    """«産業政策課であってる?»: run by these divisions (among others unless `only`)."""

    divisions: tuple[Named, ...]
    only: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class CategoryClaim:
    category: Category
    negated: bool = False


@dataclass(frozen=True, slots=True)
class CountClaim:
    """«3つの新規事業»: the selection has this many rows; «20件以上» that many or more, «5件以下» or fewer."""

    count: int
    or_more: bool = False
    or_fewer: bool = False

    def holds(self, found: int) -> bool:
        return found == self.count or (self.or_more and found > self.count) or (self.or_fewer and found < self.count)


@dataclass(frozen=True, slots=True)
class OnlyClaim:
    """«…のは土地取得事業だけ»: the rows are these and no others; of projects, or their divisions are."""

    names: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class LargerClaim:
    """«AはBより多い？»: the first subject's measure exceeds (or falls short of) the second's."""

    larger: bool = True


@dataclass(frozen=True, slots=True)
class BeyondClaim:
    """«課の平均より多い？»: the row's measure is above (or below) the mean or median of its kind."""

    of: Statistic
    above: bool = True
    inclusive: bool = False


@dataclass(frozen=True, slots=True)
class MeetsClaim:
    """«共管ですか», «戦略2に載っていますか»: every row is one of those that the condition picks."""

    condition: Condition


Claim = (
    AmountClaim
    | RateClaim
    | RankClaim
    | MovedClaim
    | DivisionClaim
    | CategoryClaim
    | CountClaim
    | OnlyClaim
    | LargerClaim
    | BeyondClaim
    | MeetsClaim
)

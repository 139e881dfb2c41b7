"""Conditions that narrow a selection. Each says itself in Japanese in `nlp.say` and in SQL in `db.clauses`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nlp.things import Category, Direction, Kind, Measure, Named


@dataclass(frozen=True, slots=True)
class InDivisions:
    """Run by any (or all) of these divisions; a joint project belongs to each of its divisions."""

    divisions: tuple[Named, ...]
    every: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class InCategory:
    categories: tuple[Category, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class InPolicy:
    """Listed (first or again) under any (or every one) of these pillars, parts or sections."""

    nodes: tuple[Named, ...]
    negated: bool = False
    every: bool = False


@dataclass(frozen=True, slots=True)
class UnderSeveral:
    """Listed, first or again, under so many different nodes of a level: «複数の柱にまたがる»."""

    kind: Kind
    at_least: int = 2
    negated: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """Name, summary or outline text mentions any (or all) of the topics.

    Each topic is a group of interchangeable spellings, already normalised as `nlp.normalize.fold` does.
    """

    topics: tuple[tuple[str, ...], ...]
    every: bool = False
    negated: bool = False
    in_name_only: bool = False


@dataclass(frozen=True, slots=True)
class AmountRange:
    """The selected measure lies in the range; None is open. For CHANGE the range is signed 千円."""

    low_thousand_yen: int | None = None
    high_thousand_yen: int | None = None
    low_inclusive: bool = True
    high_inclusive: bool = True
    negated: bool = False


@dataclass(frozen=True, slots=True)
class RateRange:
    """The change rate against the base lies in the range, in tenths of a percent; None is open."""

    low_permille: int | None = None
    high_permille: int | None = None
    low_inclusive: bool = True
    high_inclusive: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """The amount went up, down, stayed, or changed at all from the base period to the period."""

    direction: Direction
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Joint:
    """Run by several divisions: two or more, or as many as said."""

    negated: bool = False
    at_least: int = 2
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Relisted:
    """Listed again (再掲) somewhere."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class Partial:
    """The outline gives its amount as 「の一部」."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class HasBreakdown:
    """Has an unnumbered line under it."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class InOutline:
    """Stands in the 施策体系."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class UnderHeading:
    """Stands in the 施策体系 under this heading, as printed."""

    heading: str


@dataclass(frozen=True, slots=True)
class Level:
    """Policy nodes of this kind."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Except:
    """All but these."""

    names: tuple[Named, ...]


class Statistic(StrEnum):
    """A number made of the rows themselves."""

    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class Beyond:
    """The measure is above (or below) that of a named row, or the mean or median of the rows that meet the rest."""

    of: Named | Statistic
    above: bool = True
    inclusive: bool = False
    by: Measure | None = None
    """What is held against it, where that is not what the query measures: «部全体より減り方が大きい課の予算»."""


@dataclass(frozen=True, slots=True)
class HasProjects:
    """Of divisions and policy nodes: so many of their projects meet these conditions («新規がない課»)."""

    of: tuple[Condition, ...] = ()
    at_least: int = 0
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Either:
    """One of the conditions is enough."""

    conditions: tuple[Condition, ...]


Condition = (
    InDivisions
    | InCategory
    | InPolicy
    | UnderSeveral
    | About
    | AmountRange
    | RateRange
    | Moved
    | Joint
    | Relisted
    | Partial
    | HasBreakdown
    | InOutline
    | UnderHeading
    | Level
    | Except
    | Beyond
    | HasProjects
    | Either
)
